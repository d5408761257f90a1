"""Figures side by side: for each incident and kind of number, every value that somebody gives; never a total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.chronicle.query import Query
from dateline.chronicle.rows import ask, one, texts
from dateline.chronicle.views.view import Sql, chosen

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

GROUP = ("incident", "kind", "label", "type", "day", "until", "basis", "contested", "updated", "told", "least",
         "most")
VALUE = ("incident", "kind", "report", "event", "low", "high", "by", "date", "words", "start_char", "outlet", "told",
         "copy")


def groups(chronicle: Chronicle, query: Query, *, every: bool, size: int,
           number: int) -> tuple[list[dict[str, Any]], int]:
    """One page of figures, contested ones first, then the latest: those that speakers dispute or revise; with `every`,
    all of which several values are told. And how many there are in all."""
    sql, values = groups_where(chronicle, query, every)
    total, = one(chronicle.cursor(), f"SELECT count(*) FROM ({sql})", *values)
    rows = ask(chronicle.cursor(), f"""
        SELECT * FROM ({sql}) ORDER BY contested DESC, day DESC NULLS LAST, incident, kind LIMIT ? OFFSET ?""",
        *values, size, (number - 1) * size)
    found = [dict(zip(GROUP, row, strict=True)) for row in rows]
    given = _values(chronicle, [row["incident"] for row in found])
    return [{**row, "values": given.get((row["incident"], row["kind"]), ())} for row in found], int(total)


def groups_where(chronicle: Chronicle, query: Query, every: bool) -> Sql:
    where, values = chosen(chronicle, query)
    kept = "count(DISTINCT (f.low, f.high, f.by)) > 1" if every else "bool_or(f.contested) OR bool_or(f.updated)"
    return f"""
        SELECT f.incident, f.kind, any_value(i.label) AS label, any_value(i.type) AS type,
               any_value(i.time_start) AS day, any_value(i.time_end) AS until, any_value(i.time_basis) AS basis,
               bool_or(f.contested) AS contested, bool_or(f.updated) AS updated, count(*) AS told,
               min(coalesce(f.low, f.high)) AS least, max(coalesce(f.high, f.low)) AS most
        FROM incident_figures f JOIN incidents i ON i.id = f.incident WHERE {where}
        GROUP BY f.incident, f.kind HAVING {kept}""", values


def _values(chronicle: Chronicle, incidents: list[str]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    rows = ask(chronicle.cursor(), """
        SELECT f.incident, f.kind, f.report, f.event, f.low, f.high, f.by, f.date, f.words, f.start_char, r.outlet,
               r.published_start, r.family IS NOT NULL AND r.family <> r.id
        FROM incident_figures f JOIN reports r ON r.id = f.report
        WHERE f.incident IN (SELECT name FROM asked)
        ORDER BY f.date NULLS LAST, f.by NULLS FIRST, f.low, f.report, f.event, f.start_char""",
        asked={"name": texts(sorted(set(incidents)))})
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row[0], row[1]), []).append(dict(zip(VALUE, row, strict=True)))
    return found
