"""Views on the terminal: days as lanes, incidents with what was said of them, plain tables of counts.

Nothing is told by colour alone. On a narrow screen what stands beside goes below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.faces.table import STANCES, STATUS, flowing, listed, span_of_days
from dateline.faces.words import amount, counted

Row = Mapping[str, Any]

NARROW = 90             # columns: below this, an incident takes two lines
WIDE = 130              # columns: below this, a table of counts has fewer of its own
VOICES = 5              # marks of voices at most: ●●●●● stands for five and more
QUOTE = 160             # characters of what somebody says


def days(row: Row) -> str:
    """The days of an incident as a reader writes them; with ~ where they are only assumed."""
    told = span_of_days(_iso(row["day"]), _iso(row.get("until") or row["day"])) or "day not told"
    return told + " ~" * (row.get("basis") == "assumed")


def short(name: str | None) -> str:
    """The beginning of an id: enough to ask `dateline why` for it."""
    return (name or "")[:8]


# ── the timeline ─────────────────────────────────────────────────────────────────────────────────

def timeline(rows: Sequence[Row], width: int) -> RenderableType:
    """A lane a day; in it the incidents, each with a mark for every voice that tells it."""
    lanes = [_lane(day, list(found), width) for day, found in groupby(rows, lambda row: row["day"])]
    foot = Text("● an independent voice · ~ day assumed from that of the report · dateline why ID shows the words",
                style="dim")
    return Group(*lanes, foot)


def _lane(day: date | None, rows: Sequence[Row], width: int) -> RenderableType:
    lane = Table.grid(padding=(0, 1), expand=True)
    for width_of, ratio in ((VOICES, None), (9, None), (None, 1), (8, None)):
        lane.add_column(width=width_of, ratio=ratio)
    for row in rows:
        lane.add_row(voices(row["independent"]), Text(row["type"], style="bold"), _told(row, width),
                     Text(short(row["incident"]), style="dim"))
    head = f"{span_of_days(_iso(day), _iso(day))}  {day:%a}" if day else "day not told"
    return Group(Text(head, style="bold"), Padding(lane, (0, 0, 0, 2)), Text())


def voices(number: int | None) -> Text:
    """
    >>> [voices(n).plain for n in (1, 3, 9)]
    ['●', '●●●', '●×9']
    """
    many = number or 0
    return Text("●" * many if many <= VOICES else f"●×{many}", style="cyan")


def _told(row: Row, width: int) -> Text:
    """What, by whom to whom; where; what is counted; and in words whatever keeps it from being plain fact."""
    text = Text("~ " * (row["basis"] == "assumed") + (row["label"] or row["type"].lower()))
    where = ", ".join(filter(None, (row["place"], row["country"] if row["country"] != row["place"] else None)))
    notes = [STATUS[row["status"]][1], "DISPUTED" if row["disputed"] else ""]
    long = f"until {span_of_days(_iso(row['until']), _iso(row['until']))}" if row["until"] != row["day"] else ""
    below = [where, long, row["figures"], *notes]
    known = " · ".join(filter(None, below))
    return text.append(f"\n{known}" if known and width < NARROW else f"  {known}" if known else "", style="dim")


# ── incidents ────────────────────────────────────────────────────────────────────────────────────

def incidents(rows: Sequence[Row], width: int) -> RenderableType:
    cells = ((days(row), row["type"], row["label"], row["place"], row["reports"], row["independent"], row["figures"],
              short(row["incident"])) for row in rows)
    return listed(cells, ("Day", "Type", "What", "Where", "Reports", "Voices", "Figures", "Id"))


# ── who says what ────────────────────────────────────────────────────────────────────────────────

def claims(rows: Sequence[Row], width: int) -> RenderableType:
    """Each incident, and below it who says what of it."""
    return Group(*(part for name, found in groupby(rows, lambda row: row["incident"])
                   for part in _said_of(name, list(found))))


def _said_of(name: str, rows: Sequence[Row]) -> Iterator[RenderableType]:
    yield _heading(rows[0])
    for row in rows:
        codes = " ".join(filter(None, (row["country"], row["sector"])))
        said = Text("  ").append(row["speaker"] or "someone not named", style="bold")
        said.append(f" ({codes})" if codes else "", style="dim")
        said.append(STANCES.get(row["stance"], f" ({row['stance']})"))
        said.append(f": “{_cut(row['content'])}”  ")
        yield said.append(_source(row), style="dim")
    yield Text()


def _heading(row: Row) -> Text:
    head = Text(f"{days(row)}  ").append(row["type"], style="bold").append(f"  {row['label'] or ''}  ")
    return head.append(short(row["incident"]), style="dim")


def _source(row: Row) -> str:
    return ", ".join(filter(None, (row["outlet"], span_of_days(_iso(row.get("said")), _iso(row.get("said"))))))


# ── figures on which speakers disagree ───────────────────────────────────────────────────────────

def contested(rows: Sequence[Row], width: int) -> RenderableType:
    """Each incident, and below it a small table of values, by speaker and day."""
    parts: list[RenderableType] = []
    for _, found in groupby(rows, lambda row: row["incident"]):
        told = list(found)
        parts += [_heading(told[0]), *_values(told), Text()]
    return Group(*parts)


def _values(rows: Sequence[Row]) -> Iterator[RenderableType]:
    for kind, found in groupby(rows, lambda row: row["kind"]):
        cells = ((f"  {kind}", amount(row["low"], row["high"]), row["speaker"] or "the report itself",
                  span_of_days(_iso(row["of_day"]), _iso(row["of_day"])), row["outlet"], flowing(row["words"] or ""),
                  short(row["event"])) for row in found)
        yield listed(cells, ("  Counted", "Value", "According to", "Of", "Outlet", "Words", "Event"))


# ── commitments ──────────────────────────────────────────────────────────────────────────────────

STATES = {"broken": "✗", "met": "✓", "lapsed": "–", "open": "○", "unknown": "?"}


def commitments(rows: Sequence[Row], width: int) -> RenderableType:
    """State, day, who is bound to whom, and what settled it."""
    wide = width >= NARROW
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0), expand=True)
    for name in ("State", "Due", "Kind"):
        table.add_column(name, no_wrap=True)
    table.add_column("What", ratio=1)
    for row in rows:
        table.add_row(f"{STATES[row['state']]} {row['state']}", _due(row), row["kind"], _bound(row, wide))
    foot = Text(f"As things stood on {rows[0]['as_of']}; unknown is not broken: no report tells.", style="dim")
    return Group(table, foot)


def _due(row: Row) -> str:
    if row["deadline"] is None:
        return "no day"
    if row["state"] != "open":
        return f"{row['deadline']}"
    return f"{row['deadline']} ({'today' if row['due_in'] == 0 else 'in ' + counted(row['due_in'], 'day')})"


def _bound(row: Row, wide: bool) -> Text:
    text = Text(row["actor"] or "—", style="bold")
    if row["owed_to"]:
        text.append(" → ").append(row["owed_to"])
    text.append(f"  {row['label'] or ''}", style="not bold")
    if row["condition"]:
        text.append(f"  if: {_cut(row['condition'])}", style="not bold")
    text.append(f"  {short(row['incident'])}", style="dim not bold")
    if row["settled_by_event"]:
        by = f"settled {row['settled_on'] or ''} by event {short(row['settled_by_event'])}"
        text.append(f"\n{' '.join(by.split())}", style="dim not bold")
    return text


# ── one actor ────────────────────────────────────────────────────────────────────────────────────

def actor(rows: Sequence[Row], width: int) -> RenderableType:
    """A lane a day: offices, relations, words, acts and what was done to it."""
    parts: list[RenderableType] = []
    for day, found in groupby(rows, days):
        parts += [Text(day, style="bold"), *(_of_actor(row) for row in found), Text()]
    return Group(*parts)


def _of_actor(row: Row) -> Padding:
    text = Text(f"{row['what']:<10}", style="cyan").append(f"{row['kind'] or ''}  ", style="bold not dim")
    text.append(_cut(row["words"]) if row["words"] else "", style="default")
    if row["other"]:
        text.append(f"  {'→' if row['what'] == 'act' else '·' if row['what'] != 'treatment' else '←'} {row['other']}",
                    style="default")
    note = " · ".join(filter(None, (STATUS.get(row["status"] or "", ("", ""))[1], row["outlet"],
                                    short(row["incident"] or row["claim"] or row["report"]))))
    return Padding(text.append(f"  {note}", style="dim"), (0, 0, 0, 2))


# ── counts ───────────────────────────────────────────────────────────────────────────────────────

HEADS = {
    "start": "From", "incidents": "Incidents", "verbal_cooperation": "Coop:said", "material_cooperation": "done",
    "verbal_conflict": "Conflict:said", "material_conflict": "done", "score_sum": "Sum", "score_mean": "Mean",
    "incident": "One of them", "did": "Did", "received": "Received", "actor": "Actor",
    "recipient": "Recipient", "source": "Actor", "target": "Recipient",
}

LEADING = ("start", "incident", "first", "last")
LESS = ("first", "last", "lat", "lon", "geonameid", "precision", "kind", "score_sum")


def counts(rows: Sequence[Row], width: int) -> RenderableType:
    """A plain table; columns in which nothing is known are left out, and on a narrow screen what matters less."""
    names = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    if width < WIDE:
        names = [name for name in names if name not in LESS]
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name in names:
        number = isinstance(next(row[name] for row in rows if row[name] is not None), int | float)
        table.add_column(HEADS.get(name, name.replace("_", " ").capitalize()), no_wrap=number or name in LEADING,
                         justify="right" if number else "left")
    for row in rows:
        table.add_row(*(short(row[name]) if name == "incident" else _cell(row[name]) for name in names))
    return table


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:,g}" if isinstance(value, float) else str(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cut(words: str | None) -> str:
    flat = " ".join((words or "").split())
    return flat if len(flat) <= QUOTE else flat[:QUOTE].rsplit(" ", 1)[0] + " …"
