"""A view on stdout: a table to read, JSON Lines or CSV; and the options that all views share."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.faces.cli import DONE, debug, form, opened, say, store
from dateline.faces.printing import console

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.chronicle import Chronicle
    from dateline.chronicle.views import View

    Rows = list[dict[str, Any]]
    Paint = Callable[[Rows, int], RenderableType]

SCREEN = 50             # rows of a table, unless more are asked for

query = click.argument("query", nargs=-1, metavar="[QUERY]…")
limit = click.option("--limit", type=click.IntRange(0), metavar="N",
                     help=f"At most so many rows, 0 for all.  [default: {SCREEN} in a table, else all]")


def viewing(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every view of incidents: which of them, of which store, in which form, how many."""
    for option in (debug, limit, form, store, query):
        command = option(command)
    return command


def shown(store: str | None, form: str | None, limit: int | None, view_of: Callable[[Chronicle, int | None], View],
          paint: Paint) -> int:
    """Print a view in the form asked for; of a table that was cut, say so."""
    form = chosen_form(form)
    most = (SCREEN if form == "table" else None) if limit is None else limit or None
    with opened(store) as chronicle:
        view = view_of(chronicle, most)
        if form != "table":
            WRITERS[form](view)
            return DONE
        rows = list(view)
        if not rows:
            say(nothing(chronicle))
            return DONE
        screen = console()
        screen.print(paint(rows, screen.width))
        if most and len(rows) >= most:
            say(f"No more than {most:,} rows are shown; --limit 0 shows all, a narrower query fewer.")
    return DONE


def chosen_form(form: str | None) -> str:
    """The form asked for, else a table on a screen and JSON Lines into a file or pipe."""
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def nothing(chronicle: Chronicle) -> str:
    """What to try where a view is empty."""
    if not chronicle.cursor().execute("SELECT 1 FROM reports LIMIT 1").fetchall():
        return f"{chronicle.path.name} holds no reports yet; `dateline add PATH…` puts some in."
    return "Nothing there; try a wider query (status:any and historical:any count what did not happen, and background)."


def asked(words: Sequence[str]) -> str:
    """The query of a command line, whose words the shell has parted; a value of several words is quoted again.

    >>> asked(("actor:Ana Diaz", "type:protest")), asked(('strike OR "hunger strike"',))
    ('actor:"Ana Diaz" type:protest', 'strike OR "hunger strike"')
    """
    return " ".join(map(_quoted, words)) if len(words) > 1 else "".join(words)


def _quoted(word: str) -> str:
    name, colon, value = word.partition(":")
    bare = colon and name.isidentifier() and " " in value and '"' not in value
    return f'{name}:"{value}"' if bare else word


def _write_lines(view: View) -> None:
    from dateline.faces.export.tables import as_json

    for row in view:
        print(as_json(row))


def _write_csv(view: View) -> None:
    from dateline.faces.export.tables import defuse, plain

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(view.columns)
    for row in view.rows():
        out.writerow([defuse(plain(cell)) for cell in row])


WRITERS: dict[str, Callable[[View], None]] = {"jsonl": _write_lines, "csv": _write_csv}
