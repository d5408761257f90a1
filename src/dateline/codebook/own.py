"""A user's own codebook: one TOML file in the form of ours, whose frames are tried before ours.

    [type.EVICT]                        a type of its own: quad and score as PLOVER has them
    quad   = "material_conflict"
    score  = -6

    [[frame]]
    type      = "EVICT"
    verb      = ["evict", "turf out"]
    actor     = ["subject"]
    recipient = ["object"]
    examples  = ["{A Bailiffs} evicted {R two families}."]

A type of ours may be given further modes; lists of words stand under ``[class]``, contexts of its own in
``contexts``. docs/codebook.md shows a whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dateline.codebook.frames import Frame, Frames, Lists, Row, Type, framed, nearest, new_type, parsed
from dateline.errors import BadCodebook, NoAccess

KEYS = ("type", "class", "contexts", "frame")
HEADER = re.compile(r"\s*\[\[\s*frame\s*\]\]")
TYPE = re.compile(r"[A-Z][A-Z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Own:
    """A user's codebook as its file has it: small enough to travel to another process whole."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def read_own(path: str | Path) -> Own:
    """The file's name and text. Raises NoAccess or BadCodebook where there is none to read."""
    file = Path(path)
    try:
        return Own(file.name, file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadCodebook(str(path), "?", f"it is not UTF-8 ({error.reason} at byte {error.start})") from error
    except OSError as error:
        raise NoAccess(str(path), f"this codebook cannot be read ({error.strerror})") from error


def joined(own: Own, ours: Lists) -> tuple[Lists, Frames]:
    """The lists of both, and the user's own frames; BadCodebook names the row, its line and the remedy."""
    table = parsed(own.name, own.text)
    for key in table:
        if key not in KEYS:
            raise BadCodebook(own.name, key, f"there is no part {key!r}{nearest(key, KEYS)}")
    lists = Lists(_types(own.name, table, ours.types), _classes(own.name, table, ours.classes),
                  ours.contexts | frozenset(_words(own.name, "contexts", table.get("contexts", []))))
    return lists, framed(_rows(own, table, lists), lists)


def _types(file: str, table: Mapping[str, Any], ours: Mapping[str, Type]) -> Mapping[str, Type]:
    """Our types, some with further modes, and the user's own."""
    types = dict(ours)
    for name, row in _named(file, table, "type").items():
        if not TYPE.fullmatch(name):
            raise BadCodebook(file, name, "a type's name is in capitals, like EVICT")
        types[name] = _widened(file, ours[name], row) if name in ours else new_type(file, name, row)
    for name in set(types) - set(ours):
        future = types[name].future
        if future is not None and future not in types:
            raise BadCodebook(file, name, f"a planned one cannot become {future!r}{nearest(future, types)}")
    return MappingProxyType(types)


def _widened(file: str, ours: Type, row: Mapping[str, Any]) -> Type:
    """A type of ours with the user's modes too. Its quad and score stay: results must lie beside others'."""
    if set(row) - {"modes", "note"}:
        raise BadCodebook(file, ours.name, "a type of PLOVER can be given modes, nothing else; "
                          "for another quad or score make a type of your own, under another name")
    read = new_type(file, ours.name, {**row, "quad": ours.quad.replace(" ", "_"), "score": ours.score})
    return replace(ours, modes=MappingProxyType({**ours.modes, **read.modes}))


def _classes(
    file: str, table: Mapping[str, Any], ours: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    own = {name: frozenset(_words(file, name, words)) for name, words in _named(file, table, "class").items()}
    return MappingProxyType({**ours, **own})


def _named(file: str, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, Mapping) or (key == "type" and not all(isinstance(v, Mapping) for v in found.values())):
        raise BadCodebook(file, key, f"write [{key}.NAME] with its keys below it" if key == "type" else
                          'write [class] and below it name = ["word", "word"]')
    return found


def _words(file: str, where: str, words: Any) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadCodebook(file, where, f'{where} is a list of words in brackets, like ["…", "…"]')
    return words


def _rows(own: Own, table: Mapping[str, Any], lists: Lists) -> Iterator[Row]:
    """The frames with the lines on which they begin."""
    rows = table.get("frame", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise BadCodebook(own.name, "frame", "it holds no frame; write [[frame]] in double brackets, its keys below")
    lines = [number for number, line in enumerate(own.text.splitlines(), 1) if HEADER.match(line)]
    for number, row in enumerate(rows, 1):
        line = f"{number} (line {lines[number - 1]})" if len(lines) == len(rows) else str(number)
        kind = row.get("type")
        if not isinstance(kind, str) or kind not in lists.types:
            told = nearest(str(kind), lists.types) if kind else ', like type = "PROTEST"'
            problem = f"there is no type {kind!r}{told}, or [type.{kind}] of your own" if kind else (
                f"a frame needs a type{told}")
            raise BadCodebook(own.name, line, problem)
        yield Row(own.name, line, kind, {key: value for key, value in row.items() if key != "type"}, own=True)


# ── rows that are never reached ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Shadow:
    """A word of a row that another row, tried before it, always takes."""

    row: str
    word: str
    by: str


def shadows(frames: Frames, types: Mapping[str, Type]) -> tuple[Shadow, ...]:
    """The user's own rows that can never be reached for some word of theirs, in the order of the file."""
    found: list[Shadow] = []
    for every in frames.by_head.values():
        own = [frame for frame in every if frame.own]
        for at, one in enumerate(own):
            first = next((f for f in own[:at] if f.row != one.row and _covers(f, one, types)), None)
            if first:
                found.append(Shadow(one.row, " ".join((one.head, *one.more)), first.row))
    return tuple(sorted(found, key=lambda s: (_number(s.row), s.word)))


def _covers(first: Frame, one: Frame, types: Mapping[str, Type]) -> bool:
    """Whether `first` fits wherever `one` does, and leaves nothing to it."""
    fits = (
        set(first.more) <= set(one.more)
        and set(first.needs) <= set(one.needs)
        and (one.plural or not first.plural)
        and all(slot in one.only and ("@any" in words or one.only[slot] <= words)
                for slot, words in first.only.items())
        and all(words <= one.never.get(slot, frozenset()) for slot, words in first.never.items())
        and (types[one.type].needs_recipient or not types[first.type].needs_recipient)
    )
    return fits and (first.type == one.type or first.exactness > one.exactness)


def _number(row: str) -> int:
    """
    >>> _number("mine.toml 3 (line 27)"), _number("2024 mine.toml 12")
    (3, 12)
    """
    return int(re.sub(r" \(line \d+\)$", "", row).rsplit(" ", 1)[1])
