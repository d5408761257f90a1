"""Views as a screen of the workbench shows them: narrowed to some of their rows, in another order.

For scripts alone (written.py): the screens themselves read a page at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dateline.chronicle.query import Query
from dateline.chronicle.values import FOLD, folded_name
from dateline.chronicle.views.counted import nodes
from dateline.chronicle.views.figures import groups_where
from dateline.chronicle.views.ledger import CONTESTED, claims, claims_where, commitments
from dateline.chronicle.views.parties import ORDERS as OF_PARTIES
from dateline.chronicle.views.parties import TALES_OF, TOLD_ONCE
from dateline.chronicle.views.people import ACTOR, actor
from dateline.chronicle.views.spread import ORDERS as OF_INCIDENTS
from dateline.chronicle.views.told import places, timeline
from dateline.chronicle.views.view import Sql, View, chosen, one_of

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle
    from dateline.chronicle.views.ground import Box

LANES = {"actor": "split_part(v.actors, '; ', 1)", "country": "v.country", "type": "v.type"}


def narrowed(view: View, *tests: Sql, order: str = "") -> View:
    """The rows ``v`` of a view of which these conditions hold; in this order, else in its own."""
    where = " AND ".join(f"({test})" for test, _ in tests)
    more = tuple(value for _, values in tests for value in values)
    return View(view.chronicle, view.name, view.columns, f"""
        SELECT v.* FROM ({view.sql}) v {where and 'WHERE'} {where} {order and 'ORDER BY'} {order}""",
        (*view.parameters, *more))


def incidents_in_order(chronicle: Chronicle, query: Query, order: str) -> View:
    """The timeline in an order of the table of incidents."""
    view, name = timeline(chronicle, query), one_of("sort", order.removeprefix("-"), tuple(OF_INCIDENTS))
    return View(chronicle, view.name, view.columns, f"""
        SELECT v.* FROM ({view.sql}) v JOIN incidents i ON i.id = v.incident
        ORDER BY {OF_INCIDENTS[name][order.startswith('-')]}, i.time_start DESC NULLS LAST, i.id""", view.parameters)


def incidents_in_lanes(chronicle: Chronicle, query: Query, by: str) -> View:
    """The timeline, lane by lane."""
    return narrowed(timeline(chronicle, query), order=f"{LANES[by]} NULLS LAST, v.day, v.incident")


def parties_like(chronicle: Chronicle, query: Query, like: str, order: str) -> View:
    """The parties whose names hold these words, in an order of their table."""
    name = one_of("sort", order.removeprefix("-"), tuple(OF_PARTIES))
    holds = [(f"{FOLD.replace('{0}', 'v.name')} LIKE ?", (f"%{folded_name(like)}%",))] if folded_name(like) else []
    return narrowed(nodes(chronicle, query), *holds, order=f"{OF_PARTIES[name][order.startswith('-')]}, name")


def places_within(chronicle: Chronicle, query: Query, box: Box | None) -> View:
    """The places that have a name, in a box."""
    named = ("v.place IS NOT NULL", ())
    return narrowed(places(chronicle, query), named, *([in_box(box)] if box else []))


def in_box(box: Box) -> Sql:
    west, south, east, north = box
    across = "v.lon BETWEEN ? AND ?" if west <= east else "(v.lon >= ? OR v.lon <= ?)"
    return f"{across} AND v.lat BETWEEN ? AND ?", (west, east, south, north)


def statements_by(chronicle: Chronicle, query: Query, by: str, stance: str) -> View:
    """The claims of one speaker, in one stance, where they are given."""
    tests = [(f"v.{name} = ?", (value,)) for name, value in (("speaker", by), ("stance", stance)) if value]
    return narrowed(claims(chronicle, query), *tests)


def denials(chronicle: Chronicle, query: Query) -> View:
    """All that is said of the incidents that somebody denies or doubts."""
    where, values = chosen(chronicle, query, lift=("status", "historical"))
    return claims_where(chronicle, (f"""{where} AND i.id IN (
        SELECT incident FROM incident_claims WHERE stance IN ('denies', 'doubts'))""", values))


def figures(chronicle: Chronicle, query: Query, *, every: bool) -> View:
    """Each value of the figures that speakers dispute or revise; with `every`, of all of which several are told."""
    sql, values = groups_where(chronicle, query, every)
    return View(chronicle, "contested", CONTESTED, f"""
        SELECT i.time_start AS day, i.type, i.label, f.kind, f.low, f.high, f.by AS speaker, f.date AS of_day,
               r.outlet, f.words, f.updated, f.incident, f.report, f.event
        FROM incident_figures f JOIN ({sql}) g ON g.incident = f.incident AND g.kind = f.kind
        JOIN incidents i ON i.id = f.incident JOIN reports r ON r.id = f.report
        ORDER BY g.contested DESC, day DESC NULLS LAST, f.incident, f.kind, of_day NULLS LAST, speaker NULLS FIRST,
                 f.low, f.report, f.event""", values)


def bound_in_state(chronicle: Chronicle, query: Query, kinds: Sequence[str], state: str) -> View:
    tests = [("list_contains(?, v.kind)", (list(kinds),)), *([("v.state = ?", (state,))] if state else [])]
    return narrowed(commitments(chronicle, query), *tests)


def tales(chronicle: Chronicle, name: str, query: Query, what: str) -> View:
    """What reports tell of an actor, of one sort, and of what the query finds."""
    which, values = TALES_OF.get(what, ("what = ?", (what,)))
    where, more = chosen(chronicle, query)
    own = f"""(v.incident IS NULL OR v.incident IN (SELECT i.id FROM incidents i WHERE {where}))"""
    said = f"""(v.what <> 'statement' OR (v.report, v.claim) IN (SELECT (c.report, c.claim) FROM incident_claims c
               WHERE c.incident IN (SELECT i.id FROM incidents i WHERE {where})))"""
    tests = [(which, values), (own, more), *([(said, more)] if query.tree else [])]
    view = narrowed(actor(chronicle, name), *tests)
    return View(chronicle, view.name, ACTOR, f"{view.sql} {TOLD_ONCE}", view.parameters)


def bound_by(chronicle: Chronicle, names: Sequence[str]) -> View:
    """What any of these names has promised, threatened or demanded."""
    return narrowed(commitments(chronicle, Query()), (
        "v.incident IN (SELECT p.incident FROM incident_parties p WHERE p.side = 'actor' AND list_contains(?, p.name))",
        (list(names),)))


def figures_by(chronicle: Chronicle, names: Sequence[str]) -> View:
    """The numbers that any of these names gives."""
    return View(chronicle, "contested", CONTESTED, """
        SELECT i.time_start AS day, i.type, i.label, f.kind, f.low, f.high, f.by AS speaker, f.date AS of_day,
               r.outlet, f.words, f.updated, f.incident, f.report, f.event
        FROM incident_figures f JOIN incidents i ON i.id = f.incident LEFT JOIN reports r ON r.id = f.report
        WHERE list_contains(?, f.by) ORDER BY f.date DESC NULLS LAST, f.incident, f.kind, f.report""", (list(names),))


def edges_between(chronicle: Chronicle, query: Query, names: Sequence[str], quads: Sequence[str],
                  days: tuple[date | None, date | None]) -> View:
    """What passes between these parties, by kind."""
    from dateline.chronicle.views.circle import EDGES, edges_sql

    where, values = chosen(chronicle, query)
    tests: list[Sql] = [(where, values), ("list_contains(?, i.actor_name) AND list_contains(?, i.recipient_name)",
                                          (list(names), list(names)))]
    tests += [("list_contains(?, i.quad)", (list(quads),))] * bool(quads)
    tests += [(f"i.time_start {sign} ?", (day,)) for sign, day in zip((">=", "<="), days, strict=True) if day]
    both = " AND ".join(f"({test})" for test, _ in tests)
    return View(chronicle, "network", EDGES, edges_sql(both), tuple(one for _, some in tests for one in some))
