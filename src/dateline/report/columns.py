"""Which column of a table is what: by the names people give them, by a preset, or by a user's saved map.

A map is a TOML file that names columns by what they hold (docs/sources.md); `columns.toml` beside this file holds the
presets, in the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

import rtoml

from dateline.errors import BadSetting

# What people call the columns, commonest first.
COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story"),
    "title": ("title", "headline", "head"),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "publication_date",
        "date_publish",
        "pubdate",
        "time",
    ),
    "url": ("url", "link", "source_url", "address"),
    "outlet": ("outlet", "source", "publisher", "media_name", "publication", "newspaper", "sitename"),
    "ref": ("ref", "id", "doc_id", "guid"),
}
# How each row's keys are meant: our name to theirs.
Columns = Mapping[str, str]
Column = str | int
KNOWN = (*COLUMNS, "note", "has", "none", "first", "second", "preset")


@dataclass(frozen=True, slots=True)
class Map:
    """A map of columns: our name to theirs, the likeliest first; or to the place where there is no line of names."""

    name: str
    columns: Mapping[str, tuple[Column, ...]]
    has: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    first: str = ""
    second: str = ""

    def of(self, names: Sequence[str]) -> Columns:
        """The columns of a table with these names that this map means."""
        theirs = {_plain(name): name for name in names}
        found: dict[str, str] = {}
        for ours, wanted in self.columns.items():
            known = [theirs[_plain(w)] for w in wanted if isinstance(w, str) and _plain(w) in theirs]
            known += [names[w] for w in wanted if isinstance(w, int) and -len(names) <= w < len(names)]
            if known:
                found[ours] = known[0]
        return found


def columns_of(names: Iterable[str]) -> Columns:
    """Our names of the columns that a table has, to its own names.

    >>> columns_of(["ID", "Headline", "body", "lang"])
    {'text': 'body', 'title': 'Headline', 'ref': 'ID'}
    """
    theirs: dict[str, str] = {}
    for name in names:
        theirs.setdefault(_plain(name), name)
    found = {ours: next((theirs[n] for n in known if n in theirs), None) for ours, known in COLUMNS.items()}
    return {ours: name for ours, name in found.items() if name is not None}


def meant(names: Sequence[str], own: Map | None = None) -> Columns:
    """The columns of a table: by the user's map, by the preset whose columns it has, else by their names."""
    if own is not None:
        return own.of(names)
    plain = {_plain(name) for name in names}
    preset = next((p for p in presets().values() if p.has and plain.issuperset(map(_plain, p.has))), None)
    return preset.of(names) if preset else columns_of(names)


def nameless(values: Sequence[str]) -> Map | None:
    """The preset of a list that comes without a line of names, told by its first row."""
    for preset in presets().values():
        if (
            len(values) in preset.widths
            and re.fullmatch(preset.first, values[0].strip())
            and re.fullmatch(preset.second, values[1].strip())
        ):
            return preset
    return None


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


# ── maps ─────────────────────────────────────────────────────────────────────────────────────────


@cache
def presets() -> Mapping[str, Map]:
    """The presets by name."""
    told = rtoml.loads(files("dateline.report").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {name: _map(name, table, "columns.toml") for name, table in told.items()}


def read_map(name: str) -> Map:
    """A preset by its name, or the map in a TOML file. Raises BadSetting, naming what is wrong in it."""
    if name in presets():
        return presets()[name]
    file = Path(name)
    if not file.is_file():
        near = get_close_matches(name, presets()) or sorted(presets())
        raise BadSetting("columns", name, f"is neither a file nor a preset (presets: {', '.join(near)})", "--columns")
    try:
        table = rtoml.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise BadSetting("columns", name, f"cannot be read ({error})", "--columns") from error
    return _map(name, table, name)


def _map(name: str, table: Mapping[str, object], origin: str) -> Map:
    """The map in a table, checked."""
    if unknown := [key for key in table if key not in KNOWN]:
        raise BadSetting("columns", unknown[0], f"is no field; there are {', '.join(COLUMNS)}", origin)
    base: Map | None = None
    if isinstance(preset := table.get("preset"), str):
        base = presets().get(preset)
        if base is None:
            raise BadSetting("preset", preset, f"is none; there are {', '.join(sorted(presets()))}", origin)
    columns = {ours: _wanted(ours, table[ours], origin) for ours in COLUMNS if ours in table}
    if base is not None:
        columns = {**base.columns, **columns}
    if not {"text", "url"} & columns.keys():
        raise BadSetting(
            "columns", name, 'names neither a column of texts nor one of addresses; add text = "…"', origin
        )
    listed = {key: tuple(value) if isinstance(value := table.get(key, ()), list) else () for key in ("has", "none")}
    return Map(name, columns, listed["has"], listed["none"], str(table.get("first", "")), str(table.get("second", "")))


def _wanted(ours: str, value: object, origin: str) -> tuple[Column, ...]:
    wanted = tuple(value) if isinstance(value, list) else (value,)
    if not all(isinstance(w, str | int) and not isinstance(w, bool) for w in wanted):
        raise BadSetting(ours, str(value), "must be the name of a column, its place from 0, or a list of these", origin)
    return wanted
