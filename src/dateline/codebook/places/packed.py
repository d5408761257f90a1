"""The packed cities: opened in a moment, read block by block as names are asked for.

Layout: MAGIC, the length of the head (4 bytes), the head (zlib), the blocks (zlib each). The head is five
lists of lines: countries, divisions, the first key of every block of cities and of every block of further
spellings, the length of every block. A block of cities holds six columns of 32-bit numbers (latitude and
longitude in 0.0001 degrees, population, GeoNames number, row of country, row of division), stored byte plane
by byte plane, then the names; a block of spellings one column (row of the city), then the folded spellings.
The number of its rows opens a block.
Cities stand sorted by folded name, so a name is found by halving; no more than its block is unpacked.
"""

from __future__ import annotations

import math
import mmap
import struct
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from dateline.model import Precision

FILE = "cities.bin"
DISTRICTS = "districts.bin"       # counties and other second-order divisions, in the same layout
MAGIC = b"dateline places 1\n"
BLOCK = 256             # cities a block: small enough that one look-up unpacks in a fraction of a millisecond
COLUMNS = 6
STRAIGHT = str.maketrans({
    "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
    "’": None, "'": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, ".": None,
    "-": " ", "–": " ", "/": " ", ",": " ",
})
Columns = np.ndarray[tuple[int, int], np.dtype[np.int32]]
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. `country` is alpha-3 or null; `spelled`: it was asked for by another name.

    `second`: a county or district, which lies in a first-level division and is none.
    """

    name: str
    country: str | None
    lat: float
    lon: float
    geonameid: int | None
    precision: Precision
    population: int = 0
    admin1: str | None = None
    spelled: bool = False
    second: bool = False


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance on a sphere of the mean radius."""
    lat, lat2 = math.radians(a.lat), math.radians(b.lat)
    half = math.radians(b.lon - a.lon) / 2
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(half) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(chord)))


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as names are compared: no accents, points, apostrophes, hyphens or capitals; "St" is "saint".

    >>> fold("Saint-Étienne"), fold("St. Étienne"), fold("N'Djamena"), fold("Łódź")
    ('saint etienne', 'saint etienne', 'ndjamena', 'lodz')
    """
    flat = name.casefold()
    if not (flat.isascii() and flat.replace(" ", "").isalpha()):        # most are plain, and there are thousands
        flat = flat.translate(STRAIGHT)
    if not flat.isascii():
        flat = "".join(c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c))
    words = flat.split()
    return " ".join(words if SHORT.keys().isdisjoint(words) else [SHORT.get(word, word) for word in words])


class Packed:
    """The places in one packed file, all of one `precision`. `find` takes a folded name."""

    def __init__(self, data: bytes | mmap.mmap, precision: Precision = "city") -> None:
        if data[:len(MAGIC)] != MAGIC:
            raise ValueError(f"not a packed gazetteer: it begins with {data[:18]!r}")
        self._data, self.precision = data, precision
        at = len(MAGIC)
        (length,) = struct.unpack_from("<I", data, at)
        head = zlib.decompress(data[at + 4:at + 4 + length]).decode()
        countries, divisions, keys, spellings, lengths = (part.split("\n") for part in head.split("\n\n"))
        self._countries, self._divisions, self._keys = countries, divisions, keys
        self._spellings = spellings if any(spellings) else []
        self._ends = list(accumulate(map(int, lengths), initial=at + 4 + length))
        self._block = lru_cache(maxsize=256)(self._unpacked)
        self.find = lru_cache(maxsize=2048)(self._found)        # names come back, report after report

    @classmethod
    def open(cls, file: Path, precision: Precision) -> Packed:
        """The places of a file, which stays on disk: only what is asked for is read."""
        with file.open("rb") as opened:
            return cls(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ), precision)

    def __len__(self) -> int:
        last = len(self._keys) - 1
        return last * BLOCK + len(self._block(last)[0]) if last >= 0 else 0

    def _found(self, key: str) -> tuple[Entry, ...]:
        """All places of that folded name, under their own name first, else as they stand."""
        own = list(self._matching(key, self._keys, 0))
        rows = {row for row, *_ in own}
        found = [self._entry(row, False) for row in sorted(rows)]
        others = {number for _, number in self._matching(key, self._spellings, len(self._keys))}
        return tuple(found + [self._entry(row, True) for row in sorted(others - rows)])

    def everything(self) -> Iterator[Entry]:
        """Every city, in the order of the file."""
        for block in range(len(self._keys)):
            for row in range(len(self._block(block)[0])):
                yield self._entry(block * BLOCK + row, False)

    def _matching(self, key: str, firsts: list[str], shift: int) -> Iterator[tuple[int, int]]:
        """(row, number) of the lines that spell the key; a run of one name may cross blocks."""
        for block in range(max(0, bisect_left(firsts, key) - 1), bisect_right(firsts, key)):
            names, columns = self._block(shift + block)
            spelled = None if shift else fold                   # further spellings stand folded
            for at in range(bisect_left(names, key, key=spelled), bisect_right(names, key, key=spelled)):
                yield block * BLOCK + at, int(columns[0][at])

    def _entry(self, row: int, spelled: bool) -> Entry:
        block, at = divmod(row, BLOCK)
        names, columns = self._block(block)
        lat, lon, population, number, country, division = (int(column[at]) for column in columns)
        return Entry(names[at], self._countries[country] or None, lat / 1e4, lon / 1e4, number or None, self.precision,
                     population, self._divisions[division], spelled, self.precision == "region")

    def _unpacked(self, block: int) -> tuple[list[str], Columns]:
        """(names, columns) of one block, in the order of the folded names."""
        data = zlib.decompress(self._data[self._ends[block]:self._ends[block + 1]])
        wide = COLUMNS if block < len(self._keys) else 1
        (rows,) = struct.unpack_from("<I", data)
        planes = np.frombuffer(data, np.uint8, rows * wide * 4, offset=4).reshape(wide, 4, rows)
        columns = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<i4").reshape(wide, rows)
        return data[4 + rows * wide * 4:].decode().split("\n"), columns
