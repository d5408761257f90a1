"""Whether two accounts tell one happening: reasons, each with its weight in log-odds (Fellegi and Sunter 1969).

The weights are in likeness.toml, each with what it means. A sum above 0 speaks for one happening, below against; `why`
keeps every part, so that any link can be looked into.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.chronicle.tellings import Account, Party, likeness, stem

NEVER = -99.0
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONSULT"})
YEAR = 365          # days between two reports beyond which a deed told without a day is likelier another
WIDE = 3            # days from which on a telling is a sum and not a deed; sums that begin so near count the same


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts, how much speaks for their being one happening, and the reasons."""

    one: tuple[str, str]
    other: tuple[str, str]
    weight: float
    why: tuple[tuple[str, float], ...]


def link(a: Account, b: Account) -> Link:
    """The link of two accounts; the same whichever comes first."""
    a, b = sorted((a, b), key=lambda x: (x.report, x.event))
    why = tuple((name, round(value, 3)) for name, value in _reasons(a, b) if value)
    return Link((a.report, a.event), (b.report, b.event), round(sum(v for _, v in why), 3), why)


def _reasons(a: Account, b: Account) -> Iterator[tuple[str, float]]:
    w = weights()
    yield "any two", w["any two"]
    if a.type != b.type:
        apart = ("kin type", w["kin type"]) if family(a) == family(b) else ("other type", NEVER)
        yield ("near type", w["near type"]) if _are_near(a, b) else apart
    if a.status != b.status:
        yield "other status", w["other status"]
    if a.word == b.word:
        yield "same word", w["same word"]
    if a.modes and b.modes:
        yield ("same mode", w["same mode"]) if a.modes & b.modes else ("other mode", w["other mode"])
    yield from _of_parties("actor", a.actors, b.actors)
    yield from _of_parties("recipient", a.recipients, b.recipients)
    yield from _of_days(a, b)
    yield from _of_places(a, b)
    if {(kind, low) for kind, low, _ in a.figures} & {(kind, low) for kind, low, _ in b.figures}:
        yield "same figure", w["same figure"]
    elif is_running(a) and is_running(b) and _start_alike(a, b):
        yield "running toll", w["running toll"]
    if a.deadline and b.deadline:
        same = a.deadline == b.deadline
        yield ("same deadline", w["same deadline"]) if same else ("other deadline", w["other deadline"])
    alike = _said_alike(a, b) if a.type in SPOKEN else likeness(a.words, b.words)
    if a.type in SPOKEN and a.word != b.word and alike < w["words of any two"]:
        yield "often said", w["often said"]
    yield "words", w["words"] * (alike - w["words of any two"])
    if a.report == b.report:
        breath = a.type != b.type and a.sentence == b.sentence
        yield ("one breath", w["one breath"]) if breath else ("same report", w["same report"])
        if a.historical != b.historical:
            yield "background", w["background"]
    else:
        yield "story", w["story"] * min(likeness(a.story, b.story) - w["story of any two"], w["same story"])


def _of_parties(side: str, one: Sequence[Party], other: Sequence[Party]) -> Iterator[tuple[str, float]]:
    if one and other:
        name = max((_alike(x, y) for x in one for y in other), key=lambda n: weights()[n])
        yield f"{name} as {side}", weights()[name]


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
            yield "years between", weights()["years between"]
        return
    apart = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
    share = weights()["assumed"] if a.assumed or b.assumed else 1.0
    if apart <= 0:
        wide = max(a.days[1] - a.days[0], b.days[1] - b.days[0]) + 1
        name = "same day" if wide <= 2 else "same days" if wide <= 10 else "same weeks"
        yield name, weights()[name] * share
    else:
        told = share == 1.0 and all(x.days[1] - x.days[0] <= 1 for x in (a, b) if x.days)
        name = "next days" if apart <= 2 else "two days" if told else "other days" if apart <= 14 else "other weeks"
        yield name, weights()[name] * share


def _of_places(a: Account, b: Account) -> Iterator[tuple[str, float]]:
    if a.place and b.place:
        apart = "other place" if a.sharp and b.sharp else "other area"
        name = "same place" if a.place == b.place else apart if a.country == b.country else "other land"
        yield name, weights()[name]


@cache
def _families() -> Mapping[str, str]:
    table = tomllib.loads(files("dateline.chronicle").joinpath("likeness.toml").read_text(encoding="utf-8"))
    return {kind: family[0] for family in table["near"]["families"] for kind in family}


@cache
def weights() -> Mapping[str, float]:
    table = tomllib.loads(files("dateline.chronicle").joinpath("likeness.toml").read_text(encoding="utf-8"))
    return {name: float(row["weight"]) for name, row in table.items() if "weight" in row}
