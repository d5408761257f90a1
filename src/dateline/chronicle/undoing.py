"""What undoing and redoing mean: the latest judgements that somebody made at one moment, or what was undone last.

To redo is to undo the undoing. What somebody judges anew ends what he could redo.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from dateline.chronicle.judgements import Judgement, Judgements, Undo
from dateline.errors import BadJudgement


@dataclass(frozen=True, slots=True)
class Steps:
    """What somebody could undo and redo, each step the judgements of one moment, the latest step last."""

    undo: tuple[tuple[Judgement, ...], ...]
    redo: tuple[tuple[Judgement, ...], ...]


def steps(judgements: Judgements, by: str) -> Steps:
    """The steps of one person, in order."""
    mine = [one for one in judgements.active() if one.by == by]
    judged = [one for one in mine if not isinstance(one.deed, Undo)]
    last = max((one.moment for one in judgements if one.by == by and not isinstance(one.deed, Undo)), default=None)
    undone = [one for one in mine if isinstance(one.deed, Undo) and (last is None or one.moment > last)
              and depth(judgements, one) % 2]
    return Steps(_together(judged), _together(undone))


def _together(judged: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], ...]:
    return tuple(tuple(found) for _, found in groupby(judged, key=lambda one: one.at))


def latest(judgements: Judgements, by: str) -> tuple[Judgement, ...]:
    """What he judged last in one go, of what stands."""
    found = steps(judgements, by).undo
    if not found:
        raise BadJudgement(f"{by} has judged nothing that could be undone", "name a judgement of `dateline decisions`")
    return found[-1]


def undone_last(judgements: Judgements, by: str) -> tuple[Judgement, ...]:
    """The undoings of his that could be taken back next."""
    found = steps(judgements, by).redo
    if not found:
        raise BadJudgement(f"{by} has undone nothing since he last judged", "name a judgement of `dateline decisions`")
    return found[-1]


def named(judgements: Judgements, start: str) -> Judgement:
    """The judgement that stands and whose id begins so."""
    found = judgements.find(start) if start else ()
    if len(found) != 1:
        told = f"could be any of {', '.join(one.id for one in found[:8])}" if found else "begins no judgement's id"
        raise BadJudgement(f"{start!r} {told}", "`dateline decisions` lists them")
    if found[0] not in judgements.active():
        raise BadJudgement(f"{found[0].id} is undone already", "`dateline decisions` shows by which; undo that")
    return found[0]


def root(judgements: Judgements, one: Judgement) -> Judgement:
    """What an undoing, or the undoing of one, is about in the end."""
    while isinstance(one.deed, Undo) and (found := judgements.find(one.deed.of)):
        one = found[0]
    return one


def depth(judgements: Judgements, one: Judgement) -> int:
    """How many undoings lie between a judgement and what it is about: 1 undoes, 2 does again."""
    many = 0
    while isinstance(one.deed, Undo) and (found := judgements.find(one.deed.of)):
        one, many = found[0], many + 1
    return many
