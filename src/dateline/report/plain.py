"""Plain text and Markdown: a report a file, perhaps with lines about it at its head.

    Title: …            (also Headline)
    Date: 2026-03-05    (also Published)
    Outlet: …           (also Source, Publisher)
    URL: …              (also Link)

then an empty line; or the same lines between two lines of `---`, as Markdown files have them. The first must be one of
these; others are kept in `Report.extra`. They are taken off and the rest is the text, the title before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.model import Failure, Report, Span
from dateline.report.columns import columns_of
from dateline.report.given import Given, empty, undated
from dateline.report.markdown import plain
from dateline.report.structure import report_from_text

TOLD = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")
FENCE = "---"


def from_plain(text: str, source: str, given: Given, headings: Sequence[Span] | None = None) -> Report | Failure:
    """The report of a text; `headings` where they are known, and then no lines about it are looked for at its head."""
    told, extra, rest = _head(text) if headings is None else ({}, {}, text)
    return _told(rest, headings, source, (told, extra), given)


def from_markdown(text: str, source: str, given: Given) -> Report | Failure:
    told, extra, rest = _head(text)
    words, headings = plain(rest)
    return _told(words, headings, source, (told, extra), given)


def _told(
    text: str,
    headings: Sequence[Span] | None,
    source: str,
    head: tuple[Mapping[str, str], Mapping[str, str]],
    given: Given,
) -> Report | Failure:
    """The report of a text and of what the lines at its head told; their title opens the text."""
    told, extra = head
    title = told.get("title")
    if not text.strip():                                        # nothing but marks, or lines of a head
        raise empty(source)
    if title and " ".join(text.split("\n", 1)[0].split()) != title:
        text = f"{title}\n{text}"
        headings = headings and [(start + len(title) + 1, end + len(title) + 1) for start, end in headings]
    try:
        return report_from_text(
            text,
            ref=source,
            title=title,
            url=told.get("url"),
            outlet=told.get("outlet") or given.outlet,
            published=given.day(told.get("published")),
            headings=headings,
            found=tuple((name, "a line at the head") for name in told),
            extra=tuple(extra.items()),
        )
    except ValueError as error:
        return undated(source, error)


def _head(text: str) -> tuple[dict[str, str], dict[str, str], str]:
    """What the lines at the head of a file tell, in our names; the rest of them; the text below."""
    lines = text.lstrip("\n").split("\n")
    fenced = lines[0].strip() == FENCE
    end = next((n for n, x in enumerate(lines[1:], 1) if x.strip() == (FENCE if fenced else "")), None)
    block = lines[fenced:end]
    pairs = [m.groups() for x in block if (m := TOLD.fullmatch(x.strip()))]
    names = {theirs: ours for ours, theirs in columns_of(name for name, _ in pairs).items() if ours != "text"}
    if not pairs or pairs[0][0] not in names or (not fenced and len(pairs) < len(block)) or (fenced and end is None):
        return {}, {}, text
    values = {name: " ".join(value.split()).strip("\"'") for name, value in pairs}
    told = {names[name]: value for name, value in values.items() if name in names and value}
    extra = {name: value for name, value in values.items() if name not in names}
    return told, extra, "\n".join(lines[(len(lines) if end is None else end + 1) :]).strip("\n")
