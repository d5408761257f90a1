"""Time expressions against ``data/time``: where they stand, their TIMEX3 type and value. Scorer: score_time.py.

``strict`` and ``relaxed`` are spans, ``value`` relaxed pairs with the same value, ``day`` the same for values that
name a day. In ``eventstoryline`` only the times that bear on an event are marked, so only what is found counts there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.scoring import Scores, with_spread
from dateline.reading import Reader
from dateline.record.timex import times
from dateline.report import report_from_text

SETS = ("tempeval3", "timebank_dense", "afp1997", "eventstoryline")


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores). tempeval3 has a train side only, timebank_dense both: nothing learns from them."""
    for name in SETS:
        for gold in sorted((data / "time" / name).glob("*.jsonl")):
            records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            found = [{"id": r["id"], "timexes": timexes(r["text"], r["dct"], reader)} for r in records]
            yield f"times {name} {gold.stem}", [gold], with_spread("score_time.py", records, found)


def timexes(text: str, day: str | None, reader: Reader) -> list[list[Any]]:
    report = report_from_text(text, published=day)
    return [[t.start, t.end, t.type, t.value or ""] for t in times(reader.read_report(report), report)]
