"""Fits the weights of the reasons for one happening (src/dateline/chronicle/likeness.toml).

    python -m training.linking --data DIR           fit, print both columns
    python -m training.linking --data DIR --write   fit, and write them into the table

Learns from the train side of DIR/stories/ecbplus_mentions (pairs of mentions, each as an account of ours; see
bench/quality/stories.py) and from our own sets of look-alike happenings (tests/stories/incidents.jsonl). A logistic
regression whose weights are drawn to those that we would set by hand (PRIOR), the more the less the data say.
Where both deeds have a type (the column "weight"), our own sets say how to bend the hand's weights, for mentions of
ECB+ hardly ever tell a day or a place. Where one has none ("untyped"), ECB+ says nearly all, and what
gathers best on the average is then settled by moving what all its pairs begin with.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from bench.quality.stories import lines, met, told_by
from numpy.typing import NDArray

from dateline.chronicle.groups import gathered
from dateline.chronicle.likeness import amounts, weighed, weights
from dateline.chronicle.tellings import Account, accounts
from dateline.codebook import load
from dateline.model import Record
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

TABLE = Path("src/dateline/chronicle/likeness.toml")
SETS = Path("tests/stories/incidents.jsonl")
PRIOR = {               # of the day the columns were fitted first; reasons not named here begin at nothing
    "any two": -5.1, "near type": -1.0, "kin type": -3.0, "same word": 1.5, "common word": -1.0,
    "near words": 0.7, "kindred words": 1.0, "shared word": 1.0, "same mode": 0.8, "other mode": -0.8,
    "often said": -1.0, "other status": -2.0, "same name": 2.5, "same noun": 0.8, "part of the name": 2.0,
    "same country and sector": 1.2, "same country": 0.8, "other country": -1.5, "other name": -0.5,
    "other side": 0.5, "same day": 2.0, "same days": 1.2, "same weeks": 0.3, "next days": -0.5,
    "other days": -2.5, "other weeks": -4.0, "years between": -3.0, "same place": 1.8, "other place": -2.5,
    "other land": -2.0, "same figure": 1.5, "other figure": -0.3, "running toll": 5.0, "same deadline": 2.0,
    "words": 8.0, "one breath": 1.5, "background": -3.0, "same report": -3.0,
    "story": 0.35}
# what is never one happening, whatever else speaks for it
NEVER = ("other type", "two days", "two towns", "plan and deed")
FIXED = (*NEVER, "other deadline")
PULL = {"weight": 30.0, "untyped": 1.0}         # how strongly a column is drawn to PRIOR
OWN = 1.0           # what a pair of our own counts; with 3 two demands of one speaker become one
SHIFTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
AS_WELL = 0.001
Floats = NDArray[np.float64]
Reasons = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts by their events, whether both have a type, whether they are one happening, and what is weighed."""

    names: tuple[str, str]
    typed: bool
    one: bool
    reasons: Reasons

    @property
    def open(self) -> bool:
        return not any(name in self.reasons for name in NEVER)


def pair(a: Account, b: Account, one: bool) -> Pair:
    return Pair((a.event, b.event), bool(a.type and b.type), one, reasons(a, b))


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
    told = told_by(lines(data / "stories" / "ecbplus" / f"{side}.jsonl"), gold, reader)
    return told, {mention["id"]: mention["story"] for mention in gold}


def own(path: Path, reader: Reader) -> Iterator[Pair]:
    """Pairs of what our own sets tell, each with whether it is one happening."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = read_set(json.loads(line), reader)
        yield from (pair(a, b, one == other) for (a, one), (b, other) in combinations(told, 2))


def read_set(told: Mapping[str, Any], reader: Reader) -> list[tuple[Account, str]]:
    """The events of a set's reports that its incidents name by their words, each with its incident."""
    found: dict[tuple[str, str], tuple[Account, str]] = {}
    read = [_coded(report, reader) for report in told["reports"]]
    known = [{a.event: a for a in accounts(record)} for record in read]
    for incident in told["incidents"]:
        for place, words in incident["told"]:
            start = read[place].report.text.index(words)
            for event in read[place].events:
                if event.trigger[0] < start + len(words) and start < event.trigger[1]:
                    found.setdefault((read[place].report.id, event.id), (known[place][event.id], incident["label"]))
    return [found[key] for key in sorted(found)]


def _coded(told: Mapping[str, str], reader: Reader) -> Record:
    report = report_from_text(told["text"], published=told["published"], outlet=told["outlet"])
    return code(reader.read_report(report), report, load())


# ── the fit ──────────────────────────────────────────────────────────────────────────────────────


def fit(pairs: Sequence[tuple[Pair, float]], pull: float) -> dict[str, float]:
    """The weights that make what is right likeliest (Newton's steps), drawn to PRIOR."""
    names = list(free())
    column = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(pairs), len(names)))
    for n, (one, _) in enumerate(pairs):
        for name in one.reasons.keys() & column.keys():
            x[n, column[name]] = one.reasons[name]
    prior, y, often = np.array([PRIOR.get(n, 0.0) for n in names]), [p.one for p, _ in pairs], [o for _, o in pairs]
    w = _steps(x, np.array(y, float), np.array(often), prior, pull)
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True)}


def free() -> Iterator[str]:
    return (name for name in weights() if name not in FIXED)


def _steps(x: Floats, y: Floats, share: Floats, prior: Floats, pull: float) -> Floats:
    w = np.zeros_like(prior)       # Newton's steps from the prior itself may run away
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share * (p - y)) + pull * (w - prior)
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + pull * np.eye(len(w))
        step = np.linalg.solve(curve, slope)
        w -= step
        if np.abs(step).max() < 1e-4:
            break
    return w


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


def learned(pairs: Sequence[Pair], ours: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Both columns: of pairs where each has a type, learned from our own sets, and of others, from ECB+."""
    return {name: fit([(p, often) for p, often in of if p.open], PULL[name])
               for name, of in (("weight", [(p, OWN) for p in ours]), ("untyped", [(p, 1.0) for p in pairs]))}


def best_shift(pairs: Sequence[Pair], table: Mapping[str, float], gold: Mapping[str, str]) -> float:
    """What to add to pairs without a type: of what gathers as well on the average, the most."""
    known = dict(weights(typed=False)) | dict(table)
    sums = {p.names: sum(known[name] * amount for name, amount in p.reasons.items()) for p in pairs}

    def gathers(shift: float) -> float:
        return b_cubed(gold, gathered(gold, {names: weight + shift for names, weight in sums.items()}))

    found = {shift: gathers(shift) for shift in SHIFTS}
    return max(shift for shift, score in found.items() if score > max(found.values()) - AS_WELL)


def write(columns: Mapping[str, Mapping[str, float]]) -> None:
    """Put both columns into the table, row by row; what each reason means stays as it is."""
    lines_ = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        row = re.match(r'"([^"]+)"(\s*)= \{ weight = [^,]+,(?: untyped = [^,]+,)? (means = .*)', line)
        if row and row[1] in columns["weight"]:
            weight, untyped = (round(columns[c][row[1]], 2) for c in ("weight", "untyped"))
            line = f'"{row[1]}"{row[2]}= {{ weight = {weight}, untyped = {untyped}, {row[3]}'
        lines_.append(line)
    TABLE.write_text("\n".join(lines_) + "\n", encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    reader = Reader.load()
    told, gold = mentions(asked.data, "train", reader)
    pairs = [pair(a, b, gold[a.event] == gold[b.event]) for a, b in met(told.values())]
    columns = learned(pairs, list(own(SETS, reader)))
    columns["untyped"]["any two"] += best_shift(pairs, columns["untyped"], gold)
    for name in free():
        print(f"{name:28}" + "".join(f"{columns[column][name]:8.2f}" for column in columns))
    if asked.write:
        write(columns)


if __name__ == "__main__":
    main()
