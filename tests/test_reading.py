"""The reader: a Doc over the whole text, sound trees, the same bytes whatever the company."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.errors import DatelineError
from dateline.reading import Reader
from dateline.reading.lemma import lemma, script
from dateline.reading.tree import best_tree
from dateline.reading.windows import MOST_WORDS, is_wrapped

NEWS = (
    "KYIV, March 5 (Wire) - The army denied on Tuesday that its troops had shelled the village.\n\n"
    "President Maria Lopez met two rebel leaders in Geneva. They didn't sign anything.\n"
)


def described(doc):
    return [(t.text, t.pos_, t.dep_, t.head.i, t.lemma_, str(t.morph), bool(t.is_sent_start)) for t in doc]


def test_reads_a_report(reader):
    doc = reader.read_one(NEWS, cuts=[0, NEWS.index(" The army")])
    assert doc.text == NEWS
    by_text = {t.text: t for t in doc}
    assert by_text["denied"].dep_ == "root" and by_text["denied"].lemma_ == "deny"
    assert by_text["army"].head.text == "denied"
    assert by_text["shelled"].dep_ == "ccomp"
    assert "Past" in by_text["shelled"].morph.get("Tense")
    assert by_text["met"].head.i == by_text["met"].i
    assert by_text["n't"].head.text == "sign"
    assert {(e.text, e.label_) for e in doc.ents} >= {("Maria Lopez", "person"), ("Geneva", "place")}


def test_sentences_end_at_paragraphs_and_stops(reader):
    starts = [s.text.strip().split()[0] for s in reader.read_one(NEWS).sents]
    assert starts[-2:] == ["President", "They"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "\u200b", "a" * 3000, "é" * 10, "😀 said no", "\ud800", "((((", "\x00"])
def test_reads_any_text(text, reader):
    assert reader.read_one(text).text == text.replace("\ud800", "\ufffd")


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_every_tree_is_a_tree(text):
    doc = Reader.load().read_one(text)
    assert doc.text == text
    for token in doc:
        steps, at = 0, token
        while at.head.i != at.i:
            at, steps = at.head, steps + 1
            assert steps <= len(doc), "a cycle"


def test_company_changes_nothing(reader):
    texts = [NEWS, "Police arrested two men.", NEWS[::-1]]
    alone = [described(reader.read_one(t)) for t in texts]
    assert [described(d) for d in reader.read(texts)] == alone
    assert [described(d) for d in reader.read(texts[::-1])] == alone[::-1]


def test_a_paragraph_is_read_by_itself(reader):
    """What stands in one paragraph never changes how the next is read."""
    tail = "Rebels freed three hostages in Cali on Friday."
    long = described(reader.read_one("Markets fell. " * 40 + "\n\n" + tail))
    alone = described(reader.read_one(tail))
    assert [row[:3] for row in long[-len(alone) :]] == [row[:3] for row in alone]


def test_another_process_reads_the_same():
    ask = (
        "import json,sys;from dateline.reading import Reader;d=Reader.load().read_one(sys.argv[1]);"
        "print(json.dumps([[t.text,t.pos_,t.dep_,t.head.i,t.lemma_] for t in d]))"
    )
    told = [subprocess.run([sys.executable, "-c", ask, NEWS], capture_output=True, text=True, check=True).stdout
            for _ in range(2)]
    assert told[0] == told[1]
    assert json.loads(told[0])


def test_long_paragraph_is_cut_into_windows(reader):
    text = "The minister met the envoy in Oslo and they talked about trade. " * 60
    doc = reader.read_one(text)
    assert len(doc) > 3 * MOST_WORDS
    assert Counter(t.lemma_ for t in doc if t.dep_ == "root")["meet"] > 50


def test_a_model_that_was_exchanged_reads_nothing(tmp_path):
    """The package as it is installed, but for one byte of the weights."""
    copied = tmp_path / "dateline"
    shutil.copytree(Path(dateline.__file__).parent, copied, ignore=shutil.ignore_patterns("workbench", "__pycache__"))
    model = copied / "reading" / "reader.onnx"
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)
    run = subprocess.run([sys.executable, "-c", "from dateline.reading import Reader; Reader.load()"], text=True,
                         capture_output=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False)
    assert run.returncode and "DatelineError: the reader's model is not the one" in run.stderr


def test_broken_model_says_what_to_do(tmp_path):
    path = tmp_path / "reader.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(DatelineError, match="reinstall"):
        Reader.load(path)


@pytest.mark.parametrize(
    "form, base",
    [("shelled", "shell"), ("met", "meet"), ("Talks", "talk"), ("was", "be"), ("better", "good"), ("US", "US"), ("men", "man")],
)
def test_edit_scripts_round_trip(form, base):
    assert lemma(form, script(form, base)) == base


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_pair_has_a_script(form, base):
    assert lemma(form, script(form, base)) == base


@given(st.integers(1, 7), st.integers(0, 10_000))
def test_best_tree_beats_every_other(size, seed):
    """Against all trees with one root, counted out."""
    scores = np.random.default_rng(seed).integers(0, 9, (size, size + 1)).astype(np.float32)
    heads = best_tree(scores)
    mine = scores[np.arange(size), heads].sum()
    if size <= 5:
        best = max(scores[np.arange(size), h].sum() for h in _trees(size))
        assert mine == best
    assert (heads == 0).sum() == 1


def _trees(size):
    for heads in np.ndindex(*([size + 1] * size)):
        if sum(h == 0 for h in heads) == 1 and all(_reaches(heads, i) for i in range(size)):
            yield np.array(heads)


def _reaches(heads, i):
    at, steps = i + 1, 0
    while at and steps <= len(heads):
        at, steps = heads[at - 1], steps + 1
    return at == 0


def test_wrapped_lines_are_told_from_paragraphs():
    wrapped = "\n".join(["the army said that it had taken the town and that the rebels had gone"] * 6)
    assert is_wrapped(wrapped)
    assert not is_wrapped("Short heading\nA paragraph of its own that ends here.\nAnother one that ends.\nAnd one.")
