"""A telling as the store keeps it: its account, and what an incident shows of it, without the record it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from dateline.chronicle.packing import made, plain, rounded, shape
from dateline.chronicle.tellings import Account, accounts, sentence
from dateline.model import Event, Participant, Place, Record, Span, Stance, Status, Time, digest

LABEL = 80          # characters
STORY = [field.name for field in fields(Account)].index("story")

Key = tuple[str, str]           # report, event


@dataclass(frozen=True, slots=True)
class Given:
    """A figure as one telling gives it: by whom (null: the report itself), in which words."""

    kind: str
    low: float | None
    high: float | None
    by: str | None
    text: Span
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who took part, as a reader is shown him."""

    name: str
    country: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """One telling. `copy` is the same for tellings in the same words: those of copies of one report."""

    account: Account
    label: str
    trigger: Span
    contexts: tuple[str, ...]
    quad: str
    score: float | None
    status: Status
    confidence: float
    time: Time | None
    place: Place | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    values: tuple[Given, ...]
    claims: tuple[tuple[str, Stance], ...]
    outlet: str | None
    published: tuple[str | None, str | None]
    words: str

    @property
    def key(self) -> Key:
        return self.account.report, self.account.event


SHAPE = shape(Told)         # a store that keeps tellings of another shape has them made anew (retelling.py)


def written(one: Told) -> str:
    """Its JSON, without the words of the whole report, which all tellings of a report share."""
    data = plain(one)
    data[0][STORY] = None
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read(body: str) -> Told:
    """What `written` wrote: without those words."""
    data = json.loads(body)
    data[0][STORY] = {}
    return made(Told, data)


def with_story(one: Told, story: Mapping[str, float]) -> Told:
    return replace(one, account=replace(one.account, story=story))


def told(record: Record) -> Iterator[Told]:
    """Every telling of a record, in its order."""
    events = {event.id: event for event in record.events}
    shown = {a.id: Named(a.name, a.country, a.sector, a.kind) for a in record.actors}
    story: dict[str, float] | None = None
    for account in accounts(record):
        story = rounded(account.story) if story is None else story
        yield _told(replace(account, words=rounded(account.words), story=story), events[account.event], record, shown)


def _told(account: Account, event: Event, record: Record, shown: dict[str, Named]) -> Told:
    published = record.report.published
    return Told(
        account=account, label=_label(event, record.report.text), trigger=event.trigger, contexts=event.contexts,
        quad=event.quad, score=event.score, status=event.status, confidence=event.confidence,
        time=event.time, place=event.place, actors=_named(event.actors, shown),
        recipients=_named(event.recipients, shown), values=tuple(_values(event, record)),
        claims=tuple((c.claim, c.stance) for c in event.claims), outlet=record.report.outlet,
        published=(published.start, published.end), words=_words(account, event, record.report.text))


def _named(side: Iterable[Participant], shown: dict[str, Named]) -> tuple[Named, ...]:
    return tuple(shown[p.actor] for p in side)


def _words(account: Account, event: Event, text: str) -> str:
    """A digest of what makes two tellings the same words about the same: the sentence, the deed in it, its days."""
    first, last = account.sentence
    spoken = " ".join(text[first:last].casefold().split())
    before = len(text[first:event.trigger[0]].split())
    return digest(spoken, str(before), event.type, ";".join(event.modes), event.status, str(account.days))


def _values(event: Event, record: Record) -> Iterator[Given]:
    text = record.report.text
    speakers = {c.id: c.source for c in record.claims}
    names = {a.id: a.name for a in record.actors}
    for f in event.figures:
        source = speakers.get(f.claim or "")
        by = None
        if source is not None:
            by = names[source.actor] if source.actor else " ".join(text[s:e] for s, e in source.spans) or "unnamed"
        yield Given(f.kind, f.low, f.high, by, f.text, text[slice(*f.text)])


def _label(event: Event, text: str) -> str:
    """The clause that tells it; one that hangs on what stands before ("that it accepted in May") with its sentence."""
    start, end = next((s for s in event.evidence if s[0] <= event.trigger[0] < s[1]), event.evidence[0])
    words = " ".join(text[start:end].split())
    if words[:1].islower() and len(words) < LABEL // 2:
        first, _ = sentence(text, event.trigger)
        before = " ".join(text[first:start].split())
        room = LABEL - len(words) - 3
        kept = before if len(before) <= room else "…" + before[-room:].partition(" ")[2]
        return f"{kept} {words}".strip()
    return words if len(words) <= LABEL else words[: LABEL - 1].rsplit(" ", 1)[0] + "…"
