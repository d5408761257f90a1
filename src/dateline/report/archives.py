"""Files in files: zip, gz, and web archives packed as WACZ. Nothing is written under a name that an archive gives.

Everything is read as a stream, so only its bounds keep an archive from going on for ever: how deep archives may lie in
one another, how many files there may be, how much they may come to, and how much more than what is packed.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from dateline.errors import UnreadableInput
from dateline.report.clean import harmless
from dateline.report.given import Input, damaged, seekable

DEEPEST = 3  # archives in one another
MEMBERS = 200_000  # files of one archive
RATIO = 200  # unpacked bytes for a packed one …
FREE = 50_000_000  # … beyond so many
LARGEST = 200_000_000_000  # unpacked bytes of one archive
# Formats that are themselves zip files, by a part they have: ours, and those that are not read.
OURS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
ELSEWHERE = {"mimetype": "an OpenDocument file or an e-book", "ppt/presentation.xml": "a PowerPoint file"}
BROKEN = (BadZipFile, LargeZipFile, OSError, EOFError, zlib.error, NotImplementedError, ValueError, RuntimeError)


class Unpacked(io.RawIOBase):
    """What comes out of a packed stream, counted; UnreadableInput when it is more than can be honest."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, source: str, packed: object) -> None:
        self._stream, self._source, self._packed, self._size = stream, source, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        view = memoryview(target)  # type: ignore[arg-type]
        try:
            got = self._stream.read(len(view))
        except BROKEN as error:
            raise damaged(self._source, "packed file", error) from error
        self._size += len(got)
        packed = self._packed() if callable(self._packed) else 0
        if self._size > LARGEST or (self._size > FREE and self._size > RATIO * max(packed, 1)):
            raise UnreadableInput(
                self._source,
                f"unpacks to more than {self._size / 1e9:.1f} GB, out of all proportion",
                "if it is sound, unpack it and give what is inside",
            )
        view[: len(got)] = got
        return len(got)


def from_gzip(given: Input) -> Iterator[Input]:
    """What is packed, under the name without its ending."""
    _deep(given)
    count = _Counted(given.stream)
    inner = given.name[:-3] if given.name.lower().endswith(".gz") else given.name
    stream = Unpacked(gzip.GzipFile(fileobj=count, mode="rb"), given.source, lambda: count.count)
    yield given.inner(io.BufferedReader(stream, 1 << 16), inner, given.source)


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        got = self._stream.read(size)
        self.count += len(got)
        return got


def from_zip(given: Input) -> Iterator[Input | UnreadableInput]:
    """The files of a zip archive in the order of their names; an Office file or a web archive is told by its parts."""
    _deep(given)
    with seekable(given) as held:
        try:
            archive = ZipFile(held)
            members = [m for m in archive.infolist() if not m.is_dir()]
        except BROKEN as error:
            raise damaged(given.source, "zip file", error) from error
        with archive:
            if whole := _one_file({m.filename for m in members}, given.source):
                held.seek(0)
                yield given.inner(held, f"x{whole}", given.source)
                return
            if len(members) > MEMBERS:
                raise UnreadableInput(
                    given.source,
                    f"holds {len(members):,} files, more than {MEMBERS:,}",
                    "unpack it and give the folder",
                )
            yield from _members(archive, members, given)


def _one_file(names: set[str], source: str) -> str | None:
    """The ending of a format that is itself a zip file. UnreadableInput for one that is known and not read."""
    if other := next((what for part, what in ELSEWHERE.items() if part in names), None):
        raise UnreadableInput(source, f"is {other}, not text", "save it as plain text")
    return next((ending for part, ending in OURS.items() if part in names), None)


def _members(archive: ZipFile, members: list[ZipInfo], given: Input) -> Iterator[Input | UnreadableInput]:
    wacz = any(m.filename == "datapackage.json" for m in members) and any(
        m.filename.startswith("archive/") for m in members
    )
    left = LARGEST
    for member in sorted(members, key=lambda m: m.filename):
        name = harmless(member.filename)
        source = f"{given.source}/{name}"
        hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/"))
        if hidden or (wacz and not name.startswith("archive/")):
            continue
        left -= member.file_size
        if left < 0:
            yield UnreadableInput(source, "comes after too much in this archive", "unpack it and give the folder")
            return
        if member.flag_bits & 1:
            yield UnreadableInput(source, "is locked by a password", "unpack it and give what is inside")
            continue
        try:
            packed = archive.open(member)
        except BROKEN as error:
            yield damaged(source, "part of a zip file", error)
            continue
        with packed:
            size = member.compress_size
            stream = Unpacked(packed, source, lambda size=size: size)
            yield given.inner(io.BufferedReader(stream, 1 << 16), name, source)


def _deep(given: Input) -> None:
    if given.depth >= DEEPEST:
        raise UnreadableInput(
            given.source, f"lies more than {DEEPEST} archives deep", "unpack it and give what is inside"
        )
