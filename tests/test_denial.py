"""What a denial negates: the predicate or the noun denied and what is joined to it, not the deeds it only mentions."""

from __future__ import annotations

import pytest

from dateline import code

NEGATED = [
    ("The army denied shelling the town.", "shelling"),
    ("The army denied that it had shelled the town and killed two nurses.", "killed"),
    ("The rebels denied the attack.", "attack"),
    ("The rebels denied that an attack took place.", "attack"),
    ("The rebels denied that there had been an attack.", "attack"),
    ("The general denied carrying out the massacre.", "massacre"),
    ("The army denied that its soldiers had killed the mayor during the protest.", "killed"),
]
STANDING = [
    ("The minister denied that the delay of the visit is linked to the murder of the envoy.", "murder"),
    ("Police denied the shooting occurred outside the base.", "shooting"),
    ("The rebels denied responsibility for the attack.", "attack"),
    ("The army denied that its soldiers had killed the mayor during the protest.", "protest"),
    ("The embassy denied the charges that the government made against it.", "charges"),
]


@pytest.mark.parametrize("text, trigger, status", [*((*row, "negated") for row in NEGATED),
                                                   *((*row, "occurred") for row in STANDING)])
def test_a_denial_negates_what_is_denied(text: str, trigger: str, status: str) -> None:
    found = {text[slice(*e.trigger)]: e.status for e in code(text, published="2026-03-05").events}
    assert found[trigger] == status
