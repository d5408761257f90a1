"""What several reports tell of one happening is one incident, whoever comes first; figures keep their speakers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import code, incidents
from dateline.chronicle.likeness import link, weights
from dateline.chronicle.tellings import accounts, vector
from dateline.chronicle.tolls import tolls
from dateline.faces.cli import run
from dateline.model import Incident, Record, Value, to_json
from dateline.report.copies import families, kin, sketch

# Three invented reports of one day's raid, one of them a copy, and one of another raid of the same kind near by.
RAID = [
    ("Wire A", "2026-03-04",
     "Gunmen attacked a police station in Gao on Tuesday, killing 12 officers, the mayor said."),
    ("Wire B", "2026-03-04",
     "Gunmen killed at least 15 officers when they attacked the police station in Gao on Tuesday, the union said."),
    ("Wire C", "2026-03-05",
     "The president condemned Tuesday's attack on the police station in Gao, in which gunmen killed 12 officers."),
    ("Wire A", "2026-03-05",
     "Gunmen attacked an army post near Timbuktu on Wednesday, killing four soldiers, the army said."),
]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [code(text, published=day, outlet=outlet) for outlet, day, text in RAID]


def of_type(found: tuple[Incident, ...], kind: str) -> list[Incident]:
    return [one for one in found if one.type == kind]


def test_one_raid_told_by_three_is_one_and_another_raid_is_another(records: list[Record]) -> None:
    raids = of_type(incidents(records), "ASSAULT")
    assert [(len(one.reports), one.outlets, one.place.name if one.place else None) for one in raids] == [
        (3, 3, "Gao"), (1, 1, "Timbuktu")]
    first = raids[0]
    assert first.time and (first.time.start, first.time.end) == ("2026-03-03", "2026-03-03")


def test_figures_keep_their_speakers_and_what_cannot_both_be_is_contested(records: list[Record]) -> None:
    raid = of_type(incidents(records), "ASSAULT")[0]
    killed = next(toll for toll in raid.figures if toll.kind == "killed")
    assert {(v.low, v.high) for v in killed.values} >= {(12, 12), (15, None)}
    assert killed.contested and not killed.updated


@settings(max_examples=12)
@given(order=st.permutations(range(len(RAID))))
def test_the_order_of_the_reports_changes_nothing(records: list[Record], order: list[int]) -> None:
    assert incidents(records[i] for i in order) == incidents(records)


def test_every_event_is_in_one_incident(records: list[Record]) -> None:
    told = [(t.report, t.event) for one in incidents(records) for t in one.events]
    assert sorted(told) == sorted((r.report.id, e.id) for r in records for e in r.events)


def test_a_link_is_the_same_from_both_ends_and_tells_why(records: list[Record]) -> None:
    a, b = (next(x for x in accounts(r) if x.type == "ASSAULT") for r in records[:2])
    assert link(a, b) == link(b, a)
    assert link(a, b).weight == pytest.approx(sum(value for _, value in link(a, b).why), abs=0.01)
    assert {name.split(" as ")[0] for name, _ in link(a, b).why} <= {*weights(), "other type"}


def test_a_copy_gives_no_second_voice(records: list[Record]) -> None:
    outlet, day, text = RAID[0]
    long = " ".join([text] + [f"Shop {n} on the square stayed shut that day." for n in range(9)])
    told = [code(long, published=day, outlet=outlet), code("Six held. " + long, published=day, outlet="Wire D")]
    raid = of_type(incidents(told), "ASSAULT")[0]
    assert (raid.outlets, raid.independent) == (2, 1)


def joined_events(*reports: tuple[str, str]) -> list[int]:
    """How many tellings each incident of several has."""
    records = [code(text, published=day, outlet=f"Wire {n}") for n, (day, text) in enumerate(reports)]
    return [len(one.events) for one in incidents(records) if len(one.reports) > 1]


def test_a_toll_that_grows_is_one_violence() -> None:
    reports = [("2026-03-04", "More than 40 people have been killed in Chad since February 20, aid workers said."),
               ("2026-03-18", "At least 95 people have been killed in Chad since February 20, the Red Cross said.")]
    records = [code(text, published=day, outlet=f"Wire {n}") for n, (day, text) in enumerate(reports)]
    (one,) = (i for i in incidents(records) if len(i.reports) > 1)
    assert {v.low for toll in one.figures for v in toll.values} == {40, 95}


@pytest.mark.parametrize("first, second, one", [
    (("2026-03-04", "Rebels attacked the market of Abeche on Monday."),             # the same raid
     ("2026-03-05", "Monday's attack on the market of Abeche by rebels shocked the town."), True),
    (("2026-03-04", "Rebels attacked the market of Abeche on Monday."),             # the next week's
     ("2026-03-11", "Rebels attacked the market of Abeche on Monday."), False),
    (("2026-03-04", "Hundreds joined a protest."), ("2021-06-11", "Dozens were hurt in a protest."), False),
    (("2026-03-04", "The Red Path accused Peru of torture."),                       # two of one land blame two things
     ("2026-03-05", "Rosa Quispe, Peru's bishop, accused the army of theft."), False),
    (("2026-03-04", "Rosa Quispe, Peru's bishop, urged Bolivia to free two nuns."),
     ("2026-03-05", "Rosa Quispe, Peru's bishop, asked Chile for flour."), False),
])
def test_what_speaks_for_one_happening_and_what_against(
        first: tuple[str, str], second: tuple[str, str], one: bool) -> None:
    assert bool(joined_events(first, second)) is one


def value(low: float, high: float | None, by: str | None, day: str) -> Value:
    return Value("r", "e", low, high, by, day, (0, 1))


@pytest.mark.parametrize("one, two, contested, updated", [
    (value(35, None, "Red Cross", "2026-03-04"), value(30, 30, "police", "2026-03-04"), True, False),
    (value(12, 12, None, "2026-03-04"), value(15, 15, None, "2026-03-06"), False, True),
    (value(12, 12, "police", "2026-03-04"), value(15, 15, "police", "2026-03-06"), False, True),
    (value(12, None, None, "2026-03-04"), value(15, 15, "police", "2026-03-06"), False, False),
    (value(40, 40, "rebels", "2026-03-04"), value(9, 9, "army", "2026-03-09"), True, False),
])
def test_counts_differ_in_one_of_three_ways(one: Value, two: Value, contested: bool, updated: bool) -> None:
    for pair in ((one, two), (two, one)):
        (toll,) = tolls(("killed", v) for v in pair)
        assert (toll.contested, toll.updated) == (contested, updated)


# ── copies ───────────────────────────────────────────────────────────────────────────────────────

WORDS = " ".join(f"w{n * n % 211}x{n % 7}" for n in range(200))


@pytest.mark.parametrize("other, how", [
    (WORDS.upper(), "exact"),
    (WORDS.replace("w0x0", "changed", 1), "near"),
    ("Another headline. " + " ".join(WORDS.split()[:120]), "part"),
    (" ".join(WORDS.split()[:40] + [f"other{n}" for n in range(160)]), None),
    ("Two held.", None),
])
def test_how_two_texts_are_kin(other: str, how: str | None) -> None:
    assert kin(WORDS, other) == kin(other, WORDS) == how
    assert (families({"a": WORDS, "b": other})["b"] == "a") == (how is not None)


def test_short_notices_are_kin_only_word_for_word() -> None:
    assert kin("Two held in Oslo.", "Two held in Oslo") == "exact" and kin("Two held in Oslo.", "Two held in Rome.") is None
    assert sketch("Two held in Oslo.") == sketch("two held in OSLO")


@given(text=st.text(max_size=300))
def test_any_text_has_a_sketch_and_a_vector(text: str) -> None:
    assert sketch(text).keys and kin(text, text) == "exact"
    assert sum(x * x for x in vector(text).values()) == pytest.approx(1) or not vector(text)


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_lists_what_several_reports_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, store = tmp_path / "raid.jsonl", tmp_path / "kept.duckdb"
    lines = (json.dumps({"text": text, "published": day, "outlet": outlet}) for outlet, day, text in RAID)
    reports.write_text("\n".join(lines), encoding="utf-8")
    assert run(["add", str(reports), "--store", str(store)]) == 0
    capsys.readouterr()
    assert run(["incidents", "--store", str(store)]) == 0
    assert "contested" in capsys.readouterr().out
    assert run(["incidents", "--store", str(store), "--format", "jsonl", "--least", "1"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"id", "label", "events", "independent", "figures", "commitment"} <= set(told[0])


def test_an_incident_is_plain_data(records: list[Record]) -> None:
    one = incidents(records)[0]
    assert json.loads(to_json(replace(one, commitment=None)))["reports"] == list(one.reports)
