"""Incidents on the ground: what is drawn at a point, and what is only counted beside, since nobody tells a point.

A point is drawn for a site or a town, a ring for what is known to the first-level region alone. What is known to a
country, a sea or another wide area is counted by country and never put on a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.choosing import as_read, meant
from dateline.chronicle.query import Query
from dateline.chronicle.rows import ask, one, texts
from dateline.chronicle.views.view import chosen
from dateline.codebook.places import gazetteer
from dateline.model import Place

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

Box = tuple[float, float, float, float]         # west, south, east, north; west may lie beyond east, over the Pacific
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
DRAWN = "i.lat IS NOT NULL AND i.lon IS NOT NULL AND i.precision IN ('site', 'city', 'region')"
MOST = 2_000            # marks drawn at once
MONTHS = 24             # small maps beside each other, the latest that have anything


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, or `places` of them that lie too close to be told apart at this scale: then its name is that of most.

    `region`: somewhere in the region, nobody tells where.
    """

    lon: float
    lat: float
    incidents: int
    places: int
    place: str
    within: str | None
    country: str | None
    precision: str
    region: bool
    incident: str


@dataclass(frozen=True, slots=True)
class Land:
    """A country: incidents in it, and those of which no more than the country (or a wide area) is known."""

    country: str
    incidents: int
    only: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What no map shows: incidents known to a country, to a wide area, to a place without a known point, to none."""

    country: int
    area: int
    unknown: int
    nowhere: int


def spots(chronicle: Chronicle, query: Query, box: Box, cell: float) -> tuple[Spot, ...]:
    """What is drawn in a box: places within one cell (in degrees; 0: none) are one spot. Those of most first."""
    where, values = chosen(chronicle, query)
    within, more = _within(box)
    key = f"floor(lon / {cell:f}), floor(lat / {cell:f})" if cell > 0 else "lon, lat, place"
    rows = ask(chronicle.cursor(), f"""
        WITH places AS (SELECT i.place, i.region, i.country, i.lat, i.lon, i.precision, count(*) AS many,
                               min(i.id) AS incident
                        FROM incidents i WHERE {where} AND {DRAWN} AND {within} GROUP BY ALL)
        SELECT round(sum(lon * many) / sum(many), 4), round(sum(lat * many) / sum(many), 4),
               CAST(sum(many) AS BIGINT) AS incidents, count(*), arg_max(place, (many, place)),
               arg_max(region, (many, place)), arg_max(country, (many, place)), arg_max(precision, (many, place)),
               precision = 'region' AS region, min(incident)
        FROM places GROUP BY {key}, precision = 'region'
        ORDER BY incidents DESC, min(incident) LIMIT {MOST}""", *values, *more)
    return tuple(Spot(*row) for row in rows)


def points(chronicle: Chronicle, names: Sequence[str]) -> dict[str, tuple[float | None, float | None, str]]:
    """Where each of these incidents is drawn: degrees north and east, and how exactly that is known. Of what is known
    no closer than a country or a wide area, that alone; of what has no place, nothing."""
    rows = ask(chronicle.cursor(), f"""
        SELECT i.id, CASE WHEN {DRAWN} THEN i.lat END, CASE WHEN {DRAWN} THEN i.lon END, coalesce(i.precision, '')
        FROM incidents i WHERE i.place IS NOT NULL AND i.id IN (SELECT name FROM asked)""",
        asked={"name": texts(names)})
    return {name: (lat, lon, precision) for name, lat, lon, precision in rows}


def _within(box: Box) -> tuple[str, tuple[float, ...]]:
    west, south, east, north = box
    across = "i.lon BETWEEN ? AND ?" if west <= east else "(i.lon >= ? OR i.lon <= ?)"
    return f"{across} AND i.lat BETWEEN ? AND ?", (west, east, south, north)


def countries(chronicle: Chronicle, query: Query) -> tuple[tuple[Land, ...], Beside]:
    """How much lies in each country, and how much of that is never drawn at a point."""
    where, values = chosen(chronicle, query)
    lands = ask(chronicle.cursor(), f"""
        SELECT i.country, count(*) AS many, count(*) FILTER (NOT ({DRAWN})) FROM incidents i
        WHERE {where} AND i.country IS NOT NULL GROUP BY i.country ORDER BY many DESC, i.country""", *values)
    beside = one(chronicle.cursor(), f"""
        SELECT count(*) FILTER (i.precision = 'country'), count(*) FILTER (i.precision = 'area'),
               count(*) FILTER (i.place IS NOT NULL AND NOT ({DRAWN})
                                AND coalesce(i.precision, '') NOT IN ('country', 'area')),
               count(*) FILTER (i.place IS NULL) FROM incidents i WHERE {where}""", *values)
    return tuple(Land(*row) for row in lands), Beside(*beside)


def listed(chronicle: Chronicle, query: Query, box: Box, *, size: int, number: int) -> tuple[list[dict[str, Any]], int]:
    """The places of a box as a table, those of most incidents first; in the whole world also those without a point."""
    where, values = chosen(chronicle, query)
    within, more = ("TRUE", ()) if box == WORLD else _within(box)
    db = chronicle.cursor()
    found = db.execute(f"""
        SELECT i.place, i.region, i.country, i.precision, i.lat, i.lon, i.geonameid, count(*) AS incidents,
               min(i.time_start) AS first, max(i.time_end) AS last, min(i.id) AS incident, count(*) OVER () AS total
        FROM incidents i WHERE {where} AND i.place IS NOT NULL AND {within}
        GROUP BY i.place, i.region, i.country, i.precision, i.lat, i.lon, i.geonameid
        ORDER BY incidents DESC, i.country, i.place, i.region, i.geonameid, i.precision, i.lat, i.lon
        LIMIT ? OFFSET ?""", [*values, *more, size, (number - 1) * size])
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    total = rows[0]["total"] if rows else 0
    return [{name: value for name, value in row.items() if name != "total"} for row in rows], total


@dataclass(frozen=True, slots=True)
class Frame:
    """One of the small maps: its month, how many incidents, and (lon, lat, incidents, region) of each spot."""

    month: date
    incidents: int
    spots: tuple[tuple[float, float, int, bool], ...]


def frames(chronicle: Chronicle, query: Query, box: Box, cell: float) -> tuple[tuple[Frame, ...], int]:
    """The same ground month by month, the latest months that have anything; and how many have."""
    where, values = chosen(chronicle, query)
    within, more = _within(box)
    rows = ask(chronicle.cursor(), f"""
        WITH placed AS (SELECT CAST(date_trunc('month', i.time_start) AS DATE) AS month, i.lon, i.lat,
                               i.precision = 'region' AS region
                        FROM incidents i WHERE {where} AND {DRAWN} AND {within} AND i.time_start IS NOT NULL),
        months AS (SELECT month, count(*) OVER () AS months FROM placed GROUP BY month ORDER BY month DESC
                   LIMIT {MONTHS})
        SELECT m.months, p.month, round(avg(p.lon), 3), round(avg(p.lat), 3), count(*) AS many, p.region
        FROM placed p JOIN months m USING (month)
        GROUP BY m.months, p.month, p.region, floor(p.lon / {cell:f}), floor(p.lat / {cell:f})
        ORDER BY p.month, many DESC, 3, 4""", *values, *more)
    found: dict[date, list[Any]] = {}
    for _, month, *spot in rows:
        found.setdefault(month, []).append(tuple(spot))
    made = tuple(Frame(month, sum(spot[2] for spot in drawn), tuple(drawn)) for month, drawn in found.items())
    return made, rows[0][0] if rows else 0


# ── putting a place right ────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Read:
    """How an incident came by its place: the telling that leads it, what was read there, why, and what came next."""

    report: str
    event: str
    before: Any
    words: str | None
    reason: str | None
    runner_up: str | None
    runner_up_country: str | None


def read(chronicle: Chronicle, incident: str) -> Read:
    """What was read as the place of an incident. Raises UnknownId or AmbiguousId."""
    report, event = meant(chronicle, incident).tellings[0]
    before = as_read(chronicle, (report, event), "place")
    rows = ask(chronicle.cursor(), """
        SELECT p.words, p.reason, p.runner_up, p.runner_up_country FROM places p JOIN events e ON e.report = p.report
        WHERE e.report = ? AND e.id = ? AND p.name = e.place
        ORDER BY abs(p.start_char - e.start_char) LIMIT 1""", report, event)
    return Read(report, event, before, *(rows[0] if rows else (None,) * 4))


def namesakes(name: str, most: int = 20) -> tuple[tuple[dict[str, Any], str | None], ...]:
    """The places of this name, the likeliest first: each as a judgement has it, with the region it lies in."""
    known = gazetteer()
    values = [{key: getattr(place, key) for key in ("name", "country", "lat", "lon", "geonameid", "precision")}
              for place in known.find(name)[:most]]
    return tuple((value, known.region(Place(**value, text=None))) for value in values)
