"""The frames: which predicate says which event, and which of its arguments did what.

A frame is a row of ``events/<type>.toml``; the keys and the slots are explained in docs/codebook.md.
Rows are read once, checked, and kept by the lemma of their head word. A user's own rows have the same
form (``own.py``) and go before these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

import rtoml

from dateline.errors import BadCodebook

PARTS = ("verb", "noun", "adjective")
JUDGED = ("@actor", "@country", "@someone", "@number", "@any")   # what fills the slot, whatever its word
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
SLOT = re.compile(r"(clause:)?[a-z]+")
OWN = 100       # a user's own rows are tried before ours as if their idioms had so many words more

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Type:
    """One type of event; ``future`` is the type it becomes while it is only planned."""

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
    only: Words
    never: Words
    instrument: tuple[str, ...]
    plural: bool
    row: str
    own: bool = False

    @property
    def exactness(self) -> tuple[int, int, int]:
        """A user's own rows first, idioms before bare words, choosy rows before free ones; needs decide only
        between free rows."""
        return len(self.more) + OWN * self.own, len(self.only), 0 if self.only else len(self.needs)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a row: with marks for who and whom, or a counter-example that gives no such event."""

    text: str
    type: str
    row: str
    counter: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    by_head: Mapping[tuple[str, str], tuple[Frame, ...]]
    examples: tuple[Example, ...]

    def of(self, part: str, lemma: str) -> tuple[Frame, ...]:
        """The frames of a head word, the most exact first; () for a word in no row."""
        return self.by_head.get((part, lemma), ())


@dataclass(frozen=True, slots=True)
class Row:
    """A row as its file has it, and where that is: what an error names."""

    file: str
    number: str
    type: str
    keys: Mapping[str, Any]
    own: bool = False

    @property
    def label(self) -> str:
        return f"{self.file} {self.number}"

    def wrong(self, problem: str) -> BadCodebook:
        return BadCodebook(self.file, self.number, problem)


@dataclass(frozen=True, slots=True)
class Lists:
    """What a row may name: types with their modes, classes of words, contexts."""

    types: Mapping[str, Type]
    classes: Words
    contexts: frozenset[str]


def load(folder: Traversable | None = None) -> tuple[Lists, Frames]:
    """The lists and the frames of a folder of tables; BadCodebook names the row that is wrong."""
    home = folder or files("dateline.codebook")
    types = {name: new_type("types.toml", name, row) for name, row in read(home / "types.toml").items()}
    contexts = frozenset(row["name"] for row in read(home / "contexts.toml")["context"])
    lists = Lists(MappingProxyType(types), MappingProxyType(_classes(home)), contexts)
    return lists, framed(_rows(home / "events"), lists)


def read(file: Traversable) -> dict[str, Any]:
    """One TOML table of the codebook."""
    return parsed(file.name, file.read_text(encoding="utf-8"))


def parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        raise BadCodebook(name, "?", f"this is no TOML: {error}") from error


def framed(rows: Iterable[Row], lists: Lists) -> Frames:
    """The frames of rows, the most exact of each head word first."""
    by_head: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    examples: list[Example] = []
    for row in rows:
        check(row, lists)
        for frame in _frames(row, lists):
            by_head[frame.part, frame.head].append(frame)
        for key, counter in (("examples", False), ("counter", True)):
            examples += [Example(t, row.type, row.label, counter, row.own) for t in row.keys.get(key, ())]
    return Frames(_ordered(by_head), tuple(examples))


def before(own: Frames, ours: Frames) -> Frames:
    """A user's own frames before ours, head word by head word."""
    heads = {*own.by_head, *ours.by_head}
    both = {head: (*own.of(*head), *ours.of(*head)) for head in heads}
    return Frames(MappingProxyType(both), (*own.examples, *ours.examples))


def _ordered(by_head: Mapping[tuple[str, str], list[Frame]]) -> Mapping[tuple[str, str], tuple[Frame, ...]]:
    return MappingProxyType({
        head: tuple(sorted(frames, key=lambda f: f.exactness, reverse=True)) for head, frames in by_head.items()
    })


# ── the tables of the package ────────────────────────────────────────────────────────────────────


def _rows(folder: Traversable) -> Iterator[Row]:
    for file in sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml")):
        kind = file.removesuffix(".toml").upper()
        for number, row in enumerate(read(folder / file).get("frame", ()), 1):
            yield Row(file, str(number), kind, row)


def _classes(home: Traversable) -> dict[str, frozenset[str]]:
    """The lists of words in classes*.toml; a list of the same name in two files is one."""
    classes: dict[str, frozenset[str]] = {}
    for file in sorted(f.name for f in home.iterdir() if f.name.startswith("classes")):
        for name, words in read(home / file).items():
            more = words["words"] if isinstance(words, Mapping) else words
            classes[name] = classes.get(name, frozenset()) | frozenset(more)
    return classes


def new_type(file: str, name: str, row: Mapping[str, Any]) -> Type:
    """A type of its own; BadCodebook where quad or score is missing or is none."""
    strange = set(row) - {"quad", "score", "modes", "future", "needs_recipient", "note"}
    if strange:
        raise BadCodebook(file, name, f"a type has no key {sorted(strange)[0]!r}")
    if row.get("quad") not in QUADS:
        raise BadCodebook(file, name, f"a type needs a quad, one of {', '.join(QUADS)}; got {row.get('quad')!r}")
    if not is_number(row.get("score")):
        raise BadCodebook(file, name, f"a type needs a score, a number from -10 to 10; got {row.get('score')!r}")
    modes = row.get("modes", {})
    if not isinstance(modes, Mapping) or not all(map(is_number, modes.values())):
        raise BadCodebook(file, name, "modes are names with their scores, like { sit-in = -4.5 }")
    return Type(
        name,
        row["quad"].replace("_", " "),
        row["score"],
        MappingProxyType(dict(modes)),
        row.get("future"),
        row.get("needs_recipient", False),
    )


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# ── a row, checked ───────────────────────────────────────────────────────────────────────────────

LISTS = (*PARTS, "contexts", "actor", "recipient", "instrument", "examples", "counter")
FLAGS = ("reciprocal", "holds", "plural")
MANY = ("mode", "needs")                # a word or several
TABLES = ("only", "never")
KEYS = frozenset((*LISTS, *FLAGS, *MANY, *TABLES, "note"))


def check(row: Row, lists: Lists) -> None:
    """Raises BadCodebook for a row that cannot be used; it says what would be right."""
    strange = sorted(set(row.keys) - KEYS)
    if strange:
        raise row.wrong(f"there is no key {strange[0]!r}{nearest(strange[0], KEYS)}")
    for key, value in row.keys.items():
        _check_form(row, key, value)
    if not any(row.keys.get(part) for part in PARTS):
        raise row.wrong('a frame needs words: verb = ["arrest", "round up"], a noun or an adjective')
    _known(row, "mode", many(row.keys.get("mode", ())), lists.types[row.type].modes)
    _known(row, "context", row.keys.get("contexts", ()), lists.contexts)
    for slot in (*row.keys.get("actor", ()), *row.keys.get("recipient", ()), *many(row.keys.get("needs", ())),
                 *(slot for name in TABLES for slot in row.keys.get(name, {}))):
        if not SLOT.fullmatch(slot):
            raise row.wrong(f"{slot!r} is no slot; a slot is a word like subject, object, clause, with")


def _check_form(row: Row, key: str, value: Any) -> None:
    if key in FLAGS and not isinstance(value, bool):
        raise row.wrong(f"{key} is true or false, not {value!r}")
    if (key in LISTS and not _is_words(value)) or (
        key in MANY and not isinstance(value, str) and not _is_words(value)
    ):
        raise row.wrong(f'{key} is a list of words in brackets, like ["…", "…"], not {value!r}')
    if key in PARTS and any(word != word.lower() or not word.strip() for word in value):
        raise row.wrong(f"{key} {value!r}: words stand in their base form, in small letters")
    if key in TABLES and not (isinstance(value, Mapping) and all(map(_is_words, value.values()))):
        raise row.wrong(f'{key} names slots with lists of words, like {{ object = ["…"] }}, not {value!r}')


def _is_words(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)


def _known(row: Row, what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            of = f"{row.type} has no mode" if what == "mode" else f"there is no {what}"
            raise row.wrong(f"{of} {name!r}{nearest(name, known)}")


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant, to end a sentence with."""
    names = sorted(known)
    near = get_close_matches(name, names, n=2, cutoff=0.7)
    told = near or names
    return f"; {'perhaps' if near else 'there are'} {', '.join(told)}" if told else "; there are none"


def _frames(row: Row, lists: Lists) -> Iterator[Frame]:
    """A frame for each predicate of a row."""
    keys = row.keys
    only, never = (
        MappingProxyType({slot: _words(row, words, lists.classes) for slot, words in keys.get(name, {}).items()})
        for name in TABLES
    )
    for part in PARTS:
        for predicate in keys.get(part, ()):
            head, *more = predicate.split()
            yield Frame(
                row.type,
                part,
                head,
                tuple(more),
                many(keys.get("mode", ())),
                tuple(keys.get("contexts", ())),
                tuple(keys.get("actor", ())),
                tuple(keys.get("recipient", ())),
                keys.get("reciprocal", False),
                keys.get("holds", False),
                many(keys.get("needs", ())),
                only,
                never,
                tuple(keys.get("instrument", ())),
                keys.get("plural", False),
                row.label,
                row.own,
            )


def many(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _words(row: Row, words: Iterable[str], classes: Words) -> frozenset[str]:
    """Lemmas with each @class put in its place; those of JUDGED are kept, to be judged in the text."""
    found: set[str] = set()
    for word in words:
        if not word.startswith("@") or word in JUDGED:
            found.add(word)
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise row.wrong(f"there is no class {word!r}{nearest(word[1:], classes)}")
    return frozenset(found)
