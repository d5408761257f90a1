"""Datelines and days: "BOGOTA, Sept 26 (Wire) -" taken apart, dates as newsrooms write them made ISO days.

A dateline opens a report's first paragraph: a place, perhaps its country, perhaps a day, perhaps an agency,
then a dash (AP Stylebook, "datelines"; South Asian papers write a colon, TASS its name between slashes). It
says where and when the report was filed, and is no sentence of it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateline.model import Published, Span

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}
MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
         r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
YEAR = r"(?:,?\s+(?P<year>\d{4}|\d\d))?"
# "Sept 26", "3 March 2024", "Monday, 10 Jan 90", "2024-03-03"
DAY = rf"{WEEKDAY}(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}){YEAR}|\d{{4}}-\d\d-\d\d"
ALONE = re.compile(rf"(?:published:?\s+|updated:?\s+)?(?:{DAY})\.?", re.IGNORECASE)

YEARS = (1500, 2999)    # of reports: "0001-01-01" and "9999-12-31" stand for no day in many a database
OPENING = 160           # characters of a paragraph in which its dateline ends, if it has one
DASH = re.compile(r"\s*—\s*(?=\S)|(?:\s+(?:-{1,3}|[–_])|(?<=\))\s*(?:--?|[–_:])|(?<=[A-Z]{3}):)\s+(?=\S)")
SLASHED = re.compile(r"(?<=\d)\.?\s+/[A-Z][A-Za-z .]{1,20}/\.?\s+(?=\S)|\s+(?:--\s+)?\[TEXT\]\s+(?=\S)")
AGENCY = re.compile(r"(?<=[\w.])\s*\([^()\n]{1,40}\)\.?\s*$")
TAIL_DAY = re.compile(rf"(?:^|,\s*|\s+)(?P<day>{DAY})\.?,?\s*$", re.IGNORECASE)
WORD = r"[^\W\d_][\w'’.\-]*"
PLACE = re.compile(rf"{WORD}(?: {WORD}){{0,4}}(?:/{WORD}(?: {WORD}){{0,3}})*")
REGION = re.compile(rf"{WORD}(?: {WORD}){{0,4}}")
IN_BRACKETS = re.compile(r"(?<=\w) \(([^()]{2,30})\)$|^\(([^()]{2,30})\)$")     # "PANAMA CITY (PANAMA)", "(LIMA)"
SMALL = frozenset(("of", "de", "la", "le", "del", "da", "do", "el", "al", "en"))
# Words in capitals before a dash that are a newsroom's labels, not places.
LABELS = frozenset((
    "alert", "analysis", "answer", "background", "breaking", "by", "comment", "corrected",
    "editor", "editorial", "editors", "exclusive", "explainer", "factbox", "feature", "highlights",
    "interview", "live", "news", "note", "opinion", "photo", "photos", "question", "read", "recap",
    "refile", "review", "timeline", "uk", "un", "update", "us", "video", "watch",
))


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline stands, its place's words ("GENEVA/NEW YORK"), and its day's ("Sept 26")."""

    span: Span
    place: str | None
    day: str | None


def dateline_of(line: str, start: int = 0) -> Dateline | None:
    """The dateline that a paragraph opens with, or None; `start` is where the paragraph stands in its text.

    >>> dateline_of("BOGOTA, Sept 26 (Wire) - Rebels met.")
    Dateline(span=(0, 24), place='BOGOTA', day='Sept 26')
    >>> dateline_of("Officials, who asked not to be named - three of them - agreed.") is None
    True
    """
    opening = line[:OPENING]
    for dash in (*SLASHED.finditer(opening), *DASH.finditer(opening)):
        found = _before(opening[:dash.start()], dash[0].strip(" ."), line)
        if found and _sentence_follows(line[dash.end():], *found):
            return Dateline((start, start + dash.start() + len(dash[0].rstrip())), *found)
    return None


def _before(words: str, dash: str, line: str) -> tuple[str | None, str | None] | None:
    """(place, day) of the words before a dash, where they can be a dateline's."""
    agency = AGENCY.search(words)
    rest = words[:agency.start()] if agency else words
    dated = TAIL_DAY.search(rest)
    if agency and not dated and TAIL_DAY.search(words):         # what looked like an agency was a country
        agency, rest = None, words
    day = dated["day"] if dated else None
    rest = (rest[:dated.start()] if dated else rest).strip(" ,")
    signed = bool(agency) or dash[0] in "/["
    if not rest:
        return (None, day) if day and signed else None
    place, *regions = (part.strip() for part in IN_BRACKETS.sub(r", \1\2", rest).strip(" ,").split(","))
    plain = len(regions) <= 2 and PLACE.fullmatch(place) and all(map(REGION.fullmatch, regions))
    if not plain or not all(map(_named, (place, *regions))):
        return None
    if dash.startswith(":") and not _known(place):
        return None
    return (place, day) if _is_place(place, regions, signed, bool(day), line) else None


def _named(words: str) -> bool:
    """Whether every word is written as part of a name."""
    return all(w[0].isupper() or w in SMALL for w in re.split(r"[ /]", words) if w)


def _is_place(place: str, regions: Sequence[str], signed: bool, day: bool, line: str) -> bool:
    """Whether the words before a dash are a place: capitals, company, or the gazetteer say so.

    Capitals say nothing where the whole line is in capitals, and little in a short word ("NATO - which").
    """
    if LABELS & set(re.findall(r"[a-z]+", place.lower().replace(".", ""))):
        return False
    if place[:4].upper() == "THE " and not (signed or day):         # "THE HAGUE", not "THE ECONOMY"
        return _known(place)
    if place.isupper() and not line.isupper():
        return signed or day or bool(regions) or len(place) > 5 or _known(place)
    return (signed and (day or bool(regions) or line.isupper())) or _known(place)


def _known(place: str) -> bool:
    """Whether the gazetteer has a country, region or town of one of these names."""
    from dateline.codebook.places import gazetteer

    return any(gazetteer().find(part) for part in place.split("/"))


def _sentence_follows(rest: str, _: str | None, day: str | None) -> bool:
    """A sentence begins after a dateline; after "Officials - " a clause goes on."""
    return bool(day) or not rest[0].islower()


# ── days ─────────────────────────────────────────────────────────────────────────────────────────


def is_day(line: str) -> bool:
    """Whether a line holds a date and nothing else, as a Wikinews report's first line does.

    >>> is_day("Tuesday, March 3, 2015"), is_day("On March 3, 2015")
    (True, False)
    """
    return len(line) < 60 and bool(ALONE.fullmatch(line))


def day_of(words: str) -> str | None:
    """The ISO day that "March 3, 2015" or "3 March 2015" names; None without a year or for no such day.

    >>> day_of("Tuesday, March 3, 2015"), day_of("10 JAN 90"), day_of("Sept 26"), day_of("31 June 2020")
    ('2015-03-03', '1990-01-10', None, None)
    """
    iso = re.search(r"\d{4}-\d\d-\d\d", words)
    named = next((MONTHS[w] for w in re.findall(r"[a-z]+", words.lower()) if w in MONTHS), None)
    numbers = re.findall(r"\d+", words)
    try:
        if iso:
            return _of_report(date.fromisoformat(iso[0]))
        if named is None or len(numbers) < 2:
            return None
        number, year = int(numbers[0]), int(numbers[1])
        if year < 100:                                          # "90": the twentieth century ran out of wires in 1999
            year += 1900 if year > 69 else 2000
        return _of_report(date(year, named, number))
    except (ValueError, OverflowError):                         # "March 99999999999, 2015"
        return None


def _of_report(day: date) -> str:
    """The day in ISO; ValueError where no report can be of it."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError(f"no report is of the year {day.year}")
    return day.isoformat()


def days_given(value: str) -> tuple[str, str]:
    """First and last ISO day of a date or time as givers write it; ValueError for what is none.

    A time counts as the day it names in its own zone: the newsroom's day.

    >>> days_given("2016-09-26T23:10:00-05:00"), days_given("2016-02")
    (('2016-09-26', '2016-09-26'), ('2016-02-01', '2016-02-29'))
    >>> days_given("Mon, 26 Sep 2016 23:10:00 GMT"), days_given("Sept. 26, 2016")
    (('2016-09-26', '2016-09-26'), ('2016-09-26', '2016-09-26'))
    """
    words = value.strip()
    if month := re.fullmatch(r"(\d{4})-(\d\d)", words):
        year, number = int(month[1]), int(month[2])
        last = monthrange(year, number)[1] if 0 < number < 13 and year else 0
        return _of_report(date(year, number, 1)), _of_report(date(year, number, last))
    try:
        day = _of_report(datetime.fromisoformat(words.replace("/", "-")).date())
    except ValueError:
        written = day_of(words) if re.match(rf"\s*(?:{DAY})", words, re.IGNORECASE) else None
        if written is None:
            raise ValueError(f"{value[:40]!r} is no date") from None
        day = written
    return day, day


def published_of(
    given: str | None, url: str | None, lines: Sequence[str], dateline: Dateline | None, text: str
) -> tuple[Published, str | None]:
    """The day of publication, and how it was found where nobody gave it.

    What is given is metadata, and stated where the dateline says the same day. Otherwise a line of its own
    states it, or the dateline with its year, or with the one year the text names for that day; or the
    report's address holds it.
    """
    written = dateline.day if dateline else None
    if given:
        start, end = days_given(given)
        agrees = written and start == end and day_of(_with_year(written, start[:4])) == start
        return Published(start, end, "stated" if agrees else "metadata"), None
    alone = next((day for line in lines if is_day(line) and (day := day_of(line))), None)
    if alone:
        return Published(alone, alone, "stated"), "a line of its own"
    if written and (day := day_of(written) or _in_text(written, text)):
        return Published(day, day, "stated"), "the dateline"
    if url and (day := _in_address(url)):
        return Published(day, day, "metadata"), "the address"
    return Published(), None


def _with_year(day: str, year: str) -> str:
    return day if day_of(day) else f"{day} {year}"


def _in_text(day: str, text: str) -> str | None:
    """The day, where the text gives the same month and number one year and no other."""
    found = re.finditer(rf"\b(?:{DAY})(?!\d)", text, re.IGNORECASE)
    dated = {iso for m in found if m["year"] and len(m["year"]) == 4 and (iso := day_of(m[0]))}
    same = {iso for iso in dated if day_of(_with_year(day, iso[:4])) == iso}
    return same.pop() if len(same) == 1 else None


def _in_address(url: str) -> str | None:
    """The day in an address such as https://example.org/2016/09/26/accord.

    >>> _in_address("https://example.org/world/2016/09/26/accord"), _in_address("https://example.org/20160926")
    ('2016-09-26', None)
    """
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)", url[:2000])
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
