"""The best tree: exact maximum spanning arborescence with one root (Chu and Liu 1965; Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32] | NDArray[np.float64]
Ints = NDArray[np.int64]
IMPOSSIBLE = -1e9
ONE_ROOT = 1e6  # a price on every edge from the root: the cheapest tree then pays it once


def best_tree(scores: Floats) -> Ints:
    """The head of each word: 0 for the root, else 1 + the index of the word it hangs on.

    scores  (words, 1 + words)   how well each word hangs on the root and on each word
    returns (words,)             exactly one word hangs on the root; ties go to the lower head
    """
    size = len(scores)
    square = np.full((size + 1, size + 1), IMPOSSIBLE)  # (dependent, head), the root as number 0
    square[1:] = scores
    np.fill_diagonal(square, IMPOSSIBLE)
    heads = square.argmax(1)
    heads[0] = -1
    if (heads[1:] == 0).sum() != 1 or cycle(heads) is not None:
        square[1:, 0] -= ONE_ROOT
        heads = arborescence(square)
    return heads[1:]


def arborescence(square: NDArray[np.float64]) -> Ints:
    """Heads of the best tree rooted in number 0 of a (dependent, head) matrix: contract, solve, unfold."""
    heads = square.argmax(1)
    heads[0] = -1
    ring = cycle(heads)
    if ring is None:
        return heads
    inside = np.zeros(len(square), dtype=bool)
    inside[ring] = True
    rest = np.flatnonzero(~inside)  # the root stays number 0
    kept = square[ring, heads[ring]]
    entering = square[np.ix_(ring, rest)] - kept[:, None]  # what breaking the ring at each word costs
    leaving = square[np.ix_(rest, ring)]
    small = np.full((len(rest) + 1, len(rest) + 1), IMPOSSIBLE)
    small[:-1, :-1] = square[np.ix_(rest, rest)]
    small[-1, :-1], small[:-1, -1] = entering.max(0), leaving.max(1)
    solved = arborescence(small)
    for i, head in enumerate(solved[:-1]):
        if head >= 0:
            heads[rest[i]] = ring[leaving[i].argmax()] if head == len(rest) else rest[head]
    outside = solved[-1]
    broken = ring[entering[:, outside].argmax()]
    heads[broken] = rest[outside]
    return heads


def cycle(heads: Ints) -> Ints | None:
    """The members of one cycle, or None. The root's head is -1."""
    colour = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        at = start
        while at > 0 and not colour[at]:
            colour[at] = start
            at = int(heads[at])
        if at > 0 and colour[at] == start:
            ring = [at]
            while heads[ring[-1]] != at:
                ring.append(int(heads[ring[-1]]))
            return np.array(sorted(ring))
    return None
