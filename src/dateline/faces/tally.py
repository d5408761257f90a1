"""What a run over many reports has come to, and how it is told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.faces.cli import DONE, SKIPPED, UNREADABLE, say
from dateline.faces.progress import Progress
from dateline.faces.words import counted
from dateline.model import Failure, Record

SHOWN = 20                              # failures listed at the end of a run


class Tally:
    """What a run has come to, and how it is told at the end."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.records = self.events = self.claims = self.known = 0
        self.failures: list[Failure] = []
        self.foreign: Counter[str] = Counter()

    def count(self, found: Record | Failure) -> None:
        if isinstance(found, Failure):
            self.failures.append(found)
        else:
            self.records += 1
            if found.report.language != "en":
                self.foreign[found.report.language] += 1
            self.events += len(found.events)
            self.claims += len(found.claims)
        self.progress.step(failed=isinstance(found, Failure))

    def skip(self) -> None:
        """A report that the store holds already."""
        self.known += 1
        self.progress.step(failed=False)

    def end(self, *, kept: str | None, pages: str | None) -> int:
        """Say it all on stderr; the exit code."""
        self.progress.hide()
        if not self.records and not self.failures and not self.known:
            say("No reports there: the paths hold no file that Dateline reads (docs/sources.md lists the formats).")
            return UNREADABLE
        known = f" ({self.known:,} there already)" if self.known else ""
        places = [f"kept in {kept}{known}" if kept else "", f"pages in {pages}" if pages else ""]
        coded = (counted(self.records, "report") + " coded", counted(self.events, "event"),
                 counted(self.claims, "claim"))
        told = ", ".join((*(coded if self.records else ("nothing new",)), f"{self.progress.seconds:.1f} s"))
        say("; ".join([told, *filter(None, places)]))
        if self.foreign:
            spoken = ", ".join(f"{code} {count:,}" for code, count in self.foreign.most_common())
            say(f"{counted(self.foreign.total(), 'report')} not in English ({spoken}): kept, and not coded")
        list_failures(self.failures)
        return DONE if not self.failures else SKIPPED if self.records or self.known else UNREADABLE


def list_failures(failures: Sequence[Failure]) -> None:
    """A short list, each with its remedy; the rest by number."""
    if not failures:
        return
    say(f"{counted(len(failures), 'input')} could not be read:")
    for failure in failures[:SHOWN]:
        say(f"  {failure.message}")
    if len(failures) > SHOWN:
        say(f"  … and {len(failures) - SHOWN:,} more (`dateline show --failures` lists all that `dateline add` met)")
