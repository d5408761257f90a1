"""One target, drawn from what is known: ``python -m tests.fuzz.drawn NAME INPUTS FOLDER [SEED]``.

Every input is one of the sound ones, of the corpus or of what the run led by coverage has found, broken once or several times.
What breaks is written into FOLDER/found with where it broke, each place once, and the run goes on.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random

from tests.fuzz.targets import BY_NAME, Check, Target

MEMORY = 1 << 20            # KB beyond what the sound inputs need
SECONDS = 10                # of the processor, for one input


class Hung(BaseException):
    """An input took too long; no reader takes this for a fault of its file."""


class Tried:
    """The check, with what breaks written down."""

    def __init__(self, check: Check, folder: Path) -> None:
        self.check, self.folder = check, folder
        self.done = self.base = 0       # inputs; KB, where it is known
        signal.signal(signal.SIGPROF, _hung)

    def __call__(self, data: bytes) -> None:
        self.done += 1
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            self.check(data)
        except (Exception, Hung) as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.found(data, error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if self.base and peak > self.base + MEMORY:
            self.found(data, MemoryError(f"{peak:,} KB"))
            self.base = peak - MEMORY

    def found(self, data: bytes, error: BaseException) -> None:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "dateline" in f.filename or "fuzz" in f.filename]
        place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else type(error).__name__
        told = self.folder / f"{blake2b(place.encode(), digest_size=5).hexdigest()}.txt"
        if not told.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            told.with_suffix(".bin").write_bytes(data)
            told.write_text("".join(traceback.format_exception(error))[-6000:], encoding="utf-8", errors="backslashreplace")
            print(f"found: {place}", flush=True)


def _hung(*_: object) -> None:
    raise Hung(f"{SECONDS} s")


def drawn(target: Target, known: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many broken inputs, the same for the same seed."""
    random = Random(seed)
    for _ in range(count):
        data = random.choice(known)
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            data = target.broken(data, random)
        yield data


def main(name: str, count: int, folder: Path, seed: int) -> None:
    target, corpus = BY_NAME[name], folder / "corpus"
    known = [*target.whole(), *target.corpus(), *(path.read_bytes() for path in (sorted(corpus.iterdir()) if corpus.is_dir() else ()))]
    tried = Tried(target.ready(), folder / "found")
    tried.check(known[0])           # loads what is needed
    for data in known:
        tried(data)
    tried.base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in drawn(target, known, count, seed):
        tried(data)
    print(f"Done {tried.done} runs", flush=True)
    os._exit(0)                     # whatever threads a target has begun


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
