"""What is kept of every telling made anew from the records, where it has other fields now than when it was kept.

First all bodies, for whoever is weighed needs those of all whom it meets; then reports a few at a time, as if they had
been coded anew: what that changes stands in the change feed, and the links of before stay beside the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from dateline.chronicle.accounts import name, story_rows
from dateline.chronicle.judging import effects_in
from dateline.chronicle.linking import Batch, linked
from dateline.chronicle.rows import Tell, ask, ints, next_batch, one, put, texts, untold
from dateline.chronicle.told import SHAPE, told, written
from dateline.chronicle.whole import record_of
from dateline.model import Record

MANY = 500              # reports at a time
WHY = "made anew by a newer Dateline, which keeps more of each telling"


def retell(db: Any, tell: Tell = untold) -> None:
    """In an open transaction. `tell` hears how far it has come, for many reports take their time."""
    db.execute("DELETE FROM kept.stories")
    for records in _newest(db, partial(tell, "read again")):
        _rewrite(db, records)
    for records in _newest(db, partial(tell, "put together again")):
        linked(db, Batch(*next_batch(db, 0), records, why=WHY), effects_in(db))
    db.execute("UPDATE kept.store SET shape = ?", [SHAPE])


def _newest(db: Any, tell: Callable[[int, int], None]) -> Iterator[list[Record]]:
    """The newest records of all reports, some at a time; `tell` hears how many are done, and of how many."""
    after = done = 0
    total, = one(db, "SELECT count(*) FROM reports")
    while found := ask(db, f"SELECT t.number, r.body, t.text FROM reports t JOIN kept.records r ON r.id = t.record "
                           f"WHERE t.number > ? ORDER BY t.number LIMIT {MANY}", after):
        yield [record_of(body, text) for _, body, text in found]
        tell(done := done + len(found), total)
        after = found[-1][0]


def _rewrite(db: Any, records: list[Record]) -> None:
    new = [each for record in records for each in told(record)]
    put(db, "kept.stories", story_rows(new))
    ask(db, "UPDATE kept.accounts SET body = other.body FROM other WHERE kept.accounts.id = other.id",
        other={"id": ints(name(each.key) for each in new), "body": texts(map(written, new))})
