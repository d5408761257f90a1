"""What is wrong with a table of actors, row by row, and how stored facts would change with another one.

Faults keep a table from being used; doubts are worth a look: one office held by two at once, an office that nobody
holds for a while, one name that means two on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import combinations, pairwise

from dateline.codebook.actors import fits, fold, wordlist
from dateline.codebook.actors.rows import SPECIAL, Row, countries, read_rows
from dateline.errors import BadCodebook

LAP = 31            # days that two holders of one office may overlap: hand-overs, days unsure
GAP = 62            # days for which an office may stand empty
FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a row, or worth a look, and the remedy."""

    file: str
    row: int
    what: str
    fault: bool

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.what}"


def checked(file: str, text: str) -> list[Finding]:
    """All that is wrong with a table, each row read by itself, in the order of the file."""
    rows: list[Row] = []
    found: list[Finding] = []
    heading, *lines = text.splitlines(keepends=True) or [""]
    for number, held in _lines(lines):
        try:
            rows += [replace(row, line=number) for row in read_rows(file, heading + held)]
        except BadCodebook as error:
            in_heading = error.args[1] == "1"
            found.append(Finding(file, 1 if in_heading else number, f"{error.args[2]}; correct the row", True))
            if in_heading:
                return found
    return sorted([*found, *doubts(file, rows)], key=lambda f: (f.row, f.what))


def _lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines that make a row each, joined where a quoted cell goes over several, with their number."""
    held, first = "", 2
    for number, line in enumerate(lines, 2):
        held += line
        if held.count('"') % 2 == 0:
            if held.strip():
                yield first, held
            held, first = "", number + 1
    if held.strip():
        yield first, held


def doubts(file: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """What a table of sound rows should be looked at for."""
    known = countries()
    for row in rows:
        if row.country and row.country not in known and row.country not in SPECIAL:
            yield Finding(file, row.line, f"no country {row.country!r}; write its ISO 3166-1 alpha-3 code", True)
    yield from _repeated(file, rows)
    yield from _offices(file, rows)
    yield from _clashes(file, rows)


def _repeated(file: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """One person in one office twice at a time."""
    for own in _by(rows, lambda r: (r.name, r.country, r.title, r.organization) if r.title else None):
        for a, b in pairwise(sorted(own, key=lambda r: (r.start, r.end or FOREVER))):
            if b.start < (a.end or FOREVER):
                yield Finding(file, b.line, f"{b.name} is {b.title} from {b.start or 'ever'}, by row {a.line} until "
                              f"{a.end or 'today'}; join the two rows or end the earlier", True)


def _offices(file: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """An office of one that two hold at a time, or nobody for long."""
    alone = wordlist("one_holder")
    for own in _by(rows, lambda r: (r.country, r.title, r.organization) if r.title in alone else None):
        held = sorted(own, key=lambda r: (r.start, r.end or FOREVER))
        for a, b in pairwise(held):
            if a.name == b.name or not (a.end and b.start):
                continue
            days = (date.fromisoformat(b.start) - date.fromisoformat(a.end)).days
            office = f"{b.title} ({', '.join(filter(None, (b.organization, b.country)))})"
            if days < -LAP:
                yield Finding(file, b.line, f"{b.name} and {a.name} (row {a.line}) are both {office} for {-days} days; "
                              "end the earlier, or start the later when it began", False)
            elif days > GAP:
                yield Finding(file, b.line, f"nobody is {office} between {a.end} (row {a.line}) and {b.start}; add who "
                              "was, or correct the days", False)


def _clashes(file: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """One spelling that means two on one day: neither can be told from the other without more words."""
    spelled: dict[str, list[tuple[str, Row]]] = {}
    for row in rows:
        for name in (row.name, *row.aliases):
            spelled.setdefault(fold(name), []).append((name, row))
    for bearers in spelled.values():
        told: set[tuple[str, str]] = set()
        for (one, a), (two, b) in combinations(bearers, 2):
            apart = (a.name, a.country) != (b.name, b.country) and a.kind != "noun" != b.kind
            if apart and _meet(a, b) and (fits(one, two) or fits(two, one)) and (a.name, b.name) not in told:
                told.add((a.name, b.name))
                yield Finding(file, b.line, f"{two!r} means {b.name} and {a.name} (row {a.line}) on the same days; "
                              "leave it to one of them, or give days", False)


def _meet(a: Row, b: Row) -> bool:
    return a.start <= (b.end or FOREVER) and b.start <= (a.end or FOREVER)


def _by(rows: Iterable[Row], key: object) -> Iterator[list[Row]]:
    groups: dict[object, list[Row]] = {}
    for row in rows:
        name = key(row)  # type: ignore[operator]
        if name is not None:
            groups.setdefault(name, []).append(row)
    return iter(groups.values())


# ── our own tables ───────────────────────────────────────────────────────────────────────────────


def shipped() -> Iterator[tuple[str, str]]:
    """The tables inside the package, each as (file, text) in the open form."""
    for file, kinds in (("organizations.csv", {"from": "start", "to": "end"}), ("people.csv", {})):
        text = files("dateline.codebook.actors").joinpath(file).read_text(encoding="utf-8")
        heading, _, rest = text.partition("\n")
        named = ",".join(kinds.get(c, c) for c in heading.split(","))
        yield file, f"{named}\n{rest}"
