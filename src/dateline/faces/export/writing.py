"""The door of exports: an order is checked before anything is written, then carried out whole or not at all."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.chronicle.outward import FACTS, GRAPH, WHOLE, Extract
from dateline.chronicle.query import parse
from dateline.chronicle.schema import TABLES, Column
from dateline.errors import BadExport
from dateline.faces.export.calendars import write_calendar
from dateline.faces.export.dossier import write_dossier
from dateline.faces.export.files import README, SUMS, packed_folder, sums, whole_folder
from dateline.faces.export.graphs import MEANINGS, write_gexf, write_graphml
from dateline.faces.export.places import write_geojson
from dateline.faces.export.projects import Project, project_rows, projects
from dateline.faces.export.readme import About, Part, brief, codebook, column_list, readme, typed
from dateline.faces.export.sources import ALL, KINDS, Source, source
from dateline.faces.export.tables import (
    Sheet,
    Written,
    write_csv,
    write_jsonl,
    write_objects,
    write_tsv,
    write_xlsx,
)
from dateline.model import to_data
from dateline.writing import whole_file, write_whole

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle

FORMATS = {             # by the ending of the file
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".geojson": "geojson", ".gexf": "gexf", ".graphml": "graphml", ".ics": "ics", ".html": "html",
}
PACKED = ".zip"         # a folder as one file
ENDINGS = {form: ending for ending, form in reversed(FORMATS.items())}
TABULAR = ("csv", "tsv", "xlsx", "parquet", "jsonl")
ONLY = {                # formats that hold one kind of thing, with the kinds they can be asked for
    "geojson": ("incidents", "events", "places"), "gexf": ("network",), "graphml": ("network",),
    "ics": ("commitments",), "html": ("dossier",),
}
AS = ("csv", "tsv", "xlsx", "jsonl")            # formats of event rows in other projects' columns
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written where: one file of a format, or a folder of them, which may be packed into one file."""

    target: Path
    form: str
    what: str
    folder: bool
    project: Project | None = None
    with_text: bool = False
    bare: bool = False

    @property
    def packed(self) -> bool:
        return self.target.suffix.lower() == PACKED and not self.target.is_dir()

    def command(self, query: str, store: str) -> str:
        """What carries it out again, as it is typed."""
        project = next((name for name, one in projects().items() if one is self.project), None)
        place = self.target.name if self.packed or not self.folder else f"{self.target.name}/"
        said = [("--to", place), ("--store", store), ("--as", project),
                ("--what", self.what if self.what != _kind(self.form, None, self.folder, project) else None),
                ("--format", self.form if self.folder and self.form != ("csv" if project else "parquet") else None)]
        words = [word for name, value in said if value for word in (name, value)]
        return shlex.join(["dateline", "export", *words, *(["--with-text"] if self.with_text else []),
                           *([query] if query else [])])


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the target, and each part with its rows and what had to be said."""

    target: Path
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


def order(target: str | Path, *, what: str | None = None, form: str | None = None, project: str | None = None,
          with_text: bool = False, bare: bool = False) -> Order:
    """An order that can be carried out. Raises BadExport, with the remedy, for one that cannot."""
    path = Path(target)
    if str(target) == "-":
        raise BadExport("an export goes into files, not to standard output",
                        "name a file; commands like `dateline timeline --format csv` print")
    folder = path.is_dir() or str(target).endswith(("/", "\\")) or path.suffix.lower() in ("", PACKED)
    named = FORMATS.get(path.suffix.lower())
    if not folder and named is None:
        raise BadExport(f"{path.name}: exports have no format {path.suffix}",
                        f"let the name end in {', '.join(FORMATS)} or {PACKED}, or name a folder")
    if folder and form is None:
        form = "csv" if project else "parquet"
    if named and form and form != named:
        raise BadExport(f"{path.name} would be {named}, --format says {form}", "leave --format out, or name a folder")
    kind = _kind(form or str(named), what, folder, project)
    known = projects()
    if project and project not in known:
        raise BadExport(f"there are no columns of {project}", f"there are those of {', '.join(known)}")
    return Order(path, form or str(named), kind, folder, known[project] if project else None, with_text, bare)


def _kind(form: str, what: str | None, folder: bool, project: str | None) -> str:
    """What a format is to hold, by default what it can; an error for what it cannot."""
    if project:
        what = what or "incidents"
        if what not in FACTS:
            raise BadExport(f"{what} has no rows in other projects' columns",
                            f"--as goes with --what {' or '.join(FACTS)}")
        if form not in AS:
            raise BadExport(f"rows in other projects' columns are not written as {form}", f"there are {', '.join(AS)}")
        return what
    fitting = ONLY.get(form, (*KINDS, EVERYTHING))
    what = what or (EVERYTHING if folder and form in TABULAR else fitting[0])
    if what not in fitting:
        others = "; CSV, XLSX and Parquet hold any" if form in ONLY else ""
        raise BadExport(f"{form} does not hold {what}", f"it holds {' or '.join(fitting)}{others}")
    if what == EVERYTHING and not folder and form != "xlsx":
        raise BadExport(f"a file of {form} holds one table", "name a folder for all of them, or a workbook (.xlsx)")
    return what


def export(chronicle: Chronicle, target: str | Path | Order, query: str = "", **wishes: Any) -> Exported:
    """Write what the query chooses. The target's ending says the format; wishes are those of `order`.

    Raises BadQuery, BadExport, MissingExtra, or NoAccess where the disk does not let it.
    """
    asked = target if isinstance(target, Order) else order(target, **wishes)
    with closing(Extract(chronicle, parse(query))) as extract:
        job = _Job(chronicle, extract, asked)
        return job.folder() if asked.folder else job.file()


class _Job:
    """One order being carried out."""

    def __init__(self, chronicle: Chronicle, extract: Extract, asked: Order) -> None:
        self.chronicle, self.extract, self.order = chronicle, extract, asked
        self.about = About(str(extract.query), extract.counts(), extract.made(), extract.types(), asked.with_text,
                           asked.command(str(extract.query), chronicle.path.name))

    def tables(self) -> tuple[str, ...]:
        return ALL if self.order.what == EVERYTHING else KINDS[self.order.what]

    def table(self) -> str:
        """The one that a file of one table holds."""
        return self.order.what if self.order.form == "html" else self.tables()[0]

    def source(self, table: str) -> Source:
        return source(self.chronicle, self.extract, table, text=self.order.with_text)

    # ── one file ─────────────────────────────────────────────────────────────────────────────────

    def file(self) -> Exported:
        target, form = self.order.target, self.order.form
        with whole_file(target) as path:
            parts = self.workbook(path) if form == "xlsx" else [self.part(path, form, target.name, self.table())]
        notes = self.notes()
        if not self.order.bare:
            text = readme(self.about, parts, notes, codebook(parts, self.about.types))
            write_whole(target.with_name(f"{target.name}.{README}"), text)
        return Exported(target, tuple(parts), tuple(notes))

    def part(self, path: Path, form: str, name: str, table: str) -> Part:
        """Write one table as one file."""
        if form == "html":
            done = write_dossier(self.chronicle, self.extract, path, self.about)
            return Part(name, MEANT[form], {}, done.rows, done.notes)
        if self.order.project:
            sheet = self.projected(self.order.project)
            return Part(name, self.order.project.title, sheet.columns, TEXTS[form](sheet, path).rows)
        found = self.source(table)
        written = self.written(found, form, path)
        return Part(name, MEANT.get(form, found.meaning), CARRIED.get(form, found.columns), written.rows, written.notes)

    def written(self, found: Source, form: str, path: Path) -> Written:
        if form == "parquet":
            return Written(found.extract.parquet(found.sql, path, found.parameters))
        if form == "geojson":
            return write_geojson(found.dicts(), path, {"name": found.name, "query": self.about.query})
        if form == "ics":
            return write_calendar(found.dicts(), path, _stamp(self.about.made.at))
        if form in GRAPHS:
            nodes, edges = (partial(self.extract.dicts, GRAPH[name]) for name in ("nodes", "edges"))
            return GRAPHS[form](nodes, edges, path, f"{MEANT[form]} Query: {self.about.query or 'none'}")
        if form == "jsonl" and found.name == "incidents":
            return write_objects(map(to_data, self.extract.incidents()), path)
        return TEXTS[form](found.sheet(), path)

    def workbook(self, path: Path) -> list[Part]:
        """Write all tables as sheets of one workbook."""
        if project := self.order.project:
            found: list[tuple[Sheet, str, Any]] = [(self.projected(project), project.title, project.meanings())]
        else:
            sources = [self.source(table) for table in self.tables()]
            found = [(one.sheet(), one.meaning, one.columns) for one in sources]
        done = write_xlsx([sheet for sheet, *_ in found], path, brief(self.about, self.notes()))
        return [Part(sheet.name, meaning, columns, done[sheet.name].rows, done[sheet.name].notes)
                for sheet, meaning, columns in found]

    def projected(self, project: Project) -> Sheet:
        facts = FACTS[self.order.what]
        return Sheet(self.order.what, project.meanings(), lambda: project_rows(project, self.extract.dicts(facts)))

    def notes(self) -> list[str]:
        """What holds for the whole export."""
        project = self.order.project
        if project is None:
            return []
        left = self.extract.untold(self.order.what)
        said = [f"{left:,} {self.order.what} are left out that did not occur, but were denied, planned, threatened "
                "with or only possible"] if left else []
        return [project.note, *said, *LOST]

    # ── a folder ─────────────────────────────────────────────────────────────────────────────────

    def folder(self) -> Exported:
        form, notes = self.order.form, self.notes()
        with (packed_folder if self.order.packed else whole_folder)(self.order.target) as place:
            if form == "xlsx":
                parts = self.workbook(place / f"{self.order.what}.xlsx")
            elif form in TABULAR and not self.order.project:
                parts = [self.part(place / name, form, name, table)
                         for table in self.tables() for name in [f"{table}{ENDINGS[form]}"]]
            else:
                name = f"{self.order.what}{ENDINGS[form]}"
                parts = [self.part(place / name, form, name, self.table())]
            if self.order.what == EVERYTHING:
                parts += self.others(place)
            self.about_it(place, parts, notes)
        return Exported(self.order.target, tuple(parts), tuple(notes))

    def others(self, place: Path) -> list[Part]:
        """What goes with all tables: the map, the network, the calendar; with Parquet the tables of the store."""
        parts = [self.part(place / name, FORMATS[Path(name).suffix], name, table) for name, table in BESIDE.items()]
        if self.order.form != "parquet":
            return parts
        (place / "tables").mkdir()
        for table in WHOLE:
            name = f"tables/{table}.parquet"
            sql = self.extract.whole(table, text=self.order.with_text)
            count = self.extract.parquet(sql, place / name)
            parts.append(Part(name, TABLES[table].meaning, self.columns(table), count))
        return parts

    def columns(self, table: str) -> Mapping[str, Column]:
        hidden = () if self.order.with_text or table != "reports" else ("text",)
        return {name: column for name, column in TABLES[table].columns.items() if name not in hidden}

    def about_it(self, place: Path, parts: list[Part], notes: list[str]) -> None:
        """README, codebook, schema and digests."""
        texts = {README: readme(self.about, parts, notes), "columns.csv": column_list(parts),
                 "codebook.md": "# Codebook\n\n" + codebook(parts, self.about.types)}
        if self.order.form == "parquet":
            texts["schema.json"] = schema(parts)
        for name, text in texts.items():
            (place / name).write_text(text, encoding="utf-8", newline="")
        (place / SUMS).write_text(sums(place), encoding="utf-8", newline="\n")


LOST = (
    "these columns have no place for claims: who says it, who denies or doubts it, and which figures are contested",
    "no place for what is promised, threatened or demanded with a day, and for what became of it",
)
BESIDE = {"incidents.geojson": "incidents", "network.gexf": "network", "network.graphml": "network",
          "deadlines.ics": "commitments"}
TEXTS: dict[str, Callable[[Sheet, Path], Written]] = {"csv": write_csv, "tsv": write_tsv, "jsonl": write_jsonl}
GRAPHS = {"gexf": write_gexf, "graphml": write_graphml}
CARRIED: dict[str, Mapping[str, str]] = {"gexf": MEANINGS, "graphml": MEANINGS, "ics": {}}


MEANT = {
    "gexf": "Who did what to whom: parties, and an edge for each pair and quad class with its days.",
    "graphml": "The same for programs that do not read GEXF; days are plain text.",
    "geojson": "The happenings as points, and as features without one where no place is known.",
    "html": "The happenings with their sentences, figures, claims and commitments: one page that needs no network.",
    "ics": "The last days of promises, threats and demands, with what became of them.",
}


def _stamp(at: str | None) -> str:
    """The moment of the data as RFC 5545 writes it, in UTC; the first moment of all where the store knows none."""
    moment = datetime.fromisoformat(at) if at else datetime(1970, 1, 1, tzinfo=UTC)
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def schema(parts: Iterable[Part]) -> str:
    """The columns of every file with types and meanings, for programs."""
    return json.dumps({
        part.name: {"meaning": part.meaning, "rows": part.rows, "columns": [
            {"name": name, "type": kind, "meaning": meaning} for name, kind, meaning in typed(part.columns)]}
        for part in parts}, ensure_ascii=False, indent=1) + "\n"
