"""The command line: parse, call, print.

Data goes to stdout, progress and messages to stderr. Nothing heavy is imported before it is needed, so
that ``dateline --help`` answers at once. Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 some inputs
skipped, 4 nothing to read or no place to write, 5 store made by a newer Dateline, 75 store in use, 130 interrupted.
What checks something (``doctor``, ``codebook check``) gives 1 where it finds a fault.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline import __version__
from dateline.errors import BadCodebook, BadSetting, DatelineError, NoAccess, StoreLocked, StoreNewer
from dateline.faces.words import counted
from dateline.model import Failure, Record, Report, to_json
from dateline.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.chronicle import Chronicle
    from dateline.faces.progress import Progress

DONE, BUG, USAGE, SKIPPED, UNREADABLE, NEWER, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 75, 130
CLOSED_PIPE = 141                       # as a shell counts SIGPIPE: `dateline … | head` ends quietly
EXITS: tuple[tuple[type[DatelineError], int], ...] = (
    (StoreLocked, LOCKED), (StoreNewer, NEWER), (BadSetting, USAGE), (BadCodebook, USAGE),
    (DatelineError, UNREADABLE),
)
SHOWN = 20                              # failures listed at the end of a run

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


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it like 2026-03-05") from None


debug = click.option("--debug", is_flag=True, expose_value=False, is_eager=True, callback=_debug,
                     help="Show where an error came from; read in one process.")
paths = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
published = click.option("--published", metavar="DAY", callback=_day,
                         help="The day of reports that name none, like 2026-03-05.")
outlet = click.option("--outlet", metavar="NAME", help="The outlet of reports that name none.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Read news reports and write the record they contain: who did or said what to whom, when, where,
    and according to whom, each fact with the words that support it.

    \b
    Try:  dateline code report.txt --published 2026-03-05
          echo "Police arrested two men in Oslo on Monday." | dateline code -
    """


# ── dateline code ────────────────────────────────────────────────────────────────────────────────

@cli.command()
@paths
@click.option("--store", metavar="FILE", help="Keep the records in this file; without it nothing is kept.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "html"]),
              help="Tables to read, one JSON object a report, or one page a report. "
                   "Default: table on a screen, jsonl into a file or pipe.")
@click.option("--out", metavar="FOLDER", help="Write a page a report here (with --format html: pages).")
@click.option("--workers", type=click.IntRange(0), metavar="N", help="Processes that read; 0: one a core.")
@click.option("--codebook", metavar="FILE", help="Your own types and frames, tried before Dateline's "
                                                 "(`dateline codebook check FILE` tries it out).")
@click.option("--actors", metavar="FILE", help="Your own table of actors, tried before Dateline's "
                                               "(`dateline actors import` makes one of other projects' lists).")
@published
@outlet
@debug
def code(*, paths: tuple[str, ...], store: str | None, form: str | None, out: str | None,
         workers: int | None, codebook: str | None, actors: str | None, published: str | None,
         outlet: str | None) -> int:
    """Code reports: text in, records out.

    PATH is a file, a folder, or - for standard input: plain text, Markdown, HTML, JSON Lines or CSV.
    """
    from dateline.faces.engine import code_all
    from dateline.faces.progress import Progress, expected
    from dateline.report import read_inputs

    settings = Settings.load(workers=workers, outlet=outlet, codebook=codebook, actors=actors)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    pages = _folder(out or "pages") if out or form == "html" else None
    tally = Tally(Progress(expected(paths)))
    reports = read_inputs(paths, settings=settings, published=published)
    with ExitStack() as stack:
        chronicle = stack.enter_context(_opened(store)) if store else None
        outputs = _outputs(form, pages)
        count = 1 if log.isEnabledFor(logging.DEBUG) else settings.workers
        for found in code_all(reports, workers=count, codebook=settings.codebook, actors=settings.actors):
            tally.count(found)
            if isinstance(found, Failure):
                if chronicle:
                    chronicle.fail(found)
                continue
            if chronicle and not chronicle.add(found):
                tally.known += 1
            tally.progress.hide()
            for write in outputs:
                write(found)
    return tally.end(kept=store, pages=pages)


def _opened(store: str, *, read_only: bool = False) -> Chronicle:
    from dateline.chronicle import Chronicle

    return Chronicle.open(store, read_only=read_only)


class Tally:
    """What a run has come to, and how it is told at the end."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.records = self.events = self.claims = self.known = 0
        self.failures: list[Failure] = []

    def count(self, found: Record | Failure) -> None:
        if isinstance(found, Failure):
            self.failures.append(found)
        else:
            self.records += 1
            self.events += len(found.events)
            self.claims += len(found.claims)
        self.progress.step(failed=isinstance(found, Failure))

    def end(self, *, kept: str | None, pages: str | None) -> int:
        """Say it all on stderr; the exit code."""
        self.progress.hide()
        if not self.records and not self.failures:
            say("No reports there: the paths hold no file that Dateline reads (text, Markdown, HTML, JSON "
                "Lines, CSV).")
            return UNREADABLE
        known = f" ({self.known:,} there already)" if self.known else ""
        places = [f"kept in {kept}{known}" if kept else "", f"pages in {pages}" if pages else ""]
        told = ", ".join((counted(self.records, "report") + " coded", counted(self.events, "event"),
                          counted(self.claims, "claim"), f"{self.progress.seconds:.1f} s"))
        say("; ".join([told, *filter(None, places)]))
        list_failures(self.failures)
        return DONE if not self.failures else SKIPPED if self.records else UNREADABLE


def list_failures(failures: Sequence[Failure]) -> None:
    """A short list, each with its remedy; the rest by number."""
    if not failures:
        return
    say(f"{counted(len(failures), 'input')} could not be read:")
    for failure in failures[:SHOWN]:
        say(f"  {failure.message}")
    if len(failures) > SHOWN:
        say(f"  … and {len(failures) - SHOWN:,} more (with --store, `dateline show --failures` lists all)")


# ── what a record looks like on stdout ───────────────────────────────────────────────────────────

def _printer_of_tables() -> Callable[[Record], None]:
    from dateline.faces.table import print_record

    console = _console()
    return lambda record: print_record(record, console)


def _printer_of_lines() -> Callable[[Record], None]:
    return lambda record: print(to_json(record), flush=True)


PRINTERS: dict[str, Callable[[], Callable[[Record], None]]] = {
    "table": _printer_of_tables, "jsonl": _printer_of_lines,
}


def _outputs(form: str, pages: str | None) -> list[Callable[[Record], None]]:
    """What is done with each record: printed, written to a page, or both."""
    found = [PRINTERS[form]()] if form in PRINTERS else []
    if pages is not None:
        folder = Path(pages)
        found.append(lambda record: _write_page(record, folder, tell=form == "html"))
    return found


def _console() -> Console:
    from rich.console import Console

    wide = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(file=sys.stdout, width=None if wide else 100, highlight=False)


def _folder(name: str) -> str:
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{name} cannot be made a folder ({error.strerror}); name another",
                                 param_hint="--out") from error
    return name


def _write_page(record: Record, folder: Path, *, tell: bool) -> None:
    from dateline.faces.html import page

    file = folder / page_name(record.report)
    file.write_text(page(record), encoding="utf-8")
    if tell:
        print(file, flush=True)


def page_name(report: Report) -> str:
    """A file name that sorts by day, can be read, and is the report's own.

    >>> from dateline.model import Published
    >>> page_name(Report("9f3c5a77", None, "Talks in Oslo: day two", "", None, None, "en",
    ...                  Published("2026-03-05")))
    '2026-03-05-talks-in-oslo-day-two-9f3c5a77.html'
    """
    title = re.sub(r"[^a-z0-9]+", "-", (report.title or "").lower())[:60].strip("-")
    return "-".join(filter(None, (report.published.start, title, report.id[:8]))) + ".html"


# ── dateline read ────────────────────────────────────────────────────────────────────────────────

@cli.command()
@paths
@click.option("--format", "form", type=click.Choice(["conllu", "jsonl"]), default="conllu", show_default=True,
              help="CoNLL-U, or one JSON object a report.")
@published
@outlet
@debug
def read(paths: tuple[str, ...], form: str, published: str | None, outlet: str | None) -> int:
    """Show what the reader saw: words, parts of speech, trees and names, before any coding."""
    from dateline.faces.conllu import WRITERS
    from dateline.reading import Reader
    from dateline.report import read_inputs

    reader, write = Reader.load(), WRITERS[form]
    failures, done = [], 0
    for report in read_inputs(paths, settings=Settings.load(outlet=outlet), published=published):
        if isinstance(report, Failure):
            failures.append(report)
            continue
        print(write(reader.read_report(report), report), end="", flush=True)
        done += 1
    list_failures(failures)
    return DONE if not failures else SKIPPED if done else UNREADABLE


# ── dateline show ────────────────────────────────────────────────────────────────────────────────

@cli.command()
@click.argument("name", required=False, metavar="[ID]")
@click.option("--store", metavar="FILE", help="The store to look into.  [default: dateline.duckdb]")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="A table to read, or JSON.")
@click.option("--failures", is_flag=True, help="List the reports that could not be read.")
@debug
def show(name: str | None, store: str | None, form: str, failures: bool) -> int:
    """Show what a store holds: all reports, or one of them.

    ID is the beginning of a report's id, or of an event's, to see that event alone.
    """
    with _opened(Settings.load(store=store).store, read_only=True) as chronicle:
        if failures:
            rows = chronicle.failures()
            _list(rows, form, ("Error", "What and what to do"), [(f.error, f.message) for f in rows],
                  none="Every report given to this store could be read.")
            return DONE
        if name is None:
            kept = chronicle.reports()
            _list(kept, form, ("Report", "Day", "Outlet", "Events", "Claims", "Title"),
                  [(k.report[:8], k.published, k.outlet, k.events, k.claims, k.title) for k in kept],
                  none="Nothing there yet; `dateline code PATH… --store FILE` adds to it.")
            return DONE
        return _show_one(chronicle, name, form)


def _list(values: Sequence[Any], form: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *,
          none: str) -> None:
    if form == "jsonl":
        for value in values:
            print(to_json(value))
    elif rows:
        from dateline.faces.table import listed

        _console().print(listed(rows, columns))
    else:
        say(none)


def _show_one(chronicle: Chronicle, name: str, form: str) -> int:
    """The record of the report that `name` begins, whole or only the event meant."""
    found = chronicle.find(name)
    reports = sorted({report for report, event in found if event is None} or {report for report, _ in found})
    if len(reports) != 1:
        told = f"could be any of {', '.join(reports[:10])}" if reports else "begins no report's or event's id"
        say(f"dateline: {name!r} {told}; `dateline show` lists the reports")
        return USAGE if reports else UNREADABLE
    record = chronicle.record(reports[0])
    assert record is not None
    if not any(event is None for _, event in found):
        meant = {event for _, event in found}
        record = replace(record, events=tuple(e for e in record.events if e.id in meant))
    PRINTERS[form]()(record)
    return DONE


# ── dateline incidents ───────────────────────────────────────────────────────────────────────────

@cli.command()
@click.option("--store", metavar="FILE", help="The store to look into.  [default: dateline.duckdb]")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="A table to read, or JSON.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, metavar="N",
              help="Only what so many reports tell.")
@debug
def incidents(store: str | None, form: str, least: int) -> int:
    """Add up what a store holds: the same happening told by several reports is one incident.

    Says how many outlets tell it, how many of them do not copy another, and which figures are contested. Then what was
    promised, threatened or demanded and what became of it, where it has a day or another event settles it
    (`dateline show EVENT` has its words); with --least 1, all of it.
    """
    from dateline.chronicle.incidents import incidents as added_up
    from dateline.faces.table import COMMITTED, committed, figures_told

    with _opened(Settings.load(store=store).store, read_only=True) as chronicle:
        every = added_up(chronicle.records())
    found = [one for one in every if len(one.reports) >= least]
    bound = [one for one in every if (c := one.commitment) and (least == 1 or c.deadline or c.settled_by)]
    if form == "jsonl":
        found = [one for one in every if one in found or one in bound]
    _list(found, form, ("Day", "Type", "What", "Reports", "Independent", "Figures"),
          [(one.time.start if one.time else None, one.type, one.label, len(one.reports), one.independent,
            figures_told(one.figures)) for one in found],
          none=f"Nothing there that {counted(least, 'report')} tell; --least 1 lists all.")
    if form == "table" and bound:
        _console().print()
        _list(bound, form, COMMITTED, committed(bound), none="")
    return DONE


# ── dateline codebook ────────────────────────────────────────────────────────────────────────────

@cli.group()
def codebook() -> None:
    """Work on a codebook of your own."""


@codebook.command()
@click.argument("file", metavar="FILE")
@debug
def check(file: str) -> int:
    """Run the examples and counter-examples of FILE.

    Says which of them fail and what was found instead, and which rows can never be reached because another
    is tried before them. Exit code 1 where an example fails.
    """
    from dateline.faces.check import check as checked
    from dateline.faces.engine import mine, tools

    own = mine(file).codebook
    assert own is not None
    found = checked(own, tools()[0])
    print(found)
    return BUG if found.failed else DONE


# ── dateline actors ──────────────────────────────────────────────────────────────────────────────

def _columns(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.strip().partition("=") for value in values for pair in value.split(",")]
    if not all(sign and theirs for _, sign, theirs in pairs):
        raise click.BadParameter("write it like name=Leader,country=Land: ours, then the file's")
    return {ours: theirs for ours, _, theirs in pairs}


@cli.group()
def actors() -> None:
    """Work on tables of actors: who is who, with which office, from when to when."""


@actors.command(name="import")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["phoenix", "reign", "wikidata", "csv"]), required=True,
              help="PETRARCH or Phoenix dictionary, REIGN-like leader list, Wikidata JSON extract, or a table.")
@click.option("--out", metavar="TABLE", required=True, help="The CSV to write; `dateline code --actors TABLE` uses it.")
@click.option("--columns", multiple=True, callback=_columns, metavar="OURS=THEIRS,…",
              help="Which column of a table is which of ours, where it has other names.")
@debug
def import_actors(file: str, form: str, out: str, columns: dict[str, str]) -> int:
    """Make a table of actors from a list of another project.

    Every line that cannot be read is named; the rest comes in. Exit code 3 where some could not.
    """
    from dateline.faces.actors import read_list, write_table

    found = read_list(form, file, columns)
    write_table(found, out)
    for line in found.unread[:SHOWN]:
        say(f"  {line}")
    if len(found.unread) > SHOWN:
        say(f"  … and {len(found.unread) - SHOWN:,} more")
    say(f"{counted(len(found.rows), 'row')} in {out}; {counted(len(found.unread), 'line')} could not be read")
    return SKIPPED if found.unread else DONE


@actors.command(name="check")
@click.argument("file", required=False, metavar="[TABLE]")
@debug
def check_actors(file: str | None) -> int:
    """Look for broken days, unknown codes, overlaps, gaps and names that mean two.

    TABLE is your own; without it, Dateline's tables are checked. Exit code 1 where a row cannot be used.
    """
    from dateline.faces.actors import findings

    found = findings(file)
    for finding in found:
        print(f"{'✗' if finding.fault else '?'} {finding}")
    faults = sum(finding.fault for finding in found)
    say(f"{counted(faults, 'fault')}, {counted(len(found) - faults, 'doubt')}")
    return BUG if faults else DONE


@actors.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--store", metavar="FILE", help="The store to look into.  [default: dateline.duckdb]")
@debug
def diff(old: str, new: str, store: str | None) -> int:
    """Tell which stored events would change if table NEW stood in the place of table OLD.

    OLD and NEW are tables of your own, or the word `shipped` for Dateline's alone. Nothing is written.
    """
    from dateline.faces.actors import changes

    with _opened(Settings.load(store=store).store, read_only=True) as chronicle:
        found = list(changes(old, new, chronicle))
    for one in found:
        print(f"{one.event}  {one.type:<10} {one.day or 'no day':<10}  {one.name}: {one.before} → {one.after}")
    say(f"{counted(len(found), 'participant')} of {counted(len({c.event for c in found}), 'event')} would change")
    return DONE


# ── dateline gazetteer ───────────────────────────────────────────────────────────────────────────

def _classes(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    from dateline.codebook.places.importing import CLASSES

    letters = tuple(dict.fromkeys(part.strip().upper() for part in value.split(",")))
    if not set(letters) <= CLASSES.keys():
        raise click.BadParameter(f"{value!r}: GeoNames' feature classes are {', '.join(CLASSES)}")
    return letters


@cli.group()
def gazetteer() -> None:
    """Work on the places that names are looked up in."""


@gazetteer.command(name="import")
@click.argument("dump", metavar="DUMP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--classes", default="P,A,H,T", show_default=True, callback=_classes, metavar="P,A,…",
              help="Feature classes to take: P towns, A divisions, H waters, T heights and islands, L areas and parks, "
                   "S buildings, R roads, V forests, U sea beds.")
@click.option("--least", type=click.IntRange(0), default=0, show_default=True, metavar="N",
              help="Take only towns of at least so many people.")
@debug
def import_places(dump: Path, classes: tuple[str, ...], least: int) -> int:
    """Take GeoNames' allCountries.zip, or the dump of one country, into a gazetteer of your own.

    Names are then looked up there too, beside what ships. A new import replaces an earlier one. Lines that
    cannot be read are named and left out; exit code 3 where there were some.
    """
    from dateline.codebook.places.importing import import_dump, own_folder
    from dateline.faces.gazetteer import import_words

    found = import_dump(dump, own_folder(), classes, least)
    for line in found.named:
        say(f"  {line}")
    if found.broken > len(found.named):
        say(f"  … and {found.broken - len(found.named):,} more")
    say(f"{import_words(own_folder(), found.places)}; {counted(found.broken, 'line')} could not be read")
    return SKIPPED if found.broken else DONE


@gazetteer.command(name="check")
@debug
def check_places() -> int:
    """Look for rows that cannot be used, and for points and names that should be looked at.

    Says too what you have imported. Exit code 2 where a row cannot be used, with its number and the remedy.
    """
    from dateline.faces.gazetteer import doubts, imported

    found = list(doubts())
    for doubt in found:
        print(f"? {doubt}")
    say(f"{counted(len(found), 'doubt')}; {imported()}")
    return DONE


# ── dateline doctor ──────────────────────────────────────────────────────────────────────────────

@cli.command()
@debug
def doctor() -> int:
    """Say what is installed, where each setting comes from, and whether coding works here."""
    from dateline.faces.doctor import findings

    well = True
    for what, stands, good in findings():
        print(f"{'✓' if good else '✗'} {what + ':':<18} {stands}", flush=True)
        well = well and good
    return DONE if well else BUG
