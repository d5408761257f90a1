"""The doctor says what is wrong with a store, and what to do; it changes nothing. Every harm is done to a real file."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.health import Finding
from dateline.chronicle.opening import FORMAT
from dateline.faces.cli import run
from dateline.faces.doctor import of_store
from disks import dateline, fill, shut, small_disk
from harmed import RECORDS, block_of, turned
from values import TEXT, record


def ailing(store: Path) -> dict[str, Finding]:
    """What is not well, by the name of the check; that nothing was changed by looking is looked at each time."""
    before = {file: file.read_bytes() for file in store.parent.rglob("*") if file.is_file()}
    found = {one.what: one for one in of_store(store) if one.state != "well"}
    assert {file: file.read_bytes() for file in store.parent.rglob("*") if file.is_file()} == before
    return found


def test_of_a_sound_store_nothing_is_said(store: Path) -> None:
    assert not ailing(store)


# ── harms ────────────────────────────────────────────────────────────────────────────────────────

def beside(store: Path, ending: str) -> Path:
    return store.with_name(store.name.removesuffix(".duckdb") + ending)


def _cut(store: Path) -> None:
    os.truncate(store, store.stat().st_size - 5_000)


def _cut_short(store: Path) -> None:
    os.truncate(store, 5_000)


def _empty(store: Path) -> None:
    os.truncate(store, 0)


def _text(store: Path) -> None:
    store.write_text("No store at all, but a letter to the editor. " * 500)


def _gone(store: Path) -> None:
    store.unlink()


def _others(store: Path) -> None:
    store.unlink()
    with duckdb.connect(str(store)) as db:
        db.execute("CREATE TABLE mine (i INTEGER)")


def _header(store: Path) -> None:
    turned(store, 20)


def _links(store: Path) -> None:
    turned(store, block_of(store, "links") + 999)


def _records(store: Path) -> None:
    turned(store, block_of(store, "kept.records") + 999)


def _sql(query: str) -> Callable[[Path], None]:
    def harm(store: Path) -> None:
        with duckdb.connect(str(store)) as db:
            db.execute(query)
    return harm


def _torn(store: Path) -> None:
    with beside(store, ".decisions.jsonl").open("ab") as file:
        file.write(b'{"id": "ab12", "at": "2026-0')


def _no_judgement(store: Path) -> None:
    path = beside(store, ".decisions.jsonl")
    path.write_text("no judgement\n" + path.read_text())


def _unheeded(store: Path) -> None:
    beside(store, ".decisions.jsonl").unlink()


def _notes(store: Path) -> None:
    beside(store, ".workbench.json").write_text('{"views": [')


def _inbox(store: Path) -> None:
    folder = beside(store, ".inbox") / "0123456789ab"
    folder.mkdir(parents=True)
    (folder / "000001.txt").write_text("Police arrested two men in Oslo on Monday.")


def _no_index(store: Path) -> None:
    beside(store, ".search").unlink()


def _old_index(store: Path) -> None:
    index, older = beside(store, ".search"), beside(store, ".older")
    shutil.copy(index, older)
    with Chronicle.open(store) as chronicle:
        chronicle.add(record(f"A new day. {TEXT}"))
    shutil.move(older, index)


def _broken_index(store: Path) -> None:
    path = beside(store, ".search")
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))


def _no_index_at_all(store: Path) -> None:
    beside(store, ".search").write_text("no index")


def _ahead(store: Path) -> None:
    with sqlite3.connect(beside(store, ".search")) as index:
        index.execute("UPDATE marks SET value = value + 3 WHERE name = 'batch'")
    index.close()


def _half(store: Path) -> None:
    store.with_name(store.name + ".new").write_bytes(b"half")


def _half_notes(store: Path) -> None:
    store.with_name(".news.workbench.json.4711.part").write_bytes(b"half")


LATER = _sql("""UPDATE kept.batches SET "at" = '2999-01-01T00:00:00.000+00:00' WHERE number = 2""")

HARMS = [
    (_cut, "length", "bad", "cut off", "restore"),
    (_cut_short, "opening", "bad", "read enough bytes", "restore"),
    (_empty, "opening", "bad", "not a valid DuckDB", "restore"),
    (_text, "opening", "bad", "not a valid DuckDB", "restore"),
    (_gone, "file", "bad", "is no file", "restore"),
    (_others, "format", "bad", "DuckDB file of something else", "restore"),
    (_header, "opening", "bad", "checksum", "restore"),
    (_links, "blocks", "bad", "links", "--save"),
    (_records, "blocks", "bad", "kept.records", "--save"),
    (_sql("DROP TABLE claims"), "format", "bad", "claims", "--save"),
    (_sql("DELETE FROM kept.records WHERE number = 3"), "contents", "bad", "1 reports without their record", "--save"),
    (_sql("DELETE FROM incidents"), "contents", "bad", "tellings of no incident", "--save"),
    (_sql(f"UPDATE kept.store SET format = {FORMAT + 1}"), "format", "bad", f"{FORMAT + 1}", "--upgrade"),
    (_sql(f"UPDATE kept.store SET format = {FORMAT - 1}"), "format", "heed", f"{FORMAT - 1}", "dateline add --store"),
    (LATER, "clock", "heed", "before the newest batch", "set it right"),
    (_torn, "judgements", "heed", "breaks off", "judge again"),
    (_no_judgement, "judgements", "bad", "line 1", "take it out"),
    (_unheeded, "judgements", "heed", "in the file or in the store alone", "dateline add --store"),
    (_notes, "workbench", "bad", "cannot be read", "move it away"),
    (_inbox, "inbox", "heed", "1 files wait", "dateline serve"),
    (_no_index, "search index", "heed", "not there", "dateline add --store"),
    (_old_index, "search index", "heed", "older than the store", "dateline add --store"),
    (_broken_index, "search index", "bad", "broken", "delete"),
    (_no_index_at_all, "search index", "bad", "broken", "delete"),
    (_ahead, "search index", "bad", "it has lost the last ones", "add again"),
    (_half, "left over", "heed", "news.duckdb.new", "may be deleted"),
    (_half_notes, "left over", "heed", ".news.workbench.json.4711.part", "may be deleted"),
]


@pytest.mark.parametrize(("harm", "what", "state", "told", "remedy"), HARMS)
def test_what_is_wrong_is_named_with_what_to_do(store: Path, *, harm: Callable[[Path], None], what: str, state: str,
                                               told: str, remedy: str) -> None:
    harm(store)
    found = ailing(store)[what]
    assert (found.state, told in found.stands, remedy in (found.remedy or "")) == (state, True, True), found


def test_every_finding_that_is_not_well_has_one_line_of_what_to_do(store: Path) -> None:
    for harm in (_links, _torn, _notes, _inbox, _ahead, _half):
        harm(store)
    found = ailing(store)
    assert set(found) == {"blocks", "judgements", "workbench", "inbox", "search index", "left over"}
    assert all(one.remedy and "\n" not in one.remedy + one.stands and "FILE" not in one.remedy for one in found.values())


# ── processes, disks, rights ─────────────────────────────────────────────────────────────────────

def _python(code: str, *arguments: object) -> subprocess.Popen[bytes]:
    path = {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)])}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, env={**os.environ, **path})


HOLDER = """
import sys
from dateline.chronicle import Chronicle
from values import TEXT, record
kept = Chronicle.open(sys.argv[1])
if len(sys.argv) > 2:
    kept.add(record(f"Told shortly before the end. {TEXT}"))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(store: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = _python(HOLDER, store, "add")
    assert process.stdout and process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_store_in_use_is_told_with_its_holder(store: Path, holder: subprocess.Popen[bytes]) -> None:
    found = {one.what: one for one in of_store(store)}["opening"]
    assert found.state == "heed" and f"process {holder.pid}" in found.stands
    if sys.platform == "linux":
        assert "python" in found.stands
    assert run(["doctor", str(store)]) == 75


def test_what_a_killed_process_left_belongs_to_the_store(store: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.wait()
    found = ailing(store)["last closing"]
    assert found.state == "heed" and "news.duckdb.wal" in found.stands and "nothing is lost" in (found.remedy or "")
    assert run(["add", "--store", str(store)]) == 0
    assert not ailing(store)
    with Chronicle.open(store) as chronicle:
        assert len(chronicle.reports()) == len(RECORDS) + 1


def test_a_broken_log_of_the_last_writing_is_told_as_that(store: Path, holder: subprocess.Popen[bytes]) -> None:
    holder.kill()
    holder.wait()
    wal = store.with_name(store.name + ".wal")
    turned(wal, wal.stat().st_size // 2)
    found = ailing(store)["opening"]
    assert found.state == "bad" and "WAL" in found.stands and str(wal) in (found.remedy or "")
    wal.rename(store.with_name("aside"))
    assert run(["add", "--store", str(store)]) == 0
    with Chronicle.open(store) as chronicle:
        assert len(chronicle.reports()) == len(RECORDS)


def test_a_disk_that_is_nearly_full_is_told(store: Path) -> None:
    with small_disk(20) as place:
        shutil.copy(store, place)
        fill(place, leave=20_000)
        found = {one.what: one for one in of_store(place / store.name)}["disk"]
        assert found.state == "bad" and "nearly full" in found.stands and "make room" in (found.remedy or "")


def test_rights_that_are_missing_are_told(store: Path) -> None:
    with shut(store.parent):
        done = dateline("doctor", store)
        assert done.returncode == 0 and "! rights:" in done.stdout and "nothing may be written" in done.stdout
        store.chmod(0)
        done = dateline("doctor", store)
        assert done.returncode == 1 and "✗ rights:" in done.stdout and "may not be read" in done.stdout
        assert "Traceback" not in done.stderr


# ── the command ──────────────────────────────────────────────────────────────────────────────────

def test_the_exit_code_tells(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", str(store)]) == 0
    _torn(store)
    assert run(["doctor", str(store)]) == 0                             # nothing is wrong, something is to be known
    _links(store)
    assert run(["doctor", str(store)]) == 1
    told = capsys.readouterr()
    assert "✗ blocks:" in told.out and "→" in told.out and "Wrong: blocks." in told.err


@pytest.mark.parametrize("harm", [_links, _cut])
def test_what_can_be_read_makes_a_new_store(store: Path, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    harm(store)
    saved, new = tmp_path / "records.jsonl", tmp_path / "new.duckdb"
    assert run(["doctor", str(store), "--save", str(saved)]) == 0
    assert run(["add", str(saved), "--store", str(new)]) == 0
    with Chronicle.open(new) as chronicle:
        assert sorted(one.report.id for one in chronicle.records()) == sorted(one.report.id for one in RECORDS)


def test_what_cannot_be_saved_is_counted(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _records(store)
    assert run(["doctor", str(store), "--save", str(tmp_path / "records.jsonl")]) == 3
    saved = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert f"{len(RECORDS) - len(saved)} could not be read" in capsys.readouterr().err
