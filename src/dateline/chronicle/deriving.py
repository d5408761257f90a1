"""What becomes of groups of tellings: the rows of incidents, their aliases, what was promised, and the change feed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dateline.chronicle.accounts import Held, Work
from dateline.chronicle.changes import feed, shown
from dateline.chronicle.incidents import Rows, lead_of, name_of, rows
from dateline.chronicle.pairs import pair
from dateline.chronicle.rows import Row, ask, ints, put, texts
from dateline.chronicle.settling import settled

TABLES = ("incidents", "tellings", "incident_parties", "incident_figures", "incident_claims", "aliases")


@dataclass(frozen=True, slots=True)
class Group:
    """A happening as it shall be."""

    name: str
    members: tuple[Held, ...]


def derive(work: Work, groups: Iterable[Sequence[Held]]) -> None:
    """Write what has changed, and tell the feed."""
    changed = _changed(work, [_group(group) for group in groups])
    before = _before(work, changed)
    known = shown(work.db, before)
    for group in changed:
        for row in group.members:
            row.incident = group.name
    _write_accounts(work)
    _write_incidents(work, changed, before)
    again = settled(work, [row for group in changed for row in group.members])
    after = shown(work.db, {group.name for group in changed} | again.keys())
    feed(work, {**known, **again}, after)


def _group(members: Sequence[Held]) -> Group:
    lead = lead_of((row.since, row.key) for row in members)
    return Group(name_of(lead), tuple(sorted(members, key=lambda row: row.key)))


def _changed(work: Work, groups: Sequence[Group]) -> list[Group]:
    """Those that are not what stands in the store."""
    held: dict[str | None, int] = {}
    for row in (*work.held.values(), *work.removed.values()):
        held[row.incident] = held.get(row.incident, 0) + 1
    return [group for group in groups
            if any(row.id in work.anew or row.incident != group.name for row in group.members)
            or held[group.name] != len(group.members)]


def _before(work: Work, changed: Sequence[Group]) -> set[str]:
    """The incidents in the store of which anything is other now."""
    rows = (*work.removed.values(), *(row for group in changed for row in group.members),
            *(row for row in work.held.values() if row.lead is None))
    return {row.incident for row in rows if row.incident is not None}


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────


def _write_accounts(work: Work) -> None:
    """New accounts with their bodies; of those kept before only what is other."""
    from dateline.chronicle.told import written

    for row in work.held.values():
        if row.lead is None:
            row.component = row.incident = None
    new = [row for row in work.held.values() if row.id not in work.was]
    put(work.db, "kept.accounts", [
        (row.report, row.event, row.id, row.number, row.since, *row.state, written(work.given[row.id])) for row in new])
    other = [row for row in work.held.values() if row.id in work.was and work.was[row.id] != row.state]
    if other:
        ask(work.db, "UPDATE kept.accounts SET copy = other.copy, lead = nullif(other.lead, 0), "
            "component = nullif(other.component, 0), incident = other.incident "
            "FROM other WHERE kept.accounts.id = other.id", other={
            "id": ints(row.id for row in other), "copy": ints(row.copy for row in other),
            "lead": ints(row.lead or 0 for row in other), "component": ints(row.component or 0 for row in other),
            "incident": texts(row.incident for row in other)})


def _write_incidents(work: Work, changed: Sequence[Group], before: Collection[str]) -> None:
    """Rows of these incidents anew, and none of those that were."""
    if before:
        asked = {"name": texts(sorted(before))}
        for table in (*TABLES, "commitments", "kept.pairs"):
            column = "id" if table in ("incidents", "kept.pairs") else "incident"
            ask(work.db, f"DELETE FROM {table} WHERE {column} IN (SELECT name FROM asked)", asked=asked)
    families = work.families_of(row.report for group in changed for row in group.members)
    bodies = work.told([row.id for group in changed for row in group.members])
    whole: Rows = {table: [] for table in TABLES}
    for group in changed:
        for table, found in rows(group.name, [bodies[row.id] for row in group.members], families, work.effects).items():
            whole[table] += found
    whole["aliases"] += _former(work, changed)
    for table, found in whole.items():
        put(work.db, table, found)
    pair(work.db, whole)


def _former(work: Work, changed: Sequence[Group]) -> list[Row]:
    """Ids that incidents had by events whose report was coded anew since."""
    held = {row.key: group.name for group in changed for row in group.members}
    reports = sorted({report for report, _ in held})
    if not reports:
        return []
    found = ask(work.db, """
        SELECT report, old_event, event FROM event_aliases
        WHERE report IN (SELECT report FROM asked) ORDER BY ALL""", asked={"report": texts(reports)})
    return [(name_of((report, old)), held[report, event]) for report, old, event in found if (report, event) in held]


