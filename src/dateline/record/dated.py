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
from dateline.record.status import tense_of
from dateline.record.timex import days_of, shifted, times, tokens_of
from dateline.record.when import ELSEWHEN, is_on_line

WEEK = timedelta(days=6)
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
    end = min([d.day - timedelta(days=1) for d in days if d.ahead and d.day > start] + ([end] if end else []),
              default=None)
    if end is None or end < start:
        return report
    return replace(report, published=Published(start.isoformat(), end.isoformat(), "inferred"))


def _days(found: Sequence[TimeExpression], doc: Doc) -> Iterator[_Day]:
    """Every full day of the text; one without its year is the nearest to the last full one."""
    known = [date.fromisoformat(t.from_) for t in found if t.from_ and t.from_ == t.to]
    for one in found:
        day = date.fromisoformat(one.from_) if one.from_ and one.from_ == one.to else None
        if day is None and (one.value or "").startswith("XXXX-") and known:
            day = _nearest((one.value or "")[5:], max(known))
        token = next(tokens_of(doc, one), None)
        if day is not None and token is not None:
            before = text_of(doc)[max(one.start - 9, 0) : one.start]
            yield _Day(day, _is_ahead(token), is_on_line(token) and "than" not in before)


def _nearest(month_day: str, near: date) -> date | None:
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date.fromisoformat(f"{year}-{month_day}"))
        except ValueError:
            continue
    return min(days, key=lambda d: abs((d - near).days), default=None)


def _is_ahead(token: Token) -> bool:
    return tense_of(token) == "ahead" or any(w in ELSEWHEN for w in case_of(token).split())


def _week(last: _Day, alone: bool, found: Sequence[TimeExpression], doc: Doc) -> tuple[date, date | None]:
    """The first day that is possible, and the last one that the weekdays of the text allow."""
    weekday = next((t for t in found if (t.value or "").startswith("XXXX-W") and t.type == "DATE" and _is_past(t, doc)),
                   None)
    later = _offset(found, doc) if alone else None
    if weekday is None or not (later or last.on_line):
        return last.day, None
    start = last.day
    if later is not None and (moved := shifted(start, *later)):
        start = moved[0] - timedelta(days=SLACK.get(later[0], 3))
    number = int((weekday.value or "")[-1]) - 1
    start += timedelta(days=(number - start.weekday()) % 7)
    return start, start + WEEK


def _is_past(one: TimeExpression, doc: Doc) -> bool:
    token = next(tokens_of(doc, one), None)
    return token is not None and is_on_line(token)


def _offset(found: Sequence[TimeExpression], doc: Doc) -> tuple[str, int] | None:
    """ "five weeks after the vote", of the one day that the text gives."""
    for one in found:
        span = days_of(one.value)
        behind = next((t for t in doc if t.idx >= one.end and not t.is_space), None) if span else None
        if span and span[0] in ("D", "W") and behind is not None and behind.lower_ in ("after", "since"):
            return span
    return None
