"""The words behind a row: whole sentences of the report, with what was read from them marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from dateline.chronicle.rows import Row, ask, texts
from dateline.chronicle.tellings import sentence
from dateline.model import Span

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle
    from dateline.chronicle.views.view import View

Of = Literal["event", "claim"]
Mark = Literal["evidence", "trigger"]


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a report that tell an event or make a claim.

    `pieces` are their (start, text); `evidence` and `trigger` are spans of the report's text, as in its record. A claim
    has no trigger.
    """

    report: str
    of: Of
    id: str
    outlet: str | None
    told: date | None
    title: str | None
    pieces: tuple[tuple[int, str], ...]
    evidence: tuple[Span, ...]
    trigger: Span | None = None

    @property
    def text(self) -> str:
        return " … ".join(text for _, text in self.pieces)

    def parts(self) -> Iterator[tuple[str, Mark | None]]:
        """Its text cut where marks begin and end; " … " stands where sentences are left out."""
        for at, (start, text) in enumerate(self.pieces):
            if at:
                yield " … ", None
            yield from self._cut(start, text)

    def _cut(self, start: int, text: str) -> Iterator[tuple[str, Mark | None]]:
        end = start + len(text)
        spans = (*self.evidence, *((self.trigger,) if self.trigger else ()))
        edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
        for first, last in pairwise(edges):
            yield text[first - start:last - start], self._mark(first)

    def _mark(self, at: int) -> Mark | None:
        if self.trigger and self.trigger[0] <= at < self.trigger[1]:
            return "trigger"
        return "evidence" if any(start <= at < end for start, end in self.evidence) else None


def passages(chronicle: Chronicle, of: Of, keys: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
    """The passages of events or claims, each given as (report, id), in this order; what is not there is left out."""
    asked = list(dict.fromkeys(keys))
    if not asked:
        return ()
    spot = "e.start_char, e.end_char" if of == "event" else "NULL, NULL"
    found = ask(chronicle.cursor(), f"""
        WITH spans AS (SELECT report, of_id, list([start_char, end_char] ORDER BY start_char, end_char) AS spans
                       FROM evidence WHERE of_kind = ? AND of_id IN (SELECT id FROM asked) GROUP BY report, of_id),
        e AS (SELECT * FROM {of}s WHERE id IN (SELECT id FROM asked) AND report IN (SELECT report FROM asked)),
        r AS (SELECT id, outlet, published_start, title, text FROM reports WHERE id IN (SELECT report FROM asked))
        SELECT a.report, a.id, r.outlet, r.published_start, r.title, r.text, s.spans, {spot}
        FROM asked a JOIN e ON e.report = a.report AND e.id = a.id JOIN r ON r.id = a.report
        LEFT JOIN spans s ON s.report = a.report AND s.of_id = a.id""", of,
        asked=dict(zip(("report", "id"), map(texts, zip(*asked, strict=True)), strict=True)))
    made = {(row[0], row[1]): _passage(of, row) for row in found}
    return tuple(made[key] for key in asked if key in made)


def _passage(of: Of, row: Row) -> Passage:
    report, name, outlet, told, title, text, spans, start, end = row
    trigger = (start, end) if start is not None else None
    evidence = tuple((first, last) for first, last in spans or ())
    pieces = _sentences(text, (*evidence, *((trigger,) if trigger else ())))
    return Passage(report, of, name, outlet, told, title, pieces, evidence, trigger)


def _sentences(text: str, spans: Iterable[Span]) -> tuple[tuple[int, str], ...]:
    """The sentences that these spans lie in, those that touch made one piece."""
    pieces: list[list[int]] = []
    for start, end in sorted((sentence(text, span)[0], sentence(text, span)[1]) for span in spans):
        if pieces and not text[pieces[-1][1]:start].strip():
            pieces[-1][1] = max(pieces[-1][1], end)
        else:
            pieces.append([start, end])
    stripped = ((start + len(part) - len(part.lstrip()), part.strip()) for start, end in pieces
                if (part := text[start:end]))
    return tuple(stripped)


def passages_of(chronicle: Chronicle, row: Mapping[str, Any], behind: View | None, most: int) -> tuple[Passage, ...]:
    """What `View.words` gives: of the event or claim that a row names, else of the incidents that it counts."""
    if row.get("report") and row.get("event"):
        return passages(chronicle, "event", [(row["report"], row["event"])])
    if row.get("report") and row.get("claim"):
        return passages(chronicle, "claim", [(row["report"], row["claim"])])
    incidents = [one["incident"] for one in behind] if behind else [row["incident"]]
    return passages(chronicle, "event", tellings_of(chronicle, incidents)[:most])


def tellings_of(chronicle: Chronicle, incidents: Iterable[str]) -> list[tuple[str, str]]:
    """The (report, event) that tell these incidents, by day of the report."""
    found = ask(chronicle.cursor(), """
        SELECT t.report, t.event
        FROM tellings t JOIN asked a ON a.id = t.incident LEFT JOIN reports r ON r.id = t.report
        ORDER BY r.published_start NULLS LAST, t.report, t.event""",
        asked={"id": texts(dict.fromkeys(one for one in incidents if one))})
    return [(report, event) for report, event in found]
