"""What holds between two against ``events/re3d``: the relation types that a record has. Scorer: score_relations.py.

Gold marks the words of both ends in one sentence. A record's relation is between actors, so its ends are the
mentions in its evidence. Who fights whom is told by a record's ASSAULT events too, and counts here as opposing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.events import coded, counts, dyad
from bench.quality.scoring import Scores, with_spread
from dateline.model import Record, Relation, Span
from dateline.reading import Reader

TYPES = {
    "member_of": "BelongsTo",
    "part_of": "BelongsTo",
    "leads": "InChargeOf",
    "allied_with": "AlliesOf",
    "supports": "AlliesOf",
    "opposes": "FightingAgainst",
}
ASKED = ",".join(sorted(set(TYPES.values())))


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores)."""
    for gold in sorted((data / "events" / "re3d").glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        found = [{"id": r["id"], "relations": linked(coded(r["text"], r.get("date"), reader))} for r in records]
        scores = with_spread("score_relations.py", records, found, "--by-type", "--only", ASKED)
        yield f"re3d {gold.stem}", [gold], scores


def linked(record: Record) -> list[dict[str, Any]]:
    """Each pair of ends once a type."""
    held = [(TYPES[r.relation], *pair) for r in record.relations if r.relation in TYPES for pair in _ends(r, record)]
    fought = [("FightingAgainst", (a.start, a.end), (b.start, b.end)) for e in record.events
              if e.type == "ASSAULT" and counts(e) for did, met in (dyad(e),) for a in did for b in met]
    return [{"type": kind, "source": list(a), "target": list(b)} for kind, a, b in dict.fromkeys([*held, *fought])]


def _ends(relation: Relation, record: Record) -> Iterator[tuple[Span, Span]]:
    """The first mentions of both sides within each evidence; a relation without both is left out."""
    mentions = {a.id: a.mentions for a in record.actors}
    for start, end in relation.evidence:
        sides = [[m for m in mentions.get(side, ()) if start <= m[0] and m[1] <= end]
                 for side in (relation.subject, relation.object)]
        if all(sides):
            yield sides[0][0], sides[1][0]
