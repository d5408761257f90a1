"""Dates by the calendar, ours and others: what "5 March", "the summer of 1994" or "15 Ramadan 1445" mean."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dateline.record.ahead import ahead
from dateline.record.calendars import day_in, named_day, span_in, year_in
from dateline.record.timepoints import (
    At,
    Found,
    Groups,
    day_number,
    exactly,
    in_part,
    month_number,
    month_of,
    part_of,
    shaded,
    valid,
    week,
    whole_year,
    year_of,
)
from dateline.record.timewords import words


def iso(g: Groups, at: At) -> Found:
    text = g["text"] or ""
    day = valid(int(text[:4]), int(text[5:7]), int(text[8:10]))
    clock = re.search(r"t(\d\d:\d\d)", text)
    return ("TIME", f"{day}T{clock[1]}", day, day) if clock and day else exactly(day)


def years(g: Groups, at: At) -> Found:
    first, last = g["first"] or "", g["last"] or ""
    last = last if len(last) == 4 else first[:2] + last
    if last < first:
        return "DATE", None, None, None
    return "DATE", first, date(int(first), 1, 1), date(int(last), 12, 31)


def day_of_month(g: Groups, at: At) -> Found:
    month, day, year = month_number(g["month"]), day_number(g["day"]), year_of(g["year"])
    first = valid(year, month, day) if year else _near(month, day, at)
    if first is None:
        return "DATE", None if year or at.written else f"XXXX-{month:02}-{day:02}", None, None
    if g["week"] in words().parts:                              # "the night of March 1"
        return in_part(first, g["week"])
    if g["week"]:
        return week(first - timedelta(days=first.weekday()), "W")
    if g.get("from"):                                           # "3-5 March"
        start = valid(first.year, month, int(g["from"] or 0))
        return ("DATE", start.isoformat(), start, first) if start and start < first else exactly(first)
    last = valid(first.year, month, int(g["until"] or 0)) if g.get("until") else None
    return ("DATE", first.isoformat(), first, last) if last and last > first else exactly(first)


def _near(month: int, day: int, at: At) -> date | None:
    """The day nearest to the day of writing on the side the tense points to."""
    written = at.written or at.known
    if written is None:
        return None
    days = [d for y in (written.year, written.year + 1, written.year - 1) if (d := valid(y, month, day))]
    if not days:
        return None
    near = min(days, key=lambda d: abs((d - written).days))
    if at.written is None:
        return near if abs((near - written).days) < SEASON else min((d for d in days if d > written), default=near)
    is_ahead = ahead(at.token)
    if is_ahead and near < written - timedelta(days=31):
        return next((d for d in sorted(days) if d >= written), near)
    if not is_ahead and near > written + timedelta(days=60):
        return max((d for d in days if d <= written), default=near)
    return near


SEASON = 90         # days within which a date without its year may lie before the last one that bears it


def nth(g: Groups, at: At) -> Found | None:
    """ "on the 15th": of this month, or of the one before or after, as the tense has it."""
    if at.written is None:
        return None
    number, months = day_number(g["day"]), [at.written.year * 12 + at.written.month - 1 + n for n in (0, -1, 1)]
    days = [d for m in months if (d := valid(m // 12, m % 12 + 1, number))]
    side = [d for d in days if (d >= at.written if ahead(at.token) else d <= at.written)]
    return exactly(min(side or days, key=lambda d: abs((d - (at.written or d)).days), default=None))


def slash(g: Groups, at: At) -> Found | None:
    """ "25/12/2010"; of "03/04/2010" nobody knows which is the month. With points, only dates count."""
    if g["y"]:
        return exactly(valid(int(g["y"]), int(g["m"] or 0), int(g["d"] or 0)))
    a, b, year = int(g["a"] or 0), int(g["b"] or 0), int(g["c"] or 0)
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if g["sep"] == ".":
        found = valid(year, b, a)
        return exactly(found) if found else None
    if (a > 12) == (b > 12) and a != b:
        return "DATE", None, None, None
    return exactly(valid(year, b, a) if a > 12 else valid(year, a, b))


def month(g: Groups, at: At) -> Found:
    month, which, written = month_number(g["month"]), (g["which"] or "").strip(), at.written
    year = year_of(g["year"])
    if year is None and g["year"]:
        year = written.year + {"last": -1, "this": 0, "next": 1}[g["year"].split()[0]] if written else None
    near = _near(month, 15, at) if not g["year"] and written is None else None
    if year is None and written is None and near is None:
        return "DATE", f"XXXX-{month:02}", None, None
    chosen = year or (near.year if near else year_of_month(month, which, at, written or date.min))
    start, end = month_of(date(chosen, month, 1))
    return ("DATE", f"{chosen:04}-{month:02}", *shaded(start, end, written, g["mod"] or g["shade"]))


def year_of_month(month: int, which: str, at: At, written: date) -> int:
    """The year of a bare month: this year's for "this June", else on the side that the words point to."""
    is_ahead = which.endswith(("next", "coming")) or (not which and ahead(at.token))
    if which == "this":
        return written.year
    if not is_ahead and (month > written.month or (month == written.month and which.endswith("last"))):
        return written.year - 1
    return written.year + (is_ahead and month < written.month)


def season(g: Groups, at: At) -> Found:
    season = words().seasons[g["season"] or g["season2"] or g["season3"] or ""]
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = year_of(g["year"] or g["of"])
    if year is None and at.written is not None:
        which = (g["which"] or "this").strip()
        over = at.written.month >= first
        if g["season3"]:
            which = _which_season(at, at.written.month, first)
        year = at.written.year + (1 if which.endswith(("next", "coming")) and over else 0)
        year -= which.endswith(("last", "past", "previous")) and not (over and which != "last")
    if year is None:
        return "DATE", f"XXXX-{season}", None, None
    end_year, last = (year + 1, 2) if season == "WI" else (year, first + 2)
    end = date(end_year, last, calendar.monthrange(end_year, last)[1])
    return ("DATE", f"{year}-{season}", *part_of(date(year, first, 1), end, g["mod"] or g["mod2"] or g["mod3"]))


def _which_season(at: At, month: int, first: int) -> str:
    """ "the summer": the last that has begun, or told as to come the next that is not over."""
    if ahead(at.token):
        return "next" if month > first + 2 else "this"
    return "this" if month >= first else "last"


def holiday(g: Groups, at: At) -> Found | None:
    """The named day nearest on the side the words point to; "last Christmas" is the one gone by."""
    rule = words().holidays[re.sub(r"\s+", " ", g["day"] or "").replace("’", "'")]
    year, which = year_of(g["year"]), (g["which"] or "").strip()
    if year is None and at.written is None:
        return "DATE", None, None, None
    around = [year] if year else [at.written.year + n for n in (-1, 0, 1)] if at.written else []
    days = sorted(d for y in around for d in named_day(rule, y))
    day = (days[0] if days else None) if year else _nearest(days, at, which)
    if g["week"] and day:
        return week(day - timedelta(days=day.weekday()), "WE" if g["week"] == "weekend" else "W")
    return exactly(day)


def _nearest(days: list[date], at: At, which: str) -> date | None:
    written = at.written or date.min
    if which.endswith(("last", "past", "previous")):
        return max((d for d in days if d < written), default=None)
    if which.endswith(("next", "coming")):
        return min((d for d in days if d > written), default=None)
    near = min(days, key=lambda d: abs((d - written).days), default=None)
    if near and which != "this" and near > written and (near - written).days > 60 and not ahead(at.token):
        return max((d for d in days if d <= written), default=near)
    if near and near < written and ahead(at.token):
        return min((d for d in days if d >= written), default=near)
    return near


def decade(g: Groups, at: At) -> Found:
    if g["year"]:
        year = int(g["year"])
    elif g["short"]:
        year = 1900 + int(g["short"])
    else:
        year = 1920 + 10 * DECADES.index(g["word"] or "")
    return "DATE", str(year)[:3], *part_of(date(year, 1, 1), date(year + 9, 12, 31), g["mod"])


DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def year(g: Groups, at: At) -> Found | None:
    year = year_of(g["year"] or g["spoken"] or g["long"])
    if not year or year > 2100:
        return None
    return ("DATE", f"{year:04}", *part_of(date(year, 1, 1), date(year, 12, 31), g["mod"]))


def century(g: Groups, at: At) -> Found:
    number = day_number(g["n"])
    first, last = date(max(number * 100 - 99, 1), 1, 1), date(number * 100, 12, 31)
    return ("DATE", f"{number - 1:02}", *part_of(first, last, g["mod"]))


def other_calendar(g: Groups, at: At) -> Found | None:
    """ "15 Ramadan 1445", "Meskerem 1": by the calendar that has the month; without a year, the nearest."""
    name = re.sub(r"\s+", " ", g["month"] or "").replace("’", "'")
    calendar, month = next((c, months[name]) for c, months in words().calendars["months"].items() if name in months)
    day, year = day_number(g["day"] or g["day2"]), int(g["year"] or 0)
    if not (day or year or name in words().calendars["alone"]):
        return None
    found = [_in_calendar(calendar, y, month, day) for y in ([year] if year else _years_near(calendar, at))]
    spans = sorted(f for f in found if f)
    if not spans:
        return ("DATE", None, None, None) if year or at.written is None else None
    first, last = spans[0] if year else _span_near(spans, at)
    return "DATE", first.isoformat() if first == last else first.isoformat()[:7], first, last


def _in_calendar(calendar: str, year: int, month: int | None, day: int) -> tuple[date, date] | None:
    if not day:
        return span_in(calendar, year, month)
    found = day_in(calendar, year, month or 1, day)
    return (found, found) if found else None


def _years_near(calendar: str, at: At) -> list[int]:
    if at.written is None:
        return []
    near = year_in(calendar, at.written.year)
    return [near - 2, near - 1, near, near + 1, near + 2]


def _span_near(spans: list[tuple[date, date]], at: At) -> tuple[date, date]:
    """The one that holds the day of writing, else the nearest on the side the words point to."""
    written = at.written or date.min
    is_ahead = ahead(at.token)
    side = [s for s in spans if (s[1] >= written if is_ahead else s[0] <= written)] or spans
    return min(side, key=lambda s: 0 if s[0] <= written <= s[1] else abs((s[0] - written).days))


def era(g: Groups, at: At) -> Found | None:
    """ "Reiwa 6", "1445 AH", "2566 BE", "the year 1402 of the Persian calendar"."""
    book = words().calendars
    if g["era"]:
        return whole_year(book["eras"][g["era"]] + int(g["n"] or 0))
    mark = re.sub(r"\s+", " ", g["mark"] or g["mark2"] or "")
    calendar = book["named"][g["named"]] if g["named"] else book["marks"][mark]
    year = int(g["year"] or g["year2"] or g["year3"] or 0)
    if calendar == "buddhist":
        return whole_year(year - 543) if year > 2000 else None
    span = span_in(calendar, year, None)
    if span is None or span[0].year < 600:
        return None
    return "DATE", str(span[0].year), *span
