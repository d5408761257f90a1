"""One report, read, becomes its record: the rooms' findings put together and tied to words.

The order matters only here: actors, times, places and claims are read from the Doc on their own; the
predicates found take them up; mentions of one deed become one event; claims are linked last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from spacy.tokens import Doc, Token

import dateline
from dateline.codebook import Codebook
from dateline.codebook.contexts import contexts
from dateline.codebook.cues import cues
from dateline.codebook.instruments import instruments
from dateline.codebook.places import gazetteer
from dateline.codebook.reality import reality
from dateline.model import (
    Claim,
    ClaimLink,
    Event,
    Figure,
    Instrument,
    Made,
    Participant,
    Place,
    PlaceName,
    Record,
    Relation,
    Report,
    Span,
    Stance,
    Status,
    Time,
    TimeExpression,
    digest,
)
from dateline.record import same, what
from dateline.record.attacks import with_parts
from dateline.record.concerned import concerned
from dateline.record.confidence import confidence
from dateline.record.dated import dated, readable
from dateline.record.figures import figures
from dateline.record.limits import condition, deadline
from dateline.record.past import historical
from dateline.record.phrases import chars, forget
from dateline.record.relations import relations
from dateline.record.standing import standing
from dateline.record.status import is_denied, is_turned_down
from dateline.record.timex import times
from dateline.record.voice import claims
from dateline.record.what import Found
from dateline.record.when import event_time
from dateline.record.where import event_place, places
from dateline.record.who import Cast, cast, located

DENIED: tuple[Status, ...] = ("occurred", "ongoing")
AGAINST: tuple[Stance, ...] = ("denies", "doubts")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is known of the whole report while its events are put together."""

    doc: Doc
    report: Report
    cast: Cast
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceName, ...]
    claims: tuple[Claim, ...]
    book: Codebook


@dataclass(frozen=True, slots=True)
class _Told:
    """One mention of a deed with all that its words say."""

    mention: same.Mention
    time: Time | None
    place: Place | None
    figures: tuple[Figure, ...]
    claim: Claim | None
    status: Status


def code(doc: Doc, report: Report, codebook: Codebook, *, reader: str = "") -> Record:
    """The record of one report. `doc` reads `report.text`; `reader` is the version of what read it.

    Every span points into `report.text`; the same input and versions give the same record.
    """
    try:
        return _record(doc, report, codebook, reader)
    finally:
        forget()


def _record(doc: Doc, report: Report, codebook: Codebook, reader: str) -> Record:
    bounded = dated(doc, report)
    report = readable(bounded)
    where = places(doc, report, gazetteer())
    when = times(doc, report)
    people = located(cast(doc, report, codebook.actors, where, when), where)
    scene = _Scene(
        doc, report, people, when, where, claims(doc, report, people, cues()), codebook
    )
    events = tuple(_events(scene))
    said = tuple(_with_events(claim, events) for claim in scene.claims)
    held = tuple(_with_claim(r, scene) for r in relations(doc, report, people))
    return Record(
        bounded,
        report.headings,
        people.kept(_used(events, said, held)),
        events,
        said,
        held,
        people.names,
        scene.times,
        scene.places,
        Made(dateline.__version__, reader, codebook.version),
    )


def _used(events: Sequence[Event], said: Sequence[Claim], held: Sequence[Relation]) -> set[str]:
    """The actors that take part, speak, or stand in a relation."""
    parties = {p.actor for e in events for p in (*e.actors, *e.recipients)}
    return parties | {c.source.actor for c in said if c.source.actor} | {a for r in held for a in (r.subject, r.object)}


def _with_claim(relation: Relation, scene: _Scene) -> Relation:
    """The relation with the claim that states it; null where the report itself does."""
    claim = innermost(scene.claims, relation.evidence[0][0])
    return replace(relation, claim=claim.id) if claim else relation


# ── events ───────────────────────────────────────────────────────────────────────────────────────


def _events(scene: _Scene) -> Iterator[Event]:
    apart = [(t.start, t.end) for t in scene.times] + ([scene.report.dateline] if scene.report.dateline else [])
    found = what.happenings(
        scene.doc, scene.book, scene.cast, skip=lambda t: any(s <= t.idx < e for s, e in apart)
    )
    sentence = _sentence_numbers(scene.doc)
    told = [_told(one, sentence, scene) for one in with_parts(found, scene.doc, scene.cast)]
    by_mention = {id(t.mention): t for t in told}
    for group in same.happenings([t.mention for t in told]):
        yield _event([by_mention[id(m)] for m in group], scene)


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, now = [], -1
    for token in doc:
        now += bool(token.is_sent_start) or now < 0
        numbers.append(now)
    return numbers


def _told(one: Found, sentence: Sequence[int], scene: _Scene) -> _Told:
    trigger = one.trigger
    when = event_time(trigger, scene.times, scene.doc, scene.report)
    where = event_place(trigger, scene.places, scene.doc, scene.report)
    counted = figures(trigger, one.type, one.frame.modes, scene.doc)
    claim = innermost(scene.claims, trigger.idx)
    status: Status = "negated" if claim and _denies(claim, one, scene.doc) else one.status
    days = (when.start, when.end) if when and when.start and when.end and when.basis != "assumed" else None
    mention = same.Mention(
        replace(one, status=status),
        _ids(one.actors, scene),
        _ids(one.recipients, scene),
        days,
        where.name if where and where.text else None,
        sentence[trigger.i],
        _in_heading(trigger, scene.report),
        frozenset((f.kind, f.low, f.high) for f in counted),
    )
    return _Told(mention, when, where, counted, claim, status)


def _denies(claim: Claim, one: Found, doc: Doc) -> bool:
    """A denied charge has been made all the same."""
    if claim.stance != "denies" or one.status not in DENIED or one.type == "ACCUSE":
        return False
    if is_turned_down(one.trigger, one.type, doc.char_span(*claim.cue[0], alignment_mode="expand").root):
        return False
    spans = (doc.char_span(*s, alignment_mode="expand") for s in claim.content)
    return any(is_denied(one.trigger, span.root, reality()) for span in spans if span is not None)


def _ids(tokens: Sequence[Token], scene: _Scene) -> frozenset[str]:
    return frozenset(a for t in tokens if (a := scene.cast.of(t)) is not None)


def _in_heading(token: Token, report: Report) -> bool:
    in_title = (
        bool(report.title)
        and report.text.startswith(report.title or "")
        and token.idx < len(report.title or "")
    )
    alone = in_title and not report.text[len(report.title or "") :].strip()
    return (in_title and not alone) or any(s <= token.idx < e for s, e in report.headings)


def _event(told: Sequence[_Told], scene: _Scene) -> Event:
    """One event of the mentions of one deed; the fullest of the first sentence that tells it leads."""
    lead = _lead(told)
    one = lead.mention.found
    kind = scene.book.types[one.type]
    trigger = chars(scene.doc, *one.words)
    tools = tuple(dict.fromkeys(chain.from_iterable(_instruments(t, scene) for t in told)))
    modes = _modes(told, tools, scene)
    evidence = what.joined(r for t in told for r in t.mention.found.evidence)
    when = next((t.time for t in (lead, *told) if t.time and t.time.basis != "assumed"), lead.time)
    actors = _parties("actors", lead, told, when, scene)
    doing = {p.actor for p in actors}
    day, hour = _deadline(told, scene)
    links = _links(told, scene)
    return Event(
        id=digest(scene.report.id, f"{trigger[0]}-{trigger[1]}", one.type),
        type=one.type,
        modes=modes,
        contexts=_contexts(told, scene),
        quad=kind.quad,
        score=_score(kind.score, [kind.modes.get(m) for m in modes]),
        actors=actors,
        recipients=tuple(p for p in _parties("recipients", lead, told, when, scene) if p.actor not in doing),
        trigger=trigger,
        evidence=tuple(chars(scene.doc, *r) for r in evidence),
        status=lead.status,
        historical=historical(one.trigger, when, lead.status, found=scene.times, report=scene.report),
        condition=next((c for t in told if (c := condition(t.mention.found.trigger, scene.doc))), None),
        deadline=day,
        deadline_time=hour,
        time=when,
        place=next((t.place for t in (lead, *told) if t.place), None),
        instrument=tools,
        figures=_figures(told, scene),
        claims=links,
        claim=lead.claim.id if lead.claim and all(t.claim for t in told) else None,
        disputed=any(link.stance in AGAINST for link in links),
        confidence=confidence(
            one, bool(lead.mention.actors), bool(lead.mention.recipients), lead.mention.heading
        ),
    )


def _lead(told: Sequence[_Told]) -> _Told:
    body = [t for t in told if not t.mention.heading] or list(told)
    real = [t for t in body if t.mention.found.status in ("occurred", "ongoing")] or body
    first = min(t.mention.sentence for t in real)
    return max(
        (t for t in real if t.mention.sentence == first),
        key=lambda t: (bool(t.mention.actors) + bool(t.mention.recipients), -t.mention.found.at),
    )


def _parties(
    side: Literal["actors", "recipients"], lead: _Told, told: Sequence[_Told], when: Time | None, scene: _Scene
) -> tuple[Participant, ...]:
    """Each actor once, at the mention of the leading words first; a headline's only where the body names none."""
    body = [lead, *(t for t in told if not t.mention.heading)]
    for mentions in (body, told):
        found: dict[str, Participant] = {}
        named = chain.from_iterable(getattr(t.mention.found, side) for t in mentions)
        type_, doing = lead.mention.found.type, any(t.mention.actors for t in told)
        for token in concerned(named, type_, scene.cast, doing) if side == "recipients" else named:
            actor = scene.cast.of(token)
            if actor is not None and actor not in found:
                then = standing(scene.cast.get(actor), scene.cast.entry(actor), when, scene.book.actors)
                found[actor] = Participant(actor, *scene.cast.mention(token), then)
        if found:
            return tuple(found.values())
    return ()


def _instruments(told: _Told, scene: _Scene) -> tuple[Instrument, ...]:
    found = told.mention.found
    return tuple(Instrument(tool.text, tool.kind) for tool in instruments().near(found.trigger))


def _modes(told: Sequence[_Told], tools: Sequence[Instrument], scene: _Scene) -> tuple[str, ...]:
    known = scene.book.types[told[0].mention.found.type].modes
    own = [m for t in told for m in t.mention.found.frame.modes]
    by_tool = [m for t in tools for m in instruments().modes(t.kind)]
    return tuple(dict.fromkeys(m for m in (*own, *by_tool) if m in known))


def _score(plain: float, by_mode: Sequence[float | None]) -> float:
    """PLOVER's score of the gravest mode, or of the type where no mode has one."""
    known = [s for s in by_mode if s is not None]
    return max(known, key=abs) if known else plain


def _contexts(told: Sequence[_Told], scene: _Scene) -> tuple[str, ...]:
    table = contexts()
    own = [c for t in told for c in t.mention.found.frame.contexts]
    near = [
        c for t in told for start, end in t.mention.found.evidence for c in table.of(scene.doc[start:end])
    ]
    return tuple(dict.fromkeys((*own, *near)))


def _figures(told: Sequence[_Told], scene: _Scene) -> tuple[Figure, ...]:
    found = dict.fromkeys(f for t in told for f in t.figures)
    return tuple(
        replace(f, claim=claim.id) if (claim := innermost(scene.claims, f.text[0])) else f for f in found
    )


def _deadline(told: Sequence[_Told], scene: _Scene) -> tuple[str | None, str | None]:
    known = (deadline(t.mention.found.trigger, scene.times, scene.doc, scene.report) for t in told)
    return next((d for d in known if d[0]), (None, None))


# ── claims ───────────────────────────────────────────────────────────────────────────────────────


def innermost(said: Sequence[Claim], at: int) -> Claim | None:
    """The narrowest claim whose content holds a character; None where the report itself speaks."""
    over = [c for c in said if any(s <= at < e for s, e in c.content)]
    return min(over, key=lambda c: (sum(e - s for s, e in c.content), c.cue[0], c.id)) if over else None


def _links(told: Sequence[_Told], scene: _Scene) -> tuple[ClaimLink, ...]:
    """The claims that carry the mentions: the innermost ones, and those that deny or doubt what these say."""
    carried = [t.claim for t in told if t.claim]
    over = [c for t in told if t.claim for c in scene.claims if _is_against(c, t, t.claim, scene.doc)]
    return tuple(dict.fromkeys(ClaimLink(c.id, c.stance) for c in (*carried, *over)))


def _is_against(claim: Claim, told: _Told, inner: Claim, doc: Doc) -> bool:
    """ "The army said it had fired. The rebels denied this", "doubted the claim that it fired"; but not "denied
    having said that it fired"."""
    at = told.mention.found.trigger.idx
    if claim.stance not in AGAINST or claim == inner or not any(s <= at < e for s, e in claim.content):
        return False
    cue = doc.char_span(*inner.cue[0], alignment_mode="expand")
    return claim.content == inner.content or (cue is not None and cue.root.pos_ == "NOUN")


def _with_events(claim: Claim, events: Sequence[Event]) -> Claim:
    inside: list[Span] = list(claim.content)
    return replace(claim, events=tuple(e.id for e in events if any(s <= e.trigger[0] < t for s, t in inside)))
