"""The ledger of claims: contested figures, who said what, what was promised and threatened, and what is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dateline.chronicle.asking import newest, understood
from dateline.chronicle.query import Query
from dateline.chronicle.store import Chronicle
from dateline.chronicle.views.figures import groups
from dateline.chronicle.views.incident import deadline_words
from dateline.chronicle.views.ledger import claims_where
from dateline.chronicle.views.ledgers import bound, denied, statements, states
from dateline.chronicle.views.spread import cards
from dateline.chronicle.views.words import passages
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import Page, page

SIZE = {"figures": 40, "statements": 100, "commitments": 100, "threats": 100, "denials": 40}      # rows of a page
KINDS = {"commitments": ("promise", "demand"), "threats": ("threat", "ultimatum")}
AGAINST = frozenset({"denies", "doubts"})

State = Literal["open", "met", "broken", "lapsed", "unknown"]
Stance = Literal["asserts", "denies", "doubts", "believes", "promises", "threatens", "asks"]
Count = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """`every`: also figures on which all agree; `by`, `stance`: of statements; `state`: of commitments and threats."""

    q: str = ""
    tab: Literal["figures", "statements", "commitments", "threats", "denials"] = "figures"
    every: Literal["no", "yes"] = "no"
    by: str = ""
    stance: Stance | None = None
    state: State | None = None
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Claims:
    """A page of one tab. Rows are: of figures, one an incident and kind, with its `values`; of statements, those of the
    view of claims; of commitments and threats, those of the view of commitments, with the words of the deadline
    (`how`) and of what settled it (`settled`); of denials, incidents with who says so (`said`) and who denies it."""

    query: str
    tab: str
    newest: date | None
    total: int
    page: int
    size: int
    counts: Mapping[str, tuple[Count, ...]]
    rows: tuple[Mapping[str, Any], ...]


def claims(desk: Desk, asked: Asked) -> Claims:
    """One tab of the ledger, for the incidents that a query finds."""
    chronicle = desk.chronicle
    query = understood(chronicle, asked.q)
    rows, total, counts = _TABS[asked.tab](chronicle, query, asked)
    return Claims(str(query), asked.tab, newest(chronicle), total, asked.page, SIZE[asked.tab], counts, tuple(rows))


Found = tuple[list[Mapping[str, Any]], int, Mapping[str, tuple[Count, ...]]]


def _figures(chronicle: Chronicle, query: Query, asked: Asked) -> Found:
    rows, total = groups(chronicle, query, every=asked.every == "yes", size=SIZE["figures"], number=asked.page)
    return list(rows), total, {}


def _statements(chronicle: Chronicle, query: Query, asked: Asked) -> Found:
    found = statements(chronicle, query, by=asked.by, stance=asked.stance or "", size=SIZE["statements"],
                       number=asked.page)
    return list(found.rows), found.total, {"speaker": found.speakers, "stance": found.stances}


def _bound(chronicle: Chronicle, query: Query, asked: Asked) -> Found:
    kinds = KINDS[asked.tab]
    rows, total = bound(chronicle, query, kinds, state=asked.state or "", size=SIZE[asked.tab], number=asked.page)
    how = deadline_words(chronicle, [row["incident"] for row in rows if row["deadline"]])
    ends = {(one.report, one.id): one for one in passages(chronicle, "event", [
        (row["settled_by"], row["settled_by_event"]) for row in rows if row["settled_by_event"]])}
    told = [{**row, "how": how.get(row["incident"]),
             "settled": _quoted(ends.get((row["settled_by"], row["settled_by_event"])))} for row in rows]
    return list(told), total, {"state": tuple(states(chronicle, query, kinds))}


def _quoted(passage: Any) -> Mapping[str, Any] | None:
    if passage is None:
        return None
    return {"report": passage.report, "event": passage.id, "outlet": passage.outlet, "told": passage.told,
            "text": passage.text}


def _denials(chronicle: Chronicle, query: Query, asked: Asked) -> Found:
    ids, total = denied(chronicle, query, size=SIZE["denials"], number=asked.page)
    said: dict[str, list[Mapping[str, Any]]] = {}
    for row in claims_where(chronicle, ("i.id IN (SELECT unnest(string_split(?, ',')))", (",".join(ids),))):
        said.setdefault(row["incident"], []).append(row)
    return [{**card, "said": tuple(row for row in said.get(card["id"], ()) if row["stance"] not in AGAINST),
             "denied": tuple(row for row in said.get(card["id"], ()) if row["stance"] in AGAINST)}
            for card in cards(chronicle, ids)], total, {}


_TABS = {"figures": _figures, "statements": _statements, "commitments": _bound, "threats": _bound, "denials": _denials}

ROUTES = (page("/claims", claims),)
