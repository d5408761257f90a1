"""Stores of every earlier format, as the Dateline of that time made them, are brought up to date and lose nothing.

`stores/format-N.sql` is frozen: two reports, each coded twice, the second time by a coder that sees less or nothing.
"""

from __future__ import annotations

from dataclasses import make_dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.migrations import STEPS
from dateline.chronicle.opening import FORMAT, STORAGE
from dateline.chronicle.packing import shape
from dateline.chronicle.schema import TABLES
from dateline.chronicle.told import SHAPE
from dateline.errors import StoreNewer, StoreOlder
from dateline.faces.cli import run
from dateline.model import Failure

STORES = Path(__file__).resolve().parent / "stores"
FORMATS = range(1, FORMAT)
ADDED_UP = [name for name in TABLES if name == "kept.pairs" or (not name.startswith("kept.") and name not in ("changes", "links"))]
ONE, OTHER = "749654806a3cf80d", "af7fb7defb9ee57b"


@pytest.fixture(params=FORMATS)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return made(tmp_path / "older.duckdb", request.param)


def made(path: Path, form: int) -> Path:
    with duckdb.connect(":memory:") as db:
        db.execute(f"ATTACH '{path}' AS older (STORAGE_VERSION '{STORAGE}')")
        db.execute("USE older")
        db.execute((STORES / f"format-{form}.sql").read_text(encoding="utf-8"))
    return path


def layout(db: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    """Every table with its columns and their types."""
    found: dict[str, list[tuple[str, str]]] = {}
    for schema, table, column, kind in db.execute(
            "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY table_name, column_index").fetchall():
        found.setdefault(table if schema == "main" else f"{schema}.{table}", []).append((column, kind))
    return found


def test_every_earlier_format_has_a_step_and_a_store_to_try_it_on() -> None:
    assert [step.format for step in STEPS] == list(FORMATS)
    assert len({step.name for step in STEPS}) == len(STEPS)
    assert all((STORES / f"format-{form}.sql").exists() for form in FORMATS)


def test_an_older_store_is_laid_out_like_a_new_one(older: Path, tmp_path: Path) -> None:
    Chronicle.open(older).close()
    Chronicle.open(tmp_path / "new.duckdb").close()
    with duckdb.connect(str(older), read_only=True) as one, duckdb.connect(str(tmp_path / "new.duckdb")) as other:
        assert layout(one) == layout(other)
        assert layout(one).keys() == TABLES.keys()
        assert one.execute("SELECT format, purge, shape FROM kept.store").fetchall() == [(FORMAT, False, SHAPE)]


def test_an_older_store_keeps_all_it_has(older: Path) -> None:
    with Chronicle.open(older) as chronicle:
        assert [(kept.report, kept.events, kept.records) for kept in chronicle.reports()] == [(ONE, 1, 2), (OTHER, 0, 2)]
        assert [record.made.dateline for record in chronicle.records(ONE)] == ["1", "2"]
        assert [len(record.names) for record in chronicle.records(ONE)] == [1, 0]
        assert chronicle.failures() == [Failure("a.pdf", "UnreadableInput", "a.pdf: a picture; make it text first")]


def test_what_is_added_up_from_an_older_store_is_what_a_new_one_adds_up(older: Path, tmp_path: Path) -> None:
    with Chronicle.open(older) as chronicle:
        found = {name: sorted(chronicle.sql(f"SELECT * FROM {name}").fetchall(), key=str) for name in ADDED_UP}
        given = [record for report in (ONE, OTHER) for record in chronicle.records(report)]
    assert found["events"] and found["incidents"] and found["kept.pairs"]
    with Chronicle.open(tmp_path / "new.duckdb") as new:
        list(new.add_all(given))
        new.add(Failure("a.pdf", "UnreadableInput", "a.pdf: a picture; make it text first"))
        assert {name: sorted(new.sql(f"SELECT * FROM {name}").fetchall(), key=str) for name in ADDED_UP} == found


def test_how_far_it_has_come_is_told_while_an_older_store_is_brought_up_to_date(
        older: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "--store", str(older)]) == 0
    assert f"{older} was kept by an older Dateline" in capsys.readouterr().err
    assert run(["add", "--store", str(older)]) == 0
    assert "older Dateline" not in capsys.readouterr().err


def test_every_report_is_told_of_once_in_each_part(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    Chronicle.open(made(tmp_path / "older.duckdb", 4),
                   tell=lambda doing, done, total: told.append((doing, done, total))).close()
    assert told == [("parties paired", 0, 1), ("parties paired", 1, 1), ("read again", 2, 2), ("put together again", 2, 2)]


def test_an_older_store_is_not_changed_by_who_only_looks(older: Path) -> None:
    before = older.read_bytes()
    with pytest.raises(StoreOlder, match="dateline add --store"):
        Chronicle.open(older, read_only=True)
    assert older.read_bytes() == before


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    path = made(tmp_path / "broken.duckdb", 3)
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE kept.records SET body = '{\"report\": {}}' WHERE number = 4")
    with pytest.raises(KeyError):
        Chronicle.open(path)
    with duckdb.connect(str(path), read_only=True) as db:
        assert db.execute("SELECT format FROM kept.store").fetchall() == [(3,)]
        assert db.execute("SELECT count(*) FROM kept.records").fetchall() == [(4,)]


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.duckdb"
    Chronicle.open(path).close()
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE kept.store SET format = ?", [FORMAT + 1])
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(StoreNewer, match="pip install --upgrade"):
            Chronicle.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_tellings_kept_with_other_fields_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Dateline whose tellings have fewer fields kept this store; the next one opens it."""
    path = made(tmp_path / "store.duckdb", FORMAT - 1)
    Chronicle.open(path).close()
    kept = "SELECT * EXCLUDE (number, component) FROM kept.accounts ORDER BY ALL"
    with duckdb.connect(str(path)) as db:
        whole = {table: db.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in ADDED_UP}
        bodies = db.execute(kept).fetchall()
        db.execute("UPDATE kept.store SET shape = 'of before'")
        db.execute("UPDATE kept.accounts SET body = '[\"too\", \"short\"]'")
        db.execute("DELETE FROM kept.keys")
        db.execute("UPDATE incidents SET status = 'future'")
    with Chronicle.open(path, read_only=True) as chronicle:         # nothing that is shown needs them
        assert len(chronicle.incidents()) == len(whole["incidents"])
    with Chronicle.open(path) as chronicle:
        assert {table: chronicle.sql(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in ADDED_UP} == whole
        assert chronicle.sql(kept).fetchall() == bodies
        told, = chronicle.changes(1)
        assert (told.what, told.field, told.before, told.after) == ("changed", "status", "future", "occurred")
        assert "newer Dateline" in (told.reason or "")
        assert not chronicle.heed()
    with Chronicle.open(path) as chronicle:
        assert len(chronicle.changes()) == 1


def kind(**fields: Any) -> type:
    return make_dataclass("T", fields.items())


SHAPES = [
    ("one more", kind(a=int), kind(a=int, b=int), False),
    ("another order", kind(a=int, b=int), kind(b=int, a=int), False),
    ("deep within", tuple[kind(a=int), ...], tuple[kind(b=int), ...], False),
    ("one, several", kind(a=str), kind(a=tuple[str, ...]), False),
    ("perhaps none", kind(a=kind(b=int)), kind(a=kind(b=int) | None), False),
    ("a further word of a list", kind(a=Literal["x"]), kind(a=Literal["x", "y"]), True),
    ("the same under another name", kind(a=int), make_dataclass("U", [("a", int)]), True),
]


@pytest.mark.parametrize(("one", "other", "same"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_shape_tells_what_cannot_be_read(one: Any, other: Any, same: bool) -> None:
    assert (shape(one) == shape(other)) == same
