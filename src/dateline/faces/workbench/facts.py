"""An event as the reader and the review show it: its fields, each with value and words, what it rests on, what people
say of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.corrections import FIELDS, behind, said, shown
from dateline.chronicle.judgements import EVENT, Correct, Correction, Judgement, Verdict
from dateline.chronicle.views.around import Said
from dateline.model import Event, Record, Span

WORD = {True: "right", False: "wrong", None: "unsure"}


@dataclass(frozen=True, slots=True)
class Now:
    """What a person says of a field: another value, or that it is wrong (`shown` is null)."""

    shown: str | None
    by: str
    at: str
    judgement: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Was:
    """What an earlier coding of the report said, and the version of the reader that did."""

    shown: str | None
    reader: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event. `shown` is what was read, in the words in which it can be written again; `words` where it
    stands; `basis` what it rests on; `now` what people say; `was` what was read before."""

    name: str
    shown: str | None
    words: tuple[Span, ...]
    basis: str | None = None
    now: Now | None = None
    was: Was | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A judgement of an event: of which field, what it says in words, and whether it counts."""

    id: str
    at: str
    by: str
    what: str
    field: str
    says: str
    why: str | None
    counts: bool


def fields_of(record: Record, event: Event, now: Mapping[str, Correction],
              was: Mapping[str, tuple[Any, str]] | None = None) -> tuple[Field, ...]:
    """All fields of an event, empty ones too: what is missing is to be seen."""
    return tuple(Field(
        name, _words(said(record, event, name)), behind(event, name), _basis(record, event, name),
        _now(now.get(name)), _was((was or {}).get(name))) for name in FIELDS)


def _words(value: Any) -> str | None:
    return None if value is None or value == [] else shown(value)


def _now(found: Correction | None) -> Now | None:
    if found is None:
        return None
    one = found.judgement
    return Now(_words(found.value), one.by, one.at, one.id, one.why)


def _was(found: tuple[Any, str] | None) -> Was | None:
    return Was(_words(found[0]), found[1]) if found else None


def _basis(record: Record, event: Event, name: str) -> str | None:
    """What a field rests on, as a code: of a day how it is known, of a place how its words were understood."""
    if name == "time" and event.time:
        return event.time.basis
    if name == "place" and event.place:
        words = event.place.text
        return next((p.reason for p in record.places if words and (p.start, p.end) == words), None)
    return None


def event_now(now: Mapping[str, Correction]) -> Now | None:
    """That there was no such event, if somebody says so."""
    return _now(now.get(EVENT))


def words_of(judged: Iterable[Said]) -> dict[str, list[Word]]:
    """What people have judged, by event, the latest first."""
    found: dict[str, list[Word]] = {}
    for one in judged:
        for event in one.events:
            found.setdefault(event, []).insert(0, word(one.judgement, one.counts))
    return found


def word(one: Judgement, counts: bool = True) -> Word:
    match one.deed:
        case Correct(field=name, after=after):
            return Word(one.id, one.at, one.by, one.what, name, shown(after), one.why, counts)
        case Verdict(field=name, right=right):
            return Word(one.id, one.at, one.by, one.what, name or EVENT, WORD[right], one.why, counts)
    state = json.loads(one.line()).get("after")
    return Word(one.id, one.at, one.by, one.what, EVENT, str(state or one.what), one.why, counts)
