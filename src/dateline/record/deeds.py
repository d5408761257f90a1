"""What the reader's heads say of events, beside the frames (decision 0010).

Frames go first: what a row of the codebook meets is that row's. The heads add an event where no row meets a word that
is used as one, by the company it keeps; a party where the tree shows none; and a doubt, where a row meets words that
are no such deed ("the striker shot").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Token

from dateline.codebook import Frame
from dateline.reading.heads import heads
from dateline.record.phrases import dependents, feature

UNMET = 0.99            # the share at which a word is what a row has it for, though what the row asks is not met
NO_DEED = 0.995         # the share of "none" at which a row's word is no event
BARRED = 0.999          # the same, though it stands with words that the row never goes with
ELSEWHERE = 0.5         # the share at which a word joined to it is that event
PARTY = 0.6             # the share at which a word is a party though the tree shows none
NAMES_NOBODY = frozenset({"flat", "aux", "cop", "amod", "compound", "case", "mark", "punct", "det"})
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
# Types that hang on what is said, which a row looks at: of 63 such words that a row refuses and a head is sure of
# (0.9), 11 were meant so in sentences and reports with gold; 47 of 99 of other types.
SAID = frozenset({"ACCUSE", "SUPPORT", "THREATEN", "CONCEDE", "AGREE"})
SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType({
    "verb": (("subject",), ("object", "indirect", "with", "to", "against", "for", "at")),
    "noun": (("poss", "light", "by", "of", "modifier"), ("against", "with", "to", "on", "for")),
})
Side = Literal["doer", "met"]


def seen(token: Token, part: str, rows: Sequence[Frame], barred: Callable[[Frame], bool]) -> Frame | None:
    """A frame for a word whose rows do not fit, where the heads are sure that it tells what one of them tells.

    rows    those that know the word; none has it without a row, for the heads give types to too many words that have
            none, and to words known for other types alone (decision 0010)
    barred  whether words that a row never goes with stand there
    """
    if token.dep_ in NAMES_NOBODY or part not in SLOTS or token.pos_ in ("AUX", "PROPN"):
        return None
    shares = heads(token.doc).kinds(token.i)
    best = max(shares, key=lambda k: (shares[k], k))
    alike = [row for row in rows if row.type == best]
    if not alike:
        return None
    least = BARRED if any(map(barred, alike)) else UNMET
    if best in SAID or shares[best] < least:
        return None
    actor, recipient = SLOTS[part]
    return Frame(best, part, token.lemma_.lower(), (), (), (), actor, recipient, best == "CONSULT", best in VERBAL, (),
                 MappingProxyType({}), MappingProxyType({}), (), False, f"head {best}")


def is_doubted(token: Token, frame: Frame) -> bool:
    """Whether the heads are sure that a word names no event, and give its type to no word joined to it either.

    Of "carried out a missile test" they may hold the verb for the deed. Not doubted are a user's own rows, idioms, and
    rows that ask who or what stands in a slot: these have looked at the company of the word themselves.
    """
    told = heads(token.doc)
    ours = frame.row.startswith((f"{frame.type.lower()}.toml ", "head "))
    if not ours or frame.more or frame.only or told.kinds(token.i)["none"] < NO_DEED:
        return False
    joined = (token.head, *dependents(token), *dependents(token.head))
    return all(told.kinds(t.i)[frame.type] < ELSEWHERE for t in joined)


def parties(token: Token, side: Side, known: Callable[[Token], str | None]) -> tuple[Token, ...]:
    """The words that the heads hold for a party of a trigger, those that mean an actor."""
    found = (token.doc[i] for i, _ in heads(token.doc).parties(token.i, side, PARTY))
    return tuple(t for t in found if t != token and _is_somebody(t, known) and not _of_another(t, token))


def _is_somebody(party: Token, known: Callable[[Token], str | None]) -> bool:
    personal = "Prs" in feature(party, "PronType")
    return known(party) is not None and (personal or party.pos_ in ("NOUN", "PROPN"))


def _of_another(party: Token, trigger: Token) -> bool:
    """Whether the tree lays it to a clause below the trigger, or to a verb that the trigger only joins."""
    below = any(t.pos_ == "VERB" and t != party and trigger in t.ancestors for t in party.ancestors)
    return below or (trigger.dep_ == "conj" and party.head == trigger.head)
