"""The frame around all screens, in a real browser: search, chips and the address, menus, keys, palette, theme."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit, copied, serving

Axe = Callable[[Page], list[str]]
Q = "#q"


def at(page: Page, address: str) -> None:
    """Waits until the page is at this address."""
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


# ── going about ──────────────────────────────────────────────────────────────────────────────────

def test_going_somewhere_moves_focus_title_and_history(visit: Visit) -> None:
    page = visit("/search?q=protest")
    heading(page, "Search")
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Incidents").click()
    at(page, "/incidents?q=protest")                    # the filter goes along
    expect(page.locator("main")).to_be_focused()
    expect(page).to_have_title("Incidents · Dateline")
    page.keyboard.press("g")
    page.keyboard.press("s")
    at(page, "/search?q=protest")
    page.go_back()
    at(page, "/incidents?q=protest")
    page.go_forward()
    at(page, "/search?q=protest")


def test_back_finds_the_place_where_one_was(visit: Visit) -> None:
    page = visit("/search?q=status:any+historical:any")
    page.locator("[data-row]").nth(30).scroll_into_view_if_needed()
    there = page.evaluate("scrollY")
    assert there > 500
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_title("Actors · Dateline")
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page.locator("[data-row]").nth(30)).to_be_in_viewport()


def test_the_first_tab_stop_skips_to_the_content(visit: Visit) -> None:
    page = visit("/search?q=protest")
    heading(page, "Search")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_address_that_is_no_page_says_so(visit: Visit) -> None:
    page = visit("/nowhere", refused=True)
    expect(page.get_by_text("No screen has the address /nowhere.")).to_be_visible()
    page.get_by_role("link", name="To the incidents").click()
    at(page, "/incidents")


# ── asking ───────────────────────────────────────────────────────────────────────────────────────

def test_chips_are_the_parts_of_the_query_and_the_address_has_them(visit: Visit) -> None:
    page = visit('/search?q=type:protest+"tear gas"+-rumour')
    chips = page.get_by_role("group", name="Filters")
    expect(chips.locator(".chip")).to_have_text(["type:protest×", '"tear gas"×', "-rumour×"])
    chips.get_by_role("button", name="Leave out type:protest").click()
    expect(page.locator(Q)).to_have_value('"tear gas" -rumour')
    page.go_back()
    expect(chips.locator(".chip")).to_have_count(3)
    chips.get_by_role("button", name="Take all filters away").click()
    at(page, "/search")
    expect(chips).to_have_count(0)


@pytest.mark.parametrize(("typed", "first", "whole"), [
    ("type:prot", "PROTEST", "type:PROTEST "),
    ("in:Peru typ", "type:", "in:Peru type:"),
    ("-stance:den", "denies", "-stance:denies "),
    ("type:aid,agr", "AGREE", "type:aid,AGREE "),
    ("(sector:pol", "COP", "(sector:COP "),
])
def test_the_box_offers_fields_and_values(visit: Visit, typed: str, first: str, whole: str) -> None:
    page = visit("/search")
    heading(page, "Search")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_contain_text(first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(Q)).to_have_value(whole)


def test_a_query_on_one_report_searches_everything(visit: Visit, server: Served) -> None:
    report = next(iter(server.desk.chronicle.records())).report.id
    page = visit(f"/reports/{report}")
    page.locator(Q).fill("strike")
    page.keyboard.press("Enter")
    at(page, "/search?q=strike")


def test_what_is_wrong_with_a_query_is_shown_where_it_is(visit: Visit) -> None:
    page = visit("/search?q=harbour+type:prtest", refused=True)
    fault = page.locator(".fault")
    expect(fault).to_contain_text("there is no type 'prtest'; did you mean protest?")
    expect(fault.locator("mark")).to_have_text("p")
    page.locator(Q).fill("harbour type:protest")
    page.keyboard.press("Enter")
    expect(fault).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="incident")).to_be_visible()


# ── search ───────────────────────────────────────────────────────────────────────────────────────

def lit(page: Page, kind: str) -> list[str]:
    """The words that are highlighted as this."""
    words: list[str] = page.evaluate("""kind => [...(CSS.highlights.get(kind) ?? [])].map(
        range => range.startContainer.data.slice(range.startOffset, range.endOffset))""", kind)
    return words


def test_search_finds_incidents_and_reports_and_marks_the_words(visit: Visit, server: Served) -> None:
    told = server.get("/search.json", q="strike")
    page = visit("/search?q=strike")
    expect(page.locator("ol.incidents > li")).to_have_count(len(told["rows"]))
    expect(page.locator("ol.passages > li")).to_have_count(len(told["passages"]))
    marked = lit(page, "found")
    assert marked and all("stri" in word.lower() or "struck" in word.lower() for word in marked)


def test_a_facet_narrows_and_widens(visit: Visit, server: Served) -> None:
    kind, many = server.get("/search.json", q="strike")["by_type"][0]
    page = visit("/search?q=strike")
    chip = page.get_by_role("complementary", name="Narrow it down").locator("button").first
    chip.click()
    at(page, f"/search?q=strike+type%3A{kind}")
    expect(page.locator("ol.incidents > li")).to_have_count(many)
    chip.click()
    at(page, "/search?q=strike")


def test_hits_by_keys_alone_with_their_words(visit: Visit) -> None:
    page = visit("/search?q=strike")
    expect(page.locator("[data-row]").first).to_be_visible()
    page.keyboard.press("j")
    first = page.locator("[data-row]").first
    expect(first).to_be_focused()
    row = first.get_attribute("data-row")
    page.keyboard.press("Space")
    words = page.get_by_role("dialog", name="The words behind it")
    expect(words.locator("blockquote").first).to_be_visible()
    assert lit(page, "trigger")
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    at(page, f"/incidents/{row}")


def test_nothing_found_offers_wider_queries(visit: Visit) -> None:
    page = visit("/search?q=strike+place:Nowheresville")
    expect(page.get_by_role("heading", name="Nothing is found")).to_be_visible()
    page.locator(".empty a").first.click()
    expect(page.locator("ol.incidents > li").first).to_be_visible()


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────

def test_the_sheet_of_keys_can_be_searched(visit: Visit) -> None:
    page = visit("/search?q=strike")
    heading(page, "Search")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet.get_by_text("Next row")).to_be_visible()
    page.keyboard.type("inciden")
    expect(sheet.locator("dd")).to_have_text(["Incidents"])
    expect(sheet.locator("kbd")).to_have_text(["g t"])
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_single_letters_can_be_switched_off(visit: Visit) -> None:
    page = visit("/search")
    heading(page, "Search")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Single letters are keys").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    heading(page, "Search")
    for key in ("g", "t", "v", "?"):
        page.keyboard.press(key)
    at(page, "/search")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")                            # chords go on working
    expect(page.get_by_role("dialog", name="Go to, or do")).to_be_visible()


def test_letters_that_are_typed_are_no_keys(visit: Visit) -> None:
    page = visit("/search")
    heading(page, "Search")
    page.keyboard.press("/")
    page.keyboard.type("g t v y ?")
    at(page, "/search")
    expect(page.locator(Q)).to_have_value("g t v y ?")
    expect(page.locator(".menu-list, dialog")).to_have_count(0)


def test_the_palette_goes_does_and_searches(visit: Visit) -> None:
    page = visit("/search?q=strike")
    heading(page, "Search")
    for typed, there in (("claim", "/claims?q=strike"), ("tear gas", "/search?q=tear+gas")):
        page.keyboard.press("Control+k")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        at(page, there)
    page.keyboard.press("Control+k")
    page.keyboard.type("theme: dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_theme_is_remembered_and_can_be_the_systems(visit: Visit) -> None:
    page = visit("/search", dark=False)
    heading(page, "Search")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    page.reload()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="As the system has it").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


# ── menus ────────────────────────────────────────────────────────────────────────────────────────

def test_a_view_is_saved_found_again_and_forgotten(visit: Visit, own: Served) -> None:
    page = visit("/claims?tab=denials&q=in:Peru", at=own)
    expect(page.get_by_role("button", name="Saved views")).to_be_visible()
    page.keyboard.press("v")
    page.get_by_label("Save this view as").fill("Denied in Peru")
    page.keyboard.press("Enter")
    expect(page.locator(".toasts")).to_contain_text("Saved: Denied in Peru")
    kept = own.get("/views.json")["rows"]
    assert [(row["name"], row["path"]) for row in kept] == [("Denied in Peru", "/claims")]
    page.goto("/search")
    heading(page, "Search")
    page.keyboard.press("v")
    page.get_by_role("button", name="Denied in Peru /claims").click()
    at(page, "/claims?tab=denials&q=in:Peru")
    page.keyboard.press("v")
    page.get_by_role("button", name="Forget Denied in Peru").click()
    expect(page.locator(".toasts")).to_contain_text("Forgotten: Denied in Peru")
    assert own.get("/views.json")["rows"] == []


def copied_as(page: Page, label: str) -> str:
    """What the menu puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("y")
    page.locator(".menu-list").get_by_role("button", name=re.compile(f"^{label}")).click()
    expect(page.locator(".toast").last).to_contain_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize(("address", "view", "q"), [
    ("/incidents?q=type:protest,accuse+status:any", "timeline", "type:protest,accuse status:any"),
    ("/network?q=type:consult", "network", "type:consult"),
    ("/map?q=historical:any", "places", "historical:any"),
    ("/claims?tab=denials", "claims", "stance:denies"),
    ("/claims?tab=threats&q=status:any", "commitments", "status:any kind:threat,ultimatum"),
])
def test_what_is_copied_runs_and_gives_the_same_rows(visit: Visit, samples: Path, tmp_path: Path, address: str,
                                                     view: str, q: str) -> None:
    """The command, the SQL and the Python of "Copy as", each run by a process of its own over a copy of the store."""
    page = visit(address)
    expect(page.get_by_text("samples.duckdb")).to_be_visible()
    texts = {label: copied_as(page, label) for label in ("Command", "SQL", "Python", "R")}
    copied(samples, tmp_path)
    dateline = Path(sys.executable).with_name("dateline")
    python = (f"{texts['Python']}\nprint(len(table))\nimport duckdb\n"
              f"print(len(duckdb.connect('samples.duckdb', read_only=True).execute({texts['SQL']!r}).fetchall()))\n"
              f"with dateline.Chronicle.open('samples.duckdb', read_only=True) as chronicle:\n"
              f"    print(chronicle.{view}({q!r}).count())")
    told = subprocess.run([sys.executable, "-c", python], cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    by_python, by_sql, meant = told.stdout.split()
    assert by_python == by_sql == meant != "0"
    line = texts["R"].removeprefix('table <- read.csv(pipe("').removesuffix('"))').replace('\\"', '"')
    assert line.split()[:2] == texts["Command"].split()[:2]
    rows = subprocess.run(["sh", "-c", line.replace("dateline", str(dateline), 1)], cwd=tmp_path, capture_output=True,
                          text=True, check=True).stdout
    assert len(rows.splitlines()) >= 1 + int(meant)


def test_the_link_that_is_copied_is_the_address(visit: Visit, server: Served) -> None:
    page = visit("/search?q=strike")
    heading(page, "Search")
    assert copied_as(page, "Link") == page.url
