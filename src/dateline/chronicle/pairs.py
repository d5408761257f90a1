"""Each actor of an incident with each of its recipients, beside what a query can ask of the incident (``kept.pairs``).

Who deals with whom is counted in this one table: to join a million incidents with their parties twice takes as long as
all the rest. It is a copy, written wherever incidents are, and can be made again from the two tables that it copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.chronicle.rows import Row, arrays, ask
from dateline.chronicle.schema import ASKED, TABLES

_DAYS = [name for name in ASKED if TABLES["kept.pairs"].columns[name].type == "day"]
_MADE = """
    INSERT INTO kept.pairs
    SELECT {asked}, a.name, a.country, a.sector, r.name, r.country, r.sector
    FROM {incidents} i JOIN {parties} a ON a.incident = i.id AND a.side = 'actor'
    JOIN {parties} r ON r.incident = i.id AND r.side = 'recipient'"""


def pair(db: Any, rows: Mapping[str, Sequence[Row]]) -> None:
    """Put in the pairs of these rows of incidents and of their parties, which are in no pair yet."""
    if rows["incidents"] and rows["incident_parties"]:
        asked = ", ".join(f"TRY_CAST(i.{name} AS DATE)" if name in _DAYS else f"i.{name}" for name in ASKED)
        ask(db, _MADE.format(asked=asked, incidents="given_incidents", parties="given_parties"),
            given_incidents=arrays("incidents", rows["incidents"]),
            given_parties=arrays("incident_parties", rows["incident_parties"]))


def pair_all(db: Any) -> None:
    """Make the whole table again."""
    db.execute("DELETE FROM kept.pairs")
    db.execute(_MADE.format(asked=", ".join(f"i.{name}" for name in ASKED), incidents="incidents",
                            parties="incident_parties") + " ORDER BY i.time_start, i.id")
