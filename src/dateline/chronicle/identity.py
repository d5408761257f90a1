"""Whether a party of one report is a party of another, so that the deed of one may be laid to the other.

Names tell first; bodies of two names are two, but a state acts through its government, its forces and whoever speaks
for it, and a group through its leader. How alike two tellings of one deed are is another question (likeness.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.chronicle.tables import known
from dateline.chronicle.tellings import Account, Party, stem

PEOPLE = frozenset({"person", "population"})
BYSTANDERS = PEOPLE | {"place"}


def acts_for(deed: Account, bound: Iterable[Party]) -> bool:
    """Whether a deed is done by one of those who are bound, and not to him.

    Where a state's one arm acts against another, as in a coup, its arms are told apart.
    """
    bound = [a for a in bound if not any(a.named and _named_alike(a, b) for b in deed.recipients)]
    within = any(_state(a) and _state(b) and a.country == b.country for a in deed.actors for b in deed.recipients)
    return any(
        _named_alike(a, b) or (_one_side(a, b) and not (within and a.sector != b.sector))
        for a in bound for b in deed.actors)


def same(one: Iterable[Party], other: Iterable[Party]) -> bool:
    """Whether some party of the one may be one of the other, as whom a deed was done to: any of a country's people."""
    theirs = tuple(other)
    return any(_named_alike(a, b) or _one_side(a, b) or _one_people(a, b) for a in one for b in theirs)


def maybe_same(one: Iterable[Party], other: Iterable[Party]) -> bool:
    """The same where nothing but the country need be known of one: enough where the words recall the very promise."""
    theirs = tuple(other)
    return same(one, theirs) or any(a.country and a.country == b.country and not (a.sector and b.sector)
                                    for a in one for b in theirs)


def is_side(party: Party) -> bool:
    """Whether it is a party to quarrels: a state, a group or a body with a name, not civilians."""
    return _state(party) or party.sector in known().sides.groups or (party.named and party.kind not in BYSTANDERS)


def sides(party: Party) -> frozenset[str]:
    """Keys that two parties share wherever one may act for the other, or be done to in the other's stead."""
    said = {w for w in party.words if w.isalpha()}
    names = {f"name {w}" for w in party.words} if party.named else {f"noun {stem(w)}" for w in said}
    found = names | {f"name {name}" for name in (party.name, *party.aka, *party.of)}
    if party.country:
        found.add(f"{party.country} {party.sector}")
    if _state(party):
        found.add(f"{party.country} state")
    return frozenset(found)


def _named_alike(a: Party, b: Party) -> bool:
    if a.name == b.name:
        return a.named or a.country == b.country
    if a.aka & b.aka:
        return True
    few, many = sorted((a.words, b.words), key=len)
    return a.named and b.named and bool(few) and few <= many


def _one_side(a: Party, b: Party) -> bool:
    """A state and its arms; a group and its leader, or its nameless members."""
    if a.of & b.aka or b.of & a.aka:
        return True
    if not a.country or a.country != b.country:
        return False
    if _state(a) and _state(b):
        return True
    if a.sector != b.sector or a.sector not in known().sides.groups:
        return False
    return not (a.named and b.named) or (a.kind in PEOPLE) != (b.kind in PEOPLE)


def _one_people(a: Party, b: Party) -> bool:
    return a.country is not None and a.country == b.country and a.sector == b.sector and not (a.named and b.named)


def _state(party: Party) -> bool:
    """Whether it acts for a state."""
    sides = known().sides
    return party.country is not None and (party.sector in sides.state or bool(party.words & sides.words))
