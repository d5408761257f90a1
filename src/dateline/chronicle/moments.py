"""What is left of the change feed over a span: what an incident was at its beginning, and what it is at its end.

What was added and withdrawn in between is told no more, nor a value that came back to what it was; incidents that were
merged one after the other are told as one merger.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from dateline.chronicle.changes import Change
from dateline.chronicle.rows import ask
from dateline.errors import BadMoment

NUMBER = re.compile(r"\d{1,9}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
REASONS = 3         # that one line names

Moment = str | int | None


def between(db: Any, since: Moment = None, until: Moment = None) -> list[Change]:
    """What changed from one moment to another: a number of a batch, an ISO time or a day; None: the beginning, the end.

    From a batch or a time on, what comes after it; a day counts whole, at either end.
    """
    first, last = _batch(db, since, late=False), _batch(db, until, late=True)
    found = ask(db, "SELECT * FROM changes WHERE number > ? AND number <= ? ORDER BY number", first, last)
    return net(_change(row) for row in found)


def _change(row: tuple[Any, ...]) -> Change:
    number, at, what, incident, others, *more = row
    return Change(number, at, what, incident, tuple(json.loads(others or "[]")), *more)


def _batch(db: Any, moment: Moment, *, late: bool) -> int:
    """The last batch that stands at a moment."""
    if moment is None:
        return 2**31 if late else 0
    if isinstance(moment, int) or NUMBER.fullmatch(moment):
        return int(moment)
    at = _time(moment, late=late)
    batches = ask(db, 'SELECT number, "at" FROM kept.batches ORDER BY number')
    return max((number for number, told in _dated(batches) if told <= at), default=0)


def _dated(batches: Sequence[tuple[int, str]]) -> Iterator[tuple[int, datetime]]:
    """When each batch came. Their numbers tell the order; one that a wrong clock dated came when the one before did."""
    times = [datetime.fromisoformat(told) for _, told in batches]
    wrong = backward(times)
    last = next((at for n, at in enumerate(times) if n not in wrong), None)
    for n, ((number, _), at) in enumerate(zip(batches, times, strict=True)):
        last = last if last is not None and n in wrong else at
        yield number, last


def backward(times: Sequence[datetime]) -> set[int]:
    """Which of these, in the order in which they were told, a clock told that stood wrong: all that are not of the
    longest series that runs forward.

    >>> told = [datetime(year, 3, 5) for year in (2026, 2027, 1970, 2028, 2040, 2029)]
    >>> sorted(backward(told))
    [2, 4]
    """
    tails: list[datetime] = []              # of the series of each length, the one that ends earliest …
    ends: list[int] = []                    # … and where
    before: list[int | None] = []
    for n, at in enumerate(times):
        size = bisect_right(tails, at)
        tails[size:size + 1], ends[size:size + 1] = [at], [n]
        before.append(ends[size - 1] if size else None)
    right: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        right.add(last)
        last = before[last]
    return set(range(len(times))) - right


def _time(moment: str, *, late: bool) -> datetime:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError as error:
        raise BadMoment(moment) from error
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if DAY.fullmatch(moment):
        return at + timedelta(days=1 if late else 0) - timedelta(microseconds=1)
    return at


# ── the sum of many batches ──────────────────────────────────────────────────────────────────────


@dataclass
class _Now:
    """An incident as it stands: which of those at the beginning it holds, and what of it is another."""

    roots: frozenset[str]
    fields: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    last: Change | None = None
    reasons: list[str] = field(default_factory=list)

    def tell(self, change: Change) -> None:
        self.last = change
        if change.reason and change.reason not in self.reasons:
            self.reasons.append(change.reason)


def net(changes: Iterable[Change]) -> list[Change]:
    """The sum of changes in the order of their batches, as one batch would have told it."""
    now: dict[str, _Now] = {}
    ended: dict[str, Change] = {}           # of those at the beginning, what took them away
    for _, batch in groupby(changes, key=lambda change: change.number):
        _step(now, ended, list(batch))
    return sorted(_told(now, ended), key=lambda c: (c.what, c.incident, c.field or ""))


def _step(now: dict[str, _Now], ended: dict[str, Change], batch: list[Change]) -> None:
    """One batch: who comes of whom first, then fields."""
    parents: dict[str, dict[str, Change]] = {}
    for change in batch:
        pairs: list[tuple[str, str]] = []
        if change.what == "merged":
            pairs = [(change.incident, other) for other in change.others]
        elif change.what == "split":
            pairs = [(other, change.incident) for other in change.others]
        elif change.what == "changed" and change.field == "id" and change.before:
            pairs = [(change.incident, change.before)]
        for child, parent in pairs:
            parents.setdefault(child, {})[parent] = change
    old = {parent for of in parents.values() for parent in of}
    before = {name: now.pop(name) if name in now else _Now(frozenset({name})) for name in sorted(old)}
    for child, of in parents.items():
        now[child] = _heir([before[parent] for parent in sorted(of)], of.values())
    for change in batch:                    # merged and split into what they were: each is itself again
        if change.what == "split" and before[change.incident].roots == frozenset(change.others):
            now.update({child: _Now(frozenset({child})) for child in change.others if len(parents[child]) == 1})
    for change in batch:
        if change.what == "added":
            now[change.incident] = one = _Now(frozenset())
            one.tell(change)
        elif change.what == "withdrawn":
            gone = now.pop(change.incident, None) or _Now(frozenset({change.incident}))
            ended.update(dict.fromkeys(gone.roots, change))
        elif change.what == "changed" and change.field and change.field != "id":
            one = now.setdefault(change.incident, _Now(frozenset({change.incident})))
            one.fields[change.field] = one.fields.get(change.field, (change.before, None))[0], change.after
            one.tell(change)


def _heir(parents: list[_Now], changes: Iterable[Change]) -> _Now:
    one = _Now(frozenset().union(*(parent.roots for parent in parents)),
               dict(parents[0].fields) if len(parents) == 1 else {})
    one.reasons = list(dict.fromkeys(reason for parent in parents for reason in parent.reasons))
    for change in changes:
        one.tell(change)
    return one


def _told(now: dict[str, _Now], ended: dict[str, Change]) -> Iterator[Change]:
    heirs: dict[str, list[str]] = {}
    for name in sorted(now):
        for root in now[name].roots:
            heirs.setdefault(root, []).append(name)
    for name, one in sorted(now.items()):
        if one.last is None:
            continue
        base = replace(one.last, incident=name, others=(), field=None, before=None, after=None,
                       reason="; ".join(one.reasons[-REASONS:]) or None)
        if not one.roots:
            yield replace(base, what="added")
        elif len(one.roots) > 1:
            yield replace(base, what="merged", others=tuple(sorted(one.roots)))
        elif len(heirs[root := min(one.roots)]) == 1:
            yield from _fields(base, root, one)
    for root, names in sorted(heirs.items()):
        if len(names) > 1:
            last = now[names[0]].last or _none(root)
            yield replace(last, what="split", incident=root, others=tuple(names), field=None, before=None, after=None)
    for root, change in sorted(ended.items()):
        if root not in heirs:
            yield replace(change, incident=root)


def _fields(base: Change, root: str, one: _Now) -> Iterator[Change]:
    if root != base.incident:
        yield replace(base, what="changed", field="id", before=root, after=base.incident)
    for name, (before, after) in sorted(one.fields.items()):
        if before != after:
            yield replace(base, what="changed", field=name, before=before, after=after)


def _none(root: str) -> Change:
    return Change(0, "", "split", root)
