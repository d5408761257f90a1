"""What can be exported, by name: the tables that each kind is made of, and where their rows come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.outward import OUTGOING, Extract, Outgoing, with_text
from dateline.chronicle.schema import Column
from dateline.faces.export.tables import Sheet

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.views import View

# Every kind with its tables; the first is what a file of one table holds.
KINDS: dict[str, tuple[str, ...]] = {
    "incidents": ("incidents",), "events": ("events",), "claims": ("claims",), "figures": ("figures",),
    "commitments": ("commitments",), "timeline": ("timeline",), "dyads": ("dyads",), "panel": ("panel",),
    "network": ("edges", "nodes"), "places": ("places",), "reports": ("reports",),
}
ALL = tuple(dict.fromkeys(table for tables in KINDS.values() for table in tables))
VIEWS = {
    "timeline": "The happenings in the order of their days.",
    "dyads": "Who did what to whom, week by week.",
    "panel": "Countries by month, with true zeros, and how many reports stand behind each cell.",
    "claims": "Who says what of which happening.",
    "places": "Where it happened.",
}
# A promise, a threat or a demand stands for a deed to come: what the query does not ask for must not hide it.
LIFTED = {"commitments": ("status", "historical")}


@dataclass(frozen=True, slots=True)
class Source:
    """One table to be written: its columns, and the query that a connection of the store's answers."""

    name: str
    meaning: str
    columns: Mapping[str, Column | str]
    sql: str
    parameters: Sequence[Any]
    extract: Extract

    def rows(self) -> Iterator[tuple[Any, ...]]:
        return self.extract.rows(self.sql, self.parameters)

    def dicts(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())

    def sheet(self) -> Sheet:
        return Sheet(self.name, {name: meaning(column) for name, column in self.columns.items()}, self.rows)


def meaning(column: Column | str) -> str:
    return column if isinstance(column, str) else column.meaning


def source(chronicle: Chronicle, extract: Extract, table: str, *, text: bool = False) -> Source:
    """The table of this name, cut down to what the extract chose."""
    if table in VIEWS:
        view: View = getattr(chronicle, table)(extract.query)
        return Source(table, VIEWS[table], view.columns, view.sql, view.parameters, extract)
    outgoing = with_text(OUTGOING[table]) if text and table == "reports" else OUTGOING[table]
    return of(outgoing, table, extract)


def of(outgoing: Outgoing, name: str, extract: Extract) -> Source:
    return Source(name, outgoing.meaning, outgoing.columns, outgoing.sql, (), extract)
