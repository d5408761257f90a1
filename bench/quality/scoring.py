"""The shared scorers, run as they are: gold and predictions go in as files, a table of numbers comes out."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHARED = Path(__file__).resolve().parents[3] / "shared"
NAMED = ("score_record.py", "score_incidents.py")       # whose sides stand behind --gold and --pred
DRAWS = 1000        # resamples for a 95 % interval, as in score_record.py
Scores = dict[str, Any]
Side = Path | Sequence[str] | Sequence[dict[str, Any]]
Counts = tuple[int, int, int]           # hits, gold, predicted
Numbers = NDArray[Any]


def score(scorer: str, gold: Side, predicted: Side, *options: str) -> Scores:
    """What `SHARED/score/<scorer> GOLD PRED --json` says; a side is a file, lines, or records."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [_as_file(side, Path(folder) / name) for side, name in ((gold, "gold"), (predicted, "pred"))]
        named = ["--gold", sides[0], "--pred", sides[1]] if scorer in NAMED else sides
        run = subprocess.run(
            [sys.executable, SHARED / "score" / scorer, *named, *options, "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        raise RuntimeError(f"{scorer} failed: {run.stderr.strip()[-2000:]}")
    return dict(json.loads(run.stdout))


def _as_file(side: Side, path: Path) -> Path:
    if isinstance(side, Path):
        return side
    lines = (item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in side)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# ── 95 % intervals ───────────────────────────────────────────────────────────────────────────────


def with_spread(
    scorer: str, gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]], *options: str
) -> Scores:
    """The scores with "recall_95" and "f1_95" on every row of counts: the records drawn again with replacement."""
    scores = score(scorer, gold, predicted, *options)
    each = record_by_record(scorer, gold, predicted, *options)
    return {name: value | spread([one.get(name, (0, 0, 0)) for one in each]) if _is_counted(value) else value
            for name, value in scores.items()}


def record_by_record(
    scorer: str, gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]], *options: str
) -> list[dict[str, Counts]]:
    """Hits, gold and predicted of every row of a scorer's table, for each record alone."""
    if str(SHARED / "score") not in sys.path:
        sys.path.append(str(SHARED / "score"))
    table = import_module(scorer.removesuffix(".py")).score
    asked, answers = SimpleNamespace(**_flags(options)), {p["id"]: p for p in predicted}
    each = (table([(one, answers.get(one["id"], {}))], asked) for one in gold)
    return [{k: (r["tp"], r["gold"], r["predicted"]) for k, r in rows.items() if _is_counted(r)} for rows in each]


def _is_counted(row: Any) -> bool:
    return isinstance(row, dict) and "tp" in row


def _flags(options: Sequence[str]) -> dict[str, Any]:
    """`--by-type --only A B` as the scorers' own values: {"by_type": True, "only": ["A", "B"]}; "A,B" stays a word."""
    flags: dict[str, Any] = {}
    name = ""
    for word in options:
        if word.startswith("--"):
            name = word.removeprefix("--").replace("-", "_")
            name += "_" * iskeyword(name)
            flags[name] = True
        else:
            flags[name] = word if "," in word else [*(flags[name] if isinstance(flags[name], list) else ()), word]
    return flags


def spread(rows: Sequence[Counts]) -> dict[str, list[float]]:
    """What recall and F1 lie between in 95 of 100 draws."""
    hits, gold, predicted = drawn(np.array(rows)).T
    return {"recall_95": middle(hits / np.maximum(gold, 1)),
            "f1_95": middle(2 * hits / np.maximum(gold + predicted, 1))}


def drawn(rows: Numbers) -> Numbers:
    """(draws, …): the sums over rows drawn with replacement, as many as there are; the same at each call."""
    often = np.random.default_rng(20).multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=DRAWS)
    return np.tensordot(often, rows, axes=1)


def middle(found: Numbers) -> list[float]:
    return [round(float(v), 4) for v in np.quantile(found, (0.025, 0.975))]
