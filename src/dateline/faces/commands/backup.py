"""``dateline backup``: a store and what belongs to it, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.faces.cli import DONE, debug, say, store
from dateline.faces.words import counted
from dateline.settings import Settings


@click.command()
@click.argument("file", metavar="FILE")
@store
@debug
def command(*, file: str, store: str | None) -> int:
    """Put the store, the judgements and the workbench's notes into FILE, a zip.

    \b
    dateline backup news-2026-03-05.zip
    dateline restore news-2026-03-05.zip --store news-again.duckdb
    """
    from dateline.chronicle.backup import back_up

    contents = back_up(Path(Settings.load(store=store).store), Path(file))
    say(f"{file}: {counted(contents.reports, 'report')}, {', '.join(contents.parts)}")
    return DONE
