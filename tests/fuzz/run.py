"""All targets, one after the other: ``python -m tests.fuzz.run --inputs 1000000``. Fails where anything broke.

Each runs in processes of its own: first led by coverage (where atheris is installed), then, much faster, drawn from what that
has found. What became of it stands in the folder: logs, the inputs that broke something with where, and a corpus; `--keep`
takes into ours what is small and reaches lines that nothing else reaches.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.targets import TARGETS, Target

HOME = Path(__file__).resolve().parents[2]
OURS = str(HOME / "src")
LED, MOST_LED = 20, 2_000                           # of so many inputs one is led by coverage, which takes five times as long
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
    began, led = time.monotonic(), min(count // LED, MOST_LED) if find_spec("atheris") else 0
    ended = [_run("led", target, led, folder, seed)] if led else []
    ended.append(_run("drawn", target, count - led, folder, seed))
    runs, broke = sum(n for n, _ in ended), len([*folder.glob("found/*.txt")]) + sum(failed for _, failed in ended)
    told = f"{broke} BROKE, see {folder}" if broke else "sound"
    print(f"{target.name:26} {runs:9,} inputs {time.monotonic() - began:6.0f} s  {told}", flush=True)
    return broke


def _run(how: str, target: Target, count: int, folder: Path, seed: int) -> tuple[int, bool]:
    """Inputs that were tried, and whether the run broke off."""
    with (folder / f"{how}.log").open("w+b") as log:
        asked = [sys.executable, "-m", f"tests.fuzz.{how}", target.name, str(count), str(folder), str(seed)]
        rc = subprocess.run(asked, cwd=HOME, stdout=log, stderr=subprocess.STDOUT, check=False,
                            env={**os.environ, "PYTHONPATH": _path()}).returncode
        log.seek(0)
        done = re.search(rb"Done (\d+) runs", log.read())
    return int(done[1]) if done else 0, not done or rc != 0


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
    except Exception:               # what breaks is told elsewhere
        return set()
    finally:
        sys.settrace(None)
    return seen


if __name__ == "__main__":
    sys.exit(main())
