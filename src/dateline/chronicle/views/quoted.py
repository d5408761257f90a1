"""Evidence to be shown at once: the words behind an id or a cell, who says so, who reports it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.rows import ask, texts
from dateline.chronicle.views.why import resolve
from dateline.chronicle.views.words import Of, Passage, passages, tellings_of
from dateline.errors import UnknownId
from dateline.model import Span

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle
    from dateline.chronicle.views.view import View

Key = tuple[str, str]
MOST = 20               # quotes shown at once


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, by the report's words: nobody named where `source` is null."""

    source: str | None
    stance: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that the words give, and where in the report's text."""

    kind: str
    low: float | None
    high: float | None
    by: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentences of one report. `pieces` are (start, words); all spans count code points of the report's text.

    Without voices it is the report itself that says so. `copy_of`: the report that this one is a near copy of.
    """

    report: str
    of: Of
    id: str
    incident: str | None
    outlet: str | None
    title: str | None
    url: str | None
    told: date | None
    copy_of: str | None
    pieces: tuple[tuple[int, str], ...]
    evidence: tuple[Span, ...]
    trigger: Span | None
    numbers: tuple[Number, ...]
    voices: tuple[Voice, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind what was asked: its name, some of its quotes, and how many there are."""

    label: str
    quotes: tuple[Quote, ...]
    total: int


def of_id(chronicle: Chronicle, name: str, *, most: int = MOST) -> Evidence:
    """The evidence of an incident, event, report or claim by its id or the beginning of it; ``ID:killed``: of one kind
    of figure, ``ID:commitment``: of what became of it. Raises UnknownId or AmbiguousId."""
    start, _, part = name.partition(":")
    kind, report, found = resolve(chronicle, start)
    of: Of = "claim" if kind == "claim" else "event"
    if kind == "incident":
        keys = _of_incident(chronicle, found, part)
    elif kind == "report":
        keys = _of_report(chronicle, found)
    else:
        keys = [(report, found)]
    if part and not keys:
        raise UnknownId(name, chronicle.path.name)
    return Evidence(_label(chronicle, kind, report, found), quotes(chronicle, of, keys[:most], part), len(keys))


def of_cell(view: View, named: Mapping[str, str | None], *, most: int = MOST) -> Evidence:
    """The evidence of what a cell of a counted view counts, the cell named by its keys as words have them."""
    row = view.cell(named)
    behind = [one["incident"] for one in view.behind(row)]
    keys = tellings_of(view.chronicle, behind)
    label = " · ".join(str(value) for value in row.values() if value is not None)
    return Evidence(label, quotes(view.chronicle, "event", keys[:most]), len(keys))


def _of_incident(chronicle: Chronicle, incident: str, part: str) -> list[Key]:
    if not part:
        return tellings_of(chronicle, [incident])
    if part == "commitment":
        found = ask(chronicle.cursor(), "SELECT settled_by, settled_by_event FROM commitments "
                                        "WHERE incident = ?", incident)
        return [*tellings_of(chronicle, [incident]), *((row[0], row[1]) for row in found if row[1])] if found else []
    found = ask(chronicle.cursor(), 'SELECT report, event FROM incident_figures WHERE incident = ? AND kind = ? '
                                    'ORDER BY date NULLS LAST, report, event', incident, part)
    return list(dict.fromkeys((row[0], row[1]) for row in found))


def _of_report(chronicle: Chronicle, report: str) -> list[Key]:
    found = ask(chronicle.cursor(), "SELECT report, id FROM events WHERE report = ? ORDER BY start_char, id", report)
    return [(row[0], row[1]) for row in found]


def _label(chronicle: Chronicle, kind: str, report: str, name: str) -> str:
    """What an id is called: an incident by its label, an event by its incident's, the rest by the report's title."""
    asked = {"incident": ("SELECT label FROM incidents WHERE id = ?", [name]),
             "event": ("SELECT i.label FROM tellings t JOIN incidents i ON i.id = t.incident "
                       "WHERE t.report = ? AND t.event = ?", [report, name]),
             "report": ("SELECT title FROM reports WHERE id = ?", [name]),
             "claim": ("SELECT content FROM claims WHERE report = ? AND id = ?", [report, name])}
    sql, values = asked[kind]
    found = ask(chronicle.cursor(), sql, *values)
    return str(found[0][0] or "") if found else ""


# ── quotes ───────────────────────────────────────────────────────────────────────────────────────

def quotes(chronicle: Chronicle, of: Of, keys: Sequence[Key], kind: str = "") -> tuple[Quote, ...]:
    """The quotes of these events or claims, in this order; of the numbers, those of a kind or all."""
    found = passages(chronicle, of, keys)
    asked = {"report": texts(one.report for one in found), "id": texts(one.id for one in found)}
    if not found:
        return ()
    reports = _reports(chronicle, {one.report for one in found})
    incidents, numbers, voices = _of_events(chronicle, asked, kind) if of == "event" else _of_claims(chronicle, asked)
    return tuple(_quote(one, reports[one.report], incidents.get((one.report, one.id)),
                        numbers.get((one.report, one.id), ()), voices.get((one.report, one.id), ())) for one in found)


def _quote(one: Passage, report: tuple[str | None, str | None], incident: str | None, numbers: Sequence[Number],
           voices: Sequence[Voice]) -> Quote:
    url, copy_of = report
    return Quote(one.report, one.of, one.id, incident, one.outlet, one.title, url, one.told, copy_of, one.pieces,
                 one.evidence, one.trigger, tuple(numbers), tuple(voices),
                 cited(one.text, one.outlet, one.title, one.told, url))


def cited(words: str, outlet: str | None, title: str | None, told: date | None, url: str | None) -> str:
    """
    >>> cited("Two men were held.", "Ostvik Courier", "Night of raids", date(2026, 3, 5), None)
    '“Two men were held.” Ostvik Courier, “Night of raids”, 2026-03-05.'
    """
    source = ", ".join(filter(None, (outlet, f"“{title}”" if title else None, told.isoformat() if told else None, url)))
    return f"“{' '.join(words.split())}” {source}." if source else f"“{' '.join(words.split())}”"


def _reports(chronicle: Chronicle, names: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    found = ask(chronicle.cursor(), "SELECT id, url, CASE WHEN family <> id THEN family END FROM reports "
                                    "WHERE id IN (SELECT id FROM asked)", asked={"id": texts(names)})
    return {name: (url, copy_of) for name, url, copy_of in found}


Found = tuple[dict[Key, str], dict[Key, list[Number]], dict[Key, list[Voice]]]


def _of_events(chronicle: Chronicle, asked: Mapping[str, Any], kind: str) -> Found:
    db = chronicle.cursor()
    told = ask(db, "SELECT t.report, t.event, t.incident FROM tellings t JOIN asked a "
                   "ON a.report = t.report AND a.id = t.event", asked=asked)
    counted = ask(db, "SELECT f.report, f.event, f.kind, f.low, f.high, f.by, f.start_char, f.end_char "
                      "FROM incident_figures f JOIN asked a ON a.report = f.report AND a.id = f.event "
                      "WHERE ? IN ('', f.kind) ORDER BY ALL", kind, asked=asked)
    said = ask(db, """
        SELECT DISTINCT e.report, e.event, coalesce(p.name, c.source), e.stance FROM event_claims e
        JOIN asked a ON a.report = e.report AND a.id = e.event
        JOIN claims c ON c.report = e.report AND c.id = e.claim
        LEFT JOIN actors p ON p.report = c.report AND p.id = c.actor ORDER BY ALL""", asked=asked)
    numbers: dict[Key, list[Number]] = {}
    for report, event, *rest in counted:
        if rest[-1] is not None:
            numbers.setdefault((report, event), []).append(Number(*rest))
    return {(report, event): name for report, event, name in told}, numbers, _voices(said)


def _of_claims(chronicle: Chronicle, asked: Mapping[str, Any]) -> Found:
    db = chronicle.cursor()
    told = ask(db, "SELECT c.report, c.claim, min(c.incident) FROM incident_claims c JOIN asked a "
                   "ON a.report = c.report AND a.id = c.claim GROUP BY ALL", asked=asked)
    said = ask(db, """
        SELECT c.report, c.id, coalesce(p.name, c.source), c.stance FROM claims c
        JOIN asked a ON a.report = c.report AND a.id = c.id
        LEFT JOIN actors p ON p.report = c.report AND p.id = c.actor ORDER BY ALL""", asked=asked)
    return {(report, claim): name for report, claim, name in told}, {}, _voices(said)


def _voices(said: Iterable[tuple[Any, ...]]) -> dict[Key, list[Voice]]:
    voices: dict[Key, list[Voice]] = {}
    for report, name, source, stance in said:
        voices.setdefault((report, name), []).append(Voice(source, stance))
    return voices
