"""What a large chronicle costs: ``python -m bench.scale --reports 100000 --store FILE``.

Fills a store with made-up records (made.py), as `Chronicle.add_all` takes them, and prints what each 10,000 cost; then
the size on disk, the time of every view, of a search and of `why` (the first call, and the median of five more), and
how well the incidents are those that were made up (B-cubed). A store that holds a part already is filled further.
`--measure` fills nothing. Compare numbers of one run with one another, not of two days.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.made import World
from dateline.chronicle import Chronicle
from dateline.chronicle.search import search_path
from dateline.model import Failure, Record

BLOCK = 10_000


def fill(path: Path, reports: int, log: Path) -> None:
    """Add what is missing; a line of the log for each block: reports then, seconds, seconds of this process, memory."""
    with Chronicle.open(path) as chronicle:
        held, = chronicle.sql("SELECT count(*) FROM kept.records").fetchall()[0]
        stream: Iterator[Record | Failure] = islice(World().records(reports), held, None)
        while given := list(islice(stream, BLOCK)):
            began, mine = time.perf_counter(), time.process_time()
            held += sum(1 for _ in chronicle.add_all(given))
            told = {"reports": held, "added": len(given), "seconds": time.perf_counter() - began,
                    "processor": time.process_time() - mine, "memory": peak()}
            with log.open("a", encoding="utf-8") as out:
                out.write(json.dumps(told) + "\n")
            print(told, flush=True)


def peak() -> float:
    """The most memory this process ever had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--reports", type=int, default=100_000)
    ask.add_argument("--store", type=Path, required=True)
    asked = ask.parse_args()
    fill(asked.store, asked.reports, asked.store.with_suffix(".log"))
