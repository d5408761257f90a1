"""What may hang or swell is done in a process of its own, which is ended when it takes too long or too much.

One child does it all, a file at a time, and is begun anew after it was ended; it ends with the process that began it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Lock, Timer
from typing import Any

from dateline.errors import UnreadableInput

SECONDS = 60.0              # for one file
MEMORY = 1_500_000_000      # bytes of address space, on systems that can bound it
BEGIN = "import sys; sys.path[:] = {path!r}; from dateline.report.apart import serve; serve()"

TOO_MUCH = f"breaks what reads it, or takes more than {MEMORY / 1e9:g} GB or"


class Apart:
    """A process that is asked for one file after the other, and ended where it does not answer in time."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._alone = Lock()

    def ask(self, what: str, path: str, source: str, most: int, *, seconds: float = SECONDS) -> Any:
        """What the function of this name ("module:function") makes of a file; or the UnreadableInput that it raises."""
        asked = json.dumps([what, os.path.abspath(path), source, most]).encode() + b"\n"
        with self._alone:
            answer = self._answer(asked, seconds)
        if answer is None:
            raise UnreadableInput(source, f"{TOO_MUCH} {seconds:g} s", "save it anew, or give its text")
        told = json.loads(answer)
        if "error" in told:
            raise UnreadableInput(*told["error"])
        return told["made"]

    def _answer(self, asked: bytes, seconds: float) -> bytes | None:
        child = self._running()
        assert child.stdin is not None and child.stdout is not None
        watch = Timer(seconds, child.kill)
        watch.daemon = True
        watch.start()
        answer = b""
        try:
            with suppress(BrokenPipeError):
                child.stdin.write(asked)
                child.stdin.flush()
                answer = child.stdout.readline()
        finally:
            watch.cancel()
            if not answer.endswith(b"\n"):
                child.kill()
                with suppress(BrokenPipeError):
                    child.communicate()
                self._child = None
        return answer if answer.endswith(b"\n") else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-c", BEGIN.format(path=sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL)
        return self._child


ask = Apart().ask


# ── the child ────────────────────────────────────────────────────────────────────────────────────


def serve() -> None:
    """Answer one line with one line, to the end of the input."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)                                               # what a library prints is no answer
    for asked in sys.stdin.buffer:
        what, *given = json.loads(asked)
        module, _, name = what.partition(":")
        made: Callable[..., Any] = getattr(import_module(module), name)
        try:
            told = {"made": made(*given)}
        except UnreadableInput as error:
            told = {"error": error.args}
        out.write(json.dumps(told).encode() + b"\n")
        out.flush()
