"""A record as flat tables: one value a cell, the record's own names, words beside their offsets.

Lists of codes are joined by ``;`` so that every column can be written to CSV; spans become the words
they point at with ``start_char`` and ``end_char`` into the report's text. Every row begins with the
``record`` and the ``report`` it belongs to; links between tables are the record's own ids. Events also
have CAMEO's codes under GDELT's names, so that they lie beside the rows of other projects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from dateline.codebook.crosswalk import crosswalk
from dateline.model import Participant, Record, Report, Span

Cell = Literal["text", "int", "real", "flag", "day"]
Row = tuple[Any, ...]

_SPAN: dict[str, Cell] = {"words": "text", "start_char": "int", "end_char": "int"}
_SPOT: dict[str, Cell] = {
    "country": "text", "lat": "real", "lon": "real", "geonameid": "int", "precision": "text",
}

REPORTS: dict[str, Cell] = {
    "id": "text", "ref": "text", "title": "text", "outlet": "text", "url": "text", "language": "text",
    "published_start": "day", "published_end": "day", "published_basis": "text", "text": "text",
}

TABLES: dict[str, dict[str, Cell]] = {      # columns after `record` and `report`
    "headings": _SPAN,
    "reasons": {"start_day": "day", "end_day": "day", "why": "text", **_SPAN},     # of the day of an undated report
    "actors": {"id": "text", "name": "text", "kind": "text",
               "country": "text", "sector": "text", "sectors": "text", "candidates": "text"},
    "mentions": {"actor": "text", **_SPAN},
    "roles": {"actor": "text", "title": "text", "organization": "text",
              "start_day": "day", "end_day": "day", "holding": "text", "basis": "text"},
    "events": {
        "id": "text", "type": "text", "modes": "text", "contexts": "text", "quad": "text", "score": "real",
        "event_code": "text", "event_root_code": "text", "quad_class": "int", "goldstein_scale": "real",
        "status": "text", "historical": "flag", "disputed": "flag", "confidence": "real", "claim": "text",
        "trigger_words": "text", "start_char": "int", "end_char": "int", "evidence": "text",
        "condition": "text", "deadline": "day", "deadline_time": "text",
        "time_start": "day", "time_end": "day", "time_grain": "text", "time_basis": "text",
        "place": "text", **_SPOT,
    },
    "participants": {"event": "text", "role": "text", "actor": "text", **_SPAN,
                     "then_country": "text", "then_sector": "text", "then_title": "text"},
    "instruments": {"event": "text", "kind": "text", **_SPAN},
    "figures": {"event": "text", "kind": "text", "low": "real", "high": "real", "claim": "text", **_SPAN},
    "claims": {"id": "text", "actor": "text", "source": "text", "cue": "text", "content": "text",
               "form": "text", "stance": "text", "within": "text"},
    "event_claims": {"event": "text", "claim": "text", "stance": "text"},
    "relations": {"subject": "text", "relation": "text", "object": "text", "holding": "text",
                  "evidence": "text", "time_start": "day", "time_end": "day", "claim": "text"},
    "evidence": {"of_kind": "text", "of_id": "text", **_SPAN},
    "names": {"label": "text", "actor": "text", **_SPAN},
    "times": {"type": "text", "value": "text", "from_day": "day", "to_day": "day", **_SPAN},
    "places": {"name": "text", **_SPOT, **_SPAN, "use": "text", "within": "text", "reason": "text",
               "runner_up": "text", "runner_up_country": "text", "runner_up_geonameid": "int"},
}


def flat(record: Record) -> dict[str, list[Row]]:
    """The rows of each table of TABLES, without their first two columns (record and report)."""
    found = {table: list(rows(record)) for table, rows in _ROWS.items()}
    return {table: found[table] for table in TABLES}


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
