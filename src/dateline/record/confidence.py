"""How sure an event is: the share of events like it whose words do tell such a deed, on reports with gold.

Features are those of the words alone, never of who acts. The weights are those of a logistic regression (L2 penalty 2)
on 400 events of our own stories, 162 of the worked cases and 256 events of real reports judged by eye. Cross-validated
by report: expected calibration error 0.05 on the stories, 0.06 on the judged reports, 0.06 on the cases; Brier score
0.15, 0.11 and 0.09. The shares of the reader's heads would lower the first to 0.14, but jump where a name changes.
"""

from __future__ import annotations

from math import exp

from dateline.record.what import Found

BIAS = 0.88
WEIGHTS = {
    "verb": 0.14,           # nouns are told in passing, or as background
    "choosy": 0.06,
    "actor": 0.52,
    "recipient": 0.62,
    "deed in words": 0.37,  # promised, asked, refused, threatened: its cue is plain
    "heading": -1.54,
    "hypothetical": -1.31,
    "ahead": -0.74,         # what is still to come is often only the content of somebody's words
    "negated": -0.57,
}
AHEAD = ("future", "conditional")


def confidence(found: Found, actor: bool, recipient: bool, heading: bool) -> float:
    """0 to 1, to two digits."""
    has = {
        "verb": found.frame.part == "verb",
        "choosy": bool(found.frame.only),
        "actor": actor,
        "recipient": recipient,
        "deed in words": found.frame.holds,
        "heading": heading,
        "hypothetical": found.status == "hypothetical",
        "ahead": found.status in AHEAD,
        "negated": found.status == "negated",
    }
    return round(1 / (1 + exp(-BIAS - sum(WEIGHTS[k] for k, yes in has.items() if yes))), 2)
