"""Names that may be one actor's: what somebody who knows better can join or keep apart.

Only what can be told from names, kinds and countries is weighed, and nothing is joined here: a person decides. Names
that are judged already, either way, are not asked about again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.chronicle.judging import effects_in
from dateline.chronicle.rows import Row, ask
from dateline.chronicle.tellings import TITLES
from dateline.chronicle.values import ALL, FOLD, folded_name
from dateline.codebook.actors import fold

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle
    from dateline.chronicle.views.parties import Kept

SMALL = frozenset((                     # words that initials pass over
    "a", "al", "and", "at", "by", "da", "de", "del", "des", "do", "dos", "du", "el", "for", "in", "la", "las", "le",
    "los", "of", "on", "para", "the", "y"))
NAMED = frozenset({"person", "organization", "armed_group", "party", "company", "media", "international", "unknown"})
LOOKED = 2_000          # names with a word in common that are looked at, the most frequent first


@dataclass(frozen=True, slots=True)
class Kin:
    """Another name, how often it takes part, and why it may be the same actor's."""

    name: str
    kind: str
    country: str | None
    incidents: int
    reasons: tuple[str, ...]


def kin(chronicle: Chronicle, own: Kept, most: int = 6) -> tuple[Kin, ...]:
    """The names that may be this actor's too, those with most in common first."""
    name = own.names[0]
    words = _words(name)
    if not words or own.kind not in NAMED:
        return ()
    judged = _judged(chronicle, own.names)
    found = [kin for row in _near(chronicle, name, words) if row[0] not in own.names and fold(row[0]) not in judged
             for kin in _weighed(own, words, row)]
    found.sort(key=lambda kin: (-len(kin.reasons), -kin.incidents, kin.name))
    return tuple(found[:most])


def _judged(chronicle: Chronicle, names: tuple[str, ...]) -> frozenset[str]:
    """Names of which it is known whether they are this actor's."""
    judged, ours = effects_in(chronicle.cursor()).names, {fold(name) for name in names}
    ours |= {other for name in ours for other in judged.same.get(name, ())}
    return frozenset(ours | {other for pair in judged.apart if ours & {*pair} for other in pair})


def _near(chronicle: Chronicle, name: str, words: tuple[str, ...]) -> list[Row]:
    """Parties that share a word with the name, are its initials, or have it for theirs."""
    pattern = f" ({'|'.join(words)}) "
    return ask(chronicle.cursor(), f"""
        WITH once AS (SELECT DISTINCT name FROM incident_parties LIMIT {ALL}),
        folded AS (SELECT name, {FOLD.replace('{0}', 'name')} AS flat FROM once),
        near AS (SELECT name FROM folded WHERE regexp_matches(flat, ?) OR trim(flat) = ? OR array_to_string(
            list_transform(list_filter(string_split(trim(flat), ' '), lambda w: NOT list_contains(?, w)),
                           lambda w: w[1]), '') = ?)
        SELECT name, mode(kind ORDER BY kind), mode(country ORDER BY country), count(DISTINCT incident) AS many
        FROM incident_parties WHERE name IN (FROM near) GROUP BY name ORDER BY many DESC, name LIMIT {LOOKED}""",
        pattern, _initials(words), sorted(SMALL), folded_name(name))


def _weighed(own: Kept, words: tuple[str, ...], row: Row) -> Iterator[Kin]:
    name, kind, country, many = row
    others = _words(name)
    if not others or kind not in NAMED or (own.country and country and own.country != country):
        return
    if own.kind != kind and "unknown" not in (own.kind, kind):
        return
    how = _alike(words, others, own.kind == "person" or kind == "person")
    if not how:
        return
    same = ("the same country",) if country and country == own.country else ()
    yield Kin(name, kind, country, many, (how, *same, *(("the same kind",) if kind == own.kind else ())))


def _alike(ours: tuple[str, ...], theirs: tuple[str, ...], person: bool) -> str | None:
    """Why two names may be one's, in words.

    >>> _alike(("ana", "diaz"), ("diaz",), True), _alike(("ana", "diaz"), ("ana", "solis"), True)
    ('the shorter name is a part of the longer', None)
    >>> _alike(("union", "of", "bakers", "abroad"), ("uba",), False)
    'one name is the initials of the other'
    """
    if {*ours} == {*theirs}:
        return "the same words"
    short, long = sorted((ours, theirs), key=len)
    if len(short) == 1 and len(short[0]) > 2 and short[0] == _initials(long):
        return "one name is the initials of the other"
    if person and short[-1] != long[-1]:                    # the last name is what two persons must share
        return None
    if {*short} < {*long} and (person or len(short) > 1):
        return "the shorter name is a part of the longer"
    return None


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without titles."""
    return tuple(word for word in folded_name(name).replace("*", " ").split() if word not in TITLES)


def _initials(words: tuple[str, ...]) -> str:
    found = [word[0] for word in words if word not in SMALL]
    return "".join(found) if len(found) > 2 else ""
