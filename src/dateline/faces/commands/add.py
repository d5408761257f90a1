"""``dateline add``: reports in, kept in the store with all that they add up to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, debug, log, opened, outlet, published, say
from dateline.faces.commands.code import folder, write_page
from dateline.faces.engine import Given, code_all, mine, versions
from dateline.faces.tally import Tally
from dateline.faces.words import counted
from dateline.model import Failure, Made, Record
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.chronicle import Added, Chronicle

MANY = 2_000            # kept in one go at most; what is looked up for each go costs the same for few and for many
OFTEN = 1.0             # seconds after which what has come is kept …
SHARE = 0.2             # … or so many that keeping takes no more than this share of the time


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
@published
@outlet
@debug
def add(*, paths: tuple[str, ...], store: str | None, listed: bool, out: str | None, force: bool,
            workers: int | None, codebook: str | None, actors: str | None, published: str | None,
            outlet: str | None) -> int:
    """Code reports and keep them in a store, with what they add up to.

    PATH is a file, a folder, or - for standard input: plain text, Markdown, HTML, JSON Lines or CSV; JSON Lines of
    records, as `dateline code --format jsonl` writes them, are kept as they are. What a store holds already is not
    coded again, so a run that was stopped goes on where it was. Without PATH a store of an older version is brought
    up to date.
    """
    from dateline.faces.progress import Progress, expected
    from dateline.report import read_all

    settings = Settings.load(store=store, workers=workers, outlet=outlet, codebook=codebook, actors=actors)
    with opened(store, read_only=False) as chronicle:
        if not paths:
            say(f"{settings.store} is up to date and holds {counted(len(chronicle.reports()), 'report')}")
            return DONE
        tally = Tally(Progress(expected(paths)))
        run = Run(chronicle, settings, tally, force=force, listed=listed, pages=folder(out) if out else None)
        run.over(read_all(paths, settings=settings, published=published))
    return tally.end(kept=settings.store, pages=out)


class Run:
    """One run over many reports: what is not held is coded, what has come is kept a batch at a time."""

    def __init__(self, chronicle: Chronicle, settings: Settings, tally: Tally, *, force: bool, listed: bool,
                 pages: str | None) -> None:
        self._chronicle, self._settings, self._tally = chronicle, settings, tally
        self._force, self._listed, self._pages = force, listed, pages
        self._held = chronicle.held()

    def over(self, reports: Iterable[Given]) -> None:
        count = 1 if log.isEnabledFor(logging.DEBUG) else self._settings.workers
        own = {"codebook": self._settings.codebook, "actors": self._settings.actors}
        for batch in self._batches(code_all(self._to_code(reports), workers=count, **own)):
            for found, added in zip(batch, self._chronicle.add_batch(batch, force=self._force), strict=True):
                self._count(found, added)

    @cached_property
    def _made(self) -> Made:
        """What would stand in the records coded now; loaded with the first report that is no record yet."""
        return versions(mine(self._settings.codebook, self._settings.actors))

    def _to_code(self, reports: Iterable[Given]) -> Iterator[Given]:
        """Those that are not there yet and may come in."""
        for given in reports:
            if isinstance(given, Failure):
                yield given
                continue
            report, made = (given.report, given.made) if isinstance(given, Record) else (given, self._made)
            if not self._force and (told := self._held.refused(report)):
                self._refuse(report.id, told)
            elif self._held.has(report, made):
                self._tally.skip()
                self._print(report.id, "known")
            else:
                yield given

    def _batches(self, found: Iterable[Record | Failure]) -> Iterator[list[Record | Failure]]:
        """What has come so far, often enough that little is lost when the run is stopped."""
        batch: list[Record | Failure] = []
        begun, pause = monotonic(), OFTEN
        for one in found:
            batch.append(one)
            if len(batch) < MANY and monotonic() - begun < pause:
                continue
            begun = monotonic()
            yield batch
            batch, pause = [], max(OFTEN, (monotonic() - begun) / SHARE)
            begun = monotonic()
        if batch:
            yield batch

    def _count(self, found: Record | Failure, added: Added) -> None:
        if added.told is not None:
            self._refuse(added.name, added.told)
            return
        if added.what == "known" and isinstance(found, Record):     # twice in this run
            self._tally.skip()
        else:
            self._tally.count(found)
        if isinstance(found, Record):
            self._print(added.name, added.what)
            if self._pages and added.kept:
                write_page(found, Path(self._pages))

    def _refuse(self, report: str, told: str) -> None:
        self._tally.count(Failure(report, "Forgotten", told))
        self._print(report, "refused")

    def _print(self, report: str, what: str) -> None:
        if self._listed:
            self._tally.progress.hide()
            print(f"{report} {what}", flush=True)


command = add
