"""``dateline timeline``: what happened, day by day."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
def timeline(query: tuple[str, ...], store: str | None, form: str | None, limit: int | None) -> int:
    """Show what happened, day by day: the latest, told by how many independent voices.

    QUERY chooses incidents, as in `dateline timeline country:Peru type:protest time:2026-03`; without it, all that
    occurred and is no background. docs/query.md has the language.
    """
    from dateline.faces.lanes import timeline as paint

    return shown(store, form, limit, lambda chronicle, most: chronicle.timeline(asked(query), limit=most), paint)


command = timeline
