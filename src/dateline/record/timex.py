"""Time expressions: every one of a report, with its TIMEX3 type and value (ISO-TimeML) and the days it means.

Expressions are found by a small grammar over the words of codebook/times.toml; relative ones are resolved
against the day of publication, weekdays within a week of it on the side the tense points to (AP Stylebook,
"time element"). Without a day of publication they keep their null: nothing is guessed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dateline.codebook.frames import read
from dateline.model import Report, TimeExpression
from dateline.record.phrases import case_of, text_of
from dateline.record.status import tense_of

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Found = tuple[Kind, "str | None", "date | None", "date | None"]
Groups = dict[str, Any]


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
    vague: dict[str, str]
    holidays: dict[str, list[int]]
    dated: frozenset[str]
    arranged: frozenset[str]
    implied: frozenset[str]
    begun: frozenset[str]
    recalled: frozenset[str]
    remembered: frozenset[str]
    grammar: re.Pattern[str]


@cache
def words() -> Words:
    table: dict[str, Any] = read(files("dateline.codebook") / "times.toml")
    lists: dict[str, Any] = {key: frozenset(lemmas) for key, lemmas in table.pop("other").items()}
    return Words(**table, **lists, grammar=re.compile(_grammar(table), re.IGNORECASE | re.VERBOSE))


def _any_of(names: Iterable[str]) -> str:
    longest = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in longest) + ")"


def _grammar(t: dict[str, Any]) -> str:
    """One pattern with a named group a construction; the first that fits at a place is taken."""
    month, weekday = _any_of(t["months"]) + r"\b\.?", _any_of(t["weekdays"]) + r"\b\.?"
    full_weekday = _any_of(w for w in t["weekdays"] if w.endswith("day"))
    unit, part = _any_of(t["units"]), _any_of(t["parts"])
    tens, ones = ([w for w, n in t["numbers"].items() if n in kind] for kind in (range(20, 91, 10), range(1, 10)))
    pair = rf"{_any_of(tens)}[\s-]{_any_of(ones)}"
    count = rf"(?:\d{{1,3}}(?:[.,]\d+)?|{pair}|{_any_of(t['numbers'])})"
    number = rf"(?:{count}(?:\s+(?:or|to)\s+{count})?|several|few|a\s+few|some|many|countless)"
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:1[5-9]|20)\d\d"
    season = _any_of(t["seasons"])
    mod = r"(?:(?:early|late|mid|the\s+(?:start|beginning|end|middle)\s+of)[\s-]+)"
    about = r"(?:about|around|nearly|almost|over|more\s+than|less\s+than|at\s+least|up\s+to|some)\s+"
    which = (
        r"(?:(?:the\s+)?(?:last|next|past|previous|coming|following|same)|this\s+(?:past|coming)|this|that)"
    )
    shades = (rf"(?:(?P<shade{n}>early|late|later|earlier)\s+(?:in\s+|on\s+)?)" for n in (1, 2, 3, 4))
    night = r"(?:(?<=during\ )|(?<=through\ )|(?<=throughout\ ))the\s+night"
    zone = r"(?:\s*(?:GMT|UTC|EST|EDT|CST|PST|BST|CET|local\s+time))?"
    hours = r"\d{1,2}:\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d\d)?\s*[ap]\.?m\b\.?|\d{4}\s*(?:GMT|UTC)"
    return rf"""
      \b(?:
        (?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)
      | (?P<range>{year}\s?[-–]\s?(?:{year}|\d\d))\b
      | (?P<clock>(?:{hours}|noon|midnight|midday){zone}(?!\d))
      | (?:{weekday}\s?,?\s+)?(?P<mdy>(?P<m1>{month})\s+(?P<d1>{day})(?:\s?[-–]\s?(?P<d1b>\d{{1,2}})\b)?(?:\s?,?\s+(?P<y1>{year})\b)?)\b
      | (?:{weekday}\s?,?\s+)?(?:the\s+)?(?P<dmy>(?P<d2>{day})(?:\s+of)?\s+(?P<m2>{month})(?:\s?,?\s+(?P<y2>{year})\b)?)\b
      | (?P<slash>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d))\b
      | (?P<mon>{next(shades)}?(?P<mod3>{mod})?(?P<which3>{which}\s+)?(?P<m3>{month})(?:\s?,?\s+(?:of\s+)?(?P<y3>{year}|last\s+year|this\s+year|next\s+year)\b)?)\b(?!\.?\s+\d{{1,2}}\b)
      | (?P<sea>(?P<mod5>{mod})?(?P<which5>{which}\s+)(?P<s5>{season})|(?:the\s+)?(?P<s6>{season})\s+(?:of\s+)?(?P<y6>{year}))\b
      | (?P<quarter>(?:the\s+(?=\w+\s))?(?P<qn>first|second|third|fourth)[\s-]quarter(?:\s+of\s+(?P<qy>{year}))?)\b
      | (?P<hol>{_any_of(t["holidays"])})\b
      | (?P<set>(?:every|each)\s+(?:{full_weekday}|{unit}|{part}|{month}|other\s+{unit})s?|daily|weekly|monthly|annually|yearly|hourly|nightly|(?:(?:{number})\s+times|once|twice)\s+(?:a|per|each|every)\s+{unit})\b
      | (?P<ago>(?:{about})?(?P<an>{number})\s+(?P<au>{unit})s?\s+(?P<ad>ago|earlier|before(?=\s*[.,;]|\s+(?:and|in|at)\b)|later|from\s+now)\b)
      | (?P<vagueago>(?P<vu>{unit})s\s+(?P<vd>ago|earlier|later)\b)
      | (?P<lastn>(?:the\s+)?(?P<lw>last|past|next|coming|previous|first)\s+(?P<ln>{number})[\s-]+(?P<lu>{unit})s?)\b
      | (?P<spell>(?P<sw>recent|coming|these|past)\s+(?P<su>{unit})s(?:\s+(?:and|or)\s+{unit}s)?)\b
      | (?P<wd>{next(shades)}?(?P<which4>{which}\s+)?(?P<w4>{full_weekday})(?:\s+(?P<p4>{part}))?)(?:s\b|\b)
      | (?P<rel>{next(shades)}?(?P<mod7>{mod})?(?P<which7>{which})\s+(?P<u7>{unit}|{part})|{next(shades)}?(?P<yday>{_any_of(t["days"])})(?:\s+(?P<p7>{part}))?|overnight|{night})\b
      | (?P<near>the\s+(?P<nu>{unit}|{part})\s+(?P<nw>before|after)\b|the\s+(?P<nw2>next|following)\s+day\b|the\s+weekend\b|the\s+end\s+of\s+the\s+(?P<eu>month|year|week)\b)
      | (?P<vague>{_any_of(t["vague"])})\b
      | (?P<dec>(?:the\s+)?(?:(?:early|late|mid)[\s-]+)?(?:(?P<dy>(?:1[6-9]|20)\d0)s|(?:nineteen[\s-])?(?P<dw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))\b
      | (?P<year>(?P<mod8>{mod})?(?P<y8>{year}))\b(?!\s*(?:,\d|%|percent))
      | (?P<dur>(?:{about})?(?P<dn>{number})[\s-]+(?P<du>{unit})s?|(?P<dmany>(?:{about})?(?:decades|centuries|years|months|weeks|days|hours)))\b(?!\s+old|-old|\s+of\s+age)
      )"""  # noqa: E501


# ── finding ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _At:
    """What an expression is read against: the day of writing, the day (or year) told last, its first word.

    `known` is the last day that bears its year, where nobody knows the day of writing.
    """

    written: date | None
    anchor: date | None
    token: Token
    known: date | None = None
    day: date | None = None             # the day told last, however long ago the year told since


def times(doc: Doc, report: Report) -> tuple[TimeExpression, ...]:
    """Every time expression of the report in order; days are null where nothing says them."""
    written, exact = _written(report)
    matches = [(m, token) for m in words().grammar.finditer(text_of(doc))
               if (token := _token_at(doc, m.start())) is not None and _is_time(m, token)]
    known = None if written else max((d for m, token in matches if (d := _dated(m, token))), default=None)
    found: list[TimeExpression] = []
    anchor, day = written, written
    for match, token in matches:
        kind, value, first, last = _resolved(match, _At(written, anchor, token, known, day), exact)
        now = TimeExpression(match.start(), match.end(), kind, value, _day(first), _day(last))
        if found and (whole := _one(found[-1], now, text_of(doc))) is not None:
            found[-1] = whole
        else:
            found.append(now)
        if first is not None and not match["hol"] and (first == last or match["year"]):
            anchor, day = first, day if match["year"] else first
        elif (value or "").startswith("XXXX-W"):
            anchor = day = None                                       # a day that nobody can name was told last
    return tuple(found)


def _written(report: Report) -> tuple[date | None, bool]:
    """The day of writing, and whether it is known so well that a weekday means one day."""
    one = report.published
    if not one.start:
        return None, True
    start = date.fromisoformat(one.start)
    return start, (date.fromisoformat(one.end or one.start) - start).days < 7


def _dated(match: re.Match[str], token: Token) -> date | None:
    """The first day of a date with its year that the report tells as past."""
    if not (match["y1"] or match["y2"] or (match["y3"] or "").isdigit()) or looks_ahead(token):
        return None
    return _resolved(match, _At(None, None, token))[2]


def _one(before: TimeExpression, now: TimeExpression, text: str) -> TimeExpression | None:
    """ "10 p.m. Wednesday": an hour and the day beside it are one time."""
    between = text[before.end : now.start]
    if "T" not in (before.value or "")[10:11] or before.type != "TIME" or between not in (" ", ", "):
        return None
    if now.type != "DATE" or now.from_ is None or now.from_ != now.to or ":" not in (before.value or ""):
        return None
    value = f"{now.from_}T{(before.value or '').partition('T')[2]}"
    return replace(now, start=before.start, type="TIME", value=value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _token_at(doc: Doc, at: int) -> Token | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


NAMES = frozenset({"may", "march", "jan", "dec"})
SHORT = NAMES | {"mar", "sun", "sat", "wed", "mon", "fall", "second", "nov", "oct", "sep"}


def _is_time(match: re.Match[str], token: Token) -> bool:
    """Words that are times only in their place: the month May, a weekday's short form, a bare number."""
    text = match[0].lower()
    bare = text.rstrip(".")
    if bare in SHORT:
        return token.pos_ == "PROPN" and match[0][0].isupper() and bare in NAMES
    if match["mon"] and len(match["m3"].rstrip(".")) <= 5:
        return match["m3"][0].isupper()
    if match["dur"] and (match["du"] or "").lower() == "second":
        return bare.split()[0] not in ("a", "one", "the")
    if match["dur"] and (match["du"] or "").lower() == "quarter":
        return False                                            # "three-quarters of its food"
    if match["vague"]:
        return _is_vague(bare, token)
    if match["year"] and not match["mod8"]:
        return _is_year(token)
    return match.lastgroup is not None


def _is_vague(text: str, token: Token) -> bool:
    """ "now" the adverb, not a name or "now that"; "the past" the noun."""
    after = token.doc[min(token.i + len(text.split()), len(token.doc) - 1)]
    if text == "now":
        return token.pos_ == "ADV" and after.lower_ != "that"
    if text.startswith("the "):
        return not (after.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") and after.i > token.i + 1)
    return token.pos_ in ("ADV", "ADJ", "ADP", "SCONJ", "DET", "VERB")


def _is_year(token: Token) -> bool:
    """A bare number is a year where it stands alone in a time's place, not where it counts."""
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ == "NOUN":
        return "Plur" not in token.head.morph.get("Number") or token.head.lemma_.lower() in words().dated
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return before not in COUNTING


COUNTING = frozenset({"$", "£", "€", "#", "no.", "no", "some", "about", "than", "least", "nearly", "over", "-"})


# ── what they mean ───────────────────────────────────────────────────────────────────────────────


def _resolved(match: re.Match[str], at: _At, exact: bool = True) -> Found:
    """(type, value, first day, last day) of one expression; `exact`: the day of writing is known to the week."""
    g = match.groupdict()
    g["shade"] = next((g[f"shade{n}"] for n in (1, 2, 3, 4) if g[f"shade{n}"]), None)
    for name, reading in READINGS:
        if g[name]:
            vague = not exact and name in FROM_TODAY and (g["u7"] or "").lower() not in ("year", "decade", "century")
            return reading(g, replace(at, written=None) if vague else at)
    return _lasting(g, match[0])


FROM_TODAY = frozenset({"ago", "lastn", "wd", "rel", "near"})        # what only the day of writing itself resolves


def _exact(day: date | None) -> Found:
    return "DATE", _day(day), day, day


def _iso(g: Groups, at: _At) -> Found:
    try:
        return _exact(date.fromisoformat(g["iso"][:10]))
    except ValueError:
        return "DATE", None, None, None


def _range(g: Groups, at: _At) -> Found:
    first, last = re.split(r"\s?[-–]\s?", g["range"])
    last = last if len(last) == 4 else first[:2] + last
    if last < first:
        return "DATE", None, None, None
    return "DATE", first, date(int(first), 1, 1), date(int(last), 12, 31)


def _clock(g: Groups, at: _At) -> Found:
    plain = g["clock"].lower()
    if plain.startswith(("noon", "midday")):
        hour, minute = 12, 0
    elif plain.startswith("midnight"):
        hour, minute = 24, 0
    else:
        digits = re.findall(r"\d+", plain)
        whole = len(digits[0]) == 4
        hour = int(digits[0][:2])
        minute = int(digits[0][2:]) if whole else int(digits[1]) if len(digits) > 1 else 0
        if re.search(r"p\.?m", plain) and hour < 12:
            hour += 12
    day = at.day.isoformat() if at.day else "XXXX-XX-XX"
    return "TIME", f"{day}T{hour:02}:{minute:02}", at.day, at.day


def _day_of_month(g: Groups, at: _At) -> Found:
    month = words().months[(g["m1"] or g["m2"]).lower().rstrip(".")]
    day, year = int(re.sub(r"\D", "", g["d1"] or g["d2"])), g["y1"] or g["y2"]
    first = _valid(int(year), month, day) if year else _near(month, day, at)
    if first is None:
        return "DATE", None if year or at.written else f"XXXX-{month:02}-{day:02}", None, None
    last = _valid(first.year, month, int(g["d1b"])) if g["d1b"] else None
    return ("DATE", first.isoformat(), first, last) if last and last > first else _exact(first)


def _near(month: int, day: int, at: _At) -> date | None:
    """The day nearest to the day of writing on the side the tense points to."""
    written = at.written or at.known
    if written is None:
        return None
    days = [d for y in (written.year, written.year + 1, written.year - 1) if (d := _valid(y, month, day))]
    if not days:
        return None
    near = min(days, key=lambda d: abs((d - written).days))
    if at.written is None:
        return near if abs((near - written).days) < SEASON else min((d for d in days if d > written), default=near)
    ahead = _ahead(at.token)
    if ahead and near < written - timedelta(days=31):
        return next((d for d in sorted(days) if d >= written), near)
    if not ahead and near > written + timedelta(days=60):
        return max((d for d in days if d <= written), default=near)
    return near


SEASON = 90         # days within which a date without its year may lie before the last one that bears it


def looks_ahead(token: Token) -> bool:
    """Whether the words around a time look ahead: "will meet on Friday", "are invited to talks on Friday"."""
    return _is_arranged(token) or _is_awaited(token) or (tense_of(token) == "ahead" and not _is_done(token))


def _is_awaited(token: Token) -> bool:
    """ "unless, on Friday, it calls a vote"; the parser may hang "unless" on another word of the clause."""
    verb = next((a for a in (token, *token.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or "Pres" not in verb.morph.get("Tense"):
        return False
    return any(t.lower_ == "unless" and t.dep_ == "mark" and t.i < token.i for t in verb.subtree)


def _is_done(token: Token) -> bool:
    """ "the accord signed on Friday", "forced him to leave on Friday": told as done, whatever stands above."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    if verb.dep_ == "acl" and "Past" in verb.morph.get("Tense") and "Part" in verb.morph.get("VerbForm"):
        return True
    over = verb.head
    past = "Past" in over.morph.get("Tense") and not any(c.dep_ == "aux" and c.lower_ in FUTURE for c in over.children)
    return verb.dep_ in ("xcomp", "ccomp") and past and over.lemma_.lower() in words().implied


FUTURE = frozenset({"will", "would", "could", "may", "might", "can", "should", "shall"})


def _is_arranged(token: Token) -> bool:
    """ "set for Friday", "invited for a meeting on Friday", "due to meet on Friday"."""
    for here in (token, *token.ancestors):
        if case_of(here) == "for" and {here.head.lemma_.lower(), here.head.lower_} & words().arranged:
            return True
        if here.pos_ in ("VERB", "AUX"):
            return "Inf" in here.morph.get("VerbForm") and any(c.lower_ == "due" for c in here.children)
    return False


def _ahead(token: Token) -> bool:
    """Whether a time lies ahead: "will meet on Friday", "has until Friday"."""
    case = _case(token)
    if case == "since" or _gone_by(token):
        return False
    return case in ("until", "till") or looks_ahead(token)


def _gone_by(token: Token) -> bool:
    """ "had offered to resign on Monday": before "had" it is all past."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    while verb is not None and verb.dep_ == "xcomp":
        verb = verb.head
        if any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children):
            return True
    return False


def _case(token: Token) -> str:
    """The preposition of the phrase that a time's first word opens."""
    noun = token
    while noun.dep_ in ("compound", "amod", "nummod", "det", "nmod:unmarked", "flat") and noun.head.i > noun.i:
        noun = noun.head
    return case_of(noun)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(g: Groups, at: _At) -> Found:
    month, year = words().months[g["m3"].lower().rstrip(".")], g["y3"]
    which, written = (g["which3"] or "").strip().lower(), at.written
    if year and not year.isdigit():
        year = written and str(written.year + {"last": -1, "this": 0, "next": 1}[year.split()[0].lower()])
    near = _near(month, 15, at) if not year and written is None else None
    if not year and written is None and near is None:
        return "DATE", f"XXXX-{month:02}", None, None
    chosen = int(year) if year else near.year if near else _year_of(month, which, at, written or date.min)
    start = date(chosen, month, 1)
    end = start.replace(day=calendar.monthrange(start.year, month)[1])
    return ("DATE", f"{chosen}-{month:02}", *_part_of(start, end, g["mod3"] or g["shade"]))


def _year_of(month: int, which: str, at: _At, written: date) -> int:
    """The year of a bare month: this year's for "this June", else on the side that the words point to."""
    ahead = which.endswith(("next", "coming")) or (not which and _ahead(at.token))
    if which == "this":
        return written.year
    if not ahead and (month > written.month or (month == written.month and which.endswith("last"))):
        return written.year - 1
    return written.year + (ahead and month < written.month)


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


def _season(g: Groups, at: _At) -> Found:
    season = words().seasons[(g["s5"] or g["s6"]).lower()]
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = int(g["y6"]) if g["y6"] else None
    if year is None and at.written is not None:
        which = (g["which5"] or "this").strip().lower()
        over = at.written.month >= first
        year = at.written.year + (1 if which.endswith(("next", "coming")) and over else 0)
        year -= which.endswith(("last", "past", "previous")) and not (over and which != "last")
    if year is None:
        return "DATE", f"XXXX-{season}", None, None
    end_year, last = (year + 1, 2) if season == "WI" else (year, first + 2)
    end = date(end_year, last, calendar.monthrange(end_year, last)[1])
    return "DATE", f"{year}-{season}", date(year, first, 1), end


def _quarter(g: Groups, at: _At) -> Found:
    n = ("first", "second", "third", "fourth").index(g["qn"].lower()) + 1
    year = int(g["qy"]) if g["qy"] else at.written.year if at.written else None
    if year is None:
        return "DATE", f"XXXX-Q{n}", None, None
    end = date(year, 3 * n, calendar.monthrange(year, 3 * n)[1])
    return "DATE", f"{year}-Q{n}", date(year, 3 * n - 2, 1), end


def _holiday(g: Groups, at: _At) -> Found:
    month, day = words().holidays[re.sub(r"\s+", " ", g["hol"].lower()).replace("’", "'")]
    return _exact(_near(month, day, at) if at.written else None)


def _set(g: Groups, at: _At) -> Found:
    return "SET", _set_value(g["set"].lower()), None, None


SETS = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
        "hourly": "PT1H"}


def _set_value(plain: str) -> str:
    if plain in SETS:
        return SETS[plain]
    last = plain.rsplit(maxsplit=1)[-1].removesuffix("s")
    if last in words().weekdays:
        return f"XXXX-WXX-{words().weekdays[last] + 1}"
    if last in words().months:
        return f"XXXX-{words().months[last]:02}"
    return _duration("1", last, plain) if last in words().units else "P1D"


def _ago(g: Groups, at: _At) -> Found:
    letter, many = words().units[g["au"].lower()], _number(g["an"])
    word = g["ad"].lower()
    back = word in ("ago", "earlier", "before")
    told = at.anchor if letter in ("MO", "Q", "Y", "DE", "C") else at.day
    start = at.written if word == "ago" or word.startswith("from") else told
    if start is None or many is None:
        return "DATE", "PAST_REF" if back else "FUTURE_REF", None, None
    return _shifted(start, letter, -int(many) if back else int(many))


def _vague_ago(g: Groups, at: _At) -> Found:
    """ "hours later": still that day, as a rule; "years ago": nobody knows when."""
    word = g["vd"].lower()
    if words().units[g["vu"].lower()] in ("S", "M", "H") and word != "ago" and at.day:
        return _exact(at.day)
    return "DATE", "FUTURE_REF" if word == "later" else "PAST_REF", None, None


def _last_n(g: Groups, at: _At) -> Found:
    letter, many, word = words().units[g["lu"].lower()], _number(g["ln"]), g["lw"].lower()
    value = DURATION[letter].format("X" if many is None else int(many))
    if at.written is None or many is None or word == "first":
        return "DURATION", value, None, None
    ahead = word in ("next", "coming")
    _, _, first, last = _shifted(at.written, letter, int(many) if ahead else -int(many))
    if first is None or last is None:
        return "DURATION", value, None, None
    return ("DURATION", value, at.written, last) if ahead else ("DURATION", value, first, at.written)


def _spell(g: Groups, at: _At) -> Found:
    word = {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "these": "PRESENT_REF"}
    return "DATE", word[g["sw"].lower()], None, None


def weekday_meant(weekday: int, written: date, *, ahead: bool) -> date:
    """The day a bare weekday name points at, seen from the day of writing; that day counts as itself.

    Monday is 0.

    >>> weekday_meant(1, date(2026, 3, 5), ahead=False)     # written on a Thursday
    datetime.date(2026, 3, 3)
    """
    to_come = (weekday - written.weekday()) % 7
    return written + timedelta(days=to_come if ahead or to_come == 0 else to_come - 7)


def _weekday(g: Groups, at: _At) -> Found:
    number, written = words().weekdays[g["w4"].lower()], at.written
    if written is None:
        return "DATE", f"XXXX-WXX-{number + 1}", None, None
    which = (g["which4"] or "").strip().lower()
    if which.endswith(("last", "past", "previous")):
        day = weekday_meant(number, written - timedelta(days=1), ahead=False)
    elif which.endswith(("next", "coming", "following")):
        day = weekday_meant(number, written + timedelta(days=1), ahead=True)
    else:
        planned = (which == "this" and number > written.weekday()) or _case(at.token) == "for"
        day = weekday_meant(number, written, ahead=planned or _ahead(at.token))
    return _in_part(day, g["p4"])


def _in_part(day: date | None, part: str | None) -> Found:
    if not part or day is None:
        return _exact(day)
    return "TIME", f"{day.isoformat()}T{words().parts[part.lower()]}", day, day


def _relative(g: Groups, at: _At) -> Found:
    written = at.written
    if g["yday"]:
        word = g["yday"].lower()
        day = written and written + timedelta(days=words().days[word])
        return _in_part(day, g["p7"] or ("night" if word == "tonight" else None))
    if not g["u7"]:                                             # "overnight", "during the night"
        value = f"{written.isoformat()}TNI" if written else None
        return "TIME", value, written and written - timedelta(days=1), written
    which, unit = g["which7"].lower(), g["u7"].lower()
    kind, value, first, last = _this_unit(which, unit, at)
    if first and last and written and first <= written <= last and g["shade"]:
        first, last = (written, last) if g["shade"].lower().startswith("later") else (first, written)
    elif first and last and first != last:
        first, last = _part_of(first, last, g["mod7"] or g["shade"])
    return kind, value, first, last


def _this_unit(which: str, unit: str, at: _At) -> Found:
    """ "last week", "this month", "next year": whole units, weeks from Monday; "that day" is the day told last."""
    same = which.endswith(("that", "same"))
    written = (at.anchor if unit in ("year", "decade") else at.day) if same else at.written
    back = which.endswith(("last", "past", "previous"))
    if which in ("the next", "the following") and at.day and (unit in words().parts or unit == "day"):
        return _in_part(at.day + timedelta(days=1), unit if unit in words().parts else None)
    if unit in words().parts and unit != "night":
        return _in_part(written and written - timedelta(days=which.endswith("last")), unit)
    letter = words().units[unit]
    if written is None:
        return "DATE", None, None, None
    if which == "the past" and letter in ("W", "MO", "Y", "DE"):
        first = _shifted(written, letter, -1)[2]
        return "DURATION", DURATION[letter].format(1), first, written if first else None
    step = -1 if back else 0 if same or which == "this" else 1
    if letter == "D":
        day = written + timedelta(days=step)
        return _in_part(day, "night" if unit == "night" else None)
    if letter in ("W", "WE", "F"):
        return _week(written - timedelta(days=written.weekday()) + timedelta(weeks=step), letter)
    return _shifted(written, letter, step)


def _week(monday: date, letter: str) -> Found:
    if letter == "WE":
        return "DATE", monday.strftime("%G-W%V-WE"), monday + timedelta(days=5), monday + timedelta(days=6)
    return "DATE", monday.strftime("%G-W%V"), monday, monday + timedelta(days=6)


def _beside(g: Groups, at: _At) -> Found:
    """ "the day before", "the following day": seen from the day told last; "the weekend" is the one nearby."""
    if g["eu"]:
        _, value, first, last = _this_unit("this", g["eu"].lower(), at)
        return "DATE", value, *(_part_of(first, last, "end") if first and last else (None, None))
    if not (g["nu"] or g["nw2"]):
        step = 0 if at.written and (_ahead(at.token) or at.written.weekday() > 5) else -1
        return _this_unit("last" if step else "this", "weekend", at)
    back = (g["nw"] or "").lower() == "before"
    unit = (g["nu"] or "day").lower()
    if at.anchor is None or at.day is None:
        return "DATE", None, None, None
    if unit in words().parts or words().units[unit] == "D":
        day = at.day + timedelta(days=-1 if back else 1)
        return _in_part(day, unit if unit in words().parts else None)
    return _this_unit("last" if back else "next", unit, replace(at, written=at.anchor))


def _vague(g: Groups, at: _At) -> Found:
    return "DATE", words().vague[re.sub(r"\s+", " ", g["vague"].lower())], None, None


DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _decade(g: Groups, at: _At) -> Found:
    year = int(g["dy"]) if g["dy"] else 1920 + 10 * DECADES.index(g["dw"].lower())
    return "DATE", str(year)[:3], date(year, 1, 1), date(year + 9, 12, 31)


def _year(g: Groups, at: _At) -> Found:
    year = int(g["y8"])
    return ("DATE", g["y8"], *_part_of(date(year, 1, 1), date(year, 12, 31), g["mod8"]))


def _lasting(g: Groups, text: str) -> Found:
    return "DURATION", _duration(g["dn"], g["du"], text), None, None


def _slash(g: Groups, at: _At) -> Found:
    """ "03/04/2010": nobody knows which is the month."""
    return "DATE", None, None, None


READINGS: tuple[tuple[str, Callable[[Groups, _At], Found]], ...] = (
    ("iso", _iso), ("range", _range), ("clock", _clock), ("mdy", _day_of_month), ("dmy", _day_of_month),
    ("slash", _slash), ("mon", _month), ("sea", _season),
    ("quarter", _quarter), ("hol", _holiday), ("set", _set), ("ago", _ago), ("vagueago", _vague_ago),
    ("lastn", _last_n), ("spell", _spell), ("wd", _weekday), ("rel", _relative), ("near", _beside),
    ("vague", _vague), ("dec", _decade), ("year", _year),
)


# ── numbers and units ────────────────────────────────────────────────────────────────────────────

DURATION = {"S": "PT{}S", "M": "PT{}M", "H": "PT{}H", "D": "P{}D", "W": "P{}W", "WE": "P{}WE", "MO": "P{}M",
            "Q": "P{}Q", "Y": "P{}Y", "DE": "P{}DE", "C": "P{}CE", "F": "P{}W"}


def _number(text: str | None) -> float | None:
    """How many; None where the word does not say ("several", "two or three")."""
    if not text:
        return 1
    plain = re.sub(r"\s+", " ", text.lower()).replace(",", "")
    try:
        return float(plain)
    except ValueError:
        known = [words().numbers.get(w) for w in (plain, *re.split(r"[ -]", plain))]
        first, rest = known[0], known[1:]
        return first or (rest[0] + rest[1] if len(rest) == 2 and rest[0] and rest[1] and rest[0] > 19 else None)


def _duration(number: str | None, unit: str | None, text: str) -> str:
    if unit is None:
        last = text.lower().split()[-1]
        unit = next((u for u in words().units if last.startswith((u, u[:-1]))), "year")
        return DURATION[words().units[unit]].format("X")
    letter, many = words().units[unit.lower()], _number(number)
    if many is None:
        return DURATION[letter].format("X")
    many = many * 2 if letter == "F" else many
    return DURATION[letter].format(int(many) if many == int(many) else many)


def days_of(value: str | None) -> tuple[str, int] | None:
    """Unit and number of a TIMEX3 duration that counts whole units: ("W", 2) for "P2W"; else None."""
    found = re.fullmatch(r"P(T?)(\d+)(S|H|D|W|M|Q|Y|DE)", value or "")
    if found is None:
        return None
    letter = "MO" if found[3] == "M" and not found[1] else found[3]
    return letter, int(found[2])


def shifted(start: date, letter: str, many: int) -> tuple[date, date] | None:
    """First and last of the days so many units away; for months and years the whole month or year."""
    _, _, first, last = _shifted(start, letter, many)
    return (first, last) if first and last else None


def _shifted(start: date, letter: str, many: int) -> Found:
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


def tokens_of(doc: Doc, time: TimeExpression) -> Iterator[Token]:
    """The words of an expression."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    yield from span if span is not None else ()
