"""Other coders are given what we read in their own form, and what they answer is read back rightly."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from bench.peers.petrarch import (
    Coder,
    Found,
    Missing,
    _found_in,
    cameo,
    conllu,
    opened,
    predicted,
    relation,
    type_of,
    types,
    verbs,
)
from bench.peers.speed import CODING, READING, dateline, given, measured, rows

from dateline.codebook.frames import load


def lines(reader, text):
    return [line.split("\t") for s in reader.read_one(text).sents for line in conllu(s).split("\n")]


@pytest.mark.parametrize("text, asked", [
    ("Norway accused Chile.", [("Norway", 2, "nsubj"), ("accused", 0, "root"), ("Chile", 2, "obj"), (".", 2, "punct")]),
    ("The mayor was jailed by rebels.", [("The", 2, "det"), ("mayor", 4, "nsubjpass"), ("was", 4, "auxpass"),
                                         ("jailed", 0, "root"), ("by", 6, "case"), ("rebels", 4, "obl")]),
    ("Peru did not attack Chile.", [("Peru", 4, "nsubj"), ("not", 4, "neg"), ("Chile", 4, "obj")]),
    ("Peru  paid   Chile.", [("Peru", 2, "nsubj"), ("paid", 0, "root"), ("Chile", 2, "obj")]),
])
def test_a_sentence_as_it_reads_it(reader, text, asked):
    found = {word[1]: (int(word[6]), word[7]) for word in lines(reader, text)}
    assert {word: found[word] for word, *_ in asked} == {word: (head, name) for word, head, name in asked}


def test_every_sentence_has_ten_columns_one_root_and_words_from_one(reader):
    doc = reader.read_one("Rebels left.\n\nThe army said it had fired first; nobody was hurt, it added.")
    for sentence in doc.sents:
        words = [line.split("\t") for line in conllu(sentence).split("\n")]
        assert [int(w[0]) for w in words] == list(range(1, len(words) + 1))
        assert [w[6] for w in words].count("0") == 1
        assert {len(w) for w in words} == {10} and all(0 <= int(w[6]) <= len(words) for w in words)


@pytest.mark.parametrize("name, word, asked", [
    ("advmod", "never", "neg"), ("advmod", "soon", "advmod"), ("obl:agent", "police", "obl"),
    ("csubj:pass", "said", "csubjpass"), ("nmod:poss", "its", "nmod:poss"), ("compound:prt", "up", "compound:prt"),
])
def test_relations_have_the_names_that_it_knows(name, word, asked):
    assert relation(name, word) == asked


def test_our_verbs_in_its_format():
    _, frames = load()
    chosen = [*frames.of("verb", "accuse"), *frames.of("verb", "give")]
    blocks = verbs(chosen).split("\n\n")
    assert blocks[0] == "####### VERB PATTERNS #######"
    named = [block.split("\n")[0].split() for block in blocks[1:]]
    assert all(b[0] == b[3] == "---" and b[2][0] == "[" for b in named)
    assert len({b[1] for b in named}) == len(named)
    up = next(block.split("\n") for block in blocks if "GIVE_UP " in block)
    assert up[1] == "+GIVE_UP"
    assert all(line.startswith("- * ") and line.endswith("]") for line in up[2:] if line)


def test_a_row_s_code_and_back():
    _, frames = load()
    for verb in ("accuse", "attack", "withdraw", "sanction"):
        frame = frames.of("verb", verb)[0]
        assert len(cameo(frame)) >= 3
        assert type_of(cameo(frame), types()) == frame.type


@pytest.mark.parametrize("code, asked", [
    ("042", "CONSULT"), ("180", "ASSAULT"), ("1951", "ASSAULT"), ("0874", "RETREAT"), ("010", None), ("0211", "REQUEST"),
    ("112", "ACCUSE"), ("173", "COERCE"), ("180#-0xff6f", None), ("---", None),
])
def test_what_its_codes_mean(code, asked):
    assert type_of(code, types()) == asked


NOUNS = {3: SimpleNamespace(npIDs=[1, 2, 3], meaning=["NOR~"]), 6: SimpleNamespace(npIDs=[6], meaning=["CHL"])}


@pytest.mark.parametrize("key, event, asked", [
    ("3#6#4#0", (["NOR---"], ["CHL"], "112"), Found(("NOR---",), ("CHL",), "112", (1, 3), (6, 6))),
    ("-#6#4#0", (["NOR---"], ["CHL"], "112"), Found(("NOR---",), ("CHL",), "112", (1, 3), (6, 6))),     # by its codes
    ("3#-#4#1", (["NOR---"], ["---"], "112"), Found(("NOR---",), (), "112", (1, 3), None)),
    ("3#6#4#0", ([], ["XXX"], "112"), Found((), ("XXX",), "112", None, None)),
])
def test_parties_are_found_by_key_or_by_code(key, event, asked):
    assert _found_in(key, event, NOUNS) == asked


class Fails:
    """A coder that knows two words of each sentence, and fails on those of one word."""

    def __init__(self, parse: str, text: str, date: int) -> None:
        self.nouns = {1: SimpleNamespace(npIDs=[1], meaning=["NOR"]), 3: SimpleNamespace(npIDs=[3], meaning=["CHL"])}
        self.lines = parse.split("\n")

    def get_events(self):
        if len(self.lines) < 3:
            raise KeyError("short")
        print("never shown")
        return {"1#3#2#0": [["NOR"], ["CHL"], "112"], "1#3#2#1": [["NOR"], ["CHL"], "112"], "1#-#2#2": [["NOR"], [], "010"]}


def test_answers_count_once_and_failures_are_counted(reader, capsys):
    coder = Coder(SimpleNamespace(Sentence=Fails), SimpleNamespace(dstr_to_ordate=int), "its verbs")
    text = "Norway accused Chile. Silence."
    found = predicted([{"id": "a", "text": text, "date": "2026-03-05"}], reader, coder)
    assert [(e["type"], e["source"][0]["text"], e["target"][0]["text"]) for e in found[0]["events"]] == [
        ("ACCUSE", "Norway", "Chile")]
    assert text[slice(*(found[0]["events"][0]["target"][0][k] for k in ("start", "end")))] == "Chile"
    assert coder.failed == ["KeyError: 'short'"]
    assert not capsys.readouterr().out


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(Missing, match="git clone"):
        opened(None)
    with pytest.raises(Missing, match=r"python3/PETRgraph\.py"):
        opened(tmp_path)


def test_rows_are_told_beside_all_of_ours():
    found = rows({READING: 0.2, CODING: 0.3, "other": 1.0})
    assert found["Dateline"] == (2.0, 1.0)
    assert found["other"] == (1.0, 2.0)


def test_one_report_is_enough_to_measure(reader, tmp_path):
    report = tmp_path / "a.txt"
    report.write_text("LIMA, March 5 - Norway accused Chile of spying on its embassy, an aide said.\n", encoding="utf-8")
    reports = given([report], 40, tmp_path)
    spent = measured(reports, dateline(reader), reader)
    assert len(reports) == 1 and set(spent) == {READING, CODING} and all(s > 0 for s in spent.values())
    assert len(given([], 3, tmp_path)) == 3


def test_the_encoder_reads_windows_as_even_as_can_be(tmp_path):
    pytest.importorskip("onnx")
    from bench.peers.standins import Shape, encoder, opened, quantised, windows

    assert [w.shape for w in windows(700)] == [(1, 350), (1, 350)]
    assert [w.shape for w in windows(512)] == [(1, 512)]
    shape = Shape(layers=2, width=16, heads=2, inner=32, longest=8, pieces=10)
    plain = tmp_path / "encoder.onnx"
    plain.write_bytes(encoder(shape).SerializeToString())
    for session in (opened(plain), opened(quantised(plain, tmp_path / "int8.onnx"))):
        for window in windows(11, shape.longest, shape.pieces):
            (states,) = session.run(None, {"pieces": window})
            assert states.shape == (1, window.shape[1], 16) and np.isfinite(states).all()
            assert abs(states.std() - 1) < 0.1              # normed, so no layer was left out


def test_without_a_model_the_pipeline_has_the_same_parts():
    pytest.importorskip("onnx")
    from bench.peers.standins import pipeline

    name, ready = pipeline("en_no_such_model")
    assert name.startswith("blank") and ready.pipe_names == ["tagger", "parser", "ner"]
    assert len(ready("Norway accused Chile.")) == 4
