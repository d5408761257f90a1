"""Bytes to text: encodings found out, control characters and lone surrogates made harmless.

What is replaced is replaced one for one, so that offsets stay; line ends become line feeds before a
text gets its offsets.
"""

from __future__ import annotations

import codecs
import re

from dateline.errors import UnreadableInput

# A line feed, a tab and the rest of the text's own characters stay; each of these becomes a space.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
SURROGATE = re.compile("[\ud800-\udfff]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first bytes of formats that people hand in by mistake, and what to do instead.
KNOWN = (
    (b"%PDF", "a PDF", "save its text, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip, Word or other office file", "unpack it, or save it as text"),
    (b"\x1f\x8b", "a gzip file", "unpack it with gunzip"),
    (b"BZh", "a bzip2 file", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "an xz file", "unpack it with unxz"),
    (b"\x89PNG", "an image", "give the report's text"),
    (b"\xff\xd8\xff", "an image", "give the report's text"),
    (b"GIF8", "an image", "give the report's text"),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "save it as text"),
    (b"{\\rtf", "an RTF file", "save it as plain text"),
    (b"\x7fELF", "a program", "give the report's text"),
    (b"SQLite format 3", "a database", "export its texts as JSON Lines"),
)


def decoded(raw: bytes, source: str) -> str:
    """The text of some bytes; UnreadableInput, with the remedy, where they are none."""
    for start, what, remedy in KNOWN:
        if raw.startswith(start):
            raise UnreadableInput(source, f"is {what}, not text", remedy)
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return tidied(raw.decode(encoding, errors="replace"))
    if is_binary(raw):
        raise UnreadableInput(source, "is binary, not text", "give text, Markdown, HTML, JSON Lines or CSV")
    try:
        return tidied(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return tidied(_guessed(raw, source))


def is_binary(raw: bytes) -> bool:
    """Whether many of the first bytes are control bytes, which no encoding of text has."""
    head = raw[:4096]
    control = sum(b < 9 or 13 < b < 27 or 27 < b < 32 for b in head)
    return control * 10 > len(head)


def _guessed(raw: bytes, source: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is None:
        raise UnreadableInput(source, "is in an encoding nobody can tell", "save it as UTF-8")
    return raw.decode(best.encoding, errors="replace")


def tidied(text: str) -> str:
    """Line ends as line feeds, then `harmless`."""
    return harmless(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))


def harmless(text: str) -> str:
    """Control characters as spaces and lone surrogates as U+FFFD: as many characters as before."""
    return SURROGATE.sub("\ufffd", CONTROL.sub(" ", text))
