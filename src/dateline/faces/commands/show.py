"""``dateline show``: what a store holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, UNREADABLE, USAGE, debug, opened, say
from dateline.faces.printing import PRINTERS, listing

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle


@click.command()
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
    with opened(store) as chronicle:
        if failures:
            rows = chronicle.failures()
            listing(rows, form, ("Error", "What and what to do"), [(f.error, f.message) for f in rows],
                  none="Every report given to this store could be read.")
            return DONE
        if name is None:
            kept = chronicle.reports()
            listing(kept, form, ("Report", "Day", "Outlet", "Events", "Claims", "Title"),
                  [(k.report[:8], k.published, k.outlet, k.events, k.claims, k.title) for k in kept],
                  none="Nothing there yet; `dateline add PATH…` adds to it.")
            return DONE
        return _show_one(chronicle, name, form)


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


command = show
