"""Tables of one's own: lists of other projects come in line by line, faults are named with their row, ours are outranked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.quality.scoring import SHARED

from dateline import code
from dateline.codebook import Mine, Own, load
from dateline.codebook.actors import registry
from dateline.codebook.actors.checking import checked
from dateline.codebook.actors.importing import Imported, imported
from dateline.codebook.actors.own import joined
from dateline.codebook.actors.rows import read_rows, written
from dateline.errors import BadCodebook
from dateline.faces.cli import run

PHOENIX = """# a dictionary in PETRARCH's form
NORTHERN_WATCH_ [MLIREB] # invented
+WATCH_OF_THE_NORTH_
+NW_

AMARA_DIALLO_  # invented
\t[GINELI 900101-991231]
\t[GINGOV >20240227]
LOST_LINE_
BROKEN_DAYS_ [GINGOV 9001-9102]
STRANGE_CODE_ [QQQ]
RIVER_LEAGUE_(RL)_ [NGM]
"""
AGENTS = """!FOLK! = MAN, WOMAN
HERDS!FOLK! [~AGR]
NAVVY {NAVVIES} [~LAB]
GHOST [~PPL]
"""
REIGN = """stateabb,ccode,leadid,leader,sdate,smonth,syear,emonth,eyear
FRN,220,X1,Duval,3,5,1990,2,1992
QQQ,999,X2,Nobody,1,1,1990,2,1992
GRG,372,X3,Beridze,x,1,1990,2,1992
"""


def entity(number: str, label: str, **claims: list[dict[str, object]]) -> str:
    return json.dumps({"id": number, "labels": {"en": {"value": label}}, "claims": claims})


def item(number: str) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": {"id": number}}}}


def held(office: str, since: str, precision: int) -> dict[str, object]:
    time = {"datavalue": {"value": {"time": f"+{since}T00:00:00Z", "precision": precision}}}
    return {**item(office), "qualifiers": {"P580": [time]}}


WIKIDATA = "\n".join((
    "[",
    entity("Q900", "Ruritania", P298=[{"mainsnak": {"datavalue": {"value": "GIN"}}}]) + ",",
    entity("Q901", "Minister of Rivers", P1001=[item("Q900")]) + ",",
    entity("Q902", "Ana Pereira", P31=[item("Q5")], P39=[held("Q901", "2011-04-00", 10), held("Q999", "2012-00-00", 9)]) + ",",
    "{broken",
    "]",
))


def lines(form: str, text: str) -> Imported:
    return imported(form, "list", text.splitlines(keepends=True))


def test_a_dictionary_of_petrarch_comes_in_with_its_synonyms_and_days() -> None:
    found = lines("phoenix", PHOENIX)
    told = [(r.name, r.aliases, r.kind, r.country, r.sector, r.start, r.end) for r in found.rows]
    assert told == [
        ("Northern Watch", ("Watch of the North", "NW"), "armed_group", "MLI", "REB", "", ""),
        ("Amara Diallo", (), "person", "GIN", "ELI", "1990-01-01", "1999-12-31"),
        ("Amara Diallo", (), "person", "GIN", "GOV", "2024-02-27", ""),
        ("River League", ("RL",), "international", "NGO", "", "", ""),
    ]
    assert [line.split(":")[0] for line in found.unread] == ["list, line 9", "list, line 10", "list, line 11"]


def test_agents_are_common_nouns_their_macros_unfolded() -> None:
    found = lines("phoenix", AGENTS)
    assert [(r.name, r.aliases, r.kind, r.sector) for r in found.rows] == [
        ("herdsman", ("herdswoman",), "noun", "AGR"), ("navvy", ("navvies",), "noun", "LAB")]
    assert found.unread == ("list, line 4: GHOST: no sector 'PPL' here",)


def test_leaders_come_in_with_the_last_day_of_their_last_month() -> None:
    found = lines("reign", REIGN)
    assert [(r.name, r.country, r.title, r.start, r.end) for r in found.rows] == [
        ("Duval", "FRA", "leader", "1990-05-03", "1992-02-29")]
    assert len(found.unread) == 2 and "'QQQ'" in found.unread[0]


def test_people_of_wikidata_come_in_with_their_offices() -> None:
    found = lines("wikidata", WIKIDATA)
    assert [(r.name, r.country, r.title, r.start, r.source) for r in found.rows] == [
        ("Ana Pereira", "GIN", "Minister of Rivers", "2011-04-01", "Wikidata Q902")]
    assert any("line 5" in line for line in found.unread) and any("Q999" in line for line in found.unread)


def test_a_table_may_have_columns_of_its_own() -> None:
    text = "Leader,Land,Note\nAmara Diallo,GIN,x\n"
    found = imported("csv", "list", text.splitlines(keepends=True), {"name": "Leader", "country": "Land"})
    assert [(r.name, r.country) for r in found.rows] == [("Amara Diallo", "GIN")]


def test_what_is_written_is_read_again_alike() -> None:
    rows = lines("phoenix", PHOENIX).rows
    again = read_rows("list", "".join(written(rows)))
    assert [(r.name, r.aliases, r.kind, r.sectors, r.start, r.end) for r in again] == [
        (r.name, r.aliases, r.kind, r.sectors, r.start, r.end) for r in rows]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the lists of other projects stand beside the checkout")
@pytest.mark.parametrize("name, form, rows, unread", [
    ("Phoenix.International.actors.txt", "phoenix", 7_800, 10), ("Phoenix.MilNonState.actors.txt", "phoenix", 1_000, 3),
    ("Phoenix.agents.txt", "phoenix", 2_200, 10), ("reign_leaders_1950_2021.csv", "reign", 2_500, 0)])
def test_the_lists_of_other_projects_come_in_whole(name: str, form: str, rows: int, unread: int) -> None:
    text = (SHARED / "data" / "actors" / name).read_text(encoding="utf-8", errors="replace")
    found = imported(form, name, text.splitlines(keepends=True))
    assert len(found.rows) >= rows and len(found.unread) <= unread


HEAD = "name,aliases,kind,country,sector,title,start,end\n"


@pytest.mark.parametrize("row, told, fault", [
    ("A B,,person,GIN,GOV,President,2019-13-01,\n", "no day", True),
    ("A B,,person,GIN,GOV,President,2019,2018\n", "before it starts", True),
    ("A B,,person,QQQ,GOV,President,2019,\n", "no country 'QQQ'", True),
    ("A B,,person,GIN,XXX,President,2019,\n", "no PLOVER sector", True),
    ("A B,,wizard,GIN,GOV,President,2019,\n", "no kind 'wizard'", True),
    ("A B,,person,GIN\n", "too few", True),
    ("A B,,person,GIN,GOV,President,2019,2021\nA B,,person,GIN,GOV,President,2020,2022\n", "join the two rows", True),
    ("A B,,person,GIN,GOV,President,2015,2021\nC D,,person,GIN,GOV,President,2019,2023\n", "are both President", False),
    ("A B,,person,GIN,GOV,President,2010,2012\nC D,,person,GIN,GOV,President,2014,\n", "nobody is President", False),
    ("A Front,AF,armed_group,MLI,REB,,2010,\nB Force,AF,armed_group,TCD,REB,,2012,\n", "on the same days", False),
])
def test_a_check_names_the_row_and_the_remedy(row: str, told: str, fault: bool) -> None:
    found = checked("mine.csv", HEAD + row)
    assert [(told in f.what, f.fault) for f in found] == [(True, fault)]
    assert str(found[0]).startswith(f"mine.csv, row {1 + row.count(chr(10))}: ")


@pytest.mark.parametrize("heading, told", [("nme,country\n", "no column `name`"), ("name,contry\n", "did you mean country")])
def test_a_heading_that_is_none_is_refused(heading: str, told: str) -> None:
    with pytest.raises(BadCodebook, match=told):
        read_rows("mine.csv", heading + "A,GIN\n")


MINE = HEAD + ("Amara Diallo,,person,GIN,GOV,Prime Minister,2024-02-27,\n"
               "Northern Watch,NW,armed_group,MLI,REB,,2019,\n"
               "riverman,,noun,,LAB,,,\n")


def test_ours_are_outranked_and_kept() -> None:
    both = joined("mine.csv", MINE, registry())
    found = both.lookup("Amara Diallo", "2025-01-01")
    assert found and (found.country, found.sector) == ("GIN", "GOV")
    assert (both.lookup("NW", "2018-01-01"), both.country("Kenya")) == (None, "KEN")
    riverman = both.agent("riverman")
    assert riverman and riverman.sector == "LAB"


def test_a_report_is_coded_with_the_users_actors(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(MINE, encoding="utf-8")
    record = code("Northern Watch attacked a convoy on Monday.", published="2026-03-05", actors=mine)
    watch = next(a for a in record.actors if a.name == "Northern Watch")
    assert (watch.kind, watch.country, watch.sector) == ("armed_group", "MLI", "REB")
    assert record.made.codebook != load().version
    assert record.made.codebook == load(Mine(actors=Own("mine.csv", MINE))).version


def test_the_command_imports_checks_and_tells_what_would_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, table, store = tmp_path / "list.txt", tmp_path / "mine.csv", tmp_path / "kept.duckdb"
    given.write_text(PHOENIX, encoding="utf-8")
    assert run(["actors", "import", str(given), "--format", "phoenix", "--out", str(table)]) == 3
    assert run(["actors", "check", str(table)]) == 0
    report = tmp_path / "report.txt"
    report.write_text("Northern Watch attacked a convoy on Monday.\n", encoding="utf-8")
    told = ["add", str(report), "--published", "2026-03-05", "--actors", str(table)]
    assert run([*told, "--store", str(store)]) == 0
    capsys.readouterr()
    assert run(["actors", "diff", "shipped", str(table), "--store", str(store)]) == 0
    said = capsys.readouterr()
    assert "Northern Watch: unknown → MLI REB" in said.out and "1 participant of 1 event" in said.err


def test_the_tables_that_ship_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    run(["actors", "check"])
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("✗")] == []
