"""What a store holds, in numbers: read in a moment however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from dateline.chronicle.rows import among, ask, one, texts
from dateline.model import FigureKind

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle


@dataclass(frozen=True, slots=True)
class Overview:
    """`batch`: number of the newest batch of changes; `changes`: incidents that changed since one, by what became of
    them, and of these how many `figures` were revised and how many commitments came to other `states`; `judgements`:
    those that count; `newest`: the last day on which a report came out."""

    reports: int
    incidents: int
    failures: int
    judgements: int
    newest: date | None
    batch: int
    changes: Mapping[str, int]


def overview(chronicle: Chronicle, *, since: int | None = None) -> Overview:
    """What the store holds; with `since`, also what has changed since that batch."""
    db = chronicle.cursor()
    counts = one(db, """
        SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM incidents), (SELECT count(*) FROM failures),
               (SELECT count(*) FROM decisions WHERE active),
               (SELECT max(coalesce(published_end, published_start)) FROM reports),
               (SELECT coalesce(max(number), 0) FROM kept.batches)""")
    changed = ask(db, "SELECT what, count(DISTINCT incident) FROM changes WHERE number > ? GROUP BY what ORDER BY what",
                  since) if since is not None else []
    changed += _revised(db, since) if since is not None else []
    reports, incidents, failures, judgements, newest, batch = counts
    return Overview(reports, incidents, failures, judgements, newest, batch, {what: many for what, many in changed})


def _revised(db: Any, since: int) -> list[tuple[str, int]]:
    """Of what changed: how many figures, and how many commitments came to another state."""
    found = ask(db, """
        SELECT CASE field WHEN 'state' THEN 'states' ELSE 'figures' END AS of, count(DISTINCT (incident, field))
        FROM changes WHERE number > ? AND what = 'changed' AND before IS NOT NULL
                           AND (field = 'state' OR field IN (SELECT name FROM asked))
        GROUP BY of ORDER BY of""", since, asked={"name": texts(get_args(FigureKind))})
    return [(of, many) for of, many in found]


def stamp(chronicle: Chronicle) -> tuple[int, ...]:
    """Numbers that are others once something has been written."""
    return tuple(one(chronicle.cursor(), """
        SELECT (SELECT coalesce(max(number), 0) FROM kept.batches), (SELECT count(*) FROM decisions),
               (SELECT count(*) FROM decisions WHERE active), (SELECT count(*) FROM reports)"""))


def is_empty(chronicle: Chronicle) -> bool:
    """Whether there is no report yet."""
    return not ask(chronicle.cursor(), "SELECT 1 FROM reports LIMIT 1")


def are_reports(chronicle: Chronicle, names: Iterable[str]) -> set[str]:
    """Which of these are ids of reports of the store."""
    return among(chronicle.cursor(), "reports", "id", names)
