"""What a query finds: incidents and passages of reports, best first, and how many there are of which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.fields import DEFAULTS, FIELDS
from dateline.chronicle.marking import Mark, marks, passage
from dateline.chronicle.query import And, Filter, Not, Query, Words, all_of, condition, expression, nodes, parse, wanted
from dateline.chronicle.rows import ask as rows_of
from dateline.chronicle.rows import one, texts
from dateline.chronicle.search import RANKED, ranks, reports_where, words_where
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
    asked, db, page = understood(chronicle, query), chronicle.cursor(), (limit, offset)
    today = as_of or newest(chronicle)
    words = tuple(wanted(asked.tree))
    count = _gathered(db, "found", "SELECT i.id, i.last_told AS day, i.type, i.country, i.time_start FROM incidents i",
                      condition(asked, words_where(chronicle), today))
    rank = _ranks(chronicle, "incidents", words) if 0 < count <= RANKED else {}
    ids = _best(db, "found", "id", rank, page)
    told = _gathered(db, "read", "SELECT r.id, r.published_start AS day, r.number FROM reports r",
                     report_where(chronicle, asked, today)) if words else 0
    by_words = _ranks(chronicle, "reports", words) if 0 < told <= RANKED else {}
    reports = _best(db, "read", "number", by_words, page) if told else ()
    hits = Hits(str(asked), today, _found(db, ids, words), _passages(db, reports, words), count, told, bool(rank),
                *_counts(db))
    return hits if count or told else replace(hits, instead=_instead(chronicle, asked, today))


def understood(chronicle: Chronicle, query: Query | str) -> Query:
    """A query as it is read over this store, which may hold types of a codebook of somebody's own."""
    if isinstance(query, Query):
        return query
    types = frozenset(name for name, in rows_of(chronicle.cursor(), "SELECT DISTINCT type FROM incidents"))
    return parse(query, also={"type": types})


# ── which ────────────────────────────────────────────────────────────────────────────────────────

def _gathered(db: Any, name: str, select: str, where: Sql) -> int:
    """Put what is found into a table of this connection's own, so that it is looked for but once; how many."""
    sql, values = where
    rows_of(db, f"CREATE TEMP TABLE {name} AS {select} WHERE {sql}", *values)
    many: int
    many, = one(db, f"SELECT count(*) FROM temp.{name}")
    return many


def report_where(chronicle: Chronicle, asked: Query, today: date | None) -> Sql:
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


def _best(db: Any, name: str, key: str, rank: Mapping[Any, float], page: tuple[int, int]) -> Sequence[str]:
    """One page of ids: by rank (to three digits: a little longer text is no worse), then the newest, then by id."""
    if not rank:
        rows = rows_of(db, f"SELECT id FROM temp.{name} ORDER BY day DESC NULLS LAST, id LIMIT ? OFFSET ?", *page)
        return [row[0] for row in rows]

    def place(row: tuple[Any, ...]) -> tuple[float, int, str]:
        id_, day, of_rank = row
        return round(rank.get(of_rank, 0.0), 3), -(day.toordinal() if day else 0), id_
    found, (limit, offset) = rows_of(db, f"SELECT id, day, {key} FROM temp.{name}"), page
    return [row[0] for row in sorted(found, key=place)[offset:offset + limit]]


# ── with which words ─────────────────────────────────────────────────────────────────────────────

def _found(db: Any, ids: Sequence[str], words: Sequence[Words]) -> tuple[Found, ...]:
    if not ids:
        return ()
    best: dict[str, Passage] = {}
    for incident, clause in _clauses(db, ids, words):
        if incident not in best or len(clause.marks) > len(best[incident].marks):
            best[incident] = clause
    found = {row[0]: row for row in rows_of(db, """
        SELECT id, label, type, status, time_start, time_end, place, country, reports, independent
        FROM incidents WHERE id IN (SELECT name FROM asked)""", asked={"name": texts(ids)})}
    return tuple(Found(*(*found[name], best.get(name))) for name in ids)


def _clauses(db: Any, ids: Sequence[str], words: Sequence[Words]) -> Iterator[tuple[str, Passage]]:
    """The clauses of these incidents' first tellings, in their order. (Tables are read one after the other: DuckDB
    reads a few of many rows best where it has but one column to compare.)"""
    told = rows_of(db, "SELECT incident, report, event FROM tellings WHERE incident IN (SELECT name FROM asked)",
                   asked={"name": texts(ids)})
    source = {row[0]: row for row in rows_of(db, """
        SELECT id, title, outlet, published_start FROM reports WHERE id IN (SELECT name FROM asked)""",
        asked={"name": texts({report for _, report, _ in told})})}
    first: dict[str, list[tuple[str, str]]] = {}
    for incident, report, event in sorted(told, key=lambda row: (source[row[1]][3] or date.max, *row)):
        if len(first.setdefault(incident, [])) < CLAUSES:
            first[incident].append((report, event))
    said: dict[tuple[str, str], list[Any]] = {}
    for report, event, *clause in sorted(rows_of(db, """
            SELECT report, of_id, start_char, end_char, words FROM evidence
            WHERE report IN (SELECT name FROM asked) AND of_kind = 'event'""",
            asked={"name": texts({report for keys in first.values() for report, _ in keys})})):
        said.setdefault((report, event), []).append(clause)
    for incident, keys in first.items():
        for key in keys:
            yield from ((incident, _clause((*source[key[0]], *clause), words)) for clause in said.get(key, ()))


def _clause(row: Sequence[Any], words: Sequence[Words]) -> Passage:
    report, title, outlet, day, start, end, said = row
    spans = tuple((start + mark.start, start + mark.end) for mark in _apart(marks(said, words)))
    return Passage(report, title, outlet, day, said, start, end, spans)


def _passages(db: Any, reports: Sequence[str], words: Sequence[Words]) -> tuple[Passage, ...]:
    found = {row[0]: row for row in rows_of(db, """
        SELECT id, title, outlet, published_start, text FROM reports WHERE id IN (SELECT name FROM asked)""",
        asked={"name": texts(reports)})}
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


def _counts(db: Any) -> tuple[Count, Count, Count]:
    """Incidents found by type and by country, the most first, and by month, the last first."""
    rows = rows_of(db, """
        SELECT type, country, strftime(time_start, '%Y-%m') AS month, count(*), grouping(type), grouping(country)
        FROM temp.found GROUP BY GROUPING SETS ((type), (country), (month))""")
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
