"""One step, every engine: whichever carries a report, its record is the same to the byte, and nothing vanishes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import psutil
import pyarrow
import pytest
from pyarrow.parquet import read_table

import dateline
from dateline.chronicle.keys import keys, window
from dateline.chronicle.tellings import accounts
from dateline.faces.cli import run as command
from dateline.faces.cluster.batches import RECORDS, code_batches, schema
from dateline.faces.cluster.shards import Share, read_manifest
from dateline.model import Record, from_data, to_json
from dateline.report.copies import families

STRIKE = ("Dockers in the port of Belmare walked out on Monday over unpaid wages, the union said. Police arrested four of "
          "them at the gate. The harbour master said that grain for the islands would rot unless the strike ended by "
          "Friday, and the governor promised to pay what is owed before the end of the month.")
REPORTS: list[dict[str, str | None]] = [
    {"ref": "strike", "outlet": "Invented Wire", "published": "2026-03-03", "text": STRIKE},
    {"ref": "copy", "outlet": "Invented Courier", "published": "2026-03-03", "text": STRIKE},
    {"ref": "near", "outlet": "Invented Tribune", "published": "2026-03-04",
     "text": STRIKE.replace("Dockers", "Workers") + " The mayor met the strikers."},
    {"ref": "empty", "text": " "},
    {"ref": "no day", "published": "some day", "text": "Troops left the town of Ayr."},
    {"ref": "signs", "published": "2026-03-05", "text": "🚢 Peru’s navy detained 12 fishermen — “pirates”, it said — near Paita."},
    {"ref": None, "published": None, "outlet": None, "text": "Chad and Niger signed a truce on March 2, 2026, in Niamey."},
    {"ref": "again", "outlet": "Invented Radio", "published": "2026-03-04",
     "text": "Belmare's dockers went on strike on Monday. Police arrested four dockers on Monday at the gate of the port."},
]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def local() -> Rows:
    """What each row must become: the plain step, in this process, a batch at once."""
    return [row for batch in code_batches([batch_of(REPORTS)]) for row in batch.to_pylist()]


def batch_of(rows: Any) -> pyarrow.RecordBatch:
    return pyarrow.RecordBatch.from_pylist(rows, schema=pyarrow.schema(
        [(name, pyarrow.string()) for name in ("ref", "outlet", "published", "text")]))


def sorted_rows(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


# ── the step ─────────────────────────────────────────────────────────────────────────────────────

def test_the_step_says_what_dateline_says(local: Rows) -> None:
    told = REPORTS[0]
    record = dateline.code(told["text"], ref="strike", outlet=told["outlet"], published=told["published"])
    assert local[0] == {"report": record.report.id, "ref": "strike", "record": to_json(record), "error": None, "message": None}


def test_what_cannot_be_coded_is_a_row_in_its_place(local: Rows) -> None:
    assert [row["error"] for row in local] == [None, None, None, "UnreadableInput", "UnreadableInput", None, None, None]
    assert "empty" in local[3]["message"] and "2026-03-05" in local[4]["message"] and local[6]["ref"] is None


@pytest.mark.parametrize("cuts", [(), (1, 2, 3, 4, 5, 6, 7), (0, 0, 4, 8, 8)])
@pytest.mark.parametrize("apart", [False, True])
def test_batches_and_processes_change_nothing(local: Rows, cuts: tuple[int, ...], apart: bool) -> None:
    whole = batch_of(REPORTS)
    edges = [0, *cuts, len(REPORTS)]
    parts = [whole.slice(a, b - a) for a, b in pairwise(edges)]
    found = list(code_batches(parts, apart=apart))
    assert [b.num_rows for b in found] == [p.num_rows for p in parts]
    assert [row for b in found for row in b.to_pylist()] == local and found[0].schema == schema(RECORDS)


def test_days_may_be_days_and_other_columns_are_left_aside(local: Rows) -> None:
    from datetime import date

    told = REPORTS[0]
    batch = pyarrow.RecordBatch.from_pylist([{**told, "published": date(2026, 3, 3), "pages": 4}])
    assert next(iter(code_batches([batch]))).to_pylist() == local[:1]


def test_without_a_column_of_texts_it_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="no column called text, only body"):
        list(code_batches([pyarrow.RecordBatch.from_pylist([{"body": "x"}])]))


# ── shares ───────────────────────────────────────────────────────────────────────────────────────

@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The reports that have a name, a text and a day, as files."""
    folder = tmp_path / "in"
    folder.mkdir()
    for at, told in enumerate(REPORTS):
        if told["ref"] not in (None, "empty", "no day"):
            (folder / f"{at}.jsonl").write_text(json.dumps({k: v for k, v in told.items() if v}) + "\n", encoding="utf-8")
    return folder


def coded(folder: Path) -> Rows:
    return [row for file in sorted(folder.glob("*.parquet")) for row in read_table(file).to_pylist()]


@pytest.mark.parametrize("of", [1, 2, 9])
def test_shares_together_are_the_whole(local: Rows, files: Path, tmp_path: Path, of: int) -> None:
    for number in range(1, of + 1):
        assert command(["run", str(files), "--out", str(tmp_path / "out"), "--shard", f"{number}/{of}", "--workers", "1"]) == 0
    assert sorted_rows(coded(tmp_path / "out")) == sorted_rows([row for row in local if row["record"] and row["ref"]])


def test_what_is_done_is_not_done_again(files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    line = ["run", str(files), "--out", str(out), "--workers", "1"]
    assert command(line) == 0
    capsys.readouterr()
    kept = {file.name: file.read_bytes() for file in out.iterdir()}
    assert command(line) == 0 and "5 there already" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in out.iterdir()} == kept

    manifest = out / ".manifest-1-of-1.jsonl"
    manifest.write_text(manifest.read_text(encoding="utf-8") + '{"file": "records-0', encoding="utf-8")     # a crash
    assert len(list(read_manifest(manifest))) == 1
    next(out.glob("*.parquet")).unlink()                        # named as done, but gone: it is done anew
    assert command(line) == 0 and "5 reports coded" in capsys.readouterr().err
    assert {file.name: file.read_bytes() for file in out.glob("*.parquet")} == {
        name: data for name, data in kept.items() if name.endswith(".parquet")}


def test_another_text_in_the_same_place_is_coded_anew(files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["run", str(files), "--out", str(tmp_path / "out"), "--workers", "1"]
    command(line)
    (files / "0.jsonl").write_text('{"text": "Togo recalled its envoy.", "published": "2026-03-05"}\n', encoding="utf-8")
    capsys.readouterr()
    assert command(line) == 0 and "5 reports coded" in capsys.readouterr().err
    assert any("Togo" in (row["record"] or "") for row in coded(tmp_path / "out"))


@pytest.mark.parametrize("told", ["0/2", "3/2", "2", "a/b", "-1/2"])
def test_a_share_that_cannot_be_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="share"):
        Share.parse(told)


def test_a_chronicle_opens_what_was_run(files: Path, tmp_path: Path) -> None:
    command(["run", str(files), "--out", str(tmp_path / "out"), "--workers", "1"])
    assert command(["add", str(tmp_path / "out"), "--store", str(tmp_path / "a.duckdb")]) == 0
    assert command(["add", str(files), "--store", str(tmp_path / "b.duckdb"), "--workers", "1"]) == 0
    with dateline.open(tmp_path / "a.duckdb") as a, dateline.open(tmp_path / "b.duckdb") as b:
        assert a.incidents() == b.incidents() and len(a.incidents()) > 3
        assert list(map(to_json, sorted(a.records(), key=lambda r: r.report.id))) == list(
            map(to_json, sorted(b.records(), key=lambda r: r.report.id)))


# ── Spark: a real cluster of two workers on this machine ─────────────────────────────────────────

@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed (pip install 'dateline[cluster]')")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, which is not installed")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    made = (sql.SparkSession.builder.master("local-cluster[2,1,1024]").appName("dateline tests")
            .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2").getOrCreate())
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()


def lake(session: Any, rows: Any, parts: int) -> Any:
    names = ("ref", "outlet", "published", "text")
    return session.createDataFrame([tuple(row.get(name) for name in names) for row in rows],
                                   ", ".join(f"{name} string" for name in names)).repartition(parts)


def test_spark_says_the_same_and_finds_the_copies_and_candidates(session: Any, local: Rows, tmp_path: Path) -> None:
    from dateline.faces.cluster import spark

    spark.job(lake(session, REPORTS, 3), f"file://{tmp_path}/out")

    def read(name: str) -> Rows:
        return [row.asDict() for row in session.read.parquet(f"file://{tmp_path}/out/{name}").collect()]

    assert sorted_rows(read("records")) == sorted_rows(local)
    records = [from_data(json.loads(row["record"])) for row in local if row["record"]]
    texts = {record.report.id: record.report.text for record in records}
    assert {row["report"]: row["family"] for row in read("families")} == families(texts)
    assert {row["kind"] for row in read("copies")} == {"exact", "near"}
    assert {(r["a_report"], r["a_event"], r["b_report"], r["b_event"]) for r in read("candidates")} == met(records)

    assert command(["add", f"{tmp_path}/out/records", "--store", str(tmp_path / "news.duckdb")]) == 3   # two rows failed
    with dateline.open(tmp_path / "news.duckdb") as chronicle:
        assert len(list(chronicle.records())) == 6 and len(chronicle.failures()) == 2


def met(records: list[Record]) -> set[tuple[str, str, str, str]]:
    """Pairs of events of two reports that share a key and are near in time, each with each."""
    told = [account for record in records for account in accounts(record)]
    pairs = ((a, b) if a.report < b.report else (b, a) for a, b in combinations(told, 2) if a.report != b.report)
    return {(a.report, a.event, b.report, b.event) for a, b in pairs if keys(a) & keys(b) and near(window(a), window(b))}


def near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def test_a_killed_worker_costs_its_tasks_only(session: Any, local: Rows) -> None:
    from dateline.faces.cluster import spark

    killed: list[int] = []
    thread = threading.Thread(target=kill_one, args=(killed,))
    thread.start()
    many = [{**row, "text": f"{row['text']} Report {n}."} for n in range(12) for row in REPORTS[:1]]
    found = spark.code(lake(session, many, 4)).collect()
    thread.join()
    assert killed and len(found) == 12 and all(row["record"] for row in found)


def workers() -> list[psutil.Process]:
    """Those of Spark's Python processes that have started one that reads."""
    readers = [p for p in psutil.Process().children(recursive=True) if "dateline.faces.worker" in line_of(p)]
    return [parent for p in readers if (parent := p.parent()) is not None and "pyspark" in line_of(parent)]


def line_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def kill_one(killed: list[int]) -> None:
    """Kill one of them as soon as it is there."""
    for _ in range(2400):
        for worker in workers():
            killed.append(worker.pid)
            worker.kill()
            return
        time.sleep(0.05)


# ── Ray ──────────────────────────────────────────────────────────────────────────────────────────

def test_ray_says_the_same(local: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    ray = pytest.importorskip("ray", reason="Ray is not installed (pip install 'dateline[ray]')")
    data = pytest.importorskip("ray.data")
    from dateline.faces.cluster import rayed

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    try:
        reports = data.from_arrow(pyarrow.Table.from_batches([batch_of(REPORTS)]))
        found = rayed.code(reports, workers=1).take_all()
    finally:
        ray.shutdown()
    assert sorted_rows(found) == sorted_rows(local)
