"""What codes mean: tables that a political scientist can open and correct.

Frames (``events/``), cues, actors with dates, places, times. `load()` gives them all, checked; the
digest ``version`` of their bytes stands in every record. A user's own files (``Mine``) go before them: frames
(``own.py``) and actors (``actors/own.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from dateline.codebook.actors import Registry, registry
from dateline.codebook.actors.own import joined as with_actors
from dateline.codebook.frames import Frame, Frames, Lists, Type, before
from dateline.codebook.frames import load as load_frames
from dateline.codebook.own import Own, joined, read_own
from dateline.codebook.untyped import untyped

__all__ = ["Codebook", "Frame", "Frames", "Mine", "Own", "Type", "load", "predicates", "read_own"]


@dataclass(frozen=True, slots=True)
class Mine:
    """A user's own tables, each as its file has it: small enough to travel to another process whole."""

    codebook: Own | None = None
    actors: Own | None = None


NOTHING = Mine()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tables of events and actors; places, cues and times have doors of their own beside it."""

    types: Mapping[str, Type]
    frames: Frames
    actors: Registry
    version: str


@lru_cache(maxsize=8)                   # a user who corrects a file and codes again needs no more
def load(mine: Mine = NOTHING) -> Codebook:
    """The codebook inside the package, read once a process, and before it a user's own tables.

    Raises BadCodebook for a wrong row.
    """
    lists, frames = _ours()
    actors = registry()
    if mine.codebook is not None:
        lists, theirs = joined(mine.codebook, lists)
        frames = before(theirs, frames)
    if mine.actors is not None:
        actors = with_actors(mine.actors.name, mine.actors.text, actors)
    added = [own.digest for own in (mine.codebook, mine.actors) if own is not None]
    return Codebook(lists.types, frames, actors, "+".join([_version(), *added]))


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
