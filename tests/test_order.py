"""Which of two deeds came first: the table's own examples, sentences of each kind, and what must hold of any two."""

import re

import pytest

from dateline.codebook.order import marks
from dateline.model import Time
from dateline.reading import Reader
from dateline.record.order import in_order, order

MARKED = re.compile(r"\{([AB]) ([^}]*)\}")


def deeds(text):
    """The words marked {A …} and {B …}, as tokens."""
    plain, at = "", {}
    last = 0
    for found in MARKED.finditer(text):
        plain += text[last : found.start()]
        at[found[1]] = len(plain)
        plain += found[2]
        last = found.end()
    doc = Reader.load().read_one(plain + text[last:])
    return tuple(next(t for t in doc if t.idx == at[side]) for side in "AB")


SENTENCES = (
    # by the verb, in sentences apart
    "Rebels {A burned} a mill. The army {B stormed} the port.",
    "The army {B stormed} the port. Rebels had {A burned} a mill.",
    "The mayor {B said} the town was calm. Rebels {A burned} a mill.",
    "The two sides will {B meet}. Rebels {A burned} a mill.",
    "The town {B mourns}. Rebels {A burned} a mill.",
    # in one sentence
    "Police {B arrested} a man who had {A shot} a guard.",
    "Police {A chased} a man, who then {B shot} a guard.",
    "Rebels who {A burned} the mill {B fled}.",
    "The miners {A voted} to {B march}.",
    "The premier {A flew} home to {B quell} a revolt.",
    "The army {B began} its march after the rebels {A refused} to talk.",
    "The mayor {A said} that the guards would {B leave}.",
    "The rebels {A burned} the mill and {B fled}.",
    "{A Wounded} in the raid, the guard {B died}.",
    "The town {B fell} after a {A raid}.",
)


@pytest.mark.parametrize("text", [*marks().examples, *SENTENCES])
def test_which_came_first(text):
    first, last = deeds(text)
    assert order(first, last) == "before" and order(last, first) == "after"


def day(told):
    return Time(told, told, "day", None, "stated")


def test_days_decide_where_the_text_gives_them():
    first, last = deeds("Rebels {A burned} a mill. The army {B stormed} the port.")
    times = {first.i: day("2026-03-04"), last.i: day("2026-03-02")}
    assert order(first, last, times) == "after"
    guessed = {first.i: day("2026-03-04"), last.i: Time("2026-03-02", "2026-03-02", "day", None, "assumed")}
    assert order(first, last, guessed) == "before"


def test_deeds_in_the_order_in_which_they_happened():
    doc = Reader.load().read_one("The mayor said that rebels burned a mill. They had shot a guard. They will be tried.")
    told = [next(t for t in doc if t.text == w) for w in ("said", "burned", "shot", "tried")]
    assert [t.text for t in in_order(told)] == ["shot", "burned", "said", "tried"]
