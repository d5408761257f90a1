"""``dateline ask``: what a question finds, incidents first, then passages of reports."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, debug, form, opened, say, store
from dateline.faces.printing import console
from dateline.faces.words import counted
from dateline.model import to_data

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.chronicle.asking import Found, Hits, Passage

COLUMNS = ("id", "time_start", "time_end", "type", "status", "label", "place", "country", "reports", "independent",
           "words")


@click.command(context_settings={"help_option_names": ["--help"], "ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="QUERY…")
@store
@form
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N",
              help="So many incidents, and so many reports.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Leave out the first N of each.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY",
              help="What \"last 7 days\" counts from.  [default: the day of the newest report]")
@debug
def ask(*, query: tuple[str, ...], store: str | None, form: str | None, limit: int, offset: int,
        as_of: datetime | None) -> int:
    """Find incidents and passages of reports by words and fields.

    \b
    dateline ask miners strike
    dateline ask 'country:Peru type:protest,assault time:2026-03'
    dateline ask 'actor:police "tear gas" -rumour figures:killed>=3'
    dateline ask 'kind:threat,ultimatum deadline:"next 14 days"'

    Put a query with quotation marks or a leading - between single ones. docs/query.md has every field.
    """
    with opened(store) as chronicle:
        hits = chronicle.ask(" ".join(query), limit=limit, offset=offset, as_of=as_of.date() if as_of else None)
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    PRINTERS[form](hits)
    if form != "table":
        say("\n".join([f"understood as: {hits.query or 'everything'}", *_foot(hits)]))
    return DONE


# ── for people ───────────────────────────────────────────────────────────────────────────────────

def _print_table(hits: Hits) -> None:
    from rich.text import Text

    screen = console()
    marked = not screen.is_terminal
    screen.print(Text.assemble(("understood as: ", "dim"), hits.query or "everything"), soft_wrap=True)
    for found in hits.incidents:
        screen.print()
        screen.print(_head(found))
        if found.words:
            screen.print(_indented(found.words, marked), soft_wrap=False)
    if hits.passages:
        screen.print(Text("\nIn reports", style="bold"))
    for passage in hits.passages:
        screen.print()
        screen.print(_source(passage))
        screen.print(_indented(passage, marked))
    screen.print()
    for line in _foot(hits):
        screen.print(Text(line, style="dim"), soft_wrap=True)


def _head(found: Found) -> Text:
    from rich.text import Text

    from dateline.faces.table import STATUS, span_of_days

    first, last = found.time_start, found.time_end
    days = span_of_days(first.isoformat() if first else None, last.isoformat() if last else None) or "day not known"
    told = counted(found.reports, "report") + (f", {found.independent} independent" if found.independent > 1 else "")
    mark, word = STATUS[found.status]
    parts = [days, found.type, f"({word})" if word else "", found.label]
    return Text.assemble(f"{mark} ", ("  ".join(filter(None, parts)), "bold"), (f"  {told}  {found.id[:8]}", "dim"))


def _source(passage: Passage) -> Text:
    from rich.text import Text

    day = passage.published.isoformat() if passage.published else "day not known"
    known = " · ".join(filter(None, (day, passage.outlet, passage.title)))
    return Text.assemble("  ", known, (f"  report {passage.report[:8]}", "dim"))


def _indented(passage: Passage, marked: bool) -> object:
    from rich.padding import Padding

    return Padding(highlighted(passage, marked), (0, 0, 0, 4), expand=False)


def highlighted(passage: Passage, marked: bool) -> Text:
    """The words with the hits in bold, or between ‹ › where the output has no bold face."""
    from rich.text import Text

    from dateline.faces.table import flowing

    text, at = Text(), passage.start
    for start, end in passage.marks:
        text.append(flowing(passage.text[at - passage.start:start - passage.start]))
        hit = flowing(passage.text[start - passage.start:end - passage.start])
        text.append(f"‹{hit}›" if marked else hit, style="bold underline")
        at = end
    return text.append(flowing(passage.text[at - passage.start:]))


def _foot(hits: Hits) -> Sequence[str]:
    lines = [_told(hits)]
    for name, counts in (("type", hits.by_type), ("country", hits.by_country), ("month", hits.by_month)):
        if counts:
            lines.append(f"by {name}: " + ", ".join(f"{what} {many:,}" for what, many in counts))
    if hits.instead:
        lines.append("what would find something:")
        lines += [f"  {query}  ({counted(many, 'incident')})" for query, many in hits.instead]
    elif not hits.incident_count and not hits.report_count:
        lines.append("nothing near it either; `dateline timeline` shows what is there, docs/query.md every field")
    return lines


def _told(hits: Hits) -> str:
    found = [("incident", hits.incident_count, len(hits.incidents)), ("report", hits.report_count, len(hits.passages))]
    return ", ".join(counted(many, noun) + (f" ({shown:,} shown)" if shown < many else "")
                     for noun, many, shown in found if many or noun == "incident")


# ── for programs ─────────────────────────────────────────────────────────────────────────────────

def _print_lines(hits: Hits) -> None:
    for kind, rows in (("incident", hits.incidents), ("report", hits.passages)):
        for row in rows:
            print(json.dumps({"hit": kind, **to_data(row)}, ensure_ascii=False, separators=(",", ":"), default=str))


def _print_csv(hits: Hits) -> None:
    """Incidents alone: a table has one kind of rows."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for found in hits.incidents:
        row = [getattr(found, name) for name in COLUMNS[:-1]]
        out.writerow([*row, found.words.text if found.words else None])


PRINTERS = {"table": _print_table, "jsonl": _print_lines, "csv": _print_csv}
command = ask
