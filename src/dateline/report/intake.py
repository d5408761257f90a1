"""Files, folders and standard input, one after the other; each gives reports, or a Failure in their place.

Text files may open with lines of their own about the report, then an empty line:

    Title: …            (also Headline)
    Date: 2026-03-05    (also Published)
    Outlet: …           (also Source)
    URL: …

or with the same lines between two lines of `---`, as Markdown files do. They are taken off; the rest is the text.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.errors import UnreadableInput
from dateline.model import Failure, Report
from dateline.report.clean import decoded
from dateline.report.pages import is_page, report_from_page
from dateline.report.structure import report_from_text
from dateline.report.tables import failure, from_csv, from_json_lines
from dateline.settings import Settings

PLAIN = (".txt", ".text", ".md", ".markdown", "")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
HEAD = re.compile(r"(title|headline|date|published|outlet|source|url)\s*:[ \t]*(.+)", re.IGNORECASE)
SAME = {"headline": "title", "date": "published", "source": "outlet"}


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
    known = settings or Settings()
    for path in paths:
        for source, raw in _contents(path, known.max_bytes):
            if isinstance(raw, UnreadableInput):
                yield failure(raw)
            else:
                yield from _reports(raw, source, outlet=outlet or known.outlet, published=published)


Content = tuple[str, "bytes | UnreadableInput"]


def _contents(path: str | Path, most: int) -> Iterator[Content]:
    if str(path) == "-":
        yield "standard input", _within(sys.stdin.buffer.read(most + 1), "standard input", most)
        return
    file = Path(path)
    if not file.is_dir():
        yield str(file), _bytes(file, most)
        return
    anything = False
    for source, error in _walk(file):
        anything = True
        yield str(source), error or _bytes(source, most)
    if not anything:
        yield (
            str(file),
            UnreadableInput(
                str(file),
                "is a folder without reports",
                f"put {', '.join(x for x in (*PLAIN, *PAGES, *LINES, *TABLES) if x)} files there",
            ),
        )


def _walk(folder: Path) -> Iterator[tuple[Path, UnreadableInput | None]]:
    """The files under a folder by name; links to folders are not followed, so none is walked twice."""
    try:
        inside = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield (
            folder,
            UnreadableInput(
                str(folder), f"cannot be opened ({error.strerror})", "give yourself the right to read it"
            ),
        )
        return
    for entry in inside:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif not entry.is_dir():
            yield Path(entry.path), None


def _bytes(file: Path, most: int) -> bytes | UnreadableInput:
    try:
        if file.exists() and not file.is_file():
            return UnreadableInput(str(file), "is no regular file", "give a file or a folder")
        with file.open("rb") as open_file:
            return _within(open_file.read(most + 1), str(file), most)
    except FileNotFoundError:
        return UnreadableInput(str(file), "is not there", "check the name, or whether it was moved meanwhile")
    except PermissionError:
        return UnreadableInput(str(file), "may not be read", "give yourself the right to read it")
    except OSError as error:
        return UnreadableInput(
            str(file), f"cannot be read ({error.strerror or error})", "check the file and its disk"
        )
    except ValueError as error:
        return UnreadableInput(str(file), f"is no file name ({error})", "check the name")


def _within(raw: bytes, source: str, most: int) -> bytes | UnreadableInput:
    if not raw.strip():
        return UnreadableInput(source, "is empty", "give a report's text")
    if len(raw) > most:
        return UnreadableInput(
            source,
            f"is larger than {most / 1e6:.0f} MB",
            "split it into reports (JSON Lines, one a line), or raise DATELINE_MAX_BYTES",
        )
    return raw


def _reports(
    raw: bytes, source: str, *, outlet: str | None, published: str | None
) -> Iterator[Report | Failure]:
    ending = Path(source).suffix.lower()
    try:
        text = decoded(raw, source)
        if not text.strip():
            raise UnreadableInput(source, "is empty", "give a report's text")
        if ending in LINES or (ending not in (*PAGES, *TABLES) and text.lstrip().startswith('{"')):
            yield from from_json_lines(text, source, outlet=outlet, published=published)
        elif ending in TABLES:
            yield from from_csv(text, source, outlet=outlet, published=published)
        elif ending in PAGES or is_page(text):
            yield report_from_page(text, source, outlet=outlet, published=published)
        elif ending == ".json":
            raise UnreadableInput(
                source, "is JSON, not JSON Lines", "write one object a line and call it .jsonl"
            )
        else:
            yield _plain(text, source, outlet=outlet, published=published)
    except UnreadableInput as error:
        yield failure(error)
    except ValueError as error:
        yield failure(
            UnreadableInput(source, f"has a date nobody can read ({error})", "write it as 2026-03-05")
        )


def _plain(text: str, source: str, *, outlet: str | None, published: str | None) -> Report:
    """A text file; lines about the report at its head are taken off."""
    told, rest = _head(text)
    if told.get("title") and not rest.removeprefix("# ").startswith(told["title"]):
        rest = f"{told['title']}\n{rest}"
    return report_from_text(
        rest,
        ref=source,
        title=told.get("title"),
        url=told.get("url"),
        outlet=told.get("outlet") or outlet,
        published=told.get("published") or published,
        found=tuple((k, "a line at the head") for k in told),
    )


def _head(text: str) -> tuple[dict[str, str], str]:
    """The lines about the report at the head of a file, and the rest; no such lines, the text as it is."""
    told: dict[str, str] = {}
    rest = text.lstrip("\n")
    fenced = rest.startswith("---\n")
    rest = rest.removeprefix("---\n")
    while found := HEAD.match(rest):
        name = found[1].lower()
        told[SAME.get(name, name)] = found[2].strip().strip("\"'")
        rest = rest[found.end() :].removeprefix("\n")
    ends = rest.startswith("---") if fenced else not rest or rest.startswith("\n")
    if not told or not ends:
        return {}, text
    return told, rest.removeprefix("---").strip("\n")
