"""`dateline serve` as a process: its port, a store that is in use, Ctrl+C; several readers and a writer at once; and the
whole page in a browser where there is no network."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.workbench.conftest import CHROMIUM, HOME, Served, copied

from dateline.chronicle import Chronicle
from dateline.faces.cli import LOCKED, UNREADABLE
from dateline.faces.workbench.app import built
from dateline.faces.workbench.serving import address, listening

COMMAND = [sys.executable, "-m", "dateline", "serve", "--no-open"]
WAIT = 120              # seconds for a process to begin on a busy machine


@contextmanager
def process(store: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`dateline serve` over a store, and the address that it prints."""
    found = subprocess.Popen([*COMMAND, "--store", str(store), *more], stderr=subprocess.PIPE, text=True, env=_alone())
    try:
        assert found.stderr is not None
        line = found.stderr.readline()
        where = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert where, line
        yield found, where[0]
    finally:
        found.kill()
        found.wait()


def _alone() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HOME / "src"), "OMP_NUM_THREADS": "1"}


def asked(url: str, path: str) -> httpx.Response:
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        return client.get(path)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(samples: Path, tmp_path: Path, how: signal.Signals) -> None:
    store = copied(samples, tmp_path)
    with process(store, "--port", "0") as (running, url):
        assert asked(url, "session.json").json()["store"] == store.name
        running.send_signal(how)
        assert running.wait(WAIT) == 0
        assert running.stderr is not None
        told = running.stderr.read()
    assert "Ended" in told and "Traceback" not in told and "leaked" not in told
    with Chronicle.open(store):                     # closed: it can be added to again
        pass


def test_a_port_that_is_taken_is_passed_over() -> None:
    with listening(0) as taken:
        port = taken.getsockname()[1]
        with listening(port) as other:
            assert other.getsockname()[1] > port
            assert address(other) != address(taken)


def test_a_store_that_is_served_cannot_be_served_again(samples: Path, tmp_path: Path) -> None:
    store = copied(samples, tmp_path)
    with process(store, "--port", "0"):
        second = subprocess.run([*COMMAND, "--store", str(store)], capture_output=True, text=True, env=_alone(),
                                timeout=WAIT, check=False)
    assert second.returncode == LOCKED
    assert "in use by process" in second.stderr and "--store" in second.stderr


def test_one_that_is_only_shown_can(samples: Path, tmp_path: Path) -> None:
    store = copied(samples, tmp_path)
    with Chronicle.open(store):
        pass                                        # brought up to date, which only one that may write does
    with process(store, "--port", "0", "--read-only") as (_, one), process(store, "--port", "0", "--read-only") as (_, other):
        assert one != other
        assert asked(one, "session.json").json()["reports"] == asked(other, "session.json").json()["reports"]


def test_no_store_no_workbench(tmp_path: Path) -> None:
    found = subprocess.run([*COMMAND, "--store", str(tmp_path / "none.duckdb"), "--read-only"], capture_output=True,
                           text=True, env=_alone(), timeout=WAIT, check=False)
    assert found.returncode == UNREADABLE and "dateline add" in found.stderr


def test_the_command_line_does_not_load_it() -> None:
    code = "import sys; from dateline.faces.cli import run; run(['--help']); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_alone(), check=True).stdout
    loaded = set(told.splitlines()[-1].split())
    assert not loaded & {"starlette", "uvicorn", "pydantic", "anyio", "duckdb", "dateline.faces.workbench"}


# ── several at once ──────────────────────────────────────────────────────────────────────────────

READ = ("/session.json", "/search.json?q=type:protest", "/changes.json", "/incidents.json", "/actors.json",
        "/search.json?q=port")


def test_many_read_while_one_writes(own: Served) -> None:
    """Each answer is that of the store before the judgement or after it, never of something between."""
    def read(path: str) -> str:
        answer = own.client.get(path)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        if path == "/session.json":             # how far one can go back is the file's, which is ahead of the store
            told |= {"undo": None, "redo": None}
        return json.dumps(told)

    ids = [row["incident"] for row in own.desk.chronicle.timeline("reports:1")][:2]
    before = {path: read(path) for path in READ}
    with ThreadPoolExecutor(8) as pool:
        early = [(path, pool.submit(read, path)) for path in READ * 2]
        judged = pool.submit(own.send, "POST", "/judgements", {"deeds": [{"what": "join", "ids": ids}]})
        late = [(path, pool.submit(read, path)) for path in READ * 2]
        found = [(path, future.result()) for path, future in (*early, *late)]
        assert judged.result().status_code == 200
    after = {path: read(path) for path in READ}
    assert before != after
    for path, text in found:
        assert text in (before[path], after[path]), path


def test_two_write_one_after_the_other(own: Served) -> None:
    events = [row["id"] for row in own.desk.chronicle.events()[:12]]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda event: own.send("POST", "/judgements", {
            "deeds": [{"what": "verdict", "id": event, "right": True}]}), events))
    assert {answer.status_code for answer in answers} == {200}
    assert own.get("/judgements.json")["total"] == len(events)
    assert own.get("/session.json")["judgements"] == len(events)


# ── without a network ────────────────────────────────────────────────────────────────────────────

SCREENS = ("/incidents", "/inbox", "/actors", "/network", "/map", "/claims", "/review", "/export", "/search?q=port",
           "/changes")
LOOK = """
import sys, pathlib
from playwright.sync_api import sync_playwright
url, chromium, *screens = sys.argv[1:]
with sync_playwright() as p:
    browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    page = browser.new_page()
    page.set_default_timeout(60_000)
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith((url, "data:", "blob:")) else None)
    for screen in screens:
        page.goto(url.rstrip("/") + screen)
        page.wait_for_load_state("networkidle")
        page.wait_for_selector("main h1, main h2, h1")
    browser.close()
    print("WRONG", wrong) if wrong else print("FINE")
"""


def _no_network() -> str | None:
    """Why a network namespace cannot be had here; None where it can."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return "unshare or ip is not installed"
    tried = subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False)
    return f"unshare is not allowed here ({tried.stderr.strip()})" if tried.returncode else None


def test_the_whole_of_it_works_without_a_network(samples: Path, tmp_path: Path) -> None:
    if reason := _no_network():
        pytest.skip(reason)
    if CHROMIUM is None or not (built() / "index.html").is_file():
        pytest.skip("no Chromium on this machine, or the pages are not built (`make web`)")
    store = copied(samples, tmp_path)
    (tmp_path / "look.py").write_text(LOOK, encoding="utf-8")
    serve = " ".join([*COMMAND, "--store", str(store), "--port", "8765"])
    look = " ".join([sys.executable, str(tmp_path / "look.py"), "http://127.0.0.1:8765/", str(CHROMIUM),
                     *(f"'{screen}'" for screen in SCREENS)])
    script = (f"ip link set lo up && {serve} 2>{tmp_path}/serve.txt & sleep 1; "
              f"for i in $(seq 300); do grep -q http {tmp_path}/serve.txt && break; sleep 0.2; done; {look}")
    started = time.monotonic()
    found = subprocess.run(["unshare", "-rn", "--kill-child", "--fork", "--pid", "bash", "-c", script],
                           capture_output=True, text=True, env=_alone(), timeout=600, check=False)
    assert found.stdout.strip() == "FINE", (found.stdout, found.stderr[-2000:], time.monotonic() - started)
