"""What has changed since somebody last looked, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.chronicle.changes import Change
from dateline.chronicle.overview import overview
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, Page, page


@dataclass(frozen=True, slots=True)
class Asked:
    """`since`: a batch's number, a day or an ISO time; none: what was last looked at, else the newest batch alone."""

    since: str | None = None
    until: str | None = None
    what: Literal["added", "changed", "merged", "split", "withdrawn"] | None = None
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the change feed, with what the incident is called now."""

    number: int
    at: str
    what: str
    incident: str
    label: str | None
    others: tuple[str, ...]
    field: str | None
    before: str | None
    after: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`since` is from where it is told, `change` the newest batch; `counts` how many lines there are of each kind."""

    rows: tuple[Row, ...]
    total: int
    counts: Mapping[str, int]
    since: str
    change: int


def changes(desk: Desk, asked: Asked) -> Feed:
    """What was added, changed, merged, split and withdrawn since a moment, and why."""
    chronicle = desk.chronicle
    newest, looked = overview(chronicle).batch, desk.notes.kept.looked
    since = asked.since if asked.since is not None else str(max(newest - 1, 0) if looked is None else looked)
    found = desk.remembered("changes", (since, asked.until, newest), lambda: chronicle.changes(since, asked.until))
    counts = Counter(one.what for one in found)
    picked = [one for one in found if asked.what in (None, one.what)]
    shown = picked[ROWS * (asked.page - 1):ROWS * asked.page]
    labels = chronicle.labels({one.incident for one in shown})
    rows = tuple(_row(one, labels.get(one.incident)) for one in shown)
    return Feed(rows, len(picked), dict(counts), since, newest)


def _row(one: Change, label: str | None) -> Row:
    return Row(one.number, one.at, one.what, one.incident, label, one.others, one.field, one.before, one.after,
               one.reason)


ROUTES = (page("/changes", changes),)
