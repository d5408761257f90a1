"""What several people said of the same things, side by side: what agreement is measured on (measure.py)."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.chronicle.judgements import (
    EVENT,
    ActorJoin,
    ActorPart,
    Correct,
    Deed,
    Join,
    Judgement,
    Part,
    Settle,
    Verdict,
    active,
)
from dateline.codebook.actors import fold

RIGHT = {True: "right", False: "wrong", None: "unsure"}
ORDER = ("wrong", "unsure", "right")        # of verdicts, from low to high


@dataclass(frozen=True, slots=True)
class Rated:
    """One question put to several: a unit a thing asked about, a rating a person, None where he did not say."""

    question: str
    people: tuple[str, ...]
    units: tuple[tuple[str | None, ...], ...]


def rated(every: Iterable[Judgement]) -> tuple[Rated, ...]:
    """The questions on which at least two people have said something; of each person his latest word that stands."""
    asked: dict[str, dict[Hashable, dict[str, str]]] = {}
    for one in active(every):
        for question, thing, said in _said(one.deed):
            asked.setdefault(question, {}).setdefault(thing, {})[one.by] = said
    found = (_rated(question, things) for question, things in sorted(asked.items()))
    return tuple(one for one in found if len(one.people) > 1)


def _rated(question: str, things: Mapping[Hashable, Mapping[str, str]]) -> Rated:
    people = tuple(sorted({by for said in things.values() for by in said}))
    units = (tuple(said.get(by) for by in people) for said in things.values())
    return Rated(question, people, tuple(sorted(units, key=str)))


def _said(deed: Deed) -> Iterator[tuple[str, Hashable, str]]:
    match deed:
        case Verdict(report, event, name, right):
            yield f"{name or EVENT} right?", (report, event), RIGHT[right]
        case Join(one, others) | Part(one, others):
            said = "one" if isinstance(deed, Join) else "two"
            yield from (("one happening?", frozenset((one, other)), said) for other in others)
        case ActorJoin(one, other) | ActorPart(one, other):
            yield "one actor?", frozenset(map(fold, (one, other))), "one" if isinstance(deed, ActorJoin) else "two"
        case Correct(report, event, name, _, after):
            yield f"{name} instead", (report, event), json.dumps(after, sort_keys=True, ensure_ascii=False)
        case Settle(telling, _, after):
            yield "state of a commitment", telling, after
