"""A sample of events to judge: as many of each kind as can be, chosen by a seed and by nothing else.

Which events are drawn hangs on their ids and the seed alone, so that the same store gives the same sample whenever and
in whatever order its reports came, and a larger sample holds the smaller one. No judgement is shown or looked at, but
for a second pass (`again`), which draws from what somebody has judged without saying how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.chronicle.corrections import FIELDS, said, shown
from dateline.chronicle.judgements import Key, Verdict
from dateline.chronicle.rows import ask, texts
from dateline.chronicle.tellings import sentence
from dateline.chronicle.views.view import chosen
from dateline.model import Event, Record

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

STRATA = {                      # by what a sample may be divided: a name, and where it stands in the tables
    "type": "e.type", "status": "e.status", "quad": "e.quad", "background": "CAST(e.historical AS VARCHAR)",
    "disputed": "CAST(e.disputed AS VARCHAR)", "country": "e.country", "outlet": "r.outlet",
    "month": "strftime(r.published_start, '%Y-%m')", "year": "strftime(r.published_start, '%Y')",
}
JUDGED = ("type", "modes", "status", "actor", "recipient", "time", "place", "figures")      # beside the event itself
NONE = "none"                   # the stratum of what has none


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event to judge: its sentence with the trigger marked, what stands before and after, what was read."""

    key: Key
    stratum: str
    size: int                   # events of its stratum, drawn or not
    day: str | None
    outlet: str | None
    title: str | None
    before: str
    sentence: str
    after: str
    values: Mapping[str, str]


def drawn(chronicle: Chronicle, number: int, *, by: str = "type", query: str | None = None, seed: str = "1",
          again: str | None = None) -> list[Drawn]:
    """So many events, or all there are, in an order that tells nothing; `again`: only what this person has judged."""
    records: dict[str, Record | None] = {}
    found = []
    for (report, event), stratum, size in taken(chronicle, number, by=by, query=query, seed=seed, again=again):
        if report not in records:
            records[report] = chronicle.record(report)
        if (record := records[report]) and (told := next((e for e in record.events if e.id == event), None)):
            found.append(_drawn(record, told, stratum, size))
    return found


def taken(chronicle: Chronicle, number: int, *, by: str = "type", query: str | None = None, seed: str = "1",
          again: str | None = None) -> list[tuple[Key, str, int]]:
    """The events that are drawn, each with its stratum and how large that is."""
    pool = _pool(chronicle, number, by=by, query=query, seed=seed, again=again)
    shares = quotas({stratum: there for _, stratum, _, there, _ in pool}, number)
    return [(key, stratum, size) for key, stratum, size, _, place in pool if place <= shares[stratum]]


def quotas(there: Mapping[str, int], number: int) -> dict[str, int]:
    """How many to take of each stratum: equally many, and all where there are fewer.

    >>> quotas({"AID": 2, "ASSAULT": 90, "PROTEST": 40}, 20)
    {'AID': 2, 'PROTEST': 9, 'ASSAULT': 9}
    """
    found, left = {}, number
    smallest = sorted(there.items(), key=lambda item: (item[1], item[0]))
    for at, (stratum, size) in enumerate(smallest):
        found[stratum] = min(size, left // (len(smallest) - at))
        left -= found[stratum]
    return found


def _judged(chronicle: Chronicle, by: str) -> list[Key]:
    return sorted({(one.deed.report, one.deed.event) for one in chronicle.judgements.active()
                   if one.by == by and isinstance(one.deed, Verdict)})


def _pool(chronicle: Chronicle, number: int, *, by: str, query: str | None, seed: str,
          again: str | None) -> list[tuple[Key, str, int, int, int]]:
    """Of each event that may be drawn: its stratum, how large that is, how many of it may be drawn, its place there."""
    where, values = chosen(chronicle, query) if query else ("TRUE", ())
    told = "JOIN tellings t ON t.report = e.report AND t.event = e.id JOIN incidents i ON i.id = t.incident"
    keys = _judged(chronicle, again) if again else []
    may = "EXISTS (SELECT 1 FROM judged j WHERE j.report = e.report AND j.event = e.id)" if again else "TRUE"
    found = ask(chronicle.cursor(), f"""
        WITH pool AS (
            SELECT e.report, e.id AS event, coalesce({STRATA[by]}, '{NONE}') AS stratum, {may} AS may,
                   md5(? || '/' || e.report || '/' || e.id) AS chance
            FROM events e JOIN reports r ON r.id = e.report {told if query else ""} WHERE {where}),
        placed AS (
            SELECT *, count(*) OVER (PARTITION BY stratum) AS size, count(*) OVER (PARTITION BY stratum, may) AS there,
                   row_number() OVER (PARTITION BY stratum, may ORDER BY chance, report, event) AS place FROM pool)
        SELECT report, event, stratum, size, there, place FROM placed WHERE may AND place <= ?
        ORDER BY chance, report, event""", seed, *values, number,
        judged={"report": texts(r for r, _ in keys), "event": texts(e for _, e in keys)})
    return [((report, event), stratum, size, there, place) for report, event, stratum, size, there, place in found]


def _drawn(record: Record, event: Event, stratum: str, size: int) -> Drawn:
    text = record.report.text
    start, end = sentence(text, event.trigger)
    first, last = event.trigger
    return Drawn(
        (record.report.id, event.id), stratum, size, record.report.published.start, record.report.outlet,
        record.report.title, _line(text[sentence(text, (start - 2,) * 2)[0]:start] if start > 2 else ""),
        _line(f"{text[start:first]}‹{text[first:last]}›{text[last:end]}"),
        _line(text[end:sentence(text, (end + 1,) * 2)[1]] if end + 1 < len(text) else ""),
        {name: shown(said(record, event, name)) for name in JUDGED})


def _line(text: str) -> str:
    return " ".join(text.split())


def was_read(chronicle: Chronicle, keys: Iterable[Key]) -> Iterator[tuple[Key, dict[str, Any]]]:
    """What the machine read of these events, field by field; events that are no more are left out."""
    wanted: dict[str, set[str]] = {}
    for report, name in keys:
        wanted.setdefault(report, set()).add(name)
    for report, events in wanted.items():
        if record := chronicle.record(report):
            for one in record.events:
                if one.id in events:
                    yield (report, one.id), {name: said(record, one, name) for name in FIELDS}
