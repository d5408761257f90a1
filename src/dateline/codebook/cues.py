"""The table ``cues.toml``: words by which somebody says something, and how he stands to it.

A row names words of one part of speech that work alike; its keys are explained at the top of the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

from dateline.codebook.frames import read
from dateline.errors import BadCodebook
from dateline.model import Stance

PARTS = ("verb", "noun", "adjective", "adverb", "preposition")
FRAMES = frozenset(
    {"clause", "infinitive", "gerund", "object", "predicate", "asked", "accused", "quoted", "measured", "phrase",
     "around", "raised", "finite"}
)
KEYS = frozenset(PARTS) | {
    "stance", "content", "source", "only", "never", "calls", "needs", "negated", "doubt", "attitude",
    "examples", "counter", "note",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One use of a cue word.

    `more` holds an idiom's further words; `content` the frames in which it takes what is said, in the order tried;
    `source` the slot of who says it; `only` and `never` what a noun content must or must not be; `calls`
    what a predicate must call it; `negated` the stance
    under a "not" (None: then nothing is said); `doubt` how far the word keeps its distance, 0 to 1; `attitude` marks
    words that show a stand without saying anything, which no record holds.
    """

    head: str
    more: tuple[str, ...]
    stance: Stance
    content: tuple[str, ...]
    source: str
    only: frozenset[str]
    never: frozenset[str]
    calls: frozenset[str]
    needs: str
    negated: Stance | None
    doubt: float
    attitude: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a row, with {S …} the source, {C …} the cue, {X …} the content; a counter has no such claim."""

    text: str
    row: str
    stance: Stance
    counter: bool
    attitude: bool


@dataclass(frozen=True, slots=True)
class Cues:
    by_head: Mapping[tuple[str, str], tuple[Cue, ...]]
    examples: tuple[Said, ...]

    def of(self, part: str, lemma: str) -> tuple[Cue, ...]:
        """The uses of a word, idioms first, then in the table's order; () for a word that is no cue."""
        return self.by_head.get((part, lemma), ())


@cache
def cues() -> Cues:
    """The table inside the package. Raises BadCodebook for a row that lacks a key or has a strange one."""
    return of_rows(read(files("dateline.codebook") / "cues.toml")["cue"])


def of_rows(rows: list[dict[str, Any]]) -> Cues:
    """The table of parsed rows (a user's own, or the one that ships)."""
    found: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    examples: list[Said] = []
    for number, row in enumerate(rows, 1):
        _check(number, row)
        examples += _examples(f"row {number}", row)
        for part, cue in _cues(row):
            found[part, cue.head].append(cue)
    ordered = {key: tuple(sorted(uses, key=lambda c: -len(c.more))) for key, uses in found.items()}
    return Cues(MappingProxyType(ordered), tuple(examples))


def _check(number: int, row: Mapping[str, Any]) -> None:
    problems = [f"has no {key!r}" for key in ("stance", "content") if key not in row]
    problems += [f"has a key {key!r}, which no row has" for key in row if key not in KEYS]
    strange = [c for c in row.get("content", ()) if c not in FRAMES]
    problems += [f"has content {c!r}; known: {', '.join(sorted(FRAMES))}" for c in strange]
    stances = (row.get("stance"), row.get("negated", "asserts"))
    problems += [f"has the stance {s!r}" for s in stances if s is not None and s not in get_args(Stance)]
    if problems:
        raise BadCodebook("cues.toml", f"row {number}", problems[0])


def _examples(name: str, row: Mapping[str, Any]) -> Iterator[Said]:
    for key in ("examples", "counter"):
        for text in row.get(key, ()):
            yield Said(text, name, row["stance"], key == "counter", row.get("attitude", False))


def _cues(row: Mapping[str, Any]) -> Iterator[tuple[str, Cue]]:
    for part in PARTS:
        for phrase in row.get(part, ()):
            head, *more = phrase.split()
            yield part, Cue(
                head,
                tuple(more),
                row["stance"],
                tuple(row["content"]),
                row.get("source", "subject"),
                frozenset(row.get("only", ())),
                frozenset(row.get("never", ())),
                frozenset(row.get("calls", ())),
                row.get("needs", ""),
                row.get("negated"),
                float(row.get("doubt", 0)),
                row.get("attitude", False),
            )
