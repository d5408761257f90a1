"""What a time expression means: TIMEX3 type and value (ISO-TimeML) and the first and last day, construction by
construction. Relative ones are resolved against the day of publication or the day told last; weekdays lie within a
week of it on the side the tense points to (AP Stylebook, "time element"). What nobody can date keeps its null.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from dateline.record import quarters, timedates
from dateline.record.ahead import ahead, case_before
from dateline.record.durations import DURATION, duration, number
from dateline.record.phrases import case_of
from dateline.record.timepoints import (
    At,
    Found,
    Groups,
    exactly,
    in_part,
    part_of,
    quarter,
    shaded,
    shift,
    week,
)
from dateline.record.timewords import said, words


def resolved(match: re.Match[str], at: At, exact: bool = True) -> Found | None:
    """Type, value, first and last day of one expression; None if it is no time here.

    `exact`: the day of writing is known to the week.
    """
    name, g = match.lastgroup or "", said(match)
    vague = not exact and name in FROM_TODAY and (g.get("unit") or "") not in ("year", "decade", "century")
    try:
        return READINGS[name](g, replace(at, written=None) if vague else at)
    except (OverflowError, ValueError):         # "the year 0", or "a day later" on the calendar's last: no day there is
        return None


# what only the day of writing itself resolves
FROM_TODAY = frozenset({"ago", "lastn", "wd", "rel", "near", "night", "beside", "spell", "dayby", "nth"})


def _year_end(g: Groups, at: At) -> Found:
    """ "by year-end", "the end of the month": the last third."""
    if g["unit"]:
        _, value, first, last = this_unit("this", g["unit"], at)
        return ("DATE", value, *(part_of(first, last, "end") if first and last else (None, None)))
    if at.written is None:
        return "DATE", None, None, None
    case = case_before(at.token)
    year = at.written.year - (case == "since" or (at.written.month < 7 and case != "by" and not ahead(at.token)))
    return "DATE", str(year), date(year, 12, 1), date(year, 12, 31)


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
        part = g["part"] or g["of"]
        return "TIME" if part else "DATE", _weekly(g["weekday"] or "", part), None, None
    which = (g["which"] or "").strip()
    if which.endswith(("last", "past", "previous")):
        day = weekday_meant(number, written - timedelta(days=1), ahead=False)
    elif which.endswith(("next", "coming", "following")):
        day = weekday_meant(number, written + timedelta(days=1), ahead=True)
    else:
        planned = (which == "this" and number > written.weekday()) or case_before(at.token) == "for"
        day = weekday_meant(number, written, ahead=planned or ahead(at.token))
    return in_part(day, g["part"] or g["of"])


def _near_day(g: Groups, at: At) -> Found:
    """ "yesterday", "tonight", "tomorrow morning", "mid-afternoon yesterday"."""
    word = g["day"] or ""
    day = at.written and at.written + timedelta(days=words().days[word])
    return in_part(day, g["part"] or g["midpart"] or ("night" if word == "tonight" else None))


def _day_by(g: Groups, at: At) -> Found:
    step = 2 if g["way"] == "after" else -2
    if g["unit"] and at.written:                                # "the week before last"
        return this_unit("last", g["unit"], replace(at, written=shift(at.written, words().units[g["unit"]], -1)[2]))
    return exactly(at.written + timedelta(days=step) if at.written else None)


def _night(g: Groups, at: At) -> Found:
    """ "overnight", "during the night": the one before the day of writing."""
    value = f"{at.written.isoformat()}TNI" if at.written else None
    return "TIME", value, at.written and at.written - timedelta(days=1), at.written


def _relative(g: Groups, at: At) -> Found:
    written, which, unit = at.written, g["which"] or "", g["unit"] or ""
    kind, value, first, last = this_unit(re.sub(r"\s+", " ", which), unit, at)
    if first and last and first != last:
        first, last = shaded(first, last, written, g["mod"] or g["shade"])
    return kind, value, first, last


def this_unit(which: str, unit: str, at: At) -> Found:
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
    if which == "the past" and letter in ("W", "MO", "Y", "DE", "C"):
        first = shift(written, letter, -1)[2]
        return "DURATION", DURATION[letter].format(1), first, written if first else None
    step = -1 if back else 0 if same or which.endswith(("this", "current")) else 1
    if letter == "D":
        day = written + timedelta(days=step)
        return in_part(day, "night" if unit == "night" else None)
    if letter in ("W", "WE", "F"):
        return week(written - timedelta(days=written.weekday()) + timedelta(weeks=step), letter)
    if letter in ("DE", "C") and "year" not in unit:
        return _round_years(written.year, 10 if letter == "DE" else 100, step)
    return shift(written, letter, step)


def _round_years(year: int, many: int, step: int) -> Found:
    """ "this decade", "the last century": from the round year on."""
    first = (year // many + step) * many
    return "DATE", f"{first:04}"[: 3 if many == 10 else 2], date(first, 1, 1), date(first + many - 1, 12, 31)


def _beside(g: Groups, at: At) -> Found:
    """ "the day before", "the following day": seen from the day told last; "the weekend" is the one nearby."""
    if g["weekend"]:
        step = 0 if at.written and (ahead(at.token) or at.written.weekday() > 5) else -1
        return this_unit("last" if step else "this", "weekend", at)
    back, unit = g["way"] == "before", g["unit"] or "day"
    if at.anchor is None or at.day is None:
        return "DATE", None, None, None
    if unit in words().parts or words().units[unit] == "D":
        day = at.day + timedelta(days=-1 if back else 1)
        return in_part(day, unit if unit in words().parts else None)
    return this_unit("last" if back else "next", unit, replace(at, written=at.anchor))


def _ago(g: Groups, at: At) -> Found:
    letter, many, word = words().units[g["unit"] or ""], number(g["n"]), g["way"] or ""
    back = word in ("ago", "earlier", "before")
    told = at.anchor if letter in ("MO", "Q", "Y", "DE", "C") else at.day
    start = at.written if word in ("ago", "hence") or word.startswith("from") else told
    if start is None or many is None:
        return "DATE", "PAST_REF" if back else "FUTURE_REF", None, None
    if letter == "Y" and many == 1 and at.quarter and back and word != "before":
        return quarter(at.quarter[0] - 1, at.quarter[1])
    kind, value, first, last = shift(start, letter, -int(many) if back else int(many))
    if letter in ("W", "F") and first and word != "before":     # counted in weeks, it is true to the week only
        return week(first - timedelta(days=first.weekday()), "W")
    return kind, value, first, last


def _in_time(g: Groups, at: At) -> Found:
    """ "in two weeks' time"."""
    letter, many = words().units[g["unit"] or ""], number(g["n"])
    if at.written is None or many is None:
        return "DATE", "FUTURE_REF", None, None
    return shift(at.written, letter, int(many))


def _after(g: Groups, at: At) -> Found:
    """ "three days later": as long as that, from the day told last."""
    letter, many = words().units[g["unit"] or ""], number(g["n"])
    value = duration(g["n"], g["unit"], half=bool(g["half"]))
    told = at.anchor if letter in ("MO", "Q", "Y", "DE", "C") else at.day
    if told is None or many is None:
        return "DURATION", value, None, None
    return "DURATION", value, *shift(told, letter, int(many))[2:]


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
    _, _, first, last = shift(at.written, letter, int(many) if is_ahead else -int(many))
    if first is None or last is None:
        return "DURATION", value, None, None
    return ("DURATION", value, at.written, last) if is_ahead else ("DURATION", value, first, at.written)


def _spell(g: Groups, at: At) -> Found:
    """ "recent weeks", "the coming months": no one knows how many; the days are the usual reach (times.toml)."""
    way, reach = g["way"] or "", timedelta(days=words().spells[g["unit"] or ""])
    if way == "these" or at.written is None:
        return "DATE", REFERRED[way], None, None
    if way == "coming":
        return "DATE", REFERRED[way], at.written, at.written + reach
    return "DATE", REFERRED[way], at.written - reach, at.written


REFERRED = {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "these": "PRESENT_REF"}


def _vague(g: Groups, at: At) -> Found:
    value = words().vague[re.sub(r"\s+", " ", g["text"] or "")]
    return "DURATION" if value.startswith("P") and value.isupper() and "_" not in value else "DATE", value, None, None


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
    late = re.search(r"p\s?\.?\s?m|afternoon|evening", text) and hour < 12
    return hour + 12 * bool(late), minute


def _clock(g: Groups, at: At) -> Found | None:
    hour, minute = _clock_of(g["text"] or "")
    if hour > 24 or minute > 59:
        return None
    day = at.day.isoformat() if at.day else "XXXX-XX-XX"
    return "TIME", f"{day}T{hour:02}:{minute:02}", at.day, at.day


def _set(g: Groups, at: At) -> Found:
    if g["plain"]:
        return "SET", words().sets[g["plain"]], None, None
    if g["per"]:
        return "SET", duration("1", g["per"]), None, None
    what = (g["what"] or "").split()
    if what[0] in words().weekdays:
        return "SET", _weekly(what[0], what[1] if len(what) > 1 else None), None, None
    if what[0].rstrip(".") in words().months:
        return "SET", f"XXXX-{words().months[what[0].rstrip('.')]:02}", None, None
    if what[0] in words().parts and what[0] != "night":
        return "SET", f"XXXX-XX-XXT{words().parts[what[0]]}", None, None
    often = "2" if g["n"] == "other" else "1" if g["n"] == "single" else g["n"]
    return "SET", duration(often, what[0]), None, None


def _weekly(weekday: str, part: str | None) -> str:
    return f"XXXX-WXX-{words().weekdays[weekday] + 1}" + (f"T{words().parts[part]}" if part else "")


def _plural(g: Groups, at: At) -> Found:
    return "SET", _weekly(g["weekday"] or "", g["part"]), None, None


def _long(g: Groups, at: At) -> Found:
    return "DURATION", duration("1", g["unit"]), None, None


def _halves(g: Groups, at: At) -> Found:
    return "DURATION", HALVES[words().units[g["unit"] or ""]], None, None


HALVES = {"H": "PT30M", "D": "PT12H", "Y": "P6M", "DE": "P5Y", "C": "P50Y"}


def _lasting(g: Groups, at: At) -> Found:
    value = duration(g["n"], g["unit"], half=bool(g["half"]))
    if at.token.i and at.token.nbor(-1).lower_ == "within" and at.written and ahead(at.token):
        last = shift(at.written, words().units[g["unit"] or ""], int(number(g["n"]) or 0))[3]
        return "DURATION", value, at.written, last if last and last > at.written else None
    return "SET" if g["n"] in ("a", "an") and _is_rate(at.token) else "DURATION", value, None, None


def _is_rate(article: Token) -> bool:
    """ "four flights a week", "$30 a night"."""
    before = article.doc[article.i - 1] if article.i else article
    return before.pos_ in ("NOUN", "NUM", "SYM") and before.i != article.i and not case_of(article.head)


def _lasting_some(g: Groups, at: At) -> Found:
    unit = "century" if g["unit"] == "centurie" else g["unit"]
    return "DURATION", DURATION[words().units[unit or ""]].format("X"), None, None


READINGS: dict[str, Callable[[Groups, At], Found | None]] = {
    "iso": timedates.iso, "range": timedates.years, "clock": _clock, "mdy": timedates.day_of_month,
    "dmy": timedates.day_of_month, "nth": timedates.nth, "slash": timedates.slash, "cal": timedates.other_calendar,
    "era": timedates.era, "mon": timedates.month, "sea": timedates.season, "hol": timedates.holiday,
    "quarter": quarters.numbered, "period": quarters.period, "ended": quarters.ended, "short": quarters.short,
    "thequarter": quarters.the_quarter, "yearago": quarters.year_ago, "half": quarters.half,
    "fiscal": quarters.fiscal, "yearend": _year_end, "theyear": quarters.the_year, "century": timedates.century,
    "set": _set, "plural": _plural, "ago": _ago, "after": _after, "intime": _in_time, "vagueago": _vague_ago,
    "lastn": _last_n, "spell": _spell, "wd": _weekday, "dayby": _day_by, "rel": _relative, "near": _near_day,
    "night": _night, "beside": _beside, "vague": _vague, "dec": timedates.decade, "year": timedates.year,
    "long": _long, "halves": _halves, "dur": _lasting, "durs": _lasting_some,
}
