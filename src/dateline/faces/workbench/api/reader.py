"""One report: its text, what was read from it, what is missing, what people have judged, who else tells the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.views.around import Around, Copy, Elsewhere, Tells, around
from dateline.chronicle.views.why import Version, resolve
from dateline.codebook.places import gazetteer
from dateline.errors import UnknownId
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.facts import Field, Now, Word, event_now, fields_of, words_of
from dateline.faces.workbench.routes import get, page
from dateline.model import Event, Record, to_data

PLACES = 12             # places of one name that are offered


@dataclass(frozen=True, slots=True)
class Asked:
    id: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An event with its fields, the incident it tells, what is missing (as codes), what people say of it."""

    event: str
    fields: tuple[Field, ...]
    missing: tuple[str, ...]
    tells: Tells | None
    now: Now | None
    judged: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """`record` is as docs/record.md has it, `rows` a fact for each of its events in the order of the text."""

    id: str
    record: Mapping[str, Any]
    rows: tuple[Fact, ...]
    missing: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    copies: tuple[Copy, ...]
    versions: tuple[Version, ...]


def report(desk: Desk, asked: Asked) -> Read:
    """A report with all that was read from it and judged of it. The id may be its beginning, or that of an event or
    claim in it."""
    whole = around(desk.chronicle, asked.id) or around(desk.chronicle, _meant(desk, asked.id))
    if whole is None:
        raise UnknownId(asked.id, desk.chronicle.path.name)
    record = whole.record
    return Read(record.report.id, to_data(record), tuple(_facts(whole)), tuple(_of_report(record)), whole.elsewhere,
                whole.copies, whole.versions)


def _meant(desk: Desk, start: str) -> str:
    """The report whose id begins so, or which holds the event or claim; of an incident the one that leads it."""
    kind, report, found = resolve(desk.chronicle, start)
    if kind != "incident":
        return found if kind == "report" else report
    incident = desk.chronicle.incident(found)
    return incident.events[0].report if incident else ""


def _facts(whole: Around) -> Iterator[Fact]:
    tells = {one.event: one for one in whole.tells}
    judged = words_of(whole.judged)
    for event in sorted(whole.record.events, key=lambda e: (e.trigger, e.type, e.id)):
        now = whole.now.get(event.id, {})
        yield Fact(
            event.id, fields_of(whole.record, event, now, whole.before.get(event.id)),
            tuple(_of_event(whole.record, event, tells.get(event.id))), tells.get(event.id), event_now(now),
            tuple(judged.get(event.id, ())))


# ── what is missing ──────────────────────────────────────────────────────────────────────────────

def _of_event(record: Record, event: Event, tells: Tells | None) -> Iterator[str]:
    if not event.actors:
        yield "actor"
    if not event.place:
        yield "place"
    elif event.place.precision == "country":
        yield "place_country"
    elif event.place.lat is None:
        yield "place_point"
    if not event.time or not event.time.start:
        yield "time"
    elif event.time.basis == "assumed":
        yield "time_assumed"
    claim = next((c for c in record.claims if c.id == event.claim), None)
    if claim and claim.source.actor is None and not claim.source.spans:
        yield "source"
    if tells and tells.independent <= 1:
        yield "single"


def _of_report(record: Record) -> Iterator[str]:
    report = record.report
    if not report.published.start:
        yield "day"
    elif report.published.basis == "inferred":
        yield "day_inferred"
    if not report.outlet:
        yield "outlet"
    if not record.events:
        yield "events"


# ── places to choose from ────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """`text` is what to write to mean it."""

    text: str
    name: str
    country: str | None
    precision: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Places:
    rows: tuple[Place, ...]


def places(desk: Desk, asked: Named) -> Places:
    """The places that bear a name, the likeliest of each country first."""
    first: dict[str | None, Any] = {}
    for one in gazetteer().find(asked.name.partition("(")[0].strip()):
        first.setdefault(one.country, one)
    found = tuple(Place(f"{one.name} ({one.country})" if one.country else one.name, one.name, one.country,
                        one.precision, one.lat, one.lon) for one in list(first.values())[:PLACES])
    return Places(found)


ROUTES = (page("/reports/{id}", report), get("/reader/places.json", places))
