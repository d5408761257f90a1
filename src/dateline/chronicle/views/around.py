"""One report with all that the chronicle knows of it: which incidents it tells, who else tells them, its copies, what
coded it and what was read otherwise before, what people have judged of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.corrections import FIELDS, said
from dateline.chronicle.judgements import Correction, Judgement, Undo, Value, tellings_of
from dateline.chronicle.judging import effects_in
from dateline.chronicle.rows import ask, texts
from dateline.chronicle.views.why import Version, versions
from dateline.model import Record

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

MOST = 200              # other tellings, and copies, that are named


@dataclass(frozen=True, slots=True)
class Tells:
    """The incident that an event tells, in short."""

    event: str
    incident: str
    label: str
    type: str
    day: str | None
    status: str
    reports: int
    outlets: int
    independent: int
    contested: bool
    state: str | None               # of a promise, threat or demand
    due: str | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A telling of one of these incidents in another report."""

    incident: str
    report: str
    event: str
    outlet: str | None
    title: str | None
    told: str | None
    copy: bool                      # its report has the same words, or nearly


@dataclass(frozen=True, slots=True)
class Copy:
    """A report of the same words, or nearly."""

    report: str
    outlet: str | None
    title: str | None
    told: str | None
    first: bool                     # the one that stands for all of them


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement of an event of this report; `counts`: it is not undone."""

    judgement: Judgement
    counts: bool
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """All of it. `now`: what people say of the fields of an event; `before`: what an earlier coding of it said."""

    record: Record
    tells: tuple[Tells, ...]
    elsewhere: tuple[Elsewhere, ...]
    copies: tuple[Copy, ...]
    versions: tuple[Version, ...]
    judged: tuple[Said, ...]
    now: Mapping[str, Mapping[str, Correction]]
    before: Mapping[str, Mapping[str, tuple[Value, str]]]


def around(chronicle: Chronicle, report: str) -> Around | None:
    """What stands around the report with this id; None where there is none."""
    record = chronicle.record(report)
    if record is None:
        return None
    tells = _tells(chronicle, report)
    coded = versions(chronicle, [report])
    now = effects_in(chronicle.cursor()).corrections
    return Around(
        record, tells, _elsewhere(chronicle, report, (one.incident for one in tells)), _copies(chronicle, report),
        coded, tuple(judged(chronicle, report)),
        {event.id: found for event in record.events if (found := now.get((report, event.id)))},
        _earlier(chronicle, record) if len(coded) > 1 else {})


def _tells(chronicle: Chronicle, report: str) -> tuple[Tells, ...]:
    found = ask(chronicle.cursor(), """
        SELECT t.event, i.id, i.label, i.type, CAST(i.time_start AS VARCHAR), i.status, i.reports, i.outlets,
               i.independent, i.id IN (SELECT incident FROM incident_figures WHERE contested), k.state,
               CAST(k.deadline AS VARCHAR)
        FROM tellings t JOIN incidents i ON i.id = t.incident LEFT JOIN commitments k ON k.incident = i.id
        WHERE t.report = ? ORDER BY t.event""", report)
    return tuple(Tells(*row) for row in found)


def _elsewhere(chronicle: Chronicle, report: str, incidents: Iterable[str]) -> tuple[Elsewhere, ...]:
    found = ask(chronicle.cursor(), """
        SELECT t.incident, t.report, t.event, r.outlet, r.title, CAST(r.published_start AS VARCHAR),
               r.family = (SELECT family FROM reports WHERE id = ?)
        FROM tellings t JOIN reports r ON r.id = t.report
        WHERE t.incident IN (SELECT incident FROM told) AND t.report <> ?
        ORDER BY r.published_start NULLS LAST, t.report, t.event LIMIT ?""", report, report, MOST,
        told={"incident": texts(dict.fromkeys(incidents))})
    return tuple(Elsewhere(*row) for row in found)


def _copies(chronicle: Chronicle, report: str) -> tuple[Copy, ...]:
    found = ask(chronicle.cursor(), """
        SELECT id, outlet, title, CAST(published_start AS VARCHAR), id = family FROM reports
        WHERE family = (SELECT family FROM reports WHERE id = ?) AND id <> ?
        ORDER BY published_start NULLS LAST, id LIMIT ?""", report, report, MOST)
    return tuple(Copy(*row) for row in found)


# ── what people have judged ──────────────────────────────────────────────────────────────────────


def judged(chronicle: Chronicle, report: str) -> Iterator[Said]:
    """Judgements of events of this report, in their order; each event by the name it has now."""
    kept = [(one, events) for one in chronicle.judgements if not isinstance(one.deed, Undo)
            if (events := [event for name, event in tellings_of(one.deed) if name == report])]
    if not kept:
        return
    now = _renamed(chronicle, report)
    counting = {one.id for one in chronicle.judgements.active()}
    for one, events in kept:
        yield Said(one, one.id in counting, tuple(now.get(event, event) for event in events))


def _renamed(chronicle: Chronicle, report: str) -> dict[str, str]:
    """Ids that events of a report had before it was coded anew, with those they have now."""
    return dict(ask(chronicle.cursor(), "SELECT old_event, event FROM event_aliases WHERE report = ?", report))


# ── what was read before ─────────────────────────────────────────────────────────────────────────


def _earlier(chronicle: Chronicle, record: Record) -> dict[str, dict[str, tuple[Value, str]]]:
    """Fields that the newest record has otherwise than an earlier one, with the earlier value and what read it."""
    report = record.report.id
    now = _renamed(chronicle, report)
    newest = {event.id: {name: said(record, event, name) for name in FIELDS} for event in record.events}
    found: dict[str, dict[str, tuple[Any, str]]] = {}
    for old in chronicle.records(report):
        if old.made == record.made:
            continue
        for event in old.events:
            name = now.get(event.id, event.id)
            for field, value in newest.get(name, {}).items():
                if (was := said(old, event, field)) != value:
                    found.setdefault(name, {})[field] = (was, old.made.reader)
    return found
