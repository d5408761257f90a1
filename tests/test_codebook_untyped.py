"""The table of predicates without a type keeps to its word: no frame has them, and its examples give no event."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.codebook import load
from dateline.codebook.frames import read
from dateline.codebook.untyped import PARTS, untyped
from dateline.faces.check import found_in, unmarked

ROWS = read(files("dateline.codebook") / "untyped.toml")["row"]
PART = {"VERB": "verb", "NOUN": "noun"}


def test_no_frame_has_a_word_that_is_said_to_have_none():
    """Of the word alone: the head of an idiom may stand in both ("won", "won over the critics")."""
    alone = [(part, word) for part in PARTS for word in sorted(untyped().words[part])
             if any(not frame.more for frame in load().frames.of(part, word))]
    assert alone == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"][:30])
def test_a_row_is_well_formed(row):
    assert set(row) <= {"why", *PARTS, "examples"}
    assert row["why"] and row["examples"]
    for part in PARTS:
        words = row.get(part, [])
        assert words == sorted(set(words)), part
        assert all(word == word.lower() and " " not in word for word in words)


def test_a_word_stands_in_one_row():
    for part in PARTS:
        every = [word for row in ROWS for word in row.get(part, ())]
        assert len(every) == len(set(every))


@pytest.mark.parametrize("text", untyped().examples)
def test_examples_give_no_event(text, reader):
    marked = unmarked(text)
    found = found_in(marked.text, load(), reader)
    spans = [(start, end) for letter, start, end in marked.spans if letter == "T"]
    assert spans, "an example marks the word it is about"
    assert not [one for one in found for start, end in spans if start <= one.trigger.idx < end]
    words = [t for t in reader.read_one(marked.text) if any(s <= t.idx < e for s, e in spans)]
    assert any(untyped().holds(PART.get(t.pos_, ""), t.lemma_.lower()) for t in words)
