"""The change feed: what is left of it over a span, and what a real store tells of what was added and judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.adding import add_batch
from dateline.chronicle.changes import Change
from dateline.chronicle.incidents import name_of
from dateline.chronicle.judgements import Judgement, Part
from dateline.chronicle.linking import in_memory
from dateline.chronicle.moments import between, net
from dateline.errors import BadMoment
from dateline.faces.cli import run
from dateline.model import Record
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
    ("joined and parted", [line(1, "merged", "a", "a", "b"), line(2, "split", "a", "a", "b")], []),
    ("joined and parted otherwise", [line(1, "merged", "a", "a", "b"), line(2, "split", "a", "a", "c")],
     [("merged", "a", ("a", "b"), None, None), ("merged", "c", ("a", "b"), None, None),
      ("split", "a", ("a", "c"), None, None), ("split", "b", ("a", "c"), None, None)]),
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


# ── a store that is added to, judged, coded anew and taken from ──────────────────────────────────

WIDOW = Tells("Gunmen shot nurses in their sleep, a widow said.", "shot", actor="Gunmen")
BOTH = Tells("Gunmen stormed a clinic in Gao on Monday and shot nurses, 4 of whom died.", "shot", actor="Gunmen",
             place="Gao", day="2026-03-02", killed=(4, 4))
RAIDED, SHOT, TOLD = record("2026-03-03", "A", RAID), record("2026-03-04", "B", WIDOW), record("2026-03-05", "C", BOTH)
AFRESH = record("2026-03-05", "C", codebook="2", text=TOLD.report.text)         # coded anew, by who sees nothing
BY = {"by": "Mina", "at": "2026-03-09T12:00:00+00:00"}


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[Chronicle]:
    """Two happenings of which two reports tell, and one that a third makes of them."""
    with Chronicle.open(tmp_path / "news.duckdb") as opened:
        list(opened.add_all([RAIDED, SHOT]))
        assert len(opened.incidents()) == 2
        opened.add(TOLD)
        yield opened


def latest(chronicle: Chronicle) -> list[Change]:
    number, = chronicle.sql("SELECT max(number) FROM kept.batches").fetchall()[0]
    return list(chronicle.changes(number - 1))


def id_of(found: Record) -> str:
    return name_of((found.report.id, found.events[0].id))


def test_a_report_that_tells_of_both_merges_them(chronicle: Chronicle) -> None:
    told, = latest(chronicle)
    assert (told.what, told.incident, set(told.others)) == ("merged", id_of(RAIDED), {id_of(RAIDED), id_of(SHOT)})
    assert told.reason and told.reason.startswith(f"told by {TOLD.report.id}: ")
    assert [one.what for one in chronicle.changes()] == ["added"]       # seen as a whole, one came
    kept = chronicle.incident(id_of(SHOT))
    assert kept and kept.id == id_of(RAIDED)


@pytest.mark.parametrize("how", ["taken down", "coded anew", "judged"])
def test_what_held_two_together_goes_and_they_are_split(chronicle: Chronicle, how: str) -> None:
    if how == "taken down":
        chronicle.forget(TOLD.report.id, by="Mina", why="the outlet asked")
    elif how == "coded anew":
        chronicle.add(AFRESH)
    else:
        shot, *others = [(one.report.id, one.events[0].id) for one in (SHOT, RAIDED, TOLD)]
        chronicle.judge(Judgement.make(Part(shot, tuple(others)), why="another night", **BY))
    assert {one.id for one in chronicle.incidents()} == {id_of(RAIDED), id_of(SHOT)}
    told, = (one for one in latest(chronicle) if one.what == "split")
    assert (told.incident, set(told.others)) == (id_of(RAIDED), {id_of(RAIDED), id_of(SHOT)})
    assert {"taken down": "the outlet asked", "coded anew": f"{TOLD.report.id} coded anew by dateline 0, reader 0, codebook 2",
            "judged": "(part) by Mina: another night"}[how] in (told.reason or "")
    assert [one for one in chronicle.changes(1) if one.what != "withdrawn"] == []          # there and back


def test_what_no_report_tells_any_more_is_withdrawn(chronicle: Chronicle) -> None:
    chronicle.forget(TOLD.report.id, SHOT.report.id, by="Mina", why="the outlet asked")
    assert [one.id for one in chronicle.incidents()] == [id_of(RAIDED)]
    chronicle.add(record("2026-03-03", "A", codebook="2", text=RAIDED.report.text))
    told, = latest(chronicle)
    assert (told.what, told.incident) == ("withdrawn", id_of(RAIDED))
    assert told.reason == f"{RAIDED.report.id} coded anew by dateline 0, reader 0, codebook 2"
    assert chronicle.incidents() == ()
    assert "added" not in {one.what for one in chronicle.changes()}


def test_a_report_coded_anew_changes_what_it_tells_and_keeps_the_id(chronicle: Chronicle) -> None:
    fewer = Tells(RAID.words, "stormed", actor="Gunmen", place="Gao", day="2026-03-02")
    chronicle.add(record("2026-03-03", "A", fewer, codebook="2"))
    assert [(one.what, one.incident, one.field) for one in latest(chronicle)] == []        # another report counts as many
    chronicle.add(record("2026-03-05", "C", Tells(BOTH.words, "shot", actor="Gunmen", place="Gao", day="2026-03-02"),
                         codebook="2"))
    told, = latest(chronicle)
    assert (told.incident, told.field, told.before, told.after) == (id_of(RAIDED), "killed", "4", None)


def test_the_command_shows_what_merged_and_why(chronicle: Chronicle, capsys: pytest.CaptureFixture[str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")            # wide enough for no cell to be broken
    path = chronicle.path
    chronicle.close()
    assert run(["diff", "1", "--store", str(path), "--format", "table"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "merged" in shown and id_of(RAIDED) in shown and f"told by {TOLD.report.id}: words" in shown
