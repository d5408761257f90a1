"""One target, led by coverage: ``python -m tests.fuzz.led NAME INPUTS FOLDER [SEED]``. Needs atheris (Linux on x86-64).

What breaks is written into FOLDER/found with where it broke, each place once, and the run goes on; libFuzzer itself ends it
where an input takes a minute, or a gigabyte more than the sound ones.
"""

from __future__ import annotations

import resource
import sys
import time
import traceback
from hashlib import blake2b
from pathlib import Path
from random import Random

import atheris

from tests.fuzz.targets import BY_NAME, Check, Target

MEMORY = 1024               # MB beyond what the sound inputs need
SECONDS, END = 10, 60       # what an input may take of the processor; after which the run is ended
WATCHED = ["dateline", "pypdf", "striprtf", "feedparser"]


class Tried:
    """The check, with what breaks written down."""

    def __init__(self, check: Check, folder: Path) -> None:
        self.check, self.folder = check, folder

    def __call__(self, data: bytes) -> None:
        began = time.process_time()
        try:
            self.check(data)
        except Exception as error:
            self.found(data, error)
        else:
            if (took := time.process_time() - began) > SECONDS:
                self.found(data, TimeoutError(f"{took:.0f} s"))

    def found(self, data: bytes, error: Exception) -> None:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "dateline" in f.filename or "fuzz" in f.filename]
        place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else type(error).__name__
        name = blake2b(place.encode(), digest_size=5).hexdigest()
        self.folder.mkdir(parents=True, exist_ok=True)
        told = self.folder / f"{name}.txt"
        if not told.exists():
            (self.folder / f"{name}.bin").write_bytes(data)
            told.write_text("".join(traceback.format_exception(error))[-6000:], encoding="utf-8", errors="backslashreplace")
            print(f"found: {place}", flush=True)


def run(target: Target, inputs: int, folder: Path, seed: int) -> None:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    tried_before = [*target.whole(), *target.corpus()]
    for number, data in enumerate(tried_before):
        (corpus / f"{number:04}").write_bytes(data)
    with atheris.instrument_imports(include=WATCHED):
        tried = Tried(target.ready(), folder / "found")
        tried.check(tried_before[0])        # loads what is needed
        for data in tried_before:
            tried(data)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def broken(data: bytes, most: int, drawn: int) -> bytes:
        random = Random(drawn)
        return target.broken(data, random)[:most] if random.random() < 0.6 else atheris.Mutate(data, most)

    atheris.Setup([sys.argv[0], f"-runs={inputs}", f"-seed={seed}", f"-timeout={END}", f"-rss_limit_mb={used + MEMORY}",
                   f"-max_len={target.longest}", "-len_control=0", "-report_slow_units=5", f"-artifact_prefix={folder}/ended-",
                   str(corpus)], tried, custom_mutator=broken)
    atheris.Fuzz()


if __name__ == "__main__":
    run(BY_NAME[sys.argv[1]], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
