"""The sheet that people judge on: written for a spreadsheet, read back as they leave it, or refused with the row named.

Spreadsheets change what they open: separators, encodings, capitals, the order of columns, numbers that are ids. So ids
stand in one cell with a letter before them, columns are known by their names, and anything that is not understood is
said, before any of it is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.chronicle.judgements import EVENT, Key
from dateline.chronicle.sampling import JUDGED, Drawn
from dateline.errors import MissingExtra, UnreadableInput
from dateline.faces.export.tables import Sheet, write_csv, write_xlsx
from dateline.writing import whole_file

ASKED = (EVENT, *JUDGED)
QUESTION = " right?"            # behind the name of a field: the column to fill
TEXT = {                        # columns before the fields, with what each means
    "id": "which event; leave as it is", "stratum": "the kind it was drawn as; leave as it is",
    "of": "how many there are of that kind; leave as it is", "day": "day of the report", "outlet": "its outlet",
    "title": "its headline", "before": "the sentence before",
    "sentence": "the sentence that tells the event, ‹its word› marked", "after": "the sentence after",
}
NEEDED = ("id", "stratum", "of")
WORDS = {                       # what people write into the columns to fill
    True: ("right", "r", "yes", "y", "true", "1", "ok", "correct", "+"),
    False: ("wrong", "w", "no", "n", "false", "0", "incorrect", "x"),
    None: ("unsure", "u", "?", "unclear", "dont know", "maybe"),
}
_MEANT = {word: verdict for verdict, words in WORDS.items() for word in words}
_ID = re.compile(r"e_([^_\s]+)_(\S+)")
HEAD = 20                       # lines among which the line of names is looked for
LISTED = 10                     # troubles told at once


@dataclass(frozen=True, slots=True)
class Filled:
    """One line of a sheet that came back: the event, its stratum, and a verdict for each field that was filled in."""

    line: int
    key: Key
    stratum: str
    size: int
    verdicts: Mapping[str, bool | None]


# ── out ──────────────────────────────────────────────────────────────────────────────────────────


def write(found: Sequence[Drawn], path: Path, about: str) -> None:
    """The sheet, as CSV or XLSX by the ending of the file."""
    columns = TEXT | {f"{EVENT}{QUESTION}": "is there such an event at all? right, wrong or unsure"}
    for name in JUDGED:
        columns |= {name: f"the {name} as read", f"{name}{QUESTION}": "right, wrong or unsure; empty: not looked at"}
    sheet = Sheet("sample", columns, lambda: map(_row, found))
    with whole_file(path) as half:
        if path.suffix.lower() == ".xlsx":
            write_xlsx([sheet], half, [about])
        else:
            write_csv(sheet, half)


def _row(one: Drawn) -> list[Any]:
    fields = (cell for name in JUDGED for cell in (one.values[name], None))
    return [f"e_{one.key[0]}_{one.key[1]}", one.stratum, one.size, one.day, one.outlet, one.title, one.before,
            one.sentence, one.after, None, *fields]


# ── back ─────────────────────────────────────────────────────────────────────────────────────────


def read(path: Path) -> list[Filled]:
    """The lines of a sheet in which something was filled in. Raises UnreadableInput, which names the rows."""
    lines = list(_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path))
    at, columns = _head(path, lines)
    found: dict[Key, Filled] = {}
    troubles: list[str] = []
    for number, cells in enumerate(lines[at + 1:], start=at + 2):
        if not any(cells):
            continue
        try:
            if one := _filled(number, {name: cells[n] if n < len(cells) else "" for name, n in columns.items()}):
                _once(found, one)
        except ValueError as error:
            troubles.append(f"row {number}: {error}")
    if troubles:
        more = f" … and {len(troubles) - LISTED} more rows" if len(troubles) > LISTED else ""
        raise UnreadableInput(str(path), "; ".join(troubles[:LISTED]) + more,
                              "nothing was kept; put them right and read it again")
    return list(found.values())


def _once(found: dict[Key, Filled], one: Filled) -> None:
    """Lines that stand twice are one, if they say the same."""
    other = found.setdefault(one.key, one)
    if other.verdicts != one.verdicts:
        raise ValueError(f"the same event is judged otherwise in row {other.line}")


def _filled(number: int, cells: Mapping[str, str]) -> Filled | None:
    said = {name: _verdict(name, cell) for name in ASKED if (cell := cells.get(name + QUESTION))}
    if not said:
        return None
    named = _ID.search(cells["id"])
    if not named:
        raise ValueError(f"{cells['id'] or 'nothing'!r} in the column id is no event of a sample")
    try:
        size = int(float(cells["of"].replace(",", "")))
    except ValueError:
        raise ValueError(f"{cells['of'] or 'nothing'!r} in the column of is no number") from None
    return Filled(number, (named[1], named[2]), cells["stratum"], size, said)


def _verdict(name: str, cell: str) -> bool | None:
    word = cell.casefold().strip(" .!'’\"").replace("'", "").replace("’", "")
    if word not in _MEANT:
        raise ValueError(f"{cell!r} in the column {name}{QUESTION} is none of right, wrong, unsure")
    return _MEANT[word]


def _head(path: Path, lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The line of names, and where each column stands."""
    best: dict[str, int] = {}
    for at, cells in enumerate(lines[:HEAD]):
        columns = {_column(cell): n for n, cell in reversed([*enumerate(cells)]) if cell}
        if set(NEEDED) <= columns.keys() and any(name + QUESTION in columns for name in ASKED):
            return at, columns
        best = max(best, columns, key=lambda found: len(found.keys() & {*NEEDED, *(n + QUESTION for n in ASKED)}))
    missing = [name for name in NEEDED if name not in best] or [f"{EVENT}{QUESTION}"]
    raise UnreadableInput(str(path), f"row 1: no column {' and none '.join(missing)} among the names",
                          "leave the columns of `dateline sample` their names; they may stand in any order")


def _column(cell: str) -> str:
    """A column's name as it was written, whatever capitals, spaces and marks have become of it."""
    name = " ".join(cell.casefold().replace("_", " ").strip(" ?:'\ufeff").split())
    return name + "?" if name.endswith(QUESTION.strip("?")) else name


def _csv(path: Path) -> Iterator[list[str]]:
    """The cells of a CSV file, whatever separates them and however its letters are written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error), "name the sheet that was filled in") from error
    text = _decoded(data)
    first = next((line for line in text.splitlines() if "id" in line.casefold()), "")
    separator = max(",;\t|", key=first.count)
    try:
        yield from ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise UnreadableInput(str(path), f"is no CSV ({error})", "save it from the spreadsheet anew") from error


def _decoded(data: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")         # as Excel writes CSV on Windows


def _xlsx(path: Path) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtra("XLSX", "export") from error
    from zipfile import BadZipFile

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableInput(str(path), f"it is no workbook ({error})", "name the sheet that was filled in") from error
    page = book["sample"] if "sample" in book.sheetnames else book.worksheets[0]
    return ([_cell(value) for value in row] for row in page.iter_rows(values_only=True))


def _cell(value: Any) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value).strip()
