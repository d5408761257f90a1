"""What readers of files and pages make of broken ones: Reports or Failures, and nothing is ever raised."""

from __future__ import annotations

import re
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.fuzz.edits import text_of

HERE = Path(__file__).resolve().parent.parent / "formats"
FILES = sorted(x.name for x in HERE.iterdir() if x.suffix != ".py" and x.is_file())
MOST = 3_000_000
READER = 2_100          # inputs of a million for each reader; files that one reader reads share them
SHARED = (r"nexis-.*\.txt", r"factiva.*\.txt", r".*\.csv", r".*\.docx", r".*\.rtf", r".*\.pdf", r"feed\..*", r"pages\.w.*", r"(factiva|proquest)\.html",
          r"lines\.jsonl.*")


def share(name: str) -> int:
    """How many of a million are this file's."""
    group = next((one for one in SHARED if re.fullmatch(one, name, re.IGNORECASE)), re.escape(name))
    return READER // sum(bool(re.fullmatch(group, other, re.IGNORECASE)) for other in FILES)


class File:
    """A file of this name, with whatever is in it. `apart`: read in a process of its own where that is how it is done;
    else in this one, whose coverage leads."""

    def __init__(self, name: str, *, apart: bool = False) -> None:
        from dateline.settings import Settings

        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.path = Path(self.folder.name) / name
        self.settings = Settings(max_bytes=MOST)
        self.apart = apart

    def __call__(self, raw: bytes) -> None:
        from dateline.report import pdf

        self.path.write_bytes(raw)
        with nullcontext() if self.apart else patch.object(pdf, "ask", _here):
            self.read()

    def read(self) -> None:
        from dateline.model import Failure, Report
        from dateline.report.intake import read_told

        for one in read_told([self.path], settings=self.settings):
            if isinstance(one.found, Report):
                sound(one.found)
            elif isinstance(one.found, Failure):
                one.found.message.encode()
                assert one.found.message.startswith(one.found.source) and ";" in one.found.message, one.found


def sound(report: Any) -> None:
    """A report has a text, and all of it can be written."""
    report.text.encode()
    assert report.text.strip() and all(0 <= s < e <= len(report.text) for s, e in report.headings)
    for value in (report.title, report.outlet, report.url, report.ref, *(v for _, v in report.extra)):
        (value or "").encode()


def _here(what: str, path: str, source: str, most: int) -> Any:
    from dateline.report.pdf import lines_of

    return lines_of(path, source, most)


class Page:
    """The text of a page: what `dateline fetch` and web archives give."""

    def __call__(self, raw: bytes) -> None:
        from dateline.errors import UnreadableInput
        from dateline.model import Report
        from dateline.report.given import Given
        from dateline.report.markup import html_tree, lines_of
        from dateline.report.pages import report_from_page

        text = text_of(raw)
        root = html_tree(text)
        for line in [] if root is None else lines_of(root):
            line.encode()
        try:
            found = report_from_page(text, "a page", Given(most=MOST), url="https://example.org/2026/03/05/a")
        except UnreadableInput:
            return
        if isinstance(found, Report):
            sound(found)
