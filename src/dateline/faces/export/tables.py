"""A table as it leaves: named columns with their meanings, and rows that are read as they are written.

Cells are text, numbers, truth values, days or nothing. Here they become CSV, XLSX and JSON Lines; Parquet is written by
DuckDB itself.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dateline.errors import MissingExtra
from dateline.faces.words import counted

Row = Sequence[Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")        # what a spreadsheet takes for a formula, or hides one behind
CELL = 32_767           # characters that a cell of Excel's holds
LINES = 1_048_576       # rows that a sheet of Excel's holds, the header among them
CUT = "… [cut]"
SHEET_NAME = 31         # characters of the name of a sheet
WIDE, NARROW = 60, 8    # widths of columns, in characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its columns with what each means, and a way to read its rows from the beginning."""

    name: str
    columns: Mapping[str, str]
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a table: how many rows, and what had to be said about them."""

    rows: int
    notes: tuple[str, ...] = ()


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────

def write_csv(sheet: Sheet, path: Path, *, between: str = ",") -> Written:
    """UTF-8 without a mark, CRLF as RFC 4180 asks; nothing in it is run as a formula."""
    count = defused = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter=between, lineterminator="\r\n")
        out.writerow(sheet.columns)
        for row in sheet.rows():
            cells = [plain(value) for value in row]
            safe = [defuse(cell) for cell in cells]
            defused += safe != cells
            out.writerow(safe)
            count += 1
    return Written(count, _defused(defused))


def write_tsv(sheet: Sheet, path: Path) -> Written:
    """The same with tabs, as ICEWS and POLECAT have them."""
    return write_csv(sheet, path, between="\t")


def _defused(rows: int) -> tuple[str, ...]:
    if not rows:
        return ()
    return (f"{counted(rows, 'row')} with text that begins with = + - @, a tab or a line end: an apostrophe stands "
            "before it, so that no spreadsheet runs it as a formula",)


def plain(value: Any) -> Any:
    """A cell as CSV has it: days in ISO form, truth values as true and false, nothing as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def defuse(cell: Any) -> Any:
    """Text that no spreadsheet takes for a formula; numbers stay numbers.

    >>> defuse("=1+1"), defuse("-3 degrees"), defuse(-3), defuse("three")
    ("'=1+1", "'-3 degrees", -3, 'three')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


# ── JSON Lines ───────────────────────────────────────────────────────────────────────────────────

def write_jsonl(sheet: Sheet, path: Path) -> Written:
    """One object a row, every column in it, null where nothing is known."""
    return write_objects((dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows()), path)


def write_objects(objects: Iterator[Mapping[str, Any]], path: Path) -> Written:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for one in objects:
            stream.write(as_json(one) + "\n")
            count += 1
    return Written(count)


def as_json(value: Any) -> str:
    """One line of JSON; days in ISO form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat, allow_nan=False)


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────────

def write_xlsx(sheets: Sequence[Sheet], path: Path, about: Sequence[str]) -> dict[str, Written]:
    """A workbook: a sheet a table, its header frozen and with filters, then one sheet of what the columns mean.

    Text is text, whatever it begins with. What Excel cannot hold is cut, and said.
    """
    with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as scraps:
        workbook = _workbook(path, scraps)
        formats = {"bold": workbook.add_format({"bold": True}),
                   "day": workbook.add_format({"num_format": "yyyy-mm-dd"}),
                   "wrap": workbook.add_format({"text_wrap": True, "valign": "top"})}
        done = {sheet.name: _sheet(workbook, sheet, formats) for sheet in sheets}
        _meanings(workbook, sheets, done, about, formats)
        _close(workbook)
    return done


def _workbook(path: Path, scraps: str) -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("XLSX", "export") from error
    # Row by row to the disk; the library would else take "=…" for a formula and "http…" for a link.
    workbook = xlsxwriter.Workbook(str(path), {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "tmpdir": scraps})
    workbook.use_zip64()
    workbook.set_properties({"created": datetime(2000, 1, 1), "title": "Dateline export"})    # no clock in the bytes
    return workbook


def _close(workbook: Any) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as error:                # it wraps what the disk said
        inner = error.args[0] if error.args else error
        raise inner if isinstance(inner, OSError) else OSError(str(error)) from error


def _sheet(workbook: Any, sheet: Sheet, formats: Mapping[str, Any]) -> Written:
    page = workbook.add_worksheet(sheet.name[:SHEET_NAME])
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, max(NARROW, min(WIDE, len(column) + 4)))
        page.write_string(0, place, column, formats["bold"])
    count = cut = over = 0
    for row in sheet.rows():
        count += 1
        if count >= LINES:
            over += 1
            continue
        cut += sum(_cell(page, count, place, value, formats) for place, value in enumerate(row))
    page.autofilter(0, 0, min(count, LINES - 1), max(len(sheet.columns) - 1, 0))
    return Written(count, _limits(cut, over))


def _cell(page: Any, line: int, place: int, value: Any, formats: Mapping[str, Any]) -> bool:
    """Write one cell; whether its text had to be cut."""
    if value is None:
        return False
    if isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, int | float) and math.isfinite(value):
        page.write_number(line, place, value)
    elif isinstance(value, date) and value.year >= 1900:           # Excel's days begin there
        page.write_datetime(line, place, value, formats["day"])
    else:
        text = plain(value) if isinstance(value, date) else str(value)
        page.write_string(line, place, fitting(text))
        return units(text) > CELL
    return False


def units(text: str) -> int:
    """Characters as Excel counts them: one beyond the first 65,536 counts twice."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text) if not text.isascii() else len(text)


def fitting(text: str) -> str:
    """The text, or as much of it as a cell of Excel's holds."""
    if units(text) <= CELL:
        return text
    kept = text[: CELL - len(CUT)]
    while units(kept) > CELL - len(CUT):
        kept = kept[: -max(1, (units(kept) - CELL + len(CUT)) // 2)]
    return kept + CUT


def _limits(cut: int, over: int) -> tuple[str, ...]:
    notes = []
    if cut:
        notes.append(f"{counted(cut, 'text')} longer than the {CELL:,} characters of a cell: cut, “{CUT}” at the end")
    if over:
        notes.append(f"a sheet holds {LINES:,} rows: the last {over:,} are left out; CSV or Parquet holds them all")
    return tuple(notes)


def _meanings(workbook: Any, sheets: Sequence[Sheet], done: Mapping[str, Written], about: Sequence[str],
              formats: Mapping[str, Any]) -> None:
    page = workbook.add_worksheet("meanings")
    page.freeze_panes(1, 0)
    page.set_column(0, 1, 22)
    page.set_column(2, 2, 100)
    lines = [("table", "column", "meaning")]
    lines += [(sheet.name, column, meaning) for sheet in sheets for column, meaning in sheet.columns.items()]
    lines += [(name, "", note) for name, written in done.items() for note in written.notes]
    lines += [("", "", line) for line in about]
    for line, cells in enumerate(lines):
        for place, text in enumerate(cells):
            page.write_string(line, place, fitting(text), formats["bold" if line == 0 else "wrap"])
