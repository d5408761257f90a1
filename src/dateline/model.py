"""Every type of the record, on one page, and its codec to plain data.

The fields and closed lists are those of the output contract (docs/record.md): offsets are Unicode
code points into ``report.text``, half-open, so ``text[start:end]`` is the words; days are ISO dates,
inclusive at both ends, null where nobody knows. Nothing here is ever changed after it is made.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Literal

Span = tuple[int, int]

Status = Literal["occurred", "ongoing", "future", "conditional", "hypothetical", "negated"]
Stance = Literal["asserts", "denies", "doubts", "believes", "promises", "threatens", "asks"]
Form = Literal["direct", "indirect", "mixed"]
Holding = Literal["current", "former", "acting", "future"]
Basis = Literal["stated", "relative", "assumed"]
Grain = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]
Precision = Literal["site", "city", "region", "country", "area"]
PlaceUse = Literal["name", "adjective", "part"]
ActorKind = Literal[
    "person", "government", "organization", "armed_group", "party", "company", "media",
    "international", "population", "country", "place", "unknown",
]
FigureKind = Literal[
    "killed", "injured", "missing", "displaced", "detained", "released", "participants",
    "troops", "destroyed", "aided", "money", "other",
]


def digest(*parts: str, size: int = 8) -> str:
    """A short name for what the parts say together: the same parts give the same name anywhere."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


# ── the report ───────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report without a date came out on these days: the words, what they tell, and the days left by then."""

    start: str
    end: str
    text: Span
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """The day or days a report came out; basis: stated, metadata or inferred (then with reasons); null if not known."""

    start: str | None = None
    end: str | None = None
    basis: Literal["stated", "metadata", "inferred"] | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One news report, cleaned: ``text`` is what every span of its record points into."""

    id: str
    ref: str | None
    title: str | None
    text: str
    url: str | None
    outlet: str | None
    language: str
    published: Published
    headings: tuple[Span, ...] = ()
    dateline: Span | None = None                    # "BOGOTA, Sept 26 (Wire) -", which is no event
    place: str | None = None                        # the dateline's place, as written
    found: tuple[tuple[str, str], ...] = ()         # how title, outlet and date were found
    extra: tuple[tuple[str, str], ...] = ()         # fields the giver sent along, kept and ignored

    @staticmethod
    def name(text: str, outlet: str | None, url: str | None, day: str | None) -> str:
        """A report's id: a digest of text, outlet, address and day of publication."""
        return digest(text, outlet or "", url or "", day or "")


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read or coded, in its place: what, which error, and the remedy."""

    source: str
    error: str
    message: str


# ── who, when, where ─────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Role:
    """An office; `basis`: the report states it, or the table of actors knows it of that name and day."""

    title: str
    organization: str | None = None
    start: str | None = None
    end: str | None = None
    holding: Holding = "current"
    basis: Literal["stated", "table"] = "stated"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone the report names or describes; country and sector are PLOVER's, null if not known.

    `candidates`: whom the table knows by this name, where the report does not tell which of them it means.
    """

    id: str
    name: str
    kind: ActorKind = "unknown"
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    roles: tuple[Role, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor was on the day of a deed, where that is another than on the day of the report."""

    country: str | None
    sector: str | None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in an event, and the words that put it there."""

    actor: str
    start: int
    end: int
    then: Standing | None = None


@dataclass(frozen=True, slots=True)
class Time:
    start: str | None
    end: str | None
    grain: Grain | None
    text: Span | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: Precision | None
    text: Span | None


# ── what happened, and who says so ───────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Instrument:
    text: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the report gives: low and high as counted, claim: who gives it, or null."""

    kind: FigureKind
    low: float | None
    high: float | None
    text: Span
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimLink:
    claim: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, in PLOVER's terms, with the words that carry it."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: str
    score: float | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    trigger: Span
    evidence: tuple[Span, ...]
    status: Status
    historical: bool = False
    condition: Span | None = None
    deadline: str | None = None
    deadline_time: str | None = None
    time: Time | None = None
    place: Place | None = None
    instrument: tuple[Instrument, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[ClaimLink, ...] = ()
    claim: str | None = None
    disputed: bool = False
    confidence: float = 0.5

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"the {self.type} event at {self.trigger} has no evidence")


@dataclass(frozen=True, slots=True)
class Source:
    actor: str | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Someone says something: who (source), by which word (cue), and what (content)."""

    id: str
    source: Source
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    within: str | None = None
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """What holds between two actors; ``object`` is an actor's id, or words where it is none."""

    subject: str
    relation: Literal[
        "holds_office", "leads", "member_of", "part_of", "supports", "allied_with", "opposes"
    ]
    object: str
    holding: Holding | None
    evidence: tuple[Span, ...]
    time: Days | None = None
    claim: str | None = None


# ── every name, time and place read ──────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    label: Literal["person", "organization", "place", "event", "date"]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with its TIMEX3 type and value, resolved to days where it can be."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name and what it means: null coordinates where the gazetteer has no such place.

    `use`: the words name it, describe by it ("Kenyan police"), or name something else with it ("Lagos Chamber").
    `reason` says what decided, `runner_up` which other place of the name came next, `within` the place that the
    words put it in, whose point it has where its own is not known.
    """

    start: int
    end: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    precision: Precision | None
    use: PlaceUse = "name"
    within: str | None = None
    reason: str | None = None
    runner_up: Place | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What did the coding: the version of the program, digests of the reader and the codebook."""

    dateline: str
    reader: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Record:
    report: Report
    headings: tuple[Span, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    names: tuple[Name, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceName, ...]
    made: Made


# ── across reports ───────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Telling:
    """An event of a report: one telling of what happened."""

    report: str
    event: str


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as one telling gives it: by whom, of which day, in which words of the report."""

    report: str
    event: str
    low: float | None
    high: float | None
    by: str | None
    date: str | None
    text: Span


@dataclass(frozen=True, slots=True)
class Toll:
    """All values of one kind; contested where two speakers stand by what cannot both be, updated where later
    counts replace earlier ones."""

    kind: FigureKind
    values: tuple[Value, ...]
    contested: bool
    updated: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of a report that carries one of the tellings, and its stance towards it."""

    report: str
    claim: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody bound himself to, threatened or demanded, and what became of it."""

    kind: Literal["promise", "threat", "demand", "ultimatum"]
    actor: str | None
    owed_to: str | None
    condition: str | None
    deadline: str | None
    state: Literal["open", "met", "broken", "lapsed", "unknown"]
    settled_by: str | None = None
    settled_by_event: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as several reports tell it."""

    id: str
    label: str
    type: str
    reports: tuple[str, ...]
    events: tuple[Telling, ...]
    outlets: int
    independent: int
    time: Time | None
    place: Place | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    figures: tuple[Toll, ...] = ()
    claims: tuple[Said, ...] = ()
    commitment: Commitment | None = None


# ── the codec ────────────────────────────────────────────────────────────────────────────────────

_APART = {"headings"}           # a report's headings stand beside it in the JSON, not inside it


def to_data(value: Any) -> Any:
    """A record (or any part of it) as plain lists and dictionaries, in the contract's names."""
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    kind: Any = type(value)         # mypy takes it for something that cannot be a key
    names = _names(kind)
    return value if names is None else {key: to_data(getattr(value, name)) for name, key in names}


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...] | None:
    """The fields of a type that are written, each with its name in the contract; None for what is plain already."""
    if not is_dataclass(kind):
        return None
    apart = _APART if issubclass(kind, Report) else ()
    return tuple((field.name, field.name.rstrip("_")) for field in fields(kind) if field.name not in apart)


def from_data(data: Mapping[str, Any]) -> Record:
    """The record that ``to_data`` wrote; fields this version does not know are left aside."""
    whole = dict(data)
    whole["report"] = {**whole["report"], "headings": whole["headings"]}
    record = _read(Record, whole)
    assert isinstance(record, Record)
    return record


def to_json(value: Any) -> str:
    """One line of JSON; the same value gives the same bytes."""
    return json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if data is None:
            return None
        return _read(next(k for k in typing.get_args(kind) if k is not type(None)), data)
    if origin is tuple:
        inside = typing.get_args(kind)
        if inside[-1] is Ellipsis:
            return tuple(_read(inside[0], item) for item in data)
        return tuple(_read(k, item) for k, item in zip(inside, data, strict=True))
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], data[name.rstrip("_")])
                       for name in hints if name.rstrip("_") in data})
    return data
