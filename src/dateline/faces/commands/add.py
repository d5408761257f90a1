"""``dateline add``: reports in, kept in the store with all that they add up to."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.faces.adding import Adding
from dateline.faces.cli import DONE, columns, debug, dry, log, opened, outlet, published, say
from dateline.faces.commands.code import folder, surveyed, write_page
from dateline.faces.engine import Given
from dateline.faces.tally import Tally
from dateline.faces.words import counted
from dateline.model import Failure, Record
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.adding import What


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("--store", metavar="FILE", help="The store to add to, made if there is none.  [default: dateline.duckdb]")
@click.option("--list", "listed", is_flag=True,
              help="Print each report's id once it is on disk, and what became of it: new, again (by another version), "
                   "known or refused.")
@click.option("--out", metavar="FOLDER", help="Write a page for each report that is kept, too.")
@click.option("--force", is_flag=True, help="Let reports that were taken down come back.")
@click.option("--workers", type=click.IntRange(0), metavar="N", help="Processes that read; 0: one a core.")
@click.option("--codebook", metavar="FILE", help="Your own types and frames, tried before Dateline's "
                                                 "(`dateline codebook check FILE` tries it out).")
@click.option("--actors", metavar="FILE", help="Your own table of actors, tried before Dateline's "
                                               "(`dateline actors import` makes one of other projects' lists).")
@columns
@dry
@published
@outlet
@debug
def add(*, paths: tuple[str, ...], store: str | None, listed: bool, out: str | None, force: bool,
            workers: int | None, codebook: str | None, actors: str | None, published: str | None,
            outlet: str | None, columns: str | None, dry: bool) -> int:
    """Code reports and keep them in a store, with what they add up to.

    PATH is a file, a folder, or - for standard input, of any of the formats that `dateline code` reads; JSON Lines of
    records, as `dateline code --format jsonl` writes them, are kept as they are. What a store holds already is not
    coded again, so a run that was stopped goes on where it was. Without PATH a store of an older version is brought
    up to date.
    """
    from dateline.faces.progress import Progress, expected
    from dateline.report import read_all

    settings = Settings.load(store=store, workers=workers, outlet=outlet, codebook=codebook, actors=actors,
                             columns=columns)
    if dry:
        return surveyed(paths, settings, published)
    with opened(store, read_only=False) as chronicle:
        if not paths:
            say(f"{settings.store} is up to date and holds {counted(len(chronicle.reports()), 'report')}")
            return DONE
        tally = Tally(Progress(expected(paths)))
        run = Run(chronicle, settings, tally, force=force, listed=listed, pages=folder(out) if out else None)
        run.over(read_all(paths, settings=settings, published=published))
    return tally.end(kept=settings.store, pages=out)


class Run:
    """One run of the command: what became of each report is counted, and said where that is asked for."""

    def __init__(self, chronicle: Chronicle, settings: Settings, tally: Tally, *, force: bool, listed: bool,
                 pages: str | None) -> None:
        self._tally, self._listed, self._pages = tally, listed, pages
        self._adding = Adding(
            chronicle.held(), partial(chronicle.add_batch, force=force), self._told, settings, force=force,
            workers=1 if log.isEnabledFor(logging.DEBUG) else settings.workers)

    def over(self, reports: Iterable[Given]) -> None:
        self._adding.over(reports)

    def _told(self, name: str, what: What, found: Record | Failure | None) -> None:
        if found is None or (what == "known" and isinstance(found, Record)):     # held already, or twice in this run
            self._tally.skip()
        else:
            self._tally.count(found)
        if isinstance(found, Failure) and what != "refused":
            return
        self._print(name, what)
        if self._pages and isinstance(found, Record) and what != "known":
            write_page(found, Path(self._pages))

    def _print(self, report: str, what: str) -> None:
        if self._listed:
            self._tally.progress.hide()
            print(f"{report} {what}", flush=True)


command = add
