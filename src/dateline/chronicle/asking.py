"""What a query finds: incidents and passages of reports, best first, and how many there are of which kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.fields import DEFAULTS, FIELDS
from dateline.chronicle.marking import Mark, marks, passage
from dateline.chronicle.query import And, Filter, Not, Query, Words, all_of, condition, expression, nodes, parse, wanted
from dateline.chronicle.rows import ask as rows_of
from dateline.chronicle.rows import one, texts
from dateline.chronicle.search import ranks, reports_where, words_where
from dateline.chronicle.values import Sql
from dateline.model import Span

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

CLAUSES = 12            # tellings of an incident among which the one that shows most of the words is chosen
COUNTED = 6             # types, countries and months that are told by name


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report: `start` and `end` of the stretch to show and `marks` of what was asked, all in its text."""

    report: str
    title: str | None
    outlet: str | None
    published: date | None
    text: str                           # the stretch itself
    start: int
    end: int
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An incident that was found, and the words of the telling that shows it best."""

    id: str
    label: str
    type: str
    status: str
    time_start: date | None
    time_end: date | None
    place: str | None
    country: str | None
    reports: int
    independent: int
    words: Passage | None


@dataclass(frozen=True, slots=True)
class Hits:
    """An answer. `incidents` and `passages` are one page of `incident_count` and `report_count`; the counts by type,
    country and month are of all incidents found. `ranked`: best first by the words; else the newest first."""

    query: str                          # as understood
    as_of: date | None
    incidents: tuple[Found, ...]
    passages: tuple[Passage, ...]
    incident_count: int
    report_count: int
    ranked: bool
    by_type: tuple[tuple[str, int], ...]
    by_country: tuple[tuple[str, int], ...]
    by_month: tuple[tuple[str, int], ...]
    instead: tuple[tuple[str, int], ...] = ()       # where nothing is found: wider queries, and what they would find


def newest(chronicle: Chronicle) -> date | None:
    """The day of the newest report, from which "last 7 days" counts."""
    found: date | None
    found, = one(chronicle.cursor(), "SELECT max(coalesce(published_end, published_start)) FROM reports")
    return found


def ask(chronicle: Chronicle, query: Query | str = "", *, limit: int = 20, offset: int = 0,
        as_of: date | None = None) -> Hits:
    """Incidents and passages that a query finds.

    Words are looked for in an incident's label, parties, place and the clauses that tell it, and in the whole text of
    reports; a report must also tell an incident for which all that is asked beside the words holds.
    """
    asked = understood(chronicle, query)
    today = as_of or newest(chronicle)
    where = condition(asked, words_where(chronicle), today)
    words = tuple(wanted(asked.tree))
    ids, count, ranked = _incidents(chronicle, where, words, limit, offset)
    read = _report_where(chronicle, asked, today) if words else None
    reports, report_count = _reports(chronicle, read, words, limit, offset) if read else ([], 0)
    hits = Hits(str(asked), today, _found(chronicle, ids, words), _passages(chronicle, reports, words), count,
                report_count, ranked, *_counts(chronicle, where))
    return hits if count or report_count else replace(hits, instead=_instead(chronicle, asked, today))


def understood(chronicle: Chronicle, query: Query | str) -> Query:
    """A query as it is read over this store, which may hold types of a codebook of somebody's own."""
    if isinstance(query, Query):
        return query
    types = frozenset(name for name, in rows_of(chronicle.cursor(), "SELECT DISTINCT type FROM incidents"))
    return parse(query, also={"type": types})


# ── which ────────────────────────────────────────────────────────────────────────────────────────

def _incidents(chronicle: Chronicle, where: Sql, words: Sequence[Words], limit: int, offset: int,
               ) -> tuple[list[str], int, bool]:
    """One page of ids, how many there are in all, and whether their order is that of the words."""
    db, (sql, values) = chronicle.cursor(), where
    count, = one(db, f"SELECT count(*) FROM incidents i WHERE {sql}", *values)
    rank = _ranks(chronicle, "incidents", words) if count else {}
    if not rank:
        found = rows_of(db, f"SELECT i.id FROM incidents i WHERE {sql} "
                            "ORDER BY i.last_told DESC NULLS LAST, i.id LIMIT ? OFFSET ?", *values, limit, offset)
        return [name for name, in found], count, False
    found = rows_of(db, f"SELECT i.id, i.last_told FROM incidents i WHERE {sql}", *values)
    return _best(found, rank, limit, offset), count, True


def _reports(chronicle: Chronicle, where: Sql, words: Sequence[Words], limit: int, offset: int,
             ) -> tuple[list[str], int]:
    db, (sql, values) = chronicle.cursor(), where
    count, = one(db, f"SELECT count(*) FROM reports r WHERE {sql}", *values)
    rank = _ranks(chronicle, "reports", words) if count else {}
    if not rank:
        found = rows_of(db, f"SELECT r.id FROM reports r WHERE {sql} "
                            "ORDER BY r.published_start DESC NULLS LAST, r.id LIMIT ? OFFSET ?", *values, limit, offset)
        return [name for name, in found], count
    numbered = rows_of(db, f"SELECT r.number, r.published_start, r.id FROM reports r WHERE {sql}", *values)
    best = _best([(name, day) for _, day, name in numbered], {name: rank.get(n, 0.0) for n, _, name in numbered},
                 limit, offset)
    return best, count


def _report_where(chronicle: Chronicle, asked: Query, today: date | None) -> Sql:
    """A condition on a row ``r`` of reports: its own words, and one of its incidents for which the fields hold."""
    leaf = reports_where(chronicle)
    if all(FIELDS[field].of_report for field in asked.fields()):
        return condition(asked, leaf, today, lift=DEFAULTS, of_report=True)
    sql, values = condition(asked, leaf, today, of_report=True)
    return ("r.id IN (SELECT t.report FROM tellings t JOIN incidents i ON i.id = t.incident "
            f"JOIN reports r ON r.id = t.report WHERE {sql})"), values


def _ranks(chronicle: Chronicle, table: str, words: Sequence[Words]) -> Mapping[Any, float]:
    parts = [part for part in map(expression, dict.fromkeys(words)) if part]
    return ranks(chronicle, table, " OR ".join(parts)) if parts else {}


def _best(found: Sequence[tuple[Any, ...]], rank: Mapping[Any, float], limit: int, offset: int) -> list[str]:
    """By rank (to three digits: a little longer text is no worse), then the newest, then by id."""
    def place(row: tuple[Any, ...]) -> tuple[float, int, str]:
        return round(rank.get(row[0], 0.0), 3), -(row[1].toordinal() if row[1] else 0), row[0]
    return [row[0] for row in sorted(found, key=place)[offset:offset + limit]]


# ── with which words ─────────────────────────────────────────────────────────────────────────────

def _found(chronicle: Chronicle, ids: Sequence[str], words: Sequence[Words]) -> tuple[Found, ...]:
    db, asked = chronicle.cursor(), {"incident": texts(ids)}
    if not ids:
        return ()
    told: dict[str, list[Passage]] = {}
    for incident, *row in rows_of(db, """
            SELECT t.incident, r.id, r.title, r.outlet, r.published_start, v.words, v.start_char, v.end_char
            FROM tellings t JOIN asked a ON a.incident = t.incident JOIN reports r ON r.id = t.report
            JOIN evidence v ON v.report = t.report AND v.of_id = t.event AND v.of_kind = 'event'
            QUALIFY row_number() OVER (PARTITION BY t.incident
                                       ORDER BY r.published_start NULLS LAST, t.report, t.event, v.start_char) <= ?
            ORDER BY r.published_start NULLS LAST, t.report, t.event, v.start_char""", CLAUSES, asked=asked):
        told.setdefault(incident, []).append(_clause(row, words))
    found = {row[0]: row for row in rows_of(db, """
        SELECT i.id, i.label, i.type, i.status, i.time_start, i.time_end, i.place, i.country, i.reports, i.independent
        FROM incidents i JOIN asked a ON a.incident = i.id""", asked=asked)}
    best = {name: max(passages, key=lambda p: len(p.marks)) for name, passages in told.items()}
    return tuple(Found(*(*found[name], best.get(name))) for name in ids)


def _clause(row: Sequence[Any], words: Sequence[Words]) -> Passage:
    report, title, outlet, day, said, start, end = row
    spans = tuple((start + mark.start, start + mark.end) for mark in _apart(marks(said, words)))
    return Passage(report, title, outlet, day, said, start, end, spans)


def _passages(chronicle: Chronicle, reports: Sequence[str], words: Sequence[Words]) -> tuple[Passage, ...]:
    if not reports:
        return ()
    found = {row[0]: row for row in rows_of(chronicle.cursor(), """
        SELECT r.id, r.title, r.outlet, r.published_start, r.text FROM reports r JOIN asked a ON a.report = r.id""",
        asked={"report": texts(reports)})}
    return tuple(_shown(found[report], words) for report in reports)


def _shown(row: Sequence[Any], words: Sequence[Words]) -> Passage:
    report, title, outlet, day, text = row
    found = marks(text, words)
    start, end = passage(text, found)
    spans = tuple((m.start, m.end) for m in _apart(found) if start <= m.start and m.end <= end)
    return Passage(report, title, outlet, day, text[start:end], start, end, spans)


def _apart(found: Sequence[Mark]) -> list[Mark]:
    """Marks that do not overlap, the longer one of two that do."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


# ── how many ─────────────────────────────────────────────────────────────────────────────────────

Count = tuple[tuple[str, int], ...]


def _counts(chronicle: Chronicle, where: Sql) -> tuple[Count, Count, Count]:
    """Incidents found by type and by country, the most first, and by month, the last first."""
    sql, values = where
    rows = rows_of(chronicle.cursor(), f"""
        SELECT i.type, i.country, strftime(i.time_start, '%Y-%m') AS month, count(*) AS many,
               grouping(i.type), grouping(i.country)
        FROM incidents i WHERE {sql} GROUP BY GROUPING SETS ((i.type), (i.country), (month))""", *values)
    types = [(row[0], row[3]) for row in rows if not row[4] and row[0]]
    lands = [(row[1], row[3]) for row in rows if not row[5] and row[1]]
    months = [(row[2], row[3]) for row in rows if row[4] and row[5] and row[2]]
    most = [tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:COUNTED]) for found in (types, lands)]
    return most[0], most[1], tuple(sorted(months, reverse=True)[:COUNTED])


# ── what to try where nothing is found ───────────────────────────────────────────────────────────

def _instead(chronicle: Chronicle, asked: Query, today: date | None) -> Count:
    """Wider queries that find something, the nearest first: another ending, any status, one part less."""
    tried: dict[str, int] = {}
    for query in _wider(asked):
        sql, values = condition(query, words_where(chronicle), today)
        many, = one(chronicle.cursor(), f"SELECT count(*) FROM incidents i WHERE {sql}", *values)
        if many:
            tried[str(query)] = many
        if len(tried) == 3:
            break
    return tuple(tried.items())


def _wider(asked: Query) -> list[Query]:
    tree = asked.tree
    if tree is None:
        return []
    parts = tree.parts if isinstance(tree, And) else (tree,)
    open_ended = [_open_ended(part) for part in parts]
    found = [all_of(*open_ended)] if open_ended != [*parts] else []
    if "status" not in asked.fields():
        found.append(all_of(*parts, Filter("status", ("any",)), Filter("historical", ("any",))))
    found += [all_of(*parts[:at], *parts[at + 1:]) for at in range(len(parts)) if len(parts) > 1]
    return [Query(each) for each in found if not all(isinstance(node, Not) for node in nodes(each))]


def _open_ended(part: Any) -> Any:
    if isinstance(part, Words) and not part.text.endswith("*") and len(part.text) > 4 and part.text.isalpha():
        return Words(part.text[:-1] + "*" if len(part.text) > 6 else part.text + "*")
    return part
