"""What talk is no event, and of which type it is: senses that are told by who stands where. The sentences are ours."""

from __future__ import annotations

import pytest

from dateline import code

DAY = "2026-03-05"
VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}


def types(text: str) -> set[str]:
    return {event.type for event in code(text, published=DAY).events}


@pytest.mark.parametrize("text", [
    # private people
    "The two friends first met in 1998.",
    "She met her husband at a party in Lima.",
    "Maria Lopez went to a restaurant on Friday.",
    "Juan Silva came to Gori to play the violin.",
    "The nurse had a long conversation with her mother.",
    # other senses
    "The general hails from a village near Gori.",
    "The crowd began to cheer.",
    "The report adds a missing voice to the record.",
    "The tax system favours the rich.",
    "Farmers make up a third of the party.",
    "The senator has broadened his appeal.",
    "He took a call from the office.",
    "She pushed the button for the third floor.",
    "The phone can be used for phone calls.",
    "The senator is campaigning in the north.",
    "Maria Lopez campaigned in the north in May.",
    "The mayor turned the tables on her rivals.",
    "The committee held a hearing on the budget.",
    # attitudes, not acts
    "The candidate's support fell to 40 percent.",
    "His book tells of his commitment to the club.",
    "Most farmers agree that the dam is too old.",
    "The patrols guarantee the security of the port.",
    "Police arrested a man suspected of theft.",
    # a state of things
    "A long quarrel between the two firms over the name has begun.",
    # a denial is a claim
    "The minister rejected fears of a shortage.",
    "The king dismissed the rumours.",
    "The envoy rejected the notion that he was ill.",
    # a duty is no deed
    "The army must comply with its obligations.",
    # what something threatens to become is no threat
    "The two rivals threaten to divide the vote.",
    "The envoy stressed the threat that drought poses.",
])
def test_is_no_event(text: str) -> None:
    assert not types(text) & VERBAL


@pytest.mark.parametrize("text, kind", [
    ("The two sides called for an end to the war.", "AGREE"),
    ("The bishop called for an end to the war.", "REQUEST"),
    ("Peru and Chile agreed to build a railway.", "AGREE"),
    ("The two sides agreed that talks would resume.", "AGREE"),
    ("Critics say the mayor has misused the fund.", "ACCUSE"),
    ("The minister said a reform of the bank was needed.", "REQUEST"),
    ("The premier told the general that he would face war.", "THREATEN"),
    ("The army complied with the demands of the strikers.", "CONCEDE"),
    ("The union has campaigned against the bank.", "ACCUSE"),
    ("Maria Lopez flew to Peru for talks.", "CONSULT"),
    ("The foreign minister arrived in Norway.", "CONSULT"),
    ("The bishop mediated between the rebels and the government.", "CONSULT"),
    ("Norway's support for Chad is known.", "SUPPORT"),
    ("The union said it would never accept the plan.", "REJECT"),
    # one who speaks for others attacks another such in words
    ("The senator renewed her attacks on the press.", "ACCUSE"),
    ("The minister's attack on the opposition leader drew applause.", "ACCUSE"),
    ("The guerrillas charged that the army had burned two farms.", "ACCUSE"),
])
def test_is_an_event(text: str, kind: str) -> None:
    assert kind in types(text)
