"""The files that a path means, opened: itself, standard input, or all that a folder holds.

In folders, hidden files are passed over, links are followed, and a link that leads back is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader, FileIO
from pathlib import Path

from dateline.errors import UnreadableInput
from dateline.report.given import BUFFER

READ = "give files of reports (`dateline code --help` names the kinds)"


def sources(path: str | Path) -> Iterator[str | UnreadableInput]:
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
    except ValueError:  # no name of any file; opening it tells
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
            names = sorted(name for name in os.listdir(path) if not _is_aside(name))
        except OSError as error:
            yield unopened(path, error)
            continue
        itself = (here.st_dev, here.st_ino)
        if itself in above:
            yield UnreadableInput(path, "is a link back to a folder it lies in", "nothing is lost; remove the link")
            continue
        waiting += [(os.path.join(path, name), above | {itself}) for name in reversed(names)]


def _is_aside(name: str) -> bool:
    """What is hidden, and the marks that Spark and its like leave beside their files."""
    return name.startswith((".", "_SUCCESS", "_committed_", "_started_", "_temporary"))


# ── opening ──────────────────────────────────────────────────────────────────────────────────────


def opened(name: str) -> AbstractContextManager[BufferedReader]:
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


def unopened(source: str, error: OSError) -> UnreadableInput:
    """What kept a file from being read, and what to do."""
    if isinstance(error, FileNotFoundError):
        broken = os.path.islink(source)
        return UnreadableInput(
            source,
            "is a link to nothing" if broken else "is not there",
            "check the name, or whether it was moved meanwhile",
        )
    if isinstance(error, PermissionError):
        return UnreadableInput(source, "may not be read", "give yourself the right to, as with `chmod u+rX`")
    return UnreadableInput(source, f"cannot be read ({error.strerror or error})", "check the file and its disk")
