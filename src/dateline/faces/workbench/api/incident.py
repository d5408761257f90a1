"""One incident: what happened, in whose words, who contradicts whom, and why its tellings are one happening."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.likeness import meaning
from dateline.chronicle.store import Chronicle
from dateline.chronicle.views.incident import deadline_words, heard, neighbours, spot, tellings_in_words
from dateline.chronicle.views.spread import cards
from dateline.chronicle.views.why import Key, Tie, Why, incidents_told, resolve, why_incident
from dateline.chronicle.views.words import Passage
from dateline.errors import NotThere
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, page

HELD, APART = 60, 12        # links told one by one: the firmest within, and the closest that were kept apart
LOOKED = 500                # closest pairs among which other incidents are looked for
CHANGES = 100               # of the change feed, the latest


@dataclass(frozen=True, slots=True)
class Asked:
    id: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was weighed: log-odds, and what it means in words."""

    name: str
    means: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two tellings that were compared. `other_incident` is where the other stands, where the two were kept apart."""

    one: Key
    other: Key
    weight: float
    one_words: str
    other_words: str
    reasons: tuple[Reason, ...]
    other_incident: str | None
    other_label: str | None


@dataclass(frozen=True, slots=True)
class Incident:
    """All that stands behind an incident. Mappings are rows of the tables of the same name; tellings have their passage
    and, where their report is a copy, `copy_of`."""

    id: str
    card: Mapping[str, Any]
    parties: tuple[Mapping[str, Any], ...]
    was: tuple[str, ...]
    spot: Mapping[str, Any] | None
    tellings: tuple[Mapping[str, Any], ...]
    told: int
    figures: tuple[Mapping[str, Any], ...]
    claims: tuple[Mapping[str, Any], ...]
    commitment: Mapping[str, Any] | None
    deadline: Mapping[str, Any] | None
    settled: tuple[Mapping[str, Any], ...]
    links: tuple[Link, ...]
    pairs: int
    apart: tuple[Link, ...]
    apart_pairs: int
    judgements: tuple[Mapping[str, Any], ...]
    versions: tuple[Mapping[str, Any], ...]
    changes: tuple[Mapping[str, Any], ...]


def incident(desk: Desk, asked: Asked) -> Incident:
    """One incident, by any id that it ever had, with all that stands behind it."""
    chronicle = desk.chronicle
    kind, report, name = resolve(chronicle, asked.id)
    own = [name] if kind == "incident" else incidents_told(chronicle, [(report, name)]) if kind == "event" else []
    if not own:
        raise NotThere(f"incident {asked.id}", "/incidents lists those there are")
    return _page(chronicle, own[0], why_incident(chronicle, own[0], most=LOOKED))


def _page(chronicle: Chronicle, own: str, found: Why) -> Incident:
    within = [tie for tie in found.links if tie.within]
    apart = [tie for tie in found.links if not tie.within]
    ours = {(one.report, one.id) for one in found.passages}
    firm, closest = _told(chronicle, within, apart, ours)
    sources = {row["id"]: row for row in found.reports}
    bound = found.commitment
    return Incident(
        own, cards(chronicle, [own])[0], _parties(chronicle, own), found.was, spot(chronicle, own),
        _tellings(chronicle, found.passages[:ROWS], sources), len(found.passages),
        tuple({**row, "outlet": source["outlet"], "copy": bool(source["copy_of"]), "told": source["told"]}
              for row in found.figures if (source := sources.get(row["report"]))),
        found.claims, bound, deadline_words(chronicle, [own]).get(own) if bound else None,
        tuple(_passage(one) for one in found.settled), tuple(firm), found.pairs[0], tuple(closest), found.pairs[1],
        tuple(_judged(row) for row in found.judgements),
        _versions(found), found.changes[-CHANGES:])


def _parties(chronicle: Chronicle, own: str) -> tuple[Mapping[str, Any], ...]:
    rows = chronicle.cursor().execute(
        "SELECT side, name, country, sector, kind, tellings FROM incident_parties WHERE incident = ? "
        "ORDER BY side, tellings DESC, name", [own]).fetchall()
    return tuple(dict(zip(("side", "name", "country", "sector", "kind", "tellings"), row, strict=True)) for row in rows)


def _tellings(chronicle: Chronicle, passages: Iterable[Passage],
              sources: Mapping[str, Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    told = list(passages)
    facts = heard(chronicle, [(one.report, one.id) for one in told])
    return tuple({**facts.get((one.report, one.id), {}), **_passage(one), "copy_of": sources[one.report]["copy_of"],
                  "family": sources[one.report]["family"], "url": sources[one.report]["url"],
                  "published_basis": sources[one.report]["basis"]} for one in told)


def _passage(one: Passage) -> Mapping[str, Any]:
    """`pieces` are (start, text) of whole sentences; `evidence` and `trigger` spans of the report's text."""
    return {"report": one.report, "event": one.id, "outlet": one.outlet, "told": one.told, "title": one.title,
            "pieces": one.pieces, "evidence": one.evidence, "trigger": one.trigger}


# ── why these are one ────────────────────────────────────────────────────────────────────────────

def _told(chronicle: Chronicle, within: list[Tie], apart: list[Tie], ours: set[Key]) -> tuple[list[Link], list[Link]]:
    """The firmest pairs within, and of those kept apart the closest with each other incident. Looked up at once."""
    stand = neighbours(chronicle, [_other(tie, ours) for tie in apart])
    seen: dict[str, Tie] = {}
    for tie in apart:
        seen.setdefault(stand.get(_other(tie, ours), ("",))[0], tie)
    firm, closest = within[:HELD], list(seen.values())[:APART]
    words = tellings_in_words(chronicle, [key for tie in (*firm, *closest) for key in (tie.one, tie.other)])

    def link(tie: Tie) -> Link:
        one, other = (tie.one, tie.other) if tie.one in ours else (tie.other, tie.one)
        reasons = sorted(tie.reasons, key=lambda each: -abs(each[1]))
        where = stand.get(other, (None, None)) if not tie.within else (None, None)
        return Link(one, other, tie.weight, words.get(one, ""), words.get(other, ""),
                    tuple(Reason(name, meaning(name), weight) for name, weight in reasons), where[0], where[1])

    return [link(tie) for tie in firm], [link(tie) for tie in closest]


def _other(tie: Tie, ours: set[Key]) -> Key:
    return tie.other if tie.one in ours else tie.one


# ── what people and programs did ─────────────────────────────────────────────────────────────────

def _judged(row: Mapping[str, Any]) -> Mapping[str, Any]:
    body = json.loads(row["body"])
    return {"id": row["id"], "at": row["at"], "by": row["by"], "what": row["what"], "active": row["active"],
            **{name: body.get(name) for name in ("field", "before", "after", "right", "why", "report", "event")}}


def _versions(found: Why) -> tuple[Mapping[str, Any], ...]:
    """Programs alike are one row, however many reports they coded."""
    programs = Counter((one.dateline, one.reader, one.codebook, one.newest) for one in found.versions)
    names = ("dateline", "reader", "codebook", "newest")
    return tuple({**dict(zip(names, program, strict=True)), "reports": many} for program, many in programs.items())


ROUTES = (page("/incidents/{id}", incident),)
