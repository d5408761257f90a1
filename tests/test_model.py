"""The codec: what `to_data` writes, `from_data` reads back whole."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings

from dateline import model
from dateline.model import Record, from_data, to_data, to_json
from values import record, records


@settings(max_examples=60,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_any_record_comes_back_from_its_json(any_record: Record) -> None:
    assert from_data(json.loads(to_json(any_record))) == any_record


def test_the_json_has_the_contracts_names() -> None:
    data = to_data(record())
    assert list(data) == ["report", "headings", "actors", "events", "claims", "relations", "names", "times",
                          "places", "made"]
    assert "headings" not in data["report"]
    assert data["times"][0]["from"] == "2026-03-02"
    assert {"id", "type", "modes", "contexts", "quad", "score", "actors", "recipients", "trigger", "evidence",
            "status", "historical", "condition", "deadline", "deadline_time", "time", "place", "instrument",
            "figures", "claims", "claim", "disputed", "confidence"} == set(data["events"][0])


def test_a_field_of_a_later_version_is_left_aside() -> None:
    data = to_data(record())
    data["mood"] = "hopeful"
    data["events"][0]["weight"] = 3
    assert from_data(data) == record()


def test_the_same_record_gives_the_same_bytes() -> None:
    assert to_json(record()) == to_json(from_data(json.loads(to_json(record()))))


def test_an_event_without_evidence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        model.Event("e1", "AID", (), (), "material cooperation", 10.0, (), (), (0, 3), (), "occurred")


@pytest.mark.parametrize("kind", [k for k in vars(model).values() if hasattr(k, "__dataclass_fields__")])
def test_every_type_is_frozen_and_slotted(kind: type) -> None:
    assert kind.__dataclass_params__.frozen, f"{kind.__name__} can be changed after it is made"
    assert set(kind.__slots__) == {field.name for field in fields(kind)}


def test_two_outlets_give_the_same_wire_text_two_ids() -> None:
    name = model.Report.name
    assert name("Rain.", "Wire", None, None) == name("Rain.", "Wire", None, None)
    assert len({
        name("Rain.", "Wire", None, None), name("Rain.", "Daily", None, None),
        name("Rain.", "Wire", None, "2026-03-05"), name("Rain.", "Wire", "https://x.example", None),
    }) == 4
