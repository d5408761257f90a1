"""What an expression's own words say of a day: how exact it is, how it is known, whether it tells a day at all."""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Doc

from dateline.model import Basis, Grain, TimeExpression
from dateline.record.phrases import text_of


def basis(one: TimeExpression, doc: Doc) -> Basis:
    """A date is stated; a weekday, "last week", "two days ago" are relative to the day of writing."""
    words = text_of(doc)[one.start : one.end].lower()
    relative = re.search(r"\b(?:ago|earlier|later|last|next|this|past)\b", words)
    named = re.search(r"\d.*[a-z]{3}|[a-z]{3}.*\d|\d{4}", words) or re.fullmatch(r"\d{4}(?:-\d\d)?", one.value or "")
    return "stated" if named and not relative else "relative"


def grain(first: str, last: str) -> Grain:
    """The smallest measure that holds the days from the first to the last."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    for most, name in GRAINS:
        if days <= most:
            return name
    return "decade"


GRAINS: tuple[tuple[int, Grain], ...] = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))


def is_bare_clock(one: TimeExpression, doc: Doc) -> bool:
    """ "after midnight", "at 5 p.m.": the hour is told, the day is not."""
    plain = text_of(doc)[one.start : one.end].lower()
    return one.type == "TIME" and "T" in (one.value or "")[10:] and bool(CLOCK.fullmatch(plain))


CLOCK = re.compile(r"[\d.:]+\s*(?:[ap]\.?m\.?|gmt|utc|hours)?(?:\s*(?:gmt|utc|local time))?|noon|midday|midnight")
