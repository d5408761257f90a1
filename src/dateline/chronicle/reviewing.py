"""What a person had best look at next: events on which speakers or coders disagree, of which the machine is in doubt,
by which much hangs, or a sample; what somebody else has judged, to judge it a second time; and what two see otherwise.

A queue is a list of events in an order that holds still: what was judged leaves it, nothing else moves. Why an event is
in it stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.chronicle.judgements import Correct, Judgement, Key, Undo, Verdict
from dateline.chronicle.rows import ask, texts
from dateline.chronicle.sampling import taken
from dateline.chronicle.views.view import Sql, chosen
from dateline.chronicle.whole import record_of
from dateline.model import Record

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

DOUBT = 0.6             # below this confidence the machine is in doubt
HARMED = 10             # killed or injured from which on much hangs by an event
DUE = 14                # days in which a threat or an ultimatum falls due
DRAWN = 200             # events of a sample


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which queue, of whose work, and how far it goes."""

    queue: str
    by: str                         # who judges: what he has judged is done
    query: str = ""
    doubt: float = DOUBT
    harmed: int = HARMED
    due: int = DUE
    sample: int = DRAWN
    seed: str = "1"
    of: str | None = None           # whose judgements are judged a second time


@dataclass(frozen=True, slots=True)
class Queued:
    """An event to look at, why it is here, and the detail of that: how many, how sure, until when."""

    key: Key
    why: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """What is left of a queue, the first of it, and how much was done."""

    cards: tuple[Queued, ...]
    left: int
    done: int


# ── the queues ───────────────────────────────────────────────────────────────────────────────────
# Each gives report, event, why, detail and rank (least first); a query narrows it to its incidents.

_SPEAKERS = """
    SELECT f.report, f.event, 'figures' AS why, string_agg(DISTINCT f.kind, ', ' ORDER BY f.kind) AS detail, 0.0 AS rank
    FROM incident_figures f WHERE f.contested GROUP BY f.report, f.event
    UNION ALL SELECT e.report, e.id, 'disputed', NULL, 1.0 FROM events e WHERE e.disputed"""
_DOUBT = """
    SELECT e.report, e.id AS event, 'doubt' AS why, CAST(e.confidence AS VARCHAR) AS detail, e.confidence AS rank
    FROM events e WHERE e.confidence < ?"""
_STAKES = """
    SELECT f.report, f.event, 'harm' AS why, string_agg(f.kind || ' ' || f.words, ', ' ORDER BY f.start_char) AS detail,
           -max(coalesce(f.low, f.high)) AS rank
    FROM figures f WHERE f.kind IN ('killed', 'injured') AND coalesce(f.low, f.high) >= ? GROUP BY f.report, f.event
    UNION ALL
    SELECT t.report, t.event, 'due', CAST(k.deadline AS VARCHAR), -1e9 + CAST(k.deadline - k.as_of AS INTEGER)
    FROM commitments k JOIN tellings t ON t.incident = k.incident
    WHERE k.kind IN ('threat', 'ultimatum') AND k.state = 'open' AND k.deadline BETWEEN k.as_of AND k.as_of + ?"""
_NAMED = "SELECT report, event, why, detail, CAST(rank AS DOUBLE) AS rank FROM named"


@dataclass(frozen=True, slots=True)
class _Source:
    sql: str
    values: tuple[Any, ...] = ()
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def _disagreement(chronicle: Chronicle, wanted: Wanted) -> _Source:
    return _Source(_SPEAKERS)


def _doubt(chronicle: Chronicle, wanted: Wanted) -> _Source:
    return _Source(_DOUBT, (wanted.doubt,))


def _stakes(chronicle: Chronicle, wanted: Wanted) -> _Source:
    return _Source(_STAKES, (wanted.harmed, wanted.due))


def _sample(chronicle: Chronicle, wanted: Wanted) -> _Source:
    last, = ask(chronicle.cursor(), "SELECT coalesce(max(number), 0) FROM kept.batches WHERE reports > 0")
    drawn = _drawn(str(chronicle.path), last[0], wanted.sample, wanted.seed, lambda: taken(
        chronicle, wanted.sample, seed=wanted.seed))
    return _named([(key, "sample", stratum) for key, stratum, _ in drawn])


_SAMPLES: dict[tuple[str, int, int, str], list[tuple[Key, str, int]]] = {}


def _drawn(path: str, batch: int, number: int, seed: str,
           draw: Callable[[], list[tuple[Key, str, int]]]) -> list[tuple[Key, str, int]]:
    """A sample is drawn once for all its cards: it looks at every event there is."""
    key = (path, batch, number, seed)
    if key not in _SAMPLES:
        while len(_SAMPLES) > 7:
            _SAMPLES.pop(next(iter(_SAMPLES)))
        _SAMPLES[key] = draw()
    return _SAMPLES[key]


def _second(chronicle: Chronicle, wanted: Wanted) -> _Source:
    """What one person has judged, in an order that does not tell how."""
    keys = {(one.deed.report, one.deed.event) for one in chronicle.judgements.active()
            if isinstance(one.deed, Verdict | Correct) and one.by == wanted.of}
    return _named([(key, "second", None) for key in sorted(keys, key=lambda key: key[1])])


def _adjudicate(chronicle: Chronicle, wanted: Wanted) -> _Source:
    """What two or more see otherwise and none but they has decided."""
    return _named([(key, "coders", name) for (key, name), said in differing(chronicle.judgements.active()).items()
                   if not _decided(said)])


def _named(found: Sequence[tuple[Key, str, str | None]]) -> _Source:
    """Keys that were chosen elsewhere, each once, in their order."""
    first = {key: (why, detail) for key, why, detail in reversed(found)}
    keys = [key for key, _, _ in found if first.get(key)]
    once = list(dict.fromkeys(keys))
    return _Source(_NAMED, tables={"named": {
        "report": texts(report for report, _ in once), "event": texts(event for _, event in once),
        "why": texts(first[key][0] for key in once), "detail": texts(first[key][1] for key in once),
        "rank": texts(map(str, range(len(once))))}})


QUEUES: dict[str, Callable[[Chronicle, Wanted], _Source]] = {
    "disagreement": _disagreement, "doubt": _doubt, "stakes": _stakes, "sample": _sample,
    "second": _second, "adjudicate": _adjudicate,
}


def line(chronicle: Chronicle, wanted: Wanted, *, first: int = 0, most: int = 20) -> Line:
    """The cards of a queue that this person has not judged, from the first on, and how many are left and done."""
    source = QUEUES[wanted.queue](chronicle, wanted)
    within, values = _within(chronicle, wanted.query)
    tables = {**source.tables, "done": _columns(_done(chronicle, wanted))}
    queue = f"""
        WITH queued AS ({source.sql}),
        once AS (SELECT report, event, arg_min(why, rank) AS why, arg_min(detail, rank) AS detail, min(rank) AS rank
                 FROM queued WHERE {within} GROUP BY report, event),
        judged AS (SELECT o.*, d.event IS NOT NULL AS done
                   FROM once o LEFT JOIN done d ON d.report = o.report AND d.event = o.event)"""
    given = (*source.values, *values)
    found = ask(chronicle.cursor(), f"""{queue} SELECT report, event, why, detail FROM judged WHERE NOT done
        ORDER BY rank, report, event LIMIT ? OFFSET ?""", *given, most, first, **tables) if most else []
    (left, done), = ask(chronicle.cursor(), f"{queue} SELECT count(*) FILTER (NOT done), count(*) FILTER (done) "
                        "FROM judged", *given, **tables)
    return Line(tuple(Queued((report, event), why, detail) for report, event, why, detail in found), left, done)


def _within(chronicle: Chronicle, query: str) -> Sql:
    if not query.strip():
        return "TRUE", ()
    where, values = chosen(chronicle, query)
    return (f"(report, event) IN (SELECT (t.report, t.event) FROM tellings t "
            f"JOIN incidents i ON i.id = t.incident WHERE {where})"), values


def _columns(keys: Iterable[Key]) -> dict[str, Any]:
    once = sorted(set(keys))
    return {"report": texts(report for report, _ in once), "event": texts(event for _, event in once)}


def _done(chronicle: Chronicle, wanted: Wanted) -> list[Key]:
    """What this person has judged already. Who decides between others may have judged the same thing before."""
    if wanted.queue == "adjudicate":
        return []
    return [(one.deed.report, one.deed.event) for one in chronicle.judgements.active()
            if isinstance(one.deed, Verdict | Correct) and one.by == wanted.by]


# ── like cards ───────────────────────────────────────────────────────────────────────────────────


def like(chronicle: Chronicle, wanted: Wanted, key: Key, *, most: int = 200) -> tuple[Key, ...]:
    """The cards of a queue that were read by the same word as the same: type, modes and status; this one first."""
    source = QUEUES[wanted.queue](chronicle, wanted)
    within, values = _within(chronicle, wanted.query)
    tables = {**source.tables, "done": _columns(_done(chronicle, wanted))}
    found = ask(chronicle.cursor(), f"""
        WITH queued AS (SELECT DISTINCT report, event FROM ({source.sql}) WHERE {within}),
        model AS (SELECT * FROM events WHERE report = ? AND id = ?)
        SELECT e.report, e.id FROM events e JOIN queued q ON q.report = e.report AND q.event = e.id, model m
        WHERE e.type = m.type AND e.modes IS NOT DISTINCT FROM m.modes AND e.status = m.status
              AND e.historical = m.historical AND lower(e.trigger_words) = lower(m.trigger_words)
              AND NOT EXISTS (SELECT 1 FROM done d WHERE d.report = e.report AND d.event = e.id)
        ORDER BY (e.report = m.report AND e.id = m.id) DESC, e.report, e.id LIMIT ?""",
        *source.values, *values, *key, most, **tables)
    return tuple((report, event) for report, event in found)


# ── what people say ──────────────────────────────────────────────────────────────────────────────

Thing = tuple[Key, str]         # an event and a field of it, or the event itself


def latest(standing: Iterable[Judgement]) -> dict[Thing, dict[str, Judgement]]:
    """The last word of each person on each field of each event, in the order in which they were said."""
    found: dict[Thing, dict[str, Judgement]] = {}
    for one in standing:
        if isinstance(one.deed, Verdict | Correct):
            said = found.setdefault(((one.deed.report, one.deed.event), one.deed.field or "event"), {})
            said.pop(one.by, None)
            said[one.by] = one
    return found


def differing(standing: Iterable[Judgement]) -> dict[Thing, dict[str, Judgement]]:
    """Those on which people say different things."""
    return {thing: said for thing, said in latest(standing).items()
            if len({repr(word(one)) for one in said.values()}) > 1}


def word(one: Judgement) -> Any:
    """What a judgement says of its field, so that two may be compared."""
    return ("is", one.deed.after) if isinstance(one.deed, Correct) else getattr(one.deed, "right", None)


def _decided(said: Mapping[str, Judgement]) -> bool:
    """Whether a third has spoken after two who differ."""
    *before, _ = said.values()
    return len({repr(word(one)) for one in before}) > 1


def made_on(chronicle: Chronicle, by: str, day: str) -> int:
    """How many judgements of this person's stand that were made on this day."""
    return sum(one.by == by and one.at.startswith(day) and not isinstance(one.deed, Undo)
               for one in chronicle.judgements.active())


def people(chronicle: Chronicle) -> dict[str, int]:
    """Who has judged events, and how many judgements of each stand."""
    found: dict[str, int] = {}
    for one in chronicle.judgements.active():
        if isinstance(one.deed, Verdict | Correct):
            found[one.by] = found.get(one.by, 0) + 1
    return found


def incidents_of(chronicle: Chronicle, keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    """The incident that each of these events tells: its id and what it is called."""
    found = ask(chronicle.cursor(), """
        SELECT t.report, t.event, i.id, i.label
        FROM tellings t JOIN asked a ON a.report = t.report AND a.event = t.event
        JOIN incidents i ON i.id = t.incident""", asked=_columns(keys))
    return {(report, event): (name, label) for report, event, name, label in found}


def records_of(chronicle: Chronicle, reports: Iterable[str]) -> dict[str, Record]:
    """The newest records of these reports, by one question for all of them."""
    found = ask(chronicle.cursor(), """
        SELECT t.id, r.body, t.text FROM reports t JOIN kept.records r ON r.id = t.record
        WHERE t.id IN (SELECT id FROM asked)""", asked={"id": texts(dict.fromkeys(reports))})
    return {name: record_of(body, text) for name, body, text in found}
