"""Lists of references with the reports' texts in them: RIS, as ProQuest, Nexis and Zotero write it, and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.errors import UnreadableInput
from dateline.report.clean import decoded
from dateline.report.given import Article, Found, Input, addresses_only, all_of, failure, report_of
from dateline.report.markup import text_of_html

TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|\s*)$")
# Tags by what they hold, the likeliest first; where an exporter puts the text differs.
TEXT = ("N2", "AB", "N1", "RN")
TITLE, OUTLET, DAY, URL = ("TI", "T1"), ("T2", "JO", "JF", "JA", "PB"), ("DA", "Y1", "PY"), ("UR", "L2", "LK")
REF = ("ID", "AN", "DO")
LEAST = 40  # characters of a note that can be a report
CSL = re.compile(r'"(?:container-title|issued)"\s*:')
FULL = re.compile(r"\s*(?:full text|abstract|body)\s*:?\s+", re.IGNORECASE)


def looks_like_ris(head: str) -> bool:
    return bool(re.match(r"\s*TY  - \w", head.lstrip("\ufeff")))


def looks_like_csl(head: str) -> bool:
    return head.lstrip()[:1] in ("[", "{") and bool(CSL.search(head))


def from_ris(given: Input) -> Iterator[Found]:
    text = decoded(all_of(given), given.source)
    yield from _told(map(_of_ris, _references(text)), given)


def _references(text: str) -> Iterator[dict[str, list[str]]]:
    held: dict[str, list[str]] = {}
    last: str | None = None
    for words in text.split("\n"):
        found = TAG.match(words)
        if found and found[1] == "TY" and held:
            yield held
            held = {}
        if found and found[1] == "ER":
            if held:
                yield held
            held, last = {}, None
        elif found:
            last = found[1]
            held.setdefault(last, []).append(found[2] or "")
        elif last is not None and words.strip():
            held[last][-1] += "\n" + words.strip()
    if held:
        yield held


def _of_ris(held: Mapping[str, list[str]]) -> Article:
    def one(tags: tuple[str, ...]) -> str | None:
        return next((v.strip() for tag in tags for v in held.get(tag, ()) if v.strip()), None)

    texts = [FULL.sub("", v, count=1) for tag in TEXT for v in held.get(tag, ()) if len(v.strip()) >= LEAST]
    text = max(texts, key=len, default="")
    return Article(
        text_of_html(text) if re.search(r"</?p\b", text) else text,
        title=one(TITLE),
        outlet=one(OUTLET),
        published=_day(one(DAY)),
        url=one(URL),
        ref=one(REF),
        extra=tuple(
            (name, "; ".join(held[tag]))
            for tag, name in (("AU", "byline"), ("KW", "keywords"), ("L1", "file"))
            if held.get(tag)
        ),
    )


def _day(words: str | None) -> str | None:
    """The day of "2015/03/03/", "2015 Mar 03", "2015/03"; None for a year alone, which is no day to count from."""
    if words is None:
        return None
    parts = [p for p in re.split(r"[/\s]+", words.strip()) if p]
    if len(parts) >= 3 and parts[0].isdigit() and not parts[1].isdigit():
        return f"{parts[2]} {parts[1]} {parts[0]}"
    numbers = [p for p in parts[:3] if p.isdigit()]
    if len(numbers) == 3:
        return "-".join((numbers[0], numbers[1].zfill(2), numbers[2].zfill(2)))
    return f"{numbers[0]}-{numbers[1].zfill(2)}" if len(numbers) == 2 else words if "-" in words else None


# ── CSL-JSON ─────────────────────────────────────────────────────────────────────────────────────


def from_csl(given: Input) -> Iterator[Found]:
    text = decoded(all_of(given), given.source)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(given.source, f"is no JSON ({error})", "export the references again") from error
    if isinstance(told, dict):
        told = told.get("items", [told])
    rows = [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []
    yield from _told(map(_of_csl, rows), given)


def _of_csl(row: Mapping[str, Any]) -> Article:
    def words(name: str) -> str | None:
        value = row.get(name)
        return str(value) if isinstance(value, str | int) else None

    notes = [value for name in ("abstract", "note") if (value := words(name)) and len(value) >= LEAST]
    text = max(notes, key=len, default="")
    return Article(
        text_of_html(text) if re.search(r"</?p\b", text) else text,
        title=words("title"),
        outlet=words("container-title") or words("publisher"),
        published=_issued(row.get("issued")),
        url=words("URL"),
        ref=words("id"),
    )


def _issued(value: object) -> str | None:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    try:
        numbers = [int(n) for n in parts[0]] if parts else []
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    return "-".join(f"{n:02}" for n in numbers[:3]) if len(numbers) > 1 else None


def _told(articles: Iterator[Article], given: Input) -> Iterator[Found]:
    """A report for each reference with a text; the others are counted."""
    bare = number = 0
    for number, article in enumerate(articles, 1):
        if article.text.strip():
            yield report_of(article, f"{given.source}:reference {number}", given.given, "the fields of a reference")
        else:
            given.given.pass_over(article.url)
            bare += 1
    if bare:
        yield addresses_only(given.source, bare, "reference")
    elif not number:
        yield failure(
            UnreadableInput(given.source, "has no references in it", "export them again, with abstract or text")
        )
