"""What the reader's heads say: events and their parties, who says what, whom a mention means."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from dateline.reading.heads import Piece, Said, attributions, chained, heads, linked

PIECES = [
    (   # "Roa said A ; B , she added": each part by its cue
        [Piece("source", (0, 1), 1), Piece("cue", (1, 2), 1), Piece("content", (2, 4), 1),
         Piece("content", (5, 7), 9), Piece("source", (8, 9), 9), Piece("cue", (9, 10), 9)],
        [Said(((0, 1),), ((1, 2),), ((2, 4),)), Said(((8, 9),), ((9, 10),), ((5, 7),))],
    ),
    (   # a quotation that fills the next paragraph goes on
        [Piece("source", (0, 1), 1), Piece("cue", (1, 2), 1), Piece("content", (2, 4), 1), Piece("content", (6, 9), None)],
        [Said(((0, 1),), ((1, 2),), ((2, 4), (6, 9)))],
    ),
    (   # a source whose cue is nowhere is nobody's
        [Piece("source", (0, 1), None), Piece("cue", (3, 4), 3), Piece("content", (4, 6), 3)],
        [Said((), ((3, 4),), ((4, 6),))],
    ),
    ([Piece("content", (0, 3), None)], []),
]


@pytest.mark.parametrize("pieces, said", PIECES)
def test_parts_are_put_together_by_their_cue(pieces, said):
    assert attributions(pieces) == tuple(said)


def test_a_part_goes_to_the_cue_that_answers_it_best():
    found = [(0, 1, "source"), (1, 2, "cue"), (2, 3, "content"), (3, 4, "cue")]
    asks = np.array([[0, 1], [0, 1], [1, 0], [1, 0]], np.float32)
    answers = np.array([[0, 0], [0, 2], [0, 0], [2, 0]], np.float32)
    assert [p.cue for p in linked(found, asks, answers, np.zeros(2, np.float32))] == [1, 1, 3, 3]
    assert [p.cue for p in linked(found, asks, answers, np.full(2, 9, np.float32))] == [None] * 4


LABELS = ("O", "B-cue", "I-cue", "B-content", "I-content")
WINDOWS = np.array([0, 0, -1, 0, 0, 1, 1, 1])          # the third token is white space


@pytest.mark.parametrize("start, end, kind", [
    (0, 1, "cue"), (0, 2, "content"), (1, 4, "content"), (3, 5, "content"), (3, 5, "cue"), (5, 8, "content"), (6, 7, "cue"),
])
def test_a_chance_is_that_of_all_labellings_with_that_run(start, end, kind):
    rng = np.random.default_rng(5)
    step, scores = rng.normal(size=(6, 5)), rng.normal(size=(8, 5))
    chain = chained(LABELS, step.astype(np.float32), WINDOWS, scores.astype(np.float32))
    own = [i for i in range(8) if WINDOWS[i] == WINDOWS[start]]
    run, total = 0.0, 0.0
    for labels in product(range(5), repeat=len(own)):
        before = (5, *labels)
        weight = np.exp(sum(step[b, x] + scores[i, x] for i, b, x in zip(own, before, labels, strict=False)))
        total += weight
        marks = dict(zip(own, (LABELS[x] for x in labels), strict=True))
        inside = [i for i in own if start <= i < end]
        begins = marks[inside[0]] == f"B-{kind}" and all(marks[i] == f"I-{kind}" for i in inside[1:])
        behind = next((marks[i] for i in own if i >= end), "O")
        run += weight * (begins and behind != f"I-{kind}")
    assert np.exp(chain.chance(start, end, kind)) == pytest.approx(run / total, rel=0.01)


def test_a_run_over_two_windows_goes_on():
    scores = np.zeros((8, 5), np.float32)
    scores[3, 3], scores[4:7, 4], scores[7, 0] = 9, 9, 9
    chain = chained(LABELS, np.zeros((6, 5), np.float32), WINDOWS, scores)
    assert np.exp(chain.chance(3, 7, "content")) > 0.9
    assert np.exp(chain.chance(3, 6, "content")) < 0.1


@pytest.mark.parametrize("text, word, kind", [
    ("Gunmen kidnapped a surgeon near Ibadan on Friday.", "kidnapped", "ASSAULT"),
    ("Thousands of teachers rallied outside parliament in Lusaka.", "rallied", "PROTEST"),
    ("The minister accused the firm of bribery.", "accused", "ACCUSE"),
    ("The two presidents met in Baku on Tuesday.", "met", "CONSULT"),
    ("The union demanded that the mine be closed.", "demanded", "REQUEST"),
    ("The sun rose over the harbour at six.", "rose", "none"),
])
def test_kinds(text, word, kind, reader):
    doc = reader.read_one(text)
    shares = heads(doc).kinds(next(t.i for t in doc if t.text == word))
    assert max(shares, key=lambda k: shares[k]) == kind
    assert abs(sum(shares.values()) - 1) < 0.02


def test_parties(reader):
    doc = reader.read_one("Gunmen kidnapped a surgeon near Ibadan on Friday.")
    did = heads(doc).parties(1, "doer", 0.5)
    met = heads(doc).parties(1, "met", 0.5)
    assert [doc[i].text for i, _ in did] == ["Gunmen"] and [doc[i].text for i, _ in met] == ["surgeon"]


def test_who_says_what(reader):
    doc = reader.read_one("The road is shut, the mayor said on Monday.")
    said = heads(doc).said
    assert len(said) == 1
    words = lambda ranges: [doc[s:e].text for s, e in ranges]  # noqa: E731
    assert (words(said[0].source), words(said[0].content)) == (["the mayor"], ["The road is shut"])
    assert said[0].cue[0][0] == [t.text for t in doc].index("said")


def test_a_mention_looks_back(reader):
    doc = reader.read_one("Ana Roa left the hall. She did not return.")
    none, roa, hall = heads(doc).meant([t.text for t in doc].index("She"), [0, 4])
    assert roa > max(none, hall)


def test_white_space_and_nothing_have_no_scores(reader):
    assert heads(reader.read_one("")).said == ()
    assert set(heads(reader.read_one("  \n\n")).window.tolist()) <= {-1}
