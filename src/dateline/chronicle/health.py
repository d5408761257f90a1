"""Whether a store is whole: a table of checks, each of which looks at one thing and says what to do. None changes it.

What a check finds is well, to be heeded (it works, but somebody should know), or bad. Checks of what is in the file
are left out where it does not open: that it does not is told by one of them.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from glob import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import duckdb

from dateline.chronicle.judgements import Judgements, beside
from dateline.chronicle.moments import backward
from dateline.chronicle.opening import FORMAT, format_of, looked_over, tables_of, trouble
from dateline.chronicle.rows import ask, one
from dateline.chronicle.schema import DERIVED, FLAT, TABLES
from dateline.chronicle.search import knows, search_path
from dateline.chronicle.store import Chronicle
from dateline.errors import (
    BadDecisions,
    DatelineError,
    NoAccess,
    StoreBroken,
    StoreLocked,
    StoreNewer,
    StoreOlder,
)

State = Literal["well", "heed", "bad"]
Told = tuple[State, str, str | None]            # how it stands, in words, and what to do

HEADER = 3 * 4096           # bytes of a DuckDB file before its first block
LEAST = 100_000_000         # bytes free on a disk below which it is nearly full
CLOCK = timedelta(minutes=2)                    # by which two clocks may differ
RESTORE = "put the newest backup back (`dateline restore`)"
SAVE = "`dateline doctor FILE --save records.jsonl` saves what can be read, `dateline add` makes a new store of it"
ONCE_MORE = "it is brought up to date when the store is next asked or added to (`dateline add --store FILE`)"
REMADE = DERIVED.keys() | FLAT.keys() | {name for name in TABLES if name.startswith("kept.")} - {"kept.records"}


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    state: State
    stands: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked at, how, and whether the store has to be open for it."""

    what: str
    look: Callable[[Patient], Told]
    inside: bool = False


class Patient:
    """A file that should be a store, opened to look into it, or what keeps it from being opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def opened(self) -> Any:
        """A connection, or the error."""
        try:
            return looked_over(self.path)
        except DatelineError as error:
            return error

    @property
    def db(self) -> Any:
        if isinstance(self.opened, DatelineError):
            raise self.opened
        return self.opened

    @property
    def chronicle(self) -> Chronicle:
        return Chronicle(self.path, self.db)

    def close(self) -> None:
        if "opened" in self.__dict__ and not isinstance(self.opened, DatelineError):
            self.opened.close()


def findings(patient: Patient, checks: Sequence[Check]) -> Iterator[Finding]:
    """What each check finds, in the order of the table; of what is no file, the first alone."""
    for check in checks if patient.path.is_file() else checks[:1]:
        if check.inside and isinstance(patient.opened, DatelineError):
            continue
        state, stands, remedy = _looked(check, patient)
        yield Finding(check.what, state, stands, remedy and remedy.replace("FILE", quoted(patient.path)))


def quoted(path: Path) -> str:
    from shlex import quote as in_shell

    return in_shell(str(path))


def _looked(check: Check, patient: Patient) -> Told:
    try:
        return check.look(patient)
    except duckdb.Error as error:
        known = trouble(patient.path, error)
        return "bad", str(known.args[1] if known else error), f"{RESTORE}, or: {SAVE}"
    except OSError as error:
        return "bad", error.strerror or str(error), "check its rights and its disk"


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

def _file(patient: Patient) -> Told:
    if not patient.path.is_file():
        return "bad", f"{patient.path} is no file", "name another, or " + RESTORE
    return "well", f"{patient.path}, {_size(patient.path.stat().st_size)}", None


def _rights(patient: Patient) -> Told:
    folder = patient.path.absolute().parent
    for path, right, state, told in (
            (patient.path, os.R_OK, "bad", "may not be read"), (patient.path, os.W_OK, "heed", "may not be written"),
            (folder, os.W_OK, "heed", "is a folder where nothing may be written")):
        if not os.access(path, right):
            less = "ask its owner for the right" + ("" if state == "bad" else "; to look into the store needs none")
            return state, f"{path} {told}", less                # type: ignore[return-value]
    return "well", "file and folder may be written", None


def _room(patient: Patient) -> Told:
    free, size = shutil.disk_usage(patient.path.absolute().parent).free, patient.path.stat().st_size
    if free < LEAST:
        return "bad", f"{_size(free)} free: the disk is nearly full", "make room before anything is added"
    if free < size:
        return "heed", f"{_size(free)} free, less than the store takes", (
            "make room before `dateline forget`, which writes the file anew, or keep backups elsewhere")
    return "well", f"{_size(free)} free", None


def _opens(patient: Patient) -> Told:
    found = patient.opened
    if isinstance(found, StoreLocked):
        return "heed", f"in use by {found.args[1]}{_named(found.args[1])}: not looked into", (
            "wait for that to end, then ask again")
    if isinstance(found, NoAccess):
        return "bad", str(found.args[1]), "check its rights and its disk"
    if isinstance(found, DatelineError):
        # Which of its two files it was that could not be read, DuckDB says in its words alone.
        wal = "WAL" in str(found.args[1])
        return "bad", str(found.args[1]), (
            f"{RESTORE}; or move {_wal(patient.path)} away, and add again what came last" if wal else RESTORE)
    return "well", "opens", None


def _named(holder: str) -> str:
    """What the process is called that holds a store, where the system shows it."""
    try:
        line = Path("/proc", holder.rpartition(" ")[2], "cmdline").read_bytes()
    except OSError:
        return ""
    return f" ({' '.join(line.decode(errors='replace').split(chr(0)))[:80].strip()})"


def _wal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _pending(patient: Patient) -> Told:
    """What was kept last stands in a file of its own, until the store is closed in good order."""
    size = _wal(patient.path).stat().st_size if _wal(patient.path).exists() else 0
    if not size:
        return "well", "closed in good order", None
    return "heed", f"not closed in good order: {_size(size)} in {_wal(patient.path).name}, which belongs to it", (
        "nothing is lost, leave both together; `dateline add --store FILE` takes it in")


LEFT = {                # endings of files that a run leaves which was stopped, and what they are
    ".new": "a store half written anew", ".restoring": "a backup half put back",
    ".tmp": "what did not fit into memory", ".part": "a file half written",
}


def _left(patient: Patient) -> Told:
    path = patient.path
    there = [found for ending in LEFT if (found := path.with_name(path.name + ending)).exists()]
    there += sorted(path.absolute().parent.glob(f".{escape(path.name.removesuffix('.duckdb'))}.*.part"))
    if not there or isinstance(patient.opened, StoreLocked):
        return "well", "nothing", None
    told = ", ".join(f"{found.name} ({LEFT[found.suffix]})" for found in there)
    return "heed", told, "a run that was stopped left this; it may be deleted"


# ── what is in it ────────────────────────────────────────────────────────────────────────────────

def _format(patient: Patient) -> Told:
    try:
        found = format_of(patient.db, patient.path)
    except StoreNewer as error:
        return "bad", f"{error.args[1]}, this Dateline knows up to {FORMAT}", "pip install --upgrade dateline"
    except StoreOlder as error:
        return "heed", f"{error.args[1]}, of an older Dateline; this one has {FORMAT}", (
            "`dateline add --store FILE` brings it up to date; keep a backup until it has")
    except DatelineError as error:
        return "bad", str(error.args[1]), f"{RESTORE}, or: {SAVE}"
    return "well", str(found), None


def _length(patient: Patient) -> Told:
    """Whether the file is as long as it says: what is missing at its end may be missed only when it is needed."""
    block, total = one(patient.db, "SELECT block_size, total_blocks FROM pragma_database_size() "
                                   "WHERE database_name = 'chronicle'")
    missing = HEADER + block * total - patient.path.stat().st_size
    if missing > 0:
        return "bad", f"cut off: {_size(missing)} are missing at its end", RESTORE
    return "well", "as long as it says", None


def is_whole(chronicle: Chronicle) -> None:
    """Raises StoreBroken where a part of an open store cannot be read."""
    if broken := _broken(chronicle.cursor()):
        raise StoreBroken(str(chronicle.path), f"{', '.join(broken)} cannot be read to the end")


def _broken(db: Any) -> list[str]:
    """The tables that cannot be read to their end: DuckDB checks each block that it reads by a sum of its bytes."""
    return [name for name in sorted(tables_of(db)) if not _reads(db, name)]


def _blocks(patient: Patient) -> Told:
    if not (broken := _broken(patient.db)):
        return "well", "every table reads to its end", None
    remade = "the reports and records themselves are whole; " if REMADE.issuperset(broken) else ""
    return "bad", f"broken: {', '.join(broken)}", f"{RESTORE}; or, {remade}{SAVE}"


def _reads(db: Any, table: str) -> bool:
    try:
        ask(db, f"SELECT bit_xor(hash(t)) FROM {table} t")
    except duckdb.Error:
        return False
    return True


# What must be so of a store of this format: how many rows break it.
LAWS = {
    "reports without their record": "FROM reports t ANTI JOIN kept.records k ON k.id = t.record",
    "records without their report": "FROM kept.records k ANTI JOIN reports t ON t.id = k.report",
    "events of no report": "FROM events e ANTI JOIN reports t ON t.id = e.report",
    "claims of no report": "FROM claims c ANTI JOIN reports t ON t.id = c.report",
    "tellings of no incident": "FROM tellings t ANTI JOIN incidents i ON i.id = t.incident",
    "tellings of no event": "FROM tellings t ANTI JOIN events e ON (e.report, e.id) = (t.report, t.event)",
    "numbers of batches that were given twice":
        "FROM (SELECT number FROM kept.batches GROUP BY number HAVING count(*) > 1)",
}


def _laws(patient: Patient) -> Told:
    if not TABLES.keys() <= tables_of(patient.db):
        return "heed", "not looked at: not all tables are there", None
    counted = {law: one(patient.db, f"SELECT count(*) {sql}")[0] for law, sql in LAWS.items()}
    if broken := [f"{count:,} {law}" for law, count in counted.items() if count]:
        return "bad", ", ".join(broken), f"{RESTORE}, or: {SAVE}"
    reports, records, batches = one(patient.db, "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM "
                                                "kept.records), (SELECT count(*) FROM kept.batches)")
    return "well", f"{reports:,} reports, {records:,} records, {batches:,} batches", None


def _clock(patient: Patient) -> Told:
    """Whether the machine's clock stands before what the store was last added to."""
    batches = ask(patient.db, 'SELECT number, "at" FROM kept.batches ORDER BY number')
    now, times = datetime.now(UTC), [datetime.fromisoformat(at) for _, at in batches]
    if times and times[-1] > now + CLOCK:
        return "heed", f"stands at {now:%Y-%m-%d %H:%M}, before the newest batch ({times[-1]:%Y-%m-%d %H:%M})", (
            "set it right; batches keep their order all the same")
    wrong = len(backward(times))
    told = f"; {wrong:,} of {len(times):,} batches were dated while it stood wrong" if wrong else ""
    return "well", f"after the newest batch{told}", None


# ── what stands beside it ────────────────────────────────────────────────────────────────────────

def _judged(patient: Patient) -> Told:
    try:
        kept = Judgements.load(beside(patient.path))
    except BadDecisions as error:
        file, line, problem, remedy = error.args
        return "bad", f"{file}{f', line {line}' if line else ''}: {problem}", remedy
    except NoAccess as error:
        return "bad", f"{error.args[0]}: {error.args[1]}", "ask its owner for the right to read it"
    if kept.torn:
        return "heed", f"the last line of {kept.path.name} breaks off; it counts for nothing", (
            "judge again what it was; the next judgement sets the piece aside")
    return _mirrored(patient, kept)


def _mirrored(patient: Patient, kept: Judgements) -> Told:
    there = len(kept)
    if not isinstance(patient.opened, DatelineError) and "decisions" in tables_of(patient.db):
        within = {name for name, in ask(patient.db, "SELECT id FROM decisions")}
        if missed := len({each.id for each in kept} ^ within):
            return "heed", f"{there:,}; {missed:,} of them stand in the file or in the store alone", (
                "`dateline add --store FILE` brings the two together")
    return "well", f"{there:,}", None


def _index(patient: Patient) -> Told:
    path = search_path(patient.path)
    if not path.exists():
        return "heed", "not there", ONCE_MORE
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as index:
            told, = index.execute("PRAGMA integrity_check(1)").fetchone()
            was, now = knows(index, patient.chronicle)
    except sqlite3.Error as error:
        return "bad", f"{path.name} is broken ({error})", f"delete {path}; {ONCE_MORE}"
    if told != "ok":
        return "bad", f"{path.name} is broken ({told})", f"delete {path}; {ONCE_MORE}"
    return _compared(was, now)


def _compared(was: dict[str, Any], now: dict[str, Any]) -> Told:
    if was == now:
        return "well", "up to date", None
    if was.get("store") == now["store"] and was.get("batch", 0) > now["batch"]:
        return "bad", f"knows of batch {was['batch']}, the store ends with {now['batch']}: it has lost the last ones", (
            "add again what was added last (what is there is not coded twice), or " + RESTORE)
    return "heed", "older than the store", ONCE_MORE


def _size(count: int) -> str:
    """
    >>> _size(900), _size(12_345_678)
    ('900 bytes', '12.3 MB')
    """
    return f"{count} bytes" if count < 1000 else next(
        f"{count / size:.3g} {name}" for size, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
        if count >= size)


CHECKS = (
    Check("file", _file), Check("rights", _rights), Check("disk", _room), Check("opening", _opens),
    Check("last closing", _pending), Check("left over", _left),
    Check("format", _format, inside=True), Check("length", _length, inside=True),
    Check("blocks", _blocks, inside=True), Check("contents", _laws, inside=True), Check("clock", _clock, inside=True),
    Check("judgements", _judged), Check("search index", _index, inside=True),
)
