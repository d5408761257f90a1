"""Agreement and intervals: what the literature works out by hand, and what must hold of any numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.measure import (
    Interval,
    Stratum,
    agreement,
    agreement_of_two,
    alpha,
    kappa,
    overall,
    share,
    wilson,
)

# ── worked examples ──────────────────────────────────────────────────────────────────────────────

def units(*coders: str) -> list[tuple[object, ...]]:
    """A line a coder, a sign a unit; a dot where he did not judge."""
    return [tuple(None if v == "." else int(v) if v.isdigit() else v for v in unit)
            for unit in zip(*coders, strict=True)]


BINARY = units("0100000010", "1110010000")
NAMED = units("aabbdcccedda", "babbbccceddd")
SEVERAL = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize("data, level, value", [
    (BINARY, "nominal", 0.095),                 # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A
    (NAMED, "nominal", 0.692),                  # B
    (SEVERAL, "nominal", 0.743),                # C: four coders, gaps
    (SEVERAL, "ordinal", 0.815),
    (SEVERAL, "interval", 0.849),
])
def test_alpha_is_that_of_the_worked_examples(data: list[tuple[object, ...]], level: str, value: float) -> None:
    assert alpha(data, level) == pytest.approx(value, abs=0.0005)       # type: ignore[arg-type]


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(a, b) for a, row in enumerate(rows) for b, times in enumerate(row) for _ in range(times)]


@pytest.mark.parametrize("data, value", [
    (table((20, 5), (10, 15)), 0.4),            # fifty proposals, two readers
    (table((45, 15), (25, 15)), 0.1304),        # the same share agreed on, by other habits
    (table((25, 35), (5, 35)), 0.2593),
    (table((10, 0), (0, 10)), 1.0),
    (table((0, 10), (10, 0)), -1.0),
])
def test_kappa_is_that_of_the_worked_examples(data: list[tuple[int, int]], value: float) -> None:
    assert kappa(data) == pytest.approx(value, abs=0.00005)


@pytest.mark.parametrize("right, judged, low, high", [      # Newcombe 1998, table I, method 3
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_wilson_is_that_of_the_literature(right: int, judged: int, low: float, high: float) -> None:
    found = wilson(right, judged)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)


# ── edges ────────────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("data", [[], [("a", None)], [("a", "a"), ("a", "a")]])
def test_what_cannot_be_told_is_none(data: list[tuple[object, ...]]) -> None:
    assert alpha(data) is kappa(data) is None
    assert agreement(data).value is agreement_of_two(data).value is None
    assert agreement(data).interval is None


def test_units_of_one_rating_say_nothing() -> None:
    assert alpha([*BINARY, ("0", None), (None, "7"), (None, None)]) == alpha(BINARY)
    assert agreement([*BINARY, (1, None)]).units == 10


def test_values_may_stand_in_an_order_of_their_own() -> None:
    words = [tuple({1: "bad", 2: "middling", 3: "good"}.get(v) for v in unit) for unit in SEVERAL]    # type: ignore[call-overload]
    numbers = [tuple(v if v in (1, 2, 3) else None for v in unit) for unit in SEVERAL]
    assert alpha(words, "ordinal", ("bad", "middling", "good")) == pytest.approx(alpha(numbers, "ordinal"))
    assert alpha(words, "ordinal") != pytest.approx(alpha(numbers, "ordinal"))
    with pytest.raises(ValueError, match="no place in the order for"):
        alpha(words, "ordinal", ("bad", "good"))


def test_the_interval_of_few_is_wide_and_holds_the_value() -> None:
    few, many = agreement(SEVERAL), agreement(SEVERAL * 20)
    assert few.interval and many.interval and few.value
    assert few.interval.low < few.value < few.interval.high
    assert few.interval.high - few.interval.low > 3 * (many.interval.high - many.interval.low)
    two = agreement_of_two(table((20, 5), (10, 15)))
    assert two.interval and two.interval.low < 0.4 < two.interval.high
    assert two.observed == 0.7


def test_the_same_seed_gives_the_same_interval() -> None:
    assert agreement(SEVERAL) == agreement(SEVERAL)
    assert agreement(SEVERAL, seed=1).interval != agreement(SEVERAL, seed=2).interval


def test_large_strata_weigh_more_than_small_ones() -> None:
    found = overall([Stratum("rare", 10, 10, 0), Stratum("frequent", 90, 10, 10), Stratum("not looked at", 900, 0, 0)])
    assert found.value == pytest.approx(0.9)
    equal = overall([Stratum("a", 50, 10, 9), Stratum("b", 50, 10, 9)])
    assert (equal.value, equal.interval) == (pytest.approx(0.9), wilson(18, 20))
    assert found.interval.high - found.interval.low > wilson(18, 20).high - wilson(18, 20).low
    assert overall([]).value is share(Stratum("x", 5, 0, 0)).value is None


@pytest.mark.parametrize("size, judged, right", [(5, 6, 1), (5, 3, 4), (5, 3, -1)])
def test_a_stratum_that_cannot_be_is_refused(size: int, judged: int, right: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Stratum("ASSAULT", size, judged, right)
    with pytest.raises(ValueError, match="runs upward"):
        Interval(1.0, 0.0)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────

ratings = st.one_of(st.none(), st.integers(1, 4))
matrices = st.integers(2, 4).flatmap(lambda coders: st.lists(st.tuples(*[ratings] * coders), max_size=12))


@given(matrices, st.permutations([1, 2, 3, 4]), st.randoms(use_true_random=False))
def test_names_of_values_order_of_units_and_of_coders_say_nothing(
        data: list[tuple[int | None, ...]], names: list[int], chance: object) -> None:
    renamed = [tuple(v and names[v - 1] for v in unit) for unit in data]
    turned = [unit[::-1] for unit in renamed]
    chance.shuffle(turned)                                          # type: ignore[attr-defined]
    assert same(alpha(turned), alpha(data))


@given(matrices)
def test_alpha_is_what_pairs_of_ratings_come_to(data: list[tuple[int | None, ...]]) -> None:
    """The definition, pair by pair: one minus disagreement within units over that among all ratings."""
    told = [[v for v in unit if v is not None] for unit in data]
    told = [unit for unit in told if len(unit) > 1]
    every = [v for unit in told for v in unit]
    within = sum(sum(a != b for a in u for b in u) / (len(u) - 1) for u in told)
    among = sum(a != b for a in every for b in every)
    expected = 1 - (len(every) - 1) * within / among if among else None
    assert same(alpha(data), expected)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=15))
def test_kappa_takes_either_coder_first(data: list[tuple[int, int]]) -> None:
    assert same(kappa(data), kappa([(b, a) for a, b in data]))


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_the_share_and_mirrors(right: int, judged: int) -> None:
    right = min(right, judged)
    found, mirrored = wilson(right, judged), wilson(judged - right, judged)
    assert 0 <= found.low <= right / judged + 1e-12 and right / judged - 1e-12 <= found.high <= 1
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low))


def same(one: float | None, other: float | None) -> bool:
    return one is other is None or (one is not None and other is not None and math.isclose(one, other, abs_tol=1e-9))
