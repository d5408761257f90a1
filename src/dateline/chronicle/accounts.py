"""The tellings of a batch taken in, those they replace taken out, and who stands for the same words in copies."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dateline.chronicle.commitments import Bond, bond, party_keys, waits
from dateline.chronicle.incidents import lead_of
from dateline.chronicle.judgements import EVENT, Effects
from dateline.chronicle.keys import ALWAYS, keys, number, party_numbers, story_keys, window
from dateline.chronicle.likeness import Link
from dateline.chronicle.parting import Parting
from dateline.chronicle.renaming import known_as
from dateline.chronicle.rows import Row, ask, ints, put, texts
from dateline.chronicle.told import Key, Told, read, told, with_story

if TYPE_CHECKING:
    from dateline.chronicle.linking import Batch

BODIES = 2000           # bodies that are read at once
PATIENCE = 120          # days after the last on which a promise is open, within which what settles it is looked for


@dataclass(slots=True)
class Held:
    """A row of kept.accounts, but for its body."""

    id: int
    report: str
    event: str
    number: int
    since: int | None
    copy: int
    lead: int | None
    component: int | None
    incident: str | None

    @property
    def key(self) -> Key:
        return self.report, self.event

    @property
    def state(self) -> Row:
        return self.copy, self.lead, self.component, self.incident


HELD = "id, report, event, number, since, copy, lead, component, incident"


@dataclass
class Work:
    """What a batch has met so far: rows as they shall be, and as they were.

    A telling is read without the words of its whole report, which only those that are weighed need.
    """

    db: Any
    batch: Batch
    effects: Effects
    held: dict[int, Held] = field(default_factory=dict)
    was: dict[int, Row] = field(default_factory=dict)           # state of each row that stands in the store
    removed: dict[int, Held] = field(default_factory=dict)      # taken out: of reports taken down or coded anew
    anew: set[int] = field(default_factory=set)                 # whose incidents are to be written anew
    given: dict[int, Told] = field(default_factory=dict)        # new tellings, as the store keeps them
    bodies: dict[int, Told] = field(default_factory=dict)       # tellings, their parties under names that were judged
    leads: set[int] = field(default_factory=set)                # that are compared from now on, and were not before
    keys: list[Row] = field(default_factory=list)               # of these, as in kept.keys
    loose: set[int] = field(default_factory=set)                # promises that a deed settled which is taken out
    found: list[tuple[int, int, Link]] = field(default_factory=list)
    stories: dict[str, Mapping[str, float]] = field(default_factory=dict)
    story_keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    storied: set[int] = field(default_factory=set)              # tellings that have the words of their report
    families: dict[str, str] = field(default_factory=dict)

    @cached_property
    def parting(self) -> Parting:
        return Parting(self.effects.constraints)

    def load(self, column: str, names: Iterable[Any]) -> list[Held]:
        """The rows with one of these in a column, as they shall be; those taken out are none."""
        asked = sorted(set(names))
        if not asked:
            return []
        view = {"name": texts(asked) if isinstance(asked[0], str) else ints(asked)}
        found = ask(self.db, f"SELECT {HELD} FROM kept.accounts WHERE {column} IN (SELECT name FROM asked)", asked=view)
        for row in found:
            if row[0] not in self.held and row[0] not in self.removed:
                self.held[row[0]] = one = Held(*row)
                self.was[one.id] = one.state
        return [self.held[row[0]] for row in found if row[0] in self.held]

    def told(self, ids: Collection[int]) -> Mapping[int, Told]:
        """These tellings, and others; perhaps without the words of their whole reports."""
        missing = sorted(set(ids) - self.bodies.keys())
        for at in range(0, len(missing), BODIES):
            self._read(missing[at : at + BODIES])
        return self.bodies

    def _read(self, ids: list[int]) -> None:
        for name, body in ask(self.db, "SELECT id, body FROM kept.accounts WHERE id IN (SELECT name FROM asked)",
                              asked={"name": ints(ids)}):
            self.bodies[name] = known_as(read(body), self.effects.names)

    def whole(self, ids: Collection[int]) -> Mapping[int, Told]:
        """These tellings with the words of their whole reports, and others."""
        bare = sorted(set(ids) - self.storied)
        self.told(bare)
        for at in range(0, len(bare), BODIES):
            self._read_stories({self.bodies[n].key[0] for n in bare[at : at + BODIES]})
        for n in bare:
            self.bodies[n] = with_story(self.bodies[n], self.stories[self.bodies[n].key[0]])
        self.storied.update(bare)
        return self.bodies

    def keys_of(self, one: Told) -> tuple[int, ...]:
        """By which the report of a telling (with its words) finds others of its story, and itself."""
        report = one.key[0]
        if report not in self.story_keys:           # what it promises it may say the end of
            self.story_keys[report] = *sorted(story_keys(one.account.story)), number("report", report)
        return self.story_keys[report]

    def _read_stories(self, reports: set[str]) -> None:
        missing = sorted(reports - self.stories.keys())
        if missing:
            self.stories.update((report, json.loads(body)) for report, body in ask(
                self.db, "SELECT report, body FROM kept.stories WHERE report IN (SELECT name FROM asked)",
                asked={"name": texts(missing)}))

    def families_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        """The family of copies of each of these reports, and of others."""
        missing = set(reports) - self.families.keys()
        if missing:
            self.families.update(ask(self.db, "SELECT id, family FROM reports WHERE id IN (SELECT report FROM asked)",
                                     asked={"report": texts(sorted(missing))}))
        return self.families


def name(key: Key) -> int:
    """A telling as a number."""
    return number("telling", *key)


def taken_in(db: Any, batch: Batch, effects: Effects) -> Work | None:
    """The work begun: accounts written and taken out, those that are compared known; None where there is nothing."""
    work = Work(db, batch, effects)
    new = {name(t.key): t for record in batch.records for t in told(record)}
    reports = {record.report.id for record in batch.records} | batch.gone.keys()
    _take_out(work, reports)
    _take_in(work, new)
    moved = [] if not batch.moved else work.load("report", batch.moved)
    judged = [row for row in work.load("id", map(name, batch.touched.tellings))]
    renamed = _renamed(work)
    changed = [work.held[n] for n in new] + moved + judged + renamed
    work.anew.update(row.id for row in changed)
    if not changed and not work.removed:
        return None
    _relead(work, changed, {row.id for row in renamed})
    return work


def _renamed(work: Work) -> list[Held]:
    """Tellings with a party whose name somebody has judged, which are to be compared anew under it."""
    if not work.batch.touched.names:
        return []
    names = party_numbers(f"name {name}" for name in work.batch.touched.names)
    found = ask(work.db, "SELECT DISTINCT id FROM kept.parties WHERE hash IN (SELECT hash FROM asked)",
                asked={"hash": ints(sorted(names))})
    rows = work.load("id", [n for n, in found])
    for row in rows:
        row.number = work.batch.number
    ask(work.db, "UPDATE kept.accounts SET number = ? WHERE id IN (SELECT id FROM asked)", work.batch.number,
        asked={"id": ints(sorted(row.id for row in rows))})
    return rows


# ── in and out ───────────────────────────────────────────────────────────────────────────────────


def _take_out(work: Work, reports: Collection[str]) -> None:
    gone = work.load("report", reports)
    for row in gone:
        work.removed[row.id] = work.held.pop(row.id)
        del work.was[row.id]
    if not gone:
        return
    asked = {"report": texts(sorted({row.report for row in gone}))}
    for table in ("kept.accounts", "kept.stories", "kept.story_keys"):
        ask(work.db, f"DELETE FROM {table} WHERE report IN (SELECT report FROM asked)", asked=asked)
    _forget(work, work.removed)
    if work.batch.gone:
        asked = {"report": texts(sorted(work.batch.gone))}
        ask(work.db, "DELETE FROM links WHERE a_report IN (SELECT report FROM asked) "
                                           "OR b_report IN (SELECT report FROM asked)", asked=asked)


def _forget(work: Work, ids: Iterable[int]) -> None:
    """Compare these no more; what they settled is loose."""
    asked = {"id": ints(sorted(ids))}
    work.loose.update(n for n, in ask(
        work.db, "SELECT DISTINCT bond FROM kept.ends WHERE deed IN (SELECT id FROM asked)", asked=asked))
    for table in ("kept.keys", "kept.parties", "kept.bonds"):
        ask(work.db, f"DELETE FROM {table} WHERE id IN (SELECT id FROM asked)", asked=asked)
    ask(work.db, "DELETE FROM kept.ends WHERE bond IN (SELECT id FROM asked) "
                                       "OR deed IN (SELECT id FROM asked)", asked=asked)


def _take_in(work: Work, new: Mapping[int, Told]) -> None:
    number = work.batch.number
    stories: dict[str, Told] = {}
    for n, t in new.items():
        since = t.account.told[0] if t.account.told else None
        work.held[n] = Held(n, *t.key, number, since, 0, None, None, None)
        stories[t.key[0]] = t
    work.given.update(new)
    work.storied.update(new)
    work.bodies.update({n: known_as(t, work.effects.names) for n, t in new.items()})
    put(work.db, "kept.stories", story_rows(stories.values()))
    put(work.db, "kept.story_keys", [
        (key, t.account.told[0] if t.account.told else None, report)
        for report, t in stories.items() for key in work.keys_of(t)])


def story_rows(tellings: Iterable[Told]) -> list[Row]:
    """The words of the report of each of these."""
    stories = {one.key[0]: one.account.story for one in tellings}
    return [(report, json.dumps(story, ensure_ascii=False, separators=(",", ":"))) for report, story in stories.items()]


# ── who stands for the same words ────────────────────────────────────────────────────────────────


def _relead(work: Work, changed: Iterable[Held], renamed: Collection[int]) -> None:
    """Of tellings in the same words in copies of one report the first is compared in the stead of all."""
    changed = _with_parted(work, list(changed))
    touched = {row.copy for row in (*work.removed.values(), *changed)}
    _mark_copies(work, changed)
    touched |= {row.copy for row in changed}
    groups: dict[int, list[Held]] = {}
    for row in {r.id: r for r in (*work.load("copy", touched), *changed)}.values():
        groups.setdefault(row.copy, []).append(row)
    for group in groups.values():
        _lead(work, group)
    _compare(work, renamed)


def _with_parted(work: Work, changed: list[Held]) -> list[Held]:
    """These, and what people parted from them or from those taken out: of whom it is a copy may be another now."""
    keys = [row.key for row in (*changed, *work.removed.values())]
    others = work.load("id", map(name, work.parting.concerned(keys)))
    return [*{row.id: row for row in (*changed, *others)}.values()]


def _mark_copies(work: Work, changed: Collection[Held]) -> None:
    """The same number for the same words in copies; its own for what is none, or is parted from such a copy."""
    others = {key for row in changed for key in work.parting.others(row.key)}
    rows = (*changed, *work.load("id", map(name, others)))
    families, bodies = work.families_of(row.report for row in rows), work.told([row.id for row in rows])
    same = {row.key: number("copy", families[row.report], bodies[row.id].words) for row in rows}
    for row in changed:
        alone = any(same.get(key) == same[row.key] for key in work.parting.others(row.key))
        row.copy = row.id if alone or _is_none(work.effects, row.key) else same[row.key]


def _lead(work: Work, group: list[Held]) -> None:
    key = lead_of((row.since, row.key) for row in group)
    first = next(row for row in group if row.key == key)
    for row in group:
        row.lead = None if _is_none(work.effects, row.key) else first.id


def _is_none(effects: Effects, key: Key) -> bool:
    """Whether somebody judged that there is no such event."""
    return EVENT in effects.wrong(key)


def _compare(work: Work, renamed: Collection[int]) -> None:
    """Keep by what those are found that are compared from now on, and no longer those of whom that has ceased."""
    now = {row.id for row in work.held.values() if row.lead == row.id}
    before = {n for n, (_, lead, *_) in work.was.items() if lead == n and n in work.held}
    ceased = before - now | before & set(renamed)
    if ceased:
        _forget(work, ceased)
    work.leads = now - before | now & set(renamed)
    bodies = work.whole(work.leads)
    rows: dict[str, list[Row]] = {"kept.keys": [], "kept.parties": [], "kept.bonds": []}
    for n in sorted(work.leads):
        account = bodies[n].account
        rows["kept.keys"] += [(key, *window(account), n) for key in sorted(keys(account))]
        rows["kept.parties"] += [(key, n) for key in sorted(party_numbers(party_keys(account)))]
        if own := bond(account):
            rows["kept.bonds"].append((n, account.report, *_awaited(own)))
    work.keys = rows["kept.keys"]
    for table, found in rows.items():
        put(work.db, table, found)


def _awaited(own: Bond) -> tuple[int, int]:
    """The days on which a report may come out that tells how a promise ends."""
    told, open_until = own.told.told, max((day for day in (own.until, waits([own])) if day), default=None)
    return told[0] if told else ALWAYS[0], open_until + PATIENCE if open_until else ALWAYS[1]
