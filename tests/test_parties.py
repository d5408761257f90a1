"""Parties, the network around one and places on the ground: small stores laid by hand, and laws that hold for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.test_views import QUADS, row

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import ActorJoin, ActorPart, Judgement
from dateline.chronicle.pairs import pair_all
from dateline.chronicle.query import parse
from dateline.chronicle.rows import put
from dateline.chronicle.views import circle, ground, kin, parties

# id: type, first day, place (name, region, country, lat, lon, precision) or None, parties (side, name, kind, country, sector)
Party = tuple[str, str, str, str | None, str | None]
HAPPENED: dict[str, tuple[str, str, tuple[Any, ...] | None, list[Party]]] = {
    "a1": ("ACCUSE", "2026-01-05", ("Vell", "Vell Region", "MLI", 14.0, -4.0, "city"), [
        ("actor", "Ana Diaz", "person", "PER", "GOV"), ("recipient", "Union of Bakers Abroad", "organization", "PER", None)]),
    "a2": ("AID", "2026-02-05", ("Vell", "Vell Region", "MLI", 14.0, -4.0, "city"), [
        ("actor", "Diaz", "person", "PER", None), ("recipient", "Vell", "place", "MLI", None)]),
    "a3": ("ASSAULT", "2026-02-06", ("Osk", None, "TCD", 14.2, -3.9, "site"), [
        ("actor", "UBA", "organization", None, None), ("recipient", "Tom Reed", "person", "GBR", None)]),
    "a4": ("AGREE", "2026-03-01", ("Mali", None, "MLI", 17.0, -4.0, "country"), [
        ("actor", "Union of Bakers Abroad", "organization", "PER", None), ("recipient", "Ana Diaz", "person", "PER", "GOV")]),
    "a5": ("ASSAULT", "2026-03-02", ("Kell Region", "Kell Region", "TCD", 20.0, 20.0, "region"), [
        ("actor", "Ana Diaz", "person", "PER", "GOV"), ("recipient", "Union of Bakers Abroad", "organization", "PER", None)]),
    "a6": ("PROTEST", "2026-03-03", ("Old Mill", None, None, None, None, "site"), [
        ("actor", "Maria Diaz", "person", "CHL", "EDU"), ("recipient", "Green Union of Bakers", "organization", None, None)]),
    "a7": ("PROTEST", "2026-03-04", None, [("actor", "dockers", "population", "PER", "LAB")]),
}
REPORT = "The mayor of Vell met bakers."


def rows() -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "reports", row("reports", id="r1", outlet="Post", text=REPORT, published_start="2026-03-05",
                         published_end="2026-03-05", number=1, family="r1", record="k1")
    for name, (kind, day, place, sides) in HAPPENED.items():
        quad, score = QUADS[kind]
        where = dict(zip(("place", "region", "country", "lat", "lon", "precision"), place or (None,) * 6, strict=True))
        yield "incidents", row("incidents", **{
            "id": name, "label": name, "type": kind, "status": "occurred", "quad": quad, "score": score,
            "time_start": day, "time_end": day, "historical": False, "disputed": False, "reports": 2, "outlets": 1,
            "independent": 1, "first_told": day, "last_told": day, **where})
        for side, party, sort, country, sector in sides:
            yield "incident_parties", row("incident_parties", incident=name, side=side, name=party, kind=sort,
                                          country=country, sector=sector, tellings=1)


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[Chronicle]:
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for table, cells in rows():
        tables.setdefault(table, []).append(cells)
    with Chronicle.open(tmp_path / "bakers.duckdb") as opened:
        for table, found in tables.items():
            put(opened.cursor(), table, found)
        pair_all(opened.cursor())
        yield opened


def judged(chronicle: Chronicle, *deeds: ActorJoin | ActorPart) -> None:
    for number, deed in enumerate(deeds):
        chronicle.judge(Judgement.make(deed, by="Mina", at=f"2026-03-06T10:0{number}:00+00:00"))


# ── parties ──────────────────────────────────────────────────────────────────────────────────────

def test_parties_are_those_of_the_view_in_any_order_and_page(chronicle: Chronicle) -> None:
    found, total = parties.parties(chronicle, "", size=3, number=1)
    assert [(row["name"], row["did"], row["received"]) for row in found] == [
        ("Ana Diaz", 2, 1), ("Union of Bakers Abroad", 1, 2), ("Diaz", 1, 0)]
    everybody = list(chronicle.nodes())
    assert total == len(everybody)
    second, _ = parties.parties(chronicle, "", size=3, number=2)
    assert {row["name"] for row in second}.isdisjoint({row["name"] for row in found})
    assert {row["name"] for row in parties.parties(chronicle, "", size=200, number=1)[0]} == {
        row["name"] for row in everybody}


@pytest.mark.parametrize("like, names", [("diaz", {"Ana Diaz", "Diaz", "Maria Diaz"}),
                                         ("Bák", {"Union of Bakers Abroad", "Green Union of Bakers"}), ("zz", set())])
def test_a_name_is_found_by_a_part_of_it(chronicle: Chronicle, like: str, names: set[str]) -> None:
    found, total = parties.parties(chronicle, "", like=like, size=200, number=1)
    assert {row["name"] for row in found} == names and total == len(names)


def test_over_time_adds_up_to_the_counts(chronicle: Chronicle) -> None:
    over = parties.stretches(chronicle, "")
    bars = parties.over_time(chronicle, "", ["Ana Diaz", "dockers"], over)
    assert [sum(bar[side] for bar in bars["Ana Diaz"]) for side in (0, 1)] == [2, 1]
    assert over.starts == tuple(sorted(over.starts)) and over.unit in dict(parties.STEPS)


def test_who_holds_no_public_role_is_private(chronicle: Chronicle) -> None:
    found, _ = parties.parties(chronicle, "", size=200, number=1)
    assert parties.private(chronicle, found) == {"Tom Reed", "Diaz", "Maria Diaz"}
    put(chronicle.cursor(), "actors", [row("actors", report="r1", id="x", name="Tom Reed", kind="person")])
    assert "Tom Reed" in parties.private(chronicle, found)
    put(chronicle.cursor(), "roles", [row("roles", report="r1", actor="x", title="mayor", holding="current",
                                          basis="stated")])
    assert parties.private(chronicle, found) == {"Diaz", "Maria Diaz"}


def test_what_a_report_has_for_a_body_is_no_private_person(chronicle: Chronicle) -> None:
    found, _ = parties.parties(chronicle, "", size=200, number=1)
    put(chronicle.cursor(), "actors", [row("actors", report="r1", id="y", name="Diaz", kind="organization")])
    assert "Diaz" not in parties.private(chronicle, found)


def test_deals_count_each_incident_once_on_its_side(chronicle: Chronicle) -> None:
    first, = parties.deals(chronicle, parse(""), ["Ana Diaz"])
    assert (first["name"], first["incidents"]) == ("Union of Bakers Abroad", 3)
    assert {(how["side"], how["quad"]): how["incidents"] for how in first["how"]} == {
        ("actor", "verbal conflict"): 1, ("actor", "material conflict"): 1, ("recipient", "verbal cooperation"): 1}


# ── names that may be one actor's ────────────────────────────────────────────────────────────────

def kin_of(chronicle: Chronicle, name: str) -> set[str]:
    own = parties.party(chronicle, name)
    assert own is not None
    return {found.name for found in kin.kin(chronicle, own)}


@pytest.mark.parametrize("name, maybe", [
    ("Ana Diaz", {"Diaz"}),                             # not Maria Diaz, who has another first name
    ("Union of Bakers Abroad", {"UBA"}),                # its initials; the Green Union has a word of its own
    ("UBA", {"Union of Bakers Abroad"}),
    ("dockers", set()),                                 # no name
])
def test_names_that_may_be_one(chronicle: Chronicle, name: str, maybe: set[str]) -> None:
    assert kin_of(chronicle, name) == maybe


def test_what_is_judged_is_not_asked_again(chronicle: Chronicle) -> None:
    judged(chronicle, ActorPart("Ana Diaz", "Diaz"), ActorJoin("UBA", "Union of Bakers Abroad"))
    assert kin_of(chronicle, "Ana Diaz") == set()
    assert kin_of(chronicle, "UBA") == set()


def test_names_joined_are_one_party_and_one_actor(chronicle: Chronicle) -> None:
    judged(chronicle, ActorJoin("Ana Diaz", "Diaz"))
    own = parties.party(chronicle, "Diaz")
    assert own is not None and set(own.names) == {"Ana Diaz", "Diaz"}
    put(chronicle.cursor(), "actors", [row("actors", report="r1", id="d", name="Diaz", kind="person")])
    put(chronicle.cursor(), "claims", [row("claims", report="r1", id="c", actor="d", content="bakers", stance="asserts")])
    assert [row["kind"] for row in chronicle.actor("Ana Diaz")] == ["asserts"]


def test_nobody_of_that_name(chronicle: Chronicle) -> None:
    assert parties.party(chronicle, "Nobody At All") is None


# ── the network ──────────────────────────────────────────────────────────────────────────────────

def test_the_whole_network_is_that_of_the_view(chronicle: Chronicle) -> None:
    found = circle.circle(chronicle, parse(""), top=200)
    by_pair: dict[tuple[str, str], int] = {}
    for edge in found.edges:
        by_pair[edge.source, edge.target] = by_pair.get((edge.source, edge.target), 0) + edge.incidents
    assert by_pair == {(row["source"], row["target"]): row["incidents"] for row in chronicle.network()}
    assert found.ties == len(found.edges) and found.parties == len(found.nodes)


def test_steps_from_one(chronicle: Chronicle) -> None:
    one = circle.circle(chronicle, parse(""), egos=["Ana Diaz"], hops=1)
    assert {node.name: node.hop for node in one.nodes} == {"Ana Diaz": 0, "Union of Bakers Abroad": 1}
    assert one.nodes[0].name == "Ana Diaz" and one.nodes[0].incidents == 3
    assert {edge.quad for edge in one.edges} == {"verbal conflict", "verbal cooperation", "material conflict"}
    assert circle.circle(chronicle, parse(""), egos=["UBA"], hops=3).nodes[-1].hop == 1


def test_kinds_days_and_the_most_that_is_shown(chronicle: Chronicle) -> None:
    harsh = circle.circle(chronicle, parse(""), quads=["material conflict"])
    assert {edge.quad for edge in harsh.edges} == {"material conflict"}
    march = circle.circle(chronicle, parse(""), egos=["Ana Diaz"], days=(date(2026, 3, 1), None))
    assert sum(edge.incidents for edge in march.edges) == 2
    assert sum(many for _, many in march.months) == 3           # of all days, to choose from
    assert len(circle.circle(chronicle, parse(""), top=2).nodes) == 2


def test_an_edge_leads_to_its_incidents_the_latest_first(chronicle: Chronicle) -> None:
    pair = ("Ana Diaz", "Union of Bakers Abroad")
    assert circle.behind(chronicle, parse(""), (*pair, None))[0] == ["a5", "a1"]
    assert circle.behind(chronicle, parse(""), (*pair, "verbal conflict"))[0] == ["a1"]


# ── on the ground ────────────────────────────────────────────────────────────────────────────────

def test_every_incident_is_drawn_or_counted_beside(chronicle: Chronicle) -> None:
    drawn = ground.spots(chronicle, parse(""), ground.WORLD, 0)
    _, beside = ground.countries(chronicle, parse(""))
    assert (beside.country, beside.area, beside.unknown, beside.nowhere) == (1, 0, 1, 1)
    total = chronicle.timeline().count()
    assert sum(spot.incidents for spot in drawn) + 3 == total == len(HAPPENED)


def test_a_country_is_never_a_point_and_a_region_is_marked(chronicle: Chronicle) -> None:
    drawn = {spot.place: spot for spot in ground.spots(chronicle, parse(""), ground.WORLD, 0)}
    assert drawn.keys() == {"Vell", "Osk", "Kell Region"}
    assert [drawn[name].region for name in ("Vell", "Osk", "Kell Region")] == [False, False, True]
    lands, _ = ground.countries(chronicle, parse(""))
    assert {land.country: (land.incidents, land.only) for land in lands} == {"MLI": (3, 1), "TCD": (2, 0)}


def test_what_lies_close_is_one_spot_and_a_region_none_of_it(chronicle: Chronicle) -> None:
    close = ground.spots(chronicle, parse(""), ground.WORLD, 15.0)
    assert [(spot.incidents, spot.places, spot.place, spot.region) for spot in close] == [
        (3, 2, "Vell", False), (1, 1, "Kell Region", True)]


@pytest.mark.parametrize("box, places", [
    ((-5.0, 13.0, -3.0, 15.0), {"Vell", "Osk"}), ((10.0, 10.0, 30.0, 30.0), {"Kell Region"}),
    ((15.0, -10.0, -3.5, 60.0), {"Kell Region", "Vell"} | {"Osk"}),          # over the Pacific
])
def test_a_box(chronicle: Chronicle, box: ground.Box, places: set[str]) -> None:
    assert {spot.place for spot in ground.spots(chronicle, parse(""), box, 0)} == places


def test_month_by_month(chronicle: Chronicle) -> None:
    found, months = ground.frames(chronicle, parse(""), ground.WORLD, 15.0)
    assert [(frame.month.isoformat()[:7], frame.incidents) for frame in found] == [
        ("2026-01", 1), ("2026-02", 2), ("2026-03", 1)]
    assert months == 3


def test_namesakes_are_whole_places_with_their_region() -> None:
    value, region = ground.namesakes("Gori")[0]
    assert (value["country"], value["precision"], region) == ("GEO", "city", "Shida Kartli")
    assert ground.namesakes("No Such Place Anywhere") == ()
