"""A batch of records put into the store, inside a transaction that the store has opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle.families import settle, write
from dateline.chronicle.flat import flat, report_row
from dateline.chronicle.forgetting import let_back, refusals, refused
from dateline.chronicle.judging import effects_in
from dateline.chronicle.linking import Batch, linked
from dateline.chronicle.rows import Row, among, ask, ints, next_batch, one, put, texts
from dateline.chronicle.schema import FLAT
from dateline.chronicle.whole import body_of, record_name
from dateline.model import Failure, Record

What = Literal["new", "again", "known", "failed", "refused"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one record or failure that was given to the store; it is on disk.

    "new": a report not kept before. "again": a report kept before, now as another version of the coder reads it.
    "known": this very record or failure is kept already. "failed": the note of a failure. "refused": a report that was
    taken down.
    """

    name: str                       # id of the report; what a failure was about
    what: What
    told: str | None = None         # why it was refused

    @property
    def kept(self) -> bool:
        """Whether the store holds more than before."""
        return self.what not in ("known", "refused")


def add_batch(db: Any, given: Sequence[Record | Failure], *, force: bool = False) -> list[Added]:
    """What became of each, in order. Of several records of one report the last is the newest.

    With `force`, reports that were taken down come back.
    """
    failed = _put_failures(db, [each for each in given if isinstance(each, Failure)])
    added = _put_records(db, [each for each in given if isinstance(each, Record)], force)
    return [next(failed if isinstance(each, Failure) else added) for each in given]


def _put_failures(db: Any, given: Sequence[Failure]) -> Iterator[Added]:
    rows = [(f.source, f.error, f.message) for f in given]
    known = set(db.execute("SELECT source, error, message FROM failures").fetchall()) if rows else set()
    new = [row for row in dict.fromkeys(rows) if row not in known]
    put(db, "failures", new)
    yet = set(new)
    for row in rows:
        yield Added(row[0], "failed" if row in yet else "known")
        yet.discard(row)


def _put_records(db: Any, given: Sequence[Record], force: bool) -> Iterator[Added]:
    if force:
        let_back(db, given)
    stones = refusals(db)
    barred = {r.report.id: told for r in given if (told := refused(stones, r.report))}
    named = [(record_name(r.report.id, r.made), r) for r in given]
    known = among(db, "kept.records", "id", (name for name, _ in named))
    fresh = {name: r for name, r in reversed(named) if name not in known and r.report.id not in barred}
    fresh = dict(reversed(fresh.items()))           # each once, where it first came
    kept = among(db, "reports", "id", (record.report.id for record in fresh.values()))
    if fresh:
        _put_fresh(db, fresh, kept)
    return iter([Added(r.report.id, "refused", barred[r.report.id]) if r.report.id in barred
                 else Added(r.report.id, _what(name, r, fresh, kept)) for name, r in named])


def _what(name: str, record: Record, fresh: dict[str, Record], kept: set[str]) -> What:
    """Names and reports are ticked off as they are told: what comes twice in a batch is known the second time."""
    if fresh.pop(name, None) is None:
        return "known"
    if record.report.id in kept:
        return "again"
    kept.add(record.report.id)
    return "new"


def _put_fresh(db: Any, fresh: dict[str, Record], kept: set[str]) -> None:
    number, = one(db, "SELECT coalesce(max(number), 0) FROM kept.records")
    put(db, "kept.records", [_kept_row(name, record, number + n) for n, (name, record) in enumerate(fresh.items(), 1)])
    newest = {record.report.id: (name, record) for name, record in fresh.items()}
    anew = {report: name for report, (name, _) in newest.items() if report in kept}
    records = tuple(record for _, record in newest.values())
    moved = _put_reports(db, {report: both for report, both in newest.items() if report not in anew})
    replaced = _take_out(db, anew) if anew else []
    _put_flat(db, records)
    _keep_old_ids(db, replaced)
    linked(db, Batch(*next_batch(db, len(records)), records, moved), effects_in(db))


def _kept_row(name: str, record: Record, number: int) -> Row:
    made = record.made
    return name, record.report.id, made.dateline, made.reader, made.codebook, number, body_of(record)


def _put_reports(db: Any, new: dict[str, tuple[str, Record]]) -> Collection[str]:
    """Keep reports that are new; those kept before whose family is another now."""
    if not new:
        return ()
    families = settle(db, {report: record.report.text for report, (_, record) in new.items()})
    write(db, families.moved)
    number, = one(db, "SELECT coalesce(max(number), 0) FROM reports")
    put(db, "reports", [(*report_row(record.report), name, families.new[report], number + n)
                        for n, (report, (name, record)) in enumerate(new.items(), 1)])
    return families.moved.keys()


def _put_flat(db: Any, records: Iterable[Record]) -> None:
    rows: dict[str, list[Row]] = {table: [] for table in FLAT}
    for record in records:
        for table, found in flat(record).items():
            rows[table] += [(record.report.id, *row) for row in found]
    for table, found in rows.items():
        put(db, table, found)


# ── coded anew ───────────────────────────────────────────────────────────────────────────────────

def _take_out(db: Any, newest: Mapping[str, str]) -> list[Row]:
    """Take the flat rows of these reports out and name their newest records; the events that were, and where."""
    taken = {"report": texts(newest), "record": texts(newest.values())}
    ours = "report IN (SELECT report FROM taken)"
    found = ask(db, f"SELECT report, id, start_char, end_char FROM events WHERE {ours}", taken=taken)
    for table in FLAT:
        ask(db, f"DELETE FROM {table} WHERE {ours}", taken=taken)
    ask(db, "UPDATE reports SET record = taken.record FROM taken WHERE id = taken.report", taken=taken)
    return found


def _keep_old_ids(db: Any, replaced: Sequence[Row]) -> None:
    """Lead the ids of events that are no more to the event that now has their words."""
    if not replaced:
        return
    reports, events, starts, ends = zip(*replaced, strict=True)
    pairs = ask(db, """
        SELECT g.old, g.report, min(e.id) FROM gone g JOIN events e
        ON e.report = g.report AND e.start_char < g.end_char AND g.start_char < e.end_char
        GROUP BY g.old, g.report HAVING NOT bool_or(e.id = g.old)""",
        gone={"report": texts(reports), "old": texts(events), "start_char": ints(starts), "end_char": ints(ends)})
    if not pairs:
        return
    old, reports, events = map(texts, zip(*pairs, strict=True))
    ask(db, "UPDATE event_aliases SET event = led.event FROM led "
            "WHERE (event_aliases.report, event_aliases.event) = (led.report, led.old)",
        led={"old": old, "report": reports, "event": events})
    put(db, "event_aliases", pairs)
