"""A small store with all that stands beside one, and the harm that is done to its file."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgement, Verdict
from values import TEXT, record

BLOCK, HEAD = 262_144, 12_288           # bytes of a block of a DuckDB file, and of what stands before the first
RECORDS = [record(f"Day {n}. {TEXT}", outlet=f"Paper {n % 5}", day=f"2026-03-{n % 9 + 1:02}") for n in range(40)]


def made(path: Path) -> Path:
    """A store of two batches, with its index and a judgement."""
    with Chronicle.open(path) as chronicle:
        chronicle.add_batch(RECORDS[:20])
        chronicle.add_batch(RECORDS[20:])
        first = RECORDS[0]
        chronicle.judge(Judgement.make(Verdict(first.report.id, first.events[0].id, None, True), by="Mina",
                                       at="2026-03-08T10:00:00+00:00"))
        chronicle.ask("police")
    return path


def turned(path: Path, *at: int) -> None:
    """One bit turned at each of these places."""
    data = bytearray(path.read_bytes())
    for place in at:
        data[place] ^= 4
    path.write_bytes(data)


def block_of(path: Path, table: str) -> int:
    """Where the first block of a table's own lies."""
    with duckdb.connect(str(path), read_only=True) as db:
        block, = db.execute("SELECT min(block_id) FROM pragma_storage_info(?) WHERE block_id >= 0", [table]).fetchone() or (0,)
    return HEAD + int(block) * BLOCK


def blocks(path: Path) -> list[int]:
    """Where each block of each table lies."""
    with duckdb.connect(str(path), read_only=True) as db:
        tables = db.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        found = {block for table, in tables for block, in db.execute(
            "SELECT DISTINCT block_id FROM pragma_storage_info(?) WHERE block_id >= 0", [table]).fetchall()}
    return [HEAD + block * BLOCK for block in sorted(found)]
