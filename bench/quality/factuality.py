"""The status of a given word against ``data/factuality``: did it happen, as the text has it?

Gold gives an event word and a value from 3 (certainly happened) over 0 (open) to -3 (certainly did not). The
sets differ on what lies ahead: in ``uw`` a stated future, and what would be, lean to happened; in ``matres_axes``
plans and intentions are open, and these are most of what a record calls future. Scorer: score_factuality.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from bench.quality.scoring import Scores, drawn, middle, record_by_record, score
from dateline.codebook.reality import reality
from dateline.reading import Reader
from dateline.record.status import status

VALUES = {"occurred": 3.0, "ongoing": 3.0, "hypothetical": 0.0, "negated": -3.0}
AHEAD = {"uw": 1.5, "matres_axes": 0.0}                     # what "future" and "conditional" are worth
CLASSES = ("happened", "open", "did not")


def measure(name: str, data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of every file that is no train side, or of that where there is no other."""
    files = sorted((data / "factuality" / name).glob("*.jsonl"))
    for gold in [f for f in files if "train" not in f.stem] or files:
        items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        answers = [a for _, same in groupby(items, key=lambda i: str(i["text"]))
                   for a in valued(list(same), reader, VALUES | dict.fromkeys(("future", "conditional"), AHEAD[name]))]
        yield f"factuality {name} {gold.stem}", [gold], scored(items, answers)


def valued(items: list[dict[str, Any]], reader: Reader, worth: dict[str, float]) -> Iterator[dict[str, Any]]:
    """A value for each item; all are of one text."""
    doc = reader.read_one(items[0]["text"])
    for item in items:
        yield {"id": item["id"], "value": worth[status(token_at(doc, item["start"]), reality())]}


def token_at(doc: Doc, at: int) -> Any:
    return next(t for t in reversed(doc) if t.idx <= at and not t.is_space)


def scored(items: list[dict[str, Any]], answers: list[dict[str, Any]]) -> Scores:
    each = record_by_record("score_factuality.py", items, answers)
    sums = drawn(np.array([[one[c] for c in CLASSES] for one in each]))         # (draws, classes, counts)
    f1 = 2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1)
    return score("score_factuality.py", items, answers) | {"macro f1_95": middle(f1.mean(axis=1))}
