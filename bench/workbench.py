"""What the workbench costs: ``python -m bench.workbench --store FILE``.

Serves the store as `dateline serve --read-only` does and asks each twin: the first answer, the median of some more, the
server's processor time of one, and the size. Then, where there is a Chromium, in a real browser: the first useful
screen (from the moment that the page is asked for until its rows are drawn, in a browser that has nothing of it yet),
and interactions (from the key or click until the frame after what it does is there). Nothing is written. Other work on
the machine counts: look at the processor times where it is busy.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import psutil

SLOW = 300              # milliseconds that no twin should take
AGAIN = 5


@contextmanager
def served(store: Path) -> Iterator[tuple[str, psutil.Process, float]]:
    """Its address, its process, and the seconds until it answered."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--port", "0", "--no-open",
               "--read-only"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            line = running.stderr.readline() if running.stderr else ""
            found = re.search(r"http://\S+/", line)
            if not found:
                raise SystemExit(line)
            httpx.get(found[0] + "session.json", trust_env=False, timeout=60)
            yield found[0], psutil.Process(running.pid), time.perf_counter() - began
        finally:
            running.terminate()


def addresses(client: httpx.Client) -> list[str]:
    """One address of each screen and some narrower ones, with ids and names that are in the store."""
    rows = client.get("/search.json").json()["rows"]
    incident, report = rows[0]["id"], rows[0]["words"]["report"]
    actors = client.get("/actors.json").json()["rows"]
    name = quote(actors[0]["name"], safe="")
    word = next(iter(rows[0]["label"].split()[2:]), rows[0]["label"].split()[0])
    found = ["/session.json", "/fields.json", "/views.json", "/judgements.json", "/openapi.json"]
    for screen in ("inbox", "incidents", "actors", "network", "map", "claims", "review", "search", "export", "changes"):
        found.append(f"/{screen}.json")
        if screen not in ("review", "changes"):
            found.append(f"/{screen}.json?q={quote(word)}")
    found += [f"/incidents.json?view={view}" for view in ("lanes", "list", "table")]
    found += [f"/incidents.json?view=lanes&by={by}" for by in ("country", "type")]
    found += [f"/claims.json?tab={tab}" for tab in ("figures", "statements", "commitments", "threats", "denials")]
    found += [f"/review.json?queue={queue}" for queue in ("disagreement", "doubt", "stakes")]
    found += ["/incidents.json?page=20", "/inbox.json?page=20", "/search.json?q=type:assault&page=20"]
    found += [f"/incidents/{incident}{part}" for part in (".json", ".json?links=no", "/links.json")]
    found += [f"/reports/{report}.json", f"/actors/{name}.json",
              f"/network.json?ego={name}&hops=2", f"/peek.json?id={incident}", f"/peek.json?id={report}",
              f"/peek.json?view=nodes&of=name&cell=name={name}", f"/search.json?q={quote(word)}%20in:*"]
    return found


def measured(client: httpx.Client, server: psutil.Process, path: str) -> tuple[int, float, float, float, int]:
    """Status, first and median milliseconds, milliseconds of the processor, bytes."""
    taken: list[float] = []
    spent = _spent(server)
    for _ in range(AGAIN + 1):
        began = time.perf_counter()
        answer = client.get(path)
        taken.append(1000 * (time.perf_counter() - began))
    each = 1000 * (_spent(server) - spent) / (AGAIN + 1)
    return answer.status_code, taken[0], statistics.median(taken[1:]), each, len(answer.content)


def _spent(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system)


# ── in the browser ───────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True)
class Deed:
    """What somebody does on a page: a key, or a click on what a selector finds; `until` finds something once it is
    done. `asks`: whether the server is asked for it. `first` are keys that lead there, `ready` is waited for before."""

    name: str
    path: str
    ready: str
    key: str
    until: str
    asks: bool = False
    first: tuple[str, ...] = ()


DEEDS = (
    Deed("open the palette", "incidents", "[data-peek]", "Ctrl+k", "dialog.palette[open] li"),
    Deed("open the sheet of keys", "incidents", "[data-peek]", "?", "dialog.keysheet[open] dd"),
    Deed("go to the next row", "incidents?view=table", "tbody tr", "j", "tbody tr:nth-child(2):focus", first=("j",)),
    Deed("select a row", "incidents?view=table", "tbody tr", "x", "tbody :checked", first=("j",)),
    Deed("lanes to table", "incidents", "[data-peek]", "a[href*='view=table']", "main tbody tr", True),
    Deed("sort the table", "incidents?view=table", "tbody tr", "th a[href*=sort], th button", "th[aria-sort]", True),
    Deed("open an incident", "incidents?view=table", "tbody tr", "Enter", ".one .facts", True, ("j",)),
    Deed("see the words behind a row", "incidents?view=table", "tbody tr", " ", "dialog.peek blockquote", True, ("j",)),
    Deed("another tab of claims", "claims", ".figure-strips", "a[href*='tab=statements']", "main tbody tr", True),
    Deed("next fact of a report", "reports/{report}", ".fact", "n", ".fact.open"),
    Deed("next card of the review", "review?queue=stakes", "article.card", "s",
         "article.card:not([data-event='{card}'])"),
    Deed("closer on the map", "map", ".globe .land", "+", "body[data-moved]"),
    Deed("closer, the land drawn anew", "map", ".globe .land", "+", "body[data-drawn]"),
)
DO = """([key, until]) => new Promise((done) => {
    const land = () => document.querySelector(".globe .borders")?.getAttribute("d");
    const lies = () => document.querySelector(".globe .shapes")?.getAttribute("transform");
    const [landed, lay] = [land(), lies()];
    const began = performance.now();
    if (key.length > 6) document.querySelector(key).click();
    else (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown",
        { key: key.replace("Ctrl+", ""), ctrlKey: key.startsWith("Ctrl+"), bubbles: true, cancelable: true }));
    const look = () => {
        if (land() !== landed) document.body.dataset.drawn = document.body.dataset.moved = "";
        if (lies() !== lay) document.body.dataset.moved = "";
        if (document.querySelector(until)) requestAnimationFrame(() => done(performance.now() - began));
        else requestAnimationFrame(look);
    };
    look();
})"""


def in_browser(url: str, chromium: Path, report: str) -> Iterator[tuple[str, float, bool]]:
    """Of each the name, its median milliseconds, and whether the server is asked."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield "first useful screen", statistics.median(first_screen(browser, url) for _ in range(AGAIN)), True
        for deed in DEEDS:
            yield deed.name, statistics.median(_done(browser, url, deed, report) for _ in range(AGAIN)), deed.asks
        browser.close()


def first_screen(browser: Any, url: str) -> float:
    """Milliseconds until the incidents are drawn, in a browser without a cache."""
    page = browser.new_context().new_page()
    began = time.perf_counter()
    page.goto(url + "incidents", wait_until="commit")
    page.wait_for_selector("[data-peek]", timeout=60_000)
    taken = 1000 * (time.perf_counter() - began)
    page.context.close()
    return taken


def _done(browser: Any, url: str, deed: Deed, report: str) -> float:
    """Milliseconds that one deed takes on a page that is there and at rest."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url + deed.path.format(report=report))
    page.wait_for_selector(deed.ready, timeout=60_000)
    page.wait_for_load_state("networkidle")
    for key in deed.first:
        page.keyboard.press(key)
    card = page.evaluate("document.querySelector('article.card')?.dataset.event ?? ''")
    taken = float(page.evaluate(DO, [deed.key, deed.until.replace("{card}", card)]))
    page.context.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    parser.add_argument("--only", default="", help="addresses in which this regular expression is found")
    given = parser.parse_args()
    print(f"{'Address':<60} {'Status':>6} {'First ms':>9} {'Median ms':>9} {'Processor ms':>12} {'kB':>6}")
    with served(given.store) as (url, server, began):
        with httpx.Client(base_url=url, trust_env=False, timeout=120) as client:
            for path in (path for path in addresses(client) if re.search(given.only, path)):
                status, first, median, spent, size = measured(client, server, path)
                mark = "" if status == 200 and median <= SLOW else "  failed" if status != 200 else "  slow"
                print(f"{path:<60} {status:>6} {first:>9.0f} {median:>9.0f} {spent:>12.0f} {size / 1000:>6.0f}{mark}",
                      flush=True)
        print(f"It answered {began:.2f} s after it was started.")
        if given.chromium.is_file():
            report = httpx.get(url + "inbox.json?sort=facts", trust_env=False, timeout=120).json()["rows"][0]["report"]
            print(f"\n{'In the browser':<40} {'Median ms':>9}  {'asks the server':<15}")
            for name, taken, asks in in_browser(url, given.chromium, report):
                print(f"{name:<40} {taken:>9.0f}  {'yes' if asks else ''}", flush=True)


if __name__ == "__main__":
    main()
