"""What a batch of reports changes in the chronicle: who meets whom, what is one happening, and the tables of incidents.

The door is `linked`. It runs inside the transaction of whoever calls it, and everything it writes is worked out from
the newest records, the families of copies and the judgements alone, so that neither the order in which reports come
nor how they are dealt into batches changes any table but `links` (which are only ever added) and `changes`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.chronicle.judgements import Effects, Touched
from dateline.model import Record

if TYPE_CHECKING:
    import duckdb


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


def linked(db: duckdb.DuckDBPyConnection, batch: Batch, effects: Effects) -> None:
    """Bring accounts, keys, links, incidents and all their tables, aliases, commitments and changes up to date.

    To be called in an open transaction with the store's database in use, after `reports` (with `family`) and
    `kept.records` hold the batch, and, of reports taken down, while or after their rows go: it reads only its own
    tables of them.
    """
