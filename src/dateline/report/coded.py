"""Records that were coded before, as `dateline code --format jsonl` writes them, read back and looked over."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Failure, Record, from_data

LIKE = {"report", "events", "claims", "made"}       # by which a row of JSON is known to be a record


def is_record(row: Mapping[str, Any]) -> bool:
    return row.keys() >= LIKE


def record_from(row: Mapping[str, Any], where: str) -> Record | Failure:
    """The record that a row of JSON holds; a Failure where a field is missing or not of the contract's kind."""
    try:
        record = from_data(row)
        if wrong := misfit(Record, record):
            raise ValueError(wrong)
        json.dumps(row, ensure_ascii=False).encode()            # a lone surrogate is no text
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = UnreadableInput(where, f"looks like a record, but is none ({type(error).__name__}: {error})",
                                  "give it as `dateline code --format jsonl` wrote it, or the report's text alone")
        return Failure(where, type(problem).__name__, str(problem))
    return record


def are_answers(names: Sequence[str]) -> bool:
    """Whether the columns of a table are those that `dateline run` and the clusters write."""
    return {"record", "error", "message"} <= set(names)


def answers(names: Sequence[str], rows: Iterable[Failure | tuple[str, Sequence[Any]]]) -> Iterator[Record | Failure]:
    """The record of each row, or the failure that stands in its place."""
    for row in rows:
        if isinstance(row, Failure):
            yield row
            continue
        where, values = row
        told = dict(zip(names, values, strict=True))
        if told["record"] is None:
            yield Failure(str(told.get("ref") or where), str(told["error"]), str(told["message"]))
            continue
        try:
            yield record_from(json.loads(told["record"]), where)
        except (ValueError, TypeError, RecursionError) as error:
            problem = UnreadableInput(where, f"has a record that is no JSON ({error})", "code its report again")
            yield Failure(where, type(problem).__name__, str(problem))


def misfit(kind: Any, value: Any, name: str = "record") -> str | None:
    """Where a value is not of its type, in words; None where all of it is.

    >>> misfit(tuple[int, int], (1, "2"), "trigger")
    "trigger is (1, '2'), no tuple[int, int]"
    """
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, kind):
            return f"{name} is {value!r:.60}, no {kind.__name__}"
        found = (misfit(hint, getattr(value, field), f"{name}.{field.rstrip('_')}")
                 for field, hint in _fields(kind))
        return next(filter(None, found), None)
    inside = typing.get_args(kind)
    if typing.get_origin(kind) is tuple and inside[-1] is Ellipsis and isinstance(value, tuple):
        return next(filter(None, (misfit(inside[0], item, f"{name}[{n}]") for n, item in enumerate(value))), None)
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        if value is None and types.NoneType in inside:
            return None
        return misfit(next(k for k in inside if k is not types.NoneType), value, name)
    return None if _fits(kind, value) else f"{name} is {value!r:.60}, no {kind if inside else kind.__name__}"


def _fits(kind: Any, value: Any) -> bool:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return value in inside
    if origin is tuple:
        return isinstance(value, tuple) and len(value) == len(inside) and all(map(_fits, inside, value))
    if kind is float:
        return type(value) in (int, float)
    return type(value) is kind


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
