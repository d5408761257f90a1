"""What many reports add up to: records are kept, added to, never overwritten.

Two doors. ``open(path)``: one DuckDB file (store.py) whose tables (schema.py) carry the record's own names, so that
plain SQL, R and Python read them as they are. ``incidents.incidents(records)``: the same
happening told by several reports, gathered once; each step down is a value (tellings.py, likeness.py). What became of
promises, threats and demands is told by later deeds (commitments.py, identity.py; the table in commitments.toml).
"""

from pathlib import Path

from dateline.chronicle.adding import Added
from dateline.chronicle.store import Chronicle, Kept

__all__ = ["Added", "Chronicle", "Kept", "open"]


def open(path: str | Path, *, read_only: bool = True) -> Chronicle:
    """The chronicle in this file, to look into; with `read_only` false to add to, made if there is none."""
    return Chronicle.open(path, read_only=read_only)
