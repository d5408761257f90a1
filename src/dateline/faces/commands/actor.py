"""``dateline actor``: one actor through time."""

from __future__ import annotations

import click

from dateline.faces.cli import debug, form, store
from dateline.faces.viewing import limit, shown


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@store
@form
@limit
@debug
def actor(name: tuple[str, ...], store: str | None, form: str | None, limit: int | None) -> int:
    """Show one actor through time: offices, memberships, relations, what it said, did and suffered."""
    from dateline.faces.lanes import actor as paint

    return shown(store, form, limit, lambda chronicle, most: chronicle.actor(" ".join(name), limit=most), paint)


command = actor
