"""How far a run has come: the rate leaves out the start, and is told once a few reports have come."""

from __future__ import annotations

import io

import pytest

from dateline.faces import progress
from dateline.faces.progress import Progress


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
