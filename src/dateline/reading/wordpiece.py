"""Words to word pieces: the uncased WordPiece of BERT (Wu et al. 2016), one word at a time.

The encoder sees lower-case pieces without accents; how a word was written comes beside them
as one of five case classes, so that "Us" and "US" stay apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

PAD, UNKNOWN, START, STOP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
CASES = ("other", "lower", "title", "upper", "mixed")  # "other" has no letter: digits, signs
LONGEST_WORD = 64  # characters read of one word: a longer one is a blob, its tail says nothing


def case_class(word: str) -> int:
    """The index in CASES of how a word is written.

    >>> [CASES[case_class(w)] for w in ("troops", "Gori", "NATO", "McCain", "1991", "A")]
    ['lower', 'title', 'upper', 'mixed', 'other', 'title']
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if all(not c.isupper() for c in letters):
        return 1
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return 2
    return 3 if all(not c.islower() for c in letters) else 4


def plain(word: str) -> str:
    """Lower case, without accents and without characters that show nothing."""
    folded = unicodedata.normalize("NFD", word[:LONGEST_WORD].lower())
    return "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))


def runs(text: str) -> list[str]:
    """Letters and digits in runs, every other sign by itself, as BERT splits before its pieces."""
    found: list[str] = []
    glue = False
    for c in text:
        wordlike = c.isalnum() and not "\u3400" <= c <= "\u9fff"
        if wordlike and glue:
            found[-1] += c
        elif not c.isspace():
            found.append(c)
        glue = wordlike
    return found


class WordPieces:
    """Greedy longest-match pieces over a fixed vocabulary; every word has at least one."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.index: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.stop = (self.index[p] for p in (UNKNOWN, START, STOP))
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        pieces = [piece for run in runs(plain(word)) for piece in self._greedy(run)]
        return tuple(pieces) or (self.unknown,)

    def _greedy(self, run: str) -> list[int]:
        pieces, at = [], 0
        while at < len(run):
            for end in range(len(run), at, -1):
                piece = self.index.get(("##" if at else "") + run[at:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(piece)
            at = end
        return pieces
