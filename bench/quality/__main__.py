"""How good Dateline is on the shared benchmarks, and whether it has become worse.

    python -m bench.quality                     the dev sides, checked against the floors
    python -m bench.quality --data DIR          other sides of the same sets (same folders and schema)
    python -m bench.quality --only plv          sets whose group or name holds a word: syntax, events, factuality,
                                                time, attribution, coverage, undated, cases, stories
    python -m bench.quality --raise             write today's scores as floors where they are higher

A floor stands beside a fingerprint of the gold it was measured on; on other gold it is not checked.
Lowering one is done by hand in floors.json, with a reason under "reasons".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.quality import (
    attribution,
    cases,
    coverage,
    events,
    factuality,
    order,
    places,
    relations,
    roles,
    spans,
    stories,
    syntax,
    times,
    undated,
)
from bench.quality.scoring import SHARED, Scores
from dateline.reading import Reader

FLOORS = Path(__file__).with_name("floors.json")
STORIES = Path(__file__).parents[2] / "tests" / "stories"      # worked cases of our own, in the same form
SLACK = 0.002       # another processor rounds int8 products another way; less than this is no change
FOUND = ("type found=type recall", "with source and target found=type+source+target recall",
         "dyad found=source+target recall", "quad found=quad recall")
TYPED = ("type", "type+source", "type+source+target", "type given the dyad", "quad", *FOUND)
JUDGED = tuple(f"{label}=on_paired_events {path} accuracy" for label, path in (
    ("status", "status"), ("status where not occurred", "status_not_occurred"),
    ("claim source given", "claim_source_given"), ("historical", "historical"),
    ("place country", "place_country")))
RECORD = ("events", "claims", "relations", *JUDGED, "deadline=on_paired_events deadline f1", "calibration ece",
          "place where there is none=on_paired_events place_false share")
HEADLINES = {               # the numbers of a set that count: a row, for its F1 where it has one; or a label and a path
    "coverage": ("share",),        # first: its names hold the names of the sets it reads
    "words": ("UPOS", "UAS", "LAS"),
    "raw": ("sentences", "UPOS", "LAS"),
    "names": ("exact",),
    "plover_gsr": TYPED,
    "plv": TYPED,
    "cameo_ner": ("overlap", "exact"),
    "muc4": ("CEAF-REE", "head match"),
    "re3d": ("overlap", "pair"),
    "factuality": ("macro f1", "accuracy"),
    "attribution": ("source exact", "cue exact", "content exact", "content tokens"),
    "matres": ("order",),
    "timelines2015": ("event dates",),
    "times eventstoryline": ("strict found=strict recall", "relaxed found=relaxed recall", "value found=value recall"),
    "times": ("strict", "relaxed", "value", "day"),
    "undated": ("inside", "answered", "within 21 days", "median days"),   # first: its names hold "cases"
    "places": ("end to end", "accuracy", "geotagging overlap", "no entry"),
    "cases": RECORD,
    "ecbplus": ("b-cubed", "pairs"),
    "stories": RECORD,
    "incidents": ("b_cubed", "pairwise", "contested", "figure_values=figure_values accuracy",
                  "commitment_state=commitment_state accuracy"),
}
LESS = ("calibration ece", "median days", "place where there is none")      # where less is better: shown, no floor
Measured = tuple[str, list[Path], Scores]


def measured(data: Path, worked: Path, reader: Reader) -> Iterator[tuple[str, Iterator[Measured]]]:
    """The sets by name, each measured only when asked."""
    yield "syntax words raw names", syntax.measure(data, reader)
    for name in events.SETS:
        yield f"events {name}", events.measure(name, data, reader)
    yield "events cameo_ner", spans.measure(data, reader)
    yield "events muc4", roles.measure(data, reader)
    yield "events re3d", relations.measure(data, reader)
    for name in factuality.AHEAD:
        yield f"factuality {name}", factuality.measure(name, data, reader)
    for name in order.ROWS:
        yield f"time {name}", order.measure(name, data, reader)
    yield "attribution", attribution.measure(data, reader)
    yield "coverage", coverage.measure(data, reader)
    yield "times", times.measure(data, reader)
    yield "places", places.measure(data, reader)
    yield "undated", undated.measure(data, {"cases": worked, "stories": STORIES}, reader)
    yield "cases", cases.measure("cases", worked, reader)
    yield "stories", cases.measure("stories", STORIES, reader)
    yield "ecbplus documents mentions", stories.measure(data, reader)
    yield "incidents", cases.measure_incidents(worked, reader)


def numbers(scores: Scores) -> dict[str, Any]:
    """Every number of a score table, and every interval, by its path: "type f1", "LAS", "type f1_95"."""
    found: dict[str, Any] = {}
    for name, value in scores.items():
        if isinstance(value, dict):
            found |= {f"{name} {inner}": v for inner, v in numbers(value).items()}
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found[name] = float(value)
        elif name.endswith("_95"):
            found[name] = tuple(value)
    return found


def headline(name: str, scores: Scores) -> dict[str, tuple[float, tuple[float, ...]]]:
    """The numbers of a set that count, each with the ends of its 95 % interval where that is known."""
    known, found = numbers(scores), {}
    for row in next((rows for key, rows in HEADLINES.items() if key in name), ()):
        label, _, path = row.partition("=")
        at = next((p for p in (path, f"{label} f1", label) if p in known), None)
        if at is not None:
            found[label] = known[at], known.get(f"{at}_95", ())
    return found


def fingerprint(gold: list[Path]) -> str:
    whole = sha256()
    for path in gold:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=SHARED / "data")
    ask.add_argument("--cases", type=Path, default=None, help="folder of worked cases (beside DATA by default)")
    ask.add_argument("--reader", type=Path, help="a reader's file other than the one that ships")
    ask.add_argument("--only", default="", help="sets whose group or name holds this word")
    ask.add_argument("--raise", dest="up", action="store_true", help="raise the floors to today's scores")
    ask.add_argument("--json", action="store_true", help="all numbers, as one JSON object")
    asked = ask.parse_args()
    if not asked.data.is_dir():
        print(f"no data at {asked.data}: give a folder with --data", file=sys.stderr)
        return 2
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    reader, everything, below = Reader.load(asked.reader), {}, []
    for group, sets in measured(asked.data, asked.cases or asked.data.parent / "cases", reader):
        if asked.only not in group:
            continue
        for name, gold, scores in sets:
            everything[name] = scores
            below += report(name, fingerprint(gold), headline(name, scores), floors, up=asked.up, quiet=asked.json)
    if asked.up:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    if asked.json:
        print(json.dumps(everything, indent=1))
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


def report(
    name: str, gold: str, scores: dict[str, tuple[float, tuple[float, ...]]], floors: dict[str, Any], *,
    up: bool, quiet: bool,
) -> list[str]:
    """Print one set's headline; what is below its floor comes back as lines."""
    known = floors.get(name, {})
    checked = known.get("gold") == gold
    if not quiet:
        marks = ", ".join(f"{k} {v:.4f}" + (f" [{ends[0]:.2f} to {ends[1]:.2f}]" if ends else "")
                          for k, (v, ends) in scores.items())
        print(f"{name:44} {marks}{'' if checked else '   (no floor for this gold)'}", flush=True)
    old, now = known.get("floors", {}) if checked else {}, {k: v for k, (v, _) in scores.items() if k not in LESS}
    if up:
        floors[name] = {**known, "gold": gold,
                        "floors": {k: max(round(v, 4), old.get(k, 0.0)) for k, v in now.items()}}
    return [f"{name}: {k} is {now.get(k, 0.0):.4f}, the floor is {floor:.4f}"
            for k, floor in old.items() if now.get(k, 0.0) < floor - SLACK]


if __name__ == "__main__":
    sys.exit(main())
