"""One self-contained page for one record: the text as kept, its evidence marked, the facts beside it.

Works with scripts off, in print, on a phone, in light and dark. The report's words enter as text only; the
page fetches nothing, and its own Content-Security-Policy lets no script run but the page's, by its digest.

Looks and behaviour lie beside this file: page.html.j2, page.css, page.js.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, Any

from dateline.faces.words import amount, around, codes
from dateline.model import Actor, Claim, Event, Figure, Participant, Record, Relation, Role, Span, Time

if TYPE_CHECKING:
    from jinja2 import Template

# A quad's letters: verbal or material; cooperation or conflict. Colour never says it alone.
QUADS = {
    "verbal cooperation": ("V+", "vc"),
    "material cooperation": ("M+", "mc"),
    "verbal conflict": ("V−", "vx"),
    "material conflict": ("M−", "mx"),
}
# How a voice stands to an event it tells, in words that fit one voice or many; who just says so needs none.
STANCES = {
    "asserts": "",
    "denies": "denial",
    "doubts": "doubt",
    "believes": "belief",
    "promises": "promise",
    "threatens": "threat",
    "asks": "request",
}
BASES = {"stated": "stated", "relative": "worked out", "assumed": "assumed from the day of publication"}
FOUND = {"stated": "stated in the report", "metadata": "given with the report", "inferred": "inferred"}
# Words with a capital only because they open a sentence; a page cites them within its own.
OPENING = re.compile(r"^(?:An?|The|He|She|They|Some|Many|Several)\b")
STATUSES = ("occurred", "ongoing", "future", "conditional", "hypothetical", "negated")


def page(record: Record) -> str:
    """The page as one string of HTML; nothing outside it is needed."""
    view = View(record)
    style, script = _beside("page.css"), _beside("page.js")
    html = _template().render(
        report=record.report,
        made=record.made,
        day=_days(record.report.published.start, record.report.published.end),
        reasons=[(view.words(r.text), r.why) for r in record.report.published.reasons],
        found=FOUND.get(record.report.published.basis or ""),
        paragraphs=list(view.paragraphs()),
        events=view.events(),
        claims=view.claims(),
        relations=view.relations(),
        actors=view.actors(),
        quads=view.quads(),
        types=sorted(Counter(e.type for e in record.events).items()),
        states=view.states(),
        style=style,
        script=script,
        style_hash=_digest(style),
        script_hash=_digest(script),
    )
    return html.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    kind = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return kind.from_string(_beside("page.html.j2"))


@cache
def _beside(name: str) -> str:
    """A file beside this one; scripts and styles are ours alone, so they enter unescaped."""
    from markupsafe import Markup

    text = files("dateline.faces").joinpath(name).read_text(encoding="utf-8")
    return text if name.endswith(".j2") else Markup(text)


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


# ── the text ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact's claim on some words: which fact ("e1", "c2"), and what the words are to it."""

    span: Span
    kind: str
    fact: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with everything that covers it; `marks` is "kind:fact kind:fact"."""

    text: str
    marks: str
    looks: str
    to: str | None                  # the card that a trigger leads to
    name: str | None                # its own name, where it is the first of a trigger
    number: str                     # the numbers of the events whose trigger ends here


@dataclass(frozen=True, slots=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    tag: str


class View:
    """A record as a page shows it: facts numbered in the order of the text, and words for everything."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.report.text
        self.ordered = sorted(record.events, key=lambda e: (e.trigger, e.type, e.id))
        self.names = {e.id: f"e{n}" for n, e in enumerate(self.ordered, 1)}
        self.names |= {c.id: f"c{n}" for n, c in enumerate(record.claims, 1)}
        self.quad = {self.names[e.id]: QUADS[e.quad][1] for e in record.events if e.quad in QUADS}
        self.known: Mapping[str, Actor] = {a.id: a for a in record.actors}
        self.said: Mapping[str, Claim] = {c.id: c for c in record.claims}
        self.marks = sorted(self._marks(), key=lambda m: (m.span, m.kind, m.fact))

    def words(self, span: Span) -> str:
        return self.text[slice(*span)]

    # the text

    def paragraphs(self) -> Iterator[Paragraph]:
        """The text line by line, each cut where a mark begins or ends; joined with line feeds they are the text."""
        title = self.record.report.title or ""
        start = first = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            while first < len(self.marks) and self.marks[first].span[1] <= start:
                first += 1                              # marks that lie behind; a longer one may keep some waiting
            heading = any(s < end and start < e for s, e in self.record.headings)
            tag = "h1" if start == 0 and title and line.strip() == title else "h2" if heading else "p"
            yield Paragraph(tuple(self._cut((start, end), first)), tag)
            start = end + 1

    def _marks(self) -> Iterator[Mark]:
        for event in self.record.events:
            fact = self.names[event.id]
            yield from (Mark(span, "evidence", fact) for span in event.evidence)
            yield from (Mark((p.start, p.end), "actor", fact) for p in event.actors)
            yield from (Mark((p.start, p.end), "recipient", fact) for p in event.recipients)
            yield Mark(event.trigger, "trigger", fact)
            yield from (Mark(f.text, "figure", fact) for f in event.figures)
            yield from (Mark(t.text, "with", fact) for t in event.instrument)
            for kind, part in (("time", event.time), ("place", event.place)):
                if part and part.text:
                    yield Mark(part.text, kind, fact)
            if event.condition:
                yield Mark(event.condition, "condition", fact)
        for claim in self.record.claims:
            spans = (("source", claim.source.spans), ("cue", claim.cue), ("content", claim.content))
            yield from (Mark(s, kind, self.names[claim.id]) for kind, several in spans for s in several)
        for number, relation in enumerate(self.record.relations, 1):
            yield from (Mark(span, "held", f"r{number}") for span in relation.evidence)
        for number, actor in enumerate(self.record.actors, 1):
            yield from (Mark(span, "mention", f"a{number}") for span in actor.mentions)
        if self.record.report.dateline:
            yield Mark(self.record.report.dateline, "dateline", "d")

    def _cut(self, line: Span, first: int) -> Iterator[Piece]:
        waiting = takewhile(lambda m: m.span[0] < line[1], islice(self.marks, first, None))
        here = [m for m in waiting if m.span[1] > line[0]]
        edges = {line[0], line[1]}
        edges.update(at for m in here for at in m.span if line[0] < at < line[1])
        for start, end in pairwise(sorted(edges)):
            yield self._piece(start, end, [m for m in here if m.span[0] <= start and end <= m.span[1]])

    def _piece(self, start: int, end: int, over: Sequence[Mark]) -> Piece:
        """One piece; where several events claim it, the narrowest evidence lends its colour."""
        triggers = [m for m in over if m.kind == "trigger"]
        evidence = [m for m in over if m.kind == "evidence"]
        near = min(triggers or evidence, key=lambda m: (m.span[1] - m.span[0], m.fact), default=None)
        quad = [self.quad[near.fact]] if near and near.fact in self.quad else []
        looks = dict.fromkeys((*(m.kind for m in over if m.kind in LOOKS), *quad))
        begun = next((m.fact for m in triggers if m.span[0] == start), None)
        ended = [m.fact[1:] for m in triggers if m.span[1] == end]
        return Piece(
            self.text[start:end],
            " ".join(f"{m.kind}:{m.fact}" for m in over),
            " ".join(looks),
            triggers[0].fact if triggers else None,
            begun and f"word-{begun}",
            ",".join(ended),
        )

    # the facts

    def events(self) -> list[dict[str, Any]]:
        """What the cards of events show, in words."""
        return [self._event(event) for event in self.ordered]

    def _event(self, event: Event) -> dict[str, Any]:
        mark, hue = QUADS.get(event.quad, ("", ""))
        first = next((self.names[e.id] for e in self.ordered if e.trigger == event.trigger), "")
        return {
            "fact": self.names[event.id],
            "number": self.names[event.id][1:],
            "word": first,
            "type": event.type,
            "modes": ", ".join(event.modes),
            "quad": event.quad,
            "mark": mark,
            "hue": hue,
            "states": " ".join(_states(event)),
            "status": event.status,
            "historical": event.historical,
            "disputed": event.disputed,
            "sure": round(min(max(event.confidence, 0.0), 1.0) * 100),
            "who": self._parties(event.actors),
            "whom": self._parties(event.recipients),
            "rows": [(label, words) for label, words in self._rows(event) if words],
            "contexts": ", ".join(event.contexts).replace("_", " "),
            "quote": [[(self.words(part), strong) for part, strong in around(span, event.trigger)]
                      for span in event.evidence],
        }

    def _rows(self, event: Event) -> Iterator[tuple[str, str | None]]:
        """(label, words) of what a card tells below who and whom."""
        place = event.place
        yield "when", self._when(event.time) if event.time else None
        where = [x for x in (place.name, place.country) if x] if place else []
        yield "where", ", ".join(where) + _rough(place.precision if place else None)
        yield from (("figure", self._figure(figure)) for figure in event.figures)
        yield "with", ", ".join(f"{self.words(t.text)} ({t.kind})" for t in event.instrument)
        yield "condition", event.condition and self.words(event.condition)
        yield "deadline", event.deadline and " ".join(x for x in (_spoken(event.deadline), event.deadline_time) if x)
        voices = [f"{self.source(claim)} ({', '.join(x for x in (STANCES[link.stance], claim.form) if x)})"
                  for link in event.claims if (claim := self.said.get(link.claim))]
        yield "according to", "; ".join(["the report itself"] * (event.claim is None) + voices)

    def _parties(self, side: Sequence[Participant]) -> list[dict[str, str]]:
        met = {p.actor: p.then for p in side if p.actor in self.known}
        return [{"name": self.known[i].name, "code": codes(self.known[i], then)} for i, then in met.items()]

    def _when(self, time: Time) -> str | None:
        days = _days(time.start, time.end)
        words = f" from “{self.words(time.text)}”" if time.text and time.basis == "relative" else ""
        return f"{days} · {BASES[time.basis]}{words}" if days else None

    def _figure(self, figure: Figure) -> str:
        claim = self.said.get(figure.claim or "")
        by = f", says {self.source(claim)}" if claim else ""
        return f"{figure.kind} {amount(figure.low, figure.high) or 'not counted'} · “{self.words(figure.text)}”{by}"

    def source(self, claim: Claim) -> str:
        """Whose claim: the words, and whom they mean where they do not say it."""
        actor = self.known.get(claim.source.actor or "")
        words = self.words(claim.source.spans[0]) if claim.source.spans else ""
        words = OPENING.sub(lambda first: first[0].lower(), words)
        if not words:
            return actor.name if actor else "an unnamed source"
        plain = actor is None or actor.name.casefold() in words.casefold() or words.casefold() in actor.name.casefold()
        return words if plain or actor is None else f"{words} ({actor.name})"

    def claims(self) -> list[dict[str, Any]]:
        return [{
            "fact": self.names[claim.id],
            "source": self.source(claim),
            "stance": claim.stance,
            "form": claim.form,
            "cue": " … ".join(map(self.words, claim.cue)),
            "content": " … ".join(map(self.words, claim.content)),
            "within": self.said.get(claim.within or "") and self.source(self.said[claim.within or ""]),
            "events": [self.names[e][1:] for e in claim.events if e in self.names],
        } for claim in self.record.claims]

    def relations(self) -> list[dict[str, str]]:
        return [{
            "fact": f"r{number}",
            "subject": self._name(relation.subject),
            "relation": relation.relation.replace("_", " "),
            "object": self._name(relation.object),
            "holding": relation.holding or "current",
            "quote": " … ".join(map(self.words, relation.evidence)),
            "by": self._by(relation),
        } for number, relation in enumerate(self.record.relations, 1)]

    def _name(self, known: str) -> str:
        return self.known[known].name if known in self.known else known

    def _by(self, relation: Relation) -> str:
        claim = self.said.get(relation.claim or "")
        return self.source(claim) if claim else ""

    def actors(self) -> list[dict[str, Any]]:
        return [{
            "fact": f"a{number}",
            "name": actor.name,
            "kind": actor.kind.replace("_", " "),
            "code": " ".join(filter(None, (codes(actor), *(x for x in actor.sectors if x != actor.sector)))),
            "mentions": len(actor.mentions),
            "roles": "; ".join(map(_role, actor.roles)),
            "candidates": " or ".join(actor.candidates),
        } for number, actor in enumerate(self.record.actors, 1)]

    # the legend and the filters

    def quads(self) -> list[dict[str, Any]]:
        """The four quads, with how many events each has."""
        count = Counter(e.quad for e in self.record.events)
        return [{"name": name, "mark": mark, "hue": hue, "count": count[name]} for name, (mark, hue) in QUADS.items()]

    def states(self) -> list[tuple[str, int]]:
        """What an event can be filtered by beside its type, with how many are so."""
        count = Counter(state for e in self.record.events for state in _states(e))
        return [(state, count[state]) for state in (*STATUSES, "background", "disputed") if count[state]]


LOOKS = frozenset(("evidence", "trigger", "source", "cue", "content", "dateline"))


def _states(event: Event) -> Iterator[str]:
    yield event.status
    if event.historical:
        yield "background"
    if event.disputed:
        yield "disputed"


def _role(role: Role) -> str:
    """An office in words: "former minister (Norway)"; a title that names its body already is told as it stands."""
    held = "" if role.holding == "current" else role.holding
    named = not role.organization or role.organization.casefold() in role.title.casefold()
    return " ".join(filter(None, (held, role.title, "" if named else f"({role.organization})")))


def _rough(precision: str | None) -> str:
    """How exact a place is, where its name does not show it."""
    return f" ({precision})" if precision in ("region", "area", "site") else ""


def _spoken(day: str | None) -> str | None:
    """A day as a reader says it.

    >>> _spoken("2026-03-01")
    'Sunday 1 March 2026'
    """
    try:
        known = date.fromisoformat(day or "")
    except ValueError:
        return day
    return f"{WEEKDAYS[known.weekday()]} {known.day} {MONTHS[known.month - 1]} {known.year}"


def _days(start: str | None, end: str | None) -> str:
    """A day, or the two that it lies between; empty where nothing is known.

    >>> _days("2026-03-01", "2026-03-01"), _days("2026-03-01", None)
    ('Sunday 1 March 2026', 'Sunday 1 March 2026')
    """
    return " to ".join(dict.fromkeys(_spoken(day) or day for day in (start, end) if day))


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
