"""Excel and Parquet tables: a report a row, by their columns as in CSV; read a few rows at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from dateline.errors import MissingExtra, UnreadableInput
from dateline.report.coded import answers, are_answers
from dateline.report.columns import meant
from dateline.report.given import BROKEN, Found, Input, damaged, failure, on_disk, seekable
from dateline.report.office import UNPACKED, bounded
from dateline.report.tables import Row, from_rows

ROWS = 1_000  # rows of a Parquet file held at a time
MEMORY = "500MB"  # what its reader may use


def from_xlsx(given: Input) -> Iterator[Found]:
    """The rows of the first sheet that has a row of names with texts or addresses."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UnreadableInput(
            given.source, f"cannot be read: {MissingExtra('Excel', 'export')}", "or save it as CSV"
        ) from error
    with seekable(given) as stream:
        bounded(stream, given.source, given.given.most * UNPACKED)
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
            sheets = book.worksheets
        except BROKEN as error:
            raise damaged(given.source, "Excel file", error) from error
        yield from _sheet(sheets, given)


def _sheet(sheets: list[Any], given: Input) -> Iterator[Found]:
    met: list[str] = []
    for sheet in sheets:
        rows = _cells(sheet, given.source)
        first = next(rows, None)
        if first is None or isinstance(first[1], UnreadableInput):
            continue
        names = [str(v) if v is not None else f"column {n}" for n, v in enumerate(first[1], 1)]
        columns = meant(names, given.given.map)
        if columns.keys() & {"text", "url"}:
            yield from from_rows(names, columns, _rows(rows, given.source), given.source, given.given)
            return
        met += names
    told = f"has no sheet with a column of texts (columns: {', '.join(met)[:200] or 'none'})"
    yield failure(UnreadableInput(given.source, told, "name that column: text, or say which it is with --columns"))


def _cells(sheet: Any, source: str) -> Iterator[tuple[int, Any]]:
    """(number, values) of the rows that hold something; what breaks on the way is the last."""
    number = 0
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(v is not None for v in values):
                yield number, values
    except BROKEN as error:
        yield number, damaged(f"{source}:row {number + 1}", "Excel file from here on", error)


def _rows(rows: Iterator[tuple[int, Any]], source: str) -> Iterator[Row]:
    for number, values in rows:
        yield failure(values) if isinstance(values, UnreadableInput) else (f"{source}:row {number}", values)


# ── Parquet ──────────────────────────────────────────────────────────────────────────────────────


def from_parquet(given: Input) -> Iterator[Found]:
    """The rows of a Parquet file, by DuckDB's reader; no statement is run, and nothing but this file is opened."""
    import duckdb

    with (
        on_disk(given) as path,
        duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "threads": "1",
                "memory_limit": MEMORY,
            }
        ) as engine,
    ):
        try:
            table = engine.read_parquet(_plainly(path), file_row_number=True)
            names = [name for name in table.columns if name != "file_row_number"]
        except duckdb.Error as error:
            raise damaged(given.source, "Parquet file", error) from error
        rows = _batches(table, names, given.source)
        if are_answers(names):
            yield from answers(names, rows)
            return
        yield from from_rows(names, meant(names, given.given.map), rows, given.source, given.given)


def _batches(table: Any, names: list[str], source: str) -> Iterator[Row]:
    """Rows by their number in the file: a range of them is found without reading those before."""
    import duckdb

    number, at = duckdb.ColumnExpression("file_row_number"), 0
    columns = [duckdb.ColumnExpression(name) for name in names]
    while True:
        here = (number >= duckdb.ConstantExpression(at)) & (number < duckdb.ConstantExpression(at + ROWS))
        try:
            rows = table.filter(here).select(*columns).fetchall()
        except duckdb.Error as error:
            yield failure(damaged(f"{source}:row {at + 1}", "Parquet file from here on", error))
            return
        yield from ((f"{source}:row {at + n}", values) for n, values in enumerate(rows, 1))
        if len(rows) < ROWS:
            return
        at += ROWS


def _plainly(path: str) -> str:
    """The path with what DuckDB takes for a pattern made plain."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in os.path.abspath(path))
