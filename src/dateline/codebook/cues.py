"""The table ``cues.toml``: words by which somebody says something, and how he stands to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from dateline.codebook.frames import read
from dateline.errors import BadCodebook
from dateline.model import Stance

Content = Literal["clause", "object", "asked", "accused"]
PARTS = ("verb", "noun", "adverb", "preposition")


@dataclass(frozen=True, slots=True)
class Cue:
    """One use of a cue word; ``more`` holds an idiom's further words, ``only`` what its content may be."""

    head: str
    more: tuple[str, ...]
    stance: Stance
    content: Content
    only: frozenset[str]
    needs: str
    mood: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a row, with {S …} the source, {C …} the cue, {X …} the content; a counter has no claim."""

    text: str
    stance: Stance
    counter: bool


@dataclass(frozen=True, slots=True)
class Cues:
    by_head: Mapping[tuple[str, str], tuple[Cue, ...]]
    examples: tuple[Said, ...]

    def of(self, part: str, lemma: str) -> tuple[Cue, ...]:
        """The uses of a word, idioms first; () for a word that is no cue."""
        return self.by_head.get((part, lemma), ())


@cache
def cues() -> Cues:
    """The table inside the package. Raises BadCodebook for a row without a stance or content."""
    found: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    examples: list[Said] = []
    for number, row in enumerate(read(files("dateline.codebook") / "cues.toml")["cue"], 1):
        try:
            stance, content = row["stance"], row["content"]
        except KeyError as error:
            raise BadCodebook("cues.toml", str(number), f"lacks {error}") from error
        examples += [Said(text, stance, False) for text in row.get("examples", ())]
        examples += [Said(text, stance, True) for text in row.get("counter", ())]
        for part in PARTS:
            for phrase in row.get(part, ()):
                head, *more = phrase.split()
                found[part, head].append(
                    Cue(
                        head,
                        tuple(more),
                        stance,
                        content,
                        frozenset(row.get("only", ())),
                        row.get("needs", ""),
                        row.get("mood", False),
                    )
                )
    ordered = {key: tuple(sorted(rows, key=lambda c: -len(c.more))) for key, rows in found.items()}
    return Cues(MappingProxyType(ordered), tuple(examples))
