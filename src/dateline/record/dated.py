"""The days on which a report without a date may have come out, put together from all that its text says of them.

The bounds (undated.py) are taken one by one, the surest first; one that leaves no day is passed over. What is left
from the first day to the last is the answer, with its reasons. Where an end stays open, nothing is inferred. Of one
week's days those before the weekday of the opening sentence, and those from one that is still awaited, are none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from dateline.model import Published, Reason, Report
from dateline.record.timex import times
from dateline.record.undated import DAY, EVER, WEEK, Days, awaited, bounds, next_weekday, opening

WIDEST = 3660       # days beyond which nothing is inferred
SURE = 31           # days within which the days of a report may lie for its "last month" and "May 3" to be read


def dated(doc: Doc, report: Report) -> Report:
    """The report with the days of publication that its text lets one infer, if it has none."""
    if report.published.start:
        return report
    found = times(doc, report)
    left: tuple[Days, ...] = (EVER,)
    reasons: list[Reason] = []
    for bound in bounds(doc, report, found):
        rest = common(left, bound.days)
        if rest and rest != left:
            left = rest
            reasons.append(Reason(left[0][0].isoformat(), left[-1][1].isoformat(), bound.text, bound.why))
    start, end = left[0][0], left[-1][1]
    if (end - start).days > WIDEST:
        return report
    if (end - start).days <= WEEK:
        told = opening(doc, report, found)
        start = min(end, next_weekday(told, start)) if told is not None else start
        end = min([end, *(next_weekday(n, start + DAY) - DAY for n in awaited(doc, found))])
    return replace(report, published=Published(start.isoformat(), end.isoformat(), "inferred", tuple(reasons)))


def common(left: tuple[Days, ...], right: tuple[Days, ...]) -> tuple[Days, ...]:
    """The days of both, as intervals in order.

    >>> d = date.fromisoformat
    >>> common(((d("2015-01-01"), d("2015-12-31")),), ((d("2015-03-01"), d("2016-03-01")),))
    ((datetime.date(2015, 3, 1), datetime.date(2015, 12, 31)),)
    """
    one, other, both = _apart(left), _apart(right), []
    i = j = 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first <= last:
            both.append((first, last))
        i, j = (i + 1, j) if one[i][1] < other[j][1] else (i, j + 1)
    return tuple(both)


def _apart(days: tuple[Days, ...]) -> list[Days]:
    """Intervals in order, those that touch joined."""
    joined: list[Days] = []
    for first, last in sorted(days):
        if joined and first <= joined[-1][1] + DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def readable(report: Report) -> Report:
    """The report as its words may be read: days inferred so wide that no "Tuesday" or "May 3" is sure are no day."""
    one = report.published
    if one.basis != "inferred" or not one.start or not one.end:
        return report
    wide = (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days > SURE
    return replace(report, published=Published()) if wide else report
