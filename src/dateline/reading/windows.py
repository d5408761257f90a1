"""Which words are read together: whole sentences of one paragraph, as far as signs can tell.

A window is read in one run and by itself, so what is read of it never depends on how many other
windows or reports there are. The reader's own head finds the true sentence starts inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

MOST_WORDS, MOST_PIECES = 100, 250
ENDERS = frozenset(".!?…") | {"...", "?!", "!!", "!!!"}
CLOSERS = frozenset("\"'”’)]»") | {"''"}
MOST_CLOSERS = 8        # behind the end of a sentence; a thousand in a row close none
WRAPPED_LINE = range(50, 101)


def is_wrapped(text: str) -> bool:
    """Whether single line breaks only fill lines, as in old wires: most full lines end in mid-sentence."""
    lines = [line.strip() for line in text[:20_000].split("\n") if line.strip()]
    full = [line for line in lines if len(line) in WRAPPED_LINE]
    if len(lines) < 4 or len(full) * 2 < len(lines) or max(map(len, lines)) > 2 * WRAPPED_LINE.stop:
        return False
    return sum(line[-1] not in '.!?:"”' for line in full) * 2 > len(full)


def paragraphs(doc: Doc, cuts: Sequence[int] = ()) -> Iterator[list[Token]]:
    """The words between paragraph breaks and cuts (offsets into the text), white space left out."""
    ahead = sorted(cuts, reverse=True)
    broken = re.compile(r"\n\s*\n" if is_wrapped(doc.text) else r"\n|\r|\u2029")
    words: list[Token] = []
    for token in doc:
        while ahead and ahead[-1] <= token.idx:
            ahead.pop()
            if words:
                yield words
                words = []
        if not token.is_space:
            words.append(token)
        elif words and broken.search(token.text):
            yield words
            words = []
    if words:
        yield words


def may_end(words: Sequence[Token], i: int) -> bool:
    """Whether a sentence may end after word i: an ender, a closing sign perhaps, then a capital or such."""
    at = i
    while at > max(i - MOST_CLOSERS, 0) and words[at].text in CLOSERS:
        at -= 1
    if words[at].text not in ENDERS or i + 1 >= len(words):
        return False
    following = words[i + 1].text
    return following not in CLOSERS and (following[0].isupper() or not following[0].isalpha())


def windows(words: Sequence[Token], cost: Sequence[int]) -> Iterator[Sequence[Token]]:
    """A paragraph in windows of at most MOST_WORDS words and MOST_PIECES pieces; cost is pieces a word."""
    start = 0
    while start < len(words):
        end, spent = start, 0
        while end < len(words) and end - start < MOST_WORDS and spent + cost[end] <= MOST_PIECES:
            spent += cost[end]
            end += 1
        end = max(end, start + 1)
        if end < len(words):
            end = next((i + 1 for i in range(end - 1, start, -1) if may_end(words, i)), end)
        yield words[start:end]
        start = end
