"""Fits the weights by which a name's namesakes are told apart (dateline/record/resolve.py, WEIGHTS).

    python -m training.placing --data DIR           fit on two thirds of the reports, test on the third, print the table
    python -m training.placing --data DIR --all     fit on all of them

DIR holds place/<set>/dev.jsonl with texts and gold coordinates; only sets whose texts are free are learned from (SETS),
the others measure. A multinomial logit over the namesakes of each name: right are those within NEAR kilometres of
gold's point. The features of company depend on the shares that the weights give, so both are worked out in turns. The
weights are drawn to those that we would set by hand (PRIOR), the more the less data there is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dateline.codebook.places import Entry, gazetteer, kilometres
from dateline.model import Report
from dateline.record.resolve import FEATURES, WEIGHTS, Table, tabled
from dateline.record.toponyms import mentions

SETS = ("geovirus",)    # Wikinews, CC BY 2.5; the other sets of data/place are for measuring only
PRIOR = {"people": 1.5, "state": 0.5, "spelled": -3.0, "district": -3.0, "beside": 8.0, "holds": 3.0, "owner": 8.0,
         "kind": 3.0, "unkind": -4.0, "country": 1.0, "division": 2.0, "near": 1.0, "home": 2.5, "idiom": 1.0}
NEAR = 161.0            # kilometres: 100 miles, as the corpora are scored
HOLD = 3                # one report in three is held out for the test
TURNS, STEPS, RATE = 4, 300, 0.05
PULL = 2.0              # how strongly weights are drawn to PRIOR
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One report's namesakes, and for each name with gold which of its rows are right, and how often it stands."""

    table: Table
    right: dict[str, NDArray[np.bool_]]
    times: dict[str, int]


def example(gold: dict[str, Any], report: Report, doc: Doc) -> Example:
    found = mentions(doc, report, gazetteer())
    table, groups = tabled(found, doc, report, gazetteer())
    right: dict[str, NDArray[np.bool_]] = {}
    times: dict[str, int] = {}
    for key, name in groups.items():
        points = [(t["lat"], t["lon"]) for m in name.group for t in gold["toponyms"]
                  if t["lat"] is not None and t["start"] < m.end and m.start < t["end"]]
        near = np.array([any(_far(e, p) <= NEAR for p in points) for e in name.entries], dtype=bool)
        if points and near.any() and len(near) > 1:
            right[key], times[key] = near, len(points)
    return Example(table, right, times)


def _far(entry: Entry, point: tuple[float, float]) -> float:
    return kilometres(entry, Entry("", None, point[0], point[1], None, "city"))


def fit(examples: Sequence[Example], start: Floats) -> Floats:
    weights = start.copy()
    for _ in range(TURNS):
        tables = [e.table.whole(weights) for e in examples]
        for _ in range(STEPS):
            slope = PULL * (start - weights)
            for one, rows in zip(examples, tables, strict=True):
                slope += _slope(one, rows, weights)
            weights += RATE * slope / len(examples)
    return weights


def _slope(one: Example, rows: Floats, weights: Floats) -> Floats:
    """How the log share of the right namesakes rises with each weight."""
    slope = np.zeros(len(weights))
    for key, right in one.right.items():
        mine = rows[one.table.rows[key]]
        values = mine @ weights
        share = np.exp(values - values.max())
        share /= share.sum()
        good = share * right
        slope += min(one.times[key], 3) * ((good / max(good.sum(), 1e-12) - share) @ mine)
    return slope


def accuracy(examples: Iterable[Example], weights: Floats) -> float:
    """The share of mentions whose name's first choice is right."""
    hits = all_ = 0
    for one in examples:
        for key, share in one.table.shares(weights).items():
            if key in one.right:
                hits += one.times[key] * bool(one.right[key][int(share.argmax())])
                all_ += one.times[key]
    return hits / max(all_, 1)


def is_held(name: str) -> bool:
    return int(sha256(name.encode()).hexdigest(), 16) % HOLD == 0


def read(data: Path) -> Iterator[tuple[dict[str, Any], Report, Doc]]:
    from dateline.reading import Reader
    from dateline.report import report_from_text

    reader = Reader.load()
    for name in SETS:
        for line in filter(None, (data / "place" / name / "dev.jsonl").read_text(encoding="utf-8").split("\n")):
            gold = json.loads(line)
            report = report_from_text(gold["text"], url=gold.get("url"))
            yield gold, report, reader.read_report(report)


def refit(triples: Iterable[tuple[dict[str, Any], Report, Doc]], everything: bool) -> None:
    """Fit, and print how well both tables of weights do."""
    made = [(gold["id"], example(gold, report, doc)) for gold, report, doc in triples]
    kept = [e for name, e in made if everything or not is_held(name)]
    test = [e for name, e in made if is_held(name)]
    start = np.array([PRIOR[f] for f in FEATURES])
    weights = fit(kept, start)
    shipped = np.array([WEIGHTS[f] for f in FEATURES])
    for label, table in (("by hand", start), ("as shipped", shipped), ("fitted", weights)):
        print(f"{label:12} fitted side {accuracy(kept, table):.4f}   held-out third {accuracy(test, table):.4f}")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f'    "{name}": {weight:.1f},')


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--all", action="store_true", dest="everything")
    asked = ask.parse_args()
    refit(read(asked.data), asked.everything)


if __name__ == "__main__":
    main()
