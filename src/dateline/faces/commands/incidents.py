"""``dateline incidents``: what several reports tell."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, opened
from dateline.faces.viewing import asked, chosen_form, shown, viewing
from dateline.model import to_json

if TYPE_CHECKING:
    from dateline.chronicle.query import Query


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

    tree, told = parse(asked(query)).tree, Filter("reports", (f">={least}",))
    whole = Query(all_of(tree, told) if tree else told)
    if chosen_form(form) == "jsonl":
        return _whole(store, whole, limit)
    return shown(store, form, limit, lambda chronicle, most: chronicle.timeline(whole, limit=most), paint)


def _whole(store: str | None, query: Query, limit: int | None) -> int:
    from dateline.chronicle.outward import Extract

    with opened(store) as chronicle, closing(Extract(chronicle, query)) as extract:
        for one in islice(extract.incidents(), limit or None):
            print(to_json(one))
    return DONE


command = incidents
