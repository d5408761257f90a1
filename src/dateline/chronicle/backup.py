"""A store and what belongs to it in one file, and back again.

The file is a zip that anything opens: the store itself, the judgements, the workbench's notes, and `backup.json`, which
says of each part how long it is and its SHA-256. The search index is not in it, for it is made anew when it is missed.
Either file is whole under its name or not there at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import dateline
from dateline.chronicle.health import is_whole
from dateline.chronicle.opening import FORMAT
from dateline.chronicle.store import Chronicle
from dateline.errors import BadBackup, NoAccess
from dateline.writing import whole_file

CONTENTS = "backup.json"
STORE = "store.duckdb"
PARTS = {                               # name within: what stands beside the store instead of `.duckdb`
    STORE: ".duckdb",
    "decisions.jsonl": ".decisions.jsonl",
    "workbench.json": ".workbench.json",
}
CHUNK = 1 << 20                         # bytes copied at a time


@dataclass(frozen=True, slots=True)
class Part:
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: by which version and of which format, how many reports, and each part."""

    dateline: str
    format: int
    reports: int
    parts: Mapping[str, Part]


def beside(store: Path, ending: str) -> Path:
    return store.with_name(store.name.removesuffix(".duckdb") + ending) if ending != ".duckdb" else store


def back_up(store: Path, to: Path) -> Contents:
    """Write a backup of a store. Nobody can add to the store meanwhile.

    Raises what keeps the store from being opened, NoAccess where nothing can be written, and BadBackup where a file
    with this name is there already; StoreBroken where a part of it cannot be read, since a backup is to be relied on.
    """
    if to.exists():
        raise BadBackup(str(to), "is there already", "name another file, or move it away")
    there = {name: path for name, ending in PARTS.items() if (path := beside(store, ending)).exists()}
    with Chronicle.open(store, read_only=True) as chronicle, whole_file(to) as half, \
            ZipFile(half, "w", ZIP_DEFLATED) as file:
        is_whole(chronicle)
        parts = {name: _put(file, name, path) for name, path in there.items()}
        number, = chronicle.sql("SELECT count(*) FROM reports").fetchall()[0]
        contents = Contents(dateline.__version__, FORMAT, number, parts)
        file.writestr(CONTENTS, json.dumps(asdict(contents), indent=1))
    return contents


def restore(backup: Path, store: Path) -> Contents:
    """Put a backup back as this store; nothing that is there is written over.

    Every part is checked by its digest, and the store is opened, before any of them gets its name. Raises BadBackup
    and NoAccess.
    """
    there = [path for ending in PARTS.values() if (path := beside(store, ending)).exists()]
    if there:
        raise BadBackup(str(there[0]), "is there already", "restore under another name with --store, or move it away")
    folder = store.with_name(store.name + ".restoring")
    try:
        folder.mkdir()
        with ZipFile(backup) as file:
            contents = _contents(file, backup)
            for name, part in contents.parts.items():
                _take(file, name, part, folder / name, backup)
        Chronicle.open(folder / STORE, read_only=True).close()
        for name in reversed(list(contents.parts)):               # the store last: with it all is there
            os.replace(folder / name, beside(store, PARTS[name]))
    except (BadZipFile, KeyError, EOFError) as error:
        raise BadBackup(str(backup), f"is no whole backup ({error})", "take another one") from None
    except OSError as error:
        raise NoAccess(str(error.filename or store), error.strerror or str(error)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return contents


def _contents(file: ZipFile, backup: Path) -> Contents:
    try:
        told: dict[str, Any] = json.loads(file.read(CONTENTS))
        parts = {name: Part(**part) for name, part in told.pop("parts").items()}
        contents = Contents(**told, parts=parts)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadBackup(str(backup), f"does not say what it holds ({error})", "take another one") from None
    if not parts.keys() <= PARTS.keys() or STORE not in parts:
        raise BadBackup(str(backup), "holds other things than a store", "give a file that `dateline backup` wrote")
    return contents


def _put(file: ZipFile, name: str, path: Path) -> Part:
    with path.open("rb") as source, file.open(name, "w", force_zip64=True) as into:
        return _copied(source, into)


def _take(file: ZipFile, name: str, part: Part, path: Path, backup: Path) -> None:
    """One part, never longer than it is said to be."""
    with file.open(name) as source, path.open("wb") as into:
        found = _copied(source, into, part.bytes)
    if found != part:
        raise BadBackup(str(backup), f"has a {name} that is not the one that was put in", "take another one")


def _copied(source: IO[bytes], into: IO[bytes], most: int | None = None) -> Part:
    digest, length = hashlib.sha256(), 0
    while data := source.read(CHUNK):
        length += len(data)
        if most is not None and length > most:
            break
        digest.update(data)
        into.write(data)
    return Part(length, digest.hexdigest())
