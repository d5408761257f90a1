"""When: time expressions, resolved, and the time of an event.

TIMEX3 types and values (ISO-TimeML). Expressions are found by a small grammar over the words of
codebook/times.toml; relative ones are resolved against the day of publication, weekdays within a week of it
on the side the tense points to (AP Stylebook, "time element"). Without a day of publication they keep their
null: nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dateline.codebook.frames import read
from dateline.model import Grain, Report, Span, Time, TimeExpression
from dateline.record.phrases import base, case_of, chars, children, descendants
from dateline.record.status import tense_of

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Words:
    """The tables, and the grammar built of them."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    days: dict[str, int]
    seasons: dict[str, str]
    parts: dict[str, str]
    holidays: dict[str, list[int]]
    grammar: re.Pattern[str]


@cache
def words() -> Words:
    table: dict[str, Any] = read(files("dateline.codebook") / "times.toml")
    return Words(**table, grammar=re.compile(_grammar(table), re.IGNORECASE | re.VERBOSE))


def _grammar(t: dict[str, Any]) -> str:
    """One pattern with a named group a construction; the first that fits at a place is taken."""

    def any_of(names: Any) -> str:
        return (
            "(?:"
            + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
            + ")"
        )

    month = any_of(t["months"]) + r"\b\.?"
    weekday = any_of(t["weekdays"]) + r"\b\.?"
    full_weekday = any_of([w for w in t["weekdays"] if w.endswith("day")])
    unit = any_of([u for u in t["units"]])
    part = any_of(t["parts"])
    number = rf"(?:\d{{1,3}}(?:[.,]\d+)?|{any_of(t['numbers'])}|several|few|a\s+few|some|many)"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:1[5-9]|20)\d\d"
    season = any_of(t["seasons"])
    mod = r"(?:(?:early|late|mid|the\s+(?:start|beginning|end|middle)\s+of)[\s-]+)"
    which = r"(?:last|next|this|past|previous|coming|following|the\s+(?:last|next|past|previous|coming|following|same))"
    return rf"""
      \b(?:
        (?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)
      | (?P<range>{year}\s?[-–]\s?(?:{year}|\d\d))\b
      | (?P<clock>(?:\d{{1,2}}[:.]\d\d(?:\s*(?:a\.?m\.?|p\.?m\.?))?|\d{{1,2}}\s*(?:a\.?m\.?|p\.?m\.?)|\d{{4}}\s*(?:GMT|UTC)|noon|midnight|midday)(?:\s*(?:GMT|UTC|EST|EDT|BST|local\s+time))?(?!\d))
      | (?:{weekday},?\s+)?(?P<mdy>(?P<m1>{month})\s+(?P<d1>{day})(?:\s?[-–]\s?(?P<d1b>\d{{1,2}})\b)?(?:,?\s+(?P<y1>{year}))?)\b
      | (?:{weekday},?\s+)?(?:the\s+)?(?P<dmy>(?P<d2>{day})(?:\s+of)?\s+(?P<m2>{month})(?:,?\s+(?P<y2>{year}))?)\b
      | (?P<slash>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d))\b
      | (?P<mon>(?P<mod3>{mod})?(?P<which3>{which}\s+)?(?P<m3>{month})(?:,?\s+(?:of\s+)?(?P<y3>{year}|last\s+year|this\s+year|next\s+year))?)\b
      | (?P<sea>(?P<mod5>{mod})?(?:the\s+)?(?P<which5>{which}\s+)(?P<s5>{season})|(?:the\s+)?(?P<s6>{season})\s+(?:of\s+)?(?P<y6>{year}))\b
      | (?P<quarter>(?:the\s+)?(?P<qn>first|second|third|fourth)\s+quarter(?:\s+of\s+(?P<qy>{year}))?)\b
      | (?P<hol>{any_of(t["holidays"])})\b
      | (?P<set>(?:every|each)\s+(?:{full_weekday}|{unit}|{part}|other\s+{unit})s?|daily|weekly|monthly|annually|yearly|hourly|nightly|(?:{number}|once|twice)\s+(?:times\s+)?(?:a|per|each|every)\s+{unit})\b
      | (?P<ago>(?:about\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+|some\s+)?(?P<an>{number})\s+(?P<au>{unit})s?\s+(?P<ad>ago|earlier|before|later|from\s+now|after(?!\s+the))\b)
      | (?P<lastn>(?:in\s+)?the\s+(?P<lw>last|past|next|coming|previous)\s+(?P<ln>{number})?[\s-]*(?P<lu>{unit})s)\b
      | (?P<wd>(?P<which4>{which}\s+)?(?P<w4>{full_weekday})(?:\s+(?P<p4>{part}))?)s?\b
      | (?P<rel>(?P<which7>{which})\s+(?P<u7>{unit}|{part})|(?P<yday>{any_of(t["days"])})(?:\s+(?P<p7>{part}))?|overnight|nowadays|currently|recently|now(?=\s*[,.])|at\s+present|the\s+day\s+(?:before|after)|the\s+(?:next|following)\s+day)\b
      | (?P<dec>(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?P<dy>(?:1[6-9]|20)\d0)s|the\s+(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b
      | (?P<year>(?P<mod8>{mod})?(?P<y8>{year}))\b(?!\s*(?:people|men|women|troops|soldiers|pounds|dollars|euros|votes|miles|kilomet|metres|meters|feet|tons|tonnes|guests|civilians|fighters|,\d))
      | (?P<dur>(?:about\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+|at\s+least\s+|some\s+)?(?P<dn>{number})[\s-]+(?P<du>{unit})s?|(?:decades|centuries|years|months|weeks|days|hours))\b
      )"""  # noqa: E501


# ── expressions ──────────────────────────────────────────────────────────────────────────────────

Found = tuple[Kind, "str | None", "date | None", "date | None"]


def times(doc: Doc, report: Report) -> tuple[TimeExpression, ...]:
    """Every time expression of the report in order; days are null where nothing says them."""
    written = date.fromisoformat(report.published.start) if report.published.start else None
    found: list[TimeExpression] = []
    anchor = written
    for match in words().grammar.finditer(doc.text):
        token = _token_at(doc, match.start())
        if token is None or not _is_time(match, token):
            continue
        start, end = _edges(match)
        kind, value, first, last = _resolved(match, written, anchor, token)
        found.append(
            TimeExpression(start, end, kind, value, _day(first), _day(last))
        )
        if first is not None and first == last:
            anchor = first
    return tuple(found)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _edges(match: re.Match[str]) -> Span:
    """Without a leading "the" that TIMEX3 leaves out of names of days, and without trailing dots of "p.m."."""
    return match.start(), match.end()


def _token_at(doc: Doc, at: int) -> Token | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _is_time(match: re.Match[str], token: Token) -> bool:
    """Words that are times only in their place: the month May, a weekday's short form, a bare number."""
    group, text = match.lastgroup, match[0].lower()
    bare = text.rstrip(".")
    if bare in ("may", "march", "mar", "sun", "sat", "wed", "mon", "fall", "dec", "jan", "second"):
        return token.pos_ == "PROPN" and match[0][0].isupper() and bare in ("may", "march", "jan", "dec")
    if match["mon"] and len(bare) <= 4 and bare not in ("june", "july"):
        return match[0][0].isupper()
    if match["dur"] and bare.split()[0] in ("second",):
        return False
    if match["dur"] and (match["du"] or "").lower() in ("second",) and bare.startswith(("a ", "one ")):
        return False
    if match["year"] and not match["mod8"]:
        return _is_year(token)
    return group is not None


def _is_year(token: Token) -> bool:
    """A bare number is a year where it stands alone in a time's place, not where it counts."""
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ == "NOUN":
        return token.head.lemma_.lower() in (
            "election",
            "war",
            "campaign",
            "season",
            "budget",
            "agreement",
            "accord",
            "coup",
            "treaty",
            "constitution",
            "report",
            "revolution",
            "massacre",
            "attack",
            "invasion",
            "peace",
            "ceasefire",
            "law",
            "poll",
            "vote",
        )
    before = token.doc[token.i - 1].text if token.i else ""
    return before not in (
        "$",
        "£",
        "€",
        "#",
        "No.",
        "No",
        "some",
        "about",
        "than",
        "least",
        "nearly",
        "over",
        "-",
    )


def _resolved(match: re.Match[str], written: date | None, anchor: date | None, token: Token) -> Found:
    """(type, value, first day, last day) of one expression."""
    g = match.groupdict()
    if g["iso"]:
        return _exact(_iso(g["iso"]))
    if g["range"]:
        first, last = re.split(r"\s?[-–]\s?", g["range"])
        last = last if len(last) == 4 else first[:2] + last
        return "DATE", first, date(int(first), 1, 1), date(int(last), 12, 31)
    if g["clock"]:
        return "TIME", _clock(g["clock"], anchor), anchor, anchor
    if g["mdy"] or g["dmy"]:
        return _day_of_month(g, written, token)
    if g["slash"]:
        return "DATE", None, None, None
    if g["mon"]:
        return _month(g, written, token)
    if g["sea"] or g["quarter"]:
        return _season_or_quarter(g, written)
    if g["hol"]:
        month, day = words().holidays[re.sub(r"\s+", " ", g["hol"].lower()).replace("’", "'")]
        return _exact(_near(month, day, written, token))
    if g["set"]:
        return "SET", _set_value(g["set"]), None, None
    if g["ago"]:
        return _ago(g, written, anchor)
    if g["lastn"]:
        return _last_n(g, written)
    if g["wd"]:
        return _weekday(g, written, token)
    if g["rel"]:
        return _relative(g, match[0].lower(), written, anchor)
    if g["dec"]:
        year = int(g["dy"]) if g["dy"] else None
        return (
            ("DATE", str(year)[:3], date(year, 1, 1), date(year + 9, 12, 31))
            if year
            else ("DATE", None, None, None)
        )
    if g["year"]:
        year = int(g["y8"])
        return ("DATE", g["y8"], *_part_of(date(year, 1, 1), date(year, 12, 31), g["mod8"]))
    return "DURATION", _duration(g["dn"], g["du"], match[0]), None, None


def _exact(day: date | None) -> Found:
    return "DATE", _day(day), day, day


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _clock(text: str, anchor: date | None) -> str | None:
    plain = text.lower()
    if plain.startswith(("noon", "midday")):
        hour, minute = 12, 0
    elif plain.startswith("midnight"):
        hour, minute = 24, 0
    else:
        digits = re.findall(r"\d+", plain)
        hour, minute = (
            (int(digits[0][:2]), int(digits[0][2:]))
            if len(digits[0]) == 4
            else (int(digits[0]), int(digits[1]) if len(digits) > 1 else 0)
        )
        if re.search(r"p\.?m", plain) and hour < 12:
            hour += 12
    return f"{anchor.isoformat() if anchor else 'XXXX-XX-XX'}T{hour:02}:{minute:02}"


def _day_of_month(g: dict[str, Any], written: date | None, token: Token) -> Found:
    month = words().months[(g["m1"] or g["m2"]).lower().rstrip(".")]
    day, year = int(re.sub(r"\D", "", g["d1"] or g["d2"])), g["y1"] or g["y2"]
    try:
        first = date(int(year), month, day) if year else _near(month, day, written, token)
    except ValueError:
        return "DATE", None, None, None
    if first is None:
        return "DATE", f"XXXX-{month:02}-{day:02}", None, None
    if g["d1b"] and int(g["d1b"]) > day:
        try:
            return "DATE", first.isoformat(), first, first.replace(day=int(g["d1b"]))
        except ValueError:
            return _exact(first)
    return _exact(first)


def _near(month: int, day: int, written: date | None, token: Token) -> date | None:
    """The day nearest to the day of writing on the side the tense points to."""
    if written is None:
        return None
    ahead = tense_of(token) == "ahead"
    years = [written.year + n for n in (0, 1, -1)]
    days = [d for y in years if (d := _valid(y, month, day))]
    if not days:
        return None
    near = min(days, key=lambda d: abs((d - written).days))
    if ahead and near < written - timedelta(days=31):
        return next((d for d in sorted(days) if d >= written), near)
    if not ahead and near > written + timedelta(days=60):
        return max((d for d in days if d <= written), default=near)
    return near


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(g: dict[str, Any], written: date | None, token: Token) -> Found:
    month, year = words().months[g["m3"].lower().rstrip(".")], g["y3"]
    which = (g["which3"] or "").strip().lower()
    if year and not year.isdigit():
        year = written and str(written.year + {"last": -1, "this": 0, "next": 1}[year.split()[0].lower()])
    if not year:
        if written is None:
            return "DATE", f"XXXX-{month:02}", None, None
        ahead = which.endswith(("next", "coming")) or (tense_of(token) == "ahead" and not which)
        chosen = written.year
        if not ahead and month > written.month:
            chosen -= 1
        elif ahead and month < written.month:
            chosen += 1
        year = str(chosen)
    start = date(int(year), month, 1)
    end = start.replace(day=calendar.monthrange(start.year, month)[1])
    return ("DATE", f"{year}-{month:02}", *_part_of(start, end, g["mod3"]))


def _part_of(start: date, end: date, mod: str | None) -> tuple[date, date]:
    """early, mid, late: about a third."""
    if not mod:
        return start, end
    third, word = (end - start) / 3, mod.lower()
    if "early" in word or "start" in word or "beginning" in word:
        return start, start + third
    if "late" in word or "end" in word:
        return end - third, end
    return start + third, end - third


def _season_or_quarter(g: dict[str, Any], written: date | None) -> Found:
    if g["quarter"]:
        n = ("first", "second", "third", "fourth").index(g["qn"].lower()) + 1
        year = int(g["qy"]) if g["qy"] else written.year if written else None
        if year is None:
            return "DATE", f"XXXX-Q{n}", None, None
        end = date(year, 3 * n, calendar.monthrange(year, 3 * n)[1])
        return "DATE", f"{year}-Q{n}", date(year, 3 * n - 2, 1), end
    season = words().seasons[(g["s5"] or g["s6"]).lower()]
    year = int(g["y6"]) if g["y6"] else None
    if year is None and written is not None:
        which = (g["which5"] or "this").strip().lower()
        year = written.year + (
            -1 if which.endswith(("last", "past", "previous")) else 1 if which.endswith("next") else 0
        )
    if year is None:
        return "DATE", f"XXXX-{season}", None, None
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    start = date(year, first, 1)
    end_year, last = (year + 1, 2) if season == "WI" else (year, first + 2)
    return "DATE", f"{year}-{season}", start, date(end_year, last, calendar.monthrange(end_year, last)[1])


def _set_value(text: str) -> str:
    plain = text.lower()
    named = {
        "daily": "P1D",
        "nightly": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "annually": "P1Y",
        "yearly": "P1Y",
        "hourly": "PT1H",
    }
    if plain in named:
        return named[plain]
    for word, number in words().weekdays.items():
        if word in plain:
            return f"XXXX-WXX-{number + 1}"
    unit = next((u for u in words().units if re.search(rf"\b{u}s?\b", plain)), "day")
    return _duration("1", unit, plain) or "P1D"


def _number(text: str | None) -> float | None:
    """How many; None where the word does not say ("several")."""
    if not text:
        return 1
    plain = re.sub(r"\s+", " ", text.lower()).replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return words().numbers.get(plain.split()[-1] if plain.startswith("a ") else plain)


DURATION = {
    "S": "PT{}S",
    "M": "PT{}M",
    "H": "PT{}H",
    "D": "P{}D",
    "W": "P{}W",
    "WE": "P{}WE",
    "MO": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "DE": "P{}DE",
    "C": "P{}CE",
    "F": "P{}W",
}


def _duration(number: str | None, unit: str | None, text: str) -> str:
    if unit is None:
        unit = next((u for u in words().units if text.lower().startswith((u, u[:-1]))), "year")
        return DURATION[words().units[unit]].format("X")
    letter, many = words().units[unit.lower()], _number(number)
    if many is None:
        return DURATION[letter].format("X")
    many = many * 2 if letter == "F" else many
    return DURATION[letter].format(int(many) if many == int(many) else many)


def _ago(g: dict[str, Any], written: date | None, anchor: date | None) -> Found:
    letter, many = words().units[g["au"].lower()], _number(g["an"])
    back = g["ad"].lower() in ("ago", "earlier", "before")
    start = written if g["ad"].lower() in ("ago",) or g["ad"].lower().startswith("from") else anchor
    if start is None or many is None:
        return "DATE", "PAST_REF" if back else "FUTURE_REF", None, None
    return _shifted(start, letter, -int(many) if back else int(many))


def _shifted(start: date, letter: str, many: int) -> Found:
    """A day so many units away; for months and years the month or year it falls in."""
    try:
        if letter in ("S", "M", "H"):
            return _exact(start)
        if letter in ("D", "W", "WE", "F"):
            return _exact(start + timedelta(days=many * {"D": 1, "W": 7, "WE": 7, "F": 14}[letter]))
        if letter in ("MO", "Q"):
            months = start.year * 12 + start.month - 1 + many * (3 if letter == "Q" else 1)
            first = date(months // 12, months % 12 + 1, 1)
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            return "DATE", first.isoformat()[:7], first, last
        year = start.year + many * {"Y": 1, "DE": 10, "C": 100}[letter]
        return "DATE", str(year), date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return "DATE", None, None, None


def _last_n(g: dict[str, Any], written: date | None) -> Found:
    letter, many = words().units[g["lu"].lower()], _number(g["ln"]) if g["ln"] else None
    value = DURATION[letter].format("X" if many is None else int(many))
    if written is None or many is None:
        return "DURATION", value, None, None
    ahead = g["lw"].lower() in ("next", "coming")
    _, _, first, last = _shifted(written, letter, int(many) if ahead else -int(many))
    if first is None or last is None:
        return "DURATION", value, None, None
    return ("DURATION", value, written, last) if ahead else ("DURATION", value, first, written)


def weekday_meant(weekday: int, written: date, *, ahead: bool) -> date:
    """The day a bare weekday name points at, seen from the day of writing; that day counts as itself.

    Monday is 0.

    >>> weekday_meant(1, date(2026, 3, 5), ahead=False)     # written on a Thursday
    datetime.date(2026, 3, 3)
    """
    to_come = (weekday - written.weekday()) % 7
    return written + timedelta(days=to_come if ahead or to_come == 0 else to_come - 7)


def _weekday(g: dict[str, Any], written: date | None, token: Token) -> Found:
    number = words().weekdays[g["w4"].lower()]
    if written is None:
        return "DATE", f"XXXX-WXX-{number + 1}", None, None
    which = (g["which4"] or "").strip().lower()
    ahead = tense_of(token) == "ahead"
    if which.endswith(("last", "past", "previous")):
        day = weekday_meant(number, written - timedelta(days=1), ahead=False)
    elif which.endswith(("next", "coming", "following")):
        day = weekday_meant(number, written + timedelta(days=1), ahead=True)
    else:
        day = weekday_meant(
            number, written, ahead=ahead or (which.endswith("this") and number > written.weekday())
        )
    part = g["p4"]
    if part:
        return "TIME", f"{day.isoformat()}T{words().parts[part.lower()]}", day, day
    return _exact(day)


def _relative(g: dict[str, Any], text: str, written: date | None, anchor: date | None) -> Found:
    if g["yday"]:
        if written is None:
            return "DATE", None, None, None
        day = written + timedelta(days=words().days[g["yday"].lower()])
        part = g["p7"] or ("night" if g["yday"].lower() == "tonight" else None)
        return ("TIME", f"{day.isoformat()}T{words().parts[part.lower()]}", day, day) if part else _exact(day)
    if "day before" in text or "day after" in text or "following day" in text or "next day" in text:
        return _exact(anchor and anchor + timedelta(days=-1 if "before" in text else 1))
    if text == "overnight":
        return "TIME", f"{written.isoformat()}TNI" if written else None, written, written
    if not g["u7"]:
        return "DATE", "PRESENT_REF" if "recently" not in text else "PAST_REF", None, None
    return _this_unit(g["which7"].lower(), g["u7"].lower(), written)


def _this_unit(which: str, unit: str, written: date | None) -> Found:
    """ "last week", "this month", "next year": whole units, weeks from Monday."""
    if unit in words().parts and unit != "night":
        day = written and written + timedelta(days=-1 if which.endswith("last") else 0)
        return "TIME", f"{day.isoformat()}T{words().parts[unit]}" if day else None, day, day
    if written is None:
        return "DATE", None, None, None
    step = (
        -1 if which.endswith(("last", "past", "previous")) else 0 if which.endswith(("this", "same")) else 1
    )
    letter = words().units[unit]
    if letter == "D":
        day = written + timedelta(days=step)
        return ("TIME", f"{day.isoformat()}TNI", day, day) if unit == "night" else _exact(day)
    if letter in ("W", "WE", "F"):
        monday = written - timedelta(days=written.weekday()) + timedelta(weeks=step)
        if letter == "WE":
            return (
                "DATE",
                monday.strftime("%G-W%V-WE"),
                monday + timedelta(days=5),
                monday + timedelta(days=6),
            )
        return "DATE", monday.strftime("%G-W%V"), monday, monday + timedelta(days=6)
    return _shifted(written, letter, step)


# ── the time of an event ─────────────────────────────────────────────────────────────────────────

TIMELY = frozenset(
    {
        "obl",
        "obl:unmarked",
        "advmod",
        "nmod",
        "nmod:unmarked",
        "obl:tmod",
        "nmod:tmod",
        "amod",
        "compound",
        "nmod:poss",
        "obl:agent",
        "nummod",
        "dep",
        "parataxis",
    }
)
LIMITS = frozenset({"by", "until", "till", "before", "within"})


def event_time(trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report) -> Time | None:
    """When the deed of a trigger happened: words in its clause, then in the clause that governs it.

    With no words, a deed told as news gets the day of publication, marked as assumed; grain is a day.
    """
    dated = [t for t in found if t.type in ("DATE", "TIME")]
    near = _nearest(trigger, dated, doc)
    if near is None:
        return None
    days = (near.from_, near.to) if near.from_ else (None, None)
    if days[0] is None:
        return None
    relative = (
        not re.search(r"\d{4}|\d", doc.text[near.start : near.end])
        or not re.search(r"(?i)\d.*[a-z]{3}|[a-z]{3}.*\d|\d{4}", doc.text[near.start : near.end])
        or "ago" in doc.text[near.start : near.end]
    )
    return Time(days[0], days[1], _grain(near), (near.start, near.end), "relative" if relative else "stated")


def _grain(time: TimeExpression) -> Grain:
    first, last = date.fromisoformat(time.from_ or ""), date.fromisoformat(time.to or time.from_ or "")
    days = (last - first).days + 1
    for most, name in ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year")):
        if days <= most:
            return name  # type: ignore[return-value]
    return "decade"


def _nearest(trigger: Token, found: Sequence[TimeExpression], doc: Doc) -> TimeExpression | None:
    """The expression that hangs on the trigger, or on what governs it up to its clause's root."""
    by_token = {token.i: t for t in found for token in _tokens(doc, t)}
    here = trigger
    for _ in range(4):
        own = [
            t.i
            for c in children(here)
            if c.dep_ in TIMELY and not _is_limit(c)
            for t in _phrase(c)
            if t.i in by_token
        ]
        if own:
            return by_token[min(own, key=lambda i: abs(i - trigger.i))]
        joined = here.dep_ in (
            "conj",
            "xcomp",
            "obj",
            "nsubj",
            "nsubj:pass",
            "obl",
            "nmod",
            "acl",
            "advcl",
            "ccomp",
            "compound",
        )
        if here.head.i == here.i or not joined or (here.dep_ in ("ccomp",) and here.i != trigger.i):
            return None
        if here.dep_ == "ccomp" and here.head.pos_ == "VERB":
            return None
        here = here.head
    return None


def _phrase(token: Token) -> Iterator[Token]:
    """The words of a time phrase: the noun and what belongs to it, no clause."""
    return descendants(token, without=frozenset({"acl:relcl", "acl", "conj", "advcl", "appos"}))


def _is_limit(token: Token) -> bool:
    return case_of(token) in LIMITS


def _tokens(doc: Doc, time: TimeExpression) -> list[Token]:
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    return [] if span is None else list(span)


# ── deadlines and conditions ─────────────────────────────────────────────────────────────────────


def deadline(
    trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report
) -> tuple[str | None, str | None]:
    """The last day (and hour) by which what a trigger names is to be done: "by", "before", "until", "within"."""
    end = max(t.i for t in descendants(trigger)) + 1
    for time in found:
        tokens = _tokens(doc, time)
        if not tokens or not trigger.sent.start <= tokens[0].i < max(end, trigger.i + 1):
            continue
        word = _limit_before(tokens[0], doc)
        if word is None or (tokens[0].i < trigger.i and trigger.i - tokens[0].i > 8):
            continue
        day = _last_day(word, time, doc, report)
        if day:
            clock = re.search(r"T(\d\d:\d\d)", time.value or "")
            return day, clock[1] if clock else None
    return None, None


def _limit_before(token: Token, doc: Doc) -> str | None:
    for back in (1, 2, 3):
        if token.i - back >= 0 and doc[token.i - back].lower_ in LIMITS:
            return str(doc[token.i - back].lower_)
    return None


def _last_day(word: str, time: TimeExpression, doc: Doc, report: Report) -> str | None:
    if word == "within" and time.type == "DURATION" and report.published.start:
        many = re.fullmatch(r"PT?(\d+)([SMHDWY]|MO|Q)", time.value or "")
        if many is None:
            return None
        letter = many[2] if "T" in (time.value or "") or many[2] != "M" else "MO"
        days = {"H": -(-int(many[1]) // 24), "M": 0, "S": 0, "D": int(many[1]), "W": 7 * int(many[1])}.get(
            letter
        )
        start = date.fromisoformat(report.published.start)
        if days is None:
            shifted = _shifted(start, "MO" if letter == "MO" else "Y", int(many[1]))[3]
            return shifted.isoformat() if shifted else None
        return (start + timedelta(days=days)).isoformat()
    if time.type not in ("DATE", "TIME") or time.to is None:
        return None
    if word == "before" and time.from_:
        return (date.fromisoformat(time.from_) - timedelta(days=1)).isoformat()
    return time.to


CONDITIONS = frozenset({"if", "unless", "until", "once", "provided", "providing", "till"})


def condition(trigger: Token, doc: Doc) -> Span | None:
    """The words of the condition on which a deed hangs, with their if, unless, until or once."""
    over = [trigger, *(c for c in children(trigger, "xcomp", "ccomp", "obj", "advcl"))]
    if trigger.dep_ in ("xcomp", "ccomp", "conj"):
        over.append(trigger.head)
    for head in over:
        for clause in children(head, "advcl"):
            marks = [c for c in clause.children if c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS]
            inverted = (
                not marks
                and clause.i < head.i
                and any(
                    c.lower_ in ("had", "should", "were") and c.i < clause.i
                    for c in clause.children
                    if base(c) == "aux"
                )
                and min(t.i for t in descendants(clause))
                == min(c.i for c in clause.children if base(c) == "aux")
            )
            if marks or inverted:
                inside = sorted(t.i for t in descendants(clause))
                end = inside[-1] + 1
                while end > inside[0] and doc[end - 1].dep_ == "punct":
                    end -= 1
                return chars(doc, inside[0], end)
    return None
