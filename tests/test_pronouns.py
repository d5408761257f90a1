"""Whom pronouns mean: whoever is likely enough, and otherwise nobody."""

from __future__ import annotations

import pytest

from dateline.codebook.actors import registry
from dateline.model import Published, Report
from dateline.reading import Reader
from dateline.record.who import Cast, cast


def read(text: str) -> tuple[object, Cast]:
    report = Report(Report.name(text, None, None, None), None, None, text, None, None, "en",
                    Published(None, None, "metadata"))
    doc = Reader.load().read_one(text)
    return doc, cast(doc, report, registry())


@pytest.mark.parametrize("text, actor, pronoun", [
    ("The ministry said it would close the camp.", "ministry", "it"),
    ("Rebels burned the village. They killed two men.", "Rebels", "They"),
    ("The soldiers who burned the village said they were sorry.", "soldiers", "they"),
    ("Tom Berg left Lima on Friday. He had met the miners. He will return.", "Berg", "He"),
    ("Ana Roa spoke for an hour. She thanked the nurses who had treated her son.", "Roa", "her"),
    ("Tom Berg said he and his brother had been beaten.", "Berg", "his"),
    ('Karl Roa left the talks. "He lied to all of us," said Tom Berg.', "Roa", "He"),
    ("MAYOR ROA: Good morning. We met the miners today.", "ROA", "We"),
    ("Peru condemns the raid on the village. We urge the rebels to leave.", "Peru", "We"),
    ('"We will strike," the paper quoted Tom Berg as saying.', "Berg", "We"),
    ('Tom Berg was quoted as saying: "We will strike."', "Berg", "We"),
    ("The army called back its tanks.", "army", "its"),
    ("Karl Roa accused the mayor and his aides of fraud.", "mayor", "his"),
])
def test_a_pronoun_means_the_likeliest(text, actor, pronoun):
    doc, people = read(text)
    one = next(t for t in doc if t.text == actor)
    found = [people.of(t) for t in doc if t.text == pronoun]
    assert people.of(one) is not None and set(found) == {people.of(one)}


@pytest.mark.parametrize("text, pronoun", [
    ("Prices rose in June. They hurt the poor.", "They"),               # the prices
    ("The army and the police met in Lima. They agreed to share data.", "They"),      # two together are no one actor
    ("Troops fired shells at the town. Six of them hit a school.", "them"),
    ("The news came late. We were all asleep.", "We"),
    ("Peru condemned the raid. We were all asleep.", "We"),             # a report, not a statement of Peru's
])
def test_where_no_one_is_likely_enough_it_means_nobody(text, pronoun):
    doc, people = read(text)
    found = [people.of(t) for t in doc if t.text == pronoun]
    assert found and set(found) == {None}
