"""Events on single sentences: ``plover_gsr`` (type, actor, recipient) and ``plv`` (the type of one dyad).

Gold and predictions are {"id", "events": [{"type", "source", "target"}]}; actors are spans of the text.
What did not happen (negated) and what may (hypothetical) is no event of these sets, unless somebody says so.
Scorer: score_events.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quality.scoring import Scores, with_spread
from dateline.codebook import load
from dateline.model import Event, Participant, Record, Span
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

SETS = {"plover_gsr": ("--by-type",), "plv": ("--complete", "--yield")}


def measure(name: str, data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores); train files of plv are its development side (it is for scoring only)."""
    for gold in sorted((data / "events" / name).glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        found = predicted(records, reader)
        yield f"{name} {gold.stem}", [gold], with_spread("score_events.py", records, found, *SETS[name])


def predicted(records: list[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    return [{"id": r["id"], "events": as_events(coded(r["text"], r.get("date"), reader))} for r in records]


def coded(text: str, day: str | None, reader: Reader) -> Record:
    report = report_from_text(text, published=day)
    return code(reader.read_report(report), report, load(), reader=reader.version)


def as_events(record: Record) -> list[dict[str, Any]]:
    return [{"type": e.type, "source": _actors(did, record), "target": _actors(met, record)}
            for e in record.events if counts(e) for did, met in (dyad(e),)]


def dyad(event: Event) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who to whom. These sets know dyads alone: of parties to one deed the first meets the others."""
    if event.recipients or len(event.actors) < 2:
        return event.actors, event.recipients
    return event.actors[:1], event.actors[1:]


def counts(event: Event) -> bool:
    return event.status not in ("negated", "hypothetical") or event.claim is not None


PRONOUNS = frozenset({
    "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "who", "which", "whose", "we", "us", "our",
    "i", "me", "my", "you", "your",
})


def _actors(parties: tuple[Participant, ...], record: Record) -> list[dict[str, Any]]:
    """The parties as spans with codes."""
    known, text = {a.id: a for a in record.actors}, record.report.text
    return [{"text": text[start:end], "start": start, "end": end, "code": known[party.actor].country}
            for party in parties for start, end in (noun_mention(party, record),)]


def noun_mention(party: Participant, record: Record) -> Span:
    """Where a party is named. These sets name actors by their nouns: a pronoun gives its actor's nearest noun."""
    text = record.report.text
    if text[party.start : party.end].lower() not in PRONOUNS:
        return party.start, party.end
    mentions = next(a.mentions for a in record.actors if a.id == party.actor)
    nouns = [m for m in mentions if text[slice(*m)].lower() not in PRONOUNS]
    return min(nouns, key=lambda m: abs(m[0] - party.start), default=(party.start, party.end))
