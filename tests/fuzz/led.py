"""One target, led by coverage: ``python -m tests.fuzz.led NAME INPUTS FOLDER [SEED]``. Needs atheris (Linux on x86-64).

libFuzzer keeps what reaches new places of the code in FOLDER/corpus, and breaks that further. It ends the run where an input
takes a minute, or a gigabyte more than the sound ones.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from random import Random

import atheris
from tests.fuzz.drawn import Tried
from tests.fuzz.targets import BY_NAME, Target

MEMORY, END = 1024, 60      # MB beyond what the sound inputs need; seconds
WATCHED = ["dateline", "pypdf", "striprtf", "feedparser"]


def run(target: Target, inputs: int, folder: Path, seed: int) -> None:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=WATCHED):       # of all that is imported from here on
        known = [*target.whole(), *target.corpus()]
        for number, data in enumerate(known):
            (corpus / f"{number:04}").write_bytes(data)
        tried = Tried(target.ready(), folder / "found")
        tried.check(known[0])       # loads what is needed
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
