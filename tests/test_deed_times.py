"""When a deed was, where the words of time stand elsewhere than on it; last days; background."""

import pytest

import dateline


def events(sentence, published="2026-03-05"):
    """Event by the first word of its trigger."""
    return {sentence[slice(*e.trigger)].split()[0]: e for e in dateline.code(sentence, published=published).events}


@pytest.mark.parametrize(
    "sentence, word, start, end, basis",
    [
        # a day before what is promised is the promise's own
        ("On Monday the union threatened to march unless wages were raised by Saturday.", "threatened", "2026-03-02",
         "2026-03-02", "relative"),
        ("The union threatened on Monday to march unless wages were raised.", "threatened", "2026-03-02", "2026-03-02",
         "relative"),
        # joined verbs share the day behind the last, unless that one is another's or came later
        ("Rebels burned a mill and shot a guard on Monday.", "burned", "2026-03-02", "2026-03-02", "relative"),
        ("Rebels burned a mill and then shot a guard on Monday.", "burned", "2026-03-04", "2026-03-05", "assumed"),
        # what is forced or allowed is done; nothing done was done on a day to come
        ("Police captured ten sailors last Tuesday and let them go the next morning.", "let", "2026-03-04", "2026-03-04",
         "relative"),
        ("The fleet will sail on Monday, after rebels stormed the port.", "stormed", "2026-03-04", "2026-03-05", "assumed"),
        # a clause behind a day tells of that day
        ("Leaders sealed the border on Monday, making good a threat they issued last Thursday, when they gave the junta "
         "72 hours to step down.", "gave", "2026-02-26", "2026-02-26", "relative"),
        # a happening's own year, and the year of a fair that is no time of the deed
        ("The 2003 war toppled the king.", "toppled", "2003-01-01", "2003-12-31", "stated"),
        ("On Monday, at this year's fair, the premier denounced the rebels.", "denounced", "2026-03-02", "2026-03-02",
         "relative"),
        # a bare hour tells no day
        ("In a speech after midnight the president sacked his cabinet.", "sacked", "2026-03-04", "2026-03-05", "assumed"),
        # who says "I" does it when it is said
        ('"I ask forgiveness of the victims," the rebel leader told the crowd on Monday.', "ask", "2026-03-02",
         "2026-03-02", "relative"),
        ("Guards had shot a miner hours before rebels stormed the port on Monday.", "shot", "2026-03-02", "2026-03-02",
         "relative"),
        # the story goes on from where it was before it looked back
        ("Rebels stormed the port on Tuesday. They had burned a mill on Monday. Guards shot a man.", "shot", "2026-03-03",
         "2026-03-03", "assumed"),
        ("A revolt broke out on January 5. More than 20 people have been killed in it.", "killed", "2026-01-05",
         "2026-03-05", "stated"),
    ],
)
def test_when(sentence, word, start, end, basis):
    time = events(sentence)[word].time
    assert (time.start, time.end, time.basis) == (start, end, basis)


@pytest.mark.parametrize(
    "sentence, word, day",
    [
        # of what is done only words, terms and grants have a last day
        ("Troops left the province two days ahead of the March 31 limit.", "left", None),
        ("The mayor, who told the town that he would stay until September, resigned on Friday.", "resigned", None),
        ("The rebels signed a treaty under which they are to disarm by the end of the year.", "signed", None),
        ("The rebels signed a treaty under which they are to disarm by the end of the year.", "disarm", "2026-12-31"),
        ("The rebels agreed to disarm by the end of the year.", "agreed", "2026-12-31"),
        # both a day and a last day: on the one it was said, by the other it is to be done
        ("On Monday Ghana promised to free the nurses by Saturday.", "promised", "2026-03-07"),
        ("On Monday the union threatened to march unless wages were raised by Saturday.", "threatened", "2026-03-07"),
        ("The union threatened on Monday to march unless wages were raised by Saturday.", "threatened", "2026-03-07"),
        ("Ghana vowed to expel Togo's envoy if the fishermen were not freed by Sunday.", "vowed", "2026-03-08"),
        # a deadline that is set, moved, or given to somebody
        ("The council set a deadline of March 15 for Togo to withdraw its troops.", "set", "2026-03-15"),
        ("The general pushed back the deadline for the rebels to disarm to March 20.", "pushed", "2026-03-20"),
        ("The deadline was extended to the end of the month.", "extended", "2026-03-31"),
        ("The truce, which the general called in May and later extended to the end of the year, has held.", "extended",
         "2026-12-31"),
        ("The government postponed the release of the nurses until March 20.", "release", "2026-03-20"),
        ("The pact gives the rebels until March 20 to quit the valley.", "quit", "2026-03-20"),
        ("The rebels were given a week to leave the valley.", "leave", "2026-03-12"),
        ("The rebels must hand their rifles to the monitors within ten days.", "hand", "2026-03-15"),
        # the end of a span that was told before
        ("The army declared a one-year emergency. It promised to hold an election when the year is over.", "promised",
         "2027-03-05"),
        ("The king promised to hold an election when the year is over.", "promised", None),
        # counted from the day on which it was given
        ("Leaders sealed the border on Monday, making good a threat they issued last Thursday, when they gave the junta "
         "72 hours to step down.", "gave", "2026-03-01"),
        ("The union threatened to march again unless the council, at its sitting on Friday, calls a vote.", "threatened",
         "2026-03-06"),
    ],
)
def test_last_days(sentence, word, day):
    assert events(sentence)[word].deadline == day


@pytest.mark.parametrize(
    "sentence, word, background",
    [
        ("Nearly 15,000 people were killed in three decades of fighting.", "killed", True),
        ("Two guards were killed in three days of fighting.", "killed", False),
        ("The junta ordered an offensive against the rebels in May 2003.", "offensive", True),
        ("The junta ordered an offensive against the rebels on Monday.", "offensive", False),
    ],
)
def test_background(sentence, word, background):
    assert events(sentence)[word].historical is background
