"""``dateline places``: where it happened."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
def places(query: tuple[str, ...], store: str | None, form: str | None, limit: int | None) -> int:
    """Show where incidents lie, the place of most first."""
    from dateline.faces.lanes import counts

    return shown(store, form, limit, lambda chronicle, most: chronicle.places(asked(query), limit=most), counts)


command = places
