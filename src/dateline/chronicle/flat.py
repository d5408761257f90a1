"""A record as flat tables: one value a cell, the record's own names, words beside their offsets.

Lists of codes are joined by ``;`` so that every column can be written to CSV; spans become the words
they point at with ``start_char`` and ``end_char`` into the report's text. Every row begins with the
``report`` it belongs to; links between tables are the record's own ids. Events also have CAMEO's codes
under GDELT's names, so that they lie beside the rows of other projects. `schema.FLAT` says what each
column means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dateline.chronicle.schema import FLAT
from dateline.codebook.crosswalk import crosswalk
from dateline.codebook.places import gazetteer
from dateline.model import Participant, Record, Report, Span

Row = tuple[Any, ...]

# Columns after `report`, which every row begins with in the store.
TABLES = {name: [column for column in table.columns if column != "report"] for name, table in FLAT.items()}


def flat(record: Record) -> dict[str, list[Row]]:
    """The rows of each table of TABLES, without their first column, the report."""
    return {table: list(_ROWS[table](record)) for table in TABLES}


def report_row(report: Report) -> Row:
    when = report.published
    return (report.id, report.ref, report.title, report.outlet, report.url, report.language,
            when.start, when.end, when.basis, report.text)


def _events(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    for e in record.events:
        time = (e.time.start, e.time.end, e.time.grain, e.time.basis) if e.time else (None,) * 4
        yield (e.id, e.type, _list(e.modes), _list(e.contexts), e.quad, e.score,
               *crosswalk().of(e.type, e.modes, e.contexts, e.status, e.quad),
               e.status, e.historical, e.disputed, e.confidence, e.claim,
               *said(e.trigger), _joined(said, e.evidence),
               _words(said, e.condition), e.deadline, e.deadline_time,
               *time, e.place.name if e.place else None, *_spot(e.place))


def _participants(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    for event in record.events:
        for role, side in (("actor", event.actors), ("recipient", event.recipients)):
            yield from ((event.id, role, p.actor, *said(_span(p)), *_then(p)) for p in side)


def _then(party: Participant) -> Row:
    """Country, sector and office on the day of the deed, where they were others."""
    then = party.then
    return (then.country, then.sector, then.title) if then else (None,) * 3


def _places(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    for p in record.places:
        other = (p.runner_up.name, p.runner_up.country, p.runner_up.geonameid) if p.runner_up else (None,) * 3
        yield p.name, *_spot(p), *said((p.start, p.end)), p.use, p.within, p.reason, *other


def _figures(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    return ((e.id, f.kind, f.low, f.high, f.claim, *said(f.text)) for e in record.events for f in e.figures)


def _claims(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    for c in record.claims:
        yield (c.id, c.source.actor, _joined(said, c.source.spans), _joined(said, c.cue),
               _joined(said, c.content), c.form, c.stance, c.within)


def _relations(record: Record) -> Iterator[Row]:
    said = _sayer(record)
    for r in record.relations:
        days = (r.time.start, r.time.end) if r.time else (None, None)
        yield r.subject, r.relation, r.object, r.holding, _joined(said, r.evidence), *days, r.claim


def _evidence(record: Record) -> Iterator[Row]:
    """The words behind each event and claim, a row a span: what ``start_char`` cannot say of several."""
    said = _sayer(record)
    for event in record.events:
        yield from (("event", event.id, *said(span)) for span in event.evidence)
    for claim in record.claims:
        yield from (("claim", claim.id, *said(span)) for span in claim.content)


def _coverage(record: Record) -> Iterator[Row]:
    """A row for each country that the report speaks of at all, and one for each region."""
    day = record.report.published.start
    countries = {a.country for a in record.actors if a.country} | {p.country for p in record.places if p.country}
    regions = {(p.country, gazetteer().region(p)) for p in record.places if p.country}
    yield from ((day, country, None) for country in sorted(countries))
    yield from ((day, country, region) for country, region in sorted(regions, key=str) if region)


_ROWS: dict[str, Callable[[Record], Iterable[Row]]] = {
    "headings": lambda r: map(_sayer(r), r.headings),
    "reasons": lambda r: ((x.start, x.end, x.why, *_sayer(r)(x.text)) for x in r.report.published.reasons),
    "actors": lambda r: ((a.id, a.name, a.kind, a.country, a.sector, _list(a.sectors), _list(a.candidates))
                         for a in r.actors),
    "mentions": lambda r: ((a.id, *_sayer(r)(m)) for a in r.actors for m in a.mentions),
    "roles": lambda r: ((a.id, o.title, o.organization, o.start, o.end, o.holding, o.basis)
                        for a in r.actors for o in a.roles),
    "events": _events,
    "participants": _participants,
    "instruments": lambda r: ((e.id, i.kind, *_sayer(r)(i.text)) for e in r.events for i in e.instrument),
    "figures": _figures,
    "claims": _claims,
    "event_claims": lambda r: ((e.id, c.claim, c.stance) for e in r.events for c in e.claims),
    "relations": _relations,
    "evidence": _evidence,
    "names": lambda r: ((n.label, n.actor, *_sayer(r)((n.start, n.end))) for n in r.names),
    "times": lambda r: ((t.type, t.value, t.from_, t.to, *_sayer(r)((t.start, t.end))) for t in r.times),
    "places": _places,
    "coverage": _coverage,
}


# ── cells ────────────────────────────────────────────────────────────────────────────────────────

def _sayer(record: Record) -> Callable[[Span], tuple[str, int, int]]:
    text = record.report.text
    return lambda span: (text[slice(*span)], *span)


def _words(said: Callable[[Span], tuple[str, int, int]], span: Span | None) -> str | None:
    return said(span)[0] if span else None


def _joined(said: Callable[[Span], tuple[str, int, int]], spans: Iterable[Span]) -> str | None:
    return " … ".join(said(span)[0] for span in spans) or None


def _span(where: Participant) -> Span:
    return where.start, where.end


def _list(codes: Iterable[str]) -> str | None:
    return ";".join(codes) or None


def _spot(place: Any) -> Row:
    """Country to precision of an event's Place or a PlaceName, which share these five fields."""
    if place is None:
        return (None,) * 5
    return place.country, place.lat, place.lon, place.geonameid, place.precision
