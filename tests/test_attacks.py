"""Parties of attacks that only the reader's heads know of: none twice, none where nothing is attacked."""

from __future__ import annotations

import pytest

import dateline

PLAIN = [
    "The gunmen shot two farmers near Lima on Monday.",
    "The minister met the ambassador and two mayors in Quito.",
    "Rebels may attack the bridge if the army comes nearer.",
]

HIT = [     # what happened to whom stands beside the attack, not at its word
    ("Rebels attacked the village; the farmer Ada Lind died at once.", "Ada Lind"),
    ("A bomb blast at the pipeline caused damage to two trucks.", "two trucks"),
]


@pytest.mark.parametrize("text, name", HIT)
def test_who_is_hit_beside_the_word_of_the_attack(text, name):
    record = dateline.code(text, published="2026-03-05")
    known = {actor.id: actor.name for actor in record.actors}
    met = [known[p.actor] for e in record.events if e.type == "ASSAULT" for p in e.recipients]
    assert name in met


@pytest.mark.parametrize("text", PLAIN)
def test_nobody_is_a_party_twice(text):
    for event in dateline.code(text, published="2026-03-05").events:
        sides = [p.actor for p in (*event.actors, *event.recipients)]
        assert len(sides) == len(set(sides))
