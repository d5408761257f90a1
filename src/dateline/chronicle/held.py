"""Which reports a store holds by which coder: asked before a report is coded, so that nothing is coded twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from dateline.chronicle.forgetting import refusals, refused
from dateline.chronicle.whole import record_name
from dateline.model import Made, Report


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What a store held when it was asked: eight bytes a record, so that a million are looked up at once."""

    names: NDArray[np.uint64]               # in order
    gone: Mapping[str, str]                 # what is to be said of what was taken down, by report and by words

    @classmethod
    def of(cls, db: Any) -> Self:
        found = db.execute("SELECT CAST('0x' || id AS UBIGINT) AS id FROM kept.records ORDER BY id").fetchnumpy()
        return cls(np.asarray(found["id"], dtype=np.uint64), refusals(db))

    def has(self, report: Report, made: Made) -> bool:
        """Whether the record of this version is kept."""
        name = np.uint64(int(record_name(report.id, made), 16))
        at = int(np.searchsorted(self.names, name))
        return at < len(self.names) and self.names[at] == name

    def refused(self, report: Report) -> str | None:
        """What is to be said of a report that was taken down."""
        return refused(self.gone, report)
