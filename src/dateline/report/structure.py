"""The parts of a report's text: title, headings and dateline, each a span of the text as it is.

A heading is a short line that stands alone and is no sentence. What stands alone depends on how a text is
laid out: with a paragraph a line every line does; in text wrapped at a width, only what blank lines part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dateline.model import Report, Span
from dateline.report.clean import whole
from dateline.report.datelines import Dateline, dateline_of, is_day, published_of
from dateline.report.language import CODED, told

NAME = r"[A-Z][\w.'’\-]*"
BYLINE = re.compile(
    rf"(?:by|By|BY)\s+(?!(?i:the|a)\b){NAME}(?:,?\s+(?:and|AND|in|of|for|{NAME}))+|(?:by|By|BY)\s+{NAME}"
    rf"|{NAME}(?: {NAME}){{1,3}},\s+(?:{NAME}\s+){{0,3}}(?i:writer|correspondent|reporter|editor)")
# Lines of a page's furniture, which are neither headings nor news.
FURNITURE = re.compile(
    r"(?:advertisement|read (?:more|also|next)|see also|related(?: stor.*| articles?)?|share(?: this.*)?|"
    r"(?:sign up|subscribe)\b.*|(?:file )?(?:photos?|images?|pictures?|video)(?:(?::|,| by | credit).*)?|"
    r"(?:watch|listen):?|comments?|"
    r"(?:last |first )?(?:updated|published|posted)\b.*|copyright\b.*|all rights reserved.*)", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b.{0,12}|[\d.,:/ –%$€£-]+")
MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
BULLETS = tuple("-*•–—([<>|_=+")
QUOTES = tuple("\"'“‘")
NOT_FINAL = tuple(".:;,…-–—")
CLOSED = re.compile(r"[.,!?…][\"'”’)]$")                     # a quotation or bracket that ends as a sentence does
LONGEST_HEADING, LONGEST_TITLE = 100, 220                       # characters
MOST_WORDS, MOST_PLAIN = 14, 10                                 # words of a heading; of one in sentence case


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, white space at its ends left out; `block`: the run of lines it is in."""

    start: int
    end: int
    text: str
    block: int


def report_from_text(
    text: str,
    *,
    ref: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    headings: Sequence[Span] | None = None,
    found: tuple[tuple[str, str], ...] = (),
    extra: tuple[tuple[str, str], ...] = (),
) -> Report:
    """A text as a Report: `text` is kept as it is, so its offsets are the record's offsets.

    Only lone surrogates, which no file can hold, become U+FFFD, one for one. `headings` gives the headings
    where a page's own marks tell them; else they are told from prose. `published` is a date or time; without
    it, a day that the text states is taken. Raises ValueError for one that is no date.
    """
    text = whole(text)
    lines = list(_lines(text))
    headline = _headline(lines, title)
    body = lines[len(headline):]
    dateline = _dateline(body)
    day, how = published_of(published, url, [x.text for x in lines[:4]], dateline, text)
    if how:
        found = (*found, ("published", how))
    spoken = told(text)
    if spoken != CODED:
        found = (*found, ("language", "told by its words; only English is coded"))
    if headline and not title:
        title, found = _joined(headline), (*found, ("title", "the first line"))
    return Report(
        id=Report.name(text, outlet, url, day.start),
        ref=ref,
        title=title or None,
        text=text,
        url=url,
        outlet=outlet,
        language=spoken,
        published=day,
        headings=tuple(_headings(body) if headings is None else headings),
        dateline=dateline.span if dateline else None,
        place=dateline.place if dateline else None,
        found=found,
        extra=extra,
    )


def _lines(text: str) -> Iterator[Line]:
    block = end = 0
    for found in re.finditer(r"[^\n\r\u2029]+", text):
        inner = found[0].strip()
        if inner:
            start = found.start() + found[0].index(inner)
            block += text.count("\n", end, start) > 1
            end = start + len(inner)
            yield Line(start, end, inner, block)


def wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines end where the paper did: inside a block, many go on in small letters on the next line.

    Small letters begin three words in four of English prose. In a text all in capitals, a line that ends in
    no stop tells instead, for want of better.
    """
    inside = [(a.text, b.text) for a, b in pairwise(lines) if a.block == b.block]
    broken = sum(b[0].islower() or (a.isupper() and b.isupper() and a[-1].isalnum()) for a, b in inside)
    return broken * 3 > len(inside)


# ── title and dateline ───────────────────────────────────────────────────────────────────────────


def _headline(lines: Sequence[Line], title: str | None) -> Sequence[Line]:
    """The first line where it is the title, or looks like one and a report follows; two where it is wrapped."""
    if title is not None:
        return [x for x in lines[:1] if _plainly(x.text) == _plainly(title)]
    first = [x for x in lines if x.block == 0]
    if not (0 < len(first) < 3 and len(first) < len(lines) and all(map(_is_title, first))):
        first = [] if wrapped(lines) else first[:1]             # no blank line parts a title from its report
    return first if len(lines) > 1 and all(map(_is_title, first)) else []


def _joined(headline: Sequence[Line]) -> str:
    return " ".join(MARKDOWN.sub("", x.text) for x in headline)


def _plainly(words: str) -> str:
    return " ".join(MARKDOWN.sub("", words).split()).casefold()


def _is_title(line: Line) -> bool:
    """A line that ends in no stop ("in the U.S." may), and is neither byline, date nor dateline."""
    text = line.text
    stopped = text.endswith(NOT_FINAL) and not re.search(r"\b(?:[A-Z]\.)+$", text)
    if stopped or len(text) > LONGEST_TITLE or not any(map(str.isalpha, text)):
        return False
    return not (_is_told(text) or dateline_of(text))


def _is_told(text: str) -> bool:
    """A line about the report: who wrote it, when, or a page's furniture."""
    return any(kind.fullmatch(text) for kind in (BYLINE, FURNITURE, CLOCK)) or is_day(text)


def _dateline(body: Sequence[Line]) -> Dateline | None:
    """The dateline of the first paragraph; lines about the report, and headings, may come before it."""
    opening = (x for x in body[:6] if not (len(x.text) <= LONGEST_HEADING and _is_told(x.text)))
    for line in list(opening)[:2]:
        if found := dateline_of(line.text, line.start):
            return found
    return None


# ── headings ─────────────────────────────────────────────────────────────────────────────────────


def _headings(body: Sequence[Line]) -> Iterator[Span]:
    """Lines that head what follows. Three such lines on end are a list or a table, and head nothing."""
    broken = wrapped(body)
    blocks = [list(lines) for _, lines in groupby(body, key=lambda x: x.block)]
    heads = [_heads(x, n, len(block), broken) for block in blocks for n, x in enumerate(block)]
    at = 0
    for is_heading, group in groupby(heads):
        run = body[at:at + len(list(group))]
        at += len(run)
        if is_heading and at < len(body) and (len(run) < 3 or all(MARKDOWN.match(x.text) for x in run)):
            yield from ((x.start, x.end) for x in run)


def _heads(line: Line, place: int, block: int, broken: bool) -> bool:
    """Whether a line is a heading; in wrapped text it must be a block, or open one in capitals."""
    if broken and block > 1 and not (place == 0 and line.text.isupper()):
        return False
    return is_heading(line.text)


def is_heading(text: str) -> bool:
    """Whether a line by its own looks heads what follows: short, a name or phrase, no sentence's end.

    >>> is_heading("TRUCE TALKS"), is_heading("Pressure from abroad"), is_heading("Police made no arrests.")
    (True, True, False)
    """
    if MARKDOWN.match(text):
        return True
    words = text.split()
    if len(text) > LONGEST_HEADING or len(words) > MOST_WORDS or not any(map(str.isalpha, text)):
        return False
    if text.endswith(NOT_FINAL) or CLOSED.search(text) or text[0].islower() or text.startswith(BULLETS):
        return False
    most = MOST_WORDS if _in_capitals(words) else MOST_PLAIN
    if text.endswith(("?", "!")) or text.startswith(QUOTES):    # somebody's words, more likely, the longer they are
        most = 8
    return len(words) <= most and not _is_told(text) and not dateline_of(text)


def _in_capitals(words: Sequence[str]) -> bool:
    """Whether most words of any length begin with a capital."""
    long = [w for w in words if len(w) > 3]
    return sum(w[0].isupper() for w in long) * 3 >= len(long) * 2
