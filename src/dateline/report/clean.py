"""Bytes to text: encodings found out, control characters and lone surrogates made harmless.

What is replaced is replaced one for one, so that offsets stay; line ends become line feeds before a text
gets its offsets.
"""

from __future__ import annotations

import codecs
import re

from dateline.errors import UnreadableInput

# Line feeds and tabs stay; each of the other control characters becomes a space.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
SURROGATE = re.compile("[\ud800-\udfff]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),        # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first bytes of formats that people hand in by mistake, and what to do instead.
AS_TEXT = "give the report's text"
KNOWN = (
    (b"PK\x03\x04", "a zip file", "unpack it and give what is inside"),
    (b"BZh", "a bzip2 file", "unpack it with `bunzip2`"),
    (b"\xfd7zXZ", "an xz file", "unpack it with `unxz`"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file", "unpack it with `unzstd`"),
    (b"7z\xbc\xaf", "a 7-zip file", "unpack it and give what is inside"),
    (b"\x89PNG", "an image", AS_TEXT),
    (b"\xff\xd8\xff", "an image", AS_TEXT),
    (b"GIF8", "an image", AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Word or office file", "save it as plain text"),
    (b"\x7fELF", "a program", AS_TEXT),
    (b"SQLite format 3", "a database", "export its texts as JSON Lines"),
)
# Zip files in their owners' clothes, told by the ending of the name.
OFFICE = {
    ".odt": "an OpenDocument file", ".pages": "a Pages file",
    ".ods": "a spreadsheet", ".pptx": "a PowerPoint file", ".epub": "an e-book",
}
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE)
HEAD = 4096             # bytes in which a file shows what it is
SAMPLE = 200_000        # bytes from which an encoding is guessed


def decoded(raw: bytes, source: str) -> str:
    """The text of some bytes, tidied; UnreadableInput, with the remedy, where they are none."""
    return tidied(characters(raw, source))


def characters(raw: bytes, source: str) -> str:
    """The characters of some bytes, as they are; UnreadableInput, with the remedy, where they are none.

    A byte order mark is believed first, then UTF-8, which other encodings do not look like by chance, then
    what the page declares, then the likeliest guess.
    """
    refuse(raw[:HEAD], source)
    if encoding := marked(raw) or wide(raw):
        return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_declared(raw[:HEAD]) or _guessed(raw, source), errors="replace")


def refuse(head: bytes, source: str) -> None:
    """UnreadableInput for bytes that are no text: a format known by its first bytes, or binary."""
    for start, what, remedy in KNOWN:
        if head.startswith(start):
            ending = "." + source.rpartition(".")[2].lower()
            if start.startswith(b"PK") and ending in OFFICE:
                what, remedy = OFFICE[ending], "save it as plain text"
            raise UnreadableInput(source, f"is {what}, not text", remedy)
    if not marked(head) and not wide(head) and is_binary(head):
        raise UnreadableInput(source, "is binary, not text", "give plain text, Markdown, HTML, JSON Lines or CSV")


def marked(raw: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in BOMS if raw.startswith(mark)), None)


def wide(raw: bytes) -> str | None:
    """The encoding, where characters take two bytes or more: by its mark, or, without one, by its zeros.

    In English UTF-16 every other byte is zero, and hardly any between.
    """
    if (named := marked(raw)) and named != "utf-8-sig":
        return named
    head = raw[:HEAD]
    pairs = len(head) // 2
    even, odd = head[:pairs * 2:2].count(0), head[1:pairs * 2:2].count(0)
    if pairs < 8 or named:
        return None
    if odd > pairs * 0.7 and even < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.05 else None


def is_binary(head: bytes) -> bool:
    """Whether many of the first bytes are control bytes, which no encoding of text has."""
    control = sum(b < 9 or 13 < b < 27 or 27 < b < 32 for b in head)
    return control * 10 > len(head)


def _declared(head: bytes) -> str | None:
    """The encoding a page says it has, where Python knows it; as browsers do, Latin-1 is read as Windows-1252."""
    found = DECLARED.search(head)
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        "".encode(name)                                         # "hex" and its like are no encodings of text
    except (LookupError, UnicodeDecodeError):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": None}.get(name, name)


# What Windows-1252 has beyond ASCII in English news: quotation marks, dashes, currencies, letters of names.
WESTERN = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa5\xa7\xa9\xae\xb0\xb7\xbd")
LETTERS = frozenset(range(0xC0, 0x100)) - frozenset(b"\xd7\xf7")


def _guessed(raw: bytes, source: str) -> str:
    """The likeliest encoding. Few bytes beyond ASCII, each one that English news has: Windows-1252."""
    sample = raw[:SAMPLE]
    high = [b for b in raw if b > 127] if len(raw) <= SAMPLE else [b for b in sample if b > 127]
    if len(high) * 5 < len(sample) and all(b in WESTERN or b in LETTERS for b in high):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise UnreadableInput(source, "is in an encoding nobody can tell", "save it as UTF-8")
    return "cp1252" if best.encoding == "ascii" else best.encoding


def tidied(text: str) -> str:
    """Line ends as line feeds, then `harmless`."""
    return harmless(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))


def harmless(text: str) -> str:
    """Control characters as spaces and lone surrogates as U+FFFD: as many characters as before."""
    return whole(CONTROL.sub(" ", text))


def whole(text: str) -> str:
    """Lone surrogates as U+FFFD, so that any file can hold the text; all else as it is.

    >>> whole("a\\ud800b\\x00c")
    'a\\ufffdb\\x00c'
    """
    return SURROGATE.sub("\ufffd", text)
