"""What a handler is given: the chronicle, the lock for writing, what is kept beside, the jobs, whether it may write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.chronicle.overview import stamp
from dateline.errors import DatelineError, ReadOnly
from dateline.faces.workbench.kept import Notes, notes_of
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.faces.workbench.jobs import Jobs


TRIES = 4               # readings of what is being written to
T = TypeVar("T")


class Desk:
    """One for all that the workbench does with a store.

    `chronicle` is the thread's own way to the store: several read at once, each over a connection of its own.
    """

    def __init__(self, chronicle: Chronicle, settings: Settings | None = None, *, read_only: bool = False) -> None:
        self.settings = settings or Settings()
        self.read_only = read_only
        self._first = chronicle
        self._own = threading.local()
        self._lock = threading.RLock()
        self._active = self._written = 0
        self._known: dict[str, tuple[Any, Any]] = {}

    @property
    def chronicle(self) -> Chronicle:
        own: Chronicle | None = getattr(self._own, "chronicle", None)
        if own is None:
            own = self._own.chronicle = self._first.again()
        return own

    @property
    @contextmanager
    def writing(self) -> Iterator[Chronicle]:
        """One at a time: ``with desk.writing as chronicle:``. Raises ReadOnly where nothing may be written."""
        if self.read_only:
            raise ReadOnly
        with self._lock:
            self._active += 1
            try:
                yield self.chronicle
            finally:
                self._active -= 1
                self._written += 1

    def settled(self, read: Callable[[], T]) -> T:
        """What `read` finds, all of it of one moment: read again where something was written in between."""
        for _ in range(TRIES):
            before, found = self._moment(), read()
            if self._moment() == before:
                break
        return found

    def _moment(self) -> tuple[Any, ...]:
        return self._written, stamp(self.chronicle) if self._active else None

    def remembered(self, name: str, key: Any, make: Callable[[], T]) -> T:
        """What was made last under this name, made anew where the key is another."""
        known = self._known.get(name)
        if known is None or known[0] != key:
            known = self._known[name] = (key, make())
        found: T = known[1]
        return found

    @cached_property
    def notes(self) -> Notes:
        """Saved views, marks of reports, what was last looked at: the file beside the store (kept.py)."""
        return notes_of(self._first.path, read_only=self.read_only)

    @cached_property
    def jobs(self) -> Jobs:
        """What is done in the background (jobs.py)."""
        from dateline.faces.workbench.jobs import Jobs

        return Jobs(self)

    def go_on(self) -> None:
        """Take up what was being added when the workbench was last closed."""
        if not self.read_only:
            _ = self.jobs

    def trouble(self, error: BaseException) -> DatelineError | None:
        """What is to be told of an error that the file of the store gave; None: it is another."""
        return self._first.trouble(error)

    def close(self) -> None:
        """Stop what is being done, whole files only, and let go of the store."""
        if "jobs" in self.__dict__:
            self.jobs.close()
        with self._lock:
            self._first.close()
