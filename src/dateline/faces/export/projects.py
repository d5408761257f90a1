"""Event rows in the columns of POLECAT, ICEWS and GDELT (projects.toml), each from an incident or from one telling.

Those sets hold what is reported as done. So what is denied, planned, threatened with or only possible is left out;
claims have no column there at all.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import rtoml

from dateline.codebook.actors.rows import countries
from dateline.codebook.crosswalk import Cameo, crosswalk
from dateline.faces.export.places import VAGUE
from dateline.model import digest

NUMBER = 15             # hexadecimal digits of an id that a signed 64-bit number holds

Fact = Mapping[str, Any]


class Party(NamedTuple):
    name: str
    country: str | None
    sector: str | None


NOBODY = Party("", None, None)


@dataclass(frozen=True, slots=True)
class Case:
    """One row to be: an incident or event, its code, and the pair it is about (all parties where rows are events)."""

    fact: Fact
    code: Cameo
    actors: Sequence[Party]
    recipients: Sequence[Party]


@dataclass(frozen=True, slots=True)
class Project:
    """Another project's table: its title, whether rows are events or dyads, its columns with where each comes from."""

    title: str
    rows: str
    note: str
    columns: Mapping[str, tuple[str, str]]      # name -> (value of ours, meaning)

    def meanings(self) -> dict[str, str]:
        return {name: meaning if ours else f"{meaning}: empty, Dateline does not tell it"
                for name, (ours, meaning) in self.columns.items()}


@cache
def projects() -> Mapping[str, Project]:
    table = _table("projects.toml")
    return {name: Project(row["title"], row["rows"], row["note"],
                          {column: (ours, meaning) for column, ours, meaning in row["columns"]})
            for name, row in table.items() if "columns" in row}


def project_rows(project: Project, facts: Iterable[Fact]) -> Iterator[list[Any]]:
    """The rows of a project's table."""
    values = [VALUES[ours] if ours else None for ours, _ in project.columns.values()]
    for fact in facts:
        for case in _cases(project, fact):
            yield [value(case) if value else None for value in values]


def _cases(project: Project, fact: Fact) -> Iterator[Case]:
    modes, contexts = _list(fact["modes"]), _list(fact["contexts"])
    code = crosswalk().of(fact["type"], modes, contexts, fact["status"], fact["quad"] or "")
    actors, recipients = (_parties(fact[side]) for side in ("actors", "recipients"))
    if project.rows == "event":
        yield Case(fact, code, actors, recipients)
        return
    if not recipients and len(actors) > 1:          # they met, they fought: each with each
        pairs = [(a, b) for a in actors for b in actors if a != b]
    else:
        pairs = [(a, b) for a in actors or [NOBODY] for b in recipients or [NOBODY]]
    yield from (Case(fact, code, [a], [b]) for a, b in pairs)


def _parties(found: Iterable[Mapping[str, Any]] | None) -> list[Party]:
    return list(dict.fromkeys(Party(p["name"], p["country"], p["sector"]) for p in found or ()))


def _list(codes: str | None) -> list[str]:
    return codes.split(";") if codes else []


# ── the tables ───────────────────────────────────────────────────────────────────────────────────

@cache
def _table(name: str) -> Mapping[str, Any]:
    return rtoml.loads((files("dateline.faces.export") / name).read_text(encoding="utf-8"))


@cache
def _fips() -> Mapping[str, str]:
    text = (files("dateline.faces.export") / "fips.csv").read_text(encoding="utf-8")
    return {row["code"]: row["fips"] for row in csv.DictReader(text.splitlines())}


def _land(code: str | None) -> str | None:
    """A country by name."""
    names = countries().get(code or "")
    return names[0] if names else None


# ── the values of ours, by the name that projects.toml has for them ──────────────────────────────

Value = Callable[[Case], Any]


def _of(name: str) -> Value:
    return lambda case: case.fact[name]


def _day(case: Case) -> date | None:
    day: date | None = case.fact["time_start"]
    return day


def _dated(form: Callable[[date], Any]) -> Value:
    return lambda case: form(day) if (day := _day(case)) else None


def _number(name: str) -> int:
    """A whole number for what has a text for an id: those sets number their rows."""
    return int(digest(name)[:NUMBER], 16)


def _row_number(case: Case) -> int:
    parties = (f"{p.name}\t{p.country or ''}\t{p.sector or ''}" for p in (*case.actors, *case.recipients))
    return _number("\n".join((case.fact["id"], *parties)))


def _cameo(case: Case) -> str | None:
    """The code as those sets write it: of a root, three digits."""
    code = case.code.code
    return f"{code}0" if code and len(code) == 2 else code


def _point(name: str) -> Value:
    """A coordinate, where it is one of the place and not of the middle of a land."""
    return lambda case: None if (case.fact["precision"] or "country") in VAGUE else case.fact[name]


def _city(case: Case) -> str | None:
    return case.fact["place"] if case.fact["precision"] in ("site", "city") else None


def _geo_type(case: Case) -> int | None:
    """GDELT's ActionGeo_Type."""
    home = case.fact["country"] == "USA"
    kinds = {"country": 1, "region": 2 if home else 5, "city": 3 if home else 4, "site": 3 if home else 4}
    return kinds.get(case.fact["precision"] or "")


def _full_place(case: Case) -> str | None:
    fact = case.fact
    parts = dict.fromkeys(filter(None, (fact["place"], fact["region"], _land(fact["country"]))))
    return ", ".join(parts) or None


def _joined(what: Callable[[Party], str | None]) -> Callable[[Sequence[Party]], str | None]:
    return lambda parties: ";".join(dict.fromkeys(filter(None, map(what, parties)))) or None


def _first(what: Callable[[Party], str | None]) -> Callable[[Sequence[Party]], str | None]:
    return lambda parties: (what(parties[0]) or None) if parties else None


def _body(party: Party) -> tuple[str, str, str]:
    """CAMEO's country, group and role of a party."""
    country, group, role = _table("projects.toml")["bodies"].get(party.country, (party.country or "", "", ""))
    return country, group, role or _table("projects.toml")["roles"].get(party.sector, "")


def _among(side: Callable[[Case], Sequence[Party]], of: Callable[[Sequence[Party]], Any]) -> Value:
    return lambda case: of(side(case))


SIDE: dict[str, Callable[[Sequence[Party]], Any]] = {
    "name": _first(lambda p: p.name), "names": _joined(lambda p: p.name),
    "upper": _first(lambda p: p.name.upper()),
    "countries": _joined(lambda p: p.country), "sector": _first(lambda p: p.sector),
    "sectors": _joined(lambda p: p.sector),
    "land": _first(lambda p: _land(p.country)),
    "icews": _first(lambda p: _table("projects.toml")["icews_sectors"].get(p.sector)),
    "country": _first(lambda p: _body(p)[0]), "group": _first(lambda p: _body(p)[1]),
    "role": _first(lambda p: _body(p)[2]),
    "cameo": _first(lambda p: "".join(_body(p))),
}

VALUES: dict[str, Value] = {
    **{name: _of(name) for name in (
        "id", "type", "modes", "contexts", "score", "place", "region", "country", "geonameid", "precision", "outlet",
        "published", "language", "version", "tellings", "outlets", "reports")},
    **{f"actor.{name}": _among(lambda case: case.actors, of) for name, of in SIDE.items()},
    **{f"recipient.{name}": _among(lambda case: case.recipients, of) for name, of in SIDE.items()},
    "day": _day,
    "sqldate": _dated(lambda day: int(day.isoformat().replace("-", ""))),
    "month": _dated(lambda day: day.year * 100 + day.month),
    "year": _dated(lambda day: day.year),
    "fraction": _dated(lambda day: round(day.year + (day.month * 30 + day.day) / 365, 4)),
    "quad": lambda case: (case.fact["quad"] or "").replace("_", " ").upper() or None,
    "number": lambda case: _number(case.fact["id"]),
    "story": lambda case: _number(case.fact["report"]) if case.fact["report"] else None,
    "row_number": _row_number,
    "cameo": _cameo,
    "cameo_text": lambda case: _table("cameo.toml").get(case.code.code or ""),
    "cameo_base": lambda case: (_cameo(case) or "")[:3] or None,
    "cameo_root": lambda case: case.code.root,
    "quad_class": lambda case: case.code.quad_class,
    "goldstein": lambda case: case.code.goldstein,
    "lat": _point("lat"), "lon": _point("lon"),
    "city": _city, "geo_type": _geo_type, "full_place": _full_place,
    "land": lambda case: _land(case.fact["country"]),
    "fips": lambda case: _fips().get(case.fact["country"] or ""),
    "added": lambda case: int(f"{case.fact['published']:%Y%m%d}000000") if case.fact["published"] else None,
    "url": _of("url"),
}
