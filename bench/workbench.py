"""What the workbench costs: ``python -m bench.workbench --store FILE``.

Serves the store as `dateline serve` does and asks each twin: the first answer, the median of some more, the server's
processor time of one, and the size. Then, where there is a Chromium, the first useful screen: from the moment that the
page is asked for until its rows are drawn, in a browser that has nothing of it yet. Nothing is written. Other work on
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
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil

SLOW = 300              # milliseconds that no twin should take
AGAIN = 5


@contextmanager
def served(store: Path) -> Iterator[tuple[str, psutil.Process, float]]:
    """Its address, its process, and the seconds until it answered."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--port", "0", "--no-open"]
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
    found += [f"/incidents/{incident}.json", f"/reports/{report}.json", f"/actors/{name}.json",
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


def first_screen(url: str, chromium: Path) -> float | None:
    """Milliseconds until the incidents are drawn, in a browser without a cache."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        taken = []
        for _ in range(AGAIN):
            page = browser.new_context().new_page()
            began = time.perf_counter()
            page.goto(url + "incidents", wait_until="commit")
            page.wait_for_selector("[data-peek]", timeout=60_000)
            taken.append(1000 * (time.perf_counter() - began))
        browser.close()
    return statistics.median(taken)


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
        if given.chromium.is_file() and (screen := first_screen(url, given.chromium)):
            print(f"First useful screen: {screen:.0f} ms after the page was asked for (median of {AGAIN}).")


if __name__ == "__main__":
    main()
