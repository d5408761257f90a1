"""What one record says of each of its events, in the form in which two tellings can be compared."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from dateline.codebook.actors import fold
from dateline.model import Actor, Event, Participant, Record

WORD = re.compile(r"[^\W_]+")
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed", "es", "s", "e")
STEM = 4            # letters that an ending must leave
UNLISTED = 4.2      # the weight of a word that the list of common words lacks
COMMON = 60         # the first so many words of that list say nothing
TITLES = frozenset({"the", "a", "an", "mr", "mrs", "ms", "president", "minister", "general", "colonel", "prime"})


@dataclass(frozen=True, slots=True)
class Party:
    """Who took part, as far as another report can name the same."""

    name: str
    words: frozenset[str]
    country: str | None
    sector: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One telling of a happening. Days are ordinals; `words` and `story` are vectors of length 1 over
    the words of its evidence and of its whole report."""

    report: str
    event: str
    type: str
    modes: frozenset[str]
    word: str
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    days: tuple[int, int] | None
    assumed: bool
    place: str | None
    sharp: bool                 # a place of its own, not a land or region that holds others
    country: str | None
    figures: frozenset[tuple[str, float | None, float | None]]
    deadline: str | None
    words: Mapping[str, float]
    story: Mapping[str, float]


def accounts(record: Record) -> Iterator[Account]:
    """An account of every event of a record, in its order."""
    known = {actor.id: actor for actor in record.actors}
    text = record.report.text
    story = vector(text)
    for event in record.events:
        yield Account(
            report=record.report.id, event=event.id, type=event.type, modes=frozenset(event.modes),
            word=stem(WORD.findall(text[slice(*event.trigger)].lower())[-1]),
            status="real" if event.status in ("occurred", "ongoing") else event.status,
            actors=_parties(event.actors, known), recipients=_parties(event.recipients, known),
            days=_days(event), assumed=event.time is not None and event.time.basis == "assumed",
            place=fold(event.place.name) if event.place else None,
            sharp=event.place is not None and event.place.precision in ("site", "city"),
            country=event.place.country if event.place else None,
            figures=frozenset((f.kind, f.low, f.high) for f in event.figures),
            deadline=event.deadline,
            words=vector(" ".join(text[s:e] for s, e in event.evidence)), story=story)


def _parties(side: Iterable[Participant], known: Mapping[str, Actor]) -> tuple[Party, ...]:
    return tuple(_party(known[p.actor]) for p in side)


def _party(actor: Actor) -> Party:
    name = fold(actor.name)
    named = any(word[:1].isupper() for word in actor.name.split())
    return Party(name, frozenset(name.split()) - TITLES, actor.country, actor.sector, named)


def _days(event: Event) -> tuple[int, int] | None:
    """First and last day as ordinals; None where either is unknown."""
    when = event.time
    if when is None or when.start is None or when.end is None:
        return None
    return date.fromisoformat(when.start).toordinal(), date.fromisoformat(when.end).toordinal()


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: what "killing", "killed" and "killings" share.

    >>> stem("killings"), stem("attacked"), stem("arrests"), stem("war")
    ('kill', 'attack', 'arrest', 'war')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word[: -len(ending)]
    return word


def vector(text: str) -> Mapping[str, float]:
    """The stems of a text by their weight: rare words much, common ones nothing; the squares add up to 1."""
    counted = Counter((stem(w), weight(w)) for w in map(str.lower, WORD.findall(text)))
    raw: dict[str, float] = {}
    for (word, rare), times in counted.items():
        if rare:
            raw[word] = max(raw.get(word, 0.0), (1 + math.log(times)) * rare)
    length = math.sqrt(sum(x * x for x in raw.values())) or 1.0
    return {word: x / length for word, x in raw.items()}


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors, summed in the order of the words, so that it never depends on theirs."""
    return round(sum(one[w] * other[w] for w in sorted(one.keys() & other.keys())), 6)


def weight(word: str) -> float:
    """How much a word says: more the rarer it is among words.txt, which lists them by how common they are (Zipf)."""
    rank = _ranks().get(word)
    return UNLISTED if rank is None else max(0.0, math.log((rank + 1) / COMMON))


@cache
def _ranks() -> Mapping[str, int]:
    text = files("dateline.chronicle").joinpath("words.txt").read_text(encoding="utf-8")
    return {word: rank for rank, word in enumerate(text.split())}
