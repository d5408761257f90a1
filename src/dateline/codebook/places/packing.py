"""Packs places into the layout that packed.py reads, as a stream: memory stays small, however many there are.

Places are sorted on disk in runs and merged; so are their further spellings, once the row of each place is known.
The same places give the same bytes, in whatever order they come.
"""

from __future__ import annotations

import heapq
import io
import re
import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np

from dateline.codebook.places.packed import BLOCK, MAGIC

RUN = 50_000            # lines sorted at a time, some 15 MB
BIGGEST = 2**31 - 1     # what a column of the layout holds
# A spelling of use in English news: words of Latin letters that open with a capital, no code such as "NYC".
USEFUL = re.compile(r"[^\W\d_a-z][^\W\d_]*[’'.]?(?:[ \-’'.]+[^\W\d_]+[’'.]?)*")


@dataclass(frozen=True, slots=True)
class City:
    """A place to be packed. `number` is GeoNames', `others` are folded spellings beside its own."""

    key: str
    name: str
    country: str            # ISO 3166-1 alpha-3
    division: str           # "US.CA": GeoNames' country and first-order code
    lat: float
    lon: float
    population: int
    number: int
    others: tuple[str, ...]


def useful(name: str) -> bool:
    """Could an English report spell it so?

    >>> [useful(n) for n in ("Kiev", "São Paulo", "NYC", "sheng hu li", "Київ", "Bogota D.C.")]
    [True, True, False, False, False, True]
    """
    latin = all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter == "’" for letter in name)
    return latin and len(name) > 2 and not name.isupper() and USEFUL.fullmatch(name) is not None


def pack(found: Iterable[City]) -> bytes:
    """The bytes of the file, where they are few enough for memory."""
    file = io.BytesIO()
    pack_into(file, found)
    return file.getvalue()


def pack_into(file: IO[bytes], found: Iterable[City]) -> int:
    """Write the file; how many places it holds."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        packing = Packing(Path(folder))
        for city in found:
            packing.add(city)
        return packing.write(file)


class Packing:
    """Takes places one by one, then writes the file: head, blocks of places by name, blocks of further spellings."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._places, self._spellings = _Sorted(folder, "places"), _Sorted(folder, "spellings")
        self._countries, self._divisions = set[str](), set[str]()

    def add(self, city: City) -> None:
        self._countries.add(city.country)
        self._divisions.add(city.division)
        self._places.add(_line(city))

    def write(self, file: IO[bytes]) -> int:
        """The whole file; how many places it holds."""
        writer = _Blocks(_rows_of(self._countries), _rows_of(self._divisions))
        with tempfile.TemporaryFile(dir=self._folder) as blocks:
            count = writer.cities(blocks, self._places.merged(), self._spellings)
            writer.spellings(blocks, self._spellings.merged())
            head = zlib.compress("\n\n".join("\n".join(part) for part in (
                writer.countries, writer.divisions, writer.keys, writer.firsts, map(str, writer.lengths),
            )).encode(), 9)
            file.write(MAGIC + struct.pack("<I", len(head)) + head)
            blocks.seek(0)
            shutil.copyfileobj(blocks, file)
        return count


def _line(city: City) -> str:
    """One line whose order is that of the file: by folded name, the most peopled first, then by number."""
    people = min(city.population, BIGGEST)
    return "\t".join((city.key, f"{BIGGEST - people:010}", f"{city.number:010}", city.country, city.division, city.name,
                      str(round(city.lat * 1e4)), str(round(city.lon * 1e4)), *city.others))


def _rows_of(codes: set[str]) -> dict[str, int]:
    return {code: row for row, code in enumerate(sorted(codes))}


@dataclass(slots=True)
class _Blocks:
    """Writes blocks and keeps what the head needs to know of them."""

    countries: dict[str, int]
    divisions: dict[str, int]
    keys: list[str] = field(default_factory=list)
    firsts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)

    def cities(self, blocks: IO[bytes], lines: Iterator[str], spellings: _Sorted) -> int:
        """All blocks of places; their spellings go to be sorted. How many places."""
        row = 0
        while group := [line.split("\t") for line in islice(lines, BLOCK)]:
            self.keys.append(group[0][0])
            self._write(blocks, np.array([
                [int(c[6]) for c in group], [int(c[7]) for c in group], [BIGGEST - int(c[1]) for c in group],
                [int(c[2]) for c in group], [self.countries[c[3]] for c in group],
                [self.divisions[c[4]] for c in group],
            ], dtype="<i4"), [c[5] for c in group])
            for city in group:
                for other in city[8:]:
                    spellings.add(f"{other}\t{row:010}")
                row += 1
        return row

    def spellings(self, blocks: IO[bytes], lines: Iterator[str]) -> None:
        while group := [line.split("\t") for line in islice(lines, BLOCK * 4)]:
            self.firsts.append(group[0][0])
            self._write(blocks, np.array([[int(row) for _, row in group]], dtype="<i4"), [name for name, _ in group])

    def _write(self, blocks: IO[bytes], columns: np.ndarray[Any, Any], names: Sequence[str]) -> None:
        block = zlib.compress(planes(columns) + "\n".join(names).encode(), 9)
        self.lengths.append(len(block))
        blocks.write(block)


def planes(columns: np.ndarray[Any, Any]) -> bytes:
    """How many rows, then their bytes, lowest bytes first: what is alike stands together and packs small."""
    rows = columns.view(np.uint8).reshape(*columns.shape, 4)
    return struct.pack("<I", columns.shape[1]) + rows.transpose(0, 2, 1).tobytes()


class _Sorted:
    """Lines in order, more of them than memory holds. A tab sorts before all that names are made of."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name, self._runs = folder, name, list[Path]()
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        self._lines.append(line)
        if len(self._lines) == RUN:
            run = self._folder / f"{self._name}{len(self._runs)}"
            run.write_text("".join(f"{each}\n" for each in sorted(self._lines)), encoding="utf-8", newline="\n")
            self._runs.append(run)
            self._lines = []

    def merged(self) -> Iterator[str]:
        return heapq.merge(sorted(self._lines), *map(_lines, self._runs))


def _lines(run: Path) -> Iterator[str]:
    with run.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line[:-1]
