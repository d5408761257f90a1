"""``dateline doctor``: whether all is well here."""

from __future__ import annotations

import click

from dateline.faces.cli import BUG, DONE, debug


@click.command()
@debug
def doctor() -> int:
    """Say what is installed, where each setting comes from, and whether coding works here."""
    from dateline.faces.doctor import findings

    well = True
    for what, stands, good in findings():
        print(f"{'✓' if good else '✗'} {what + ':':<18} {stands}", flush=True)
        well = well and good
    return DONE if well else BUG


command = doctor
