"""Who takes part: the parties by how often they act and are acted upon, and what the chronicle knows of one of them.

A party is a name, as in the view `network`; names that are judged to be one actor's are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.query import Query
from dateline.chronicle.rows import ask, one, texts
from dateline.chronicle.values import ALL, FOLD, folded_name
from dateline.chronicle.views.counted import nodes
from dateline.chronicle.views.people import called
from dateline.chronicle.views.view import Sql, chosen, one_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

BARS = 48               # of a small strip, at most
STEPS = (("day", 1), ("week", 7), ("month", 30), ("quarter", 91), ("year", 365), ("decade", 3653))
OUTLYING = 0.01        # share of days at either end that a strip leaves out: a misread year would fill it
# Sectors in whose name one acts in public: states with their arms, parties, armed groups, bodies of believers.
PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "PTY", "OPP", "REB", "UAF", "PRE"})
ORDERS = {              # what a page may be ordered by: ascending, then descending
    "acts": ("did + received", "did + received DESC"), "did": ("did", "did DESC"),
    "received": ("received", "received DESC"), "name": ("lower(name)", "lower(name) DESC"),
    "first": ("first NULLS LAST", "first DESC NULLS LAST"), "last": ("last NULLS LAST", "last DESC NULLS LAST"),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretches of time into which what a party does is counted: first days, one `unit` long."""

    unit: str
    starts: tuple[date, ...]


def parties(chronicle: Chronicle, query: Query | str, *, like: str = "", order: str = "-acts", size: int,
            number: int) -> tuple[list[dict[str, Any]], int]:
    """A page of the parties that a query finds, those whose name holds `like`; and how many there are."""
    view, db = nodes(chronicle, query), chronicle.cursor()
    column = one_of("sort", order.removeprefix("-"), tuple(ORDERS))
    like = folded_name(like)
    where, more = (f"WHERE {FOLD.replace('{0}', 'name')} LIKE ?", (f"%{like}%",)) if like else ("", ())
    found = ask(db, f"""
        SELECT {', '.join(view.columns)}, count(*) OVER () AS total FROM ({view.sql}) {where}
        ORDER BY {ORDERS[column][order.startswith('-')]}, name LIMIT ? OFFSET ?""",
        *view.parameters, *more, size, (number - 1) * size)
    rows = [dict(zip(view.columns, row, strict=False)) for row in found]
    return rows, found[0][-1] if found else 0


def stretches(chronicle: Chronicle, query: Query | str, most: int = BARS, names: Sequence[str] = ()) -> Stretch:
    """Stretches of one length over the days of what a query finds, or of what these parties have to do with of it."""
    where, values = chosen(chronicle, query)
    theirs = "i.id IN (SELECT incident FROM incident_parties WHERE list_contains(?, name))" if names else "TRUE"
    first, last = one(chronicle.cursor(), f"""
        SELECT quantile_disc(i.time_start, {OUTLYING}), quantile_disc(i.time_start, {1 - OUTLYING})
        FROM incidents i WHERE i.time_start IS NOT NULL AND {where} AND {theirs}""",
        *values, *((list(names),) if names else ()))
    if first is None:
        return Stretch("day", ())
    unit = next((name for name, long in STEPS if (last - first).days / long <= most - 2), STEPS[-1][0])
    rows = ask(chronicle.cursor(), f"""
        SELECT CAST(unnest(range(date_trunc('{unit}', CAST(? AS DATE)), CAST(? AS DATE) + INTERVAL 1 DAY,
                                 INTERVAL 1 {unit})) AS DATE)""", first, last)
    return Stretch(unit, tuple(row[0] for row in rows))


def over_time(chronicle: Chronicle, query: Query | str, names: Iterable[str],
              over: Stretch) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each of these parties: in how many incidents it acts and is acted upon, stretch by stretch."""
    if not over.starts:
        return {}
    where, values = chosen(chronicle, query)
    unit = one_of("unit", over.unit, [name for name, _ in STEPS])
    rows = ask(chronicle.cursor(), f"""
        SELECT p.name, CAST(date_trunc('{unit}', i.time_start) AS DATE) AS start,
               count(*) FILTER (p.side = 'actor'), count(*) FILTER (p.side = 'recipient')
        FROM incident_parties p JOIN asked a ON a.name = p.name JOIN incidents i ON i.id = p.incident
        WHERE i.time_start IS NOT NULL AND {where} GROUP BY ALL""", *values, asked={"name": texts(set(names))})
    at = {start: number for number, start in enumerate(over.starts)}
    found: dict[str, list[tuple[int, int]]] = {}
    for name, start, did, received in rows:
        bars = found.setdefault(name, [(0, 0)] * len(at))
        if start in at:
            bars[at[start]] = did, received
    return {name: tuple(bars) for name, bars in found.items()}


def lands(chronicle: Chronicle, names: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """In how many incidents each of these names is a party of which country: "police" is of many."""
    rows = ask(chronicle.cursor(), """
        SELECT p.name, p.country, count(DISTINCT p.incident) AS many
        FROM incident_parties p JOIN asked a ON a.name = p.name WHERE p.country IS NOT NULL
        GROUP BY ALL ORDER BY many DESC, p.country""", asked={"name": texts(set(names))})
    found: dict[str, list[tuple[str, int]]] = {}
    for name, country, many in rows:
        found.setdefault(name, []).append((country, many))
    return {name: tuple(counts) for name, counts in found.items()}


# ── who is nobody's business ─────────────────────────────────────────────────────────────────────

def private(chronicle: Chronicle, rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The persons among these parties who hold no public role in the records: no office, no state, party or armed group
    in whose name they act. What they do from day to day is nobody's business. What some report has for anything but a
    person is none."""
    maybe = {row["name"] for row in rows if row["kind"] == "person"}
    if not maybe:
        return frozenset()
    public = ask(chronicle.cursor(), """
        SELECT DISTINCT p.name FROM incident_parties p JOIN asked a ON a.name = p.name
        WHERE list_contains(?, p.sector)
        UNION SELECT a.name FROM actors a JOIN asked ON asked.name = a.name
        WHERE list_contains(?, a.sector) OR a.kind NOT IN ('person', 'unknown')
           OR (a.report, a.id) IN (SELECT (report, actor) FROM roles)""",
        sorted(PUBLIC), sorted(PUBLIC), asked={"name": texts(maybe)})
    return frozenset(maybe - {name for name, in public})


def is_private(chronicle: Chronicle, own: Kept) -> bool:
    """Whether one actor is such a person, under each of its names."""
    return private(chronicle, [{"name": name, "kind": own.kind} for name in own.names]) == frozenset(own.names)


# ── one of them ──────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Kept:
    """One actor as the store has it: the `names` of parties that are this one, and what most incidents say of it."""

    names: tuple[str, ...]
    kind: str | None
    country: str | None
    sector: str | None


def party(chronicle: Chronicle, name: str) -> Kept | None:
    """The party of this name, in any case and with or without accents; else the actor that reports only name."""
    folds = [f" {folded_name(each)} " for each in called(chronicle, name)]
    for table in ("incident_parties", "actors"):
        rows = ask(chronicle.cursor(), f"""
            WITH own AS MATERIALIZED (
                SELECT name FROM (SELECT DISTINCT name FROM {table} LIMIT {ALL})
                WHERE list_contains(?, {FOLD.replace('{0}', 'name')}))
            SELECT name, mode(kind ORDER BY kind), mode(country ORDER BY country), mode(sector ORDER BY sector)
            FROM {table} WHERE name IN (FROM own) GROUP BY name ORDER BY count(*) DESC, name""", folds)
        if rows:
            first = next((row for row in rows if row[0] == name), rows[0])
            return Kept((first[0], *(row[0] for row in rows if row is not first)), *first[1:4])
    return None


def spellings(chronicle: Chronicle, names: Sequence[str], most: int = 60) -> tuple[tuple[str, int, int], ...]:
    """Every name under which reports have this actor, whatever its capitals: how often, and in how many reports."""
    rows = ask(chronicle.cursor(), """
        WITH found AS (
            SELECT trim(regexp_replace(n.words, '\\s+', ' ', 'g')) AS words, n.report
            FROM actors a JOIN asked ON asked.name = a.name JOIN names n ON n.report = a.report AND n.actor = a.id),
        counted AS (SELECT words, count(*) AS many FROM found GROUP BY words),
        shown AS (SELECT lower(words) AS flat, arg_max(words, (many, words)) AS words FROM counted GROUP BY flat)
        SELECT s.words, count(*) AS many, count(DISTINCT f.report) AS reports
        FROM found f JOIN shown s ON s.flat = lower(f.words) GROUP BY s.words ORDER BY many DESC, s.words LIMIT ?""",
        most, asked={"name": texts(names)})
    return tuple((words, many, reports) for words, many, reports in rows)


WHAT = ("act", "treatment", "statement", "relation", "office")


@dataclass(frozen=True, slots=True)
class Told:
    """What reports tell of an actor: how much of each kind, one page of one kind, the days of what it said."""

    counts: Mapping[str, int]
    rows: tuple[Mapping[str, Any], ...]
    offices: tuple[Mapping[str, Any], ...]
    days: tuple[date, ...]


def told(chronicle: Chronicle, name: str, query: Query, what: str, *, size: int, number: int) -> Told:
    """What reports tell of the actor: of its acts and treatments those that the query finds, of its statements those
    that carry what it finds."""
    view, db = chronicle.actor(name), chronicle.cursor()
    where, values = chosen(chronicle, query)
    db.execute(f"CREATE OR REPLACE TEMP TABLE found AS SELECT i.id FROM incidents i WHERE {where}", list(values))
    said = "" if query.tree is None else """
        AND (what <> 'statement' OR (report, claim) IN
             (SELECT (report, claim) FROM incident_claims WHERE incident IN (FROM found)))"""
    db.execute(f"""CREATE OR REPLACE TEMP TABLE tales AS SELECT * FROM ({view.sql})
        WHERE (incident IS NULL OR incident IN (FROM found)) {said}""", list(view.parameters))
    counts = dict(db.execute("""
        SELECT what, count(DISTINCT coalesce(incident, concat_ws('/', report, claim, kind, words, other)))
        FROM tales GROUP BY what""").fetchall())
    counts["denial"] = one(db, "SELECT count(*) FROM tales WHERE what = 'statement' AND kind = 'denies'")[0]
    which, values = TALES_OF.get(what, ("what = ?", (what,)))
    rows = _dicts(db, f"SELECT * FROM tales WHERE {which} {TOLD_ONCE} LIMIT ? OFFSET ?",
                  *values, size, (number - 1) * size)
    days = [row[0] for row in ask(db, "SELECT day FROM tales WHERE what = 'statement' AND day IS NOT NULL")]
    return Told(counts, tuple(rows), tuple(_dicts(db, _HELD)), tuple(days))


TALES_OF: dict[str, Sql] = {"denial": ("what = 'statement' AND kind = 'denies'", ())}
TOLD_ONCE = """
    QUALIFY row_number() OVER (PARTITION BY coalesce(incident, concat_ws('/', report, claim, kind, words, other))
                               ORDER BY told NULLS LAST, report) = 1
    ORDER BY day DESC NULLS LAST, incident, report, event, claim, words"""

# One row for what several reports say of one office, with the words of the first.
_HELD = """
    SELECT words AS title, other AS organization, status AS holding, min(day) FILTER (day <> told) AS start,
           max(until) AS until, string_agg(DISTINCT basis, ', ' ORDER BY basis) AS basis,
           count(DISTINCT report) AS reports, min(told) AS first_told, max(told) AS last_told,
           min_by(report, (coalesce(told, DATE '9999-12-31'), report)) AS report,
           min_by(evidence, (coalesce(told, DATE '9999-12-31'), report)) AS evidence
    FROM tales WHERE what = 'office' GROUP BY words, other, status
    ORDER BY coalesce(start, first_told) NULLS LAST, reports DESC, title LIMIT 200"""


def pledges(chronicle: Chronicle, names: Sequence[str], *, size: int,
            number: int) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """What the actor has promised, threatened or demanded: how many in which state, and a page, the latest first."""
    own = {"name": texts(names)}
    bound = """commitments k JOIN incidents i ON i.id = k.incident WHERE k.incident IN (
        SELECT p.incident FROM incident_parties p JOIN asked a ON a.name = p.name WHERE p.side = 'actor')"""
    count = f"SELECT k.state, count(*) FROM {bound} GROUP BY k.state"
    states: dict[str, int] = dict(ask(chronicle.cursor(), count, asked=own))
    db = chronicle.cursor()
    db.register("asked", own)
    return states, _dicts(db, f"""
        SELECT k.kind, k.state, k.owed_to, k.condition, k.deadline, k.settled_on, k.settled_by, i.label, i.type,
               i.modes, i.first_told AS told, k.incident FROM {bound}
        ORDER BY coalesce(k.deadline, i.first_told) DESC NULLS LAST, k.incident LIMIT ? OFFSET ?""",
        size, (number - 1) * size)


def numbers(chronicle: Chronicle, names: Sequence[str], *, size: int, number: int) -> tuple[int, list[dict[str, Any]]]:
    """The figures that the actor gives, the latest first."""
    db = chronicle.cursor()
    db.register("asked", {"name": texts(names)})
    given = "incident_figures f JOIN asked a ON a.name = f.by JOIN incidents i ON i.id = f.incident"
    return one(db, f"SELECT count(*) FROM {given}")[0], _dicts(db, f"""
        SELECT f.kind, f.low, f.high, f.date AS day, f.words, f.contested, f.incident, f.report, f.event, i.label,
               i.type
        FROM {given} ORDER BY f.date DESC NULLS LAST, f.incident, f.kind, f.report, f.start_char LIMIT ? OFFSET ?""",
        size, (number - 1) * size)


def deals(chronicle: Chronicle, query: Query, names: Sequence[str], most: int = 14) -> list[dict[str, Any]]:
    """With whom the actor deals most, on which side it stands, and how: incidents of each quad class."""
    where, values = chosen(chronicle, query)
    db = chronicle.cursor()
    db.register("asked", {"name": texts(names)})
    return _dicts(db, f"""
        WITH own AS (SELECT DISTINCT p.incident, p.side FROM incident_parties p JOIN asked a ON a.name = p.name),
        met AS (SELECT DISTINCT o.incident, o.side, p.name
                FROM own o JOIN incident_parties p ON p.incident = o.incident
                WHERE p.side <> o.side AND p.name NOT IN (SELECT name FROM asked)),
        counted AS (SELECT m.name, m.side, i.quad, count(*) AS incidents
                    FROM met m JOIN incidents i ON i.id = m.incident WHERE {where} GROUP BY ALL)
        SELECT name, CAST(sum(incidents) AS BIGINT) AS incidents,
               list({{'side': side, 'quad': quad, 'incidents': incidents}} ORDER BY side, quad) AS how
        FROM counted GROUP BY name ORDER BY incidents DESC, name LIMIT ?""", *values, most)


def _dicts(db: Any, sql: str, *values: Any) -> list[dict[str, Any]]:
    found = db.execute(sql, list(values))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
