"""The values a query may give its fields: how each kind is written, read and put to a column.

``read`` turns what was typed into the one way to write it, and reads that again as itself; what cannot be read raises
Unfit, with a remedy. ``test`` gives an SQL condition whose values are parameters: nothing that was typed becomes SQL.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

Sql = tuple[str, tuple[Any, ...]]       # a condition and its parameters, in the order of their question marks


class Unfit(ValueError):
    """A value that its field cannot have: what is wrong, and what to write."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: its name, how it is written (both shown to users), and what becomes of it; its codes where it
    is a list of them."""

    name: str
    written: str
    read: Callable[[str], str]
    test: Callable[[tuple[str, ...], str, date | None], Sql]     # the columns, the value as read, today
    codes: Callable[[], Sequence[str]] = tuple


def near(word: str, known: Collection[str], *, all_up_to: int = 12) -> str:
    """What may have been meant, as a remedy.

    >>> near("asault", ["assault", "aid"]), near("zzz", ["met", "open"])
    ('did you mean assault?', 'there are met, open')
    """
    found = get_close_matches(word, known, n=2, cutoff=0.65)
    if found:
        return f"did you mean {' or '.join(found)}?"
    return f"there are {', '.join(sorted(known))}" if len(known) <= all_up_to else ""


# ── names ────────────────────────────────────────────────────────────────────────────────────────

_SIGNS = """-‐‑–—−_/\\,;:!?()[]{}<>"“”„«»&+=|#%~^…·"""              # become spaces
_FROM, _TO = "łøđðı" + _SIGNS, "loddi" + " " * len(_SIGNS)
_GONE = "'’ʼ‘`."
_LETTERS = str.maketrans(_FROM, _TO, _GONE)


def folded_name(name: str) -> str:
    """A name as names are compared here and, by the same steps, in SQL (`FOLD`).

    >>> folded_name("Al-Ṣadr's  Łódź*")
    'al sadrs lodz*'
    """
    flat = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return " ".join(flat.translate(_LETTERS).split())


def _sql_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# Letters without a counterpart in the second list are dropped by `translate`; most names need it not, and there may be
# half a million of them.
_FLAT = f"translate(strip_accents(lower({{0}})), {_sql_text(_FROM + _GONE)}, {_sql_text(_TO)})"
FOLD = (f"CASE WHEN regexp_full_match({{0}}, '[A-Za-z0-9]+( [A-Za-z0-9]+)*') THEN ' ' || lower({{0}}) || ' ' "
        f"ELSE ' ' || replace(replace({_FLAT}, '   ', ' '), '  ', ' ') || ' ' END")


ALL = 9_000_000_000     # a limit that nothing meets keeps DuckDB from folding every row before they are told apart


def _read_name(text: str) -> str:
    text = " ".join(text.split())
    if text == "*" or re.search(r"[^\W_]", text):
        return text
    raise Unfit(f"{text!r} holds no letter or digit", "write a name, or the beginning of one and a *")


def _test_name(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
    column, *of = columns
    if text == "*":
        return f"{column} IS NOT NULL", ()
    like = f"% {folded_name(text).replace('*', '%')} %"
    if not of:
        return f"{FOLD.replace('{0}', column)} LIKE ?", (like,)
    bare = column.rpartition(".")[2]        # each name once: there are far fewer than rows (see ALL)
    return (f"{column} IN (SELECT {bare} FROM (SELECT DISTINCT {bare} FROM {of[0]} LIMIT {ALL}) "
            f"WHERE {FOLD.replace('{0}', bare)} LIKE ?)"), (like,)


NAME = Kind("name", "words of it, in any case, with or without accents; `*` for any letters", _read_name, _test_name)


# ── closed lists ─────────────────────────────────────────────────────────────────────────────────

def choice(name: str, known: Callable[[], Mapping[str, str]], *, listed: bool = False) -> Kind:
    """A kind whose values are a list: {what may be typed: the code}; `listed` columns hold several, joined by ;."""
    def read(text: str) -> str:
        key = key_of(text)
        codes = known()
        if key in codes:
            return codes[key]
        if "*" in key and (key == "*" or any(fnmatchcase(key_of(code), key) for code in codes.values())):
            return text.strip().replace(" ", "-")
        shown = {code.lower() for code in codes.values()}
        remedy = near(key, {k for k in codes if len(k) > 3 or len(key) < 4}, all_up_to=0) or near(key, shown)
        raise Unfit(f"there is no {name} {text.strip()!r}", remedy or f"there are {', '.join(sorted(shown))}")

    def test(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
        if text == "*":
            return f"{columns[0]} IS NOT NULL", ()
        key = key_of(text)
        meant = sorted({c for c in known().values() if fnmatchcase(key_of(c), key)}) if "*" in key else [text]
        if listed:
            one = f"contains(';' || {columns[0]} || ';', ?)"
            return "(" + " OR ".join([one] * len(meant)) + ")", tuple(f";{code};" for code in meant)
        return f"{columns[0]} IN ({', '.join('?' * len(meant))})", tuple(meant)

    return Kind(name, "a code in any case; `*` for any letters", read, test, lambda: sorted(set(known().values())))


def key_of(text: str) -> str:
    """How codes and names of a list are compared."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def codes(*known: str) -> dict[str, str]:
    """Codes by how they are compared."""
    return {key_of(code): code for code in known}


def yes_no(*further: str) -> Kind:
    """Yes or no; the field says what yes means."""
    known = codes("yes", "no", *further) | {"true": "yes", "false": "no"}

    def read(text: str) -> str:
        if key_of(text) in known:
            return known[key_of(text)]
        raise Unfit(f"{text!r} is neither yes nor no", f"write {', '.join(dict.fromkeys(known.values()))}")

    def test(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
        return ("TRUE", ()) if text in further else (columns[0], ()) if text == "yes" else (f"NOT {columns[0]}", ())

    return Kind("yes or no", " or ".join(["`yes`", "`no`", *(f"`{word}`" for word in further)]), read, test)


# ── days ─────────────────────────────────────────────────────────────────────────────────────────

DAY_FORMS = "write 2026, 2026-Q1, 2026-03, 2026-W10, 2026-03-05, a range like 2026-03-01..2026-03-09, \"last 7 days\""
_LAST = re.compile(r"(last|next) (?:(\d{1,5}) )?(day|week|month|year)s?")
_UNIT = {"day": 1, "week": 7}
_SPELLED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")
Days = tuple[date | None, date | None]


def _read_days(text: str) -> str:
    text = " ".join(text.split())
    if text == "*":
        return text
    first, dots, last = text.partition("..")
    if dots:
        found = f"{_read_day(first)}..{_read_day(last)}"
        if found == "..":
            raise Unfit("a range needs a day on one side at least", DAY_FORMS)
        low, high = days_meant(found, None)
        if low and high and high < low:
            raise Unfit(f"{first.strip()} comes after {last.strip()}", "put the earlier day first")
        return found
    sign = re.match(r"[<>]=?", text)
    head = sign[0] if sign else ""
    found = _read_day(text[len(head):])
    if not found:
        raise Unfit("a day is missing", DAY_FORMS)
    return f"{found}.." if head == ">=" else f"..{found}" if head == "<=" else head + found


def _read_day(text: str) -> str:
    """One day, month, quarter, week or year in its one form; empty stays empty."""
    text = text.strip()
    if text in ("", "*"):
        return ""
    lower = text.lower()
    if lower in ("today", "yesterday") or _LAST.fullmatch(lower):
        return lower
    for form in _SPELLED:
        with suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    found = text.upper()
    if span(found) is None:
        raise Unfit(f"{text!r} is no day", DAY_FORMS)
    return found


def span(text: str) -> tuple[date, date] | None:
    """First and last day of 2026, 2026-Q1, 2026-03, 2026-W10 or 2026-03-05; None for anything else."""
    found = re.fullmatch(r"([0-9]{4})(?:-(?:Q([1-4])|W([0-9]{2})|([0-9]{2})(?:-([0-9]{2}))?))?", text)
    if not found:
        return None
    year, quarter, week, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    with suppress(ValueError):
        if day and month:
            return (date(year, month, day),) * 2
        if week:
            return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
        first, last = (month, month) if month else (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        if (found[3], found[4], found[5]) in ((None, None, None), (None, found[4], None)):
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return None


def days_meant(text: str, today: date | None) -> Days:
    """First and last day meant by a value as read; None is open."""
    first, dots, last = text.partition("..")
    if dots:
        return _ends(first, today)[0], _ends(last, today)[1]
    if text.startswith("<"):
        return None, _beyond(_ends(text[1:], today)[0], -1)
    if text.startswith(">"):
        return _beyond(_ends(text[1:], today)[1], 1), None
    return _ends(text, today)


def _ends(text: str, today: date | None) -> Days:
    if not text:
        return None, None
    if named := span(text):
        return named
    if today is None:                   # not known yet: while a query is read, any day will do
        return None, None
    if text in ("today", "yesterday"):
        day = _beyond(today, 0 if text == "today" else -1)
        return day, day
    found = _LAST.fullmatch(text)
    assert found
    way, number, unit = found[1], int(found[2] or 1), found[3]
    back = -1 if way == "last" else 1
    end = _shifted(today, back * number, unit)
    return (_beyond(end, 1), today) if back < 0 else (today, _beyond(end, -1))


def _shifted(day: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years away; the calendar's end where there is no such day."""
    if unit in _UNIT:
        return _beyond(day, number * _UNIT[unit]) or day
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    if not 12 <= months < 12 * 10_000:
        return date.min if number < 0 else date.max
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _beyond(day: date | None, number: int) -> date | None:
    try:
        return day and day + timedelta(days=number)
    except OverflowError:
        return date.min if number < 0 else date.max


def _test_days(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
    """Whether the days of a row (first and last column; one column counts as both) and those meant overlap."""
    start, end = columns[0], columns[-1]
    if text == "*":
        return f"{start} IS NOT NULL", ()
    low, high = days_meant(text, today)
    tests = ([f"coalesce({end}, {start}) >= ?"] if low else []) + ([f"coalesce({start}, {end}) <= ?"] if high else [])
    return " AND ".join(tests) or "TRUE", tuple(day for day in (low, high) if day)


DAYS = Kind("days", "a year, quarter, month, week or day; `a..b`, `>=a`, `<b`; `\"last 7 days\"` up to the newest "
            "report, `\"next 7 days\"`, `today`", _read_days, _test_days)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────

NUMBER_FORMS = "write 10, >10, >=10, <10, <=10 or a range like 10..20"
_GROUP = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)


def _read_numbers(text: str) -> str:
    text = _GROUP.sub("", "".join(text.split())).removeprefix("=")
    if text == "*":
        return text
    first, dots, last = text.partition("..")
    if dots:
        low, high = (_number(end) if end else "" for end in (first, last))
        if not low and not high:
            raise Unfit("a range needs a number on one side at least", NUMBER_FORMS)
        if low and high and float(high) < float(low):
            raise Unfit(f"{low} is more than {high}", "put the smaller number first")
        return f"{low}..{high}"
    sign = re.match(r"[<>]=?", text)
    head = sign[0] if sign else ""
    return head + _number(text[len(head):])


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise Unfit(f"{text!r} is no number" if text else "a number is missing", NUMBER_FORMS)
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    shown = f"{int(whole)}.{part}" if part else str(int(whole))
    return f"-{shown}" if whole.startswith("-") and part and not int(whole) else shown


def _test_numbers(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
    """A lower bound is put to the first column, an upper one to the last, where a number has two ends."""
    low, high = columns[0], columns[-1]
    if text == "*":
        return f"coalesce({low}, {high}) IS NOT NULL", ()
    least, most = f"coalesce({low}, {high})", f"coalesce({high}, {low})"
    first, dots, last = text.partition("..")
    if dots:
        tests = ([f"{least} >= ?"] if first else []) + ([f"{most} <= ?"] if last else [])
        return " AND ".join(tests), tuple(float(end) for end in (first, last) if end)
    sign = re.match(r"[<>]=?", text)
    if sign:
        return f"{least if sign[0][0] == '>' else most} {sign[0]} ?", (float(text[len(sign[0]):]),)
    return f"{least} <= ? AND {most} >= ?", (float(text), float(text))


NUMBER = Kind("number", "`10`, `>10`, `<=10`, `10..20`", _read_numbers, _test_numbers)


def figure(kinds: Collection[str]) -> Kind:
    """What is counted, and how many: "killed", "killed>10", "injured:10..20", ">100"."""
    def parts(text: str) -> tuple[str, str]:
        found = re.match(r"[^\W\d]*", text)
        assert found
        return found[0], text[found.end():]

    def read(text: str) -> str:
        kind, number = parts("".join(text.split()))
        if kind and kind.lower() not in kinds:
            raise Unfit(f"nothing counts {kind!r}", near(kind.lower(), kinds, all_up_to=20))
        number = number.removeprefix(":") if kind else number
        if number in ("", "*") and kind:
            return kind.lower()
        if number == "*":
            return "*"
        plain = _read_numbers(number)
        return kind.lower() + ("=" if kind and plain[:1] not in "<>" else "") + plain

    def test(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
        kind, number = parts(text)
        tests, values = (["kind = ?"], (kind,)) if kind else ([], ())
        if number:
            sql, more = _test_numbers(columns, number.removeprefix("="), today)
            return " AND ".join([*tests, sql]), (*values, *more)
        return " AND ".join(tests), values

    return Kind("figure", "what is counted, and how many: `killed`, `killed>10`, `injured=10..20`, `>100`", read, test)


# ── ids ──────────────────────────────────────────────────────────────────────────────────────────

def _read_id(text: str) -> str:
    found = text.strip().rstrip("*")
    if not re.fullmatch(r"[\w-]+", found, re.ASCII):
        raise Unfit(f"{text!r} is no id", "write an id or the beginning of one, as lists show it")
    return found


def _test_id(columns: tuple[str, ...], text: str, today: date | None) -> Sql:
    return f"starts_with({columns[0]}, ?)", (text,)


ID = Kind("id", "an id or its beginning", _read_id, _test_id)
