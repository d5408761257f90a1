"""Reports that bear no date: the days on which they may have come out, and why."""

from datetime import date
from itertools import pairwise

import pytest

from dateline.codebook.milestones import milestones
from dateline.errors import BadCodebook
from dateline.model import Published, to_data
from dateline.reading import Reader
from dateline.record.dated import common, dated, readable
from dateline.report import report_from_text


def inferred(text):
    report = report_from_text(text)
    return dated(Reader.load().read_report(report), report).published


@pytest.mark.parametrize(
    "text, start, end",
    [
        # a count from a date, and the Friday of that week
        ("Rivals agreed on Friday to end the killing that followed the election of December 27, 2007. The pact, five "
         "weeks after the vote, came despite a murder on Tuesday.", "2008-02-01", "2008-02-07"),
        # … and before the meeting that is still to come
        ("Rivals met on Thursday, three weeks after the coup of March 22, 2012. They are due to meet again on Saturday. "
         "The north broke away on April 6.", "2012-04-12", "2012-04-13"),
        # one end alone is no answer, nor a day without a year
        ("They met on March 3, 2015. Talks will go on on March 7, 2015.", "2015-03-03", "2015-03-07"),
        ("The war began on March 3, 2015. Talks failed.", None, None),
        ("Talks failed on Tuesday.", None, None),
        ("They met on Nov. 8. Talks will open on Nov. 26.", None, None),
        # offices held, and the days told within them
        ("Prime Minister Gordon Brown opened a mill on Tuesday.", "2007-06-27", "2010-06-10"),
        ("President Nicolas Sarkozy and Gordon Brown, the British prime minister, met.", "2007-06-27", "2010-06-10"),
        ("Former prime minister Gordon Brown opened a mill.", None, None),
        ("Gordon Brown, prime minister of the United Kingdom, opened a mill.", "2007-06-27", "2010-06-10"),
        ("Alfredo Cristiani, president of El Salvador, opened a mill.", "1989-06-01", "1994-07-01"),
        ("Alfredo Cristiani, president of ARENA, opened a mill.", "1985-09-29", "1988-06-30"),     # not the state's
        ("ARENA president Alfredo Cristiani opened a mill.", "1985-09-29", "1988-06-30"),
        # a happening that many know, with its weekday, its day of the month, "last month"
        ("A cyclist in Cairo said he cheered when Hosni Mubarak resigned on Friday.", "2011-02-11", "2011-02-17"),
        ("Prices in Cairo have doubled since Hosni Mubarak resigned on Feb. 11.", "2011-02-11", "2011-12-08"),
        ("A tanker went down last month off Fukushima, where a tsunami struck last month in Japan.", "2011-04-01",
         "2011-04-30"),
        # the weekday is another: some other resignation
        ("A cyclist in Cairo said he cheered when Hosni Mubarak resigned on Sunday.", None, None),
    ],
)
def test_the_days_of_a_report_that_bears_none(text, start, end):
    found = inferred(text)
    assert (found.start, found.end) == (start, end)
    assert found.basis == ("inferred" if start else None) and bool(found.reasons) is bool(start)


def test_reasons_point_at_words_and_narrow():
    text = "Prime Minister Gordon Brown named a deputy. He spoke on Jan. 28 and will speak on Feb. 3."
    found = inferred(text)
    spans = [(date.fromisoformat(r.start), date.fromisoformat(r.end)) for r in found.reasons]
    assert [text[slice(*r.text)] for r in found.reasons][:1] == ["Gordon Brown"]
    assert all(a <= c and d <= b for (a, b), (c, d) in pairwise(spans))
    assert to_data(found)["reasons"][0]["why"] == "office"


def test_a_report_with_a_day_keeps_it():
    report = report_from_text("Prime Minister Gordon Brown opened a mill.", published="2009-05-05")
    assert dated(Reader.load().read_report(report), report) is report


def test_wide_days_resolve_no_weekday():
    report = report_from_text("Prime Minister Gordon Brown opened a mill on Tuesday.")
    found = dated(Reader.load().read_report(report), report)
    assert found.published.start and readable(found).published == Published()


def test_common_days():
    d = date.fromisoformat
    left, right = ((d("2010-01-01"), d("2010-12-31")),), ((d("2009-06-01"), d("2010-02-01")), (d("2010-06-01"), d("2011-02-01")))
    assert common(left, right) == ((d("2010-01-01"), d("2010-02-01")), (d("2010-06-01"), d("2010-12-31")))
    assert not common(left, ((d("2011-01-01"), d("2011-01-02")),))


def test_the_table_of_milestones():
    names = [m.name for m in milestones()]
    assert len(names) == len(set(names)) > 300
    assert all(date(1900, 1, 1) < m.start <= m.end < date(2100, 1, 1) and m.source for m in milestones())


def test_a_row_that_cannot_be_read_says_which(monkeypatch):
    from dateline.codebook import milestones as room

    with pytest.raises(BadCodebook, match="row 7"):
        room._row(7, {"name": "x", "day": "2011-02-30", "until": "", "kind": "war", "about": "y", "source": "z"})
