"""The samples: each is read, says what it is, and between them they hold what the README promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.model import Report
from dateline.report import read_inputs

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FOUND = list(read_inputs([SAMPLES]))
REPORTS = [report for report in FOUND if isinstance(report, Report)]


def test_every_sample_is_read() -> None:
    assert len(FOUND) == len(REPORTS) >= 12
    assert {Path((r.ref or "").partition(":")[0]).suffix for r in REPORTS} >= {".txt", ".md", ".html"}


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.ref and Path(r.ref).name)
def test_a_sample_says_whether_it_is_true(report: Report) -> None:
    """Invented ones say so in their last words, the others that they are real; all are dated, titled and of one length."""
    ending = report.text.strip().split("\n")[-1]
    assert "This report is invented" in ending or "This report is about" in ending
    assert report.published.start and report.title
    assert 90 < len(report.text.split()) < 450
    assert "must never be read" not in report.text


def test_samples_hold_headings_and_datelines() -> None:
    assert sum(bool(r.headings) for r in REPORTS) >= 6
    assert sum(bool(r.dateline) for r in REPORTS) >= 8
    assert {r.published.basis for r in REPORTS} == {"stated", "metadata"}
