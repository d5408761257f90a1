"""How far a run has come, on stderr: rate and time left, one line that is kept up to date.

On a terminal the line is drawn over itself; anywhere else a line is written every ten seconds.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import TextIO

from dateline.faces.words import counted

ROWS = {".jsonl", ".ndjson"}                # a report a line
CELLS = {".csv", ".tsv"}                    # a report a row
OFTEN, SELDOM = 0.2, 10.0                   # seconds between two drawings, on a terminal and elsewhere
ENOUGH = 5                                  # reports before a rate is told; the first one waits for the start


class Progress:
    """Counts answers and says how it goes. `hide` it before anything is written to the same screen."""

    def __init__(self, total: int | None, *, stream: TextIO | None = None, shown: bool = True,
                 doing: str = "") -> None:
        self.done = self.failed = 0
        self._total = total
        self._doing = doing and f"{doing}: "
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._shown = shown
        self._start = self._first = self._drawn = monotonic()
        self._width = 0

    def step(self, *, failed: bool) -> None:
        self.failed += failed
        self.reach(self.done + 1)

    def reach(self, done: int) -> None:
        """So many have been answered by now."""
        now = monotonic()
        self._first = self._first if self.done else now
        self.done = done
        if self._shown and self.done != self._total and now - self._drawn >= (OFTEN if self._live else SELDOM):
            self._drawn = now
            self._draw(now)

    def hide(self) -> None:
        if self._live and self._width:
            print("\r" + " " * self._width, end="\r", file=self._stream, flush=True)
            self._width = 0

    @property
    def seconds(self) -> float:
        return monotonic() - self._start

    def _draw(self, now: float) -> None:
        line = self._doing + told(self.done, self.failed, self._total, now - self._first)
        if not self._live:
            print(line, file=self._stream, flush=True)
            return
        print("\r" + line.ljust(self._width), end="", file=self._stream, flush=True)
        self._width = len(line)


def renewal(store: str, *, stream: TextIO | None = None) -> Callable[[str, int, int], None]:
    """What is told while an older store is brought up to date: that it is, then how far each part of it has come."""
    parts: dict[str, Progress] = {}

    def tell(doing: str, done: int, total: int) -> None:
        if not parts:
            print(f"{store} was kept by an older Dateline; it is brought up to date, all of it or, if this is stopped, "
                  "nothing", file=stream or sys.stderr, flush=True)
        if doing not in parts:
            parts[doing] = Progress(total, stream=stream, doing=doing)
        parts[doing].reach(done)
        if done == total:
            parts[doing].hide()

    return tell


def told(done: int, failed: int, total: int | None, seconds: float) -> str:
    """One line on how it goes, `seconds` after the first answer.

    >>> told(31, 1, 121, 15.0), told(1, 0, 16, 0.0)
    ('31 of 121 reports, 2.0 a second, 45 s left, 1 not read', '1 of 16 reports')
    """
    rate = (done - 1) / seconds if seconds and done >= ENOUGH else 0.0
    left = total - done if total and total >= done else None
    parts = [counted(done, "report") if left is None else f"{done:,} of {counted(done + left, 'report')}"]
    if rate:
        parts.append(f"{rate:.1f} a second")
        parts += [f"{time_left(left / rate)} left"] if left is not None else []
    if failed:
        parts.append(f"{failed:,} not read")
    return ", ".join(parts)


def time_left(seconds: float) -> str:
    """
    >>> time_left(45), time_left(150), time_left(5400)
    ('45 s', '2 min 30 s', '1 h 30 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def expected(paths: Iterable[str]) -> int | None:
    """About how many reports there are to come; None where nobody can know (standard input)."""
    named = list(paths)
    if "-" in named:
        return None
    return sum(_held(file) for path in named for file in _files(Path(path)))


def _files(path: Path) -> Iterable[Path]:
    try:
        if not path.is_dir():
            return [path]
        return [file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")]
    except OSError:         # the reading room says which and why; here it only makes the guess worse
        return []


def _held(file: Path) -> int:
    try:
        if file.suffix.lower() in ROWS:
            with file.open("rb") as lines:
                return sum(1 for line in lines if line.strip())
        if file.suffix.lower() in CELLS:
            with file.open(encoding="utf-8", errors="replace", newline="") as rows:
                return max(0, sum(1 for _ in csv.reader(rows)) - 1)
    except (OSError, csv.Error):
        pass
    return 1
