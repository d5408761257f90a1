"""Search: incidents and passages of reports that a query finds, and how many there are of which kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.chronicle.asking import Count, Found, Passage
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import Page, page

SHOWN = 50              # incidents of a page, and passages


@dataclass(frozen=True, slots=True)
class Asked:
    q: str = ""
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Hits:
    """`rows` are a page of `total` incidents, `passages` of `passage_count` reports; the counts are of all incidents
    found. `ranked`: best first by the words, else the newest first. `instead`: wider queries where nothing is found."""

    query: str
    as_of: date | None
    rows: tuple[Found, ...]
    total: int
    passages: tuple[Passage, ...]
    passage_count: int
    ranked: bool
    by_type: Count
    by_country: Count
    by_month: Count
    instead: Count
    shown: int = SHOWN


def search(desk: Desk, asked: Asked) -> Hits:
    """Incidents and passages of reports that a query finds, best first."""
    found = desk.chronicle.ask(asked.q, limit=SHOWN, offset=SHOWN * (asked.page - 1))
    return Hits(found.query, found.as_of, found.incidents, found.incident_count, found.passages, found.report_count,
                found.ranked, found.by_type, found.by_country, found.by_month, found.instead)


ROUTES = (page("/search", search),)
