"""``dateline commitments``: what was promised, threatened or demanded."""

from __future__ import annotations

from datetime import date

import click

from dateline.faces.cli import day
from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
@click.option("--due", type=click.IntRange(0), metavar="DAYS", help="Only what is open and due within so many days.")
@click.option("--as-of", metavar="DAY", callback=day, help="How things stood on this day, like 2026-03-05.  "
                                                           "[default: the newest day in the store]")
def commitments(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int | None, due: int | None,
                as_of: str | None) -> int:
    """Show what was promised, threatened or demanded, until when, and what became of it."""
    from dateline.faces.lanes import commitments as paint

    moment = date.fromisoformat(as_of) if as_of else None
    return shown(store, form, limit, lambda chronicle, most: chronicle.commitments(
        asked(query), due=due, as_of=moment, limit=most), paint)


command = commitments
