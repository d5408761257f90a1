"""Saved views, marks, what was looked at; evidence of anything by one address; the change feed."""

from __future__ import annotations

import json

import pytest
from tests.workbench.conftest import Served, serving

from dateline.errors import BadNotes
from dateline.faces.workbench.kept import beside, notes_of


def test_a_view_is_saved_listed_and_dropped(own: Served) -> None:
    for name, path, query in (("Peru, contested", "/claims", "?q=in:Peru"), ("أخبار / a", "/incidents", "q=x&view=table")):
        assert own.send("PUT", f"/views/{name}", {"path": path, "query": query}).status_code == 200
    rows = own.get("/views.json")["rows"]
    assert {(row["name"], row["path"], row["query"]) for row in rows} == {
        ("Peru, contested", "/claims", "q=in:Peru"), ("أخبار / a", "/incidents", "q=x&view=table")}
    assert own.send("DELETE", "/views/أخبار / a").status_code == 200
    assert own.send("DELETE", "/views/أخبار / a").status_code == 404
    with_it = notes_of(own.desk.chronicle.path)
    assert [*with_it.kept.views] == ["Peru, contested"]


@pytest.mark.parametrize("path", ["", "incidents", "//news.example", "https://news.example/", "javascript:alert(1)"])
def test_a_view_is_a_page_of_ours(own: Served, path: str) -> None:
    assert own.send("PUT", "/views/x", {"path": path}).status_code == 400
    assert not own.get("/views.json")["rows"]


def test_marks_are_kept_and_told_as_they_were(own: Served) -> None:
    one, other = (row.report for row in own.desk.chronicle.reports()[:2])
    assert own.send("PUT", f"/reports/{one}/mark", {"mark": "checked"}).json() == {
        "marks": {one: "checked"}, "before": {one: "new"}}
    told = own.send("PUT", "/marks", {"reports": [one, other], "mark": "disputed"}).json()
    assert told["before"] == {one: "checked", other: "new"}
    own.send("PUT", f"/reports/{other}/mark", {"mark": "new"})
    assert json.loads(beside(own.desk.chronicle.path).read_text())["marks"] == {one: "disputed"}
    assert own.send("PUT", "/marks", {"reports": [one, "nothing"], "mark": "seen"}).status_code == 404
    assert notes_of(own.desk.chronicle.path).kept.marks == {one: "disputed"}


def test_notes_stay_when_the_workbench_is_closed(own: Served) -> None:
    own.send("POST", "/looked", {})
    own.send("PUT", "/views/x", {"path": "/map"})
    path = own.desk.chronicle.path
    own.desk.close()
    with serving(path, read_only=True) as again:
        assert [row["name"] for row in again.get("/views.json")["rows"]] == ["x"]
        assert again.get("/session.json")["looked"] == again.get("/session.json")["change"]


def test_notes_that_cannot_be_read_say_so_and_lose_nothing(own: Served) -> None:
    path = beside(own.desk.chronicle.path)
    path.write_text('{"views": 3}', encoding="utf-8")
    with pytest.raises(BadNotes, match="move it away"):
        notes_of(own.desk.chronicle.path)
    answer = own.client.get("/session.json")
    assert answer.status_code == 400 and "samples.workbench.json" in answer.json()["message"]
    assert path.read_text(encoding="utf-8") == '{"views": 3}'


# ── since you last looked ────────────────────────────────────────────────────────────────────────

def test_what_changed_since_is_told_once(own: Served) -> None:
    own.send("POST", "/looked", {})
    assert own.get("/session.json")["since"] == {} and own.get("/changes.json")["total"] == 0
    ids = [row["incident"] for row in own.desk.chronicle.timeline("reports:1")][:2]
    own.send("POST", "/judgements", {"deeds": [{"what": "join", "ids": ids}], "why": "one raid"})
    assert own.get("/session.json")["since"]["merged"] == 1
    feed = own.get("/changes.json")
    merged, = (row for row in feed["rows"] if row["what"] == "merged")
    assert set(merged["others"]) == set(ids) and "one raid" in merged["reason"]
    assert own.get("/changes.json", what="added")["total"] == 0
    own.send("POST", "/looked", {"change": feed["change"]})
    assert own.get("/changes.json")["rows"] == []


def test_from_the_beginning_all_was_added(server: Served) -> None:
    feed = server.get("/changes.json", since="0")
    assert feed["counts"] == {"added": len(server.desk.chronicle.incidents())} and len(feed["rows"]) == 200
    assert len(server.get("/changes.json", since="0", page=2)["rows"]) == feed["total"] - 200
    assert len(server.client.get("/changes.csv?since=0").text.splitlines()) > feed["total"]


@pytest.mark.parametrize("since", ["yesterday", "-3", "2026-13-01"])
def test_a_moment_that_is_none_is_told_so(server: Served, since: str) -> None:
    assert server.client.get("/changes.json", params={"since": since}).json()["error"] == "BadMoment"


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────

def texts(server: Served) -> dict[str, str]:
    return {record.report.id: record.report.text for record in server.desk.chronicle.records()}


def test_every_quote_is_the_words_that_stand_there(server: Served) -> None:
    """Of incidents, events, claims, figures and cells alike: offsets count code points of the report's text."""
    known, chronicle = texts(server), server.desk.chronicle
    rows = [*chronicle.timeline("reports:>1")]
    asked = [{"id": row["incident"]} for row in rows[:20]]
    asked += [{"id": f"{row['incident']}:{row['kind']}"} for row in chronicle.contested()]
    asked += [{"id": row["claim"]} for row in chronicle.claims(limit=5) if len(row["claim"]) > 6]
    asked += [{"id": report} for report in [*known][:5]]
    seen = 0
    for one in asked:
        for quote in server.get("/peek.json", **one)["quotes"]:
            text = known[quote["report"]]
            assert quote["pieces"] and quote["citation"]
            for start, words in quote["pieces"]:
                assert text[start:start + len(words)] == words
            spans = [*quote["evidence"], *([quote["trigger"]] if quote["trigger"] else []),
                     *([number["start"], number["end"]] for number in quote["numbers"])]
            assert all(0 <= start < end <= len(text) for start, end in spans)
            seen += 1
    assert seen > 50


def test_a_kind_of_figure_shows_its_numbers_alone(server: Served) -> None:
    row = next(iter(server.desk.chronicle.contested("figures:killed")))
    told = server.get("/peek.json", id=f"{row['incident']}:killed")
    assert {number["kind"] for quote in told["quotes"] for number in quote["numbers"]} == {"killed"}
    assert server.client.get("/peek.json", params={"id": f"{row['incident']}:sung"}).status_code == 404


@pytest.mark.parametrize("view, how", [
    ("dyads", {}), ("dyads", {"of": "name", "by": "month"}), ("network", {}), ("nodes", {}), ("panel", {"by": "region"}),
    ("places", {}), ("network", {"of": "country"}),
])
def test_a_cell_shows_what_it_counts(server: Served, view: str, how: dict[str, str]) -> None:
    found = getattr(server.desk.chronicle, view)("", **how)
    for row in [row for row in found if row["incident"]][:8]:
        cell = [f"{key}={'' if row[key] is None else row[key]}" for key in found.keys]
        told = server.get("/peek.json", view=view, cell=cell, **how)
        behind = {one["incident"] for one in found.behind(row)}
        assert told["total"] >= len(behind) > 0, (view, row)
        assert {quote["incident"] for quote in told["quotes"]} <= behind


@pytest.mark.parametrize("asked", [
    {}, {"view": "network"}, {"view": "network", "cell": ["source=x"]}, {"view": "network", "cell": ["source"]},
    {"view": "dyads", "cell": ["start=soon", "actor=x", "recipient=y"]}, {"view": "places", "by": "day"},
    {"view": "songs"},
])
def test_a_cell_that_is_none_is_told_so(server: Served, asked: dict[str, object]) -> None:
    assert server.client.get("/peek.json", params=asked).status_code == 400
