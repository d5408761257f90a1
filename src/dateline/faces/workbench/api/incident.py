"""One incident: what happened, in whose words, who contradicts whom, and why its tellings are one happening."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle.likeness import meaning
from dateline.chronicle.store import Chronicle
from dateline.chronicle.views.incident import deadline_words, heard, neighbours, spot, tellings_in_words
from dateline.chronicle.views.spread import cards
from dateline.chronicle.views.why import Key, Tie, Why, incidents_told, resolve, ties, why_incident
from dateline.chronicle.views.words import Passage
from dateline.errors import NotThere
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.routes import ROWS, get, page

HELD, APART = 60, 12        # links told one by one: the firmest within, and the closest that were kept apart
LOOKED = 500                # closest pairs among which other incidents are looked for
CHANGES = 100               # of the change feed, the latest


@dataclass(frozen=True, slots=True)
class Asked:
    """`links`: whether what was weighed is told too; the page asks for that apart (/incidents/ID/links.json), since to
    look it up takes longer than all the rest."""

    id: str
    links: Literal["yes", "no"] = "yes"


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
class Weighed:
    """The firmest pairs within an incident, the closest that were kept apart, and how many there are of each."""

    links: tuple[Link, ...]
    pairs: int
    apart: tuple[Link, ...]
    apart_pairs: int


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
    own = _own(chronicle, asked.id)
    told = _weighed(chronicle, own) if asked.links == "yes" else Weighed((), 0, (), 0)
    return _page(chronicle, own, why_incident(chronicle, own, most=0), told)


@dataclass(frozen=True, slots=True)
class AskedLinks:
    id: str


def links(desk: Desk, asked: AskedLinks) -> Weighed:
    """Why the tellings of an incident were taken for one happening, and what was weighed and kept apart."""
    return _weighed(desk.chronicle, _own(desk.chronicle, asked.id))


def _own(chronicle: Chronicle, asked: str) -> str:
    kind, report, name = resolve(chronicle, asked)
    own = [name] if kind == "incident" else incidents_told(chronicle, [(report, name)]) if kind == "event" else []
    if not own:
        raise NotThere(f"incident {asked}", "/incidents lists those there are")
    return own[0]


def _page(chronicle: Chronicle, own: str, found: Why, told: Weighed) -> Incident:
    sources = {row["id"]: row for row in found.reports}
    bound = found.commitment
    return Incident(
        own, cards(chronicle, [own])[0], _parties(chronicle, own), found.was, spot(chronicle, own),
        _tellings(chronicle, found.passages[:ROWS], sources), len(found.passages),
        tuple({**row, "outlet": source["outlet"], "copy": bool(source["copy_of"]), "told": source["told"]}
              for row in found.figures if (source := sources.get(row["report"]))),
        found.claims, bound, deadline_words(chronicle, [own]).get(own) if bound else None,
        tuple(_passage(one) for one in found.settled), told.links, told.pairs, told.apart, told.apart_pairs,
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

def _weighed(chronicle: Chronicle, own: str) -> Weighed:
    """The firmest pairs within, and of those kept apart the closest with each other incident. Looked up at once."""
    ours, found, (pairs, apart_pairs) = ties(chronicle, own, most=LOOKED)
    within, apart = [tie for tie in found if tie.within], [tie for tie in found if not tie.within]
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

    return Weighed(tuple(map(link, firm)), pairs, tuple(map(link, closest)), apart_pairs)


def _other(tie: Tie, ours: frozenset[Key]) -> Key:
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


ROUTES = (page("/incidents/{id}", incident), get("/incidents/{id}/links.json", links))
