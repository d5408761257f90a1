"""Whom definite descriptions mean, and what brings in somebody not told of before."""

from __future__ import annotations

import pytest

from test_who import read

SAME = [
    ("Taliban fighters met Islamic State on Monday. Islamic State left. The group burned a bridge.", "State", "group"),
    ("Kenyan soldiers killed ten men. The soldiers fled.", "soldiers", "soldiers"),
    ("Police shot at protesters. Protesters threw stones.", "protesters", "Protesters"),
]
APART = [
    ("Police freed ten Kenyans. Some Kenyans marched in Lima.", "Kenyans", "Kenyans"),
    ("Rebels shot ten farmers. Farmers met the mayor.", "farmers", "Farmers"),
    ("Troops freed villagers. Other villagers fled.", "villagers", "villagers"),
]


def laid(text: str, first: str, then: str) -> tuple[str | None, str | None]:
    """The actors of the first mention of one word and the last of the other."""
    doc, people = read(text)
    return (people.of(next(t for t in doc if t.text == first)),
            people.of([t for t in doc if t.text == then][-1]))


@pytest.mark.parametrize("text, first, then", SAME)
def test_a_description_means_the_likeliest_told_of_before(text, first, then):
    one, other = laid(text, first, then)
    assert one is not None and one == other


@pytest.mark.parametrize("text, first, then", APART)
def test_who_is_counted_or_brought_in_anew_is_another(text, first, then):
    one, other = laid(text, first, then)
    assert one is not None and other is not None and one != other
