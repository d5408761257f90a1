"""HTML pages: the report in them, its title, outlet and day, and how each was found.

The article is found by trafilatura; its marked headings stay headings. A day is taken from the page's marks
only, never from a date somewhere in its prose.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Failure, Report, Span
from dateline.report.clean import harmless
from dateline.report.given import Given, undated
from dateline.report.structure import report_from_text

LOOKS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p\b|title|meta|main)",
    re.IGNORECASE | re.DOTALL,
)
# Any day a newsroom can have written; without bounds of our own the answer would hang on today's date.
DAYS = {"original_date": True, "extensive_search": False, "min_date": "1800-01-01", "max_date": "2200-12-31"}
UNSEEN = ("script", "style", "noscript", "template", "iframe")
SILENT = logging.NullHandler()
# The <meta> names by which pages tell each field.
META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "published": ("article:published_time", "datepublished", "date", "dc.date", "pubdate", "dc.date.issued",
                  "publish-date", "og:article:published_time", "sailthru.date", "parsely-pub-date"),
}
def is_page(text: str) -> bool:
    """Whether a text opens as HTML does."""
    return bool(LOOKS.match(text[:2000]))


def report_from_page(
    html: str, source: str, given: Given, *, url: str | None = None, extra: tuple[tuple[str, str], ...] = ()
) -> Report | Failure:
    """The report of a page: text = title, newline, body. UnreadableInput where no report is in it.

    What is given holds where the page does not say; but `url`, where a page was got, is believed before its own word.
    """
    tree = _tree(html)
    told = _extracted(tree)
    title, name, day = (_line(told.get(field)) or None for field in ("title", "sitename", "date"))
    body = [line for words in (told.get("text") or "").split("\n") if (line := harmless(words).strip())]
    if body and title and _line(body[0]) == title:
        del body[0]
    if not body:
        raise UnreadableInput(source, "is HTML with no report in it", "save the article's text and give that")
    lines = [title, *body] if title else body
    values = {"title": title, "outlet": name, "published": day}
    try:
        return report_from_text(
            "\n".join(lines),
            ref=source,
            title=title,
            url=url or told.get("url"),
            outlet=name or given.outlet or told.get("hostname") or _host(url),
            published=given.day(day),
            headings=tuple(_headings(lines, told.get("body"), 1 if title else 0)),
            found=tuple((field, _how(tree, field, value)) for field, value in values.items() if value),
            extra=extra,
        )
    except ValueError as error:
        return undated(source, error)


def _host(url: str | None) -> str | None:
    """The host of an address, as the name of an outlet that gives none.

    >>> _host("https://www.example.org:8080/a")
    'example.org'
    """
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "")
    return found[1] if found else None


def _tree(html: str) -> Any:
    """The page as a tree, without what is never shown; what describes the page to machines stays."""
    from trafilatura import load_html

    tree = load_html(html)
    for node in list(tree.iter(*UNSEEN)) if tree is not None else ():
        if node.tag != "script" or "ld+json" not in (node.get("type") or ""):
            node.drop_tree()
    return tree


def _extracted(tree: Any) -> dict[str, Any]:
    """What trafilatura makes of a page; its complaints about broken ones are ours to tell, as a Failure."""
    from trafilatura import bare_extraction

    if tree is None:
        return {}
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(SILENT)
    page = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=DAYS,
        config=_short_reports())
    return {} if page is None else page.as_dict()


@cache
def _short_reports() -> Any:
    """trafilatura's settings, with room for briefs: it takes pages below 250 characters for misread ones."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    return config


def _line(words: str | None) -> str:
    return " ".join(harmless(words or "").split())


def _headings(lines: Sequence[str], body: Any, skip: int) -> Iterator[Span]:
    """The lines that the page marks as headings, the title left out; one that ends the text heads nothing."""
    marked = set() if body is None else {_line("".join(head.itertext())) for head in body.iter("head")}
    at = 0
    for number, line in enumerate(lines):
        if skip <= number < len(lines) - 1 and _line(line) in marked:
            yield at, at + len(line)
        at += len(line) + 1


def _how(tree: Any, field: str, value: str) -> str:
    """How a field was found: the name of the mark that holds it."""
    for meta in tree.iter("meta") if tree is not None else ():
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in META[field] and value in _line(meta.get("content")):
            return name
    if field == "published" and tree is not None and any(
            value in (x.get("datetime") or "") for x in tree.iter("time")):
        return "time"
    return "the page's marks"
