"""Place names against ``place/*``: finding them and putting them on the map. Scorer: score_place.py --located-only.

Every place name of the record is given, with null coordinates where it has none; adjectives ("Chinese") too, save for
geovirus, whose guidelines leave them out. A report has its address from the set, never its title: the texts hold it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.scoring import Scores, score
from dateline.codebook import load
from dateline.model import PlaceName
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

SETS = ("geowebnews", "lgl", "trnews", "geovirus")
WITHOUT_ADJECTIVES = ("geovirus",)


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of each set that is there."""
    for name in SETS:
        for gold in sorted((data / "place" / name).glob("*.jsonl")):
            whole = gold.read_text(encoding="utf-8")
            lines = [json.loads(line) for line in whole.split("\n") if line]       # texts hold U+2028
            found = [{"id": line["id"], "toponyms": answers(line, name, reader)} for line in lines]
            yield f"places {name} {gold.stem}", [gold], score("score_place.py", gold, found, "--located-only")


def answers(line: dict[str, Any], name: str, reader: Reader) -> list[dict[str, Any]]:
    report = report_from_text(line["text"], url=line.get("url"))
    record = code(reader.read_report(report), report, load(), reader=reader.version)
    return [toponym(place) for place in record.places if counts(place, name)]


def counts(place: PlaceName, name: str) -> bool:
    return place.use != "adjective" or name not in WITHOUT_ADJECTIVES


def toponym(place: PlaceName) -> dict[str, Any]:
    return {"start": place.start, "end": place.end, "lat": place.lat, "lon": place.lon}
