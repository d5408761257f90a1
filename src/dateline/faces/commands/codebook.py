"""``dateline codebook``: a codebook of one's own."""

from __future__ import annotations

import click

from dateline.faces.cli import BUG, DONE, debug


@click.group()
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


command = codebook
