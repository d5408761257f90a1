"""The command line: parse, call, print. The commands are files of their own under ``commands``.

Data goes to stdout, progress and messages to stderr. Nothing heavy is imported before it is needed, so
that ``dateline --help`` answers at once. Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 some inputs
skipped, 4 nothing to read or no place to write, 5 store made by a newer Dateline, 75 store in use, 130 interrupted.
What checks something (``doctor``, ``codebook check``) gives 1 where it finds a fault.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from dateline import __version__
from dateline.errors import (
    AmbiguousId,
    BadCodebook,
    BadQuery,
    BadSetting,
    DatelineError,
    NoAccess,
    StoreLocked,
    StoreNewer,
)

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle

DONE, BUG, USAGE, SKIPPED, UNREADABLE, NEWER, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 75, 130
CLOSED_PIPE = 141                       # as a shell counts SIGPIPE: `dateline … | head` ends quietly
EXITS: tuple[tuple[type[DatelineError], int], ...] = (
    (StoreLocked, LOCKED), (StoreNewer, NEWER), (BadSetting, USAGE), (BadCodebook, USAGE),
    (BadQuery, USAGE), (AmbiguousId, USAGE), (DatelineError, UNREADABLE),
)

# Every command by the heading it stands under in the help, and the file under `commands` that holds it
# (its `command`). A new command is a file and a name here.
COMMANDS: dict[str, tuple[str, ...]] = {
    "Reports": ("code", "add", "read", "run", "fetch", "watch"),
    "The chronicle": (
        "ask", "timeline", "incidents", "contested", "commitments", "dyads", "panel", "network", "claims", "places",
        "actor", "why", "show", "diff"),
    "In the browser": ("serve",),
    "Judging": ("judge", "undo", "decisions", "sample"),
    "Taking out": ("export", "forget", "backup", "restore"),
    "Tables and setting up": ("codebook", "actors", "gazetteer", "doctor"),
}

log = logging.getLogger("dateline")


def main(arguments: Sequence[str] | None = None) -> None:
    """What the ``dateline`` command runs."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; its exit code. Never a traceback, unless --debug asks for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):      # JSON and CoNLL-U are UTF-8, whatever the machine's habit
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
        return int(code or DONE)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (BrokenPipeError, SystemExit):       # click meets a closed pipe by leaving
        _close_output()
        return CLOSED_PIPE
    except OSError as error:                    # what is read gives Failures; this is a place to write to
        if error.filename is None:
            _close_output()
        return _told(NoAccess(str(error.filename or "standard output"), error.strerror or str(error)))
    except (Exception, KeyboardInterrupt) as error:
        return _told(error)


def _told(error: BaseException) -> int:
    """Say what ended a run; its exit code."""
    log.debug("where it came from", exc_info=error)
    if isinstance(error, DatelineError):
        say(f"dateline: {error}")
        return next(code for kind, code in EXITS if isinstance(error, kind))
    if isinstance(error, KeyboardInterrupt | click.Abort):
        say("\nInterrupted. What a store has kept stays there; run it again, nothing is kept twice.")
        return INTERRUPTED
    say(f"dateline: {type(error).__name__}: {error}\nThis is a bug in Dateline. Please report it with "
        "the command you gave; with --debug it shows where.")
    return BUG


def _close_output() -> None:
    """Let what is still to be written go nowhere, or the last flush complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# ── options that several commands share ──────────────────────────────────────────────────────────

def _debug(context: click.Context, option: click.Parameter, asked: bool) -> None:
    if asked:
        logging.basicConfig(stream=sys.stderr, format="%(message)s")
        log.setLevel(logging.DEBUG)


def day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it like 2026-03-05") from None


debug = click.option("--debug", is_flag=True, expose_value=False, is_eager=True, callback=_debug,
                     help="Show where an error came from; read in one process.")
paths = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
published = click.option("--published", metavar="DAY", callback=day,
                         help="The day of reports that name none, like 2026-03-05.")
outlet = click.option("--outlet", metavar="NAME", help="The outlet of reports that name none.")
columns = click.option("--columns", metavar="FILE|PRESET",
                       help="Which column of a table is what: a file of your own, or mediacloud, acled, newsapi, "
                            "gdelt-events, gdelt-gkg, gdelt-mentions.")
dry = click.option("--dry-run", "dry", is_flag=True,
                   help="Say what would be read, by format: reports, days, languages, copies; code and keep nothing.")
store = click.option("--store", metavar="FILE", help="The store to look into.  [default: dateline.duckdb]")
form = click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]),
                    help="A table to read, one JSON object a row, or CSV. "
                         "Default: table on a screen, jsonl into a file or pipe.")


def opened(store: str | None, *, read_only: bool = True) -> Chronicle:
    """The store of this file, or of the settings', ready to be asked."""
    from dateline.chronicle import Chronicle
    from dateline.faces.progress import renewal
    from dateline.settings import Settings

    path = Settings.load(store=store).store
    return Chronicle.open(path, read_only=read_only, tell=renewal(path))


# ── the group of all commands ────────────────────────────────────────────────────────────────────

class Commands(click.Group):
    """All commands, each imported when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for names in COMMANDS.values() for name in names if _is_there(name)]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        command: click.Command = import_module(f"dateline.faces.commands.{name}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in COMMANDS.items():
            found = [(name, command) for name in names if (command := self.get_command(context, name))]
            if not found:
                continue
            with formatter.section(heading):
                formatter.write_dl([(name, command.get_short_help_str(120)) for name, command in found])


def _is_there(name: str) -> bool:
    return find_spec(f"dateline.faces.commands.{name}") is not None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Read news reports and write the record they contain: who did or said what to whom, when, where,
    and according to whom, each fact with the words that support it.

    \b
    Try:  dateline code report.txt --published 2026-03-05
          echo "Police arrested two men in Oslo on Monday." | dateline code -
    """
