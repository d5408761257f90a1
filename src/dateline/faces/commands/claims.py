"""``dateline claims``: who said what."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
def claims(query: tuple[str, ...], store: str | None, form: str | None, limit: int | None) -> int:
    """Show who said what of which incident: the ledger of claims."""
    from dateline.faces.lanes import claims as paint

    return shown(store, form, limit, lambda chronicle, most: chronicle.claims(asked(query), limit=most), paint)


command = claims
