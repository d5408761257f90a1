"""The bench's own sums: intervals, headlines, and what of a record the benchmarks are given."""

from __future__ import annotations

import numpy as np
import pytest
from bench.quality.__main__ import headline
from bench.quality.factuality import token_at
from bench.quality.roles import band, counted, fullest, roles, untitled
from bench.quality.scoring import _flags, spread
from bench.quality.spans import spans

import dateline

DAY = "2026-03-05"


def test_an_interval_holds_the_score_and_closes_on_equal_records():
    wide = spread([(1, 2, 2), (0, 2, 1), (2, 2, 3)] * 10)
    assert wide["recall_95"][0] < 0.5 < wide["recall_95"][1]
    assert spread([(1, 2, 2)] * 9) == {"recall_95": [0.5, 0.5], "f1_95": [0.5, 0.5]}


@pytest.mark.parametrize("options, flags", [
    (("--by-type", "--yield"), {"by_type": True, "yield_": True}),
    (("--only", "A", "B", "--complete"), {"only": ["A", "B"], "complete": True}),
    (("--only", "A,B"), {"only": "A,B"}),
])
def test_options_are_the_scorers_own(options, flags):
    assert _flags(options) == flags


def test_a_headline_has_a_row_for_what_is_found():
    row = {"tp": 1, "gold": 2, "predicted": 4, "recall": 0.5, "f1": 0.33, "recall_95": [0.4, 0.6]}
    shown = headline("plv train", {"type": row})
    assert shown["type"] == (0.33, ())
    assert shown["type found"] == (0.5, (0.4, 0.6))


def test_roles_of_an_attack():
    record = dateline.code("Rebels killed the mayor, Ana Roa, with a car bomb in Gori.", published=DAY)
    assert roles(record)["PerpInd"] == ["Rebels"]
    assert roles(record)["Victim"] == ["Ana Roa"]


def test_who_and_whom_of_a_sentence():
    record = dateline.code("Norway accused Chile of spying, an aide said.", published=DAY)
    text = record.report.text
    assert [(text[s:e], label) for s, e, label in spans(record)] == [("Norway", "SOURCE"), ("Chile", "TARGET")]


def test_small_words(reader):
    assert counted("three buses") == "buses"
    assert token_at(reader.read_one("The army left ."), 9).text == "left"
    assert np.isfinite(spread([(0, 0, 0)])["f1_95"]).all()


def test_doers_are_told_by_their_noun_and_victims_by_their_name():
    assert band("the alleged rebels of the Popular Front") == "rebels"
    assert band("members of the Popular Front") == "members of the Popular Front"
    assert untitled("retired General Ana Roa") == "Ana Roa"
    assert fullest(["Roa", "Ana Roa", "Luz Paz"]) == ["Ana Roa", "Luz Paz"]
