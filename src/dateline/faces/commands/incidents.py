"""``dateline incidents``: what several reports tell."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, metavar="N",
              help="Only what so many reports tell.")
def incidents(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int | None, least: int) -> int:
    """Show what several reports tell: one line an incident, with its reports, independent voices and figures.

    With --format jsonl each incident is whole: its tellings, figures, claims and what became of it if it is a promise,
    a threat or a demand.
    """
    from dateline.chronicle.query import Filter, Query, all_of, parse
    from dateline.faces.lanes import incidents as paint

    tree = parse(asked(query)).tree
    told = Filter("reports", (f">={least}",))
    return shown(store, form, limit, lambda chronicle, most: chronicle.timeline(
        Query(all_of(tree, told) if tree else told), limit=most), paint)


command = incidents
