"""A view as one piece of SQL that stands alone: to be copied into a script, its values written into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from textwrap import dedent
from typing import Any

from dateline.chronicle.views.view import View

_PLACE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|\?")      # what may hold a ? that is none, then one


def written(view: View) -> str:
    """The SQL of a view with its values in the place of the question marks.

    For people's scripts alone: within the house values go apart from the SQL.
    """
    values: Iterator[Any] = iter(view.parameters)

    def put(found: re.Match[str]) -> str:
        return literal(next(values)) if found[0] == "?" else found[0]

    return dedent(_PLACE.sub(put, view.sql)).strip() + ";"


def literal(value: Any) -> str:
    """
    >>> literal("o'clock"), literal(date(2026, 3, 5)), literal(None), literal([1, True])
    ("'o''clock'", "DATE '2026-03-05'", 'NULL', '[1, TRUE]')
    """
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int() | float():
            return repr(value)
        case datetime():
            return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
        case date():
            return f"DATE '{value.isoformat()}'"
        case list() | tuple():
            return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"
