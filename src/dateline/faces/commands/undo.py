"""``dateline undo``: take a judgement back, or take back that it was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline.errors import BadJudgement
from dateline.faces.cli import opened
from dateline.faces.judging import LISTED, SHOWN, judge_name, judging, kept, made

if TYPE_CHECKING:
    from dateline.chronicle.judgements import Judgement, Judgements


@click.command()
@click.argument("name", required=False, metavar="[ID]")
@judging
def undo(name: str | None, store: str | None, by: str | None, why: str | None) -> int:
    """Take a judgement back: ID, or its beginning; without it all that you judged last in one go.

    It stays in the file and counts no more. What was undone comes back by undoing the undoing.
    """
    from dateline.chronicle.judgements import Undo, tellings_of

    mine = judge_name(by)
    with opened(store, read_only=False) as chronicle:
        try:
            meant = [_named(chronicle.judgements, name)] if name else _latest(chronicle.judgements, mine)
        except BadJudgement as error:
            raise click.UsageError(str(error)) from error
        for one in meant[:LISTED]:
            why_then = f": {one.why}" if one.why else ""
            print(f"undo    {one.id[:SHOWN]}  {one.at[:16]}  {one.what} by {one.by}{why_then}")
        if len(meant) > LISTED:
            print(f"undo    … and {len(meant) - LISTED} more")
        return kept(chronicle, made(chronicle, [Undo(one.id) for one in meant], mine, why),
                    {key for one in meant for key in tellings_of(_root(chronicle.judgements, one).deed)})


def _named(judgements: Judgements, start: str) -> Judgement:
    found = judgements.find(start)
    if len(found) != 1:
        told = f"could be any of {', '.join(one.id for one in found[:8])}" if found else "begins no judgement's id"
        raise BadJudgement(f"{start!r} {told}", "`dateline decisions` lists them")
    if found[0] not in judgements.active():
        raise BadJudgement(f"{found[0].id} is undone already", "`dateline decisions` shows by which; undo that")
    return found[0]


def _latest(judgements: Judgements, by: str) -> list[Judgement]:
    """The judgements that he kept at one moment, the last of those that stand."""
    from dateline.chronicle.judgements import Undo

    mine = [one for one in judgements.active() if one.by == by and not isinstance(one.deed, Undo)]
    if not mine:
        raise BadJudgement(f"{by} has judged nothing that could be undone", "name a judgement of `dateline decisions`")
    return [one for one in mine if one.at == mine[-1].at]


def _root(judgements: Judgements, one: Judgement) -> Judgement:
    """What an undoing, or the undoing of one, is about in the end."""
    from dateline.chronicle.judgements import Undo

    while isinstance(one.deed, Undo) and (found := judgements.find(one.deed.of)):
        one = found[0]
    return one


command = undo
