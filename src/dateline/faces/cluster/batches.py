"""Arrow batches of reports in, Arrow batches of records out, a row a report, in order.

What a report may bring are the columns `REPORTS`; only its text is needed, others are left aside. What comes back are
the columns `RECORDS`. A report that cannot be read or coded is a row with `error` and `message` and no record: nothing
vanishes, no task fails for it.
"""

from __future__ import annotations

import atexit
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.chronicle.keys import keys, window
from dateline.chronicle.tellings import accounts
from dateline.errors import MissingExtra
from dateline.faces.engine import answer, mine
from dateline.faces.worker import Crew
from dateline.model import Failure, Record, Report, from_data, to_json
from dateline.report import report_from_text
from dateline.report.copies import kin, sketch

if TYPE_CHECKING:
    import pyarrow

    from dateline.codebook import Mine

REPORTS = ("text", "title", "published", "outlet", "url", "ref")
RECORDS = {                 # column: what it holds, in words that Arrow and Spark share
    "report": "string",     # id of the report; null where it could not be made
    "ref": "string",        # what its giver calls it
    "record": "string",     # the record as one line of JSON; null where there is none
    "error": "string",      # kind of error, and then …
    "message": "string",    # … what was met, and what to do
}
BANDS = {"report": "string", "whole": "bigint", "band": "bigint"}
KEYS = {"report": "string", "event": "string", "hash": "bigint", "day_from": "bigint", "day_to": "bigint"}
KIN = {"a": "string", "b": "string", "kind": "string"}
AHEAD = 4                   # reports given to a process of its own before its first answer is asked for

Answer = tuple[str | None, Record | Failure]       # what its giver calls a report, and what became of it
Batches = Iterable["pyarrow.RecordBatch"]
Found = Iterator["pyarrow.RecordBatch"]


def code_batches(batches: Batches, *, codebook: str | None = None, actors: str | None = None, apart: bool = False,
                 own: Mine | None = None) -> Found:
    """The records of the reports in Arrow batches: a batch for each, with the columns `RECORDS`, a row a report.

    Columns: `text`, and `title`, `published` (a date, or text like 2026-03-05), `outlet`, `url`, `ref`. `codebook` and
    `actors` are files of your own tables. With `apart` a process of its own reads, so that a report that kills it costs
    itself only. Needs pyarrow: raises MissingExtra without it, BadCodebook where your own tables cannot be read, and
    ValueError where no column is called text.
    """
    own = own if own is not None else mine(codebook, actors)
    sizes: deque[int] = deque()
    found = _answers(_reports(batches, sizes), own, apart)
    rows: list[Mapping[str, Any]] = []
    for ref, one in found:
        while sizes and not sizes[0]:               # an empty batch before it
            yield _batch([], RECORDS)
            sizes.popleft()
        rows.append(row_of(ref, one))
        if len(rows) == sizes[0]:
            yield _batch(rows, RECORDS)
            rows = []
            sizes.popleft()
    yield from (_batch([], RECORDS) for _ in sizes)


def _answers(reports: Iterator[Report | Failure], own: Mine, apart: bool) -> Iterator[Answer]:
    """What each report calls itself, and its record."""
    if not apart:
        yield from ((ref_of(r), answer(r, own)) for r in reports)
        return
    given: deque[tuple[str | None, Any]] = deque()
    for report in reports:
        given.append((ref_of(report), _crew(own).give(report)))
        if len(given) >= AHEAD:
            ref, told = given.popleft()
            yield ref, told.result()
    yield from ((ref, told.result()) for ref, told in given)


@cache
def _crew(own: Mine) -> Crew:
    """A reading process beside this one; it outlives a task, since loading the reader takes seconds."""
    crew = Crew(1, own)
    atexit.register(crew.dismiss)
    return crew


def _reports(batches: Batches, sizes: deque[int]) -> Iterator[Report | Failure]:
    """The report of each row; how many rows each batch had goes to `sizes` first."""
    number = 0
    for batch in batches:
        names = [name for name in REPORTS if name in batch.schema.names]
        if "text" not in names:
            raise ValueError(f"the reports have no column called text, only {', '.join(batch.schema.names) or 'none'}")
        sizes.append(batch.num_rows)
        for row in batch.select(names).to_pylist():
            number += 1
            yield _report(row, number)


def _report(row: Mapping[str, Any], number: int) -> Report | Failure:
    told: dict[str, Any] = {name: _words(row.get(name)) for name in REPORTS}
    text = told.pop("text")
    where = told["ref"] or told["url"] or f"row {number}"
    if not text or not text.strip():
        return Failure(where, "UnreadableInput", f'{where}: has no text; give the report under "text"')
    try:
        return report_from_text(text, **told)
    except ValueError as error:
        return Failure(where, "UnreadableInput", f"{where}: {error}; write its day like 2026-03-05")


def _words(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date | datetime) else None if value is None else str(value)


def ref_of(given: Report | Record | Failure) -> str | None:
    """What its giver calls what is to be coded."""
    if isinstance(given, Failure):
        return given.source
    return given.ref if isinstance(given, Report) else given.report.ref


def row_of(ref: str | None, found: Record | Failure) -> Mapping[str, Any]:
    """An answer as a row of `RECORDS`."""
    if isinstance(found, Record):
        return {"report": found.report.id, "ref": ref, "record": to_json(found), "error": None, "message": None}
    return {"report": None, "ref": ref, "record": None, "error": found.error, "message": found.message}


# ── from records: what finds copies, and what may be one happening ───────────────────────────────

def band_batches(batches: Batches) -> Found:
    """By which near copies meet (report/copies.py): a row for each band of the sketch of a report's text."""
    for batch in batches:
        rows = []
        for report, text in texts_of(batch):
            found = sketch(text)
            rows += [{"report": report, "whole": found.whole, "band": band} for band in found.keys]
        yield _batch(rows, BANDS)


def kin_batches(batches: Batches) -> Found:
    """Of pairs of reports (a, b, with their texts as a_text and b_text) those that are copies, and how."""
    for batch in batches:
        rows = [{"a": row["a"], "b": row["b"], "kind": kin(row["a_text"], row["b_text"])} for row in batch.to_pylist()]
        yield _batch([row for row in rows if row["kind"]], KIN)


def text_batches(batches: Batches) -> Found:
    """Each report of a batch of records with its text."""
    for batch in batches:
        yield _batch([{"report": r, "text": t} for r, t in texts_of(batch)], {"report": "string", "text": "string"})


def key_batches(batches: Batches) -> Found:
    """By which tellings of one happening meet (chronicle/keys.py): a row for each key of each event."""
    for batch in batches:
        rows = []
        for record in records_of(batch):
            for told in accounts(record):
                first, last = window(told)
                rows += [{"report": told.report, "event": told.event, "hash": key, "day_from": first, "day_to": last}
                         for key in sorted(keys(told))]
        yield _batch(rows, KEYS)


def texts_of(batch: pyarrow.RecordBatch) -> Iterator[tuple[str, str]]:
    told = (json.loads(line)["report"] for line in batch.column("record").to_pylist() if line is not None)
    return ((report["id"], report["text"]) for report in told)


def records_of(batch: pyarrow.RecordBatch) -> Iterator[Record]:
    return (from_data(json.loads(line)) for line in batch.column("record").to_pylist() if line is not None)


# ── Arrow ────────────────────────────────────────────────────────────────────────────────────────

def _batch(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> pyarrow.RecordBatch:
    return arrow().RecordBatch.from_pylist(list(rows), schema=schema(columns))


def schema(columns: Mapping[str, str]) -> pyarrow.Schema:
    kinds = {"string": arrow().string(), "bigint": arrow().int64()}
    return arrow().schema([(name, kinds[kind]) for name, kind in columns.items()])


def ddl(columns: Mapping[str, str]) -> str:
    """The same as Spark writes it."""
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


@cache
def arrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise MissingExtra("reading batches", "cluster") from None
    return pyarrow
