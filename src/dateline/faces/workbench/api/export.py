"""Exports: what would be written of what a query chooses, the files themselves, and what has changed since the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from annotated_types import Ge, Len

from dateline.chronicle.asking import understood
from dateline.chronicle.outward import Extract
from dateline.errors import BadRequest
from dateline.faces.export import Order, export, order
from dateline.faces.export.sources import ALL, KINDS, source
from dateline.faces.export.writing import AS, ENDINGS, EVERYTHING, FORMATS, MEANT, ONLY, PACKED, TABULAR
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import File, get, page, post

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PIECE = 1 << 20
SLOW = ("dyads", "panel", "panel_regions", "network", "nodes", "places")    # counted only when they alone are asked for
ROW_OF = {"incidents": "incidents", "timeline": "incidents", "events": "tellings", "reports": "reports"}   # by counts
MEDIA = {".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8", ".zip": "application/zip",
         ".ics": "text/calendar; charset=utf-8", ".geojson": "application/geo+json"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`format` is that of a file, or of the tables in a `bundle`; `as`: the columns of another project; `text`: with
    the full text of the reports. `since`: a change up to which the data were had before."""

    q: str = ""
    format: str = "csv"
    what: str | None = None
    as_: str | None = None
    text: bool = False
    bundle: bool = False
    since: Annotated[int, Ge(0)] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` is null where they are counted only as they are written."""

    name: str
    meaning: str
    columns: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class Form:
    """A format: its ending, what it can hold, and in which other projects' columns."""

    name: str
    ending: str
    holds: tuple[str, ...]
    bundles: bool
    projects: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What would be written: `rows` are its tables. `file` is the name to be asked for under /export/, `command` does
    the same on the command line; `change` is the newest change; `changed` counts incidents since `since`, by how."""

    rows: tuple[Table, ...]
    query: str
    counts: Mapping[str, int]
    file: str
    command: str
    forms: tuple[Form, ...]
    change: int
    since: int | None
    changed: Mapping[str, int]


def outline(desk: Desk, asked: Asked) -> Outline:
    """What an export of what the query chooses would hold, and how it has changed since the last."""
    chronicle = desk.chronicle
    wanted = _order(asked, Path(_name(asked)))
    query = understood(chronicle, asked.q)
    with closing(Extract(chronicle, query)) as extract:
        tables = [] if wanted.form == "html" else (
            ALL if wanted.what == EVERYTHING else KINDS[wanted.what][:None if wanted.folder else 1])
        found = [source(chronicle, extract, name, text=asked.text) for name in tables]
        counts, change = extract.counts(), extract.made().change
        known = {name: counts[row] for name, row in ROW_OF.items()}
        rows = tuple(Table(one.name, one.meaning, len(one.columns), known[one.name] if one.name in known else
                           extract.count(one.sql, one.parameters) if one.name not in SLOW or len(found) <= 2 else None)
                     for one in found)
        if wanted.form == "html":
            rows = (Table("dossier", MEANT["html"], 0, counts["incidents"]),)
        since = asked.since if asked.since is not None else desk.notes.kept.exports.get(str(query))
        changed = extract.changed(since) if since is not None else {}
    return Outline(rows, str(query), counts, wanted.target.name, wanted.command(str(query), chronicle.path.name),
                   tuple(_forms()), change, since, changed)


def _forms() -> Iterator[Form]:
    for name, ending in ENDINGS.items():
        holds = ONLY.get(name, tuple(KINDS))
        yield Form(name, ending, (*holds, EVERYTHING) if name == "xlsx" else holds, name in TABULAR, name in AS)


def _name(asked: Asked) -> str:
    if asked.bundle:
        return f"dateline{PACKED}"
    if asked.format not in ENDINGS:
        raise BadRequest(f"there is no format {asked.format!r}", f"there are {', '.join(ENDINGS)}")
    stem = asked.what or ONLY.get(asked.format, ("incidents",))[0]
    return f"{stem}{ENDINGS[asked.format]}" if NAME.fullmatch(stem) else f"dateline{ENDINGS[asked.format]}"


def _order(asked: Asked, target: Path) -> Order:
    """Raises BadExport, with the remedy, for what cannot be."""
    form = asked.format if target.suffix.lower() == PACKED else None
    return order(target, what=asked.what, form=form, project=asked.as_, with_text=asked.text, bare=True)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Wanted:
    """The ending of `name` says the format; of a .zip, `format` says that of its tables."""

    name: Annotated[str, Len(1, 100)]
    q: str = ""
    format: str = "csv"
    what: str | None = None
    as_: str | None = None
    text: bool = False


def file(desk: Desk, asked: Wanted) -> File:
    """The file: written whole, then sent."""
    ending = Path(asked.name).suffix.lower()
    if not NAME.fullmatch(asked.name) or ending not in (*FORMATS, PACKED):
        raise BadRequest(f"{asked.name!r} is no name of an export", f"let it end in {', '.join(FORMATS)} or {PACKED}")
    place = TemporaryDirectory(prefix="dateline-")
    try:
        wanted = _order(Asked(asked.q, asked.format, asked.what, asked.as_, asked.text), Path(place.name) / asked.name)
        export(desk.chronicle, wanted, asked.q)
    except BaseException:
        place.cleanup()
        raise
    return File(_pieces(wanted.target, place), asked.name, MEDIA.get(ending, "application/octet-stream"))


def _pieces(path: Path, place: TemporaryDirectory[str]) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
    finally:
        place.cleanup()


@dataclass(frozen=True, slots=True)
class Had:
    """What was taken out, up to which change."""

    q: str = ""
    change: Annotated[int, Ge(0)] = 0


@dataclass(frozen=True, slots=True)
class Noted:
    change: int


def had(desk: Desk, asked: Had) -> Noted:
    """Remember up to which change what this query chooses was taken out."""
    with desk.writing as chronicle:
        desk.notes.export(str(understood(chronicle, asked.q)), asked.change)
    return Noted(asked.change)


ROUTES = (page("/export", outline), post("/export/had", had), get("/export/{name}", file))
