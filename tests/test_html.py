"""The page of a record: its marks quote exactly, hostile words stay words, and it works in a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dateline import model
from dateline.faces.html import QUADS, View, page
from dateline.model import Record
from values import record, records

VOID = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    """What a page holds: its text piece by piece with the marks around each, its tags and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[list[tuple[str, str]]] = []
        self.inside: dict[str, str] = defaultdict(str)          # the words inside each kind of tag
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if self._in("main") and tag in ("p", "h1", "h2") and not self._in("div", "key"):
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, _ in self.open:
            self.inside[tag] += data
        if self._in("main") and self.lines and not self._in("div", "key") and {"p", "h1", "h2"} & {t for t, _ in self.open}:
            marks = next((a["data-marks"] or "" for _, a in reversed(self.open) if "data-marks" in a), "")
            self.lines[-1].append((data, marks))

    def _in(self, tag: str, looks: str | None = None) -> bool:
        return any(t == tag and (looks is None or looks in (a.get("class") or "")) for t, a in self.open)

    def marked(self) -> dict[str, str]:
        """The words under each mark, in order."""
        words: dict[str, str] = defaultdict(str)
        for line in self.lines:
            for text, marks in line:
                for mark in marks.split():
                    words[mark] += text
        return words


def full() -> Record:
    """A record with all that a page can show, spans that overlap and cross lines, and two quads."""
    text = ("Two Held in Oslo\nPolice arrested two men in Oslo on Monday, a minister said. The union denied it.\n"
            "PRESSURE FROM ABROAD\nNorway's minister, Kari Lie, threatened to leave the talks unless they were freed by Friday.")
    held = record(text)

    def at(words: str) -> model.Span:
        start = text.index(words)
        return start, start + len(words)

    threat = model.Event(
        "e2", "THREATEN", ("restrict",), ("legal", "diplomatic"), "verbal conflict", -4.4,
        (model.Participant("a3", *at("Kari Lie")),), (), at("threatened"), (at("Norway's minister, Kari Lie, threatened to leave the talks"),),
        "occurred", condition=at("unless they were freed by Friday"), deadline="2026-03-06", confidence=0.61)
    release = model.Event(
        "e3", "RETREAT", ("release",), (), "material cooperation", 7.0, (), (model.Participant("a2", *at("they")),), at("freed"),
        (at("they were freed by Friday"),), "conditional", historical=True, confidence=0.4)
    across = model.Claim("c3", model.Source("a3", (at("Kari Lie"),)), (), ((at("The union")[0], at("ABROAD")[1]),), "direct", "doubts", "c1")
    minister = model.Actor("a3", "Kari Lie", "person", "NOR", "GOV", ("ELI",), (at("Kari Lie"),),
                           (model.Role("minister", "Norway", holding="former"),))
    relation = model.Relation("a3", "holds_office", "minister", "current", (at("minister, Kari Lie"),), None, "c1")
    report = replace(held.report, title="Two Held in Oslo", dateline=None, place="OSLO")
    return replace(held, report=report, headings=(at("PRESSURE FROM ABROAD"),), events=(*held.events, threat, release),
                   claims=(*held.claims, across), actors=(*held.actors, minister), relations=(relation,))


HOSTILE = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">\'"><b>&amp; {{ 7*7 }} javascript:1'


def hostile() -> Record:
    """A record in which every field that takes words is an attack."""
    text = f"Police {HOSTILE} arrested two men in Oslo on Monday, a minister said. The union denied it."
    held = record(text)
    actors = tuple(replace(a, name=HOSTILE, sectors=(HOSTILE,), roles=(model.Role(HOSTILE, HOSTILE),)) for a in held.actors)
    report = replace(held.report, title=HOSTILE, outlet=HOSTILE, ref=HOSTILE, language=HOSTILE, place=HOSTILE,
                     published=model.Published(HOSTILE, HOSTILE, "stated"))
    event = replace(held.events[0], modes=(HOSTILE,), contexts=(HOSTILE,), type=HOSTILE, quad=HOSTILE, deadline=HOSTILE,
                    evidence=((0, len(text)),), place=model.Place(HOSTILE, HOSTILE, None, None, None, None, None),
                    time=model.Time(HOSTILE, None, None, None, "stated"), instrument=(model.Instrument((0, 9), HOSTILE),))
    relations = (model.Relation(HOSTILE, "opposes", HOSTILE, "current", ((0, 6),)),)
    made = model.Made(HOSTILE, HOSTILE, HOSTILE)
    return replace(held, report=report, actors=actors, events=(event,), relations=relations, made=made)


# ── what it says ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("told", [record(), full(), hostile()], ids=["plain", "full", "hostile"])
def test_every_marks_words_are_exactly_its_spans(told: Record) -> None:
    """What a reader sees marked for a fact is what the record points at, letter by letter, across lines and overlaps."""
    marked, view = Page(page(told)).marked(), View(told)
    meant: dict[str, set[int]] = defaultdict(set)
    for mark in view.marks:
        meant[f"{mark.kind}:{mark.fact}"].update(range(*mark.span))
    assert meant
    for name, places in meant.items():
        words = "".join(told.report.text[i] for i in sorted(places)).replace("\n", "")
        assert marked[name] == words, name
    assert {m.partition(":")[0] for m in marked} >= {"trigger", "evidence", "source", "cue", "content"}


@pytest.mark.parametrize("told", [record(), full(), hostile()], ids=["plain", "full", "hostile"])
def test_the_text_is_shown_as_kept(told: Record) -> None:
    shown = ["".join(text for text, _ in line) for line in Page(page(told)).lines]
    kept = [line for line in told.report.text.split("\n") if line]
    assert shown[-len(kept):] == kept
    assert shown[:-len(kept)] in ([], [told.report.title])                  # a title that the text does not open with


def test_headings_and_title_are_headings() -> None:
    found = Page(page(full()))
    assert [tag for tag, _ in found.tags if tag in ("h1", "h2")] == ["h1", "h2", *["h2"] * 4]
    assert found.inside["h1"] == "Two Held in Oslo"
    assert found.inside["h2"].startswith("PRESSURE FROM ABROAD")


def test_a_card_tells_the_whole_event() -> None:
    words = " ".join(Page(page(full())).inside["li"].split())
    for told in ("COERCE arrest", "occurred", "disputed", "police NOR COP → two men", "whenMonday 2 March 2026 · worked out from “Monday”",
                 "whereOslo, NOR", "figuredetained 2 · “two”, says a minister", "a minister (indirect); the union (denial, indirect)",
                 "Police arrested two men in Oslo on Monday”", "80% sure", "THREATEN restrict", "conditionunless they were freed by Friday",
                 "deadlineFriday 6 March 2026", "according tothe report itself", "RETREAT release", "conditionalbackground",
                 "not said who → two men", "Kari Lie doubtsdirect", "as told by a minister", "Kari Lie holds office minister",
                 "former minister (Norway)"):
        assert told in words


def test_a_page_tells_what_is_uncertain_of_actors_and_days() -> None:
    found = record()
    event = replace(found.events[0], actors=(replace(found.events[0].actors[0], then=model.Standing("SWE", "MIL")),))
    role = model.Role("chief of Oslo", "Oslo")
    actors = (replace(found.actors[0], roles=(role,), candidates=("Ana One", "Ana Two")), *found.actors[1:])
    reason = model.Reason("2026-03-04", "2026-03-06", event.trigger, "past")
    published = model.Published("2026-03-04", "2026-03-06", "inferred", (reason,))
    told = page(replace(found, events=(event,), actors=actors, report=replace(found.report, published=published)))
    words = " ".join(Page(told).inside["body"].split())
    for part in ("then SWE MIL", "may be Ana One or Ana Two", "chief of Oslo",
                 "Wednesday 4 March 2026 to Friday 6 March 2026, inferred", "inferred from “arrested” (past)"):
        assert part in words
    assert "chief of Oslo of Oslo" not in words


def test_links_between_text_and_cards_need_no_script() -> None:
    found = Page(page(full()))
    names = [a["id"] for _, a in found.tags if a.get("id")]
    links = [a["href"] or "" for tag, a in found.tags if tag == "a"]
    assert len(names) == len(set(names))
    assert {link[1:] for link in links} <= set(names)
    assert {f"word-e{n}" for n in (1, 2, 3)} <= set(names)
    assert {f"#e{n}" for n in (1, 2, 3)} <= set(links)


def test_a_quad_is_told_by_letters_too() -> None:
    html = page(full())
    for quad, (mark, hue) in QUADS.items():
        assert f'<span class="quad {hue}">{mark}</span> {quad}' in html


def test_an_empty_record() -> None:
    empty = replace(record(), events=(), claims=(), actors=(), relations=(), names=(), times=(), places=())
    assert "No event was found" in Page(page(empty)).inside["p"]


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(records())
def test_any_record_has_a_page(told: Record) -> None:
    page(told).encode()


def test_text_that_no_file_can_hold_is_shown_all_the_same() -> None:
    page(record("Police\ud800\x00 arrested two men in Oslo on Monday, a minister said. The union denied it.")).encode()


def test_the_same_record_gives_the_same_page() -> None:
    assert page(full()) == page(full())


# ── what it must not do ──────────────────────────────────────────────────────────────────────────


def test_hostile_words_stay_words() -> None:
    found = Page(page(hostile()))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in found.tags]
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on") or name == "style"]
    assert "49" not in found.inside["main"]
    assert HOSTILE in found.inside["main"]


@pytest.mark.parametrize("told", [full(), hostile()], ids=["full", "hostile"])
def test_nothing_is_fetched(told: Record) -> None:
    html = page(told)
    found = Page(html)
    places = [a[name] or "" for _, a in found.tags for name in ("src", "href", "action", "poster", "srcset", "data") if name in a]
    assert all(place.startswith(("#", "data:")) for place in places)
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(", found.inside["style"] + found.inside["script"])


def test_the_policy_lets_only_the_pages_own_script_and_style_run() -> None:
    found = Page(page(hostile()))
    policy = next(a["content"] or "" for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    for kind in ("script", "style"):
        digest = b64encode(sha256(found.inside[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────


def themes() -> Iterator[dict[str, str]]:
    style = Page(page(record())).inside["style"]
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    first = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", light))
    yield first
    yield first | dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", dark))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    def light(colour: str) -> float:
        short = colour.lstrip("#")
        channels = [int(c, 16) / 255 for c in re.findall("..", short if len(short) == 6 else "".join(c * 2 for c in short))]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", list(themes()), ids=["light", "dark"])
def test_every_colour_can_be_read(theme: dict[str, str]) -> None:
    hues = [hue for _, hue in QUADS.values()]
    pairs = [("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("ink", "lit"), ("card", "mx"),
             *(("ink", f"{h}-tint") for h in hues), *((h, f"{h}-tint") for h in hues), *((h, "card") for h in hues), *((h, "paper") for h in hues)]
    poor = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    assert contrast(theme["focus"], theme["paper"]) >= 3


# ── in a browser ─────────────────────────────────────────────────────────────────────────────────


# Chromium reads messages from descriptor 3 and writes them to 4.
AS_3_AND_4 = """
import fcntl, os, sys
for end, place in [(fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10), n) for n, fd in enumerate(sys.argv[1:3], 3)]:
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """Chromium, spoken to over its own pipe: the DevTools protocol, a JSON message and a zero byte at a time."""

    def __init__(self, program: str, folder: Path) -> None:
        self.count, self.met, self.rest = 0, [], b""                        # type: int, list[dict[str, Any]], bytes
        out_read, self.tell = os.pipe()
        self.told, in_write = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-c", AS_3_AND_4, str(out_read), str(in_write), program, "--headless", "--no-sandbox", "--disable-gpu",
             "--no-first-run", f"--user-data-dir={folder}", "--remote-debugging-pipe", "about:blank"],
            pass_fds=(out_read, in_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(out_read)
        os.close(in_write)
        self.session: str | None = None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self(f"{domain}.enable")
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}            # or a click misses what is still scrolling
        self("Emulation.setEmulatedMedia", features=[calm])

    def __call__(self, method: str, **params: Any) -> Any:
        self.count += 1
        session = {"sessionId": self.session} if self.session else {}
        os.write(self.tell, json.dumps({"id": self.count, "method": method, "params": params, **session}).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self.count:
                assert "error" not in message, message
                return message["result"]
            self.met.append(message)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            more = os.read(self.told, 1 << 16)
            assert more, "the browser has gone"
            self.rest += more
        first, _, self.rest = self.rest.partition(b"\0")
        return json.loads(first)

    def open(self, file: Path) -> None:
        self.met.clear()
        self("Page.navigate", url=file.as_uri())
        while not any(m.get("method") == "Page.loadEventFired" for m in self.met):
            self.met.append(self._next())

    def run(self, script: str) -> Any:
        done = self("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, what: str) -> None:
        """A real click of the mouse, in the middle of an element's first line."""
        self.run(f"document.querySelector('{what}').scrollIntoView({{block: 'center', behavior: 'instant'}})")
        x, y = self.run(f"(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('{what}').getClientRects()[0])")
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left" if kind != "mouseMoved" else "none", clickCount=1)

    def close(self) -> None:
        self.session = None
        self("Browser.close")
        self.process.wait(timeout=20)
        os.close(self.tell)
        os.close(self.told)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None or os.name != "posix":
        pytest.skip("no Chromium is installed here: the page's behaviour is tested where there is one")
    chromium = Browser(program, tmp_path_factory.mktemp("browser"))
    yield chromium
    chromium.close()


def opened(browser: Browser, folder: Path, told: Record) -> Browser:
    file = folder / "page.html"
    file.write_text(page(told), encoding="utf-8")
    browser.open(file)
    return browser


LIT = "[...document.querySelectorAll('.text .lit')].map(x => x.textContent).join('|')"
ON = "[...document.querySelectorAll('.card.on')].map(x => x.dataset.fact).join()"
SHOWN = "[...document.querySelectorAll('.card[data-type]')].filter(x => x.checkVisibility()).map(x => x.dataset.fact).join()"


def test_a_browser_shows_the_text_as_kept_and_fetches_nothing(browser: Browser, tmp_path: Path) -> None:
    told = full()
    opened(browser, tmp_path, told)
    shown = browser.run("[...document.querySelectorAll('.text > h1, .text > h2, .text > p')].map(x => x.textContent).join('\\n')")
    assert shown == told.report.text
    asked = [m["params"]["request"]["url"] for m in browser.met if m.get("method") == "Network.requestWillBeSent"]
    assert asked and all(url.startswith(("file:///", "data:")) for url in asked)
    assert not [m for m in browser.met if m.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]


def test_hostile_words_do_not_run(browser: Browser, tmp_path: Path) -> None:
    opened(browser, tmp_path, hostile())
    assert browser.run("typeof window.hacked") == "undefined"
    assert browser.run("document.querySelectorAll('img, b b, script').length") == 1
    browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')")
    browser.run("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hacked=1'}))")
    assert browser.run("typeof window.hacked") == "undefined"               # even what got in would not run


def test_card_and_words_light_each_other(browser: Browser, tmp_path: Path) -> None:
    opened(browser, tmp_path, full())
    assert browser.run(LIT) == ""
    browser.press("#e2 .flow")
    words = "Norway's |minister, |Kari Lie|, |threatened| to leave the talks|unless |they| were |freed| by Friday"
    assert (browser.run(ON), browser.run(LIT)) == ("e2", words)
    browser.press("#e2 .flow")                                              # once more lets it go; the mouse still lies there
    browser("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)
    assert (browser.run(ON), browser.run(LIT)) == ("", "")
    browser.press("#word-e1")
    assert browser.run(ON) == "e1"
    assert "arrested" in browser.run(LIT)
    browser("Input.dispatchKeyEvent", type="keyDown", key="Escape")
    browser("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)
    assert browser.run(ON) == ""


def test_keys_do_what_the_mouse_does(browser: Browser, tmp_path: Path) -> None:
    opened(browser, tmp_path, full())
    browser.run("document.querySelector('#word-e2').focus()")
    for kind in ("keyDown", "keyUp"):
        browser("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r" if kind == "keyDown" else "")
    assert (browser.run(ON), browser.run("document.activeElement.closest('.card')?.id")) == ("e2", "e2")
    for kind in ("keyDown", "keyUp"):
        browser("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r" if kind == "keyDown" else "")
    assert browser.run("document.activeElement.id") == "word-e2"


def test_filters(browser: Browser, tmp_path: Path) -> None:
    opened(browser, tmp_path, full())
    chip = "document.querySelector('.chip[data-value={}]').click()"
    assert browser.run(SHOWN) == "e1,e2,e3"
    browser.run(chip.format("THREATEN"))
    assert (browser.run(SHOWN), browser.run("document.querySelector('#shown').textContent")) == ("e2", "1 of 3 events shown")
    assert browser.run("document.querySelector('#word-e1').classList.contains('off')") is True
    browser.run(chip.format("background"))
    assert browser.run(SHOWN) == ""
    browser.run("document.querySelector('.chip.clear').click()")
    assert (browser.run(SHOWN), browser.run("document.querySelectorAll('.off').length")) == ("e1,e2,e3", 0)


@pytest.mark.parametrize(("width", "columns"), [(1400, 2), (390, 1)])
def test_it_fits_any_width(browser: Browser, tmp_path: Path, width: int, columns: int) -> None:
    browser("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600)
    opened(browser, tmp_path, full())
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("getComputedStyle(document.querySelector('.page')).gridTemplateColumns").count("px") == columns


def test_it_works_without_scripts(browser: Browser, tmp_path: Path) -> None:
    browser("Emulation.setScriptExecutionDisabled", value=True)
    try:
        opened(browser, tmp_path, full())
        assert browser.run(SHOWN) == "e1,e2,e3"
        assert browser.run("[...document.querySelectorAll('.chips')].every(x => !x.checkVisibility())") is True
    finally:
        browser("Emulation.setScriptExecutionDisabled", value=False)
