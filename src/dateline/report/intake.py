"""Files, folders and standard input, one after the other; each gives reports, or a Failure in their place.

What a file holds is told by the ending of its name, else by how it begins: JSON Lines and tables are read
line by line, so they may be of any size; a page or a text is read whole, up to `Settings.max_bytes`. In
folders, hidden files are passed over, links are followed, and a link that leads back is told.

Text and Markdown files may open with lines about the report, then an empty line:

    Title: …            (also Headline)
    Date: 2026-03-05    (also Published)
    Outlet: …           (also Source, Publisher)
    URL: …              (also Link)

or with the same lines between two lines of `---`, as Markdown files do. The first of them must be one of
these; others are kept in `Report.extra`. They are taken off and the rest is the text, the title before it.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path

from dateline.errors import UnreadableInput
from dateline.model import Failure, Record, Report, Span
from dateline.report.clean import HEAD, characters, decoded, refuse, wide
from dateline.report.markdown import plain
from dateline.report.pages import is_page, report_from_page
from dateline.report.structure import report_from_text
from dateline.report.tables import (
    Found,
    Numbered,
    columns_of,
    failure,
    from_csv,
    from_json,
    from_json_lines,
    looks_like_csv,
)
from dateline.settings import Settings

MARKDOWN = (".md", ".markdown")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
READ = "give .txt, .md, .html, .jsonl or .csv files"
TOLD = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]*(.*)")
FENCE = "---"
JSON = re.compile(r"""\s*(?:\[\s*)?\{\s*(?:"|\})""")
BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for reports that do not say, and how large one may be: in bytes, then in characters."""

    outlet: str | None
    published: str | None
    most: int
    longest: int


def read_inputs(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
) -> Iterator[Report | Failure]:
    """A Report or a Failure for everything the paths hold, in order; folders in the order of their names.

    `-` is standard input. `published` and `outlet` hold for reports that do not say. Never raises for what
    a file holds or lacks.
    """
    for found in read_all(paths, settings=settings, published=published, outlet=outlet):
        yield _coded_already(found) if isinstance(found, Record) else found


def read_all(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
) -> Iterator[Found]:
    """As `read_inputs`, and a Record for every line of JSON that holds one."""
    known = settings or Settings()
    given = Given(outlet or known.outlet, published, known.max_bytes, known.max_characters)
    for path in paths:
        for source in _sources(path):
            found = (failure(source),) if isinstance(source, UnreadableInput) else _read(source, given)
            yield from (_bounded(one, given.longest) for one in found)


def _coded_already(record: Record) -> Failure:
    return failure(UnreadableInput(
        record.report.ref or record.report.id, "is coded already", "keep it with `dateline add`, or give its text"))


def _bounded(found: Found, longest: int) -> Found:
    """A text longer than any report is many in one: coded as one it would take hours, and mix their actors."""
    if not isinstance(found, Report) or len(found.text) <= longest:
        return found
    return failure(UnreadableInput(
        found.ref or "a report", f"has {len(found.text):,} characters, more than one report has",
        "split it into reports (JSON Lines, one a line), or raise DATELINE_MAX_CHARACTERS"))


# ── what there is ────────────────────────────────────────────────────────────────────────────────


def _sources(path: str | Path) -> Iterator[str | UnreadableInput]:
    """The files that a path means: itself, `-`, or all that a folder holds."""
    name = os.fspath(path)
    if name == "-" or not _is_folder(name):
        yield name
        return
    anything = False
    for source in _walk(name):
        anything = True
        yield source
    if not anything:
        yield UnreadableInput(name, "is a folder without reports", READ)


def _is_folder(name: str) -> bool:
    try:
        return os.path.isdir(name)
    except ValueError:                                          # no name of any file; opening it tells
        return False


def _walk(top: str) -> Iterator[str | UnreadableInput]:
    """The files under a folder by name. A stack, not recursion: folders nest deeper than calls may."""
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(top, frozenset())]
    while waiting:
        path, above = waiting.pop()
        if not os.path.isdir(path):
            yield path
            continue
        try:
            here = os.stat(path)
            names = sorted(name for name in os.listdir(path) if not name.startswith("."))
        except OSError as error:
            yield _unopened(path, error)
            continue
        itself = (here.st_dev, here.st_ino)
        if itself in above:
            yield UnreadableInput(path, "is a link back to a folder it lies in", "nothing is lost; remove the link")
            continue
        waiting += [(os.path.join(path, name), above | {itself}) for name in reversed(names)]


# ── opening ──────────────────────────────────────────────────────────────────────────────────────


def _read(name: str, given: Given) -> Iterator[Found]:
    """All that one file holds; what goes wrong on the way stands in its place."""
    source = "standard input" if name == "-" else name
    try:
        with _opened(name) as stream:
            yield from _held(stream, source, given)
    except UnreadableInput as error:
        yield failure(error)
    except OSError as error:                                    # the file, or its disk, went amid the reading
        yield failure(_unopened(source, error))


def _opened(name: str) -> AbstractContextManager[BufferedReader]:
    if name == "-":
        return nullcontext(_standard_input())
    try:
        if os.path.exists(name) and not os.path.isfile(name):
            raise UnreadableInput(name, "is no regular file", "give a file, a folder, or `-` for standard input")
        return BufferedReader(FileIO(name), BUFFER)
    except ValueError as error:
        raise UnreadableInput(name, f"is no file name ({error})", "check the name") from error


def _standard_input() -> BufferedReader:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableInput("standard input", "is not there", "name a file or a folder")
    return BufferedReader(stream, BUFFER) if not isinstance(stream, BufferedReader) else stream


def _unopened(source: str, error: OSError) -> UnreadableInput:
    """What kept a file from being read, and what to do."""
    if isinstance(error, FileNotFoundError):
        broken = os.path.islink(source)
        return UnreadableInput(source, "is a link to nothing" if broken else "is not there",
                               "check the name, or whether it was moved meanwhile")
    if isinstance(error, PermissionError):
        return UnreadableInput(source, "may not be read", "give yourself the right to, as with `chmod u+rX`")
    return UnreadableInput(source, f"cannot be read ({error.strerror or error})", "check the file and its disk")


# ── what a file holds ────────────────────────────────────────────────────────────────────────────


def _held(stream: BufferedReader, source: str, given: Given) -> Iterator[Found]:
    """The reports of an open file, by the ending of its name, else by how it begins."""
    head = stream.peek(BUFFER)[:BUFFER]
    refuse(head[:HEAD], source)
    ending = Path(source).suffix.lower()
    told = {"outlet": given.outlet, "published": given.published}
    if kind := _by_line(head, ending):
        lines = _lines(stream, source, given.most)
        anything = False
        for found in kind(lines, source, **told):
            anything = True
            yield found
        if not anything:
            raise _empty(source)
        return
    text = decoded(_whole(stream, source, given.most), source)
    if not text.strip():
        raise _empty(source)
    if text.lstrip().startswith(("{", "[")) and (ending == ".json" or JSON.match(text)):
        yield from from_json(text, source, **told)
    elif ending in PAGES or is_page(text):
        yield _dated(report_from_page, text, source, told)
    else:
        yield _dated(_from_markdown if ending in MARKDOWN else _from_plain, text, source, told)


ByLine = Callable[..., Iterator[Found]]


def _by_line(head: bytes, ending: str) -> ByLine | None:
    """How to read a file of one report a line; None for one that is a report."""
    if ending in LINES:
        return from_json_lines
    if ending in TABLES:
        return from_csv
    first = head.split(b"\n", 1)[0].strip()
    if ending in (*PAGES, *MARKDOWN, ".json") or wide(head):
        return None
    if first.startswith(b"{") and first.endswith(b"}"):
        return from_json_lines
    return from_csv if looks_like_csv(first.decode("utf-8-sig", "replace")) else None


def _lines(stream: BufferedReader, source: str, most: int) -> Iterator[Numbered]:
    """(number, line) of a stream, never more than one line of it held; one that is no text is told."""
    if wide(stream.peek(BUFFER)):                               # its line feeds are not bytes of their own
        text = decoded(_whole(stream, source, most), source)
        yield from enumerate(text.removesuffix("\n").split("\n"), 1)
        return
    number = 0
    while raw := stream.readline(most + 1):
        number += 1
        where = f"{source}:line {number}"
        if len(raw) > most:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(BUFFER)
            yield number, _too_large(where, most)
            continue
        try:
            yield number, characters(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw, where).rstrip("\r\n")
        except UnreadableInput as error:
            yield number, error


def _whole(stream: BufferedReader, source: str, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise _too_large(source, most)
    return raw


def _too_large(source: str, most: int) -> UnreadableInput:
    return UnreadableInput(source, f"is larger than {most / 1e6:g} MB",
                           "split it into reports (JSON Lines, one a line), or raise DATELINE_MAX_BYTES")


def _empty(source: str) -> UnreadableInput:
    return UnreadableInput(source, "is empty", "give a report's text")


# ── one report ───────────────────────────────────────────────────────────────────────────────────


def _dated(
    reader: Callable[..., Report], text: str, source: str, told: Mapping[str, str | None]
) -> Report | Failure:
    """The report, or the Failure of one whose date cannot be read."""
    try:
        return reader(text, source, **told)
    except ValueError as error:
        return failure(UnreadableInput(source, f"has a date nobody can read ({error})", "write it as 2026-03-05"))


def _from_plain(text: str, source: str, *, outlet: str | None, published: str | None) -> Report:
    told, extra, rest = _head(text)
    return _told(rest, None, source, told, extra, outlet=outlet, published=published)


def _from_markdown(text: str, source: str, *, outlet: str | None, published: str | None) -> Report:
    told, extra, rest = _head(text)
    words, headings = plain(rest)
    return _told(words, headings, source, told, extra, outlet=outlet, published=published)


def _told(
    text: str, headings: Sequence[Span] | None, source: str, told: Mapping[str, str], extra: Mapping[str, str],
    *, outlet: str | None, published: str | None,
) -> Report:
    """The report of a text and of what the lines at its head told; their title opens the text."""
    title = told.get("title")
    if title and " ".join(text.split("\n", 1)[0].split()) != title:
        text = f"{title}\n{text}"
        headings = headings and [(start + len(title) + 1, end + len(title) + 1) for start, end in headings]
    return report_from_text(
        text,
        ref=source,
        title=title,
        url=told.get("url"),
        outlet=told.get("outlet") or outlet,
        published=told.get("published") or published,
        headings=headings,
        found=tuple((name, "a line at the head") for name in told),
        extra=tuple(extra.items()),
    )


def _head(text: str) -> tuple[dict[str, str], dict[str, str], str]:
    """What the lines at the head of a file tell, in our names; the rest of them; the text below."""
    lines = text.lstrip("\n").split("\n")
    fenced = lines[0].strip() == FENCE
    end = next((n for n, x in enumerate(lines[1:], 1) if x.strip() == (FENCE if fenced else "")), None)
    block = lines[fenced:end]
    pairs = [m.groups() for x in block if (m := TOLD.fullmatch(x.strip()))]
    names = {theirs: ours for ours, theirs in columns_of(name for name, _ in pairs).items() if ours != "text"}
    if not pairs or pairs[0][0] not in names or (not fenced and len(pairs) < len(block)) or (fenced and end is None):
        return {}, {}, text
    values = {name: " ".join(value.split()).strip("\"'") for name, value in pairs}
    told = {names[name]: value for name, value in values.items() if name in names and value}
    extra = {name: value for name, value in values.items() if name not in names}
    return told, extra, "\n".join(lines[(len(lines) if end is None else end + 1):]).strip("\n")
