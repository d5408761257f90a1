"""The store: added to, never overwritten; safe from a kill; open to plain SQL; clear about its troubles."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from dateline.chronicle import Chronicle
from dateline.chronicle.flat import TABLES, flat
from dateline.errors import NotAStore, StoreLocked, StoreNewer
from dateline.model import Failure, Record
from values import TEXT, recoded, record, records

HERE = Path(__file__).resolve().parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "it's a store.duckdb"


@pytest.fixture
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path) as opened:
        yield opened


def ask(path: Path, query: str) -> list[tuple[object, ...]]:
    """What any other program with DuckDB would see."""
    with duckdb.connect(str(path), read_only=True) as db:
        return db.execute(query).fetchall()


# ── added, never overwritten ─────────────────────────────────────────────────────────────────────

def test_what_was_added_comes_back_whole(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        assert chronicle.add(record())
    with Chronicle.open(path, read_only=True) as chronicle:
        assert list(chronicle.records()) == [record()]
        assert chronicle.record(record().report.id) == record()
        assert chronicle.record("nobody") is None


@settings(max_examples=20, deadline=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(found=records())
def test_any_record_comes_back_whole(tmp_path_factory: pytest.TempPathFactory, found: Record) -> None:
    with Chronicle.open(tmp_path_factory.mktemp("any") / "s.duckdb") as chronicle:
        chronicle.add(found)
        assert list(chronicle.records()) == [found]


def test_coding_again_changes_nothing(chronicle: Chronicle) -> None:
    assert chronicle.add(record()) is True
    before = chronicle.events(), list(chronicle.records())
    assert chronicle.add(record()) is False
    assert (chronicle.events(), list(chronicle.records())) == before


def test_a_new_coder_adds_a_second_record_and_counts_once(chronicle: Chronicle) -> None:
    old, new = record(), recoded(record(), "2")
    chronicle.add(old)
    assert len(chronicle.events()) == 1
    assert chronicle.add(new)
    assert list(chronicle.records(old.report.id)) == [old, new]
    assert list(chronicle.records()) == [new]
    assert chronicle.events() == []
    assert chronicle.reports()[0].records == 2


def test_a_failure_is_noted_once(chronicle: Chronicle) -> None:
    failure = Failure("a.pdf", "UnreadableInput", "a.pdf: a picture; make it text first")
    assert chronicle.fail(failure) is True
    assert chronicle.fail(failure) is False
    assert chronicle.failures() == [failure]


def test_a_record_that_cannot_be_added_whole_is_not_added_in_part(chronicle: Chronicle) -> None:
    broken = replace(record(), names=(("not", "a", "name"),))       # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        chronicle.add(broken)
    assert chronicle.reports() == []
    assert chronicle.add(record())


def test_a_report_or_event_is_found_by_the_first_letters_of_its_id(chronicle: Chronicle) -> None:
    chronicle.add(record())
    report = record().report.id
    assert chronicle.find(report[:5]) == [(report, None)]
    assert chronicle.find("e" + report) == [(report, "e" + report)]
    assert chronicle.find("%") == chronicle.find("_") == []


# ── plain SQL ────────────────────────────────────────────────────────────────────────────────────

def test_plain_sql_meets_the_records_names(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.add(record())
    event = "type, modes, trigger_words, time_start::VARCHAR, place, disputed"
    assert ask(path, f"SELECT {event} FROM events") == [
        ("COERCE", "arrest", "arrested", "2026-03-02", "Oslo", True)]
    assert ask(path, """
        SELECT p.role, a.name, p.words FROM participants p
        JOIN actors a ON (a.record, a.id) = (p.record, p.actor) ORDER BY p.role""") == [
        ("actor", "police", "Police"), ("recipient", "two men", "two men")]
    assert ask(path, "SELECT stance, source, content FROM claims WHERE stance = 'denies'") == [
        ("denies", "The union", "it")]
    assert ask(path, "SELECT kind, low, high, words FROM figures") == [("detained", 2.0, 2.0, "two")]


def test_every_span_in_the_tables_quotes_the_reports_text(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.add(record(f"Ärger — 😀 — {TEXT}"))
    for table, columns in TABLES.items():
        if {"words", "start_char", "end_char"} <= set(columns):
            wrong = ask(path, f"SELECT words FROM {table} t JOIN reports r ON r.id = t.report "
                              "WHERE words <> substr(r.text, start_char + 1, end_char - start_char)")
            assert wrong == [], table


def test_every_table_has_a_row_source_of_its_own_width() -> None:
    rows = flat(record())
    assert set(rows) == set(TABLES)
    for table, found in rows.items():
        assert all(len(row) == len(TABLES[table]) for row in found), table


def test_an_older_store_gets_the_columns_it_lacks_and_keeps_all_it_has(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.add(record())
        chronicle.add(recoded(record(), "2"))
    with duckdb.connect(str(path)) as db:
        db.execute("DROP VIEW events")
        db.execute("ALTER TABLE kept.events DROP COLUMN goldstein_scale")
        db.execute("CREATE VIEW events AS SELECT * FROM kept.events")
        db.execute("UPDATE kept.store SET format = 1")
    with Chronicle.open(path, read_only=True) as chronicle:         # as it is, where nothing may be written
        assert "goldstein_scale" not in chronicle.events()[0]
    with Chronicle.open(path) as chronicle:
        assert list(chronicle.records(record().report.id)) == [record(), recoded(record(), "2")]
        assert chronicle.events() == []                             # those of the newest record, which saw nothing
    assert ask(path, "SELECT event_code, goldstein_scale FROM kept.events") == [("173", -5.0)]
    assert ask(path, "SELECT count(*) FROM kept.claims") == [(2,)]


def test_the_file_is_written_for_older_duckdb_releases(path: Path) -> None:
    Chronicle.open(path).close()
    with duckdb.connect(":memory:") as db:
        quoted = str(path).replace("'", "''")
        db.execute(f"ATTACH '{quoted}' AS x (READ_ONLY)")
        tags = db.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'x'").fetchone()
    assert tags and "v1.4" in str(tags[0]["storage_version"])


# ── troubles ─────────────────────────────────────────────────────────────────────────────────────

def test_a_store_in_use_is_told_with_its_holder(path: Path) -> None:
    code = ("import sys; from dateline.chronicle import Chronicle; kept = Chronicle.open(sys.argv[1]); "
            "print('held', flush=True); sys.stdin.read()")
    holder = _python(code, path)
    try:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreLocked, match=f"process {holder.pid}"):
            Chronicle.open(path)
        with pytest.raises(StoreLocked):
            Chronicle.open(path, read_only=True)
    finally:
        holder.kill()
        holder.communicate()
    Chronicle.open(path).close()


def test_a_store_open_twice_in_one_program_is_told(path: Path) -> None:
    with Chronicle.open(path), pytest.raises(StoreLocked, match="this very process"):
        Chronicle.open(path)


def test_a_newer_store_is_left_alone(path: Path) -> None:
    Chronicle.open(path).close()
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE kept.store SET format = 99")
    with pytest.raises(StoreNewer, match=r"99.*pip install --upgrade"):
        Chronicle.open(path)


def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.duckdb"
    text.write_text("Just notes. " * 1000)
    with duckdb.connect(str(other)) as db:
        db.execute("CREATE TABLE mine (i INTEGER)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other, tmp_path, tmp_path / "no folder" / "s.duckdb"):
        with pytest.raises(NotAStore, match="--store"):
            Chronicle.open(path)
    assert (text.read_bytes(), other.read_bytes()) == before


def test_a_store_whose_making_was_stopped_is_made_when_next_opened(tmp_path: Path) -> None:
    path = tmp_path / "half.duckdb"
    with duckdb.connect(":memory:") as made:                # a file that DuckDB has made, and no table in it
        made.execute(f"ATTACH '{path}' AS half (STORAGE_VERSION 'v1.4.0')")
    with pytest.raises(NotAStore, match="something else"):
        Chronicle.open(path, read_only=True)
    with Chronicle.open(path) as chronicle:
        assert chronicle.add(record())
    with Chronicle.open(path, read_only=True) as chronicle:
        assert chronicle.record(record().report.id) == record()


def test_looking_into_a_store_that_is_not_there_makes_none(path: Path) -> None:
    with pytest.raises(NotAStore, match="no such file"):
        Chronicle.open(path, read_only=True)
    assert not path.exists()


# ── killed at any moment ─────────────────────────────────────────────────────────────────────────

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from values import TEXT, record
from dateline.chronicle import Chronicle
with Chronicle.open(sys.argv[1]) as chronicle:
    for n in range(int(sys.argv[3]), 100_000):
        found = record(f"Day {n}. {TEXT}")
        chronicle.add(found)
        print(found.report.id, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
def test_a_killed_run_has_lost_nothing_it_acknowledged(path: Path) -> None:
    acknowledged: list[str] = []
    for turn in range(4):
        writer = _python(WRITER, path, HERE, turn * 1000)
        assert writer.stdout
        acknowledged.append(writer.stdout.readline().decode().strip())
        time.sleep(0.05 + 0.11 * turn)
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line for line in writer.communicate()[0].decode().split("\n")[:-1] if line]
        with Chronicle.open(path) as chronicle:
            kept = {kept.report: kept for kept in chronicle.reports()}
        assert set(acknowledged) <= set(kept)
        in_part = [report for report in kept.values() if (report.events, report.claims) != (1, 2)]
        assert not in_part
    assert len(acknowledged) > 3


FILLER = """
import resource, signal, sys
from dateline.chronicle import Chronicle
from dateline.errors import NoAccess
sys.path.insert(0, sys.argv[2])
from values import TEXT, record
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
with Chronicle.open(sys.argv[1]) as chronicle:
    for n in range(100_000):
        found = record(f"Day {n}. {TEXT}")
        try:
            chronicle.add(found)
        except NoAccess as error:
            print(error)
            break
        print(found.report.id)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits a process as POSIX does")
def test_a_disk_that_is_full_is_told_and_loses_nothing(path: Path) -> None:
    *acknowledged, told = _python(FILLER, path, HERE).communicate()[0].decode().split("\n")[:-1]
    assert told == f"{path}: File too large; check its rights and the room on its disk, or name another place"
    with Chronicle.open(path) as chronicle:
        assert {kept.report for kept in chronicle.reports()} == set(acknowledged)
        assert chronicle.add(record())


def _python(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, env={**os.environ, **path})
