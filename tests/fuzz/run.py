"""All targets, one after the other: ``python -m tests.fuzz.run --inputs 1000000``. Fails where anything broke.

Each runs in a process of its own, led by coverage. What became of it stands in the folder: a log, the inputs that broke
something with where, and a corpus; `--keep` takes into ours what is small and reaches lines that nothing else reaches.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.targets import TARGETS, Target

HOME = Path(__file__).resolve().parents[2]
OURS = str(HOME / "src")
SMALL, MOST = 3_000, 12_000         # bytes of an input that is kept, of all of a target


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--inputs", type=int, default=1_000_000, help="in all; each target has its share (1,000,000)")
    asked.add_argument("--only", nargs="*", default=[], help="the beginnings of names of targets")
    asked.add_argument("--folder", type=Path, default=HOME / ".cache" / "fuzz")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", action="store_true", help="take what is worth keeping into tests/fuzz/corpus")
    given = asked.parse_args()
    whole = sum(target.inputs for target in TARGETS)
    wrong = 0
    for target in TARGETS:
        if not given.only or target.name.startswith(tuple(given.only)):
            count = max(1, round(given.inputs * target.inputs / whole))
            wrong += tried(target, count, given.folder / target.name, given.seed)
            if given.keep:
                target.keep(few(target, given.folder / target.name / "corpus"))
    return 1 if wrong else 0


def tried(target: Target, count: int, folder: Path, seed: int) -> int:
    """Run one target; says how much of it broke."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with (folder / "log").open("wb") as log:
        rc = subprocess.run([sys.executable, "-m", "tests.fuzz.led", target.name, str(count), str(folder), str(seed)], cwd=HOME,
                            stdout=log, stderr=subprocess.STDOUT, check=False, env={**os.environ, "PYTHONPATH": _path()}).returncode
    text = (folder / "log").read_text(encoding="utf-8", errors="replace")
    done = re.search(r"Done (\d+) runs", text)
    runs = int(done[1]) if done else max((int(n) for n in re.findall(r"^#(\d+)\t", text, re.MULTILINE)), default=0)
    broke = len([*folder.glob("found/*.txt")]) + (0 if done and rc == 0 else 1)
    print(f"{target.name:32} {runs:9,} inputs {time.monotonic() - began:7.0f} s  {f'{broke} BROKE, see {folder}' if broke else 'sound'}", flush=True)
    return broke


def _path() -> str:
    return os.pathsep.join([str(HOME), OURS, str(HOME / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])


# ── what is worth keeping ────────────────────────────────────────────────────────────────────────

def few(target: Target, folder: Path) -> list[bytes]:
    """Of what was found, the shortest first, what reaches lines that what is sound and what is kept does not."""
    check, reached, kept = target.ready(), set[tuple[str, int]](), list[bytes]()
    for data in target.whole():
        reached |= lines_of(check, data)
    found = {*target.corpus(), *(path.read_bytes() for path in folder.iterdir())} - set(target.whole())
    for data in sorted((data for data in found if len(data) <= SMALL), key=lambda data: (len(data), data)):
        new = lines_of(check, data) - reached
        if new and sum(map(len, kept)) + len(data) <= MOST:
            reached |= new
            kept.append(data)
    return kept


def lines_of(check: Callable[[bytes], None], data: bytes) -> set[tuple[str, int]]:
    """The lines of ours that an input reaches."""
    seen: set[tuple[str, int]] = set()

    def line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(OURS) else None

    sys.settrace(call)
    try:
        check(data)
    except AssertionError:
        return set()
    finally:
        sys.settrace(None)
    return seen


if __name__ == "__main__":
    sys.exit(main())
