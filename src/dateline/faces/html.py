"""One self-contained page for one record: the text as kept, its evidence marked, the facts beside it.

Works with scripts off, in print, on a phone, in light and dark. The report's words enter as text only, the page
may fetch nothing (its own Content-Security-Policy says so).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dateline.model import Claim, Event, Figure, Record, Span

if TYPE_CHECKING:
    from jinja2 import Template

MARKS = {
    "verbal cooperation": "VC",
    "material cooperation": "MC",
    "verbal conflict": "VX",
    "material conflict": "MX",
}
STANCES = {
    "asserts": "says so",
    "denies": "denies it",
    "doubts": "doubts it",
    "believes": "believes it",
    "promises": "promises it",
    "threatens": "threatens it",
    "asks": "asks for it",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with everything that covers it: kinds for the looks, facts for the light."""

    text: str
    kinds: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    heading: bool
    title: bool


def page(record: Record) -> str:
    """The page as one string of HTML; nothing outside it is needed."""
    return _template().render(
        report=record.report,
        made=record.made,
        paragraphs=list(paragraphs(record)),
        events=[_card(e, record) for e in sorted(record.events, key=lambda e: e.trigger)],
        claims=[_said(c, record) for c in record.claims],
        relations=[_relation(r, record) for r in record.relations],
        types=sorted({e.type for e in record.events}),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment

    source = files("dateline.faces").joinpath("page.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)


# ── the text ─────────────────────────────────────────────────────────────────────────────────────


def paragraphs(record: Record) -> Iterator[Paragraph]:
    """The text line by line, each cut where a mark begins or ends; joined with line feeds they are the text."""
    text, marks = record.report.text, list(_marks(record))
    title = record.report.title or ""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        heading = any(s < end and start < e for s, e in record.headings)
        yield Paragraph(
            tuple(_cut(text, (start, end), marks)),
            heading,
            start == 0 and bool(title) and line.lstrip("# ") == title,
        )
        start = end + 1


Mark = tuple[Span, str, str]


def _marks(record: Record) -> Iterator[Mark]:
    """(span, kind, fact's id) of all that is to be seen in the text."""
    for event in record.events:
        yield from ((span, "evidence", event.id) for span in event.evidence)
        yield from (((p.start, p.end), "party", event.id) for p in (*event.actors, *event.recipients))
        yield event.trigger, "trigger", event.id
        yield from ((f.text, "figure", event.id) for f in event.figures)
        if event.time and event.time.text:
            yield event.time.text, "time", event.id
        if event.place and event.place.text:
            yield event.place.text, "place", event.id
    for claim in record.claims:
        yield from ((span, "source", claim.id) for span in claim.source.spans)
        yield from ((span, "cue", claim.id) for span in claim.cue)
        yield from ((span, "content", claim.id) for span in claim.content)
    for relation in record.relations:
        yield from ((span, "held", _name(relation.subject, relation.object)) for span in relation.evidence)


def _cut(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    here = [
        (max(s, line[0]), min(e, line[1]), kind, fact)
        for (s, e), kind, fact in marks
        if s < line[1] and line[0] < e
    ]
    edges = sorted({line[0], line[1], *(m[0] for m in here), *(m[1] for m in here)})
    for start, end in pairwise(edges):
        over = [m for m in here if m[0] <= start and end <= m[1]]
        yield Piece(
            text[start:end], tuple(sorted({m[2] for m in over})), tuple(dict.fromkeys(m[3] for m in over))
        )


# ── the facts ────────────────────────────────────────────────────────────────────────────────────


def _card(event: Event, record: Record) -> dict[str, Any]:
    """What a card shows of an event, in words."""
    text = record.report.text
    return {
        "id": event.id,
        "type": event.type,
        "modes": ", ".join(event.modes),
        "quad": event.quad,
        "mark": MARKS.get(event.quad, ""),
        "hue": event.quad.replace(" ", "-"),
        "status": event.status,
        "historical": event.historical,
        "disputed": event.disputed,
        "confidence": round(event.confidence * 100),
        "who": _names([p.actor for p in event.actors], record),
        "whom": _names([p.actor for p in event.recipients], record),
        "when": _when(event),
        "where": event.place and ", ".join(x for x in (event.place.name, event.place.country) if x),
        "figures": [_figure(f, record) for f in event.figures],
        "voices": [_voice(link.claim, link.stance, record) for link in event.claims],
        "condition": event.condition and text[slice(*event.condition)],
        "deadline": event.deadline and " ".join(x for x in (event.deadline, event.deadline_time) if x),
        "tools": ", ".join(f"{text[slice(*t.text)]} ({t.kind})" for t in event.instrument),
        "contexts": ", ".join(event.contexts),
        "quote": " … ".join(text[slice(*span)] for span in event.evidence),
        "trigger": text[slice(*event.trigger)],
    }


def _names(ids: Sequence[str], record: Record) -> list[dict[str, str]]:
    known = {a.id: a for a in record.actors}
    return [
        {"name": known[i].name, "code": " ".join(x for x in (known[i].country, known[i].sector) if x)}
        for i in ids
        if i in known
    ]


def _when(event: Event) -> str | None:
    if not event.time:
        return None
    days = " to ".join(dict.fromkeys(d for d in (event.time.start, event.time.end) if d))
    return f"{days} ({event.time.basis})" if days else None


def _figure(figure: Figure, record: Record) -> str:
    words = record.report.text[slice(*figure.text)]
    low, high = (f"{n:,.0f}" if n is not None else None for n in (figure.low, figure.high))
    if low == high and low is not None:
        number = low
    else:
        number = f"{low} or more" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
    claim = next((c for c in record.claims if c.id == figure.claim), None)
    by = f", says {_source(claim, record)}" if claim else ""
    return f"{figure.kind}: {number} (“{words}”{by})"


def _voice(claim_id: str, stance: str, record: Record) -> str:
    claim = next((c for c in record.claims if c.id == claim_id), None)
    return f"{_source(claim, record)} {STANCES[stance]}" if claim else ""


def _source(claim: Claim | None, record: Record) -> str:
    if claim is None or not claim.source.spans:
        return "an unnamed source"
    known = {a.id: a.name for a in record.actors}
    words = record.report.text[slice(*claim.source.spans[0])]
    name = known.get(claim.source.actor or "", words)
    return name if name == words else f"{words} ({name})" if name else words


def _said(claim: Claim, record: Record) -> dict[str, Any]:
    text = record.report.text
    return {
        "id": claim.id,
        "source": _source(claim, record),
        "stance": claim.stance,
        "form": claim.form,
        "cue": " ".join(text[slice(*s)] for s in claim.cue),
        "content": " … ".join(text[slice(*s)] for s in claim.content),
        "within": claim.within is not None,
    }


def _relation(relation: Any, record: Record) -> dict[str, str]:
    known = {a.id: a.name for a in record.actors}
    return {
        "id": _name(relation.subject, relation.object),
        "subject": known.get(relation.subject, relation.subject),
        "relation": relation.relation.replace("_", " "),
        "object": known.get(relation.object, relation.object),
        "holding": relation.holding or "",
    }


def _name(subject: str, other: str) -> str:
    return f"r-{subject}-{''.join(c if c.isalnum() else '_' for c in other)}"
