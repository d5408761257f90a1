"""The review: one card at a time, why it is here, what was read; second passes, what two see otherwise, agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from annotated_types import Ge, Le

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Correction
from dateline.chronicle.judging import effects_in
from dateline.chronicle.rating import Rated, rated
from dateline.chronicle.reviewing import (
    DOUBT,
    DRAWN,
    DUE,
    HARMED,
    QUEUES,
    Line,
    Queued,
    Wanted,
    incidents_of,
    like,
    line,
    made_on,
    people,
    records_of,
)
from dateline.chronicle.views.around import judged
from dateline.chronicle.views.words import Passage, passages
from dateline.errors import UnknownId
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.facts import Field, Now, Word, event_now, fields_of, words_of
from dateline.faces.workbench.routes import get, page
from dateline.measure import Agreement, agreement, agreement_of_two, alpha, kappa
from dateline.model import Event, Record, Span

Queue = Literal["disagreement", "doubt", "stakes", "sample", "second", "adjudicate"]
AT_ONCE = 12            # cards of one answer, unless asked otherwise
MORE = 50               # judgements of a card that are named


@dataclass(frozen=True, slots=True)
class Asked:
    """`by`: who judges, if not as set. `skip`: so many of what is left are passed over. `of`: whose work is judged a
    second time; what others say is then not told."""

    queue: Queue = "disagreement"
    by: str = ""
    q: str = ""
    skip: Annotated[int, Ge(0), Le(1_000_000)] = 0
    most: Annotated[int, Ge(1), Le(100)] = AT_ONCE
    doubt: Annotated[float, Ge(0), Le(1)] = DOUBT
    harmed: Annotated[int, Ge(1), Le(1_000_000_000)] = HARMED
    due: Annotated[int, Ge(0), Le(36_500)] = DUE
    sample: Annotated[int, Ge(1), Le(10_000)] = DRAWN
    seed: str = "1"
    of: str = ""
    blind: bool = False
    today: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: where it begins, and its words."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one person said, where two see it otherwise."""

    by: str
    word: Word


@dataclass(frozen=True, slots=True)
class Card:
    """An event to judge: why it is here, its sentences with what they stand for, its fields, what was judged of it
    (nothing where the pass is blind)."""

    report: str
    event: str
    why: str
    detail: str | None
    type: str
    modes: tuple[str, ...]
    status: str
    disputed: bool
    historical: bool
    confidence: float
    incident: str | None
    label: str | None
    outlet: str | None
    title: str | None
    told: str | None
    language: str
    speaker: str | None
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    fields: tuple[Field, ...]
    now: Now | None
    judged: tuple[Word, ...]
    sides: tuple[Side, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far people agree on one question, in short."""

    question: str
    people: tuple[str, ...]
    units: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Review:
    """`left` and `done` are of this queue, `counts` what is left of each; `today`: judgements this person made."""

    by: str
    queue: str
    rows: tuple[Card, ...]
    left: int
    done: int
    today: int
    counts: dict[str, int]
    people: dict[str, int]
    agreed: tuple[Agreed, ...]


def review(desk: Desk, asked: Asked) -> Review:
    """The next cards of a queue."""
    chronicle = desk.chronicle
    chronicle.judgements.look()
    by = _who(desk, asked.by)
    found = line(chronicle, _wanted(asked, by), first=asked.skip, most=asked.most)
    blind = asked.blind or asked.queue == "second"
    return Review(
        by, asked.queue, tuple(_cards(chronicle, found.cards, blind=blind)), found.left, found.done,
        made_on(chronicle, by, asked.today or datetime.now(UTC).date().isoformat()),
        _counts(chronicle, asked, by, found), people(chronicle), tuple(_agreed(chronicle)))


def _who(desk: Desk, by: str) -> str:
    return by.strip() or desk.settings.judging or ""


def _wanted(asked: Asked, by: str, queue: str | None = None) -> Wanted:
    return Wanted(queue or asked.queue, by, asked.q, asked.doubt, asked.harmed, asked.due, asked.sample, asked.seed,
                  asked.of or None)


def _counts(chronicle: Chronicle, asked: Asked, by: str, found: Line) -> dict[str, int]:
    """What is left of each queue; of a second pass only where somebody is named."""
    return {name: found.left if name == asked.queue else line(chronicle, _wanted(asked, by, name), most=0).left
            for name in QUEUES if name != "second" or asked.of}


# ── cards ────────────────────────────────────────────────────────────────────────────────────────

def _cards(chronicle: Chronicle, queued: Sequence[Queued], *, blind: bool) -> Iterator[Card]:
    told = {(one.report, one.id): one for one in passages(chronicle, "event", [card.key for card in queued])}
    incidents = incidents_of(chronicle, [card.key for card in queued])
    records = records_of(chronicle, [card.key[0] for card in queued])
    now = effects_in(chronicle.cursor()).corrections
    for card in queued:
        record = records.get(card.key[0])
        event = next((e for e in record.events if e.id == card.key[1]), None) if record else None
        if record and event and (passage := told.get(card.key)):
            said = [] if blind else words_of(judged(chronicle, card.key[0])).get(event.id, [])
            yield _card((card, record, event, passage), incidents.get(card.key, (None, None)), said,
                        {} if blind else now.get(card.key, {}))


def _card(told: tuple[Queued, Record, Event, Passage], incident: tuple[str | None, str | None],
          said: Sequence[Word], now: Mapping[str, Correction]) -> Card:
    card, record, event, passage = told
    report = record.report
    return Card(
        report.id, event.id, card.why, card.detail, event.type, event.modes, event.status, event.disputed,
        event.historical, event.confidence, *incident, report.outlet, report.title, report.published.start,
        report.language, _speaker(record, event), tuple(Piece(start, text) for start, text in passage.pieces),
        tuple(_marks(event)), fields_of(record, event, now), event_now(now), tuple(said[:MORE]),
        tuple(_sides(said, card.detail)) if card.why == "coders" else (), record.made.reader)


def _marks(event: Event) -> Iterator[Mark]:
    yield from (Mark(*span, "evidence") for span in event.evidence)
    yield from (Mark(p.start, p.end, "actor") for p in event.actors)
    yield from (Mark(p.start, p.end, "recipient") for p in event.recipients)
    yield Mark(*event.trigger, "trigger")
    yield from (Mark(*f.text, "figure") for f in event.figures)
    yield from (Mark(*part.text, kind) for kind, part in (("time", event.time), ("place", event.place))
                if part and part.text)


def _speaker(record: Record, event: Event) -> str | None:
    """Who says so, in the words of the report; nobody where the report itself does."""
    claim = next((c for c in record.claims if c.id == event.claim), None)
    if claim is None:
        return None
    known = next((a.name for a in record.actors if a.id == claim.source.actor), None)
    spans: Sequence[Span] = claim.source.spans
    return known or " … ".join(record.report.text[start:end] for start, end in spans) or None


def _sides(said: Sequence[Word], name: str | None) -> Iterator[Side]:
    """The last word of each person on the field on which they differ."""
    met = set()
    for one in said:
        if one.counts and one.field == (name or "event") and one.by not in met:
            met.add(one.by)
            yield Side(one.by, one)


# ── all like this ────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Model:
    """A card of a queue, as Asked has it."""

    report: str
    event: str
    queue: Queue = "disagreement"
    by: str = ""
    q: str = ""
    doubt: Annotated[float, Ge(0), Le(1)] = DOUBT
    harmed: Annotated[int, Ge(1), Le(1_000_000_000)] = HARMED
    due: Annotated[int, Ge(0), Le(36_500)] = DUE
    sample: Annotated[int, Ge(1), Le(10_000)] = DRAWN
    seed: str = "1"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    report: str
    event: str
    words: str


@dataclass(frozen=True, slots=True)
class Alikes:
    rows: tuple[Alike, ...]
    total: int


def alike(desk: Desk, asked: Model) -> Alikes:
    """The cards of the same queue that were read by the same word as the same, this one first."""
    chronicle = desk.chronicle
    chronicle.judgements.look()
    wanted = Wanted(asked.queue, _who(desk, asked.by), asked.q, asked.doubt, asked.harmed, asked.due, asked.sample,
                    asked.seed, asked.of or None)
    keys = like(chronicle, wanted, (asked.report, asked.event))
    if not keys:
        raise UnknownId(asked.event, chronicle.path.name)
    told = {(one.report, one.id): one.text for one in passages(chronicle, "event", keys)}
    return Alikes(tuple(Alike(*key, told.get(key, "")) for key in keys), len(keys))


# ── agreement ────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Coefficient:
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question that several have answered: how often alike (`observed`), and how far beyond chance."""

    question: str
    people: tuple[str, ...]
    units: int
    observed: float | None
    kappa: Coefficient | None
    alpha: Coefficient


@dataclass(frozen=True, slots=True)
class Questions:
    rows: tuple[Question, ...]


def questions(desk: Desk) -> Questions:
    """How far people agree, question by question, as `dateline decisions agreement` has it."""
    desk.chronicle.judgements.look()
    return Questions(tuple(map(_question, rated(desk.chronicle.judgements))))


def _question(one: Rated) -> Question:
    many = agreement(one.units)
    two = agreement_of_two(one.units) if len(one.people) == 2 else None
    return Question(one.question, one.people, many.units, many.observed,
                    _coefficient(two) if two else None, _coefficient(many))


def _coefficient(found: Agreement) -> Coefficient:
    between = found.interval
    return Coefficient(found.value, between.low if between else None, between.high if between else None)


def _agreed(chronicle: Chronicle) -> Iterator[Agreed]:
    """Of each question the coefficients alone: how sure they are takes longer (`questions`)."""
    for one in rated(chronicle.judgements):
        units = sum(sum(value is not None for value in unit) > 1 for unit in one.units)
        yield Agreed(one.question, one.people, units, kappa(one.units) if len(one.people) == 2 else None,
                     alpha(one.units))


ROUTES = (page("/review", review), get("/review/like.json", alike), get("/review/agreement.json", questions))
