"""``dateline dyads``: who deals with whom, week by week."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
@click.option("--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="week", show_default=True,
              help="How time is cut.")
@click.option("--of", type=click.Choice(["country", "sector", "name"]), default="country", show_default=True,
              help="What the two sides are.")
def dyads(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int | None, by: str,
          of: str) -> int:
    """Show what passes between two sides, week by week: how many incidents, of which kind, with which scores."""
    from dateline.faces.lanes import counts

    return shown(store, form, limit, lambda chronicle, most: chronicle.dyads(asked(query), by=by, of=of, limit=most),
                 counts)


command = dyads
