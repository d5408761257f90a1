"""What goes into one file that is opened without a store: incidents whole, with the sentences behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.outward import OUTGOING, Extract, with_text
from dateline.chronicle.views.ground import points
from dateline.chronicle.views.quoted import Quote, quotes
from dateline.chronicle.views.told import timeline
from dateline.chronicle.views.words import tellings_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

MOST = 5_000            # incidents: more make a file that browsers open slowly
SOME = 2_000            # tellings whose sentences are looked up at once

POINT, NOWHERE = ("lat", "lon", "precision"), (None, None, None)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pocket:
    """Rows as the tables and views of these names have them, incidents with the point at which they are drawn (`lat`,
    `lon`, and how exactly it is known: `precision`); `quotes` name the incident they tell. `left`: incidents
    of the earliest days that are left out because there are too many."""

    incidents: tuple[Row, ...]
    quotes: tuple[Quote, ...]
    figures: tuple[Row, ...]
    claims: tuple[Row, ...]
    commitments: tuple[Row, ...]
    reports: tuple[Row, ...]
    left: int


def pocket(chronicle: Chronicle, extract: Extract, *, text: bool = False, most: int = MOST) -> Pocket:
    """The part of the store that an extract chose; the latest where it is too much. Reports without their text, unless
    it is asked for."""
    told_of = list(timeline(chronicle, extract.query, limit=most))
    names = [row["incident"] for row in told_of]
    where = points(chronicle, names)
    incidents = tuple({**row, **dict(zip(POINT, where.get(row["incident"], NOWHERE), strict=True))} for row in told_of)
    kept = frozenset(names)
    found = tuple(_quotes(chronicle, names))
    of_commitments = tuple(chronicle.commitments(extract.query, limit=most))
    reports = with_text(OUTGOING["reports"]) if text else OUTGOING["reports"]
    told = {quote.report for quote in found}
    return Pocket(
        incidents, found, tuple(row for row in extract.dicts(OUTGOING["figures"].sql) if row["incident"] in kept),
        tuple(row for row in chronicle.claims(extract.query) if row["incident"] in kept), of_commitments,
        tuple(row for row in extract.dicts(reports.sql) if row["report"] in told),
        max(0, extract.counts()["incidents"] - len(incidents)))


def _quotes(chronicle: Chronicle, incidents: Sequence[str]) -> Iterator[Quote]:
    keys = tellings_of(chronicle, incidents)
    for at in range(0, len(keys), SOME):
        yield from quotes(chronicle, "event", keys[at:at + SOME])
