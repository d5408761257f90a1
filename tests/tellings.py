"""Records of invented reports, made without reading: what each sentence tells is said beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import (
    Actor,
    Event,
    Figure,
    Made,
    Participant,
    Place,
    Published,
    Record,
    Report,
    Span,
    Time,
    digest,
)

# name: kind, country, sector
WHO = {
    "Gunmen": ("armed_group", "MLI", "UAF"), "The army": ("government", "MLI", "MIL"),
    "Mali": ("country", "MLI", "GOV"), "the Red Path": ("armed_group", "PER", "REB"), "Peru": ("country", "PER", "GOV"),
    "soldiers": ("government", "MLI", "MIL"), "villagers": ("population", "MLI", "CVL"),
}
WHERE = {"Gao": (16.27, -0.04), "Ansongo": (15.66, 0.5), "Timbuktu": (16.77, -3.0)}


@dataclass(frozen=True, slots=True)
class Tells:
    """One sentence and the event in it; actor, recipient and place are words of the sentence."""

    words: str
    trigger: str
    type: str = "ASSAULT"
    actor: str | None = None
    recipient: str | None = None
    day: str | None = None
    place: str | None = None
    modes: tuple[str, ...] = ()
    killed: tuple[float, float | None] | None = None
    status: str = "occurred"
    deadline: str | None = None


def record(day: str | None, outlet: str, *told: Tells, codebook: str = "1", text: str | None = None) -> Record:
    """A report that tells these things, one sentence each."""
    whole = text or " ".join(one.words for one in told)
    name = Report.name(whole, outlet, None, day)
    report = Report(name, None, None, whole, None, outlet, "en", Published(day, day, "metadata" if day else None))
    known = sorted({who for one in told for who in (one.actor, one.recipient) if who})
    actors = tuple(Actor(f"a{n}", who, WHO[who][0], WHO[who][1], WHO[who][2], (WHO[who][2],),
                         _all(whole, who)) for n, who in enumerate(known))
    ids = {actor.name: actor.id for actor in actors}
    events = tuple(_event(name, whole, one, ids) for one in told)
    return Record(report, (), actors, events, (), (), (), (), (), Made("0", "0", codebook))


def _event(report: str, text: str, one: Tells, ids: dict[str, str]) -> Event:
    at = text.index(one.words)
    here = (at, at + len(one.words))
    trigger = _find(text, one.trigger, here)
    place = None
    if one.place:
        place = Place(one.place, "MLI", *WHERE[one.place], None, "city", _find(text, one.place, here))
    return Event(
        id=digest(report, str(trigger), one.type), type=one.type, modes=one.modes, contexts=(), quad="material-conflict",
        score=-9.0, actors=_side(text, one.actor, here, ids), recipients=_side(text, one.recipient, here, ids),
        trigger=trigger, evidence=(here,), status=one.status, deadline=one.deadline,  # type: ignore[arg-type]
        time=Time(one.day, one.day, "day", None, "stated") if one.day else None, place=place,
        figures=(Figure("killed", *one.killed, trigger),) if one.killed else ())


def _side(text: str, who: str | None, here: Span, ids: dict[str, str]) -> tuple[Participant, ...]:
    return (Participant(ids[who], *_find(text, who, here)),) if who else ()


def _find(text: str, words: str, here: Span) -> Span:
    start = text.index(words, *here)
    return start, start + len(words)


def _all(text: str, words: str) -> tuple[Span, ...]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)
