"""Figures of one incident side by side: which cannot both be right, and which later one replaces an earlier."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from dateline.model import Toll, Value


def tolls(values: Iterable[tuple[str, Value]]) -> tuple[Toll, ...]:
    """The values by kind, with what they are to each other."""
    kinds: dict[str, list[Value]] = {}
    for kind, value in values:
        kinds.setdefault(kind, []).append(value)
    return tuple(Toll(kind, tuple(given), *standing(given)) for kind, given in kinds.items())  # type: ignore[arg-type]


def standing(given: Iterable[Value]) -> tuple[bool, bool]:
    """Whether values of one kind are contested, and whether some are brought up to date by others."""
    distinct = {(v.low, v.high, v.by, v.date): v for v in given}.values()
    return (any(_contested(a, b) for a, b in combinations(distinct, 2)),
            any(_updated(a, b) for a, b in combinations(distinct, 2)))


def _apart(a: Value, b: Value) -> bool:
    """Whether two counts cannot both be: "at least 35" and "30"."""
    return (a.high is not None and (b.low or 0) > a.high) or (b.high is not None and (a.low or 0) > b.high)


def _updated(a: Value, b: Value) -> bool:
    """Whether the later of two counts replaces the earlier: one speaker's, or the reports' own, on two days."""
    grown = a.date != b.date and a.date is not None and b.date is not None
    return _apart(a, b) and grown and (a.by == b.by or None in (a.by, b.by))


def _contested(a: Value, b: Value) -> bool:
    return _apart(a, b) and a.by != b.by and not _updated(a, b)
