"""``dateline actors``: tables of actors."""

from __future__ import annotations

import click

from dateline.faces.cli import BUG, DONE, SKIPPED, debug, opened, say
from dateline.faces.tally import SHOWN
from dateline.faces.words import counted


def _columns(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.strip().partition("=") for value in values for pair in value.split(",")]
    if not all(sign and theirs for _, sign, theirs in pairs):
        raise click.BadParameter("write it like name=Leader,country=Land: ours, then the file's")
    return {ours: theirs for ours, _, theirs in pairs}


@click.group()
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

    with opened(store) as chronicle:
        found = list(changes(old, new, chronicle))
    for one in found:
        print(f"{one.event}  {one.type:<10} {one.day or 'no day':<10}  {one.name}: {one.before} → {one.after}")
    say(f"{counted(len(found), 'participant')} of {counted(len({c.event for c in found}), 'event')} would change")
    return DONE


command = actors
