"""What a reader of a format is given, and what it makes of each article: an Input in, Reports and Failures out."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, UnsupportedOperation
from typing import IO
from zipfile import BadZipFile

from dateline.errors import UnreadableInput
from dateline.model import Failure, Record, Report, Span
from dateline.report.clean import harmless, whole
from dateline.report.columns import Map
from dateline.report.datelines import days_given
from dateline.report.structure import report_from_text

Found = Report | Record | Failure

BUFFER = 1 << 16
# What parsers of broken files raise, beside errors of their own.
BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, EOFError, RecursionError, OverflowError,
    AssertionError, NotImplementedError, ZeroDivisionError, RuntimeError, MemoryError, LookupError, SyntaxError,
    zlib.error, BadZipFile,
)
IN_MEMORY = 20_000_000  # bytes of a stream that cannot go back, kept in memory; beyond, in a temporary file
ON_DISK = 4_000_000_000  # bytes it may have at all


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for reports that do not say, how large one may be in bytes and characters, how columns are meant."""

    outlet: str | None = None
    published: str | None = None
    most: int = 20_000_000
    longest: int = 300_000
    map: Map | None = None
    bare: Callable[[str], None] | None = None   # told each address that comes without a text

    def pass_over(self, url: str | None) -> None:
        if self.bare is not None and url:
            self.bare(url)

    def day(self, said: str | None) -> str | None:
        """The day that a report says; the one that was given, where it says none or one that nobody can read."""
        if not said or not self.published:
            return said or self.published
        try:
            days_given(said)
        except ValueError:
            return self.published
        return said


@dataclass(frozen=True, slots=True)
class Input:
    """A stream of bytes that is read forward; `source` is its name in messages, `name` the one whose ending counts."""

    stream: BufferedReader
    source: str
    name: str
    given: Given
    depth: int = 0  # how many archives it lies in

    def inner(self, stream: IO[bytes], name: str, source: str) -> Input:
        """What lies in this one."""
        return Input(buffered(stream), source, name, self.given, self.depth + 1)


@dataclass(frozen=True, slots=True)
class Article:
    """What a file tells of one article; `text` is its body, and `published` a day or time as givers write it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    ref: str | None = None
    headings: tuple[Span, ...] | None = None
    extra: tuple[tuple[str, str], ...] = ()


def report_of(article: Article, where: str, given: Given, how: str) -> Report | Failure:
    """The report of an article: title, newline, body. `where` names it in messages, `how` says what told its fields."""
    body = harmless(article.text).strip("\n")
    title = line(article.title)
    if not body.strip():
        return failure(UnreadableInput(where, "has no text", "export it with its full text"))
    joined = bool(title) and not body.lstrip().startswith(title)
    skip = len(title) + 1 if joined else 0
    told = {
        "title": title,
        "outlet": line(article.outlet),
        "published": (article.published or "").strip(),
        "url": (article.url or "").strip(),
    }
    try:
        return report_from_text(
            f"{title}\n{body}" if joined else body,
            ref=line(article.ref) or where,
            title=title or None,
            url=harmless(told["url"]) or None,
            outlet=told["outlet"] or given.outlet,
            published=given.day(told["published"]),
            headings=article.headings and [(start + skip, end + skip) for start, end in article.headings],
            found=tuple((field, how) for field, value in told.items() if value),
            extra=tuple((harmless(name), harmless(value)) for name, value in article.extra if value),
        )
    except ValueError as error:
        return undated(where, error)


def line(words: str | None) -> str:
    """Words on one line, in single spaces."""
    return " ".join(harmless(words or "").split())


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────


def failure(error: UnreadableInput) -> Failure:
    """The error as what stands in the report's place."""
    return Failure(whole(str(error.args[0])), type(error).__name__, whole(str(error)))


def undated(where: str, error: ValueError) -> Failure:
    return failure(UnreadableInput(where, f"has a date nobody can read ({error})", "write it as 2026-03-05"))


def too_large(source: str, most: int) -> UnreadableInput:
    return UnreadableInput(
        source,
        f"is larger than {most / 1e6:g} MB",
        "split it into reports (JSON Lines, one a line), or raise DATELINE_MAX_BYTES",
    )


def empty(source: str) -> UnreadableInput:
    return UnreadableInput(source, "is empty", "give a report's text")


def damaged(source: str, what: str, error: BaseException | str) -> UnreadableInput:
    """For a file that is not what it looks like, or no longer."""
    told = error if isinstance(error, str) else f"{type(error).__name__}: {error}".rstrip(": ")
    return UnreadableInput(
        source, f"is no sound {what} ({whole(line(told))[:200]})", "get it again, or open it and save it anew"
    )


def addresses_only(source: str, count: int, rows: str = "row") -> Failure:
    """What stands for all rows that name a report but do not hold it."""
    some = f"has {count:,} {rows}{'s' * (count != 1)} with an address or title and no text"
    return failure(UnreadableInput(source, some, f"fetch the pages first: `dateline fetch {source}`"))


# ── streams ──────────────────────────────────────────────────────────────────────────────────────


def buffered(stream: IO[bytes]) -> BufferedReader:
    return stream if isinstance(stream, BufferedReader) else BufferedReader(stream, BUFFER)  # type: ignore[arg-type]


def all_of(given: Input, most: int | None = None) -> bytes:
    """The bytes to the end; UnreadableInput where there are more than one report may have."""
    limit = given.given.most if most is None else most
    raw = given.stream.read(limit + 1)
    if len(raw) > limit:
        raise too_large(given.source, limit)
    return raw


@contextmanager
def seekable(given: Input) -> Iterator[IO[bytes]]:
    """The stream where it can go back; else a copy of it that can, which is gone afterwards."""
    try:
        can = given.stream.seekable() and given.depth == 0
    except (UnsupportedOperation, OSError):
        can = False
    if can:
        yield given.stream
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        size = 0
        while chunk := given.stream.read(BUFFER):
            size += len(chunk)
            if size > ON_DISK:
                raise UnreadableInput(
                    given.source,
                    f"is larger than {ON_DISK / 1e9:g} GB, inside another file",
                    "unpack it and give what is inside",
                )
            copy.write(chunk)
        copy.seek(0)
        yield copy


@contextmanager
def on_disk(given: Input) -> Iterator[str]:
    """A file that holds the stream: itself, or a copy of what comes by a pipe or lies in an archive."""
    if given.depth == 0 and os.path.isfile(given.source):
        yield given.source
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:     # gone too where the copying fails
        path = os.path.join(folder, "copy")
        with seekable(given) as stream, open(path, "wb") as copy:
            while chunk := stream.read(BUFFER):
                copy.write(chunk)
        yield path
