"""Time expressions: their words, TIMEX3 values and days. Written on Thursday 5 March 2026 unless told otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import Reader
from dateline.record.calendars import day_in, named_day, rule_error, span_in
from dateline.record.timewords import matches, words
from dateline.record.timex import times
from dateline.report import report_from_text

DAY = "2026-03-05"


def found(text, day=DAY):
    report = report_from_text(text, published=day)
    return times(Reader.load().read_report(report), report)


def shown(text, day=DAY):
    return [(text[t.start : t.end], t.type, t.value) for t in found(text, day)]


@pytest.mark.parametrize(
    "sentence, words, value, first, last",
    [
        ("Troops left on Monday.", "Monday", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("Troops will leave on Monday.", "Monday", "2026-03-09", "2026-03-09", "2026-03-09"),
        ("They met on March 3, 2015 in Oslo.", "March 3, 2015", "2015-03-03", "2015-03-03", "2015-03-03"),
        ("They met on 3 March 2015 in Oslo.", "3 March 2015", "2015-03-03", "2015-03-03", "2015-03-03"),
        ("They met on 3-5 March 2015 in Oslo.", "3-5 March 2015", "2015-03-03", "2015-03-03", "2015-03-05"),
        ("They met on 25/12/2010.", "25/12/2010", "2010-12-25", "2010-12-25", "2010-12-25"),
        ("They met on 03/04/2010.", "03/04/2010", None, None, None),                   # nobody knows the month
        ("They met on the 3rd.", "the 3rd", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("They met in May 2008.", "May 2008", "2008-05", "2008-05-01", "2008-05-31"),
        ("They met yesterday.", "yesterday", "2026-03-04", "2026-03-04", "2026-03-04"),
        ("They met the day before yesterday.", "the day before yesterday", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("They met last week.", "last week", "2026-W09", "2026-02-23", "2026-03-01"),
        ("They met over the weekend.", "the weekend", "2026-W09-WE", "2026-02-28", "2026-03-01"),
        ("They met last month.", "last month", "2026-02", "2026-02-01", "2026-02-28"),
        ("They met two weeks ago.", "two weeks ago", "2026-W08", "2026-02-16", "2026-02-22"),
        ("They met three days ago.", "three days ago", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("They fought in 1999.", "1999", "1999", "1999-01-01", "1999-12-31"),
        ("They fought in nineteen ninety-six.", "nineteen ninety-six", "1996", "1996-01-01", "1996-12-31"),
        ("They fought in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("He has ruled since the late 1990s.", "the late 1990s", "199", "1996-08-31", "1999-12-31"),
        ("Fighting of the past 72 hours was fierce.", "the past 72 hours", "PT72H", "2026-03-02", "2026-03-05"),
        ("They fought in the '80s.", "the '80s", "198", "1980-01-01", "1989-12-31"),
        ("The port was built in the 19th century.", "the 19th century", "18", "1801-01-01", "1900-12-31"),
        ("Many were built in the last decade.", "the last decade", "201", "2010-01-01", "2019-12-31"),
        ("The talks lasted three days.", "three days", "P3D", None, None),
        ("It took five and a half hours.", "five and a half hours", "PT5H30M", None, None),
        ("It took 5 1/2 hours.", "5 1/2 hours", "PT5H30M", None, None),
        ("It took half an hour.", "half an hour", "PT30M", None, None),
        ("It took two or three days.", "two or three days", "P2D", None, None),
        ("It took some days.", "some days", "PXD", None, None),
        ("The army will open the road within 48 hours.", "48 hours", "PT48H", "2026-03-05", "2026-03-07"),
        ("He was shot within 48 hours.", "48 hours", "PT48H", None, None),
        ("It was a year-long siege.", "year-long", "P1Y", None, None),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5", None, None),
        ("They pray on Fridays.", "Fridays", "XXXX-WXX-5", None, None),
        ("They march every Friday night.", "every Friday night", "XXXX-WXX-5TNI", None, None),
        ("They meet every month.", "every month", "P1M", None, None),
        ("They meet every other week.", "every other week", "P2W", None, None),
        ("The ship sails twice a week.", "twice a week", "P1W", None, None),
        ("The bomb went off at 10 p.m. Wednesday.", "10 p.m. Wednesday", "2026-03-04T22:00", "2026-03-04", "2026-03-04"),
        ("They have until 9 a.m. Tuesday to leave.", "9 a.m. Tuesday", "2026-03-10T09:00", "2026-03-10", "2026-03-10"),
        ("They gave him until Tuesday.", "Tuesday", "2026-03-10", "2026-03-10", "2026-03-10"),
        ("Until Tuesday, they had not called him.", "Tuesday", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("He could not be found on Tuesday.", "Tuesday", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("They sought ways to evade Tuesday's ruling.", "Tuesday", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("The court meets on Tuesday.", "Tuesday", "2026-03-10", "2026-03-10", "2026-03-10"),
        ("The court says on Tuesday it erred.", "Tuesday", "2026-03-03", "2026-03-03", "2026-03-03"),
        ("He called a rally for Saturday.", "Saturday", "2026-03-07", "2026-03-07", "2026-03-07"),
        ("He had offered to go on Saturday.", "Saturday", "2026-02-28", "2026-02-28", "2026-02-28"),
        ("She is expected later this week.", "later this week", "2026-W10", "2026-03-05", "2026-03-08"),
        ("It rained earlier this month.", "earlier this month", "2026-03", "2026-03-01", "2026-03-05"),
        ("It rained earlier in March.", "earlier in March", "2026-03", "2026-03-01", "2026-03-05"),
        ("It rained early in January.", "early in January", "2026-01", "2026-01-01", "2026-01-11"),
        ("Many died in the past decade.", "the past decade", "P1DE", "2016-01-01", "2026-03-05"),
        ("It lasted twenty-four hours.", "twenty-four hours", "PT24H", None, None),
        ("The army is now in charge.", "now", "PRESENT_REF", None, None),
        ("Prices rose in recent weeks.", "recent weeks", "PAST_REF", "2026-01-04", "2026-03-05"),
        ("Prices will rise in the coming days.", "coming days", "FUTURE_REF", "2026-03-05", "2026-03-15"),
        ("He was shot last Oct. 23 in Gori.", "Oct. 23", "2025-10-23", "2025-10-23", "2025-10-23"),
        ("They talked during the night.", "the night", "2026-03-05TNI", "2026-03-04", "2026-03-05"),
        ("It fell in the third quarter of 2019.", "the third quarter of 2019", "2019-Q3", "2019-07-01", "2019-09-30"),
        ("Sales fell in the fourth quarter.", "the fourth quarter", "2025-Q4", "2025-10-01", "2025-12-31"),
        ("Sales will fall in the second quarter.", "the second quarter", "2026-Q2", "2026-04-01", "2026-06-30"),
        ("Sales fell last quarter.", "last quarter", "2025-Q4", "2025-10-01", "2025-12-31"),
        ("Sales fell in the first half of 2019.", "the first half of 2019", "2019-H1", "2019-01-01", "2019-06-30"),
        ("Sales fell in fiscal 2019.", "fiscal 2019", "2019", "2019-01-01", "2019-12-31"),
        ("The bridge will open by year-end.", "year-end", "2026", "2026-12-01", "2026-12-31"),
        ("The river froze over the winter.", "the winter", "2025-WI", "2025-12-01", "2026-02-28"),
        ("The river froze in the winter of 1994.", "the winter of 1994", "1994-WI", "1994-12-01", "1995-02-28"),
        ("They fled in the fall.", "the fall", "2025-FA", "2025-09-01", "2025-11-30"),
    ],
)
def test_expressions(sentence, words, value, first, last):
    assert [(sentence[t.start : t.end], t.value, t.from_, t.to) for t in found(sentence)] == [(words, value, first, last)]


@pytest.mark.parametrize("sentence", ["He may march.", "The second man ran.", "It cost $1999.", "Some 2,500 guests came.",
                                      "Shares closed at $12.50.", "He is 37 years old.", "It takes three-quarters.",
                                      "The index closed at 1678.5.", "Jan Novak ran.", "They saw the fall of Gori.",
                                      "She reads the Daily Bugle.", "He reads USA Today.", "It was Super Tuesday.",
                                      "She joined the March for Peace."])
def test_words_that_are_no_times(sentence):
    assert not found(sentence)


@pytest.mark.parametrize(
    "text, expected",
    [
        # results are told of a quarter; the year before is the same quarter then
        ("Profit in the third quarter fell to $2 million from $3 million a year earlier. Sales in the latest quarter rose.",
         ["2025-Q3", "2024-Q3", "2025-Q3"]),
        # … but of nine months, the year
        ("Third-quarter profit fell. In the nine months, it rose from $3 million a year earlier.",
         ["2025-Q3", "P9M", "2025"]),
        ("He fled in June 1998 and came back later that year.", ["1998-06", "1998"]),
        ("The raid was on February 2. Three days later, they fled.", ["2026-02-02", "P3D"]),
        ("They will meet on 12 and 13 March.", ["2026-03-12", "2026-03-13"]),
        ("Shelling began at 5am (0300 GMT) on Saturday.", ["2026-02-28T05:00", "2026-02-28T03:00", "2026-02-28"]),
        ("Prices rose in the year to January.", ["P1Y", "2026-01"]),
        ("They will meet on April 24 and 25.", ["2026-04-24", "2026-04-25"]),
        ("They took the old quarter. Fires burned in the quarter.", []),                # a part of a town
    ],
)
def test_one_time_after_another(text, expected):
    assert [t.value for t in found(text)] == expected


@pytest.mark.parametrize(
    "sentence, kind, value",
    [
        ("Four ships a week sail there.", "SET", "P1W"),
        ("It opens daily.", "SET", "P1D"),
        ("He left within a week.", "DURATION", "P1W"),
        ("Three days later, they fled.", "DURATION", "P3D"),
        ("He will be freed in a year or two.", "DURATION", "P1Y"),
        ("Sales fell in fiscal year 2018.", "DATE", "2018"),
        ("More will be spent next fiscal year.", "DATE", "2027"),
        ("They came the week before last.", "DATE", "2026-W08"),
        ("They will meet in two weeks' time.", "DATE", "2026-03-19"),
        ("The base fell on the night of March 1.", "TIME", "2026-03-01TNI"),
        ("The base fell on the morning of Monday.", "TIME", "2026-03-02TMO"),
        ("Sales fell in Q3 2019.", "DATE", "2019-Q3"),
        ("It ended in the last half hour.", "DURATION", "PT30M"),
        ("The court sits in the week of March 16.", "DATE", "2026-W12"),
        ("It went off at 1745.", "TIME", "2026-03-05T17:45"),
        ("It went off at 8.40am.", "TIME", "2026-03-05T08:40"),
        ("He left at noon.", "TIME", "2026-03-05T12:00"),
        ("They met on 2015-03-02T14:30.", "TIME", "2015-03-02T14:30"),
    ],
)
def test_kinds(sentence, kind, value):
    assert [(k, v) for _, k, v in shown(sentence)] == [(kind, value)]


@pytest.mark.parametrize(
    "sentence, words, first, last",
    [
        ("Shops shut on Good Friday.", "Good Friday", "2026-04-03", "2026-04-03"),
        ("Shops shut last Christmas.", "last Christmas", "2025-12-25", "2025-12-25"),
        ("He was found on Thanksgiving Day.", "Thanksgiving Day", "2025-11-27", "2025-11-27"),
        ("The truce was broken on Eid al-Fitr 2023.", "Eid al-Fitr 2023", "2023-04-22", "2023-04-22"),
        ("Crowds filled the square in Easter week 2019.", "Easter week 2019", "2019-04-15", "2019-04-21"),
        ("Crowds marched on 22 Bahman.", "22 Bahman", "2026-02-11", "2026-02-11"),
        ("He died on 15 Ramadan 1445.", "15 Ramadan 1445", "2024-03-25", "2024-03-25"),
        ("Prices rose during Ramadan.", "Ramadan", "2026-02-18", "2026-03-19"),
        ("The derg fell on Ginbot 20, 1983.", "Ginbot 20, 1983", "1991-05-28", "1991-05-28"),
        ("The law dates from Heisei 30.", "Heisei 30", "2018-01-01", "2018-12-31"),
        ("The charter dates from 2475 BE.", "2475 BE", "1932-01-01", "1932-12-31"),
        ("The code dates from the year 1402 of the Persian calendar.", "the year 1402 of the Persian calendar",
         "2023-03-21", "2024-03-19"),
    ],
)
def test_named_days_and_other_calendars(sentence, words, first, last):
    one = found(sentence)[0]
    assert (sentence[one.start : one.end], one.from_, one.to) == (words, first, last)


@pytest.mark.parametrize(
    "calendar, theirs, ours",
    [
        ("islamic", (1445, 10, 1), "2024-04-10"), ("islamic", (1446, 1, 1), "2024-07-08"),
        ("persian", (1357, 11, 22), "1979-02-11"), ("persian", (1399, 12, 30), "2021-03-20"),
        ("persian", (1403, 1, 1), "2024-03-20"), ("hebrew", (5708, 2, 5), "1948-05-14"),
        ("hebrew", (5734, 7, 10), "1973-10-06"), ("hebrew", (5784, 7, 1), "2023-09-16"),
        ("hebrew", (5785, 7, 1), "2024-10-03"), ("ethiopian", (1983, 9, 20), "1991-05-28"),
        ("ethiopian", (2000, 1, 1), "2007-09-12"), ("coptic", (1740, 1, 1), "2023-09-12"),
        ("julian", (1917, 10, 25), "1917-11-07"),
    ],
)
def test_known_days_of_other_calendars(calendar, theirs, ours):
    assert str(day_in(calendar, *theirs)) == ours


@given(st.sampled_from(["islamic", "persian", "hebrew", "ethiopian", "coptic", "julian"]), st.integers(0, 200))
def test_years_follow_one_another(calendar, n):
    year = {"islamic": 1300, "persian": 1250, "hebrew": 5600, "ethiopian": 1850, "coptic": 1560, "julian": 1850}[calendar] + n
    this, after = span_in(calendar, year, None), span_in(calendar, year + 1, None)
    assert this and after and (after[0] - this[1]).days == 1
    assert 353 <= (this[1] - this[0]).days + 1 <= 385


@pytest.mark.parametrize(
    "rule, days",
    [
        ("easter", ["2024-03-31", "2025-04-20", "2026-04-05"]),
        ("orthodox-easter", ["2024-05-05", "2025-04-20", "2026-04-12"]),
        ("fourth thursday of november", ["2024-11-28", "2025-11-27", "2026-11-26"]),
        ("last monday of may", ["2024-05-27", "2025-05-26", "2026-05-25"]),
        ("lunar-new-year", ["2024-02-10", "2025-01-29", "2026-02-17"]),
        ("diwali", ["2024-11-01", "2025-10-20", "2026-11-08"]),
        ("hebrew 7-10", ["2024-10-12", "2025-10-02", "2026-09-21"]),
        ("persian 1-1", ["2024-03-20", "2025-03-21", "2026-03-21"]),
    ],
)
def test_days_that_move(rule, days):
    assert [str(d) for y in (2024, 2025, 2026) for d in named_day(rule, y)] == days


def test_an_islamic_day_may_come_twice_in_a_year():
    assert named_day("islamic 10-1", 2000) == [date(2000, 1, 8), date(2000, 12, 28)]


WORDS = ["the", "last", "first", "two", "a", "year", "weeks", "ago", "quarter", "of", "2019", "Monday", "night", "May",
         "3", "early", "mid-", "1990s", "in", "summer", "fiscal", "to", "and", "half", "Easter", "10 p.m.", "on",
         "Ramadan", "1445", "nineteen", "ninety-six", "every", "later", "'80s", "$", "day-long", "Reiwa", "6"]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_the_fast_path_finds_what_the_grammar_finds(text):
    assert [m.span() for m in matches(text)] == [m.span() for m in words().grammar.finditer(text)]


def test_every_holiday_has_a_rule_that_names_a_day():
    assert {name: rule_error(rule) for name, rule in words().holidays.items() if rule_error(rule)} == {}
    assert "rules look like" in (rule_error("whenever") or "")


def test_without_a_day_of_publication_nothing_is_guessed():
    assert [(t.value, t.from_) for t in found("Troops left on Monday.", day=None)] == [("XXXX-WXX-1", None)]
    assert [t.from_ for t in found("They met last week, as a year ago.", day=None)] == [None, None]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=60)
def test_any_text_gives_times_in_order(text):
    report = report_from_text(text, published=DAY)
    doc = Reader.load().read_report(report)
    every = times(doc, report)
    assert all(0 <= t.start < t.end <= len(doc.text) for t in every)
    assert [t.start for t in every] == sorted(t.start for t in every)
    assert all(t.from_ <= t.to for t in every if t.from_ and t.to)
