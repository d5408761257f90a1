"""Copies found one batch after the other are those found in all texts at once; what is taken down is gone."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronicle import Added, Chronicle
from dateline.chronicle.families import leave, settle, write
from dateline.chronicle.rows import put
from dateline.chronicle.schema import TABLES, ddl
from dateline.errors import NotKept
from dateline.model import digest
from dateline.report.copies import families
from values import TEXT, record

WORDS = [f"word{n}" for n in range(300)]


def texts(seed: int) -> dict[str, str]:
    """Some texts, and some that were cut, joined, or changed in a few words: kin near and far."""
    r = random.Random(seed)
    bases = [r.choices(WORDS, k=r.choice((5, 20, 35, 60, 100))) for _ in range(5)]
    made = []
    for _ in range(24):
        words, way = list(r.choice(bases)), r.random()
        if way < 0.3:
            words = words[: max(3, len(words) * 2 // 3)]
        elif way < 0.6:
            words += r.choice(bases)
        elif way < 0.8:
            words = [word if r.random() > 0.05 else "other" for word in words]
        made.append(" ".join(words))
    return {digest(str(n), str(seed)): text for n, text in enumerate(made)}


def empty() -> duckdb.DuckDBPyConnection:
    db = duckdb.connect(":memory:")
    db.execute("CREATE SCHEMA kept")
    for name in ("reports", "kept.signatures", "kept.bands"):
        db.execute(ddl(name, TABLES[name]))
    return db


def add(db: duckdb.DuckDBPyConnection, new: dict[str, str]) -> None:
    found = settle(db, new)
    write(db, found.moved)
    columns = list(TABLES["reports"].columns)
    for name, text in new.items():
        row = {"id": name, "text": text, "family": found.new[name]}
        put(db, "reports", [tuple(row.get(column) for column in columns)])


def known(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(db.execute("SELECT id, family FROM reports").fetchall())


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.integers(1, 9), st.randoms(use_true_random=False))
def test_families_depend_on_neither_order_nor_batch(seed: int, size: int, moves: random.Random) -> None:
    given = texts(seed)
    names = sorted(given)
    moves.shuffle(names)
    with empty() as db:
        for at in range(0, len(names), size):
            add(db, {name: given[name] for name in names[at : at + size]})
        assert known(db) == families(given)


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.sets(st.integers(0, 23), min_size=1, max_size=6))
def test_whoever_was_kin_only_through_what_is_gone_is_so_no_longer(seed: int, gone: set[int]) -> None:
    given = texts(seed)
    out = {name for n, name in enumerate(sorted(given)) if n in gone}
    with empty() as db:
        add(db, given)
        moved = leave(db, out)
        db.execute(f"DELETE FROM reports WHERE id IN ({','.join('?' * len(out))})", sorted(out))
        write(db, moved)
        assert known(db) == families({name: text for name, text in given.items() if name not in out})


# ── taken down ───────────────────────────────────────────────────────────────────────────────────

def test_nothing_is_left_of_a_report_taken_down_but_its_stone(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    one, other = (record(f"{word} {TEXT}", outlet=word) for word in ("Quagmarsh", "Fensedge"))
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all([one, other]))
    assert b"Quagmarsh" in path.read_bytes()
    with Chronicle.open(path) as chronicle:
        assert chronicle.forget(one.report.id, by="Mina", why="asked by the paper") == []
        assert [kept.report for kept in chronicle.reports()] == [other.report.id]
        assert chronicle.sql("SELECT what, incident, reason FROM changes WHERE field = 'report'").fetchall() == [
            ("withdrawn", one.report.id, "taken down by Mina: asked by the paper")]
        assert chronicle.sql("SELECT DISTINCT report FROM tellings").fetchall() == [(other.report.id,)]
    for file in tmp_path.iterdir():
        assert b"Quagmarsh" not in file.read_bytes(), file
    assert b"Fensedge" in path.read_bytes()


def test_what_was_taken_down_comes_back_only_when_forced(tmp_path: Path) -> None:
    one = record()
    with Chronicle.open(tmp_path / "s.duckdb") as chronicle:
        chronicle.add(one)
        twin = record(outlet="Elsewhere")
        chronicle.add(twin)
        assert chronicle.forget(one.report.id, by="Mina", why="asked") == [twin.report.id]
        refused = chronicle.add(one)
        assert (refused.what, refused.kept) == ("refused", False)
        assert refused.told and "taken down" in refused.told and "--force" in refused.told
        assert chronicle.held().refused(one.report) == refused.told
        assert chronicle.add(record(outlet="A third paper")).what == "refused"
        assert chronicle.add(one, force=True) == Added(one.report.id, "new")
        assert chronicle.held().refused(one.report) is None
        with pytest.raises(NotKept, match="nobody"):
            chronicle.forget("nobody", by="Mina", why="asked")
