"""Judgements made in the browser: the chronicle's own, nothing beside them; undone, and done again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

from annotated_types import Len
from pydantic import ConfigDict, TypeAdapter, ValidationError

from dateline.chronicle import Chronicle
from dateline.chronicle.choosing import Look, corrected, joined, parted, settled, verdicts
from dateline.chronicle.judgements import KINDS, ActorJoin, ActorPart, Deed, Judgement, State, Undo
from dateline.chronicle.undoing import latest, named, steps, undone_last
from dateline.errors import BadRequest
from dateline.faces.deciding import Decided, decide, made
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, Page, get, post

What = Literal["join", "part", "correct", "verdict", "actor_join", "actor_part", "state"]
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One deed, as a line of decisions.jsonl has it (without id, at and by), or by the ids and words that somebody
    gives: `ids` to join; `id` and `of` to part; `id`, `field` and `text` to correct; `id`, `field` and `right` for a
    verdict; `id` and `state` for a commitment; `one` and `other`, two names, for actors."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    what: What
    ids: Ids | None = None
    id: str | None = None
    of: str | None = None
    field: str | None = None
    text: str | None = None
    right: bool | None = None
    state: State | None = None
    one: Any = None
    other: Any = None
    report: str | None = None
    event: str | None = None
    before: Any = None
    after: Any = None
    telling: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    deeds: Annotated[tuple[Said, ...], Len(1, 1000)]
    why: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged that was new, each as its line in the file; the incidents concerned, before and after; how many
    steps can be undone and redone now."""

    judgements: tuple[Mapping[str, Any], ...]
    before: tuple[Look, ...]
    after: tuple[Look, ...]
    undo: int
    redo: int


def judge(desk: Desk, asked: Judging) -> Judged:
    """Keep judgements, all of one moment, and show what that changes."""
    with desk.writing as chronicle:
        deeds = [deed for said in asked.deeds for deed in _deeds(chronicle, said)]
        return _kept(chronicle, deeds, _who(desk, asked.by), asked.why)


@dataclass(frozen=True, slots=True)
class Undoing:
    """Which judgements, each by its id or the beginning of one; none: those of the last step."""

    id: str | None = None
    ids: Ids = ()
    why: str | None = None
    by: str | None = None


def undo(desk: Desk, asked: Undoing) -> Judged:
    """Take judgements back: those named, else all that you judged last in one go."""
    return _undone(desk, asked, latest)


def redo(desk: Desk, asked: Undoing) -> Judged:
    """Do again what you undid last: its undoing is undone."""
    return _undone(desk, asked, undone_last)


def _undone(desk: Desk, asked: Undoing, otherwise: Callable[..., Sequence[Judgement]]) -> Judged:
    with desk.writing as chronicle:
        file, by = chronicle.judgements, _who(desk, asked.by)
        file.look()
        starts = (*asked.ids, *((asked.id,) if asked.id else ()))
        meant = [named(file, start) for start in starts] or otherwise(file, by)
        return _kept(chronicle, [Undo(one.id) for one in meant], by, asked.why)


def _kept(chronicle: Chronicle, deeds: Sequence[Deed], by: str, why: str | None) -> Judged:
    found: Decided = decide(chronicle, made(chronicle, deeds, by, why or None))
    could = steps(chronicle.judgements, by)
    return Judged(tuple(json.loads(one.line()) for one in found.judgements), found.before, found.after,
                  len(could.undo), len(could.redo))


def _who(desk: Desk, by: str | None) -> str:
    if known := (by or "").strip() or desk.settings.judging:
        return known
    raise BadRequest("nobody is known who judges", "give `by`, or the setting `judge`")


# ── how a deed is said ───────────────────────────────────────────────────────────────────────────

def _deeds(chronicle: Chronicle, said: Said) -> Sequence[Deed]:
    """The deeds that are meant, as ids and words say it, else as a line of the file does."""
    match said:
        case Said("join", ids=ids) if ids:
            return [joined(chronicle, ids)]
        case Said("part", id=str(one), of=str(other)):
            return parted(chronicle, one, other)
        case Said("correct", id=str(one), field=str(field), text=str(text)):
            return [corrected(chronicle, one, field, text)]
        case Said("verdict", id=str(one)):
            return verdicts(chronicle, one, said.field, said.right)
        case Said("state", id=str(one), state=state) if state:
            return [settled(chronicle, one, state)]
        case Said("actor_join", one=str(one), other=str(other)):
            return [ActorJoin(one, other)]
        case Said("actor_part", one=str(one), other=str(other)):
            return [ActorPart(one, other)]
    return [_exact(said)]


def _exact(said: Said) -> Deed:
    kind = KINDS[said.what]
    try:
        given = {field.name: getattr(said, field.name) for field in fields(kind)}
        deed: Deed = TypeAdapter(kind).validate_python(given)
        return deed
    except ValidationError as error:
        wrong = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadRequest(f"a {said.what} cannot be made of this (see {wrong})",
                         "give its fields as decisions.jsonl has them, or ids and words: /openapi.json") from None


# ── what has been judged ─────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class History:
    by: str | None = None
    page: Page = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A judgement as it stands in the file, whether it counts, and what one could call it."""

    id: str
    at: str
    by: str
    what: str
    why: str | None
    stands: bool
    deed: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    rows: tuple[Line, ...]
    total: int
    undo: int
    redo: int


def history(desk: Desk, asked: History) -> Lines:
    """What has been judged, the latest first; with how many steps you could undo and redo."""
    file = desk.chronicle.judgements
    kept = [one for one in reversed(file.kept) if asked.by in (None, one.by)]
    stands = {one.id for one in file.active()}
    could = steps(file, desk.settings.judging or "")
    rows = kept[ROWS * (asked.page - 1):ROWS * asked.page]
    return Lines(tuple(_line(one, one.id in stands) for one in rows), len(kept), len(could.undo), len(could.redo))


def _line(one: Judgement, stands: bool) -> Line:
    said = {name: value for name, value in json.loads(one.line()).items()
            if name not in ("id", "at", "by", "what", "why")}
    return Line(one.id, one.at, one.by, one.what, one.why, stands, said)


ROUTES = (get("/judgements.json", history), post("/judgements", judge), post("/judgements/undo", undo),
          post("/judgements/redo", redo))
