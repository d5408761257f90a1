"""What all time expressions are made of: what they are read against, and days, weeks, months, quarters and years."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from spacy.tokens import Token

from dateline.record.timewords import words

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


def exactly(day: date | None) -> Found:
    return "DATE", day.isoformat() if day else None, day, day


def valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str | None) -> int:
    return words().months[re.split(r"[\s.]", name or "", maxsplit=1)[0]]


def day_number(text: str | None) -> int:
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


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def part_of(start: date, end: date, mod: str | None) -> tuple[date, date]:
    """early (or earlier), mid, late: about a third."""
    if not mod:
        return start, end
    third, word = (end - start) / 3, mod.lower()
    if "earl" in word or "start" in word or "beginning" in word:
        return start, start + third
    if "late" in word or "end" in word:
        return end - third, end
    return start + third, end - third


def shaded(first: date, last: date, written: date | None, shade: str | None) -> tuple[date, date]:
    """ "earlier this week", "later in July": up to the day of writing or from it on, if that lies within."""
    if shade in ("earlier", "later") and written and first <= written <= last:
        return (written, last) if shade == "later" else (first, written)
    return part_of(first, last, shade)


def quarter(year: int, n: int) -> Found:
    end = date(year, 3 * n, calendar.monthrange(year, 3 * n)[1])
    return "DATE", f"{year}-Q{n}", date(year, 3 * n - 2, 1), end


def whole_year(year: int) -> Found:
    return "DATE", f"{year}", date(year, 1, 1), date(year, 12, 31)


def in_part(day: date | None, part: str | None) -> Found:
    if not part or day is None:
        return exactly(day)
    return "TIME", f"{day.isoformat()}T{words().parts[part]}", day, day


def week(monday: date, letter: str) -> Found:
    if letter == "WE":
        return "DATE", monday.strftime("%G-W%V-WE"), monday + timedelta(days=5), monday + timedelta(days=6)
    return "DATE", monday.strftime("%G-W%V"), monday, monday + timedelta(days=6)


def shifted(start: date, letter: str, many: int) -> tuple[date, date] | None:
    """First and last of the days so many units away; for months and years the whole month or year."""
    _, _, first, last = shift(start, letter, many)
    return (first, last) if first and last else None


def shift(start: date, letter: str, many: int) -> Found:
    try:
        if letter in ("S", "M", "H"):
            return exactly(start + timedelta(days=int(many / 24) if letter == "H" else 0))
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
        return whole_year(year)
    except (ValueError, OverflowError):
        return "DATE", None, None, None
