"""From ids and words that somebody gives to judgements, and how an incident looks before and after them.

An id is that of an incident or of an event, or its beginning. A judgement names tellings, since incidents come and go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.chronicle.corrections import FIELDS, read, said, shown
from dateline.chronicle.judgements import Correct, Join, Key, Part, Settle, State, Value, Verdict
from dateline.chronicle.rows import ask, texts
from dateline.chronicle.values import Unfit
from dateline.chronicle.views.why import resolve
from dateline.errors import BadJudgement, WrongId

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle


@dataclass(frozen=True, slots=True)
class Meant:
    """An incident with its tellings, the leading one first; or `one` event of it, which is then its only telling."""

    incident: str
    tellings: tuple[Key, ...]
    one: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One line about an incident."""

    id: str
    day: str | None
    type: str
    label: str
    place: str | None
    status: str
    reports: int
    tellings: int


def meant(chronicle: Chronicle, start: str) -> Meant:
    """The incident or event whose id, present or past, begins so. Raises UnknownId or AmbiguousId."""
    kind, report, found = resolve(chronicle, start)
    if kind == "incident":
        return Meant(found, _tellings(chronicle, found), False)
    if kind == "event":
        return Meant(_incident_of(chronicle, (report, found)), ((report, found),), True)
    raise WrongId(start, kind)


# ── what is judged ───────────────────────────────────────────────────────────────────────────────


def joined(chronicle: Chronicle, starts: Iterable[str]) -> Join:
    """All tellings of these incidents and events are one happening."""
    first, *others = dict.fromkeys(key for start in starts for key in meant(chronicle, start).tellings)
    if not others:
        raise BadJudgement("one telling alone is named", "name what it is one with")
    return Join(first, tuple(others))


def parted(chronicle: Chronicle, start: str, others: str) -> tuple[Part, ...]:
    """The event or incident is another happening than the rest of that other incident."""
    ours, theirs = meant(chronicle, start).tellings, meant(chronicle, others).tellings
    rest = tuple(key for key in theirs if key not in ours)
    if not rest:
        raise BadJudgement(f"nothing is left of {others} without {start}", "name an event of it, or another incident")
    return tuple(Part(key, rest) for key in ours)


def corrected(chronicle: Chronicle, start: str, name: str, text: str) -> Correct:
    """The field is what the words say; of an incident, its leading telling is corrected, which holds for all of it."""
    report, event = meant(chronicle, start).tellings[0]
    try:
        after = read(name, text)
    except Unfit as error:
        raise BadJudgement(f"{name}={text}: {error.problem}", error.remedy) from error
    before = as_read(chronicle, (report, event), name)
    if after == before:
        raise BadJudgement(f"{name} was read as {shown(after)}", f"say so with `dateline judge right {start} {name}`")
    return Correct(report, event, name, before, after)


def verdicts(chronicle: Chronicle, start: str, name: str | None, right: bool | None) -> tuple[Verdict, ...]:
    """A field, or the event as a whole, was read right or wrong; of an incident, in every telling."""
    if name is not None and name not in FIELDS:
        raise BadJudgement(f"an event has no field {name!r}", f"there are {', '.join(FIELDS)}")
    return tuple(Verdict(*key, name, right) for key in meant(chronicle, start).tellings)


def settled(chronicle: Chronicle, start: str, state: State) -> Settle:
    """The commitment came to this."""
    found = meant(chronicle, start)
    before = state_of(chronicle, found.incident)
    if before is None:
        raise BadJudgement(f"{start} is no promise, threat or demand", "`dateline commitments` lists those there are")
    return Settle(found.tellings[0], before, state)


def as_read(chronicle: Chronicle, key: Key, name: str) -> Value:
    """What the machine read, by the newest record."""
    record = chronicle.record(key[0])
    event = next((e for e in record.events if e.id == key[1]), None) if record else None
    return said(record, event, name) if record and event else None


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────


def _incident_of(chronicle: Chronicle, telling: Key) -> str:
    found = ask(chronicle.cursor(), "SELECT incident FROM tellings WHERE report = ? AND event = ?", *telling)
    return str(found[0][0]) if found else ""


def _tellings(chronicle: Chronicle, incident: str) -> tuple[Key, ...]:
    """By the day of their reports, as the id of an incident is chosen."""
    found = ask(chronicle.cursor(), """
        SELECT t.report, t.event FROM tellings t JOIN reports r ON r.id = t.report WHERE t.incident = ?
        ORDER BY coalesce(CAST(r.published_start AS VARCHAR), '9999'), t.report, t.event""", incident)
    return tuple((report, event) for report, event in found)


def look(chronicle: Chronicle, tellings: Iterable[Key]) -> list[Look]:
    """The incidents that now hold these tellings, by their day."""
    keys = sorted(set(tellings))
    return _look(chronicle, "SELECT t.incident FROM tellings t JOIN asked USING (report, event)",
                 report=[report for report, _ in keys], event=[event for _, event in keys])


def naming(chronicle: Chronicle, names: Iterable[str]) -> list[Look]:
    """The incidents with a party of one of these names."""
    return _look(chronicle, "SELECT p.incident FROM incident_parties p JOIN asked ON lower(p.name) = lower(asked.name)",
                 name=list(names))


def _look(chronicle: Chronicle, which: str, **asked: list[str]) -> list[Look]:
    return [Look(*row) for row in ask(chronicle.cursor(), f"""
        SELECT i.id, CAST(i.time_start AS VARCHAR), i.type, i.label, i.place, i.status, i.reports,
               (SELECT count(*) FROM tellings t WHERE t.incident = i.id)
        FROM incidents i WHERE i.id IN ({which})
        ORDER BY i.time_start NULLS LAST, i.id""", asked={name: texts(column) for name, column in asked.items()})]


def state_of(chronicle: Chronicle, incident: str) -> str | None:
    """What has become of the commitment that an incident is; None where it is none."""
    found = ask(chronicle.cursor(), "SELECT state FROM commitments WHERE incident = ?", incident)
    return str(found[0][0]) if found else None
