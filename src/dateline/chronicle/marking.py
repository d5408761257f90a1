"""Where the words of a query stand in a text, as offsets into it: what a page or a screen highlights."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.chronicle.query import Words
from dateline.chronicle.tellings import END
from dateline.chronicle.terms import Term, hyphened, terms
from dateline.model import Span

WIDE = 320              # characters of a passage, at most
ELSEWHERE = 40          # what is shown before a hit where its sentence is longer than that


@dataclass(frozen=True, slots=True)
class Mark:
    """A hit: its place in the text, and which of the query's words it is."""

    start: int
    end: int
    of: int


def marks(text: str, wanted: Sequence[Words]) -> tuple[Mark, ...]:
    """Every place in a text where the words stand, in its order.

    >>> [(m.start, m.end, m.of) for m in marks("A cease-fire: PEACE talks", (Words("ceasefire"), Words("peace talk*")))]
    [(2, 12, 0), (14, 25, 1)]
    """
    found = list(terms(text))
    joined = [Term(word, *span) for word, span in hyphened(text, found)]
    whole = {mark for of, words in enumerate(wanted) for mark in _of(words.text, of, found, joined)}
    return tuple(sorted(whole, key=lambda mark: (mark.start, mark.end, mark.of)))


def _of(words: str, of: int, found: Sequence[Term], joined: Sequence[Term]) -> Iterator[Mark]:
    asked, any_end = [term.word for term in terms(words)], words.endswith("*")
    for at in range(len(found) - len(asked) + 1):
        run = found[at:at + len(asked)]
        if _is([term.word for term in run], asked, any_end):
            yield Mark(run[0].start, run[-1].end, of)
    one = ["".join(asked)]
    for term in joined:
        if _is([term.word], one, any_end):
            yield Mark(term.start, term.end, of)


def _is(run: Sequence[str], asked: Sequence[str], any_end: bool) -> bool:
    if any_end:
        return run[-1].startswith(asked[-1]) and [*run[:-1]] == [*asked[:-1]]
    return [*run] == [*asked]


def passage(text: str, found: Sequence[Mark]) -> Span:
    """The stretch of a text to show: most of the query's words near each other, in whole sentences where they fit.

    >>> passage("The port reopened. Miners went on strike. Rain fell.", (Mark(19, 25, 0), Mark(34, 40, 1)))
    (19, 41)
    """
    if not found:
        return 0, _whole_word(text, min(len(text), WIDE))
    starts = [mark.start for mark in found]

    def worth(at: int) -> tuple[int, int, int]:
        near = found[at:bisect_left(starts, found[at].start + WIDE * 2 // 3)]
        return len({mark.of for mark in near}), len(near), -at

    best = max(range(len(found)), key=worth)
    near = found[best:bisect_left(starts, found[best].start + WIDE * 2 // 3)]
    first, last = near[0].start, max(mark.end for mark in near)
    start = max((m.end() for m in END.finditer(text, max(0, first - WIDE), first + 1) if m.end() <= first), default=0)
    if first - start > WIDE // 2:
        start = _word_start(text, first - ELSEWHERE)
    close = END.search(text, last)
    end = close.end() if close else len(text)
    if end - start > WIDE:
        end = _whole_word(text, max(last, start + WIDE))
    while start < first and text[start].isspace():
        start += 1
    return start, start + len(text[start:end].rstrip())


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", max(at, 0), at + 2 * ELSEWHERE)
    return space + 1 if 0 <= space < at + ELSEWHERE else max(at, 0)


def _whole_word(text: str, at: int) -> int:
    """The end of a stretch that cuts no word, where words are parted by spaces."""
    if at >= len(text) or text[at].isspace():
        return min(at, len(text))
    space = text.rfind(" ", max(0, at - ELSEWHERE), at)
    return space if space > 0 else at
