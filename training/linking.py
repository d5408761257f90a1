"""Fits the weights of the reasons for one happening (src/dateline/chronicle/likeness.toml).

    python -m training.linking --data DIR           fit, print the table
    python -m training.linking --data DIR --write   fit, and write the weights into the table

Learns from the train side of DIR/stories/ecbplus_mentions (pairs of mentions, each as an account of ours; see
bench/quality/stories.py) and from the stories written for Dateline (tests/stories: pairs of events of gold records, one
or two by their incidents). A logistic regression whose weights are drawn to those that we would set by hand (PRIOR), the
more the less the data say; what gathers best on the average is then settled by moving what all pairs begin with.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.quality.stories import lines, met, told_by
from dateline.chronicle.groups import gathered
from dateline.chronicle.likeness import amounts, weighed, weights
from dateline.chronicle.tellings import Account, accounts
from dateline.model import Record, from_data
from dateline.reading import Reader

TABLE = Path("src/dateline/chronicle/likeness.toml")
OWN = Path("tests/stories")
PRIOR = {
    "any two": -5.1, "no type": 0.0, "near type": -1.0, "kin type": -3.0, "same word": 1.5, "common word": -1.0,
    "near words": 0.7, "kindred words": 1.0, "same mode": 0.8, "other mode": -0.8, "often said": -1.0,
    "other status": -2.0, "same name": 2.5, "same noun": 0.8, "part of the name": 2.0, "same country and sector": 1.2,
    "same country": 0.8, "other country": -1.5, "other name": -0.5, "nothing known": 0.0, "same day": 2.0,
    "same days": 1.2, "same weeks": 0.3, "next days": -0.5, "other days": -2.5, "other weeks": -4.0,
    "years between": -3.0, "same place": 1.8, "other place": -2.5, "other area": 0.0, "other land": -2.0,
    "same figure": 1.5, "running toll": 5.0, "same deadline": 2.0, "other deadline": -1.5, "words": 8.0,
    "one breath": 1.5, "background": -3.0, "same report": -3.0, "story": 0.35}
FIXED = ("other type", "two days")      # what is never one happening, whatever else speaks for it
PULL = {"mentions": 1.0, "own": 1.0}    # how strongly weights are drawn to PRIOR
ONE_IN = 3          # of the pairs of mentions that are two, so many are learned from
OFTEN = 20.0        # how often each pair of our own counts
SHIFTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
Floats = NDArray[np.float64]
Pair = tuple[Account, Account]
Reasons = Mapping[str, float]


def reasons(a: Account, b: Account) -> Reasons:
    """Each row of the table that weighs a pair, and by how much it does."""
    found: dict[str, float] = {}
    for name, amount in amounts(a, b):
        found[weighed(name)] = found.get(weighed(name), 0.0) + amount
    return found


# ── what is learned from ─────────────────────────────────────────────────────────────────────────


def mentions(data: Path, side: str, reader: Reader) -> tuple[dict[str, Account], dict[str, str]]:
    """The mentions of ECB+ as accounts, and the event that each tells."""
    gold = lines(data / "stories" / "ecbplus_mentions" / f"{side}.jsonl")
    return told_by(lines(data / "stories" / "ecbplus" / f"{side}.jsonl"), gold, reader), {m["id"]: m["story"] for m in gold}


def own(folder: Path) -> Iterator[tuple[Account, Account, bool]]:
    """Pairs of events of our own stories: those of one type and story, and whether they are one incident."""
    records = {r["report"]["id"]: r for r in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())}
    for path in sorted((folder / "incidents").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        found = {(name, a.event): a for name in told["reports"] for a in accounts(_record(records[name]))}
        one = {(e["report"], e["event"]): i["id"] for i in told["incidents"] for e in i["events"]}
        for a, b in combinations(sorted(found), 2):
            if "other type" not in reasons(found[a], found[b]):
                yield found[a], found[b], a in one and one.get(a) == one.get(b)


def _record(data: Mapping[str, Any]) -> Record:
    raise NotImplementedError


# ── the fit ──────────────────────────────────────────────────────────────────────────────────────


def fit(rows: Sequence[Reasons], right: Sequence[bool], often: Sequence[float], pull: float) -> dict[str, float]:
    """The weights that make what is right likeliest (Newton's steps), drawn to PRIOR."""
    names = [n for n in weights() if n not in FIXED]
    column = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name, amount in row.items():
            if name in column:
                x[n, column[name]] = amount
    prior, y, share = np.array([PRIOR.get(n, 0.0) for n in names]), np.array(right, float), np.array(often, float)
    w = _steps(x, y, share, prior, pull)
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True)}


def _steps(x: Floats, y: Floats, share: Floats, prior: Floats, pull: float) -> Floats:
    w = prior.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share * (p - y)) + pull * (w - prior)
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + pull * np.eye(len(w))
        step = np.linalg.solve(curve, slope)
        w -= step
        if np.abs(step).max() < 1e-4:
            break
    return w


def weight_of(row: Reasons, table: Mapping[str, float]) -> float:
    return sum(table[name] * amount for name, amount in row.items())


def b_cubed(gold: Mapping[str, str], groups: Iterable[Sequence[str]]) -> float:
    """The F1 of groups (Bagga and Baldwin 1998)."""
    size: dict[str, int] = {}
    for story in gold.values():
        size[story] = size.get(story, 0) + 1
    precision = recall = 0.0
    for group in groups:
        for name in group:
            both = sum(gold[other] == gold[name] for other in group)
            precision, recall = precision + both / len(group), recall + both / size[gold[name]]
    precision, recall = precision / len(gold), recall / len(gold)
    return 2 * precision * recall / (precision + recall)


def best_shift(pairs: Sequence[tuple[str, str]], sums: Floats, gold: Mapping[str, str]) -> float:
    """What to add to all pairs, so that average linkage gathers best."""
    def gathers(shift: float) -> float:
        weighed_ = dict(zip(pairs, (sums + shift).tolist(), strict=True))
        return b_cubed(gold, gathered(gold, weighed_))

    return max(SHIFTS, key=gathers)
