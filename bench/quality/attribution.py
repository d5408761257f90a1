"""Claims against attributions (PolNeAR's schema). Scorer: score_attribution.py.

The record's claims are given as they are: source, cue and content spans.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.scoring import Scores, score
from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.reading import Reader
from dateline.record.voice import claims
from dateline.record.who import cast
from dateline.report import report_from_text


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of every file that is no train side."""
    for gold in sorted((data / "attribution").glob("*/*.jsonl")):
        if "train" not in gold.stem:
            records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            yield f"attribution {gold.parent.name} {gold.stem}", [gold], score(
                "score_attribution.py", gold, [predicted(r, reader) for r in records])


def predicted(record: dict[str, Any], reader: Reader) -> dict[str, Any]:
    report = report_from_text(record["text"], published=record.get("published"))
    doc = reader.read_report(report)
    found = claims(doc, report, cast(doc, report, registry()), cues())
    return {"id": record["id"], "attributions": [
        {"source": [list(s) for s in c.source.spans], "cue": [list(s) for s in c.cue],
         "content": [list(s) for s in c.content]} for c in found]}
