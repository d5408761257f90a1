"""Who was hit in an attack and who did it, where neither a frame nor the tree says so (decision 0010).

The reader's heads give each word a part in an attack. A word that is sure of one, in the sentence of an attack, is a
party of the nearest one, unless it is a party of some deed there already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.reading.heads import heads
from dateline.record.deeds import NAMES_NOBODY
from dateline.record.phrases import noun_phrase
from dateline.record.what import Found, joined
from dateline.record.who import Cast

SURE = 0.7              # the share of a part from which on a word has it
ATTACK = "ASSAULT"
DONE = ("occurred", "ongoing")
Side = Literal["actors", "recipients"]
SIDES: Mapping[str, Side] = MappingProxyType({
    "PerpInd": "actors", "PerpOrg": "actors", "Target": "recipients", "Victim": "recipients"})


def with_parts(found: Sequence[Found], doc: Doc, people: Cast) -> list[Found]:
    """All that was found, in its order, with the parties of attacks that only the heads know of."""
    added: dict[int, dict[Side, list[Token]]] = {}
    for start, attacks in _by_sentence(found).items():
        taken = {people.of(t) for f in found if f.trigger.sent.start == start for t in (*f.actors, *f.recipients)}
        for token, side in _parts(doc[start].sent, people):
            if people.of(token) not in taken:
                near = min(attacks, key=lambda one: (abs(one.at - token.i), one.at))
                added.setdefault(id(near), {"actors": [], "recipients": []})[side].append(token)
    return [_with(one, added[id(one)]) if id(one) in added else one for one in found]


def _by_sentence(found: Sequence[Found]) -> Mapping[int, list[Found]]:
    """The attacks that happened, by where their sentence begins."""
    attacks: dict[int, list[Found]] = {}
    for one in found:
        if one.type == ATTACK and one.status in DONE:
            attacks.setdefault(one.trigger.sent.start, []).append(one)
    return attacks


def _parts(sentence: Sequence[Token], people: Cast) -> Iterator[tuple[Token, Side]]:
    """The words of a sentence that mean somebody or something with a part in an attack."""
    for token in sentence:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in NAMES_NOBODY and people.of(token) is not None:
            shares = heads(token.doc).parts(token.i)
            best = max(SIDES, key=lambda part: (shares[part], part))
            if shares[best] >= SURE:
                yield token, SIDES[best]


def _with(one: Found, parties: Mapping[Side, Sequence[Token]]) -> Found:
    """With further parties; where who did it is known, nobody else did."""
    actors = one.actors or tuple(parties["actors"])
    met = (*one.recipients, *parties["recipients"])
    phrases = (noun_phrase(t) for t in (*actors, *met) if t not in (*one.actors, *one.recipients))
    return replace(one, actors=actors, recipients=met, evidence=joined((*one.evidence, *phrases)))
