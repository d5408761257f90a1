"""Whole records, and what they add up to, against the worked cases, the shared ones and our own.

Scorers: score_record.py, score_incidents.py.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.quality.scoring import Scores, score
from dateline.chronicle.incidents import incidents
from dateline.codebook import load
from dateline.model import Record, to_data, to_json
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text


def measure(name: str, cases: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of a folder with meta.jsonl, gold.jsonl and reports/."""
    gold = cases / "gold.jsonl"
    if gold.exists():
        yield name, [gold], score("score_record.py", gold, [to_data(record) for record in coded(cases, reader)])


def measure_incidents(cases: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """The same of what the records add up to, by ``incidents/`` of the folder: story by story, for its commitments are
    judged as they stood at the end of their story's reports."""
    golds = sorted((cases / "incidents").glob("*.json"))
    if not golds:
        return
    records = list(coded(cases, reader))
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "records.jsonl"
        kept.write_text("\n".join(map(to_json, records)), encoding="utf-8")
        found = [to_data(one) for story in _stories(golds, records) for one in incidents(story)]
        yield "incidents", golds, score("score_incidents.py", cases, found, "--records", str(kept))


def _stories(golds: list[Path], records: list[Record]) -> Iterator[list[Record]]:
    """The records of each story, then those of no story."""
    told = [set(json.loads(gold.read_text(encoding="utf-8"))["reports"]) for gold in golds]
    yield from ([r for r in records if r.report.ref in refs] for refs in told)
    yield [r for r in records if not any(r.report.ref in refs for refs in told)]


def coded(cases: Path, reader: Reader) -> Iterator[Record]:
    for line in (cases / "meta.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        text = (cases / told["file"]).read_text(encoding="utf-8")
        report = report_from_text(
            text, ref=told["id"], published=told["published"], outlet=told["outlet"], url=told["url"]
        )
        yield code(reader.read_report(report), report, load(), reader=reader.version)
