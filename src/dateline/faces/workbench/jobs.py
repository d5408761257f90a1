"""Files that are added in the background: one thread hands them to reading processes and keeps what comes back.

It goes on when the tab is closed, and where it was when the program is started again: what is not read yet lies in the
tray (tray.py), and what the store holds already is not read twice. One job at a time, in the order they came. What
could not be read is a failure of the store's like any other; here it is also known in which file it was, so that it can
be tried again.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError, NotThere, ReadOnly, TooLarge
from dateline.faces.workbench.tray import FILE, FILES, Job, Settled, State, Tray, Unread, Upload, renamed, shown
from dateline.model import Failure, Record

if TYPE_CHECKING:
    from dateline.chronicle import Added
    from dateline.chronicle.adding import What
    from dateline.faces.engine import Given
    from dateline.faces.workbench.desk import Desk

OFTEN = 0.25            # seconds between two tellings of how it goes
WRITTEN = 2.0           # seconds between two writings of job.json while a job runs
ALIVE = 10.0            # seconds after which a listener is told that we are still here
HOLD = 5.0              # seconds that a job waits for files that were announced
LISTENERS = 12          # tabs that are told at once; others ask again
OFT = 100               # files of a job from which on not each is written down when it comes
SHOWN = 12              # jobs that are done and still listed

log = logging.getLogger("dateline.workbench")


class _Closed(Exception):
    """The program ends in the middle of a job."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A job as a page shows it. `done` of about `expected` reports; `pace`: reports a second in this run; `name`: what
    it is called by; `unread`: what could not be read and is not dealt with."""

    id: str
    at: str
    state: str
    name: str
    files: int
    awaited: int
    read: int
    expected: int
    done: int
    new: int
    again: int
    known: int
    refused: int
    events: int
    unread: int
    pace: float | None
    trouble: str | None


class _Run:
    """How far the job that runs has come."""

    def __init__(self) -> None:
        self.begun: float | None = None
        self.answers = 0                            # since then
        self.written = monotonic()
        self.pending: deque[int] = deque()          # the file of each report that was given out
        self.batch = 0                              # answers of the last batch still to be told
        self.open: Counter[int] = Counter()         # reports of each file without an answer
        self.met: Counter[int] = Counter()          # answers of each file
        self.given: set[int] = set()                # files that were given out to their end
        self.read: set[int] = set()                 # … and answered; job.json does not say so yet

    def pace(self) -> float | None:
        spent = monotonic() - self.begun if self.begun else 0.0
        return round(self.answers / spent, 1) if self.answers > 1 and spent > 1 else None


class Jobs:
    """All jobs of a store, and the thread that does them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tray = Tray(desk.chronicle.path)
        self._change = threading.Condition()
        self._version = 0
        self._closing = False
        self._listeners = 0
        self._jobs = {job.id: replace(job, state="waiting" if job.state == "running" else job.state)
                      for job in self._tray.jobs()}
        self._numbers = {job.id: max((file.number for file in job.files), default=0) for job in self._jobs.values()}
        self._settled = self._tray.settled()
        self._runs: dict[str, _Run] = {}
        self._stopping: set[str] = set()
        self._thread: threading.Thread | None = None
        if not desk.read_only:
            for job in [job for job in self._jobs.values() if job.state == "done"]:
                self._tidy(job)
        self._start()

    # ── what can be asked ────────────────────────────────────────────────────────────────────────

    def all(self) -> tuple[Progress, ...]:
        """The newest first."""
        with self._change:
            return tuple(self._progress(job) for job in reversed(self._jobs.values()))

    def told(self) -> Iterator[Any]:
        """How it goes, whenever that has changed."""
        seen = -1
        self._listeners += 1
        try:
            while not self._closing:
                version = self._news(seen)
                yield {"jobs": [_plain(one) for one in self.all()]} if version != seen else None
                seen = version
                if self._listeners > LISTENERS:
                    return
                sleep(OFTEN)
        finally:
            self._listeners -= 1

    def _news(self, seen: int) -> int:
        """The number of the newest state, as soon as it is another than was seen, or after a while."""
        with self._change:
            self._change.wait_for(lambda: self._version != seen or self._closing, ALIVE)
            return self._version

    def unread(self) -> dict[str, tuple[str, int]]:
        """What could not be read and whose file is still here, by its key: the job, and the number of the file."""
        with self._change:
            return {one.key: (job.id, one.number) for job in self._jobs.values() for one in job.unread
                    if self._holds(job, one.number)}

    def settled(self) -> Mapping[str, Settled]:
        """What became of failures that were dealt with, by their keys."""
        return self._settled

    # ── what can be done ─────────────────────────────────────────────────────────────────────────

    def take(self, body: Path, name: str, *, job: str | None = None, outlet: str | None = None,
             published: str | None = None, awaited: int = 1) -> Progress:
        """Take a file in, into a job of its own or into one that is there. Raises TooLarge, NotThere or ReadOnly."""
        from dateline.faces.progress import expected

        self._may_write()
        size = body.stat().st_size
        if size > FILE:
            raise TooLarge(shown(name), f"{FILE / 1e6:g} MB")
        with self._change:
            made = self._one(job) if job else Job(token_hex(6), _now(), outlet=outlet, published=published)
            if len(made.files) >= FILES:
                raise TooLarge("this job", f"{FILES:,} files")
            number = self._numbers[made.id] = self._numbers.get(made.id, 0) + 1
        upload = Upload(number, shown(name), size, 1)
        self._tray.take(made.id, upload, body)
        upload = replace(upload, expected=expected([str(self._tray.file(made.id, upload))]) or 1)
        with self._change:
            made = self._jobs.get(made.id, made)
            self._put(replace(made, files=(*made.files, upload), awaited=max(awaited, len(made.files) + 1),
                              state="waiting" if made.state == "done" else made.state),
                      written=number < OFT or number % OFT == 0)
            self._start()
            return self._progress(self._jobs[made.id])

    def stop(self, name: str) -> Progress:
        """End a job for now. What was given out is still kept."""
        self._may_write()
        with self._change:
            job = self._one(name)
            if job.state == "running":
                self._stopping.add(job.id)
            elif job.state == "waiting":
                self._put(replace(job, state="stopped"))
            return self._progress(self._jobs[job.id])

    def go(self, name: str) -> Progress:
        """Let a job go on."""
        self._may_write()
        with self._change:
            job = self._one(name)
            self._stopping.discard(job.id)
            if job.state == "stopped":
                self._put(replace(job, state="waiting", trouble=None))
                self._start()
            return self._progress(self._jobs[job.id])

    def again(self, name: str, numbers: Iterable[int], *, outlet: str | None = None,
              published: str | None = None) -> Progress:
        """Read these files of a job again, as a job of their own; a day and an outlet hold for what says none."""
        self._may_write()
        with self._change:
            job, wanted = self._one(name), set(numbers)
            files = tuple(file for file in job.files if file.number in wanted and self._holds(job, file.number))
            if not files:
                raise NotThere(f"file {min(wanted, default=0)} of this job", "its file is gone; give it again")
            made = Job(token_hex(6), _now(), outlet=outlet or job.outlet, published=published or job.published,
                       files=tuple(replace(file, read=False) for file in files), awaited=len(files))
            for file in files:
                self._tray.take(made.id, file, self._tray.file(job.id, file))
            self._settle({one.key: "read" for one in job.unread if one.number in wanted})
            self._numbers[made.id] = self._numbers[job.id]
            self._put(made)
            self._tidy(replace(job, unread=tuple(one for one in job.unread if one.number not in wanted)))
            self._start()
            return self._progress(made)

    def leave(self, keys: Iterable[str], *, back: bool = False) -> None:
        """Leave failures out of the list, or put them back. Their files go when the program is next started."""
        self._may_write()
        with self._change:
            self._settle(dict.fromkeys(keys, None if back else "left"))
            self._changed()

    def close(self) -> None:
        """End without a loss: what is not kept yet is read again when the program is next started."""
        with self._change:
            self._closing = True
            self._change.notify_all()
            thread = self._thread
        if thread:
            thread.join(20)

    # ── the thread ───────────────────────────────────────────────────────────────────────────────

    def _start(self) -> None:
        """See to it that somebody does what waits."""
        if self._desk.read_only or self._closing or self._thread or not self._waiting():
            return
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def _waiting(self) -> Job | None:
        return next((job for job in self._jobs.values() if job.state == "waiting"), None)

    def _work(self) -> None:
        while True:
            with self._change:
                job = None if self._closing else self._waiting()
                if job is None:
                    self._thread = None
                    return
                self._runs[job.id] = _Run()
                self._put(replace(job, state="running", trouble=None))
            self._do(job.id)

    def _do(self, name: str) -> None:
        begun = monotonic()
        trouble: str | None = None
        state: State | None = None
        try:
            self._add(name)
            state = "stopped" if name in self._stopping else "done"
        except _Closed:
            pass                                    # on disk it runs, and will go on
        except DatelineError as error:
            trouble, state = str(error), "stopped"
        except Exception as error:
            state = "stopped"
            if told := self._desk.trouble(error):
                trouble = str(told)
            else:
                log.exception("a bug while reports were added")
                trouble = f"a bug in Dateline ({type(error).__name__}); please report it"
        with self._change:
            self._flush(name)
            job = self._jobs[name]
            self._stopping.discard(name)
            self._runs.pop(name, None)
            if state == "done" and any(not file.read for file in job.files):
                state = "waiting"                   # files came while the last were read
            job = replace(job, seconds=job.seconds + monotonic() - begun, trouble=trouble, state=state or job.state)
            self._put(job)
            if job.state == "done":
                self._tidy(job)

    def _add(self, name: str) -> None:
        from dateline.faces.adding import Adding

        run, settings = self._runs[name], self._desk.settings
        adding = Adding(self._desk.chronicle.held(), self._keeper(run), self._teller(name, run), settings,
                        workers=settings.workers, apart=True)
        adding.over(self._reports(name, run))

    def _reports(self, name: str, run: _Run) -> Iterator[Given]:
        """What the files of a job hold, each called as its giver calls it."""
        from dateline.report import read_all

        while upload := self._next_file(name, run):
            with self._change:
                job, path = self._jobs[name], str(self._tray.file(name, upload))
            count = 0
            for found in read_all([path], settings=self._desk.settings, published=job.published, outlet=job.outlet):
                if self._closing:
                    raise _Closed
                if name in self._stopping:
                    return
                count += 1
                yield self._out(run, upload, _called(found, path, upload.name))
            if not count:
                told = f"{upload.name}: holds no report; give a report's text"
                yield self._out(run, upload, Failure(upload.name, "UnreadableInput", told))
            run.given.add(upload.number)
            self._finished(run, upload.number)

    def _next_file(self, name: str, run: _Run) -> Upload | None:
        """The next file that was not given out; those announced are waited for a moment."""
        def unread() -> Upload | None:
            files = self._jobs[name].files
            return next((file for file in files if not file.read and file.number not in run.given), None)

        with self._change:
            job = self._jobs[name]
            if not unread() and len(job.files) < job.awaited:
                self._change.wait_for(lambda: unread() or self._closing or name in self._stopping, HOLD)
            if self._closing:
                raise _Closed
            return None if name in self._stopping else unread()

    def _out(self, run: _Run, upload: Upload, found: Given) -> Given:
        run.pending.append(upload.number)
        run.open[upload.number] += 1
        return found

    def _keeper(self, run: _Run) -> Callable[[Sequence[Record | Failure]], Sequence[Added]]:
        def keep(batch: Sequence[Record | Failure]) -> Sequence[Added]:
            with self._desk.writing as chronicle:
                added = chronicle.add_batch(batch)
            run.batch = len(batch)
            return added

        return keep

    def _teller(self, name: str, run: _Run) -> Callable[[str, What, Record | Failure | None], None]:
        """What is coded comes back in order, a batch at a time; what need not be coded is told at once."""
        def tell(_: str, what: What, found: Record | Failure | None) -> None:
            number = run.pending.popleft() if run.batch else run.pending.pop()
            run.batch -= run.batch > 0
            run.open[number] -= 1
            run.met[number] += 1
            run.answers += 1
            run.begun = run.begun or monotonic()
            with self._change:
                self._count(name, number, what, found)
                self._finished(run, number)
                if not run.batch and monotonic() - run.written > WRITTEN:
                    self._flush(name)
                self._changed()

        return tell

    def _count(self, name: str, number: int, what: What, found: Record | Failure | None) -> None:
        job = self._jobs[name]
        if isinstance(found, Failure) and what != "refused":
            one = Unread(number, found.source, found.error, found.message)
            if one.key in self._settled:
                self._settle({one.key: None})
            self._jobs[name] = replace(job, unread=(*(each for each in job.unread if each.key != one.key), one))
        elif what in ("new", "again") and isinstance(found, Record):
            self._jobs[name] = replace(job, new=job.new + (what == "new"), again=job.again + (what == "again"),
                                       events=job.events + len(found.events))
        else:
            self._jobs[name] = replace(job, refused=job.refused + (what == "refused"),
                                       known=job.known + (what != "refused"))

    def _finished(self, run: _Run, number: int) -> None:
        if number in run.given and not run.open[number]:
            run.read.add(number)

    # ── what is known, here and on disk ──────────────────────────────────────────────────────────

    def _flush(self, name: str) -> None:
        """Write down what is read, then let those files go of which nothing is left to try."""
        run, job = self._runs.get(name), self._jobs[name]
        if run is None:
            return
        run.written = monotonic()
        job = replace(job, files=tuple(
            replace(file, read=True) if file.number in run.read else file for file in job.files))
        self._put(job)
        failed = {one.number for one in job.unread}
        self._tray.drop(name, (file for file in job.files if file.number in run.read and file.number not in failed))
        run.read.clear()

    def _put(self, job: Job, *, written: bool = True) -> None:
        self._jobs[job.id] = job
        if written and not self._desk.read_only:
            self._tray.write(job)
        self._changed()

    def _changed(self) -> None:
        with self._change:
            self._version += 1
            self._change.notify_all()

    def _tidy(self, job: Job) -> None:
        """Of a job that is done, keep on disk what may be tried again; and not all that ever were in the list."""
        left = tuple(one for one in job.unread if one.key not in self._settled)
        numbers = {one.number for one in left}
        self._tray.drop(job.id, (file for file in job.files if file.read and file.number not in numbers))
        self._jobs[job.id] = replace(job, unread=left)
        if left:
            self._tray.write(self._jobs[job.id])
        else:
            self._tray.remove(job.id)
        done = [one.id for one in self._jobs.values() if one.state == "done" and not one.unread]
        for name in done[:-SHOWN]:
            del self._jobs[name]
        self._changed()

    def _settle(self, settled: Mapping[str, Any]) -> None:
        merged = {**self._settled, **settled}
        self._settled = {key: how for key, how in merged.items() if how}
        self._tray.settle(self._settled)

    def _holds(self, job: Job, number: int) -> bool:
        file = next((file for file in job.files if file.number == number), None)
        return file is not None and self._tray.file(job.id, file).is_file()

    def _one(self, name: str) -> Job:
        if name not in self._jobs:
            raise NotThere(f"job {name!r}", "/jobs.json lists those there are")
        return self._jobs[name]

    def _may_write(self) -> None:
        if self._desk.read_only:
            raise ReadOnly

    def _progress(self, job: Job) -> Progress:
        run = self._runs.get(job.id)
        met = run.met if run else Counter[int]()
        seen = run.read if run else frozenset[int]()
        done = sum(file.expected if file.read or file.number in seen else min(met[file.number], file.expected)
                   for file in job.files)
        name = job.files[0].name if job.files else ""
        return Progress(
            job.id, job.at, "stopping" if job.id in self._stopping else job.state, name, len(job.files), job.awaited,
            sum(file.read for file in job.files) + len(seen), job.expected, done, job.new, job.again, job.known,
            job.refused, job.events, sum(one.key not in self._settled for one in job.unread),
            run.pace() if run else None, job.trouble)


def _called(found: Given, path: str, name: str) -> Given:
    """What was read, under the name its giver gave the file."""
    if isinstance(found, Failure):
        return renamed(found, path, name)
    if isinstance(found, Record):
        return found
    return replace(found, ref=found.ref.replace(path, name)) if found.ref else found


def _plain(progress: Progress) -> dict[str, Any]:
    return {name: getattr(progress, name) for name in Progress.__slots__}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
