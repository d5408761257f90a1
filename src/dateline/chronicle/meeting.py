"""Whom the new tellings meet, what that weighs, and all the groups that it can change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

from dateline.chronicle.accounts import Held, Work, name
from dateline.chronicle.groups import JOIN, gathered
from dateline.chronicle.keys import number
from dateline.chronicle.likeness import Reason, link
from dateline.chronicle.rows import ask, ints, put
from dateline.report.copies import joined

Pair = tuple[int, int]


def regrouped(work: Work) -> list[list[Held]]:
    """All groups that the batch can have changed, after new links are written; the rows know their component."""
    if _holds(work):
        return _as_they_stand(work)
    partners = _weigh(work)
    rows = _reached(work, partners)
    weighed = _weights(work, rows)
    must, cannot = _constraints(work, rows)
    found = []
    for component, inside in _components(work, rows, weighed, must):
        found += _groups(component, inside, must, cannot)
    return found


def _holds(work: Work) -> bool:
    """Whether all groups are what they were: only what is said of them was judged."""
    same = all(row.id in work.was and work.was[row.id] == row.state for row in work.held.values())
    return same and not (work.leads or work.removed or work.batch.touched.bound)


def _as_they_stand(work: Work) -> list[list[Held]]:
    names = {work.held[n].incident for n in work.anew} - {None}
    groups: dict[str | None, list[Held]] = {name: [] for name in names}
    for row in work.load("incident", names):
        groups[row.incident].append(row)
    return list(groups.values())


# ── who meets ────────────────────────────────────────────────────────────────────────────────────


def _weigh(work: Work) -> set[int]:
    """Weigh whatever shares a key with what is compared from now on; both sides of each pair."""
    pairs = _pairs(work)
    ids = {n for pair in pairs for n in pair}
    work.load("id", ids)
    bodies = work.whole(ids)
    rows = []
    for a, b in pairs:
        found = link(bodies[a].account, bodies[b].account)
        one, other = (a, b) if work.held[a].key == found.one else (b, a)
        rows.append((*found.one, *found.other, found.weight, _json(found.why),
                     work.batch.number, one, other))
        work.found.append((one, other, found))
    put(work.db, "links", rows)
    return ids


def _json(why: Iterable[Reason]) -> str:
    """As `json.dumps` has it, in a third of the time: there are some thirty links a report."""
    return f"[{','.join([f'[{_quoted(name)},{value!r}]' for name, value in why])}]"


_quoted = cache(json.dumps)


def _pairs(work: Work) -> list[Pair]:
    if not work.keys:
        return []
    hashes, starts, ends, ids = map(ints, zip(*work.keys, strict=True))
    found: list[Pair] = ask(work.db, """
        SELECT DISTINCT least(m.id, k.id), greatest(m.id, k.id) FROM mine m JOIN kept.keys k ON k.hash = m.hash
        WHERE k.id <> m.id AND k.day_from <= m.day_to AND k.day_to >= m.day_from
        AND k.day_from <= ? AND k.day_to >= ?
        ORDER BY ALL""", int(ends.max()), int(starts.min()),      # days given, so that DuckDB skips what lies beyond
        mine={"hash": hashes, "day_from": starts, "day_to": ends, "id": ids})
    return found


# ── what that can change ─────────────────────────────────────────────────────────────────────────


def _reached(work: Work, partners: Iterable[int]) -> list[Held]:
    """All rows of the components that hold anything new, changed, met or judged."""
    changed = work.anew | work.leads | set(partners)
    keys = {work.held[n].key for n in changed}
    forced = {name(key) for pair in work.effects.constraints.must if keys & set(pair) for key in pair}
    leads = {lead for n in changed if (lead := work.held[n].lead) is not None}
    near = {work.held[n].component for n in changed | leads} | {row.component for row in work.removed.values()}
    near |= {row.component for row in work.held.values() if row.state != work.was.get(row.id)}
    near |= {row.component for row in work.load("id", forced)}
    work.load("component", {c for c in near if c is not None})
    return [row for row in work.held.values() if row.component in near]


def _weights(work: Work, rows: Iterable[Held]) -> dict[Pair, float]:
    """What pairs among these weigh that are compared now, as last weighed since both are what they are."""
    since = {row.id: row.number for row in rows if row.lead == row.id}
    if not since:
        return {}
    found = ask(work.db, """
        SELECT a, b, weight, made FROM links
        WHERE made >= ? AND a IN (SELECT id FROM asked) AND b IN (SELECT id FROM asked) ORDER BY made""",
        min(since.values()), asked={"id": ints(sorted(since))})
    return {(a, b): weight for a, b, weight, made in found if made >= since[a] and made >= since[b]}


def _constraints(work: Work, rows: Iterable[Held]) -> tuple[set[Pair], set[Pair]]:
    """What people judged, of those that are compared in the stead of the tellings they named."""
    lead = {row.key: row.lead for row in rows}
    told = work.effects.constraints
    must = {(a, b) for one, other in told.must if (a := lead.get(one)) and (b := lead.get(other)) and a != b}
    cannot = {(a, b) for one, other in told.cannot if (a := lead.get(one)) and (b := lead.get(other))}
    return must, cannot


def _components(work: Work, rows: Iterable[Held], weighed: Mapping[Pair, float],
                must: Iterable[Pair]) -> list[tuple[list[Held], dict[Pair, float]]]:
    """These rows by what links and judgements lead to, each component with its own number and with its links."""
    rows = [row for row in rows if row.lead is not None]
    near = (pair for pair, weight in weighed.items() if weight > JOIN)
    first = joined((row.lead for row in rows if row.lead is not None), chain(near, must))
    parts: dict[int, tuple[list[Held], dict[Pair, float]]] = {}
    for row in rows:
        assert row.lead is not None
        parts.setdefault(first[row.lead], ([], {}))[0].append(row)
    for pair, weight in weighed.items():
        if first[pair[0]] == first[pair[1]]:
            parts[first[pair[0]]][1][pair] = weight
    taken: set[Any] = set()
    for part, _ in sorted(parts.values(), key=lambda p: len(p[0]), reverse=True):
        _number(work, part, taken)
    return list(parts.values())


def _number(work: Work, part: list[Held], taken: set[Any]) -> None:
    """The number that most of a component had, if no larger part of that component keeps it; else one of its own."""
    votes: dict[int, int] = {}
    for row in part:
        if row.component is not None and row.component not in taken:
            votes[row.component] = votes.get(row.component, 0) + 1
    own = number("component", str(work.batch.number), str(min(row.id for row in part)))
    chosen = max(votes, key=lambda c: (votes[c], c)) if votes else own
    taken.add(chosen)
    for row in part:
        row.component = chosen


def _groups(component: list[Held], inside: Mapping[Pair, float], must: set[Pair],
            cannot: set[Pair]) -> list[list[Held]]:
    members: dict[int, list[Held]] = {}
    for row in component:
        assert row.lead is not None
        members.setdefault(row.lead, []).append(row)
    if len(members) == 1:
        return [component]
    forced = [(a, b) for a, b in must if a in members and b in members]
    barred = [(a, b) for a, b in cannot if a in members and b in members]
    return [[row for n in group for row in members[n]] for group in gathered(members, inside, forced, barred)]
