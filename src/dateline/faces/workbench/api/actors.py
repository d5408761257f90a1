"""The parties: who acts and is acted upon, over time; and one actor with all that reports tell of it.

A person who holds no public role in the records has no page of doings: what is told of an incident stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dateline.chronicle.asking import understood
from dateline.chronicle.query import Query
from dateline.chronicle.views.kin import Kin, kin
from dateline.chronicle.views.parties import (
    Kept,
    Stretch,
    deals,
    is_private,
    lands,
    numbers,
    over_time,
    parties,
    party,
    pledges,
    private,
    spellings,
    stretches,
    told,
)
from dateline.errors import NotThere
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, Page, page

Sort = Literal["acts", "did", "received", "name", "first", "last", "-acts", "-did", "-received", "-name", "-first",
               "-last"]
Tab = Literal["acts", "received", "statements", "denials", "commitments", "figures", "relations"]
WHAT = {"acts": "act", "received": "treatment", "statements": "statement", "denials": "denial",
        "relations": "relation"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`name` are words that the party's name must hold."""

    q: str = ""
    name: str = ""
    sort: Sort = "-acts"
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Party:
    """A party: in how many incidents it acts and is acted upon; `bars` of both for each stretch of time; `countries`
    is of how many countries parties of this name are; `private`: it has no page of its own."""

    name: str
    country: str | None
    countries: int
    sector: str | None
    kind: str | None
    did: int
    received: int
    first: date | None
    last: date | None
    bars: tuple[tuple[int, int], ...]
    private: bool
    incident: str


@dataclass(frozen=True, slots=True)
class Parties:
    query: str
    total: int
    page: int
    over: Stretch
    rows: tuple[Party, ...]


def actors(desk: Desk, asked: Asked) -> Parties:
    """The parties of a query, by how often they act or are acted upon, over time."""
    chronicle = desk.chronicle
    query = understood(chronicle, asked.q)
    found, total = parties(chronicle, query, like=asked.name, order=asked.sort, size=ROWS, number=asked.page)
    names = [row["name"] for row in found]
    over = stretches(chronicle, query)
    bars, known, hidden = over_time(chronicle, query, names, over), lands(chronicle, names), private(chronicle, found)
    rows = tuple(Party(
        row["name"], row["country"], len(known.get(row["name"], ())), row["sector"], row["kind"], row["did"],
        row["received"], row["first"], row["last"], () if row["name"] in hidden else bars.get(row["name"], ()),
        row["name"] in hidden, row["incident"]) for row in found)
    return Parties(str(query), total, asked.page, over, rows)


# ── one of them ──────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class AskedOne:
    name: str
    q: str = ""
    tab: Tab = "acts"
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as reports write it, how often, and in how many reports."""

    name: str
    times: int
    reports: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What it says, does and suffers, stretch by stretch."""

    over: Stretch
    says: tuple[int, ...]
    acts: tuple[int, ...]
    suffers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor; where `private`, no more than its name and how many reports have it. `counts` are of the tabs,
    `states` of its commitments; `rows` are a page of the tab."""

    name: str
    also: tuple[str, ...]
    kind: str | None
    country: str | None
    sector: str | None
    private: bool
    query: str
    countries: tuple[tuple[str, int], ...]
    names: tuple[Spelling, ...]
    offices: tuple[Mapping[str, Any], ...]
    ribbon: Ribbon | None
    deals: tuple[Mapping[str, Any], ...]
    kin: tuple[Kin, ...]
    counts: Mapping[str, int]
    states: Mapping[str, int]
    tab: Tab
    total: int
    page: int
    rows: tuple[Mapping[str, Any], ...]


def actor(desk: Desk, asked: AskedOne) -> Actor:
    """One actor: names, offices over time, what it says and does, to whom, what it has promised, who it may be too."""
    chronicle = desk.chronicle
    query, own = understood(chronicle, asked.q), party(chronicle, asked.name)
    if own is None:
        raise NotThere(f"actor {asked.name!r}", "/actors lists those there are; a part of a name goes into its search")
    names = tuple(Spelling(*row) for row in spellings(chronicle, own.names))
    if is_private(chronicle, own):
        return Actor(own.names[0], own.names[1:], own.kind, None, None, True, str(query), (), names, (), None, (), (),
                     {}, {}, asked.tab, 0, 1, ())
    return _whole(desk, asked, query, own, names)


def _whole(desk: Desk, asked: AskedOne, query: Query, own: Kept, names: tuple[Spelling, ...]) -> Actor:
    chronicle, tab = desk.chronicle, asked.tab
    of = told(chronicle, own.names[0], query, WHAT.get(tab, "act"), size=ROWS, number=asked.page)
    states, bound = pledges(chronicle, own.names, size=ROWS, number=asked.page)
    figures, given = numbers(chronicle, own.names, size=ROWS, number=asked.page)
    counts = {name: of.counts.get(what, 0) for name, what in WHAT.items()}
    counts |= {"commitments": sum(states.values()), "figures": figures}
    rows = {"commitments": bound, "figures": given}.get(tab, of.rows)
    return Actor(
        own.names[0], own.names[1:], own.kind, own.country, own.sector, False, str(query),
        lands(chronicle, own.names[:1]).get(own.names[0], ()), names, of.offices, _ribbon(desk, query, own, of.days),
        tuple(deals(chronicle, query, own.names)), kin(chronicle, own), counts, states, tab, counts[tab], asked.page,
        tuple(rows))


def _ribbon(desk: Desk, query: Query, own: Kept, days: tuple[date, ...]) -> Ribbon:
    over = stretches(desk.chronicle, query, 96, own.names)
    bars = over_time(desk.chronicle, query, own.names, over).values()
    acts, suffers = ([sum(bar[at][side] for bar in bars) for at in range(len(over.starts))] for side in (0, 1))
    says = [0] * len(over.starts)
    for day in days:
        at = sum(start <= day for start in over.starts) - 1
        if 0 <= at < len(says):
            says[at] += 1
    return Ribbon(over, tuple(says), tuple(acts), tuple(suffers))


ROUTES = (page("/actors", actors), page("/actors/{name:path}", actor))
