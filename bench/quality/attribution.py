"""Claims against attributions (PolNeAR's schema). Scorer: score_attribution.py.

The record's claims are given as they are, but for two conventions of that corpus: stands that are shown rather than
said count too (`attitudes`), and a word belongs to one attribution at most, so what is said inside a claim or a
quotation does not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from bench.quality.scoring import Scores, score
from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.model import Claim
from dateline.reading import Reader
from dateline.record.phrases import chars
from dateline.record.quotes import quotations
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
    found = claims(doc, report, cast(doc, report, registry()), cues(), attitudes=True)
    return {"id": record["id"], "attributions": attributions(doc, found)}


def attributions(doc: Doc, found: Sequence[Claim]) -> list[dict[str, Any]]:
    quoted = [chars(doc, *q) for q in quotations(doc)]
    return [
        {
            "source": [list(s) for s in claim.source.spans],
            "cue": [list(s) for s in claim.cue],
            "content": [list(s) for s in claim.content],
        }
        for claim in found
        if claim.within is None and not any(s <= claim.cue[0][0] < e for s, e in quoted)
    ]
