"""Records that were coded before are read back whole; what only looks like one is a Failure that says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.model import Failure, to_data, to_json
from dateline.report import read_all, read_inputs
from values import record


def read(tmp_path: Path, row: dict[str, Any]) -> Any:
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    [found] = read_all([file])
    return found


def test_a_record_comes_back_whole(tmp_path: Path) -> None:
    assert read(tmp_path, to_data(record())) == record()


@pytest.mark.parametrize("change, told", [
    ({"events": "none"}, "looks like a record"),
    ({"names": [{"start": 1}]}, "looks like a record"),
    ({"names": [{"start": "1", "end": 2, "label": "place"}]}, "record.names[0].start is '1', no int"),
    ({"names": [{"start": 1, "end": 2, "label": "tune"}]}, "record.names[0].label is 'tune'"),
    ({"headings": [[1, 2, 3]]}, "looks like a record"),
    ({"made": {"dateline": "\ud800", "reader": "r", "codebook": "c"}}, "looks like a record"),
])
def test_what_only_looks_like_a_record_is_told(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    found = read(tmp_path, to_data(record()) | change)
    assert isinstance(found, Failure)
    assert told in found.message and "records.jsonl:line 1" in found.message


def test_where_only_reports_are_taken_a_record_is_told(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(to_json(record()) + "\n", encoding="utf-8")
    [found] = read_inputs([file])
    assert isinstance(found, Failure) and "dateline add" in found.message
