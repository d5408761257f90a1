"""What codes mean: tables that a political scientist can open and correct.

Frames (``events/``), cues, actors with dates, places, times. `load()` gives them all, checked; the
digest ``version`` of their bytes stands in every record. A user's own file (``own.py``) goes before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.codebook.frames import Frame, Frames, Lists, Type, before
from dateline.codebook.frames import load as load_frames
from dateline.codebook.own import Own, joined, read_own
from dateline.codebook.untyped import untyped

__all__ = ["Codebook", "Frame", "Frames", "Own", "Type", "load", "predicates", "read_own"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tables of events; actors, places, cues and times have doors of their own beside it."""

    types: Mapping[str, Type]
    frames: Frames
    version: str


@lru_cache(maxsize=8)                   # a user who corrects a file and codes again needs no more
def load(own: Own | None = None) -> Codebook:
    """The codebook inside the package, read once a process, and before it a user's own.

    Raises BadCodebook for a wrong row.
    """
    lists, frames = _ours()
    if own is None:
        return Codebook(lists.types, frames, _version())
    lists, theirs = joined(own, lists)
    return Codebook(lists.types, before(theirs, frames), f"{_version()}+{own.digest}")


@cache
def _ours() -> tuple[Lists, Frames]:
    return load_frames()


@cache
def predicates() -> frozenset[str]:
    """Every lemma that a frame opens with or that is known to have no type: words, however rare.

    >>> "repel" in predicates()
    True
    """
    heads = {head for _, head in load().frames.by_head}
    return frozenset(heads.union(*untyped().words.values()))


@cache
def _version() -> str:
    """A digest of every table, by name and bytes."""
    whole = blake2b(digest_size=6)
    for name, file in sorted(_tables(files("dateline.codebook"), "")):
        whole.update(name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def _tables(folder: Traversable, inside: str) -> Iterator[tuple[str, Traversable]]:
    for file in folder.iterdir():
        if file.is_dir() and file.name != "__pycache__":
            yield from _tables(file, f"{inside}{file.name}/")
        elif not file.name.endswith((".py", ".pyc")) and file.is_file():
            yield inside + file.name, file
