"""The inbox: the reports of the store as a list, files that are added, and what could not be read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len

from dateline.chronicle.shelf import Copy, Count, Flag, Line, Sort, Wanted, shelf, stack
from dateline.errors import BadRequest, NotKept
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.jobs import Progress
from dateline.faces.workbench.kept import Mark
from dateline.faces.workbench.routes import ROWS, Events, Page, get, page, post
from dateline.faces.workbench.tray import FILE, FILES, key_of

Words = Annotated[str, Len(0, 400)]
TEXT = 2_000_000        # characters of a text that is pasted


@dataclass(frozen=True, slots=True)
class Asked:
    """`q` chooses by what reports tell, the rest by the reports themselves; `month` is 2026-03, 2026, or none."""

    q: str = ""
    mark: tuple[Mark, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    month: str | None = None
    flag: tuple[Flag, ...] = ()
    sort: Sort = "newest"
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of reports, copies in stacks: `total` counts stacks, `reports` what is in them. `unread`: how many could
    not be read and are not dealt with."""

    rows: tuple[Line, ...]
    total: int
    reports: int
    marks: tuple[Count, ...]
    outlets: tuple[Count, ...]
    languages: tuple[Count, ...]
    months: tuple[Count, ...]
    flags: tuple[Count, ...]
    unread: int


def inbox(desk: Desk, asked: Asked) -> Inbox:
    """The reports, the newest first, copies of one text in one stack."""
    wanted = Wanted(asked.mark, asked.outlet, asked.language, asked.month, asked.flag)
    found = shelf(desk.chronicle, asked.q, wanted, marks=desk.notes.kept.marks, sort=asked.sort, limit=ROWS,
                  offset=(asked.page - 1) * ROWS)
    return Inbox(found.rows, found.total, found.reports, found.marks, found.outlets, found.languages, found.months,
                 found.flags, sum(row.settled is None for row in _unread(desk)))


@dataclass(frozen=True, slots=True)
class Stacked:
    report: str


@dataclass(frozen=True, slots=True)
class Stack:
    rows: tuple[Copy, ...]


def copies(desk: Desk, asked: Stacked) -> Stack:
    """The reports that a report is a copy of or has copies in, each with how it is known."""
    found = stack(desk.chronicle, asked.report)
    if not found:
        raise NotKept(asked.report)
    return Stack(found)


# ── what could not be read ───────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Unread:
    """What, why, and what to do. `job` and `number`: the file it was in, where that is still here to be tried again.
    `settled`: left out by somebody, or read after all."""

    key: str
    what: str
    why: str
    todo: str
    error: str
    job: str | None
    number: int | None
    settled: Literal["left", "read"] | None


@dataclass(frozen=True, slots=True)
class Failed:
    settled: bool = False
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Failures:
    """`left`: how many were left out or read after all; they are among the rows where it is asked for."""

    rows: tuple[Unread, ...]
    total: int
    left: int


def failures(desk: Desk, asked: Failed) -> Failures:
    """What could not be read, the newest first."""
    every = _unread(desk)
    found = every if asked.settled else [row for row in every if row.settled is None]
    first = (asked.page - 1) * ROWS
    return Failures(tuple(found[first:first + ROWS]), len(found), sum(row.settled is not None for row in every))


def _unread(desk: Desk) -> list[Unread]:
    held, settled = desk.jobs.unread(), desk.jobs.settled()
    found = []
    for failure in reversed(desk.chronicle.failures()):
        key = key_of(failure.source, failure.error, failure.message)
        job, number = held.get(key, (None, None))
        why, todo = told(failure.source, failure.message)
        found.append(Unread(key, failure.source, why, todo, failure.error, job, number, settled.get(key)))
    return found


def told(source: str, message: str) -> tuple[str, str]:
    """A message in two: what was met, and what to do.

    >>> told("a.txt", "a.txt: is empty; give a report's text")
    ('is empty', "give a report's text")
    """
    why, _, todo = message.removeprefix(f"{source}: ").partition("; ")
    return why, todo


# ── what is added ────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Give:
    """A file is the body itself; `name` tells its format and what it is called. `job`: one that was begun with another
    file; `files`: how many there are in all. `outlet` and `published` hold for reports that do not say."""

    body: Path
    name: Annotated[str, Len(1, 2_000)]
    job: str | None = None
    files: Annotated[int, Ge(1), Le(FILES)] = 1
    outlet: Words | None = None
    published: date | None = None


def give(desk: Desk, asked: Give) -> Progress:
    """Add what a file holds, in the background."""
    return desk.jobs.take(asked.body, asked.name, job=asked.job, outlet=_said(asked.outlet),
                          published=_day(asked.published), awaited=asked.files)


@dataclass(frozen=True, slots=True)
class Paste:
    text: Annotated[str, Len(1, TEXT)]
    title: Words | None = None
    outlet: Words | None = None
    published: date | None = None
    url: Annotated[str, Len(0, 2_000)] | None = None


def paste(desk: Desk, asked: Paste) -> Progress:
    """Add a text that was pasted, in the background."""
    if not asked.text.strip():
        raise BadRequest("the text is empty", "paste a report's text")
    title = _said(asked.title)
    text = asked.text if not title or asked.text.lstrip().startswith(title) else f"{title}\n{asked.text}"
    name = " ".join((title or text).split())[:60]
    told = {"text": text, "title": title, "outlet": _said(asked.outlet), "url": _said(asked.url),
            "published": _day(asked.published), "ref": name}
    with TemporaryDirectory(prefix="dateline-") as folder:
        body = Path(folder) / "body"
        body.write_text(json.dumps({k: v for k, v in told.items() if v}) + "\n", encoding="utf-8")
        return desk.jobs.take(body, f"{name.replace('/', ' ').replace(chr(92), ' ')}.jsonl")


def _said(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# ── jobs ─────────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Progress, ...]


def jobs(desk: Desk) -> Listed:
    """What is being added, the newest first, and how far it is."""
    return Listed(desk.jobs.all())


def events(desk: Desk) -> Events:
    """The same, told anew whenever it changes."""
    return Events(desk.jobs.told())


@dataclass(frozen=True, slots=True)
class Named:
    id: str


def stop(desk: Desk, asked: Named) -> Progress:
    """Stop a job; what is kept by then stays."""
    return desk.jobs.stop(asked.id)


def go(desk: Desk, asked: Named) -> Progress:
    """Let a job go on where it was."""
    return desk.jobs.go(asked.id)


@dataclass(frozen=True, slots=True)
class Again:
    id: str
    files: Annotated[tuple[int, ...], Len(1, FILES)]
    outlet: Words | None = None
    published: date | None = None


def again(desk: Desk, asked: Again) -> Progress:
    """Read files of a job again, perhaps with a day or an outlet for reports that do not say."""
    return desk.jobs.again(asked.id, asked.files, outlet=_said(asked.outlet), published=_day(asked.published))


@dataclass(frozen=True, slots=True)
class Leave:
    keys: Annotated[tuple[str, ...], Len(1, 10_000)]
    back: bool = False


def leave(desk: Desk, asked: Leave) -> Failures:
    """Leave out what could not be read, or put it back into the list."""
    desk.jobs.leave(asked.keys, back=asked.back)
    return failures(desk, Failed())


ROUTES = (
    page("/inbox", inbox), get("/inbox/stack.json", copies), get("/inbox/failures.json", failures),
    post("/inbox/files", give, most=FILE), post("/inbox/text", paste, most=4 * TEXT), post("/inbox/leave", leave),
    get("/jobs.json", jobs), get("/jobs/events", events), post("/jobs/{id}/stop", stop), post("/jobs/{id}/go", go),
    post("/jobs/{id}/again", again),
)
