"""The order of given verbs (``data/time/matres``) and the day of given events (``data/time/timelines2015``).

Gold tells which words to ask about: pairs of verbs near each other, events of a target. Dateline says for each pair
which began first, from words of time, tree and tense, and for each event when it was. Nothing is learned from either
set. Scorer: score_time.py, which also counts time expressions; only order and event dates are taken from it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from bench.quality.scoring import Scores, with_spread
from dateline.model import Report, Time
from dateline.reading import Reader
from dateline.record.dated import dated
from dateline.record.order import order
from dateline.record.timex import times
from dateline.record.when import event_time
from dateline.report import report_from_text

LABELS = {"before": "BEFORE", "after": "AFTER", "same": "EQUAL"}
ROWS = {"matres": "order", "timelines2015": "event dates"}


def measure(name: str, data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of every file of one set; no file is learned from, so all are measured."""
    for gold in sorted((data / "time" / name).glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        answers = [answered(record, reader) for record in records]
        scores = with_spread("score_time.py", records, answers)
        yield f"{name} {gold.stem}", [gold], {ROWS[name]: scores[ROWS[name]]}


def answered(record: dict[str, Any], reader: Reader) -> dict[str, Any]:
    report = report_from_text(record["text"], published=record["dct"])
    return answer(record, reader.read_report(report), report)


def answer(record: dict[str, Any], doc: Doc, report: Report) -> dict[str, Any]:
    """The prediction for one gold record, its text read."""
    report = dated(doc, report)
    found = times(doc, report)
    verbs = {e[2]: verb for e in record["events"] if (verb := token_of(doc, e)) is not None}
    when = {verb.i: event_time(verb, found, doc, report) for verb in verbs.values()}
    asked = [link[:2] for link in record.get("tlinks", ()) if all(i in verbs for i in link[:2])]
    rows = [{"event": i, "date": as_date(when[verb.i])} for i, verb in verbs.items()]
    return {"id": record["id"], "events": record["events"], "timeline": [row for row in rows if row["date"]],
            "tlinks": [[a, b, LABELS[order(verbs[a], verbs[b], when)]] for a, b in asked]}


def token_of(doc: Doc, event: list[Any]) -> Token | None:
    span = doc.char_span(event[0], event[1], alignment_mode="expand")
    return span.root if span is not None else None


def as_date(time: Time | None) -> str | None:
    """A time in the sets' form, as exact as it is: a day, a month, a year. News without words is of its last day."""
    if time is None or time.end is None:
        return None
    start, end = time.start or "", time.end
    if start == end or time.basis == "assumed":
        return end
    return next((end[:n] for n in (7, 4) if start[:n] == end[:n]), end)
