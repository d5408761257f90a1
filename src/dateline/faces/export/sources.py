"""What can be exported, by name: the tables that each kind is made of, and where their rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.outward import OUTGOING, Extract, with_text
from dateline.chronicle.schema import Column
from dateline.faces.export.tables import Sheet

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.query import Query
    from dateline.chronicle.views import View

# Every kind with its tables; the first is what a file of one table holds.
KINDS: dict[str, tuple[str, ...]] = {
    "incidents": ("incidents",), "events": ("events",), "claims": ("claims",), "figures": ("figures",),
    "commitments": ("commitments",), "timeline": ("timeline",), "dyads": ("dyads",),
    "panel": ("panel", "panel_regions"), "network": ("network", "nodes"), "places": ("places",),
    "reports": ("reports",),
}
ALL = tuple(dict.fromkeys(table for tables in KINDS.values() for table in tables))

# Tables that are views of the chronicle's: what each is, and how it is asked for.
VIEWS: dict[str, tuple[str, Callable[[Chronicle, Query], View]]] = {
    "timeline": ("The happenings in the order of their days.", lambda c, q: c.timeline(q)),
    "dyads": ("Country towards country, week by week.", lambda c, q: c.dyads(q)),
    "panel": ("Countries by month, with true zeros and the reports that stand behind them.", lambda c, q: c.panel(q)),
    "panel_regions": ("The same of first-level regions.", lambda c, q: c.panel(q, by="region")),
    "network": ("Who deals with whom: a row for each pair.", lambda c, q: c.network(q)),
    "nodes": ("Who takes part.", lambda c, q: c.nodes(q)),
    "claims": ("Who says what of which happening.", lambda c, q: c.claims(q)),
    "commitments": ("What was promised, threatened or demanded, and what became of it, of any status.",
                    lambda c, q: c.commitments(q)),
    "places": ("Where it happened.", lambda c, q: c.places(q)),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One table to be written: its columns, and the query that a connection of the store's answers."""

    name: str
    meaning: str
    columns: Mapping[str, Column]
    sql: str
    parameters: Sequence[Any]
    extract: Extract

    def rows(self) -> Iterator[tuple[Any, ...]]:
        return self.extract.rows(self.sql, self.parameters)

    def dicts(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())

    def sheet(self) -> Sheet:
        return Sheet(self.name, {name: column.meaning for name, column in self.columns.items()}, self.rows)


def source(chronicle: Chronicle, extract: Extract, table: str, *, text: bool = False) -> Source:
    """The table of this name, cut down to what the extract chose."""
    if table in VIEWS:
        about, ask = VIEWS[table]
        view = ask(chronicle, extract.query)
        columns = extract.columns(view.sql, view.parameters, view.columns)
        return Source(table, about, columns, view.sql, view.parameters, extract)
    found = with_text(OUTGOING[table]) if text and table == "reports" else OUTGOING[table]
    return Source(table, found.meaning, found.columns, found.sql, (), extract)
