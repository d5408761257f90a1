"""The agencies' own formats: NITF and NewsML-G2 (IPTC), a story a document or many in one message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Span
from dateline.report.given import Article, Found, Input, all_of, failure, report_of
from dateline.report.markup import every, first, lines_of, name, words, xml_tree

NITF, NEWSML = ("nitf",), ("newsItem", "newsMessage", "NewsML", "packageItem")
NEWSML_STORY = "newsitem"
HEADS = ("hl2", "h2", "h3")


def from_nitf(given: Input) -> Iterator[Found]:
    root = xml_tree(all_of(given), given.source)
    yield _told(_nitf(root), given.source, given, "NITF")


def from_newsml(given: Input) -> Iterator[Found]:
    """A report for each item with text in it; a story may be NITF or HTML inside."""
    root = xml_tree(all_of(given), given.source)
    items = [root] if name(root) == NEWSML_STORY else [*every(root, NEWSML_STORY)]
    stories = [(n, _item(item)) for n, item in enumerate(items, 1)]
    told = [(n, story) for n, story in stories if story is not None]
    for number, story in told:
        where = f"{given.source}:item {number}" if len(items) > 1 else given.source
        yield _told(story, where, given, "NewsML-G2")
    if not told:
        yield failure(
            UnreadableInput(
                given.source, "is NewsML without a story in text", "give the text items, not the pictures or packages"
            )
        )


def _told(story: Article, where: str, given: Input, what: str) -> Found:
    return report_of(story, where, given.given, f"the {what} document")


def _nitf(root: Any) -> Article:
    body = first(root, "body.content")
    head = first(root, "body.head")
    lead = words(first(head, "dateline")) if head is not None else ""
    text, headings = _paragraphs(body) if body is not None else ("", ())
    if lead and not text.startswith(lead):
        text = f"{lead} - {text}" if not text[:200].startswith(lead) else text
        headings = tuple((s + len(lead) + 3, e + len(lead) + 3) for s, e in headings)
    title = words(first(root, "hedline", "hl1")) or words(first(root, "hedline")) or words(first(root, "title"))
    release, issue = first(root, "date.release"), first(root, "date.issue")
    story = first(root, "story.date")
    published = next((_day(x.get("norm")) for x in (release, issue, story) if x is not None and x.get("norm")), None)
    pub = first(root, "pubdata")
    outlet = (pub.get("name") if pub is not None else None) or words(first(root, "distributor"))
    doc = first(root, "doc-id")
    return Article(
        text,
        title=title,
        outlet=outlet or None,
        published=published,
        url=pub.get("ex-ref") if pub is not None else None,
        ref=doc.get("id-string") if doc is not None else None,
        headings=headings or None,
        extra=tuple((k, v) for k, v in (("byline", words(first(root, "byline"))),) if v),
    )


def _item(item: Any) -> Article | None:
    """The story of one item; None for a picture, a package, or an item without its content."""
    inner = first(item, "inlinexml")
    meta, content = first(item, "itemmeta"), first(item, "contentmeta")
    if inner is not None:
        nested = first(inner, "nitf")
        if nested is not None:
            story = _nitf(nested)
            text, headings = story.text, story.headings or ()
        else:
            text, headings = _paragraphs(first(inner, "body") if first(inner, "body") is not None else inner)
    else:
        text, headings = words_of_data(first(item, "inlinedata")), ()
    if not text.strip():
        return None
    title = words(first(content, "headline")) if content is not None else ""
    title = title or (words(first(meta, "title")) if meta is not None else "")
    created = [
        words(first(x, tag))
        for x, tag in ((meta, "versioncreated"), (content, "contentcreated"), (meta, "firstcreated"))
        if x is not None
    ]
    provider = first(meta, "provider") if meta is not None else None
    outlet = (
        words(first(provider, "name")) or provider.get("literal") or _bare(provider.get("qcode"))
        if provider is not None
        else None
    )
    return Article(
        text,
        title=title or None,
        outlet=outlet or None,
        published=next((_day(x) for x in created if x), None),
        ref=item.get("guid"),
        headings=tuple(headings) or None,
    )


def words_of_data(node: Any) -> str:
    return "" if node is None else "\n".join(x for x in "".join(node.itertext()).split("\n"))


def _bare(code: str | None) -> str | None:
    return code.rpartition(":")[2] if code else None


def _paragraphs(body: Any) -> tuple[str, tuple[Span, ...]]:
    """The words of a body, a paragraph a line, and where its marked headings stand."""
    marked = {words(x) for x in body.iter() if name(x) in HEADS} - {""}
    lines = [x for x in lines_of(body) if x]
    spans, at = [], 0
    for n, x in enumerate(lines):
        if x in marked and n < len(lines) - 1:
            spans.append((at, at + len(x)))
        at += len(x) + 1
    return "\n".join(lines), tuple(spans)


def _day(written: str | None) -> str | None:
    """The day of "20150303T101500+0100" or "2015-03-03T10:15:00Z", as it is written there."""
    digits = (written or "").strip().replace("-", "")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else None
