"""The days on which a report without a date may have come out, inferred from the days it tells.

From the first day on which all that it tells as past had happened, to the last before something that it still
awaits (case guidelines). A bare weekday names a day within a week (AP Stylebook), so where the news is tied to a
full date, by standing beside it or by "five weeks after", the first weekday told as past narrows this to seven
days. Where only one end is known, nothing is inferred: every "on Tuesday" would be put in a wrong week.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from dateline.model import Published, Report, TimeExpression
from dateline.record.phrases import case_of, text_of
from dateline.record.timex import days_of, looks_ahead, shifted, times, tokens_of
from dateline.record.when import ELSEWHEN, is_on_line

DAY, WEEK = timedelta(days=1), timedelta(days=6)
SLACK = {"W": 3, "D": 0}            # days by which "five weeks after" may be off


@dataclass(frozen=True, slots=True)
class _Day:
    """A day told in full: does the sentence's main line tell it, and does it lie ahead?"""

    day: date
    ahead: bool
    on_line: bool


def dated(doc: Doc, report: Report) -> Report:
    """The report with the days of publication that its text lets one infer, if it has none."""
    if report.published.start:
        return report
    found = times(doc, report)
    days = list(_days(found, doc))
    past = [d for d in days if not d.ahead]
    if not past:
        return report
    last = max(past, key=lambda d: (d.day, d.on_line))
    start, end = _week(last, len({d.day for d in past}) == 1, found, doc)
    limits = [d.day for d in days if d.ahead and d.day > start] + ([end + DAY] if end else [])
    end = min(limits, default=start) - DAY
    if end < start:
        return report
    return replace(report, published=Published(start.isoformat(), end.isoformat(), "inferred"))


def _days(found: Sequence[TimeExpression], doc: Doc) -> Iterator[_Day]:
    """Every full day of the text."""
    for one in found:
        token = next(tokens_of(doc, one), None)
        if one.from_ and one.from_ == one.to and token is not None:
            before = text_of(doc)[max(one.start - 9, 0) : one.start]
            yield _Day(date.fromisoformat(one.from_), _is_ahead(token), is_on_line(token) and "than" not in before)


def _is_ahead(token: Token) -> bool:
    return looks_ahead(token) or any(w in ELSEWHEN for w in case_of(token).split())


def _week(last: _Day, alone: bool, found: Sequence[TimeExpression], doc: Doc) -> tuple[date, date | None]:
    """The first day that is possible, and the last one that the weekdays of the text allow."""
    weekdays = list(_weekdays(found, doc))
    told = next((n for n, token in weekdays if is_on_line(token)), None)
    if told is None:
        return last.day, None
    counted = _counted(alone, found, doc)
    start = _next(told, max(last.day, counted) if counted else last.day)
    if counted is None and not last.on_line:
        return start, None
    awaited = [_next(n, start + DAY) - DAY for n, token in weekdays if looks_ahead(token)]
    return start, min([start + WEEK, *awaited])


def _weekdays(found: Sequence[TimeExpression], doc: Doc) -> Iterator[tuple[int, Token]]:
    """Every weekday that is told, Monday 0, with its first word."""
    for one in found:
        token = next(tokens_of(doc, one), None)
        if (one.value or "").startswith("XXXX-W") and one.type == "DATE" and token is not None:
            yield int((one.value or "")[-1]) - 1, token


def _next(weekday: int, day: date) -> date:
    """That weekday, on the day or after it."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _counted(alone: bool, found: Sequence[TimeExpression], doc: Doc) -> date | None:
    """The first day that "five weeks after the vote of March 3, 2015" may mean; without its date, of the one day
    that the text gives."""
    days = [t for t in found if t.from_ and t.from_ == t.to]
    for one in found:
        span = days_of(one.value)
        behind = next((t for t in doc if t.idx >= one.end and not t.is_space), None) if span else None
        if span is None or behind is None or behind.lower_ not in ("after", "since"):
            continue
        named = next((d for d in days if d.start > one.end and _names(behind, d, doc)), None)
        whole = named or (days[0] if alone and days and span[0] == "W" else None)
        moved = shifted(date.fromisoformat(whole.from_), *span) if whole and whole.from_ and span[0] in SLACK else None
        if moved:
            return moved[0] - timedelta(days=SLACK[span[0]])
    return None


def _names(after: Token, day: TimeExpression, doc: Doc) -> bool:
    """Whether the phrase behind "after" holds the day: "after the vote of March 3, 2015"."""
    token = next(tokens_of(doc, day), None)
    return token is not None and any(a.i == after.head.i for a in (token, *token.ancestors))
