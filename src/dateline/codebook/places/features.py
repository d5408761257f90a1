"""Places that are no cities: first-level regions of every country, and what else news names on a map.

    regions.csv     every first-level division (GeoNames' code, names, point, people). Its name stands alone where a
                    bare name means it ("Helmand"), with its noun where that means a city ("Odesa Oblast")
    features.csv    seas, rivers, islands, ranges, historic and contested regions, borders, crossings, camps, bases,
                    prisons, airports, squares …, each with its kind

A place that several countries share or dispute has no country of its own; `note` says who holds it and who claims
it. A row that cannot be used is refused with its number and what to do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import cast, get_args

from dateline.codebook.places.packed import Entry, fold
from dateline.errors import BadCodebook
from dateline.model import Precision

REGIONS, FEATURES = "regions.csv", "features.csv"
HERE = files("dateline.codebook.places")
ACTORS = files("dateline.codebook.actors")
Named = tuple[Entry, tuple[str, ...]]
PRECISIONS = get_args(Precision)
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    REGIONS: ("code", "name", "aliases", "country", "lat", "lon", "geonameid", "people", "source"),
    FEATURES: ("name", "aliases", "kind", "precision", "countries", "lat", "lon", "people", "note", "source"),
})

# The kinds of features.csv. The number stands in for people where namesakes are ordered, and none are told: whoever
# says "the Red Sea" means no village of that name, but a "Lake Zurich" may be a town.
KINDS: Mapping[str, int] = MappingProxyType({
    "sea": 3_000_000, "gulf": 3_000_000, "area": 3_000_000, "range": 3_000_000, "desert": 3_000_000,
    "region": 300_000, "river": 300_000, "lake": 300_000, "bay": 300_000, "strait": 300_000, "island": 300_000,
    "peninsula": 300_000, "valley": 300_000, "forest": 300_000, "border": 300_000, "mountain": 50_000,
    "pass": 50_000, "canal": 50_000, "dam": 50_000, "camp": 50_000, "prison": 50_000, "base": 50_000,
    "nuclear": 50_000, "crossing": 50_000, "airport": 50_000, "field": 50_000, "square": 50_000,
})
# A region weighs as many people as it has, up to this: it gives way to the great cities ("New York").
MOST = 3_000_000
LEAST = 50_000


def regions(lines: Iterable[str] | None = None) -> Iterator[Named]:
    """(region, its names) for each row of regions.csv."""
    countries, seen = _countries(), set[str]()
    for number, row in _rows(REGIONS, lines):
        try:
            code, name, aliases, country, lat, lon, geonameid, people, _ = row
            if "." not in code or code in seen:
                raise ValueError(f"code {code!r} must be GeoNames' of one division, such as UA.17, and stand once")
            seen.add(code)
            names = _names(name, aliases)
            entry = Entry(name, _country(country, countries), *_point(lat, lon), _number("geonameid", geonameid),
                          "region", _weight(_number("people", people) or 0), code)
        except ValueError as error:
            raise BadCodebook(f"places/{REGIONS}", str(number), str(error)) from error
        yield entry, names


def features(lines: Iterable[str] | None = None) -> Iterator[Named]:
    """(place, its names) for each row of features.csv."""
    known, seen = _countries(), set[tuple[str, str]]()
    for number, row in _rows(FEATURES, lines):
        try:
            name, aliases, kind, precision, countries, lat, lon, people, _, _ = row
            if kind not in KINDS:
                raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
            if precision not in PRECISIONS:
                raise ValueError(f"precision {precision!r} is none of {', '.join(PRECISIONS)}")
            if (name, countries) in seen:
                raise ValueError(f"{name} stands in these countries already; put the two rows together")
            seen.add((name, countries))
            weight = _weight(_number("people", people) or 0) if people else KINDS[kind]
            entry = Entry(name, _one_country(countries, known), *_point(lat, lon), None, cast(Precision, precision),
                          weight)
            names = _names(name, aliases)
        except ValueError as error:
            raise BadCodebook(f"places/{FEATURES}", str(number), str(error)) from error
        yield entry, names


def _rows(file: str, lines: Iterable[str] | None) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row, all columns there; the header is row 1."""
    rows = csv.reader((HERE / file).read_text(encoding="utf-8").splitlines() if lines is None else lines)
    if next(rows, None) != list(COLUMNS[file]):
        raise BadCodebook(f"places/{file}", "1", f"the columns must be {','.join(COLUMNS[file])}")
    for number, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS[file]):
            raise BadCodebook(f"places/{file}", str(number), f"it has {len(row)} cells, not {len(COLUMNS[file])}; a "
                              "cell that holds a comma stands in quotation marks")
        yield number, row


def _names(name: str, aliases: str) -> tuple[str, ...]:
    """Its own name, then its others."""
    names = (name, *aliases.split("|")) if aliases else (name,)
    keys = {fold(n) for n in names}
    if len(keys) < len(names) or "" in keys:
        raise ValueError(f"a name of {name!r} is empty or stands twice (case, accents and points do not count); "
                         "strike it")
    return names


def _point(lat: str, lon: str) -> tuple[float, float]:
    point = float(lat), float(lon)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"latitude {lat} must lie within 90 and longitude {lon} within 180 degrees")
    return point


def _number(column: str, cell: str) -> int | None:
    if cell and not cell.isdecimal():
        raise ValueError(f"{column} {cell!r} must be a whole number or empty")
    return int(cell) if cell else None


def _weight(people: int) -> int:
    """As many people, up to a bound; of two above it the more peopled still weighs more."""
    return max(people, LEAST) if people < MOST else MOST + people // 1000


def _country(code: str, countries: frozenset[str]) -> str:
    if code not in countries:
        raise ValueError(f"country {code!r} is not in actors/countries.csv; write its alpha-3 code")
    return code


def _one_country(cell: str, countries: frozenset[str]) -> str | None:
    """The country where there is one; None where several share or dispute the place, or it is nobody's."""
    codes = [_country(code, countries) for code in cell.split("|")] if cell else []
    return codes[0] if len(codes) == 1 else None


def _countries() -> frozenset[str]:
    """The codes of the actors' table, and those that only have a point (Western Sahara)."""
    lines = (line for room in (ACTORS, HERE) for line in (room / "countries.csv").read_text("utf-8").splitlines()[1:])
    return frozenset(line.partition(",")[0] for line in lines)
