"""By what tellings find those that may be the same happening, and commitments what may settle them.

A key is a number made of several things at once (a family of types with two of: a name, a place, a word, a number), so
that few others share it however large the store is: no key is ever left out for being common, because then what is one
happening would depend on what else is there. What shares a key must also be near in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import combinations, product

from dateline.chronicle.likeness import family, is_running
from dateline.chronicle.tellings import Account, Party

WORDS = 4           # the weightiest words of its evidence by which a telling is found
TOPIC = 6           # those of its report, which stand beside a name or the word of the deed
PARTIES = 4         # of a side
STORY = 12          # the weightiest words of a report, by pairs of which others of its story are found
SHARP = 1           # days by which two single days may be apart, halved: they are two deeds beyond (likeness.py)
WIDE = 16           # the same of days that are not told to the day
ALWAYS = (0, 4_000_000)


def number(*parts: str) -> int:
    """A digest as a number that fits a column."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def keys(account: Account) -> frozenset[int]:
    """Numbers of which two tellings of one happening share at least one: of cross-document pairs of ECB+ (train side)
    that are one and weigh as one, 97 in 100 do; a telling met 13 others within its topic."""
    kind = family(account)
    return frozenset(number(kind, *sorted(pair)) for pair in _pairs(account))


def _pairs(account: Account) -> Iterator[tuple[str, str]]:
    """What a telling is known by, two and two."""
    deed = f"word {account.word}"
    said = sorted({deed, *(f"word {word}" for word in _top(account.words, WORDS))})
    story = [f"story {word}" for word in _top(account.story, TOPIC)]
    names = set(_names(account))
    yield from product(sorted(names | set(_others(account))), said)
    yield from combinations(said, 2)
    yield from product(sorted(names | {deed}), story)


def _top(words: Mapping[str, float], most: int) -> list[str]:
    return sorted(words, key=lambda w: (-words[w], w))[:most]


def _names(account: Account) -> Iterator[str]:
    yield from (f"name {party.name}" for party in _parties(account) if party.named)
    if account.place:
        yield f"place {account.place}"


def _others(account: Account) -> Iterator[str]:
    """What says less than a name."""
    yield from (f"side {party.country} {party.sector}" for party in _parties(account) if party.country)
    if account.days and is_running(account):
        yield "toll"
    yield from (f"figure {kind} {low}" for kind, low, _ in account.figures)


def _parties(account: Account) -> tuple[Party, ...]:
    return *account.actors[:PARTIES], *account.recipients[:PARTIES]


def window(account: Account) -> tuple[int, int]:
    """The days on which a telling meets others: those it tells, else those about which it was told."""
    days = account.days or account.told
    if days is None:
        return ALWAYS
    sharp = account.days is not None and not account.assumed and days[1] - days[0] <= 1
    by = SHARP if sharp else WIDE
    return days[0] - by, days[1] + by


def story_keys(story: Mapping[str, float]) -> frozenset[int]:
    """Numbers of which two reports of one story share at least one."""
    return frozenset(number("story", *pair) for pair in combinations(sorted(_top(story, STORY)), 2))


def party_numbers(names: Iterable[str]) -> frozenset[int]:
    return frozenset(number("party", name) for name in names)
