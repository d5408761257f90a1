"""The store: added to, never overwritten; safe from a kill; open to plain SQL; clear about its troubles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

import dateline
from dateline.chronicle import Added, Chronicle
from dateline.chronicle.flat import flat
from dateline.chronicle.rows import put
from dateline.chronicle.schema import FLAT, TABLES, TYPES, ddl
from dateline.chronicle.whole import body_of, record_of
from dateline.errors import NotAStore, StoreLocked
from dateline.model import Failure, Record
from values import TEXT, recoded, record, records

HERE = Path(__file__).resolve().parent
FAILURE = Failure("a.pdf", "UnreadableInput", "a.pdf: a picture; make it text first")


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
        assert chronicle.add(record()) == Added(record().report.id, "new")
    with dateline.open(path) as chronicle:
        assert list(chronicle.records()) == [record()]
        assert chronicle.record(record().report.id) == record()
        assert chronicle.record("nobody") is None


@settings(max_examples=25,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(found=records())
def test_any_record_comes_back_whole_from_its_row_and_fits_into_the_flat_tables(found: Record) -> None:
    assert record_of(body_of(found), found.report.text) == found
    with duckdb.connect(":memory:") as db:
        for table, rows in flat(found).items():
            db.execute(ddl(table, FLAT[table]))
            put(db, table, [("r", *row) for row in rows])
            assert db.execute(f"SELECT count(*) FROM {table}").fetchall() == [(len(rows),)]


def test_adding_again_changes_nothing(chronicle: Chronicle) -> None:
    assert chronicle.add(record()).kept
    before = contents(chronicle)
    assert chronicle.add(record()) == Added(record().report.id, "known")
    assert contents(chronicle) == before


def test_what_comes_twice_in_one_batch_is_kept_once(chronicle: Chronicle) -> None:
    other, again = record(f"Later. {TEXT}"), recoded(record(), "2")
    added = chronicle.add_batch([record(), other, record(), again, FAILURE, FAILURE])
    assert [one.what for one in added] == ["new", "new", "known", "again", "failed", "known"]
    assert list(chronicle.records()) == [other, again]
    assert [kept.records for kept in chronicle.reports()] in ([1, 2], [2, 1])


def test_a_new_coder_adds_a_second_record_and_counts_once(chronicle: Chronicle) -> None:
    old, new = record(), recoded(record(), "2")
    chronicle.add(old)
    assert len(chronicle.events()) == 1
    assert chronicle.add(new).what == "again"
    assert list(chronicle.records(old.report.id)) == [old, new]
    assert list(chronicle.records()) == [new]
    assert chronicle.events() == []
    assert chronicle.reports()[0].records == 2


def test_an_old_id_of_an_event_leads_to_the_event_that_now_has_its_words(chronicle: Chronicle) -> None:
    for coder, name in (("1", "old"), ("2", "middle"), ("3", "new"), ("4", "new")):
        one = record(coder=coder)
        chronicle.add(replace(one, events=(replace(one.events[0], id=name),), claims=()))
    assert sorted(chronicle.sql("SELECT old_event, event FROM event_aliases").fetchall()) == [
        ("middle", "new"), ("old", "new")]


@pytest.mark.parametrize("sizes", [(1,), (3, 1), (50,)])
def test_neither_order_nor_batch_shows_in_what_is_kept(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    given = [record(f"Day {n % 7} of {words}. {TEXT}", outlet=f"Paper {n % 5}", day=f"2026-03-{n % 9 + 1:02}")
             for n, words in enumerate(["rain", "wind and snow", "sun"] * 5)]
    with Chronicle.open(tmp_path / "whole.duckdb") as whole:
        list(whole.add_all(given))
        wanted = contents(whole)
    given = given[::-1] if sizes[0] > 1 else given[7:] + given[:7]
    with Chronicle.open(tmp_path / "parts.duckdb") as parts:
        stream = iter(given)
        for size in cycle(sizes):
            if not (batch := list(islice(stream, size))):
                break
            parts.add_batch(batch)
        assert contents(parts) == wanted


def contents(chronicle: Chronicle) -> dict[str, list[tuple[object, ...]]]:
    """Every table that does not count arrivals, its rows in order."""
    apart = {"reports": "* EXCLUDE number"}
    return {name: chronicle.sql(f"SELECT {apart.get(name, '*')} FROM {name} ORDER BY ALL").fetchall()
            for name in TABLES if not name.startswith("kept.") and name not in ("changes", "links")}


def test_a_failure_is_noted_once(chronicle: Chronicle) -> None:
    assert chronicle.add(FAILURE).what == "failed"
    assert chronicle.add(FAILURE).what == "known"
    assert chronicle.failures() == [FAILURE]


def test_a_record_that_cannot_be_added_whole_is_not_added_in_part(chronicle: Chronicle) -> None:
    broken = replace(record(), names=(("not", "a", "name"),))       # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        chronicle.add(broken)
    assert chronicle.reports() == []
    assert chronicle.add(record()).kept


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
        JOIN actors a ON (a.report, a.id) = (p.report, p.actor) ORDER BY p.role""") == [
        ("actor", "police", "Police"), ("recipient", "two men", "two men")]
    assert ask(path, "SELECT stance, source, content FROM claims WHERE stance = 'denies'") == [
        ("denies", "The union", "it")]
    assert ask(path, "SELECT kind, low, high, words FROM figures") == [("detained", 2.0, 2.0, "two")]


def test_every_span_in_the_tables_quotes_the_reports_text(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.add(record(f"Ärger — 😀 — {TEXT}"))
    for table in FLAT:
        if {"words", "start_char", "end_char"} <= FLAT[table].columns.keys():
            wrong = ask(path, f"SELECT words FROM {table} t JOIN reports r ON r.id = t.report "
                              "WHERE words <> substr(r.text, start_char + 1, end_char - start_char)")
            assert wrong == [], table


def test_every_table_has_a_row_source_of_its_own_width() -> None:
    rows = flat(record())
    assert set(rows) == set(FLAT)
    for table, found in rows.items():
        assert all(len(row) == len(FLAT[table].columns) - 1 for row in found), table


def test_every_table_and_column_says_what_it_means() -> None:
    for name, table in TABLES.items():
        assert table.meaning.endswith("."), name
        assert all(column.meaning and column.type in TYPES for column in table.columns.values()), name


def test_a_query_of_ones_own_takes_parameters(chronicle: Chronicle) -> None:
    chronicle.add(record())
    assert chronicle.sql("SELECT type FROM events WHERE place = ?", ["Oslo"]).fetchall() == [("COERCE",)]


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
    with pytest.raises(NotAStore, match="nothing is in it yet"):
        Chronicle.open(path, read_only=True)
    with Chronicle.open(path) as chronicle:
        assert chronicle.add(record())
    with Chronicle.open(path, read_only=True) as chronicle:
        assert chronicle.record(record().report.id) == record()


def test_looking_into_a_store_that_is_not_there_makes_none(path: Path) -> None:
    with pytest.raises(NotAStore, match="no such file"):
        Chronicle.open(path, read_only=True)
    assert not path.exists()


# ── a full disk ──────────────────────────────────────────────────────────────────────────────────

# Bytes that a file may have here: more than an empty store, less than what is to be kept.
FILLER = """
FULL = 500_000
import resource, signal, sys
from dateline.chronicle import Chronicle
from dateline.errors import NoAccess
sys.path.insert(0, sys.argv[2])
from values import TEXT, record
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))
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
        assert chronicle.add(record()).kept


def _python(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, env={**os.environ, **path})
