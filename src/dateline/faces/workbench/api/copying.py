"""What a screen shows, as SQL to be copied into a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.chronicle.asking import understood
from dateline.chronicle.views.written import written
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import get

ViewName = Literal["timeline", "nodes", "network", "places", "contested", "claims", "commitments"]


@dataclass(frozen=True, slots=True)
class Asked:
    view: ViewName
    q: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """`sql` stands alone: it can be run on the store by whatever reads DuckDB files."""

    query: str
    sql: str


def copying(desk: Desk, asked: Asked) -> Copied:
    """A view of what a query finds as one piece of SQL."""
    query = understood(desk.chronicle, asked.q)
    return Copied(str(query), written(getattr(desk.chronicle, asked.view)(query)))


ROUTES = (get("/copy.json", copying),)
