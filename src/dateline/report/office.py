"""Word and RTF files as the lines they show. What python-docx and striprtf cannot read is told as damage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZipFile

from dateline.model import Span
from dateline.report.clean import tidied
from dateline.report.given import BROKEN, Input, all_of, damaged, seekable, too_large

UNPACKED = 3  # times the largest report, that a Word file may come to when unpacked


@dataclass(frozen=True, slots=True)
class Words:
    """What a file shows, line by line; `headings` where its own marks tell them; `told`: what its properties say."""

    text: str
    headings: tuple[Span, ...] | None = None
    told: tuple[tuple[str, str], ...] = ()


def from_docx(given: Input) -> Words:
    """A paragraph a line; a row of a table is a line, its cells parted by tabs."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    with seekable(given) as stream:
        bounded(stream, given.source, given.given.most * UNPACKED)
        try:
            document = Document(stream)
            lines = [*_lines(document)]
        except (*BROKEN, PackageNotFoundError) as error:
            raise damaged(given.source, "Word file", error) from error
    return _joined(lines)


def bounded(stream: IO[bytes], source: str, most: int) -> None:
    """UnreadableInput for a zip file of parts that come to more than this; nothing is unpacked to tell."""
    try:
        with ZipFile(stream) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except BROKEN as error:
        raise damaged(source, "Office file", error) from error
    if size > most:
        raise too_large(source, most)
    stream.seek(0)


def _lines(document: Any) -> Iterator[tuple[str, bool]]:
    """(words, is a heading) of each line, in the order shown.

    Styles and cells are taken as the file has them: python-docx looks through all styles for each paragraph, and lays
    out a cell that says it is a billion columns wide.
    """
    headings = {style.style_id for style in document.styles if (style.name or "").startswith("Heading")}
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block._tbl.tr_lst:
                yield "\t".join(" ".join(_cell(tc)) for tc in row.tc_lst), False
        else:
            for words in block.text.split("\n"):
                yield words, block._p.style in headings


def _cell(tc: Any) -> Iterator[str]:
    for paragraph in tc.iterchildren("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield "".join(paragraph.itertext())


def _joined(lines: list[tuple[str, bool]]) -> Words:
    text, spans = [], []
    at = 0
    for words, heading in lines:
        words = tidied(words).replace("\n", " ")
        if heading and words.strip() and at:
            spans.append((at, at + len(words)))
        text.append(words)
        at += len(words) + 1
    return Words("\n".join(text), tuple(spans) or None)


def from_rtf(given: Input) -> Words:
    from striprtf.striprtf import rtf_to_text

    raw = all_of(given)
    try:
        text = rtf_to_text(raw.decode("latin-1"), encoding=_page(raw), errors="replace")
    except BROKEN as error:
        raise damaged(given.source, "RTF file", error) from error
    text = tidied(text)
    return Words("\n".join(x.strip().strip("|").replace("|", "\t") if "|" in x else x for x in text.split("\n")))


def _page(raw: bytes) -> str:
    """The code page an RTF file names, where Python knows it."""
    found = re.search(rb"\\ansicpg(\d{3,5})", raw[:4096])
    name = f"cp{found[1].decode()}" if found else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
