"""Who takes part where the words stand apart: what two joined nouns share, talks that end without a deal, shells fired."""

from __future__ import annotations

import pytest

from dateline import code

# sentence, trigger, type, status, actors, recipients
ROWS = [
    ("Talks between Kenya and Uganda ended without an accord.", "accord", "AGREE", "negated", ["Kenya", "Uganda"], []),
    ("Talks between Kenya and Uganda ended without an accord.", "Talks", "CONSULT", "occurred", ["Kenya", "Uganda"], []),
    ("Peru and Chile ended their talks without a deal.", "deal", "AGREE", "negated", ["Peru", "Chile"], []),
    ("The disappearance and kidnapping of the bishop angered the town.", "kidnapping", "ASSAULT", "occurred", [],
     ["the bishop"]),
    ("The detention and expulsion of the envoy angered the town.", "detention", "COERCE", "occurred", [], ["the envoy"]),
    ("The arrest of the envoy and the killing of the mayor caused anger.", "arrest", "COERCE", "occurred", [],
     ["the envoy"]),
    ("Soldiers fired artillery rounds at a loudspeaker.", "fired", "ASSAULT", "occurred", ["Soldiers"], []),
    ("Troops fired artillery rounds toward the border town.", "fired", "ASSAULT", "occurred", ["Troops"],
     ["the border town"]),
    ("Pilgrims were fired on at the bridge.", "fired on", "ASSAULT", "occurred", [], ["Pilgrims"]),
    ("The soldiers shot all.", "shot", "ASSAULT", "occurred", ["The soldiers"], []),
    ("Police arrested all of the marchers.", "arrested", "COERCE", "occurred", ["Police"], ["all of the marchers"]),
    ("The rebels killed those who fled.", "killed", "ASSAULT", "occurred", ["The rebels"], ["those"]),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_who_takes_part(row: tuple[str, str, str, str, list[str], list[str]]) -> None:
    text, trigger, kind, status, actors, recipients = row
    (event,) = (e for e in code(text, published="2026-03-05").events if text[slice(*e.trigger)] == trigger)
    assert (event.type, event.status) == (kind, status)
    assert [text[p.start:p.end] for p in event.actors] == actors
    assert [text[p.start:p.end] for p in event.recipients] == recipients
