"""The table ``crosswalk.toml``: an event as ICEWS and GDELT would code it, by its type, modes and contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from dateline.codebook.frames import read

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


class Cameo(NamedTuple):
    """GDELT's EventCode, EventRootCode, QuadClass (1 to 4) and GoldsteinScale; None where nothing tells."""

    code: str | None
    root: str | None
    quad_class: int | None
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """The events that have this code; an empty set leaves free what it would ask for."""

    modes: frozenset[str]
    contexts: frozenset[str]
    status: str | None
    code: str
    goldstein: float

    def fits(self, modes: Sequence[str], contexts: Sequence[str], status: str) -> bool:
        return (
            (not self.modes or not self.modes.isdisjoint(modes))
            and (not self.contexts or not self.contexts.isdisjoint(contexts))
            and self.status in (None, status)
        )


@dataclass(frozen=True, slots=True)
class Crosswalk:
    rows: Mapping[str, tuple[Row, ...]]         # by type, in the order of the table
    quads: Mapping[str, int]                    # root -> quad class

    def of(self, kind: str, modes: Sequence[str], contexts: Sequence[str], status: str, quad: str) -> Cameo:
        """The code of an event. A type of a user's own has none; its quad still tells its class."""
        for row in self.rows.get(kind, ()):
            if row.fits(modes, contexts, status):
                return Cameo(row.code, row.code[:2], self.quads[row.code[:2]], row.goldstein)
        own = quad.replace("_", " ")
        return Cameo(None, None, QUADS.index(own) + 1 if own in QUADS else None, None)


@cache
def crosswalk() -> Crosswalk:
    table = read(files("dateline.codebook") / "crosswalk.toml")
    rows = {kind: tuple(map(_row, found)) for kind, found in table["row"].items()}
    quads = {root: int(number) for number, roots in table["quad"].items() for root in roots}
    return Crosswalk(MappingProxyType(rows), MappingProxyType(quads))


def _row(row: Mapping[str, Any]) -> Row:
    modes, contexts = (frozenset(row.get(name, ())) for name in ("modes", "contexts"))
    return Row(modes, contexts, row.get("status"), row["code"], row["goldstein"])
