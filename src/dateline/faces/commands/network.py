"""``dateline network``: who deals with whom."""

from __future__ import annotations

import click

from dateline.faces.viewing import asked, shown, viewing


@click.command()
@viewing
@click.option("--nodes", is_flag=True, help="The parties instead of what passes between them.")
@click.option("--of", type=click.Choice(["country", "sector", "name"]), default="name", show_default=True,
              help="What the parties are.")
@click.option("--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), help="Cut time, too.")
def network(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int | None, nodes: bool, of: str,
            by: str | None) -> int:
    """Show who deals with whom, and whether as friend (sign 1) or foe (sign -1)."""
    from dateline.faces.lanes import counts

    return shown(store, form, limit, lambda chronicle, most: (
        chronicle.nodes(asked(query), of=of, limit=most) if nodes
        else chronicle.network(asked(query), of=of, by=by, limit=most)), counts)


command = network
