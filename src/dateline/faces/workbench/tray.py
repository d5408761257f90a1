"""``NAME.inbox/`` beside the store: files that were given to the workbench and are not read yet.

A folder a job: `job.json` and its files under numbers of ours. What an upload calls itself is shown, and its ending
tells the format; no part of it becomes a path. A file goes when all in it has been read; what could not be read stays
until somebody tries again or leaves it out. `job.json` is written whole, into a new file that takes the old one's
place; a file that it does not name yet is read under its number.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from dateline.errors import TooLarge
from dateline.model import Failure, digest
from dateline.writing import told, whole_file, write_whole

FILE = 200_000_000          # bytes of one file
FILES = 20_000              # files of one job
ALL = 4_000_000_000         # bytes of all that waits
NAME = 240                  # characters of a name that are shown
ENDINGS = re.compile(r"(?:\.[a-z0-9]{1,8}){1,2}$")
JOB = re.compile(r"[0-9a-f]{12}")
ENDING = ".inbox"
SETTLED = "settled.json"

State = Literal["waiting", "running", "stopped", "done"]
Settled = Literal["left", "read"]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read: `number` is the file it was in."""

    number: int
    source: str
    error: str
    message: str

    @property
    def key(self) -> str:
        return key_of(self.source, self.error, self.message)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was given: what it is called, how large it is, about how many reports it holds, if it is read."""

    number: int
    name: str
    bytes: int
    expected: int
    read: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Files given in one go, and how far they are. `awaited`: how many files there are to come, those that came among
    them; `outlet` and `published` hold for reports that do not say. Counts are of what became of reports."""

    id: str
    at: str
    state: State = "waiting"
    outlet: str | None = None
    published: str | None = None
    awaited: int = 1
    files: tuple[Upload, ...] = ()
    new: int = 0
    again: int = 0
    known: int = 0
    refused: int = 0
    events: int = 0
    seconds: float = 0.0
    unread: tuple[Unread, ...] = ()
    trouble: str | None = None

    @property
    def answered(self) -> int:
        """Reports of which it is known what became of them."""
        return self.new + self.again + self.known + self.refused + len(self.unread)

    @property
    def expected(self) -> int:
        return sum(file.expected for file in self.files)


def key_of(source: str, error: str, message: str) -> str:
    """What a failure is known by."""
    return digest(source, error, message)


def shown(name: str) -> str:
    """A name that an upload gave, as it is shown: parts of a path that lead nowhere are left out.

    >>> shown("press/2026/../../a\\x07.txt"), shown("C:\\\\x\\\\report.HTML"), shown("../"), shown("a\\u202etxt.exe")
    ('press/2026/a.txt', 'C:/x/report.HTML', 'file', 'atxt.exe')
    """
    plain = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    parts = [part.strip() for part in plain.replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part not in {"", ".", ".."})[-NAME:] or "file"


class Tray:
    """The folder. It is made when something first lies in it, and goes when nothing does."""

    def __init__(self, store: Path) -> None:
        self.folder = store.with_name(store.name.removesuffix(".duckdb") + ENDING)

    def file(self, job: str, upload: Upload) -> Path:
        ending = ENDINGS.search(upload.name.lower())
        return self.folder / job / f"{upload.number:06d}{ending[0] if ending else ''}"

    def take(self, job: str, upload: Upload, body: Path) -> None:
        """Move a file in. Raises TooLarge, or NoAccess where the disk does not take it."""
        if self.size() + upload.bytes > ALL:
            raise TooLarge("what waits to be read", f"{ALL / 1e9:g} GB")
        with told(self.folder):
            (self.folder / job).mkdir(parents=True, exist_ok=True)
            with whole_file(self.file(job, upload)) as part:
                shutil.move(body, part)

    def size(self) -> int:
        """Bytes of all that lies here."""
        total = 0
        for file in self.folder.glob("*/*"):
            with suppress(OSError):
                total += file.stat().st_size
        return total

    def drop(self, job: str, uploads: Iterable[Upload]) -> None:
        for upload in uploads:
            self.file(job, upload).unlink(missing_ok=True)

    # ── what is known of them ────────────────────────────────────────────────────────────────────

    def write(self, job: Job) -> None:
        with told(self.folder):
            (self.folder / job.id).mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / job.id / "job.json", _line(asdict(job)))

    def jobs(self) -> list[Job]:
        """Those there are, the oldest first; of what was running when the program ended, one may go on."""
        found = [job for folder in sorted(self.folder.glob("*")) if JOB.fullmatch(folder.name)
                 if (job := self._read(folder))]
        return sorted(found, key=lambda job: (job.at, job.id))

    def _read(self, folder: Path) -> Job | None:
        try:
            job = TypeAdapter(Job).validate_json((folder / "job.json").read_bytes())
        except (OSError, ValueError):
            job = Job(folder.name, "")
        there = {file.number: replace(file, read=file.read or not self.file(folder.name, file).is_file())
                 for file in job.files}
        for file in sorted(folder.glob("[0-9]*")):
            if file.is_file() and (number := int(file.stem[:6])) not in there:
                there[number] = Upload(number, file.name, file.stat().st_size, 1)
        return replace(job, id=folder.name, files=tuple(there.values())) if there else None

    def remove(self, job: str) -> None:
        shutil.rmtree(self.folder / job, ignore_errors=True)
        with suppress(OSError):
            self.folder.rmdir()             # only when nothing is left in it

    # ── failures that were dealt with ────────────────────────────────────────────────────────────

    def settled(self) -> dict[str, Settled]:
        """What became of failures, by their keys: left out by somebody, or read after all."""
        try:
            kept = json.loads((self.folder / SETTLED).read_text(encoding="utf-8"))
            return {str(key): how for key, how in kept.items() if how in ("left", "read")}
        except (OSError, ValueError, AttributeError):
            return {}

    def settle(self, settled: Mapping[str, Settled]) -> None:
        with told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / SETTLED, _line(dict(settled)))


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def renamed(failure: Failure, path: str, name: str) -> Failure:
    """A failure that calls a file as its giver does, not by where it lies here."""
    return Failure(failure.source.replace(path, name), failure.error, failure.message.replace(path, name))
