"""``dateline undo``: take a judgement back, or take back that it was taken back."""

from __future__ import annotations

import click

from dateline.errors import BadJudgement
from dateline.faces.cli import opened
from dateline.faces.judging import LISTED, SHOWN, judge_name, judging, kept


@click.command()
@click.argument("name", required=False, metavar="[ID]")
@judging
def undo(name: str | None, store: str | None, by: str | None, why: str | None) -> int:
    """Take a judgement back: ID, or its beginning; without it all that you judged last in one go.

    It stays in the file and counts no more. What was undone comes back by undoing the undoing.
    """
    from dateline.chronicle.judgements import Undo
    from dateline.chronicle.undoing import latest, named
    from dateline.faces.deciding import made

    mine = judge_name(by)
    with opened(store, read_only=False) as chronicle:
        try:
            meant = [named(chronicle.judgements, name)] if name else latest(chronicle.judgements, mine)
        except BadJudgement as error:
            raise click.UsageError(str(error)) from error
        for one in meant[:LISTED]:
            why_then = f": {one.why}" if one.why else ""
            print(f"undo    {one.id[:SHOWN]}  {one.at[:16]}  {one.what} by {one.by}{why_then}")
        if len(meant) > LISTED:
            print(f"undo    … and {len(meant) - LISTED} more")
        return kept(chronicle, made(chronicle, [Undo(one.id) for one in meant], mine, why))


command = undo
