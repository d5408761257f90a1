"""The chronicle is a function of the set of records and the list of judgements, whatever came first and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dateline.chronicle.adding import add_batch
from dateline.chronicle.groups import gathered
from dateline.chronicle.judgements import Constraints, Effects
from dateline.chronicle.linking import Batch, in_memory, linked
from dateline.chronicle.told import Key
from dateline.model import Record
from tellings import Tells, record

TABLES = ("incidents", "kept.pairs", "tellings", "incident_parties", "incident_figures", "incident_claims", "aliases",
          "commitments", "event_aliases")
LINKS = """
    SELECT l.a_report, l.a_event, l.b_report, l.b_event, arg_max(l.weight, l.made), arg_max(l.reasons, l.made) FROM links l
    JOIN kept.accounts a ON a.id = l.a AND a.lead = a.id AND l.made >= a.number
    JOIN kept.accounts b ON b.id = l.b AND b.lead = b.id AND l.made >= b.number GROUP BY 1, 2, 3, 4 ORDER BY ALL"""
ACCOUNTS = "SELECT report, event, id, since, copy, lead, incident, body FROM kept.accounts ORDER BY ALL"


def tables(db: Any) -> dict[str, list[Any]]:
    """Everything but numbers of batches and the feed."""
    found = {table: db.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TABLES}
    for table in ("keys", "parties", "bonds", "ends", "stories", "story_keys"):
        found[table] = db.execute(f"SELECT * FROM kept.{table} ORDER BY ALL").fetchall()
    return found | {"links": db.execute(LINKS).fetchall(), "accounts": db.execute(ACCOUNTS).fetchall()}


def built(*batches: Sequence[Record]) -> dict[str, list[Any]]:
    with in_memory([]) as db:
        for batch in batches:
            add_batch(db, list(batch))
        return tables(db)


# ── invented reports, coded once or twice ────────────────────────────────────────────────────────

RAIDS = [
    Tells(f"{who} {deed} {whom} near {place} on {day}, killing {n}.", deed, actor=who, recipient=whom, place=place,
          day=f"2026-03-0{day}", killed=(float(n), float(n)), modes=("armed",))
    for who, deed, whom in (("Gunmen", "attacked", "soldiers"), ("Gunmen", "ambushed", "villagers"),
                            ("The army", "attacked", "villagers"))
    for place in ("Gao", "Ansongo") for day, n in ((2, 12), (3, 15))
]
TALKS = [
    Tells("Mali promised to free the captives of Gao by 9 March.", "promised", "AGREE", "Mali", place="Gao",
          status="occurred", deadline="2026-03-09"),
    Tells("Mali freed the captives of Gao on 8 March.", "freed", "RETREAT", "Mali", place="Gao", day="2026-03-08",
          modes=("release",)),
    Tells("Peru demanded that the Red Path leave Gao by 9 March.", "demanded", "REQUEST", "Peru", "the Red Path",
          place="Gao", deadline="2026-03-09"),
    Tells("the Red Path left Gao on 7 March.", "left", "RETREAT", "the Red Path", place="Gao", day="2026-03-07"),
]
FILLER = " ".join(f"Shop {n} on the square of Gao stayed shut that day." for n in range(9))


@st.composite
def reports(draw: st.DrawFn) -> list[Record]:
    """One report in its versions, the newest last; now and then a copy of what others print."""
    told = draw(st.lists(st.sampled_from(RAIDS + TALKS), min_size=1, max_size=3, unique=True))
    day, outlet = draw(st.sampled_from([None, "2026-03-03", "2026-03-04", "2026-03-10"])), draw(st.sampled_from("ABC"))
    text = " ".join([*(one.words for one in told), *([FILLER] if draw(st.booleans()) else [])])
    first = record(day, outlet, *told, text=text)
    if not draw(st.booleans()):
        return [first]
    fewer = told[: draw(st.integers(0, len(told)))]
    return [first, record(day, outlet, *fewer, codebook="2", text=text)]


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Record], list[list[Record]]]:
    """Records in one order, and the same in another and in batches; versions of one report keep theirs."""
    found = {versions[0].report.id: versions for versions in draw(st.lists(reports(), min_size=1, max_size=4))}
    slots = draw(st.permutations([name for name, versions in found.items() for _ in versions]))
    queues = {name: iter(versions) for name, versions in found.items()}
    other = [next(queues[name]) for name in slots]
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(other) - 1)), max_size=4)))
    batches = [other[a:b] for a, b in zip([0, *cuts], [*cuts, len(other)], strict=True)]
    return list(chain.from_iterable(found.values())), [batch for batch in batches if batch]


# A failing example is shown as it was found: to make it smaller takes longer than to read it.
QUICK = settings(max_examples=4, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@QUICK
@given(runs())
def test_order_and_batches_change_nothing(run: tuple[list[Record], list[list[Record]]]) -> None:
    whole, batches = run
    assert built(*([one] for one in whole)) == built(*batches)


@QUICK
@given(st.lists(reports(), min_size=2, max_size=4))
def test_one_by_one_is_all_at_once(found: list[list[Record]]) -> None:
    newest = {versions[0].report.id: versions[0] for versions in found}.values()
    assert built(*([one] for one in newest)) == built(list(newest))


def test_what_a_report_no_longer_tells_settles_nothing() -> None:
    """The deed that met a demand is gone from its report when that is coded anew."""
    asked = record("2026-03-03", "A", TALKS[2])
    left = record("2026-03-08", "B", TALKS[3])
    none = record("2026-03-08", "B", codebook="2", text=left.report.text)
    with in_memory([asked, left]) as db:
        assert db.execute("SELECT state FROM commitments").fetchall() == [("met",)]
        add_batch(db, [none])
        assert db.execute("SELECT state FROM commitments").fetchall() == [("open",)]
    assert built([asked], [left], [none]) == built([left, none, asked])


# ── judgements ───────────────────────────────────────────────────────────────────────────────────


def judged(db: Any, before: Effects, after: Effects) -> None:
    number = db.execute("SELECT max(number) + 1 FROM kept.batches").fetchone()[0]
    db.execute("INSERT INTO kept.batches VALUES (?, '2026-03-20T10:00:00+00:00', 0)", [number])
    linked(db, Batch(number, "2026-03-20T10:00:00+00:00", touched=after.touched(before), why="judged"), after)


def pairs(keys: list[Key], chosen: set[tuple[int, int]]) -> frozenset[tuple[Key, Key]]:
    return frozenset(tuple(sorted((keys[a % len(keys)], keys[b % len(keys)])))      # type: ignore[misc]
                     for a, b in chosen if a % len(keys) != b % len(keys))


FEW = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2)


@QUICK
@given(st.lists(reports(), min_size=2, max_size=4), FEW, FEW)
def test_what_people_judge_holds_and_can_be_undone(
        found: list[list[Record]], one: set[tuple[int, int]], two: set[tuple[int, int]]) -> None:
    with in_memory([versions[0] for versions in found]) as db:
        keys = sorted(db.execute("SELECT report, event FROM tellings").fetchall())
        cannot = pairs(keys, two)
        effects = Effects(Constraints(pairs(keys, one) - cannot, cannot))
        before = tables(db)
        judged(db, Effects(), effects)
        of = {(report, event): incident for incident, report, event in db.execute("FROM tellings").fetchall()}
        assert all(of[a] != of[b] for a, b in cannot)
        if not cannot:
            assert all(of[a] == of[b] for a, b in effects.constraints.must)
        judged(db, effects, Effects())
        assert tables(db) == before


def test_a_chain_of_joins_never_leads_past_a_parting() -> None:
    """Where two judgements contradict each other, parting wins, and what both allow is done."""
    assert gathered("abc", {}, [("a", "b"), ("b", "c")], [("a", "c")]) == [["a", "b"], ["c"]]


# ── look-alikes ──────────────────────────────────────────────────────────────────────────────────


def told_apart(*told: tuple[str, str, Tells]) -> int:
    with in_memory([record(day, outlet, one) for day, outlet, one in told]) as db:
        return len(db.execute("FROM incidents").fetchall())


LOOKALIKES = [
    ("two towns, one day",
     Tells("Gunmen stormed a clinic in Gao on Monday, killing 4.", "stormed", actor="Gunmen", place="Gao",
           day="2026-03-02", killed=(4, 4)),
     Tells("Soldiers in Ansongo were hit on Monday when Gunmen stormed a post.", "stormed", actor="Gunmen",
           place="Ansongo", day="2026-03-02")),
    ("two towns, two tolls",
     Tells("A bomb that Gunmen had laid killed 9 at the market of Timbuktu.", "killed", actor="Gunmen",
           place="Timbuktu", day="2026-03-03", killed=(9, 9)),
     Tells("Near Gao a bridge was blown up by Gunmen, which killed 2 drivers.", "killed", actor="Gunmen", place="Gao",
           day="2026-03-03", killed=(2, 2))),
    ("two towns, the same words",
     Tells("Gunmen attacked the police post of Gao on Monday, killing 12.", "attacked", actor="Gunmen", place="Gao",
           day="2026-03-02", killed=(12, 12)),
     Tells("Gunmen attacked the police post of Ansongo on Monday, killing 3.", "attacked", actor="Gunmen",
           place="Ansongo", day="2026-03-02", killed=(3, 3))),
    ("a threat and what is done",
     Tells("Mali will attack the Red Path if it stays in Gao.", "attack", actor="Mali", recipient="the Red Path",
           status="future", deadline="2026-03-06", place="Gao"),
     Tells("Mali attacked the Red Path in Gao on Friday.", "attacked", actor="Mali", recipient="the Red Path",
           place="Gao", day="2026-03-06")),
    ("two days, one town",
     Tells("Gunmen shelled the harbour of Gao on Monday.", "shelled", actor="Gunmen", place="Gao", day="2026-03-02"),
     Tells("Gunmen shelled the harbour of Gao on Friday.", "shelled", actor="Gunmen", place="Gao", day="2026-03-06")),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in LOOKALIKES], ids=[row[0] for row in LOOKALIKES])
def test_two_deeds_of_one_kind_stay_two(one: Tells, other: Tells) -> None:
    assert told_apart(("2026-03-07", "A", one), ("2026-03-07", "B", other)) == 2


def test_one_deed_told_twice_is_one() -> None:
    one = Tells("Gunmen stormed a clinic in Gao on Monday, killing 4.", "stormed", actor="Gunmen", place="Gao",
                day="2026-03-02", killed=(4, 4))
    other = Tells("In Gao 4 died on Monday after Gunmen stormed the clinic.", "stormed", actor="Gunmen", place="Gao",
                  day="2026-03-02", killed=(4, 4))
    assert told_apart(("2026-03-03", "A", one), ("2026-03-04", "B", other)) == 1


def test_no_key_is_left_out_for_being_common() -> None:
    """Three hundred reports of one party and type that share nothing else do not keep two of one raid apart."""
    raid = RAIDS[0]
    crowd = [record(f"2026-03-{n % 9 + 1:02}", f"Paper {n}", Tells(
        f"Gunmen attacked outpost {n} of the {n * 7} dunes.", "attacked", actor="Gunmen")) for n in range(300)]
    two = [record("2026-03-03", "A", raid), record("2026-03-04", "B", raid, text=f"{raid.words} Nothing else is known.")]
    with in_memory([*two, *crowd]) as db:
        found = db.execute("SELECT incident FROM tellings WHERE report IN (?, ?)", [r.report.id for r in two]).fetchall()
    assert len(set(found)) == 1


def test_a_hundred_copies_are_weighed_as_one() -> None:
    text = f"{RAIDS[0].words} {FILLER}"
    copies = [record("2026-03-03", f"Paper {n}", RAIDS[0], text=text) for n in range(100)]
    with in_memory(copies) as db:
        assert db.execute("SELECT count(*) FROM links").fetchall() == [(0,)]
        assert db.execute("SELECT reports, outlets, independent FROM incidents").fetchall() == [(100, 100, 1)]
