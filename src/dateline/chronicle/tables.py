"""The table of commitments as typed values: what keeps a promise, what breaks it, who acts for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import rtoml

from dateline.chronicle.tellings import Account, stem


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed: a type, with a mode or without, done or told as not done."""

    type: str
    mode: str | None
    negated: bool

    def fits(self, deed: Account) -> bool:
        real = deed.status == ("negated" if self.negated else "real")
        return real and deed.type == self.type and (self.mode is None or self.mode in deed.modes)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a promise, a demand or a threat is about: its words, the deeds that keep it and those that break it."""

    name: str
    words: frozenset[str]
    stop: frozenset[str]
    mode: str | None
    deeds: tuple[Kind, ...]
    against: tuple[Kind, ...]

    def meant(self, told: Account) -> bool:
        return self.said(told.words.keys()) or (self.mode is not None and self.mode in told.modes)

    def said(self, said: Set[str]) -> bool:
        return bool(self.words & said) and (not self.stop or bool(self.stop & said))


@dataclass(frozen=True, slots=True)
class Sides:
    state: frozenset[str]
    groups: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """commitments.toml."""

    sides: Sides
    about: tuple[Matter, ...]
    threat: tuple[Matter, ...]
    giving: tuple[Kind, ...]
    yielding: tuple[Kind, ...]
    binding: frozenset[str]
    aside: frozenset[str]
    demanding: frozenset[str]
    limit: frozenset[str]
    word: frozenset[str]
    anybody: frozenset[str]
    delaying: frozenset[str]
    recalled: Mapping[str, tuple[str, ...]]
    followed: Mapping[str, tuple[str, ...]]


@cache
def known() -> Known:
    table = rtoml.loads(files("dateline.chronicle").joinpath("commitments.toml").read_text(encoding="utf-8"))
    return Known(
        sides=Sides(**{name: frozenset(row) for name, row in table["sides"].items()}),
        about=tuple(_matter(name, row) for name, row in table["about"].items()),
        threat=tuple(_matter(name, row) for name, row in table["threat"].items()),
        giving=_kinds(table["giving"]["deeds"]),
        yielding=_kinds(table["yielding"]["deeds"]),
        binding=_stems(table["binding"]["words"]),
        aside=_stems((*table["aside"]["words"], *table["binding"]["words"])),
        demanding=_stems(table["demanding"]["words"]),
        limit=_stems(table["limit"]["words"]),
        word=_stems(table["word"]["words"]),
        delaying=_stems(table["delaying"]["words"]),
        anybody=frozenset(table["anybody"]["deeds"]),
        recalled={state: tuple(words) for state, words in table["recalled"].items()},
        followed={state: tuple(words) for state, words in table["followed"].items()},
    )


def _matter(name: str, row: Mapping[str, list[str]]) -> Matter:
    mode = row.get("mode")
    assert mode is None or isinstance(mode, str)
    return Matter(name, _stems(row["words"]), _stems(row.get("stop", ())), mode, _kinds(row["deeds"]),
                  _kinds(row.get("against", ())))


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _kinds(deeds: Iterable[str]) -> tuple[Kind, ...]:
    """
    >>> _kinds(["RETREAT:release", "ASSAULT negated"])[1]
    Kind(type='ASSAULT', mode=None, negated=True)
    """
    split = ((deed.removesuffix(" negated"), deed.endswith(" negated")) for deed in deeds)
    return tuple(Kind(name.partition(":")[0], name.partition(":")[2] or None, no) for name, no in split)
