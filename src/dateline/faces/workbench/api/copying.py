"""What a screen shows as something to be run: a command, SQL, Python and R that give the same rows.

The address of the screen is read as the screen itself reads it, so that no option of it is lost. Where the command line
has no option for one, its command tells more than the screen, and says so; the scripts then hold the SQL.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from dateline.chronicle.asking import newest, understood
from dateline.chronicle.query import Query, all_of, parse
from dateline.chronicle.store import Chronicle
from dateline.chronicle.views import narrowed
from dateline.chronicle.views.circle import circle
from dateline.chronicle.views.ground import WORLD
from dateline.chronicle.views.parties import party
from dateline.chronicle.views.spread import asked_days
from dateline.chronicle.views.view import View
from dateline.chronicle.views.written import written
from dateline.errors import NotThere
from dateline.faces.workbench.api import (
    actors,
    claims,
    export,
    inbox,
    incident,
    incidents,
    map,
    network,
    reader,
    search,
)
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import Route, get


@dataclass(frozen=True, slots=True)
class Asked:
    """`address` is that of a screen: ``/claims?tab=threats&state=open``."""

    address: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to have it: `kind` is command, sql, python or r; `wider`: it tells more rows than the screen."""

    kind: str
    text: str
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    rows: tuple[Form, ...]


def copying(desk: Desk, asked: Asked) -> Copied:
    """The forms of what the screen at an address shows; none where it shows no rows."""
    route, given = _screen(asked.address)
    way = _WAYS.get(route.handler) if route else None
    if route is None or way is None:
        return Copied(())
    return Copied(tuple(_forms(way(desk, route.read(given)), desk.chronicle.path.name)))


def _screen(address: str) -> tuple[Route | None, Mapping[str, Any]]:
    """The page at an address, and what it is asked: parameters that its address holds are part of that."""
    found = urlsplit(address)
    given: dict[str, Any] = {}
    pages = {route.path: route for route in _pages()}
    for name, value in parse_qsl(found.query):
        given.setdefault(name, []).append(value)
    path = found.path.rstrip("/")
    whole = pages.get(path)
    if whole is None and path.count("/") > 1:
        beginning, _, rest = path[1:].partition("/")
        whole = next((route for known, route in pages.items() if known.startswith(f"/{beginning}/{{")), None)
        given["name" if beginning == "actors" else "id"] = [unquote(rest)]
    if whole is None or whole.asked is None:
        return None, {}
    many = {name for name, kind in whole.asked.__annotations__.items() if str(kind).startswith("tuple")}
    return whole, {name: values if name in many else values[-1] for name, values in given.items()}


def _pages() -> tuple[Route, ...]:
    modules = (actors, claims, export, inbox, incident, incidents, map, network, reader, search)
    return tuple(route for module in modules for route in module.ROUTES if route.page)


# ── what each screen shows ───────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Meant:
    """`command` are the words after ``dateline``, `asked` the query or the name behind them. `call` is the method of a
    Chronicle that gives the same; else `view` is written out as SQL."""

    command: tuple[str, ...]
    asked: str
    view: View | None = None
    call: str | None = None
    wider: bool = False
    limited: bool = True        # whether the command has --limit and --format csv


def _plain(chronicle: Chronicle, command: str, query: Query, method: str, *options: str) -> Meant:
    """What a view by this name gives."""
    return Meant((command, *options), str(query), getattr(chronicle, method)(query), method)


def _incidents(desk: Desk, asked: incidents.Asked) -> Meant:
    chronicle = desk.chronicle
    query = understood(chronicle, asked.q)
    if asked.view == "lanes":
        query = _in_lanes(chronicle, query)
        meant = _plain(chronicle, "timeline", query, "timeline")
        view = narrowed.incidents_in_lanes(chronicle, query, asked.by)
        return meant if asked.by == "actor" else replace(meant, view=view, call=None)
    meant = _plain(chronicle, "timeline", query, "timeline")
    view = narrowed.incidents_in_order(chronicle, query, asked.sort)
    return meant if asked.sort == "-day" else replace(meant, view=view, call=None)


def _in_lanes(chronicle: Chronicle, query: Query) -> Query:
    """Lanes have only what has a day, and where none is asked for, nothing that lies far ahead."""
    today = newest(chronicle)
    asked = asked_days(chronicle, query) != (None, None)
    return _also(query, "time:*" if asked or today is None else f"time:<={today + timedelta(days=incidents.AHEAD)}")


def _also(query: Query, more: str) -> Query:
    """What a query finds, and this finds too."""
    return Query(all_of(*(tree for tree in (query.tree, parse(more).tree) if tree)))


def _incident(desk: Desk, asked: incident.Asked) -> Meant:
    return Meant(("why",), asked.id, call="why", limited=False)


def _report(desk: Desk, asked: reader.Asked) -> Meant:
    return Meant(("show",), asked.id, call="record", limited=False)


def _search(desk: Desk, asked: search.Asked) -> Meant:
    query = understood(desk.chronicle, asked.q)
    return Meant(("ask",), str(query), desk.chronicle.timeline(query), "ask")


def _actors(desk: Desk, asked: actors.Asked) -> Meant:
    query = understood(desk.chronicle, asked.q)
    meant = _plain(desk.chronicle, "network", query, "nodes", "--nodes")
    if not asked.name and asked.sort == "-acts":
        return meant
    return replace(meant, view=narrowed.parties_like(desk.chronicle, query, asked.name, asked.sort), call=None,
                   wider=bool(asked.name))


def _actor(desk: Desk, asked: actors.AskedOne) -> Meant:
    chronicle, query = desk.chronicle, understood(desk.chronicle, asked.q)
    own = party(chronicle, asked.name)
    if own is None:
        raise NotThere(f"actor {asked.name!r}", "/actors lists those there are")
    if asked.tab in actors.WHAT:
        view = narrowed.tales(chronicle, own.names[0], query, actors.WHAT[asked.tab])
    else:
        view = (narrowed.bound_by if asked.tab == "commitments" else narrowed.figures_by)(chronicle, own.names)
    return Meant(("actor",), own.names[0], view, wider=True)


def _network(desk: Desk, asked: network.Asked) -> Meant:
    chronicle, query = desk.chronicle, understood(desk.chronicle, asked.q)
    own = party(chronicle, asked.ego) if asked.ego else None
    quads, days = network.quads(asked.edge), (asked.from_, asked.to)
    found = circle(chronicle, query, egos=own.names if own else (), hops=asked.hops, top=asked.top, quads=quads,
                   days=days)
    view = narrowed.edges_between(chronicle, query, [node.name for node in found.nodes], quads, days)
    return Meant(("network",), str(query), view, wider=True)


def _map(desk: Desk, asked: map.Asked) -> Meant:
    query, box = map.query_of(desk, asked), map.box_of(asked.bbox)
    view = narrowed.places_within(desk.chronicle, query, None if box == WORLD else box)
    return Meant(("places",), str(query), view, wider=box != WORLD)


def _claims(desk: Desk, asked: claims.Asked) -> Meant:
    chronicle, query = desk.chronicle, understood(desk.chronicle, asked.q)
    if asked.tab == "statements":
        meant = _plain(chronicle, "claims", query, "claims")
        view = narrowed.statements_by(chronicle, query, asked.by, asked.stance or "")
        return replace(meant, view=view, call=None, wider=True) if asked.by or asked.stance else meant
    if asked.tab == "denials":
        return Meant(("claims",), str(_denied(query)), narrowed.denials(chronicle, query), "claims")
    if asked.tab == "figures":
        view = narrowed.figures(chronicle, query, every=asked.every == "yes")
        return Meant(("contested",), str(query), view, wider=True)
    kinds = claims.KINDS[asked.tab]
    within = _also(query, f"kind:{','.join(kinds)}" + (f" state:{asked.state}" if asked.state else ""))
    return Meant(("commitments",), str(within),
                 narrowed.bound_in_state(chronicle, query, kinds, asked.state or ""), "commitments")


def _denied(query: Query) -> Query:
    """What somebody denies or doubts, whether or not it is told as fact."""
    laid = [f" {name}:any" for name in ("status", "historical") if name not in query.fields()]
    return _also(query, "stance:denies,doubts" + "".join(laid))


def _inbox(desk: Desk, asked: inbox.Asked) -> Meant:
    return Meant(("show",), "", wider=asked != inbox.Asked(page=asked.page, sort=asked.sort), limited=False)


def _export(desk: Desk, asked: export.Asked) -> Meant:
    words = shlex.split(export.outline(desk, asked).command)
    return Meant(tuple(words[1:]), "", limited=False)


_WAYS: Mapping[Callable[..., Any], Callable[[Desk, Any], Meant]] = {
    incidents.incidents: _incidents, incident.incident: _incident, reader.report: _report, search.search: _search,
    actors.actors: _actors, actors.actor: _actor, network.network: _network, map.draw: _map, claims.claims: _claims,
    inbox.inbox: _inbox, export.outline: _export,
}


# ── how each form is written ─────────────────────────────────────────────────────────────────────

def _forms(meant: Meant, store: str) -> list[Form]:
    sql = written(meant.view) if meant.view else None
    made = [Form("command", _command(meant, store), meant.wider)]
    if sql:
        made.append(Form("sql", sql))
    if sql or meant.call:
        made.append(Form("python", _python(meant, store, sql)))
    if meant.limited and sql:
        made.append(Form("r", _r_of_sql(sql, store) if meant.wider else _r(meant, store)))
    return made


def _command(meant: Meant, store: str, *more: str) -> str:
    held = () if "--store" in meant.command else ("--store", store)
    asked = ("--", meant.asked) if meant.asked.startswith("-") else (meant.asked,) if meant.asked else ()
    return shlex.join(("dateline", *meant.command, *more, *held, *asked))


def _python(meant: Meant, store: str, sql: str | None) -> str:
    asked = json.dumps(meant.asked, ensure_ascii=False) if meant.asked else ""
    if meant.call == "ask":
        call = f"hits = chronicle.ask({asked}, limit=200)"
    elif meant.call in ("why", "record"):
        call = f"{meant.call} = chronicle.{meant.call}({asked})"
    elif meant.call:
        call = f"table = chronicle.{meant.call}({asked}).df()"
    else:
        call = f"table = chronicle.sql({_long(sql or '')}).df()"
    opened = f"dateline.Chronicle.open({json.dumps(store)}, read_only=True)"
    return f"import dateline\n\nwith {opened} as chronicle:\n    {call}"


def _long(sql: str) -> str:
    """SQL as a literal of Python, line by line where nothing in it would be taken for a sign of Python's."""
    return repr(sql) if "\\" in sql or '"""' in sql else f'"""\n{sql}\n"""'


def _r(meant: Meant, store: str) -> str:
    """R reads what the command prints: it needs no package for that."""
    line = _command(meant, store, "--limit", "1000" if meant.call == "ask" else "0", "--format", "csv")
    return f"table <- read.csv(pipe({json.dumps(line, ensure_ascii=False)}))"


def _r_of_sql(sql: str, store: str) -> str:
    """Where no command gives the same rows, R asks the store itself, by the package duckdb."""
    return (f"store <- DBI::dbConnect(duckdb::duckdb(), {json.dumps(store)}, read_only = TRUE)\n"
            f'table <- DBI::dbGetQuery(store, r"---(\n{sql}\n)---")')


ROUTES = (get("/copy.json", copying),)
