"""Samples to judge: drawn fairly and again the same, read back from whatever a spreadsheet makes of them, or refused."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgements, Verdict, beside
from dateline.chronicle.sampling import drawn, quotas
from dateline.errors import UnreadableInput
from dateline.faces.cli import run
from dateline.faces.sheet import read
from dateline.model import Record
from values import TEXT, record

TYPES = ["COERCE"] * 6 + ["ASSAULT"] * 3 + ["AID"]


def told(number: int, kind: str) -> Record:
    """A report of its own, with a headline that a spreadsheet would run as a formula."""
    found = record(f"Day {number} began with rain. {TEXT} Nobody else was held that night.", outlet=f"Paper {number % 2}")
    return replace(found, report=replace(found.report, title="=1+1"), events=(replace(found.events[0], type=kind),))


RECORDS = [told(number, kind) for number, kind in enumerate(TYPES)]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "news.duckdb"
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all(RECORDS))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_STORE", str(path))
    return path


# ── drawn ────────────────────────────────────────────────────────────────────────────────────────

@given(st.dictionaries(st.text(max_size=3), st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 120))
def test_strata_are_drawn_from_as_evenly_as_can_be(there: dict[str, int], number: int) -> None:
    found = quotas(there, number)
    assert sum(found.values()) == min(number, sum(there.values()))
    assert all(0 <= found[name] <= there[name] for name in there)
    short = [found[name] for name in there if found[name] < there[name]]
    assert not short or max(found.values()) - min(short) <= 1


def test_the_same_store_gives_the_same_sample_whatever_the_order_of_arrival(store: Path, tmp_path: Path) -> None:
    with Chronicle.open(store, read_only=True) as one, Chronicle.open(tmp_path / "b.duckdb") as other:
        for found in reversed(RECORDS):
            other.add(found)
        assert drawn(one, 6) == drawn(other, 6)
        assert {x.key for x in drawn(one, 4)} <= {x.key for x in drawn(one, 6)}
        assert [x.key for x in drawn(one, 6, seed="2")] != [x.key for x in drawn(one, 6)]


def test_each_row_has_its_sentence_its_neighbours_and_the_size_of_its_stratum(store: Path) -> None:
    with Chronicle.open(store, read_only=True) as chronicle:
        found = drawn(chronicle, 4)
    assert sorted((x.stratum, x.size) for x in found) == [("AID", 1), ("ASSAULT", 3), ("COERCE", 6), ("COERCE", 6)]
    one = found[0]
    assert one.before.startswith("Day ") and one.before.endswith("began with rain.")
    assert one.sentence == "Police ‹arrested› two men in Oslo on Monday, a minister said."
    assert one.after == "The union denied it."
    assert one.values["actor"] == "police (NOR COP)" and one.values["figures"] == "detained two"


@pytest.mark.parametrize("by, strata", [
    ("status", {"occurred": 10}), ("outlet", {"Paper 0": 5, "Paper 1": 5}), ("month", {"2026-03": 10}),
    ("country", {"NOR": 10}), ("background", {"false": 10}),
])
def test_samples_are_divided_by_what_was_asked(store: Path, by: str, strata: dict[str, int]) -> None:
    with Chronicle.open(store, read_only=True) as chronicle:
        assert {x.stratum: x.size for x in drawn(chronicle, 10, by=by)} == strata


def test_a_query_chooses_what_is_drawn_from(store: Path) -> None:
    with Chronicle.open(store, read_only=True) as chronicle:
        assert drawn(chronicle, 10, query="country:Peru") == []
        assert len(drawn(chronicle, 20, query="country:Norway")) == 10


# ── out and back ─────────────────────────────────────────────────────────────────────────────────

def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def filled(rows: list[list[str]], **said: str) -> list[list[str]]:
    """Every event judged: by its type, else right."""
    names = rows[0]
    for row in rows[1:]:
        row[names.index("event right?")] = said.get(row[names.index("stratum")], "right")
        row[names.index("place right?")] = "unsure"
    return rows


def written(rows: list[list[str]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    order = random.Random(1).sample(range(len(rows[0])), len(rows[0]))
    return [[row[n] for n in order] for row in rows]


def rows_between(rows: list[list[str]]) -> list[list[str]]:
    blank = [""] * len(rows[0])
    return [["My own notes"], blank, rows[0], blank, *rows[1:4], blank, blank, *rows[4:], blank]


def loud(rows: list[list[str]]) -> list[list[str]]:
    names = [name.upper().replace(" ", "  ") for name in rows[0]]
    return [names, *([cell.upper() + " " if cell in ("right", "wrong", "unsure") else cell for cell in row] for row in rows[1:])]


def short(rows: list[list[str]]) -> list[list[str]]:
    word = {"right": "y", "wrong": "N", "unsure": "?"}
    return [[word.get(cell, cell) for cell in row] for row in rows]


def fewer(rows: list[list[str]]) -> list[list[str]]:
    kept = [n for n, name in enumerate(rows[0]) if name in ("id", "stratum", "of", "event right?", "place right?")]
    return [[row[n] for n in kept] for row in rows]


@pytest.mark.parametrize("mess", [
    written, lambda rows: written(rows, ";"), lambda rows: written(rows, "\t", "utf-16"),
    lambda rows: written(rows, ";", "cp1252"), lambda rows: written(shuffled(rows)),
    lambda rows: written(rows_between(rows)), lambda rows: written(loud(rows)), lambda rows: written(short(rows)),
    lambda rows: written(fewer(rows)), lambda rows: written([*rows, rows[1]]),
    lambda rows: written([[*row, "a note of mine"] for row in rows]),
], ids=["as it was", "semicolons", "tabs, UTF-16", "Excel on Windows", "columns moved", "blank rows, lines above",
        "capitals", "short words", "fewer columns", "a row twice", "a column more"])
def test_a_sheet_is_read_whatever_a_spreadsheet_made_of_it(
        store: Path, tmp_path: Path, mess: Callable[[list[list[str]]], bytes]) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    rows = filled(cells(tmp_path / "sheet.csv"), ASSAULT="wrong")
    (tmp_path / "back.csv").write_bytes(mess(rows))
    found = read(tmp_path / "back.csv")
    assert sorted((x.stratum, x.size, x.verdicts["event"]) for x in found) == [
        ("AID", 1, True), *[("ASSAULT", 3, False)] * 3, *[("COERCE", 6, True)] * 4]
    assert all(x.verdicts == {"event": x.verdicts["event"], "place": None} for x in found)


def changed(line: int, column: str, value: str) -> Callable[[list[list[str]]], list[list[str]]]:
    def change(rows: list[list[str]]) -> list[list[str]]:
        at = rows[0].index(column)
        return [[value if (n, m) == (line, at) else cell for m, cell in enumerate(row)] for n, row in enumerate(rows)]

    return change


@pytest.mark.parametrize("change, told", [
    (changed(3, "event right?", "perhaps"), r"row 4: 'perhaps' in the column event right\? is none of right, wrong, unsure"),
    (changed(2, "id", ""), "row 3: 'nothing' in the column id is no event of a sample"),
    (changed(2, "id", "1.2E+15"), "row 3: '1.2E[+]15' in the column id"),
    (changed(5, "of", "many"), "row 6: 'many' in the column of is no number"),
    (changed(0, "id", "name"), "row 1: no column id"),
    (lambda rows: [*rows, [*rows[1][:9], "wrong", *rows[1][10:]]], "row 10: the same event is judged otherwise in row 2"),
    (lambda rows: [[c for c, n in zip(row, rows[0], strict=True) if "?" not in n] for row in rows], "no column event right?"),
    (lambda rows: [], "no column id"),
])
def test_what_cannot_be_understood_is_refused_with_its_row(
        store: Path, tmp_path: Path, change: Callable[[list[list[str]]], list[list[str]]], told: str) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    (tmp_path / "sheet.csv").write_bytes(written(change(filled(cells(tmp_path / "sheet.csv")))))
    with pytest.raises(UnreadableInput, match=told):
        read(tmp_path / "sheet.csv")
    assert run(["sample", "--read", "sheet.csv", "--by", "Mina"]) == 4
    assert not beside(store).exists()


def test_an_event_of_another_store_is_refused_with_its_row(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    rows = changed(4, "id", "e_abc_def")(filled(cells(tmp_path / "sheet.csv")))
    (tmp_path / "sheet.csv").write_bytes(written(rows))
    assert run(["sample", "--read", "sheet.csv", "--by", "Mina"]) == 4
    assert "row 5: no such event in this store" in capsys.readouterr().err
    assert not beside(store).exists()


def test_nothing_in_a_sheet_is_run_as_a_formula(store: Path, tmp_path: Path) -> None:
    import openpyxl

    run(["sample", "-n", "8", "--out", "sheet.csv"])
    run(["sample", "-n", "8", "--out", "sheet.xlsx"])
    assert not [cell for row in cells(tmp_path / "sheet.csv") for cell in row if cell[:1] in tuple("=+-@\t")]
    page = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["sample"]
    assert {(cell.value, cell.data_type) for cell in page["F"][1:]} == {("=1+1", "s")}


def test_a_workbook_goes_out_and_comes_back(store: Path, tmp_path: Path) -> None:
    import openpyxl

    run(["sample", "-n", "8", "--out", "sheet.xlsx"])
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    page = book["sample"]
    column = [cell.value for cell in page[1]].index("event right?") + 1
    for row, value in enumerate([True, False, 1, 0, "right", "Wrong", "unsure", None], start=2):
        page.cell(row, column).value = value
    book.save(tmp_path / "sheet.xlsx")
    assert [x.verdicts["event"] for x in read(tmp_path / "sheet.xlsx")] == [True, False, True, False, True, False, None]


# ── what it says ─────────────────────────────────────────────────────────────────────────────────

def test_precision_weighs_each_type_by_how_many_there_are(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    (tmp_path / "sheet.csv").write_bytes(written(filled(cells(tmp_path / "sheet.csv"), ASSAULT="wrong")))
    capsys.readouterr()
    assert run(["sample", "--read", "sheet.csv", "--by", "Mina", "--format", "jsonl"]) == 0
    found = {row["of"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {name: (row["there"], row["judged"], row["right"]) for name, row in found.items() if name != "all"} == {
        "AID": (1, 1, 1), "ASSAULT": (3, 3, 0), "COERCE": (6, 4, 4)}
    assert found["all"]["precision"] == pytest.approx(0.7)
    assert found["all"]["interval"][0] < 0.7 < found["all"]["interval"][1]
    assert found["COERCE"]["interval"] == pytest.approx([0.5101, 1.0], abs=1e-4)


def test_verdicts_are_kept_once_and_a_second_thought_outranks(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    rows = filled(cells(tmp_path / "sheet.csv"), AID="wrong")
    (tmp_path / "sheet.csv").write_bytes(written(rows))
    for _ in range(2):
        assert run(["sample", "--read", "sheet.csv", "--by", "Mina", "--why", "first pass"]) == 0
    assert len(Judgements.load(beside(store))) == 16
    (tmp_path / "sheet.csv").write_bytes(written(filled(rows)))
    assert run(["sample", "--read", "sheet.csv", "--by", "Mina"]) == 0
    kept = Judgements.load(beside(store)).kept
    assert len(kept) == 17
    assert isinstance(kept[-1].deed, Verdict) and kept[-1].deed.right is True
    assert {one.why for one in kept} == {"first pass", None}


def test_a_second_pass_is_blind_and_drawn_from_the_first(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["sample", "-n", "4", "--out", "first.csv"])
    rows = filled(cells(tmp_path / "first.csv"), COERCE="wrong")
    (tmp_path / "filled.csv").write_bytes(written(rows))
    run(["sample", "--read", "filled.csv", "--by", "Mina"])
    assert run(["sample", "-n", "50", "--again", "Mina", "--seed", "other", "--out", "second.csv"]) == 0
    first, second = cells(tmp_path / "first.csv"), cells(tmp_path / "second.csv")
    assert sorted(second) == sorted(first)                          # the same rows with nothing filled in
    assert {(row[1], row[2]) for row in second[1:]} == {("AID", "1"), ("ASSAULT", "3"), ("COERCE", "6")}
    (tmp_path / "second.csv").write_bytes(written(filled(second)))
    run(["sample", "--read", "second.csv", "--by", "Noor"])
    capsys.readouterr()
    run(["decisions", "agreement", "--format", "jsonl"])
    found = {row["question"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (found["event right?"]["units"], found["event right?"]["observed"]) == (4, 0.5)


@pytest.mark.parametrize("arguments, told", [
    (["-n", "8"], "say --out FILE"), (["--out", "a.csv", "--read", "b.csv"], "say --out FILE"),
    (["--out", "a.doc"], "end its name in .csv or .xlsx"), (["--out", "a.csv", "--by", "colour"], "divided by type"),
    (["--out", "a.csv", "--query", "colour:red"], "colour"),
])
def test_what_cannot_be_drawn_is_told(
        store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert run(["sample", *arguments]) in (2, 4)
    assert told in capsys.readouterr().err


def test_a_sheet_that_nobody_filled_says_nothing(store: Path, tmp_path: Path) -> None:
    run(["sample", "-n", "8", "--out", "sheet.csv"])
    assert read(tmp_path / "sheet.csv") == []
    assert run(["sample", "--read", "sheet.csv", "--by", "Mina"]) == 0
    assert not beside(store).exists()
