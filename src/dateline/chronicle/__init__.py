"""What many reports add up to: records are kept, added to, never overwritten.

Two doors. ``Chronicle.open(path)``: one DuckDB file (store.py, the only SQL) whose tables (flat.py) carry the
record's own names, so that plain SQL, R and Python read them as they are. ``incidents.incidents(records)``: the same
happening told by several reports, gathered once; each step down is a value (tellings.py, likeness.py). What became of
promises, threats and demands is told by later deeds (commitments.py, identity.py; the table in commitments.toml).
"""

from dateline.chronicle.store import Chronicle, Kept

__all__ = ["Chronicle", "Kept"]
