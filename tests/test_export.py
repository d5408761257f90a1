"""Exports: what every format holds and leaves out, the same bytes each time, whole or not at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb
import icalendar
import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.schema import DERIVED
from dateline.errors import BadExport, BadQuery, NoAccess
from dateline.faces.cli import run
from dateline.faces.export import export, order
from dateline.faces.export.sources import ALL, KINDS
from dateline.faces.export.tables import CELL, fitting, units
from dateline.model import Record, to_json
from filled import LONG, NAMED, SECRET, fill, gexf_faults, rows
from values import TEXT, record

HERE = Path(__file__).resolve().parent


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
