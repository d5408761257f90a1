"""Quarters, halves and business years: results are told of one, and set beside the same of the year before."""

from __future__ import annotations

import re
from datetime import date

from dateline.record.ahead import ahead
from dateline.record.durations import duration
from dateline.record.timedates import year_of_month
from dateline.record.timepoints import At, Found, Groups, Quarter, month_number, quarter, whole_year, year_of


def _business_year(text: str | None, at: At) -> int | None:
    """The year that the words before or behind a quarter name: "1988", "last year's", "year-ago"."""
    plain = text or ""
    figures = re.search(r"\d{4}", plain)
    if figures:
        return int(figures[0])
    base = at.quarter[0] if at.quarter else at.written.year if at.written else None
    if base is None:
        return None
    if re.search(r"year[\s-](?:ago|earlier)", plain):
        return base - 1
    named = re.search(r"(last|this|next|previous)\s+(?:fiscal\s*)?(?:year|$)", plain)
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}
    return at.written.year + step[named[1]] if named and at.written else None


def numbered(g: Groups, at: At) -> Found:
    n = {"first": 1, "second": 2, "third": 3}.get(g["n"] or "", 4)
    year = _business_year(f"{g['leads'] or ''} {g['of'] or ''}", at)
    if year is None and at.written is None:
        return "DATE", f"XXXX-Q{n}", None, None
    return quarter(year or _year_of_quarter(n, at), n)


def _year_of_quarter(n: int, at: At) -> int:
    """The year of the nearest such quarter; told as past, of the last that has begun or is about to."""
    written = at.written or date.min
    here = written.year * 4 + (written.month - 1) // 3
    away = {y: y * 4 + n - 1 - here for y in (written.year - 1, written.year, written.year + 1)}
    if ahead(at.token):
        return min(away, key=lambda y: (abs(away[y]), -away[y]))
    return max(y for y in away if away[y] <= (written.month % 3 == 0))


def period(g: Groups, at: At) -> Found | None:
    """ "the year-earlier period", "the latest quarter": the one that results are told of, or a year before it."""
    unit, leads = re.sub(r"\s+", " ", g["unit"] or ""), f"{g['leads'] or ''} {g['tail'] or ''}"
    year = _business_year(leads, at)
    if unit.endswith("months"):
        return "DURATION", duration(unit.split()[0], "month"), None, None
    if unit.endswith("year"):
        now = year or (at.written.year if at.written else None)
        return whole_year(now) if now and "same" not in leads else None
    if unit == "half" or (at.quarter is None and ("same" in leads or "current" in leads) and unit == "period"):
        return whole_year(year) if year and unit == "period" else None
    if "current" in leads and at.written:
        return quarter(at.written.year, (at.written.month + 2) // 3)
    base = at.quarter or (_quarter_before(at.written) if unit == "quarter" and at.written else None)
    if base is None:
        return whole_year(year) if year else None
    return quarter(year or base[0], base[1])


def _quarter_before(day: date) -> Quarter:
    months = day.year * 12 + day.month - 4
    return months // 12, months % 12 // 3 + 1


def ended(g: Groups, at: At) -> Found:
    """ "the quarter ended Sept. 30"."""
    if g["unit"] != "quarter" or at.written is None:
        return "DURATION", duration(g["n"], (g["unit"] or "").removesuffix("s")), None, None
    month = month_number(g["month"])
    return quarter(year_of_month(month, "", at, at.written), (month + 2) // 3)


def the_quarter(g: Groups, at: At) -> Found | None:
    """ "the quarter" after one was named; elsewhere it may be a part of a town."""
    if at.quarter is None:
        return None
    return quarter(at.quarter[0] - bool(g["tail"]), at.quarter[1])


def year_ago(g: Groups, at: At) -> Found | None:
    if at.quarter:
        return quarter(at.quarter[0] - 1, at.quarter[1])
    return whole_year(at.written.year - 1) if at.written else ("DATE", "PAST_REF", None, None)


def half(g: Groups, at: At) -> Found | None:
    base = year_of(g["year"]) or (at.written.year + bool(g["next"]) - bool(g["last"]) if at.written else None)
    if base is None:
        return None
    if g["n"] == "first":
        return "DATE", f"{base}-H1", date(base, 1, 1), date(base, 6, 30)
    return "DATE", f"{base}-H2", date(base, 7, 1), date(base, 12, 31)


def short(g: Groups, at: At) -> Found | None:
    """ "Q3 2019"."""
    n, year = int(g["n"] or 0), year_of(g["year"])
    if year is None and at.written is None:
        return "DATE", f"XXXX-Q{n}", None, None
    return quarter(year or _year_of_quarter(n, at), n)


def fiscal(g: Groups, at: At) -> Found:
    return whole_year(int(g["year"] or 0))


def the_year(g: Groups, at: At) -> Found | None:
    return whole_year(at.written.year) if at.written else None
