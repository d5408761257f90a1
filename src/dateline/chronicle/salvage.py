"""What can still be read of a broken store: its records, whole, as `dateline add` takes them.

Everything else that a store holds is made of them. Where a block of the file is broken, what stands in it is halved
until each record that can be read has been, so that no more is lost than its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb

from dateline.chronicle.opening import looked_over, trouble
from dateline.chronicle.rows import ask, one
from dateline.chronicle.whole import record_of
from dateline.model import to_json
from dateline.writing import whole_file

MANY = 512              # records read at a time


def salvage(store: Path, file: Path) -> tuple[int, int]:
    """Write the records of a store that can be read to a file; how many those were, and how many could not be.

    Raises what keeps the store from being opened, and NoAccess where the file cannot be written.
    """
    with closing(looked_over(store)) as db:
        try:
            last, total = one(db, "SELECT coalesce(max(number), 0), count(*) FROM kept.records")
        except duckdb.Error as error:
            raise trouble(store, error) or error from error
        saved = 0
        with whole_file(file) as half, half.open("w", encoding="utf-8", newline="\n") as lines:
            for first in range(1, last + 1, MANY):
                for body, text in _readable(db, first, min(first + MANY - 1, last)):
                    lines.write(to_json(record_of(body, text)) + "\n")
                    saved += 1
    return saved, total - saved


def _readable(db: Any, first: int, last: int) -> Iterator[tuple[str, str]]:
    """Bodies and texts of the records with these numbers, without those that cannot be read."""
    try:
        yield from ask(db, "SELECT r.body, t.text FROM kept.records r JOIN reports t ON t.id = r.report "
                           "WHERE r.number BETWEEN ? AND ? ORDER BY r.number", first, last)
    except duckdb.Error:
        if first < last:
            middle = (first + last) // 2
            yield from _readable(db, first, middle)
            yield from _readable(db, middle + 1, last)
