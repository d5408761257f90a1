"""A disk that is full or may not be written, at every command that writes: one clear error, no half file, nothing lost.

The disk is a real one of a few megabytes, filled to its last block; where the machine lets nobody make one, the tests are
skipped. What was kept before is there afterwards, and goes on when there is room again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgement, Judgements, Verdict
from dateline.errors import NoAccess
from dateline.faces.cli import run
from dateline.faces.commands.fetch import archive
from dateline.faces.workbench.kept import notes_of
from dateline.faces.workbench.tray import Job, Tray, Upload
from dateline.model import Failure, Report, to_json
from dateline.report import read_inputs
from dateline.report.fetching import keep, open_archive
from dateline.report.web import Answer
from disks import dateline, fill, shut, small_disk
from harmed import RECORDS
from values import TEXT, record

SENTENCE = "Police arrested two men in Oslo on Monday, officials said."


@pytest.fixture
def disk() -> Iterator[Path]:
    with small_disk(24) as place:
        yield place


@pytest.fixture
def store(sound: Path, disk: Path) -> Path:
    """A store on the small disk."""
    for file in sound.parent.iterdir():
        shutil.copy(file, disk)
    return disk / sound.name


def given(folder: Path) -> tuple[str, str]:
    """A report, and records that take more room than a full disk has."""
    (folder / "report.txt").write_text(SENTENCE * 40)
    many = [record(f"Told {n}. {TEXT} {'It rained. ' * 400}", outlet=f"Paper {n}") for n in range(200)]
    (folder / "records.jsonl").write_text("".join(to_json(one) + "\n" for one in many), encoding="utf-8")
    return str(folder / "report.txt"), str(folder / "records.jsonl")


WRITES = {          # what is asked, and the name under which nothing half may lie
    "code": (("code", "{report}", "--out", "{disk}/pages"), "pages/*.html"),
    "run": (("run", "{report}", "--out", "{disk}/shards", "--workers", "1"), "shards/*.parquet"),
    "export": (("export", "--to", "{disk}/table.csv", "--store", "{store}"), "table.csv*"),
    "export parquet": (("export", "--to", "{disk}/table.parquet", "--store", "{store}"), "table.parquet*"),
    "export xlsx": (("export", "--to", "{disk}/table.xlsx", "--store", "{store}"), "table.xlsx*"),
    "export zip": (("export", "--to", "{disk}/all.zip", "--store", "{store}"), "all.zip"),
    "export folder": (("export", "--to", "{disk}/all/", "--store", "{store}"), "all"),
    "backup": (("backup", "{disk}/backup.zip", "--store", "{store}"), "backup.zip"),
    "sample": (("sample", "--out", "{disk}/sheet.csv", "--store", "{store}"), "sheet.csv"),
    "doctor --save": (("doctor", "{store}", "--save", "{disk}/saved.jsonl"), "saved.jsonl"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_full_disk_is_told_and_no_half_file_has_the_name(
        sound: Path, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    report, _ = given(tmp_path)
    fill(disk)
    words, files = WRITES[name]
    code = run([word.format(report=report, disk=disk, store=sound) for word in words])
    told = capsys.readouterr().err
    assert code == 4, told
    assert str(disk) in told and "No space left" in told and "bug" not in told
    assert not list(disk.glob(files)) and not list(disk.rglob("*.part"))


@pytest.mark.parametrize(("words", "files"), [
    (("code", "{report}", "--out", "{disk}"), "*.html"), (("run", "{report}", "--out", "{disk}", "--workers", "1"), "*.parquet"),
])
def test_a_page_or_share_that_does_not_fit_leaves_none(
        disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, words: tuple[str, ...], files: str) -> None:
    report, _ = given(tmp_path)
    fill(disk, leave=8192)
    assert run([word.format(report=report, disk=disk) for word in words]) == 4
    told = capsys.readouterr().err
    assert str(disk) in told and "No space left" in told
    assert [file.name for file in disk.iterdir()] == ["filler"]


def test_a_backup_that_does_not_fit_is_put_back_nowhere(
        sound: Path, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = str(tmp_path / "backup.zip")
    assert run(["backup", backup, "--store", str(sound)]) == 0
    fill(disk, leave=100_000)
    assert run(["restore", backup, "--store", str(disk / "again.duckdb")]) == 4
    told = capsys.readouterr().err
    assert str(disk) in told and "No space left" in told
    assert [file.name for file in disk.iterdir()] == ["filler"]


def test_adding_to_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, records = given(tmp_path)
    filler = fill(store.parent, leave=200_000)
    assert run(["add", records, "--store", str(store)]) == 4
    told = capsys.readouterr().err
    assert f"{store}: No space left on device" in told and "bug" not in told
    with Chronicle.open(store, read_only=True) as chronicle:
        assert len(chronicle.reports()) == len(RECORDS)
    filler.unlink()
    assert run(["add", records, "--store", str(store)]) == 0
    with Chronicle.open(store, read_only=True) as chronicle:
        assert len(chronicle.reports()) == len(RECORDS) + 200


def test_a_judgement_that_cannot_be_written_leaves_nothing_of_itself(store: Path) -> None:
    path = store.with_name("news.decisions.jsonl")
    before = path.read_bytes()
    with Chronicle.open(store) as chronicle:
        filler = fill(store.parent)
        verdicts = [Judgement.make(Verdict(one.report.id, one.events[0].id, None, False), by="Mina", why="wet " * 500,
                                   at="2026-03-09T10:00:00+00:00") for one in RECORDS[:9]]
        with pytest.raises(NoAccess, match=r"news\.decisions\.jsonl: No space left"):
            chronicle.judge(*verdicts)
        assert path.read_bytes() == before
        filler.unlink()
        assert len(chronicle.judge(*verdicts)) == 9
    assert len(Judgements.load(path)) == 10


def test_what_the_workbench_keeps_is_whole_or_as_before(store: Path, tmp_path: Path) -> None:
    notes, tray = notes_of(store), Tray(store)
    notes.look(3)
    tray.write(Job("0123456789ab", "2026-03-05T10:00:00+00:00"))
    before = {file: file.read_bytes() for file in store.parent.rglob("*") if file.is_file()}
    filler = fill(store.parent)
    with pytest.raises(NoAccess, match=r"news\.workbench\.json: No space left"):
        notes.mark({f"r{n}": "read" for n in range(2000)})
    with pytest.raises(NoAccess, match="No space left"):
        tray.write(Job("0123456789ab", "2026-03-05T10:00:00+00:00", files=tuple(
            Upload(n, f"report {n}", 1, 1) for n in range(2000))))
    body = tmp_path / "body"
    body.write_bytes(b"x" * 100_000)
    with pytest.raises(NoAccess, match="No space left"):
        tray.take("0123456789ab", Upload(1, "report.txt", 100_000, 1), body)
    filler.unlink()
    left = {file: file.read_bytes() for file in store.parent.rglob("*") if file.is_file()}
    assert left == before and notes_of(store).kept.looked == 3


def test_an_archive_ends_with_the_last_page_that_fitted(disk: Path) -> None:
    page = f"<html><head><title>News</title></head><body><p>{SENTENCE * 20}</p></body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)
    filler, count = fill(disk, leave=40_000), 0
    with archive(disk / "a.warc.gz") as out:
        open_archive(out, "Dateline/test", datetime.now(UTC))
        with pytest.raises(NoAccess, match=r"a\.warc\.gz: No space left on device; it is whole up to there"):
            for count in range(10_000):
                url = f"https://news.example/{count}"
                keep(Answer(url, 200, {}, page, head + page, b"GET / HTTP/1.1\r\n\r\n"), out, datetime.now(UTC))
    filler.unlink()
    found = list(read_inputs([disk / "a.warc.gz"]))
    assert count and [one.url for one in found if isinstance(one, Report)] == [f"https://news.example/{n}" for n in range(count)]
    fill(disk)
    with archive(disk / "b.warc.gz") as out, pytest.raises(NoAccess):
        open_archive(out, "Dateline/test", datetime.now(UTC))
    assert not (disk / "b.warc.gz").exists()


RIGHTS = [
    ("add", "{report}", "--store", "{shut}/s.duckdb"), ("code", "{report}", "--out", "{shut}"),
    ("export", "--to", "{shut}/table.csv", "--store", "{store}"), ("backup", "{shut}/backup.zip", "--store", "{store}"),
    ("fetch", "https://news.example/", "--only-keep", "--warc", "{shut}/a.warc.gz"),
    ("judge", "actors", "police", "officers", "--join", "--by", "Mina", "--store", "{shut}/news.duckdb"),
]


@pytest.mark.parametrize("words", RIGHTS, ids=lambda words: words[0])
def test_a_folder_that_may_not_be_written_is_told(sound: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    report, _ = given(tmp_path)
    closed = tmp_path / "closed"
    shutil.copytree(sound.parent, closed)
    before = {file: file.read_bytes() for file in closed.iterdir()}
    for file in closed.iterdir():
        file.chmod(0o444)
    with shut(closed):
        done = dateline(*(word.format(report=report, shut=closed, store=sound) for word in words))
    assert done.returncode == 4 and "Traceback" not in done.stderr and "bug" not in done.stderr, done.stderr
    assert str(closed) in done.stderr and "Permission denied" in done.stderr
    assert {file: file.read_bytes() for file in closed.iterdir()} == before


def test_what_is_copied_aside_to_be_read_is_gone_where_it_does_not_fit(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "packed.zip"
    with ZipFile(packed, "w") as file:
        file.writestr("page.pdf", b"%PDF-1.7\n" + b"x" * 3_000_000)
    with small_disk(2) as aside:
        monkeypatch.setattr(tempfile, "tempdir", str(aside))
        found, = read_inputs([packed])
        assert isinstance(found, Failure) and "No space left" in found.message
        assert not list(aside.iterdir())
