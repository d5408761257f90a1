"""The reports of a store as a list: those of a query, copies of one text in one stack, with what there is to choose by.

What somebody has marked a report as is not the chronicle's to know; it is given, and then chosen by like anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from dateline.chronicle.asking import newest, report_where, understood
from dateline.chronicle.rows import Row, ask, one, put_aside, texts
from dateline.report.copies import Wording, akin, wording

if TYPE_CHECKING:
    from dateline.chronicle.query import Query
    from dateline.chronicle.store import Chronicle

Sort = Literal["newest", "oldest", "arrived", "facts"]
Flag = Literal["undated", "inferred", "empty", "disputed", "contested", "copied"]
NEW = "new"             # what a report is that nobody has marked
MANY = 40               # outlets that are told; the rest can be asked for by name
COMPARED = 200          # copies of a stack that are compared word by word

_ORDER: Mapping[Sort, str] = {
    "newest": "day DESC NULLS LAST, number DESC", "oldest": "day NULLS LAST, number",
    "arrived": "number DESC", "facts": "facts DESC, day DESC NULLS LAST, number DESC",
}
# What is to be looked at twice: a condition on a row ``r`` of reports.
FLAGS: Mapping[Flag, str] = {
    "undated": "r.published_basis IS NULL",
    "inferred": "r.published_basis = 'inferred'",
    "empty": "r.id NOT IN (SELECT report FROM events)",
    "disputed": "r.id IN (SELECT report FROM events WHERE disputed)",
    "contested": "r.id IN (SELECT report FROM incident_figures WHERE contested)",
    "copied": "r.family IN (SELECT family FROM reports GROUP BY family HAVING count(*) > 1)",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is asked for; nothing said is all."""

    marks: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    month: str | None = None            # 2026-03, or a year; "none": without a day
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A report of the list. `copies`: how many others of its stack are on the list; `basis`: how its day is known;
    `opening`: its first words, where it has no headline."""

    report: str
    day: date | None
    until: date | None
    basis: str | None
    outlet: str | None
    title: str | None
    opening: str | None
    language: str | None
    url: str | None
    facts: int
    claims: int
    incidents: int
    flags: tuple[str, ...]
    copies: int
    mark: str
    arrived: int


@dataclass(frozen=True, slots=True)
class Count:
    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list. `total` counts stacks, `reports` what is in them; counts are of what would be found if the
    one choice among them were not made."""

    rows: tuple[Line, ...]
    total: int
    reports: int
    marks: tuple[Count, ...]
    outlets: tuple[Count, ...]
    languages: tuple[Count, ...]
    months: tuple[Count, ...]
    flags: tuple[Count, ...]


def shelf(chronicle: Chronicle, query: Query | str = "", wanted: Wanted | None = None, *,
          marks: Mapping[str, str] | None = None, sort: Sort = "newest", limit: int = 200, offset: int = 0) -> Shelf:
    """A page of the list of reports; `marks` are those of reports that somebody has marked."""
    with _found(chronicle, query, marks or {}, facts=sort == "facts") as db:
        chosen = wanted or Wanted()
        where, values = _where(chosen)
        total, reports = one(db, f"SELECT count(DISTINCT family), count(*) FROM found r WHERE {where}", *values)
        return Shelf(_page(db, (where, values), sort, limit, offset), total, reports, *_choices(db, chosen))


@contextmanager
def _found(chronicle: Chronicle, query: Query | str, marks: Mapping[str, str], *, facts: bool) -> Iterator[Any]:
    """A connection with a table of what a query finds, so that it is looked for but once."""
    db = chronicle.cursor()
    try:
        sql, values = report_where(chronicle, understood(chronicle, query), newest(chronicle))
        counted = ("LEFT JOIN (SELECT report, count(*) AS facts FROM events GROUP BY report) e ON e.report = r.id"
                   if facts else "")
        put_aside(db, "marked", {"report": texts(marks), "mark": texts(marks.values())})
        db.execute(f"""
            CREATE TEMP TABLE found AS
            SELECT r.id, r.family, r.outlet, r.language, r.published_basis, r.number,
                   r.published_start AS day, coalesce(m.mark, '{NEW}') AS mark,
                   {'coalesce(e.facts, 0)' if facts else '0'} AS facts
            FROM reports r LEFT JOIN temp.marked m ON m.report = r.id {counted} WHERE {sql}""", list(values))
        yield db
    finally:
        db.close()


def _where(wanted: Wanted, without: str = "") -> tuple[str, tuple[Any, ...]]:
    """What is chosen beside the query, a condition on a row ``r`` of what was found; one choice may be left out."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    for name, column in (("marks", "mark"), ("outlets", "outlet"), ("languages", "language")):
        if name != without and (values := getattr(wanted, name)):
            parts.append((f"r.{column} IN ({', '.join('?' * len(values))})", values))
    if wanted.month and without != "months":
        parts.append(("r.day IS NULL", ()) if wanted.month == "none"
                     else ("starts_with(strftime(r.day, '%Y-%m'), ?)", (wanted.month,)))
    if without != "flags":
        parts += [(FLAGS[flag], ()) for flag in wanted.flags]
    return " AND ".join(sql for sql, _ in parts) or "TRUE", tuple(value for _, values in parts for value in values)


# ── the rows ─────────────────────────────────────────────────────────────────────────────────────

def _page(db: Any, where: tuple[str, tuple[Any, ...]], sort: Sort, limit: int, offset: int) -> tuple[Line, ...]:
    """The stacks of a page; the first report of each stack that fits the order stands for it."""
    sql, values = where
    flags = ", ".join(f"CASE WHEN {condition} THEN '{name}' END" for name, condition in FLAGS.items()
                      if name != "copied")
    found = ask(db, f"""
        WITH stacks AS (
            SELECT family, count(*) - 1 AS copies,
                   first({{'id': id, 'day': day, 'number': number, 'facts': facts, 'mark': mark}}
                         ORDER BY {_ORDER['oldest' if sort == 'newest' else sort]}) AS top
            FROM found r WHERE {sql} GROUP BY family),
        page AS MATERIALIZED (
            SELECT top.id AS id, top.day AS day, top.number AS number, top.facts AS facts, top.mark AS mark, copies
            FROM stacks ORDER BY {_ORDER[sort]} LIMIT ? OFFSET ?),
        e AS ({_COUNTED.format(what='*', table='events')}), c AS ({_COUNTED.format(what='*', table='claims')}),
        t AS ({_COUNTED.format(what='DISTINCT incident', table='tellings')}),
        r AS MATERIALIZED (SELECT * FROM reports WHERE id IN (SELECT id FROM page))
        SELECT r.id, r.published_start, r.published_end, r.published_basis, r.outlet, r.title,
               CASE WHEN r.title IS NULL THEN r.text[:160] END, r.language, r.url,
               coalesce(e.many, 0), coalesce(c.many, 0), coalesce(t.many, 0),
               list_filter([{flags}], lambda flag: flag IS NOT NULL), p.copies, p.mark, r.number
        FROM page p JOIN r ON r.id = p.id LEFT JOIN e ON e.report = p.id LEFT JOIN c ON c.report = p.id
        LEFT JOIN t ON t.report = p.id ORDER BY {_ORDER[sort].replace('day', 'p.day').replace(
            'number', 'p.number').replace('facts', 'p.facts')}""", *values, limit, offset)
    return tuple(_line(row) for row in found)


_COUNTED = "SELECT report, count({what}) AS many FROM {table} WHERE report IN (SELECT id FROM page) GROUP BY report"


def _line(row: Row) -> Line:
    return Line(*(*row[:12], tuple(row[12] or ()), *row[13:]))


# ── what there is to choose by ───────────────────────────────────────────────────────────────────

def _choices(db: Any, wanted: Wanted) -> Iterator[tuple[Count, ...]]:
    for name, column, order in (("marks", "mark", "n DESC"), ("outlets", "outlet", f"n DESC, name LIMIT {MANY}"),
                                ("languages", "language", "n DESC, name"),
                                ("months", "coalesce(strftime(r.day, '%Y-%m'), 'none')", "name")):
        sql, values = _where(wanted, name)
        yield tuple(Count(*row) for row in ask(
            db, f"SELECT {column} AS name, count(*) AS n FROM found r WHERE {column} IS NOT NULL AND {sql} "
                f"GROUP BY 1 ORDER BY {order}", *values))
    sql, values = _where(wanted, "flags")
    counted = ", ".join(f"count(*) FILTER ({condition})" for condition in FLAGS.values())
    yield tuple(Count(name, many) for name, many in zip(
        FLAGS, one(db, f"SELECT {counted} FROM found r WHERE {sql}", *values), strict=True) if many)


# ── one stack ────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Copy:
    """A report of a stack, and why it lies there: `exact` the same words as the first, `near` all but a few of them,
    `part` it and the first share most of the shorter, `linked` it is a copy of another copy; `first` the first itself.
    `share`: how much of the shorter of the two stands in the other."""

    report: str
    day: date | None
    basis: str | None
    outlet: str | None
    title: str | None
    url: str | None
    why: str
    share: float | None


def stack(chronicle: Chronicle, report: str) -> tuple[Copy, ...]:
    """The copies that this report lies with, itself among them, the first to come out first."""
    found = ask(chronicle.cursor(), """
        SELECT r.id, r.published_start, r.published_basis, r.outlet, r.title, r.url, r.text
        FROM reports r WHERE r.family = (SELECT family FROM reports WHERE id = ?)
        ORDER BY r.published_start NULLS LAST, r.number LIMIT ?""", report, COMPARED)
    return tuple(_copies(found))


def _copies(found: list[Row]) -> Iterator[Copy]:
    first = wording(found[0][-1]) if found else None
    for at, (report, day, basis, outlet, title, url, text) in enumerate(found):
        why, part = "first", None
        if at and first is not None:
            kind = akin(first, other := wording(text))
            why, part = kind or "linked", 1.0 if kind == "exact" else round(_share(first, other), 3)
        yield Copy(report, day, basis, outlet, title, url, why, part)


def _share(one: Wording, other: Wording) -> float:
    """How much of the shorter of two texts stands in the other, in runs of words."""
    return len(one.runs & other.runs) / max(1, min(len(one.runs), len(other.runs)))
