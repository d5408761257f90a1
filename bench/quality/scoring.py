"""The shared scorers, run as they are: gold and predictions go in as files, a table of numbers comes out."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared"
Scores = dict[str, Any]
Side = Path | Sequence[str] | Sequence[dict[str, Any]]


def score(scorer: str, gold: Side, predicted: Side, *options: str) -> Scores:
    """What `SHARED/score/<scorer> GOLD PRED --json` says; a side is a file, lines, or records."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [_as_file(side, Path(folder) / name) for side, name in ((gold, "gold"), (predicted, "pred"))]
        named = ["--gold", sides[0], "--pred", sides[1]] if scorer == "score_record.py" else sides
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
