"""Ray as the engine: the same step over a Ray dataset. It only carries; needs `pip install 'dateline[ray]'`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.faces.cluster.batches import arrow, code_batches

if TYPE_CHECKING:
    import pyarrow

ROWS = 500              # reports given to an actor at a time


class Coder:
    """An actor of Ray: the reader is loaded once in each."""

    def __init__(self, codebook: str | None = None, actors: str | None = None) -> None:
        from dateline.faces.engine import mine

        self._own = mine(codebook, actors)

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        return arrow().Table.from_batches(list(code_batches(table.to_batches(), apart=True, own=self._own)))


def code(reports: Any, *, workers: int, codebook: str | None = None, actors: str | None = None) -> Any:
    """The records of a Ray dataset of reports, as a Ray dataset (batches.py names the columns)."""
    return reports.map_batches(Coder, batch_format="pyarrow", batch_size=ROWS, concurrency=workers,
                               fn_constructor_kwargs={"codebook": codebook, "actors": actors})
