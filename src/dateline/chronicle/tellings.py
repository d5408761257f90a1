"""What one record says of each of its events, in the form in which two tellings can be compared."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from dateline.chronicle.kindred import base, words_of
from dateline.codebook.actors import fold, registry
from dateline.model import Actor, Event, Participant, Record, Relation, Span

END = re.compile(r"(?:[.!?]['\"’”]?\s+(?=[A-Z'\"‘“])|\n)")
REST = re.compile(r"\b(?:last|remaining|final|all|other|rest of(?: the)?)(?:\s+of(?: the)?)?\s+[\w,-]+$", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed", "es", "s", "e")
STEM = 4            # letters that an ending must leave
UNLISTED = 4.2      # the weight of a word that the list of common words lacks
COMMON = 60         # the first so many words of that list say nothing
# What names a story: names and numbers, and what stands in the headline and the lines that open it. Chosen on the train
# side of ECB+ among (1, 1.4, 1.8) each; a number says no less than NUMBER, however common it is.
NAMED, OPENING, OPENS, NUMBER = 1.8, 1.4, 3, 2.0
TITLES = frozenset({"the", "a", "an", "of", "and", "mr", "mrs", "ms", "president", "minister", "general", "colonel",
                    "prime"})
COUNTS = frozenset((                # what opens a sentence in capitals and is no name
    "about", "all", "almost", "another", "any", "at", "both", "dozens", "eight", "few", "five", "four", "hundreds",
    "many", "more", "most", "nearly", "nine", "no", "one", "other", "over", "scores", "seven", "several", "six",
    "some", "ten", "the", "thousands", "three", "twelve", "two", "up"))
ALLEGING = frozenset({"accus", "alleg", "blam", "charg", "denounc"})      # stems of an accuser's words


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part, as far as another report can name the same."""

    name: str
    words: frozenset[str]
    country: str | None
    sector: str | None
    named: bool
    kind: str = "unknown"
    aka: frozenset[str] = frozenset()       # all names under which its report names it
    of: frozenset[str] = frozenset()        # those of the groups whose member or leader it is


@dataclass(frozen=True, slots=True)
class Account:
    """One telling of a happening. Days are ordinals, `told` those on which the report came out; `words` and `story`
    are vectors of length 1 over the words of its evidence and of its whole report. `word` is the root of the trigger's
    last word, `deed` those of all its words."""

    report: str
    event: str
    type: str
    modes: frozenset[str]
    word: str
    deed: tuple[str, ...]
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    days: tuple[int, int] | None
    assumed: bool
    place: str | None
    sharp: bool                 # a place of its own, not a land or region that holds others
    country: str | None
    figures: frozenset[tuple[str, float | None, float | None]]
    rest: bool                  # whether they count what was left: "the last 18", "all 30"
    deadline: str | None
    condition: str | None       # its words
    told: tuple[int, int] | None
    historical: bool
    disputed: bool
    alleged: bool               # only laid to somebody by an accuser
    sentence: tuple[int, int]   # that of the trigger
    before: str                 # the words of its clause that stand before the trigger
    behind: str                 # the words of its sentence that stand after it
    around: frozenset[str]      # the stems of the sentence that say something
    after: frozenset[str]       # those that stand after the trigger
    words: Mapping[str, float]
    story: Mapping[str, float]
    town: bool = False          # whether its place is a town, not something within one
    lands: frozenset[str] = frozenset()     # stems of the names of lands and regions, and of places nobody knows


def accounts(record: Record) -> Iterator[Account]:
    """An account of every event of a record, in its order."""
    text = record.report.text
    known = _with_groups({actor.id: _party(actor, text) for actor in record.actors}, record.relations)
    alleging = {c.id for c in record.claims if ALLEGING & _stems(text, c.cue)}
    story, lands = story_vector(text), _lands(record)
    for event in record.events:
        first, last = sentence(text, event.trigger)
        deed = _deed(text[slice(*event.trigger)])
        yield Account(
            report=record.report.id, event=event.id, type=event.type, modes=frozenset(event.modes),
            word=deed[-1], deed=words_of(deed),
            status="real" if event.status in ("occurred", "ongoing") else event.status,
            actors=_parties(event.actors, known), recipients=_parties(event.recipients, known),
            days=_days(event), assumed=event.time is not None and event.time.basis == "assumed",
            place=fold(event.place.name) if event.place else None,
            sharp=event.place is not None and event.place.precision in ("site", "city"),
            country=event.place.country if event.place else None,
            figures=frozenset((f.kind, f.low, f.high) for f in event.figures),
            rest=any(REST.search(text[first:f.text[1]]) for f in event.figures),
            deadline=event.deadline, condition=text[slice(*event.condition)] if event.condition else None,
            told=span_of(record.report.published.start, record.report.published.end),
            historical=event.historical, disputed=event.disputed, alleged=event.claim in alleging,
            sentence=(first, last),
            before=re.split(r"[.!?;:,]", text[first:event.trigger[0]])[-1],
            behind=text[event.trigger[1]:last], around=frozenset(vector(text[first:last])),
            after=frozenset(vector(text[event.trigger[1]:last])),
            words=vector(" ".join(text[s:e] for s, e in event.evidence)), story=story,
            town=event.place is not None and event.place.precision == "city", lands=lands)


def _lands(record: Record) -> frozenset[str]:
    """Names that say no more than in which land something is: of places those that are no town, of actors the lands,
    and what stands in the dateline."""
    wide = [place.name for place in record.places if place.precision not in ("site", "city")]
    wide += [actor.name for actor in record.actors if actor.kind in ("country", "place")]
    wide += [record.report.text[slice(*record.report.dateline)]] if record.report.dateline else []
    return frozenset(stem(word) for name in wide for word in WORD.findall(fold(name)))


def _deed(trigger: str) -> list[str]:
    """The roots of the words that tell a deed; those that say nothing only where there are no others."""
    words = WORD.findall(trigger.lower())
    return [root(word) for word in words if weight(word)] or [root(word) for word in words] or [""]


def _parties(side: Iterable[Participant], known: Mapping[str, Party]) -> tuple[Party, ...]:
    return tuple(known[p.actor] for p in side)


def _party(actor: Actor, text: str) -> Party:
    name = fold(actor.name)
    named = _is_named(actor.name)
    aka = {actor.name} if named else set()
    aka |= {m for start, end in actor.mentions if _is_full(m := text[start:end])}
    return Party(name, frozenset(name.split()) - TITLES, actor.country, actor.sector, named, actor.kind,
                 frozenset(map(fold, aka)))


STATES = frozenset({"armed_group", "government", "country"})
SIDES = frozenset({"sides", "parties", "factions", "rivals", "foes", "belligerents", "combatants", "camps"})
QUALITY = frozenset({"both", "two", "all", "warring", "rival", "opposing"})
MANY = 5            # fighting parties of a report beyond which nobody knows which "both sides" are
GROUPS = frozenset({"organization", "armed_group", "party", "company", "media"})


def _with_groups(known: Mapping[str, Party], relations: Iterable[Relation]) -> Mapping[str, Party]:
    """With the groups of those who belong to one, as a relation says; where a report names one armed group only, "the
    rebels" are its men."""
    armed = [p for p in known.values() if p.named and p.kind == "armed_group" and p.sector]
    found = {n: armed[0].aka if len(armed) == 1 and _is_of(p, armed[0]) else frozenset() for n, p in known.items()}
    for one in relations:
        over = known.get(one.object)
        holds = one.relation in ("member_of", "leads", "part_of") and one.holding in (None, "current")
        if holds and one.subject in found and over is not None and over.named and over.kind in GROUPS:
            found[one.subject] |= over.aka
    fighting = [p for p in known.values() if p.kind in STATES or p.sector in ("MIL", "REB")]
    named = frozenset[str]().union(*(p.aka or {p.name} for p in fighting))
    found |= {n: found[n] | named for n, p in known.items() if len(fighting) <= MANY and _is_both(p)}
    return {n: replace(p, of=found[n]) if found[n] else p for n, p in known.items()}


def _is_both(party: Party) -> bool:
    """ "Both sides", "the two parties": whoever fights in the report."""
    return not party.named and bool(party.words & SIDES) and party.words <= SIDES | QUALITY


def _is_of(party: Party, group: Party) -> bool:
    land = party.country is None or group.country is None or party.country == group.country
    return not party.named and party.sector == group.sector and land


def _is_full(mention: str) -> bool:
    """Whether words can name only one: letters that stand for a name, or several words ending in one; not "I"."""
    words = mention.split()
    return len(words) > 1 and words[-1][:1].isupper() if not mention.isupper() else len(mention) > 1


def _is_named(name: str) -> bool:
    """Whether a party bears a name; a word of number or a common noun is none for opening a sentence ("Gunmen").

    >>> [_is_named(x) for x in ("Peru", "the Red Path", "More than 40 soldiers", "Peruvian troops", "rebels", "Gunmen")]
    [True, True, False, True, False, False]
    """
    first, *others = name.split()
    if any(word[:1].isupper() for word in others):
        return True
    return first[:1].isupper() and not (first.lower() in COUNTS if others else _is_many(first))


def _is_many(word: str) -> bool:
    """Whether a word is the plural of a noun that the codebook knows for somebody, and no name of any kind."""
    ones = {word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word), re.sub("men$", "man", word)}
    known = registry()
    if any(known.find(one) for one in (word, *ones)):
        return False
    return any(known.agent(one.lower()) for one in ones - {word})


def _days(event: Event) -> tuple[int, int] | None:
    """First and last day as ordinals; None where either is unknown."""
    return span_of(event.time.start, event.time.end) if event.time else None


def span_of(start: str | None, end: str | None) -> tuple[int, int] | None:
    """Two ISO days as ordinals."""
    if start is None or end is None:
        return None
    return date.fromisoformat(start).toordinal(), date.fromisoformat(end).toordinal()


def _stems(text: str, spans: Iterable[Span]) -> set[str]:
    return {stem(word) for start, end in spans for word in WORD.findall(text[start:end].lower())}


def sentence(text: str, trigger: Span) -> Span:
    """The sentence around a trigger, as far as marks and capitals tell."""
    start = max((m.end() for m in END.finditer(text, 0, trigger[0])), default=0)
    end = END.search(text, trigger[1])
    return start, end.start() + 1 if end else len(text)


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: what "killing", "killed" and "killings" share.

    >>> stem("killings"), stem("attacked"), stem("arrests"), stem("war")
    ('kill', 'attack', 'arrest', 'war')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word[: -len(ending)]
    return word


def root(word: str) -> str:
    """What the forms of a word share, be they irregular.

    >>> root("fled"), root("fleeing"), root("killings")
    ('flee', 'flee', 'kill')
    """
    return stem(base(word))


def vector(text: str) -> Mapping[str, float]:
    """The stems of a text by their weight: rare words much, common ones nothing; the squares add up to 1."""
    counted = Counter((stem(w), weight(w)) for w in map(str.lower, WORD.findall(text)))
    raw: dict[str, float] = {}
    for (word, rare), times in counted.items():
        if rare:
            raw[word] = max(raw.get(word, 0.0), (1 + math.log(times)) * rare)
    return of_length_one(raw)


def of_length_one(raw: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
    return {word: x / length for word, x in raw.items()}


def story_vector(text: str) -> Mapping[str, float]:
    """The stems of a whole report by how much they say of which story it tells."""
    words = WORD.findall(text)
    plain = {word for word in words if word.islower()}
    opening = {stem(word.lower()) for word in WORD.findall("\n".join(text.split("\n", OPENS)[:OPENS]))}
    times, most = Counter[str](), dict[str, float]()
    for word in words:
        low = word.lower()
        named = low.isdigit() or (word[0].isupper() and low not in plain)
        rare = max(weight(low), NUMBER) if low.isdigit() and len(low) > 1 else weight(low)
        times[stem(low)] += 1
        most[stem(low)] = max(most.get(stem(low), 0.0), rare * (NAMED if named else 1.0))
    return of_length_one({word: (1 + math.log(times[word])) * rare * (OPENING if word in opening else 1.0)
                          for word, rare in most.items() if rare})


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors; exactly summed, so that it never depends on the order of the words."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return round(math.fsum([x * many[w] for w, x in few.items() if w in many]), 6)


@lru_cache(maxsize=50_000)
def weight(word: str) -> float:
    """How much a word says: more the rarer it is among words.txt, which lists them by how common they are (Zipf)."""
    if len(word) == 1:
        return 0.0
    rank = _ranks().get(word)
    return UNLISTED if rank is None else max(0.0, math.log((rank + 1) / COMMON))


@cache
def _ranks() -> Mapping[str, int]:
    text = files("dateline.chronicle").joinpath("words.txt").read_text(encoding="utf-8")
    return {word: rank for rank, word in enumerate(text.split())}
