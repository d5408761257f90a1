"""``dateline doctor``: whether all is well here, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.errors import DatelineError
from dateline.faces.cli import BUG, DONE, LOCKED, SKIPPED, debug, say
from dateline.faces.words import counted
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.chronicle.health import Finding

MARKS = {"well": "✓", "heed": "!", "bad": "✗"}


@click.command()
@click.argument("store", required=False, metavar="[STORE]")
@click.option("--save", metavar="FILE", help="Write the records of STORE that can be read to FILE, as JSON Lines; "
                                             "`dateline add FILE --store NEW` makes a new store of them.")
@debug
def doctor(*, store: str | None, save: str | None) -> int:
    """Say whether a store is whole, what is installed, where each setting comes from, and whether coding works here.

    STORE is the file that `dateline add` keeps; without it, the one of the settings, if it is there. Every block of it
    is read, and nothing is changed. A line begins with ✓ where all is well, with ! where something is to be known, with
    ✗ where something is wrong; below it stands what to do. The exit code is 1 where anything is wrong, 75 where another
    process has the store.
    """
    if save is not None:
        return _saved(_path(store), Path(save))
    from dateline.faces.doctor import of_installation, of_store, settings

    found: list[Finding] = []
    path = _path(store)
    if store or path.exists():
        found += _told(f"THE STORE {path}", of_store(path))
    found += _told("THE INSTALLATION", of_installation())
    found += _told("SETTINGS", settings())
    bad = [one.what for one in found if one.state == "bad"]
    say(f"Wrong: {', '.join(bad)}." if bad else "Nothing is wrong.")
    if bad:
        return BUG
    return LOCKED if any(one.what == "opening" and one.state == "heed" for one in found) else DONE


def _path(store: str | None) -> Path:
    if store:
        return Path(store)
    try:
        return Path(Settings.load().store)
    except DatelineError:           # the doctor tells of it below
        return Path(Settings().store)


def _told(heading: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Print each as it comes."""
    print(heading, flush=True)
    for one in findings:
        print(f"{MARKS[one.state]} {one.what + ':':<18} {one.stands}", flush=True)
        if one.remedy:
            print(f"  {'':<18} → {one.remedy}", flush=True)
        yield one
    print()


def _saved(store: Path, file: Path) -> int:
    """Save what can be read of a broken store."""
    from dateline.chronicle.salvage import salvage

    saved, lost = salvage(store, file)
    say(f"{file}: {counted(saved, 'record')}; {lost:,} could not be read")
    say(f"`dateline add {file} --store NEW.duckdb` makes a new store of them; judgements stand in a file of their own.")
    return SKIPPED if lost else DONE


command = doctor
