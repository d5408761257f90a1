"""Ways to break what is sound: bytes, what lies packed in them, and words. The same Random gives the same breakage."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from random import Random

# Pieces that have meant trouble to readers of formats.
PIECES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"\n\n\n", b"<!DOCTYPE x [<!ENTITY a \"b\">]>", b"&a;", b"<![CDATA[",
    b"<div>" * 600, b"{\\rtf1", b"\\'", b"\\u-1?", b"\\bin99999999 ", b"%PDF-1.7", b"endobj", b"<< /Length -1 >>", b"/Kids [2 0 R]",
    b"1 0 R", b"99999999999999999999", b"-1", b"Content-Length: 9999999999999", b"Content-Encoding: br\r\n",
    b"Transfer-Encoding: chunked\r\n", b"WARC/1.0\r\n", b"PK\x03\x04", b"PK\x01\x02", b"PAR1", b"\x1f\x8b", b"From x 2015\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"Date: Mon, 99 Foo 99999\n", b"End of Document", b"Body\n", b"LENGTH: ",
    b"HD\t", b"Document AAAAAAAAAAAAAAAAAAAAAAAA\n", b"Full text: ", b"_" * 30, b"TY  - NEWS\n", b"ER  - \n", b"\xed\xa0\x80",
    "\u2028".encode(), b"<script>alert(1)</script>", b'"', b"[" * 5000, b"(" * 500, b"\t" * 60, b"1e400", b"NaN", b"0000-00-00",
    b"9999-12-31", b"00:00:99+99:99", b"%00", b"../../../../etc/passwd", b"=1+1",
)
# Signs that have meant trouble to readers of words.
ODD = (
    "\0", "\t", "\n", "\r", "\x0b", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u202e", "\u2028", "\u2029", "\ufeff", "\ufffd",
    "\ud800", "\udfff", "\U0010ffff", "İ", "ı", "ß", "ſ", "ŉ", "ﬁ", "Ǆ", "΅", "e\u0301\u0323", "👩\u200d👩\u200d👧", "東京", "تظاهر",
    "ประชุม", "٣٤", "²", "½", "Ⅷ", "五", "'", '"', "“", "”", "„", "«", "»", "‘", "’", "(", ")", "[", "]", "{", "}", "-", "–", "—", "…",
    "...", "!?!?", ",,", ";", ":", "/", "\\", "*", "%", "$", "£", "@", "#", "&", "_", "|", "<", ">", "~", "^",
)
LONGEST = 2_000_000


def bytes_broken(raw: bytes, random: Random, pieces: Sequence[bytes] = PIECES) -> bytes:
    """One to six cuts, pieces put in, bits turned, stretches doubled or moved."""
    for _ in range(random.randint(1, 6)):
        at, size = random.randrange(len(raw) + 1), int(4000 ** random.random())
        piece = random.choice(pieces) if random.random() < 0.7 else random.randbytes(random.randint(0, 40))
        kind = random.choice(("cut", "put", "turn", "double", "move", "over"))
        if kind == "cut":
            raw = raw[:at] + raw[at + size:]
        elif kind == "put":
            raw = raw[:at] + piece + raw[at:]
        elif kind == "turn":
            raw = raw[:at] + bytes(b ^ (1 << size % 8) for b in raw[at:at + 1]) + raw[at + 1:]
        elif kind == "double":
            raw = raw[:at] + raw[at:at + size] * random.choice((2, 2, 3, 40)) + raw[at + size:]
        elif kind == "move":
            raw = raw[at:] + raw[:at]
        else:
            raw = raw[:at] + piece + raw[at + len(piece):]
    return raw[:LONGEST]


def file_broken(raw: bytes, random: Random) -> bytes:
    """A file broken as it lies, or inside what it is packed in."""
    if random.random() < 0.75:
        try:
            if raw.startswith(b"\x1f\x8b"):
                return gzip.compress(bytes_broken(gzip.decompress(raw), random), 1)
            if raw.startswith(b"PK"):
                return _repacked(raw, random)
            if raw.startswith(b"%PDF"):
                return _redrawn(raw, random)
        except (OSError, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile):
            pass                    # it was broken before
    return bytes_broken(raw, random)


def _repacked(raw: bytes, random: Random) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as new:
        names = old.namelist()
        told = [x for x in names if x.endswith(("document.xml", "sheet2.xml", "sharedStrings.xml"))]
        chosen = random.choice(told if told and random.random() < 0.6 else names)
        for member in names:
            data = old.read(member)
            new.writestr(member, file_broken(data, random) if member == chosen else data)
    return held.getvalue()


def _redrawn(raw: bytes, random: Random) -> bytes:
    """A PDF with one of its streams unpacked and broken."""
    starts = [at for at in range(len(raw)) if raw.startswith((b"stream\n", b"stream\r\n"), at) and raw[at - 3:at] != b"end"]
    if not starts:
        return bytes_broken(raw, random)
    start = raw.index(b"\n", random.choice(starts)) + 1
    end = raw.find(b"endstream", start)
    inner = raw[start:end]
    try:
        inner = zlib.compress(bytes_broken(zlib.decompressobj().decompress(inner), random))
    except zlib.error:
        inner = bytes_broken(inner, random)
    return raw[:start] + inner + raw[end:]


def words_broken(raw: bytes, random: Random, words: Sequence[str], longest: int) -> bytes:
    """A text with words put in, taken out, doubled, joined, turned into capitals, or strewn with odd signs."""
    text = text_of(raw)
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(text) + 1)
        to = min(len(text), at + int(120 ** random.random()))
        kind = random.randrange(9)
        if kind <= 2:
            gap = random.choice((" ", " ", " ", "", "-", ", ", "\n"))
            text = text[:at] + gap + gap.join(random.choice(words) for _ in range(random.randint(1, 6))) + gap + text[at:]
        elif kind == 3:
            text = text[:at] + random.choice(ODD) * random.choice((1, 1, 1, 3, 60)) + text[at:]
        elif kind == 4:
            text = text[:at] + text[to:]
        elif kind == 5:
            text = text[:at] + text[at:to] * random.choice((2, 3, 3, 30)) + text[to:]
        elif kind == 6:
            text = text[:at] + random.choice((str.upper, str.lower, str.title, str.swapcase))(text[at:to]) + text[to:]
        elif kind == 7:
            text = text[:at] + text[at:to].replace(" ", random.choice(("", "\n", "  ", "\xa0", "-"))) + text[to:]
        else:
            text = text[to:] + random.choice((" ", "", ". ", "\n\n")) + text[:at]
    return bytes_of(text[:longest])


def text_of(raw: bytes) -> str:
    """Bytes as words; half a character stays one, as JSON can give it."""
    return raw.decode("utf-8", "surrogatepass") if _is_wide(raw) else raw.decode("utf-8", "replace")


def _is_wide(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
