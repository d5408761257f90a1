"""Incidents counted: who deals with whom, how much happens where and when, with zeros where nothing was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.chronicle.query import And, Filter, Not, Query, all_of
from dateline.chronicle.views.told import limited
from dateline.chronicle.views.view import View, as_query, chosen, one_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

Per = Literal["day", "week", "month", "quarter", "year"]
PER: tuple[Per, ...] = ("day", "week", "month", "quarter", "year")
PARTIES = {                             # what a party is called by; NULL: a party that has no such name
    "country": "{0}country",
    "sector": "{0}country || ' ' || {0}sector",
    "name": "{0}name",
}
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
COUNTED = {
    "incidents": "how many incidents",
    **{quad.replace(" ", "_"): f"how many of them are {quad}" for quad in QUADS},
    "score_sum": "sum of their PLOVER scores", "score_mean": "mean of their PLOVER scores",
}
_ONE = {"incident": "id of one of them; `behind` has all"}
_COUNTS = "count(incident) AS incidents, " + ", ".join(
    f"count(incident) FILTER (quad = '{quad}') AS {quad.replace(' ', '_')}" for quad in QUADS)
_SCORES = "round(sum(score), 3) AS score_sum, round(avg(score), 3) AS score_mean"

DYADS = {"start": "first day of the {per}", "actor": "{of} of who did it", "recipient": "{of} of whom it was done to",
         **COUNTED, **_ONE}
EDGES = {"source": "{of} of who did it", "target": "{of} of whom it was done to", "start": "first day of the {per}",
         "sign": "1 where cooperation prevails, -1 where conflict does, else 0", **COUNTED,
         "first": "first day", "last": "last day", **_ONE}
NODES = {"name": "{of} of the party", "country": "its country, as most incidents have it",
         "sector": "its sector, likewise", "kind": "what kind of actor it is, likewise",
         "did": "incidents in which it is actor", "received": "incidents in which it is recipient",
         "first": "first day", "last": "last day", "incident": "id of one of them; `behind` has all"}
PANEL = {"country": "country of the place", "region": "first-level region of the place; null: the country whole",
         "start": "first day of the {per}", **COUNTED,
         "coverage": "reports of that {per} that speak of the place at all: where 0, nobody would have told",
         "incident": "id of one of them; null where there is none"}


def dyads(chronicle: Chronicle, query: Query | str | None = None, *, by: Per = "week", of: str = "country",
          limit: int | None = None) -> View:
    """How much passes between two sides in each week (or day, month, …), the latest and the busiest first.

    `of`: sides are countries, sectors of countries, or names. An incident of several parties counts for each pair.
    """
    cells, values = _pairs(chronicle, query, of, by)
    return View(chronicle, "dyads", _named(DYADS, per=by, of=of), f"""
        SELECT start, source AS actor, target AS recipient, {_COUNTS}, {_SCORES}, min(incident) AS incident
        FROM ({cells}) GROUP BY ALL
        ORDER BY start DESC NULLS LAST, incidents DESC, actor, recipient {limited(limit)}""",
        values, (f"SELECT start, source AS actor, target AS recipient, incident FROM ({cells})", values),
        ("start", "actor", "recipient"))


def network(chronicle: Chronicle, query: Query | str | None = None, *, of: str = "name", by: Per | None = None,
            limit: int | None = None) -> View:
    """Edges between parties that deal with one another, the busiest first; `by` cuts them by week, month, …"""
    cells, values = _pairs(chronicle, query, of, by)
    columns = _named(EDGES, per=by or "time", of=of)
    if by is None:
        del columns["start"]
    start = "start, " * (by is not None)
    return View(chronicle, "network", columns, f"""
        SELECT source, target, {start}CAST(sign(sum(score)) AS INTEGER) AS sign, {_COUNTS}, {_SCORES},
               min(day) AS first, max(day) AS last, min(incident) AS incident
        FROM ({cells}) GROUP BY {start}source, target
        ORDER BY incidents DESC, {start}source, target {limited(limit)}""",
        values, (cells, values), ("source", "target", *(("start",) if by else ())))


def nodes(chronicle: Chronicle, query: Query | str | None = None, *, of: str = "name",
          limit: int | None = None) -> View:
    """The parties of a network, also those that deal with nobody else, the busiest first."""
    where, values = chosen(chronicle, query)
    told = f"FROM incidents i JOIN incident_parties p ON p.incident = i.id WHERE ({where})"
    cells = f"""
        SELECT {_party(of)} AS name, p.country, p.sector, p.kind, p.side, i.time_start AS day, i.id AS incident
        {told}"""
    few = limit is not None and of == "name"    # first who they are, since the rest is long to work out for all
    top = f"AND p.name IN (SELECT p.name {told} GROUP BY p.name ORDER BY count(*) DESC, p.name {limited(limit)})" * few
    once = (f"SELECT *, side = 'actor' AS did, side = 'recipient' AS received FROM ({cells} {top}) "
            "WHERE name IS NOT NULL")
    if of != "name":                    # an incident has a name once on a side, but may have several of one country
        once = f"""
            SELECT name, min(country) AS country, min(sector) AS sector, min(kind) AS kind, any_value(day) AS day,
                   incident, bool_or(side = 'actor') AS did, bool_or(side = 'recipient') AS received
            FROM ({cells}) WHERE name IS NOT NULL GROUP BY name, incident"""
    return View(chronicle, "nodes", _named(NODES, of=of), f"""
        WITH once AS ({once}),
        known AS (
            SELECT name, country, sector, kind, count(*) AS told, count(*) FILTER (did) AS did,
                   count(*) FILTER (received) AS received, min(day) AS first, max(day) AS last,
                   min(incident) AS incident
            FROM once GROUP BY name, country, sector, kind)
        SELECT name, arg_max(country, (told, country)) AS country, arg_max(sector, (told, sector)) AS sector,
               arg_max(kind, (told, kind)) AS kind, CAST(sum(k.did) AS BIGINT) AS did,
               CAST(sum(k.received) AS BIGINT) AS received, min(first) AS first, max(last) AS last,
               min(incident) AS incident
        FROM known k GROUP BY name ORDER BY sum(k.did + k.received) DESC, name {limited(limit)}""",
        values * (1 + few), (cells, values), ("name",))


def _pairs(chronicle: Chronicle, query: Query | str | None, of: str, by: str | None) -> tuple[str, tuple[object, ...]]:
    """A row for each incident and pair of its parties, each pair once however many parties are called so."""
    where, values = chosen(chronicle, query)
    source, target = _party(of, "i.actor_"), _party(of, "i.recipient_")
    return f"""
        SELECT {"DISTINCT" * (of != "name")} {_start('i.time_start', by)} AS start, {source} AS source,
               {target} AS target, i.quad, i.score, i.time_start AS day, i.id AS incident
        FROM kept.pairs i WHERE ({where}) AND {source} IS NOT NULL AND {target} IS NOT NULL""", values


# ── the panel ────────────────────────────────────────────────────────────────────────────────────

def panel(chronicle: Chronicle, query: Query | str | None = None, *, by: Literal["country", "region"] = "country",
          per: Per = "month", limit: int | None = None) -> View:
    """A row for each place and month, also where nothing happened, and how many reports stand behind it.

    Places are those that any report speaks of (those that the query names, where it names some); months run from the
    first report to the last (within the time that the query names). What happened outside them has rows of its own.
    """
    one_of("by", by, ("country", "region"))
    where, values = chosen(chronicle, query)
    region, some = ("i.region", "NOT NULL") if by == "region" else ("CAST(NULL AS VARCHAR)", "NULL")
    cells = f"""
        SELECT i.country, {region} AS region, {_start('i.time_start', per)} AS start, i.quad, i.score, i.id AS incident
        FROM incidents i WHERE {where} AND i.country IS NOT NULL AND {region} IS {some}"""
    within, bounds = chosen(chronicle, _of_grid(as_query(query), by), lift=("status", "historical"))
    full = not as_query(query).fields() & _UNSAID[by]
    return View(chronicle, "panel", _named(PANEL, per=per), f"""
        WITH cells AS ({cells}),
        counts AS (SELECT country, region, start, {_COUNTS}, {_SCORES}, min(incident) AS incident
                   FROM cells GROUP BY country, region, start),
        told AS (SELECT country, region, {_start('day', per)} AS start, count(*) AS coverage FROM coverage
                 WHERE region IS {some} AND day IS NOT NULL GROUP BY ALL),
        named AS (SELECT country, region FROM counts
                  UNION SELECT country, region FROM {'told' if full else 'counts'}),
        starts AS (SELECT CAST(unnest(range(min(start), max(start) + INTERVAL 1 DAY, INTERVAL 1 {per})) AS DATE)
                   AS time_start FROM told),
        grid AS (SELECT i.country, i.region, i.time_start AS start
                 FROM (SELECT *, time_start + INTERVAL 1 {per} - INTERVAL 1 DAY AS time_end FROM named, starts) i
                 WHERE {within}),
        whole AS (SELECT * FROM grid UNION SELECT country, region, start FROM counts)
        SELECT w.country, w.region, w.start,
               {', '.join(f'coalesce(c.{name}, 0) AS {name}' for name in COUNTED if name != 'score_mean')},
               c.score_mean, coalesce(t.coverage, 0) AS coverage, c.incident
        FROM whole w
        LEFT JOIN counts c ON c.country = w.country AND c.region IS NOT DISTINCT FROM w.region
                          AND c.start IS NOT DISTINCT FROM w.start
        LEFT JOIN told t ON t.country = w.country AND t.region IS NOT DISTINCT FROM w.region AND t.start = w.start
        ORDER BY w.country, w.region, w.start NULLS LAST {limited(limit)}""",
        (*values, *bounds), (cells, values), ("country", "region", "start"))


# What a query may say that the cells of a panel can be held against; and places that they cannot, for which only places
# that have incidents get rows.
_GRID = {"country": {"in", "time"}, "region": {"in", "region", "time"}}
_UNSAID = {"country": {"region", "place"}, "region": {"place"}}


def _of_grid(query: Query, by: str) -> Query:
    """What of a query must hold for every row, seen by a place and a span of days alone."""
    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,) if query.tree else ()
    kept = [part for part in parts if isinstance(bare := part.part if isinstance(part, Not) else part, Filter)
            and bare.field in _GRID[by]]
    return Query(all_of(*kept)) if kept else Query()


# ── parts of queries ─────────────────────────────────────────────────────────────────────────────

def _party(of: str, columns: str = "p.") -> str:
    return PARTIES[one_of("of", of, tuple(PARTIES))].format(columns)


def _start(day: str, per: str | None) -> str:
    """The first day of the week, month, … that a day lies in."""
    return f"CAST(date_trunc('{one_of('per', per, PER)}', {day}) AS DATE)" if per else "CAST(NULL AS DATE)"


def _named(columns: dict[str, str], **names: str) -> dict[str, str]:
    return {name: meaning.format(**names) for name, meaning in columns.items()}
