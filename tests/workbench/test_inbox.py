"""The inbox: reports in stacks, marks, files that are added in the background, and what could not be read."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import Served, Visit, serving

from dateline.chronicle import Chronicle
from dateline.chronicle.shelf import Wanted, shelf, stack
from dateline.faces.workbench import tray
from dateline.model import Made, Record
from dateline.report import report_from_text

WIRE = ("Police arrested forty dockers in Port Ellan on Monday after a week of strikes, the interior ministry said. The "
        "union called the arrests unlawful and demanded that all of them be freed by Friday. A court is to hear the case next week.")
TEXTS = {
    "ministry.txt": ("2026-03-03", WIRE),
    "reprint.txt": ("2026-03-04", WIRE),
    "rebels.txt": ("2026-03-05", "Rebels attacked the garrison at Karm on Wednesday and killed three guards, the army said."),
}
WAIT = 120_000          # ms: a reading process takes a while to start on a busy machine


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "news.duckdb") as served:
        yield served


def give(served: Served, name: str, body: bytes, **params: Any) -> httpx.Response:
    return served.client.post("/inbox/files", params={"name": name, **params}, content=body,
                              headers={"X-Dateline-Token": served.token})


def dated(day: str, text: str) -> bytes:
    return f"Date: {day}\nOutlet: Ellan Post\n\n{text}\n".encode()


def ended(served: Served, *, seconds: float = 600) -> list[Any]:
    """All jobs, when none is at work any more."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        rows: list[Any] = served.get("/jobs.json")["rows"]
        if rows and all(row["state"] in ("done", "stopped") for row in rows):
            return rows
        time.sleep(0.1)
    raise AssertionError(f"still at work: {served.get('/jobs.json')}")


def held(served: Served) -> Path:
    return served.desk.chronicle.path.with_name("news.inbox")


# ── what is given ────────────────────────────────────────────────────────────────────────────────

def test_files_are_read_in_the_background_and_go_when_they_are_read(empty: Served) -> None:
    first = give(empty, "ministry.txt", dated(*TEXTS["ministry.txt"]), files=3)
    assert first.status_code == 200 and first.json()["state"] in ("waiting", "running")
    for name in ("reprint.txt", "rebels.txt"):
        assert give(empty, name, dated(*TEXTS[name]), files=3, job=first.json()["id"]).status_code == 200
    job, = ended(empty)
    assert (job["state"], job["new"], job["files"], job["done"], job["unread"]) == ("done", 3, 3, 3, 0)
    assert not held(empty).exists()                         # nothing is left beside the store
    rows = empty.get("/inbox.json")["rows"]
    assert [(row["day"], row["copies"]) for row in rows] == [("2026-03-05", 0), ("2026-03-03", 1)]
    assert all(row["outlet"] == "Ellan Post" and row["facts"] for row in rows)
    give(empty, "the same.txt", dated(*TEXTS["rebels.txt"]))
    again = ended(empty)[0]
    assert (again["new"], again["known"], empty.get("/inbox.json")["reports"]) == (0, 1, 3)


def test_what_cannot_be_read_stays_with_a_reason_and_can_be_tried_again_with_a_date(empty: Served) -> None:
    give(empty, "old/undated.txt", dated("33 of Smarch", TEXTS["rebels.txt"][1]))
    assert ended(empty)[0]["unread"] == 1
    row, = empty.get("/inbox/failures.json")["rows"]
    assert row["what"] == "old/undated.txt" and "date nobody can read" in row["why"] and "2026-03-05" in row["todo"]
    assert str(held(empty)) not in json.dumps(row)          # it is called as its giver calls it
    assert [file.suffix for file in held(empty).glob("*/0*")] == [".txt"]
    again = empty.send("POST", f"/jobs/{row['job']}/again", {"files": [row["number"]], "published": "2026-03-05"})
    assert again.status_code == 200
    assert ended(empty)[0]["new"] == 1
    assert empty.get("/inbox/failures.json")["rows"] == [] and empty.get("/inbox/failures.json")["left"] == 1
    assert empty.get("/inbox.json")["rows"][0]["day"] == "2026-03-05"
    assert not list(held(empty).glob("*/0*"))


def test_what_cannot_be_read_can_be_left_out_and_put_back(empty: Served) -> None:
    give(empty, "broken.html", b"\x00\x01\x02\x03" * 400)
    ended(empty)
    key = empty.get("/inbox/failures.json")["rows"][0]["key"]
    assert empty.send("POST", "/inbox/leave", {"keys": [key]}).json()["total"] == 0
    assert empty.get("/inbox.json")["unread"] == 0
    assert [row["settled"] for row in empty.get("/inbox/failures.json", settled="true")["rows"]] == ["left"]
    assert empty.send("POST", "/inbox/leave", {"keys": [key], "back": True}).json()["total"] == 1


def test_a_text_is_pasted_with_its_day_and_outlet(empty: Served) -> None:
    told = {"text": "Troops left the village of Orra on Monday.", "title": "Village is free", "published": "2026-03-03",
            "outlet": "Karm Courier", "url": "https://karm.example/1"}
    assert empty.send("POST", "/inbox/text", told).status_code == 200
    ended(empty)
    row, = empty.get("/inbox.json")["rows"]
    assert (row["title"], row["day"], row["outlet"], row["url"]) == (
        "Village is free", "2026-03-03", "Karm Courier", "https://karm.example/1")
    assert empty.send("POST", "/inbox/text", {"text": " \n "}).status_code == 400


NAMES = ("../../../etc/passwd", "/etc/cron.d/x", "..\\..\\boot.ini", "a/../../b.txt", "con\x00.txt", "x" * 1500 + ".txt", "..",
         "~/.ssh/id", "a\u202etxt.exe")


def test_no_part_of_a_name_becomes_a_path(empty: Served, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if not path.name.startswith("news")}
    for name in NAMES:
        assert give(empty, name, b" \n").status_code == 200
    for job in ended(empty):
        assert not {"..", ".", ""} & set(job["name"].split("/")) and len(job["name"]) <= tray.NAME and job["unread"] == 1
    assert {path for path in tmp_path.rglob("*") if "news" not in str(path.relative_to(tmp_path))} == before
    found = list(held(empty).rglob("*"))
    assert len([path for path in found if path.name.startswith("000001")]) == len(NAMES)
    for path in found:
        assert re.fullmatch(r"[0-9a-f]{12}|job\.json|settled\.json|000001(\.[a-z0-9]{1,8}){0,2}", path.name)


def test_what_is_too_large_is_refused(empty: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.faces.workbench import jobs

    monkeypatch.setattr(jobs, "FILE", 1000)
    answer = give(empty, "big.txt", b"x" * 1001)
    assert answer.status_code == 413 and "big.txt" in answer.json()["message"]
    monkeypatch.setattr(jobs, "FILES", 1)
    first = give(empty, "one.txt", b" ", files=2).json()["id"]
    assert give(empty, "two.txt", b"x", files=2, job=first).status_code == 413
    monkeypatch.setattr(tray, "ALL", 10)
    assert give(empty, "three.txt", b"x" * 100).status_code == 413
    assert empty.get("/jobs.json")["rows"][0]["files"] == 1


def test_a_read_only_workbench_takes_nothing(samples: Path, tmp_path: Path) -> None:
    from tests.workbench.conftest import copied

    with serving(copied(samples, tmp_path), read_only=True) as served:
        assert give(served, "a.txt", b"x").status_code == 403
        assert served.send("POST", "/inbox/text", {"text": "x"}).status_code == 403
        assert served.get("/jobs.json")["rows"] == []
    assert not list(tmp_path.glob("*.inbox"))


def test_a_job_stops_and_goes_on(empty: Served) -> None:
    lines = [json.dumps({"text": f"{WIRE} Dock {n} stayed shut.", "published": "2026-03-03", "outlet": f"Post {n}"}) for n in range(24)]
    job = give(empty, "many.jsonl", "\n".join(lines).encode()).json()
    assert job["expected"] == 24
    empty.send("POST", f"/jobs/{job['id']}/stop")
    stopped = ended(empty)[0]
    assert stopped["state"] == "stopped" and stopped["done"] < 24
    assert list(held(empty).glob("*/000001.jsonl"))         # what is not read is kept
    empty.send("POST", f"/jobs/{job['id']}/go")
    assert ended(empty)[0]["state"] == "done"
    assert empty.get("/inbox.json")["reports"] == 24


def test_progress_is_told_to_whoever_listens_and_to_whoever_comes_later(empty: Served) -> None:
    give(empty, "blank.txt", b" ")
    for _ in range(2):                                      # a tab that is closed, and one that is opened again
        with empty.client.stream("GET", "/jobs/events") as told:
            first = next(line for line in told.iter_lines() if line.startswith("data: "))
            assert json.loads(first[6:])["jobs"][0]["name"] == "blank.txt"
    ended(empty)
    with empty.client.stream("GET", "/jobs/events") as told:
        first = next(line for line in told.iter_lines() if line.startswith("data: "))
        assert json.loads(first[6:])["jobs"][0]["state"] == "done"


# ── killed, and started again ────────────────────────────────────────────────────────────────────

@contextmanager
def program(store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`dateline serve` as a process of its own; it and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve", "--store", str(store), "--port", "0", "--no-open"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield process, found[0]
    finally:
        process.kill()
        process.wait()


def token_of(url: str) -> str:
    found = re.search(r'name="dateline-token" content="([^"]+)"', httpx.get(f"{url}inbox", trust_env=False).text)
    assert found
    return found[1]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")
def test_a_killed_server_goes_on_where_it_was(tmp_path: Path) -> None:
    store = tmp_path / "news.duckdb"
    lines = [json.dumps({"text": f"{WIRE} Dock {n} stayed shut.", "published": "2026-03-03", "outlet": f"Post {n}"}) for n in range(16)]
    with program(store) as (process, url):
        answer = httpx.post(f"{url}inbox/files", params={"name": "many.jsonl"}, content="\n".join(lines).encode(),
                            headers={"X-Dateline-Token": token_of(url)}, timeout=60, trust_env=False)
        assert answer.status_code == 200
        until = time.monotonic() + 600
        while time.monotonic() < until:
            job = httpx.get(f"{url}jobs.json", timeout=60, trust_env=False).json()["rows"][0]
            if job["new"]:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert list((tmp_path / "news.inbox").glob("*/000001.jsonl"))
    with serving(store) as served:                          # nobody asks for anything: it goes on by itself
        job = ended(served)[0]
        assert (job["state"], job["done"], job["unread"]) == ("done", 16, 0)
        assert served.get("/inbox.json")["reports"] == 16
        assert not (tmp_path / "news.inbox").exists()


def test_files_of_which_nothing_is_known_any_longer_are_read_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "news.inbox" / "0123456789ab"
    folder.mkdir(parents=True)
    (folder / "000001.txt").write_bytes(b" ")
    (folder / "job.json").write_text("{", encoding="utf-8")
    with serving(tmp_path / "news.duckdb") as served:
        assert (ended(served)[0]["state"], ended(served)[0]["unread"]) == ("done", 1)


# ── the list ─────────────────────────────────────────────────────────────────────────────────────

def test_counts_are_of_what_a_choice_would_find(server: Served) -> None:
    whole = server.get("/inbox.json")
    assert whole["reports"] == sum(one["reports"] for one in whole["marks"]) >= whole["total"] == len(whole["rows"])
    for param, of in (("outlet", "outlets"), ("month", "months"), ("flag", "flags")):
        for one in whole[of]:
            if one["name"] != "none":
                assert server.get("/inbox.json", **{param: one["name"]})["reports"] == one["reports"], (param, one)


def test_a_query_chooses_reports_that_tell_of_it_whatever_came_of_it(server: Served) -> None:
    all_of = server.get("/inbox.json")["reports"]
    told = server.get("/inbox.json", q="type:assault")
    assert 0 < told["reports"] < all_of
    words = server.get("/inbox.json", q="halim")
    assert 0 < words["reports"] < all_of
    assert server.get("/inbox.json", q="halim", sort="facts")["rows"][0]["facts"] == max(row["facts"] for row in words["rows"])
    assert server.client.get("/inbox.json", params={"q": "nofield:x"}).status_code == 400


def test_copies_lie_in_one_stack_and_say_why(tmp_path: Path) -> None:
    made = Made("1", "r", "c")
    texts = {"a": WIRE, "b": WIRE.upper(), "c": f"{WIRE} Two more were let go at dusk.", "d": "A fair was held in Orra on Sunday."}
    with Chronicle.open(tmp_path / "s.duckdb") as chronicle:
        for day, (outlet, text) in enumerate(texts.items(), 1):
            report = report_from_text(text, outlet=outlet, published=f"2026-03-0{day}")
            chronicle.add(Record(report, (), (), (), (), (), (), (), (), made))
        found = shelf(chronicle)
        assert sorted(row.copies for row in found.rows) == [0, 2] and (found.total, found.reports) == (2, 4)
        top = next(row for row in found.rows if row.copies)
        assert top.outlet == "a" and [one.why for one in stack(chronicle, top.report)] == ["first", "exact", "near"]
        only = shelf(chronicle, wanted=Wanted(outlets=("b",)))
        assert [(row.outlet, row.copies) for row in only.rows] == [("b", 0)]
        marked = shelf(chronicle, wanted=Wanted(marks=("checked",)), marks={top.report: "checked"})
        assert [row.report for row in marked.rows] == [top.report]



# ── on screen ────────────────────────────────────────────────────────────────────────────────────

def drop(page: Page, **files: str) -> None:
    """Let files fall onto the page, as a hand would."""
    carried = page.evaluate_handle("""(files) => {
        const carried = new DataTransfer();
        for (const [name, text] of Object.entries(files)) carried.items.add(new File([text], name.replace("_", ".")));
        return carried;
    }""", files)
    page.dispatch_event("body", "dragenter", {"dataTransfer": carried})
    expect(page.locator(".veil")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": carried})
    expect(page.locator(".veil")).to_have_count(0)


def test_a_dropped_file_is_read_though_the_page_is_closed(empty: Served, visit: Visit) -> None:
    page = visit("/", at=empty)
    expect(page).to_have_url(f"{empty.url}inbox")           # where an empty store begins
    expect(page.get_by_role("heading", name="No reports yet")).to_be_visible()
    drop(page, rebels_txt=dated(*TEXTS["rebels.txt"]).decode(), broken_txt=dated("33 of Smarch", "Troops left Orra.").decode())
    expect(page.locator(".job")).to_have_count(1)
    page.context.close()
    page = visit("/inbox", at=empty)
    expect(page.locator(".job")).to_contain_text("rebels.txt and 1 more")
    expect(page.locator(".job")).to_contain_text("done", timeout=WAIT)
    expect(page.locator("tbody tr")).to_have_count(1, timeout=WAIT)
    expect(page.locator("tbody tr")).to_contain_text("Ellan Post")
    page.get_by_role("link", name="Not read").click()
    expect(page.locator(".unread li")).to_contain_text("has a date nobody can read")
    page.get_by_role("button", name="Leave out").click()
    expect(page.locator(".unread li")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".unread li")).to_have_count(1)
    page.get_by_role("button", name="Give a date and try again").click()
    page.get_by_role("dialog").get_by_label("Date").fill("2026-03-05")
    page.get_by_role("dialog").get_by_role("button", name="Try again").click()
    expect(page.locator(".job").first).to_contain_text("done", timeout=WAIT)
    page.goto("/inbox")
    expect(page.locator("tbody tr")).to_have_count(2, timeout=WAIT)


def test_the_list_is_filtered_in_the_address_and_back_leads_back(server: Served, visit: Visit) -> None:
    page = visit("/inbox")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    before = rows.count()
    chip = page.locator(".choice", has_text="Outlet").locator(".chip button").first
    name = chip.locator("bdi").inner_text()
    chip.click()
    expect(page).to_have_url(re.compile(r"outlet="))
    expect(page.locator("tbody td:nth-last-child(4)").first).to_have_text(name)
    assert rows.count() <= before
    page.go_back()
    expect(rows).to_have_count(before)
    page.locator(".month").first.click()
    expect(page).to_have_url(re.compile(r"month=\d{4}"))
    page.get_by_role("link", name="most facts").click()
    expect(page).to_have_url(re.compile(r"sort=facts"))


def test_reports_are_marked_by_key_and_the_mark_is_taken_back(own: Served, visit: Visit) -> None:
    page = visit("/inbox", at=own)
    expect(page.locator("tbody tr").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("tbody tr").first.locator(".mark-sign")).to_have_class(re.compile("seen"))
    report = own.get("/inbox.json")["rows"][0]["report"]
    assert own.desk.notes.kept.marks == {report: "seen"}
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("tbody tr").first.locator(".mark-sign")).to_have_class(re.compile("new"))
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.locator(".chosen").get_by_role("button", name="checked").click()
    expect(page.locator(".mark-sign.checked")).to_have_count(2)
    page.locator("tbody tr").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]{16}"))


def test_a_report_that_is_opened_is_seen(own: Served, visit: Visit) -> None:
    """And a mark that somebody made stays."""
    first, second = (row["report"] for row in own.get("/inbox.json")["rows"][:2])
    own.send("PUT", f"/reports/{second}/mark", {"mark": "disputed"})
    page = visit("/inbox", at=own)
    for at, mark in ((0, "seen"), (1, "disputed")):
        expect(page.locator("tbody tr").nth(at)).to_be_visible()
        with page.expect_response("**/opened"):
            page.locator("tbody tr").nth(at).locator("a").first.click()
        page.go_back()
        expect(page.locator("tbody tr").nth(at).locator(".mark-sign")).to_have_class(re.compile(mark))
    assert own.desk.notes.kept.marks == {first: "seen", second: "disputed"}
    assert own.send("POST", "/reports/0000000000000000/opened", {}).status_code == 404


def test_a_stack_says_why_its_reports_are_one_text(own: Served, visit: Visit) -> None:
    page = visit("/inbox?flag=copied", at=own)
    page.locator("tbody").get_by_role("button").first.click()
    told = page.get_by_role("dialog")
    expect(told.locator("li").first).to_contain_text("the first of them")
    expect(told.locator("li").nth(1)).to_contain_text(re.compile("the same words|a near copy|a part"))
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_axe_finds_nothing(own: Served, visit: Visit, axe: Any, width: int, dark: bool) -> None:
    give(own, "blank.txt", b" ")
    ended(own)
    for path in ("/inbox", "/inbox?tab=unread"):
        page = visit(path, at=own, width=width, dark=dark)
        expect(page.locator("tbody tr, .unread li").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert axe(page) == []
    page.locator(".zone summary").click()
    page.get_by_role("button", name="Paste a text").click()
    assert axe(page) == []
