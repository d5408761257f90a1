"""JSON Lines, CSV and TSV: one report a row. A row that cannot be read is a Failure of its own.

Columns and fields are known by the names people give them (`columns`); what else a row holds is kept in
`Report.extra`. In JSON Lines `text` is taken as it is; a table's text is title, newline, body. Rows that hold an
address and no text, as lists of stories do, are counted and told once, at the end.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Failure, Report
from dateline.report.clean import harmless, whole
from dateline.report.coded import is_record, record_from
from dateline.report.columns import Columns, columns_of, meant, nameless
from dateline.report.given import Found, Given, addresses_only, failure, undated
from dateline.report.structure import report_from_text

Numbered = tuple[int, "str | UnreadableInput"]
# A row and where it stands; or what stands in its place.
Row = tuple[str, Sequence[Any]] | Failure


# ── JSON Lines ───────────────────────────────────────────────────────────────────────────────────


def from_json_lines(lines: Iterable[Numbered], source: str, given: Given) -> Iterator[Found]:
    """A report a line; its `text` is taken as it is, so its offsets are the record's. Or a record that was coded."""
    yield from _with_texts((_from_line(number, line, source, given) for number, line in lines), source)


def _from_line(number: int, line: str | UnreadableInput, source: str, given: Given) -> Found | bool:
    where = f"{source}:line {number}"
    if isinstance(line, UnreadableInput):
        return failure(line)
    if not line.strip():
        return False
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return failure(UnreadableInput(where, f"is no JSON ({error})", "write one object a line, as json.dumps does"))
    return _from_object(row, where, given, "on each line")


def from_json(text: str, source: str, given: Given) -> Iterator[Found]:
    """The reports of one JSON document: a list of objects, or an object; else what JSON Lines say of it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        yield from from_json_lines(enumerate(text.split("\n"), 1), source, given)
        return
    if isinstance(told, dict) and isinstance(told.get("articles"), list):  # as NewsAPI answers
        told = told["articles"]
    rows = told if isinstance(told, list) else [told]
    named = (f"{source}:item {n}" if isinstance(told, list) else source for n in range(1, len(rows) + 1))
    yield from _with_texts(
        (_from_object(row, where, given, "for each report") for where, row in zip(named, rows, strict=True)), source
    )


def _from_object(row: object, where: str, given: Given, each: str) -> Found | bool:
    """The report of an object; True where it tells an address only."""
    if not isinstance(row, dict):
        return failure(UnreadableInput(where, "is JSON but no object", f'write {{"text": "…"}} {each}'))
    if is_record(row):
        return record_from(row, where)
    columns = given.map.of(list(row)) if given.map else columns_of(row)
    return from_row(row, columns, where, given, joined=False)


def _with_texts(found: Iterable[Found | bool], source: str) -> Iterator[Found]:
    """All but those that tell an address only, which are counted."""
    bare = 0
    for one in found:
        if isinstance(one, bool):
            bare += one
        else:
            yield one
    if bare:
        yield addresses_only(source, bare)


# ── CSV and TSV ──────────────────────────────────────────────────────────────────────────────────


def from_csv(lines: Iterable[Numbered], source: str, given: Given) -> Iterator[Found]:
    """A report a row, named by the line it begins on; text = title, newline, body."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    refused: list[UnreadableInput] = []
    rest = iter(_plain_lines(lines, refused))
    first = next(rest, None)
    if first is None:
        yield from map(failure, refused)
        return
    preset = nameless(first.rstrip("\n").split("\t"))
    stream = chain([first], rest)
    rows = _unquoted(stream) if preset else csv.reader(stream, delimiter=delimiter(first), strict=True)
    if preset:
        names, columns = [f"column {n + 1}" for n in range(first.count("\t") + 1)], None
        columns = (given.map or preset).of(names)
    else:
        names = _names(rows, first)
        columns = meant(names, given.map)
    yield from from_rows(names, columns, _rows(rows, source, not preset), source, given, told=not refused)
    yield from map(failure, refused)


class _unquoted:
    """Rows of a list that quotes nothing, with the number of the line as csv.reader counts it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.line_num = iter(lines), 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.line_num += 1
        return next(self._lines).rstrip("\n").split("\t")


def _names(rows: Any, first: str) -> list[str]:
    try:
        return [harmless(name) for name in next(rows, [])]
    except csv.Error:
        return first.rstrip("\n").split(delimiter(first))


def _plain_lines(lines: Iterable[Numbered], refused: list[UnreadableInput]) -> Iterator[str]:
    """The lines up to one that cannot be read, which ends the table: nobody knows what was in it."""
    for _, line in lines:
        if isinstance(line, UnreadableInput):
            refused.append(line)
            return
        yield line + "\n"


def delimiter(first: str) -> str:
    """Comma, tab or semicolon, whichever the line of names has most of."""
    return max(",\t;", key=first.count)


def looks_like_csv(first: str) -> bool:
    """Whether a line names columns, one of them the texts' or addresses': told by content where no ending tells."""
    if len(first) > 2000:
        return False
    names = first.replace('"', "").split(delimiter(first))
    found = meant(names)
    return (
        ("text" in found and len(found) > 1)
        or {"url", "title"} <= found.keys()
        or nameless(first.split("\t")) is not None
    )


def _rows(rows: Any, source: str, quoted: bool) -> Iterator[Row]:
    while True:
        where = f"{source}:line {rows.line_num + 1}"
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield failure(
                UnreadableInput(
                    where, f"begins a row that is no CSV ({error})", "double the quotation marks inside quoted fields"
                )
            )
            continue
        if values:
            yield where, values


def from_rows(
    names: Sequence[str], columns: Columns, rows: Iterable[Row], source: str, given: Given, *, told: bool = True
) -> Iterator[Found]:
    """The reports of a table's rows; `told` is whether a table without texts is to be complained of."""
    if columns.keys() & {"text", "url"}:
        yield from _with_texts((_from_values(names, columns, row, given) for row in rows), source)
    elif told:
        met = ", ".join(names)[:200] or "none"
        yield failure(
            UnreadableInput(
                source,
                f"has no column of texts (columns: {met})",
                "name that column: text, or say which it is with --columns",
            )
        )


def _from_values(names: Sequence[str], columns: Columns, row: Row, given: Given) -> Found | bool:
    if isinstance(row, Failure):
        return row
    where, values = row
    if len(values) > len(names):
        return failure(
            UnreadableInput(
                where, f"has {len(values)} fields where {len(names)} are named", "quote fields that hold the delimiter"
            )
        )
    return from_row(dict(zip(names, values, strict=False)), columns, where, given, joined=True)


# ── one row ──────────────────────────────────────────────────────────────────────────────────────


def from_row(
    row: Mapping[str, Any], columns: Columns, where: str, given: Given, *, joined: bool
) -> Report | Failure | bool:
    """The report of one row; `joined` puts the title before a body that does not open with it.

    True for a row that holds an address and no text.
    """
    kept = {ours: row[theirs] for ours, theirs in columns.items() if theirs in row}
    text = kept.pop("text", None)
    told = {k: harmless(_words(v)).strip() for k, v in kept.items() if v is not None}
    if not isinstance(text, str) or not text.strip():
        if told.get("url") and not text:
            given.pass_over(told["url"])
            return True
        return failure(UnreadableInput(where, "has no text", 'give the report under "text"'))
    title = " ".join(told.get("title", "").split())
    if joined:
        text = harmless(text)
        text = f"{title}\n{text}" if title and not text.lstrip().startswith(title) else text
    try:
        return report_from_text(
            text,
            ref=told.get("ref") or where,
            title=title or None,
            url=told.get("url") or None,
            outlet=told.get("outlet") or given.outlet,
            published=given.day(told.get("published")),
            extra=tuple(
                (harmless(str(k)), _words(v)) for k, v in row.items() if k not in columns.values() and v is not None
            ),
        )
    except ValueError as error:
        return undated(where, error)


def _words(value: Any) -> str:
    """A field as text: strings as they are, days as ISO writes them, the rest as JSON."""
    if isinstance(value, str):
        return whole(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return json.dumps(value, ensure_ascii=True, default=str)
