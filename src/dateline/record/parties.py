"""Who did it and to whom: the parties of one predicate, found in the slots that its frame names.

A slot counts where an actor fills it; the first of a frame's slots that does wins.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.codebook import Frame
from dateline.codebook.reality import Reality
from dateline.record.slots import denoted, fill
from dateline.record.who import Cast

CONSUMED = ("object", "of", "from", "on", "for", "to")


class Slots:
    """The slots of one word under one frame, each looked up once."""

    def __init__(self, token: Token, frame: Frame, people: Cast, real: Reality) -> None:
        self._token, self._frame, self._people, self._real = token, frame, people, real
        self._known: dict[str, tuple[Token, ...]] = {}

    def of(self, slot: str) -> tuple[Token, ...]:
        if slot not in self._known:
            part = "verb" if self._frame.part == "adjective" else self._frame.part
            self._known[slot] = fill(self._token, part, slot, self._real.light)
        return self._known[slot]

    def holds(self, slot: str, words: frozenset[str]) -> bool:
        """Whether the slot is filled by one of the words (or, for @actor, by an actor)."""
        return any(
            self._is(inner, words)
            for token in self.of(slot)
            for inner in denoted(token, self._real.partitives)
        )

    def _is(self, token: Token, words: frozenset[str]) -> bool:
        if token.lemma_.lower() in words or token.lower_ in words:
            return True
        actor = self._people.of(token) if "@actor" in words else None
        return actor is not None and self._people.get(actor).kind not in ("place", "unknown")

    def chosen(self) -> list[Token]:
        """What the row chose by `only` to stand in the predicate's object or its phrases."""
        return [t for slot, words in self._frame.only.items() if slot in CONSUMED
                for t in self.of(slot) if self._is(t, words) and self._people.of(t) is None]

    def parties(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        frame = self._frame
        if frame.reciprocal:
            everyone = [t for slot in (*frame.actor, *frame.recipient) for t in self._acting(slot)]
            return tuple(dict.fromkeys(everyone)), ()
        actors = self._first(frame.actor)
        recipients = self._first(frame.recipient, actors)
        return actors, recipients

    def _acting(self, slot: str) -> list[Token]:
        return [t for t in self.of(slot) if self._people.of(t) is not None]

    def _first(self, slots: Iterable[str], others: tuple[Token, ...] = ()) -> tuple[Token, ...]:
        for slot in slots:
            acting = tuple(t for t in self._acting(slot) if t not in others)
            if acting:
                return acting
        return ()
