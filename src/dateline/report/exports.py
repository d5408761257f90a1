"""Which database's export a text is: one file, many articles. The files may be text, RTF, Word, PDF or HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.errors import UnreadableInput
from dateline.model import Failure, Report
from dateline.report import factiva, nexis, proquest
from dateline.report.given import Article, Given, failure, report_of
from dateline.report.paragraphs import PAGE


@dataclass(frozen=True, slots=True)
class Layout:
    """A database's layout: how it is known, and the articles of a text in it."""

    name: str
    known: Callable[[str], bool]
    articles: Callable[[str], Iterator[Article]]


LAYOUTS = (
    Layout("Nexis", nexis.is_export, nexis.articles),
    Layout("Factiva", factiva.is_export, factiva.articles),
    Layout("ProQuest", proquest.is_export, proquest.articles),
)
# What an HTML page of such an export has, and a page of news has not.
MARKS = re.compile(
    r"(?:(?<!\d)\d{1,7} of \d{1,7} DOCUMENTS?\b|class=\"?(?:article \w{2}Article|c0\b)|<b>(?:HD|SN)(?:&nbsp;|\s)*</b>|"
    r"ProQuest document ID|<DOC NUMBER=)",
    re.IGNORECASE,
)


def layout_of(text: str) -> Layout | None:
    return next((x for x in LAYOUTS if x.known(text)), None)


def reports(layout: Layout, text: str, source: str, given: Given) -> Iterator[Report | Failure]:
    """The reports of an export, each named by its place in the file."""
    number = 0
    text = "\n".join(x for x in text.split("\n") if not (PAGE.fullmatch(x) and x.strip()))
    for number, article in enumerate(layout.articles(text), 1):
        yield report_of(article, f"{source}:article {number}", given, f"the fields of a {layout.name} export")
    if not number:
        yield failure(
            UnreadableInput(
                source,
                f"looks like an export of {layout.name}, but has no article in it",
                "export the articles with their full text",
            )
        )
