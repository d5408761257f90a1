"""The frames: which predicate says which PLOVER event, and which of its arguments did what.

A frame is a row of ``events/<type>.toml``; the keys and the slots are explained in docs/codebook.md.
Rows are read once, checked, and kept by the lemma of their head word.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from dateline.errors import BadCodebook

PARTS = ("verb", "noun", "adjective")
JUDGED = ("@actor", "@country", "@someone", "@any")       # not words but what fills the slot, whatever its word
KEYS = frozenset(PARTS) | {
    "mode",
    "contexts",
    "actor",
    "recipient",
    "reciprocal",
    "holds",
    "needs",
    "only",
    "never",
    "instrument",
    "plural",
    "examples",
    "counter",
    "note",
}


@dataclass(frozen=True, slots=True)
class Type:
    """One of the sixteen PLOVER types; ``future`` is the type it becomes while it is only planned."""

    name: str
    quad: str
    score: float
    modes: Mapping[str, float | None]
    future: str | None
    needs_recipient: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of one predicate; ``more`` holds the further words of an idiom."""

    type: str
    part: str
    head: str
    more: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    holds: bool
    needs: tuple[str, ...]
    only: Mapping[str, frozenset[str]]
    never: Mapping[str, frozenset[str]]
    instrument: tuple[str, ...]
    plural: bool
    row: str

    @property
    def exactness(self) -> tuple[int, int, int]:
        """Idioms before bare words, choosy rows before free ones; needs decide only between free rows."""
        return len(self.more), len(self.only), 0 if self.only else len(self.needs)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a row: with marks for who and whom, or a counter-example that gives no such event."""

    text: str
    type: str
    row: str
    counter: bool


@dataclass(frozen=True, slots=True)
class Frames:
    by_head: Mapping[tuple[str, str], tuple[Frame, ...]]
    examples: tuple[Example, ...]

    def of(self, part: str, lemma: str) -> tuple[Frame, ...]:
        """The frames of a head word, the most exact first; () for a word in no row."""
        return self.by_head.get((part, lemma), ())


def load(folder: Traversable | None = None) -> tuple[Mapping[str, Type], Frames]:
    """The types and the frames of a folder of tables; BadCodebook names the row that is wrong."""
    home = folder or files("dateline.codebook")
    types = {name: _type(name, row) for name, row in read(home / "types.toml").items()}
    classes: dict[str, frozenset[str]] = {}
    for file in sorted(f.name for f in home.iterdir() if f.name.startswith("classes")):
        classes |= {
            name: classes.get(name, frozenset()) | frozenset(words)
            for name, words in _class_rows(read(home / file))
        }
    by_head: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    examples: list[Example] = []
    for file in sorted(f.name for f in (home / "events").iterdir() if f.name.endswith(".toml")):
        kind = file.removesuffix(".toml").upper()
        for number, row in enumerate(read(home / "events" / file).get("frame", ()), 1):
            where = f"{file} {number}"
            for frame in _frames(kind, where, row, types, classes):
                by_head[frame.part, frame.head].append(frame)
            examples += [Example(text, kind, where, False) for text in row.get("examples", ())]
            examples += [Example(text, kind, where, True) for text in row.get("counter", ())]
    ordered = {
        key: tuple(sorted(rows, key=lambda f: f.exactness, reverse=True)) for key, rows in by_head.items()
    }
    return MappingProxyType(types), Frames(MappingProxyType(ordered), tuple(examples))


def read(file: Traversable) -> dict[str, Any]:
    """One TOML table of the codebook."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCodebook(file.name, "?", str(error)) from error


def _type(name: str, row: Mapping[str, Any]) -> Type:
    return Type(
        name,
        row["quad"].replace("_", " "),
        row["score"],
        MappingProxyType(dict(row.get("modes", {}))),
        row.get("future"),
        row.get("needs_recipient", False),
    )


def _class_rows(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, words in table.items():
        yield name, tuple(words["words"] if isinstance(words, Mapping) else words)


def _frames(
    kind: str,
    where: str,
    row: Mapping[str, Any],
    types: Mapping[str, Type],
    classes: Mapping[str, frozenset[str]],
) -> Iterator[Frame]:
    """A frame for each predicate of a row, checked against the types and classes."""
    unknown = set(row) - KEYS
    if unknown:
        raise BadCodebook(where, where, f"unknown keys {sorted(unknown)}")
    modes = _many(row.get("mode", ()))
    strange = [m for m in modes if m not in types[kind].modes]
    if strange:
        raise BadCodebook(where, where, f"{kind} has no mode {strange[0]!r}")
    slots = {
        name: MappingProxyType(
            {slot: _words(where, words, classes) for slot, words in row.get(name, {}).items()}
        )
        for name in ("only", "never")
    }
    for part in PARTS:
        for predicate in row.get(part, ()):
            head, *more = predicate.split()
            yield Frame(
                kind,
                part,
                head,
                tuple(more),
                modes,
                tuple(row.get("contexts", ())),
                tuple(row.get("actor", ())),
                tuple(row.get("recipient", ())),
                row.get("reciprocal", False),
                row.get("holds", False),
                _many(row.get("needs", ())),
                slots["only"],
                slots["never"],
                tuple(row.get("instrument", ())),
                row.get("plural", False),
                where,
            )


def _many(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _words(where: str, words: list[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Lemmas with each @class put in its place; those of JUDGED are kept, to be judged in the text."""
    found: set[str] = set()
    for word in words:
        if not word.startswith("@") or word in JUDGED:
            found.add(word)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise BadCodebook(where, where, f"no class {word!r}; there are {', '.join(sorted(classes))}")
    return frozenset(found)
