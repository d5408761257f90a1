"""The network around one party, or among the busiest; and the sentences behind an edge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from annotated_types import Ge, Le

from dateline.chronicle.asking import understood
from dateline.chronicle.views.circle import Circle, Edge, Node, behind, circle
from dateline.chronicle.views.parties import is_private, party
from dateline.chronicle.views.quoted import Quote, quotes
from dateline.errors import BadRequest, NotThere
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import Page, get, page

Quad = Literal["vc", "mc", "vx", "mx"]
QUADS: dict[str, str] = {"vc": "verbal cooperation", "mc": "material cooperation", "vx": "verbal conflict",
                         "mx": "material conflict"}
Hops = Annotated[int, Ge(1), Le(3)]
Top = Annotated[int, Ge(2), Le(200)]
QUOTES = 30             # sentences of an edge at once


@dataclass(frozen=True, slots=True)
class Asked:
    """`ego` is the party in the middle, `hops` how many steps from it are shown; without one, the `top` parties.

    `edge` are the kinds of edges shown, like ``vc,mx`` (words or deeds, of cooperation or conflict), none: all. `from`
    and `to` bound the days.
    """

    ego: str = ""
    hops: Hops = 1
    q: str = ""
    from_: date | None = None
    to: date | None = None
    edge: str = ""
    top: Top = 50


@dataclass(frozen=True, slots=True)
class Network:
    """`nodes` and `rows` (the edges) are what is shown, `parties` and `ties` count what there is; `private`: the one
    asked for holds no public role in the records, so nothing is drawn around it."""

    query: str
    ego: str | None
    private: bool
    hops: int
    top: int
    parties: int
    ties: int
    months: tuple[tuple[date, int], ...]
    nodes: tuple[Node, ...]
    rows: tuple[Edge, ...]


def network(desk: Desk, asked: Asked) -> Network:
    """Who deals with whom: around a party, step by step, or the busiest parties and what is between them."""
    chronicle = desk.chronicle
    query = understood(chronicle, asked.q)
    own = party(chronicle, asked.ego) if asked.ego else None
    if asked.ego and own is None:
        raise NotThere(f"actor {asked.ego!r}", "/actors lists those there are")
    names = own.names if own else ()
    hidden = own is not None and is_private(chronicle, own)
    if hidden:
        found = Circle((), (), 0, 0, ())
    else:
        found = circle(chronicle, query, egos=names, hops=asked.hops, top=asked.top, quads=quads(asked.edge),
                       days=(asked.from_, asked.to))
    return Network(str(query), names[0] if names else None, hidden, asked.hops, asked.top, found.parties, found.ties,
                   found.months, found.nodes, found.edges)


def quads(edge: str) -> list[str]:
    named = [part.strip() for part in edge.split(",") if part.strip()]
    if unknown := [part for part in named if part not in QUADS]:
        raise BadRequest(f"{unknown[0]!r} is no kind of edge", f"there are {', '.join(QUADS)}")
    return [QUADS[part] for part in named]


# ── behind an edge ───────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class AskedEdge:
    source: str
    target: str
    quad: Quad | None = None
    q: str = ""
    from_: date | None = None
    to: date | None = None
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Words:
    """`total` incidents are behind the edge; of each of `incidents`, a page of them, the words that tell it first."""

    total: int
    incidents: tuple[str, ...]
    quotes: tuple[Quote, ...]


def words(desk: Desk, asked: AskedEdge) -> Words:
    """The incidents behind an edge, the latest first, with the words that tell them."""
    query = understood(desk.chronicle, asked.q)
    ids, keys = behind(desk.chronicle, query, (asked.source, asked.target, QUADS.get(asked.quad or "")),
                       days=(asked.from_, asked.to), most=QUOTES * asked.page)
    here = slice(QUOTES * (asked.page - 1), QUOTES * asked.page)
    return Words(len(ids), tuple(ids[here]), quotes(desk.chronicle, "event", keys[here]))


ROUTES = (page("/network", network), get("/network/words.json", words))
