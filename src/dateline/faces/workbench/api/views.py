"""What is kept beside the store: saved views, marks of reports, and what was last looked at (kept.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from dateline.chronicle.overview import are_reports, overview
from dateline.errors import BadRequest, NotKept, NotThere
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.kept import Mark, SavedView
from dateline.faces.workbench.routes import delete, get, post, put

Name = Annotated[str, Len(1, 200)]
LONGEST = 8_000         # characters of an address that is saved


@dataclass(frozen=True, slots=True)
class View:
    name: str
    path: str
    query: str


@dataclass(frozen=True, slots=True)
class Views:
    rows: tuple[View, ...]


def views(desk: Desk) -> Views:
    """The saved views, by name."""
    kept = sorted(desk.notes.kept.views.items(), key=lambda pair: pair[0].casefold())
    return Views(tuple(View(name, view.path, view.query) for name, view in kept))


@dataclass(frozen=True, slots=True)
class Save:
    """`path` is that of a page, like /incidents; `query` what stands behind its question mark."""

    name: Name
    path: Annotated[str, Len(1, LONGEST)]
    query: Annotated[str, Len(0, LONGEST)] = ""


def save(desk: Desk, asked: Save) -> Views:
    """Keep an address under a name."""
    if not asked.path.startswith("/") or asked.path.startswith("//"):
        raise BadRequest(f"{asked.path!r} is no page of the workbench", "give a path like /incidents")
    with desk.writing:
        desk.notes.save(asked.name.strip() or asked.name, SavedView(asked.path, asked.query.removeprefix("?")))
    return views(desk)


@dataclass(frozen=True, slots=True)
class Drop:
    name: str


def drop(desk: Desk, asked: Drop) -> Views:
    """Forget a saved view."""
    with desk.writing:
        if not desk.notes.drop(asked.name):
            raise NotThere(f"view {asked.name!r}", "/views.json lists those that are saved")
    return views(desk)


# ── marks ────────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class MarkOne:
    id: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class MarkMany:
    reports: Annotated[tuple[str, ...], Len(1, 10_000)]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of these reports as they are now; and how they were, to put them back."""

    marks: Mapping[str, Mark]
    before: Mapping[str, Mark]


def mark(desk: Desk, asked: MarkOne) -> Marks:
    """Mark a report as new, seen, checked or disputed."""
    return mark_many(desk, MarkMany((asked.id,), asked.mark))


def mark_many(desk: Desk, asked: MarkMany) -> Marks:
    """Mark several reports."""
    with desk.writing as chronicle:
        known = are_reports(chronicle, asked.reports)
        if missing := [name for name in asked.reports if name not in known]:
            raise NotKept(missing[0])
        before = {name: desk.notes.kept.marks.get(name, "new") for name in asked.reports}
        after: dict[str, Mark] = dict.fromkeys(asked.reports, asked.mark)
        desk.notes.mark(after)
        return Marks(after, before)


@dataclass(frozen=True, slots=True)
class Opened:
    id: str


def opened(desk: Desk, asked: Opened) -> Marks:
    """A report was opened: what was new is seen now; any other mark stays."""
    was = desk.notes.kept.marks.get(asked.id, "new")
    return mark_many(desk, MarkMany((asked.id,), "seen" if was == "new" else was))


# ── since you last looked ────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Look:
    """Up to which batch of changes was looked; none: the newest."""

    change: int | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    looked: int


def look(desk: Desk, asked: Look) -> Looked:
    """Remember that all changes up to now, or to this batch, have been looked at."""
    with desk.writing as chronicle:
        newest = overview(chronicle).batch
        batch = newest if asked.change is None else max(0, min(asked.change, newest))
        desk.notes.look(batch)
        return Looked(batch)


ROUTES = (get("/views.json", views), put("/views/{name:path}", save), delete("/views/{name:path}", drop),
          put("/reports/{id}/mark", mark), post("/reports/{id}/opened", opened),
          put("/marks", mark_many), post("/looked", look))
