"""How far people agree, how often the machine is right, and how sure one can be of either number.

Agreement: Cohen's kappa for two coders, Krippendorff's alpha for any number of them who need not all have judged
everything. Intervals: Wilson's for a share, the bootstrap over units for agreement. Written here because what exists
is either under a licence that ours cannot take in or brings SciPy and pandas along. Nothing here knows of stores.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np

Level = Literal["nominal", "ordinal", "interval"]
Rating = Hashable                   # None: not judged
Unit = Sequence[Rating]             # what each coder says of one thing
SHARE = 0.95                        # of such intervals that hold the true number
DRAWS = 1000                        # of the bootstrap
LEAST = 0.9                         # share of the draws that must have a value, or there is no interval


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval runs upward, got {self.low} to {self.high}")


# ── shares ───────────────────────────────────────────────────────────────────────────────────────


def wilson(right: float, judged: float, share: float = SHARE) -> Interval:
    """Wilson's score interval for `right` of `judged` (Wilson 1927), which holds for few cases and for shares near 0
    and 1, too; all that can be where nothing was judged.

    >>> found = wilson(8, 10)
    >>> round(found.low, 3), round(found.high, 3)
    (0.49, 0.943)
    """
    if not judged:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + share) / 2)
    p, n = right / judged, judged
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True, slots=True)
class Stratum:
    """One kind of what was sampled: how many there are, how many were judged, how many of these were right."""

    name: str
    size: int
    judged: int
    right: int

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.judged <= self.size:
            raise ValueError(f"of {self.size} in {self.name}, {self.judged} judged and {self.right} right cannot be")


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval; None where nothing was judged."""

    value: float | None
    interval: Interval


def share(stratum: Stratum) -> Share:
    value = stratum.right / stratum.judged if stratum.judged else None
    return Share(value, wilson(stratum.right, stratum.judged))


def overall(strata: Iterable[Stratum]) -> Share:
    """The share of all that are right, each stratum weighing as much as it is large, whatever the sample took of it.

    Strata of which nothing was judged are left out. The interval is Wilson's for as many cases as an unweighted sample
    would need to be as sure (Kish 1965: the effective size).
    """
    known = [s for s in strata if s.judged]
    total = sum(s.size for s in known)
    if not total:
        return Share(None, Interval(0.0, 1.0))
    value = sum(s.size / total * s.right / s.judged for s in known)
    worth = 1 / sum((s.size / total) ** 2 / s.judged for s in known)
    return Share(value, wilson(value * worth, worth))


# ── agreement ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree beyond chance: 1 wholly, 0 as chance would have it; None where it cannot be told, since
    no unit has two ratings or all ratings are one."""

    value: float | None
    interval: Interval | None
    units: int                      # with at least two ratings
    observed: float | None          # share of pairs of ratings that are the same


def kappa(units: Iterable[Unit]) -> float | None:
    """Cohen's kappa of two coders (Cohen 1960); units that one of them left out do not count.

    >>> kappa([("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no"), ("yes", None)])
    0.5
    """
    both = [(a, b) for a, b in units if a is not None and b is not None]
    if not both:
        return None
    observed = sum(a == b for a, b in both) / len(both)
    one, other = (Counter(side) for side in zip(*both, strict=True))
    chance = sum(one[value] * other[value] for value in one) / len(both) ** 2
    return (observed - chance) / (1 - chance) if chance < 1 else None


def alpha(units: Iterable[Unit], level: Level = "nominal", order: Sequence[Rating] | None = None) -> float | None:
    """Krippendorff's alpha (2018, chapter 12) of any number of coders; None stands for what a coder did not judge.

    `order`: the values from low to high, where they do not sort that way themselves.
    """
    counts, scale = _counts(units, order)
    return _alpha(counts, np.ones(len(counts)), _numbers(scale) if level == "interval" else None, level)


def _counts(units: Iterable[Unit], order: Sequence[Rating] | None) -> tuple[Any, list[Any]]:
    """How often each unit was given each value (units, values), of units with two ratings or more; and the values."""
    told = [found for unit in units if len(found := [v for v in unit if v is not None]) > 1]
    met = {v for found in told for v in found}
    scale = [v for v in order if v in met] if order else sorted(met, key=lambda v: (str(type(v)), v))
    if order and met - set(order):
        raise ValueError(f"no place in the order for {sorted(map(str, met - set(order)))}")
    place = {value: at for at, value in enumerate(scale)}
    counts = np.zeros((len(told), len(scale)))
    for row, found in enumerate(told):
        for value, times in Counter(found).items():
            counts[row, place[value]] = times
    return counts, scale


def _numbers(scale: Sequence[Any]) -> Any:
    return np.array(scale, dtype=float)


def _alpha(counts: Any, weights: Any, numbers: Any, level: Level) -> float | None:
    """counts (units, values), weights (units,): how often each unit stands in the data."""
    worth = weights / np.maximum(counts.sum(axis=1) - 1, 1)                 # (units,)
    met = (counts.T * worth) @ counts - np.diag(worth @ counts)             # coincidences (values, values)
    total = met.sum(axis=1)                                                 # (values,)
    apart = _apart(total, numbers, level)                                   # (values, values)
    expected = (np.outer(total, total) * apart).sum()
    if not expected:
        return None
    return float(1 - (total.sum() - 1) * (met * apart).sum() / expected)


def _apart(total: Any, numbers: Any, level: Level) -> Any:
    """The squared difference of each two values; between ordinal ones lie as many as were given in between."""
    if level == "nominal":
        return 1 - np.eye(len(total))
    if level == "ordinal":
        numbers = np.cumsum(total) - total / 2
    return np.subtract.outer(numbers, numbers) ** 2


# ── how sure ─────────────────────────────────────────────────────────────────────────────────────


def agreement_of_two(units: Sequence[Unit], *, seed: int = 0) -> Agreement:
    """Kappa with its interval."""
    both = [unit for unit in units if None not in unit]
    draw = np.random.default_rng(seed)
    drawn = (kappa([both[at] for at in draw.integers(0, len(both), len(both))]) for _ in range(DRAWS if both else 0))
    return Agreement(kappa(both), _middle(drawn), len(both), _observed(both))


def agreement(units: Sequence[Unit], level: Level = "nominal", order: Sequence[Rating] | None = None, *,
              seed: int = 0) -> Agreement:
    """Alpha with its interval: units are drawn again, so that those who judged stay as they are."""
    counts, scale = _counts(units, order)
    if not len(counts):
        return Agreement(None, None, 0, None)
    numbers = _numbers(scale) if level == "interval" else None
    kinds, times = np.unique(counts, axis=0, return_counts=True)            # like units are drawn together
    draw = np.random.default_rng(seed).multinomial(len(counts), times / times.sum(), size=DRAWS)
    drawn = (_alpha(kinds, weights, numbers, level) for weights in draw)
    return Agreement(_alpha(kinds, times, numbers, level), _middle(drawn), len(counts), _observed(units))


def _middle(drawn: Iterable[float | None]) -> Interval | None:
    """Between which the middle 95 in 100 of the draws lie; None where too many of them have no value."""
    found = [value for value in drawn if value is not None]
    if len(found) < LEAST * DRAWS:
        return None
    low, high = np.quantile(found, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return Interval(float(low), float(high))


def _observed(units: Iterable[Unit]) -> float | None:
    """The share of pairs of ratings of one unit that are the same; each unit weighs as many ratings as it has."""
    counts = [Counter(v for v in unit if v is not None) for unit in units]
    rated = [(c, n) for c in counts if (n := c.total()) > 1]
    if not rated:
        return None
    same = sum(sum(times * (times - 1) for times in c.values()) / (n - 1) for c, n in rated)
    return same / sum(n for _, n in rated)
