"""What a page about one incident needs beside `why`: each telling's own facts, its neighbours, how a day was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.accounts import name as name_of
from dateline.chronicle.rows import Row, ask, ints, texts

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

Key = tuple[str, str]               # of a telling: report, event

HEARD = ("report", "event", "type", "modes", "status", "historical", "disputed", "confidence", "time_start", "time_end",
         "time_grain", "time_basis", "place", "country", "precision", "start_char", "end_char", "language", "speaker",
         "stance")


def heard(chronicle: Chronicle, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
    """What each of these tellings itself says: type, status, days, place, and whose word it is."""
    rows = _asking(chronicle, """
        WITH e AS (SELECT v.* FROM events v WHERE v.id IN (SELECT event FROM asked)),
        r AS (SELECT id, language FROM reports WHERE id IN (SELECT report FROM asked)),
        c AS (SELECT report, id, actor, source, stance FROM claims WHERE report IN (SELECT report FROM asked)),
        a AS (SELECT report, id, name FROM actors WHERE report IN (SELECT report FROM c))
        SELECT e.report, e.id, e.type, e.modes, e.status, e.historical, e.disputed, e.confidence, e.time_start,
               e.time_end, e.time_grain, e.time_basis, e.place, e.country, e.precision, e.start_char, e.end_char,
               r.language, coalesce(a.name, c.source), c.stance
        FROM e JOIN asked k ON k.report = e.report AND k.event = e.id JOIN r ON r.id = e.report
        LEFT JOIN c ON c.report = e.report AND c.id = e.claim
        LEFT JOIN a ON a.report = c.report AND a.id = c.actor""", keys)
    return {(row[0], row[1]): dict(zip(HEARD, row, strict=True)) for row in rows}


def neighbours(chronicle: Chronicle, keys: Iterable[Key]) -> dict[Key, tuple[str, str, Any, str]]:
    """The incident that each of these tellings tells: (id, label, first day, type)."""
    rows = _asking(chronicle, """
        SELECT t.report, t.event, i.id, i.label, i.time_start, i.type
        FROM kept.accounts t JOIN incidents i ON i.id = t.incident WHERE t.id IN (SELECT id FROM asked)""", keys)
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows}


def tellings_in_words(chronicle: Chronicle, keys: Iterable[Key]) -> dict[Key, str]:
    """The clauses of these tellings, short."""
    rows = _asking(chronicle, """
        SELECT e.report, e.id, left(e.evidence, 160) FROM events e WHERE e.id IN (SELECT event FROM asked)""", keys)
    return {(row[0], row[1]): " ".join((row[2] or "").split()) for row in rows}


def spot(chronicle: Chronicle, incident: str) -> dict[str, Any] | None:
    """Which words of which telling give an incident its place, and what else the name could have meant."""
    rows = ask(chronicle.cursor(), """
        WITH t AS MATERIALIZED (SELECT t.report, t.event, i.place
                                FROM incidents i JOIN tellings t ON t.incident = i.id WHERE i.id = ?),
        e AS (SELECT report, id, place, start_char FROM events WHERE id IN (SELECT event FROM t)),
        p AS (SELECT * FROM places WHERE report IN (SELECT report FROM t))
        SELECT p.report, p.words, p.start_char, p.end_char, p.reason, p.runner_up, p.runner_up_country, p.geonameid
        FROM t JOIN e ON e.report = t.report AND e.id = t.event AND e.place = t.place
        JOIN p ON p.report = t.report AND p.name = t.place
        ORDER BY abs(p.start_char - e.start_char), p.report LIMIT 1""", incident)
    names = ("report", "words", "start_char", "end_char", "reason", "runner_up", "runner_up_country", "geonameid")
    return dict(zip(names, rows[0], strict=True)) if rows else None


def deadline_words(chronicle: Chronicle, incidents: Iterable[str]) -> dict[str, dict[str, Any]]:
    """From which words the last day of each commitment was read, with the day of the report they are counted from."""
    rows = ask(chronicle.cursor(), """
        WITH due AS (SELECT k.incident, k.deadline FROM commitments k
                     WHERE k.deadline IS NOT NULL AND k.incident IN (SELECT name FROM asked)),
        told AS (SELECT d.*, t.report, t.event FROM due d JOIN tellings t ON t.incident = d.incident),
        e AS (SELECT told.*, v.start_char, v.deadline_time FROM told
              JOIN events v ON v.report = told.report AND v.id = told.event AND v.deadline = told.deadline),
        near AS (SELECT e.incident, e.report, e.event, e.deadline, e.deadline_time, e.start_char AS at, x.words,
                        x.value, x.start_char, x.end_char,
                        coalesce(x.to_day = e.deadline OR x.from_day = e.deadline, FALSE) AS exact
                 FROM e JOIN times x ON x.report = e.report AND abs(x.start_char - e.start_char) < 600)
        SELECT n.incident, n.report, n.event, n.words, n.value, n.start_char, n.end_char, n.deadline_time,
               r.published_start, n.deadline, n.exact
        FROM near n JOIN reports r ON r.id = n.report
        WHERE n.exact OR n.value LIKE 'P%'
        ORDER BY n.incident, n.exact DESC, abs(n.start_char - n.at), n.report, n.start_char""",
        asked={"name": texts(sorted(set(incidents)))})
    names = ("report", "event", "words", "value", "start_char", "end_char", "hour", "told")
    found: dict[str, dict[str, Any]] = {}
    for incident, *row, deadline, exact in rows:
        told = dict(zip(names, row, strict=True))
        if incident not in found and (exact or _leads(told["value"], told["told"], deadline)):
            found[incident] = told
    return found


_LONG = re.compile(r"P(?:(\d+)D|(\d+)W|(\d+)M|(\d+)Y|T(\d+)[HM])")
_DAYS = (1.0, 7.0, 30.44, 365.25, 1 / 24)


def _leads(value: str, told: date | None, deadline: date) -> bool:
    """Whether a stretch of time, counted from the day of the report, ends about on this day.

    >>> _leads("P30D", date(2026, 2, 17), date(2026, 3, 19)), _leads("P30Y", date(2026, 2, 18), date(2026, 5, 31))
    (True, False)
    """
    found = _LONG.fullmatch(value)
    if not found or not told:
        return False
    long = next(int(part) * days for part, days in zip(found.groups(), _DAYS, strict=True) if part)
    return abs((deadline - told).days - long) <= max(1.0, long / 20)


def _asking(chronicle: Chronicle, query: str, keys: Iterable[Key]) -> list[Row]:
    pairs = list(dict.fromkeys(keys))
    if not pairs:
        return []
    reports, events = zip(*pairs, strict=True)
    asked = {"report": texts(reports), "event": texts(events), "id": ints(map(name_of, pairs))}
    return ask(chronicle.cursor(), query, asked=asked)
