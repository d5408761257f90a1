"""The table ``untyped.toml``: predicates that were looked at and have no PLOVER type.

Nothing is coded from it. A word of no frame and not in this table is a word that nobody has judged yet, which
is what the coverage of the frames is measured against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from dateline.codebook.frames import read

PARTS = ("verb", "noun")


@dataclass(frozen=True, slots=True)
class Untyped:
    """Lemmas without a type, by part of speech, and the sentences that show it."""

    words: Mapping[str, frozenset[str]]
    examples: tuple[str, ...]

    def holds(self, part: str, lemma: str) -> bool:
        return lemma in self.words.get(part, frozenset())


@cache
def untyped() -> Untyped:
    rows = read(files("dateline.codebook") / "untyped.toml")["row"]
    return Untyped(
        MappingProxyType({part: frozenset(w for row in rows for w in row.get(part, ())) for part in PARTS}),
        tuple(example for row in rows for example in row["examples"]),
    )
