"""Where names begin and end, and whose they are: persons named like places, names that several lands bear."""

from __future__ import annotations

import pytest

from dateline.codebook.actors import registry
from dateline.reading import Reader
from dateline.record.who import cast
from dateline.report import report_from_text

READER = Reader.load()


def people(text):
    report = report_from_text(text)
    return cast(READER.read_report(report), report, registry())


def named(text, name):
    return next((a for a in people(text).actors if a.name == name), None)


@pytest.mark.parametrize("text, name", [
    ("Harbour board director General Omar al-Rashid resigned on Monday.", "Omar al-Rashid"),
    ("Marine Duval, leader of the Unity Party, met the mayor.", "Marine Duval"),
    ("Mayor Tan Wai-keung resigned on Monday.", "Tan Wai-keung"),
    ("The League of Writers and Printers condemned the ban.", "League of Writers and Printers"),
    ("Berg & Sons sued the ministry.", "Berg & Sons"),
])
def test_names_are_whole_and_no_more(text, name):
    assert named(text, name) is not None, [a.name for a in people(text).actors]


def test_marine_is_a_given_name():
    actor = named("Marine Duval, leader of the Unity Party, met the mayor.", "Marine Duval")
    assert actor.sector == "PTY"


@pytest.mark.parametrize("text, name, country", [
    ("Vera Paris sued the club in Lima. Paris said that the club owed her money. Police in Peru questioned Paris.",
     "Vera Paris", None),
    ("The Democratic Party lost three seats in Taiwan. Voters in Taiwan and the Taiwanese press cheered.",
     "Democratic Party", "TWN"),
    ("A firm based in San Jose sued a bank.", "San Jose", None),
])
def test_what_others_bear_too_says_no_country(text, name, country):
    actor = named(text, name)
    assert actor is not None and actor.country == country, [(a.name, a.country) for a in people(text).actors]


@pytest.mark.parametrize("text, words, name", [
    ("North Korea and South Korea exchanged fire. The South shelled the coast.", "The South", "South Korea"),
    ("The mayor left. Mayor Ana Roa met doctors.", "The mayor", "Ana Roa"),
    ("The UN Board of Inquiry met. The Board of Inquiry blamed the army.", "The Board of Inquiry", "UN Board of Inquiry"),
])
def test_who_is_meant(text, words, name):
    at = text.index(words)
    found = [a.name for a in people(text).actors if any(s <= at + 4 < e for s, e in a.mentions)]
    assert name in found, [(a.name, a.mentions) for a in people(text).actors]


@pytest.mark.parametrize("text, noun, country, sector", [
    ("Ukraine is at war. The Syrian government met the Kurdish militia in Syria. The government denied it.",
     "The government", "SYR", "GOV"),
    ("Hamas officials left Cairo.", "Hamas officials", "PSE", "REB"),
    ("The former judge, Ana Roa, sued a Peruvian firm.", "The former judge", None, "ELI"),
    ("Ana Roa, spokeswoman for the Peruvian army, denied it.", "Ana Roa", "PER", "MIL"),
    ("The captain shouted at the referee.", "The captain", None, "CVL"),
    ("A quarter of citizens backed the plan.", "A quarter of citizens", None, "CVL"),
    ("The UN Board of Inquiry blamed the army.", "The UN Board of Inquiry", "UNO", None),
    ("Police in Kenya met. Governments in the region denied it.", "Governments", None, "GOV"),
])
def test_country_and_sector(text, noun, country, sector):
    start, end = text.index(noun), text.index(noun) + len(noun)
    found = [a for a in people(text).actors if any(s < end and e == end for s, e in a.mentions)]
    assert found and (found[0].country, found[0].sector) == (country, sector), [
        (a.name, a.country, a.sector, a.mentions) for a in people(text).actors]
    assert start >= 0
