"""PDF files with a text layer as lines; one that is only pictures of pages is told, with what to do."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.errors import UnreadableInput
from dateline.report.apart import ask
from dateline.report.clean import tidied
from dateline.report.given import BROKEN, Input, damaged, on_disk, too_large
from dateline.report.office import Words
from dateline.report.paragraphs import PAGE, from_page

LARGER = 10  # times the largest report, that the file may have: most of a PDF is pictures, which stay shut
PAGES = 20_000
EDGE = 2  # lines at the top and bottom of a page that may be its head or foot
OFTEN = 2  # pages on which the same line stands there
PARTS = re.compile(
    r"End of Document|Body|Graphic|Classification|Notes|[^:]{1,40}:.*|Document \w{16,}|_+", re.IGNORECASE
)


def from_pdf(given: Input) -> Words:
    """The lines of all pages, without what heads and foots each of them. UnreadableInput where there are none."""
    with on_disk(given) as path:
        text: str = ask("dateline.report.pdf:lines_of", path, given.source, given.given.most)
    return Words(text)


def lines_of(path: str, source: str, most: int) -> str:
    """The lines of a PDF file on disk."""
    with open(path, "rb") as stream:
        if os.fstat(stream.fileno()).st_size > most * LARGER:
            raise too_large(source, most * LARGER)
        pages = [*_pages(stream, source, most)]
    if not any(x.strip() for page in pages for x in page):
        told = f"is a PDF file of {len(pages)} page(s) without a text layer: pictures of text"
        raise UnreadableInput(source, told, "make one with `ocrmypdf IN.pdf OUT.pdf`, then give OUT.pdf")
    return "\n".join(x for page in _bare(pages) for x in page)


def alone(words: Words) -> str:
    """The text of a PDF that is one report: its lines put together as paragraphs."""
    return "\n".join(from_page(words.text.split("\n")))


def _pages(stream: Any, source: str, most: int) -> Iterator[list[str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are ours to tell, as a Failure
    held = 0
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(source, "is a PDF file with a password", "save it without one and give that")
        for page in reader.pages[:PAGES]:
            text = tidied(page.extract_text() or "")
            held += len(text)
            if held > most:
                raise too_large(source, most)
            yield text.split("\n")
    except DependencyError as error:
        raise UnreadableInput(source, f"is an encrypted PDF file ({error})", "print it to a new PDF file") from error
    except (*BROKEN, PyPdfError) as error:
        raise damaged(source, "PDF file", error) from error


def _bare(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The pages without their numbers, and without the lines that stand at the edge of several of them."""
    edges = Counter(
        x for page in pages for x in {x.strip() for x in (*page[:EDGE], *page[-EDGE:])} if x and not PARTS.fullmatch(x)
    )
    for page in pages:
        last = len(page) - EDGE
        yield [
            x
            for n, x in enumerate(page)
            if not ((n < EDGE or n >= last) and (PAGE.fullmatch(x) or edges[x.strip()] >= OFTEN))
        ]
