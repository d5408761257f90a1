"""The exact sentences behind anything shown: one key, on every screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle import Chronicle
from dateline.chronicle.views.quoted import Evidence, of_cell, of_id
from dateline.chronicle.views.view import View
from dateline.errors import BadRequest
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import get


@dataclass(frozen=True, slots=True)
class Asked:
    """An `id` (or its beginning; ``ID:killed`` for one kind of figure, ``ID:commitment`` for what settled it), or a
    cell of a counted view: its name, the query, `of`, `by` and `per` as the view has them, and the keys of the row,
    each ``name=value``, with no value where it is null: ``view=network&cell=source=Chile&cell=target=Peru``."""

    id: str = ""
    view: Literal["dyads", "network", "nodes", "panel", "places"] | None = None
    q: str = ""
    of: Literal["country", "sector", "name"] | None = None
    by: Literal["day", "week", "month", "quarter", "year", "country", "region"] | None = None
    per: Literal["day", "week", "month", "quarter", "year"] | None = None
    cell: tuple[str, ...] = ()


def peek(desk: Desk, asked: Asked) -> Evidence:
    """The words behind an id or a cell: who says so, who reports it, and how to cite it."""
    if asked.id:
        return of_id(desk.chronicle, asked.id)
    if not asked.view:
        raise BadRequest("nothing is asked for", "give an id, or a view and a cell")
    try:
        return of_cell(_view(desk.chronicle, asked), dict(_keys(asked)))
    except ValueError as error:
        raise BadRequest(str(error), "give each as cell=name=value") from None


def _view(chronicle: Chronicle, asked: Asked) -> View:
    how: dict[str, Any] = {name: value for name in ("of", "by", "per") if (value := getattr(asked, name))}
    try:
        view: View = getattr(chronicle, asked.view or "")(asked.q, **how)
    except TypeError:
        raise BadRequest(f"{asked.view} has no {', '.join(how)}", "leave it out") from None
    return view


def _keys(asked: Asked) -> Iterator[tuple[str, str | None]]:
    for one in asked.cell:
        name, sign, value = one.partition("=")
        if not sign:
            raise BadRequest(f"{one!r} is no name=value", "write it like source=Chile")
        yield name, value or None


ROUTES = (get("/peek.json", peek),)
