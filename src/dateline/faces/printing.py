"""Records and rows on stdout: tables to read, or JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dateline.faces.cli import say
from dateline.model import Record, to_json

if TYPE_CHECKING:
    from rich.console import Console


def _printer_of_tables() -> Callable[[Record], None]:
    from dateline.faces.table import print_record

    screen = console()
    return lambda record: print_record(record, screen)


def _printer_of_lines() -> Callable[[Record], None]:
    return lambda record: print(to_json(record), flush=True)


PRINTERS: dict[str, Callable[[], Callable[[Record], None]]] = {
    "table": _printer_of_tables, "jsonl": _printer_of_lines,
}


def listing(values: Sequence[Any], form: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *,
            none: str) -> None:
    if form == "jsonl":
        for value in values:
            print(to_json(value))
    elif rows:
        from dateline.faces.table import listed

        console().print(listed(rows, columns))
    else:
        say(none)


def console() -> Console:
    """Stdout as wide as the screen; 100 columns where it is none."""
    from rich.console import Console

    wide = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(file=sys.stdout, width=None if wide else 100, highlight=False)
