"""``dateline panel``: how much happened where and when."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
@click.option("--by", type=click.Choice(["country", "region"]), default="country", show_default=True,
              help="Countries, or their first-level regions.")
@click.option("--per", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="month",
              show_default=True, help="How time is cut.")
def panel(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int | None, by: str,
          per: str) -> int:
    """Show how much happened in each country and month, with true zeros.

    `coverage` counts the reports of that month that speak of the country at all: a zero with coverage is a quiet month,
    a zero without it one of which nobody told.
    """
    from dateline.faces.lanes import counts

    return shown(store, form, limit, lambda chronicle, most: chronicle.panel(asked(query), by=by, per=per, limit=most),
                 counts)


command = panel
