"""A record whole, as the store keeps it: JSON without its report's text, which the store holds once for all records."""

from __future__ import annotations

import json

from dateline.model import Made, Record, digest, from_data, to_data


def record_name(report: str, made: Made) -> str:
    """The id of the record that this version makes of a report."""
    return digest(report, made.dateline, made.reader, made.codebook)


def body_of(record: Record) -> str:
    data = to_data(record)
    return json.dumps({**data, "report": {**data["report"], "text": ""}}, separators=(",", ":"))


def record_of(body: str, text: str) -> Record:
    data = json.loads(body)
    data["report"]["text"] = text
    return from_data(data)
