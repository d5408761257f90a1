"""Disks that are full and people without rights, as real as the machine allows; a test is skipped where it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A folder on a disk of so many megabytes."""
    place = Path(tempfile.mkdtemp(prefix="small-disk-"))
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=777", "tmpfs", str(place)],
                                 capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        place.rmdir()
        pytest.skip("a small disk can be made by root alone, where mount is there")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


def fill(place: Path, *, leave: int = 0) -> Path:
    """A file that takes all the room of a disk but so many bytes."""
    filler = place / "filler"
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize - leave
    with filler.open("wb", buffering=0) as file:
        for _ in range(free // 4096):
            file.write(b"x" * 4096)
    return filler


# Root may write anywhere; without these two capabilities it is bound by the rights of files as everybody is.
BOUND = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


def dateline(*arguments: object) -> subprocess.CompletedProcess[str]:
    """One command line in a process of its own, bound by the rights of files."""
    path = {"PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
    bound = BOUND if os.name == "posix" and os.getuid() == 0 and shutil.which(BOUND[0]) else []
    return subprocess.run([*bound, sys.executable, "-m", "dateline", *map(str, arguments)], capture_output=True,
                          text=True, check=False, env={**os.environ, **path})


@contextmanager
def shut(folder: Path) -> Iterator[None]:
    """A folder in which nobody may write, for those who are bound by rights."""
    if os.name == "nt":
        pytest.skip("rights are given as POSIX gives them")
    if os.getuid() == 0 and not shutil.which(BOUND[0]):
        pytest.skip("root may write anywhere, and setpriv is not there to bind it")
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)
