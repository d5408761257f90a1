"""The frame around all screens, in a real browser: search, chips and the address, menus, keys, palette, theme."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.workbench.conftest import Served, Visit, copied, serving, until

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


@pytest.mark.parametrize(("address", "asks"), [
    ("/incidents?view=table&sort=-reports&bars=no", "/incidents.json?view=table&sort=-reports"),
    ("/actors?page=1", "/actors.json"),
    ("/claims?tab=denials&view=table", "/claims.json?tab=denials"),
    ("/map?bbox=5%2C45%2C11%2C48&at=nothing", "/map.json?bbox=5%2C45%2C11%2C48"),
    ("/search?q=protest", "/search.json?q=protest"),
    ("/network?top=20&list=nodes", "/network.json?top=20"),
    ("/inbox?sort=facts", "/inbox.json?sort=facts"),
])
def test_a_screen_asks_once_and_before_its_file_is_there(visit: Visit, address: str, asks: str) -> None:
    page = visit("/changes")
    heading(page, "What has changed")
    screen = asks[1:asks.index(".")]
    held: list[Route] = []
    asked: list[str] = []
    page.route(re.compile(rf"/assets/{screen}-[^/]*\.js$"), lambda route: held.append(route))  # noqa: PLW0108
    page.on("request", lambda each: asked.append(each.url) if f"/{screen}.json" in each.url else None)
    with page.expect_response(lambda answer: answer.url.endswith(asks)):
        page.goto(address)
    expect(page.get_by_text("Loading…").first).to_be_visible()
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert held and [url.removeprefix(page.url.split(f"/{screen}")[0]) for url in asked] == [asks]


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


def test_what_is_wrong_with_a_query_stays_when_others_answer_after_it(own: Served, visit: Visit) -> None:
    """What is asked without a query, such as the saved views, says nothing of one."""
    own.send("PUT", "/views/Claims of old", {"path": "/claims", "query": "q=historical:any"})
    page = visit("/search", at=own, refused=True)
    held: list[Route] = []
    page.route("**/views.json", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks what it calls)
    page.goto("/search?q=harbour+type:prtest")
    expect(page.locator(".fault")).to_contain_text("did you mean protest?")
    for each in held:
        each.continue_()
    page.get_by_role("button", name="Views").click()
    expect(page.get_by_role("button", name="Claims of old /claims")).to_be_visible()
    expect(page.locator(".fault")).to_be_visible()
    expect(page.locator(Q)).to_have_attribute("aria-invalid", "true")


# ── search ───────────────────────────────────────────────────────────────────────────────────────

def lit(page: Page, kind: str) -> list[str]:
    """The words that are highlighted as this, once there are any and no more come."""
    before: list[str] = []
    for _ in range(300):
        words = highlighted(page, kind)
        if words and words == before:
            return words
        before = words
        page.wait_for_timeout(100)
    raise AssertionError(f"nothing is highlighted as {kind}")


def highlighted(page: Page, kind: str) -> list[str]:
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
    until(page, "CSS.highlights.get('trigger')?.size > 0")
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


def test_nothing_is_lost_of_what_is_typed_before_the_server_answers(own: Served, visit: Visit) -> None:
    """No key waits for anything; the saved views are told only when all is typed."""
    own.send("PUT", "/views/Claims of old", {"path": "/claims", "query": "q=historical:any"})
    page = visit("/search?q=strike", at=own)
    held: list[Route] = []
    page.route("**/views.json", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks what it calls)
    page.reload()
    heading(page, "Search")
    page.keyboard.press("Control+k")
    page.keyboard.type("claims")
    expect(page.get_by_role("combobox", name="Go to, or do")).to_have_value("claims")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Search for “claims”")
    for each in held:
        each.continue_()
    expect(page.get_by_role("option", name="Claims of old")).to_be_visible()
    expect(chosen).to_contain_text("Search for “claims”")           # not what has come in between
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.keyboard.type("in:")
    at(page, "/search?q=claims")
    expect(page.locator(Q)).to_have_value("in:")


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

def test_a_view_is_saved_found_again_and_forgotten(own: Served, visit: Visit) -> None:
    page = visit("/claims?tab=denials&q=in:Peru", at=own)
    expect(page.get_by_role("button", name="Views")).to_be_visible()
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
    page.evaluate("navigator.clipboard.writeText('')")
    page.keyboard.press("y")
    page.locator(".menu-list").get_by_role("button", name=re.compile(f"^{label}")).click()
    until(page, "navigator.clipboard.readText().then(text => text !== '')")
    expect(page.locator(".toast").last).to_contain_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_what_is_copied_runs_and_gives_the_same_rows(visit: Visit, samples: Path, tmp_path: Path) -> None:
    """The command, the SQL and the Python of "Copy as", each run by a process of its own over a copy of the store.
    (Each screen with its options: test_copying.py.)"""
    page = visit("/claims?tab=threats&q=status:any")
    expect(page.get_by_text("samples.duckdb")).to_be_visible()
    texts = {label: copied_as(page, label) for label in ("Command", "SQL", "Python", "R")}
    copied(samples, tmp_path)
    dateline = Path(sys.executable).with_name("dateline")
    python = (f"{texts['Python']}\nprint(len(table))\nimport duckdb\n"
              f"print(len(duckdb.connect('samples.duckdb', read_only=True).execute({texts['SQL']!r}).fetchall()))\n"
              f"with dateline.Chronicle.open('samples.duckdb', read_only=True) as chronicle:\n"
              f"    print(chronicle.commitments('status:any kind:threat,ultimatum').count())")
    told = subprocess.run([sys.executable, "-c", python], check=False, cwd=tmp_path, capture_output=True, text=True)
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


# ── what is new, what can be taken back ──────────────────────────────────────────────────────────

def test_what_has_changed_since_one_last_looked(own: Served, visit: Visit) -> None:
    own.send("POST", "/looked", {"change": 0})
    since = own.get("/session.json")["since"]
    page = visit("/search", at=own)
    banner = page.get_by_role("region", name="Since you last looked:")
    expect(banner).to_contain_text(f"{since['added']} new incidents")
    banner.get_by_role("link", name="Show me").click()
    at(page, "/changes?since=0")
    heading(page, "What has changed")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Joined|^Changed|^New")).first.click()
    expect(page).to_have_url(re.compile("what="))
    page.get_by_role("button", name="I have seen it").click()
    at(page, "/incidents")
    expect(banner).to_have_count(0)
    told = own.get("/session.json")
    assert told["looked"] == told["change"] and not told["since"]


def test_revised_figures_and_settled_promises_are_counted_apart(samples: Path, tmp_path: Path) -> None:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.overview import overview

    with Chronicle.open(copied(samples, tmp_path)) as chronicle:
        since = overview(chronicle).batch
        incident = next(iter(chronicle.timeline()))["incident"]
        chronicle.cursor().executemany("INSERT INTO changes (number, \"at\", what, incident, field, before, after) "
                                       "VALUES (?, '2026-03-05T00:00:00+00:00', 'changed', ?, ?, ?, ?)", [
            (since + 1, incident, "killed", "12", "14"), (since + 2, incident, "killed", "14", "15"),
            (since + 1, incident, "injured", None, "3"), (since + 1, incident, "state", "open", "met"),
            (since + 1, incident, "place", "Arequipa", "Puno"), (since, incident, "missing", "1", "2")])
        assert overview(chronicle, since=since).changes == {"changed": 1, "figures": 1, "states": 1}


def test_the_first_visit_tells_of_no_changes(own: Served, visit: Visit) -> None:
    page = visit("/search", at=own)
    expect(page.get_by_text("samples.duckdb")).to_be_visible()
    expect(page.get_by_role("region", name="Since you last looked:")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    told = own.get("/session.json")
    assert told["looked"] == told["change"]


def test_judgements_are_taken_back_and_done_again_from_any_screen(own: Served, visit: Visit) -> None:
    first, second = [row["incident"] for row in own.desk.chronicle.timeline("reports:1")][:2]
    own.send("POST", "/judgements", {"deeds": [{"what": "join", "ids": [first, second]}]})
    page = visit("/search", at=own)
    state = page.get_by_role("contentinfo", name="State of the store")
    expect(state).to_contain_text("1 judgement to take back")
    for key, told in (("u", "Taken back: 1 judgement"), ("U", "Done again: 1 judgement"),
                      ("Control+z", "Taken back: 1 judgement")):
        page.keyboard.press(key)
        expect(page.locator(".toast").last).to_contain_text(told)
    expect(state).not_to_contain_text("to take back")
    told = own.get("/session.json")
    assert (told["undo"], told["redo"]) == (0, 1)
    page.keyboard.press("u")
    expect(page.locator(".toast").last).to_contain_text("There is nothing to take back")


def test_a_server_that_is_gone_is_told_and_found_again(own: Served, visit: Visit) -> None:
    page = visit("/search?q=strike", at=own, refused=True)
    heading(page, "Search")
    page.context.set_offline(True)
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Search").click()
    page.locator(Q).fill("harbour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Dateline does not answer")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator("ol.incidents > li").first).to_be_visible()
    expect(page.get_by_text("Dateline does not answer")).to_have_count(0)


def test_what_is_only_shown_offers_no_writing(visit: Visit, samples: Path, tmp_path: Path) -> None:
    with serving(copied(samples, tmp_path), read_only=True) as shown:
        page = visit("/search", at=shown)
        expect(page.get_by_text("shown only")).to_be_visible()
        page.keyboard.press("v")
        expect(page.get_by_text("No views are saved yet.")).to_be_visible()
        expect(page.get_by_label("Save this view as")).to_have_count(0)


# ── any script, any eye, any width ───────────────────────────────────────────────────────────────

ODD = ("MARSA (Harbour Wire) -- The 🚢 union 🎉 said on Monday that pilots would strike over pay. «سيبدأ الإضراب غداً», the "
       "union's chairman Karim Haddad said, and the strike 🎉 began. השביתה began too, dockers of the strike committee said.")


@pytest.fixture(scope="module")
def odd(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store with a report in which other scripts and signs beyond sixteen bits stand before the words."""
    from dateline.faces.cli import run

    folder = tmp_path_factory.mktemp("odd")
    store, report = copied(samples, folder), folder / "odd.txt"
    report.write_text(f"Pilots strike 🎉 in Marsa\n\n{ODD}\n", encoding="utf-8")
    assert run(["add", str(report), "--store", str(store)]) == 0
    with serving(store) as served:
        yield served


def test_words_are_marked_exactly_behind_emoji_and_arabic(visit: Visit, odd: Served) -> None:
    page = visit("/search?q=strike+marsa", at=odd)
    expect(page.locator("ol.passages > li")).to_have_count(1)
    marked = [word.lower() for word in lit(page, "found")]
    assert len(marked) >= 3 and set(marked) <= {"strike", "marsa"}
    page.goto("/search?q=%22%D8%A7%D9%84%D8%A5%D8%B6%D8%B1%D8%A7%D8%A8%22")
    expect(page.locator("ol.passages > li")).to_have_count(1)
    assert lit(page, "found") == ["الإضراب"]


OPENED: dict[str, Callable[[Page], Any]] = {
    "/search": lambda page: None,
    "/search?q=strike": lambda page: page.locator("[data-row]").first.wait_for(),
    "/search?q=strike#peek": lambda page: (page.locator("[data-row]").first.wait_for(), page.keyboard.press("j"),
                                           page.keyboard.press("Space"), page.locator(".sentences").wait_for()),
    "/search#keys": lambda page: page.keyboard.press("?"),
    "/search#palette": lambda page: page.keyboard.press("Control+k"),
    "/search#copy": lambda page: page.keyboard.press("y"),
    "/search#views": lambda page: page.keyboard.press("v"),
    "/search#ask": lambda page: (page.keyboard.press("/"), page.keyboard.type("a")),
    "/changes?since=0": lambda page: page.locator("tbody tr").first.wait_for(),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", OPENED)
def test_axe_finds_nothing(visit: Visit, axe: Axe, address: str, dark: bool) -> None:
    page = visit(address, dark=dark)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    OPENED[address](page)
    assert axe(page) == []


@pytest.mark.parametrize("address", OPENED)
def test_the_page_is_never_wider_than_a_phone(visit: Visit, address: str) -> None:
    page = visit(address, width=390)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    OPENED[address](page)
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room
    out = page.evaluate("""[...document.querySelectorAll('main, main *, .menu-list, dialog[open]')].filter(node => {
        const box = node.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1) && !node.closest('.table-box, .chips');
    }).map(node => node.className || node.tagName)""")
    assert out == []
    for menu in page.locator(".menu-list, dialog[open]").all():
        assert (menu.bounding_box() or {"y": -1})["y"] >= 0


@pytest.mark.parametrize("address", [
    "/incidents?view=table", "/claims?tab=statements", "/claims?tab=commitments", "/actors", "/network", "/map",
    "/inbox",
])
def test_on_a_phone_a_row_folds_and_says_what_each_number_is(visit: Visit, axe: Axe, address: str) -> None:
    page = visit(address, width=390)
    box = page.locator(".table-box").first
    box.locator("tbody tr").first.wait_for()
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert box.evaluate("""box => [...box.querySelectorAll('td.number:not(:empty)')].filter(cell =>
        getComputedStyle(cell, '::before').content === 'none').map(cell => cell.textContent)""") == []
    expect(page.get_by_role("table").first.get_by_role("row").nth(1)).to_be_visible()       # it is a table still
    assert axe(page) == []


def test_on_a_phone_the_bar_fits_and_has_all_screens(visit: Visit, axe: Axe) -> None:
    page = visit("/search?q=strike", width=390)
    heading(page, "Search")
    bar = page.get_by_role("navigation", name="Screens")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    expect(bar.get_by_role("link")).to_have_count(4)
    bar.get_by_role("button", name="More").press("Enter")
    sheet = page.get_by_role("dialog", name="All screens")
    expect(sheet.get_by_role("link")).to_have_count(10)
    assert axe(page) == []
    sheet.get_by_role("link", name="Map").press("Enter")
    at(page, "/map?q=strike")
    heading(page, "Map")
    expect(sheet).to_have_count(0)


def test_on_paper_only_the_content_is_left(visit: Visit) -> None:
    page = visit("/search?q=strike", dark=True)
    page.locator("[data-row]").first.wait_for()
    page.emulate_media(media="print")
    for gone in (".rail", ".top", ".foot"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
