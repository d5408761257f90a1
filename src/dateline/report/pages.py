"""HTML pages: the report in them, its title, outlet and day, and how each was found."""

from __future__ import annotations

import re

from dateline.errors import UnreadableInput
from dateline.model import Report
from dateline.report.clean import harmless
from dateline.report.structure import report_from_text

LOOKS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p\b|title|meta|main)",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Whether a text opens as HTML does."""
    return bool(LOOKS.match(text[:2000]))


def report_from_page(html: str, source: str, *, outlet: str | None, published: str | None) -> Report:
    """The report of a page: text = title, newline, body. UnreadableInput where no report is in it."""
    from trafilatura import bare_extraction

    page = bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    told = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    body = harmless((told.get("text") or "").strip())
    if not body:
        raise UnreadableInput(source, "is HTML with no report in it", "save the article's text and give that")
    title = harmless((told.get("title") or "").strip()) or None
    if title and body.startswith(title):
        body = body[len(title) :].strip()
    found = [(name, "the page's metadata") for name in ("title", "sitename", "date") if told.get(name)]
    return report_from_text(
        f"{title}\n{body}" if title else body,
        ref=source,
        title=title,
        url=told.get("url"),
        outlet=outlet or told.get("sitename") or told.get("hostname"),
        published=told.get("date") or published,
        found=tuple(found),
    )
