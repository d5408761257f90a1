"""Laws of the frames of material types, and the tools that a deed names."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.codebook import load
from dateline.codebook.frames import read
from dateline.codebook.instruments import instruments
from dateline.record import code
from dateline.report import report_from_text

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
        ("Youths armed with clubs attacked the marchers.", "attacked", [("clubs", "club")]),
        ("The mayor was killed by men carrying rifles.", "killed", [("rifles", "firearm")]),
        ("Rebels threw four sticks of dynamite at the bank.", "threw", [("sticks of dynamite", "explosive")]),
        ("A rocket-propelled grenade hit the bus.", "hit", [("rocket-propelled grenade", "missile")]),
        ("Guards repelled them with artillery fire.", "repelled", [("artillery fire", "artillery")]),  # once, at its longest
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


def coded(reader, text):
    report = report_from_text(text, published="2026-03-05")
    return code(reader.read_report(report), report, load()).events


def told(reader, text, kind):
    """The triggers of the events of a type, in the order of the text."""
    return [text[slice(*e.trigger)] for e in coded(reader, text) if e.type == kind]


@pytest.mark.parametrize(
    "text, kind, triggers",
    [
        # one deed: the headline, the outcome, the noun that points back, the purpose
        ("Blast Rocks Port\nA car bomb exploded outside the court on Tuesday, the mayor said.", "ASSAULT", ["exploded"]),
        ("Rebels attacked a village, killing 12 people. The attack lasted an hour.", "ASSAULT", ["attacked"]),
        ("Miners began a strike on Monday to protest against the king.", "PROTEST", ["began a strike"]),
        ("Killings went on. Two monks were killed at the gate.", "ASSAULT", ["Killings"]),
        # two deeds
        ("Rebels attacked a village. Another attack was reported.", "ASSAULT", ["attacked", "attack"]),
        ("Soldiers arrested the mayor and seized the airport.", "COERCE", ["arrested", "seized"]),
        ("A jet bombed a village on Monday. The shooting at the market went on.", "ASSAULT", ["bombed", "shooting"]),
        ("The burning of a church by rebels and the torching of a school by soldiers shocked her.", "ASSAULT",
         ["burning", "torching"]),
    ],
)
def test_one_happening_is_one_event(reader, text, kind, triggers):
    assert told(reader, text, kind) == triggers


@pytest.mark.parametrize(
    "text, kinds",
    [
        # a conviction with prison is two deeds, each once; the crime it names is none
        ("The court convicted the general of fraud and sentenced him to ten years in prison.", ["COERCE", "SANCTION"]),
        ("A tribunal sentenced two officers to life in prison for murder.", ["COERCE", "SANCTION"]),
        # who is made to march does not demonstrate
        ("Prisoners were forced to march for three days.", ["COERCE"]),
        # two states at one exercise exercise jointly, one does not
        ("Italy and Spain held manoeuvres in the strait.", ["COOPERATE"]),
        ("Italy held manoeuvres in the strait.", ["MOBILIZE"]),
        # what is done together, what is received
        ("Soldiers and rebels cleared landmines together.", ["COOPERATE"]),
        ("The rebels received weapons from a neighbour.", ["AID"]),
        ("Chad sent 400 fighters to support the general.", ["AID"]),
        # arms laid down, towns freed
        ("The guerrillas surrendered their weapons to the army.", ["RETREAT"]),
        ("The army liberated two villages from the militia.", ["COERCE"]),
        # moods
        ("The two ministers waited in an atmosphere of hostility.", []),
    ],
)
def test_types(reader, text, kinds):
    assert sorted(e.type for e in coded(reader, text)) == kinds


@pytest.mark.parametrize(
    "text, kind, modes",
    [
        ("Rebels torched forty farms.", "ASSAULT", {"destroy", "primitive"}),
        ("Gunmen murdered two farmers.", "ASSAULT", set()),
        ("Gunmen assassinated the governor.", "ASSAULT", {"targeted"}),
        ("A judge was killed by gunmen.", "ASSAULT", {"targeted"}),
        ("The massacre of the villagers by soldiers was condemned.", "ASSAULT", set()),
        ("The army suspended live broadcasts on Friday.", "COERCE", {"censor"}),
        ("The government banned the rally.", "COERCE", {"restrict"}),
    ],
)
def test_modes(reader, text, kind, modes):
    assert [set(e.modes) for e in coded(reader, text) if e.type == kind] == [modes]


@pytest.mark.parametrize("text", [
    "Peru slaughtered the visitors in the final.",
    "The board surrendered to the bank on Tuesday.",
    "The storm caused many deaths.",
    "The minister fired warnings at the bank.",
    "Twelve people lost their lives in the flood.",
    "Sanctions forced the rebels to negotiate.",
])
def test_no_violence_where_none_is_meant(reader, text):
    assert [e.type for e in coded(reader, text) if e.type in ("ASSAULT", "RETREAT")] == []


def test_who_is_named_makes_an_event_surer(reader):
    full, bare = (coded(reader, text)[0] for text in ("Rebels attacked two convoys.", "Riots broke out."))
    assert 1 > full.confidence > bare.confidence > 0
