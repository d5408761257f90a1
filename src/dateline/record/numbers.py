"""Numbers as news writes them: the words that say how many, and the bounds they mean.

`number_at` reads the number that a word stands in: "at least 12", "between 20 and 30", "two dozen", "tens of
thousands", "1.5 million", "nobody". Bounds follow the guidelines of the worked cases: "at least" and "more than"
leave the top open, "fewer than" and "up to" the bottom; "some", "about", "nearly" leave the number as it is; vague
words have a floor and no top (dozens 24, scores 40, hundreds 200, thousands 2,000). The words of a number are its
own without those of its bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite
from types import MappingProxyType

from spacy.tokens import Doc, Token

from dateline.codebook.frames import read
from dateline.record.phrases import remembered

DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(k|m|mn|bn|tn)?", re.IGNORECASE)
SUFFIX = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
DASHES = frozenset({"-", "–", "—"})
LONGEST = 8     # words of a number before the one looked at; "between two hundred and three hundred thousand"


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: its tokens, half-open, and its bounds; None where the words leave a side open."""

    start: int
    end: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of figures.toml."""

    small: Mapping[str, float]
    scales: Mapping[str, float]
    vague: Mapping[str, float]
    none: frozenset[str]
    some: frozenset[str]
    low: tuple[tuple[str, ...], ...]
    high: tuple[tuple[str, ...], ...]
    low_after: tuple[tuple[str, ...], ...]
    high_after: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount inside a number phrase, and the token after it; `scale` is what a shared scale word gave."""

    end: int
    value: float
    vague: bool
    scale: float = 1.0


@cache
def words() -> Words:
    table = read(files("dateline.codebook") / "figures.toml")["numbers"]
    low, high, low_after, high_after = (
        tuple(tuple(phrase.split()) for phrase in table[name]) for name in ("low", "high", "low_after", "high_after")
    )
    small, scales, vague = (MappingProxyType(dict(table[name])) for name in ("small", "scales", "vague"))
    none, some = frozenset(table["none"]), frozenset(table["some"])
    return Words(small, scales, vague, none, some, low, high, low_after, high_after)


@remembered
def number_at(token: Token) -> Number | None:
    """The number phrase around a word, the longest; None where it is in none, or in digits beyond all counting."""
    doc, first = token.doc, max(token.sent.start, token.i - LONGEST)
    for start in range(first, token.i + 1):
        found = _phrase(doc, start, token.sent.end)
        if found is not None and found.start <= token.i < found.end:
            return found if all(isfinite(side or 0.0) for side in (found.low, found.high)) else None
    return None


def is_number_word(token: Token) -> bool:
    """Could this word open or carry a number? A quick look before `number_at`."""
    known, lower = words(), token.lower_
    return (DIGITS.fullmatch(lower) is not None or lower in known.small or lower in known.scales
            or lower in known.vague or lower in known.none)


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────


def _phrase(doc: Doc, start: int, stop: int) -> Number | None:
    """The number phrase that opens at a token: nothing, an amount, or a range of two."""
    if doc[start].lower_ in words().none:
        return Number(start, start + 1, 0.0, 0.0)
    if doc[start].lower_ == "no" and start + 1 < stop and doc[start + 1].lower_ == "one":
        return Number(start, start + 2, 0.0, 0.0)
    between = doc[start].lower_ == "between"
    amount = _amount(doc, start + between, stop)
    if amount is None:
        return None
    other = _other_end(doc, amount, stop, between)
    ranged = _range(start + between, amount, other) if other is not None else None
    return ranged if ranged is not None or between else _bounded(doc, start, amount, stop)


def _other_end(doc: Doc, amount: _Amount, stop: int, between: bool) -> _Amount | None:
    """The second amount of "20-30", "20 to 30", "two or three", "between 20 and 30"."""
    joint = amount.end
    if joint + 1 >= stop:
        return None
    lower = doc[joint].lower_
    if lower not in (("and",) if between else ("to", "or")) and not (lower in DASHES and not between):
        return None
    return _amount(doc, joint + 1, stop)


def _range(start: int, amount: _Amount, other: _Amount) -> Number | None:
    shared = other.scale if amount.scale == 1.0 and amount.value < other.scale else 1.0     # "2 to 3 million"
    low = amount.value * shared
    return Number(start, other.end, low, None if other.vague else other.value) if low < other.value else None


def _bounded(doc: Doc, start: int, amount: _Amount, stop: int) -> Number:
    known = words()
    opens = start - 1 if start > 0 and doc[start - 1].pos_ == "SYM" and doc[start - 1].text not in DASHES else start
    low, high = amount.value, None if amount.vague else amount.value
    if _stands(doc, opens, known.low, before=True) or _stands(doc, amount.end, known.low_after, before=False):
        return Number(start, amount.end, low, None)
    if _stands(doc, opens, known.high, before=True) or _stands(doc, amount.end, known.high_after, before=False):
        return Number(start, amount.end, None, amount.value)
    return Number(start, amount.end, low, high)


def _stands(doc: Doc, at: int, phrases: Sequence[tuple[str, ...]], *, before: bool) -> bool:
    """Does one of the phrases stand right before (or after) a token?"""
    longest = max(map(len, phrases))
    beside = doc[max(at - longest, 0) : at] if before else doc[at : at + longest]
    near = tuple(t.lower_ for t in beside)
    return any((near[-len(p) :] if before else near[: len(p)]) == p for p in phrases)


# ── amounts ──────────────────────────────────────────────────────────────────────────────────────


def _amount(doc: Doc, at: int, stop: int) -> _Amount | None:
    """One amount that opens at a token: digits, number words, a scale word, or a vague plural."""
    if at >= stop:
        return None
    known, lower = words(), doc[at].lower_
    if lower in ("a", "an") and at + 1 < stop:
        after = doc[at + 1].lower_
        if after in known.some:                                         # "a few hundred"
            return _amount(doc, at + 1, stop)
        return _scaled(doc, at + 1, stop, 1.0) if after in known.scales else None
    if lower == "half" and at + 2 < stop and doc[at + 1].lower_ in ("a", "an"):
        return _scaled(doc, at + 2, stop, 0.5) if doc[at + 2].lower_ in known.scales else None
    if lower in known.some:                                             # "several hundred"
        found = _scaled(doc, at + 1, stop, 2.0) if at + 1 < stop and doc[at + 1].lower_ in known.scales else None
        return _Amount(found.end, found.value, True, found.scale) if found else None
    if lower in known.vague:
        return _vague(doc, at, stop)
    plain = _plain(doc, at, stop)
    if plain is not None:
        return _scaled(doc, plain.end, stop, plain.value)
    return _scaled(doc, at, stop, 1.0) if lower in known.scales else None


def _plain(doc: Doc, at: int, stop: int) -> _Amount | None:
    """Digits, or a number word below a hundred: "1,200", "3bn", "twenty-five"."""
    digits = DIGITS.fullmatch(doc[at].lower_)
    if digits:
        beside = doc[at + 1].lower_.rstrip(".") if at + 1 < stop and not doc[at].whitespace_ else ""
        apart = not digits[2] and beside in SUFFIX                      # "4m", in one token or two
        suffix = beside if apart else digits[2] or ""
        return _Amount(at + 1 + apart, float(digits[1].replace(",", "")) * SUFFIX.get(suffix, 1.0), False)
    small = words().small
    value_of = small.get(doc[at].lower_)
    if value_of is None:
        return None
    end = at + 1
    if value_of >= 20 and value_of % 10 == 0:                           # "twenty - five"
        unit = end + 1 if end < stop and doc[end].text in DASHES else end
        if unit < stop and 0 < small.get(doc[unit].lower_, 0) < 10:
            return _Amount(unit + 1, value_of + small[doc[unit].lower_], False)
    return _Amount(end, value_of, False)


def _scaled(doc: Doc, at: int, stop: int, value: float) -> _Amount:
    """An amount with the scale words after it, and what those words are joined to: "two hundred and five"."""
    known, scale = words(), 1.0
    while at < stop and (doc[at].lower_ in known.scales or _hyphened(doc, at, stop)):
        at += doc[at].text in DASHES                                    # "a $1-billion loan"
        scale *= known.scales[doc[at].lower_]
        at += 1
        if scale == 2 and at + 1 < stop and doc[at].lower_ == "of" and doc[at + 1].lower_ in known.scales:
            at += 1                                                     # "a couple of hundred"
    if scale >= 100 and at < stop:
        rest = at + 1 if doc[at].lower_ == "and" and at + 1 < stop else at
        more = _plain(doc, rest, stop) if doc[rest].lower_ in known.small else None
        if more is not None:
            tail = _scaled(doc, more.end, stop, more.value)
            if tail.value < scale:
                return _Amount(tail.end, value * scale + tail.value, False, scale)
    return _Amount(at, value * scale, False, scale)


def _hyphened(doc: Doc, at: int, stop: int) -> bool:
    """Does a hyphen join a scale word to the number before it?"""
    joins = doc[at].text in DASHES and not doc[at].whitespace_ and at + 1 < stop
    return joins and doc[at + 1].lower_ in words().scales


def _vague(doc: Doc, at: int, stop: int) -> _Amount:
    """ "dozens", "tens of thousands": the floor of each, multiplied. """
    known = words().vague
    value, end = known[doc[at].lower_], at + 1
    if end + 1 < stop and doc[end].lower_ == "of" and doc[end + 1].lower_ in known:
        inner = known[doc[end + 1].lower_]
        return _Amount(end + 2, value * inner / 2, True)                # "thousands" alone says two of them
    return _Amount(end, value, True)


def is_age(number: Token) -> bool:
    """ "Juan Roa, 47": how old he is. """
    before = number.doc[max(number.i - 2, 0) : number.i]
    return number.pos_ == "NUM" and len(before) == 2 and before[1].text == "," and before[0].ent_type_ == "person"
