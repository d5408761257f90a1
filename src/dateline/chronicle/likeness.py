"""Whether two accounts tell one happening: reasons, each with its weight in log-odds (Fellegi and Sunter 1969).

The weights are in likeness.toml, each with what it means; training/linking.py fits them. A reason may hold more or less
(how near two words are, how much two reports are of one story); its weight is multiplied by that amount. A sum above 0
speaks for one happening, below against; `why` keeps every part, so that any link can be looked into.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

import rtoml

from dateline.chronicle.groups import gathered
from dateline.chronicle.kindred import kinship
from dateline.chronicle.tellings import Account, Party, likeness, stem, weight

AIMED = frozenset({"ACCUSE", "REQUEST", "THREATEN"})     # said to one side; an accord names now one side, now the other
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONSULT"})
YEAR = 365          # days between two reports beyond which a deed told without a day is likelier another
WIDE = 3            # days from which on a telling is a sum and not a deed; sums that begin so near count the same
ASSUMED = 0.5       # what days weigh where one is only assumed, as a share
NEAR = 0.4          # the kinship of two words from which on they may be called kindred
RARE = 4.0          # the weight of a word (tellings.weight) from which on it is not common at all
OFTEN = 0.11        # the likeness of the words of any two accounts of one type
# what two parties may have in common, the most telling first
COMMON = ("same name", "part of the name", "same country and sector", "same noun", "same country", "nothing known",
          "other name", "other country")
ODDS = (-4.0, 3.0)  # beyond these the likeness of two reports says no more

Reason = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts, how much speaks for their being one happening, and the reasons."""

    one: tuple[str, str]
    other: tuple[str, str]
    weight: float
    why: tuple[Reason, ...]


def link(a: Account, b: Account) -> Link:
    """The link of two accounts; the same whichever comes first."""
    a, b = sorted((a, b), key=lambda x: (x.report, x.event))
    w = weights(typed=bool(a.type and b.type))
    why = tuple((name, value) for name, amount in amounts(a, b) if (value := round(w[weighed(name)] * amount, 3)))
    return Link((a.report, a.event), (b.report, b.event), round(sum(v for _, v in why), 3), why)


@cache
def weighed(reason: str) -> str:
    """The row of likeness.toml that weighs a reason: who takes part weighs the same on either side."""
    return reason.split(" as ", maxsplit=1)[0]


def amounts(a: Account, b: Account) -> Iterator[Reason]:
    """Every reason that holds of two accounts, and how much it does."""
    yield "any two", 1.0
    yield from _of_kinds(a, b)
    yield from _of_words(a, b)
    yield from _of_parties("actor", a.actors, b.actors)
    yield from _of_parties("recipient", a.recipients, b.recipients)
    if _crossed(a, b):
        yield "other side", 1.0
    yield from _of_days(a, b)
    yield from _of_places(a, b)
    yield from _of_figures(a, b)
    if a.deadline and b.deadline:
        yield ("same deadline" if a.deadline == b.deadline else "other deadline"), 1.0
    if a.report == b.report:
        breath = a.type != b.type and a.sentence == b.sentence
        yield ("one breath" if breath else "same report"), 1.0
        if a.historical != b.historical:
            yield "background", 1.0
    else:
        told = story_odds(a.story, b.story)
        yield "story", told
        if a.word == b.word:
            yield "same word in one story", (told - ODDS[0]) / (ODDS[1] - ODDS[0])


def _of_kinds(a: Account, b: Account) -> Iterator[Reason]:
    """What PLOVER says of the two."""
    if a.type and b.type and a.type != b.type:
        apart = "kin type" if family(a) == family(b) else "other type"
        yield ("near type" if _are_near(a, b) else apart), 1.0
    if _status(a) != _status(b):
        plan = any(_is_tied(x) and y.status == "real" for x, y in ((a, b), (b, a)))
        yield ("plan and deed" if plan else "other status"), 1.0
    if a.modes and b.modes:
        yield ("same mode" if a.modes & b.modes else "other mode"), 1.0


def _is_tied(account: Account) -> bool:
    """Whether a deed is only to come, on a condition or by a day: a commitment, which the deed itself settles."""
    to_come = account.status in ("future", "conditional")
    return to_come and bool(account.condition or account.deadline)


def _status(account: Account) -> str:
    """What somebody denies, another tells as done: it is one thing that both speak of."""
    return "real" if account.status == "negated" and account.disputed else account.status


def _of_words(a: Account, b: Account) -> Iterator[Reason]:
    """What the words of the deed and those around it have in common."""
    near = kinship(a.deed, b.deed)
    if a.word == b.word:
        yield "same word", 1.0
        yield "common word", max(0.0, 1 - weight(a.word) / RARE)
    else:
        if set(a.deed) & set(b.deed):
            yield "shared word", 1.0
        yield "near words", near
        yield "kindred words", max(0.0, near - NEAR) / (1 - NEAR)
    typed = bool(a.type and b.type)
    alike = _said_alike(a, b) if typed and a.type in SPOKEN else _told_alike(a, b)
    if typed and a.type in SPOKEN and a.word != b.word and (alike < OFTEN or _to_others(a, b)):
        yield "often said", 1.0
    yield "words", alike


# ── reports ──────────────────────────────────────────────────────────────────────────────────────


def story_odds(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How likely two reports tell of one story, in log-odds within ODDS."""
    alike, w = likeness(one, other), _table()["stories"]
    odds: float = w["any_two"] + w["likeness"] * alike + w["root"] * math.sqrt(alike)
    return round(min(max(odds, ODDS[0]), ODDS[1]), 3)


def stories(told: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """Reports (by name, each the words of its story) in groups, each of which tells one story."""
    join = _table()["stories"]["join"]
    pairs = combinations(sorted(told), 2)
    return gathered(told, {(a, b): story_odds(told[a], told[b]) - join for a, b in pairs})


# ── what speaks for and against ──────────────────────────────────────────────────────────────────


def _of_parties(side: str, one: Sequence[Party], other: Sequence[Party]) -> Iterator[tuple[str, float]]:
    if one and other:
        name = min((_alike(x, y) for x in one for y in other), key=COMMON.index)
        yield f"{name} as {side}", 1.0


def _crossed(a: Account, b: Account) -> bool:
    """Whether a name stands on one side here and on the other there: "his death", "he was killed"."""
    doing, done = ({p.name for p in x if p.named} for x in (a.actors, a.recipients))
    return any(p.named and p.name in done - doing for p in b.actors) or any(
        p.named and p.name in doing - done for p in b.recipients)


def _of_figures(a: Account, b: Account) -> Iterator[Reason]:
    kinds = {kind for kind, *_ in a.figures} & {kind for kind, *_ in b.figures}
    if {(kind, low) for kind, low, _ in a.figures} & {(kind, low) for kind, low, _ in b.figures}:
        yield "same figure", 1.0
    elif is_running(a) and is_running(b) and _start_alike(a, b):
        yield "running toll", 1.0
    elif kinds:
        yield "other figure", 1.0


def _alike(a: Party, b: Party) -> str:
    """What two parties have in common, as likeness.toml names it."""
    if a.name == b.name:
        return "same name" if a.named and b.named else "same noun"
    if a.named and b.named and a.words and b.words and (a.words <= b.words or b.words <= a.words):
        return "part of the name"
    if a.country and b.country and a.country != b.country:
        return "other country"
    if a.country and a.country == b.country:
        if a.sector == b.sector:
            return "same country and sector"
        return "other name" if a.named and b.named else "same country"
    return "nothing known"


def family(account: Account) -> str:
    """The types that may tell one happening, by the name of the first: a promise and a concession, harm and flight."""
    return _families().get(account.type, account.type)


def _are_near(a: Account, b: Account) -> bool:
    """Whether two types may tell one happening: two reports call an accord agreed or conceded; one sentence tells of
    the killed and of those who fled."""
    if family(a) != family(b):
        return False
    return a.report != b.report if family(a) != "ASSAULT" else _flee(a, b) and a.sentence == b.sentence


def _flee(a: Account, b: Account) -> bool:
    told = a if a.type == "COERCE" else b
    return "deport" in told.modes or any(kind == "displaced" for kind, *_ in told.figures)


def _to_others(a: Account, b: Account) -> bool:
    """Whether two things are said to two: what somebody asks of one land he does not ask of another in one breath."""
    if not {a.type, b.type} <= AIMED:
        return False
    both = [_alike(x, y) for x in a.recipients for y in b.recipients]
    return bool(both) and all(name in ("other name", "other country") for name in both)


def _told_alike(a: Account, b: Account) -> float:
    """How alike the words of two deeds are, those for the deed itself aside."""
    return likeness({w: x for w, x in a.words.items() if w not in (a.word, b.word)}, b.words)


def _said_alike(a: Account, b: Account) -> float:
    """How alike two things said are, names and the word of saying aside: one speaker says many things of one land."""
    names = {stem(w) for p in (*a.actors, *a.recipients, *b.actors, *b.recipients) if p.named for w in p.words}
    aside = names | {a.word, b.word}
    return likeness({w: x for w, x in a.words.items() if w not in aside}, b.words)


def is_running(account: Account) -> bool:
    """Whether a telling sums up what went on for days, with a figure: "850 people have been killed since the vote"."""
    wide = account.days is not None and account.days[1] - account.days[0] >= WIDE
    return wide and bool(account.figures) and not account.historical


def _start_alike(a: Account, b: Account) -> bool:
    """Whether two sums count one kind of harm from about one day."""
    kinds = {kind for kind, *_ in a.figures} & {kind for kind, *_ in b.figures}
    return bool(kinds and a.days and b.days and abs(a.days[0] - b.days[0]) <= WIDE)


def _of_days(a: Account, b: Account) -> Iterator[tuple[str, float]]:
    """Days that meet speak the more for one happening the closer they are told; days apart against it."""
    if not (a.days and b.days):
        if a.told and b.told and max(a.told[0] - b.told[1], b.told[0] - a.told[1]) > YEAR:
            yield "years between", 1.0
        return
    apart = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
    share = ASSUMED if a.assumed or b.assumed else 1.0
    if apart <= 0:
        wide = max(a.days[1] - a.days[0], b.days[1] - b.days[0]) + 1
        name = "same day" if wide <= 2 else "same days" if wide <= 10 else "same weeks"
        yield name, share
    else:
        told = share == 1.0 and all(x.days[1] - x.days[0] <= 1 for x in (a, b) if x.days)
        name = "next days" if apart <= 2 else "two days" if told else "other days" if apart <= 14 else "other weeks"
        yield name, share


def _of_places(a: Account, b: Account) -> Iterator[tuple[str, float]]:
    if a.place and b.place:
        apart = "other place" if a.sharp and b.sharp else "other area"
        name = "same place" if a.place == b.place else apart if a.country == b.country else "other land"
        yield ("two towns" if name == "other place" and _are_two_towns(a, b) else name), 1.0


def _are_two_towns(a: Account, b: Account) -> bool:
    """Whether two deeds are told of two towns; a place within a town may be the same, and words are said everywhere."""
    said = SPOKEN & {a.type, b.type}
    return a.town and b.town and not said and not set((a.place or "").split()) & set((b.place or "").split())


@cache
def _table() -> Mapping[str, Any]:
    return rtoml.loads(files("dateline.chronicle").joinpath("likeness.toml").read_text(encoding="utf-8"))


def meaning(reason: str) -> str:
    """What a reason says, in words; empty where the table has none (links of an older Dateline)."""
    return str(_table().get(weighed(reason), {}).get("means", ""))


@cache
def _families() -> Mapping[str, str]:
    return {kind: family[0] for family in _table()["near"]["families"] for kind in family}


@cache
def weights(*, typed: bool = True) -> Mapping[str, float]:
    """What each reason weighs where both deeds have a type of PLOVER's; else, where one has none."""
    column = "weight" if typed else "untyped"
    return {name: float(row.get(column, row["weight"])) for name, row in _table().items() if "weight" in row}
