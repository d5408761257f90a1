"""From reports to records, one or many: `code` and `code_all`.

Many reports are read by several processes, each with a reader of its own; answers come back in the
order of the reports, one each, and no more than a few reports are held at a time. What one report
does, a wrong byte or a killed process, stays with that report: it gives a Failure in its place.
"""

from __future__ import annotations

import gc
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import cache, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.model import Failure, Made, Record, Report

if TYPE_CHECKING:
    from dateline.codebook import Codebook, Mine
    from dateline.reading import Reader

FEW = 60_000            # characters: below this, one process is done before a second has started
MANY = 200              # records coded before, or failures, that are looked over for this at most
AHEAD = 4               # reports a process that are given out before the first answer is asked for

Given = Report | Record | Failure

log = logging.getLogger("dateline")


def code(
    report: str | Report,
    *,
    published: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    ref: str | None = None,
    codebook: str | Path | None = None,
    actors: str | Path | None = None,
) -> Record:
    """The record of one report: its text, or a Report as `read_inputs` gives it.

    `published` is the ISO day it came out; without it, "Monday" cannot become a date. `codebook` and `actors`
    are files of your own frames and actors, tried before ours. Raises a DatelineError where nothing can be read.

    >>> record = code("Police arrested two men in Gori on Monday.", published="2008-08-14")
    >>> [(event.type, event.modes, event.time.start) for event in record.events]
    [('COERCE', ('arrest',), '2008-08-11')]
    """
    if isinstance(report, Report):
        if published or title or outlet or url or ref:
            raise TypeError("published, title, outlet, url and ref go with a text; a Report has its own "
                            "(dateline.report_from_text makes one)")
        return _coded(report, mine(codebook, actors))
    from dateline.report import report_from_text

    made = report_from_text(report, ref=ref, title=title, url=url, outlet=outlet, published=published)
    return _coded(made, mine(codebook, actors))


def code_all(
    reports: Iterable[Given], *, workers: int = 0, codebook: str | Path | None = None,
    actors: str | Path | None = None, apart: bool = False,
) -> Iterator[Record | Failure]:
    """The record of each report, in order; a Failure where there was one or where coding fails. A Record passes.

    `workers` processes read side by side; 1 reads in this one, 0 is one a core, or this process alone
    while there is little to read. No need for an ``if __name__ == "__main__"`` in the calling script.
    `codebook` and `actors` are files of your own frames and actors; they are read once, before the first report.
    With `apart`, none is read in this process, which stays free for whoever waits for it.
    """
    own = mine(codebook, actors)
    stream = iter(reports)
    if apart:
        return _spread(stream, workers or max(1, cores() - 1), own)
    if workers == 0:
        few, stream = _few(stream)
        workers = 1 if few else cores()
    return map(partial(answer, own=own), stream) if workers == 1 else _spread(stream, workers, own)


def answer(report: Given, own: Mine) -> Record | Failure:
    """The record of one report, or the Failure that stands in its place: nothing is raised.

    What is raised on purpose tells its own remedy. Anything else is a bug of ours; it is shown whole
    with ``--debug`` and must not cost the reader the other reports.
    """
    if not isinstance(report, Report):
        return report
    tools(own)          # what keeps these from loading keeps every report from being coded: that is raised
    try:
        return _coded(report, own)
    except DatelineError as error:
        return Failure(called(report), type(error).__name__, str(error))
    except Exception as error:
        log.debug("a bug met in %s", called(report), exc_info=True)
        return Failure(called(report), "Bug", f"{called(report)}: {_told(error)}; this is a bug in Dateline, "
                       "please report it with this text (`dateline code --debug` shows where)")


def versions(own: Mine) -> Made:
    """What stands in the records that are made now, with the user's own tables before ours; loads no reader."""
    import dateline
    from dateline import codebook
    from dateline.reading.reader import shipped_version

    return Made(dateline.__version__, shipped_version(), codebook.load(own).version)


def called(report: Report) -> str:
    """What a message calls a report: its giver's name for it, its address, its title or its id."""
    return report.ref or report.url or report.title or report.id


def cores() -> int:
    """The processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# ── one ──────────────────────────────────────────────────────────────────────────────────────────

def tools(own: Mine | None = None) -> tuple[Reader, Codebook]:
    """The reader and the codebook, each loaded once a process; the user's own rows before ours."""
    from dateline import codebook

    return _reader(), codebook.load(own or codebook.NOTHING)


@cache
def _reader() -> Reader:
    """The reader, and on the way all else that the first report needs.

    Tables and trees of modules are made meanwhile and none of it is garbage: it is not looked for.
    """
    looked_for = gc.isenabled()
    gc.disable()
    try:
        from dateline.codebook.places import gazetteer
        from dateline.reading import Reader

        import_module("dateline.record")
        gazetteer()
        return Reader.load()
    finally:
        if looked_for:
            gc.enable()


def mine(frames: str | Path | None = None, actors: str | Path | None = None) -> Mine:
    """The user's own tables in these files, checked. Raises NoAccess or BadCodebook."""
    from dateline import codebook

    read = [codebook.read_own(path) if path is not None else None for path in (frames, actors)]
    own = codebook.Mine(*read)
    codebook.load(own)
    return own


def _coded(report: Report, own: Mine) -> Record:
    from dateline.record import code as record_of
    from dateline.report.language import CODED

    if report.language != CODED:        # kept, and said to be so; read as English it would be miscoded
        return Record(report, report.headings, (), (), (), (), (), (), (), versions(own))
    reader, codebook = tools(own)
    return record_of(reader.read_report(report), report, codebook, reader=reader.version)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _few(reports: Iterator[Given]) -> tuple[bool, Iterator[Given]]:
    """Whether the stream ends before FEW characters, and the stream, whole again."""
    seen: list[Given] = []
    size = 0
    for report in reports:
        seen.append(report)
        size += len(report.text) if isinstance(report, Report) else FEW // MANY
        if size >= FEW:
            return False, chain(seen, reports)
    return True, iter(seen)


# ── many ─────────────────────────────────────────────────────────────────────────────────────────

def _spread(
    reports: Iterator[Given], workers: int, own: Mine
) -> Iterator[Record | Failure]:
    """Answers in the order of the reports, each from the first process that is free.

    A thread for each process does nothing but wait for it, so that a process that dies is known by the
    report it held. The window of reports given out is bounded: memory does not grow with the stream.
    """
    from dateline.faces.worker import Crew

    crew = Crew(workers, own)
    given: deque[Future[Record | Failure]] = deque()
    try:
        for report in reports:
            given.append(crew.give(report))
            if len(given) >= AHEAD * workers:
                yield given.popleft().result()
        while given:
            yield given.popleft().result()
    finally:
        crew.dismiss()
