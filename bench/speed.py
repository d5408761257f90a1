"""How fast and how large: ``python -m bench.speed [--reports N] [--fp32 FILE]``.

Reports of about 500 words are made of the samples' own paragraphs. Each run is a process of its own, so
that start-up and memory are those a user meets. Numbers depend on the machine and on what else runs on it:
compare the rows of one table, not tables of two days.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
WORDS = 500

CODE = """
import json, sys, time, psutil, os, threading
began = time.perf_counter()
from dateline import code_all, read_inputs, Settings
peak, done = 0, False
def watch():
    global peak
    me = psutil.Process()
    while not done:
        try:
            now = sum(p.memory_info().rss for p in [me, *me.children(recursive=True)])
        except psutil.Error:
            now = 0
        peak = max(peak, now)
        time.sleep(0.05)
if __name__ == "__main__":
    threading.Thread(target=watch, daemon=True).start()
    first, count = None, 0
    for record in code_all(read_inputs([sys.argv[1]]), workers=int(sys.argv[2])):
        count += 1
        first = first or time.perf_counter()
    spent = time.perf_counter() - first
    done = True
    print(json.dumps({"first": first - began, "rate": (count - 1) / spent if count > 1 else 0, "peak": peak}))
"""

READ = """
import sys, time, json
from pathlib import Path
from dateline.reading import Reader
texts = [json.loads(line)["text"] for line in open(sys.argv[1])]
readers = {name: Reader.load(Path(path) if path else None) for name, path in json.loads(sys.argv[2]).items()}
spent = {name: [] for name in readers}
words = sum(len(text.split()) for text in texts)
for _ in range(5):                              # turn and turn about, so that noise meets both alike
    for name, reader in readers.items():
        began = time.process_time()
        for doc in map(reader._cut, texts):
            for tokens, starts in reader._windows(doc, ()):
                reader.parse([t.text for t in tokens], starts)
        spent[name].append(time.process_time() - began)
print(json.dumps({name: words / min(times) for name, times in spent.items()}))
"""


def corpus(folder: Path, count: int) -> Path:
    """JSON Lines of `count` reports of WORDS words, each another turn of the samples' paragraphs."""
    paragraphs = [p for file in sorted(SAMPLES.glob("*.txt")) for p in file.read_text(encoding="utf-8").split("\n\n")]
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            chosen: list[str] = []
            at = n * 7
            while sum(len(p.split()) for p in chosen) < WORDS:
                chosen.append(paragraphs[at % len(paragraphs)])
                at += 1
            words = "\n\n".join(chosen)
            out.write(json.dumps({"text": words, "ref": str(n), "published": "2026-03-05"}) + "\n")
    return path


def run(script: str, *given: str) -> dict[str, float]:
    path = Path(given[0]).parent / "run.py"
    path.write_text(script, encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    told = subprocess.run([sys.executable, path, *given], capture_output=True, text=True, check=True, env=environment)
    return dict(json.loads(told.stdout.splitlines()[-1]))


def seconds_of(command: list[str], times: int = 5) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--reports", type=int, default=60)
    ask.add_argument("--fp32", default="", help="the same reader unquantised, to compare with")
    ask.add_argument("--work", type=Path, default=Path(".cache/speed"))
    asked = ask.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    path = corpus(asked.work, asked.reports)
    table = Table("what", "measured", title=f"Dateline, {asked.reports} reports of {WORDS} words")
    table.add_row("`dateline --help`", f"{1000 * seconds_of([sys.executable, '-m', 'dateline', '--help']):.0f} ms")
    table.add_row("`python -c pass`, to compare", f"{1000 * seconds_of([sys.executable, '-c', 'pass']):.0f} ms")
    for workers in (1, 2):
        told = run(CODE, str(path), str(workers))
        table.add_row(f"reports a second, {workers} process{'es' * (workers > 1)}", f"{told['rate']:.1f}")
        table.add_row("  first record after", f"{told['first']:.1f} s")
        table.add_row("  peak memory, all processes", f"{told['peak'] / 1e6:.0f} MB")
    speeds = run(READ, str(path), json.dumps({"int8": "", **({"fp32": asked.fp32} if asked.fp32 else {})}))
    for name, rate in speeds.items():
        table.add_row(f"reader, {name}, one core", f"{rate:,.0f} words a second")
    if "fp32" in speeds:
        table.add_row("  int8 over fp32", f"{speeds['int8'] / speeds['fp32']:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
