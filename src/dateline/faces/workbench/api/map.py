"""The map: what is drawn where, what is only counted beside; and putting a place right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle.asking import understood
from dateline.chronicle.query import Query
from dateline.chronicle.views.ground import (
    WORLD,
    Beside,
    Box,
    Frame,
    Land,
    Read,
    Spot,
    countries,
    frames,
    listed,
    namesakes,
    read,
    spots,
)
from dateline.errors import BadRequest
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, Page, get, page

ACROSS = 26             # places are one cluster where less than so many of them fit across the map
SMALL = 16              # the same on the small maps


@dataclass(frozen=True, slots=True)
class Asked:
    """`bbox` is west,south,east,north in degrees; `month` any time as ``time:`` takes it, like 2026-03."""

    q: str = ""
    bbox: str = ""
    month: str = ""
    view: Literal["clusters", "points", "months"] = "clusters"
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Map:
    """`spots` are drawn; `lands` and `beside` are what is counted without being drawn; `rows` are the places.
    `frames` are the latest of `months` months that have anything."""

    query: str
    box: Box
    incidents: int
    spots: tuple[Spot, ...]
    lands: tuple[Land, ...]
    beside: Beside
    months: int
    frames: tuple[Frame, ...]
    total: int
    page: int
    rows: tuple[Mapping[str, Any], ...]


def draw(desk: Desk, asked: Asked) -> Map:
    """Where it happened: points, clusters, regions, and by country what is known no closer."""
    chronicle, box = desk.chronicle, box_of(asked.bbox)
    query = query_of(desk, asked)
    wide = (box[2] - box[0]) % 360 or 360.0
    drawn = () if asked.view == "months" else spots(
        chronicle, query, box, wide / ACROSS if asked.view == "clusters" else 0.0)
    small, months = frames(chronicle, query, box, wide / SMALL) if asked.view == "months" else ((), 0)
    lands, beside = countries(chronicle, query)
    rows, total = listed(chronicle, query, box, size=ROWS, number=asked.page)
    shown = sum(spot.incidents for spot in drawn) if drawn else sum(frame.incidents for frame in small)
    return Map(str(query), box, shown, drawn, lands, beside, months, small, total, asked.page, tuple(rows))


def query_of(desk: Desk, asked: Asked) -> Query:
    if not asked.month:
        return understood(desk.chronicle, asked.q)
    return understood(desk.chronicle, f"({asked.q}) time:{asked.month}" if asked.q.strip() else f"time:{asked.month}")


def box_of(text: str) -> Box:
    """Four numbers, clipped to the world.

    >>> box_of("-80,-20,-60,12.5")
    (-80.0, -20.0, -60.0, 12.5)
    """
    if not text:
        return WORLD
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and west != east and -90 <= south < north <= 90):
        raise BadRequest(f"{text!r} is no box", "write bbox=west,south,east,north in degrees, like -80,-20,-60,12")
    return west, south, east, north


# ── putting a place right ────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class AskedPlace:
    """`name`: look for places of this name instead of the one that was read."""

    incident: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place of the name: `value` is what a judgement on the place says."""

    region: str | None
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """How the place of an incident was read, and which other places it could be."""

    read: Read
    name: str
    namesakes: tuple[Namesake, ...]


def place(desk: Desk, asked: AskedPlace) -> Place:
    """The place of an incident, what it was read from, and its namesakes, to put it right."""
    found = read(desk.chronicle, asked.incident)
    name = asked.name.strip() or str((found.before or {}).get("name", ""))
    known = namesakes(name) if name else ()
    return Place(found, name, tuple(Namesake(region, value) for value, region in known))


ROUTES = (page("/map", draw), get("/map/place.json", place))
