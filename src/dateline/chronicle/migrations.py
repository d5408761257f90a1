"""Older stores brought up to date, step by step, in the one transaction that opens them.

A step is named and takes a store from its format to the next. What is read from records and what they add up to is
never carried over but made anew from the records, which every format has kept whole: so a step has to see only to what
cannot be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.adding import add_batch
from dateline.chronicle.pairs import pair_all
from dateline.chronicle.rows import Tell, ask, one, untold
from dateline.chronicle.schema import TABLES, ddl
from dateline.chronicle.told import SHAPE
from dateline.chronicle.whole import record_of

MANY = 500              # records put in at a time


@dataclass(frozen=True, slots=True)
class Step:
    """From this format to the next: what it brought, and what is done; nothing where a later step makes it all anew."""

    format: int
    name: str
    done: Callable[[Any, Tell], None] | None


def renew(db: Any, found: int, tell: Tell = untold) -> list[str]:
    """Bring a store of the format that was found up to date; the names of the steps taken."""
    taken = [step for step in STEPS if step.format >= found]
    for step in taken:
        if step.done:
            step.done(db, tell)
        db.execute("UPDATE kept.store SET format = ?", [step.format + 1])
    return [step.name for step in taken]


def _newest_flat(db: Any, tell: Tell) -> None:
    """Views over flat tables of all records give way to tables of the newest ones, with families and incidents.

    Every record is put in again, in the order in which they came.
    """
    for schema, view in db.execute(
            "SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = 'chronicle' AND NOT internal "
            "ORDER BY schema_name").fetchall():
        db.execute(f'DROP VIEW {schema}."{view}"')
    for table, in db.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'chronicle' AND schema_name = 'kept' "
            "AND table_name NOT IN ('store', 'records')").fetchall():
        db.execute(f'DROP TABLE kept."{table}"')
    db.execute("CREATE TEMP TABLE given AS SELECT r.number, r.body, t.text FROM kept.records r "
               "JOIN reports t ON t.id = r.report")
    for name in ("reports", "kept.records", "kept.store"):
        db.execute(f"DROP TABLE {name}")
    for name, table in TABLES.items():
        if name != "failures":
            db.execute(ddl(name, table))
    db.execute("INSERT INTO kept.store VALUES (3, false, ?)", [SHAPE])
    _put_again(db, tell)
    db.execute("DROP TABLE temp.given")


def _with_shape(db: Any, tell: Tell) -> None:
    """That a store does not know what its tellings look like has them made anew (retelling.py)."""
    db.execute("ALTER TABLE kept.store ADD COLUMN IF NOT EXISTS shape VARCHAR")


def _with_pairs(db: Any, tell: Tell) -> None:
    """Who deals with whom stands in a table of its own."""
    if not db.execute("SELECT 1 FROM duckdb_tables() WHERE database_name = 'chronicle' AND schema_name = 'kept' "
                      "AND table_name = 'pairs'").fetchall():       # step 3 lays out all tables as they are now
        db.execute(ddl("kept.pairs", TABLES["kept.pairs"]))
    total, = one(db, "SELECT count(*) FROM incidents")
    tell("parties paired", 0, total)
    pair_all(db)
    tell("parties paired", total, total)


def _put_again(db: Any, tell: Tell) -> None:
    """All records that were given, a few at a time, so that they need not be in memory together."""
    after = done = 0
    total, = one(db, "SELECT count(*) FROM temp.given")
    query = f"SELECT number, body, text FROM temp.given WHERE number > ? ORDER BY number LIMIT {MANY}"
    while given := ask(db, query, after):
        add_batch(db, [record_of(body, text) for _, body, text in given])
        after = given[-1][0]
        tell("put in again", done := done + len(given), total)


STEPS = (
    Step(1, "CAMEO's codes beside PLOVER's", None),
    Step(2, "what parties were on the day, runner-up places, reasons of days", None),
    Step(3, "flat tables of the newest records, families of copies, incidents", _newest_flat),
    Step(4, "the shape of kept tellings", _with_shape),
    Step(5, "pairs of parties", _with_pairs),
)
