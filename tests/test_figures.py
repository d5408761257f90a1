"""Numbers in words, and the deeds they belong to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import load
from dateline.codebook.actors import registry
from dateline.codebook.frames import read
from dateline.record import what
from dateline.record.figures import figures, table
from dateline.record.numbers import number_at, words
from dateline.record.who import cast
from dateline.report import report_from_text


def phrases(reader, text):
    """Every number phrase of a text as (its words, low, high)."""
    doc = reader.read_one(text)
    found = dict.fromkeys(n for token in doc if (n := number_at(token)) is not None)
    return [(doc[n.start : n.end].text, n.low, n.high) for n in found]


@pytest.mark.parametrize(
    "text, number, low, high",
    [
        ("12 men fled.", "12", 12, 12),
        ("At least 12 men fled.", "12", 12, None),
        ("More than 3,000 men fled.", "3,000", 3000, None),
        ("No fewer than 30 men fled.", "30", 30, None),
        ("Fewer than 30 men fled.", "30", None, 30),
        ("Up to 40 men fled.", "40", None, 40),
        ("Some 40 men fled.", "40", 40, 40),
        ("Nearly 40 men fled.", "40", 40, 40),                  # close to, but no bound
        ("As many as 40 men fled.", "40", 40, 40),
        ("Between 20 and 30 men fled.", "20 and 30", 20, 30),
        ("From the camp 20 to 30 men fled.", "20 to 30", 20, 30),
        ("Two or three men fled.", "Two or three", 2, 3),
        ("Two to three million men fled.", "Two to three million", 2e6, 3e6),
        ("Twenty-five men fled.", "Twenty-five", 25, 25),
        ("Two dozen men fled.", "Two dozen", 24, 24),
        ("Half a dozen men fled.", "Half a dozen", 6, 6),
        ("A hundred men fled.", "A hundred", 100, 100),
        ("Two hundred and five men fled.", "Two hundred and five", 205, 205),
        ("1.5 million men fled.", "1.5 million", 1.5e6, 1.5e6),
        ("Several hundred men fled.", "Several hundred", 200, None),
        ("A few thousand men fled.", "A few thousand", 2000, None),
        ("Dozens of men fled.", "Dozens", 24, None),
        ("Scores of men fled.", "Scores", 40, None),
        ("Hundreds of men fled.", "Hundreds", 200, None),
        ("Thousands of men fled.", "Thousands", 2000, None),
        ("Tens of thousands of men fled.", "Tens of thousands", 20000, None),
        ("Hundreds of thousands of men fled.", "Hundreds of thousands", 200000, None),
        ("40 or more men fled.", "40", 40, None),
        ("Nobody fled.", "Nobody", 0, 0),
        ("No one fled.", "No one", 0, 0),
    ],
)
def test_number_phrases(reader, text, number, low, high):
    assert phrases(reader, text) == [(number, low, high)]


def told(reader, text):
    """The figures of all events of a text: (type, kind, words, low, high), each once."""
    report = report_from_text(text)
    doc = reader.read_one(report.text)
    people = cast(doc, report, registry())
    found = {}
    for one in what.happenings(doc, load(), people, skip=lambda t: False):
        for f in figures(one.trigger, one.type, one.frame.modes, doc):
            found[one.type, f.kind, report.text[slice(*f.text)], f.low, f.high] = None
    return list(found)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Rebels killed 12 people in Oro.", [("ASSAULT", "killed", "12", 12, 12)]),
        ("Gunmen attacked a village, killing at least 12 people and wounding 40 others.",
         [("ASSAULT", "killed", "12", 12, None), ("ASSAULT", "injured", "40", 40, 40)]),
        ("An attack that killed 12 people and wounded 40 was claimed by rebels.",
         [("ASSAULT", "killed", "12", 12, 12), ("ASSAULT", "injured", "40", 40, 40)]),
        ("An attack in which 12 people died was claimed by rebels.", [("ASSAULT", "killed", "12", 12, 12)]),
        ("The bombing left 12 people dead and 30 people wounded.",
         [("ASSAULT", "killed", "12", 12, 12), ("ASSAULT", "injured", "30", 30, 30)]),
        ("The army destroyed 40 houses.", [("ASSAULT", "destroyed", "40", 40, 40)]),
        ("Two policemen were shot and wounded by gunmen.", [("ASSAULT", "injured", "Two", 2, 2)]),
        ("Two policemen were shot dead by gunmen.", [("ASSAULT", "killed", "Two", 2, 2)]),
        ("Rebels kidnapped six nuns.", [("ASSAULT", "detained", "six", 6, 6)]),
        ("Police arrested 40 protesters.", [("COERCE", "detained", "40", 40, 40)]),
        ("Rebels released two pilots.", [("RETREAT", "released", "two", 2, 2)]),
        ("Thousands of students marched in Lima.", [("PROTEST", "participants", "Thousands", 2000, None)]),
        ("A rally by 5,000 teachers was held in Lima.", [("PROTEST", "participants", "5,000", 5000, 5000)]),
        ("Kenya sent 2,000 troops to the border.", [("MOBILIZE", "troops", "2,000", 2000, 2000)]),
        ("Soldiers rescued 40 miners.", [("AID", "aided", "40", 40, 40)]),
        ("No one was hurt in the attack.", [("ASSAULT", "killed", "No one", 0, 0)]),
        ("The army killed 20 men in Oro. A doctor put the death toll at 31.",
         [("ASSAULT", "killed", "20", 20, 20), ("ASSAULT", "killed", "31", 31, 31)]),
        ("The death toll from the bombing rose to 45.", [("ASSAULT", "killed", "45", 45, 45)]),
        ("Shelling killed 14 people on Friday. On Saturday the mayor raised that to at least 20.",
         [("ASSAULT", "killed", "14", 14, 14), ("ASSAULT", "killed", "20", 20, None)]),
        ("The army killed 35 men in Oro. An officer put the toll lower, at 30, and called it over.",
         [("ASSAULT", "killed", "35", 35, 35), ("ASSAULT", "killed", "30", 30, 30)]),
        ("Shelling killed 14 people in Oro. The mayor gave a toll of 20.",
         [("ASSAULT", "killed", "14", 14, 14), ("ASSAULT", "killed", "20", 20, 20)]),
        ("Shelling killed 14 people in Oro, the mayor said, raising an earlier toll of nine.",
         [("ASSAULT", "killed", "14", 14, 14)]),
        # somebody else's number of the same
        ("The navy claimed to have sunk nine boats; Peru admitted three.",
         [("ASSAULT", "destroyed", "nine", 9, 9), ("ASSAULT", "destroyed", "three", 3, 3)]),
        ("The junta says 60 people have been killed, but the opposition counts 210.",
         [("ASSAULT", "killed", "60", 60, 60), ("ASSAULT", "killed", "210", 210, 210)]),
        ("Aid groups say that 900 people were killed in Oro, a third more than the 600 acknowledged by the king.",
         [("ASSAULT", "killed", "900", 900, 900), ("ASSAULT", "killed", "600", 600, 600)]),
        ("The junta killed 60 people; the opposition reported two strikes.", [("ASSAULT", "killed", "60", 60, 60)]),
        ("Police arrested 200 marchers; the party put the number at 500.",
         [("COERCE", "detained", "200", 200, 200), ("COERCE", "detained", "500", 500, 500)]),
        ("About 5,000 women marched in Lima. The police estimated the crowd at 1,200.",
         [("PROTEST", "participants", "5,000", 5000, 5000), ("PROTEST", "participants", "1,200", 1200, 1200)]),
        ("Police put the march at roughly 30,000 people.", [("PROTEST", "participants", "30,000", 30000, 30000)]),
        ("Guards shot dead two men and wounded a third.", [("ASSAULT", "killed", "two", 2, 2)]),
        ("Chad sent 400 fighters to support the general.", [("AID", "troops", "400", 400, 400)]),
        # numbers that count nobody, or a part of what stands elsewhere
        ("Three of those killed were nuns.", []),
        ("The 1932 massacre by the army shocked them.", []),
        ("The militia captured three towns.", []),
        ("Rebels killed 12 soldiers in Oro. The army put 40 men on guard.", [("ASSAULT", "killed", "12", 12, 12)]),
        ("Police held the man for 12 days.", []),
        ("Rebels attacked the village at 12.", []),
        ("The storm killed 12 people.", []),
    ],
)
def test_figures_of_deeds(reader, text, expected):
    assert [f for f in told(reader, text) if f[1] != "injured" or f[3] != 0] == expected


def test_a_sum_is_quoted_with_its_currency(reader):
    text = "Japan gave Nepal a loan of more than $2.5 million."
    assert [f[1:] for f in told(reader, text)] == [("money", "$2.5 million", 2.5e6, None)]


@pytest.mark.parametrize(
    "text, words, amount",
    [
        ("Japan gave Nepal a $3-billion loan.", "$3-billion", 3e9),
        ("Japan gave Nepal a €4m loan.", "€4m", 4e6),
        ("Norway gave Ghana 30 million Danish kroner.", "30 million Danish kroner", 3e7),
    ],
)
def test_sums_as_newsrooms_write_them(reader, text, words, amount):
    assert [f[2:4] for f in told(reader, text) if f[1] == "money"] == [(words, amount)]


def test_every_kind_shows_its_figure(reader):
    """The examples of figures.toml: T tells the number N."""
    rows = read(table_file())["kind"]
    assert {row["kind"] for row in rows} == {k.kind for k in table().kinds}
    for row in rows:
        for example in row["examples"]:
            plain = re.sub(r"\{[TN] ([^{}]*)\}", r"\1", example)
            number = re.search(r"\{N ([^{}]*)\}", example)[1]
            assert (row["kind"], number) in {(f[1], f[2]) for f in told(reader, plain)}, plain


def table_file():
    from importlib.resources import files

    return files("dateline.codebook") / "figures.toml"


@given(st.lists(st.sampled_from([*words().small, *words().scales, *words().vague, "a", "half", "of", "and", "to",
                                 "-", "between", "12", "1,200", "3bn", "men", "no", "one"]), max_size=9))
def test_any_heap_of_number_words_is_read(reader, heap):
    """No heap of number words breaks the reading, and a floor never lies above its top."""
    for _, low, high in phrases(reader, " ".join(heap)):
        assert low is None or high is None or low <= high
