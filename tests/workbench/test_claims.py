"""The ledger of claims: what its tabs answer, and the screen in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit

from dateline.chronicle.views.incident import deadline_words

Axe = Callable[[Page], list[str]]
expect.set_options(timeout=15_000)
TABS = ("figures", "statements", "commitments", "threats", "denials")


# ── what the addresses answer ────────────────────────────────────────────────────────────────────

def test_figures_are_those_of_the_view_of_contested_ones_and_more(server: Served) -> None:
    found = server.get("/claims.json")["rows"]
    told = {(row["incident"], row["kind"]) for row in server.desk.chronicle.contested()}
    assert told == {(row["incident"], row["kind"]) for row in found if row["contested"]}
    assert all(len(row["values"]) > 1 for row in found)
    assert all(row["least"] <= (value["low"] if value["low"] is not None else value["high"])
               for row in found for value in row["values"])
    every = server.get("/claims.json", every="yes")
    assert every["total"] >= len(found)


def test_statements_by_speaker_and_stance(server: Served) -> None:
    found = server.get("/claims.json", tab="statements")
    assert found["total"] == server.desk.chronicle.claims("").count()
    name, many = found["counts"]["speaker"][0]
    one = server.get("/claims.json", tab="statements", by=name)
    assert one["total"] == many and {row["speaker"] for row in one["rows"]} == {name}
    denials = server.get("/claims.json", tab="statements", stance="denies")
    assert {row["stance"] for row in denials["rows"]} == {"denies"}
    assert dict(map(tuple, denials["counts"]["stance"]))["denies"] == denials["total"]


def test_commitments_and_threats_are_all_commitments(server: Served) -> None:
    found = [server.get("/claims.json", tab=tab) for tab in ("commitments", "threats")]
    assert sum(one["total"] for one in found) == server.desk.chronicle.commitments().count()
    assert {row["kind"] for row in found[0]["rows"]} <= {"promise", "demand"}
    assert {row["kind"] for row in found[1]["rows"]} <= {"threat", "ultimatum"}
    for one in found:
        states = [row["state"] for row in one["rows"]]
        assert states == sorted(states, key=lambda state: state != "open")              # what is open comes first
        assert sum(many for _, many in one["counts"]["state"]) == one["total"]
        assert all(row["settled"] for row in one["rows"] if row["state"] in ("met", "broken") and row["settled_by_event"])
        assert all(not row["settled_by"] for row in one["rows"] if row["state"] in ("open", "unknown"))


def test_how_a_deadline_was_read(server: Served) -> None:
    due = [row for tab in ("commitments", "threats") for row in server.get("/claims.json", tab=tab)["rows"] if row["deadline"]]
    told = deadline_words(server.desk.chronicle, [row["incident"] for row in due])
    assert told and all(row["how"] is None or row["how"]["words"] == told[row["incident"]]["words"] for row in due)
    days = {row["how"]["words"]: row["deadline"] for row in due if row["how"]}
    for words, day in days.items():
        if found := re.fullmatch(r"(January|February|March|April|May|June) (\d+)", words):
            assert date.fromisoformat(day).strftime("%B %-d") == " ".join(found.groups())


def test_a_denial_stands_under_what_is_denied(server: Served) -> None:
    found = server.get("/claims.json", tab="denials")
    assert found["total"] == len(found["rows"]) > 0
    for row in found["rows"]:
        assert row["denied"] and all(one["stance"] in ("denies", "doubts") for one in row["denied"])
        assert all(one["stance"] not in ("denies", "doubts") for one in row["said"])


@pytest.mark.parametrize("tab", TABS)
def test_a_query_narrows_every_tab(server: Served, tab: str) -> None:
    every, some = (server.get("/claims.json", tab=tab, q=q)["total"] for q in ("", "type:assault"))
    assert some <= every
    if tab == "statements":
        assert 0 < some < every


# ── the screen ───────────────────────────────────────────────────────────────────────────────────

def test_tabs_stand_in_the_address(visit: Visit) -> None:
    page = visit("/claims")
    expect(page.locator(".fig-strip").first).to_be_visible()
    page.get_by_role("navigation", name="Ledger").get_by_role("link", name="Denials").click()
    expect(page).to_have_url(re.compile(r"tab=denials$"))
    expect(page.get_by_role("heading", name="Denied or doubted").first).to_be_visible()
    page.go_back()
    expect(page.locator(".fig-strip").first).to_be_visible()


def test_every_number_leads_to_its_words_by_one_key(visit: Visit) -> None:
    page = visit("/claims")
    dot = page.locator(".fig-dot").first
    dot.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_contain_text("Copy as citation")
    page.keyboard.press("Escape")
    page.get_by_role("navigation", name="As").get_by_role("link", name="table").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_contain_text("Copy as citation")


def test_at_least_has_an_arrow_and_copies_are_hollow(visit: Visit, server: Served) -> None:
    values = [value for row in server.get("/claims.json")["rows"] for value in row["values"]]
    assert any(value["high"] is None for value in values) and any(value["copy"] for value in values)
    page = visit("/claims")
    expect(page.locator(".fig-label", has_text=re.compile(r"≥ [\d,]+ →")).first).to_be_visible()
    assert page.locator(".fig-dot.copy").count() >= 1
    expect(page.get_by_text("No total is computed.").first).to_be_visible()


def test_statements_are_filtered_by_a_chip(visit: Visit) -> None:
    page = visit("/claims?tab=statements")
    page.locator(".facet .chip button").first.click()
    expect(page).to_have_url(re.compile(r"[?&]by="))
    page.go_back()
    expect(page).to_have_url(re.compile(r"tab=statements$"))


def test_unknown_is_never_shown_as_broken(visit: Visit, server: Served) -> None:
    rows = server.get("/claims.json", tab="commitments", state="unknown")["rows"]
    page = visit("/claims?tab=commitments&state=unknown")
    expect(page.locator("tbody tr")).to_have_count(len(rows))
    expect(page.locator("tbody .badge.state-unknown")).to_have_count(len(rows))
    expect(page.locator("tbody .badge.state-broken")).to_have_count(0)
    expect(page.get_by_text("It does not mean that it was broken.")).to_be_visible()
    expect(page.get_by_role("link", name="Deadlines as a calendar")).to_have_attribute(
        "href", re.compile(r"^/export/deadlines\.ics"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("tab", TABS)
def test_axe_finds_nothing(visit: Visit, axe: Axe, tab: str, dark: bool) -> None:
    page = visit(f"/claims?tab={tab}", dark=dark)
    expect(page.locator(".panel, tbody tr").first).to_be_attached()
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("tab", TABS)
def test_nothing_is_wider_than_the_page(visit: Visit, tab: str, width: int) -> None:
    page = visit(f"/claims?tab={tab}", width=width)
    expect(page.locator(".panel, tbody tr").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
