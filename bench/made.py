"""Made-up records in any number: what bench.scale fills a store with. The same seed gives the same records.

The world has happenings of Zipf-like sizes (a few are told by hundreds, most once), each with two parties, a place,
a day, words of its own and often a toll that grows. It has outlets of Zipf-like sizes, and copies: a third of the
reports are a late report's text, word for word or with a sentence more. There are 300 reports a day, so that more
reports are a longer time, not a denser one. `ref` says of which happening each event tells ("of:17,3"), in the order of
the text; nothing that links reads it.
"""

from __future__ import annotations

from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any

from dateline.model import (
    Actor,
    Claim,
    ClaimLink,
    Event,
    Figure,
    Made,
    Participant,
    Place,
    PlaceName,
    Published,
    Record,
    Report,
    Source,
    Span,
    Time,
    digest,
)

FIRST = date(2016, 1, 1)
A_DAY = 300             # reports of one day
COPIES = 0.33           # share of reports that are copies …
NEARLY = 0.5            # … and of those, that have a sentence more
ANEW = 0.45             # share of events that are told for the first time
RECENT = 4000           # tellings among which the next one finds what it tells again: some ten days
OUTLETS, NAMES, TOWNS = 400, 4000, 2500
MADE = Made("made", "made", "made")

# type, quad, score, verbs (of one happening: one, now and then another), status, share of happenings
DEEDS = (
    ("ASSAULT", "material conflict", -9.0,
     "attacked|shelled|bombed|ambushed|raided|shot at|stormed|fired on|killed|struck|beat|stabbed", "occurred", 34),
    ("COERCE", "material conflict", -7.0,
     "arrested|detained|expelled|seized the land of|tried|jailed|deported|searched", "occurred", 12),
    ("PROTEST", "material conflict", -6.5,
     "marched against|rallied against|went on strike against|rioted against|demonstrated against", "occurred", 8),
    ("CONSULT", "verbal cooperation", 1.5,
     "met|visited|telephoned|received|held talks with|conferred with|hosted|negotiated with", "occurred", 14),
    ("AID", "material cooperation", 7.0,
     "sent food to|lent money to|delivered medicine to|trained|sheltered|equipped|fed", "occurred", 7),
    ("ACCUSE", "verbal conflict", -2.0,
     "accused|blamed|condemned|criticized|denounced|sued|rebuked", "occurred", 9),
    ("AGREE", "verbal cooperation", 2.5,
     "promised a truce to|pledged aid to|agreed to meet|vowed to free prisoners of", "future", 4),
    ("THREATEN", "verbal conflict", -4.4,
     "threatened to attack|warned of sanctions against|threatened to expel|warned of a strike against", "future", 4),
    ("REQUEST", "verbal cooperation", 1.0,
     "urged a truce from|demanded money from|asked for help from|called for talks with", "future", 4),
    ("RETREAT", "material cooperation", 8.0,
     "freed prisoners of|withdrew from the land of|surrendered to|returned weapons to", "occurred", 4),
)
OTHER_VERB = 0.2        # share of tellings that take another verb
LANDS = (
    "AFG DZA AGO ARG AUS BGD BRA BFA CMR CAN CHN COL COD EGY ETH FRA DEU GRC HTI IND IDN IRN IRQ ISR ITA JPN KEN "
    "LBN LBY MLI MEX MAR MMR NPL NER NGA PAK PER PHL POL RUS RWA SAU SEN SRB SOM ZAF SSD SDN SYR TZA THA TUR UGA "
    "UKR GBR USA VEN YEM ZWE")
SECTORS = (("GOV", "government"), ("MIL", "armed_group"), ("REB", "armed_group"), ("COP", "government"),
           ("CVL", "population"), ("PTY", "party"))
SYLLABLES = "ba ka do ri mo sa lu te ni go ra vi ju pe ha zo mi ta ku ne sho da le no wa fi bu ro ke ma"


@dataclass(frozen=True, slots=True)
class Side:
    name: str
    country: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    country: str
    number: int

    @property
    def spot(self) -> dict[str, Any]:
        return {"name": self.name, "country": self.country, "lat": self.number % 90 - 45.0,
                "lon": self.number % 360 - 180.0, "geonameid": self.number, "precision": "city"}


@dataclass(frozen=True, slots=True)
class Happening:
    number: int
    deed: tuple[str, str, float, str, str, int]
    verb: str
    actor: Side
    recipient: Side
    town: Town
    day: date
    toll: int                   # at first; 0: nobody counts
    words: tuple[str, ...]
    until: date | None          # last day of what is promised or threatened


class Zipf:
    """Draws 0, 1, 2, … of `size`, each as often as its rank allows."""

    def __init__(self, size: int, power: float = 1.0) -> None:
        self.sums = list(accumulate((n + 1) ** -power for n in range(size)))

    def draw(self, random: Random) -> int:
        return bisect(self.sums, random.random() * self.sums[-1])


@cache
def vocabulary() -> Sequence[str]:
    text = files("dateline.chronicle").joinpath("words.txt").read_text(encoding="utf-8")
    return [word for word in text.split() if word.isalpha() and len(word) > 3]


def _name(random: Random, of: int) -> str:
    return "".join(random.choices(SYLLABLES.split(), k=of)).capitalize()


class World:
    """All that happens, as reports tell it one after the other."""

    def __init__(self, seed: int = 5) -> None:
        self.random = random = Random(seed)
        lands = LANDS.split()
        land = Zipf(len(lands), 0.7)
        self.sides = [Side(f"{_name(random, 3)} {_name(random, 2)}", lands[land.draw(random)],
                           *random.choice(SECTORS)) for _ in range(NAMES)]
        self.towns = [Town(_name(random, 4), lands[land.draw(random)], 1000 + n) for n in range(TOWNS)]
        self.outlet, self.side, self.town = Zipf(OUTLETS), Zipf(NAMES, 0.6), Zipf(TOWNS, 0.6)
        self.plain, self.deed = Zipf(len(vocabulary()), 0.8), [share for *_, share in DEEDS]
        self.told: deque[Happening] = deque(maxlen=RECENT)
        self.sent: deque[Record] = deque(maxlen=A_DAY)
        self.happenings = 0

    def records(self, count: int) -> Iterator[Record]:
        for number in range(count):
            day = FIRST + timedelta(number // A_DAY)
            if self.sent and self.random.random() < COPIES:
                yield self.copied(self.random.choice(self.sent), day)
            else:
                record = self.written(day)
                self.sent.append(record)
                yield record

    # ── what happens ─────────────────────────────────────────────────────────────────────────────

    def happening(self, day: date) -> Happening:
        """Something that is told again, more likely the more told of it of late, or something new."""
        random = self.random
        if self.told and random.random() > ANEW:
            found = random.choice(self.told)
        else:
            self.happenings += 1
            deed = random.choices(DEEDS, self.deed)[0]
            actor, recipient = (self.sides[self.side.draw(random)] for _ in range(2))
            words = tuple(vocabulary()[random.randrange(1000, len(vocabulary()))] for _ in range(5))
            toll = random.randint(2, 40) if deed[0] == "ASSAULT" and random.random() < 0.7 else 0
            until = day + timedelta(random.randint(5, 40)) if deed[4] == "future" and random.random() < 0.6 else None
            verb = random.choice(deed[3].split("|"))
            found = Happening(self.happenings, deed, verb, actor, recipient, self.towns[self.town.draw(random)],
                              day - timedelta(random.randint(0, 2)), toll, words, until)
        self.told.append(found)
        return found

    # ── how it is told ───────────────────────────────────────────────────────────────────────────

    def written(self, day: date) -> Record:
        happenings = list({h.number: h for h in (self.happening(day), self.happening(day))}.values())
        telling = Telling(self.random)
        telling.say(" ".join(vocabulary()[self.plain.draw(self.random)] for _ in range(6)).capitalize() + ".\n")
        for happening in happenings:
            telling.tell(happening, day)
            telling.say(self.filler())
        return telling.record(self.paper(), day, ",".join(str(h.number) for h in happenings))

    def filler(self) -> str:
        words = [vocabulary()[self.plain.draw(self.random)] for _ in range(14)]
        return " ".join(words).capitalize() + ". "

    def paper(self) -> str:
        return f"Outlet {self.outlet.draw(self.random)}"

    def copied(self, record: Record, day: date) -> Record:
        """The same in another paper: spans stay what they are, as what is added stands at the end."""
        more = self.filler() if self.random.random() < NEARLY else ""
        return named(replace(record, report=replace(record.report, text=record.report.text + more)),
                     self.paper(), day)


def named(record: Record, outlet: str, day: date) -> Record:
    """With the ids that text, outlet and day give."""
    report = record.report
    name = Report.name(report.text, outlet, None, day.isoformat())
    report = replace(report, id=name, outlet=outlet, published=Published(day.isoformat(), day.isoformat(), "stated"))
    ids = {e.id: digest(name, f"{e.trigger[0]}-{e.trigger[1]}", e.type) for e in record.events}
    return replace(record, report=report, events=tuple(replace(e, id=ids[e.id]) for e in record.events),
                   claims=tuple(replace(c, events=tuple(ids[e] for e in c.events)) for c in record.claims))


class Telling:
    """A text as it is written, and what a coder would read in it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.actors: dict[str, Actor] = {}
        self.events: list[Event] = []
        self.claims: list[Claim] = []
        self.places: list[PlaceName] = []

    def say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def tell(self, it: Happening, day: date) -> None:
        start = len(self.text)
        did = self.party(it.actor)
        self.say(" ")
        other = self.random.random() < OTHER_VERB
        trigger = self.say(self.random.choice(it.deed[3].split("|")) if other else it.verb)
        self.say(" ")
        met = self.party(it.recipient)
        self.say(" in ")
        where = self.say(it.town.name)
        self.say(f" on {it.day:%A}, {' '.join(self.random.sample(it.words, 3))}")
        figures = self.toll(it, day) if it.toll else ()
        said = self.random.random() < 0.25
        claim = f"c{len(self.claims)}" if said else None
        self.say(f", {it.actor.name} said" if said else "")
        evidence = (start, len(self.text))
        self.say(". ")
        self.places.append(PlaceName(*where, **it.town.spot))
        self.events.append(self.event(it, (did, met), (trigger, evidence, where), figures, claim))
        if claim:
            cue = evidence[1] - len("said"), evidence[1]
            self.claims.append(Claim(claim, Source(did.actor), (cue,), (evidence,), "indirect", "asserts",
                                     events=(self.events[-1].id,)))

    def event(self, it: Happening, sides: tuple[Participant, Participant], spans: tuple[Span, Span, Span],
              figures: tuple[Figure, ...], claim: str | None) -> Event:
        (did, met), (trigger, evidence, where) = sides, spans
        kind, quad, score, _, status, _ = it.deed
        time = Time(it.day.isoformat(), it.day.isoformat(), "day", None, "stated") if status == "occurred" else None
        return Event(
            f"e{len(self.events)}", kind, (), (), quad, score, (did,), (met,), trigger, (evidence,),
            status,                                                         # type: ignore[arg-type]
            deadline=it.until.isoformat() if it.until else None, time=time, figures=figures,
            place=Place(**it.town.spot, text=where), confidence=0.8, claim=claim,
            claims=(ClaimLink(claim, "asserts"),) if claim else ())

    def toll(self, it: Happening, day: date) -> tuple[Figure, ...]:
        """It grows by the day; one in five counts another one."""
        count = it.toll + 2 * (day - it.day).days + (self.random.randint(1, 9) if self.random.random() < 0.2 else 0)
        self.say(", killing ")
        words = self.say(str(count))
        return (Figure("killed", count, count, words),)

    def party(self, side: Side) -> Participant:
        start, end = self.say(side.name)
        known = self.actors.get(side.name)
        self.actors[side.name] = Actor(
            known.id if known else f"a{len(self.actors)}", side.name, side.kind,        # type: ignore[arg-type]
            side.country, side.sector, mentions=(*(known.mentions if known else ()), (start, end)))
        return Participant(self.actors[side.name].id, start, end)

    def record(self, outlet: str, day: date, of: str) -> Record:
        title = self.text.partition("\n")[0]
        report = Report("", f"of:{of}", title, self.text, None, outlet, "en", Published())
        return named(Record(report, (), tuple(self.actors.values()), tuple(self.events), tuple(self.claims), (), (), (),
                            tuple(self.places), MADE), outlet, day)

