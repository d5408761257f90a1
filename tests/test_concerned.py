"""Whom a deed of force concerns: somebody, not where it happened, and no toll of a whole war."""

from __future__ import annotations

import pytest

import dateline


@pytest.mark.parametrize("text, type_, recipients", [
    # where it happened is nobody once those are named who were hit, and troops move to nobody by entering a town
    ("Rebels shelled a village, killing two nurses.", "ASSAULT", ["two nurses"]),
    ("Troops entered the border town on Monday.", "MOBILIZE", []),
    ("The army shelled the town of Gori.", "ASSAULT", ["the town of Gori"]),
    # the dead of a war are its figure, those of one deed are whom it hit; a number alone names nobody
    ("The war has killed 900,000 people.", "ASSAULT", []),
    ("About 40 people have been killed since March.", "ASSAULT", []),
    ("Rebels killed 12 people in a raid on a farm.", "ASSAULT", ["12 people"]),
    ("Rebels shelled a village, killing two nurses and wounding 12.", "ASSAULT", ["two nurses"]),
    # a number of people is no mere toll beside those it stands with
    ("Police arrested two men and a nurse.", "COERCE", ["two men", "a nurse"]),
    # all of a list are arrested, one of them told of by an apposition or not
    ("Soldiers detained their chief, Ada Roa, President Ana Lind and dozens of deputies.", "COERCE",
     ["their chief", "Ada Roa", "Ana Lind", "dozens of deputies"]),
    ("Soldiers arrested their chief, Ada Roa, mayor Ana Lind and two deputies.", "COERCE",
     ["their chief", "Ana Lind", "two deputies"]),
    # whom the reader hangs on what he is accused of
    ("The king took the other side, accusing agitators of spreading chaos in the name of free speech.", "ACCUSE",
     ["agitators"]),
    # a state of things is no deed that is asked of somebody
    ("Ghana called for the vote to be put off until the country is calm.", "REQUEST", []),
])
def test_concerned(text, type_, recipients):
    record = dateline.code(text, published="2026-03-05")
    assert recipients in [[text[p.start : p.end] for p in e.recipients] for e in record.events if e.type == type_]
