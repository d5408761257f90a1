"""Exports of ProQuest: one file, many articles, each under a line of underscores or ended by its document's fields.

The older layout ("Document 1 of 3", "Full text: …") and the newer ("FULL TEXT", "DETAILS", a table of fields) name the
same fields, as text, RTF, DOCX, PDF and HTML do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.report.datelines import days_given
from dateline.report.given import Article, line
from dateline.report.paragraphs import flowing

RULE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.MULTILINE)
# Labels of fields, and what we call them. The first column is how they are printed.
LABELS = {
    "title": "title",
    "publication title": "outlet",
    "publication date": "published",
    "publication info": "info",
    "full text": "text",
    "abstract": "abstract",
    "abstract (english)": "abstract",
    "author": "byline",
    "credit": "credit",
    "document url": "url",
    "proquest document id": "ref",
    "pages": "pages",
    "first page": "pages",
    "section": "section",
    "language of publication": "language",
    "language": "language",
    "subject": "subject",
    "location": "location",
    "people": "people",
    "company / organization": "organization",
    "company": "organization",
    "document type": "kind",
    "source type": "medium",
    "publication year": "year",
    "publisher": "publisher",
    "place of publication": "place",
    "country of publication": "country",
    "publication subject": "topic",
    "issn": "issn",
    "copyright": "copyright",
    "last updated": "updated",
    "database": "database",
    "links": "links",
    "classification": "class",
    "identifier / keyword": "keyword",
    "dateline": "dateline",
    "column": "column",
    "issue": "issue",
    "volume": "volume",
    "number of pages": "length",
    "document feature": "feature",
    "accession number": "accession",
    "e-issn": "eissn",
    "supplemental data": "supplement",
    "source attribution": "attribution",
    "caption": "caption",
    "illustration": "caption",
    "start page": "pages",
    "edition": "edition",
    "details": "details",
    "business indexing term": "term",
    "proquest document link": "link",
    "document link": "link",
    "startpage": "pages",
    "entry": "entry",
}
LABEL = re.compile(r"[ \t]*([A-Z][A-Za-z /()-]{2,30}?)[ \t]*(?:[:|\t][ \t|]*(.*)|)$")
BARE = ("full text", "details", "abstract", "abstract (english)", "proquest document link", "document link")
NUMBERED = re.compile(r"\s*(?:Document|Dokument)\s+\d+\s+(?:of|von)\s+\d+\s*$|\s*\d+\.\s*$")
KEPT = ("byline", "section", "pages", "subject", "location", "credit", "kind", "language", "place")
COVER = re.compile(
    r"\s*(?:Report Information from ProQuest|Table of contents|Bibliography|Contact ProQuest|"
    r"Database copyright|Terms and Conditions)",
    re.IGNORECASE,
)


def is_export(text: str) -> bool:
    return bool(
        re.search(r"^[ \t]*ProQuest document (?:ID|link)\b", text, re.MULTILINE | re.IGNORECASE)
        and re.search(r"^[ \t]*(?:Full text|Abstract|Publication title)\b", text, re.MULTILINE | re.IGNORECASE)
    )


def articles(text: str) -> Iterator[Article]:
    """The articles of an export, in order."""
    for part in _parts(text):
        lines = part.split("\n")
        fields = _fields(lines)
        if fields.keys() & {"ref", "text", "published"}:
            yield _article(lines, fields)


def _parts(text: str) -> list[str]:
    """One part an article: between rules; where there are none, up to the last field, which names the database."""
    if RULE.search(text):
        return RULE.split(text)
    found, at = [], 0
    for end in re.finditer(r"^[ \t]*Database[ \t]*[:|\t].*$", text, re.MULTILINE):
        found.append(text[at : end.end()])
        at = end.end()
    return [*found, text[at:]]


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """What each field says, line by line; lines above the first are the field of no name."""
    held: dict[str, list[str]] = {"": []}
    now = ""
    for words in lines:
        found = LABEL.match(words)
        known = LABELS.get(found[1].strip().lower()) if found else None
        if found and known and (found[2] is not None or found[1].strip().lower() in BARE):
            now = known if known not in held or known in ("text", "abstract") else f"{known} again"
            held.setdefault(now, []).append(found[2] or "")
        else:
            held[now].append(words)
    return held


def _article(lines: Sequence[str], fields: dict[str, list[str]]) -> Article:
    told = {name: line(" ".join(values).replace("|", " ")) for name, values in fields.items()}
    above = [line(x) for x in fields[""] if line(x) and not NUMBERED.match(x) and not COVER.match(x)]
    day, outlet = _info(told.get("info", ""))
    body = fields.get("text") or []
    return Article(
        flowing(_unfenced(body), printed=True),
        title=told.get("title") or next((x for x in above if not re.match(r"https?:|\w+ \d\d? \d{4}", x)), None),
        outlet=told.get("outlet") or outlet,
        published=_day(told.get("published", "")) or day,
        url=re.split(r"\s", told.get("url") or told.get("link") or "")[0] or None,
        ref=told.get("ref"),
        extra=tuple((name, told[name]) for name in KEPT if told.get(name)),
    )


def _unfenced(body: Sequence[str]) -> list[str]:
    """The body without what databases lay around it."""
    return [
        x
        for x in body
        if not re.match(r"\s*(?:Enlarge this image\.?|Show less|Credit: .{0,80}|Word count: \d+)\s*$", x)
    ]


def _day(words: str) -> str | None:
    try:
        return days_given(words)[0] if words else None
    except ValueError:
        return None


def _info(words: str) -> tuple[str | None, str | None]:
    """(day, outlet) of "The Harbour Post ; Oslo, Norway [Oslo, Norway]03 Mar 2015: A.4."."""
    found = re.search(r"\]?\s*(\d{1,2} [A-Z][a-z]{2,8} \d{4})\b", words)
    outlet = re.split(r"\s*[;,\[]", words)[0] if words else None
    return (_day(found[1]) if found else None), outlet or None
