"""Reports taken down: all that was read from them goes, a tombstone and a line in the change feed stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.chronicle.families import leave, write
from dateline.chronicle.judging import effects_in
from dateline.chronicle.linking import Batch, linked
from dateline.chronicle.rows import ask, next_batch, put, texts
from dateline.chronicle.schema import FLAT
from dateline.errors import Forgotten, NotKept
from dateline.model import Record, Report
from dateline.report.copies import sketch

_HOLD = ("kept.records", "event_aliases", *FLAT)        # tables with words of reports, beside `reports`


def take_down(db: Any, reports: Sequence[str], by: str, why: str) -> None:
    """Take these reports out, in an open transaction.

    The bytes are still in unused parts of the file: the store writes it anew after this (`opening.rewritten`).
    """
    named = {"id": texts(dict.fromkeys(reports))}
    kept: dict[str, str] = dict(ask(db, "SELECT id, text FROM reports WHERE id IN (SELECT id FROM gone)", gone=named))
    for report in reports:
        if report not in kept:
            raise NotKept(report)
    told = _told_of(db, kept)
    moved = leave(db, kept.keys())
    for table in _HOLD:
        ask(db, f"DELETE FROM {table} WHERE report IN (SELECT id FROM gone)", gone=named)
    ask(db, "DELETE FROM reports WHERE id IN (SELECT id FROM gone)", gone=named)
    write(db, moved)
    number, at = next_batch(db, len(kept))
    put(db, "tombstones", [(report, at, by, why, _digest(text)) for report, text in kept.items()])
    db.execute("UPDATE kept.store SET purge = true")
    gone = dict.fromkeys(kept, f"taken down by {by}: {why}")
    put(db, "changes", [(number, at, "withdrawn", report, None, "report", None, None, reason)
                        for report, reason in gone.items()])
    linked(db, Batch(number, at, moved=moved.keys(), gone=gone), effects_in(db))
    ask(db, "UPDATE changes SET before = NULL, after = NULL WHERE field IN ('actors', 'recipients', 'place') "
            "AND incident IN (SELECT id FROM told)", told={"id": texts(told)})


def _told_of(db: Any, reports: Mapping[str, str]) -> list[str]:
    """All ids, also of old, of the incidents that these reports tell: the feed has names out of them."""
    return [name for name, in ask(db, """
        SELECT DISTINCT a.id FROM aliases a JOIN tellings t ON t.incident = a.incident
        WHERE t.report IN (SELECT id FROM gone) ORDER BY ALL""", gone={"id": texts(reports)})]


def same_words(db: Any, reports: Sequence[str]) -> list[str]:
    """Other reports that have the very words of one of these."""
    return [name for name, in ask(db, """
        SELECT s.report FROM kept.signatures s WHERE s.report NOT IN (SELECT id FROM asked) AND s.whole IN (
            SELECT whole FROM kept.signatures WHERE report IN (SELECT id FROM asked)) ORDER BY ALL""",
        asked={"id": texts(reports)})]


def refusals(db: Any) -> dict[str, str]:
    """What is to be said of each report that was taken down, by its id and by the digest of its words."""
    stones = ask(db, "SELECT report, when_, who, why, digest FROM tombstones")
    return {name: str(Forgotten(*stone[:4])) for stone in stones for name in (stone[0], stone[4])}


def refused(stones: Mapping[str, str], report: Report) -> str | None:
    """What is to be said of this report, if it was taken down, or another with the same words."""
    return (stones.get(report.id) or stones.get(_digest(report.text))) if stones else None


def let_back(db: Any, records: Sequence[Record]) -> None:
    """Take the tombstones of these reports away: whoever adds them wants them back."""
    ask(db, "DELETE FROM tombstones WHERE report IN (SELECT name FROM back) OR digest IN (SELECT name FROM back)",
        back={"name": texts(name for r in records for name in (r.report.id, _digest(r.report.text)))})


def _digest(text: str) -> str:
    """Of the words of a text, whatever stands between them."""
    return f"{sketch(text).whole:016x}"
