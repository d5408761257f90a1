"""Reports into a store, whoever gives them: what is not held is coded, what has come is kept a batch at a time.

The command line and the workbench add by this; what they do with what became of each report is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from dateline.faces.engine import Given, code_all, mine, versions
from dateline.model import Failure, Made, Record
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.chronicle import Added
    from dateline.chronicle.adding import What
    from dateline.chronicle.held import Held

MANY = 2_000            # kept in one go at most; what is looked up for each go costs the same for few and for many
OFTEN = 1.0             # seconds after which what has come is kept …
SHARE = 0.2             # … or so many that keeping takes no more than this share of the time

Keep = Callable[[Sequence[Record | Failure]], Sequence["Added"]]
Tell = Callable[[str, "What", Record | Failure | None], None]


class Adding:
    """One run over many reports.

    `held` is what the store holds; `keep` puts a batch into it; `tell` hears what became of each: its id (of a failure,
    what it was about), the word for it, and what was coded or why not, where that is known.
    """

    def __init__(self, held: Held, keep: Keep, tell: Tell, settings: Settings, *, workers: int, force: bool = False,
                 apart: bool = False) -> None:
        self._held, self._keep, self._tell, self._settings = held, keep, tell, settings
        self._workers, self._force, self._apart = workers, force, apart

    def over(self, reports: Iterable[Given]) -> None:
        """Add them all. Whoever wants to stop ends the reports: what was given out by then is still kept."""
        own = {"codebook": self._settings.codebook, "actors": self._settings.actors}
        coded = code_all(self._to_code(reports), workers=self._workers, apart=self._apart, **own)
        for batch in _batches(coded):
            for found, added in zip(batch, self._keep(batch), strict=True):
                if added.told is not None:
                    self._refuse(added.name, added.told)
                else:
                    self._tell(added.name, added.what, found)

    @cached_property
    def _made(self) -> Made:
        """What would stand in the records coded now; loaded with the first report that is no record yet."""
        return versions(mine(self._settings.codebook, self._settings.actors))

    def _to_code(self, reports: Iterable[Given]) -> Iterator[Given]:
        """Those that are not there yet and may come in."""
        for given in reports:
            if isinstance(given, Failure):
                yield given
                continue
            report, made = (given.report, given.made) if isinstance(given, Record) else (given, self._made)
            if not self._force and (told := self._held.refused(report)):
                self._refuse(report.id, told)
            elif self._held.has(report, made):
                self._tell(report.id, "known", None)
            else:
                yield given

    def _refuse(self, report: str, told: str) -> None:
        self._tell(report, "refused", Failure(report, "Forgotten", told))


def _batches(found: Iterable[Record | Failure]) -> Iterator[list[Record | Failure]]:
    """What has come so far, often enough that little is lost when the run is stopped."""
    batch: list[Record | Failure] = []
    begun, pause = monotonic(), OFTEN
    for one in found:
        batch.append(one)
        if len(batch) < MANY and monotonic() - begun < pause:
            continue
        begun = monotonic()
        yield batch
        batch, pause = [], max(OFTEN, (monotonic() - begun) / SHARE)
        begun = monotonic()
    if batch:
        yield batch
