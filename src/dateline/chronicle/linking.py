"""What a batch of reports changes in the chronicle: who meets whom, and what is one happening.

The door is `linked`. It runs inside the transaction of whoever calls it, and everything it writes is worked out from
the newest records, the families of copies and the judgements alone, so that neither the order in which reports come
nor how they are dealt into batches changes any table but `links` (which are only ever added) and `changes`.

Each step is one query for the whole batch: the tellings that are new or other than before (`accounts`), who stands for
the same words in copies (`copies`), whom they meet and what that weighs (`meeting`), all that this can change, which is
what links of positive weight lead to (`components`), and of that the groups (`groups`). What becomes of the groups is
written by deriving.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dateline.chronicle.judgements import Effects, Touched
from dateline.model import Record


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction brings.

    number, at  of the batch, for the change feed
    records     the newest record of each report that is new or coded anew in it
    moved       reports kept before whose family of copies is another now (`reports.family` says which)
    gone        reports taken down, each with the reason as the change feed shall tell it
    touched     what judgements changed, and `why`: what the feed says of it
    """

    number: int
    at: str
    records: Sequence[Record] = ()
    moved: Collection[str] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)
    why: str | None = None


def linked(db: Any, batch: Batch, effects: Effects | None = None) -> None:
    """Bring accounts, keys, links, incidents and all their tables, aliases, commitments and changes up to date.

    To be called in an open transaction with the store's database in use, after `reports` (with `family`) and
    `kept.records` hold the batch, and, of reports taken down, after their rows went: it reads only its own tables of
    them.
    """
    from dateline.chronicle.accounts import taken_in
    from dateline.chronicle.deriving import derive
    from dateline.chronicle.meeting import regrouped

    effects = effects or Effects()
    work = taken_in(db, batch, effects)
    if work:
        derive(work, regrouped(work))


@contextmanager
def in_memory(records: Iterable[Record]) -> Iterator[Any]:
    """A store of these records that is kept nowhere."""
    import duckdb

    from dateline.chronicle.adding import add_batch
    from dateline.chronicle.schema import TABLES, ddl

    with duckdb.connect(":memory:", config={"threads": "1"}) as db:
        db.execute("ATTACH ':memory:' AS chronicle")
        db.execute("USE chronicle")
        db.execute("CREATE SCHEMA kept")
        for name, table in TABLES.items():
            db.execute(ddl(name, table))
        add_batch(db, list(records))
        yield db
