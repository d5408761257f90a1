"""How far a run has come: the rate leaves out the start, and is told once a few reports have come."""

from __future__ import annotations

import io

import pytest

from dateline.faces import progress
from dateline.faces.progress import Progress, renewal


def test_the_wait_for_the_first_report_is_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, *(10.0 + 10 * n for n in range(7))])     # made; then an answer every ten seconds
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    written = io.StringIO()
    running = Progress(8, stream=written)
    for n in range(7):
        running.step(failed=n == 5)
    assert written.getvalue().splitlines() == [
        "1 of 8 reports", "2 of 8 reports", "3 of 8 reports", "4 of 8 reports",
        "5 of 8 reports, 0.1 a second, 30 s left", "6 of 8 reports, 0.1 a second, 20 s left, 1 not read",
        "7 of 8 reports, 0.1 a second, 10 s left, 1 not read"]


def test_an_older_store_says_how_far_it_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 10.0, 20.0, 30.0, 30.0, 41.0, 52.0, 63.0])       # made, then 500, 1,000 and all, twice
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    written = io.StringIO()
    tell = renewal("news.duckdb", stream=written)
    for doing in ("read again", "put together again"):
        for done in (500, 1000, 1200):
            tell(doing, done, 1200)
    first, *lines = written.getvalue().splitlines()
    assert first.startswith("news.duckdb was kept by an older Dateline")
    assert [line.split(",", 2)[0:2] for line in lines] == [
        ["read again: 500 of 1", "200 reports"], ["read again: 1", "000 of 1"],
        ["put together again: 500 of 1", "200 reports"], ["put together again: 1", "000 of 1"]]
    assert "99.9 a second" in lines[1]
