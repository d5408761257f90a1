"""What became of the promises, threats and demands that a batch can have changed.

Which telling of a commitment may be settled by which deed is found pair by pair and kept (``kept.ends``); the rules are
commitments.py's. A commitment is settled anew when its own tellings change, when it meets a new deed, and when another
telling of such a deed comes or goes; what only waits is shown as open or unknown by the newest day in the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.chronicle.accounts import Held, Work
from dateline.chronicle.changes import Shown, shown
from dateline.chronicle.commitments import Bond, Outcome, bond, bonds_of, settle, waits
from dateline.chronicle.likeness import story_odds
from dateline.chronicle.rows import Row, ask, ints, one, put, texts
from dateline.chronicle.tellings import Account
from dateline.chronicle.told import Key, Told

STORY = -2.0        # the odds of one story below which nothing that a report tells settles what another tells

Pair = tuple[int, int]


def settled(work: Work, changed: Sequence[Held]) -> dict[str, Shown]:
    """Write the commitments anew that can be others now; those incidents as they were that `changed` is not of."""
    met = _meet(work)
    names = _touched(work, changed, met)
    as_of = _newest(work)
    known = {row.incident for row in changed}
    before = shown(work.db, (names | _waiting(work, as_of)) - known)
    _write(work, names, as_of)
    return before


# ── what may settle what ─────────────────────────────────────────────────────────────────────────


def _meet(work: Work) -> set[int]:
    """Keep which promises new deeds may settle, and which deeds new promises; the promises that are any the wiser."""
    pairs = _pairs(work) if work.leads else []
    bodies = work.whole({n for pair in pairs for n in pair})
    own = {n: bond(bodies[n].account) for n, _ in pairs}
    found = [(n, deed) for n, deed in pairs if _ends(own[n], bodies[deed].account)]
    put(work.db, "kept.ends", found)
    return {pair[0] for pair in found}


def _ends(own: Bond | None, deed: Account) -> bool:
    """Whether a deed, told in the story of a promise, would end it."""
    if own is None or (own.told.report != deed.report and story_odds(own.told.story, deed.story) < STORY):
        return False
    return settle([own], [deed], {}, None).deed is deed


def _pairs(work: Work) -> list[Pair]:
    """Promises and deeds of which one is new, in reports of one story, with a party in common."""
    bodies = work.whole(work.leads)
    keys = [(key, t.account.told[0] if t.account.told else -1, n)
            for n in sorted(work.leads) for t in [bodies[n]]
            for key in work.keys_of(t)]
    fresh = {"hash": ints(k for k, _, _ in keys), "day": ints(d for _, d, _ in keys), "id": ints(n for _, _, n in keys)}
    met = ask(work.db, """
        WITH met AS MATERIALIZED (SELECT DISTINCT f.id, f.day, s.report, s.day AS told
                                  FROM fresh f JOIN kept.story_keys s ON s.hash = f.hash)
        SELECT b.id, m.id, NULL FROM met m JOIN kept.bonds b ON b.report = m.report
        WHERE b.id <> m.id AND (m.day = -1 OR m.day BETWEEN b.day_from AND b.day_to)
        UNION ALL SELECT b.id, NULL, m.report FROM met m JOIN kept.bonds b ON b.id = m.id
        WHERE m.told IS NULL OR m.told BETWEEN b.day_from AND b.day_to""", fresh=fresh)
    near = {(promise, deed) for promise, deed, _ in met if deed is not None}
    far = ((promise, report) for promise, _, report in met if report is not None)
    return sorted(_with_party(work, near | _told_in(work, far)))


def _told_in(work: Work, near: Iterable[Row]) -> set[Pair]:
    """The promises beside every telling of these reports that is compared."""
    promises: dict[str, list[int]] = {}
    for promise, report in near:
        promises.setdefault(report, []).append(promise)
    rows = [*work.load("report", promises), *(row for row in work.held.values() if row.id not in work.was)]
    return {(promise, row.id) for row in rows if row.lead == row.id
            for promise in promises.get(row.report, ()) if promise != row.id}


def _with_party(work: Work, pairs: Collection[Pair]) -> list[Pair]:
    if not pairs:
        return []
    ids = sorted({n for pair in pairs for n in pair})
    found = ask(work.db, "SELECT id, hash FROM kept.parties WHERE id IN (SELECT id FROM asked)",
                asked={"id": ints(ids)})
    parties: dict[int, set[int]] = {}
    for n, key in found:
        parties.setdefault(n, set()).add(key)
    return [(a, b) for a, b in pairs if parties.get(a, set()) & parties.get(b, set())]


# ── whose end may be another ─────────────────────────────────────────────────────────────────────


def _touched(work: Work, changed: Sequence[Held], met: Collection[int]) -> set[str]:
    """The incidents whose commitment is to be settled anew."""
    ids = {row.id for row in changed}
    deeds = ask(work.db, "SELECT DISTINCT bond FROM kept.ends WHERE deed IN (SELECT id FROM asked)",
                asked={"id": ints(sorted(ids))}) if ids else []
    rows = work.load("id", {*met, *work.loose, *(n for n, in deeds)})
    bodies = work.told(ids)
    return ({row.incident for row in changed if row.incident and bond(bodies[row.id].account)}
            | {row.incident for row in rows if row.incident})


def _newest(work: Work) -> int | None:
    """The last day on which any report came out, as a number."""
    day, = one(work.db, "SELECT max(published_end) FROM reports WHERE published_start IS NOT NULL")
    return day.toordinal() if day else None


def _waiting(work: Work, as_of: int | None) -> set[str]:
    """What only waits, brought to the newest day; those of which that changes the state."""
    day = date.fromordinal(as_of) if as_of else None
    state = "CASE WHEN open_until >= $1::DATE THEN 'open' ELSE 'unknown' END"
    waits = "settled_by IS NULL AND open_until IS NOT NULL"
    found = work.db.execute(f"SELECT incident FROM commitments WHERE {waits} AND state <> {state}", [day]).fetchall()
    if not work.db.execute("SELECT 1 FROM commitments WHERE as_of IS DISTINCT FROM $1::DATE LIMIT 1", [day]).fetchall():
        return set()
    return {name for name, in found}


def _bring(work: Work, as_of: int | None) -> None:
    day = date.fromordinal(as_of) if as_of else None
    work.db.execute("""
        UPDATE commitments SET as_of = $1::DATE, state = CASE
            WHEN settled_by IS NOT NULL OR open_until IS NULL THEN state
            WHEN open_until >= $1::DATE THEN 'open' ELSE 'unknown' END
        WHERE as_of IS DISTINCT FROM $1::DATE""", [day])


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────


def _write(work: Work, names: Collection[str], as_of: int | None) -> None:
    _bring(work, as_of)
    if not names:
        return
    asked = {"name": texts(sorted(names))}
    ask(work.db, "DELETE FROM commitments WHERE incident IN (SELECT name FROM asked)", asked=asked)
    told: dict[str, list[Held]] = {name: [] for name in names}
    for row in work.load("incident", names):
        if row.incident in told:
            told[row.incident].append(row)
    near = _near(work, [row.id for rows in told.values() for row in rows])
    put(work.db, "commitments", [row for name, rows in sorted(told.items())
                                 for row in _commitment(work, name, rows, near, as_of)])


@dataclass(frozen=True, slots=True)
class _Near:
    """What may settle some commitments: deeds by the promise, when each was first heard of, and all tellings."""

    deeds: Mapping[int, Sequence[int]]
    heard: Mapping[Key, int]
    bodies: Mapping[int, Told]


def _near(work: Work, ids: Sequence[int]) -> _Near:
    deeds = _deeds(work, ids)
    all_deeds = {n for found in deeds.values() for n in found}
    return _Near(deeds, _heard(work, all_deeds), work.told({*ids, *all_deeds}))


def _deeds(work: Work, ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for promise, deed in ask(work.db, """
            SELECT DISTINCT bond, deed FROM kept.ends WHERE bond IN (SELECT id FROM asked) ORDER BY ALL""",
            asked={"id": ints(sorted(ids))}):
        found.setdefault(promise, []).append(deed)
    work.load("id", {deed for deeds in found.values() for deed in deeds})
    return found


def _heard(work: Work, deeds: Collection[int]) -> dict[Key, int]:
    """The day of the first report that tells the happening which each of these is a telling of."""
    of = {work.held[n].key: work.held[n].incident for n in deeds}
    names = sorted({name for name in of.values() if name})
    if not names:
        return {}
    first: dict[str, date | None] = dict(ask(
        work.db, "SELECT id, first_told FROM incidents WHERE id IN (SELECT name FROM asked)",
        asked={"name": texts(names)}))
    return {key: day.toordinal() for key, name in of.items() if name and (day := first.get(name))}


def _commitment(work: Work, name: str, rows: Sequence[Held], near: _Near, as_of: int | None) -> Iterable[Row]:
    deeds, bodies = near.deeds, near.bodies
    own = sorted(rows, key=lambda row: row.key)
    bonds = bonds_of(bodies[row.id].account for row in own)
    if not bonds:
        return
    binding = {(b.told.report, b.told.event) for b in bonds}
    mine = {row.id for row in own if row.key in binding}        # other tellings may say how it ended
    others = sorted({n for row in own for n in deeds.get(row.id, ())} - mine)
    end = settle(bonds, [bodies[n].account for n in others], near.heard, as_of)
    judged = [work.effects.states[row.key] for row in own if row.key in work.effects.states]
    lead = next(bodies[row.id] for row in own if row.key == (end.lead.report, end.lead.event))
    state = (judged[0], None, None, None) if judged else (end.state, *_settled(end))
    until = None if judged else _day(end.until or waits(bonds))
    yield (name, end.kind, _name(lead.actors), _name(lead.recipients), end.condition, _day(end.until), *state,
           _day(as_of), until)


def _settled(end: Outcome) -> Row:
    """By which event of which report, and when."""
    return (end.deed.report, end.deed.event, _day(end.on)) if end.deed else (None, None, None)


def _name(side: Sequence[Any]) -> str | None:
    return side[0].name if side else None


def _day(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


