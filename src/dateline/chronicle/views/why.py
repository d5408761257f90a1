"""Why the chronicle says so: sentences, links and their reasons, copies, versions, judgements, and what was changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from dateline.chronicle.accounts import name as name_of
from dateline.chronicle.rows import ask, ints, texts
from dateline.chronicle.values import ALL
from dateline.chronicle.views.told import timeline_where
from dateline.chronicle.views.words import Passage, passages, tellings_of
from dateline.errors import AmbiguousId, UnknownId

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

Kind = Literal["incident", "event", "report", "claim"]
Key = tuple[str, str]
LAST = "\U0010ffff"      # comes after whatever an id may go on with: a range is looked up faster than a beginning


@dataclass(frozen=True, slots=True)
class Tie:
    """A link: two tellings, the log-odds that they are one happening, and what these are the sum of.

    `within`: both tell the incident that was asked for; else they were weighed and kept apart.
    """

    one: Key
    other: Key
    weight: float
    reasons: tuple[tuple[str, float], ...]
    within: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A record of a report: what coded it, and whether it is the one that counts."""

    report: str
    record: str
    dateline: str
    reader: str
    codebook: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Why:
    """All that stands behind one id. Mappings are rows of the tables or views of the same name."""

    asked: str
    kind: Kind
    id: str
    incidents: tuple[Mapping[str, Any], ...] = ()       # rows of the timeline
    was: tuple[str, ...] = ()                           # other ids that lead to the incident
    reports: tuple[Mapping[str, Any], ...] = ()         # those that tell it, with `copy_of` where they are copies
    passages: tuple[Passage, ...] = ()
    links: tuple[Tie, ...] = ()
    pairs: tuple[int, int] = (0, 0)                     # how many were weighed: within, and kept apart
    figures: tuple[Mapping[str, Any], ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    commitment: Mapping[str, Any] | None = None
    settled: tuple[Passage, ...] = ()
    judgements: tuple[Mapping[str, Any], ...] = ()
    versions: tuple[Version, ...] = ()
    changes: tuple[Mapping[str, Any], ...] = ()


def why(chronicle: Chronicle, name: str) -> Why:
    """Everything behind an id or the beginning of one; ``ID:killed`` shows one kind of figure, ``ID:commitment`` it.

    Raises UnknownId or AmbiguousId.
    """
    start, _, part = name.partition(":")
    kind, report, found = resolve(chronicle, start)
    if kind == "report":
        return _of_report(chronicle, name, found)
    if kind == "claim":
        return _of_claim(chronicle, name, (report, found))
    if kind == "event":
        return _of_tellings(chronicle, Why(name, kind, found), [(report, found)])
    return _of_tellings(chronicle, Why(name, kind, found), tellings_of(chronicle, [found]), part)


def why_incident(chronicle: Chronicle, incident: str, *, most: int) -> Why:
    """Everything behind an incident that has this very id, but of its links only so many: the firmest within it, and
    the closest that were kept apart. With 0 nothing that was weighed is looked at."""
    return _of_tellings(chronicle, Why(incident, "incident", incident), tellings_of(chronicle, [incident]), most=most)


def ties(chronicle: Chronicle, incident: str, *, most: int) -> tuple[frozenset[Key], tuple[Tie, ...], tuple[int, int]]:
    """The tellings of an incident, and so many of its links of either kind, with how many there are: within, apart."""
    keys = tellings_of(chronicle, [incident])
    return frozenset(keys), *_links(chronicle, keys, most)


def incidents_told(chronicle: Chronicle, keys: Iterable[Key]) -> list[str]:
    """The incidents that these tellings tell. Found by number: no statement reads the ids of all events."""
    found = ask(chronicle.cursor(), """
        SELECT DISTINCT incident FROM kept.accounts
        WHERE id IN (SELECT id FROM asked) AND incident IS NOT NULL ORDER BY incident""",
        asked={"id": ints(name_of(key) for key in keys)})
    return [name for name, in found]


def resolve(chronicle: Chronicle, start: str) -> tuple[Kind, str, str]:
    """What an id or its beginning names: (kind, report, id); an alias names the incident that now has its telling."""
    found = sorted(set(chronicle.cursor().execute("""
        SELECT 'incident', '', incident, id FROM aliases WHERE id >= $1 AND id < $2
        UNION ALL SELECT 'event', report, id, id FROM events WHERE id >= $1 AND id < $2
        UNION ALL SELECT 'event', report, event, old_event FROM event_aliases WHERE old_event >= $1 AND old_event < $2
        UNION ALL SELECT 'report', id, id, id FROM reports WHERE id >= $1 AND id < $2
        UNION ALL SELECT 'claim', report, id, id FROM claims WHERE id >= $1 AND id < $2
        LIMIT 1000""", [start, start + LAST]).fetchall() if start else ()))
    whole = [row for row in found if row[3] == start]
    meant = {row[:3] for row in whole or found}
    if not meant:
        raise UnknownId(start, chronicle.path.name)
    if len(meant) > 1:
        raise AmbiguousId(start, tuple(f"{given} ({kind})" for kind, _, _, given in whole or found))
    return meant.pop()


# ── of each kind ─────────────────────────────────────────────────────────────────────────────────

def _of_tellings(chronicle: Chronicle, bare: Why, keys: list[Key], part: str = "", *, most: int | None = None) -> Why:
    """Of an incident, or of one event and the incident that it tells."""
    incidents = incidents_told(chronicle, keys)
    bound = _rows(chronicle, "commitments", "incident", incidents, order="kind")
    figures = [f for f in _figures(chronicle, incidents) if part in ("", f["kind"])
               and (bare.kind == "incident" or (f["report"], f["event"]) in keys)]
    if part and part != "commitment":
        keys = list(dict.fromkeys((f["report"], f["event"]) for f in figures))
    reports = list(dict.fromkeys(report for report, _ in keys))
    links, pairs = ((), (0, 0)) if most == 0 else _links(chronicle, keys, most)
    return replace(
        bare, incidents=_incidents(chronicle, incidents), was=_was(chronicle, incidents),
        reports=_reports(chronicle, reports), passages=passages(chronicle, "event", keys),
        links=links, pairs=pairs, figures=tuple(figures), claims=_claims(chronicle, incidents, reports),
        commitment=bound[0] if bound else None, settled=passages(chronicle, "event", [
            (c["settled_by"], c["settled_by_event"]) for c in bound if c["settled_by_event"]]),
        judgements=_judgements(chronicle, keys), versions=versions(chronicle, reports),
        changes=_changes(chronicle, incidents))


def _of_report(chronicle: Chronicle, asked: str, report: str) -> Why:
    keys: list[Key] = [(row[0], row[1]) for row in chronicle.cursor().execute(
        "SELECT report, id FROM events WHERE report = ? ORDER BY start_char, id", [report]).fetchall()]
    incidents = [row[0] for row in chronicle.cursor().execute(
        "SELECT DISTINCT incident FROM tellings WHERE report = ? ORDER BY incident", [report]).fetchall()]
    return Why(asked, "report", report, _incidents(chronicle, incidents), reports=_reports(chronicle, [report]),
               passages=passages(chronicle, "event", keys), judgements=_judgements(chronicle, keys),
               versions=versions(chronicle, [report]))


def _of_claim(chronicle: Chronicle, asked: str, key: Key) -> Why:
    incidents = [row[0] for row in chronicle.cursor().execute(
        "SELECT DISTINCT incident FROM incident_claims WHERE report = ? AND claim = ? ORDER BY incident",
        list(key)).fetchall()]
    said = tuple(row for row in _claims(chronicle, incidents, [key[0]]) if row["claim"] == key[1])
    return Why(asked, "claim", key[1], _incidents(chronicle, incidents), reports=_reports(chronicle, [key[0]]),
               passages=passages(chronicle, "claim", [key]), claims=said, versions=versions(chronicle, [key[0]]))


# ── what stands behind ───────────────────────────────────────────────────────────────────────────

def _incidents(chronicle: Chronicle, names: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    listed = ",".join(names)
    return tuple(timeline_where(chronicle, ("i.id IN (SELECT unnest(string_split(?, ',')))", (listed,))))


def _figures(chronicle: Chronicle, incidents: Iterable[str]) -> list[Mapping[str, Any]]:
    return _rows(chronicle, "incident_figures", "incident", incidents,
                 order="kind, date NULLS LAST, \"by\" NULLS FIRST, low, report, event, start_char")


def _was(chronicle: Chronicle, incidents: Iterable[str]) -> tuple[str, ...]:
    rows = _rows(chronicle, "aliases", "incident", incidents, order="id")
    return tuple(row["id"] for row in rows if row["id"] != row["incident"])


def _reports(chronicle: Chronicle, names: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    columns = "id, outlet, title, url, published_start AS told, published_basis AS basis, family, number"
    rows = _rows(chronicle, "reports", "id", names, order="told NULLS LAST, id", columns=columns)
    return tuple({**row, "copy_of": row["family"] if row["family"] not in (None, row["id"]) else None} for row in rows)


# Weighed first, without their reasons, which are most of what a link takes; those only of what is told.
_PAIRS = """
    WITH met AS MATERIALIZED (
        SELECT a, b, weight, min(row) AS row FROM (
            SELECT a, b, weight, rowid AS row FROM links WHERE a IN (SELECT id FROM asked)
            UNION ALL SELECT a, b, weight, rowid FROM links WHERE b IN (SELECT id FROM asked)) GROUP BY a, b, weight),
    told AS (SELECT id, incident FROM kept.accounts
             WHERE incident IS NOT NULL AND id IN (SELECT a FROM met UNION SELECT b FROM met)),
    placed AS (SELECT m.*, one.incident = other.incident AS within
               FROM met m JOIN told one ON one.id = m.a JOIN told other ON other.id = m.b),
    best AS (SELECT row, within, count(*) OVER (PARTITION BY within) AS pairs FROM placed
             QUALIFY row_number() OVER (PARTITION BY within ORDER BY weight DESC, a, b) <= ?)
    SELECT l.a_report, l.a_event, l.b_report, l.b_event, l.weight, l.reasons, t.within, t.pairs
    FROM best t JOIN links l ON l.rowid = t.row"""


def _links(chronicle: Chronicle, keys: list[Key], most: int | None) -> tuple[tuple[Tie, ...], tuple[int, int]]:
    """The pairs in which one of these tellings was weighed, those within the incident and the heaviest first, at most
    so many of either kind; and how many there are of each."""
    found = ask(chronicle.cursor(), _PAIRS, ALL if most is None else most,
                asked={"id": ints(name_of(key) for key in keys)})
    ties = (Tie((a, x), (b, y), weight, tuple((name, value) for name, value in json.loads(reasons)), bool(within))
            for a, x, b, y, weight, reasons, within, _ in found)
    pairs = {within: many for *_, within, many in found}
    return (tuple(sorted(ties, key=lambda tie: (not tie.within, -tie.weight, tie.one, tie.other))),
            (pairs.get(True, 0), pairs.get(False, 0)))


def _claims(chronicle: Chronicle, incidents: list[str], reports: list[str]) -> tuple[Mapping[str, Any], ...]:
    from dateline.chronicle.views.ledger import claims_where

    listed = ",".join(incidents)
    return tuple(row for row in claims_where(chronicle, ("i.id IN (SELECT unnest(string_split(?, ',')))", (listed,)))
                 if row["report"] in reports)


def _judgements(chronicle: Chronicle, keys: list[Key]) -> tuple[Mapping[str, Any], ...]:
    """What people have judged of these tellings; what was undone says so."""
    events = {event for _, event in keys}
    names = ("id", "at", "by", "what", "body", "active")
    rows = chronicle.cursor().execute(
        'SELECT id, "at", "by", what, body, active FROM decisions ORDER BY "at", id').fetchall()
    return tuple(dict(zip(names, row, strict=True)) for row in rows
                 if any(event in row[4] for event in events))


def versions(chronicle: Chronicle, reports: Iterable[str]) -> tuple[Version, ...]:
    found = ask(chronicle.cursor(), """
        SELECT k.report, k.id, k.dateline, k.reader, k.codebook, k.id = r.record FROM kept.records k
        JOIN reports r ON r.id = k.report WHERE k.report IN (SELECT id FROM asked) ORDER BY k.report, k.number""",
        asked={"id": texts(reports)})
    return tuple(Version(*row) for row in found)


def _changes(chronicle: Chronicle, incidents: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    names = [*incidents, *_was(chronicle, incidents)]
    return tuple(_rows(chronicle, "changes", "incident", names,
                       order="number, what, field, before, after"))


# ── asking ───────────────────────────────────────────────────────────────────────────────────────

def _rows(chronicle: Chronicle, table: str, column: str, names: Iterable[str], *,
          order: str, columns: str = "*") -> list[Mapping[str, Any]]:
    """The rows of a table whose column is one of these, as dictionaries."""
    cursor = chronicle.cursor()
    listed = ",".join(names)
    found = cursor.execute(f"SELECT {columns} FROM {table} WHERE {column} IN (SELECT unnest(string_split(?, ','))) "
                           f"ORDER BY {order}", [listed])
    heads = [column[0] for column in found.description or ()]
    return [dict(zip(heads, row, strict=True)) for row in found.fetchall()]


# ── as plain data ────────────────────────────────────────────────────────────────────────────────

def as_data(found: Why) -> dict[str, Any]:
    """All of it as lists and dictionaries; passages with their text."""
    data = asdict(found)
    for name in ("passages", "settled"):
        for one, kept in zip(data[name], getattr(found, name), strict=True):
            one["text"] = kept.text
    return data
