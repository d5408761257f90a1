"""Who does it and to whom, however the sentence is built; and how real it is."""

from __future__ import annotations

from importlib.resources import files

import pytest

import dateline
from dateline.codebook import load
from dateline.codebook.frames import read
from dateline.codebook.reality import reality
from dateline.faces.check import found_in, unmarked
from dateline.record.slots import deep_object, deep_subject, fill
from dateline.record.status import status
from dateline.record.what import hyphened

STATUS = read(files("dateline.codebook") / "status.toml")


def word(doc, text):
    return next(t for t in doc if t.text == text)


def heads(tokens):
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    "sentence, verb, subject, obj",
    [
        ("Rebels shelled the town.", "shelled", ["Rebels"], ["town"]),
        ("The town was shelled by rebels.", "shelled", ["rebels"], ["town"]),
        ("The town was shelled.", "shelled", [], ["town"]),
        ("Rebels who shelled the town fled.", "shelled", ["Rebels"], ["town"]),
        ("The town that the army shelled is empty.", "shelled", ["army"], ["town"]),
        ("The town which they shelled on Monday is empty.", "shelled", ["they"], ["town"]),
        ("The town shelled by rebels is empty.", "shelled", ["rebels"], ["town"]),
        ("Rebels entered the town and burned a school.", "burned", ["Rebels"], ["school"]),
        ("Rebels shelled and burned the town.", "shelled", ["Rebels"], ["town"]),
        ("Two men were arrested and beaten by police.", "arrested", ["police"], ["men"]),
        ("Rebels threatened to attack the town.", "attack", ["Rebels"], ["town"]),
        ("The envoy urged rebels to release the hostages.", "release", ["rebels"], ["hostages"]),
        ("The minister accused rebels of killing two farmers.", "killing", ["rebels"], ["farmers"]),
        ("Rebels attacked the town, killing two farmers.", "killing", ["Rebels"], ["farmers"]),
        ("Police and soldiers arrested a teacher and a nurse.", "arrested", ["Police", "soldiers"], ["teacher", "nurse"]),
    ],
)
def test_subject_and_object(reader, sentence, verb, subject, obj):
    token = word(reader.read_one(sentence), verb)
    assert heads(fill(token, "verb", "subject")) == subject
    assert heads(fill(token, "verb", "object")) == obj


@pytest.mark.parametrize(
    "sentence, noun, slot, expected",
    [
        ("Rebels launched an attack on the town.", "attack", "light", ["Rebels"]),
        ("Rebels launched an attack on the town.", "attack", "on", ["town"]),
        ("The attack by rebels killed two farmers.", "attack", "by", ["rebels"]),
        ("Talks between Peru and Chile began on Monday.", "Talks", "between", ["Peru", "Chile"]),
        ("Clashes erupted between police and students.", "Clashes", "between", ["police", "students"]),
        ("Israel's attack on the port was condemned.", "attack", "poss", ["Israel"]),
        ("The killing of two farmers was condemned.", "killing", "of", ["farmers"]),
        ("An attack was launched by rebels.", "attack", "light", ["rebels"]),
    ],
)
def test_slots_of_nouns(reader, sentence, noun, slot, expected):
    assert heads(fill(word(reader.read_one(sentence), noun), "noun", slot)) == expected


@pytest.mark.parametrize(
    "sentence, trigger, expected",
    [
        ("Rebels attacked the town.", "attacked", "occurred"),
        ("Rebels did not attack the town.", "attack", "negated"),
        ("No one was killed in the town.", "killed", "negated"),
        ("No agreement was reached.", "agreement", "negated"),
        ("The ministers will meet in Oslo.", "meet", "future"),
        ("The ministers plan to meet in Oslo.", "meet", "future"),
        ("The ministers are expected to meet in Oslo.", "meet", "future"),
        ("The ministers failed to agree.", "agree", "negated"),
        ("The ministers may meet in Oslo.", "meet", "hypothetical"),
        ("Rebels are shelling the town.", "shelling", "ongoing"),
        ("Rebels have been shelling the town.", "shelling", "ongoing"),
        ("Rebels were shelling the town when the convoy came.", "shelling", "occurred"),
        ("Rebels continued to shell the town.", "shell", "ongoing"),
        ("She said that the army would leave the town.", "leave", "future"),
        ("Planned talks were announced.", "talks", "future"),
        ("Rebels left without attacking the town.", "attacking", "negated"),
        ("If rebels attack the town, people will flee.", "attack", "hypothetical"),
        ("The minister was accused of attacking a reporter.", "attacking", "occurred"),
        ("There was no attack on the town.", "attack", "negated"),
        ("Police prevented an attack on the town.", "attack", "negated"),
        ("The general called off the attack.", "attack", "negated"),
        ("The envoy phoned the mayor to thank him.", "thank", "occurred"),
        ("The envoy called the mayor to thank him.", "thank", "occurred"),
        ("There will be no vote until the army leaves the town.", "leaves", "hypothetical"),
        ("The shelling went on until the army left the town.", "left", "occurred"),
        ("The king wants to visit Peru.", "visit", "hypothetical"),
        ("The king decided to visit Peru.", "visit", "future"),
        ("The mayor managed to meet the envoy.", "meet", "occurred"),
        ("The mayor did not manage to meet the envoy.", "meet", "negated"),
    ],
)
def test_how_real(reader, sentence, trigger, expected):
    assert status(word(reader.read_one(sentence), trigger), reality()) == expected


def test_deep_slots_are_lists_of_heads(reader):
    token = word(reader.read_one("Rebels shelled the town."), "shelled")
    assert heads(deep_subject(token)) == ["Rebels"]
    assert heads(deep_object(token)) == ["town"]


@pytest.mark.parametrize("row", STATUS["governor"], ids=lambda row: row["status"])
def test_the_rows_of_governors_show_themselves(reader, row):
    marked = unmarked(row["example"])
    start = next(start for letter, start, _ in marked.spans if letter == "T")
    token = next(t for t in reader.read_one(marked.text) if t.idx == start)
    assert status(token, reality()) == row["status"]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("The march, held to demand higher pay, ended at noon.", ["PROTEST"]),
        ("Students marched in Lima, demanding a referendum.", ["PROTEST"]),
        ("Farmers blocked the road to denounce the minister.", ["PROTEST"]),
        ("The union demanded a referendum.", ["REQUEST"]),
        ("The premier threatened to cut aid unless the rebels withdrew.", ["THREATEN"]),
        ("Norway promised help if the rebels released the nurses.", ["AGREE"]),
        ("The rebels withdrew and the premier resumed talks with the king.", ["CONSULT", "RETREAT"]),
        ("The army will not release the nurses.", ["REJECT"]),
        ("The minister said she would not meet the envoy.", ["REJECT"]),
        ("The army did not release the nurses.", ["RETREAT"]),
        ("The king announced a week-long cease-fire with the rebels.", ["CONCEDE"]),
        ("They support the plan of the king.", ["SUPPORT"]),
        ("The evidence supports the plan.", []),
        ("The king called the mayor to discuss the dam.", ["CONSULT"]),
        ("The king called the mayor a liar on Tuesday.", ["ACCUSE"]),
        ("The museum returned the vase to Peru.", ["RETREAT"]),
        ("Talks began in Lima on Monday.", ["CONSULT"]),
        ("An agreement was reached on Monday.", ["AGREE"]),
        ("The envoy had to tell the king the news.", []),
        ("The mayor received praise from Norway.", ["SUPPORT"]),
        ("The rebels agreed to free the nurses.", ["AGREE"]),
        ("The rebels are willing to free the nurses.", ["AGREE"]),
        ("The rebels will free the nurses.", ["CONCEDE"]),                       # PLOVER's shift
        ("The king decided to lift the ban.", ["CONCEDE"]),
        ("The premier flew to Peru to meet the king.", ["CONSULT"]),             # the aim is no second promise
        ("The king, who had met the mayor, extended the truce.", ["CONCEDE", "CONSULT"]),
        ("The trial court ordered a recount.", ["REQUEST"]),                     # no trial is ordered
        ("The premier signed the treaty, pledging help.", ["AGREE", "SUPPORT"]),
        ("The bishop is highly critical of the government.", ["ACCUSE"]),
        ("The patient is in a critical state.", []),
        ("The envoy said that the siege must be lifted.", ["REQUEST"]),
        ("Critics say the mayor has misused the fund.", ["ACCUSE"]),
    ],
)
def test_one_deed_and_what_is_none(reader, sentence, expected):
    found = found_in(sentence, load(), reader)
    assert sorted(one.type for one in found) == expected


@pytest.mark.parametrize(
    "sentence, at, whole",
    [
        ("A cease-fire held.", "fire", "cease-fire"),
        ("She wants self-rule.", "rule", "self-rule"),
        ("The fire spread.", "fire", ""),
        ("He came - rule or no rule.", "rule", ""),
    ],
)
def test_hyphened_words_are_whole(reader, sentence, at, whole):
    assert hyphened(word(reader.read_one(sentence), at)) == whole


@pytest.mark.parametrize(
    "sentence, types",
    [
        ("The air force bought 12 attack aircraft.", set()),
        ("She wrote a protest song about the dam.", set()),
        ("Soldiers found an assault rifle in the house.", set()),
        ("The bomb attack killed three people.", {"ASSAULT"}),                  # the head noun is the deed
        ("A protest march closed the highway in Lima.", {"PROTEST"}),
        ("The ferry sank off Samoa on Monday. Twelve people were killed.", set()),
        ("An earthquake hit the coast. At least 40 people were killed.", set()),
        ("The bus crashed when gunmen attacked it. Twelve people were killed.", {"ASSAULT"}),
        ("Rain fell on the camp. Twelve people were killed by rebels.", {"ASSAULT"}),
        ("Those who back the militia are few.", set()),
        ("Peru, which backs the coalition, is a member.", {"SUPPORT"}),
        ("Turkey needs to free the sailors.", set()),
        ("Turkey will free the sailors.", {"CONCEDE"}),
        ("The mayor should meet the miners.", set()),
        ("Farmers there often block the road.", set()),                         # a habit
        ("Farmers often blocked the road in May.", {"PROTEST"}),
        ("In many cases suspects are released without charge.", set()),         # a rule
        ("Under the law, police may hold suspects for a week.", set()),
        ("Police have arrested ten men under the new law.", {"COERCE"}),
        ("The rebels, backed by tanks, took the town.", set()),                 # tanks support nobody
        ("All parties must cooperate with the court.", set()),
        ("The guards stood by Peru to defeat the rebels and end the war.", {"SUPPORT"}),
        ("The envoy insisted that the draft was submitted in May.", set()),
        ("The envoy insisted that the truce must be respected.", {"REQUEST"}),
        ("She rejected the idea that the changes were a shake-up.", set()),
        ("The army struck the port using attack, bomber and fighter aircraft.", {"ASSAULT"}),
        ("When asked about how many farmers had paused the strike, the mayor smiled.", set()),
        ("Asked who they would support, many named the mayor.", set()),
        ("Chad had to endorse the text and support the king.", set()),
        ("The envoy asked that the men be released.", {"REQUEST"}),
        ("He protested that he was innocent.", set()),
        ("A nurse called Maria lived there.", set()),
        ("Hurricane Maria destroyed the church and damaged the library.", set()),
        # what is only played
        ("In the game, players investigate the murder of a duke.", set()),
        ("The film has a scene in which the general orders an attack on the port.", set()),
        ("Pilgrims took part in the symbolic stoning of the devil.", set()),
        ("The new game is out. Players investigate the murder of a duke.", set()),
        ("Pilgrims came for the stoning of Satan.", set()),
        ("Gamers marched against the ban on Friday.", {"PROTEST"}),
        # what is done to them, and a fight of which only one side is told
        ("Families were forced to march into the hills.", set()),
        ("The airmen have joined the fight against the Red Column.", set()),
        ("Rebels attacked the port while a film crew was there.", {"ASSAULT"}),
        # a word that a table has judged
        ("In an interview with reporters, the mayor praised the nurses.", {"SUPPORT"}),
        ("The shooting of two policemen shocked the town.", {"ASSAULT"}),       # the base of "shooting" is cut short
    ],
)
def test_what_nobody_did_is_no_event(sentence, types):
    assert {e.type for e in dateline.code(sentence, published="2026-03-05").events} == types


@pytest.mark.parametrize("sentence, told", [
    ("Kenya condemned the killing of nurses by rebels.", [("ACCUSE", ["rebels"]), ("ASSAULT", ["nurses"])]),
    ("Kenya denounced the rebel attack on a market.", [("ACCUSE", ["rebel"]), ("ASSAULT", ["a market"])]),
    ("Norway provided $3 million for assistance in Chad.", [("AID", ["Chad"])]),
    ("Norway gave $3 million in aid to support refugees in Chad.", [("AID", ["refugees"])]),
    ("Kenya condemned the violence.", [("ACCUSE", [])]),                    # points at what was told before
    ("Kenya criticised plans to attack rebels.", [("ACCUSE", ["rebels"])]),  # not done
    ("Kenya urged rebels to release nurses.", [("REQUEST", ["rebels"])]),
    ("A missile strike hit the airport, causing no casualties.", [("ASSAULT", ["the airport"])]),   # "no" is nobody
])
def test_whom_it_met(sentence, told):
    """Who condemns a deed accuses those who did it, and the deed is told too."""
    record = dateline.code(sentence)
    assert [(e.type, [record.report.text[p.start : p.end] for p in e.recipients]) for e in record.events] == told


@pytest.mark.parametrize("sentence, told", [
    ("The abduction of two nurses was condemned by Ghana.", [("ASSAULT", []), ("ACCUSE", ["Ghana"])]),
    ("The abduction of two nurses by rebels was condemned by Ghana.", [("ASSAULT", ["rebels"]), ("ACCUSE", ["Ghana"])]),
])
def test_who_judges_a_deed_did_not_do_it(sentence, told):
    record = dateline.code(sentence)
    assert [(e.type, [record.report.text[p.start : p.end] for p in e.actors]) for e in record.events] == told


@pytest.mark.parametrize("sentence, told", [
    # headlines leave "were" out: a verb that always has an object, and has none, is undergone
    ("Two nurses gunned down in Lima.", [("ASSAULT", [], ["Two nurses"])]),
    ("Soldiers ambushed near Gao.", [("ASSAULT", [], ["Soldiers"])]),
    ("Protesters arrested in Lima.", [("COERCE", [], ["Protesters"])]),
    ("Aid worker shot dead in Gao.", [("ASSAULT", [], ["Aid worker"])]),
    ("Ambassador expelled from Chad.", [("SANCTION", [], ["Ambassador"])]),
    ("Aid convoy attacked in Gao.", [("ASSAULT", [], ["Aid convoy"])]),
    ("Three policemen wounded as bomb explodes.", [("ASSAULT", [], ["Three policemen"])]),
    ("Trader kidnapped by gunmen in Kano.", [("ASSAULT", ["gunmen"], ["Trader"])]),
    # not so with an object, also one after a measure or behind a second verb
    ("Police arrested more than fifty protesters.", [("COERCE", ["Police"], ["more than fifty protesters"])]),
    ("Police arrested over 50 in Lima.", [("COERCE", ["Police"], [])]),
    ("Soldiers detained and later freed two nurses.", [
        ("COERCE", ["Soldiers"], ["two nurses"]), ("RETREAT", ["Soldiers"], ["two nurses"])]),
    # who stops a deed, or hides from it, did not do it
    ("The Chilean navy thwarted an attack on a tanker.", [("ASSAULT", [], ["a tanker"])]),
    ("Two envoys hid in a cellar to protect themselves from the mortar fire.", [("ASSAULT", [], [])]),
    ("He said that four guards, not two, had died in Tuesday's raid.", [("ASSAULT", [], ["four guards, not two"])]),
    # what stands before a verb that has no subject is its own, joined by "and" or not
    ("Sailors captured 23 pirates and a patrol boat drove off others.", [("ASSAULT", ["Sailors"], ["23 pirates"])]),
    # "US" in a line of capitals is those who speak
    ("THE ATTACK STAGED BY US ON THE GARRISON LEFT TWO DEAD.", [("ASSAULT", [], ["THE GARRISON"])]),
])
def test_who_did_it_and_who_underwent(sentence, told):
    record = dateline.code(sentence, published="2026-03-05")
    said = record.report.text
    assert [(e.type, [said[p.start : p.end] for p in e.actors], [said[p.start : p.end] for p in e.recipients])
            for e in record.events] == told


def test_an_offer_turned_down_was_made():
    events = dateline.code("Peru offered a truce. The rebels rejected it.", published="2026-03-05").events
    assert {e.type: e.status for e in events} == {"AGREE": "occurred", "REJECT": "occurred"}


@pytest.mark.parametrize("sentence, types", [
    ("Peru drafted the treaty in May. Chile signed it on Friday.", {"SUPPORT"}),
    ("The siege began in May. The army lifted it on Friday.", {"RETREAT"}),
    ("The dam holds much water. Chile signed it.", set()),
])
def test_a_row_sees_what_it_means(sentence, types):
    """A row that asks for a thing in a slot takes "it" for the last things told."""
    assert types <= {e.type for e in dateline.code(sentence, published="2026-03-05").events}
    assert types or not dateline.code(sentence, published="2026-03-05").events
