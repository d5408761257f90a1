"""The change feed: what is left of it over a span, and what a real store tells of what was added and judged."""

from __future__ import annotations

import pytest

from dateline.chronicle.adding import add_batch
from dateline.chronicle.changes import Change
from dateline.chronicle.linking import in_memory
from dateline.chronicle.moments import between, net
from dateline.errors import BadMoment
from tellings import Tells, record


def line(number: int, what: str, incident: str, *others: str, **more: str) -> Change:
    return Change(number, f"2026-03-0{number}T10:00:00+00:00", what, incident, others, **more)


NETTED = [
    ("what came and went", [line(1, "added", "a"), line(2, "withdrawn", "a")], []),
    ("there and back", [line(1, "changed", "a", field="place", before="Gao", after="Ansongo"),
                        line(2, "changed", "a", field="place", before="Ansongo", after="Gao")], []),
    ("first and last", [line(1, "changed", "a", field="reports", before="1", after="2"),
                        line(2, "changed", "a", field="reports", before="2", after="5")],
     [("changed", "a", (), "1", "5")]),
    ("two mergers", [line(1, "merged", "a", "a", "b"), line(2, "merged", "a", "a", "c")],
     [("merged", "a", ("a", "b", "c"), None, None)]),
    ("parted and joined", [line(1, "split", "a", "a", "b"), line(2, "merged", "a", "a", "b")], []),
    ("what was there goes", [line(1, "merged", "a", "a", "b"), line(2, "withdrawn", "a")],
     [("withdrawn", "a", (), None, None), ("withdrawn", "b", (), None, None)]),
]


@pytest.mark.parametrize(("lines", "left"), [row[1:] for row in NETTED], ids=[row[0] for row in NETTED])
def test_what_is_left_over_a_span(lines: list[Change], left: list[tuple[object, ...]]) -> None:
    assert [(c.what, c.incident, c.others, c.before, c.after) for c in net(lines)] == left


RAID = Tells("Gunmen stormed a clinic in Gao on Monday, killing 4.", "stormed", actor="Gunmen", place="Gao",
             day="2026-03-02", killed=(4, 4))
AGAIN = Tells("In Gao 4 died on Monday after Gunmen stormed the clinic.", "stormed", actor="Gunmen", place="Gao",
              day="2026-03-02", killed=(4, 4))


def test_an_earlier_report_that_comes_late_gives_its_id_and_the_old_one_still_finds_it() -> None:
    with in_memory([record("2026-03-04", "A", RAID)]) as db:
        (old,), = db.execute("SELECT id FROM incidents").fetchall()
        add_batch(db, [record("2026-03-03", "B", AGAIN)])
        (new,), = db.execute("SELECT id FROM incidents").fetchall()
        assert new != old
        assert db.execute("SELECT incident FROM aliases WHERE id = ?", [old]).fetchall() == [(new,)]
        told = between(db, 1)
        assert {(c.field, c.before, c.after) for c in told} >= {("id", old, new), ("reports", "1", "2")}
        assert all(c.what == "changed" and c.reason for c in told)
        assert [c.what for c in between(db)] == ["added"]
        assert between(db, "2999-01-01") == []


def test_a_moment_that_is_none_says_so() -> None:
    with in_memory([record("2026-03-04", "A", RAID)]) as db, pytest.raises(BadMoment):
        between(db, "next week")
