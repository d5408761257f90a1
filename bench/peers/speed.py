"""Reports a second beside other coders and the heavy parts of their chains: same reports, one run, one core.

    OMP_NUM_THREADS=1 python -m bench.peers.speed [--reports 40] [--checkout DIR] [--dictionaries DIR] [PATHS]

Reports of 500 words, those of bench.speed (they share paragraphs, which favours who keeps what he has looked up, as
Dateline does), or those of files and folders that you name. Each report goes through every row before the next one
comes, so that whatever else the machine does meets all rows alike; the first ones are read twice and count once.
Seconds are those of the processor, not of the clock. Compare the rows of one table, not tables of two days.

- Dateline: its reader, its coder on the text as read, and both.
- UniversalPetrarch: its coder alone, on our trees (bench.peers.petrarch says how and what it needs); its own parser
  comes on top and is not measured. Left out without ``--checkout``.
- spaCy's small English pipeline (``python -m spacy download en_core_web_sm``; else a blank one of the same parts).
- An encoder of RoBERTa-base's shape with random weights, in float32 and int8: what a chain such as NGEC's runs over the
  text at least once (its spaCy model has one inside); questions about each event, places and actors come on top. Needs
  onnx (pip install onnx).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from bench.peers import petrarch
from bench.peers.petrarch import Missing
from bench.speed import corpus
from dateline.codebook import load
from dateline.model import Report
from dateline.reading import Reader
from dateline.record import code
from dateline.report import read_inputs

Job = Callable[[Report, Doc], object]
WARM = 2
READING, CODING = "Dateline, reading", "Dateline, coding what is read"


def dateline(reader: Reader) -> Mapping[str, Job]:
    book = load()
    return {READING: lambda report, _: reader.read_report(report),
            CODING: lambda report, doc: code(doc, report, book, reader=reader.version)}


def universal_petrarch(checkout: Path | None, dictionaries: Path | None) -> Mapping[str, Job]:
    coder = petrarch.opened(checkout, dictionaries)

    def run(report: Report, doc: Doc) -> None:
        before = len(coder.failed)
        coder.code(doc, report.published.start)
        for reason in coder.failed[before:]:            # what it leaves out makes it look quick
            print(f"UniversalPetrarch failed on a sentence: {reason}", file=sys.stderr)

    return {f"UniversalPetrarch's coder ({coder.verbs})": run}


def small_pipeline(asked: str) -> Mapping[str, Job]:
    from bench.peers.standins import pipeline

    name, ready = pipeline(asked)
    return {f"spaCy, {name}": lambda report, _: ready(report.text)}


def encoders(reader: Reader, folder: Path) -> Mapping[str, Job]:
    if find_spec("onnx") is None:
        raise Missing("onnx is not installed (pip install onnx)")
    from bench.peers.standins import encoder, opened, quantised, windows

    plain = folder / "encoder.onnx"
    plain.write_bytes(encoder().SerializeToString())
    sessions = {"float32": opened(plain), "int8": opened(quantised(plain, folder / "int8.onnx"))}

    def run(kind: str, _: Report, doc: Doc) -> None:
        for window in windows(sum(len(reader.pieces.of(t.text)) for t in doc)):
            sessions[kind].run(None, {"pieces": window})

    return {f"encoder of RoBERTa-base's shape, {kind}": partial(run, kind) for kind in sessions}


def measured(reports: Sequence[Report], jobs: Mapping[str, Job], reader: Reader) -> dict[str, float]:
    """Processor seconds a report, by row."""
    spent = dict.fromkeys(jobs, 0.0)
    warm = reports[:WARM]
    for n, report in enumerate([*warm, *reports]):
        doc = reader.read_report(report)
        for name, job in jobs.items():
            began = time.process_time()
            job(report, doc)
            spent[name] += (time.process_time() - began) * (n >= len(warm))
    return {name: seconds / len(reports) for name, seconds in spent.items()}


def rows(spent: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Reports a second, and how long each takes beside all of ours."""
    ours = spent[READING] + spent[CODING]
    return {name: (1 / seconds, seconds / ours) for name, seconds in {"Dateline": ours, **spent}.items()}


def given(paths: Sequence[Path], count: int, folder: Path) -> list[Report]:
    """Reports of those files and folders; without any, as many as asked of bench.speed's."""
    found = read_inputs(paths or [corpus(folder, count)])
    return [one for one in islice(found, count) if isinstance(one, Report)]


def peers(asked: argparse.Namespace, reader: Reader, folder: Path) -> Iterator[Mapping[str, Job]]:
    """The rows of each that is here; what is not is told."""
    further: list[Callable[[], Mapping[str, Job]]] = [
        lambda: universal_petrarch(asked.checkout, asked.dictionaries),
        lambda: small_pipeline(asked.spacy),
        lambda: encoders(reader, folder),
    ]
    yield dateline(reader)
    for one in further:
        try:
            yield one()
        except Missing as reason:
            print(f"left out: {reason}", file=sys.stderr)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", type=Path, nargs="*", help="reports of your own instead of the made ones")
    ask.add_argument("--reports", type=int, default=40)
    ask.add_argument("--checkout", type=Path, help="UniversalPetrarch's repository")
    ask.add_argument("--dictionaries", type=Path, help="the English dictionaries, where they lie elsewhere")
    ask.add_argument("--spacy", default="en_core_web_sm", help="the name of the installed pipeline")
    asked = ask.parse_args()
    reader = Reader.load()
    with tempfile.TemporaryDirectory() as folder:
        reports = given(asked.paths, asked.reports, Path(folder))
        jobs = {name: job for row in peers(asked, reader, Path(folder)) for name, job in row.items()}
        found = rows(measured(reports, jobs, reader))
    words = sum(len(report.text.split()) for report in reports) / len(reports)
    print(f"{len(reports)} reports of {words:.0f} words on average, one core, processor time")
    for name, (rate, times) in found.items():
        print(f"{name:62} {rate:8.2f} a second   {times:6.2f} of Dateline's time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
