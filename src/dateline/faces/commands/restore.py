"""``dateline restore``: a store, back from what ``dateline backup`` wrote."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.faces.cli import DONE, debug, say
from dateline.faces.words import counted
from dateline.settings import Settings


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--store", metavar="STORE", help="The store that it becomes; nothing there is written over.  "
                                               "[default: dateline.duckdb]")
@debug
def command(*, file: str, store: str | None) -> int:
    """Make a store of FILE, which `dateline backup` wrote. Every part is checked before it gets its name."""
    from dateline.chronicle.backup import restore

    path = Path(Settings.load(store=store).store)
    contents = restore(Path(file), path)
    say(f"{path}: {counted(contents.reports, 'report')}, {', '.join(contents.parts)}")
    return DONE
