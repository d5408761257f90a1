"""The sentences written for the event head: every mark is one, every type and status is meant, names are even."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "training" / "examples"
TYPES = frozenset(
    ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
)
STATES = frozenset(["ongoing", "future", "conditional", "hypothetical", "negated", "historical"])
TRIGGER = re.compile(r"\{(?:(\d+) )?([^{}=]+)=([A-Z]+)((?: [a-z]+)*)\}")
PARTY = re.compile(r"\{((?:[AR]\d* )(?:[AR]\d+ )*)([^{}]+)\}")
FILES = sorted(FOLDER.glob("*.txt"))


def lines() -> list[tuple[str, int, str]]:
    return [
        (path.name, number, line)
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]


def faults(line: str) -> list[str]:
    triggers = TRIGGER.findall(line)
    found = [f"no type {kind}" for _, _, kind, _ in triggers if kind not in TYPES]
    found += [f"no status {word}" for *_, told in triggers for word in told.split() if word not in STATES]
    numbers = Counter(number for number, *_ in triggers)
    found += [f"two triggers {number or 'without a number'}" for number, count in numbers.items() if count > 1]
    parties = {role[1:] for roles, _ in PARTY.findall(line) for role in roles.split()}
    found += [f"a party of no trigger {number}" for number in parties - set(numbers)]
    rest = PARTY.sub("", TRIGGER.sub("", line))
    return found + (["a brace left over"] if "{" in rest or "}" in rest else [])


@pytest.mark.parametrize("name", [p.name for p in FILES])
def test_every_mark_is_one(name):
    own = [(number, line) for file, number, line in lines() if file == name]
    wrong = [f"{name}:{number}: {', '.join(found)}: {line}" for number, line in own if (found := faults(line))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("line, fault", [
    ("{A Rebels} {shelled=ASSALT} the town.", "no type ASSALT"),
    ("{A Rebels} will {shell=ASSAULT soon} the town.", "no status soon"),
    ("{A Rebels} {shelled=ASSAULT} and {burned=ASSAULT} the town.", "two triggers without a number"),
    ("{A2 Rebels} {1 shelled=ASSAULT} the town.", "a party of no trigger 2"),
    ("{A Rebels {shelled=ASSAULT} the town.", "a brace left over"),
])
def test_a_fault_is_told(line, fault):
    assert fault in faults(line)


def test_no_line_twice():
    again = [line for line, count in Counter(line for *_, line in lines()).items() if count > 1]
    assert not again, "\n".join(again)


def test_every_type_in_every_status():
    """All types are there often, each status with most of them: a head that never saw one cannot tell it."""
    kinds = Counter(kind for *_, line in lines() for _, _, kind, _ in TRIGGER.findall(line))
    assert set(kinds) == TYPES and min(kinds.values()) >= 80
    told = {(kind, word) for *_, line in lines() for _, _, kind, rest in TRIGGER.findall(line) for word in rest.split()}
    for state in STATES:
        assert len({kind for kind, word in told if word == state}) >= 10, state
