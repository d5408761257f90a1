"""When: expressions with their days, the time of a deed, deadlines and conditions. Written on Thursday 5 March 2026."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import Reader
from dateline.record.when import condition, deadline, event_time, times
from dateline.report import report_from_text

DAY = "2026-03-05"


def read(text, day=DAY):
    report = report_from_text(text, published=day)
    doc = Reader.load().read_report(report)
    return doc, report, times(doc, report)


@pytest.mark.parametrize(
    "sentence, words, value, first, last",
    [
        ("Troops left on Monday.", "Monday", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("Troops will leave on Monday.", "Monday", "2026-03-09", "2026-03-09", "2026-03-09"),
        ("They met on March 3, 2015 in Oslo.", "March 3, 2015", "2015-03-03", "2015-03-03", "2015-03-03"),
        ("They met on 3 March 2015 in Oslo.", "3 March 2015", "2015-03-03", "2015-03-03", "2015-03-03"),
        ("They met in May 2008.", "May 2008", "2008-05", "2008-05-01", "2008-05-31"),
        ("They met yesterday.", "yesterday", "2026-03-04", "2026-03-04", "2026-03-04"),
        ("They met last week.", "last week", "2026-W09", "2026-02-23", "2026-03-01"),
        ("They met last month.", "last month", "2026-02", "2026-02-01", "2026-02-28"),
        ("They met two weeks ago.", "two weeks ago", "2026-02-19", "2026-02-19", "2026-02-19"),
        ("They fought in 1999.", "1999", "1999", "1999-01-01", "1999-12-31"),
        ("They fought in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("The talks lasted three days.", "three days", "P3D", None, None),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5", None, None),
    ],
)
def test_expressions(sentence, words, value, first, last):
    _, _, found = read(sentence)
    assert [(sentence[t.start : t.end], t.value, t.from_, t.to) for t in found] == [(words, value, first, last)]


@pytest.mark.parametrize("sentence", ["He may march.", "The second man ran.", "It cost $1999.", "Some 2,500 guests came."])
def test_words_that_are_no_times(sentence):
    assert not read(sentence)[2]


def test_without_a_day_of_publication_nothing_is_guessed():
    _, _, found = read("Troops left on Monday.", day=None)
    assert [(t.value, t.from_) for t in found] == [("XXXX-WXX-1", None)]


@pytest.mark.parametrize(
    "sentence, word, start",
    [
        ("Troops shelled the town on Monday and will leave on Friday.", "shelled", "2026-03-02"),
        ("Troops shelled the town on Monday and will leave on Friday.", "leave", "2026-03-06"),
        ("Police said on Tuesday that two men fled.", "fled", None),
    ],
)
def test_the_time_of_a_deed(sentence, word, start):
    doc, report, found = read(sentence)
    token = next(t for t in doc if t.text == word)
    time = event_time(token, found, doc, report)
    assert (time.start if time else None) == start


def test_deadline_and_condition():
    text = "He vowed revenge unless the pilots were freed by March 9."
    doc, report, found = read(text)
    token = next(t for t in doc if t.text == "vowed")
    assert deadline(token, found, doc, report) == ("2026-03-09", None)
    start, end = condition(token, doc)
    assert text[start:end] == "unless the pilots were freed by March 9"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_times_in_order(text):
    doc, _, found = read(text)
    assert all(0 <= t.start < t.end <= len(doc.text) for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert all(t.from_ <= t.to for t in found if t.from_ and t.to)
