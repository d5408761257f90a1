"""The store: one DuckDB file that keeps every record it was ever given. The only SQL lives here.

Records are added, never overwritten: coding a report again with the same program changes nothing,
with another one adds a second record beside the first. The tables of all records are in the schema
``kept``; the views of the same names, which a plain ``SELECT … FROM events`` meets, show for each
report its newest record, so that nothing is counted twice.

The file is written in DuckDB's storage format 1.4, so that older DuckDB releases (R, DBeaver) open it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from dateline.chronicle.flat import REPORTS, TABLES, Cell, Row, flat, report_row
from dateline.errors import DatelineError, NoAccess, NotAStore, StoreLocked, StoreNewer
from dateline.model import Failure, Record, digest, from_data, to_data

FORMAT = 3                      # of our tables; a store with a higher one was made by a newer Dateline
STORAGE = "v1.4.0"              # of the file: the oldest DuckDB that must be able to open it

_TYPES: dict[Cell, str] = {
    "text": "VARCHAR", "int": "BIGINT", "real": "DOUBLE", "flag": "BOOLEAN", "day": "DATE",
}
_OWN: dict[str, Cell] = {"record": "text", "report": "text"}        # first columns of every flat table
_QUIET = {                      # nothing is fetched, whatever a query asks for
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# What the system says where a file cannot be opened or written.
DENIED = re.compile(r"Permission denied|Read-only file system|No space left on device|Disk quota exceeded|"
                    r"File too large|Input/output error|Access is denied|not enough space on the disk", re.IGNORECASE)
_ALONE = {"threads": "1"}       # many small inserts: dividing them among threads takes longer than they do


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the list of what a store holds: a report with its newest record's counts."""

    report: str
    published: str | None
    outlet: str | None
    title: str | None
    events: int
    claims: int
    records: int


class Chronicle:
    """An open store. Use it in a ``with`` statement; what ``add`` has returned from is on disk."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """The store in this file, made if there is none (unless `read_only`).

        Raises StoreLocked, StoreNewer, NotAStore or NoAccess.
        """
        path = Path(path)
        _look(path, read_only)
        connection = duckdb.connect(":memory:", config=_QUIET if read_only else _QUIET | _ALONE)
        try:
            _attach(connection, path, "(READ_ONLY)" if read_only else f"(STORAGE_VERSION '{STORAGE}')")
            if _is_empty(connection) and not read_only:
                _create(connection, path)
            elif _check(connection, path) < FORMAT and not read_only:
                _renew(connection, path)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    # ── what goes in ─────────────────────────────────────────────────────────────────────────────

    def add(self, record: Record) -> bool:
        """Keep this record, whole or not at all; False if it is kept already."""
        name = _name(record)
        with _transaction(self._db, self.path):
            if self._one("SELECT id FROM kept.records WHERE id = ?", name):
                return False
            if not self._one("SELECT id FROM reports WHERE id = ?", record.report.id):
                _put(self._db, "reports", REPORTS, [report_row(record.report)])
            made = record.made
            self._db.execute(
                "INSERT INTO kept.records SELECT ?, ?, ?, ?, ?, count(*) + 1, ? FROM kept.records",
                [name, record.report.id, made.dateline, made.reader, made.codebook, _body(record)])
            for table, rows in flat(record).items():
                _put_flat(self._db, table, name, record.report.id, rows)
        return True

    def fail(self, failure: Failure) -> bool:
        """Keep note of a report that could not be read; False if it is noted already."""
        values = [failure.source, failure.error, failure.message]
        with _transaction(self._db, self.path):
            if self._one("SELECT 1 FROM failures WHERE (source, error, message) = (?, ?, ?)", *values):
                return False
            self._db.execute("INSERT INTO failures VALUES (?, ?, ?)", values)
        return True

    # ── what comes out ───────────────────────────────────────────────────────────────────────────

    def records(self, report: str | None = None) -> Iterator[Record]:
        """The newest record of each report, in the order kept; or all of one report's, oldest first."""
        where, values = ("r.report = ?", [report]) if report else ("r.id IN (SELECT id FROM kept.newest)", [])
        cursor = self._db.cursor()                      # its own, so that others may ask in between
        found = cursor.execute("USE chronicle").execute(
            "SELECT r.body, t.text FROM kept.records r JOIN reports t ON t.id = r.report "
            f"WHERE {where} ORDER BY r.number", values)
        while row := found.fetchone():
            yield _record(*row)

    def record(self, report: str) -> Record | None:
        """The newest record of the report with this id."""
        *_, newest = (None, *self.records(report))
        return newest

    def find(self, start: str) -> list[tuple[str, str | None]]:
        """The (report, event) ids that begin so; event is None where the report's own id does."""
        like = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found: list[tuple[str, str | None]] = self._db.execute(
            "SELECT id, NULL FROM reports WHERE id LIKE $1 ESCAPE '\\' "
            "UNION ALL SELECT report, id FROM events WHERE id LIKE $1 ESCAPE '\\' ORDER BY ALL",
            [like]).fetchall()
        return found

    def reports(self) -> list[Kept]:
        """A line for each report, oldest first, those without a day last."""
        return [Kept(*row) for row in self._db.execute("""
            SELECT t.id, CAST(t.published_start AS VARCHAR), t.outlet, t.title,
                   (SELECT count(*) FROM events e WHERE e.report = t.id),
                   (SELECT count(*) FROM claims c WHERE c.report = t.id),
                   (SELECT count(*) FROM kept.records r WHERE r.report = t.id)
            FROM reports t ORDER BY t.published_start NULLS LAST, t.id""").fetchall()]

    def events(self) -> list[dict[str, Any]]:
        """The rows of the view ``events``: every event of the newest record of each report."""
        found = self._db.execute(
            "SELECT * FROM events ORDER BY time_start NULLS LAST, report, start_char, id")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def failures(self) -> list[Failure]:
        """The reports that could not be read or coded, in the order met."""
        found = self._db.execute("SELECT source, error, message FROM failures").fetchall()
        return [Failure(*row) for row in found]

    def _one(self, query: str, *values: Any) -> Row | None:
        found: Row | None = self._db.execute(query, list(values)).fetchone()
        return found


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────

def _put_flat(db: duckdb.DuckDBPyConnection, table: str, record: str, report: str, rows: list[Row]) -> None:
    _put(db, f"kept.{table}", _OWN | TABLES[table], [(record, report, *row) for row in rows])


def _put(db: duckdb.DuckDBPyConnection, table: str, columns: dict[str, Cell], rows: list[Row]) -> None:
    """All rows as one JSON value: one statement a table, many times quicker than a row at a time."""
    if not rows:
        return
    shape = json.dumps([{name: _TYPES[cell] for name, cell in columns.items()}])
    whole = json.dumps([dict(zip(columns, row, strict=True)) for row in rows])
    db.execute(f"INSERT INTO {table} SELECT unnest(from_json(?, '{shape}'), recursive := true)", [whole])


# ── a record in its row ──────────────────────────────────────────────────────────────────────────

def _name(record: Record) -> str:
    made = record.made
    return digest(record.report.id, made.dateline, made.reader, made.codebook)


def _body(record: Record) -> str:
    """The record as JSON without the report's text, which `reports` holds once for all its records."""
    data = to_data(record)
    return json.dumps({**data, "report": {**data["report"], "text": ""}}, separators=(",", ":"))


def _record(body: str, text: str) -> Record:
    data = json.loads(body)
    data["report"]["text"] = text
    return from_data(data)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

def _look(path: Path, read_only: bool) -> None:
    """An error for a place where no store is and none can be."""
    if path.is_dir():
        raise NotAStore(str(path), "it is a folder")
    if path.exists():
        return
    if read_only:
        raise NotAStore(str(path), "there is no such file; `dateline code … --store FILE` makes one")
    if not path.absolute().parent.is_dir():
        raise NotAStore(str(path), f"the folder {path.absolute().parent} does not exist")


def _attach(db: duckdb.DuckDBPyConnection, path: Path, options: str) -> None:
    quoted = str(path.absolute()).replace("'", "''")
    try:
        db.execute(f"ATTACH '{quoted}' AS chronicle {options}")
    except duckdb.Error as error:
        raise _trouble(path, str(error)) from error
    db.execute("USE chronicle")


def _trouble(path: Path, told: str) -> DatelineError:
    """DuckDB's words (it has no error type of its own for these) as what the user can act on."""
    if denied := DENIED.search(told):
        return NoAccess(str(path), denied[0])
    if "already attached" in told:
        return StoreLocked(str(path), "this very process")
    if "lock" in told.lower() or "being used by another process" in told:
        holder = re.search(r"\(PID (\d+)\)|PID (\d+)", told)
        return StoreLocked(str(path), f"process {holder[1] or holder[2]}" if holder else "another process")
    return NotAStore(str(path), told.partition(": ")[2].strip().rstrip("!."))


def _is_empty(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether nothing is in the file: it is new, or whoever made it was stopped before the tables were."""
    found = db.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'chronicle'").fetchone()
    return found == (0,)


def _check(db: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The format of the tables; an error where they are none of ours, or newer than we are."""
    try:
        found = db.execute("SELECT max(format) FROM kept.store").fetchone()
    except duckdb.Error as error:
        raise NotAStore(str(path), "a DuckDB file of something else") from error
    if not found or found[0] is None:
        raise NotAStore(str(path), "a DuckDB file without Dateline's tables")
    if found[0] > FORMAT:
        raise StoreNewer(str(path), found[0], FORMAT)
    return int(found[0])


def _renew(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The flat tables of an older store made anew from the records it keeps: they may have fewer columns."""
    with _transaction(db, path):
        for table in TABLES:
            db.execute(f"DROP VIEW IF EXISTS {table}")
            db.execute(f"DROP TABLE IF EXISTS kept.{table}")
            _create_flat(db, table)
        for name, in db.execute("SELECT id FROM kept.records ORDER BY number").fetchall():
            found = db.execute("SELECT r.body, t.text FROM kept.records r JOIN reports t ON t.id = r.report "
                               "WHERE r.id = ?", [name]).fetchone()
            assert found
            record = _record(*found)
            for table, rows in flat(record).items():
                _put_flat(db, table, name, record.report.id, rows)
        db.execute("UPDATE kept.store SET format = ?", [FORMAT])


def _create(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Tables and views, all or none."""
    with _transaction(db, path):
        db.execute("CREATE SCHEMA kept")
        db.execute("CREATE TABLE kept.store (format INTEGER)")
        db.execute(f"CREATE TABLE reports ({_columns(REPORTS, key='id')})")
        db.execute("CREATE TABLE failures (source VARCHAR, error VARCHAR, message VARCHAR)")
        db.execute("CREATE TABLE kept.records (id VARCHAR PRIMARY KEY, report VARCHAR, dateline VARCHAR, "
                   "reader VARCHAR, codebook VARCHAR, number BIGINT, body VARCHAR)")
        db.execute("CREATE VIEW kept.newest AS "
                   "SELECT arg_max(id, number) AS id FROM kept.records GROUP BY report")
        _view(db, "records", "id", "id, report, dateline, reader, codebook, number")
        for table in TABLES:
            _create_flat(db, table)
        db.execute("INSERT INTO kept.store VALUES (?)", [FORMAT])


def _create_flat(db: duckdb.DuckDBPyConnection, table: str) -> None:
    db.execute(f"CREATE TABLE kept.{table} ({_columns(_OWN | TABLES[table])})")
    _view(db, table, "record")


def _view(db: duckdb.DuckDBPyConnection, table: str, key: str, columns: str = "*") -> None:
    db.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM kept.{table} "
               f"WHERE {key} IN (SELECT id FROM kept.newest)")


def _columns(columns: dict[str, Cell], key: str | None = None) -> str:
    unique = {key: " PRIMARY KEY"}
    return ", ".join(f"{name} {_TYPES[cell]}{unique.get(name, '')}" for name, cell in columns.items())


@contextmanager
def _transaction(db: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    db.execute("BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException as error:
        with suppress(duckdb.Error):            # a COMMIT that fails has ended it already
            db.execute("ROLLBACK")
        if isinstance(error, duckdb.Error) and DENIED.search(str(error)):
            raise _trouble(path, str(error)) from error
        if isinstance(error, duckdb.Error | RuntimeError) and "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error      # Ctrl-C, which DuckDB tells in either of two ways
        raise
