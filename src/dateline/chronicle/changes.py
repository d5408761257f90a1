"""The change feed: what each batch did to incidents, and why; and what of it is left over a span of batches.

A batch tells of an incident that it was *added*, *changed* (which field, from what to what), *merged* (from `others`),
*split* (into `others`) or *withdrawn*. Which incident now stands for one that was is told by their tellings, so that an
incident keeps its history when its id changes; an id of old always finds it (the table ``aliases``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.accounts import Work
from dateline.chronicle.incidents import name_of
from dateline.chronicle.likeness import Link
from dateline.chronicle.rows import ask, put, texts
from dateline.chronicle.told import Key

STRONGEST = 3       # reasons of a link that the feed names

_COLUMNS = ("type", "modes", "contexts", "status", "historical", "disputed", "place", "country", "reports", "outlets",
            "independent")
_DAYS = ("CASE WHEN time_start = time_end THEN CAST(time_start AS VARCHAR) "
         "WHEN time_basis IS NOT NULL THEN concat(time_start, '..', time_end) END")
_FIGURE = "concat(low::BIGINT, CASE WHEN high IS NULL THEN '+' WHEN high <> low THEN concat('-', high::BIGINT) END)"
_ASKED = "WHERE {} IN (SELECT name FROM asked)"
_MAIN = (f"SELECT id, {', '.join(f'CAST({c} AS VARCHAR)' for c in _COLUMNS)}, {_DAYS} FROM incidents "
         + _ASKED.format("id"))
_MEMBERS = f"SELECT incident, report, event FROM tellings {_ASKED.format('incident')}"
# (incident, field, value)
_MORE = "UNION ALL ".join(f"{of} {_ASKED.format('incident')} {group} " for of, group in (
    ("SELECT incident, side || 's', string_agg(name, '; ' ORDER BY tellings DESC, name) FROM incident_parties",
     "GROUP BY incident, side"),
    (f"SELECT incident, kind, concat(string_agg(DISTINCT {_FIGURE}, ', ' ORDER BY {_FIGURE}), "
     "CASE WHEN bool_or(contested) THEN ' (contested)' END) FROM incident_figures", "GROUP BY incident, kind"),
    ("SELECT incident, 'deadline', CAST(deadline AS VARCHAR) FROM commitments", ""),
    ("SELECT incident, 'state', state FROM commitments", "")))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the feed compares of an incident."""

    name: str
    fields: dict[str, str | None]
    members: set[Key]


def shown(db: Any, names: Collection[str]) -> dict[str, Shown]:
    """These incidents, as they stand in the store."""
    if not names:
        return {}
    asked = {"name": texts(sorted(names))}
    found = {name: Shown(name, dict(zip((*_COLUMNS, "time"), fields, strict=True)), set())
             for name, *fields in ask(db, _MAIN, asked=asked)}
    for name, report, event in ask(db, _MEMBERS, asked=asked):
        found[name].members.add((report, event))
    for name, field, value in ask(db, _MORE, asked=asked):
        found[name].fields[field] = value
    return found


# ── what a batch did ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the feed."""

    number: int
    at: str
    what: str
    incident: str
    others: tuple[str, ...] = ()
    field: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None

    @property
    def row(self) -> tuple[Any, ...]:
        others = json.dumps(self.others) if self.others else None
        more = self.field, self.before, self.after, self.reason
        return self.number, self.at, self.what, self.incident, others, *more


def feed(work: Work, before: Mapping[str, Shown], after: Mapping[str, Shown]) -> None:
    """Write what the batch made of these incidents."""
    _hush(work, before)
    put(work.db, "changes", [change.row for change in sorted(
        _changes(work, before, after), key=lambda c: (c.what, c.incident, c.field or ""))])


def _hush(work: Work, before: Mapping[str, Shown]) -> None:
    """Take out of the feed what it has told of incidents of which a report was taken down."""
    keys = {key for one in before.values() if any(report in work.batch.gone for report, _ in one.members)
            for key in one.members}
    if keys:
        ask(work.db, "UPDATE changes SET before = NULL, after = NULL "
                     "WHERE what = 'changed' AND field <> 'id' AND incident IN (SELECT name FROM asked)",
            asked={"name": texts(sorted({*before, *map(name_of, keys)}))})


def _changes(work: Work, before: Mapping[str, Shown], after: Mapping[str, Shown]) -> Iterator[Change]:
    heirs, sources = _lineage(work, before, after)
    why = Reasons(work)

    def change(what: str, incident: str, **more: Any) -> Change:
        return Change(work.batch.number, work.batch.at, what, incident, **more)

    for name, one in after.items():
        came = sorted(sources[name])
        if not came:
            yield change("added", name, reason=why.added(one))
        elif len(came) > 1:
            yield change("merged", name, others=tuple(came), reason=why.merged(one, [before[c] for c in came]))
        elif len(heirs[came[0]]) == 1:
            was = before[came[0]]
            hidden = why.is_gone(was.members)           # what a report told that was taken down is told no more
            for field, old, new in _differing(was, one):
                yield change("changed", name, field=field, before=None if hidden and field != "id" else old, after=new,
                             reason=why.changed(was, one))
    for name, was in before.items():
        if not heirs[name]:
            yield change("withdrawn", name, reason=why.withdrawn(was))
        elif len(heirs[name]) > 1:
            yield change("split", name, others=tuple(sorted(heirs[name])), reason=why.split(was))


def _lineage(work: Work, before: Mapping[str, Shown],
             after: Mapping[str, Shown]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each incident became, and what each came from, by the tellings they share."""
    now = {key: name for name, one in after.items() for key in one.members}
    led = _led(work)
    heirs: dict[str, set[str]] = {name: set() for name in before}
    sources: dict[str, set[str]] = {name: set() for name in after}
    for name, one in before.items():
        for key in one.members:
            heir = now.get(key) or now.get(led.get(key, key))
            if heir:
                heirs[name].add(heir)
                sources[heir].add(name)
    return heirs, sources


def _led(work: Work) -> dict[Key, Key]:
    """Events of reports coded anew, and those that have their words now."""
    reports = sorted({row.report for row in work.removed.values()})
    if not reports:
        return {}
    found = ask(work.db, "SELECT report, old_event, event FROM event_aliases "
                         "WHERE report IN (SELECT report FROM asked)", asked={"report": texts(reports)})
    return {(report, old): (report, event) for report, old, event in found}


def _differing(was: Shown, now: Shown) -> Iterator[tuple[str, str | None, str | None]]:
    if was.name != now.name:
        yield "id", was.name, now.name
    for field in sorted(was.fields.keys() | now.fields.keys()):
        old, new = was.fields.get(field), now.fields.get(field)
        if old != new:
            yield field, old, new


class Reasons:
    """Why a batch changed what it changed, in a few words."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.gone = work.batch.gone
        self.made = {record.report.id: record.made for record in work.batch.records}
        self.again = {row.report for row in work.removed.values()} & self.made.keys()
        self.links: dict[Key, list[Link]] = {}
        for _, _, link in work.found:
            if link.weight > 0:
                self.links.setdefault(link.one, []).append(link)
                self.links.setdefault(link.other, []).append(link)

    def added(self, one: Shown) -> str:
        return self._cause(one.members) or f"told by {_some(self._new(one.members) or _reports(one.members))}"

    def changed(self, was: Shown, now: Shown) -> str | None:
        new = self._new(now.members - was.members)
        cause = self._cause(was.members | now.members)
        if cause or not new:
            return cause or self._passed(was, now)
        return f"told by {_some(new)} too" + self._links(now.members - was.members, was.members)

    def merged(self, now: Shown, came: Iterable[Shown]) -> str:
        one, *others = sorted(came, key=lambda c: c.name)
        theirs = {key for other in others for key in other.members} | (now.members - one.members)
        cause = self._cause(now.members) or f"told by {_some(self._new(now.members) or _reports(now.members))}"
        return cause + self._links(theirs, now.members)

    def split(self, was: Shown) -> str:
        new = ", ".join(sorted(self.made.keys() - self.again)[:1])
        told = f"with what {new} tells, " if new else ""
        return self._cause(was.members) or f"{told}too little holds it together"

    def withdrawn(self, was: Shown) -> str:
        return self._cause(was.members) or "no report tells it any longer"

    def is_gone(self, members: Collection[Key]) -> bool:
        return any(report in self.gone for report, _ in members)

    def _cause(self, members: Collection[Key]) -> str | None:
        if self.work.batch.why and not self.gone:
            return self.work.batch.why
        reports = _reports(members)
        for report in reports:
            if report in self.gone:
                return self.gone[report]
        for report in reports:
            if report in self.again:
                made = self.made[report]
                by = f"dateline {made.dateline}, reader {made.reader}, codebook {made.codebook}"
                return f"{report} coded anew by {by}"
        return None

    def _passed(self, was: Shown, now: Shown) -> str:
        if was.fields.get("state") != now.fields.get("state"):
            waits = ("open", "unknown")
            passed = now.fields.get("state") in waits and was.fields.get("state") in waits
            return "the newest report is of another day" if passed else "another report settles it"
        return "another report turned out to be a copy, or none"

    def _new(self, members: Collection[Key]) -> list[str]:
        return [report for report in _reports(members) if report in self.made and report not in self.again]

    def _links(self, one: Collection[Key], other: Collection[Key]) -> str:
        """The strongest reasons of the strongest new link between two sets of tellings."""
        found = [link for key in one for link in self.links.get(key, ())
                 if (link.other if link.one == key else link.one) in other]
        best = max(found, key=lambda link: (link.weight, link.one, link.other), default=None)
        if best is None:
            return ""
        strongest = sorted((why for why in best.why if why[1] > 0), key=lambda why: -why[1])[:STRONGEST]
        return ": " + ", ".join(f"{name} {value:+.1f}" for name, value in strongest)


def _reports(members: Collection[Key]) -> list[str]:
    return sorted({report for report, _ in members})


def _some(reports: list[str]) -> str:
    return reports[0] if len(reports) == 1 else f"{reports[0]} and {len(reports) - 1} more"
