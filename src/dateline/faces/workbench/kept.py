"""``NAME.workbench.json`` beside the store: saved views, marks of reports, and the change last looked at.

Nothing of the chronicle stands here: judgements have a file of their own, and without this one nothing is lost but
where somebody was. It is written whole, into a new file that then takes the old one's place.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from dateline.errors import BadNotes, NoAccess, ReadOnly
from dateline.writing import write_whole

Mark = Literal["new", "seen", "checked", "disputed"]
MARKS: tuple[Mark, ...] = get_args(Mark)
ENDING = ".workbench.json"
EXPORTS = 200           # queries of which it is remembered when they were last taken out


@dataclass(frozen=True, slots=True)
class SavedView:
    """An address under a name: where (`/incidents`) and what of it (`q=in:Peru`)."""

    path: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds. A report without a mark is new; `looked`: the last batch of changes that was looked at;
    `exports`: up to which batch what a query chooses was last taken out."""

    views: Mapping[str, SavedView] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    looked: int | None = None
    exports: Mapping[str, int] = field(default_factory=dict)


def beside(store: Path) -> Path:
    """
    >>> beside(Path("news.duckdb")).name
    'news.workbench.json'
    """
    return store.with_name(store.name.removesuffix(".duckdb") + ENDING)


class Notes:
    """The file, and what it holds now. What a method has returned from is on disk."""

    def __init__(self, path: Path, kept: Kept, *, read_only: bool) -> None:
        self.path = path
        self.kept = kept
        self.read_only = read_only
        self._lock = threading.Lock()

    def save(self, name: str, view: SavedView) -> None:
        with self._lock:
            self._write(replace(self.kept, views={**self.kept.views, name: view}))

    def drop(self, name: str) -> bool:
        """Whether there was a view of this name."""
        with self._lock:
            left = {one: view for one, view in self.kept.views.items() if one != name}
            gone = len(left) < len(self.kept.views)
            if gone:
                self._write(replace(self.kept, views=left))
            return gone

    def mark(self, marks: Mapping[str, Mark]) -> None:
        """New marks of reports; `new` is no mark."""
        with self._lock:
            merged = {**self.kept.marks, **marks}
            self._write(replace(self.kept, marks={name: mark for name, mark in merged.items() if mark != "new"}))

    def look(self, batch: int) -> None:
        with self._lock:
            self._write(replace(self.kept, looked=batch))

    def export(self, query: str, batch: int) -> None:
        with self._lock:
            others = [pair for pair in self.kept.exports.items() if pair[0] != query][-EXPORTS:]
            self._write(replace(self.kept, exports=dict([*others, (query, batch)])))

    def _write(self, kept: Kept) -> None:
        if self.read_only:
            raise ReadOnly
        write_whole(self.path, json.dumps(asdict(kept), ensure_ascii=False, indent=1, sort_keys=True))
        self.kept = kept


def notes_of(store: Path, *, read_only: bool = False) -> Notes:
    """What stands beside this store. Raises BadNotes where it cannot be read."""
    path = beside(store)
    try:
        data = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return Notes(path, _read(data), read_only=read_only)
    except OSError as error:
        raise NoAccess(str(path), error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadNotes(str(path), str(error)) from error


def _read(data: Any) -> Kept:
    views = {str(name): SavedView(str(view["path"]), str(view["query"]))
             for name, view in data.get("views", {}).items()}
    marks = {str(name): mark for name, mark in data.get("marks", {}).items() if mark in MARKS}
    looked = data.get("looked")
    if looked is not None and not isinstance(looked, int):
        raise ValueError(f"looked is {looked!r}, no number")
    exports = {str(query): int(batch) for query, batch in data.get("exports", {}).items()}
    return Kept(views, marks, looked, exports)
