"""What the tests of the workbench share: a store of the samples, servers over it, a browser, and axe.

    server      one for the whole session, for tests that only read or take back what they judge
    own         one over a copy of the store, for a test that writes
    visit       visit("/incidents?q=…", width=390, dark=True, at=own) opens a page, and fails the test at its end where
                the console told of an error or a request left the machine; refused=True where a request is meant
                to be refused, of which the browser itself tells the console. Ask for `own` before `visit`: what is
                asked for first ends last, and an open page must not outlive its server
    axe         axe(page): what axe-core finds wrong, a line each

DATELINE_TEST_STORE may name a store of the samples that is there already: coding them takes a while.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dateline.chronicle import Chronicle
from dateline.faces.workbench import Desk, application
from dateline.faces.workbench.serving import address, listening, server_of

HOME = Path(__file__).resolve().parents[2]
WEB = HOME / "src/dateline/faces/workbench/web"
CHROMIUM = next(filter(Path.is_file, map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser",
                                                "/usr/bin/google-chrome"))), None)
KEPT_BESIDE = (".duckdb", ".search", ".decisions.jsonl", ".workbench.json")


# ── stores and servers ───────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True)
class Served:
    """A running workbench: where, its token, and the desk behind it. `client` speaks to it as a script would."""

    url: str
    token: str
    desk: Desk
    client: httpx.Client

    def get(self, path: str, **params: Any) -> Any:
        """The data at an address; fails where there are none."""
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json()

    def send(self, method: str, path: str, data: Any = None) -> httpx.Response:
        return self.client.request(method, path, json=data, headers={"X-Dateline-Token": self.token})


@contextmanager
def serving(path: Path, *, read_only: bool = False) -> Iterator[Served]:
    """The workbench over this store, in a thread of its own."""
    desk = Desk(Chronicle.open(path, read_only=read_only), read_only=read_only)
    app = application(desk)
    desk.go_on()
    with listening(0) as listener:
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        url = address(listener)
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            yield Served(url, app.state.token, desk, client)
        server.should_exit = True
        thread.join()
        desk.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples, to be copied."""
    if ready := os.environ.get("DATELINE_TEST_STORE"):
        return Path(ready)
    from dateline.faces.cli import run

    store = tmp_path_factory.mktemp("samples") / "samples.duckdb"
    assert run(["add", str(HOME / "samples"), "--store", str(store)]) == 0
    return store


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store with what stands beside it."""
    for ending in KEPT_BESIDE:
        beside = store.with_name(store.stem + ending)
        if beside.exists():
            shutil.copy(beside, folder / f"samples{ending}")
    return folder / "samples.duckdb"


@pytest.fixture(scope="session")
def server(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(copied(samples, tmp_path_factory.mktemp("served"))) as served:
        yield served


@pytest.fixture
def own(samples: Path, tmp_path: Path) -> Iterator[Served]:
    with serving(copied(samples, tmp_path)) as served:
        yield served


# ── the browser ──────────────────────────────────────────────────────────────────────────────────

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; install the package chromium to test the pages")
    expect.set_options(timeout=30_000)          # no test fails for a slow machine
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=as_root)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    from dateline.faces.workbench.app import built

    if not (built() / "index.html").is_file():
        pytest.skip("the pages are not built; `make web` does it")
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_(path: str = "/", *, width: int = 1280, dark: bool = False, at: Served | None = None,
              refused: bool = False) -> Page:
        served = at or request.getfixturevalue("server")
        context = browser.new_context(base_url=served.url, viewport={"width": width, "height": 900}, locale="en-GB",
                                      timezone_id="UTC", color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error"
                and not (refused and said.text.startswith("Failed to load resource")) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: wrong.append(f"asked for {asked.url}")
                if not asked.url.startswith((served.url, "data:", "blob:")) else None)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not wrong, wrong


def until(page: Page, expression: str) -> None:
    """Waits until an expression holds. The browser's own waiting compiles it in the page, whose policy forbids that."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never so: {expression}")


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong with a page; skipped where its file is not there."""
    file = WEB / "node_modules/axe-core/axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not here; `make web` installs it")

    def found(page: Page) -> list[str]:
        expect(page.locator(".waiting")).to_have_count(0)       # words that fade in are pale
        page.evaluate(file.read_text(encoding="utf-8"))         # past the page's own policy, which forbids scripts
        told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{one['id']}: {one['help']} at {', '.join(str(node['target']) for node in one['nodes'])}"
                for one in told["violations"]]

    return found
