"""A clock that jumps, back or ahead, between batches: they keep their order, and no moment hides what came after it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle, rows
from dateline.chronicle.judgements import Judgement, Verdict
from dateline.chronicle.moments import backward
from dateline.faces.commands import watch
from dateline.faces.deciding import made
from dateline.report import fetching
from dateline.report.web import Answer
from values import TEXT, record

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
AHEAD, BACK = datetime(2036, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock by which batches are dated."""
    stands = [NOW]

    class Stood(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return stands[0]

    monkeypatch.setattr(rows, "datetime", Stood)
    return lambda at: stands.__setitem__(0, at)


def filled(path: Path, clock: Clock, times: list[datetime]) -> Chronicle:
    """A store with a batch at each of these times, a report each, of happenings that have nothing in common."""
    chronicle = Chronicle.open(path)
    for n, at in enumerate(times):
        clock(at)
        one = record(f"Day {n}. {TEXT}", day=f"20{n + 10}-03-05")
        event, = one.events
        assert event.time is not None
        when = replace(event.time, start=f"20{n + 10}-03-02", end=f"20{n + 10}-03-02")
        chronicle.add(replace(one, events=(replace(event, time=when),)))
    return chronicle


def hour(n: int) -> datetime:
    return NOW + timedelta(hours=n)


# what the clock says at each batch; then at which moments somebody looked, and after which batch that was
JUMPS = [
    ([hour(0), hour(1), hour(2)], {hour(0): 1, hour(1): 2, hour(9): 3}),
    ([hour(0), BACK, hour(2), hour(3)], {hour(1): 2, hour(2): 3, hour(9): 4}),
    ([hour(0), AHEAD, hour(2), hour(3)], {hour(1): 2, hour(2): 3, hour(9): 4}),
    ([hour(0), hour(1), AHEAD], {hour(0): 1, hour(9): 2, AHEAD: 3}),
    ([hour(0), hour(1), BACK], {hour(0): 1, hour(1): 3}),
    ([AHEAD, hour(1), hour(2)], {hour(0): 0, hour(1): 2, hour(2): 3}),
    ([hour(0), hour(1), AHEAD, BACK, hour(2), hour(3)], {hour(1): 4, hour(2): 5, hour(3): 6}),
]


@pytest.mark.parametrize(("times", "moments"), JUMPS)
def test_what_came_after_a_moment_is_told_wherever_the_clock_jumped(
        tmp_path: Path, clock: Clock, times: list[datetime], moments: dict[datetime, int]) -> None:
    with filled(tmp_path / "s.duckdb", clock, times) as chronicle:
        assert [one.number for one in sorted(chronicle.changes(), key=lambda one: one.number)] == list(range(1, len(times) + 1))
        for moment, last in moments.items():
            assert sorted(one.number for one in chronicle.changes(since=moment.isoformat())) == list(range(last + 1, len(times) + 1))
            assert sorted(one.number for one in chronicle.changes(until=moment.isoformat())) == list(range(1, last + 1))


def test_reports_keep_the_order_in_which_they_came(tmp_path: Path, clock: Clock) -> None:
    with filled(tmp_path / "s.duckdb", clock, [hour(0), AHEAD, BACK, hour(1)]) as chronicle:
        found = chronicle.sql("SELECT r.text[:5] FROM kept.records k JOIN reports r ON r.record = k.id ORDER BY k.number").fetchall()
        assert [text for text, in found] == [f"Day {n}" for n in range(4)]
        assert chronicle.ask("police").incidents                        # and the index has followed each


@given(st.lists(st.integers(-40, 40), max_size=12))
def test_what_is_left_of_the_times_runs_forward_and_no_longer_part_of_them_does(hours: list[int]) -> None:
    times = [hour(n) for n in hours]
    wrong = backward(times)
    left = [at for n, at in enumerate(times) if n not in wrong]
    assert left == sorted(left)
    longest = max((len(some) for size in range(len(times) + 1) for some in itertools.combinations(times, size)
                   if list(some) == sorted(some)), default=0) if len(times) <= 8 else len(left)
    assert len(left) == longest


def test_a_later_judgement_outranks_whatever_the_clock_says(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "s.duckdb") as chronicle:
        chronicle.add(record())
        one, event = record().report.id, record().events[0].id
        chronicle.judge(Judgement.make(Verdict(one, event, None, False), by="Mina", at=AHEAD.isoformat()))
        chronicle.judge(*made(chronicle, [Verdict(one, event, None, True)], "Mina", None))
        assert [each.deed.right for each in sorted(chronicle.judgements, key=lambda each: each.rank)  # type: ignore[union-attr]
                ] == [False, True]


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────

def test_who_asks_to_wait_until_a_day_is_heard_by_his_own_clock() -> None:
    def told(**headers: str) -> float:
        return fetching._later(Answer("https://news.example/", 503, headers, b"", b"", b""))

    until = {"retry-after": "Thu, 05 Mar 2026 12:00:30 GMT"}
    assert told(**until, date="Thu, 05 Mar 2026 12:00:00 GMT") == 30.0
    assert told(**until, date="Thu, 05 Mar 2026 13:00:00 GMT") == 0.0
    assert told(**{"retry-after": "7"}) == 7.0
    assert told(**{"retry-after": "soon"}) == 0.0


def test_pauses_go_by_a_clock_that_nobody_sets() -> None:
    asker = fetching.Fetcher("Dateline/test")
    assert asker.clock is time.monotonic and asker.wait is time.sleep and watch.sleep is time.sleep
    assert time.get_clock_info("monotonic").monotonic and not time.get_clock_info("monotonic").adjustable
