"""One open form for actors from anywhere: a CSV table that a user keeps, imports write and checks read.

    name,aliases,kind,country,sector,sectors,title,organization,start,end,parent,source
    Amara Diallo,A. Diallo,person,GIN,GOV,,Prime Minister,,2024-02-27,,,own notes
    Northern Watch,NW|the Watch,armed_group,MLI,REB,,,,2019,,,own notes

Only `name` must be there; of a person each row is an office held. Lists are joined by "|". Days may be a year or a
month alone: a start is its first day, an end its last. `kind` is one of RECORD.md's, or "noun" for a common noun.
"""

from __future__ import annotations

import csv
import io
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import get_args

from dateline.errors import BadCodebook
from dateline.model import ActorKind

SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
})
SPECIAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
KINDS = frozenset(get_args(ActorKind)) | {"noun"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of such a table; empty cells are empty, days are whole ISO days."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "organization"
    country: str = ""
    sector: str = ""
    sectors: tuple[str, ...] = ()
    title: str = ""
    organization: str = ""
    start: str = ""
    end: str = ""
    parent: str = ""
    source: str = ""
    line: int = 0           # where it stands in its file, the heading being 1

    def holds(self, day: str) -> bool:
        return (not self.start or self.start <= day) and (not self.end or day <= self.end)


COLUMNS = tuple(f.name for f in fields(Row) if f.name != "line")
LISTS = ("aliases", "sectors")


def read_rows(file: str, text: str, columns: dict[str, str] | None = None) -> list[Row]:
    """The rows of a CSV text. `columns` says which column of the file is which of ours, where it has other names.

    Raises BadCodebook with the row and the remedy.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        heading = _heading(file, table.fieldnames or (), columns or {})
        return [_row(file, number, cells, heading) for number, cells in enumerate(table, 2)]
    except csv.Error as error:
        raise BadCodebook(file, str(table.line_num + 1), f"this is no CSV: {error}") from error


def _heading(file: str, given: Sequence[str], columns: dict[str, str]) -> dict[str, str]:
    """Our column → theirs."""
    heading = {ours: ours for ours in COLUMNS if ours in given} | columns
    for ours, theirs in columns.items():
        if ours not in COLUMNS or theirs not in given:
            raise BadCodebook(file, "1", f"there is no column {theirs!r} for {ours!r}; it has {', '.join(given)}, "
                              f"ours are {', '.join(COLUMNS)}")
    if "name" not in heading:
        raise BadCodebook(file, "1", f"there is no column `name` among {', '.join(given) or 'none'}")
    unknown = [c for c in given if c not in heading.values()]
    if unknown and not columns:
        near = get_close_matches(unknown[0], COLUMNS, 1)
        told = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(COLUMNS)}"
        raise BadCodebook(file, "1", f"there is no column {unknown[0]!r}{told}")
    return heading


def _row(file: str, number: int, cells: dict[str, str | None], heading: dict[str, str]) -> Row:
    if None in cells or None in cells.values():
        raise BadCodebook(file, str(number), "this row has too few or too many columns")
    found = {ours: (cells[theirs] or "").strip() for ours, theirs in heading.items()}
    if not found["name"]:
        raise BadCodebook(file, str(number), "the name is empty")
    lists = {c: split(found.pop(c)) for c in LISTS if c in found}
    found = {key: value for key, value in found.items() if value}
    found.setdefault("kind", "person" if found.get("title") else "organization")
    _check(file, number, found, lists.get("sectors", ()))
    for edge in ("start", "end"):
        found[edge] = day(file, number, found.get(edge, ""), last=edge == "end")
    if found["start"] and found["end"] and found["end"] < found["start"]:
        raise BadCodebook(file, str(number), f"it ends ({found['end']}) before it starts ({found['start']})")
    return Row(**found, **lists, line=number)  # type: ignore[arg-type]


def _check(file: str, number: int, found: dict[str, str], sectors: Iterable[str]) -> None:
    """Kinds and codes that are none."""
    if found["kind"] not in KINDS:
        raise BadCodebook(file, str(number), f"no kind {found['kind']!r}, only {', '.join(sorted(KINDS))}")
    check_codes(file, number, found.get("country", ""), found.get("sector", ""), *sectors)


def check_codes(file: str, number: int, country: str, *sectors: str) -> None:
    for sector in sectors:
        if sector and sector not in SECTORS:
            raise BadCodebook(file, str(number), f"no PLOVER sector {sector!r}, only {sorted(SECTORS)}")
    if country and country not in SPECIAL and not (len(country) == 3 and country.isascii() and country.isupper()):
        raise BadCodebook(file, str(number), f"{country!r} is neither an ISO 3166-1 alpha-3 code nor one of "
                                             f"{sorted(SPECIAL)}")


def day(file: str, number: int, cell: str, *, last: bool) -> str:
    """The day a cell says: "2019" starts on its first day and ends on its last.

    >>> day("mine.csv", 2, "2020-02", last=True), day("mine.csv", 2, "2019", last=False)
    ('2020-02-29', '2019-01-01')
    """
    if not cell:
        return ""
    parts = cell.split("-")
    try:
        if len(cell) == 10:
            return date.fromisoformat(cell).isoformat()         # the usual form, and the quickest to read
        year, *rest = (int(p) for p in parts)
        month = rest[0] if rest else 12 if last else 1
        number_of_day = rest[1] if len(rest) > 1 else monthrange(year, month)[1] if last else 1
        if len(parts) > 3 or len(parts[0]) != 4:
            raise ValueError
        return date(year, month, number_of_day).isoformat()
    except (ValueError, IndexError):
        raise BadCodebook(file, str(number), f"{cell!r} is no day; write it like 2026-03-05, 2026-03 or 2026") from None


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The codes of countries.csv, each with its names: the first is the one to print."""
    text = files("dateline.codebook.actors").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row["code"]: (row["name"], *split(row["aliases"]), *split(row["adjectives"]))
            for row in csv.DictReader(text.splitlines())}


def split(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("|") if item.strip()) if cell else ()


def written(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of CSV, heading first."""
    def line(cells: Sequence[str]) -> str:
        held = io.StringIO()
        csv.writer(held, lineterminator="\n").writerow(cells)
        return held.getvalue()

    yield line(COLUMNS)
    for row in rows:
        yield line(["|".join(value) if isinstance(value := getattr(row, c), tuple) else value for c in COLUMNS])
