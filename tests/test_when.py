"""When: the time of a deed, deadlines and conditions. Written on Thursday 5 March 2026."""

from __future__ import annotations

import pytest

import dateline
from dateline.reading import Reader
from dateline.record.limits import condition, deadline
from dateline.record.past import historical
from dateline.record.timex import times
from dateline.record.when import event_time
from dateline.report import report_from_text

DAY = "2026-03-05"


def read(text, day=DAY):
    report = report_from_text(text, published=day)
    doc = Reader.load().read_report(report)
    return doc, report, times(doc, report)


def test_since_then_to_a_day_that_nobody_tells():
    event = dateline.code("Rebels have bombed the port several times since the war began in 2011.").events[0]
    assert (event.time.start, event.time.end, event.time.basis) == ("2011-01-01", None, "stated")


@pytest.mark.parametrize(
    "sentence, word, start, end, basis",
    [
        ("Troops shelled the town on Monday and will leave on Friday.", "shelled", "2026-03-02", "2026-03-02", "relative"),
        ("Troops shelled the town on Monday and will leave on Friday.", "leave", "2026-03-06", "2026-03-06", "relative"),
        ("The Union suspended aid to the Kesmaran government in January.", "suspended", "2026-01-01", "2026-01-31",
         "stated"),                                             # wherever the tree hangs the month
        ("Two days after voters rejected the deal, he resigned on Wednesday.", "rejected", "2026-03-02", "2026-03-02",
         "relative"),
        ("He called a truce two days before rebels shelled Gori on Monday.", "called", "2026-02-28", "2026-02-28", "relative"),
        ("The strike has gone on since Monday.", "strike", "2026-03-02", "2026-03-05", "relative"),
        ("The war, which began in 1999, has killed thousands.", "killed", "1999-01-01", "2026-03-05", "stated"),
        ("He hunted rebels from 2002 to 2010.", "hunted", "2002-01-01", "2010-12-31", "stated"),
        ("The mayor had offered to resign on Monday.", "offered", "2026-03-02", "2026-03-02", "relative"),
        ("Police said on Tuesday that two men fled.", "fled", "2026-03-03", "2026-03-03", "assumed"),
        ("Rebels stormed a post on Monday. Hours later, jets bombed a village.", "bombed", "2026-03-02", "2026-03-02",
         "relative"),
        ("Rebels stormed a post on Monday. Jets bombed a village.", "bombed", "2026-03-02", "2026-03-02", "assumed"),
        ("Rebels stormed a post.", "stormed", "2026-03-04", "2026-03-05", "assumed"),
        ("The town, which rebels stormed, is quiet.", "stormed", None, None, None),
        ("Rebels will storm the post.", "storm", None, None, None),
        ("The war ended in 1999. Rebels burned a village.", "burned", None, None, None),
        ("The mayor condemned on Monday the attack.", "attack", None, None, None),
        ("The council declared a curfew.", "curfew", "2026-03-04", "2026-03-05", "assumed"),     # … but saying does it
        ("The war, which broke out in 2014, has killed thousands.", "killed", "2014-01-01", "2026-03-05", "stated"),
        ("They ended a revolt that began in 2014. Thousands have been killed in it.", "killed", "2014-01-01", "2026-03-05",
         "stated"),
        ("The town was ruled by a junta until 1998.", "ruled", None, "1998-12-31", "stated"),
        ("Thousands were killed before a truce ended the war in 1998.", "killed", None, "1998-12-31", "stated"),
        ("The mayor resigned three weeks after the raid of January 5, 2026.", "resigned", "2026-01-26", "2026-01-26",
         "relative"),
        ("The raid comes two days after rebels burned a mill.", "burned", "2026-03-03", "2026-03-03", "relative"),
        ("The marches that drove him out in May 2019 were small.", "marches", "2019-05-01", "2019-05-31", "stated"),
        ("A bomb went off before dawn on Monday.", "went", "2026-03-02", "2026-03-02", "relative"),
        ("The rebels kept a truce through most of this year.", "kept", "2026-01-01", "2026-03-05", "relative"),
        ("The queen plans to visit the port next month.", "plans", "2026-04-01", "2026-04-30", "relative"),
        ("The union promised to march on Saturday.", "promised", "2026-03-04", "2026-03-05", "assumed"),
        ("The judge ordered his release no later than March 12.", "ordered", "2026-03-04", "2026-03-05", "assumed"),
        ("Under the law of 1985, the judge fined the firm.", "fined", "2026-03-04", "2026-03-05", "assumed"),
        ("The rebels, who once bombed the port, signed.", "bombed", None, None, None),
        ("They marked on Monday the anniversary of the massacre.", "massacre", None, None, None),
        ("In 1999 he led the rebels. His men burned a mill.", "burned", "1999-01-01", "1999-12-31", "assumed"),
        ("A few months ago, the guards shot a miner.", "shot", None, None, None),
        ("The raid was on February 4. After the mourning, they shot a guard.", "shot", "2026-03-04", "2026-03-05", "assumed"),
    ],
)
def test_the_time_of_a_deed(sentence, word, start, end, basis):
    doc, report, found = read(sentence)
    token = next(t for t in doc if t.text == word)
    time = event_time(token, found, doc, report)
    assert (time.start, time.end, time.basis) == (start, end, basis) if time else basis is None


@pytest.mark.parametrize(
    "sentence, word, day",
    [
        ("The rebels promised to leave the city by March 9.", "promised", "2026-03-09"),
        ("He gave them until Tuesday to leave.", "gave", "2026-03-10"),
        ("They undertook to disarm within 15 days.", "undertook", "2026-03-20"),
        ("On March 2 they agreed to disarm within a week.", "agreed", "2026-03-09"),
        ("He accepted the March 20 deadline.", "accepted", "2026-03-20"),
        ("The army left two days before the March 20 deadline.", "left", None),
        ("Soldiers took the palace before dawn on Monday.", "took", None),
        ("The army ruled the country until 2011.", "ruled", None),
        ("The rebels were given until Friday to leave the mill.", "leave", "2026-03-06"),
        ("The bloc gave the generals 72 hours to step down.", "gave", "2026-03-08"),
        ("The bloc demanded that they step down before the end of next week.", "demanded", "2026-03-15"),
        ("They threatened to march again unless the council, at its meeting on Friday, calls a vote.", "threatened",
         "2026-03-06"),
        ("The union vowed to close the port on Saturday unless the firm paid.", "vowed", "2026-03-07"),
        ("The mayor promises a vote, and the men are to be freed within two years.", "promises", None),  # two sentences
        ("He was shot within a week.", "shot", None),
    ],
)
def test_deadlines(sentence, word, day):
    doc, report, found = read(sentence)
    assert deadline(next(t for t in doc if t.text == word), found, doc, report)[0] == day


@pytest.mark.parametrize(
    "sentence, word, words",
    [
        ("If the talks fail, he warned, the violence could spread.", "violence", "If the talks fail"),
        ("He threatened to restore bans that he had lifted unless they left at once.", "threatened",
         "unless they left at once"),
        ("Had he lost, the party would have rebelled.", "rebelled", "Had he lost"),
        ("He left because it rained.", "left", None),
        ("He promised to leave as soon as the roads were open.", "promised", "as soon as the roads were open"),
        ("He agreed to talk on condition that the guns fell silent.", "agreed", "on condition that the guns fell silent"),
        ("They offered to talk so long as the guns stayed silent.", "offered", "so long as the guns stayed silent"),
        ("It would free the men provided that the rebels left.", "free", "provided that the rebels left"),
        ("Police warned that anyone who marched would be shot.", "warned", "anyone who marched"),
        ("They will leave as soon as possible.", "leave", None),
        ("The killings went on, if fewer than in May.", "went", None),                # concedes
        ("He ruled the island until he died.", "ruled", None),                        # tells when
    ],
)
def test_conditions(sentence, word, words):
    doc = read(sentence)[0]
    span = condition(next(t for t in doc if t.text == word), doc)
    assert (sentence[slice(*span)] if span else None) == words


@pytest.mark.parametrize(
    "sentence, word, background",
    [
        ("The war has killed thousands since 1999.", "killed", True),
        ("Rebels have killed thirty people since January.", "killed", False),
        ("Rebels bombed the port in 2019.", "bombed", True),
        ("Rebels bombed the port on Monday.", "bombed", False),
        ("Rebels bombed the port some ten years ago.", "bombed", True),
        ("Rebels bombed the port two days ago.", "bombed", False),
        ("In 1999 he led the rebels. His men burned a mill.", "burned", True),
        ("The war ended in 1999. Rebels burned a mill.", "burned", False),
        ("The rebels, who once bombed the port, signed.", "bombed", True),
        ("The group has in the past attacked convoys.", "attacked", True),
        ("Rebels attacked the port once more.", "attacked", False),
        ("They marked the anniversary of the massacre.", "massacre", True),
        ("The ban stays in force for five years.", "ban", False),
        ("Thousands were killed before a truce ended the war in 1998.", "killed", True),
    ],
)
def test_background(sentence, word, background):
    doc, report, found = read(sentence)
    token = next(t for t in doc if t.text == word)
    time = event_time(token, found, doc, report)
    assert historical(token, time, "occurred", found=found, report=report) is background


def test_background_of_a_report_without_a_day():
    sentence = "The king fell on May 2, 2006. Rebels took the port on June 9, 2007."
    doc, report, found = read(sentence, day=None)
    token = next(t for t in doc if t.text == "fell")
    assert historical(token, event_time(token, found, doc, report), "occurred", found=found, report=report)


def test_deadline_and_condition():
    text = "He vowed revenge unless the pilots were freed by March 9."
    doc, report, found = read(text)
    token = next(t for t in doc if t.text == "vowed")
    assert deadline(token, found, doc, report) == ("2026-03-09", None)
    start, end = condition(token, doc)
    assert text[start:end] == "unless the pilots were freed by March 9"
