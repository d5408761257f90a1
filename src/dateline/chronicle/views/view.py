"""A view: a question put to the store, answered when its rows are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateline.chronicle.query import Query, condition, parse
from dateline.errors import MissingExtra

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from dateline.chronicle.store import Chronicle
    from dateline.chronicle.views.words import Passage

Sql = tuple[str, tuple[Any, ...]]       # a query or condition, its parameters in the order of its question marks
Row = tuple[Any, ...]
CHUNK = 2048                            # rows fetched at a time: DuckDB's own vector


@dataclass(frozen=True, slots=True)
class View:
    """A table that is made when it is read: `columns` say what each holds, `sql` and `parameters` how it comes about.

    Iterating gives a dictionary a row. `cells`, where rows count incidents: a query with the columns `keys` and the
    incident of each that is counted, so that `behind` can name them all.
    """

    chronicle: Chronicle
    name: str
    columns: Mapping[str, str]
    sql: str
    parameters: tuple[Any, ...] = ()
    cells: Sql | None = None
    keys: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Its rows as tuples, fetched as they are read: memory does not grow with their number."""
        found = self.chronicle.cursor().execute(self.sql, self.parameters)
        while rows := found.fetchmany(CHUNK):
            yield from rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())

    def count(self) -> int:
        """How many rows there are, without fetching them."""
        found = self.chronicle.cursor().execute(f"SELECT count(*) FROM ({self.sql})", self.parameters).fetchone()
        return int(found[0])

    def arrow(self) -> pyarrow.Table:
        _need("pyarrow")
        return self.chronicle.sql(self.sql, self.parameters).to_arrow_table()

    def df(self) -> pandas.DataFrame:
        _need("pandas")
        return self.chronicle.sql(self.sql, self.parameters).df()

    def pl(self) -> polars.DataFrame:
        _need("pyarrow")
        _need("polars")
        return self.chronicle.sql(self.sql, self.parameters).pl()

    def row(self, row: Row | Mapping[str, Any]) -> Mapping[str, Any]:
        """A row by the names of its columns, however it was had."""
        return row if isinstance(row, Mapping) else dict(zip(self.columns, row, strict=True))

    def cell(self, named: Mapping[str, str | None]) -> Mapping[str, Any]:
        """The keys of a row by their words, as an address has them: what `behind` needs of it. ValueError tells what is
        wrong with them."""
        if not self.cells:
            raise ValueError(f"a {self.name} counts nothing")
        if set(named) != set(self.keys):
            raise ValueError(f"a cell of {self.name} has the keys {', '.join(self.keys)}")
        cells, values = self.cells
        found = self.chronicle.cursor().execute(f"SELECT {', '.join(self.keys)} FROM ({cells}) LIMIT 0", values)
        return {name: None if (word := named[name]) is None else _READ.get(str(kind), str)(word)
                for name, kind, *_ in found.description}

    def words(self, row: Row | Mapping[str, Any], *, most: int = 20) -> tuple[Passage, ...]:
        """The sentences behind a row: of its event or claim, else of the events that tell its incidents."""
        from dateline.chronicle.views.words import passages_of

        return passages_of(self.chronicle, self.row(row), self.behind(row, most=most) if self.cells else None, most)

    def behind(self, row: Row | Mapping[str, Any], *, most: int | None = None) -> View:
        """The incidents that a row counts, as a timeline."""
        from dateline.chronicle.views.told import timeline_where

        known = self.row(row)
        if not self.cells:
            return timeline_where(self.chronicle, ("i.id = ?", (known["incident"],)), limit=most)
        cells, values = self.cells
        same = " AND ".join(f"{key} IS NOT DISTINCT FROM ?" for key in self.keys)
        within = f"i.id IN (SELECT incident FROM ({cells}) WHERE {same})"
        return timeline_where(self.chronicle, (within, (*values, *(known[key] for key in self.keys))), limit=most)


_READ: Mapping[str, Callable[[str], Any]] = {"DATE": date.fromisoformat, "DOUBLE": float, "BIGINT": int}


def _need(package: str) -> None:
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise MissingExtra(package, "frames")


# ── which incidents are asked for ────────────────────────────────────────────────────────────────

def chosen(chronicle: Chronicle, query: Query | str | None, *, lift: Collection[str] = ()) -> Sql:
    """The condition on a row ``i`` of incidents that a query makes; the defaults named in `lift` are laid aside."""
    from dateline.chronicle.search import words_where

    return condition(as_query(query), words_where(chronicle), newest(chronicle), lift=lift)


def as_query(query: Query | str | None) -> Query:
    return parse(query) if isinstance(query, str) else query or Query()


def one_of(name: str, given: str, known: Sequence[str]) -> str:
    """What was given, where it is one of those known: nothing else becomes a part of a query."""
    if given not in known:
        raise ValueError(f"{name} is {given!r}; there are {', '.join(known)}")
    return given


def newest(chronicle: Chronicle) -> date | None:
    """The last day on which a report of the store came out."""
    found = chronicle.cursor().execute("SELECT max(published_start) FROM reports").fetchone()
    return found[0] if found else None
