"""Files that are whole under their name, or not there: written beside it under another, then renamed.

Whatever is killed, whatever disk is full, nobody meets half a file that looks like a whole one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.errors import NoAccess


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path beside the target to write to; it takes the target's place when the block ends well.

    Raises NoAccess, with the target's name, where the disk or its rights do not let it.
    """
    part = beside(target, "part")
    try:
        with told(target):
            part.open("xb").close()
            yield part
            settle(part)
            os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write_whole(target: Path, text: str) -> None:
    """Let a file hold this text."""
    with whole_file(target) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def beside(target: Path, ending: str) -> Path:
    """A name of this process's own in the same folder, so that a rename is enough."""
    return target.absolute().with_name(f".{target.name}.{os.getpid()}.{ending}")


def settle(file: Path) -> None:
    """Let the disk have it before its name changes."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


@contextmanager
def told(target: Path) -> Iterator[None]:
    """What the disk or its rights refuse, told with the name of what was to be written."""
    try:
        yield
    except NoAccess as error:
        raise NoAccess(str(target), error.args[1]) from error
    except OSError as error:
        raise NoAccess(str(target), error.strerror or str(error)) from error
