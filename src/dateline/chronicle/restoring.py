"""Incidents out of the tables of a store, whole, as RECORD.md's `incidents` has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from dateline.chronicle.rows import Row, ask, texts
from dateline.chronicle.tolls import tolls
from dateline.model import Commitment, Incident, Place, Said, Telling, Time, Value

_QUERIES = {
    "tellings": "incident, report, event FROM tellings",
    "incident_parties": "incident, side, name, tellings FROM incident_parties",
    "incident_figures": "incident, kind, report, event, low, high, \"by\", CAST(date AS VARCHAR), start_char, end_char "
                        "FROM incident_figures",
    "incident_claims": "incident, report, claim, stance FROM incident_claims",
    "commitments": "incident, kind, actor, owed_to, condition, CAST(deadline AS VARCHAR), state, settled_by, "
                   "settled_by_event FROM commitments",
}


def resolved(db: Any, names: Iterable[str]) -> dict[str, str]:
    """The incidents that have, or ever had, these ids."""
    return dict(ask(db, "SELECT id, incident FROM aliases WHERE id IN (SELECT name FROM asked)",
                    asked={"name": texts(sorted(set(names)))}))


def labelled(db: Any, names: Iterable[str]) -> dict[str, str]:
    """What they are called."""
    return dict(ask(db, """
        SELECT a.id, i.label FROM aliases a JOIN incidents i ON i.id = a.incident
        WHERE a.id IN (SELECT name FROM asked)""", asked={"name": texts(sorted(set(names)))}))


def restored(db: Any, names: Collection[str] | None = None) -> Iterator[Incident]:
    """These incidents, or all, by their first day."""
    asked = {"name": texts(sorted(names or ()))}
    only = "" if names is None else "WHERE {} IN (SELECT name FROM asked)"
    found = ask(db, f"""
        SELECT id, label, type, outlets, independent,
               CAST(time_start AS VARCHAR), CAST(time_end AS VARCHAR), time_grain, time_basis, place,
               country, lat, lon, geonameid, precision
        FROM incidents {only.format('id')} ORDER BY time_start NULLS LAST, id""", asked=asked)
    parts: dict[str, dict[str, list[Row]]] = {}
    for table, query in _QUERIES.items():
        parts[table] = {}
        for incident, *row in ask(db, f"SELECT {query} {only.format('incident')} ORDER BY ALL", asked=asked):
            parts[table].setdefault(incident, []).append(tuple(row))
    for one in found:
        yield _incident(one, {table: rows.get(one[0], []) for table, rows in parts.items()})


def _incident(row: Row, parts: dict[str, list[Row]]) -> Incident:
    name, label, kind, outlets, independent, start, end, grain, basis, place, country, lat, lon, named, sharp = row
    told = parts["tellings"]
    values = [(what, Value(report, event, low, high, by, day, (first, last)))
              for what, report, event, low, high, by, day, first, last in parts["incident_figures"]]
    return Incident(
        id=name, label=label, type=kind, reports=tuple(dict.fromkeys(report for report, _ in told)),
        events=tuple(Telling(*key) for key in told), outlets=outlets, independent=independent,
        time=Time(start, end, grain, None, basis) if basis else None,
        place=Place(place, country, lat, lon, named, sharp, None) if place else None,
        actors=_side(parts, "actor"), recipients=_side(parts, "recipient"), figures=tolls(values),
        claims=tuple(Said(*said) for said in parts["incident_claims"]),
        commitment=next((Commitment(*one) for one in parts["commitments"]), None))


def _side(parts: dict[str, list[Row]], side: str) -> tuple[str, ...]:
    named = [(-tellings, name) for where, name, tellings in parts["incident_parties"] if where == side]
    return tuple(name for _, name in sorted(named))
