"""Incidents: the same happening told by several reports, gathered once; what their tellings together support.

`incidents` adds up records in memory, by the same code that keeps a store up to date (linking.py). The rest of this
page makes the rows of one incident out of its tellings, whatever their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from dateline.chronicle.judgements import EVENT, Effects
from dateline.chronicle.told import Key, Named, Told
from dateline.chronicle.tolls import standing
from dateline.codebook.places import gazetteer
from dateline.model import Incident, Place, Record, Time, Value, digest
from dateline.report.copies import joined

NEVER = "9999"
STATUSES = ("occurred", "ongoing", "future", "conditional", "hypothetical", "negated")
SHARP = ("site", "city", "region", "area", "country")

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]             # of tables, each row from its first column on
V = TypeVar("V", bound=Hashable)


def incidents(records: Iterable[Record]) -> tuple[Incident, ...]:
    """The incidents that the records add up to, by their first day; every event is in one."""
    from dateline.chronicle.linking import in_memory
    from dateline.chronicle.restoring import restored

    with in_memory(records) as db:
        return tuple(restored(db))


def name_of(lead: Key) -> str:
    """The id of an incident that this telling leads; of every telling, an id by which its incident is found."""
    return digest("incident", *lead)


def lead_of(tellings: Iterable[tuple[int | None, Key]]) -> Key:
    """The first of several tellings, each with the day of its report as a number."""
    return min((since is None, since or 0, key) for since, key in tellings)[2]


# ── the rows of one incident ─────────────────────────────────────────────────────────────────────


def rows(name: str, told: Sequence[Told], families: Mapping[str, str], effects: Effects) -> Rows:
    """What the tables hold of an incident with these tellings, but for its commitment.

    families  the family of copies of each report
    """
    told = sorted(told, key=lambda t: t.key)
    said = _distinct(told, families, effects)
    given = effects.given(t.key for t in told)
    return {
        "incidents": [(name, *_main(told, said, families, given))],
        "tellings": [(name, *t.key) for t in told],
        "incident_parties": [(name, side, *row) for side in ("actor", "recipient")
                             for row in _parties(told, side, effects, given.get(side))],
        "incident_figures": [(name, *row) for row in _figures(told, effects)],
        "incident_claims": [(name, t.key[0], claim, stance) for t in told for claim, stance in dict.fromkeys(t.claims)],
        "aliases": [(name_of(t.key), name) for t in told],
    }


def _distinct(told: Sequence[Told], families: Mapping[str, str], effects: Effects) -> list[tuple[Told, frozenset[str]]]:
    """One telling of each wording, with the fields in it that were judged wrong: copies have no vote of their own."""
    first: dict[Row, Told] = {}
    for t in told:
        wrong = effects.wrong(t.key)
        first.setdefault((families[t.key[0]], t.words, wrong), t)
    return [(t, wrong) for (_, _, wrong), t in first.items()]


def _main(told: Sequence[Told], said: Sequence[tuple[Told, frozenset[str]]], families: Mapping[str, str],
          given: Mapping[str, Any]) -> Row:
    kind = (given.get("type") or _most(t.account.type for t, wrong in said if "type" not in wrong)
            or said[0][0].account.type)
    same = [t for t, _ in said if t.account.type == kind] or [t for t, _ in said]
    place = _place(said, given.get("place"))
    reports = {t.key[0]: t for t in told}
    days = [day for t in told for day in t.published if day]
    return (
        min(told, key=_fullness).label, kind,
        _list(given.get("modes")) or _shared(t.account.modes for t, wrong in said if "modes" not in wrong),
        _list(given.get("contexts")) or _shared(t.contexts for t, wrong in said if "contexts" not in wrong),
        _most(t.quad for t in same), _most(t.score for t in same if t.score is not None),
        given.get("status") or _most((t.status for t, wrong in said if "status" not in wrong), STATUSES.index),
        _flag(given.get("historical"), all(t.account.historical for t in told)),
        _flag(given.get("disputed"), any(t.account.disputed for t in told)),
        *_days(_time(said), given.get("time")),
        *((place.name, gazetteer().region(place), place.country, place.lat, place.lon, place.geonameid, place.precision)
          if place else (None,) * 7),
        len(reports), len({t.outlet for t in told}),
        voices((report, t.outlet, families[report]) for report, t in reports.items()),
        min(days, default=None), max(days, default=None), max(t.confidence for t in told),
    )


def voices(reports: Iterable[tuple[str, str | None, str]]) -> int:
    """How many of these reports (id, outlet, family) are independent: copies are one voice, and so is an outlet."""
    same: dict[tuple[str, str], list[str]] = {}
    names = []
    for report, outlet, family in reports:
        names.append(report)
        same.setdefault(("family", family), []).append(report)
        if outlet:
            same.setdefault(("outlet", outlet), []).append(report)
    pairs = ((group[0], other) for group in same.values() for other in group[1:])
    return len(set(joined(names, pairs).values()))


def _fullness(t: Told) -> tuple[int, float, Key]:
    """The fullest telling of news comes first: with both sides, a day and a place."""
    known = (t.actors, t.recipients, t.place, t.time and t.time.basis != "assumed", not t.account.historical)
    return -sum(map(bool, known)), -t.confidence, t.key


# ── what most say ────────────────────────────────────────────────────────────────────────────────


def _most(values: Iterable[V], order: Callable[[V], Any] = lambda v: v) -> V | None:
    """The commonest value, of several as common the first in order."""
    votes = Counter(values)
    return min(votes, key=lambda v: (-votes[v], order(v)), default=None)


def _shared(codes: Iterable[Iterable[str]]) -> str | None:
    """The codes that at least half of those who give any give."""
    given = [set(of) for of in codes if of]
    votes = Counter(code for of in given for code in of)
    return ";".join(sorted(code for code, n in votes.items() if 2 * n >= len(given))) or None


def _list(value: Any) -> str | None:
    """A judged list of codes, given as one or as words between semicolons."""
    return ";".join(value) if isinstance(value, list | tuple) else value


def _flag(judged: Any, read: bool) -> bool:
    return read if judged is None else str(judged).lower() in ("true", "yes", "1")


def _time(said: Sequence[tuple[Told, frozenset[str]]]) -> Time | None:
    """The narrowest of the days that most tellings give; what is only assumed where nothing is said."""
    given = [t.time for t, wrong in said if t.time and t.time.start and "time" not in wrong]
    stated = [t for t in given if t.basis != "assumed"] or given
    votes = Counter((t.start, t.end) for t in stated)
    return min(stated, default=None, key=lambda t: (
        -votes[t.start, t.end], _width(t), t.start or "", t.end or "", t.grain or "", t.basis))


def _width(time: Time) -> int:
    if not (time.start and time.end):
        return 10**6
    return (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days


def _days(time: Time | None, judged: Any) -> Row:
    if judged is not None:
        start, end = _judged_days(judged)
        return start, end, "day" if start == end else None, "judged"
    return (time.start, time.end, time.grain, time.basis) if time else (None,) * 4


def _judged_days(judged: Any) -> tuple[str | None, str | None]:
    """The days that somebody gives: one, two between dots, a list of two, or an object with a start and an end."""
    if isinstance(judged, Mapping):
        return judged.get("start"), judged.get("end")
    start, *more = judged.split("..") if isinstance(judged, str) else judged
    return start, more[0] if more else start


def _place(said: Sequence[tuple[Told, frozenset[str]]], judged: Any) -> Place | None:
    """The place that most tellings give; the sharpest of those given as often."""
    given = [t.place for t, wrong in said if t.place and "place" not in wrong]
    if isinstance(judged, Mapping):
        return Place(judged["name"], judged.get("country"), judged.get("lat"), judged.get("lon"),
                     judged.get("geonameid"), judged.get("precision"), None)
    if judged is not None:
        known = [p for p in given if p.name == judged]
        return min(known, key=_sharpness, default=None) or Place(judged, None, None, None, None, None, None)
    votes = Counter((p.name, p.country) for p in given)
    return min(given, default=None, key=lambda p: (-votes[p.name, p.country], *_sharpness(p)))


def _sharpness(place: Place) -> Row:
    return (SHARP.index(place.precision or "country"), place.name, place.country or "", place.geonameid or 0,
            place.lat or 0.0, place.lon or 0.0)


def _parties(told: Sequence[Told], side: str, effects: Effects, judged: Any) -> list[Row]:
    """Who stands on a side, by how many tellings name them; each as most of these have it."""
    if judged is not None:
        names = [judged] if isinstance(judged, str) else list(judged)
        given = {row[0]: row for row in (_as_judged(told, name) for name in names)}
        return [(*row, len(told)) for row in given.values()]
    votes: Counter[str] = Counter()
    for t in told:
        if side not in effects.wrong(t.key):
            votes.update({party.name for party in _side(t, side)})
    return [(name, *_as_most(told, name), votes[name]) for name in sorted(votes, key=lambda name: (-votes[name], name))]


def _as_judged(told: Sequence[Told], judged: Any) -> Row:
    """A party that somebody gives, by its name alone or with its country and sector too."""
    given = judged if isinstance(judged, Mapping) else {"name": judged}
    country, sector, kind = _as_most(told, given["name"])
    known = not given.keys() & {"country", "sector"}
    return (given["name"], *((country, sector) if known else (given.get("country"), given.get("sector"))), kind)


def _as_most(told: Sequence[Told], name: str) -> Row:
    """Country, sector and kind of a party, as most tellings have them."""
    found = [p for t in told for p in (*t.actors, *t.recipients) if p.name == name]
    known = _most(((p.country, p.sector, p.kind) for p in found), lambda v: tuple(x or "~" for x in v))
    return known or (None, None, "unknown")


def _side(t: Told, side: str) -> tuple[Named, ...]:
    return t.actors if side == "actor" else t.recipients


def _figures(told: Sequence[Told], effects: Effects) -> list[Row]:
    kinds: dict[str, list[tuple[Value, str]]] = {}
    for t in told:
        if "figures" not in effects.wrong(t.key):
            for f in t.values:
                kinds.setdefault(f.kind, []).append(
                    (Value(*t.key, f.low, f.high, f.by, t.published[0], f.text), f.words))
    found = []
    for kind, values in kinds.items():
        how = standing(value for value, _ in values)
        found += [(kind, v.report, v.event, v.low, v.high, v.by, v.date, words, *v.text, *how) for v, words in values]
    return found


def counted(keys: Iterable[Key], effects: Effects) -> list[Key]:
    """The tellings that nobody has judged to be none."""
    return [key for key in keys if EVENT not in effects.wrong(key)]
