"""Judgements made over the workbench are the chronicle's own: kept in its file, undone and redone there."""

from __future__ import annotations

from typing import Any

import pytest
from tests.workbench.conftest import Served

from dateline.chronicle.judgements import Judgements, beside


def kept(served: Served) -> Judgements:
    return Judgements.load(beside(served.desk.chronicle.path))


def judged(served: Served, *deeds: dict[str, Any], **more: Any) -> Any:
    answer = served.send("POST", "/judgements", {"deeds": deeds, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def incidents(served: Served, number: int) -> list[str]:
    """Incidents with one telling each, which nothing speaks for as one."""
    return [row["incident"] for row in served.desk.chronicle.timeline("reports:1")][:number]


def one_event(served: Served) -> tuple[str, str]:
    row = served.desk.chronicle.events()[0]
    return row["report"], row["id"]


def test_joined_incidents_are_one_undone_two_and_redone_one(own: Served) -> None:
    first, second = incidents(own, 2)
    told = judged(own, {"what": "join", "ids": [first, second]}, why="one raid")
    assert len(told["before"]) == 2 and len(told["after"]) == 1
    assert (told["undo"], told["redo"]) == (1, 0)
    assert [one.what for one in kept(own)] == ["join"]
    undone = own.send("POST", "/judgements/undo", {}).json()
    assert (len(undone["after"]), undone["undo"], undone["redo"]) == (2, 0, 1)
    redone = own.send("POST", "/judgements/redo", {}).json()
    assert (len(redone["after"]), redone["undo"], redone["redo"]) == (1, 1, 0)
    assert [one.what for one in kept(own)] == ["join", "undo", "undo"]
    undone = own.send("POST", "/judgements/undo", {"id": told["judgements"][0]["id"][:8]}).json()
    assert len(undone["after"]) == 2


def test_what_is_judged_anew_ends_what_could_be_redone(own: Served) -> None:
    report, event = one_event(own)
    judged(own, {"what": "verdict", "id": event, "right": True})
    own.send("POST", "/judgements/undo", {})
    told = judged(own, {"what": "verdict", "report": report, "event": event, "field": "type", "right": False})
    assert told["redo"] == 0
    assert own.send("POST", "/judgements/redo", {}).status_code == 400


def test_several_deeds_of_one_stroke_are_one_step(own: Served) -> None:
    _, event = one_event(own)
    told = judged(own, {"what": "correct", "id": event, "field": "place", "text": "Ayr (GBR)"},
                  {"what": "correct", "id": event, "field": "time", "text": "2026-03-02"})
    assert (len(told["judgements"]), told["undo"]) == (2, 1)
    assert told["after"][0]["place"] == "Ayr"
    assert len(own.send("POST", "/judgements/undo", {}).json()["judgements"]) == 2


@pytest.mark.parametrize("deed", [
    {"what": "join", "one": ["R", "E"], "other": [["R2", "E2"]]},
    {"what": "part", "one": ["R", "E"], "other": [["R2", "E2"]]},
    {"what": "correct", "report": "R", "event": "E", "field": "status", "before": "occurred", "after": "future"},
    {"what": "verdict", "report": "R", "event": "E", "field": None, "right": None},
    {"what": "actor_join", "one": "Ana Diaz", "other": "Diaz"},
    {"what": "actor_part", "one": "Ana Diaz", "other": "Ana Sund"},
])
def test_deeds_may_be_said_as_the_file_has_them(own: Served, deed: dict[str, Any]) -> None:
    judged(own, deed, by="Mina")
    line, = kept(own)
    assert line.by == "Mina" and line.what == deed["what"]


@pytest.mark.parametrize("deed, status", [
    ({"what": "join", "ids": ["zzzz", "yyyy"]}, 404),
    ({"what": "join"}, 400),
    ({"what": "correct", "id": "EVENT", "field": "place", "text": "none", "nonsense": 1}, 400),
    ({"what": "correct", "id": "EVENT", "field": "colour", "text": "red"}, 400),
    ({"what": "state", "id": "EVENT", "state": "met"}, 400),
    ({"what": "sing"}, 400),
])
def test_what_says_nothing_is_refused_and_nothing_kept(own: Served, deed: dict[str, Any], status: int) -> None:
    named = {key: one_event(own)[1] if value == "EVENT" else value for key, value in deed.items()}
    answer = own.send("POST", "/judgements", {"deeds": [named]})
    assert answer.status_code == status, answer.text
    assert answer.json()["message"]
    assert not len(kept(own))


def test_a_stroke_is_kept_whole_or_not_at_all(own: Served) -> None:
    _, event = one_event(own)
    answer = own.send("POST", "/judgements", {"deeds": [{"what": "verdict", "id": event, "right": True},
                                                        {"what": "join", "ids": ["zzzz", event]}]})
    assert answer.status_code == 404 and not len(kept(own))


def test_the_history_tells_what_stands(own: Served) -> None:
    first, second = incidents(own, 2)
    judged(own, {"what": "join", "ids": [first, second]})
    own.send("POST", "/judgements/undo", {})
    told = own.get("/judgements.json")
    assert [(row["what"], row["stands"]) for row in told["rows"]] == [("undo", True), ("join", False)]
    assert (told["undo"], told["redo"]) == (0, 1)
