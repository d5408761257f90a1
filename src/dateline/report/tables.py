"""JSON Lines and CSV: one report a row. A row that cannot be read is a Failure of its own."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Failure, Report
from dateline.report.clean import SURROGATE, harmless
from dateline.report.structure import report_from_text

# What people call the columns, commonest first.
COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "story"),
    "title": ("title", "headline", "head"),
    "published": ("published", "date", "published_at", "publish_date", "publication_date", "pubdate", "time"),
    "url": ("url", "link", "source_url", "address"),
    "outlet": ("outlet", "source", "publisher", "media_name", "publication", "newspaper", "sitename"),
    "ref": ("ref", "id", "doc_id", "guid"),
}
Row = Mapping[str, Any]


def from_json_lines(
    text: str, source: str, *, outlet: str | None, published: str | None
) -> Iterator[Report | Failure]:
    """A report a line; its `text` is taken as it is, so its offsets are the record's."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield failure(
                UnreadableInput(where, f"is no JSON ({error})", "write one object a line, as json.dumps does")
            )
            continue
        if not isinstance(row, dict):
            yield failure(UnreadableInput(where, "is JSON but no object", 'write {"text": "…"} a line'))
            continue
        yield _from_row(row, {n: n for n in COLUMNS}, where, outlet=outlet, published=published, joined=False)


def from_csv(
    text: str, source: str, *, outlet: str | None, published: str | None
) -> Iterator[Report | Failure]:
    """A report a row; text = title, newline, body."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
    names = {(n or "").strip().lower(): n for n in rows.fieldnames or ()}
    columns = {ours: names[n] for ours, known in COLUMNS.items() for n in reversed(known) if n in names}
    if "text" not in columns:
        met = ", ".join(names) or "none"
        yield failure(
            UnreadableInput(source, f"has no column of texts (columns: {met})", "name that column: text")
        )
        return
    try:
        for row in rows:
            where = f"{source}:{rows.line_num}"
            yield _from_row(row, columns, where, outlet=outlet, published=published, joined=True)
    except csv.Error as error:
        yield failure(
            UnreadableInput(
                f"{source}:{rows.line_num}", f"is no CSV ({error})", "quote fields that hold quotes"
            )
        )


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, tab or semicolon, whichever the first line has most of."""
    first = text.split("\n", 1)[0]
    mark = max(",\t;", key=first.count)

    class Found(csv.excel):
        delimiter = mark

    return Found


def _from_row(
    row: Row,
    columns: Mapping[str, str],
    where: str,
    *,
    outlet: str | None,
    published: str | None,
    joined: bool,
) -> Report | Failure:
    kept = {ours: row.get(theirs) for ours, theirs in columns.items()}
    text = kept.get("text")
    if not isinstance(text, str) or not text.strip():
        return failure(UnreadableInput(where, "has no text", 'give the report under "text"'))
    told = {k: harmless(str(v)) for k, v in kept.items() if k != "text" and v not in (None, "")}
    text = harmless(text) if joined else SURROGATE.sub("\ufffd", text)
    if joined and told.get("title") and not text.startswith(told["title"]):
        text = f"{told['title']}\n{text}"
    extra = tuple(
        (str(k), v if isinstance(v, str) else json.dumps(v, ensure_ascii=False))
        for k, v in row.items()
        if k not in columns.values() and k is not None
    )
    try:
        return report_from_text(
            text,
            ref=told.get("ref", where),
            title=told.get("title"),
            url=told.get("url"),
            outlet=told.get("outlet") or outlet,
            published=told.get("published") or published,
            extra=extra,
        )
    except ValueError:
        return failure(
            UnreadableInput(
                where, f"has a date nobody can read ({told.get('published')!r})", "write it as 2026-03-05"
            )
        )


def failure(error: UnreadableInput) -> Failure:
    """The error as what stands in the report's place."""
    return Failure(str(error.args[0]), type(error).__name__, str(error))
