"""``dateline export``: what a chronicle holds, in files that other programs read."""

from __future__ import annotations

import click

from dateline.errors import BadExport
from dateline.faces.cli import DONE, debug, opened, say
from dateline.faces.cli import store as store_option
from dateline.faces.words import counted


@click.command()
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--to", "target", required=True, metavar="FILE|FOLDER",
              help="Where to write. The ending says the format: .csv, .tsv, .xlsx, .parquet, .jsonl, .geojson, .gexf, "
                   ".graphml, .ics, .html (a page with filters and evidence that needs no network); a folder or a .zip "
                   "takes everything.")
@click.option("--what", metavar="KIND",
              help="incidents, events, claims, figures, commitments, timeline, dyads, panel, network, places, reports "
                   "or all. Default: what the format is for, else incidents; in a folder all.")
@click.option("--as", "project", type=click.Choice(["polecat", "icews", "gdelt"]),
              help="Incidents or events as rows in that project's columns.")
@click.option("--format", "form", metavar="FORMAT", help="The format of the tables in a folder.  [default: parquet]")
@click.option("--with-text", is_flag=True, help="With the full text of the reports; without it, quotes alone.")
@click.option("--bare", is_flag=True, help="A file alone, without the README beside it.")
@store_option
@debug
def export(*, query: tuple[str, ...], target: str, what: str | None, project: str | None, form: str | None,
           with_text: bool, bare: bool, store: str | None) -> int:
    """Write what a store holds for other programs: spreadsheets, R, Gephi, maps, calendars.

    QUERY chooses, as in `dateline ask`; without it all that occurred or is ongoing and is no background leaves.

    \b
    dateline export --to incidents.xlsx country:Peru
    dateline export --to gdelt.csv --as gdelt time:2026-03
    dateline export --to data/ --what all
    dateline export --to dossier.html type:protest
    """
    from dateline.faces.export import export as write
    from dateline.faces.export import order

    try:
        asked = order(target, what=what, form=form, project=project, with_text=with_text, bare=bare)
    except BadExport as error:
        raise click.UsageError(str(error)) from error
    with opened(store) as chronicle:
        done = write(chronicle, asked, " ".join(query))
    for part in done.parts:
        say(f"{part.name}: {counted(part.rows, 'row')}")
        for note in part.notes:
            say(f"  {note}")
    for note in done.notes:
        say(f"{note[:1].upper()}{note[1:]}.".replace("..", "."))
    print(done.target)
    return DONE


command = export
