"""Where things are: cities, countries and regions by name, and what words say of places.

    cities.bin      234,000 cities, towns and villages from GeoNames (training/gazetteer.py packs them)
    districts.bin   8,000 counties, districts and other second-order divisions, likewise
    countries.csv   a point for each country of the actors' table, whose names it takes
    regions.csv     every first-level division of every country (features.py reads these two)
    features.csv    seas, rivers, islands, disputed lands, crossings, camps, bases and what else news names
    words.toml      prepositions of place, nouns for places, deeds that reach the place they are done to

A country or a region is one point, about its middle. Names compare as `fold` says.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import cast

import rtoml

from dateline.codebook.places.features import features, regions
from dateline.codebook.places.importing import own_places
from dateline.codebook.places.packed import DISTRICTS, FILE, Entry, Packed, fold, kilometres
from dateline.model import Place, PlaceName, Precision

__all__ = ["Entry", "Gazetteer", "Words", "fold", "gazetteer", "kilometres", "words"]

HERE = files("dateline.codebook.places")
ACTORS = files("dateline.codebook.actors")
# What weighs in the order of namesakes where no number of people is known. A region outweighs towns that
# share its name and gives way to the great cities ("New York"); another spelling counts a fifth of the own.
WEIGHT: Mapping[Precision, int] = MappingProxyType(
    {"country": 10**10, "region": 3_000_000, "area": 3_000_000})
SPELLED = 0.2
WITHIN = frozenset({"site", "city", "region"})         # precisions of places that one first-level region can hold
LARGE = 100_000        # people of a city that leaves the end of its name out


@dataclass(frozen=True, slots=True)
class Words:
    """What words say of places (words.toml)."""

    at: frozenset[str]
    named: frozenset[str]
    to: frozenset[str]
    from_: frozenset[str]
    reach: frozenset[str]
    reached: frozenset[str]
    move: frozenset[str]
    leave: frozenset[str]
    stands: frozenset[str]
    parts: frozenset[str]
    staged: frozenset[str]
    settled: frozenset[str]
    divisions: frozenset[str]
    compass: frozenset[str]
    calendar: frozenset[str]
    common: frozenset[str]
    around: frozenset[str]
    streets: frozenset[str]
    plural: frozenset[str]
    offices: frozenset[str]
    kinds: Mapping[str, Precision]
    homes: Mapping[str, str]                            # the country of an address's last letters
    short: Mapping[str, str]                            # "l.a.": its name in full
    idiom: Mapping[str, frozenset[str]]                 # a word: the countries whose papers use it
    adjectives: Mapping[str, str]                       # a region's or continent's adjective: the name of its row


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places by name. `find` takes a name as a report writes it."""

    packed: Packed
    districts: Packed
    known: Mapping[str, tuple[Entry, ...]]              # countries and regions, by folded name
    countries: Mapping[str, Entry]                      # by alpha-3
    capitals: Mapping[str, str]                         # name of the capital by alpha-3
    own: tuple[Packed, ...] = ()                        # what the user has imported (importing.py)

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of that name, the likeliest first: countries, then by number of people.

        >>> [(e.name, e.country) for e in gazetteer().find("GORI")[:1]]
        [('Gori', 'GEO')]
        """
        key = fold(name)
        if not key:
            return ()
        code = len(key) == 2 and not name.isupper() and "." not in name     # "Al" is no Alabama, "us" no country
        known = () if code else tuple(_as_asked(e, key) for e in self.known.get(key, ()))
        cities = self.packed.find(key)
        if not any(e.precision == "country" for e in known):
            cities = tuple(_shortened(e, key) for e in cities)
        found = (*known, *cities, *self.districts.find(key))
        if self.own:
            there = {e.geonameid for e in found}
            found = (*found, *(e for own in self.own for e in own.find(key) if e.geonameid not in there))
        return tuple(sorted(found, key=lambda e: (-weight(e), e.country or "", e.geonameid or 0)))

    def country(self, code: str) -> Entry | None:
        """The country of an alpha-3 code, at a point about its middle; None for PLOVER's special codes."""
        return self.countries.get(code)

    def region(self, place: Place | PlaceName) -> str | None:
        """The first-level region that a place lies in, as GeoNames names it; None where it is wider or not known.

        >>> gori = gazetteer().find("Gori")[0]
        >>> gazetteer().region(Place("Gori", "GEO", gori.lat, gori.lon, gori.geonameid, "city", None))
        'Shida Kartli'
        """
        if place.precision not in WITHIN:
            return None
        found = next((e for e in self.find(place.name) if e.admin1 and _is_it(e, place)), None)
        return _division_names().get(found.admin1 or "") if found else None

    def capital(self, code: str) -> Entry | None:
        """Its capital, None where it has none or the gazetteer lacks it."""
        named = self.find(self.capitals.get(code, ""))
        return next((e for e in named if e.country == code and e.precision == "city"), None)


def _is_it(entry: Entry, place: Place | PlaceName) -> bool:
    """Whether a row of the gazetteer is this place: by its number, or where it has none by country and point."""
    if entry.geonameid or place.geonameid:
        return entry.geonameid == place.geonameid
    return (entry.country, entry.lat, entry.lon) == (place.country, place.lat, place.lon)


@cache
def _division_names() -> Mapping[str, str]:
    """The name of every first-level division by GeoNames' code."""
    return MappingProxyType({entry.admin1 or "": entry.name for entry, _ in regions()})


def _as_asked(entry: Entry, key: str) -> Entry:
    """Marked where the key is another spelling; a country is as much meant by the short one ("US")."""
    own = entry.precision == "country" or fold(entry.name) == key
    return entry if own else replace(entry, spelled=True)


def _shortened(entry: Entry, key: str) -> Entry:
    """New York City goes by "New York" as well, and Newcastle upon Tyne by "Newcastle"; no village does."""
    own = entry.spelled and entry.population >= LARGE and fold(entry.name).startswith(f"{key} ")
    return replace(entry, spelled=False) if own else entry


def weight(entry: Entry) -> float:
    """How likely a bare name means this place, before any context: roughly, its people."""
    people = entry.population or WEIGHT.get(entry.precision, 300)
    return people * (SPELLED if entry.spelled else 1.0)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships, opened once."""
    known: dict[str, tuple[Entry, ...]] = {}
    countries, capitals = {}, {}
    for entry, names, capital in _countries():
        countries[entry.country or ""] = entry
        capitals[entry.country or ""] = capital
        _lay(known, entry, names)
    for entry, names in chain(regions(), features()):
        _lay(known, entry, names)
    packed = Packed((HERE / FILE).read_bytes())
    districts = Packed((HERE / DISTRICTS).read_bytes(), "region")
    return Gazetteer(packed, districts, MappingProxyType(known), MappingProxyType(countries),
                     MappingProxyType(capitals), own_places())


def _lay(known: dict[str, tuple[Entry, ...]], entry: Entry, names: Iterable[str]) -> None:
    """Under its own name and its other ones, once where two rows tell of one point."""
    for key in map(fold, names):
        here = known.get(key, ())
        if not here or all((e.lat, e.lon) != (entry.lat, entry.lon) for e in here):
            known[key] = (*here, entry)


def _countries() -> Iterable[tuple[Entry, tuple[str, ...], str]]:
    """(country, its names, its capital) for each row of the actors' table that has a point."""
    points = {row["code"]: row for row in _rows("countries.csv")}
    for row in csv.DictReader((ACTORS / "countries.csv").read_text(encoding="utf-8").splitlines()):
        point = points.get(row["code"])
        if point is not None:
            entry = Entry(row["name"], row["code"], float(point["lat"]), float(point["lon"]),
                          int(point["geonameid"]) if point["geonameid"] else None, "country")
            yield entry, (row["name"], *_parts(row["aliases"])), row["capital"].partition("|")[0]


def _rows(file: str) -> Iterable[dict[str, str]]:
    return csv.DictReader((HERE / file).read_text(encoding="utf-8").splitlines())


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def words() -> Words:
    """What words say of places, from words.toml."""
    table = rtoml.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    kinds = {word: kind for kind, listed in reversed(table["kinds"].items()) for word in listed}
    lists = {name.replace("from", "from_"): frozenset(listed) for name, listed in table.items()
             if name not in ("kinds", "adjectives", "homes", "short", "idiom")}
    idiom: dict[str, frozenset[str]] = {}
    for country, listed in table["idiom"].items():
        idiom |= {word: idiom.get(word, frozenset()) | {country} for word in listed}
    return Words(**lists, kinds=MappingProxyType(cast(dict[str, Precision], kinds)),
                 adjectives=MappingProxyType(table["adjectives"]), homes=MappingProxyType(table["homes"]),
                 short=MappingProxyType(table["short"]), idiom=MappingProxyType(idiom))
