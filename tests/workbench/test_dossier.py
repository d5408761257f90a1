"""The one-file dossier: opened from a disk, in a real browser, without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.workbench.conftest import until

import dateline
from dateline.chronicle import Chronicle
from dateline.errors import BadExport
from dateline.faces.export import export
from dateline.faces.workbench.app import built

# What ends an element of a page, what a browser would run, and scripts whose letters are not one UTF-16 unit each.
HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=alert(1)><!-- "
REPORTS = (
    (f"Harbour {HOSTILE}", "2026-03-03", "Ostvik Courier",
     f"🚨🕊️ Police arrested twelve protesters 👩🏽‍🌾 in Port Ellan on Tuesday, the interior ministry said. {HOSTILE}"),
    ("مرفأ صور", "2026-03-04", "Tyre Post",
     "“الميناء مغلق” — Police arrested عمر صالح, a union leader, in Tyre on Tuesday. The union denied that anybody was hurt."),
    ("חיפה", "2026-03-05", "Haifa Daily",
     "חיפה — Dockers protested in Haifa on Wednesday. Rebels killed at least 30 guards at Karm on Monday, the army said; a doctor said 12 were dead."),
)

pytestmark = pytest.mark.skipif(not (built() / "dossier.js").is_file(), reason="the pages are not built; `make web` does it")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "news.duckdb"
    with Chronicle.open(path) as chronicle:
        for title, day, outlet, text in REPORTS:
            chronicle.add(dateline.code(text, title=title, published=day, outlet=outlet))
    return path


@pytest.fixture(scope="module")
def dossier(store: Path) -> Path:
    target = store.with_name("dossier.html")
    with Chronicle.open(store, read_only=True) as chronicle:
        done = export(chronicle, target, "status:any")
        assert done.parts[0].rows == len(tuple(chronicle.timeline("status:any"))) > 3
    return target


def data_of(file: Path) -> Any:
    found = re.search(r'<script type="application/json" id="dossier">(.*?)</script>', file.read_text(encoding="utf-8"))
    assert found
    return json.loads(found[1])


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens a file as a double-click does, the network off; fails at its end where the console told of an error or
    anything at all was asked for."""
    wrong: list[str] = []
    contexts: list[Any] = []

    def open_(file: Path, *, width: int = 1280, dark: bool = False, hash_: str = "") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB", offline=True,
                                      color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: wrong.append(f"asked for {asked.url}")
                if not asked.url.startswith((file.as_uri(), "data:")) else None)
        page.goto(file.as_uri() + hash_)
        page.wait_for_selector(".dossier-head")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrong, wrong


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

def test_every_sentence_in_it_is_words_of_its_report(store: Path, dossier: Path) -> None:
    data = data_of(dossier)
    with Chronicle.open(store, read_only=True) as chronicle:
        texts = dict(chronicle.sql("SELECT id, text FROM reports").fetchall())
    quotes = data["quotes"]
    assert {quote["incident"] for quote in quotes} == {one["incident"] for one in data["incidents"]}
    for quote in quotes:
        text = texts[quote["report"]]
        assert all(text[start:start + len(words)] == words for start, words in quote["pieces"])
        assert all(0 <= start < end <= len(text) for start, end in quote["evidence"])


def test_full_text_is_in_it_only_when_it_is_asked_for(store: Path, dossier: Path, tmp_path: Path) -> None:
    assert all("text" not in report for report in data_of(dossier)["reports"])
    with Chronicle.open(store, read_only=True) as chronicle:
        export(chronicle, tmp_path / "whole.html", "status:any", with_text=True, bare=True)
    texts = [report["text"] for report in data_of(tmp_path / "whole.html")["reports"]]
    assert len(texts) == len(REPORTS) and any(HOSTILE in text for text in texts)


def test_the_same_store_and_query_give_the_same_file(store: Path, dossier: Path, tmp_path: Path) -> None:
    with Chronicle.open(store, read_only=True) as chronicle:
        export(chronicle, tmp_path / "dossier.html", "status:any")
    assert (tmp_path / "dossier.html").read_bytes() == dossier.read_bytes()
    readme = (tmp_path / "dossier.html.README.md").read_text(encoding="utf-8")
    assert "`dateline export --to dossier.html --store news.duckdb status:any`" in readme


def test_nothing_in_it_can_end_the_data_or_be_run(dossier: Path) -> None:
    text = dossier.read_text(encoding="utf-8")
    assert text.count("<script") == text.count("</script>") == 2
    assert "onerror=alert(1)>" in text and "<img src=x" not in text
    assert "default-src 'none'" in text and "unsafe-inline" not in text


def test_a_checkout_without_it_says_how_it_is_built(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_BUILT", str(tmp_path))
    with Chronicle.open(store, read_only=True) as chronicle, pytest.raises(BadExport, match="make web"):
        export(chronicle, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


# ── in the browser ───────────────────────────────────────────────────────────────────────────────

MARKED = """() => Object.fromEntries([...CSS.highlights].map(([kind, made]) => [kind, [...made].map((range) =>
    range.startContainer.data.slice(range.startOffset, range.endOffset))]))"""


def test_it_opens_without_a_network_filters_and_shows_the_words(opened: Opened, dossier: Path) -> None:
    page = opened(dossier)
    data = data_of(dossier)
    lines = page.locator(".incidents > li")
    expect(lines).to_have_count(len(data["incidents"]))
    page.get_by_label("Words").fill("tyre")
    expect(lines.first).to_contain_text("arrest", ignore_case=True)
    assert 0 < lines.count() < len(data["incidents"])
    lines.first.locator("summary").click()
    expect(lines.first.locator("blockquote").first).to_contain_text("عمر صالح")
    expect(lines.first.locator(".source").first).to_contain_text("Tyre Post")
    assert "words=tyre" in page.url and "open=" in page.url
    page.reload()                                           # what was chosen stands in the address
    expect(page.get_by_label("Words")).to_have_value("tyre")
    expect(page.locator("details[open]")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    expect(lines).to_have_count(len(data["incidents"]))
    assert page.title().startswith("Dossier")


def test_marks_are_exact_in_every_script(opened: Opened, dossier: Path, store: Path) -> None:
    page = opened(dossier)
    with Chronicle.open(store, read_only=True) as chronicle:
        texts = dict(chronicle.sql("SELECT id, text FROM reports").fetchall())
    wanted = {texts[quote["report"]][slice(*quote["trigger"])] for quote in data_of(dossier)["quotes"]}
    for line in page.locator(".incidents summary").all():
        line.click()
    until(page, f"new Set(({MARKED})().trigger).size >= {len(wanted)}")
    assert set(page.evaluate(MARKED)["trigger"]) == wanted


def test_its_map_is_drawn_without_a_network_and_leads_to_the_words(opened: Opened, dossier: Path) -> None:
    page = opened(dossier, hash_="#tab=map")
    drawn = [one for one in data_of(dossier)["incidents"] if one["lat"] is not None]
    assert {one["place"] for one in drawn} >= {"Tyre", "Haifa"}
    assert page.locator(".globe .land").count() > 150 and page.locator(".spot").count() >= 1
    page.get_by_role("button", name="Haifa").click()
    expect(page.locator(".chosen h2")).to_contain_text("Haifa, Israel")
    page.get_by_label("Words").fill("tyre")
    expect(page.get_by_role("button", name="Haifa")).to_have_count(0)       # filters hold for it, too
    page.locator(".spot").first.click()
    page.locator(".chosen .link").first.click()
    expect(page.locator("details[open] blockquote").first).to_contain_text("عمر صالح")


@pytest.mark.parametrize("tab, words", [("Figures", "killed"), ("Statements", "says so"), ("Reports", "Ostvik Courier")])
def test_every_part_is_there_and_leads_back(opened: Opened, dossier: Path, tab: str, words: str) -> None:
    page = opened(dossier)
    page.get_by_role("link", name=tab).click()
    expect(page.locator("main")).to_contain_text(words)
    if tab != "Reports":
        page.locator("main button.link").first.click()
        expect(page.locator("details[open] blockquote").first).to_be_visible()
        page.go_back()
    expect(page.get_by_role("link", name=tab)).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_axe_finds_nothing(opened: Opened, dossier: Path, axe: Callable[[Page], list[str]], width: int, dark: bool) -> None:
    page = opened(dossier, width=width, dark=dark)
    page.locator(".incidents summary").first.click()
    for tab in ("Incidents", "Map", "Figures", "Statements", "Commitments", "Reports"):
        page.get_by_role("link", name=tab, exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), tab
        assert axe(page) == [], tab


def test_on_paper_everything_that_is_chosen_is_open(opened: Opened, dossier: Path) -> None:
    page = opened(dossier, hash_="#words=haifa")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    expect(page.locator(".dossier-filters select").first).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()
