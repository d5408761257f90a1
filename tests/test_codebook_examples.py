"""Every row of the frames runs its own examples, and its counter-examples give no event of that row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import pytest

from dateline.codebook import load
from dateline.codebook.actors import registry
from dateline.codebook.frames import Example
from dateline.record import what
from dateline.record.what import Found
from dateline.record.who import Cast, cast
from dateline.report import report_from_text

MARK = re.compile(r"\{([ART]) ([^{}]*)\}")
ROWS: dict[str, list[Example]] = defaultdict(list)
for _example in load().frames.examples:
    ROWS[_example.row].append(_example)


@dataclass(frozen=True)
class Marked:
    text: str
    spans: tuple[tuple[str, int, int], ...]


def unmarked(text: str) -> Marked:
    """The plain sentence and its marks as (letter, start, end)."""
    plain, spans, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.append((mark[1], len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        at = mark.end()
    return Marked(plain + text[at:], tuple(spans))


def found_in(text: str, reader) -> tuple[list[Found], Cast]:
    report = report_from_text(text)
    assert report.text == text
    doc = reader.read_one(text)
    people = cast(doc, report, registry())
    return what.happenings(doc, load(), people, skip=lambda t: False), people


def met(marked: Marked, found: list[Found], kind: str, people: Cast) -> bool:
    """Whether some event of the type has its trigger and parties where the marks say, and no others.

    Where a sentence marks no recipient at all, the row may still find one ("into the town").
    """
    for one in found:
        parties = {"A": one.actors, "R": one.recipients, "T": words(one)}
        if one.frame.type == kind and all(
            any(start <= t.idx < end for t in parties[letter]) for letter, start, end in marked.spans
        ):
            marks = {x: [(s, e) for letter, s, e in marked.spans if letter == x] for x in "AR"}
            if all(_inside(parties[x], marks[x]) for x in "AR" if marks[x]):
                return True
    return False


def words(one: Found) -> list:
    """The trigger and what belongs to the predicate's own meaning: "issued an apology"."""
    return [one.trigger, *(one.trigger.doc[i] for i in one.consumed)]


def _inside(tokens, spans) -> bool:
    return all(any(start <= t.idx < end for start, end in spans) for t in tokens)


def wrong(example: Example, reader) -> str | None:
    marked = unmarked(example.text)
    found, people = found_in(marked.text, reader)
    seen = [(f.type, f.frame.row, f.trigger.text, [t.text for t in f.actors], [t.text for t in f.recipients], f.status)
            for f in found]
    if example.counter:
        return f"{marked.text!r} gives {seen}" if any(f.frame.row == example.row for f in found) else None
    return None if met(marked, found, example.type, people) else f"{example.text!r} gives {seen}"


@pytest.mark.parametrize("row", sorted(ROWS, key=lambda r: (r.split()[0], int(r.split()[1]))))
def test_row(row, reader):
    failed = [w for example in ROWS[row] if (w := wrong(example, reader))]
    assert not failed, "\n".join(failed)
