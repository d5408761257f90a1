"""``dateline diff``: what changed in a store from one moment to another, and why."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.faces.cli import DONE, debug, form, opened, say, store

if TYPE_CHECKING:
    from dateline.chronicle.changes import Change

COLUMNS = ("number", "at", "what", "incident", "label", "others", "field", "before", "after", "reason")
SHOWN = 200         # lines on a screen, unless more are asked for


@click.command()
@click.argument("since", metavar="A")
@click.argument("until", metavar="[B]", required=False)
@store
@form
@click.option("--limit", type=click.IntRange(0), metavar="N",
              help=f"At most so many lines, 0 for all.  [default: {SHOWN} in a table, else all]")
@debug
def diff(since: str, until: str | None, store: str | None, form: str | None, limit: int | None) -> int:
    """Show what was added, changed, merged, split and withdrawn from moment A to moment B, or to now.

    A moment is the number of a batch (0: before the first), a day or an ISO time; days count whole. What came and
    went in between is not shown.
    """
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    with opened(store) as chronicle:
        found = chronicle.changes(since, until)
        most = (SHOWN if form == "table" else 0) if limit is None else limit
        lines = found[:most] if most else found
        labels = chronicle.labels({change.incident for change in lines})
    if not found:
        say("Nothing has changed.")
    WRITERS[form](lines, labels)
    if len(lines) < len(found) and form == "table":
        say(f"{len(found) - len(lines):,} more lines; --limit 0 shows all.")
    return DONE


def _row(change: Change, labels: Mapping[str, str]) -> dict[str, Any]:
    more = {"others": list(change.others), "label": labels.get(change.incident)}
    return {name: more[name] if name in more else getattr(change, name) for name in COLUMNS}


def _write_lines(changes: Sequence[Change], labels: Mapping[str, str]) -> None:
    for change in changes:
        print(json.dumps(_row(change, labels), ensure_ascii=False, separators=(",", ":")))


def _write_csv(changes: Sequence[Change], labels: Mapping[str, str]) -> None:
    from dateline.faces.export.tables import defuse

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for change in changes:
        row = _row(change, labels) | {"others": ";".join(change.others)}
        out.writerow(["" if cell is None else defuse(str(cell)) for cell in row.values()])


def _write_table(changes: Sequence[Change], labels: Mapping[str, str]) -> None:
    from dateline.faces.printing import console
    from dateline.faces.table import listed

    if changes:
        console().print(listed(((
            change.what, change.incident, _told(change, labels), change.reason) for change in changes),
            ("What", "Incident", "", "Why")))


def _told(change: Change, labels: Mapping[str, str]) -> str:
    """What a line says beside its kind: which field, or of which others, or what it is."""
    if change.field and change.what == "changed":
        return f"{change.field}: {change.before or '–'} → {change.after or '–'}"
    if change.field == "report":
        return "the report itself"
    label = labels.get(change.incident, "")
    others = [other for other in change.others if other != change.incident]
    stays = len(others) < len(change.others)
    how = "with" if change.what == "merged" else "from it" if stays else "into"
    return f"{label} ({how} {', '.join(others)})".strip() if others else label


WRITERS = {"jsonl": _write_lines, "csv": _write_csv, "table": _write_table}
command = diff
