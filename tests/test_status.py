"""How real a deed is: what governs it, tense and mood, negation, conditions; each with near-misses."""

from __future__ import annotations

import pytest

from dateline.codebook.reality import reality
from dateline.record.status import status

NEGATION = [
    ("Peru and Chile no longer trade arms.", "trade", "negated"),
    ("Neither the army nor the rebels attacked the port.", "attacked", "negated"),
    ("The minister had not resigned or fled.", "fled", "negated"),
    ("The envoys have yet to sign the truce.", "sign", "negated"),
    ("The army is too weak to attack the port.", "attack", "negated"),
    ("The council voted instead of negotiating.", "negotiating", "negated"),
    ("Not only did troops shell the port, they burned it.", "shell", "occurred"),
    ("The raid was not condemned only by Peru, but by Chile as well.", "condemned", "occurred"),
    ("The talks ended without an accord.", "accord", "negated"),
    ("The minister declined to meet the envoy.", "meet", "negated"),
    ("Guards barred the crowd from entering the palace.", "entering", "negated"),
    ("Guards did not stop the crowd from entering the palace.", "entering", "occurred"),
    ("The army decided against attacking the port.", "attacking", "negated"),
    ("The mayor didn’t resign on Monday.", "resign", "negated"),
    ("They’ll attack the port at dawn.", "attack", "future"),
]
RAISED = [
    ("Analysts do not think that the rebels can take the port.", "take", "negated"),
    ("There is no sign that troops have left the valley.", "left", "negated"),
    ("There is no evidence that soldiers killed the priest.", "killed", "negated"),
    ("Analysts think that the rebels took the port.", "took", "occurred"),
]
STOPPED = [
    ("The king stopped the war in 1907.", "war", "occurred"),
    ("The council abandoned the siege.", "siege", "occurred"),
    ("Patrols averted an attack on the bridge.", "attack", "negated"),
    ("Patrols narrowly avoided a clash near the bridge.", "clash", "negated"),
]
GOVERNED = [
    ("The two sides hope to sign a truce this week.", "sign", "hypothetical"),
    ("Villagers hope that the army leaves soon.", "leaves", "hypothetical"),
    ("The pact might redraw the map of the region.", "redraw", "hypothetical"),
    ("The chief demanded that the mayor resign.", "resign", "hypothetical"),
    ("The chief demanded that the hostages be freed.", "freed", "hypothetical"),
    ("The bishop called on the rebels to leave the valley.", "leave", "hypothetical"),
    ("The bishop encouraged the rebels to leave the valley.", "leave", "hypothetical"),
    ("The rebels have to leave the valley.", "leave", "future"),
    ("The colonel denied that soldiers fired on the crowd.", "fired", "negated"),
    ("The colonel warned against attacking the convoy.", "attacking", "negated"),
    ("Soldiers helped villagers rebuild the bridge.", "rebuild", "occurred"),
    ("Guards forced the crew to leave the ship.", "leave", "occurred"),
    ("The court will force the crew to leave the ship.", "leave", "future"),
    ("The new law may fail to protect the herders.", "protect", "hypothetical"),
    ("The army will continue to shell the port.", "shell", "future"),
    ("The plan presented on Monday pleased the union.", "presented", "occurred"),
    ("The court heard a proposal to release the miners.", "release", "future"),
    ("The queen called the envoy on Friday to thank him.", "thank", "occurred"),
    ("The union demanded that the court stop jailing clerks for speaking out.", "speaking", "occurred"),
    ("The army will push north, using drones.", "using", "future"),
]
CONDITIONS = [
    ("Should the rebels attack, the army will respond.", "attack", "hypothetical"),
    ("Had the mayor lost, his deputy would have resigned.", "lost", "hypothetical"),
    ("Had the mayor lost, his deputy would have resigned.", "resigned", "hypothetical"),
    ("Troops will withdraw as soon as the rebels sign the accord.", "sign", "hypothetical"),
    ("The crew was trying to flee when the ship sank.", "sank", "occurred"),
    ("The union would strike if wages fell.", "strike", "conditional"),
    ("The fund will be discussed when the ministers meet.", "meet", "future"),
    ("The guards stayed at the port in case the rebels attack it.", "attack", "hypothetical"),
    ("The union said that it would strike.", "strike", "future"),
]
SAID_OR_ALLOWED = [
    ("The captain would like to thank the crew.", "thank", "occurred"),
    ("I want to condemn this attack.", "condemn", "occurred"),
    ("The captain would like to sink the boat.", "sink", "hypothetical"),
    ("She said she wanted to thank the crew.", "thank", "occurred"),
    ("She said she wanted to sink the boat.", "sink", "hypothetical"),
    ("The prisoners were allowed to meet their lawyers.", "meet", "occurred"),
    ("The prisoners will be allowed to meet their lawyers.", "meet", "hypothetical"),
    ("Police were able to free the crew.", "free", "occurred"),
    ("Police are able to free the crew.", "free", "hypothetical"),
    ("Police were not able to free the crew.", "free", "negated"),
    ("The heirs are fighting to keep the house, accusing the mayor of fraud.", "accusing", "occurred"),
    ("Will the minister resign?", "resign", "hypothetical"),
    ("Why are they shelling the port?", "shelling", "ongoing"),
    ('"Free the hostages," the bishop said.', "Free", "hypothetical"),
    ("The fishermen see no end to the raids.", "see", "occurred"),
    ("Norway was the first country to recognise the council.", "recognise", "occurred"),
    ("Norway plans to be the first country to recognise the council.", "recognise", "future"),
    ("The deputy fled north, only to be arrested at the border.", "arrested", "occurred"),
    ("The bishop called for replacing the guards.", "replacing", "hypothetical"),
    ("The two sides are close to signing a truce.", "signing", "future"),
    ("The premier went on to praise the nurses.", "praise", "occurred"),
    ("The fishermen signed no agreement.", "signed", "negated"),
]
POINTED_AT = [
    ("The guards feared a wave of attacks.", "attacks", "hypothetical"),
    ("Two men were charged with plotting the attacks.", "attacks", "occurred"),
    ("Two men were charged with plotting attacks.", "attacks", "hypothetical"),
    ("Two men are plotting the attack.", "attack", "hypothetical"),
    ("The guards survived a wave of attacks.", "attacks", "occurred"),
    ("The brothers committed two murders.", "murders", "occurred"),
    ("The dismissal could provoke a strike.", "strike", "hypothetical"),
    ("The dismissal could shorten the strike.", "strike", "occurred"),
]


@pytest.mark.parametrize("sentence, trigger, expected", [*NEGATION, *RAISED, *STOPPED, *GOVERNED, *CONDITIONS, *SAID_OR_ALLOWED,
                                                         *POINTED_AT])
def test_how_real(reader, sentence, trigger, expected):
    token = next(t for t in reader.read_one(sentence) if t.text == trigger)
    assert status(token, reality()) == expected


def test_an_auxiliary_is_as_real_as_its_verb(reader):
    doc = reader.read_one("The bridge has not been bombed.")
    assert {status(t, reality()) for t in doc if t.text in ("has", "been", "bombed")} == {"negated"}
