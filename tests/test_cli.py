"""The command line: data on stdout, messages on stderr, exit codes that scripts can rely on."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click import Context

from dateline.chronicle import Chronicle
from dateline.faces import commands
from dateline.faces.cli import cli, run
from values import EVICT

HELD = "Police arrested two men in Oslo on Monday, a minister said."
SHELLED = "Troops shelled the town of Gori on Tuesday, killing 12 people."
Outcome = tuple[int, str, str]
Dateline = Callable[..., Outcome]


@pytest.fixture
def dateline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Dateline:
    """One command line in a folder of its own: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_config_dir", lambda name: str(tmp_path / "of the user"))

    def call(*arguments: str) -> Outcome:
        code = run(arguments)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return call


@pytest.fixture
def held(tmp_path: Path) -> str:
    (tmp_path / "held.txt").write_text(HELD, encoding="utf-8")
    return "held.txt"


def test_every_command_has_its_file_and_its_line_in_the_help(dateline: Dateline) -> None:
    files = {file.stem for file in Path(commands.__file__).parent.glob("*.py")} - {"__init__"}
    told = dateline("--help")[1]
    assert files == set(cli.list_commands(Context(cli)))
    assert all(re.search(rf"^  {name}  +\w", told, re.MULTILINE) for name in files)


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def words(record: dict[str, Any], span: list[int]) -> str:
    text: str = record["report"]["text"]
    return text[slice(*span)]


# ── dateline code ────────────────────────────────────────────────────────────────────────────────

def test_a_file_becomes_one_line_of_json(dateline: Dateline, held: str) -> None:
    code, out, err = dateline("code", held, "--published", "2026-03-05", "--outlet", "Wire")
    [record] = lines(out)
    [event] = [e for e in record["events"] if e["type"] == "COERCE"]
    assert code == 0
    assert (words(record, event["trigger"]), event["modes"]) == ("arrested", ["arrest"])
    assert event["time"]["start"] == "2026-03-02"
    assert record["report"]["published"]["start"] == "2026-03-05"
    assert record["report"]["outlet"] == "Wire"
    assert "1 report coded" in err


def test_a_dash_reads_standard_input(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HELD.encode())))
    code, out, _ = dateline("code", "-")
    assert code == 0
    assert HELD in lines(out)[0]["report"]["text"]


def test_the_table_shows_the_event_and_its_words(dateline: Dateline, held: str) -> None:
    code, out, _ = dateline("code", held, "--format", "table", "--published", "2026-03-05")
    assert code == 0
    assert "COERCE" in out
    assert "‹arrested›" in out
    assert "2 Mar 2026" in out


def test_pages_are_written_and_named(dateline: Dateline, held: str, tmp_path: Path) -> None:
    code, out, err = dateline("code", held, "--format", "html", "--out", "pages")
    [page] = out.splitlines()
    assert code == 0
    assert "arrested" in (tmp_path / page).read_text(encoding="utf-8")
    assert "pages in pages" in err


def test_one_report_that_fails_is_a_line_and_the_rest_is_coded(dateline: Dateline, held: str) -> None:
    code, out, err = dateline("code", "missing.txt", held)
    assert code == 3
    assert len(lines(out)) == 1
    assert "1 input could not be read:" in err
    assert "missing.txt" in err


def test_where_nothing_can_be_read_the_exit_code_says_so(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert dateline("code", "missing.txt")[0] == 4
    assert dateline("code", "empty")[0] == 4


@pytest.mark.parametrize("arguments", [
    ["code"], ["code", "x", "--format", "xml"], ["code", "x", "--published", "yesterday"], ["cod", "x"],
    ["code", "x", "--workers", "-1"],
])
def test_wrong_usage_exits_with_two(dateline: Dateline, arguments: list[str]) -> None:
    code, out, err = dateline(*arguments)
    assert (code, out) == (2, "")
    assert "Usage:" in err


def test_a_wrong_setting_names_its_origin(dateline: Dateline, held: str, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("wrokers = 2")
    code, _, err = dateline("code", held)
    assert code == 2
    assert "dateline.toml" in err


# ── the store ────────────────────────────────────────────────────────────────────────────────────

def test_without_a_store_nothing_is_kept(dateline: Dateline, held: str, tmp_path: Path) -> None:
    dateline("code", held)
    assert sorted(p.name for p in tmp_path.iterdir()) == [held]


def test_what_is_kept_can_be_listed_and_shown(dateline: Dateline, held: str) -> None:
    coded = dateline("code", held)[1]
    err = dateline("add", held, "missing.txt", "--store", "s.duckdb")[2]
    report = lines(coded)[0]["report"]["id"]
    assert "kept in s.duckdb" in err

    assert report[:8] in dateline("show", "--store", "s.duckdb")[1]
    assert dateline("show", report[:6], "--store", "s.duckdb", "--format", "jsonl")[1] == coded
    assert "missing.txt" in dateline("show", "--failures", "--store", "s.duckdb")[1]
    event = next(e for e in lines(coded)[0]["events"] if e["type"] == "COERCE")
    alone = lines(dateline("show", event["id"], "--store", "s.duckdb", "--format", "jsonl")[1])[0]
    assert [e["id"] for e in alone["events"]] == [event["id"]]
    assert dateline("show", "zzz", "--store", "s.duckdb")[0] == 4


def test_adding_twice_keeps_one_record_and_codes_once(dateline: Dateline, held: str) -> None:
    assert "kept in s.duckdb\n" in dateline("add", held, "--store", "s.duckdb")[2]
    assert "nothing new" in (told := dateline("add", held, "--store", "s.duckdb")[2])
    assert "kept in s.duckdb (1 there already)" in told
    with Chronicle.open("s.duckdb", read_only=True) as chronicle:
        assert [kept.records for kept in chronicle.reports()] == [1]


def test_troubles_of_the_store_have_their_exit_codes(dateline: Dateline, held: str, tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "held.duckdb"):
        assert dateline("add", held, "--store", "held.duckdb")[0] == 75
    with duckdb.connect("held.duckdb") as db:
        db.execute("UPDATE kept.store SET format = 99")
    assert dateline("add", held, "--store", "held.duckdb")[0] == 5
    assert dateline("add", held, "--store", held)[0] == 4
    assert dateline("show", "--store", "none.duckdb")[0] == 4


def test_a_place_that_cannot_be_written_is_no_bug(dateline: Dateline, held: str, tmp_path: Path) -> None:
    [page] = dateline("code", held, "--format", "html")[1].splitlines()
    (tmp_path / page).unlink()
    (tmp_path / page).mkdir()
    code, _, err = dateline("code", held, "--format", "html")
    assert code == 4
    assert f"{page}: Is a directory; check its rights" in err or f"{page}: Permission denied" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_full_disk_beneath_the_output_is_told(tmp_path: Path, form: str) -> None:
    (tmp_path / "held.txt").write_text(HELD, encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "dateline", "code", "held.txt", "--format", form], stdout=full,
                              stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1] == ("dateline: standard output: No space left on device; check its rights "
                                            "and the room on its disk, or name another place")


# ── a codebook of one's own ──────────────────────────────────────────────────────────────────────

OWN = EVICT + 'examples = ["{A Bailiffs} evicted {R two families}."]\n'


@pytest.fixture
def evicted(tmp_path: Path) -> str:
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "evicted.txt").write_text("Bailiffs evicted two families in Leith.", encoding="utf-8")
    return "evicted.txt"


def test_reports_are_coded_with_a_codebook_of_ones_own(dateline: Dateline, evicted: str) -> None:
    code, out, _ = dateline("code", evicted, "--codebook", "mine.toml")
    assert (code, [e["type"] for e in lines(out)[0]["events"]]) == (0, ["EVICT"])


def test_it_may_be_named_in_the_settings(dateline: Dateline, evicted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CODEBOOK", "mine.toml")
    assert [e["type"] for e in lines(dateline("code", evicted)[1])[0]["events"]] == ["EVICT"]


def test_a_codebook_that_cannot_be_used_is_wrong_usage(dateline: Dateline, evicted: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OWN.replace("verb ", "verbs "), encoding="utf-8")
    for arguments in (("code", evicted, "--codebook", "mine.toml"), ("codebook", "check", "mine.toml")):
        code, out, err = dateline(*arguments)
        assert (code, out) == (2, "")
        assert err.splitlines()[-1] == ("dateline: mine.toml, row 1 (line 6): there is no key 'verbs'; perhaps verb; "
                                        "correct the row and run again")


def test_a_codebook_is_checked(dateline: Dateline, evicted: str, tmp_path: Path) -> None:
    assert dateline("codebook", "check", "mine.toml") == (
        0, "mine.toml: 1 row, 1 sentence: none failed, 0 rows shadowed\n", "")
    (tmp_path / "mine.toml").write_text(OWN.replace("{R two families}", "{A two families}"), encoding="utf-8")
    code, out, _ = dateline("codebook", "check", "mine.toml")
    assert code == 1
    assert "found:     EVICT at “evicted” by “Bailiffs” to “families” (by mine.toml 1 (line 6))" in out


# ── read, doctor, and the command itself ─────────────────────────────────────────────────────────

def test_what_the_reader_saw_as_conllu(dateline: Dateline, held: str) -> None:
    code, out, _ = dateline("read", held)
    rows = [line.split("\t") for line in out.splitlines() if line and not line.startswith("#")]
    ranges = [dict(part.split("=") for part in row[9].split("|"))["TokenRange"].split(":") for row in rows]
    assert code == 0
    assert all(len(row) == 10 for row in rows)
    assert [HELD[int(start):int(end)] for start, end in ranges] == [row[1] for row in rows]
    assert [row[6] for row in rows].count("0") == 1
    assert ["Name=B-place" in row[9] for row in rows if row[1] == "Oslo"] == [True]


def test_what_the_reader_saw_as_json(dateline: Dateline, held: str) -> None:
    code, out, _ = dateline("read", held, "missing.txt", "--format", "jsonl")
    [seen] = lines(out)
    assert code == 3
    seen_words = [HELD[w["start"]:w["end"]] for s in seen["sentences"] for w in s["words"]]
    assert seen_words[:2] == ["Police", "arrested"]
    assert {"start": HELD.index("Oslo"), "end": HELD.index("Oslo") + 4, "label": "place"} in seen["names"]


def test_the_doctor_finds_everything_well_here(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "1")
    code, out, _ = dateline("doctor")
    assert (code, out.count("✗")) == (0, 0)
    assert "1 (DATELINE_WORKERS)" in out
    assert "COERCE arrest" in out


def command(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-m", "dateline", *arguments], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env={**os.environ, **path}, **more)


def test_the_package_runs_as_a_module() -> None:
    out, err = command("--version").communicate()
    assert out.startswith(b"dateline, version ")
    assert err == b""


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"text": f"{SHELLED} No {n}."}) + "\n" for n in range(300)))
    running = command("code", str(many), "--workers", "1", "--format", "jsonl")
    assert running.stdout and running.stdout.read(10) and running.stderr
    running.stdout.close()
    told = [line for line in running.stderr.read().splitlines() if b" of 300 reports" not in line]
    assert (running.wait(), told) == (141, [])


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_an_interrupted_run_says_that_it_is_safe(tmp_path: Path) -> None:
    many, store = tmp_path / "many.jsonl", tmp_path / "s.duckdb"
    many.write_text("".join(json.dumps({"text": f"{SHELLED * 20} No {n}."}) + "\n" for n in range(3000)))
    running = command("add", str(many), "--workers", "2", "--list", "--store", str(store))
    assert running.stdout and running.stdout.readline()
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 130
    assert b"Traceback" not in err
    with Chronicle.open(store, read_only=True) as chronicle:
        assert len(chronicle.reports()) >= 1 + out.count(b"\n")
