"""How sure an event is: the share of events like it that were right on development reports.

Features are those of the words alone, never of who acts. The weights are fitted by
``python -m training.confidence`` and written up in docs/benchmarks.md.
"""

from __future__ import annotations

from math import exp

from dateline.record.what import Found

BIAS = 0.2
WEIGHTS = {
    "verb": 0.3,
    "idiom": 0.2,
    "choosy": 0.2,
    "actor": 0.5,
    "recipient": 0.4,
    "heading": -0.5,
    "unreal": -0.3,
}


def confidence(found: Found, actor: bool, recipient: bool, heading: bool) -> float:
    """0 to 1, to two digits."""
    has = {
        "verb": found.frame.part == "verb",
        "idiom": bool(found.frame.more),
        "choosy": bool(found.frame.only or found.frame.needs),
        "actor": actor,
        "recipient": recipient,
        "heading": heading,
        "unreal": found.status not in ("occurred", "ongoing"),
    }
    return round(1 / (1 + exp(-BIAS - sum(WEIGHTS[k] for k, yes in has.items() if yes))), 2)
