"""Days of other calendars and days that move: arithmetic only, nothing is looked up.

Islamic months are those of the tabular calendar; where the moon is sighted, a day may differ by one. Source of the
arithmetic: Reingold and Dershowitz, Calendrical Calculations; Meeus, Astronomical Algorithms (new moons). Years
outside what `date` can hold, and days that a calendar does not have, are None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from math import radians, sin

FIRST = {"islamic": 227015, "coptic": 103605, "ethiopian": 2796, "hebrew": -1373427}     # day number of 1/1/1
LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)                # long years in 33 of the Persian calendar
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")
COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def day_in(calendar: str, year: int, month: int, day: int) -> date | None:
    """The day that a date of another calendar is; months count from the first of its year (Hebrew: from Nisan)."""
    try:
        number = DAYS[calendar](year, month, day)
        return date.fromordinal(number) if 0 < day < 32 else None
    except (ValueError, OverflowError, KeyError):
        return None


def span_in(calendar: str, year: int, month: int | None) -> tuple[date, date] | None:
    """First and last day of a month of another calendar, or of its year."""
    first = day_in(calendar, year, month or FIRST_MONTH.get(calendar, 1), 1)
    after = _next_month(calendar, year, month) if month else day_in(calendar, year + 1, FIRST_MONTH.get(calendar, 1), 1)
    return (first, after - timedelta(days=1)) if first and after else None


FIRST_MONTH = {"hebrew": 7}                          # a Hebrew year begins with Tishrei


def _next_month(calendar: str, year: int, month: int) -> date | None:
    if calendar == "hebrew":
        last = 13 if _hebrew_leap(year) else 12
        return day_in(calendar, year + (month == 6), 1 if month >= last else month + 1, 1)
    last = 13 if calendar in ("coptic", "ethiopian") else 12
    return day_in(calendar, year + (month >= last), 1 if month >= last else month + 1, 1)


def _islamic(year: int, month: int, day: int) -> int:
    return FIRST["islamic"] - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def _persian(year: int, month: int, day: int) -> int:
    leaps = (year - 1) // 33 * len(LEAPS) + sum(n <= (year - 1) % 33 for n in LEAPS)
    before = 31 * (month - 1) if month < 8 else 30 * (month - 1) + 6
    return 226894 + 365 * (year - 1) + leaps + before + day


def _alexandrian(first: int) -> Callable[[int, int, int], int]:
    """Coptic and Ethiopian years: twelve months of thirty days, then five or six days."""
    return lambda year, month, day: first - 1 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day


def _julian(year: int, month: int, day: int) -> int:
    short = 0 if month < 3 else -1 if year % 4 == 0 else -2
    return -2 + 365 * (year - 1) + (year - 1) // 4 + (367 * month - 362) // 12 + short + day


def _hebrew_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_start(year: int) -> int:
    """The day number of 1 Tishrei, put off where the year before or after would have a forbidden length."""
    before, now, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    late = 2 if after - now == 356 else 1 if now - before == 382 else 0
    return FIRST["hebrew"] + now + late


def _hebrew(year: int, month: int, day: int) -> int:
    last = 13 if _hebrew_leap(year) else 12
    order = [*range(7, last + 1), *range(1, 7)]
    if month not in order:
        raise ValueError(f"no month {month} in {year}")
    return _hebrew_start(year) + sum(_hebrew_length(year, m) for m in order[: order.index(month)]) + day - 1


def _hebrew_length(year: int, month: int) -> int:
    days = _hebrew_start(year + 1) - _hebrew_start(year)
    if month == 8:
        return 30 if days % 10 == 5 else 29
    if month == 9:
        return 29 if days % 10 == 3 else 30
    short = month in (2, 4, 6, 10, 13) or (month == 12 and not _hebrew_leap(year))
    return 29 if short else 30


DAYS: dict[str, Callable[[int, int, int], int]] = {
    "islamic": _islamic, "persian": _persian, "hebrew": _hebrew, "julian": _julian,
    "ethiopian": _alexandrian(FIRST["ethiopian"]), "coptic": _alexandrian(FIRST["coptic"]),
}


# ── days that move ───────────────────────────────────────────────────────────────────────────────


def named_day(rule: str, year: int) -> list[date]:
    """The days of a year that a rule of codebook/holidays.toml names; most years have one.

    >>> named_day("fourth thursday of november", 2025), named_day("easter -2", 2026)
    ([datetime.date(2025, 11, 27)], [datetime.date(2026, 4, 3)])
    """
    first, *rest = rule.split()
    if first in COUNTED:                                        # "last monday of may"
        return [_nth_weekday(year, MONTHS.index(rest[2]) + 1, WEEKDAYS.index(rest[0]), COUNTED[first])]
    if rest and rest[0] in ("after", "before"):                 # "tuesday after november 1"
        return [_beside(WEEKDAYS.index(first), rest[0], date(year, MONTHS.index(rest[1]) + 1, int(rest[2])))]
    if first in MONTHS:
        return _valid(year, MONTHS.index(first) + 1, int(rest[0]))
    if first in MOVING:
        return [MOVING[first](year) + timedelta(days=int(rest[0]) if rest else 0)]
    month, day = (int(n) for n in rest[0].split("-"))
    return _in_year(first, year, month, day)


def _valid(year: int, month: int, day: int) -> list[date]:
    return [date(year, month, day)] if (month, day) != (2, 29) or year % 4 == 0 else []


def _nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _beside(weekday: int, side: str, day: date) -> date:
    step = timedelta(days=1 if side == "after" else -1)
    day += step
    while day.weekday() != weekday:
        day += step
    return day


def year_in(calendar: str, year: int) -> int:
    """About the year of another calendar that one of ours is."""
    if calendar == "islamic":
        return (year - 622) * 33 // 32
    return year + {"persian": -621, "hebrew": 3760, "ethiopian": -8, "coptic": -284, "julian": 0}[calendar]


def _in_year(calendar: str, year: int, month: int, day: int) -> list[date]:
    """The days of our year on which a day of another calendar falls: one, for Islamic days at times two or none."""
    near = year_in(calendar, year)
    found = {d for y in range(near - 2, near + 3) if (d := day_in(calendar, y, month, day)) and d.year == year}
    return sorted(found)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, by the Julian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date.fromordinal(_julian(year, month, day + 1))


def lunar_new_year(year: int) -> date:
    """New year of the Chinese calendar: the day, in China, of the first new moon from 21 January on."""
    return _first_from(date(year, 1, 21), (moon + timedelta(hours=8) for moon in _new_moons(year)))


def diwali(year: int) -> date:
    """The evening, in India, before the first new moon from 17 October on; some keep the next day."""
    return _first_from(date(year, 10, 17), (moon - timedelta(hours=12, minutes=30) for moon in _new_moons(year)))


def _first_from(start: date, moons: Iterable[datetime]) -> date:
    return min(m.date() for m in moons if m.date() >= start)


def _new_moons(year: int) -> list[datetime]:
    """The new moons of a year in universal time, to some minutes (Meeus, chapter 49, the largest terms)."""
    first = round((year - 2000) * 12.3685) - 1
    return [_new_moon(k) for k in range(first, first + 15)]


def _new_moon(k: int) -> datetime:
    t = k / 1236.85
    day = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    sun, moon, node = (radians(a + b * k) for a, b in ((2.5534, 29.1053567), (201.5643, 385.81693528),
                                                       (160.7108, 390.67050284)))
    day += (-0.4072 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
            + 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun))
    return datetime(2000, 1, 1, 12) + timedelta(days=day - 2451545.0, seconds=-69)


MOVING: dict[str, Callable[[int], date]] = {
    "easter": easter, "orthodox-easter": orthodox_easter, "lunar-new-year": lunar_new_year, "diwali": diwali,
}


RULES = ("july 4", "fourth thursday of november", "tuesday after november 1", "easter -2", "islamic 10-1")


def rule_error(rule: str) -> str | None:
    """Why a rule names no day; None if it does."""
    try:
        return None if any(named_day(rule, y) for y in (2023, 2024, 2025)) else "names no day of 2023 to 2025"
    except (ValueError, KeyError, IndexError):
        return f"cannot be read; rules look like {', '.join(map(repr, RULES))}"
