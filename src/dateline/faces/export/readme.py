"""What goes with the data: a README, a codebook of columns and codes, and the list of digests."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO

from dateline import __version__
from dateline.chronicle.outward import Made
from dateline.chronicle.schema import Column
from dateline.codebook.frames import read
from dateline.faces.export.files import TITLE

LICENCE = (
    "Dateline puts no terms of its own on these data. Facts are free, but the quotations in them are the outlets': "
    "keep them short and name the source. Names, points and numbers of places come from GeoNames "
    "(https://www.geonames.org, CC BY 4.0); the codes of events follow PLOVER of the Open Event Data Alliance.")
STATUS = (
    "Where the query does not ask for another status, only what occurred or is ongoing is in here, and no background; "
    "`status:any historical:any` takes all. `disputed` says where somebody denies or doubts.")
BESIDE = ("`codebook.md` says what the columns and codes mean, `columns.csv` the same of the columns for programs; "
          "`SHA256SUMS` holds the digest of each file (`sha256sum --check SHA256SUMS`).")


@dataclass(frozen=True, slots=True)
class Part:
    """One file or sheet of an export: what it holds, its columns, how many rows, and what had to be said."""

    name: str
    meaning: str
    columns: Mapping[str, Column] | Mapping[str, str]
    rows: int
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What an export is of: the query as it was understood, counts, what made it, the types in it, and the command that
    makes it again."""

    query: str
    counts: Mapping[str, int]
    made: Made
    types: Sequence[str]
    with_text: bool
    command: str


def readme(about: About, parts: Sequence[Part], notes: Sequence[str] = (), codes: str | None = None) -> str:
    """The README; with `codes`, the text of a codebook, it holds that too (a single file has no codebook beside it)."""
    return "\n".join([
        TITLE, "", *_made(about), "", "## What is in it", "", *_contents(parts), "",
        *_said(parts, notes), "## What to know", "", *(f"- {line}" for line in _known(about)), "",
        *([codes] if codes else [BESIDE, ""])])


def brief(about: About, notes: Sequence[str] = ()) -> list[str]:
    """The same in lines of plain text, for a workbook."""
    return [line.removeprefix("- ") for line in (*_made(about), *notes, *_known(about)) if line]


def _made(about: About) -> Iterable[str]:
    counts = ", ".join(f"{count:,} {name}" for name, count in about.counts.items())
    at = about.made.at or "no known time"
    yield (f"Written by Dateline {__version__} from a chronicle that last changed at {at} (change "
           f"{about.made.change}; `dateline diff {about.made.change}` tells what has changed since).")
    yield ""
    yield f"- Query: `{about.query}`" if about.query else "- Query: none"
    yield f"- It chooses {counts}."
    yield f"- Made again by: `{about.command}`"
    for program, reader, codebook in about.made.versions:
        yield f"- Coded by Dateline {program}, reader {reader}, codebook {codebook}"


def _contents(parts: Sequence[Part]) -> Iterable[str]:
    yield "| file | rows | what |"
    yield "| --- | ---: | --- |"
    yield from (f"| {part.name} | {part.rows:,} | {part.meaning} |" for part in parts)


def _said(parts: Sequence[Part], notes: Sequence[str]) -> Iterable[str]:
    said = [*notes, *(f"{part.name}: {note}" for part in parts for note in part.notes)]
    return ["## Left out or changed", "", *(f"- {note}" for note in said), ""] if said else []


def _known(about: About) -> Iterable[str]:
    yield STATUS
    yield "Every row leads back to its words: `dateline why ID` takes the id of any incident, event or report."
    yield ("The full text of the reports is in here: check that you may pass it on." if about.with_text else
           "The full text of the reports is not in here, only the clauses quoted as evidence; --with-text adds it.")
    yield "Reports that were taken down are not in here. Days are inclusive at both ends; empty means not known."
    yield LICENCE


# ── the codebook ─────────────────────────────────────────────────────────────────────────────────

def codebook(parts: Sequence[Part], types: Sequence[str]) -> str:
    """The columns of every part, then the PLOVER types that occur."""
    lines = ["## Columns", ""]
    for part in parts:
        if part.columns:
            lines += [f"### {part.name}", "", "| column | type | meaning |", "| --- | --- | --- |"]
            lines += [f"| {name} | {kind} | {_cell(meaning)} |" for name, kind, meaning in typed(part.columns)]
            lines.append("")
    return "\n".join([*lines, *_types(types), ""])


def typed(columns: Mapping[str, Column] | Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    for name, column in columns.items():
        yield (name, "", column) if isinstance(column, str) else (name, column.type, column.meaning)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _types(types: Sequence[str]) -> Iterable[str]:
    known = read(files("dateline.codebook") / "types.toml")
    yield "## PLOVER types"
    yield ""
    yield "| type | quad | score | scores of modes |"
    yield "| --- | --- | ---: | --- |"
    for kind in types:
        row = known.get(kind, {})
        modes = ", ".join(f"{mode} {score}" for mode, score in row.get("modes", {}).items())
        quad = str(row.get("quad", "a type of your own")).replace("_", " ")
        yield f"| {kind} | {quad} | {row.get('score', '')} | {modes} |"


def column_list(parts: Sequence[Part]) -> str:
    """The columns as CSV, for programs."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("file", "column", "type", "meaning"))
    writer.writerows((part.name, *column) for part in parts for column in typed(part.columns))
    return out.getvalue()
