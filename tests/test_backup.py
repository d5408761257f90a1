"""A backup holds all that is not made anew, and what comes back is what was there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

import dateline
from dateline.chronicle.backup import CONTENTS, back_up, restore
from dateline.chronicle.judgements import Judgement, Verdict
from dateline.errors import BadBackup, NoAccess, NotAStore, StoreBroken, StoreLocked
from dateline.faces.cli import run
from dateline.model import to_json
from disks import fill, small_disk

RECORDS = [dateline.code("Police arrested two men in Gori on Monday.", published="2008-08-14"),
           dateline.code("Peru sent tents to Chile on Friday, a minister said.", published="2026-03-07")]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.duckdb"
    with dateline.open(path, read_only=False) as chronicle:
        chronicle.add_batch(RECORDS)
        record = RECORDS[0]
        chronicle.judge(Judgement.make(Verdict(record.report.id, record.events[0].id, None, True), by="Mina",
                                       at="2026-03-08T10:00:00+00:00"))
    (tmp_path / "news.workbench.json").write_text('{"views": {}}', encoding="utf-8")
    return path


def test_what_comes_back_is_what_was_there(store: Path, tmp_path: Path) -> None:
    assert run(["backup", str(tmp_path / "a.zip"), "--store", str(store)]) == 0
    assert run(["restore", str(tmp_path / "a.zip"), "--store", str(tmp_path / "again.duckdb")]) == 0
    with dateline.open(store) as one, dateline.open(tmp_path / "again.duckdb") as other:
        assert list(map(to_json, one.records())) == list(map(to_json, other.records()))
        assert one.incidents() == other.incidents() and other.incidents()
        assert len(list(other.judgements)) == 1
        assert other.ask("tents").incidents
    assert (tmp_path / "again.workbench.json").read_text(encoding="utf-8") == '{"views": {}}'
    assert not list(tmp_path.glob(".*.part")) and not list(tmp_path.glob("*.restoring"))


def test_nothing_is_written_over(store: Path, tmp_path: Path) -> None:
    back_up(store, tmp_path / "a.zip")
    with pytest.raises(BadBackup, match="there already"):
        back_up(store, tmp_path / "a.zip")
    with pytest.raises(BadBackup, match="there already"):
        restore(tmp_path / "a.zip", store)
    (tmp_path / "b.decisions.jsonl").write_text("", encoding="utf-8")       # judgements of another store
    with pytest.raises(BadBackup, match=r"b\.decisions\.jsonl is there already"):
        restore(tmp_path / "a.zip", tmp_path / "b.duckdb")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def _changed(path: Path) -> None:
    """The same zip with another list of judgements."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data.replace(b"Mina", b"Olga") if name == "decisions.jsonl" else data)


def _elsewhere(path: Path) -> None:
    """A part whose name leads out of the folder."""
    with ZipFile(path) as file:
        told = json.loads(file.read(CONTENTS))
    told["parts"]["../../out.txt"] = {"bytes": 1, "sha256": "0"}
    with ZipFile(path, "w") as file:
        file.writestr(CONTENTS, json.dumps(told))
        file.writestr("../../out.txt", "x")


def _other(path: Path) -> None:
    with ZipFile(path, "w") as file:
        file.writestr("photo.png", b"x")


def _no_zip(path: Path) -> None:
    path.write_bytes(b"no zip at all")


def _no_store(path: Path) -> None:
    """Whole by its digests, but the store in it is none."""
    import hashlib

    data = b"no store"
    part = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    with ZipFile(path, "w") as file:
        file.writestr(CONTENTS, json.dumps({"dateline": "1", "format": 5, "reports": 1, "parts": {"store.duckdb": part}}))
        file.writestr("store.duckdb", data)


@pytest.mark.parametrize("harm", [_cut, _changed, _elsewhere, _other, _no_zip, _no_store])
def test_a_broken_backup_is_told_and_leaves_nothing(store: Path, tmp_path: Path, harm: object) -> None:
    back_up(store, tmp_path / "a.zip")
    harm(tmp_path / "a.zip")                        # type: ignore[operator]
    before = sorted(tmp_path.parent.rglob("*"))
    with pytest.raises((BadBackup, NotAStore)):
        restore(tmp_path / "a.zip", tmp_path / "again.duckdb")
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_a_store_that_is_written_to_is_not_backed_up(store: Path, tmp_path: Path) -> None:
    with dateline.open(store, read_only=False), pytest.raises(StoreLocked):
        back_up(store, tmp_path / "a.zip")
    assert not list(tmp_path.glob("*a.zip*"))


def test_a_place_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(NoAccess):
        back_up(store, tmp_path / "no such folder" / "a.zip")
    with small_disk(1) as full:
        filler = fill(full, leave=8_192)
        with pytest.raises(NoAccess, match=r"full\.zip: No space left"):
            back_up(store, full / "full.zip")
        assert list(full.iterdir()) == [filler]


def test_of_a_broken_store_no_backup_is_made(store: Path, tmp_path: Path) -> None:
    os.truncate(store, store.stat().st_size - 5_000)
    with pytest.raises(StoreBroken, match=r"dateline doctor .*news\.duckdb"):
        back_up(store, tmp_path / "a.zip")
    assert not list(tmp_path.glob("*a.zip*"))
