"""``dateline contested``: figures on which speakers disagree."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
def contested(query: tuple[str, ...], store: str | None, form: str | None, limit: int | None) -> int:
    """Show figures on which speakers disagree: each value, who gives it, of which day, in which words."""
    from dateline.faces.lanes import contested as paint

    return shown(store, form, limit, lambda chronicle, most: chronicle.contested(asked(query), limit=most), paint)


command = contested
