"""Whatever is broken in a store, every command that is given it says so, names it, and points to the doctor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import click
import duckdb
import httpx
import pytest

from dateline.chronicle import Chronicle
from dateline.errors import StoreBroken
from dateline.faces.cli import cli, run
from dateline.faces.workbench import Desk, application
from dateline.model import to_json
from harmed import RECORDS, blocks, turned
from values import TEXT, record

REPORT, EVENT = RECORDS[0].report.id, RECORDS[0].events[0].id

# What is asked of each command; a {name} is a file of its own.
ASKED: dict[str, tuple[str, ...]] = {
    "add": ("{new}",), "ask": ("police",), "timeline": (), "incidents": (), "contested": (), "commitments": (),
    "dyads": (), "panel": (), "network": (), "claims": (), "places": (), "actor": ("police",), "why": (REPORT,),
    "show": (), "diff": ("1",), "serve": ("--no-open", "--port", "0"), "undo": ("--by", "Mina"), "decisions": (),
    "decisions agreement": (), "decisions merge": ("{theirs}",), "sample": ("--out", "{sheet}"),
    "export": ("--to", "{table}"), "forget": (REPORT, "--by", "Mina", "--why", "asked for"), "backup": ("{zip}",),
    "judge actors": ("police", "officers", "--join", "--by", "Mina"),
    "judge correct": (EVENT, "status=planned", "--by", "Mina"), "judge join": (EVENT, REPORT, "--by", "Mina"),
    "judge part": (EVENT, REPORT, "--by", "Mina"), "judge right": (EVENT, "--by", "Mina"),
    "judge wrong": (EVENT, "--by", "Mina"), "judge state": (EVENT, "met", "--by", "Mina"),
    "actors diff": ("shipped", "shipped"),
}
ELSEWHERE = {"fetch", "watch", "restore", "doctor"}     # the first two add as `add` does; the others have tests of their own


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command that is given a store."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and any(one.name == "store" for one in command.params):
            yield before + name
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")


def test_every_command_that_takes_a_store_is_tried() -> None:
    assert set(commands(cli)) == ASKED.keys() | ELSEWHERE


def _text(store: Path) -> None:
    store.write_text("No store at all, but a letter to the editor. " * 500)


def _cut(store: Path) -> None:
    os.truncate(store, 5_000)


def _header(store: Path) -> None:
    turned(store, 20)


def _no_table(store: Path) -> None:
    with duckdb.connect(str(store)) as db:
        db.execute("DROP TABLE incidents")


def asked(command: str, store: Path) -> tuple[int, list[str]]:
    """The command line, and what it is asked, with files of its own."""
    folder = store.parent
    new, theirs = folder / "new.jsonl", folder / "theirs.jsonl"
    new.write_text(to_json(record(f"Quite new. {TEXT}")) + "\n", encoding="utf-8")
    theirs.write_text("", encoding="utf-8")
    places = {"new": new, "theirs": theirs, "sheet": folder / "sheet.csv", "table": folder / "table.csv", "zip": folder / "b.zip"}
    words = [word.format(**places) for word in ASKED[command]]
    return run([*command.split(), *words, "--store", str(store)]), words


@pytest.mark.parametrize("harm", [_text, _cut, _header, _no_table])
@pytest.mark.parametrize("command", ASKED)
def test_of_a_store_that_does_not_open_every_command_says_so(
        store: Path, capsys: pytest.CaptureFixture[str], *, command: str, harm: Callable[[Path], None]) -> None:
    harm(store)
    before = {file: file.read_bytes() for file in store.parent.glob("news.*")}
    code, _ = asked(command, store)
    told = capsys.readouterr().err
    assert (code, told.count("\n")) == (4, 1), told
    assert str(store) in told and f"`dateline doctor {store}`" in told
    assert {file: file.read_bytes() for file in store.parent.glob("news.*")} == before
    assert not [file for file in store.parent.iterdir() if file.name in ("sheet.csv", "table.csv", "b.zip")]


BESIDE_THE_TABLES = {"serve", "dyads", "decisions", "decisions agreement", "decisions merge", "actors diff", "undo", "diff",
                     "contested", "judge actors"}      # may find all they look for in blocks that are read with the file's head


@pytest.mark.parametrize("command", sorted(ASKED.keys() - {"serve"}))
def test_of_a_store_of_which_a_part_is_broken_every_command_that_needs_it_says_so(
        store: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    turned(store, *(place + 999 for place in blocks(store)))
    before = store.read_bytes()
    code, _ = asked(command, store)
    told = capsys.readouterr().err
    if code or command not in BESIDE_THE_TABLES:
        assert code == 4, told
        assert f"`dateline doctor {store}`" in told and "bug" not in told
    assert store.read_bytes() == before


def test_the_workbench_over_a_broken_store_says_so(store: Path) -> None:
    turned(store, *(place + 999 for place in blocks(store)))
    with Chronicle.open(store, read_only=True) as chronicle:
        app = application(Desk(chronicle, read_only=True))

        async def got(place: str) -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8765") as client:
                return await client.get(place)

        for place in ("/incidents.json", "/claims.json", f"/reports/{REPORT}.json"):
            answer = anyio.run(got, place)
            assert (answer.status_code, answer.json()["error"]) == (503, "StoreBroken"), answer.text
            assert "dateline doctor" in answer.json()["message"]


def test_whoever_asks_in_python_is_told_too(store: Path) -> None:
    turned(store, *(place + 999 for place in blocks(store)))
    with pytest.raises(StoreBroken, match="dateline doctor"), Chronicle.open(store, read_only=True) as chronicle:
        list(chronicle.records())


def test_a_lock_in_the_name_of_a_file_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "block and lock.duckdb"
    path.write_bytes(b"no store")
    assert run(["timeline", "--store", str(path)]) == 4
    assert "in use" not in capsys.readouterr().err
