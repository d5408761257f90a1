"""What a time expression means: TIMEX3 type and value (ISO-TimeML) and the first and last day, construction by
construction. Relative ones are resolved against the day of publication or the day told last; weekdays lie within a
week of it on the side the tense points to (AP Stylebook, "time element"). What nobody can date keeps its null.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from dateline.record.ahead import ahead, case_before
from dateline.record.calendars import day_in, named_day, span_in, year_in
from dateline.record.timewords import said, words

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Found = tuple[Kind, "str | None", "date | None", "date | None"]
Groups = dict[str, "str | None"]
Quarter = tuple[int, int]


@dataclass(frozen=True, slots=True)
class At:
    """What an expression is read against: the day of writing, the day (or year) told last, its first word."""

    written: date | None
    anchor: date | None
    token: Token
    known: date | None = None           # the last day that bears its year, where nobody knows the day of writing
    day: date | None = None             # the day told last, however long ago the year told since
    quarter: Quarter | None = None      # the year and quarter that results are told of


def resolved(match: re.Match[str], at: At, exact: bool = True) -> Found | None:
    """Type, value, first and last day of one expression; None if it is no time here.

    `exact`: the day of writing is known to the week.
    """
    name, g = match.lastgroup or "", said(match)
    vague = not exact and name in FROM_TODAY and (g.get("unit") or "") not in ("year", "decade", "century")
    return READINGS[name](g, replace(at, written=None) if vague else at)


# what only the day of writing itself resolves
FROM_TODAY = frozenset({"ago", "lastn", "wd", "rel", "near", "night", "beside", "spell", "dayby", "nth"})


# ── days, months, years ──────────────────────────────────────────────────────────────────────────


def exactly(day: date | None) -> Found:
    return "DATE", day.isoformat() if day else None, day, day


def valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(g: Groups, at: At) -> Found:
    text = g["text"] or ""
    day = valid(int(text[:4]), int(text[5:7]), int(text[8:10]))
    clock = re.search(r"t(\d\d:\d\d)", text)
    return ("TIME", f"{day}T{clock[1]}", day, day) if clock and day else exactly(day)


def _range(g: Groups, at: At) -> Found:
    first, last = g["first"] or "", g["last"] or ""
    last = last if len(last) == 4 else first[:2] + last
    if last < first:
        return "DATE", None, None, None
    return "DATE", first, date(int(first), 1, 1), date(int(last), 12, 31)


def _day_of_month(g: Groups, at: At) -> Found:
    month, day, year = _month_number(g["month"]), _day_number(g["day"]), year_of(g["year"])
    first = valid(year, month, day) if year else _near(month, day, at)
    if first is None:
        return "DATE", None if year or at.written else f"XXXX-{month:02}-{day:02}", None, None
    if g.get("from"):                                           # "3-5 March"
        start = valid(first.year, month, int(g["from"] or 0))
        return ("DATE", start.isoformat(), start, first) if start and start < first else exactly(first)
    last = valid(first.year, month, int(g["until"] or 0)) if g.get("until") else None
    return ("DATE", first.isoformat(), first, last) if last and last > first else exactly(first)


def _month_number(name: str | None) -> int:
    return words().months[(name or "").rstrip(".")]


def _day_number(text: str | None) -> int:
    plain = (text or "").replace(" ", "-")
    return int(re.sub(r"\D", "", plain) or 0) or words().ordinals.get(plain, 0)


def year_of(text: str | None) -> int | None:
    """A year in figures or spoken ("nineteen ninety-six", "two thousand and four")."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    first, *rest = re.split(r"[\s-]+", text.replace(" and ", " "))
    century = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000, "two": 2000}.get(first)
    if century is None:
        return None
    return century + sum(words().numbers.get(w, 0) for w in rest if w not in ("hundred", "thousand", "oh"))


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


def _nth(g: Groups, at: At) -> Found | None:
    """ "on the 15th": of this month, or of the one before or after, as the tense has it."""
    if at.written is None:
        return None
    number, months = _day_number(g["day"]), [at.written.year * 12 + at.written.month - 1 + n for n in (0, -1, 1)]
    days = [d for m in months if (d := valid(m // 12, m % 12 + 1, number))]
    side = [d for d in days if (d >= at.written if ahead(at.token) else d <= at.written)]
    return exactly(min(side or days, key=lambda d: abs((d - (at.written or d)).days), default=None))


def _slash(g: Groups, at: At) -> Found | None:
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


def _month(g: Groups, at: At) -> Found:
    month, which, written = _month_number(g["month"]), (g["which"] or "").strip(), at.written
    year = year_of(g["year"])
    if year is None and g["year"]:
        year = written.year + {"last": -1, "this": 0, "next": 1}[g["year"].split()[0]] if written else None
    near = _near(month, 15, at) if not g["year"] and written is None else None
    if year is None and written is None and near is None:
        return "DATE", f"XXXX-{month:02}", None, None
    chosen = year or (near.year if near else _year_of_month(month, which, at, written or date.min))
    start, end = month_of(date(chosen, month, 1))
    return ("DATE", f"{chosen:04}-{month:02}", *part_of(start, end, g["mod"] or g["shade"]))


def _year_of_month(month: int, which: str, at: At, written: date) -> int:
    """The year of a bare month: this year's for "this June", else on the side that the words point to."""
    is_ahead = which.endswith(("next", "coming")) or (not which and ahead(at.token))
    if which == "this":
        return written.year
    if not is_ahead and (month > written.month or (month == written.month and which.endswith("last"))):
        return written.year - 1
    return written.year + (is_ahead and month < written.month)


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def part_of(start: date, end: date, mod: str | None) -> tuple[date, date]:
    """early, mid, late: about a third."""
    if not mod:
        return start, end
    third, word = (end - start) / 3, mod.lower()
    if "early" in word or "start" in word or "beginning" in word:
        return start, start + third
    if "late" in word or "end" in word:
        return end - third, end
    return start + third, end - third


def _season(g: Groups, at: At) -> Found:
    season = words().seasons[g["season"] or g["season2"] or ""]
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = year_of(g["year"] or g["of"])
    if year is None and at.written is not None:
        which = (g["which"] or "this").strip()
        over = at.written.month >= first
        year = at.written.year + (1 if which.endswith(("next", "coming")) and over else 0)
        year -= which.endswith(("last", "past", "previous")) and not (over and which != "last")
    if year is None:
        return "DATE", f"XXXX-{season}", None, None
    end_year, last = (year + 1, 2) if season == "WI" else (year, first + 2)
    end = date(end_year, last, calendar.monthrange(end_year, last)[1])
    return ("DATE", f"{year}-{season}", *part_of(date(year, first, 1), end, g["mod"] or g["mod2"]))


def _holiday(g: Groups, at: At) -> Found | None:
    """The named day nearest on the side the words point to; "last Christmas" is the one gone by."""
    rule = words().holidays[re.sub(r"\s+", " ", g["day"] or "").replace("’", "'")]
    year, which = year_of(g["year"]), (g["which"] or "").strip()
    if year is None and at.written is None:
        return "DATE", None, None, None
    around = [year] if year else [at.written.year + n for n in (-1, 0, 1)] if at.written else []
    days = sorted(d for y in around for d in named_day(rule, y))
    day = (days[0] if days else None) if year else _nearest(days, at, which)
    if g["week"] and day:
        return _week(day - timedelta(days=day.weekday()), "WE" if g["week"] == "weekend" else "W")
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


def _decade(g: Groups, at: At) -> Found:
    if g["year"]:
        year = int(g["year"])
    elif g["short"]:
        year = 1900 + int(g["short"])
    else:
        year = 1920 + 10 * DECADES.index(g["word"] or "")
    return "DATE", str(year)[:3], date(year, 1, 1), date(year + 9, 12, 31)


DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _year(g: Groups, at: At) -> Found | None:
    year = year_of(g["year"] or g["spoken"] or g["long"])
    if not year or year > 2100:
        return None
    return ("DATE", f"{year:04}", *part_of(date(year, 1, 1), date(year, 12, 31), g["mod"]))


def _century(g: Groups, at: At) -> Found:
    number = _day_number(g["n"])
    first, last = date(max(number * 100 - 99, 1), 1, 1), date(number * 100, 12, 31)
    return ("DATE", f"{number - 1:02}", *part_of(first, last, g["mod"]))


# ── other calendars ──────────────────────────────────────────────────────────────────────────────


def _other_calendar(g: Groups, at: At) -> Found | None:
    """ "15 Ramadan 1445", "Meskerem 1": by the calendar that has the month; without a year, the nearest."""
    name = re.sub(r"\s+", " ", g["month"] or "").replace("’", "'")
    calendar, month = next((c, months[name]) for c, months in words().calendars["months"].items() if name in months)
    day, year = _day_number(g["day"] or g["day2"]), int(g["year"] or 0)
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


def _era(g: Groups, at: At) -> Found | None:
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


# ── quarters and business years ──────────────────────────────────────────────────────────────────


def quarter(year: int, n: int) -> Found:
    end = date(year, 3 * n, calendar.monthrange(year, 3 * n)[1])
    return "DATE", f"{year}-Q{n}", date(year, 3 * n - 2, 1), end


def whole_year(year: int) -> Found:
    return "DATE", f"{year}", date(year, 1, 1), date(year, 12, 31)


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
    named = re.search(r"(last|this|next)\s+year", plain)
    step = {"last": -1, "this": 0, "next": 1}
    return at.written.year + step[named[1]] if named and at.written else None


def _quarter(g: Groups, at: At) -> Found:
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


def _period(g: Groups, at: At) -> Found | None:
    """ "the year-earlier period", "the latest quarter": the one that results are told of, or a year before it."""
    unit, leads = re.sub(r"\s+", " ", g["unit"] or ""), f"{g['leads'] or ''} {g['tail'] or ''}"
    year = _business_year(leads, at)
    if unit.endswith("months"):
        return "DURATION", _duration(unit.split()[0], "month"), None, None
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


def _ended(g: Groups, at: At) -> Found:
    """ "the quarter ended Sept. 30"."""
    if g["unit"] in ("months", "weeks"):
        return "DURATION", _duration(g["n"], (g["unit"] or "").removesuffix("s")), None, None
    if g["unit"] == "year" or at.written is None:
        return "DURATION", "P1Y" if g["unit"] == "year" else "P1Q", None, None
    month = _month_number(g["month"])
    return quarter(_year_of_month(month, "", at, at.written), (month + 2) // 3)


def _the_quarter(g: Groups, at: At) -> Found | None:
    """ "the quarter" after one was named; elsewhere it may be a part of a town."""
    if at.quarter is None:
        return None
    return quarter(at.quarter[0] - bool(g["tail"]), at.quarter[1])


def _year_ago(g: Groups, at: At) -> Found | None:
    if at.quarter:
        return quarter(at.quarter[0] - 1, at.quarter[1])
    return whole_year(at.written.year - 1) if at.written else ("DATE", "PAST_REF", None, None)


def _half(g: Groups, at: At) -> Found | None:
    base = year_of(g["year"]) or (at.written.year + bool(g["next"]) - bool(g["last"]) if at.written else None)
    if base is None:
        return None
    if g["n"] == "first":
        return "DATE", f"{base}-H1", date(base, 1, 1), date(base, 6, 30)
    return "DATE", f"{base}-H2", date(base, 7, 1), date(base, 12, 31)


def _fiscal(g: Groups, at: At) -> Found:
    return whole_year(int(g["year"] or 0))


def _the_year(g: Groups, at: At) -> Found | None:
    return whole_year(at.written.year) if at.written else None


def _year_end(g: Groups, at: At) -> Found:
    """ "by year-end", "the end of the month": the last third."""
    if g["unit"]:
        _, value, first, last = _this_unit("this", g["unit"], at)
        return ("DATE", value, *(part_of(first, last, "end") if first and last else (None, None)))
    if at.written is None:
        return "DATE", None, None, None
    case = case_before(at.token)
    year = at.written.year - (case == "since" or (at.written.month < 7 and case != "by" and not ahead(at.token)))
    return "DATE", str(year), date(year, 12, 1), date(year, 12, 31)


# ── from the day of writing ──────────────────────────────────────────────────────────────────────


def weekday_meant(weekday: int, written: date, *, ahead: bool) -> date:
    """The day a bare weekday name points at, seen from the day of writing; that day counts as itself.

    Monday is 0.

    >>> weekday_meant(1, date(2026, 3, 5), ahead=False)     # written on a Thursday
    datetime.date(2026, 3, 3)
    """
    to_come = (weekday - written.weekday()) % 7
    return written + timedelta(days=to_come if ahead or to_come == 0 else to_come - 7)


def _weekday(g: Groups, at: At) -> Found:
    number, written = words().weekdays[g["weekday"] or ""], at.written
    if written is None:
        return "DATE", f"XXXX-WXX-{number + 1}", None, None
    which = (g["which"] or "").strip()
    if which.endswith(("last", "past", "previous")):
        day = weekday_meant(number, written - timedelta(days=1), ahead=False)
    elif which.endswith(("next", "coming", "following")):
        day = weekday_meant(number, written + timedelta(days=1), ahead=True)
    else:
        planned = (which == "this" and number > written.weekday()) or case_before(at.token) == "for"
        day = weekday_meant(number, written, ahead=planned or ahead(at.token))
    return in_part(day, g["part"])


def in_part(day: date | None, part: str | None) -> Found:
    if not part or day is None:
        return exactly(day)
    return "TIME", f"{day.isoformat()}T{words().parts[part]}", day, day


def _near_day(g: Groups, at: At) -> Found:
    """ "yesterday", "tonight", "tomorrow morning", "mid-afternoon yesterday"."""
    word = g["day"] or ""
    day = at.written and at.written + timedelta(days=words().days[word])
    return in_part(day, g["part"] or g["midpart"] or ("night" if word == "tonight" else None))


def _day_by(g: Groups, at: At) -> Found:
    step = 2 if g["way"] == "after" else -2
    return exactly(at.written + timedelta(days=step) if at.written else None)


def _night(g: Groups, at: At) -> Found:
    """ "overnight", "during the night": the one before the day of writing."""
    value = f"{at.written.isoformat()}TNI" if at.written else None
    return "TIME", value, at.written and at.written - timedelta(days=1), at.written


def _relative(g: Groups, at: At) -> Found:
    written, which, unit = at.written, g["which"] or "", g["unit"] or ""
    kind, value, first, last = _this_unit(re.sub(r"\s+", " ", which), unit, at)
    if first and last and written and first <= written <= last and g["shade"]:
        first, last = (written, last) if g["shade"].startswith("later") else (first, written)
    elif first and last and first != last:
        first, last = part_of(first, last, g["mod"] or g["shade"])
    return kind, value, first, last


def _this_unit(which: str, unit: str, at: At) -> Found:
    """ "last week", "this month", "next year": whole units, weeks from Monday; "that day" is the day told last."""
    same = which.endswith(("that", "same"))
    written = (at.anchor if unit in ("year", "decade") else at.day) if same else at.written
    back = which.endswith(("last", "past", "previous"))
    if which in ("the next", "the following") and at.day and (unit in words().parts or unit == "day"):
        return in_part(at.day + timedelta(days=1), unit if unit in words().parts else None)
    if unit in words().parts and unit != "night":
        return in_part(written and written - timedelta(days=which.endswith("last")), unit)
    letter = words().units[unit]
    if written is None:
        return "DATE", None, None, None
    if which == "the past" and letter in ("W", "MO", "Y", "DE"):
        first = _shift(written, letter, -1)[2]
        return "DURATION", DURATION[letter].format(1), first, written if first else None
    step = -1 if back else 0 if same or which.endswith(("this", "current")) else 1
    if letter == "D":
        day = written + timedelta(days=step)
        return in_part(day, "night" if unit == "night" else None)
    if letter in ("W", "WE", "F"):
        return _week(written - timedelta(days=written.weekday()) + timedelta(weeks=step), letter)
    return _shift(written, letter, step)


def _week(monday: date, letter: str) -> Found:
    if letter == "WE":
        return "DATE", monday.strftime("%G-W%V-WE"), monday + timedelta(days=5), monday + timedelta(days=6)
    return "DATE", monday.strftime("%G-W%V"), monday, monday + timedelta(days=6)


def _beside(g: Groups, at: At) -> Found:
    """ "the day before", "the following day": seen from the day told last; "the weekend" is the one nearby."""
    if g["weekend"]:
        step = 0 if at.written and (ahead(at.token) or at.written.weekday() > 5) else -1
        return _this_unit("last" if step else "this", "weekend", at)
    back, unit = g["way"] == "before", g["unit"] or "day"
    if at.anchor is None or at.day is None:
        return "DATE", None, None, None
    if unit in words().parts or words().units[unit] == "D":
        day = at.day + timedelta(days=-1 if back else 1)
        return in_part(day, unit if unit in words().parts else None)
    return _this_unit("last" if back else "next", unit, replace(at, written=at.anchor))


def _ago(g: Groups, at: At) -> Found:
    letter, many, word = words().units[g["unit"] or ""], number(g["n"]), g["way"] or ""
    back = word in ("ago", "earlier", "before")
    told = at.anchor if letter in ("MO", "Q", "Y", "DE", "C") else at.day
    start = at.written if word in ("ago", "hence") or word.startswith("from") else told
    if start is None or many is None:
        return "DATE", "PAST_REF" if back else "FUTURE_REF", None, None
    if letter == "Y" and many == 1 and at.quarter and back and word != "before":
        return quarter(at.quarter[0] - 1, at.quarter[1])
    return _shift(start, letter, -int(many) if back else int(many))


def _after(g: Groups, at: At) -> Found:
    """ "three days later": as long as that, from the day told last."""
    letter, many = words().units[g["unit"] or ""], number(g["n"])
    value = _duration(g["n"], g["unit"], half=bool(g["half"]))
    told = at.anchor if letter in ("MO", "Q", "Y", "DE", "C") else at.day
    if told is None or many is None:
        return "DURATION", value, None, None
    return "DURATION", value, *_shift(told, letter, int(many))[2:]


def _vague_ago(g: Groups, at: At) -> Found:
    """ "hours later": still that day, as a rule; "years ago": nobody knows when."""
    if words().units[g["unit"] or ""] in ("S", "M", "H") and g["way"] != "ago" and at.day:
        return exactly(at.day)
    return "DATE", "FUTURE_REF" if g["way"] == "later" else "PAST_REF", None, None


def _last_n(g: Groups, at: At) -> Found:
    letter, many, word = words().units[g["unit"] or ""], number(g["n"]), g["way"] or ""
    value = DURATION[letter].format("X" if many is None else int(many))
    if at.written is None or many is None or word == "first":
        return "DURATION", value, None, None
    is_ahead = word in ("next", "coming")
    _, _, first, last = _shift(at.written, letter, int(many) if is_ahead else -int(many))
    if first is None or last is None:
        return "DURATION", value, None, None
    return ("DURATION", value, at.written, last) if is_ahead else ("DURATION", value, first, at.written)


def _spell(g: Groups, at: At) -> Found:
    word = {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "these": "PRESENT_REF"}
    return "DATE", word[g["way"] or ""], None, None


def _vague(g: Groups, at: At) -> Found:
    value = words().vague[re.sub(r"\s+", " ", g["text"] or "")]
    return "DURATION" if value.startswith("P") and value.isupper() and "_" not in value else "DATE", value, None, None


# ── hours, sets, durations ───────────────────────────────────────────────────────────────────────


def _clock_of(text: str) -> tuple[int, int]:
    """Hour and minute of "10:35 p.m.", "0735 GMT", "9 o'clock", "4 in the morning", "noon"."""
    if text.startswith(("noon", "midday")):
        return 12, 0
    if text.startswith("midnight"):
        return 24, 0
    digits = re.findall(r"\d+", text)
    whole = len(digits[0]) == 4
    hour = int(digits[0][:2])
    minute = int(digits[0][2:]) if whole else int(digits[1]) if len(digits) > 1 else 0
    late = re.search(r"p\.?m|afternoon|evening", text) and hour < 12
    return hour + 12 * bool(late), minute


def _clock(g: Groups, at: At) -> Found:
    hour, minute = _clock_of(g["text"] or "")
    day = at.day.isoformat() if at.day else "XXXX-XX-XX"
    return "TIME", f"{day}T{hour:02}:{minute:02}", at.day, at.day


def _set(g: Groups, at: At) -> Found:
    if g["plain"]:
        return "SET", words().sets[g["plain"]], None, None
    if g["per"]:
        return "SET", _duration("1", g["per"]), None, None
    what = (g["what"] or "").split()
    if what[0] in words().weekdays:
        return "SET", _weekly(what[0], what[1] if len(what) > 1 else None), None, None
    if what[0].rstrip(".") in words().months:
        return "SET", f"XXXX-{words().months[what[0].rstrip('.')]:02}", None, None
    if what[0] in words().parts and what[0] != "night":
        return "SET", f"XXXX-XX-XXT{words().parts[what[0]]}", None, None
    often = "2" if g["n"] == "other" else "1" if g["n"] == "single" else g["n"]
    return "SET", _duration(often, what[0]), None, None


def _weekly(weekday: str, part: str | None) -> str:
    return f"XXXX-WXX-{words().weekdays[weekday] + 1}" + (f"T{words().parts[part]}" if part else "")


def _plural(g: Groups, at: At) -> Found:
    return "SET", _weekly(g["weekday"] or "", g["part"]), None, None


def _long(g: Groups, at: At) -> Found:
    return "DURATION", _duration("1", g["unit"]), None, None


def _halves(g: Groups, at: At) -> Found:
    return "DURATION", HALVES[words().units[g["unit"] or ""]], None, None


HALVES = {"H": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "C": "P50Y"}


def _lasting(g: Groups, at: At) -> Found:
    value = _duration(g["n"], g["unit"], half=bool(g["half"]))
    return "DURATION", value, None, None


def _lasting_some(g: Groups, at: At) -> Found:
    unit = "century" if g["unit"] == "centurie" else g["unit"]
    return "DURATION", DURATION[words().units[unit or ""]].format("X"), None, None


DURATION = {"S": "PT{}S", "M": "PT{}M", "H": "PT{}H", "D": "P{}D", "W": "P{}W", "WE": "P{}WE", "MO": "P{}M",
            "Q": "P{}Q", "Y": "P{}Y", "DE": "P{}DE", "C": "P{}CE", "F": "P{}W"}
SMALLER = {"M": ("S", 60), "H": ("M", 60), "D": ("H", 24), "Y": ("MO", 12), "DE": ("Y", 10), "C": ("Y", 100)}


def number(text: str | None) -> float | None:
    """How many; of "two or three" the lower; None where the word does not say ("several")."""
    if not text:
        return 1
    plain = re.sub(r"\s+", " ", re.split(r"\s(?:or|to)\s|(?<=\w)[–-](?=\d)", text.strip())[0].lower()).replace(",", "")
    half = plain.endswith(" and a half") or "½" in plain
    plain = plain.removesuffix(" and a half").replace("½", "").strip()
    if (parts := re.fullmatch(r"(\d+) (\d)/(\d)", plain)) and parts[3] != "0":
        return int(parts[1]) + int(parts[2]) / int(parts[3])
    try:
        return float(plain) + half / 2
    except ValueError:
        known = [words().numbers.get(w) for w in (plain, *re.split(r"[ -]", plain))]
    first, rest = known[0], known[1:]
    whole = first or (rest[0] + rest[1] if len(rest) == 2 and rest[0] and rest[1] and rest[0] > 19 else None)
    return whole + half / 2 if whole else None


def _duration(count: str | None, unit: str | None, half: bool = False) -> str:
    letter, many = words().units[unit or ""], number(count)
    if many is None:
        return DURATION[letter].format("X")
    many = (many + half / 2) * (2 if letter == "F" else 1)
    if many == int(many):
        return DURATION[letter].format(int(many))
    small, times = SMALLER.get(letter, ("", 0))
    rest = (many - int(many)) * times
    if small and rest == int(rest) and int(many):
        lower = DURATION[small].format(int(rest)).lstrip("P")
        whole = DURATION[letter].format(int(many))
        return whole + (lower.lstrip("T") if "T" in whole else lower)
    return DURATION[letter].format(many)


def days_of(value: str | None) -> tuple[str, int] | None:
    """Unit and number of a TIMEX3 duration that counts whole units: ("W", 2) for "P2W"; else None."""
    found = re.fullmatch(r"P(T?)(\d+)(S|H|D|W|M|Q|Y|DE)", value or "")
    if found is None:
        return None
    letter = "MO" if found[3] == "M" and not found[1] else found[3]
    return letter, int(found[2])


def shifted(start: date, letter: str, many: int) -> tuple[date, date] | None:
    """First and last of the days so many units away; for months and years the whole month or year."""
    _, _, first, last = _shift(start, letter, many)
    return (first, last) if first and last else None


def _shift(start: date, letter: str, many: int) -> Found:
    try:
        if letter in ("S", "M", "H"):
            return exactly(start)
        if letter in ("D", "W", "WE", "F"):
            return exactly(start + timedelta(days=many * {"D": 1, "W": 7, "WE": 7, "F": 14}[letter]))
        if letter == "Q":
            months = start.year * 12 + (start.month - 1) // 3 * 3 + 3 * many
            return quarter(months // 12, months % 12 // 3 + 1)
        if letter == "MO":
            months = start.year * 12 + start.month - 1 + many
            first, last = month_of(date(months // 12, months % 12 + 1, 1))
            return "DATE", first.isoformat()[:7], first, last
        year = start.year + many * {"Y": 1, "DE": 10, "C": 100}[letter]
        return "DATE", str(year), date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return "DATE", None, None, None


READINGS: dict[str, Callable[[Groups, At], Found | None]] = {
    "iso": _iso, "range": _range, "clock": _clock, "mdy": _day_of_month, "dmy": _day_of_month, "nth": _nth,
    "slash": _slash, "cal": _other_calendar, "era": _era, "mon": _month, "sea": _season, "hol": _holiday,
    "quarter": _quarter, "period": _period, "ended": _ended, "thequarter": _the_quarter, "yearago": _year_ago,
    "half": _half, "fiscal": _fiscal, "yearend": _year_end, "theyear": _the_year, "century": _century,
    "set": _set, "plural": _plural, "ago": _ago, "after": _after, "vagueago": _vague_ago, "lastn": _last_n,
    "spell": _spell, "wd": _weekday, "dayby": _day_by, "rel": _relative, "near": _near_day, "night": _night,
    "beside": _beside, "vague": _vague, "dec": _decade, "year": _year, "long": _long, "halves": _halves,
    "dur": _lasting, "durs": _lasting_some,
}
