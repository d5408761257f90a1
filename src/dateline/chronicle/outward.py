"""What leaves a store: the tables that exports are made of, read in pieces, and as Parquet.

A query chooses incidents; every table then holds what belongs to them: their tellings, the reports that tell
them, their parties, figures, claims and commitments. Rows come in one order whatever the store's history was, so
that the same content gives the same bytes. The text of reports leaves only when it is asked for, and of a report
that was taken down nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from dateline.chronicle.opening import DENIED
from dateline.chronicle.query import Query
from dateline.chronicle.schema import DERIVED, FLAT, GIVEN, Cell, Column, Table
from dateline.chronicle.views.view import chosen
from dateline.errors import NoAccess
from dateline.model import Incident

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

PIECE = 2_000           # rows read at once
WHOLES = 20_000         # incidents put together at once: each time, their tables are looked through

# Tables of the store that leave whole, and by what a query chooses their rows. Not among them: failures (paths of this
# machine), tombstones, changes and decisions (who judged), and what the store keeps for itself.
WHOLE: dict[str, str] = {
    "reports": "id IN (FROM chosen_reports)",
    **{name: "report IN (FROM chosen_reports)" for name in FLAT},
    "incidents": "id IN (FROM chosen)",
    **{name: "incident IN (FROM chosen)" for name in (
        "tellings", "incident_parties", "incident_figures", "incident_claims", "commitments", "aliases")},
    "event_aliases": "report IN (FROM chosen_reports)",
    "links": "a_report IN (FROM chosen_reports) AND b_report IN (FROM chosen_reports)",
}

_PARTIES = """
    SELECT incident,
        string_agg(name, '; ' ORDER BY tellings DESC, name, country, sector) FILTER (side = 'actor') AS actors,
        string_agg(DISTINCT country, ';' ORDER BY country) FILTER (side = 'actor') AS actor_countries,
        string_agg(DISTINCT sector, ';' ORDER BY sector) FILTER (side = 'actor') AS actor_sectors,
        string_agg(name, '; ' ORDER BY tellings DESC, name, country, sector) FILTER (side = 'recipient') AS recipients,
        string_agg(DISTINCT country, ';' ORDER BY country) FILTER (side = 'recipient') AS recipient_countries,
        string_agg(DISTINCT sector, ';' ORDER BY sector) FILTER (side = 'recipient') AS recipient_sectors
    FROM incident_parties WHERE incident IN (FROM chosen) GROUP BY incident"""

# The telling that an incident is named after: the first report's.
_LEADS = """
    SELECT t.incident, unnest(arg_min({'report': t.report, 'event': t.event, 'evidence': e.evidence,
                'outlet': r.outlet, 'url': r.url, 'published': r.published_start, 'language': r.language,
                'version': k.dateline},
            (coalesce(r.published_start, DATE '9999-12-31'), t.report, t.event))),
        count(*) AS tellings
    FROM tellings t JOIN events e ON (e.report, e.id) = (t.report, t.event) JOIN reports r ON r.id = t.report
        JOIN kept.records k ON k.id = r.record
    WHERE t.incident IN (FROM chosen) GROUP BY t.incident"""

_SIDES = """
    SELECT p.report, p.event,
        string_agg(a.name, '; ' ORDER BY p.start_char, a.name) FILTER (p.role = 'actor') AS actors,
        string_agg(DISTINCT coalesce(p.then_country, a.country), ';' ORDER BY coalesce(p.then_country, a.country))
            FILTER (p.role = 'actor') AS actor_countries,
        string_agg(DISTINCT coalesce(p.then_sector, a.sector), ';' ORDER BY coalesce(p.then_sector, a.sector))
            FILTER (p.role = 'actor') AS actor_sectors,
        string_agg(a.name, '; ' ORDER BY p.start_char, a.name) FILTER (p.role = 'recipient') AS recipients,
        string_agg(DISTINCT coalesce(p.then_country, a.country), ';' ORDER BY coalesce(p.then_country, a.country))
            FILTER (p.role = 'recipient') AS recipient_countries,
        string_agg(DISTINCT coalesce(p.then_sector, a.sector), ';' ORDER BY coalesce(p.then_sector, a.sector))
            FILTER (p.role = 'recipient') AS recipient_sectors
    FROM participants p JOIN actors a ON (a.report, a.id) = (p.report, p.actor)
    WHERE p.report IN (FROM chosen_reports) GROUP BY p.report, p.event"""

_BOTH = {
    "actors": Column("text", "who did it, joined by “; ”"),
    "actor_countries": Column("text", "their countries"), "actor_sectors": Column("text", "their PLOVER sectors"),
    "recipients": Column("text", "to whom, joined by “; ”"),
    "recipient_countries": Column("text", "their countries"),
    "recipient_sectors": Column("text", "their PLOVER sectors"),
}
_BOTH_NAMES = ", ".join(f"p.{name}" for name in _BOTH)
_INCIDENT = {"incident": Column("text", "id of the incident; `dateline why ID` shows its words")}
_REPORT = {
    "outlet": Column("text", "who published the report"),
    "published": Column("day", "first day on which it may have come out"),
    "title": Column("text", "its headline"), "url": Column("text", "its address"),
}


def _without(table: Table, *names: str) -> dict[str, Column]:
    return {name: column for name, column in table.columns.items() if name not in names}


class Outgoing(NamedTuple):
    """A table as it leaves: what it is, its columns with their meanings, and the query that gives its rows."""

    meaning: str
    columns: Mapping[str, Column]
    sql: str


OUTGOING: dict[str, Outgoing] = {
    "incidents": Outgoing(
        "Happenings, each once, with whoever took part and the words of the first report that tells them.",
        {**_INCIDENT, **_without(DERIVED["incidents"], "id"), **_BOTH,
         "first_report": Column("text", "id of the first report that tells it"),
         "first_event": Column("text", "its event"), "evidence": Column("text", "its words")},
        f"""WITH p AS ({_PARTIES}), l AS ({_LEADS})
            SELECT i.* RENAME (id AS incident), {_BOTH_NAMES},
                l.report AS first_report, l.event AS first_event, l.evidence
            FROM incidents i LEFT JOIN p ON p.incident = i.id LEFT JOIN l ON l.incident = i.id
            WHERE i.id IN (FROM chosen) ORDER BY i.time_start NULLS LAST, i.id"""),
    "events": Outgoing(
        "Every telling of the happenings: an event of a report, with the incident that it tells.",
        {**_INCIDENT, **FLAT["events"].columns, **_BOTH, **_REPORT},
        f"""WITH p AS ({_SIDES})
            SELECT t.incident, e.*, {_BOTH_NAMES}, r.outlet, r.published_start AS published, r.title, r.url
            FROM tellings t JOIN events e ON (e.report, e.id) = (t.report, t.event) JOIN reports r ON r.id = t.report
                LEFT JOIN p ON (p.report, p.event) = (t.report, t.event)
            WHERE t.incident IN (FROM chosen) ORDER BY e.time_start NULLS LAST, e.report, e.start_char, e.id"""),
    "figures": Outgoing(
        "Every value of every figure, with whoever gives it, and what the values of a kind are to each other.",
        {**DERIVED["incident_figures"].columns, "type": Column("text", "PLOVER type of the incident"),
         "label": Column("text", "short name of the incident"), "outlet": _REPORT["outlet"],
         "published": _REPORT["published"]},
        """SELECT f.*, i.type, i.label, r.outlet, r.published_start AS published
            FROM incident_figures f JOIN incidents i ON i.id = f.incident LEFT JOIN reports r ON r.id = f.report
            WHERE f.incident IN (FROM chosen)
            ORDER BY i.time_start NULLS LAST, f.incident, f.kind, f.date, f.report, f.event, f.start_char, f.low,
                f.high"""),
    "reports": Outgoing(
        "The reports that tell the happenings, without their text unless it was asked for.",
        {"report": Column("text", "id of the report"),
         **_without(GIVEN["reports"], "id", "number", "record", "text")},
        """SELECT r.* EXCLUDE (number, record, text) RENAME (id AS report) /* and text */
            FROM reports r WHERE r.id IN (FROM chosen_reports) ORDER BY r.published_start NULLS LAST, r.id"""),
}


def with_text(reports: Outgoing) -> Outgoing:
    """The table of reports with their texts."""
    return reports._replace(sql=reports.sql.replace("/* and text */", ", r.text"), columns={
        **reports.columns, "text": GIVEN["reports"].columns["text"]})


# ── the network with its days ────────────────────────────────────────────────────────────────────

# An edge goes from whoever acted to whoever received; a name is one node, as in the view `network`. Ids are digests,
# since not every format takes any text for one.
_PAIRS = """
    SELECT DISTINCT a.incident, a.name AS source, b.name AS target
    FROM incident_parties a JOIN incident_parties b ON a.incident = b.incident
    WHERE a.side = 'actor' AND b.side = 'recipient' AND a.name <> b.name AND a.incident IN (FROM chosen)"""
_DAYS = """list({'first': i.time_start, 'last': coalesce(i.time_end, i.time_start)}
            ORDER BY i.time_start, i.time_end, i.id)
        FILTER (i.time_start IS NOT NULL AND coalesce(i.time_end, i.time_start) >= i.time_start) AS spells"""

GRAPH: dict[str, str] = {
    "nodes": f"""
        WITH pairs AS ({_PAIRS}),
            ends AS (SELECT incident, source AS name FROM pairs UNION SELECT incident, target FROM pairs),
            kinds AS (SELECT name, mode(country ORDER BY country) AS country, mode(sector ORDER BY sector) AS sector,
                mode(kind ORDER BY kind) AS kind FROM incident_parties WHERE incident IN (FROM chosen) GROUP BY name)
        SELECT md5(e.name)[:16] AS id, e.name AS label, k.country, k.sector, k.kind, count(*) AS incidents, {_DAYS}
        FROM ends e JOIN incidents i ON i.id = e.incident JOIN kinds k ON k.name = e.name
        GROUP BY ALL ORDER BY label""",
    "edges": f"""
        WITH pairs AS ({_PAIRS})
        SELECT md5(p.source)[:16] AS source, md5(p.target)[:16] AS target, i.quad,
            string_agg(DISTINCT i.type, ';' ORDER BY i.type) AS types, count(*) AS incidents,
            sum(i.reports)::BIGINT AS reports, sum(i.independent)::BIGINT AS independent,
            round(avg(i.score), 6) AS mean_score, min(i.time_start) AS first_day,
            max(coalesce(i.time_end, i.time_start)) AS last_day,
            count(*) FILTER (i.time_start IS NULL) AS undated, string_agg(i.id, ';' ORDER BY i.id) AS ids, {_DAYS}
        FROM pairs p JOIN incidents i ON i.id = p.incident
        GROUP BY p.source, p.target, i.quad ORDER BY p.source, p.target, i.quad""",
}

# ── other projects' columns ──────────────────────────────────────────────────────────────────────

_PARTY_LIST = """list({'name': name, 'country': country, 'sector': sector}
                    ORDER BY tellings DESC, name, country, sector) FILTER (side = '%s')"""

# What a row in another project's columns is made from: one for each incident, or for each of its tellings, that
# occurred: those columns cannot say that something did not.
FACTS: dict[str, str] = {
    "incidents": f"""
        WITH l AS ({_LEADS}),
            p AS (SELECT incident, {_PARTY_LIST % 'actor'} AS actors, {_PARTY_LIST % 'recipient'} AS recipients
                FROM incident_parties WHERE incident IN (FROM chosen) GROUP BY incident)
        SELECT i.id, i.type, i.modes, i.contexts, i.quad, i.score, i.status, i.historical, i.disputed, i.time_start,
            i.place, i.region, i.country, i.lat, i.lon, i.geonameid, i.precision, p.actors, p.recipients, i.reports,
            i.outlets, l.tellings, l.report, l.outlet, l.url, l.published, l.language, l.version
        FROM incidents i LEFT JOIN p ON p.incident = i.id LEFT JOIN l ON l.incident = i.id
        WHERE i.id IN (FROM chosen) AND i.status IN ('occurred', 'ongoing') ORDER BY i.time_start NULLS LAST, i.id""",
    "events": f"""
        WITH p AS (SELECT report, event, {_PARTY_LIST % 'actor'} AS actors, {_PARTY_LIST % 'recipient'} AS recipients
            FROM (SELECT p.report, p.event, p.role AS side, a.name, coalesce(p.then_country, a.country) AS country,
                    coalesce(p.then_sector, a.sector) AS sector, -p.start_char AS tellings
                FROM participants p JOIN actors a ON (a.report, a.id) = (p.report, p.actor)
                WHERE p.report IN (FROM chosen_reports)) GROUP BY ALL)
        SELECT e.id, e.type, e.modes, e.contexts, e.quad, e.score, e.status, e.historical, e.disputed, e.time_start,
            e.place, CASE WHEN e.place = i.place THEN i.region END AS region, e.country, e.lat, e.lon, e.geonameid,
            e.precision, p.actors, p.recipients, 1 AS reports, 1 AS outlets, 1 AS tellings, e.report, r.outlet, r.url,
            r.published_start AS published, r.language, k.dateline AS version
        FROM tellings t JOIN events e ON (e.report, e.id) = (t.report, t.event) JOIN reports r ON r.id = t.report
            JOIN kept.records k ON k.id = r.record JOIN incidents i ON i.id = t.incident
            LEFT JOIN p ON (p.report, p.event) = (t.report, t.event)
        WHERE t.incident IN (FROM chosen) AND e.status IN ('occurred', 'ongoing')
        ORDER BY e.time_start NULLS LAST, e.report, e.start_char, e.id""",
}


_CELLS: dict[str, Cell] = {
    "VARCHAR": "text", "BIGINT": "int", "INTEGER": "int", "HUGEINT": "int", "DOUBLE": "real", "BOOLEAN": "flag",
    "DATE": "day"}


class Made(NamedTuple):
    """What made the records that leave, and when the store last changed; `change` is the number of that change."""

    at: str | None
    change: int
    versions: tuple[tuple[str, str, str], ...]      # of program, reader and codebook


class Extract:
    """The part of a store that a query chooses, on a connection of its own, so that others may ask in between."""

    def __init__(self, chronicle: Chronicle, query: Query, *, lift: Sequence[str] = ()) -> None:
        self.query = query
        self._db, self._other = chronicle.cursor(), chronicle.cursor()      # the second sees nothing of what is chosen
        where, values = chosen(chronicle, query, lift=lift)
        self._db.execute("CREATE OR REPLACE TEMP TABLE chosen AS "
                         f"SELECT i.id FROM incidents i WHERE {where}", list(values))
        self._db.execute("CREATE OR REPLACE TEMP TABLE chosen_reports AS "
                         "SELECT DISTINCT report FROM tellings WHERE incident IN (FROM chosen)")

    def close(self) -> None:
        self._db.close()
        self._other.close()

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a piece at a time: what is not read yet takes no memory. One query at once."""
        found = self._db.execute(sql, list(parameters))
        while piece := found.fetchmany(PIECE):
            yield from piece

    def dicts(self, sql: str) -> Iterator[dict[str, Any]]:
        """The rows of a query by the names of its columns."""
        found = self._db.execute(sql)
        names = [column[0] for column in found.description or ()]
        while piece := found.fetchmany(PIECE):
            yield from (dict(zip(names, row, strict=True)) for row in piece)

    def incidents(self) -> Iterator[Incident]:
        """The incidents whole, by their first day."""
        from dateline.chronicle.restoring import restored

        named = self.rows("SELECT id FROM incidents WHERE id IN (FROM chosen) ORDER BY time_start NULLS LAST, id")
        while piece := [name for name, in islice(named, WHOLES)]:
            yield from restored(self._other, piece)

    def parquet(self, sql: str, path: Path, parameters: Sequence[Any] = ()) -> int:
        """Write a query's rows as Parquet; how many there were."""
        target = str(path.absolute()).replace("'", "''")
        try:
            done = self._db.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)", list(parameters))
        except duckdb.Error as error:
            if denied := DENIED.search(str(error)):
                raise NoAccess(str(path), denied[0]) from error
            raise
        (count,) = done.fetchone() or (0,)
        return int(count)

    # ── about them ───────────────────────────────────────────────────────────────────────────────

    def counts(self) -> dict[str, int]:
        """How many incidents, tellings and reports there are in it."""
        found = self._db.execute(
            "SELECT (SELECT count(*) FROM chosen), (SELECT count(*) FROM tellings WHERE incident IN (FROM chosen)), "
            "(SELECT count(*) FROM chosen_reports)").fetchone()
        return dict(zip(("incidents", "tellings", "reports"), found or (0, 0, 0), strict=True))

    def made(self) -> Made:
        at, change = self._db.execute(
            "SELECT arg_max(b.at, b.number), coalesce(max(b.number), 0) FROM kept.batches b").fetchone() or (None, 0)
        versions = self._db.execute(
            "SELECT DISTINCT k.dateline, k.reader, k.codebook FROM kept.records k JOIN reports r ON r.record = k.id "
            "WHERE r.id IN (FROM chosen_reports) ORDER BY ALL").fetchall()
        return Made(at, change, tuple(versions))

    def changed(self, since: int) -> dict[str, int]:
        """How many of the incidents in it have changed since a change, by how; and of all, how many were withdrawn."""
        found = self._db.execute(
            "SELECT what, count(DISTINCT incident) FROM changes WHERE number > ? AND (what = 'withdrawn' "
            "OR incident IN (FROM chosen)) GROUP BY what ORDER BY what", [since]).fetchall()
        return {what: int(many) for what, many in found}

    def count(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """How many rows a query has."""
        (found,) = self._db.execute(f"SELECT count(*) FROM ({sql})", list(parameters)).fetchone() or (0,)
        return int(found)

    def untold(self, table: str) -> int:
        """How many incidents, or events, of it did not occur."""
        where = {"incidents": "incidents i WHERE i.id IN (FROM chosen)",
                 "events": "events i JOIN tellings t ON (t.report, t.event) = (i.report, i.id) "
                           "WHERE t.incident IN (FROM chosen)"}[table]
        (found,) = self._db.execute(
            f"SELECT count(*) FROM {where} AND i.status NOT IN ('occurred', 'ongoing')").fetchone() or (0,)
        return int(found)

    def columns(self, sql: str, parameters: Sequence[Any], meanings: Mapping[str, str]) -> dict[str, Column]:
        """The columns of a query, typed as DuckDB types them."""
        found = self._db.execute(f"DESCRIBE {sql}", list(parameters)).fetchall()
        return {name: Column(_CELLS.get(kind, "text"), meanings[name]) for name, kind, *_ in found}

    def types(self) -> list[str]:
        """The PLOVER types of the incidents, in order."""
        return [kind for kind, in self._db.execute(
            "SELECT DISTINCT type FROM incidents WHERE id IN (FROM chosen) ORDER BY type").fetchall()]

    def whole(self, table: str, *, text: bool = False) -> str:
        """The query of a table of the store, cut down to what was chosen; the text of reports only where asked for."""
        less = " EXCLUDE (text)" if table == "reports" and not text else ""
        return f"SELECT *{less} FROM {table} WHERE {WHOLE[table]} ORDER BY ALL"
