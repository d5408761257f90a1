"""The export screen: what will be written is what is written, in every format, and what has changed since."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.workbench.conftest import Served, Visit

from dateline.faces.workbench.app import built

FORMS = ("csv", "tsv", "xlsx", "parquet", "jsonl", "geojson", "gexf", "graphml", "ics")


def outline(served: Served, **params: Any) -> Any:
    return served.get("/export.json", **params)


def file(served: Served, name: str, **params: Any) -> bytes:
    answer = served.client.get(f"/export/{name}", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.content


# ── what is written ──────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("what", ["incidents", "events", "claims", "figures", "commitments", "timeline", "reports"])
def test_as_many_rows_as_were_told_are_written(server: Served, what: str) -> None:
    told = outline(server, what=what, q="halim OR type:assault")
    body = file(server, told["file"], what=what, q="halim OR type:assault").decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    assert told["rows"][0]["rows"] == len(rows) and (not rows or told["rows"][0]["columns"] == len(rows[0]))


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_written(server: Served, form: str) -> None:
    told = outline(server, format=form)
    assert told["file"].endswith(next(one["ending"] for one in told["forms"] if one["name"] == form))
    assert file(server, told["file"])


def test_text_of_reports_leaves_only_when_it_is_asked_for(server: Served) -> None:
    words = server.desk.chronicle.cursor().execute("SELECT text[200:260] FROM reports ORDER BY number LIMIT 1").fetchone()[0]
    asked = {"what": "reports", "q": "status:any historical:any"}
    assert words not in file(server, "reports.jsonl", **asked).decode()
    assert outline(server, **asked)["rows"][0]["columns"] + 1 == outline(server, text="true", **asked)["rows"][0]["columns"]
    assert "--with-text" in outline(server, text="true", **asked)["command"]
    assert "--with-text" not in outline(server, **asked)["command"]


def test_a_bundle_has_everything_checked_and_the_command_that_makes_it_again(server: Served) -> None:
    told = outline(server, bundle="true", format="csv", q="type:assault")
    packed = zipfile.ZipFile(io.BytesIO(file(server, told["file"], format="csv", q="type:assault")))
    names = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert {"README.md", "codebook.md", "columns.csv", "SHA256SUMS", "incidents.csv", "network.gexf"} <= names.keys()
    for line in names["SHA256SUMS"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(names[name]).hexdigest() == digest
    assert told["command"] in names["README.md"].decode()
    assert file(server, told["file"], format="csv", q="type:assault") == file(server, told["file"], format="csv", q="type:assault")


def test_the_command_that_is_told_writes_the_same(server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    from dateline.faces.export import export, order

    told = outline(server, what="claims", q='source:"interior ministry"')
    words = shlex.split(told["command"])
    assert words[:3] == ["dateline", "export", "--to"] and words[words.index("--what") + 1] == "claims"
    export(server.desk.chronicle, order(tmp_path / words[3], what="claims", bare=True), words[-1])
    assert (tmp_path / words[3]).read_bytes() == file(server, told["file"], what="claims", q='source:"interior ministry"')


@pytest.mark.parametrize("path, params, status, told", [
    ("/export/x.doc", {}, 400, "no name of an export"),
    ("/export/..%2F..%2Fx.csv", {}, 404, "no address"),
    ("/export/.csv", {}, 400, "no name of an export"),
    ("/export/x.gexf", {"what": "claims"}, 400, "holds network"),
    ("/export/x.csv", {"q": "nofield:x"}, 400, "nofield"),
    ("/export.json", {"format": "docx"}, 400, "there is no format"),
    ("/export.json", {"what": "../../x"}, 400, "does not hold"),
])
def test_what_cannot_be_written_says_what_can(server: Served, path: str, params: dict[str, str], status: int, told: str) -> None:
    answer = server.client.get(path, params=params)
    assert answer.status_code == status and told in answer.json()["message"]


def test_what_has_changed_since_the_last_export_is_told(own: Served) -> None:
    first = outline(own)
    assert first["since"] is None and first["changed"] == {}
    own.send("POST", "/export/had", {"q": "", "change": 0})
    again = outline(own)
    assert again["since"] == 0 and again["changed"]["added"] > 0
    own.send("POST", "/export/had", {"q": "", "change": first["change"]})
    assert outline(own)["changed"] == {} and outline(own, q="type:assault")["since"] is None


# ── on screen ────────────────────────────────────────────────────────────────────────────────────

def test_a_format_is_chosen_and_downloaded(own: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit("/export?q=type:assault", at=own)
    expect(page.locator(".tables li")).to_contain_text("incidents")
    page.get_by_role("link", name="JSON Lines").click()
    expect(page).to_have_url(re.compile("format=jsonl"))
    page.get_by_label("What is in it").select_option("claims")
    expect(page.locator(".command code")).to_contain_text("claims.jsonl")
    with page.expect_download() as saved:
        page.keyboard.press("e")
    assert saved.value.suggested_filename == "claims.jsonl"
    assert Path(saved.value.path()).read_bytes() == file(own, "claims.jsonl", what="claims", q="type:assault")
    expect(page.locator(".panel", has_text="Since you last took this out")).to_contain_text("Nothing has changed")
    page.go_back()
    expect(page.locator(".command code")).to_contain_text("incidents.jsonl")


def test_a_bundle_and_full_text_are_wishes_in_the_address(server: Served, visit: Visit) -> None:
    page = visit("/export")
    page.get_by_label("As a bundle").check()
    expect(page.locator(".command code")).to_contain_text("dateline.zip")
    expect(page.locator(".tables li")).not_to_have_count(1)
    page.get_by_label("With the full text").check()
    expect(page.locator(".command code")).to_contain_text("--with-text")
    page.reload()
    expect(page.get_by_label("With the full text")).to_be_checked()


@pytest.mark.skipif(not (built() / "dossier.js").is_file(), reason="the dossier is not built; `make web` does it")
def test_the_dossier_is_downloaded_and_opens(own: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit("/export?format=html&q=type:assault", at=own)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download dossier.html").click()
    target = tmp_path / "dossier.html"
    saved.value.save_as(target)
    context = page.context.browser.new_context(offline=True)
    opened = context.new_page()
    opened.goto(target.as_uri())
    expect(opened.locator(".incidents > li")).to_have_count(outline(own, q="type:assault")["counts"]["incidents"])
    context.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_axe_finds_nothing(visit: Visit, axe: Any, width: int, dark: bool) -> None:
    page = visit("/export", width=width, dark=dark)
    expect(page.locator(".tables li")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []
