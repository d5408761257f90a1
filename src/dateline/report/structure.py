"""The parts of a report's text: title, headings, byline and dateline, each a span of the text as it is.

A dateline ("BOGOTA, Sept 26 (Wire) -") names a place in capitals, perhaps a day and an agency, and ends in a
dash. A heading is a short line that stands alone and is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dateline.model import Published, Report, Span

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?"
PLACE = r"[A-Z][A-Z.'’\- ]*[A-Z.](?:/[A-Z][A-Z.'’\- ]*[A-Z.])*"
AFTER = r"(?:,\s+(?!" + MONTH + r"\s+\d)[A-Z][A-Za-z.'’ ]{1,30})?"
DATELINE = re.compile(
    rf"[ \t]*(?P<place>{PLACE}){AFTER}(?:,\s+(?P<day>{DAY}))?"
    rf"(?:\s*\((?P<agency>[^()\n]{{1,40}})\))?\s*(?:--|[-–—])\s+(?=\S)"
)
MIXED = re.compile(
    rf"[ \t]*(?P<place>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,3}})(?:,\s+[A-Z][A-Za-z.'’ ]{{1,30}})?,?\s*"
    rf"(?:(?P<day>{DAY})\s*)?\((?P<agency>[^()\n]{{1,40}})\)\s*(?:--|[-–—])\s+(?=\S)"
)
BYLINE = re.compile(r"(?i:by)\s+[A-Z][\w.'’\-]+(?:\s+(?:and|[A-Z][\w.'’\-]+|[a-z]{2,3}))*\s*$")
STATED_DAY = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)\.?"
)
FINAL = tuple('.!?:;,"”’)…')
LONGEST_HEADING = 100


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    text: str


def report_from_text(
    text: str,
    *,
    ref: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    found: tuple[tuple[str, str], ...] = (),
    extra: tuple[tuple[str, str], ...] = (),
) -> Report:
    """A text as a Report: `text` is kept as it is, so its offsets are the record's offsets.

    `published` is an ISO date or time; where it is not given, a day stated in a line of its own or in a
    dateline with a year is taken. Raises ValueError for a `published` that is no date.
    """
    lines = list(_lines(text))
    headline = _headline(lines, title)
    dateline = next(_datelines(lines, headline), None)
    day = _published(published, lines, dateline)
    return Report(
        id=Report.name(text, outlet, url, day.start),
        ref=ref,
        title=title or (headline.text.lstrip("# ") if headline else None),
        text=text,
        url=url,
        outlet=outlet,
        language="en",
        published=day,
        headings=tuple(_headings(lines, headline)),
        dateline=_span(dateline),
        place=_place(dateline),
        found=found,
        extra=extra,
    )


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold something, with their offsets, white space at their ends left out."""
    for found in re.finditer(r"[^\n\r\u2029]+", text):
        inner = found[0].strip()
        if inner:
            start = found.start() + found[0].index(inner)
            yield Line(start, start + len(inner), inner)


def _headline(lines: list[Line], title: str | None) -> Line | None:
    """The first line where it is the title, or looks like one and prose follows."""
    if not lines:
        return None
    if title is not None:
        return lines[0] if lines[0].text.lstrip("# ").strip() == title.strip() else None
    return (
        lines[0] if len(lines) > 1 and _is_heading(lines[0]) and not DATELINE.match(lines[0].text) else None
    )


def _is_heading(line: Line) -> bool:
    """Short, no final stop, not a list item or a quotation; a line of only a date or a byline is none."""
    text = line.text
    if text.startswith("#"):
        return True
    if (
        len(text) > LONGEST_HEADING
        or (text.endswith(FINAL) and not (text.isupper() and text.endswith("?")))
        or not any(c.isalpha() for c in text)
    ):
        return False
    if text[0] in "-*•\"“'‘([" or text[0].islower() or BYLINE.fullmatch(text) or STATED_DAY.fullmatch(text):
        return False
    return len(text.split()) <= 16


def _headings(lines: list[Line], headline: Line | None) -> Iterator[Span]:
    """Lines that stand alone inside the body; in a text of wrapped lines nothing is told from prose."""
    body = [line for line in lines if line is not headline]
    if body and sum(_is_heading(line) for line in body) * 2 > len(body) + 2:
        return
    for line, following in zip(body, [*body[1:], None], strict=True):
        if following is not None and _is_heading(line):
            yield line.start, line.end


Match = tuple[Line, re.Match[str]]


def _datelines(lines: list[Line], headline: Line | None) -> Iterator[Match]:
    """Where a body line opens with a dateline, among the first few lines."""
    for line in [x for x in lines if x is not headline][:4]:
        found = DATELINE.match(line.text) or MIXED.match(line.text)
        if found:
            yield line, found


def _span(dateline: Match | None) -> Span | None:
    if dateline is None:
        return None
    line, found = dateline
    return line.start, line.start + len(found[0].rstrip())


def _place(dateline: Match | None) -> str | None:
    return dateline[1]["place"].strip() if dateline else None


def _published(given: str | None, lines: list[Line], dateline: Match | None) -> Published:
    written = (dateline[1]["day"] or "") if dateline else ""
    if given:
        day = datetime.fromisoformat(given.strip().replace("Z", "+00:00")).date().isoformat()
        agrees = written and day_of(f"{written} {day[:4]}") == day
        return Published(day, day, "stated" if agrees else "metadata")
    alone = [line.text for line in lines[:4] if STATED_DAY.fullmatch(line.text)]
    stated = next((d for words in (*alone, written) if words and (d := day_of(words))), None)
    if stated:
        return Published(stated, stated, "stated")
    return Published()


def day_of(words: str) -> str | None:
    """The ISO day that "March 3, 2015" or "3 March 2015" names; None without a year or for no such day.

    >>> day_of("Tuesday, March 3, 2015"), day_of("Sept 26")
    ('2015-03-03', None)
    """
    iso = re.search(r"\d{4}-\d\d-\d\d", words)
    month = next((MONTHS[w] for w in re.findall(r"[a-z]+", words.lower()) if w in MONTHS), None)
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    year = next((n for n in numbers if n > 31), None)
    number = next((n for n in numbers if 0 < n <= 31), None)
    try:
        if iso:
            return date.fromisoformat(iso[0]).isoformat()
        return date(year, month, number).isoformat() if year and month and number else None
    except ValueError:
        return None
