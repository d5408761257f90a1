"""``dateline read``: what the reader saw."""

from __future__ import annotations

import click

from dateline.faces.cli import DONE, SKIPPED, UNREADABLE, debug, outlet, paths, published
from dateline.faces.tally import list_failures
from dateline.model import Failure
from dateline.settings import Settings


@click.command()
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


command = read
