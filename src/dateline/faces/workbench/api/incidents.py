"""Incidents over time: lanes, density, list and table. (One incident alone: api/incident.py.)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from dateline.chronicle.asking import newest, understood
from dateline.chronicle.query import Query
from dateline.chronicle.views.spread import Spread, asked_days, bare, cards, count_where, page_ids, spread
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, Page, page

AHEAD = 62              # days after the newest report that lanes show where the query names no days
MARKS = 100             # deadlines shown at once, at most

Sort = Literal["day", "told", "type", "label", "place", "independent", "reports", "confidence", "-day", "-told",
               "-type", "-label", "-place", "-independent", "-reports", "-confidence"]


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = ""
    view: Literal["lanes", "list", "table"] = "lanes"
    by: Literal["actor", "country", "type"] = "actor"
    sort: Sort = "-day"
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a promise, a threat or a demand, and what became of it."""

    incident: str
    day: date
    kind: str
    state: str
    actor: str | None
    owed_to: str | None
    label: str | None
    lane: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """The days shown, and how many incidents of the query lie before and after them."""

    start: date | None
    end: date | None
    asked: bool             # whether the query names them
    later: int              # incidents after it that are not among the rows


@dataclass(frozen=True, slots=True)
class Incidents:
    """A page of incidents, how all that the query finds are spread over time, and the deadlines in these days.

    `rows` of lanes have a day; where the query names days they are those told by most voices, else the latest.
    """

    query: str                          # as understood
    timeless: str                       # the same without what it says of days: to put other days beside it
    newest: date | None
    total: int                          # in this view
    found: int                          # by the query: also those without a day
    undated: int
    page: int
    density: Spread
    window: Window
    deadlines: tuple[Deadline, ...]
    rows: tuple[Mapping[str, Any], ...]


def incidents(desk: Desk, asked: Asked) -> Incidents:
    """The incidents that a query finds, over time: rows, density, deadlines."""
    chronicle = desk.chronicle
    query = understood(chronicle, asked.q)
    today, days, timeless = newest(chronicle), asked_days(chronicle, query), bare(query, "time")
    # Two strips: of all there is, to choose days from, and of what is found, to count.
    density = spread(chronicle, timeless, days)
    found = spread(chronicle, query) if timeless != query else density
    if asked.view == "lanes":
        ids, total, later = _of_lanes(desk, query, asked.page, found.dated, None if days != (None, None) else today)
    else:
        ids = page_ids(chronicle, query, asked.sort, size=ROWS, number=asked.page)
        total, later = found.total, 0
    rows = tuple({**row, "lane": _lane(row, asked.by)} for row in cards(chronicle, ids))
    window = _window(rows, days, later)
    marks = _deadlines(desk, timeless, asked.by, window, today) if asked.view == "lanes" else ()
    return Incidents(str(query), str(timeless), today, total, found.total, found.total - found.dated, asked.page,
                     density, window, marks, rows)


def _of_lanes(desk: Desk, query: Query, number: int, dated: int,
              today: date | None) -> tuple[list[str], int, int]:
    """The ids of a page of lanes, how many there are, and how many were left out for lying far ahead of today; where
    the query names days, nobody says today, and those come first that most voices tell."""
    if not today:
        return page_ids(desk.chronicle, query, "-independent", size=ROWS, number=number, dated=True), dated, 0
    until = today + timedelta(days=AHEAD)
    ids = page_ids(desk.chronicle, query, "-day", size=ROWS, number=number, dated=True, until=until)
    later = count_where(desk.chronicle, query, ("i.time_start > ?", (until,)))
    return ids, dated - later, later


def _lane(row: Mapping[str, Any], by: str) -> str | None:
    if by == "actor":
        return row["actors"][0] if row["actors"] else None
    return row[by] or None


def _window(rows: tuple[Mapping[str, Any], ...], days: tuple[date | None, date | None], later: int) -> Window:
    told = [row for row in rows if row["day"]]
    first = days[0] or min((row["day"] for row in told), default=None)
    last = days[1] or max((row["until"] or row["day"] for row in told), default=None)
    return Window(first, last, days != (None, None), later)


def _deadlines(desk: Desk, query: Query, by: str, window: Window, today: date | None) -> tuple[Deadline, ...]:
    """Those of the incidents of a query, whether they happened or not, that fall into these days or just after."""
    if not window.start or not window.end:
        return ()
    end = window.end if window.asked else max(window.end, (today or window.end) + timedelta(days=AHEAD))
    due = [row for row in desk.chronicle.commitments(query)
           if row["deadline"] and window.start <= row["deadline"] <= end][-MARKS:]
    known = {} if by == "actor" else {
        row["id"]: row for row in cards(desk.chronicle, [row["incident"] for row in due])}
    return tuple(Deadline(row["incident"], row["deadline"], row["kind"], row["state"], row["actor"], row["owed_to"],
                          row["label"], row["actor"] if by == "actor" else _lane(known[row["incident"]], by))
                 for row in due)


ROUTES = (page("/incidents", incidents),)
