"""``dateline gazetteer``: the places that names are looked up in."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.faces.cli import DONE, SKIPPED, debug, say
from dateline.faces.words import counted


def _classes(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    from dateline.codebook.places.importing import CLASSES

    letters = tuple(dict.fromkeys(part.strip().upper() for part in value.split(",")))
    if not set(letters) <= CLASSES.keys():
        raise click.BadParameter(f"{value!r}: GeoNames' feature classes are {', '.join(CLASSES)}")
    return letters


@click.group()
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


command = gazetteer
