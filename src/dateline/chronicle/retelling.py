"""What is kept of every telling made anew from the records, where it has other fields now than when it was kept.

First all bodies, for whoever is weighed needs those of all whom it meets; then reports a few at a time, as if they had
been coded anew: what that changes stands in the change feed, and the links of before stay beside the new ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.chronicle.accounts import name, story_rows
from dateline.chronicle.judging import effects_in
from dateline.chronicle.linking import Batch, linked
from dateline.chronicle.rows import ask, ints, next_batch, put, texts
from dateline.chronicle.told import SHAPE, told, written
from dateline.chronicle.whole import record_of
from dateline.model import Record

MANY = 500              # reports at a time
WHY = "made anew by a newer Dateline, which keeps more of each telling"


def retell(db: Any) -> None:
    """In an open transaction."""
    db.execute("DELETE FROM kept.stories")
    for records in _newest(db):
        _rewrite(db, records)
    for records in _newest(db):
        linked(db, Batch(*next_batch(db, 0), records, why=WHY), effects_in(db))
    db.execute("UPDATE kept.store SET shape = ?", [SHAPE])


def _newest(db: Any) -> Iterator[list[Record]]:
    """The newest records of all reports, some at a time."""
    after = 0
    while found := ask(db, f"SELECT t.number, r.body, t.text FROM reports t JOIN kept.records r ON r.id = t.record "
                           f"WHERE t.number > ? ORDER BY t.number LIMIT {MANY}", after):
        yield [record_of(body, text) for _, body, text in found]
        after = found[-1][0]


def _rewrite(db: Any, records: list[Record]) -> None:
    new = [one for record in records for one in told(record)]
    put(db, "kept.stories", story_rows(new))
    ask(db, "UPDATE kept.accounts SET body = other.body FROM other WHERE kept.accounts.id = other.id",
        other={"id": ints(name(one.key) for one in new), "body": texts(map(written, new))})
