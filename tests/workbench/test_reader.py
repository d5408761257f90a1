"""The reader: every value with its exact words, in any script; judged by key and taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit, until

import dateline
from dateline.chronicle.judgements import Correct, Judgement

expect.set_options(timeout=30_000)      # a machine may be busy

# Words of several scripts and signs beyond the first 65,536, so that code points, UTF-16 and bytes all differ.
SCRIPTS = {
    "emoji": "🚨🕊️ PORT ELLAN, 3 March 2026 — Police arrested twelve protesters 👩🏽‍🌾 in Port Ellan on Tuesday, "
             "the interior ministry said. 🔥 Rebels attacked the old harbour on Monday and killed three guards. 𝔘nion leaders condemned the arrests.",
    "arabic": "“الميناء مغلق” («مرفأ صور») — Police arrested عمر صالح, a union leader, in Tyre on Tuesday. Spokesman Sami Haddad said "
              "“لن نتراجع” and accused the rebels of killing five soldiers in Sidon on Monday.",
    "hebrew": "חיפה, 3 March 2026 — Dockers in Haifa protested against the port authority (רשות הנמלים) on Tuesday. Police "
              "detained seven dockers, the union’s leader דנה לוי said. 🙂 The authority threatened to dismiss them.",
}
RANGES = """() => Object.fromEntries([...CSS.highlights].map(([kind, made]) => [kind, [...made].map((range) =>
    range.startContainer.data.slice(range.startOffset, range.endOffset))]))"""


def lights(page: Page, kind: str, words: list[str]) -> None:
    """Waits until these words, in this order, are highlighted as this: marks are drawn a frame after what they mark."""
    for _ in range(300):
        if (shown := page.evaluate(RANGES).get(kind, [])) == words:
            return
        page.wait_for_timeout(100)
    assert shown == words


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """A record of each script, by the real reader."""
    return {name: dateline.code(text, outlet=f"The {name} Post", published="2026-03-04") for name, text in SCRIPTS.items()}


def richest(served: Served) -> str:
    """The report with most facts."""
    found = served.desk.chronicle.cursor().execute(
        "SELECT report FROM events GROUP BY report ORDER BY count(*) DESC, report LIMIT 1").fetchone()
    return str(found[0])


def read(served: Served, report: str) -> Any:
    return served.get(f"/reports/{report}.json")


def field(fact: Any, name: str) -> Any:
    return next(one for one in fact["fields"] if one["name"] == name)


# ── what is said of a report ─────────────────────────────────────────────────────────────────────

def test_every_span_of_a_report_is_words_of_its_text(server: Served) -> None:
    data = read(server, richest(server))
    text = data["record"]["report"]["text"]
    events = {one["id"]: one for one in data["record"]["events"]}
    assert len(data["rows"]) == len(events) > 5
    for fact in data["rows"]:
        assert field(fact, "type")["words"] == [events[fact["event"]]["trigger"]]
        for one in fact["fields"]:
            assert all(0 <= start < end <= len(text) for start, end in one["words"])


def test_a_report_is_found_by_the_beginning_of_its_id_and_by_an_event_in_it(server: Served) -> None:
    report = richest(server)
    event = read(server, report)["rows"][0]["event"]
    assert read(server, report[:12])["id"] == read(server, event)["id"] == report
    assert server.client.get("/reports/ffffffffffffffff.json").status_code == 404


def test_its_facts_come_as_csv_too(server: Served) -> None:
    report = richest(server)
    lines = list(csv.DictReader(io.StringIO(server.client.get(f"/reports/{report}.csv").text)))
    assert [line["event"] for line in lines] == [fact["event"] for fact in read(server, report)["rows"]]


def test_what_is_missing_is_said(server: Served) -> None:
    for fact in read(server, richest(server))["rows"]:
        assert ("place" in fact["missing"]) == (field(fact, "place")["shown"] is None)
        assert ("actor" in fact["missing"]) == (field(fact, "actor")["shown"] is None)
        assert ("single" in fact["missing"]) == (fact["tells"]["independent"] <= 1)


def test_a_correction_stands_beside_what_was_read_until_it_is_undone(own: Served) -> None:
    report = richest(own)
    fact = read(own, report)["rows"][0]
    was = field(fact, "place")["shown"]
    own.send("POST", "/judgements", {"deeds": [{"what": "correct", "id": fact["event"], "field": "place", "text": "Ayr (GBR)"}],
                                     "by": "Mina", "why": "the second paragraph"})
    after = field(read(own, report)["rows"][0], "place")
    assert (after["shown"], after["now"]["shown"], after["now"]["by"], after["now"]["why"]) == (
        was, "Ayr (GBR)", "Mina", "the second paragraph")
    own.send("POST", "/judgements/undo", {"by": "Mina"})
    fact = read(own, report)["rows"][0]
    assert field(fact, "place")["now"] is None
    assert [(one["field"], one["counts"]) for one in fact["judged"]] == [("place", False)]


def test_a_field_that_an_earlier_coding_read_otherwise_says_so(own: Served, written: dict[str, Any]) -> None:
    from dataclasses import replace

    record = written["emoji"]
    first = record.events[0]
    older = replace(record, made=replace(record.made, reader="older"), events=(
        replace(first, status="future"), *record.events[1:]))
    own.desk.chronicle.add(older)
    own.desk.chronicle.add(record)
    data = read(own, record.report.id)
    fact = next(one for one in data["rows"] if one["event"] == first.id)
    assert field(fact, "status")["was"] == {"shown": "future", "reader": "older"}
    assert [one["newest"] for one in data["versions"]] == [False, True]


def test_places_of_a_name_are_offered(server: Served) -> None:
    rows = server.get("/reader/places.json", name="Ayr")["rows"]
    assert {"Ayr (GBR)", "Ayr (AUS)"} <= {one["text"] for one in rows}


def test_a_correction_of_an_event_follows_it_to_its_new_name(own: Served, written: dict[str, Any]) -> None:
    """What is judged under an id that an event had before is shown under the one it has."""
    from dataclasses import replace

    record = written["arabic"]
    event = record.events[0]
    own.desk.chronicle.add(replace(record, made=replace(record.made, reader="older"),
                                   events=(replace(event, id="0" * 16), *record.events[1:])))
    at = own.desk.chronicle.judgements.stamp(datetime.now(UTC))
    own.desk.chronicle.judge(Judgement.make(Correct(record.report.id, "0" * 16, "status", "occurred", "future"), by="Mina", at=at))
    own.desk.chronicle.add(record)
    fact = next(one for one in read(own, record.report.id)["rows"] if one["event"] == event.id)
    assert field(fact, "status")["now"]["shown"] == "future"
    assert [one["says"] for one in fact["judged"]] == ["future"]


# ── in the browser ───────────────────────────────────────────────────────────────────────────────

def opened(visit: Visit, served: Served, report: str, **how: Any) -> Page:
    page = visit(f"/reports/{report}", at=served, **how)
    expect(page.locator(".reader .fact").first).to_be_visible()
    return page


@pytest.mark.parametrize("script", SCRIPTS)
def test_words_of_any_script_are_lit_exactly(own: Served, visit: Visit, written: dict[str, Any], script: str) -> None:
    record = written[script]
    own.desk.chronicle.add(record)
    text = record.report.text
    page = opened(visit, own, record.report.id)
    events = sorted(record.events, key=lambda one: (one.trigger, one.type, one.id))
    assert len(events) >= 2
    until(page, f"CSS.highlights.get('trigger')?.size >= {len(events)}")
    lit = page.evaluate(RANGES)
    assert sorted(lit["trigger"]) == sorted(text[slice(*one.trigger)] for one in events)
    for event in events:
        page.keyboard.press("n")
        expect(page).to_have_url(f"{own.url}/reports/{record.report.id}?f={event.id}".replace("//reports", "/reports"))
        lights(page, "lit", [text[start:end] for start, end in event.evidence])
        lights(page, "actor", [text[one.start:one.end] for one in event.actors])
        lights(page, "recipient", [text[one.start:one.end] for one in event.recipients])
        lights(page, "figure", [text[slice(*one.text)] for one in event.figures])
        lights(page, "place", [text[slice(*event.place.text)]] if event.place and event.place.text else [])


def test_keys_go_through_facts_and_words_lead_to_them(server: Served, visit: Visit) -> None:
    report = richest(server)
    facts = read(server, report)["rows"]
    page = opened(visit, server, report)
    page.keyboard.press("3")
    expect(page.locator('.fact.open[data-fact="3"]')).to_be_visible()
    assert f"f={facts[2]['event']}" in page.url
    page.keyboard.press("p")
    expect(page.locator('.fact.open[data-fact="2"]')).to_be_visible()
    page.locator(".gutter button", has_text="5").first.click()
    expect(page.locator('.fact.open[data-fact="5"]')).to_be_visible()
    page.locator('.fact[data-fact="1"] .head').hover()
    text = read(server, report)["record"]["report"]["text"]
    first = next(one for one in read(server, report)["record"]["events"] if one["id"] == facts[0]["event"])
    lights(page, "lit", [text[start:end] for start, end in first["evidence"]])


def test_evidence_opens_by_space(server: Served, visit: Visit) -> None:
    page = opened(visit, server, richest(server))
    page.locator('.fact[data-fact="1"] .head').focus()
    page.keyboard.press("Space")
    if not page.locator("dialog.peek").count():         # on a button Space is the browser's own: it opens the fact
        page.locator('.fact[data-fact="1"]').hover()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Space")
    expect(page.locator("dialog.peek blockquote").first).to_be_visible()


def test_a_fact_is_corrected_by_keyboard_and_taken_back(own: Served, visit: Visit) -> None:
    report = richest(own)
    event = read(own, report)["rows"][0]["event"]
    page = opened(visit, own, report)
    page.keyboard.press("1")
    page.keyboard.press("e")
    expect(page.get_by_label("what", exact=True)).to_be_focused()
    page.keyboard.type("prot")                          # a select goes to what begins so
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.placeholder || ''").startswith("Name (country)"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("Ayr (GBR)")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fact.open .field.judged")).to_have_count(2)
    fact = read(own, report)["rows"][0]
    assert (field(fact, "type")["now"]["shown"], field(fact, "place")["now"]["shown"]) == ("PROTEST", "Ayr (GBR)")
    assert own.desk.chronicle.cursor().execute(
        "SELECT i.place FROM tellings t JOIN incidents i ON i.id = t.incident WHERE t.report = ? AND t.event = ?",
        [report, event]).fetchone() == ("Ayr",)
    page.keyboard.press("u")
    expect(page.locator(".fact.open .field.judged")).to_have_count(0)
    assert field(read(own, report)["rows"][0], "type")["now"] is None


def test_parties_and_days_have_editors(own: Served, visit: Visit) -> None:
    report = richest(own)
    page = opened(visit, own, report)
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.get_by_label("who 1: name").fill("Ana Diaz; the (elder)")
    page.get_by_label("who 1: country").fill("PER")
    page.get_by_label("who 1: kind").select_option("GOV")
    page.get_by_label("when: first day").fill("2026-03-02")
    page.get_by_label("when: last day").fill("2026-03-05")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fact.open .field.judged")).to_have_count(2)
    fact = read(own, report)["rows"][0]
    assert field(fact, "actor")["now"]["shown"].startswith("Ana Diaz the elder (PER GOV)")
    assert field(fact, "time")["now"]["shown"] == "2026-03-02..2026-03-05"


def test_accepting_and_rejecting_with_a_reason(own: Served, visit: Visit) -> None:
    report = richest(own)
    page = opened(visit, own, report)
    page.keyboard.press("1")
    page.keyboard.press("a")
    expect(page.locator('.fact[data-fact="1"] .badge.good')).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("r")
    expect(page.locator("dialog.reject")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator('.fact.gone[data-fact="2"]')).to_be_visible()
    page.keyboard.press("3")
    page.keyboard.press("r")
    page.keyboard.press("5")
    expect(page.locator('.fact[data-fact="3"] .field.judged')).to_have_count(1)
    page.keyboard.press("4")
    page.keyboard.press("c")
    page.keyboard.type("who is meant?")
    page.keyboard.press("Enter")
    expect(page.locator(".toast").last).to_contain_text("Cannot tell")
    facts = read(own, report)["rows"]
    said = [(one["judged"][0]["field"], one["judged"][0]["says"]) for one in facts[:4]]
    assert said == [("event", "right"), ("event", "wrong"), ("place", "wrong"), ("event", "unsure")]
    assert facts[3]["judged"][0]["why"] == "who is meant?"


def test_brackets_go_round_the_reports_of_an_incident(server: Served, visit: Visit) -> None:
    report, event = server.desk.chronicle.cursor().execute("""
        SELECT t.report, t.event FROM tellings t JOIN incidents i ON i.id = t.incident
        WHERE i.reports >= 3 ORDER BY i.id, t.report, t.event LIMIT 1""").fetchone()
    others = {one["report"] for one in read(server, report)["elsewhere"]} | {report}
    page = opened(visit, server, f"{report}?f={event}")
    seen = {report}
    for _ in range(2):
        before = page.url
        page.keyboard.press("]")
        expect(page).not_to_have_url(before)
        expect(page.locator(".fact.open")).to_be_visible()
        seen.add(page.url.partition("/reports/")[2].partition("?")[0])
    assert len(seen) == 3 and seen <= others
    page.go_back()
    page.go_back()
    expect(page).to_have_url(f"{server.url.rstrip('/')}/reports/{report}?f={event}")


def test_only_what_needs_review_is_shown_when_asked(server: Served, visit: Visit) -> None:
    report = richest(server)
    page = opened(visit, server, report)
    page.get_by_role("link", name="Needs review").click()
    assert "show=doubt" in page.url
    data = read(server, report)
    sure = {one["id"] for one in data["record"]["events"] if one["confidence"] >= 0.6 and not one["disputed"]}
    doubtful = [one for one in data["rows"] if one["event"] not in sure or one["tells"]["contested"]]
    expect(page.locator(".fact")).to_have_count(len(doubtful))
    page.go_back()
    expect(page.locator(".fact")).to_have_count(len(data["rows"]))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_everybody_can_use_it(server: Served, visit: Visit, axe: Callable[[Page], list[str]], width: int,
                                          dark: bool) -> None:
    page = opened(visit, server, richest(server), width=width, dark=dark)
    page.keyboard.press("1")
    page.keyboard.press("h")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []
    page.keyboard.press("e")
    expect(page.locator("dialog.edit")).to_be_visible()
    assert page.evaluate("(d => d.scrollWidth <= d.clientWidth)(document.querySelector('dialog.edit'))")
    assert axe(page) == []
