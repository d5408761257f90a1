"""Pages of the ledger: statements, the incidents that somebody denies, commitments; and counts to filter them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.query import Query
from dateline.chronicle.rows import ask, one
from dateline.chronicle.views.ledger import CLAIMS, COMMITMENTS, claims, commitments
from dateline.chronicle.views.view import Sql, View, chosen

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

MANY = 12               # values that are counted by name


@dataclass(frozen=True, slots=True)
class Statements:
    """A page of the view of claims, how many there are in all; of whatever the page is filtered by: who says most, and
    how they stand to it."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    speakers: tuple[tuple[str, int], ...]
    stances: tuple[tuple[str, int], ...]


def statements(chronicle: Chronicle, query: Query, *, by: str, stance: str, size: int, number: int) -> Statements:
    """One page of the claims of these incidents, the newest first: by one speaker or in one stance, where given."""
    view, db = claims(chronicle, query), chronicle.cursor()
    # Joined but once, for the page and for all that is counted.
    ask(db, f"CREATE TEMP TABLE said AS SELECT * FROM ({view.sql})", *view.parameters)
    where, values = _tests(speaker=by, stance=stance)
    total, = one(db, f"SELECT count(*) FROM temp.said WHERE {where}", *values)
    rows = ask(db, f"""
        SELECT * FROM temp.said WHERE {where}
        ORDER BY said DESC NULLS LAST, incident, report, claim, stance LIMIT ? OFFSET ?""",
        *values, size, (number - 1) * size)
    counts = ask(db, """SELECT speaker, stance, count(*), grouping(speaker) FROM temp.said
                        GROUP BY GROUPING SETS ((speaker), (stance))""")
    return Statements(tuple(dict(zip(CLAIMS, row, strict=True)) for row in rows), int(total),
                      _most(counts, 0), _most(counts, 1))


def bound(chronicle: Chronicle, query: Query, kinds: Sequence[str], *, state: str, size: int,
          number: int) -> tuple[list[dict[str, Any]], int]:
    """One page of commitments of these kinds: first what is open, the next last day first; then the latest."""
    view = commitments(chronicle, query)
    listed = ", ".join("?" for _ in kinds)
    of_kind = View(chronicle, view.name, view.columns, f"SELECT * FROM ({view.sql}) WHERE kind IN ({listed})",
                   (*view.parameters, *kinds))
    return _page(of_kind, tuple(COMMITMENTS), {"state": state},
                 _DUE, size=size, number=number)


_DUE = ("state <> 'open', CASE state WHEN 'open' THEN deadline END NULLS LAST, deadline DESC NULLS LAST, "
        "told DESC NULLS LAST, incident")


def states(chronicle: Chronicle, query: Query, kinds: Sequence[str]) -> list[tuple[str, int]]:
    """How many of them are in which state."""
    view = commitments(chronicle, query)
    listed = ", ".join("?" for _ in kinds)
    return [(row[0], row[1]) for row in ask(chronicle.cursor(), f"""
        SELECT state, count(*) FROM ({view.sql}) WHERE kind IN ({listed}) GROUP BY state ORDER BY 2 DESC, 1""",
        *view.parameters, *kinds)]


def denied(chronicle: Chronicle, query: Query, *, size: int, number: int) -> tuple[list[str], int]:
    """The ids of one page of incidents that somebody denies or doubts, the latest first, and how many there are.

    Whether it is told as fact is not asked: what is denied alone stands as such.
    """
    where, values = chosen(chronicle, query, lift=("status", "historical"))
    found = f"""FROM incidents i WHERE {where} AND i.id IN
                (SELECT incident FROM incident_claims WHERE stance IN ('denies', 'doubts'))"""
    total, = one(chronicle.cursor(), f"SELECT count(*) {found}", *values)
    rows = ask(chronicle.cursor(), f"""
        SELECT i.id {found} ORDER BY i.last_told DESC NULLS LAST, i.id LIMIT ? OFFSET ?""",
        *values, size, (number - 1) * size)
    return [row[0] for row in rows], int(total)


def _page(view: View, columns: Sequence[str], asked: dict[str, str], order: str, *, size: int,
          number: int) -> tuple[list[dict[str, Any]], int]:
    where, values = _tests(**asked)
    db = view.chronicle.cursor()
    total, = one(db, f"SELECT count(*) FROM ({view.sql}) WHERE {where}", *view.parameters, *values)
    rows = ask(db, f"SELECT * FROM ({view.sql}) WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
               *view.parameters, *values, size, (number - 1) * size)
    return [dict(zip(columns, row, strict=True)) for row in rows], int(total)


def _tests(**asked: str) -> Sql:
    """That each column named has its value, where one is given."""
    given = {name: value for name, value in asked.items() if value}
    return " AND ".join(f"{name} = ?" for name in given) or "TRUE", tuple(given.values())


def _most(rows: Sequence[Any], column: int) -> tuple[tuple[str, int], ...]:
    """Of rows (speaker, stance, many, whether the speaker is left out): those of one column, the most first."""
    found = [(row[column], row[2]) for row in rows if row[3] == column and row[column] is not None]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MANY])
