"""Copies: which reports are one text, sent out again under other headlines, shortened or brought up to date.

Two texts share a source where most of the shorter one stands in the other, counted in runs of five words (Broder
1997). MinHash sketches cut into bands find who may be alike without comparing all with all; what they find is then
counted exactly, so that the answer never depends on the sketch, nor on who came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rensa import RMinHash

Kind = Literal["exact", "near", "part"]

RUN = 5             # words in a run
SKETCH = 128        # values in a sketch …
BAND = 4            # … in bands of so many: two that share 42 % of their runs meet as often as not, of 60 % 99 in 100
SEED = 2026
NEAR = 0.8          # the share of all runs of two texts, above which one is the other but for a few words
PART = 0.5          # the share of the shorter one's runs that stand in the longer, above which it was copied
LEAST = 30          # words below which only the very same text is a copy: short notices are alike by their form

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a text finds its copies: the digest of its words, and a key for each band."""

    words: int
    keys: tuple[str, ...]


def sketch(text: str) -> Sketch:
    """
    >>> sketch("Troops left.").keys == sketch("TROOPS left").keys
    True
    """
    words = WORD.findall(text.casefold())
    if len(words) < LEAST:
        return Sketch(len(words), (" ".join(words),))
    made = RMinHash(num_perm=SKETCH, seed=SEED)
    made.update(sorted(runs(words)))
    values = made.digest()
    bands = (values[at : at + BAND] for at in range(0, SKETCH, BAND))
    return Sketch(len(words), tuple(f"{n}:" + ",".join(map(str, band)) for n, band in enumerate(bands)))


def runs(words: Sequence[str]) -> frozenset[str]:
    """Every run of RUN words."""
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def kin(one: str, other: str) -> Kind | None:
    """How two texts are copies of one another; None where they are not."""
    a, b = (WORD.findall(text.casefold()) for text in (one, other))
    if a == b:
        return "exact"
    if min(len(a), len(b)) < LEAST:
        return None
    own, theirs = runs(a), runs(b)
    both = len(own & theirs)
    if both / len(own | theirs) >= NEAR:
        return "near"
    return "part" if both / min(len(own), len(theirs)) >= PART else None


def families(texts: Mapping[str, str]) -> dict[str, str]:
    """The family of each text by its name: the least name of those that are copies of one another, however far."""
    meeting: dict[str, list[str]] = {}
    for name, text in texts.items():
        for key in sketch(text).keys:
            meeting.setdefault(key, []).append(name)
    pairs = {(a, b) for names in meeting.values() for a in names for b in names if a < b}
    return joined(texts, (pair for pair in pairs if kin(texts[pair[0]], texts[pair[1]])))


def joined(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each name with the least name that pairs lead to from it.

    >>> joined("abcd", [("b", "d"), ("d", "c")])
    {'a': 'a', 'b': 'b', 'c': 'b', 'd': 'b'}
    """
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    return {name: root(name) for name in parent}
