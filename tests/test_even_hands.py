"""Law: even hands. Swapping two names in a text swaps them in the record, and nothing else moves.

A share of all swaps runs here, each template with other pairs; ``python -m bench.even`` runs them all.
"""

from __future__ import annotations

import pytest
from bench.even import PAIRS, TEMPLATES, Told, chosen, failures, told, uneven

from dateline import Record, code
from dateline.codebook import load
from dateline.codebook.contexts import contexts

SHARE = 8               # every eighth pair of each template
LEAST = 0.995
STATUSES = {"occurred", "ongoing", "future", "conditional", "hypothetical", "negated"}
STANCES = {"asserts", "denies", "doubts", "believes", "promises", "threatens", "asks"}


@pytest.fixture(scope="module")
def seen() -> list[Record]:
    """Each template told once, of two states."""
    return [code(told(template, "Peru", "Chile", "one").text, published="2026-03-05") for template in TEMPLATES]


def test_there_are_enough_sentences_and_pairs() -> None:
    assert len(set(TEMPLATES)) >= 60
    assert len({(a, b) for a, b, _ in PAIRS}) >= 40
    assert all("{A}" in template and "{B}" in template for template in TEMPLATES)


def test_the_sentences_reach_all_types_statuses_and_stances(seen: list[Record]) -> None:
    events = [event for record in seen for event in record.events]
    assert {event.type for event in events} == set(load().types)
    assert {event.status for event in events} == STATUSES
    assert {claim.stance for record in seen for claim in record.claims} == STANCES


def test_every_sentence_gives_an_event(seen: list[Record]) -> None:
    assert [template for template, record in zip(TEMPLATES, seen, strict=True) if not record.events] == []


def test_swapping_the_names_swaps_the_record(reader) -> None:
    swaps = list(chosen(SHARE))
    broken = [found for found in failures(swaps, reader) if not found.lawful]
    assert len(broken) <= (1 - LEAST) * len(swaps), "\n".join(map(str, broken))


def test_every_pair_takes_its_turn() -> None:
    assert {pair for _, pair in chosen(SHARE)} == set(PAIRS)


def test_a_rule_that_depended_on_a_name_would_be_found(reader) -> None:
    """A word that is a name and a deed to the reader: the check must see it."""
    found = uneven("{A} criticised {B}.", ("the report", "the army", "one"), reader)
    assert found is None or not found.lawful


@pytest.mark.parametrize("template, names, expected", [
    ("{A} met {B}.", ("the army", "Peru", "one"), Told("The army met Peru.", (("A", (0, 8)), ("B", (13, 17))))),
    ("“{B} {was} there,” {A} said.", ("Hutus", "men", "many"),
     Told("“Men were there,” Hutus said.", (("B", (1, 4)), ("A", (18, 23))))),
])
def test_names_are_put_into_their_places(template: str, names: tuple[str, str, str], expected: Told) -> None:
    assert told(template, *names) == expected


def test_no_context_is_told_by_the_name_of_a_group(reader) -> None:
    """Deeds and things tell terrorism, not those who are said to commit it."""
    groups = ("Hamas", "Fatah", "the FARC", "the ELN", "Boko Haram", "Hezbollah", "the PKK", "the Taliban", "the IRA")
    assert {group: contexts().of(reader.read_one(f"{group} spoke.")[:]) for group in groups} == dict.fromkeys(groups, ())
