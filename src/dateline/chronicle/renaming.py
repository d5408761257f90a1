"""Names that people have judged: one actor's by two names, or two actors' by names that are alike.

What is kept of a telling never changes; it is read as if its report had used the names that were judged, so that
whatever compares parties by their names finds them alike, or apart, without knowing of judgements.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.chronicle.judgements import Names
from dateline.chronicle.tellings import TITLES, Party
from dateline.chronicle.told import Named, Told
from dateline.codebook.actors import fold


def known_as(told: Told, names: Names) -> Told:
    """The telling, its parties under the names that were judged."""
    if not names:
        return told
    actors = [_known_as(party, names) for party in told.account.actors]
    recipients = [_known_as(party, names) for party in told.account.recipients]
    return replace(
        told, account=replace(told.account, actors=tuple(actors), recipients=tuple(recipients)),
        actors=tuple(map(_shown, told.actors, actors, [names] * len(actors))),
        recipients=tuple(map(_shown, told.recipients, recipients, [names] * len(recipients))))


def _known_as(party: Party, names: Names) -> Party:
    group = next((names.same[name] for name in (party.name, *sorted(party.aka)) if name in names.same), None)
    foes = _foes(group or {party.name}, names)
    if group and party.name not in foes:
        name = fold(names.shown[min(group)])
        party = replace(party, name=name, words=frozenset(name.split()) - TITLES, named=True, aka=party.aka | group)
    if foes:                                # alike only as a whole: what it shares with the other says nothing
        party = replace(party, words=frozenset({party.name}), aka=party.aka - foes)
    return party


def _foes(group: frozenset[str] | set[str], names: Names) -> set[str]:
    """The names of whoever is judged to be another."""
    found = {b if a in group else a for a, b in names.apart if (a in group) != (b in group)}
    return found.union(*(names.same.get(name, frozenset()) for name in found))


def _shown(named: Named, party: Party, names: Names) -> Named:
    return replace(named, name=names.shown[party.name]) if party.name in names.shown else named
