"""JSON Lines, CSV and TSV: one report a row. A row that cannot be read is a Failure of its own.

Columns and fields are known by the names people give them (COLUMNS); what else a row holds is kept in
`Report.extra`. In JSON Lines `text` is taken as it is; a table's text is title, newline, body.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Failure, Record, Report
from dateline.report.clean import harmless, whole
from dateline.report.coded import is_record, record_from
from dateline.report.structure import report_from_text

# What people call the columns, commonest first.
COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story"),
    "title": ("title", "headline", "head"),
    "published": ("published", "date", "published_at", "publish_date", "publication_date", "date_publish", "pubdate",
                  "time"),
    "url": ("url", "link", "source_url", "address"),
    "outlet": ("outlet", "source", "publisher", "media_name", "publication", "newspaper", "sitename"),
    "ref": ("ref", "id", "doc_id", "guid"),
}
# How each row's keys are meant: our name to theirs.
Columns = Mapping[str, str]
Numbered = tuple[int, "str | UnreadableInput"]
Found = Report | Record | Failure


def columns_of(names: Iterable[str]) -> Columns:
    """Our names of the columns that a table has, to its own names.

    >>> columns_of(["ID", "Headline", "body", "lang"])
    {'text': 'body', 'title': 'Headline', 'ref': 'ID'}
    """
    theirs: dict[str, str] = {}
    for name in names:
        theirs.setdefault(name.strip().lower().replace(" ", "_"), name)
    found = {ours: next((theirs[n] for n in known if n in theirs), None) for ours, known in COLUMNS.items()}
    return {ours: name for ours, name in found.items() if name is not None}


# ── JSON Lines ───────────────────────────────────────────────────────────────────────────────────


def from_json_lines(
    lines: Iterable[Numbered], source: str, *, outlet: str | None, published: str | None
) -> Iterator[Found]:
    """A report a line; its `text` is taken as it is, so its offsets are the record's. Or a record that was coded."""
    for number, line in lines:
        where = f"{source}:line {number}"
        if isinstance(line, UnreadableInput):
            yield failure(line)
        elif line.strip():
            yield _from_json(line, where, outlet=outlet, published=published)


def _from_json(line: str, where: str, *, outlet: str | None, published: str | None) -> Found:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return failure(UnreadableInput(where, f"is no JSON ({error})", "write one object a line, as json.dumps does"))
    if not isinstance(row, dict):
        return failure(UnreadableInput(where, "is JSON but no object", 'write {"text": "…"} on each line'))
    if is_record(row):
        return record_from(row, where)
    return from_row(row, columns_of(row), where, outlet=outlet, published=published, joined=False)


def from_json(
    text: str, source: str, *, outlet: str | None, published: str | None
) -> Iterator[Found]:
    """The reports of one JSON document: a list of objects, or an object; else what JSON Lines say of it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        yield from from_json_lines(enumerate(text.split("\n"), 1), source, outlet=outlet, published=published)
        return
    rows = told if isinstance(told, list) else [told]
    for number, row in enumerate(rows, 1):
        where = f"{source}:item {number}" if isinstance(told, list) else source
        if isinstance(row, dict) and is_record(row):
            yield record_from(row, where)
        elif isinstance(row, dict):
            yield from_row(row, columns_of(row), where, outlet=outlet, published=published, joined=False)
        else:
            yield failure(UnreadableInput(where, "is JSON but no object", 'write {"text": "…"} for each report'))


# ── CSV and TSV ──────────────────────────────────────────────────────────────────────────────────


def from_csv(
    lines: Iterable[Numbered], source: str, *, outlet: str | None, published: str | None
) -> Iterator[Report | Failure]:
    """A report a row, named by the line it begins on; text = title, newline, body."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    refused: list[UnreadableInput] = []
    rest = iter(_plain_lines(lines, refused))
    first = next(rest, None)
    if first is None:
        yield from map(failure, refused)
        return
    rows = csv.reader(chain([first], rest), delimiter=delimiter(first), strict=True)
    try:
        names = [harmless(name) for name in next(rows, [])]
    except csv.Error:
        names = first.split(delimiter(first))
    columns = columns_of(names)
    if "text" in columns:
        yield from _rows(rows, names, columns, source, outlet=outlet, published=published)
    elif not refused:
        met = ", ".join(names)[:200] or "none"
        yield failure(UnreadableInput(source, f"has no column of texts (columns: {met})", "name that column: text"))
    yield from map(failure, refused)


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
    """Whether a line names columns, one of them the texts': told by content where the name's ending says nothing."""
    names = first.replace('"', "").split(delimiter(first))
    found = columns_of(names) if len(first) < 2000 else {}
    return "text" in found and len(found) > 1


def _rows(
    rows: Any, names: list[str], columns: Columns, source: str, *, outlet: str | None, published: str | None
) -> Iterator[Report | Failure]:
    while True:
        where = f"{source}:line {rows.line_num + 1}"
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield failure(UnreadableInput(
                where, f"begins a row that is no CSV ({error})", "double the quotation marks inside quoted fields"))
            continue
        if len(values) > len(names):
            problem = f"has {len(values)} fields where {len(names)} are named"
            yield failure(UnreadableInput(where, problem, "quote fields that hold the delimiter"))
        elif values:
            row = dict(zip(names, values, strict=False))
            yield from_row(row, columns, where, outlet=outlet, published=published, joined=True)


# ── one row ──────────────────────────────────────────────────────────────────────────────────────


def from_row(
    row: Mapping[str, Any], columns: Columns, where: str, *, outlet: str | None, published: str | None, joined: bool
) -> Report | Failure:
    """The report of one row; `joined` puts the title before a body that does not open with it."""
    kept = {ours: row[theirs] for ours, theirs in columns.items() if theirs in row}
    text = kept.pop("text", None)
    if not isinstance(text, str) or not text.strip():
        return failure(UnreadableInput(where, "has no text", 'give the report under "text"'))
    told = {k: harmless(_words(v)).strip() for k, v in kept.items() if v is not None}
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
            outlet=told.get("outlet") or outlet,
            published=told.get("published") or published,
            extra=tuple((harmless(str(k)), _words(v)) for k, v in row.items() if k not in columns.values()),
        )
    except ValueError as error:
        return failure(UnreadableInput(where, f"has a date nobody can read ({error})", "write it as 2026-03-05"))


def _words(value: Any) -> str:
    """A field as text: strings as they are, the rest as JSON."""
    return whole(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=True)


def failure(error: UnreadableInput) -> Failure:
    """The error as what stands in the report's place."""
    return Failure(whole(str(error.args[0])), type(error).__name__, whole(str(error)))
