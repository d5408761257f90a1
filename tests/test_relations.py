"""Relations: every row of the table by its own examples and counter-examples, and what a row cannot say."""

from __future__ import annotations

import re

import pytest

from dateline.codebook.actors import registry
from dateline.model import Relation
from dateline.reading import Reader
from dateline.record.relations import relations, rows
from dateline.record.who import Cast, cast
from test_who import report


def found(text: str) -> tuple[tuple[Relation, ...], Cast]:
    doc = Reader.load().read_one(text)
    people = cast(doc, report(text), registry())
    return relations(doc, report(text), people), people


def marked(example: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The plain sentence of an example, and the spans marked {S …} and {O …} in it."""
    text, spans, at = "", {}, 0
    for part in re.finditer(r"\{([SO]) ([^}]*)\}|[^{]+", example):
        words = part.group(2) or part.group(0)
        if part.group(1):
            spans[part.group(1)] = (at, at + len(words))
        text, at = text + words, at + len(words)
    return text, spans


def meets(span: tuple[int, int], mentions: tuple[tuple[int, int], ...]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in mentions)


EXAMPLES = [(row, example) for row in rows() for example in row.examples]
COUNTERS = [(row, example) for row in rows() for example in row.counter]


@pytest.mark.parametrize("row, example", EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_a_row_does_what_its_examples_say(row, example):
    text, spans = marked(example)
    told, people = found(text)
    mine = [r for r in told if r.relation == row.relation]
    assert len(mine) == 1, told
    assert meets(spans["S"], people.get(mine[0].subject).mentions)
    if row.object == ("title",):
        assert mine[0].object.casefold().split()[0] == text[slice(*spans["O"])].casefold()
    else:
        assert meets(spans["O"], people.get(mine[0].object).mentions)
    assert all(0 <= s < e <= len(text) for s, e in mine[0].evidence)


@pytest.mark.parametrize("row, example", COUNTERS, ids=[e for _, e in COUNTERS])
def test_a_row_keeps_off_its_counter_examples(row, example):
    told, _ = found(example)
    assert row.relation not in {r.relation for r in told}, told


@pytest.mark.parametrize("text, holding", [
    ("Former president Ana Roa was arrested.", "former"),
    ("The acting mayor, Tom Berg, was arrested.", "acting"),
    ("President Ana Roa was arrested.", "current"),
])
def test_how_an_office_is_held(text, holding):
    told, _ = found(text)
    assert [(r.relation, r.holding) for r in told] == [("holds_office", holding)]


def test_the_evidence_is_the_phrase_that_says_it():
    text = "Ana Roa, the mayor of Lima, met President Tom Berg on Monday."
    told, _ = found(text)
    assert {text[slice(*r.evidence[0])] for r in told} == {"Ana Roa, the mayor of Lima", "President Tom Berg"}


def test_a_commander_with_an_article_of_many_is_a_member():
    told, _ = found("Another FARC commander, Pablo Roa, was killed.")
    assert [r.relation for r in told] == ["member_of"]


def test_an_office_is_no_name():
    """ "Foreign" in "the Foreign Secretary" is no title before a name of "Secretary"."""
    told, _ = found("The Foreign Secretary, Boris Berg, said the road was shut.")
    assert [r.object for r in told if r.relation == "holds_office"] == ["Foreign Secretary"]
