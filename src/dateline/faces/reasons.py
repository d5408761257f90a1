"""What `dateline why` prints: the sentences behind an id, and all that led from them to what the chronicle shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.chronicle.views.why import Key, Tie, Why
from dateline.chronicle.views.words import Passage
from dateline.faces.lanes import claims, commitments, days, short
from dateline.faces.table import flowing, listed, span_of_days
from dateline.faces.words import amount, counted

APART = 5               # pairs that were kept apart: those that came closest


def reasons(found: Why, width: int, *, marks: bool) -> RenderableType:
    """Section by section; `marks` puts ‹ › around the trigger, for output without bold face."""
    parts: list[RenderableType] = [_head(found), *_incidents(found)]
    sections = (
        ("The words", _passages(found, marks)), ("Figures", _figures(found)), ("Who says so", _said(found, width)),
        ("What became of it", _bound(found, width, marks)), ("Why these are one happening", _links(found, within=True)),
        ("Weighed, and kept apart", _links(found, within=False)), ("Judgements", _judgements(found)),
        ("Reports", _reports(found)), ("Coded by", _versions(found)), ("What was changed", _changes(found)))
    for title, made in sections:
        if lines := list(made):
            parts += [Text(f"\n{title}", style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines)]
    return Group(*parts)


def _head(found: Why) -> Text:
    head = Text(found.kind.capitalize(), style="bold").append(f"  {found.id}", style="not bold")
    if found.kind == "incident" and found.was:
        head.append(f"\nIt is also found as {', '.join(map(short, found.was[:6]))}", style="dim not bold")
    return head


def _incidents(found: Why) -> Iterator[RenderableType]:
    for row in found.incidents:
        told = f"told by {counted(row['reports'], 'report')} of {counted(row['outlets'], 'outlet')}: "
        head = Text(f"{days(row)}  ").append(row["type"], style="bold")
        head.append(f" {row['modes']}" if row["modes"] else "").append(f"  {row['label'] or ''}")
        sides = " → ".join(filter(None, (row["actors"], row["recipients"])))
        where = ", ".join(filter(None, (row["place"], row["region"], row["country"])))
        notes = ("", row["status"] if row["status"] != "occurred" else "", "disputed" if row["disputed"] else "")
        yield head.append("\n  " + " · ".join(filter(None, (sides, where, *notes))), style="not bold").append(
            f"\n  {told}{counted(row['independent'], 'independent voice')}  {short(row['incident'])}", style="dim")


# ── words ────────────────────────────────────────────────────────────────────────────────────────

def _passages(found: Why, marks: bool) -> Iterator[RenderableType]:
    return (passage(one, marks) for one in found.passages)


def passage(one: Passage, marks: bool) -> Text:
    """Its sentences, the evidence bright, the trigger bold and underlined or between ‹ ›, and whose they are."""
    text = Text("“", style="dim")
    for words, mark in one.parts():
        flat = flowing(words)
        text.append(f"‹{flat}›" if marks and mark == "trigger" else flat,
                    style={"trigger": "bold underline not dim", "evidence": "not dim", None: ""}[mark])
    day = span_of_days(*[one.told.isoformat() if one.told else None] * 2)
    whose = ", ".join(filter(None, (one.outlet, day or "day not known")))
    at = f"{one.evidence[0][0]}–{one.evidence[-1][1]}" if one.evidence else ""
    return text.append("”\n").append(f"  {whose} · report {short(one.report)} · {one.of} {short(one.id)} · "
                                     f"characters {at}" if at else f"  {whose}")


def _figures(found: Why) -> Iterator[RenderableType]:
    for kind, rows in groupby(found.figures, lambda row: row["kind"]):
        given = list(rows)
        state = "contested" * given[0]["contested"] or "updated" * given[0]["updated"]
        yield Text(f"{kind}" + f" ({state})" * bool(state))
        yield listed(((f"  {amount(row['low'], row['high'])}", row["by"] or "the report itself", row["date"],
                       flowing(row["words"] or ""), short(row["event"])) for row in given),
                     ("  Value", "According to", "Of", "Words", "Event"))


def _said(found: Why, width: int) -> Iterator[RenderableType]:
    if found.claims:
        yield claims(found.claims, width)


def _bound(found: Why, width: int, marks: bool) -> Iterator[RenderableType]:
    if found.commitment:
        row = dict(found.commitment)
        due = (row["deadline"] - row["as_of"]).days if row["deadline"] and row["as_of"] else None
        yield commitments([{"due_in": due, "label": "", **row}], width)
        yield from (passage(one, marks) for one in found.settled)


# ── how it came about ────────────────────────────────────────────────────────────────────────────

def _links(found: Why, *, within: bool) -> Iterator[RenderableType]:
    """Each pair, the sum, and what it is the sum of: the weightiest reasons first."""
    ties = [tie for tie in found.links if tie.within == within]
    for tie in ties if within else ties[:APART]:
        yield _tie(tie)
    if not within and len(ties) > APART:
        yield Text(f"… and {counted(len(ties) - APART, 'pair')} further apart", style="dim")


def _tie(tie: Tie) -> Text:
    text = Text(f"{_key(tie.one)} — {_key(tie.other)}  ").append(f"{tie.weight:+.2f}", style="bold")
    told = sorted(tie.reasons, key=lambda reason: -abs(reason[1]))
    return text.append(" = " + "  ".join(f"{name} {value:+.2f}" for name, value in told), style="not bold")


def _key(key: Key) -> str:
    return f"{short(key[0])}/{short(key[1])}"


def _judgements(found: Why) -> Iterator[RenderableType]:
    for row in found.judgements:
        why = json.loads(row["body"]).get("why") or ""
        yield Text(f"{row['at'][:10]}  {row['what']} by {row['by']}" + f": {why}" * bool(why)
                   + "  (undone)" * (not row["active"]) + f"  {short(row['id'])}")


def _reports(found: Why) -> Iterator[RenderableType]:
    for row in found.reports:
        day = span_of_days(*[row["told"].isoformat() if row["told"] else None] * 2) or "day not known"
        copy = f"a copy of {short(row['copy_of'])}" if row["copy_of"] else ""
        told = (short(row["id"]), day + " (inferred)" * (row["basis"] == "inferred"), row["outlet"], copy, row["title"],
                row["url"])
        yield Text(" · ".join(filter(None, told)))


def _versions(found: Why) -> Iterator[RenderableType]:
    """Programs alike are one line, however many reports they coded."""
    told: dict[tuple[str, str, str, bool], list[str]] = {}
    for one in found.versions:
        told.setdefault((one.dateline, one.reader, one.codebook, one.newest), []).append(short(one.report))
    for (program, reader, codebook, newest), names in told.items():
        yield Text(f"Dateline {program}, reader {short(reader)}, codebook {short(codebook)}: {', '.join(names)}"
                   + "  (older)" * (not newest))


def _changes(found: Why) -> Iterator[RenderableType]:
    for row in found.changes:
        yield Text(_change(row))


def _change(row: Mapping[str, Any]) -> str:
    what = f"{row['field']}: {row['before'] or '–'} → {row['after'] or '–'}" if row["field"] else ""
    others = ", ".join(map(short, json.loads(row["others"]))) if row["others"] else ""
    told = (f"batch {row['number']}, {row['at'][:10]}", row["what"], others, what, row["reason"])
    return "  ".join(filter(None, told))
