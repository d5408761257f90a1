"""The whole of GeoNames, for those who want it: a dump becomes files of the user's own that the resolver opens too.

`allCountries.zip` (or the dump of one country, or its text) has a line a place with nineteen columns parted by tabs,
as https://download.geonames.org/export/dump/readme.txt describes. Which places are taken is told by their feature
class. They are packed by how exact they are, a file each, in the layout of what ships, and stand beside the settings.
Lines that cannot be read are named and left out; a file that holds none that can is refused.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from dateline.codebook.places.packed import Packed, fold
from dateline.codebook.places.packing import City, Packing, useful
from dateline.errors import UnreadableInput
from dateline.model import Precision

COLUMNS = 19                        # of a line
# GeoNames' feature classes, and how exact a place of each is.
CLASSES: Mapping[str, Precision] = MappingProxyType({
    "P": "city", "A": "region", "L": "region", "H": "area", "T": "area", "U": "area", "V": "area", "S": "site",
    "R": "site",
})
# Countries, first-level divisions and continents stand in tables of ours; what no longer is, news seldom means.
LEFT_OUT = frozenset({"PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "ADM1", "CONT", "PPLH", "PPLQ", "PPLCH", "ADM1H",
                      "ADM2H", "ADM3H", "ADM4H", "ADMDH"})
NOBODYS = frozenset({"AQ"})         # Antarctica's two letters: claimed by some, no country's own
FEW = 300                           # what a lake or a hill weighs beside namesakes: it is no more than a hamlet
FOLDER = "DATELINE_GAZETTEER"       # an environment variable that names another folder
SHOWN = 20                          # broken lines that are named


@dataclass(slots=True)
class Imported:
    """What came of an import: how many places of each precision, and which lines could not be read."""

    places: dict[Precision, int] = field(default_factory=dict)
    lines: int = 0
    broken: int = 0
    named: list[str] = field(default_factory=list)

    def told(self, number: int, problem: str) -> None:
        self.broken += 1
        if len(self.named) < SHOWN:
            self.named.append(f"line {number}: {problem}")


def own_folder() -> Path:
    """Where a user's own gazetteer lies: beside the settings, or where the environment says."""
    import platformdirs

    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(platformdirs.user_config_dir("dateline")) / "gazetteer"


def own_places(folder: Path | None = None) -> tuple[Packed, ...]:
    """The user's own places, the most exact first; none where nothing was imported."""
    found = ((precision, (folder or own_folder()) / f"{precision}.bin") for precision in _precisions(CLASSES))
    return tuple(Packed.open(file, precision) for precision, file in found if file.is_file())


def import_dump(dump: Path, folder: Path, classes: Iterable[str] = ("P", "A", "H", "T"), least: int = 0) -> Imported:
    """Take the places of these classes, populated ones with at least so many people, into `folder`.

    What an earlier import left there is replaced once this one is whole, and not before.
    """
    taken = {letter: CLASSES[letter] for letter in classes}
    found = Imported()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dateline-", dir=folder) as scratch, _lines(dump) as lines:
        packings = {precision: Packing(Path(scratch, precision)) for precision in _precisions(taken)}
        for letter, city in _cities(lines, taken, least, found):
            packings[CLASSES[letter]].add(city)
        for precision, packing in packings.items():
            with Path(scratch, f"{precision}.bin").open("wb") as file:
                found.places[precision] = packing.write(file)
        if not any(found.places.values()):
            raise UnreadableInput(str(dump), _nothing(found), "give GeoNames' allCountries.zip, the zip or text of one "
                                  "country, or other classes")
        for precision in CLASSES.values():
            (folder / f"{precision}.bin").unlink(missing_ok=True)
        for precision, count in found.places.items():
            if count:
                Path(scratch, f"{precision}.bin").rename(folder / f"{precision}.bin")
    return found


def _precisions(classes: Mapping[str, Precision]) -> tuple[Precision, ...]:
    return tuple(dict.fromkeys(classes[letter] for letter in CLASSES if letter in classes))


def _nothing(found: Imported) -> str:
    if found.broken:
        return f"no line of it is a place ({'; '.join(found.named[:3])})"
    return f"none of its {found.lines:,} lines is a place of the classes asked for"


@contextmanager
def _lines(dump: Path) -> Iterator[Iterator[str]]:
    """The lines of a dump, zipped or not."""
    with ExitStack() as stack:
        try:
            if not zipfile.is_zipfile(dump):
                yield iter(stack.enter_context(dump.open(encoding="utf-8", errors="replace", newline="\n")))
                return
            archive = stack.enter_context(zipfile.ZipFile(dump))
            texts = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
            if len(texts) != 1:
                raise UnreadableInput(str(dump), f"it holds {len(texts)} texts, not one", "give a zip of GeoNames")
            member = stack.enter_context(archive.open(texts[0]))
            yield iter(io.TextIOWrapper(member, encoding="utf-8", errors="replace", newline="\n"))
        except (OSError, zipfile.BadZipFile) as error:
            raise UnreadableInput(str(dump), str(error), "download it again, or name another file") from error


def _cities(lines: Iterable[str], taken: Mapping[str, Precision], least: int,
            found: Imported) -> Iterator[tuple[str, City]]:
    """(feature class, place) of each line that is taken; what cannot be read is told to `found`."""
    for number, line in enumerate(lines, 1):
        found.lines = number
        try:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise ValueError(f"it has {len(cells)} columns, not {COLUMNS}")
            letter, code = cells[6], cells[7]
            if letter and letter not in CLASSES:
                raise ValueError(f"feature class {letter!r} is none of {', '.join(CLASSES)}")
            if letter not in taken or code in LEFT_OUT:
                continue
            city = _city(cells)
        except ValueError as error:
            found.told(number, str(error))
            continue
        if city.key and (letter != "P" or city.population >= least):
            yield letter, city


def _city(cells: list[str]) -> City:
    number, name, ascii_name, others, lat, lon = cells[:6]
    country, people = cells[8], cells[14]
    if not number.isdecimal() or (people and not people.isdecimal()):
        raise ValueError(f"number {number!r} and people {people!r} must be whole numbers")
    point = float(lat), float(lon)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"no such point on earth: {lat}, {lon}")
    if country and country not in alpha3() and country not in NOBODYS:
        raise ValueError(f"country {country!r} is not in places/countries.csv")
    key = fold(name)
    spelled = {fold(other) for other in (ascii_name, *others.split(",")) if useful(other)} - {key, ""}
    return City(key, name, alpha3().get(country, ""), f"{country}.{cells[10]}", *point,
                int(people or 0) or (0 if cells[6] == "P" else FEW), int(number), tuple(sorted(spelled)))


@cache
def alpha3() -> Mapping[str, str]:
    """The three letters of each country's two."""
    text = (files("dateline.codebook.places") / "countries.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["alpha2"]: row["code"] for row in csv.DictReader(text.splitlines())})
