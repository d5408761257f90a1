"""Whole records against the worked cases, the shared ones and our own. Scorer: score_record.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.quality.scoring import Scores, score
from dateline.codebook import load
from dateline.model import to_data
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text


def measure(name: str, cases: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of a folder with meta.jsonl, gold.jsonl and reports/."""
    gold = cases / "gold.jsonl"
    if not gold.exists():
        return
    records = []
    for line in (cases / "meta.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        text = (cases / told["file"]).read_text(encoding="utf-8")
        report = report_from_text(
            text, ref=told["id"], published=told["published"], outlet=told["outlet"], url=told["url"]
        )
        records.append(to_data(code(reader.read_report(report), report, load(), reader=reader.version)))
    yield name, [gold], score("score_record.py", gold, records)
