"""What happened, in the order of days, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.chronicle.views.view import Sql, View, chosen

if TYPE_CHECKING:
    from dateline.chronicle.query import Query
    from dateline.chronicle.store import Chronicle

TIMELINE = {
    "day": "first day of the happening", "until": "its last day", "grain": "how exactly the day is told",
    "basis": "stated, relative, assumed from the day of publication, or judged",
    "type": "PLOVER type", "modes": "PLOVER modes", "label": "short name",
    "actors": "who did it", "recipients": "to whom", "place": "name of the place", "region": "its first-level region",
    "country": "its country", "status": "whether it happened", "disputed": "somebody denies or doubts it",
    "independent": "voices that tell it: copies and reports of one outlet count once",
    "outlets": "outlets that tell it", "reports": "reports that tell it",
    "figures": "numbers told of it, by kind", "incident": "id of the incident",
}
PLACES = {
    "place": "name of the place", "region": "its first-level region", "country": "its country",
    "lat": "degrees north", "lon": "degrees east", "geonameid": "its number in GeoNames",
    "precision": "site, city, region, country or area", "incidents": "how many incidents lie there",
    "score_mean": "mean of their PLOVER scores", "first": "first day", "last": "last day",
    "incident": "id of one of them; `behind` has all",
}
# A limit keeps what is latest, and rows still run from the first day to the last. Without a day: at the end.
IN_ORDER = "ORDER BY day NULLS LAST, incident"


def timeline(chronicle: Chronicle, query: Query | str | None = None, *, limit: int | None = None) -> View:
    """The incidents in the order of their days; with a limit, the latest."""
    return timeline_where(chronicle, chosen(chronicle, query), limit=limit)


def timeline_where(chronicle: Chronicle, where: Sql, *, limit: int | None = None) -> View:
    """The incidents of which a condition on a row ``i`` holds."""
    return View(chronicle, "timeline", TIMELINE, f"""
        WITH chosen AS (SELECT i.* FROM incidents i WHERE {where[0]} {latest(limit)}),
        sides AS (
            SELECT incident,
                   string_agg(name, '; ' ORDER BY tellings DESC, name) FILTER (side = 'actor') AS actors,
                   string_agg(name, '; ' ORDER BY tellings DESC, name) FILTER (side = 'recipient') AS recipients
            FROM incident_parties WHERE incident IN (SELECT id FROM chosen) GROUP BY incident),
        kinds AS (
            SELECT incident, kind, min(coalesce(low, high)) AS least, max(coalesce(high, low)) AS most,
                   bool_or(contested) AS contested
            FROM incident_figures WHERE incident IN (SELECT id FROM chosen) GROUP BY incident, kind),
        told AS (
            SELECT incident, string_agg(concat(kind, ' ', format('{{:.10g}}', least),
                       CASE WHEN most > least THEN format('–{{:.10g}}', most) END,
                       CASE WHEN contested THEN ' contested' END), '; ' ORDER BY kind) AS figures
            FROM kinds GROUP BY incident)
        SELECT i.time_start AS day, i.time_end AS until, i.time_grain AS grain, i.time_basis AS basis, i.type, i.modes,
               i.label, s.actors, s.recipients, i.place, i.region, i.country, i.status, i.disputed, i.independent,
               i.outlets, i.reports, t.figures, i.id AS incident
        FROM chosen i LEFT JOIN sides s ON s.incident = i.id LEFT JOIN told t ON t.incident = i.id {IN_ORDER}""",
        where[1])


def places(chronicle: Chronicle, query: Query | str | None = None, *, limit: int | None = None) -> View:
    """Where incidents lie, the place of most first; at the end a row for those whose place nobody tells."""
    where, values = chosen(chronicle, query)
    cells = f"""
        SELECT i.place, i.region, i.country, i.lat, i.lon, i.geonameid, i.precision, i.score, i.time_start,
               i.time_end, i.id AS incident FROM incidents i WHERE {where}"""
    return View(chronicle, "places", PLACES, f"""
        SELECT place, region, country, lat, lon, geonameid, precision, count(*) AS incidents,
               round(avg(score), 3) AS score_mean, min(time_start) AS first, max(time_end) AS last,
               min(incident) AS incident
        FROM ({cells}) GROUP BY place, region, country, lat, lon, geonameid, precision
        ORDER BY place IS NULL, incidents DESC, country, place, region, geonameid, lat, lon, precision
        {limited(limit)}""",
        values, (cells, values), ("place", "region", "country", "lat", "lon", "geonameid", "precision"))


def latest(limit: int | None, *further: str) -> str:
    """What keeps the incidents ``i`` of the latest days; columns that tell apart what an incident has several of."""
    order = ", ".join(("i.time_start DESC NULLS LAST", "i.id DESC", *further))
    return f"ORDER BY {order} LIMIT {limit:d}" if limit else ""


def limited(limit: int | None) -> str:
    return f"LIMIT {limit:d}" if limit else ""
