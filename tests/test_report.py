"""The parts of a report's text: title, headings, dateline, day; and the text kept as it came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Published, Report
from dateline.report import report_from_text
from dateline.report.clean import decoded, harmless, whole
from dateline.report.datelines import dateline_of, days_given, is_day
from dateline.report.markdown import plain
from dateline.report.structure import is_heading

PROSE = "Delegates met for a third day and left without a word to the press, which had waited in the rain."
MORE = "The hosts said that the talks would go on until all of the papers on the table had been read."


def words(report: Report) -> list[str]:
    return [report.text[start:end] for start, end in report.headings]


# ── datelines ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("line", "dateline", "place", "day"), [
    ("BOGOTA, Sept 26 (Wire) - Rebels met.", "BOGOTA, Sept 26 (Wire) -", "BOGOTA", "Sept 26"),
    ("KYIV (AFP) — Rebels met.", "KYIV (AFP) —", "KYIV", None),
    ("GENEVA/NEW YORK, 3 March 2024 - Rebels met.", "GENEVA/NEW YORK, 3 March 2024 -", "GENEVA/NEW YORK", "3 March 2024"),
    ("Washington, D.C. — The senate met.", "Washington, D.C. —", "Washington", None),
    ("WASHINGTON—The senate met.", "WASHINGTON—", "WASHINGTON", None),
    ("(NEW YORK) — Police met.", "(NEW YORK) —", "NEW YORK", None),
    ("PORT-AU-PRINCE, Haiti (AP) _ Gangs met.", "PORT-AU-PRINCE, Haiti (AP) _", "PORT-AU-PRINCE", None),
    ("SÃO PAULO, Brazil — The court met.", "SÃO PAULO, Brazil —", "SÃO PAULO", None),
    ("PORT ALDERA, Veldonia, March 1 (Wire) - Troops met.", "PORT ALDERA, Veldonia, March 1 (Wire) -", "PORT ALDERA", "March 1"),
    ("MOSCOW, August 5. /TASS/. Ministers met.", "MOSCOW, August 5. /TASS/.", "MOSCOW", "August 5"),
    ("ISLAMABAD: The court met.", "ISLAMABAD:", "ISLAMABAD", None),
    ("New Delhi, 3 March (PTI): The court met.", "New Delhi, 3 March (PTI):", "New Delhi", "3 March"),
    ("LIMA (PERU), 10 MAY 90 (EFE) -- [TEXT] THE COURT MET.", "LIMA (PERU), 10 MAY 90 (EFE) -- [TEXT]", "LIMA", "10 MAY 90"),
    ("March 28 (Wire) — Police met.", "March 28 (Wire) —", None, "March 28"),
    ("Kyiv — The president met envoys.", "Kyiv —", "Kyiv", None),             # the gazetteer knows it
    ('OSLO - "We met," he said.', "OSLO -", "OSLO", None),
    ("THE HAGUE - A court met.", "THE HAGUE -", "THE HAGUE", None),
])
def test_a_dateline_is_taken_apart(line: str, dateline: str, place: str | None, day: str | None) -> None:
    found = dateline_of(line)
    assert found is not None
    assert (line[slice(*found.span)], found.place, found.day) == (dateline, place, day)


@pytest.mark.parametrize("line", [
    "Officials - who asked not to be named - met.",
    "NATO — the alliance — met.",                       # a short word in capitals is no place by itself
    "UN - Who met whom",
    "U.S. - China talks went on.",
    "EXCLUSIVE - Ministers met.",
    "UPDATE 2-Ministers met.",
    "QUESTION: Who met?",
    "The minister (a hawk) - who met them - left.",
    "THE ECONOMY - A second look",
    "TALKS - WHO MET WHOM",                             # all in capitals: they say nothing
    "She met him on March 3 - a Tuesday - and left.",
    "OSLO -",                                           # nothing follows
    "",
])
def test_what_only_looks_like_a_dateline(line: str) -> None:
    assert dateline_of(line) is None


def test_a_dateline_opens_the_first_paragraph_only() -> None:
    text = f"Talks Go On\nBy JANE DOE\n\nOSLO, Norway (Wire) - {PROSE}\n\nBERGEN, Norway (Wire) - {MORE}"
    report = report_from_text(text)
    assert (report.place, report.text[slice(*report.dateline or (0, 0))]) == ("OSLO", "OSLO, Norway (Wire) -")
    assert report_from_text(f"Talks\n{PROSE}\n{MORE}\n{PROSE}\nBERGEN, Norway (Wire) - {MORE}").dateline is None


# ── the day ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("text", "given_day", "url", "published"), [
    (f"OSLO, Sept 26 - {PROSE}", "2016-09-26", None, ("2016-09-26", "stated")),        # the dateline says so too
    (f"OSLO, Sept 26 - {PROSE}", "2016-09-27", None, ("2016-09-27", "metadata")),
    (f"OSLO, Sept 26 - {PROSE}", None, None, (None, None)),                            # of which year?
    (f"OSLO, Sept 26, 2016 - {PROSE}", None, None, ("2016-09-26", "stated")),
    (f"OSLO, Sept 26 - {PROSE}\nPosted on 26 September 2016 by the wire.", None, None, ("2016-09-26", "stated")),
    (f"OSLO, Sept 26 - {PROSE}\nAs on 26 September 2016 and 26 September 2015.", None, None, (None, None)),
    (f"Talks\nTuesday, March 3, 2015\n{PROSE}", None, None, ("2015-03-03", "stated")),
    (f"Tuesday, March 3, 2015\n{PROSE}", None, None, ("2015-03-03", "stated")),
    (f"Talks\n{PROSE}", None, "https://example.org/2016/09/26/talks", ("2016-09-26", "metadata")),
    (f"Talks\n{PROSE}", None, "https://example.org/2016/13/26/talks", (None, None)),
    (f"The war began on March 3, 2015. {PROSE}", None, None, (None, None)),            # told, not stated
    (f"Talks\n{PROSE}", "2016-09-26T23:30:00-05:00", None, ("2016-09-26", "metadata")),
])
def test_the_day_of_publication_has_a_basis(
    text: str, given_day: str | None, url: str | None, published: tuple[str | None, str | None]
) -> None:
    day = report_from_text(text, published=given_day, url=url).published
    assert (day.start, day.basis) == published
    assert day.end == day.start


@pytest.mark.parametrize(("value", "days"), [
    ("2016-09-26", ("2016-09-26", "2016-09-26")),
    ("20160926", ("2016-09-26", "2016-09-26")),
    ("2016/09/26", ("2016-09-26", "2016-09-26")),
    ("2016-09-26T10:00:00Z", ("2016-09-26", "2016-09-26")),
    ("Mon, 26 Sep 2016 23:10:00 GMT", ("2016-09-26", "2016-09-26")),      # as feeds write it
    ("September 26th, 2016", ("2016-09-26", "2016-09-26")),
    ("2016-02", ("2016-02-01", "2016-02-29")),
])
def test_dates_as_givers_write_them(value: str, days: tuple[str, str]) -> None:
    assert days_given(value) == days


@pytest.mark.parametrize("value", ["yesterday", "26/09/2016", "2016-13-01", "2016-00", "0000-01", "", "31 June 2016"])
def test_what_is_no_date_says_so(value: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|month must|year|out of range"):
        days_given(value)


def test_a_line_that_is_a_day() -> None:
    assert is_day("Tuesday, March 3, 2015")
    assert is_day("Published 3 March 2015")
    assert not is_day("March 3, 2015, will be remembered")


# ── title and headings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("line", "heading"), [
    ("TRUCE TALKS", True),
    ("Pressure from abroad", True),
    ("Two Deaths in the North", True),
    ("SILENCE IN THE STREETS?", True),
    ("What happens next?", True),
    ("Video games, maps, and more", True),
    ("## The numbers", True),
    ("Police made no arrests.", False),
    ("among them two girls", False),                                    # goes on from the line before
    ("The minister said on Monday that he would go if asked", False),   # too many words for a phrase
    ("By Jane Doe", False),
    ("By JANE DOE and JOHN ROE in Nairobi", False),
    ("Jane Doe, Staff Writer", False),
    ("By the numbers", True),
    ("Tuesday, March 3, 2015", False),
    ("10:45 GMT", False),
    ("- bread", False),
    ("Advertisement", False),
    ("Photo: Jane Doe", False),
    ("“We are not done,”", False),
    ("12,000", False),
    ("They said:", False),
])
def test_headings_told_from_prose(line: str, heading: bool) -> None:
    assert is_heading(line) is heading


def test_headings_in_a_text_of_a_paragraph_a_line() -> None:
    report = report_from_text(f"Talks Go On\n{PROSE}\nPRESSURE FROM ABROAD\n{MORE}\nWhat they want\n{PROSE}")
    assert report.title == "Talks Go On"
    assert words(report) == ["PRESSURE FROM ABROAD", "What they want"]
    assert ("title", "the first line") in report.found


def test_headings_in_wrapped_text() -> None:
    wrapped = "Delegates met for a third day\nand left without a word to the\npress, which had waited in rain.\n"
    report = report_from_text(f"Talks Go On in Oslo\n\n{wrapped}\nPressure from abroad\n\n{wrapped}\nTRUCE TALKS\n{wrapped}")
    assert words(report) == ["Pressure from abroad", "TRUCE TALKS"]
    assert report_from_text(wrapped * 3).title is None          # its first line is the first line of its prose


def test_a_wrapped_title_is_one() -> None:
    assert report_from_text(f"Talks Go On\nFor Third Day\n\n{PROSE}").title == "Talks Go On For Third Day"


@pytest.mark.parametrize("text", [
    f"Talks\n{PROSE}\nAlpha 3\nBeta 2\nGamma 1\n{MORE}",        # a table
    f"Talks\n{PROSE}\nMORE TO COME",                            # heads nothing
    PROSE,
])
def test_texts_without_headings(text: str) -> None:
    assert words(report_from_text(text)) == []


@pytest.mark.parametrize(("text", "title"), [
    (f"Senator Leaves for the U.S.\n{PROSE}", "Senator Leaves for the U.S."),
    (f"Will They Talk?\n{PROSE}", "Will They Talk?"),
    (f"They met and left.\n{PROSE}", None),
    (f"OSLO - They met and left\n{PROSE}", None),
    (f"By Jane Doe\n{PROSE}", None),
    (f"March 3, 2015\n{PROSE}", None),
    ("Only a line", None),
    ("", None),
])
def test_a_title_is_the_first_line_where_it_can_be(text: str, title: str | None) -> None:
    assert report_from_text(text).title == title


def test_markdown_becomes_the_text_it_writes() -> None:
    text, spans = plain(
        "# The *Title*\n\nA [link](http://x.org/a_b), **bold**, `code`, snake_case and 2 * 3 * 4.\n\n"
        "Part One\n--------\n> quoted\n\n---\n![picture](x.png)\n```\n# no heading\n```\n## Part Two ##\nEnd.")
    assert text == (
        "The Title\n\nA link, bold, code, snake_case and 2 * 3 * 4.\n\nPart One\nquoted\n\n\n# no heading\n"
        "Part Two\nEnd.")
    assert [text[s:e] for s, e in spans] == ["Part One", "Part Two"]


# ── text and encodings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("raw", "text"), [
    ("Café – “yes”".encode(), "Café – “yes”"),
    ("Café – “yes”".encode("utf-8-sig"), "Café – “yes”"),
    ("Café – “yes”".encode("utf-16"), "Café – “yes”"),
    ("Café – “yes”, they said".encode("utf-16-le"), "Café – “yes”, they said"),         # without its mark
    ("Café – “yes”, they said".encode("utf-16-be"), "Café – “yes”, they said"),
    ("Café – “yes”".encode("utf-32"), "Café – “yes”"),
    (("The minister said “no” in the Café – twice. " * 3).encode("cp1252"), "The minister said “no” in the Café – twice. " * 3),
    ("Cafés in Zürich closed – “for good”, José Muñoz said.".encode("cp1252"),             # short, and much beyond ASCII
     "Cafés in Zürich closed – “for good”, José Muñoz said."),
    ("<meta charset='iso-8859-2'><p>Łódź".encode("iso-8859-2"), "<meta charset='iso-8859-2'><p>Łódź"),
    (("Переговоры в Москве закончились ничем, сообщил министр иностранных дел. " * 5).encode("cp1251"),
     "Переговоры в Москве закончились ничем, сообщил министр иностранных дел. " * 5),
    (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    (b"a nul\x00 and a bell\x07, no more", "a nul  and a bell , no more"),
])
def test_any_encoding(raw: bytes, text: str) -> None:
    assert decoded(raw, "x.txt") == text


@given(st.text(st.characters(), max_size=60))
def test_cleaning_loses_no_place(text: str) -> None:
    for clean in (harmless, whole):
        assert len(clean(text)) == len(text)
        clean(text).encode()


ANY = st.text(st.characters() | st.sampled_from("\n\r\t\x00\ud800 -—#.,:(/)ABC"), max_size=300)


@given(ANY, st.none() | ANY)
def test_any_text_is_a_report_whose_spans_lie_in_it(text: str, title: str | None) -> None:
    report = report_from_text(text, title=title)
    assert report.text == whole(text)
    last = 0
    for start, end in report.headings:
        assert last <= start < end <= len(report.text)
        assert report.text[start:end] == report.text[start:end].strip()
        last = end
    if report.dateline:
        assert report.text[slice(*report.dateline)].strip()
        assert (report.place or "") in report.text[slice(*report.dateline)]


def test_one_endless_line_is_read_in_time() -> None:
    for unit in ("A/B ", "A-", "x ", "By A ", "# ", "OSLO, ", "(A) ", "3 March "):
        assert report_from_text(unit * 500_000).headings == ()


def test_ids_say_what_the_report_is() -> None:
    first = report_from_text(PROSE, outlet="Wire", published="2016-09-26")
    assert first.id == report_from_text(PROSE, outlet="Wire", published="2016-09-26", ref="x").id
    assert first.id != report_from_text(PROSE, outlet="Post", published="2016-09-26").id
    assert first.published == Published("2016-09-26", "2016-09-26", "metadata")


def test_headings_of_the_worked_cases(shared) -> None:  # type: ignore[no-untyped-def]
    """All headings of the fourteen cases, and nothing else: what was measured stays."""
    import json

    for line in (shared / "cases" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        assert [list(span) for span in report_from_text(gold["report"]["text"]).headings] == gold["headings"]
