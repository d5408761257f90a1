"""PLOVER's rules for hard cases, a few sentences each: what must be coded, and what must not stand beside it."""

from __future__ import annotations

import pytest

from dateline import Record, code

DAY = "2026-03-05"
Wanted = tuple[str, str | None, str | None]         # type, mode, status; None: whichever


def coded(text: str) -> Record:
    return code(text, published=DAY)


def names(record: Record, side: str) -> list[set[str]]:
    called = {actor.id: actor.name for actor in record.actors}
    return [{called[p.actor] for p in getattr(event, side)} for event in record.events]


def is_one(event, wanted: Wanted) -> bool:
    kind, mode, status = wanted
    return event.type == kind and mode in (None, *event.modes) and status in (None, event.status)


CASES: dict[str, list[tuple[str, list[Wanted], set[str]]]] = {
    "what is planned shifts its type and stays future": [
        ("The two premiers will meet in Oslo next week.", [("AGREE", None, "future")], {"CONSULT"}),
        ("Norway will endorse the treaty next month.", [("AGREE", None, "future")], {"SUPPORT"}),
        ("Peru and Chile will hold joint exercises in June.", [("AGREE", None, "future")], {"COOPERATE", "MOBILIZE"}),
        ("Japan will send food to Nepal next week.", [("AGREE", None, "future")], {"AID"}),
        ("The army will withdraw from the valley next month.", [("CONCEDE", None, "future")], {"RETREAT"}),
        ("The rebels will release the hostages on Friday.", [("CONCEDE", None, "future")], {"RETREAT"}),
        ("The ministry will apologise to the families next week.", [("CONCEDE", None, "future")], set()),
    ],
    "an act of promising or threatening has occurred": [
        ("Japan promised to send food to Nepal.", [("AGREE", None, "occurred")], {"AID"}),
        ("The general threatened to bomb the port.", [("THREATEN", "violence", "occurred")], {"ASSAULT"}),
        ("The militia said it would attack the capital.", [("THREATEN", "violence", None)], {"ASSAULT"}),
    ],
    "others who call for an end of the fighting ask for it": [
        ("The bishop called for an end to the fighting.", [("REQUEST", "yield", None)], {"AGREE"}),
        ("Norway urged the rebels to stop the war.", [("REQUEST", "yield", None)], {"AGREE"}),
    ],
    "a pardon concedes, the release itself retreats, a rescue aids": [
        ("The king pardoned four prisoners.", [("CONCEDE", None, "occurred")], {"RETREAT"}),
        ("Parliament granted amnesty to the rebels.", [("CONCEDE", None, None)], {"RETREAT"}),
        ("The prison released the four poets.", [("RETREAT", "release", "occurred")], {"CONCEDE"}),
        ("Soldiers rescued nine hostages.", [("AID", None, "occurred")], {"RETREAT"}),
    ],
    "summoning an ambassador accuses, cancelling a meeting rejects": [
        ("Chile summoned the Peruvian ambassador to protest against the arrests.", [("ACCUSE", None, None)], {"CONSULT"}),
        ("The premier cancelled a meeting with the union.", [("REJECT", "meet", "occurred")], {"CONSULT"}),
        ("The king called off his visit to Oman.", [("REJECT", "meet", None)], {"CONSULT"}),
    ],
    "joint exercises cooperate, one's own mobilize": [
        ("Peru and Chile held joint exercises.", [("COOPERATE", None, "occurred")], {"MOBILIZE"}),
        ("The navy held exercises off the coast.", [("MOBILIZE", None, "occurred")], {"COOPERATE"}),
    ],
    "captured fighters are abducted, a warrant threatens, prison coerces": [
        ("The rebels captured twelve soldiers.", [("ASSAULT", "abduct", "occurred")], {"COERCE"}),
        ("A judge issued an arrest warrant for the exiled general.", [("THREATEN", "arrest", "occurred")], {"COERCE"}),
        ("A court sentenced the editor to four years in prison.",
         [("SANCTION", "convict", None), ("COERCE", "arrest", None)], {"ACCUSE"}),
        ("A court convicted the banker of fraud.", [("SANCTION", "convict", None)], {"ACCUSE"}),
    ],
    "driven out is expelled, one person is deported": [
        ("The militia drove 300 families from their homes.", [("SANCTION", "expel", None)], set()),
        ("Thousands of villagers fled the fighting.", [("SANCTION", "expel", None)], set()),
        ("The government expelled the aid group.", [("COERCE", None, None)], set()),
        ("The country deported a journalist.", [("COERCE", "deport", None)], {"SANCTION"}),
    ],
    "what is withdrawn sanctions, a demand withdrawn concedes": [
        ("Sweden suspended aid to the ministry.", [("SANCTION", "withdraw", None)], {"AID"}),
        ("Spain recalled its ambassador from Chad.", [("SANCTION", "withdraw", None)], {"RETREAT"}),
        ("The union dropped its demand for higher pay.", [("CONCEDE", None, None)], {"REQUEST"}),
        ("A court acquitted the poet.", [("CONCEDE", None, "occurred")], {"SANCTION"}),
        ("The general expressed regret over the deaths.", [("CONCEDE", None, "occurred")], set()),
    ],
    "means give modes": [
        ("Guards beat the students with clubs.", [("ASSAULT", "beat", None), ("ASSAULT", "primitive", None)], set()),
        ("Two men attacked a priest with knives.", [("ASSAULT", "primitive", None)], set()),
        ("A mob set fire to the school.", [("ASSAULT", "primitive", None)], set()),
        ("China moved two warships to the strait.", [("MOBILIZE", "weapons", None)], set()),
        ("The army moved fighter jets to the border.", [("MOBILIZE", "weapons", None)], set()),
        ("The station spread propaganda about the election.", [("COERCE", "misinformation", None)], set()),
    ],
    "troops sent as relief aid": [
        ("Brazil sent troops to help flood victims.", [("AID", None, "occurred")], {"MOBILIZE"}),
    ],
    "three types need a recipient": [
        ("Norway cooperated.", [], {"COOPERATE"}),
        ("Donations were made.", [], {"AID"}),
        ("Sanctions were imposed.", [], {"SANCTION"}),
    ],
    "debts forgiven and reparations aid, payment by order sanctions": [
        ("Japan forgave the debt of Ghana.", [("AID", None, None)], {"CONCEDE"}),
        ("The company paid reparations to the villagers.", [("AID", None, None)], {"SANCTION"}),
        ("A court ordered the company to pay damages to the farmers.", [("SANCTION", None, None)], {"AID"}),
    ],
    "a protest's topic is no event, its cause is": [
        ("Thousands marched to demand the release of the students.", [("PROTEST", "demo", None)],
         {"REQUEST", "RETREAT", "CONCEDE"}),
        ("Students marched in Lima after police killed a boy.",
         [("PROTEST", "demo", None), ("ASSAULT", None, "occurred")], set()),
    ],
    "merely saying has no type": [
        ("The minister spoke about the weather.", [], {"ACCUSE", "REQUEST", "SUPPORT", "THREATEN"}),
        ("The minister said the talks had lasted two hours.", [], {"ACCUSE", "REQUEST", "SUPPORT", "THREATEN"}),
    ],
}


@pytest.mark.parametrize("rule, text, wanted, unwanted",
                         [(rule, *case) for rule, cases in CASES.items() for case in cases],
                         ids=lambda v: v if isinstance(v, str) and not v.endswith(".") else "")
def test_hard_case(rule: str, text: str, wanted: list[Wanted], unwanted: set[str]) -> None:
    events = coded(text).events
    missing = [one for one in wanted if not any(is_one(event, one) for event in events)]
    assert not missing, events
    assert not unwanted & {event.type for event in events}


@pytest.mark.parametrize("text, context", [
    ("The station spread propaganda.", "misinformation"),
    ("Hackers broke into the computers of the ministry.", "cyber"),
])
def test_two_modes_bring_the_context_of_their_name(text: str, context: str) -> None:
    assert any(context in event.modes and context in event.contexts for event in coded(text).events)


@pytest.mark.parametrize("text, actors, recipients", [
    ("Soldiers and rebels clashed near the dam.", {"Soldiers", "rebels"}, set()),           # all parties act
    ("The mayor met the bishop in Gori.", {"The mayor", "the bishop"}, set()),
    ("Talks between Peru and Chile began on Monday.", {"Peru", "Chile"}, set()),
    ("The Kenyan president visited Uganda on Monday.", {"The Kenyan president"}, {"Uganda"}),  # visitor, host
    ("Two men were killed in Gori.", set(), {"Two men"}),                                   # nobody is invented
])
def test_who_acts(text: str, actors: set[str], recipients: set[str]) -> None:
    record = coded(text)
    called = [{name.lower().removeprefix("the ") for name in side} for side in (actors, recipients)]
    found = [({n.lower().removeprefix("the ") for n in a}, {n.lower().removeprefix("the ") for n in r})
             for a, r in zip(names(record, "actors"), names(record, "recipients"), strict=True)]
    assert tuple(called) in found


def test_compound_actors_make_one_event() -> None:
    assert [len(event.actors) for event in coded("Peru, Chile and Ghana sent food to Nepal.").events] == [3]
