"""A user's own actors beside ours: tried first, so that a row of theirs outranks one of the tables.

The form of the file is that of rows.py; `dateline actors import` writes it from lists of other projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from dateline.codebook.actors import Agent, Entry, Listing, Registry, edges, fold, surnames
from dateline.codebook.actors.rows import Row, read_rows
from dateline.model import ActorKind, Role


def joined(file: str, text: str, ours: Registry) -> Registry:
    """Our registry with the rows of a user's file before it. Raises BadCodebook for a row that cannot be used."""
    rows = read_rows(file, text)
    theirs = list(listings(rows))
    found: dict[str, list[Listing]] = {}
    for listing in theirs:
        found.setdefault(fold(listing.spelling), []).append(listing)
    merged = {**ours.listings, **{key: (*own, *ours.listings.get(key, ())) for key, own in found.items()}}
    last = surnames(x for x in theirs if x.entry.kind == "person")
    agents = {noun: _agent(noun, row) for row in rows if row.kind == "noun" for noun in (row.name, *row.aliases)}
    return replace(
        ours,
        listings=MappingProxyType(merged),
        surnames=MappingProxyType({**ours.surnames, **{k: (*v, *ours.surnames.get(k, ())) for k, v in last.items()}}),
        agents=MappingProxyType({**ours.agents, **agents}),
        edges=ours.edges.union(*(edges(noun) for noun in agents)),
    )


def listings(rows: Iterable[Row]) -> Iterator[Listing]:
    """Every spelling of every row; a person's offices in one entry, another for each sector passed through."""
    people: dict[tuple[str, str, str, bool], list[Row]] = {}
    for row in rows:
        if row.kind == "person":
            people.setdefault((row.name, row.country, row.sector, bool(row.title)), []).append(row)
        elif row.kind != "noun":
            yield from _spelled([row], _entry([row], ()))
    for offices in people.values():
        roles = tuple(Role(r.title, r.organization or None, r.start or None, r.end or None) for r in offices)
        if offices[0].title:
            yield from _spelled(offices, _entry(offices, roles))
        else:
            yield from (listing for row in offices for listing in _spelled([row], _entry([row], ())))


def _entry(rows: Sequence[Row], roles: tuple[Role, ...]) -> Entry:
    first = rows[0]
    start, end = ("", "") if roles else (first.start, first.end)
    return Entry(first.name, cast(ActorKind, first.kind), first.country or None, first.sector or None, first.sectors,
                 roles, start or None, end or None)


def _spelled(rows: Sequence[Row], entry: Entry) -> Iterator[Listing]:
    names = dict.fromkeys([rows[0].name, *(alias for row in rows for alias in row.aliases)])
    return (Listing(name, entry, "name") for name in names)


def _agent(noun: str, row: Row) -> Agent:
    return Agent(noun.lower(), "person", "organization", row.sector or None, row.sectors, row.country or None)
