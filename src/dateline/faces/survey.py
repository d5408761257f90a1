"""What a run would read, nothing being coded or kept: formats, reports, days, languages, copies, failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.faces.words import counted
from dateline.model import Failure, Record, Report
from dateline.report.intake import Taken

HELD = 100_000_000      # characters of texts that are compared word by word; beyond, only the very same text is a copy


@dataclass(slots=True)
class Kind:
    """What came of one format."""

    files: set[str] = field(default_factory=set)
    reports: int = 0
    coded: int = 0
    undated: int = 0
    failed: int = 0
    days: tuple[str, str] | None = None
    languages: Counter[str] = field(default_factory=Counter)
    outlets: set[str] = field(default_factory=set)

    def take(self, report: Report) -> None:
        self.reports += 1
        self.languages[report.language] += 1
        if report.outlet:
            self.outlets.add(report.outlet)
        day, end = report.published.start, report.published.end
        if day is None or end is None:
            self.undated += 1
        else:
            first, last = self.days or (day, end)
            self.days = (min(first, day), max(last, end))


class Survey:
    """Counts what is taken in; texts are held to compare them, as far as there is room."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self.failures: list[Failure] = []
        self._texts: dict[str, str] = {}
        self._held = 0
        self._same: Counter[int] = Counter()

    def over(self, taken: Iterable[Taken]) -> None:
        for one in taken:
            kind = self.kinds.setdefault(one.format or "not read", Kind())
            kind.files.add(one.source)
            if isinstance(one.found, Failure):
                kind.failed += 1
                self.failures.append(one.found)
                continue
            kind.coded += isinstance(one.found, Record)
            report = one.found.report if isinstance(one.found, Record) else one.found
            kind.take(report)
            self._compare(report)

    @property
    def reports(self) -> int:
        return sum(kind.reports for kind in self.kinds.values())

    def _compare(self, report: Report) -> None:
        from dateline.report.copies import sketch

        if self._held < HELD:
            self._texts[f"{self.reports:09} {report.id}"] = report.text
            self._held += len(report.text)
        else:
            self._same[sketch(report.text).whole] += 1

    def copies(self) -> int:
        """Reports that are copies of another one here."""
        from dateline.report.copies import families, sketch

        found = families(self._texts)
        same = Counter(found.values())
        known = {sketch(self._texts[name]).whole for name in found} if self._same else set()
        return sum(n - 1 for n in same.values()) + sum(n - (whole not in known) for whole, n in self._same.items())

    def lines(self) -> Iterator[str]:
        """The table, and what holds for all of it."""
        rows: list[tuple[str, ...]] = [("format", "files", "reports", "days", "languages", "not read")]
        rows += [_row(name, kind) for name, kind in sorted(self.kinds.items())]
        widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
        for row in rows:
            yield "  ".join(x.rjust(w) if n in (1, 2, 5) else x.ljust(w)
                            for n, (x, w) in enumerate(zip(row, widths, strict=True))).rstrip()
        if self.reports:
            yield from self._all()

    def _all(self) -> Iterator[str]:
        kinds = self.kinds.values()
        copies, undated = self.copies(), sum(kind.undated for kind in kinds)
        outlets = set().union(*(kind.outlets for kind in kinds))
        yield ""
        yield f"{counted(self.reports, 'report')} of {counted(len(outlets), 'outlet')}; {copies:,} of them " + (
            "is a copy of another" if copies == 1 else "are copies of others")
        if undated:
            yield f"{counted(undated, 'report')} without a day: give one with --published, or the text must tell it"
        if foreign := sum(n for kind in kinds for code, n in kind.languages.items() if code != "en"):
            yield f"{counted(foreign, 'report')} not in English would be kept, and not coded"
        if coded := sum(kind.coded for kind in kinds):
            yield f"{counted(coded, 'record')} coded already"
        yield "nothing was coded or kept"


def _row(name: str, kind: Kind) -> tuple[str, ...]:
    days = "" if kind.days is None else kind.days[0] if kind.days[0] == kind.days[1] else " to ".join(kind.days)
    failed = f"{kind.failed:,}" if kind.failed else ""
    return (name, f"{len(kind.files):,}", f"{kind.reports:,}", days, _spoken(kind.languages), failed)


def _spoken(languages: Mapping[str, int]) -> str:
    return " ".join(f"{code} {n:,}" for code, n in sorted(languages.items(), key=lambda x: (-x[1], x[0])))
