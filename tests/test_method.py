"""What docs/method.md tells of its example is what the record says."""

from __future__ import annotations

import re
from pathlib import Path

from dateline import code

METHOD = (Path(__file__).resolve().parent.parent / "docs" / "method.md").read_text(encoding="utf-8")


def test_the_example_is_coded_as_told() -> None:
    quoted = re.search(r"^> (.*?)\n\n", METHOD, re.DOTALL | re.MULTILINE)
    assert quoted
    text = re.sub(r"\n> ?", " ", quoted[1])
    record = code(text, published="2026-03-05")
    name = {actor.id: actor.name for actor in record.actors}
    [event] = record.events
    assert (event.type, event.modes, event.status, event.disputed) == ("ASSAULT", ("heavy-weapons",), "occurred", True)
    assert [name[p.actor] for p in event.actors] == ["rebels"]
    assert [name[p.actor] for p in event.recipients] == ["city of Gori", "at least 12 people"]
    assert event.time and (event.time.start, event.time.basis) == ("2026-03-03", "relative")
    assert event.place and event.place.name == "Gori"
    assert [(f.kind, f.low, f.high, bool(f.claim)) for f in event.figures] == [("killed", 12, None, True)]
    assert [(claim.stance, claim.events) for claim in record.claims] == [
        ("asserts", (event.id,)), ("denies", (event.id,))]
