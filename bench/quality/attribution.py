"""Claims against attributions (PolNeAR's schema). Scorer: score_attribution.py.

The record's claims are given as they are, but for conventions of that corpus: stands that are shown rather than said
count too (`attitudes`); a word belongs to one attribution at most, so what is said inside a claim or a quotation does
not count; quotation marks belong to the content; the day or the medium right behind a cue belongs to the cue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from bench.quality.scoring import Scores, score
from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.model import Claim, Span
from dateline.reading import Reader
from dateline.record.phrases import case_of, chars
from dateline.record.quotes import quotations
from dateline.record.voice import claims
from dateline.record.who import cast
from dateline.report import report_from_text

CLOSING = re.compile(r"""[,.?!;:…—-]*\s?(?:["”]|''|’(?!\w))""")
OPENING = re.compile(r"""(?:["“]|``|'')\Z""")
MEDIA = frozenset(["statement", "interview", "speech", "tweet", "letter", "email", "release", "memo", "post", "video"])


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of every file that is no train side."""
    for gold in sorted((data / "attribution").glob("*/*.jsonl")):
        if "train" not in gold.stem:
            records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            yield f"attribution {gold.parent.name} {gold.stem}", [gold], score(
                "score_attribution.py", gold, [predicted(r, reader) for r in records])


def predicted(record: dict[str, Any], reader: Reader) -> dict[str, Any]:
    report = report_from_text(record["text"], published=record.get("published"))
    doc = reader.read_report(report)
    found = claims(doc, report, cast(doc, report, registry()), cues(), attitudes=True)
    return {"id": record["id"], "attributions": attributions(doc, found)}


def attributions(doc: Doc, found: Sequence[Claim]) -> list[dict[str, Any]]:
    quoted = [chars(doc, *q) for q in quotations(doc)]
    return [
        {
            "source": [list(_with_clause(doc, s, claim.cue[0])) for s in claim.source.spans],
            "cue": [list(_with_setting(doc, s)) for s in claim.cue],
            "content": [list(_with_marks(doc.text, s)) for s in claim.content],
        }
        for claim in found
        if claim.within is None and not any(s <= claim.cue[0][0] < e for s, e in quoted)
    ]


def _with_marks(text: str, span: Span) -> Span:
    start, end = span
    before, behind = OPENING.search(text, max(0, start - 2), start), CLOSING.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


def _with_clause(doc: Doc, source: Span, cue: Span) -> Span:
    """Behind its cue, a source keeps the clauses that describe it there: "said the mayor, who had fled"."""
    words = doc.char_span(*source)
    if words is None or source[0] < cue[1]:
        return source
    end = words.end
    for clause in sorted(words.root.subtree, key=lambda t: t.left_edge.i):
        near = end <= clause.left_edge.i <= end + 1
        if clause.dep_ in ("acl:relcl", "appos") and near:
            end = clause.right_edge.i + 1
    return source[0], doc[end - 1].idx + len(doc[end - 1])


def _with_setting(doc: Doc, cue: Span) -> Span:
    """ "said on Tuesday" keeps its "on Tuesday" apart, "said Tuesday" and "said in a statement" do not."""
    words = doc.char_span(*cue)
    if words is None:
        return cue
    for child in words.root.children:
        medium = child.dep_ == "obl" and case_of(child) == "in" and child.lemma_.lower() in MEDIA
        if (medium or child.dep_ == "obl:unmarked") and child.left_edge.i == words.end:
            return cue[0], child.idx + len(child)
    return cue
