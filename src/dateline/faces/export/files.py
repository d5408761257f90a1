"""Folders come whole or not at all, as files do (writing.py): filled under another name, then renamed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dateline.errors import NoAccess
from dateline.writing import beside, settle, told, whole_file

SUMS = "SHA256SUMS"
README = "README.md"
TITLE = "# Dateline export"         # the first line of every README, by which a folder of ours is known
CHUNK = 1 << 20


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder beside the target to write to; it takes the target's place when the block ends well.

    A folder that an earlier export filled is replaced; one that holds something else is left alone.
    """
    if target.exists() and not is_ours(target):
        raise NoAccess(str(target), "there is something in it that no export wrote")
    part = beside(target, "part")
    try:
        with told(target):
            part.mkdir(parents=True)
            yield part
            for file in part.rglob("*"):
                if file.is_file():
                    settle(file)
            _swap(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def packed_folder(target: Path) -> Iterator[Path]:
    """A folder that is gone afterwards; its files become one zip file, with the same bytes each time."""
    with whole_file(target) as part, TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as place:
        yield Path(place)
        with ZipFile(part, "w", ZIP_DEFLATED) as packed:
            for file in sorted(found for found in Path(place).rglob("*") if found.is_file()):
                entry = ZipInfo(f"{target.stem}/{file.relative_to(place).as_posix()}")    # its day is the first of all
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                with file.open("rb") as stream, packed.open(entry, "w", force_zip64=True) as out:
                    shutil.copyfileobj(stream, out, CHUNK)


def is_ours(folder: Path) -> bool:
    """Whether a folder is empty or holds an export of Dateline's, which a new one may replace."""
    if not folder.is_dir():
        return False
    names = {entry.name for entry in folder.iterdir()}
    if not names:
        return True
    readme = folder / README
    return SUMS in names and readme.is_file() and readme.read_text(encoding="utf-8", errors="replace").startswith(TITLE)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(CHUNK):
            found.update(block)
    return found.hexdigest()


def sums(folder: Path) -> str:
    """The list that ``sha256sum --check`` reads: every file of a folder but the list itself."""
    files = sorted((f.relative_to(folder).as_posix(), f) for f in folder.rglob("*") if f.is_file() and f.name != SUMS)
    return "".join(f"{digest_of(file)}  {name}\n" for name, file in files)


def _swap(part: Path, target: Path) -> None:
    """Let a folder take the place of another; the old one is gone only when the new one stands."""
    if not target.exists():
        os.replace(part, target)
        return
    old = beside(target, "old")
    os.replace(target, old)
    try:
        os.replace(part, target)
    except OSError:
        os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
