"""Processes that read side by side: a report goes down a pipe, its record comes back up another.

Plain child processes rather than ``multiprocessing``: they never run the caller's script a second time,
and each holds one report at a time, so that the death of one costs that report and no other.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.model import Failure, Record, Report

if TYPE_CHECKING:
    from dateline.codebook import Mine

_ONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_START = "import sys; sys.path[:] = {path!r}; from dateline.faces.worker import serve; serve()"


class Crew:
    """A few reading processes and, for each, a thread that waits for its answers."""

    def __init__(self, size: int, own: Mine) -> None:
        self._all = [Worker(own) for _ in range(size)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(size)

    def give(self, report: Report | Record | Failure) -> Future[Record | Failure]:
        """The answer to come; what is no Report is its own."""
        if not isinstance(report, Report):
            done: Future[Record | Failure] = Future()
            done.set_result(report)
            return done
        return self._threads.submit(self._answer, report)

    def _answer(self, report: Report) -> Record | Failure:
        worker = self._free.get()
        try:
            return worker.answer(report)
        finally:
            self._free.put(worker)

    def dismiss(self) -> None:
        """End every process, also in the middle of a report."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end()
        self._threads.shutdown()
        for worker in self._all:        # one may have been started again in between
            worker.end()


class Worker:
    """One reading process, started when first asked and again after it has died.

    A user's own tables go to it as text: should a file change meanwhile, all still code alike.
    """

    def __init__(self, own: Mine) -> None:
        self._own = own
        self._process: subprocess.Popen[bytes] | None = None

    def answer(self, report: Report) -> Record | Failure:
        process = self._ready()
        try:
            _send(process.stdin, report)
            found = _receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            return self._lost(report)
        assert isinstance(found, Record | Failure)
        return found

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.end()                  # it died between two reports: neither is to blame
        return self._process or self._start()

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):         # what was not yet written has nowhere to go
                if pipe:
                    pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        """The process, once it has its reader; raises what kept it from loading one."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **_ONE})
        try:
            _send(self._process.stdin, self._own)
            trouble = _receive(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            raise DatelineError("a reading process ended before it could begin, perhaps for want of memory; "
                                "run with --workers 1") from None
        if isinstance(trouble, DatelineError):
            self.end()
            raise trouble
        return self._process

    def _lost(self, report: Report) -> Failure:
        from dateline.faces.engine import called

        process = self._process
        self.end()
        how = _ending(process.returncode) if process else "was ended"
        return Failure(called(report), "ReaderDied",
                       f"{called(report)}: the process that read it {how}, perhaps for want of memory; "
                       "split the report, or run with fewer --workers")


def serve() -> None:
    """The life of a reading process: take the user's own tables, say that it is ready, then answer each report
    until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl-C is the caller's to handle
    take, give = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)                                       # whatever prints must not garble the answers
    from dateline.faces.engine import answer, tools

    try:
        own: Mine = _receive(take)
        tools(own)
    except EOFError:
        return
    except DatelineError as error:
        _send(give, error)
        return
    except Exception as error:
        _send(give, DatelineError(f"a reading process cannot begin ({type(error).__name__}: {error}); "
                                  "reinstall dateline"))
        return
    _send(give, None)
    while True:
        try:
            report = _receive(take)
        except EOFError:
            return
        _send(give, answer(report, own))


# ── pipes: only ever between two processes of this program ───────────────────────────────────────

def _send(pipe: IO[bytes] | None, value: Any) -> None:
    assert pipe is not None
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    return pickle.load(pipe)


def _ending(status: int | None) -> str:
    if status is not None and status < 0:
        return f"was killed by signal {-status}"
    return f"ended with status {status}"
