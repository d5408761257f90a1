"""The map in a real browser: what is drawn and what is counted beside, moving and scaling, months, a place put right."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit

Axe = Callable[[Page], list[str]]
expect.set_options(timeout=20_000)      # a machine may be busy


def drawn(page: Page) -> Page:
    page.locator(".globe .land").first.wait_for(state="attached")
    return page


# ── the twin ─────────────────────────────────────────────────────────────────────────────────────

def test_all_incidents_are_drawn_or_counted_beside(server: Served) -> None:
    found = server.get("/map.json", view="points")
    total = server.get("/incidents.json", view="table")["total"]
    assert found["incidents"] + sum(found["beside"].values()) == total
    assert all(spot["precision"] not in ("country", "area") for spot in found["spots"])
    assert sum(row["incidents"] for row in found["rows"]) + found["beside"]["nowhere"] == total


@pytest.mark.parametrize("bbox", ["1,2,3", "a,b,c,d", "0,10,20,5", "-300,0,10,10", "nan,0,1,2", "5,0,5,9"])
def test_what_is_no_box_is_told(server: Served, bbox: str) -> None:
    answer = server.client.get("/map.json", params={"bbox": bbox})
    assert answer.status_code == 400 and "west,south,east,north" in answer.json()["message"]


def test_a_box_and_a_month_cut_it_down(server: Served) -> None:
    found = server.get("/map.json", bbox="5,45,11,48")
    assert found["spots"] and all(5 <= spot["lon"] <= 11 for spot in found["spots"])
    assert server.get("/map.json", month="1950-01")["spots"] == []


# ── on screen ────────────────────────────────────────────────────────────────────────────────────

def test_the_map_shows_each_spot_and_says_what_it_does_not_show(visit: Visit, server: Served) -> None:
    page = drawn(visit("/map"))
    found = server.get("/map.json")
    expect(page.locator(".globe .spot")).to_have_count(len(found["spots"]))
    expect(page.locator(".globe .spot.region")).to_have_count(sum(spot["region"] for spot in found["spots"]))
    expect(page.locator(".beside")).to_contain_text(f"{found['beside']['nowhere']} no report tells where")
    expect(page.get_by_text("no view on them is meant")).to_be_visible()
    expect(page.get_by_text("Points: GeoNames")).to_be_visible()


def test_from_spot_to_spot_and_to_the_words_by_keyboard(visit: Visit) -> None:
    page = drawn(visit("/map"))
    page.keyboard.press("n")
    expect(page.locator(".spot.chosen")).to_have_count(1)
    page.get_by_role("link", name="Incidents here").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_scale_and_move_are_in_the_address(visit: Visit) -> None:
    page = drawn(visit("/map"))
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("bbox="))
    first = page.url
    page.locator(".globe").focus()
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(first)
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("bbox="))
    page.keyboard.press("f")
    expect(page).to_have_url(re.compile("bbox="))


LIES = """(name) => {
    const land = [...document.querySelectorAll(".globe .land")].find((each) => each.textContent.startsWith(name));
    const { left, top, width } = land.getBoundingClientRect();
    return [left, top, width];
}"""
CLOSER = """(name) => new Promise((done) => {
    const shapes = document.querySelector(".globe .shapes");
    const lies = LIES;
    const seen = [lies(name)];
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
    const look = () => {
        const carried = shapes.hasAttribute("transform");
        if (carried && seen.length === 1) seen.push(lies(name));
        if (!carried && seen.length === 2) done([...seen, lies(name)]);
        else requestAnimationFrame(look);
    };
    look();
})""".replace("LIES", LIES)


def test_the_land_is_carried_along_to_where_it_is_then_drawn(visit: Visit) -> None:
    before, carried, drawn_anew = drawn(visit("/map")).evaluate(CLOSER, "Niger")
    assert carried == pytest.approx(drawn_anew, abs=3)
    assert carried[2] > 1.5 * before[2]


def test_closer_and_back_again_shows_the_same(visit: Visit) -> None:
    page = drawn(visit("/map?bbox=0,40,20,52"))
    before = page.locator(".globe .spot").evaluate_all("all => all.map(each => each.dataset.spot)")
    page.keyboard.press("+")
    expect(page).not_to_have_url(re.compile(r"bbox=0,40"))
    page.keyboard.press("-")
    expect(page.locator(".globe .spot")).to_have_count(len(before))


def test_month_by_month_and_one_of_them_large(visit: Visit) -> None:
    page = visit("/map?view=months")
    page.locator(".months a").first.click()
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d{2}"))
    drawn(page)
    page.get_by_role("button", name=re.compile("^Leave out")).click()
    expect(page).not_to_have_url(re.compile("month="))


def test_a_place_put_right_and_taken_back(visit: Visit, own: Served) -> None:
    spot = next(spot for spot in own.get("/map.json", view="points")["spots"] if spot["place"] == "Bern")
    page = drawn(visit("/map?view=points", at=own))
    page.locator(f'[data-spot="{spot["lon"]},{spot["lat"]},p"]').click()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Look for another name").fill("Gori")
    page.keyboard.press("Enter")
    dialog.get_by_role("radio", name=re.compile("Gori, Shida Kartli")).check()
    dialog.get_by_role("button", name="That is the place").click()
    expect(dialog).to_have_count(0)
    assert "Gori" in {spot["place"] for spot in own.get("/map.json")["spots"]}
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert "Gori" not in {spot["place"] for spot in own.get("/map.json")["spots"]}


def test_the_map_is_saved_with_its_filter_and_what_it_leaves_out(visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit("/map?q=country:CHE"))
    with page.expect_download() as given:
        page.get_by_role("button", name="SVG").click()
    given.value.save_as(tmp_path / "map.svg")
    text = " ".join(ET.parse(tmp_path / "map.svg").getroot().itertext())
    assert "country:CHE" in text and "no report tells where" in text and "Natural Earth" in text


@pytest.mark.parametrize("path", ["/map", "/map?view=months"])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_for_axe_to_find(visit: Visit, axe: Axe, path: str, dark: bool) -> None:
    page = visit(path, dark=dark)
    page.locator(".twins tbody tr").first.wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["clusters", "months"])
def test_it_fits(visit: Visit, width: int, view: str) -> None:
    page = visit(f"/map?view={view}", width=width)
    page.locator(".twins tbody tr").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
