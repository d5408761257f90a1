"""What the reader says of events and of who says what, kept beside the Doc until the record asks for it.

`heads(doc)` is the door. Scores are logits, rounded as everything that decides is; words are tokens of the Doc.
White space has no scores. A pair of words is scored by the product of two vectors: what the one asks, what the
other answers; a word that stands for nobody asks its window's opening mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dateline.model import Status

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Range = tuple[int, int]
KEY = "dateline.heads"
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution as ranges of tokens, in the order of the text: who (may be missing), by which words, what."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Chain:
    """The chain of sources, cues and contents over the words of a Doc, as chances (Lafferty et al. 2001).

    Logs, in the order of the words, white space left out; L labels.
    """

    labels: tuple[str, ...]
    step: Doubles               # (L + 1, L) of each passage from row to column; the last row leads in
    place: NDArray[np.int64]    # (tokens,) where a token stands among the words, -1 of white space
    first: NDArray[np.bool_]    # (words,) whether a word opens its window
    last: NDArray[np.bool_]     # (words,) whether it closes it
    emit: Doubles               # (words, L) score of each label
    lead: Doubles               # (words, L) of all that leads to a label, its own score apart
    beyond: Doubles             # (words, L) of all that follows it
    whole: Doubles              # (words,) of all paths of the word's window

    def chance(self, start: int, end: int, kind: str) -> float:
        """The log of the chance that just these tokens are one run of a kind; a run may go on over windows."""
        at = self.place[start:end]
        at = at[at >= 0]
        begin, inside = self.labels.index(f"B-{kind}"), self.labels.index(f"I-{kind}")
        parts = np.split(at, np.flatnonzero(self.first[at[1:]]) + 1)
        found = sum(self._part(p, begin if n == 0 else inside, inside) for n, p in enumerate(parts) if len(p))
        return round(float(found), DIGITS)

    def _part(self, at: NDArray[np.int64], opens: int, inside: int) -> float:
        """The same of what stands in one window."""
        p, q = at[0], at[-1]
        found = self.lead[p, opens] + self.emit[p, opens] + self.emit[p + 1 : q + 1, inside].sum() - self.whole[p]
        if q > p:
            found += self.step[opens, inside] + (q - p - 1) * self.step[inside, inside]
        if not self.last[q]:
            onward = self.step[inside if q > p else opens] + self.emit[q + 1] + self.beyond[q + 1]
            found += np.logaddexp.reduce(np.delete(onward, inside))
        return float(found)


def chained(labels: tuple[str, ...], step: Floats, window: NDArray[np.int64], scores: Floats) -> Chain:
    """Of the scores (tokens, L) of a Doc, and the window of each token; all windows step by step together."""
    own = np.flatnonzero(window >= 0)
    place = np.full(len(window), -1, dtype=np.int64)
    place[own] = np.arange(len(own))
    first, last = np.diff(window[own], prepend=-1) != 0, np.diff(window[own], append=-1) != 0
    opens = np.flatnonzero(first)
    row = np.cumsum(first) - 1
    at = (row, np.arange(len(own)) - opens[row]) if len(own) else (row, row)
    there = np.zeros((len(opens), int(at[1].max(initial=-1)) + 1), dtype=bool)
    there[at] = True
    emit = np.zeros((*there.shape, len(labels)))
    emit[at] = scores[own]
    passages = step.astype(np.float64)
    lead, beyond = np.zeros_like(emit), np.zeros_like(emit)
    lead[:, :1] = passages[-1]
    for t in range(1, there.shape[1]):
        lead[:, t] = _summed(lead[:, t - 1] + emit[:, t - 1], passages[:-1])
    for t in range(there.shape[1] - 2, -1, -1):
        onward = _summed(emit[:, t + 1] + beyond[:, t + 1], passages[:-1].T)
        beyond[:, t] = np.where(there[:, t + 1, None], onward, 0.0)
    emit, lead, beyond = emit[at], lead[at], beyond[at]
    return Chain(labels, passages, place, first, last, emit, lead, beyond,
                 np.logaddexp.reduce(lead + emit + beyond, axis=1))


def _summed(scores: Doubles, step: Doubles) -> Doubles:
    """log of the sum over labels of exp(scores + step): (windows, L) through (L, L)."""
    most = scores.max(axis=1, keepdims=True)
    summed: Doubles = most + np.log(np.exp(scores - most) @ np.exp(step))
    return summed


@dataclass(frozen=True, slots=True)
class Shape:
    """How the columns of the scores are laid out; written into the reader's file by training."""

    deeds: tuple[str, ...]          # kinds of event, "none" first
    states: tuple[Status, ...]
    pairs: tuple[str, ...]          # kinds of pairs, each with two sides of equal width
    far: tuple[float, ...]          # what is added to a mention's score by its distance
    steps: tuple[int, ...]          # words, from so many on
    parts: tuple[str, ...]          # parts in an attack, "none" first


@dataclass(frozen=True, eq=False, slots=True)
class Heads:
    """Of one Doc: (words, …) scores with a row a token, and the windows they were read in."""

    shape: Shape
    window: NDArray[np.int64]       # (words,) the window of each token, -1 of white space
    deed: Floats                    # (words, kinds + statuses + 1)
    sides: Floats                   # (words, 2 * kinds of pairs * width)
    roots: Floats                   # (windows, the same)
    said: tuple[Said, ...]
    chain: Chain
    part: Floats                    # (words, parts in an attack)

    def kinds(self, at: int) -> Mapping[str, float]:
        """The share of each kind of event, "none" among them, at a token."""
        return dict(zip(self.shape.deeds, _softmax(self.deed[at, : len(self.shape.deeds)]), strict=True))

    def states(self, at: int) -> Mapping[Status, float]:
        """The share of each status, of whatever event the token names."""
        first = len(self.shape.deeds)
        shares = _softmax(self.deed[at, first : first + len(self.shape.states)])
        return dict(zip(self.shape.states, shares, strict=True))

    def past(self, at: int) -> float:
        """How likely an event is background: over long before the report."""
        return round(float(1 / (1 + np.exp(-self.deed[at, -1]))), DIGITS)

    def parties(self, at: int, side: str, least: float) -> list[tuple[int, float]]:
        """The words of its window that are who did it ("doer") or whom it met ("met"), with their shares."""
        own = np.flatnonzero(self.window == self.window[at])
        asks, answers = self._sides(side)
        shares = _softmax(np.concatenate(([self._root(at, side) @ asks[at]], answers[own] @ asks[at])))
        return [(int(i), share) for i, share in zip(own, shares[1:], strict=True) if share >= least]

    def meant(self, at: int, before: Sequence[int]) -> list[float]:
        """The share of nobody, and of each mention before, as what a mention means; `before` are tokens."""
        asks, answers = self._sides("refer")
        places = np.cumsum(self.window >= 0)
        apart = places[at] - places[list(before)]
        far = np.array(self.shape.far, dtype=np.float32)[np.digitize(apart, self.shape.steps)]
        scores = answers[list(before)] @ asks[at] + far
        return _softmax(np.concatenate(([self._root(at, "refer") @ asks[at]], scores)))

    def parts(self, at: int) -> Mapping[str, float]:
        """The share of each part in an attack, "none" among them, that whatever a token names has."""
        return dict(zip(self.shape.parts, _softmax(self.part[at]), strict=True))

    def _sides(self, kind: str) -> tuple[Floats, Floats]:
        width = self.sides.shape[1] // (2 * len(self.shape.pairs))
        first = 2 * width * self.shape.pairs.index(kind)
        return self.sides[:, first : first + width], self.sides[:, first + width : first + 2 * width]

    def _root(self, at: int, kind: str) -> Floats:
        width = self.sides.shape[1] // (2 * len(self.shape.pairs))
        first = 2 * width * self.shape.pairs.index(kind) + width
        return self.roots[self.window[at], first : first + width]


def heads(doc: Doc) -> Heads:
    """What the reader said of a Doc that it filled."""
    found: Heads = doc.user_data[KEY]
    return found


def _softmax(scores: Floats) -> list[float]:
    raised = np.exp(scores.astype(np.float64) - scores.max())
    return [round(x, DIGITS) for x in (raised / raised.sum()).tolist()]


# ── attributions ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Piece:
    """A source, cue or content in one run of tokens, and the first token of its cue (None: not in its window)."""

    kind: str
    words: Range
    cue: int | None


def linked(found: Sequence[tuple[int, int, str]], asks: Floats, answers: Floats, root: Floats) -> list[Piece]:
    """The runs of one window, each laid to the cue that answers it best, or to none of the window's.

    found    (first word, after the last, kind) of each run
    asks     (words, width), answers (words, width), root (width,): sides of the pair "link"
    """
    cues = [s for s, _, kind in found if kind == "cue"]
    pieces = []
    for start, end, kind in found:
        scores = np.array([root @ asks[start], *(answers[c] @ asks[start] for c in cues)]).round(DIGITS)
        best = int(scores.argmax())
        pieces.append(Piece(kind, (start, end), cues[best - 1] if best else None))
    return pieces


def attributions(pieces: Sequence[Piece]) -> tuple[Said, ...]:
    """Runs put together by their cues. A content whose cue is in no window goes on with the one before it, as a
    quotation does that fills the next paragraph."""
    own = {p.words[0]: p.words[0] for p in pieces if p.kind == "cue"}
    for p in pieces:
        if p.kind == "cue" and p.cue is not None and p.cue != p.words[0]:
            own[p.words[0]] = p.cue if own.get(p.cue) == p.cue else p.words[0]
    parts: dict[int, dict[str, list[Range]]] = {}
    last: int | None = None
    for p in pieces:
        at = own[p.words[0]] if p.kind == "cue" else own.get(p.cue) if p.cue is not None else None
        if at is None and p.kind == "content":
            at = last
        if at is not None:
            parts.setdefault(at, {"source": [], "cue": [], "content": []})[p.kind].append(p.words)
            last = at
    whole = (x for _, x in sorted(parts.items()) if x["cue"])
    return tuple(Said(tuple(x["source"]), tuple(x["cue"]), tuple(x["content"])) for x in whole)
