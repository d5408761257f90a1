"""The table of pairs is what incidents and their parties make it, whatever came, was judged or was taken down."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.fields import DEFAULTS, FIELDS
from dateline.chronicle.judgements import Correct, Deed, Join, Judgement, Part, Undo, Verdict
from dateline.chronicle.pairs import pair_all
from dateline.chronicle.query import parse
from dateline.chronicle.schema import ASKED, TABLES
from dateline.chronicle.views.circle import circle
from dateline.model import Record
from small_store import INCIDENTS, fill, incident_id
from test_linking import reports

PARTIES = "SELECT incident, name, country, sector FROM incident_parties WHERE side = ?"


def pairs(chronicle: Chronicle) -> list[Any]:
    return chronicle.sql("FROM kept.pairs ORDER BY ALL").fetchall()


def expected(chronicle: Chronicle) -> list[Any]:
    """As one reads it off the two tables, row by row."""
    sides = [chronicle.sql(PARTIES, [side]).fetchall() for side in ("actor", "recipient")]
    found = [(*row, *a[1:], *r[1:]) for row in chronicle.sql(f"SELECT {', '.join(ASKED)} FROM incidents").fetchall()
             for a, r in product(*([p for p in side if p[0] == row[0]] for side in sides))]
    return sorted(found, key=repr)


def hold(chronicle: Chronicle) -> None:
    assert sorted(pairs(chronicle), key=repr) == expected(chronicle)


def deed(draw: st.DrawFn, chronicle: Chronicle) -> Deed:
    keys = sorted(chronicle.sql("SELECT report, event FROM tellings").fetchall())
    one, other = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    made: list[Deed] = [
        Correct(*one, "actor", None, ["the harbour police", {"name": "Ana Diaz", "country": "PER", "sector": "GOV"}]),
        Correct(*one, "time", None, "2026-03-01"), Correct(*one, "status", None, "negated"),
        Verdict(*one, None, False), Verdict(*one, "recipient", False),
        *([Join(one, (other,)), Part(one, (other,))] if one != other else [])]
    return draw(st.sampled_from(made))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.lists(reports(), min_size=2, max_size=4, unique_by=lambda versions: versions[0].report.id))
def test_pairs_are_what_incidents_and_parties_make_them(
        tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, found: list[list[Record]]) -> None:
    with Chronicle.open(tmp_path_factory.mktemp("pairs") / "s.duckdb") as chronicle:
        list(chronicle.add_all([versions[0] for versions in found]))
        hold(chronicle)
        for number in range(data.draw(st.integers(1, 3))):
            one = Judgement.make(data.draw(st.composite(deed)(chronicle)), by="Noor", at=f"2026-03-2{number}T10:00:00+00:00")
            chronicle.judge(one)
            hold(chronicle)
        chronicle.judge(Judgement.make(Undo(one.id), by="Noor", at="2026-03-25T10:00:00+00:00"))
        list(chronicle.add_all([record for versions in found for record in versions[1:]]))      # coded anew
        hold(chronicle)
        chronicle.forget(found[0][0].report.id, by="Noor", why="asked")
        hold(chronicle)
        before = pairs(chronicle)
        pair_all(chronicle.cursor())
        assert pairs(chronicle) == before


def test_a_query_can_ask_of_a_pair_whatever_it_can_ask_of_an_incident() -> None:
    asked = {name for field in FIELDS.values() for column in field.columns for name in re.findall(r"\bi\.(\w+)", column)}
    asked |= {name for test in DEFAULTS.values() for name in re.findall(r"\bi\.(\w+)", test)} | {"id"}
    assert asked <= set(ASKED) <= TABLES["kept.pairs"].columns.keys()


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Chronicle:
    chronicle = Chronicle.open(tmp_path_factory.mktemp("small") / "s.duckdb")
    fill(chronicle)
    return chronicle


@pytest.mark.parametrize(("query", "among"), [
    ("", (0, 1, 3)), ("status:any historical:any", (0, 1, 2, 3)), ("status:future", (2,)), ("actor:police", (1,)), ("in:Peru", (0, 1, 3)),
    ("lampa", (0, 1)), ("figures:killed", (1,)), ("stance:doubts", (0,)), ("kind:promise", (2,)), ("outlet:Courier", (0, 1)),
    ("type:aid", (3,)), (f"id:{incident_id(3)}", (3,)), ("type:aid OR actor:police", (1, 3)), ("-in:Peru", ())])
def test_who_deals_with_whom_under_each_kind_of_query(small: Chronicle, query: str, among: tuple[int, ...]) -> None:
    found = {(a[1], r[1]) for n in among for a, r in product(INCIDENTS[n]["parties"], repeat=2)
             if (a[0], r[0]) == ("actor", "recipient")}
    assert {(row["source"], row["target"]) for row in small.network(query)} == found
    assert {(row["actor"], row["recipient"]) for row in small.dyads(query, of="name")} == found
    assert {(edge.source, edge.target) for edge in circle(small, parse(query)).edges} == found
