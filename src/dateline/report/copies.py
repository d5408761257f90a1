"""Copies: which reports are one text, sent out again under other headlines, shortened or brought up to date.

Two texts share a source where most of the shorter one stands in the other, counted in runs of five words (Broder
1997). MinHash sketches cut into bands find who may be alike without comparing all with all; what they find is then
counted exactly, so that the answer never depends on the sketch, nor on who came first.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, Literal, TypeVar

from rensa import RMinHash

Kind = Literal["exact", "near", "part"]
N = TypeVar("N", int, str)      # a name

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
    """What of a text finds its copies, in numbers of 63 bits: one for all its words, and one for each band."""

    words: int
    whole: int
    keys: tuple[int, ...]


def sketch(text: str) -> Sketch:
    """
    >>> sketch("Troops left.") == sketch("TROOPS left")
    True
    """
    words = words_of(text)
    whole = _number(" ".join(words).encode("utf-8", "surrogatepass"))
    if len(words) < LEAST:
        return Sketch(len(words), whole, (whole,))
    made = RMinHash(num_perm=SKETCH, seed=SEED)
    made.update(sorted(runs(words)))
    values = array("I", made.digest())
    bands = (values[at : at + BAND] for at in range(0, SKETCH, BAND))
    return Sketch(len(words), whole, tuple(_number(bytes([n]) + band.tobytes()) for n, band in enumerate(bands)))


def _number(said: bytes) -> int:
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "little") >> 1


def words_of(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def runs(words: Sequence[str]) -> frozenset[str]:
    """Every run of RUN words."""
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in the form in which it is compared."""

    words: tuple[str, ...]
    runs: frozenset[str]


def wording(text: str) -> Wording:
    words = words_of(text)
    return Wording(words, runs(words))


def kin(one: str, other: str) -> Kind | None:
    """How two texts are copies of one another; None where they are not."""
    return akin(wording(one), wording(other))


def akin(one: Wording, other: Wording) -> Kind | None:
    if one.words == other.words:
        return "exact"
    if min(len(one.words), len(other.words)) < LEAST:
        return None
    both = len(one.runs & other.runs)
    if both / len(one.runs | other.runs) >= NEAR:
        return "near"
    return "part" if both / min(len(one.runs), len(other.runs)) >= PART else None


def families(texts: Mapping[str, str]) -> dict[str, str]:
    """The family of each text by its name: the least name of those that are copies of one another, however far."""
    meeting: dict[int, list[str]] = {}
    for name, text in texts.items():
        for key in sketch(text).keys:
            meeting.setdefault(key, []).append(name)
    pairs = {(a, b) for names in meeting.values() for a in names for b in names if a < b}
    return joined(texts, (pair for pair in pairs if kin(texts[pair[0]], texts[pair[1]])))


def joined(names: Iterable[N], pairs: Iterable[tuple[N, N]]) -> dict[N, N]:
    """Each name with the least name that pairs lead to from it.

    >>> joined("abcd", [("b", "d"), ("d", "c")])
    {'a': 'a', 'b': 'b', 'c': 'b', 'd': 'b'}
    """
    groups = Groups(names)
    for a, b in pairs:
        groups.join(a, b)
    return {name: groups.root(name) for name in groups}


class Groups(Generic[N]):
    """Names that come together; the least of those that are together stands for all."""

    def __init__(self, names: Iterable[N] = ()) -> None:
        self._parent: dict[N, N] = {name: name for name in names}

    def __iter__(self) -> Iterator[N]:
        return iter(list(self._parent))

    def root(self, name: N) -> N:
        parent = self._parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, a: N, b: N) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first
