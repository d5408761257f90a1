"""The file of the store: opened, made, and its troubles told so that the user can act on them.

It is written in DuckDB's storage format 1.4, so that older DuckDB releases (R, DBeaver) open it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from dateline.chronicle.rows import Tell, one, untold
from dateline.chronicle.schema import TABLES, ddl
from dateline.errors import DatelineError, NoAccess, NotAStore, StoreBroken, StoreLocked, StoreNewer, StoreOlder

FORMAT = 6                      # of our tables; a store with a higher one was made by a newer Dateline
STORAGE = "v1.4.0"              # of the file: the oldest DuckDB that must be able to open it
MEMORY = 1_000                  # megabytes that DuckDB may take; what needs more goes to files beside the store

# What the system says where a file cannot be opened or written.
DENIED = re.compile(r"Permission denied|Read-only file system|No space left on device|Disk quota exceeded|"
                    r"File too large|Input/output error|Access is denied|not enough space on the disk", re.IGNORECASE)
# What DuckDB says where the bytes of a file are not those that were written, and of all that is asked afterwards.
BROKEN = re.compile(r"Corrupt|checksum|Could not read enough bytes|replaying WAL|deserializ|has been invalidated",
                    re.IGNORECASE)
LOCKED = re.compile(r"Could not set lock|Conflicting lock|being used by another process", re.IGNORECASE)
_QUIET = {                      # nothing is fetched, whatever a query asks for
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ALONE = {"threads": "1"}       # many small inserts: dividing them among threads takes longer than they do


def opened(path: Path, *, read_only: bool, memory: int = MEMORY,
           tell: Tell = untold) -> duckdb.DuckDBPyConnection:
    """A connection to the store in this file, made if there is none, brought up to date if it is older: `tell` hears
    how far that has come."""
    _look(path, read_only)
    if not path.exists():
        _begin(path)
    db = _memory(path, memory, {} if read_only else _ALONE)
    try:
        _attach(db, path, "(READ_ONLY)" if read_only else f"(STORAGE_VERSION '{STORAGE}')")
        there = tables_of(db)
        if not there and not read_only:
            _create(db, path)
        elif (found := _check(db, path, there)) < FORMAT and read_only:
            raise StoreOlder(str(path), found, FORMAT)
        elif not read_only:
            _renew(db, path, found, tell)
        if not read_only and one(db, "SELECT bool_or(purge) FROM kept.store")[0]:
            rewritten(db, path)
    except BaseException as error:
        db.close()
        if isinstance(error, duckdb.Error) and (told := trouble(path, error)):
            raise told from error
        raise
    return db


def looked_over(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to whatever DuckDB file this is, to look into it and change nothing."""
    _look(path, read_only=True)
    db = _memory(path, MEMORY, {})
    try:
        _attach(db, path, "(READ_ONLY)")
    except BaseException:
        db.close()
        raise
    return db


def format_of(db: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The format of the store that is open here, where it is ours; else the error that says why it is not."""
    if (found := _check(db, path, tables_of(db))) < FORMAT:
        raise StoreOlder(str(path), found, FORMAT)
    return found


def _memory(path: Path, megabytes: int, more: dict[str, str]) -> duckdb.DuckDBPyConnection:
    spill = {"memory_limit": f"{megabytes}MB", "temp_directory": f"{path.absolute()}.tmp"}
    return duckdb.connect(":memory:", config=_QUIET | spill | more)


def _look(path: Path, read_only: bool) -> None:
    """An error for a place where no store is and none can be."""
    if path.is_dir():
        raise NotAStore(str(path), "it is a folder")
    if path.exists():
        return
    if read_only:
        raise NotAStore(str(path), "there is no such file; `dateline add PATH… --store FILE` makes one")
    if not path.absolute().parent.is_dir():
        raise NotAStore(str(path), f"the folder {path.absolute().parent} does not exist")


def _begin(path: Path) -> None:
    """An empty file for a store, there at once and whole: who is killed while DuckDB lays one out leaves half of it.

    What stands in the way is told where the store is opened; another process may have begun it first.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with duckdb.connect(":memory:", config=_QUIET) as db:
            db.execute(f"ATTACH '{_quoted(new)}' AS chronicle (STORAGE_VERSION '{STORAGE}')")
        os.link(new, path)
    except (duckdb.Error, OSError):
        pass
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _attach(db: duckdb.DuckDBPyConnection, path: Path, options: str) -> None:
    try:
        db.execute(f"ATTACH '{_quoted(path)}' AS chronicle {options}")
    except duckdb.Error as error:
        raise _unopened(path, error) from error
    db.execute("USE chronicle")


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("'", "''")


def trouble(path: Path, error: duckdb.Error) -> DatelineError | None:
    """DuckDB's words (it has no error type of its own for these) as what the user can act on; None: something else."""
    told = str(error).replace(str(path.absolute()), path.name)
    if denied := DENIED.search(told):
        return NoAccess(str(path), denied[0])
    if "already attached" in told:
        return StoreLocked(str(path), "this very process")
    if LOCKED.search(told):
        holder = re.search(r"\(PID (\d+)\)|PID (\d+)", told)
        return StoreLocked(str(path), f"process {holder[1] or holder[2]}" if holder else "another process")
    if BROKEN.search(told):
        return StoreBroken(str(path), _plain(told))
    return None


def _plain(told: str) -> str:
    """The first line of what DuckDB says, without its kind."""
    return told.partition("\n")[0].partition(": ")[2].strip().rstrip("!.")


def _unopened(path: Path, error: duckdb.Error) -> DatelineError:
    told = str(error).replace(str(path.absolute()), path.name)
    return trouble(path, error) or NotAStore(str(path), _plain(told))


def tables_of(db: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables that are in it; none where the file is new, or whoever made it was stopped before they were."""
    found = db.execute("SELECT CASE schema_name WHEN 'main' THEN '' ELSE schema_name || '.' END || table_name "
                       "FROM duckdb_tables() WHERE database_name = 'chronicle'").fetchall()
    return {name for name, in found}


def _check(db: duckdb.DuckDBPyConnection, path: Path, there: set[str]) -> int:
    """The format of the tables; an error where they are none of ours, newer than we are, or not all there."""
    if "kept.store" not in there:
        raise NotAStore(str(path), "a DuckDB file of something else" if there else "nothing is in it yet")
    found, = one(db, "SELECT max(format) FROM kept.store")
    if found is None:
        raise NotAStore(str(path), "a DuckDB file without Dateline's tables")
    if found > FORMAT:
        raise StoreNewer(str(path), found, FORMAT)
    if found == FORMAT and (missing := sorted(TABLES.keys() - there)):
        raise StoreBroken(str(path), f"it has no table {', '.join(missing)}")
    return int(found)


def _create(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """All tables, or none."""
    from dateline.chronicle.told import SHAPE

    with transaction(db, path):
        db.execute("CREATE SCHEMA kept")
        for name, table in TABLES.items():
            db.execute(ddl(name, table))
        db.execute("INSERT INTO kept.store VALUES (?, false, ?)", [FORMAT, SHAPE])


def _renew(db: duckdb.DuckDBPyConnection, path: Path, found: int, tell: Tell) -> None:
    """Tables of an older format, and tellings that were kept with other fields, as they are now."""
    from dateline.chronicle.told import SHAPE

    if found == FORMAT and one(db, "SELECT max(shape) FROM kept.store") == (SHAPE,):
        return
    from dateline.chronicle.migrations import renew
    from dateline.chronicle.retelling import retell

    with transaction(db, path):
        renew(db, found, tell)
        if one(db, "SELECT max(shape) FROM kept.store") != (SHAPE,):
            retell(db, tell)


def rewritten(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the file anew, so that no unused part of it holds what was taken out.

    The new file is whole before it takes the old one's place. Killed before, the store says `purge` when it is next
    opened, and it is done then.
    """
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        db.execute("CHECKPOINT chronicle")
        db.execute(f"ATTACH '{_quoted(new)}' AS renewed (STORAGE_VERSION '{STORAGE}')")
        db.execute("COPY FROM DATABASE chronicle TO renewed")
        db.execute("UPDATE renewed.kept.store SET purge = false")
        db.execute("DETACH renewed")
        db.execute("USE memory")
        if os.name == "nt":                     # where an open file cannot be replaced
            db.execute("DETACH chronicle")
        os.replace(new, path)
        if os.name != "nt":                     # only now: nobody can have opened the old file in between
            db.execute("DETACH chronicle")
    except duckdb.Error as error:
        raise _unopened(path, error) from error
    _attach(db, path, f"(STORAGE_VERSION '{STORAGE}')")


@contextmanager
def transaction(db: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """What is done inside is done whole or not at all."""
    db.execute("BEGIN")
    try:
        yield
        db.execute("COMMIT")
    except BaseException as error:
        with suppress(duckdb.Error):            # a COMMIT that fails has ended it already
            db.execute("ROLLBACK")
        if isinstance(error, duckdb.Error) and (told := trouble(path, error)):
            raise told from error
        if isinstance(error, duckdb.Error | RuntimeError) and "interrupted" in str(error).lower():
            raise KeyboardInterrupt from error      # Ctrl-C, which DuckDB tells in either of two ways
        raise
