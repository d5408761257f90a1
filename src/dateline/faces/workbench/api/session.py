"""What every screen shows of the store: its name, counts, what is new, who judges; and the fields of the query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateline import __version__
from dateline.chronicle.fields import COUNTRY, FIELDS
from dateline.chronicle.overview import is_empty, overview
from dateline.chronicle.undoing import steps
from dateline.chronicle.values import Kind
from dateline.codebook.actors.rows import countries
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import Moved, get


@dataclass(frozen=True, slots=True)
class Session:
    """`change` is the number of the newest batch of changes, `looked` that of the last looked at; `since` counts what
    has changed between them, by kind. `undo` and `redo` count the steps that whoever judges could take."""

    store: str
    version: str
    read_only: bool
    reviewer: str | None
    reports: int
    incidents: int
    failures: int
    judgements: int
    newest: date | None
    change: int
    looked: int | None
    since: Mapping[str, int]
    undo: int
    redo: int


def session(desk: Desk) -> Session:
    """What the store holds, what has changed since it was last looked at, and who judges."""
    chronicle, looked = desk.chronicle, desk.notes.kept.looked
    found = overview(chronicle, since=looked)
    could = steps(chronicle.judgements, desk.settings.judging or "")
    return Session(
        store=chronicle.path.name, version=__version__, read_only=desk.read_only, reviewer=desk.settings.judging,
        reports=found.reports, incidents=found.incidents, failures=found.failures,
        judgements=found.judgements, newest=found.newest, change=found.batch, looked=looked,
        since=found.changes,
        undo=len(could.undo), redo=len(could.redo))


@dataclass(frozen=True, slots=True)
class Field:
    """`values`: the codes, where there is a list of them (countries apart)."""

    name: str
    means: str
    kind: str
    examples: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """`countries`: the usual name of each code."""

    rows: tuple[Field, ...]
    countries: Mapping[str, str]


def fields(desk: Desk) -> Fields:
    """The fields of the query language, and the names of countries."""
    return Fields(tuple(Field(f.name, f.means, f.kind.name, f.examples, _codes(f.kind)) for f in FIELDS.values()),
                  {code: names[0] for code, names in countries().items()})


def _codes(kind: Kind) -> tuple[str, ...]:
    return () if kind is COUNTRY else tuple(kind.codes())


def home(desk: Desk) -> Moved:
    """To the incidents, or to the inbox where there are no reports yet."""
    return Moved("/inbox" if is_empty(desk.chronicle) else "/incidents")


ROUTES = (get("/", home), get("/session.json", session), get("/fields.json", fields))
