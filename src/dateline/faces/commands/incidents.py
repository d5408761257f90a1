"""``dateline incidents``: what several reports tell."""

from __future__ import annotations

import click

from dateline.faces.cli import DONE, debug, opened
from dateline.faces.printing import console, listing
from dateline.faces.words import counted


@click.command()
@click.option("--store", metavar="FILE", help="The store to look into.  [default: dateline.duckdb]")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="A table to read, or JSON.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, metavar="N",
              help="Only what so many reports tell.")
@debug
def incidents(store: str | None, form: str, least: int) -> int:
    """Add up what a store holds: the same happening told by several reports is one incident.

    Says how many outlets tell it, how many of them do not copy another, and which figures are contested. Then what was
    promised, threatened or demanded and what became of it, where it has a day or another event settles it
    (`dateline show EVENT` has its words); with --least 1, all of it.
    """
    from dateline.chronicle.incidents import incidents as added_up
    from dateline.faces.table import COMMITTED, committed, figures_told

    with opened(store) as chronicle:
        every = added_up(chronicle.records())
    found = [one for one in every if len(one.reports) >= least]
    bound = [one for one in every if (c := one.commitment) and (least == 1 or c.deadline or c.settled_by)]
    if form == "jsonl":
        found = [one for one in every if one in found or one in bound]
    listing(found, form, ("Day", "Type", "What", "Reports", "Independent", "Figures"),
            [(one.time.start if one.time else None, one.type, one.label, len(one.reports), one.independent,
              figures_told(one.figures)) for one in found],
            none=f"Nothing there that {counted(least, 'report')} tell; --least 1 lists all.")
    if form == "table" and bound:
        console().print()
        listing(bound, form, COMMITTED, committed(bound), none="")
    return DONE


command = incidents
