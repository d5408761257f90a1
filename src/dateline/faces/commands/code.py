"""``dateline code``: reports in, records out."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from dateline.faces.cli import DONE, SKIPPED, UNREADABLE, columns, debug, dry, log, outlet, paths, published
from dateline.faces.printing import PRINTERS
from dateline.faces.tally import Tally, list_failures
from dateline.model import Record, Report
from dateline.settings import Settings
from dateline.writing import write_whole


@click.command()
@paths
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "html"]),
              help="Tables to read, one JSON object a report, or one page a report. "
                   "Default: table on a screen, jsonl into a file or pipe.")
@click.option("--out", metavar="FOLDER", help="Write a page a report here (with --format html: pages).")
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
def code(*, paths: tuple[str, ...], form: str | None, out: str | None,
         workers: int | None, codebook: str | None, actors: str | None, published: str | None,
         outlet: str | None, columns: str | None, dry: bool) -> int:
    """Code reports: text in, records out.

    PATH is a file, a folder, or - for standard input: text, Markdown, HTML, PDF, Word, RTF, mail, feeds, wires, tables,
    web archives, exports of Nexis, Factiva or ProQuest, and zip or gz of these (docs/sources.md).
    """
    from dateline.faces.engine import code_all
    from dateline.faces.progress import Progress, expected
    from dateline.report import read_inputs

    settings = Settings.load(workers=workers, outlet=outlet, codebook=codebook, actors=actors, columns=columns)
    if dry:
        return surveyed(paths, settings, published)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    pages = folder(out or "pages") if out or form == "html" else None
    tally = Tally(Progress(expected(paths)))
    reports = read_inputs(paths, settings=settings, published=published)
    outputs = _outputs(form, pages)
    count = 1 if log.isEnabledFor(logging.DEBUG) else settings.workers
    for found in code_all(reports, workers=count, codebook=settings.codebook, actors=settings.actors):
        tally.count(found)
        if isinstance(found, Record):
            tally.progress.hide()
            for write in outputs:
                write(found)
    return tally.end(kept=None, pages=pages)


def surveyed(paths: Sequence[str], settings: Settings, published: str | None) -> int:
    """Say what would be read."""
    from dateline.faces.survey import Survey
    from dateline.report.intake import read_told

    survey = Survey()
    survey.over(read_told(paths, settings=settings, published=published))
    for line in survey.lines():
        print(line)
    list_failures(survey.failures)
    return DONE if not survey.failures else SKIPPED if survey.reports else UNREADABLE


def _outputs(form: str, pages: str | None) -> list[Callable[[Record], None]]:
    """What is done with each record: printed, written to a page, or both."""
    found = [PRINTERS[form]()] if form in PRINTERS else []
    if pages is not None:
        found.append(lambda record: write_page(record, Path(pages), tell=form == "html"))
    return found


def folder(name: str) -> str:
    """A folder for pages, made if it is not there."""
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{name} cannot be made a folder ({error.strerror}); name another",
                                 param_hint="--out") from error
    return name


def write_page(record: Record, folder: Path, *, tell: bool = False) -> None:
    """Write the page of a record."""
    from dateline.faces.html import page

    file = folder / page_name(record.report)
    write_whole(file, page(record))
    if tell:
        print(file, flush=True)


def page_name(report: Report) -> str:
    """A file name that sorts by day, can be read, and is the report's own.

    >>> from dateline.model import Published
    >>> page_name(Report("9f3c5a77", None, "Talks in Oslo: day two", "", None, None, "en",
    ...                  Published("2026-03-05")))
    '2026-03-05-talks-in-oslo-day-two-9f3c5a77.html'
    """
    title = re.sub(r"[^a-z0-9]+", "-", (report.title or "").lower())[:60].strip("-")
    return "-".join(filter(None, (report.published.start, title, report.id[:8]))) + ".html"


command = code
