"""Frozen values as short JSON and back: what the store keeps of a telling is read far more often than records are.

A value is a list of its fields in their order, without names; sets are sorted, so that one value gives one text. How
each type is written is worked out once from its annotations.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from dateline.model import digest

T = TypeVar("T")
Way = Callable[[Any], Any]
NUMBERS = 4         # digits that a weight of a word keeps


def packed(value: Any) -> str:
    """The JSON of a frozen value.

    >>> from dateline.model import Days
    >>> packed(Days("2026-03-01", None))
    '["2026-03-01",null]'
    """
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """The same before it is JSON."""
    kind: Any = type(value)
    write, _ = _ways(kind)
    return write(value) if write else value


def unpacked(kind: type[T], body: str) -> T:
    """The value that `packed` wrote."""
    return made(kind, json.loads(body))


def made(kind: type[T], data: Any) -> T:
    """The value that `plain` took apart."""
    hashed: Any = kind              # mypy takes a type variable for something that cannot be a key
    _, read = _ways(hashed)
    found: T = read(data) if read else data
    return found


def rounded(vector: Mapping[str, float]) -> dict[str, float]:
    """A vector as it is kept, so that it weighs the same before and after."""
    return {word: round(value, NUMBERS) for word, value in vector.items()}


def shape(kind: Any) -> str:
    """A digest of all fields that `packed` writes of a type, in their order: what has another cannot be read."""
    return digest(_shape(kind))


def _shape(kind: Any) -> str:
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = typing.get_type_hints(kind)
        return f"({','.join(f'{field.name}:{_shape(hints[field.name])}' for field in fields(kind))})"
    origin = typing.get_origin(kind)
    if origin is None or origin is typing.Literal:
        return ""
    many = "or" if origin in (types.UnionType, typing.Union) else origin.__name__
    return f"{many}({','.join(map(_shape, typing.get_args(kind)))})"


@cache
def _ways(kind: Any) -> tuple[Way | None, Way | None]:
    """How to write and to read values of a type; None where JSON has them as they are."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional(*_ways(next(k for k in inside if k is not type(None))))
    if origin is frozenset:
        return _set(*_ways(inside[0]))
    if origin is tuple:
        return _row([_ways(k) for k in inside]) if inside[-1] is not Ellipsis else _tuple(*_ways(inside[0]))
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return _fields(kind)
    return None, None


def _optional(write: Way | None, read: Way | None) -> tuple[Way | None, Way | None]:
    if read is None or write is None:
        return write, read
    return (lambda v: None if v is None else write(v)), (lambda v: None if v is None else read(v))


def _set(write: Way | None, read: Way | None) -> tuple[Way, Way]:
    def writing(values: Any) -> list[Any]:
        return sorted(map(write, values) if write else values, key=_order)

    return writing, (lambda v: frozenset(map(read, v))) if read else frozenset


def _order(value: Any) -> Any:
    """Lists may hold nulls beside numbers, which do not compare."""
    return [(v is not None, v) for v in value] if isinstance(value, list) else value


def _tuple(write: Way | None, read: Way | None) -> tuple[Way, Way]:
    return ((lambda v: list(map(write, v))) if write else list), ((lambda v: tuple(map(read, v))) if read else tuple)


def _row(ways: list[tuple[Way | None, Way | None]]) -> tuple[Way, Way]:
    if all(way == (None, None) for way in ways):
        return list, tuple
    writes, reads = zip(*ways, strict=True)
    return (lambda v: [w(x) if w else x for w, x in zip(writes, v, strict=True)],
            lambda v: tuple(r(x) if r else x for r, x in zip(reads, v, strict=True)))


def _fields(kind: type) -> tuple[Way, Way]:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    writes, reads = zip(*(_ways(hints[name]) for name in names), strict=True)
    writing = [(name, w) for name, w in zip(names, writes, strict=True)]
    changed = [(n, r) for n, r in enumerate(reads) if r]

    def read(values: list[Any]) -> Any:
        for n, way in changed:
            values[n] = way(values[n])
        return kind(*values)

    return (lambda v: [w(getattr(v, name)) if w else getattr(v, name) for name, w in writing]), read
