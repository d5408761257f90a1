"""RSS and Atom feeds (feedparser) and sitemaps of news: an entry a report, where the feed brings text."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from dateline.errors import UnreadableInput
from dateline.report.datelines import days_given
from dateline.report.given import BROKEN, Article, Found, Input, addresses_only, all_of, damaged, failure, report_of
from dateline.report.markup import first, text_of_html, words, xml_tree

ROOTS = ("rss", "feed", "RDF")
MAPS = ("urlset", "sitemapindex")
LEAST = 60  # characters of an entry's words, below which they are a teaser and no report


def from_feed(given: Input) -> Iterator[Found]:
    """The entries that bring words; those that bring an address only are counted."""
    name, entries = feed_of(all_of(given), given.source)
    bare = 0
    for number, entry in enumerate(entries, 1):
        article = _article(entry, name)
        if len(article.text.strip()) >= LEAST:
            yield report_of(article, f"{given.source}:entry {number}", given.given, "the feed's entry")
        else:
            given.given.pass_over(article.url)
            bare += 1
    if bare:
        yield addresses_only(given.source, bare, "item")
    elif not entries:
        yield failure(UnreadableInput(given.source, "is a feed without entries", "wait for some, or give another"))


def feed_of(raw: bytes, source: str) -> tuple[str | None, list[Any]]:
    """The feed's name and its entries, as feedparser gives them; nothing is fetched."""
    import feedparser

    try:
        told = feedparser.parse(BytesIO(raw))
    except BROKEN as error:
        raise damaged(source, "feed", error) from error
    if told.bozo and not told.entries:
        raise damaged(source, "feed", told.bozo_exception)
    return told.feed.get("title"), list(told.entries)


def _article(entry: Any, name: str | None) -> Article:
    contents = [c.get("value", "") for c in entry.get("content", ())] + [entry.get("summary", "")]
    text = max((text_of_html(c) for c in contents if c), key=len, default="")
    source = entry.get("source") or {}
    return Article(
        text,
        title=text_of_html(entry.get("title", "")),
        outlet=source.get("title") or name,
        published=_day(entry),
        url=entry.get("link"),
        ref=entry.get("id"),
    )


def _day(entry: Any) -> str | None:
    """The day an entry names, in its own zone where it can be read so; else in UTC."""
    written = entry.get("published") or entry.get("updated") or ""
    try:
        return datetime.fromisoformat(written).date().isoformat()
    except ValueError:
        pass
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return days_given(written)[0]
    except ValueError:
        pass
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).date().isoformat() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


# ── sitemaps ─────────────────────────────────────────────────────────────────────────────────────


def from_sitemap(given: Input) -> Iterator[Found]:
    """A sitemap holds addresses and titles, no texts: they are counted, and said to be so."""
    pages = [*addresses_of(all_of(given), given.source)]
    for page in pages:
        given.given.pass_over(page.url)
    count = len(pages)
    yield (
        addresses_only(given.source, count, "page")
        if count
        else failure(UnreadableInput(given.source, "is a sitemap without pages", "give another"))
    )


def addresses_of(raw: bytes, source: str) -> Iterator[Article]:
    """What a sitemap, of news or not, tells of each page."""
    root = xml_tree(raw, source)
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in ("url", "sitemap"):
            loc = words(first(node, "loc"))
            if loc:
                yield Article(
                    "",
                    title=words(first(node, "news", "title")) or None,
                    outlet=words(first(node, "publication", "name")) or None,
                    published=words(first(node, "publication_date")) or None,
                    url=loc,
                )
