"""The actors in a real browser: the list, one actor with what reports tell of it, joining names and taking that back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit

from dateline.chronicle.pairs import pair_all
from dateline.chronicle.rows import ask, put

Axe = Callable[[Page], list[str]]
expect.set_options(timeout=20_000)      # a machine may be busy
WHO = "Omar Sadi"           # of the samples: speaks, gives figures, holds an office


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


# ── the twins ────────────────────────────────────────────────────────────────────────────────────

def test_the_twin_lists_parties_by_how_often_they_act(server: Served) -> None:
    found = server.get("/actors.json")
    counts = [row["did"] + row["received"] for row in found["rows"]]
    assert counts == sorted(counts, reverse=True) and found["total"] == len(counts)
    told = next(row for row in found["rows"] if row["name"] == WHO)
    assert sum(did for did, _ in told["bars"]) == told["did"]
    assert {row["name"] for row in server.get("/actors.json", name="sadi")["rows"]} == {WHO}
    assert server.client.get("/actors.csv", params={"name": "sadi"}).text.startswith("name,country,")


def test_each_tab_has_as_many_rows_as_it_says(server: Served) -> None:
    counts = server.get(f"/actors/{WHO}.json")["counts"]
    for tab, many in counts.items():
        found = server.get(f"/actors/{WHO}.json", tab=tab)
        assert (len(found["rows"]), found["total"]) == (many, many), tab
    assert counts["statements"] and counts["figures"]


def test_a_query_cuts_acts_and_statements_down(server: Served) -> None:
    assert server.get(f"/actors/{WHO}.json", q="time:1950")["counts"]["acts"] == 0


def test_a_name_that_nobody_has(server: Served) -> None:
    answer = server.client.get("/actors/Nobody Whatsoever.json")
    assert answer.status_code == 404 and "Nobody Whatsoever" in answer.json()["message"]


def test_of_a_private_person_the_twin_tells_nothing_but_names(server: Served) -> None:
    hidden = next(row["name"] for row in server.get("/actors.json")["rows"] if row["private"])
    found = server.get(f"/actors/{hidden}.json")
    assert found["private"]
    assert not (found["rows"] or found["offices"] or found["deals"] or found["kin"] or found["ribbon"] or found["counts"])
    drawn = server.get("/network.json", ego=hidden)
    assert drawn["private"] and not drawn["nodes"]


# ── on screen ────────────────────────────────────────────────────────────────────────────────────

def test_find_a_name_open_it_and_go_back(visit: Visit) -> None:
    page = visit("/actors")
    heading(page, "Actors")
    page.locator("tbody tr").first.wait_for()
    page.get_by_label("Find a name").fill("sadi")
    expect(page).to_have_url(re.compile(r"/actors\?name=sadi$"))
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=WHO).click()
    heading(page, WHO)
    expect(page.get_by_role("heading", name="Offices")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Find a name")).to_have_value("sadi")


def test_by_keyboard_to_the_words_and_to_a_page(visit: Visit) -> None:
    page = visit("/actors")
    page.locator("tbody tr").first.wait_for()
    page.keyboard.press("j")
    expect(page.locator("tbody tr").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("tbody tr").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/.+"))


def test_tabs_are_in_the_address(visit: Visit) -> None:
    page = visit(f"/actors/{WHO}")
    page.get_by_role("navigation", name="What reports tell").get_by_role("link", name="Figures given").click()
    expect(page).to_have_url(re.compile("tab=figures"))
    expect(page.locator("tbody tr").first).to_be_visible()


def test_a_private_person_has_no_page_of_doings(visit: Visit, server: Served) -> None:
    hidden = next(row["name"] for row in server.get("/actors.json")["rows"] if row["private"])
    page = visit(f"/actors/{hidden}")
    expect(page.get_by_text("holds no public role in these records")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def with_namesake(served: Served) -> None:
    """Let the surname stand alone in one more incident."""
    db = served.desk.chronicle.cursor()
    one = ask(db, "SELECT incident, side, country, sector, kind, tellings FROM incident_parties WHERE name = ?", WHO)[0]
    other = ask(db, "SELECT min(id) FROM incidents WHERE id <> ?", one[0])[0]
    put(db, "incident_parties", [(other[0], one[1], "Sadi", *one[2:])])
    pair_all(db)


def standing(served: Served) -> list[str]:
    """What is judged, but for undoing."""
    return [one.what for one in served.desk.chronicle.judgements.active() if one.what != "undo"]


def test_keep_apart_is_remembered_and_undone(visit: Visit, own: Served) -> None:
    with_namesake(own)
    page = visit(f"/actors/{WHO}", at=own)
    page.get_by_role("button", name="Keep apart Sadi").click()
    expect(page.get_by_text("No other name looks like this one.")).to_be_visible()
    assert standing(own) == ["actor_part"]
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Keep apart Sadi")).to_be_visible()
    assert standing(own) == []


def test_join_and_undo(visit: Visit, own: Served) -> None:
    with_namesake(own)
    page = visit(f"/actors/{WHO}", at=own)
    page.get_by_role("button", name="Join Sadi").click()
    expect(page.get_by_text("No other name looks like this one.")).to_be_visible()
    assert standing(own) == ["actor_join"]
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert standing(own) == []


@pytest.mark.parametrize("path", ["/actors", f"/actors/{WHO}", f"/actors/{WHO}?tab=statements"])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_for_axe_to_find(visit: Visit, axe: Axe, path: str, dark: bool) -> None:
    page = visit(path, dark=dark)
    page.locator("tbody tr").first.wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/actors", f"/actors/{WHO}"])
def test_it_fits(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    page.locator("tbody tr").first.wait_for()
    assert fits(page)
