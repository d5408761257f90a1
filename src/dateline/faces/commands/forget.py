"""``dateline forget``: reports taken down."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from dateline.errors import NotKept
from dateline.faces.cli import DONE, debug, opened, say, store
from dateline.faces.words import counted

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT…")
@click.option("--why", required=True, metavar="WORDS", help="For what reason; stays with the tombstone.")
@click.option("--by", metavar="NAME", help="Who takes them down.  [default: your user name]")
@store
@debug
def forget(reports: tuple[str, ...], why: str, by: str | None, store: str | None) -> int:
    """Take reports down: their texts and all that was read from them.

    REPORT is the beginning of a report's id (`dateline show` lists them). What they alone told goes; incidents that
    others tell too stay. A tombstone with the id, the day, the name and the reason stays, so that the same text is not
    taken in again unasked, and a line in the change feed. The store's file is written anew, so that nothing of them is
    left in it; judgements about them lose their values and reasons. Copies of the store or of judgements that you made
    elsewhere are yours to see to.
    """
    with opened(store, read_only=False) as chronicle:
        meant = [_meant(chronicle, name) for name in reports]
        copies = chronicle.forget(*meant, by=by or getpass.getuser(), why=why)
    say(f"{counted(len(set(reports)), 'report')} taken down")
    if copies:
        say(f"{counted(len(copies), 'other report')} with the very same words {'is' if len(copies) == 1 else 'are'} "
            f"still there: {', '.join(copies)}")
    return DONE


def _meant(chronicle: Chronicle, name: str) -> str:
    """The one report whose id begins so."""
    found = [report for report, event in chronicle.find(name) if event is None]
    if len(found) > 1:
        raise click.BadParameter(f"{name!r} could be any of {', '.join(found[:10])}", param_hint="REPORT")
    if not found:
        raise NotKept(name)
    return found[0]


command = forget
