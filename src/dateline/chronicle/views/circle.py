"""The network as it is looked at: around one party, or the busiest of all; never everything at once.

An edge goes from whoever acted to whoever received, one for each quad class, so that help and harm between two parties
stay apart. What a party does to itself is no edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.query import Query
from dateline.chronicle.rows import ask, ints, one, texts
from dateline.chronicle.views.view import chosen
from dateline.chronicle.views.words import tellings_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

Key = tuple[str, str]   # of a telling: report, event
MOST_EDGES = 600        # drawn at once; the thinnest are left out and counted


@dataclass(frozen=True, slots=True)
class Node:
    """A party: `hop` is how many steps it is from the one in the middle, `incidents` those it takes part in here."""

    name: str
    country: str | None
    sector: str | None
    kind: str | None
    incidents: int
    hop: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What one party does to another, of one quad class: incidents, and the reports that tell them."""

    source: str
    target: str
    quad: str
    incidents: int
    reports: int
    score: float | None
    first: date | None
    last: date | None
    incident: str


EDGES = {
    "source": "name of who did it", "target": "name of whom it was done to",
    "quad": "verbal or material, cooperation or conflict", "incidents": "how many incidents",
    "reports": "how many reports tell them", "score": "mean of their PLOVER scores", "first": "first day",
    "last": "last day", "incident": "id of one of them",
}


@dataclass(frozen=True, slots=True)
class Circle:
    """A part of the network; `parties` and `ties` count what there is of it in all, `months` its incidents by month."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    parties: int
    ties: int
    months: tuple[tuple[date, int], ...]


def circle(chronicle: Chronicle, query: Query, *, egos: Sequence[str] = (), hops: int = 1, top: int = 50,
           quads: Sequence[str] = (), days: tuple[date | None, date | None] = (None, None)) -> Circle:
    """The parties within so many steps of the egos (names of one actor), or the busiest; at most `top` of them.

    Of each step those with most incidents shared with what is there already come first. `months` are of all days, so
    that days can be chosen from them.
    """
    db = chronicle.cursor()
    _pairs(chronicle, db, query, quads)
    members = _around(db, egos, hops, top, days) if egos else _busiest(db, top, days)
    asked = {"name": texts(members), "hop": ints(members.values())}
    within, values = _within(days)
    nodes = ask(db, f"""
        WITH met AS (SELECT DISTINCT incident, source AS name FROM pairs WHERE {within}
                     UNION SELECT incident, target FROM pairs WHERE {within}),
        counts AS (SELECT m.name, count(*) AS many FROM met m JOIN members USING (name) GROUP BY m.name),
        known AS (SELECT name, mode(country ORDER BY country) AS country, mode(sector ORDER BY sector) AS sector,
                         mode(kind ORDER BY kind) AS kind
                  FROM incident_parties JOIN members USING (name) GROUP BY name)
        SELECT k.name, k.country, k.sector, k.kind, coalesce(c.many, 0), m.hop
        FROM known k JOIN members m USING (name) LEFT JOIN counts c USING (name)
        ORDER BY m.hop, coalesce(c.many, 0) DESC, k.name""", *values, *values, members=asked)
    edges = ask(db, f"""
        SELECT {_COUNTED}, count(*) OVER ()
        FROM pairs WHERE source IN (SELECT name FROM members) AND target IN (SELECT name FROM members) AND {within}
        {_BUSIEST_FIRST} LIMIT ?""",
        *values, MOST_EDGES, members=asked)
    months = ask(db, """
        SELECT CAST(date_trunc('month', day) AS DATE) AS month, count(DISTINCT incident) FROM pairs
        WHERE day IS NOT NULL AND (source IN (SELECT name FROM members) OR target IN (SELECT name FROM members))
        GROUP BY month ORDER BY month""", members=asked)
    total, = one(db, f"""SELECT count(*) FROM (SELECT source FROM pairs WHERE {within}
                                               UNION SELECT target FROM pairs WHERE {within})""", *values, *values)
    db.close()
    return Circle(tuple(Node(*row) for row in nodes), tuple(Edge(*row[:-1]) for row in edges), total,
                  edges[0][-1] if edges else 0, tuple((month, many) for month, many in months))


_PAIRS = """
    SELECT i.actor_name AS source, i.recipient_name AS target, i.id AS incident, i.quad, i.score, i.reports,
           i.time_start AS day
    FROM kept.pairs i WHERE i.recipient_name <> i.actor_name"""
_COUNTED = """
    source, target, quad, count(*) AS incidents, CAST(sum(reports) AS BIGINT) AS reports,
    round(avg(score), 2) AS score, min(day) AS first, max(day) AS last, min(incident) AS incident"""
_BUSIEST_FIRST = "GROUP BY source, target, quad ORDER BY incidents DESC, source, target, quad"


def edges_sql(where: str) -> str:
    """All edges of the pairs ``i`` of parties of which a condition holds."""
    return f"SELECT {_COUNTED} FROM ({_PAIRS} AND ({where})) {_BUSIEST_FIRST}"


def _pairs(chronicle: Chronicle, db: Any, query: Query, quads: Sequence[str]) -> None:
    """Lay down, on this connection alone, each pair of parties of each incident that is asked for."""
    where, values = chosen(chronicle, query)
    kind = "list_contains(?, i.quad)" if quads else "TRUE"
    db.execute(f"CREATE OR REPLACE TEMP TABLE pairs AS {_PAIRS} AND ({where}) AND {kind}",
               [*values, *([list(quads)] if quads else [])])


def _within(days: tuple[date | None, date | None]) -> tuple[str, list[Any]]:
    tests = [(f"day {sign} ?", day) for sign, day in zip((">=", "<="), days, strict=True) if day]
    return " AND ".join(test for test, _ in tests) or "TRUE", [day for _, day in tests]


def _around(db: Any, egos: Sequence[str], hops: int, top: int, days: tuple[date | None, date | None]) -> dict[str, int]:
    """The parties within so many steps, with the number of steps."""
    within, values = _within(days)
    members = dict.fromkeys(egos, 0)
    edge = list(egos)
    for hop in range(1, hops + 1):
        if not edge or len(members) >= top:
            break
        found = ask(db, f"""
            SELECT name, count(DISTINCT incident) AS many FROM (
                SELECT target AS name, incident FROM pairs WHERE source IN (SELECT name FROM edge) AND {within}
                UNION ALL SELECT source, incident FROM pairs WHERE target IN (SELECT name FROM edge) AND {within})
            WHERE name NOT IN (SELECT name FROM had)
            GROUP BY name ORDER BY many DESC, name LIMIT ?""", *values, *values, top - len(members),
            edge={"name": texts(edge)}, had={"name": texts(members)})
        edge = [name for name, _ in found]
        members |= dict.fromkeys(edge, hop)
    return members


def _busiest(db: Any, top: int, days: tuple[date | None, date | None]) -> dict[str, int]:
    within, values = _within(days)
    found = ask(db, f"""
        SELECT name, count(DISTINCT incident) AS many FROM (
            SELECT source AS name, incident FROM pairs WHERE {within}
            UNION ALL SELECT target, incident FROM pairs WHERE {within})
        GROUP BY name ORDER BY many DESC, name LIMIT ?""", *values, *values, top)
    return {name: 0 for name, _ in found}


def behind(chronicle: Chronicle, query: Query, edge: tuple[str, str, str | None], *,
           days: tuple[date | None, date | None] = (None, None), most: int = 40) -> tuple[list[str], list[Key]]:
    """The incidents behind an edge (source, target, quad class or None for all), the latest first; and of the first of
    them the (report, event) that tells it first."""
    where, values = chosen(chronicle, query)
    within, more = _within(days)
    source, target, quad = edge
    rows = ask(chronicle.cursor(), f"""
        SELECT i.id FROM incidents i
        WHERE i.id IN (SELECT a.incident FROM incident_parties a JOIN incident_parties r ON r.incident = a.incident
                       WHERE a.side = 'actor' AND r.side = 'recipient' AND a.name = ? AND r.name = ?)
        AND {where} AND {'i.quad = ?' if quad else 'TRUE'} AND {within.replace('day', 'i.time_start')}
        ORDER BY i.time_start DESC NULLS LAST, i.id""", source, target, *values, *([quad] if quad else []), *more)
    ids = [row[0] for row in rows]
    return ids, [telling for incident in ids[:most] for telling in tellings_of(chronicle, [incident])[:1]]
