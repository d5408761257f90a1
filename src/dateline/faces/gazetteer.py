"""``dateline gazetteer check``: do the tables of places hold together, and do their points lie where they should?

A row that cannot be used is an error and stops the look. What else is found are doubts: a place far from every town
of its countries (an island may be), or one named like a great city elsewhere. The towns are those that ship.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from dateline.codebook.places import Entry, fold, gazetteer
from dateline.codebook.places.features import FEATURES, features, regions
from dateline.codebook.places.importing import own_folder, own_places
from dateline.model import Precision

# How many kilometres a place of a kind may lie from the nearest town of one of its countries, at most.
REACH: Mapping[str, float] = MappingProxyType({
    "square": 20, "prison": 50, "airport": 60, "crossing": 80, "nuclear": 100, "camp": 100, "dam": 130, "pass": 130,
    "mountain": 130, "base": 150, "field": 180, "canal": 150, "valley": 150, "island": 300, "forest": 230, "lake": 230,
    "river": 250, "bay": 300, "region": 300, "peninsula": 300, "range": 300, "border": 300, "strait": 400,
    "gulf": 500, "desert": 500,
})
REGION = 600.0          # a region's middle, from the nearest town of its own
GREAT, ELSEWHERE = 250_000, 300.0       # people of a city, and how far from a place of its name it lies
EARTH = 6371.0088
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What should be looked at: which place of which table, and why."""

    table: str
    name: str
    words: str

    def __str__(self) -> str:
        return f"places/{self.table}: {self.name}: {self.words}"


def doubts() -> Iterator[Doubt]:
    """All doubts of the tables that ship. Raises BadCodebook where a row cannot be used."""
    towns = _Towns(gazetteer().packed.everything())
    for entry, _ in regions():
        far = towns.distance(entry, entry.admin1 or "")
        if far is not None and far > REGION:
            yield Doubt("regions.csv", entry.name, f"{far:.0f} km from the nearest town of {entry.admin1}")
    rows = csv.DictReader((files("dateline.codebook.places") / FEATURES).read_text(encoding="utf-8").splitlines())
    for (entry, names), row in zip(features(), rows, strict=True):
        yield from _far(entry, row, towns)
        yield from _taken(entry, names, towns)


def imported() -> str:
    """What the user has imported, in words."""
    found = own_places()
    told = ", ".join(f"{len(packed):,} of precision {packed.precision}" for packed in found)
    return f"{told} in {own_folder()}" if found else f"nothing imported (it would stand in {own_folder()})"


class _Towns:
    """Points of towns by country and by division, and the great cities by name."""

    def __init__(self, towns: Iterator[Entry]) -> None:
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.great: dict[str, list[Entry]] = defaultdict(list)
        for town in towns:
            for group in (town.country or "", town.admin1 or ""):
                points[group].append((town.lat, town.lon))
            if town.population >= GREAT:
                self.great[fold(town.name)].append(town)
        self._points = {group: np.radians(np.array(found)) for group, found in points.items()}

    def distance(self, entry: Entry, group: str) -> float | None:
        """Kilometres to the nearest town of a country or division; None where it has none."""
        points = self._points.get(group)
        return None if points is None else float(_kilometres(entry, points).min())


def _kilometres(entry: Entry, points: Array) -> Array:
    lat, lon = np.radians(entry.lat), np.radians(entry.lon)
    chord = np.sin((points[:, 0] - lat) / 2) ** 2 + np.cos(lat) * np.cos(points[:, 0]) * np.sin(
        (points[:, 1] - lon) / 2) ** 2
    distance: Array = 2 * EARTH * np.arcsin(np.sqrt(chord))
    return distance


def _far(entry: Entry, row: Mapping[str, str], towns: _Towns) -> Iterator[Doubt]:
    reach, codes = REACH.get(row["kind"]), [code for code in row["countries"].split("|") if code]
    found = [far for code in codes if (far := towns.distance(entry, code)) is not None]
    if reach is not None and found and min(found) > reach:
        yield Doubt(FEATURES, entry.name, f"{row['kind']}, {min(found):.0f} km from the nearest town of "
                    f"{' or '.join(codes)}; beyond {reach:.0f} its point may be wrong")


def _taken(entry: Entry, names: tuple[str, ...], towns: _Towns) -> Iterator[Doubt]:
    for name in names:
        for city in towns.great.get(fold(name), ()):
            away = float(_kilometres(entry, np.radians(np.array([[city.lat, city.lon]])))[0])
            if away > ELSEWHERE and city.population > entry.population:
                yield Doubt(FEATURES, entry.name, f"{name} is also {city.name} ({city.country}, {city.population:,} "
                            f"people); is it said so, or only with a further word?")


def import_words(folder: Path, places: Mapping[Precision, int]) -> str:
    """What an import has made, for people to read."""
    told = ", ".join(f"{count:,} of precision {precision}" for precision, count in places.items())
    return f"{told} in {folder}; from now on places are looked up there too"
