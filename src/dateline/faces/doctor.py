"""``dateline doctor``: whether a store is whole and whether what is installed works, a table of checks for each.

Those of what is in a store are chronicle/health.py's; here are those of what the workbench keeps beside it, and of the
installation. None changes anything.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.errors import BadNotes, DatelineError
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.chronicle.health import Finding, Patient, Told

SENTENCE = "Police arrested two men in Oslo on Monday, officials said."
MEMORY = 1_000_000_000      # bytes free, below which coding may be ended by the system: docs/scale.md


def of_store(path: Path) -> Iterator[Finding]:
    """What there is to say of a store, one check after the other."""
    from dateline.chronicle.health import CHECKS, Check, Patient, findings

    more = (Check("workbench", _notes), Check("inbox", _inbox))
    with closing(Patient(path)) as patient:
        yield from findings(patient, CHECKS + more)


def of_installation() -> Iterator[Finding]:
    """What there is to say of this machine and of what is installed, the slow ones last."""
    from dateline.chronicle.health import Finding

    for what, look in LOOKS.items():
        try:
            state, stands, remedy = look()
        except DatelineError as error:
            state, stands, remedy = "bad", str(error), None
        except Exception as error:      # whatever it is: saying so is what the doctor is for
            state, stands, remedy = "bad", f"{type(error).__name__}: {error}", "install Dateline anew"
        yield Finding(what, state, stands, remedy)


def settings() -> Iterator[Finding]:
    """Each setting in force with where it came from; the first that cannot be used, as its error."""
    from dateline.chronicle.health import Finding

    try:
        found, origin = Settings.load(), origins()
    except DatelineError as error:
        yield Finding("settings", "bad", str(error))
        return
    for setting in fields(Settings):
        value = getattr(found, setting.name)
        stands = f"{'not set' if value is None else value} ({origin[setting.name]})"
        yield Finding(f"setting {setting.name}", "well", f"{stands}: {setting.metadata['help']}")


def origins() -> dict[str, str]:
    """Where the value in force of each setting came from, found by asking each place in its turn."""
    import rtoml

    from dateline.settings import _files

    found = dict.fromkeys((setting.name for setting in fields(Settings)), "default")
    for file in _files(Path.cwd()):
        found |= dict.fromkeys(rtoml.loads(file.read_text(encoding="utf-8")), str(file))
    return found | {name: key for name in found if (key := f"DATELINE_{name.upper()}") in os.environ}


# ── what the workbench keeps beside a store ──────────────────────────────────────────────────────

def _notes(patient: Patient) -> Told:
    from dateline.faces.workbench.kept import notes_of

    try:
        kept = notes_of(patient.path, read_only=True).kept
    except BadNotes as error:
        path, problem = error.args
        return "bad", f"{path} cannot be read ({problem})", "put it right, or move it away: no judgement stands in it"
    return "well", f"{len(kept.views):,} saved views, {len(kept.marks):,} marked reports", None


def _inbox(patient: Patient) -> Told:
    from dateline.faces.workbench.tray import Tray

    tray = Tray(patient.path)
    jobs = tray.jobs()
    waiting = sum(not file.read for job in jobs for file in job.files)
    unread = sum(len(job.unread) for job in jobs)
    if waiting or unread:
        return "heed", f"{waiting:,} files wait in {tray.folder.name}, {unread:,} inputs could not be read", (
            "`dateline serve --store FILE` reads them, and shows what could not be read")
    return "well", "nothing waits", None


# ── the installation ─────────────────────────────────────────────────────────────────────────────

def _dateline() -> Told:
    from dateline.chronicle.opening import FORMAT, STORAGE

    return "well", f"{__version__}, stores of format {FORMAT} in DuckDB storage {STORAGE}", None


def _python() -> Told:
    return "well", f"{platform.python_version()} on {platform.system()} {platform.machine()}", None


def _packages() -> Told:
    """Whether what Dateline asks for is there, in the versions that it asks for."""
    from packaging.requirements import Requirement

    asked = [need for need in map(Requirement, requires("dateline") or ()) if not need.marker or need.marker.evaluate()]
    there = {need.name: _version(need.name) for need in asked}
    wrong = [f"{need.name} {there[need.name] or 'is missing'} (needs {need.specifier})" for need in asked
             if not there[need.name] or not need.specifier.contains(there[need.name], prereleases=True)]
    if wrong:
        return "bad", ", ".join(wrong), "pip install --upgrade dateline"
    return "well", ", ".join(f"{name} {number}" for name, number in sorted(there.items())), None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _cores() -> Told:
    from dateline.faces.engine import cores

    return "well", str(cores()), None


def _memory() -> Told:
    free = memory()
    if free is None:
        return "well", "this system does not say how much is free", None
    if free < MEMORY:
        return "heed", f"{free / 1e9:.1f} GB free", "end other programs, or code with --workers 1: two take about 1 GB"
    return "well", f"{free / 1e9:.1f} GB free", None


def memory() -> int | None:
    """Bytes that may still be taken: of the machine's, or of what its container may have; None: not known."""
    found: list[int] = []
    with suppress(OSError, ValueError):
        lines = dict(line.split(":") for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
        found.append(int(lines["MemAvailable"].split()[0]) * 1024)
    with suppress(OSError, ValueError):        # "max" where there is no bound
        most, now = (int(Path("/sys/fs/cgroup", name).read_text(encoding="ascii"))
                     for name in ("memory.max", "memory.current"))
        found.append(most - now)
    return min(found, default=None)


def _reader() -> Told:
    from dateline.reading import Reader

    return "well", f"model {Reader.load().version}, as its digest says", None


def _codebook() -> Told:
    from dateline import codebook

    book = codebook.load()
    frames = chain.from_iterable(book.frames.by_head.values())
    words = {(frame.part, frame.head, frame.more) for frame in frames}
    return "well", f"version {book.version}: {len(book.types)} types of event, {len(words):,} predicates", None


def _coded() -> Told:
    """Whether a sentence whose event nobody can doubt is coded as it must be."""
    from dateline.faces.engine import code

    record = code(SENTENCE, published="2026-03-05")
    told = "; ".join(" ".join((event.type, *event.modes)) for event in record.events)
    if not any(event.type == "COERCE" for event in record.events):
        return "bad", f"{SENTENCE!r} gave {told or 'no event'}, and no COERCE arrest", "install Dateline anew"
    return "well", f"{SENTENCE!r} gives {told}", None


LOOKS: dict[str, Callable[[], Told]] = {
    "dateline": _dateline, "python": _python, "packages": _packages, "processor cores": _cores, "memory": _memory,
    "reader": _reader, "codebook": _codebook, "self test": _coded,
}
