"""Who and whom of a sentence against ``events/cameo_ner``: spans of one source and one target. Scorer: score_spans.py.

Gold marks one dyad a sentence, whatever else it tells, and statements too. Of a record's events the one that its
sentence is about is taken: told outright before said by somebody, with both parties before with one, then the first.
Where no event has any, the first claim gives its source, and whom its content names first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.events import coded, counts, dyad, noun_mention
from bench.quality.scoring import Scores, with_spread
from dateline.model import Event, Record, Span
from dateline.reading import Reader

SIDES = ("SOURCE", "TARGET")


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores); the train file is its development side (it is for scoring only)."""
    for gold in sorted((data / "events" / "cameo_ner").glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        found = [{"id": r["id"], "spans": spans(coded(r["text"], r.get("date"), reader))} for r in records]
        scores = with_spread("score_spans.py", records, found, "--by-label", "--only", *SIDES)
        yield f"cameo_ner {gold.stem}", [gold], scores


def spans(record: Record) -> list[list[Any]]:
    """One source and one target at most."""
    event = max(record.events, key=rank, default=None)
    if event is not None and (event.actors or event.recipients):
        sides = [noun_mention(side[0], record) if side else None for side in dyad(event)]
    else:
        sides = said(record)
    return [[*span, label] for span, label in zip(sides, SIDES, strict=True) if span]


def rank(event: Event) -> tuple[bool, bool, bool, int]:
    did, met = dyad(event)
    return bool(did and met), event.claim is None, counts(event), -event.trigger[0]


def said(record: Record) -> list[Span | None]:
    claim = min(record.claims, key=lambda c: c.cue[0], default=None)
    if claim is None:
        return [None, None]
    inside = [n for n in record.names if n.actor and n.actor != claim.source.actor
              and any(s <= n.start < e for s, e in claim.content)]
    first = min(inside, key=lambda n: n.start, default=None)
    return [claim.source.spans[0] if claim.source.spans else None, (first.start, first.end) if first else None]
