"""``dateline why``: everything behind an id."""

from __future__ import annotations

import click

from dateline.faces.cli import DONE, debug, opened, store
from dateline.faces.viewing import chosen_form


@click.command()
@click.argument("name", metavar="ID")
@store
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]),
              help="Sections to read, or one JSON object.  Default: table on a screen, jsonl into a file or pipe.")
@debug
def why(name: str, store: str | None, form: str | None) -> int:
    """Show why the chronicle says so: the sentences, the links and their reasons, judgements, copies and versions.

    ID is that of an incident (or one it had), an event, a report or a claim, or its beginning. ID:killed shows one kind
    of figure of an incident, ID:commitment what became of a promise, a threat or a demand.
    """
    from dateline.faces.printing import console

    with opened(store) as chronicle:
        found = chronicle.why(name)
    if chosen_form(form) == "jsonl":
        from dateline.chronicle.views.why import as_data
        from dateline.faces.export.tables import as_json

        print(as_json(as_data(found)))
        return DONE
    from dateline.faces.reasons import reasons

    screen = console()
    screen.print(reasons(found, screen.width, marks=not screen.is_terminal))
    return DONE


command = why
