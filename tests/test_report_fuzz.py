"""Files of every format, broken in every way: each gives Reports or Failures, and nothing is ever raised.

A slice runs with the other tests; `make fuzz` runs many more (DATELINE_FUZZ: how many a format), each within ten seconds
and a gigabyte of memory.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Failure, Report
from dateline.report.intake import read_told
from dateline.settings import Settings

HERE = Path(__file__).parent / "formats"
FILES = sorted(x.name for x in HERE.iterdir() if x.suffix != ".py" and x.is_file())
HELD = {name: (HERE / name).read_bytes() for name in FILES}
MANY = int(os.environ.get("DATELINE_FUZZ", "0"))
MEMORY = 1 << 30
# Pieces that have meant trouble to readers of such formats.
PIECES = [
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n\r\n", b"\n\n\n", b"<!DOCTYPE x [<!ENTITY a \"b\">]>", b"&a;", b"<![CDATA[", b"<div>" * 600,
    b"{\\rtf1", b"\\'", b"\\u-1?", b"\\bin99999999 ", b"%PDF-1.7", b"endobj", b"<< /Length -1 >>", b"/Kids [2 0 R]", b"1 0 R", b"99999999999999999999",
    b"-1", b"Content-Length: 9999999999999", b"Content-Encoding: br\r\n", b"Transfer-Encoding: chunked\r\n", b"WARC/1.0\r\n", b"PK\x03\x04",
    b"PK\x01\x02", b"PAR1", b"\x1f\x8b", b"From x 2015\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"Date: Mon, 99 Foo 99999\n",
    b"End of Document", b"Body\n", b"LENGTH: ", b"HD\t", b"Document AAAAAAAAAAAAAAAAAAAAAAAA\n", b"Full text: ", b"_" * 30, b"TY  - NEWS\n", b"ER  - \n",
    b"\xed\xa0\x80", "\u2028".encode(), b"<script>alert(1)</script>", b'"', b"[" * 5000, b"(" * 500, b"\t" * 60,
]

Edit = tuple[str, int, int, bytes]
EDITS = st.lists(st.tuples(
    st.sampled_from(("cut", "put", "flip", "twice", "swap")), st.integers(0, 1 << 16), st.integers(0, 4000),
    st.sampled_from(PIECES) | st.binary(max_size=40)), min_size=1, max_size=6)


def edited(raw: bytes, edits: list[Edit]) -> bytes:
    for kind, at, size, piece in edits:
        at %= len(raw) + 1
        if kind == "cut":
            raw = raw[:at] + raw[at + size:]
        elif kind == "put":
            raw = raw[:at] + piece + raw[at:]
        elif kind == "flip":
            raw = raw[:at] + bytes(b ^ (1 << size % 8) for b in raw[at:at + 1]) + raw[at + 1:]
        elif kind == "twice":
            raw = raw[:at] + raw[at:at + size] * 2 + raw[at + size:]
        else:
            raw = raw[at:] + raw[:at] if size % 7 == 0 else raw[:at] + piece + raw[at + len(piece):]
    return raw[:2_000_000]


def broken(name: str, edits: list[Edit], within: bool) -> bytes:
    """The file, edited as it lies, or inside what it is packed in."""
    raw = HELD[name]
    if within and raw.startswith(b"\x1f\x8b"):
        return gzip.compress(edited(gzip.decompress(raw), edits), 1)
    if within and raw.startswith(b"PK"):
        return _repacked(raw, edits)
    return edited(raw, edits)


def _repacked(raw: bytes, edits: list[Edit]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as new:
        names = old.namelist()
        chosen = names[edits[0][1] % len(names)] if edits[0][2] % 2 else next(
            (x for x in names if x in ("word/document.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml")), names[0])
        for member in names:
            data = old.read(member)
            new.writestr(member, edited(data, edits) if member == chosen else data)
    return held.getvalue()


def sound(file: Path) -> None:
    """Whatever is in the file, it is told in the forms that stand for a report or for none."""
    for one in read_told([file], settings=Settings(max_bytes=3_000_000)):
        if isinstance(one.found, Report):
            one.found.text.encode()
            assert one.found.text.strip() and all(0 <= s < e <= len(one.found.text) for s, e in one.found.headings)
            for value in (one.found.title, one.found.outlet, one.found.url, one.found.ref, *(v for _, v in one.found.extra)):
                (value or "").encode()
        elif isinstance(one.found, Failure):
            one.found.message.encode()
            assert one.found.message.startswith(one.found.source) and ";" in one.found.message


@pytest.fixture(scope="module", autouse=True)
def bounded() -> None:
    """In the long run, no more memory than a gigabyte beyond what the tests themselves have."""
    if MANY:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY * 2, resource.getrlimit(resource.RLIMIT_AS)[1]))


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=MANY or 3, deadline=timedelta(seconds=10) if MANY else None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits=EDITS, within=st.booleans())
def test_a_broken_file_gives_reports_or_failures(tmp_path: Path, name: str, edits: list[Edit], within: bool) -> None:
    file = tmp_path / name
    file.write_bytes(broken(name, edits, within))
    sound(file)
