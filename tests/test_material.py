"""Laws of the frames of material types, and the tools that a deed names."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.codebook import load
from dateline.codebook.frames import read
from dateline.codebook.instruments import instruments

TYPES = ("COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def rows(kind):
    return read(files("dateline.codebook") / "events" / f"{kind.lower()}.toml")["frame"]


@pytest.mark.parametrize("kind", TYPES)
def test_every_mode_is_reached(kind):
    """Each mode of PLOVER has a row of its own."""
    reached = {mode for row in rows(kind) for mode in _many(row.get("mode", ()))}
    assert reached == set(load().types[kind].modes)


@pytest.mark.parametrize("kind", TYPES)
def test_every_row_shows_itself_twice(kind):
    assert [row for row in rows(kind) if len(row.get("examples", ())) < 2] == []


@pytest.mark.parametrize("kind", TYPES)
def test_no_predicate_stands_twice_in_one_row(kind):
    for number, row in enumerate(rows(kind), 1):
        for part in ("verb", "noun", "adjective"):
            listed = row.get(part, ())
            assert len(listed) == len(set(listed)), (kind, number, sorted(w for w in listed if listed.count(w) > 1))


def test_predicates_cover_widely():
    assert sum(len(row.get(part, ())) for kind in TYPES for row in rows(kind) for part in ("verb", "noun")) >= 1500


def _many(value):
    return (value,) if isinstance(value, str) else tuple(value)


@pytest.mark.parametrize(
    "text, trigger, tools",
    [
        ("A man stabbed two tourists with a kitchen knife.", "stabbed", [("kitchen knife", "blade")]),
        ("Rebels fired rockets and mortars at the airport.", "fired", [("rockets", "missile"), ("mortars", "artillery")]),
        ("A drone killed a commander.", "killed", [("drone", "drone")]),
        ("Two men died in a mortar attack.", "attack", [("mortar", "artillery")]),
        ("Guards beat the prisoners with clubs.", "beat", [("clubs", "club")]),
        ("Villagers attacked the camp using machetes.", "attacked", [("machetes", "blade")]),
        ("Police used tear gas against the crowd.", "used", [("tear gas", "crowd control")]),
        # words that are a tool elsewhere
        ("The club protested against the ban.", "protested", []),
        ("Students protested outside the press club.", "protested", []),
        ("Fighters torched a village.", "torched", []),
        ("Police seized a rifle.", "seized", []),
    ],
)
def test_tools(reader, text, trigger, tools):
    doc = reader.read_one(text)
    token = next(t for t in doc if t.text == trigger)
    assert [(text[slice(*tool.text)], tool.kind) for tool in instruments().near(token)] == tools


def test_tools_imply_known_modes():
    known = {mode for kind in load().types.values() for mode in kind.modes}
    assert {mode for kind in instruments().by_kind for mode in instruments().modes(kind)} <= known
