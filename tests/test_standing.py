"""Who somebody was on which day: offices stated and known, deeds of old, names and offices left open."""

from __future__ import annotations

import pytest

import dateline
from dateline.codebook.actors import registry
from dateline.model import Actor, Participant, Record, Time
from dateline.record.standing import holders, middle


def actor(record: Record, words: str) -> Actor:
    """The actor with a mention of exactly these words."""
    text = record.report.text
    return next(a for a in record.actors if any(text[s:e] == words for s, e in a.mentions))


def party(record: Record, verb: str) -> Participant:
    """Who did what a word tells."""
    return next(e for e in record.events if record.report.text[slice(*e.trigger)] == verb).actors[0]


@pytest.mark.parametrize("text, day, words, country, sector", [
    ("President Biden thanked the miners.", "2022-03-04", "Biden", "USA", "GOV"),           # no word of America
    ("President Carter thanked the miners.", "2005-03-04", "Carter", "USA", "ELI"),         # called so long after
    ("President Oakes thanked the miners.", "2022-03-04", "Oakes", None, "GOV"),            # whom no table knows
    ("Merkel met Germany's bakers.", "2010-03-04", "Merkel", "DEU", "GOV"),
    ("Merkel met Germany's bakers.", "2023-03-04", "Merkel", None, None),                   # which one, then?
    ("The Kenyan leader met miners.", "2024-07-05", "The Kenyan leader", "KEN", "GOV"),
    ("The Kenyan union leader met miners.", "2024-07-05", "The Kenyan union leader", "KEN", "LAB"),
    ("The Kenyan political leader met miners.", "2024-07-05", "The Kenyan political leader", "KEN", None),
])
def test_titles_and_surnames_find_their_holder_of_the_day(text, day, words, country, sector):
    found = actor(dateline.code(text, published=day), words)
    assert (found.country, found.sector) == (country, sector)


@pytest.mark.parametrize("text, day, title, holding, basis", [
    ("President Carter thanked the miners.", "2005-03-04", "President", "former", "stated"),
    ("President Biden thanked the miners.", "2022-03-04", "President", "current", "stated"),
    ("Angela Merkel thanked the miners.", "2010-03-04", "Chancellor", "current", "table"),
    ("Angela Merkel thanked the miners.", "2023-03-04", "Chancellor", "former", "table"),
    ("The union's treasurer, Ana Roa, thanked the miners.", "2023-03-04", "treasurer", "current", "stated"),
])
def test_an_office_says_whence_it_is_known(text, day, title, holding, basis):
    roles = [r for a in dateline.code(text, published=day).actors for r in a.roles]
    assert [(r.title, r.holding, r.basis) for r in roles] == [(title, holding, basis)]


def test_an_office_in_another_sector_has_its_days():
    """He led the opposition when the report was written: of the office before it the table knows the days."""
    record = dateline.code("Former prime minister Raila Odinga thanked the miners.", published="2016-03-04")
    roles = {r.title: r for r in actor(record, "Raila Odinga").roles}
    assert (roles["prime minister"].start, roles["prime minister"].end) == ("2008-04-17", "2013-04-09")
    assert roles["opposition leader"].holding == "current"


@pytest.mark.parametrize("text, verb, sector, title", [
    ("In 2010 Angela Merkel thanked the bakers.", "thanked", "GOV", "Chancellor"),
    ("On 3 May 2016 Barack Obama threatened Peru with sanctions.", "threatened", "GOV", "President"),
])
def test_a_deed_of_old_is_done_by_who_one_was_then(text, verb, sector, title):
    record = dateline.code(text, published="2026-03-05")
    then = party(record, verb).then
    assert then is not None and (then.sector, then.title) == (sector, title)
    assert next(a for a in record.actors if a.id == party(record, verb).actor).sector == "ELI"


@pytest.mark.parametrize("text", [
    "Angela Merkel thanked the bakers on Tuesday.",         # what she is today the actor says
    "In 2010 Ana Roa thanked the bakers.",                  # nobody knows
    "In 1970 Angela Merkel thanked the bakers.",            # before any office
])
def test_nothing_is_said_twice_or_guessed(text):
    assert party(dateline.code(text, published="2026-03-05"), "thanked").then is None


@pytest.mark.parametrize("text, day, words, candidates", [
    ("President Bush warned Peru.", None, "Bush", {"George H.W. Bush", "George W. Bush"}),
    ("President Bush warned Peru.", "2003-05-06", "Bush", set()),
    ("The Kenyan president met miners.", "2024-07-05", "The Kenyan president", {"William Ruto"}),
    ("In 2010 the Kenyan president met miners.", "2024-07-05", "the Kenyan president", {"Mwai Kibaki"}),
    ("The former Kenyan president met miners.", "2024-07-05", "The former Kenyan president", set()),
    ("The Kenyan president, William Ruto, met miners.", "2024-07-05", "William Ruto", set()),
])
def test_who_may_be_meant_is_told_and_nobody_picked(text, day, words, candidates):
    assert set(actor(dateline.code(text, published=day), words).candidates) == candidates


def test_an_office_the_table_does_not_know_outranks_it():
    record = dateline.code("Defence Minister Angela Merkel thanked the bakers.", published="2024-05-06")
    assert actor(record, "Angela Merkel").sector == "GOV"
    record = dateline.code("Former defence minister Angela Merkel thanked the bakers.", published="2024-05-06")
    assert actor(record, "Angela Merkel").sector == "ELI"


def test_a_vice_president_is_not_the_president():
    text = "Vice President Ida Berg of Ghana met miners. The president praised Berg."
    record = dateline.code(text, published="2024-05-06")
    assert actor(record, "The president").id != actor(record, "Berg").id


@pytest.mark.parametrize("when, day", [
    (Time("2009-01-01", "2009-12-31", "year", None, "stated"), "2009-07-01"),
    (Time("2009-03-04", "2009-03-04", "day", None, "relative"), "2009-03-04"),
    (Time("2009-03-04", "2009-03-05", "day", None, "assumed"), None),
    (Time(None, "2009-03-05", "day", None, "stated"), None),
    (None, None),
])
def test_the_day_of_a_deed(when, day):
    assert middle(when) == day


def test_holders_need_a_day_and_a_country():
    assert holders("president", "USA", "2010-01-01", registry()) == ("Barack Obama",)
    assert holders("president", "USA", None, registry()) == ()
    assert holders("president", None, "2010-01-01", registry()) == ()
