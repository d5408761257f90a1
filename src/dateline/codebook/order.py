"""The table ``order.toml``: words that say which of two deeds came first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.codebook.frames import read


@dataclass(frozen=True, slots=True)
class Marks:
    """What opens a clause of before or after, verbs that take up what was going on, helpers of what is to come,
    verbs that speak whatever hangs on them; and the table's examples."""

    sooner: frozenset[str]
    later: frozenset[str]
    ceasing: frozenset[str]
    saying: frozenset[str]
    ahead: frozenset[str]
    examples: tuple[str, ...]


@cache
def marks() -> Marks:
    table: dict[str, Any] = read(files("dateline.codebook") / "order.toml")
    sides = {side: frozenset(w for row in table["mark"] if row["side"] == side for w in row["words"])
             for side in ("sooner", "later")}
    rows = (*table["mark"], table["ceasing"], table["saying"], table["ahead"])
    return Marks(sides["sooner"], sides["later"], frozenset(table["ceasing"]["verbs"]),
                 frozenset(table["saying"]["verbs"]), frozenset(table["ahead"]["words"]),
                 tuple(e for row in rows for e in row["examples"]))
