"""A run of ``dateline add`` that is killed at any moment has lost nothing it acknowledged, and goes on where it was.

Real processes are killed without warning, one after the other, each a moment after it has told of some reports that they
are on disk. They are forked from one that has loaded all, so that fifty take seconds; the moments are random, what must
hold is not.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.schema import TABLES
from dateline.model import Record, to_json
from values import TEXT, recoded, record

KILLS = 50
REPORTS = 60

KILLER = """
import json, os, random, signal, sys, time
from dateline.chronicle import Chronicle, linking, accounts, deriving, meeting, search
from dateline.chronicle.flat import flat
from dateline.chronicle.told import told
from dateline.faces import adding, cli
from dateline.faces.commands import add
from dateline.faces.engine import mine
from dateline.model import from_data

records, store, kills = sys.argv[1], sys.argv[2], int(sys.argv[3])
adding.MANY = 1
moments = random.Random(2026)
for line in open(records, encoding="utf-8"):                    # what is loaded once a process; DuckDB is not for forking
    record = from_data(json.loads(line))
    flat(record), list(told(record))
mine()

def started():
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        sys.stdout = os.fdopen(writing, "w")
        try:
            os._exit(cli.run(["add", records, "--store", store, "--list"]))
        finally:
            os._exit(99)
    os.close(writing)
    return child, os.fdopen(reading, "rb")

while True:
    child, lines = started()
    new, wanted = 0, moments.randrange(2)
    while kills and new < wanted and (line := lines.readline()):
        new += line.endswith(b" new\\n") or line.endswith(b" again\\n")
        os.write(1, line)
    if kills:
        time.sleep(moments.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        kills -= 1
    os.write(1, b"".join(line for line in lines if line.endswith(b"\\n")))
    ended = os.waitpid(child, 0)[1]
    if ended == 0 or not os.WIFSIGNALED(ended):
        os.write(1, b"ended %d %d\\n" % (os.WEXITSTATUS(ended), kills))
        break
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL and fork are POSIX's")
def test_a_run_killed_fifty_times_keeps_what_an_undisturbed_one_keeps(tmp_path: Path) -> None:
    given = tmp_path / "records.jsonl"
    given.write_text("".join(to_json(one) + "\n" for one in records()), encoding="utf-8")
    told = killed_again_and_again(given, tmp_path / "killed.duckdb")
    *acknowledged, (_, code, left) = [line.split() for line in told]
    assert code == "0" and int(left) < KILLS - 9                # a quick machine may be done before the last kills
    new = [report for report, what in acknowledged if what == "new"]
    assert len(new) == len(set(new))                            # what was said to be new was never new again
    with Chronicle.open(tmp_path / "whole.duckdb") as whole:
        list(whole.add_all(records()))
        wanted = contents(whole)
    with Chronicle.open(tmp_path / "killed.duckdb", read_only=True) as killed:
        assert contents(killed) == wanted
        assert {report for report, _ in acknowledged} <= {kept.report for kept in killed.reports()}


LAID = """
import os, signal, sys, duckdb
from pathlib import Path
from dateline.chronicle import Chronicle

class Cut:
    def execute(self, *asked): os.kill(os.getpid(), signal.SIGKILL)
    def __enter__(self): return self
    def __exit__(self, *_): pass

if sys.argv[2] == "before":
    duckdb.connect = lambda *_, **__: Cut()
else:
    os.link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Chronicle.open(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_store_is_there_whole_or_not_at_all(tmp_path: Path, when: str) -> None:
    """Killed before DuckDB has laid out the file, or after: what is left is no half of one, and a store is made there."""
    store = tmp_path / "news.duckdb"
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", LAID, str(store), when], env={**os.environ, **path}, check=False)
    assert done.returncode == -9 and not store.exists()
    with Chronicle.open(store) as chronicle:
        assert not list(chronicle.reports())


def killed_again_and_again(given: Path, store: Path) -> list[str]:
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", KILLER, str(given), str(store), str(KILLS)], stdout=subprocess.PIPE,
                          env={**os.environ, **path}, check=True)
    return done.stdout.decode().splitlines()


def records() -> list[Record]:
    """Some of one happening, some copies of one another, some coded anew by a coder that sees less."""
    told = [record(f"{TEXT} It was day {n} of the rains in {n % 5} towns.", outlet=f"Paper {n % 7}",
                   day=f"2026-{n % 12 + 1:02}-05") for n in range(REPORTS)]
    told = [replace(one, events=tuple(replace(e, type="ASSAULT" if n % 3 else e.type) for e in one.events))
            for n, one in enumerate(told)]
    return told + [recoded(one, "2") for one in told[::12]]


def contents(chronicle: Chronicle) -> dict[str, list[tuple[object, ...]]]:
    apart = {"reports": "* EXCLUDE number", "kept.records": "* EXCLUDE number"}
    return {name: chronicle.sql(f"SELECT {apart.get(name, '*')} FROM {name} ORDER BY ALL").fetchall()
            for name in TABLES if name not in ("changes", "links")
            and (name == "kept.records" or not name.startswith("kept."))}
