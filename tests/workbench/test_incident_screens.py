"""Incidents: what the addresses answer, and the screens in a real browser: lanes, days, words, merge, split, correct."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit

Axe = Callable[[Page], list[str]]
expect.set_options(timeout=15_000)
ANY = "status:any historical:any"


def most_told(at: Served, **more: Any) -> dict[str, Any]:
    """The incident that most reports tell."""
    return dict(at.get("/incidents.json", view="table", sort="-reports", **more)["rows"][0])


# ── what the addresses answer ────────────────────────────────────────────────────────────────────

def test_lanes_have_days_and_the_strip_counts_them_all(server: Served) -> None:
    found = server.get("/incidents.json")
    assert found["rows"] and all(row["day"] for row in found["rows"])
    assert found["found"] == found["total"] + found["undated"] + found["window"]["later"]
    strip = found["density"]
    assert sum(many for _, many, _ in strip["bars"]) + strip["before"] + strip["after"] == strip["dated"]
    assert all(conflict <= many for _, many, conflict in strip["bars"])


def test_days_asked_for_narrow_the_rows_and_not_the_strip(server: Served) -> None:
    found = server.get("/incidents.json", q="time:2026-03")
    assert found["query"] == "time:2026-03" and found["timeless"] == ""
    assert found["window"]["asked"] and (found["window"]["start"], found["window"]["end"]) == ("2026-03-01", "2026-03-31")
    assert all(row["day"] <= "2026-03-31" and row["until"] >= "2026-03-01" for row in found["rows"])
    assert found["density"]["total"] > found["total"] > 0
    voices = [row["independent"] for row in found["rows"]]
    assert voices == sorted(voices, reverse=True)


@pytest.mark.parametrize("by, name", [("actor", "actors"), ("country", "country"), ("type", "type")])
def test_each_row_has_its_lane(server: Served, by: str, name: str) -> None:
    rows = server.get("/incidents.json", by=by)["rows"]
    assert any(row["lane"] for row in rows)
    assert all(row["lane"] in (row[name] if by == "actor" else [row[name]]) for row in rows if row["lane"])


def test_deadlines_stand_in_the_lane_of_whoever_is_bound(server: Served) -> None:
    found = server.get("/incidents.json", q="time:2026-01-01..2026-06-30")
    due = {row["incident"]: row for row in found["deadlines"]}
    told = {str(row["incident"]): row for row in server.desk.chronicle.commitments() if row["deadline"]}
    assert due and set(due) == {name for name, row in told.items() if "2026-01-01" <= str(row["deadline"]) <= "2026-06-30"}
    assert all(row["lane"] == told[name]["actor"] and row["state"] == told[name]["state"] for name, row in due.items())


@pytest.mark.parametrize("sort, key", [
    ("-reports", lambda row: (-row["reports"], -row["independent"])), ("day", lambda row: row["day"] or "9"),
    ("type", lambda row: row["type"]), ("-independent", lambda row: (-row["independent"], -row["reports"])),
])
def test_a_table_is_sorted_as_asked(server: Served, sort: str, key: Callable[[Any], Any]) -> None:
    rows = server.get("/incidents.json", view="table", sort=sort)["rows"]
    assert [key(row) for row in rows] == sorted(key(row) for row in rows)


def test_the_csv_twin_has_every_row(server: Served) -> None:
    answer = server.client.get("/incidents.csv", params={"q": ANY, "view": "table"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == server.get("/incidents.json", q=ANY, view="table")["total"] > 200     # more than a page
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_query_that_cannot_be_read_says_where(server: Served) -> None:
    answer = server.client.get("/incidents.json", params={"q": "type:protest tipe:aid"})
    assert answer.status_code == 400 and answer.json()["error"] == "BadQuery" and answer.json()["column"] == 14


def test_an_incident_by_its_beginning_by_a_former_id_and_by_an_event(server: Served) -> None:
    whole = server.get(f"/incidents/{most_told(server)['id']}.json")
    assert server.get(f"/incidents/{whole['id'][:12]}.json")["id"] == whole["id"]
    assert whole["was"] and all(server.get(f"/incidents/{name}.json")["id"] == whole["id"] for name in whole["was"])
    assert {server.get(f"/incidents/{one['event']}.json")["id"] for one in whole["tellings"]} == {whole["id"]}
    assert server.client.get("/incidents/ffffffffffffffffffff.json").status_code == 404


def test_words_stand_where_they_are_said_to(server: Served) -> None:
    """Offsets count code points of the report's text, and what is sent is the text there."""
    texts = dict(server.desk.chronicle.cursor().execute("SELECT id, text FROM reports").fetchall())
    looked = 0
    for row in server.get("/incidents.json", view="table", sort="-reports")["rows"][:12]:
        found = server.get(f"/incidents/{row['id']}.json")
        for one in found["tellings"]:
            assert all(texts[one["report"]][start:start + len(text)] == text for start, text in one["pieces"])
            assert all(any(start <= a and b <= start + len(text) for start, text in one["pieces"])
                       for a, b in one["evidence"])
            looked += 1
        for figure in found["figures"]:
            assert texts[figure["report"]][figure["start_char"]:].startswith(figure["words"])
    assert looked > 20


def test_reasons_add_up_and_say_what_they_mean(server: Served) -> None:
    found = server.get(f"/incidents/{most_told(server)['id']}.json")
    assert found["links"] and found["pairs"] >= len(found["links"])
    for link in (*found["links"], *found["apart"]):
        assert sum(reason["weight"] for reason in link["reasons"]) == pytest.approx(link["weight"], abs=0.01)
        assert all(reason["means"] for reason in link["reasons"])
    assert all(link["other_incident"] not in (None, found["id"]) for link in found["apart"])


# ── going about ──────────────────────────────────────────────────────────────────────────────────

def marks(page: Page) -> Any:
    return page.locator("a.mark[data-row]")


def test_lanes_by_key_words_and_the_page_of_one(visit: Visit) -> None:
    page = visit("/incidents")
    expect(marks(page).first).to_be_visible()
    page.keyboard.press("j")
    first = page.locator("[data-mark]:focus")
    expect(first).to_have_count(1)
    expect(page.locator(".pointed h2, .pointed p").first).to_be_visible()
    was = first.get_attribute("data-mark")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f'[data-mark="{was}"]')).not_to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_contain_text("Copy as citation")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/incidents/[0-9a-f]+$"))
    expect(page.get_by_role("heading", name="In their words")).to_be_visible()
    page.go_back()
    expect(marks(page).first).to_be_visible()


def test_days_are_chosen_with_the_arrow_keys_and_back_gives_them_up(visit: Visit) -> None:
    page = visit("/incidents?q=type:assault")
    handle = page.get_by_role("slider", name="First day shown")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"q=type%3AASSAULT\+time%3A"))
    expect(page.get_by_role("button", name="All days")).to_be_visible()
    page.keyboard.press("0")
    expect(page).to_have_url(re.compile(r"q=type%3AASSAULT$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"time%3A"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"q=type:assault$"))


def test_days_are_chosen_by_dragging(visit: Visit) -> None:
    page = visit("/incidents?q=time:2026")
    box = page.locator(".brush").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"time%3A\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d"))


def test_the_same_as_list_and_table_sorted_in_the_address(visit: Visit, server: Served) -> None:
    page = visit("/incidents")
    page.get_by_role("navigation", name="View").get_by_role("link", name="Table").click()
    expect(page).to_have_url(re.compile(r"view=table"))
    page.get_by_role("button", name="Voices").click()
    expect(page).to_have_url(re.compile(r"sort=-independent"))
    wanted = [row["independent"] for row in server.get("/incidents.json", view="table", sort="-independent")["rows"]]
    cells = page.locator("tbody tr td.number:nth-of-type(5)")
    expect(cells.first).to_have_text(str(wanted[0]))
    assert [int(text) for text in cells.all_inner_texts()] == wanted and wanted[0] > 1
    page.get_by_role("navigation", name="View").get_by_role("link", name="List").click()
    expect(page.locator(".card-row").first).to_be_visible()


def test_lanes_by_type_and_bars_on_and_off(visit: Visit) -> None:
    page = visit("/incidents?by=type")
    expect(page.get_by_role("group", name=re.compile("^attack, "))).to_be_visible()
    expect(page.locator(".lanes .spell").first).to_be_attached()
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("bars=no"))
    expect(page.locator(".lanes .spell")).to_have_count(0)


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit("/incidents?q=country:Peru+type:aid+independent:>90")
    expect(page.get_by_role("heading", name="No incident fits")).to_be_visible()
    page.locator(".empty").get_by_role("button", name="Take all filters away").click()
    expect(marks(page).first).to_be_visible()


# ── judging ──────────────────────────────────────────────────────────────────────────────────────

def known(page: Page) -> Page:
    """When the page knows whose store it shows, and so under which name is judged."""
    expect(page.get_by_text("samples.duckdb")).to_be_visible()
    return page


def test_merge_by_key_and_undo(visit: Visit, own: Served) -> None:
    before = own.get("/incidents.json", view="list")["found"]
    page = known(visit("/incidents?view=list", at=own))
    rows = page.locator(".card-row[data-row]")
    expect(rows.first).to_be_visible()
    ids = [rows.nth(at).get_attribute("data-row") for at in (0, 1)]
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_text("Merged 2 incidents into one")).to_be_visible()
    expect(page.get_by_text("2 selected")).to_have_count(0)
    assert own.get("/incidents.json", view="list")["found"] == before - 1
    assert len({own.get(f"/incidents/{name}.json")["id"] for name in ids}) == 1
    page.keyboard.press("u")
    expect(page.get_by_text(re.compile("^Taken back"))).to_be_visible()
    assert own.get("/incidents.json", view="list")["found"] == before
    assert len({own.get(f"/incidents/{name}.json")["id"] for name in ids}) == 2


def test_keep_apart_stays_apart(visit: Visit, own: Served) -> None:
    found = own.get(f"/incidents/{most_told(own)['id']}.json")
    other = found["apart"][0]["other_incident"]
    assert own.send("POST", "/judgements", {"deeds": [{"what": "part", "id": found["id"], "of": other}], "by": "Mina"}
                    ).status_code == 200
    page = known(visit(f"/incidents/{found['id']}", at=own))
    expect(page.locator("#history")).to_contain_text("told apart")


def test_split_chosen_tellings_off_and_undo(visit: Visit, own: Served) -> None:
    one = most_told(own)
    found = own.get(f"/incidents/{one['id']}.json")
    page = known(visit(f"/incidents/{one['id']}", at=own))
    tellings = page.locator(".telling[data-row]")
    expect(tellings.first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Split off 1 telling")).to_be_enabled()
    event = page.locator(".telling.chosen").get_attribute("data-row")
    page.keyboard.press("s")
    expect(page.locator(".toast")).to_contain_text("Split off 1 telling")
    stands = own.get(f"/incidents/{event}.json")
    assert [row["event"] for row in stands["tellings"]] == [event]
    others = {row["event"] for row in found["tellings"]} - {event}
    assert {row["event"] for row in own.get(f"/incidents/{sorted(others)[0]}.json")["tellings"]} == others
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast").last).to_contain_text("Taken back")
    assert own.get(f"/incidents/{event}.json")["told"] == found["told"]


def test_correct_a_field_with_the_reason_and_undo(visit: Visit, own: Served) -> None:
    one = most_told(own)
    page = known(visit(f"/incidents/{one['id']}", at=own))
    page.get_by_role("button", name="Correct: Where").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Value", exact=True).fill("Ayr (GBR)")
    form.get_by_label(re.compile("^Why")).fill("the second paragraph says so")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(page.locator(".facts")).to_contain_text("Ayr")
    expect(page.locator("#history")).to_contain_text("the second paragraph says so")
    assert own.get(f"/incidents/{one['id']}.json")["card"]["place"] == "Ayr"
    page.keyboard.press("u")
    expect(page.locator(".toast").last).to_contain_text("Taken back")
    assert own.get(f"/incidents/{one['id']}.json")["card"]["place"] == one["place"]


def test_a_value_that_cannot_be_is_refused_in_words(visit: Visit, own: Served) -> None:
    page = known(visit(f"/incidents/{most_told(own)['id']}", at=own, refused=True))
    page.get_by_role("button", name="Correct: When").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Value", exact=True).fill("the day after")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("is no day")
    expect(form).to_have_count(1)                       # what was typed is not lost


def test_no_such_event_takes_it_out_and_undo_brings_it_back(visit: Visit, own: Served) -> None:
    one = own.get("/incidents.json", view="table", sort="reports")["rows"][0]
    before = own.get("/incidents.json", view="table")["found"]
    page = known(visit(f"/incidents/{one['id']}", at=own, refused=True))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Shift+W")
    expect(page.locator(".toast")).to_contain_text("Taken out")
    assert own.get("/incidents.json", view="table")["found"] == before - 1
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast").last).to_contain_text("Taken back")
    assert own.get("/incidents.json", view="table")["found"] == before


# ── for everybody ────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/incidents", "/incidents?by=country&q=time:2026-03", "/incidents?view=list",
                                  "/incidents?view=table", "one"])
def test_axe_finds_nothing(visit: Visit, axe: Axe, server: Served, path: str, dark: bool) -> None:
    page = visit(f"/incidents/{most_told(server)['id']}" if path == "one" else path, dark=dark)
    expect(page.locator("[data-row]").first).to_be_attached()
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/incidents", "/incidents?view=list", "/incidents?view=table", "one"])
def test_nothing_is_wider_than_the_page(visit: Visit, server: Served, path: str, width: int) -> None:
    page = visit(f"/incidents/{most_told(server)['id']}" if path == "one" else path, width=width)
    expect(page.locator("[data-row]").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
