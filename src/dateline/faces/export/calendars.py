"""Deadlines as a calendar (RFC 5545): an all-day entry for each commitment that has a last day, with its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.faces.export.tables import Written
from dateline.faces.words import counted

FOLD = 75               # octets of a line, its end aside (RFC 5545, 3.1)
STATES = {              # how a calendar shows what became of it (3.8.1.11)
    "open": "CONFIRMED", "met": "CONFIRMED", "broken": "CONFIRMED", "lapsed": "CANCELLED", "unknown": "TENTATIVE"}


def write_calendar(deadlines: Iterable[Mapping[str, Any]], path: Path, stamp: str) -> Written:
    """A file of all-day entries; `stamp` is the moment of the data, like 20260305T101500Z.

    deadlines   rows of the view of commitments
    """
    count = without = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(_lines(_opening()))
        for row in deadlines:
            if row["deadline"] is None:
                without += 1
                continue
            stream.writelines(_lines(_entry(row, stamp)))
            count += 1
        stream.writelines(_lines(["END:VCALENDAR"]))
    are = "is" if without == 1 else "are"
    note = f"{counted(without, 'commitment')} without a last day {are} not in the calendar"
    return Written(count, (note,) if without else ())


def _opening() -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Dateline//Dateline {__version__}//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield "X-WR-CALNAME:Deadlines"


def _entry(row: Mapping[str, Any], stamp: str) -> Iterator[str]:
    day: date = row["deadline"]
    state = row["state"]
    yield "BEGIN:VEVENT"
    yield f"UID:{row['incident']}@dateline"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"        # the first day after it
    yield f"SUMMARY:{escaped(_summary(row))}"
    yield f"DESCRIPTION:{escaped(_description(row))}"
    yield f"CATEGORIES:{escaped(row['kind'])},{escaped(state)}"
    yield f"STATUS:{STATES.get(state, 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"                              # it blocks nobody's day
    yield f"X-DATELINE-STATE:{escaped(state)}"
    yield f"X-DATELINE-INCIDENT:{escaped(row['incident'])}"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _summary(row: Mapping[str, Any]) -> str:
    sides = " → ".join(filter(None, (row["actor"], row["owed_to"])))
    return f"[{row['state']}] {row['kind']}: {row['label'] or sides}"


def _description(row: Mapping[str, Any]) -> str:
    told = [("By", row["actor"]), ("To", row["owed_to"]), ("Condition", row["condition"]),
            ("State", f"{row['state']} as of {row['as_of']}" if row["as_of"] else row["state"]),
            ("Settled by", row["settled_by"]), ("Settled on", row["settled_on"]), ("Incident", row["incident"])]
    return "\n".join(f"{name}: {value}" for name, value in told if value)


def escaped(text: str) -> str:
    r"""Text as RFC 5545 (3.3.11) wants it; control characters, which it forbids, are left out.

    >>> escaped("Go; or else,\nwe stay\\")
    'Go\\; or else\\,\\nwe stay\\\\'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(letter for letter in text if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
    for mark in ("\\", ";", ","):
        clean = clean.replace(mark, f"\\{mark}")
    return clean.replace("\n", "\\n")


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (folded(line) + "\r\n" for line in lines)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each further one begun with a space; no character is cut in two.

    >>> folded("x" * 80).split("\\r\\n ")
    ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'xxxxx']
    """
    pieces, room, piece = [], FOLD, ""
    for letter in line:
        wide = len(letter.encode("utf-8"))
        if wide > room:
            pieces.append(piece)
            piece, room = "", FOLD - 1                      # the space counts
        piece += letter
        room -= wide
    return "\r\n ".join([*pieces, piece])
