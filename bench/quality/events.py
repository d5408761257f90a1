"""Events on single sentences: ``plover_gsr`` (type, actor, recipient) and ``plv`` (the type of one dyad).

Gold and predictions are {"id", "events": [{"type", "source", "target"}]}; actors are spans of the text.
What did not and will not happen (negated) is no event of these sets. Scorer: score_events.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.scoring import Scores, score
from dateline.codebook import load
from dateline.model import Event, Participant, Record, to_data
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

SETS = {"plover_gsr": ("--by-type",), "plv": ("--complete", "--yield")}


def measure(data: Path, reader: Reader, *, unseen: bool = False) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores); train files of plv are its development side (it is for scoring only)."""
    for name, options in SETS.items():
        for gold in sorted((data / "events" / name).glob("*.jsonl")):
            records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            yield (
                f"{name} {gold.stem}",
                [gold],
                score("score_events.py", records, predicted(records, reader), *options),
            )


def predicted(records: list[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    return [{"id": r["id"], "events": as_events(coded(r["text"], r.get("date"), reader))} for r in records]


def coded(text: str, day: str | None, reader: Reader) -> Record:
    report = report_from_text(text, published=day)
    return code(reader.read_report(report), report, load(), reader=reader.version)


def as_events(record: Record) -> list[dict[str, Any]]:
    return [
        {"type": e.type, "source": actors(e.actors, record), "target": actors(e.recipients, record)}
        for e in record.events
        if counts(e)
    ]


def counts(event: Event) -> bool:
    return event.status not in ("negated", "hypothetical") or event.claim is not None


def actors(parties: tuple[Participant, ...], record: Record) -> list[dict[str, Any]]:
    known = {a.id: a for a in record.actors}
    return [
        {
            "text": record.report.text[p.start : p.end],
            "start": p.start,
            "end": p.end,
            "code": known[p.actor].country,
        }
        for p in parties
    ]


def whole(record: Record) -> dict[str, Any]:
    """The record as RECORD.md has it, for scorers that read it whole."""
    return dict(to_data(record))
