"""The network in a real browser: picture and tables alike, steps, kinds of ties, time, and the words behind a tie."""

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
    page.locator(".drawing .node").first.wait_for()
    return page


def spots(page: Page) -> list[str]:
    found: list[str] = page.locator(".drawing .node").evaluate_all(
        "all => all.map(node => node.dataset.node + node.getAttribute('transform'))")
    return found


def busiest(server: Served) -> str:
    """A party of the network that has ties with more than one other."""
    found = server.get("/network.json")
    ends = [edge[end] for edge in found["rows"] for end in ("source", "target")]
    return max(sorted(set(ends)), key=ends.count)


# ── the twin ─────────────────────────────────────────────────────────────────────────────────────

def test_the_twin_never_gives_everything(server: Served) -> None:
    found = server.get("/network.json", top=5)
    assert len(found["nodes"]) == 5 < found["parties"]
    shown = {node["name"] for node in found["nodes"]}
    assert all({edge["source"], edge["target"]} <= shown for edge in found["rows"])


def test_what_is_no_kind_of_tie_is_told(server: Served) -> None:
    assert server.client.get("/network.json", params={"edge": "xx"}).status_code == 400
    assert server.client.get("/network.json", params={"hops": "9"}).status_code == 400
    assert server.client.get("/network.json", params={"ego": "Nobody Whatsoever"}).status_code == 404


def test_an_edge_leads_to_as_many_incidents_as_it_counts(server: Served) -> None:
    for edge in server.get("/network.json")["rows"][:5]:
        words = server.get("/network/words.json", source=edge["source"], target=edge["target"],
                           quad={"verbal cooperation": "vc", "material cooperation": "mc", "verbal conflict": "vx",
                                 "material conflict": "mx"}[edge["quad"]])
        assert words["total"] == edge["incidents"] == len(words["quotes"])


# ── on screen ────────────────────────────────────────────────────────────────────────────────────

def test_the_picture_is_the_same_every_time_and_has_what_the_table_has(visit: Visit, server: Served) -> None:
    first = drawn(visit("/network"))
    assert spots(first) == spots(drawn(visit("/network")))
    found = server.get("/network.json")
    assert first.locator(".drawing .node").count() == len(found["nodes"])
    assert first.locator(".drawing .tie").count() == len(found["rows"]) == first.locator(".twins tbody tr").count()


def test_choose_focus_hide_pin_by_keyboard(visit: Visit, server: Served) -> None:
    page = drawn(visit("/network"))
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".node.chosen")).to_have_count(1)
    chosen = page.locator(".node.chosen").get_attribute("data-node")
    page.keyboard.press("p")
    expect(page.locator(".node.pinned")).to_have_count(1)
    page.keyboard.press("h")
    expect(page.locator(".drawing .node")).to_have_count(len(server.get("/network.json")["nodes"]) - 1)
    page.keyboard.press("H")
    expect(page.locator(f'[data-node="{chosen}"]')).to_have_count(1)


def test_steps_from_one_by_keys_and_back(visit: Visit, server: Served) -> None:
    name = busiest(server)
    page = drawn(visit(f"/network?ego={name}"))
    page.keyboard.press("2")
    expect(page).to_have_url(re.compile("hops=2"))
    expect(page.locator(".drawing .node")).to_have_count(len(server.get("/network.json", ego=name, hops=2)["nodes"]))
    page.go_back()
    expect(page).not_to_have_url(re.compile("hops=2"))
    expect(page.locator(".node.ego")).to_have_attribute("data-node", name)


def test_kinds_of_ties_are_filtered_in_the_address(visit: Visit, server: Served) -> None:
    page = drawn(visit("/network"))
    page.get_by_role("button", name="deeds of conflict").click()
    expect(page).to_have_url(re.compile("edge=vc%2Cmc%2Cvx"))
    expect(page.locator(".tie.mx")).to_have_count(0)
    page.go_back()
    expect(page.locator(".drawing .tie")).to_have_count(len(server.get("/network.json")["rows"]))


def test_a_tie_in_the_table_leads_to_its_sentences(visit: Visit) -> None:
    page = drawn(visit("/network"))
    page.keyboard.press("j")
    expect(page.locator(".twins tbody tr").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".chosen blockquote").first).to_be_visible()
    expect(page.locator(".tie.lit")).to_have_count(1)
    expect(page.locator(".chosen").get_by_role("link", name="Read the report").first).to_be_visible()


def test_a_time_chosen_by_its_fields(visit: Visit, server: Served) -> None:
    page = drawn(visit("/network"))
    page.get_by_label("From", exact=True).fill("2026-03-01")
    page.get_by_label("From", exact=True).blur()
    expect(page).to_have_url(re.compile("from=2026-03-01"))
    found = server.get("/network.json", **{"from": "2026-03-01"})
    expect(page.locator(".drawing .tie")).to_have_count(len(found["rows"]))
    page.get_by_role("button", name="All time").click()
    expect(page).not_to_have_url(re.compile("from="))


def test_the_picture_is_saved_with_its_filter_and_legend(visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit("/network?q=type:accuse,assault"))
    with page.expect_download() as given:
        page.get_by_role("button", name="SVG").click()
    assert given.value.suggested_filename == "network-The-busiest-type-accuse,assault.svg"
    given.value.save_as(tmp_path / "network.svg")
    text = " ".join(ET.parse(tmp_path / "network.svg").getroot().itertext())
    assert "type:ACCUSE,ASSAULT" in text and "words of conflict" in text


def test_where_nothing_is_found_it_says_what_to_do(visit: Visit) -> None:
    page = visit("/network?q=time:1950")
    expect(page.get_by_text("Nothing passes between two parties here")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_for_axe_to_find(visit: Visit, axe: Axe, server: Served, dark: bool) -> None:
    edge = server.get("/network.json")["rows"][0]
    page = drawn(visit(f"/network?at={edge['source']}|{edge['target']}|mx", dark=dark))
    expect(page.locator(".waiting")).to_have_count(0)       # while it fades in it is too faint
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits(visit: Visit, width: int) -> None:
    page = drawn(visit("/network", width=width))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
