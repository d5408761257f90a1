"""The fields of an event that a person may correct: how each is written, what was read, and what is kept of it.

Values are plain data, whole in themselves: a corrected place comes with its point, a party with its country, so that a
judgement says the same wherever it is replayed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.fields import CONTEXT, COUNTRY, MODE, SECTOR, STATUS, TYPE
from dateline.chronicle.judgements import EVENT, Value
from dateline.chronicle.values import DAY_FORMS, DAYS, Kind, Unfit, span
from dateline.codebook.places import gazetteer
from dateline.model import Event, Participant, Record, Span

NOTHING = frozenset({"", "none", "null", "nothing", "wrong", "-"})      # by which a value is taken away
_CODES = re.compile(r"(.*?)\s*\(([^()]*)\)")                            # "Ana Diaz (PER GOV)"


@dataclass(frozen=True, slots=True)
class Correctable:
    """One field: what it is, how its value is written, and what an event says of it."""

    name: str
    meaning: str
    written: str
    read: Callable[[str], Value]
    of: Callable[[Record, Event], Value]


def read(name: str, text: str) -> Value:
    """The value of a field as somebody writes it, None where it is taken away. Raises Unfit, with what to write."""
    field = FIELDS.get(name)
    if field is None:
        raise Unfit(f"an event has no field {name!r} that could be corrected", f"there are {', '.join(FIELDS)}")
    return None if text.strip().casefold() in NOTHING else field.read(text.strip())


def said(record: Record, event: Event, name: str) -> Value:
    """What the machine read; for the event as a whole, its type."""
    return event.type if name == EVENT else FIELDS[name].of(record, event)


def behind(event: Event, name: str) -> tuple[Span, ...]:
    """The words from which a field was read; of a field that no words carry alone, none."""
    match name:
        case "type":
            return (event.trigger,)
        case "actor" | "recipient":
            return tuple((p.start, p.end) for p in (event.actors if name == "actor" else event.recipients))
        case "time":
            return (event.time.text,) if event.time and event.time.text else ()
        case "place":
            return (event.place.text,) if event.place and event.place.text else ()
        case "figures":
            return tuple(figure.text for figure in event.figures)
    return ()


def shown(value: Value) -> str:
    """A value in words.

    >>> shown({"start": "2026-03-02", "end": "2026-03-02"}), shown([{"name": "Ana Diaz", "country": "PER"}])
    ('2026-03-02', 'Ana Diaz (PER)')
    """
    if value is None or value in ([], ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(shown, value))
    if not isinstance(value, dict):
        return str(value)
    if "start" in value:
        return "..".join(dict.fromkeys(day or "" for day in (value["start"], value["end"])))
    codes = " ".join(filter(None, (value.get("country"), value.get("sector"))))
    return f"{value['name']} ({codes})" if codes else value["name"]


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def _code(kind: Kind) -> Callable[[str], Value]:
    def one(text: str) -> Value:
        found = kind.read(text)
        if "*" in found or found == "any":
            raise Unfit(f"{text!r} may be any {kind.name}", "name one")
        return found

    return one


def _several(one: Callable[[str], Value]) -> Callable[[str], Value]:
    return lambda text: [one(part.strip()) for part in text.split(";") if part.strip()]


def _flag(text: str) -> bool:
    if text.casefold() in ("yes", "true", "1", "no", "false", "0"):
        return text.casefold() in ("yes", "true", "1")
    raise Unfit(f"{text!r} is neither yes nor no", "write yes or no")


def _party(text: str) -> Value:
    """A name, with country and sector behind it where they are known.

    >>> _party("Ana Diaz (Peru GOV)"), _party("Red Path")
    ({'name': 'Ana Diaz', 'country': 'PER', 'sector': 'GOV'}, {'name': 'Red Path'})
    """
    found = _CODES.fullmatch(text)
    if not found:
        return {"name": text}
    party = {"name": found[1]}
    for word in found[2].replace(",", " ").split():
        for name, kind in (("country", COUNTRY), ("sector", SECTOR)):
            try:
                party.setdefault(name, kind.read(word))
                break
            except Unfit:
                continue
        else:
            raise Unfit(f"{word!r} is no country and no sector", "write them like (PER GOV), or leave them out")
    return {key: party[key] for key in ("name", "country", "sector") if key in party}


def _days(text: str) -> Value:
    first, _, last = DAYS.read(text).partition("..")
    start, end = span(first), span(last or first)
    if not start or not end:
        raise Unfit(f"{text!r} are no days", DAY_FORMS)
    return {"start": start[0].isoformat(), "end": end[1].isoformat()}


def _place(text: str) -> Value:
    """The likeliest place of that name, in the country that stands behind it.

    >>> place = _place("Ayr (GBR)")
    >>> place["name"], place["country"], place["precision"]
    ('Ayr', 'GBR', 'city')
    """
    found = _CODES.fullmatch(text)
    name, country = (found[1], COUNTRY.read(found[2])) if found else (text, None)
    places = [e for e in gazetteer().find(name) if country in (None, e.country)]
    if not places:
        return {"name": name, "country": country}
    return _spot(places[0])


def _spot(place: Any) -> dict[str, Value]:
    return {key: getattr(place, key) for key in ("name", "country", "lat", "lon", "geonameid", "precision")}


def _only_nothing(text: str) -> Value:
    raise Unfit(f"figures cannot be put right, only taken away; got {text!r}", "write figures=none")


# ── what an event says ───────────────────────────────────────────────────────────────────────────


def _parties(record: Record, side: Iterable[Participant]) -> Value:
    actors = {actor.id: actor for actor in record.actors}
    found = [(actors[p.actor], p.then or actors[p.actor]) for p in side]
    parties = ({"name": a.name, "country": was.country, "sector": was.sector} for a, was in found)
    return [{key: value for key, value in party.items() if value} for party in parties]


def _time(record: Record, event: Event) -> Value:
    return {"start": event.time.start, "end": event.time.end} if event.time else None


FIELDS: dict[str, Correctable] = {field.name: field for field in (
    Correctable("type", "PLOVER type", "type=PROTEST", _code(TYPE), lambda r, e: e.type),
    Correctable("modes", "PLOVER modes", "modes=arrest;release", _several(_code(MODE)), lambda r, e: list(e.modes)),
    Correctable("contexts", "PLOVER contexts", "contexts=election", _several(_code(CONTEXT)),
                lambda r, e: list(e.contexts)),
    Correctable("status", "whether it happened, is planned, …", "status=future", _code(STATUS), lambda r, e: e.status),
    Correctable("historical", "told as background", "historical=yes", _flag, lambda r, e: e.historical),
    Correctable("disputed", "denied or doubted by somebody", "disputed=no", _flag, lambda r, e: e.disputed),
    Correctable("actor", "who did it", "actor='Ana Diaz (PER GOV); police'", _several(_party),
                lambda r, e: _parties(r, e.actors)),
    Correctable("recipient", "to whom it was done", "recipient='two men'", _several(_party),
                lambda r, e: _parties(r, e.recipients)),
    Correctable("time", "when", "time=2026-03-02..2026-03-05", _days, _time),
    Correctable("place", "where", "place='Ayr (GBR)'", _place, lambda r, e: _spot(e.place) if e.place else None),
    Correctable("figures", "its numbers", "figures=none", _only_nothing,
                lambda r, e: [f"{f.kind} {r.report.text[slice(*f.text)]}" for f in e.figures]),
)}
