"""Incidents spread over time: how many there are when, and one page of them with all that a card or a mark shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dateline.chronicle.asking import understood
from dateline.chronicle.query import And, Filter, Query, all_of
from dateline.chronicle.rows import ask, one, texts
from dateline.chronicle.values import days_meant
from dateline.chronicle.views.view import Sql, chosen, newest, one_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

BARS = 130                          # of a strip at most, about what is still told apart on a small screen
STEPS = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91), ("year", 365), ("decade", 3653))
OUTLYING = 0.005                    # share of days at either end that a strip leaves out: a misread year would fill it

ORDERS = {                          # what a page may be ordered by: ascending, then descending
    "day": ("i.time_start NULLS LAST", "i.time_start DESC NULLS LAST"),
    "told": ("i.last_told NULLS LAST", "i.last_told DESC NULLS LAST"),
    "type": ("i.type", "i.type DESC"), "label": ("lower(i.label)", "lower(i.label) DESC"),
    "place": ("i.place NULLS LAST", "i.place DESC NULLS LAST"),
    "independent": ("i.independent, i.reports", "i.independent DESC, i.reports DESC"),
    "reports": ("i.reports, i.independent", "i.reports DESC, i.independent DESC"),
    "confidence": ("i.confidence", "i.confidence DESC"),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """How many incidents there are: in all, with a day, and in each stretch from `first` to `last`.

    `bars` are (first day of a stretch of one `unit`, how many, how many of them conflict); stretches without any are
    left out. `before` and `after` count what lies outside.
    """

    total: int
    dated: int
    unit: str
    first: date | None
    last: date | None
    bars: tuple[tuple[date, int, int], ...]
    before: int = 0
    after: int = 0


def bare(query: Query, field: str) -> Query:
    """The query without what it says of this field at its top."""
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,) if query.tree else ()
    kept = [part for part in parts if not (isinstance(part, Filter) and part.field == field)]
    return Query(all_of(*kept)) if kept else Query()


def asked_days(chronicle: Chronicle, query: Query) -> tuple[date | None, date | None]:
    """The days that the query asks for at its top; open where it does not say."""
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    said = [value for part in parts if isinstance(part, Filter) and part.field == "time" for value in part.values]
    ends = [days_meant(value, newest(chronicle)) for value in said if value != "*"]
    if not ends:
        return None, None
    starts, lasts = zip(*ends, strict=True)
    return (None if None in starts else min(starts)), (None if None in lasts else max(lasts))


def spread(chronicle: Chronicle, query: Query | str, around: tuple[date | None, date | None] = (None, None)) -> Spread:
    """The incidents of a query over time; where `around` names days, these with twice as much on either side."""
    where, values = chosen(chronicle, understood(chronicle, query))
    total, dated, low, high = one(chronicle.cursor(), f"""
        SELECT count(*), count(i.time_start), quantile_disc(i.time_start, {OUTLYING}),
               quantile_disc(i.time_start, {1 - OUTLYING}) FROM incidents i WHERE {where}""", *values)
    if not dated:
        return Spread(total, 0, "day", None, None, ())
    first, last = _around(around, low, high)
    unit = next((name for name, long in STEPS if (last - first).days / long <= BARS), STEPS[-1][0])
    rows = ask(chronicle.cursor(), f"""
        SELECT CAST(date_trunc('{unit}', i.time_start) AS DATE), count(*),
               count(*) FILTER (contains(i.quad, 'conflict')), i.time_start < ?, i.time_start > ?
        FROM incidents i WHERE i.time_start IS NOT NULL AND {where} GROUP BY ALL ORDER BY ALL""", first, last, *values)
    bars = tuple(row[:3] for row in rows if not row[3] and not row[4])
    return Spread(total, dated, unit, first, last, bars,
                  sum(row[1] for row in rows if row[3]), sum(row[1] for row in rows if row[4]))


def _around(asked: tuple[date | None, date | None], low: date, high: date) -> tuple[date, date]:
    start, end = asked[0] or low, asked[1] or high
    if asked == (None, None) or end < start:
        return low, high
    more = timedelta(days=2 * ((end - start).days + 1))
    return max(start - more, min(low, start)), min(end + more, max(high, end))


# ── a page of them ───────────────────────────────────────────────────────────────────────────────

def page_ids(chronicle: Chronicle, query: Query, order: str, *, size: int, number: int,
             until: date | None = None, dated: bool = False) -> list[str]:
    """The ids of one page, in an order of ORDERS, with ``-`` before it the other way round; ties newest first."""
    where, values = chosen(chronicle, query)
    name = one_of("sort", order.removeprefix("-"), tuple(ORDERS))
    more = " AND i.time_start IS NOT NULL" if dated else ""
    more += " AND i.time_start <= ?" if until else ""
    rows = ask(chronicle.cursor(), f"""
        SELECT i.id FROM incidents i WHERE {where}{more}
        ORDER BY {ORDERS[name][order.startswith('-')]}, i.time_start DESC NULLS LAST, i.id
        LIMIT ? OFFSET ?""", *values, *((until,) if until else ()), size, (number - 1) * size)
    return [row[0] for row in rows]


CARD = ("id", "day", "until", "grain", "basis", "type", "modes", "label", "status", "historical", "disputed", "place",
        "region", "country", "precision", "independent", "outlets", "reports", "first_told", "last_told", "confidence",
        "score", "quad")


def cards(chronicle: Chronicle, ids: Sequence[str]) -> list[dict[str, Any]]:
    """What a card, a mark or a row of a table shows of these incidents, in this order."""
    if not ids:
        return []
    db, asked = chronicle.cursor(), {"name": texts(ids)}
    found = ask(db, """
        SELECT i.id, i.time_start, i.time_end, i.time_grain, i.time_basis, i.type, i.modes, i.label, i.status,
               i.historical, i.disputed, i.place, i.region, i.country, i.precision, i.independent, i.outlets, i.reports,
               i.first_told, i.last_told, i.confidence, i.score, i.quad
        FROM incidents i WHERE i.id IN (SELECT name FROM asked)""", asked=asked)
    sides: dict[tuple[str, str], list[str]] = {}
    for incident, side, name in ask(db, """
            SELECT incident, side, name FROM incident_parties WHERE incident IN (SELECT name FROM asked)
            ORDER BY incident, side, tellings DESC, name""", asked=asked):
        sides.setdefault((incident, side), []).append(name)
    figures, bound = _figures(db, asked), _bound(db, asked)
    made = {row[0]: dict(zip(CARD, row, strict=True)) | {
        "actors": tuple(sides.get((row[0], "actor"), ())), "recipients": tuple(sides.get((row[0], "recipient"), ())),
        "figures": tuple(figures.get(row[0], ())), "commitment": bound.get(row[0])} for row in found}
    return [made[name] for name in ids if name in made]


def _figures(db: Any, asked: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The range of each kind of number told: from the least to the most, never a total."""
    found: dict[str, list[dict[str, Any]]] = {}
    for incident, *row in ask(db, """
            SELECT incident, kind, min(coalesce(low, high)),
                   CASE WHEN bool_or(high IS NULL) THEN NULL ELSE max(high) END, max(coalesce(high, low)),
                   bool_or(contested), bool_or(updated), count(*)
            FROM incident_figures WHERE incident IN (SELECT name FROM asked)
            GROUP BY incident, kind ORDER BY incident, kind""", asked=asked):
        names = ("kind", "low", "high", "most", "contested", "updated", "told")
        found.setdefault(incident, []).append(dict(zip(names, row, strict=True)))
    return found


def _bound(db: Any, asked: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = ask(db, """
        SELECT incident, kind, state, deadline, actor, owed_to, condition, settled_on
        FROM commitments WHERE incident IN (SELECT name FROM asked) ORDER BY ALL""", asked=asked)
    names = ("kind", "state", "deadline", "actor", "owed_to", "condition", "settled_on")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def count_where(chronicle: Chronicle, query: Query, more: Sql = ("TRUE", ()), lift: Collection[str] = ()) -> int:
    """How many incidents a query finds of which a further condition on a row ``i`` holds."""
    where, values = chosen(chronicle, query, lift=lift)
    many: int
    many, = one(chronicle.cursor(), f"SELECT count(*) FROM incidents i WHERE {where} AND {more[0]}", *values, *more[1])
    return many
