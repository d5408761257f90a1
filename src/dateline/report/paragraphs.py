"""Lines as a page or a column broke them, put together again as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

PAGE = re.compile(
    r"\s*(?:page|seite|p\.)\s*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\s*|\s*-?\s*\d{1,4}\s*-?\s*", re.IGNORECASE
)
STOPS = tuple(".!?:”\"’')")
GOING_ON = 0.1  # share of lines that go on in small letters, from which a text without empty lines was broken
NARROW = 0.9  # letters differ in width: a line of this share of the widest may be full


def blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines that empty lines part."""
    for empty, lines in groupby(text.split("\n"), key=lambda x: not x.strip()):
        if not empty:
            yield list(lines)


def flowing(lines: Iterable[str], *, printed: bool = False) -> str:
    """A paragraph a line, where lines were broken at a width; else the lines as they are.

    Lines were broken where, inside a block, most go on in small letters or end in no stop. `printed`: no empty lines
    part the paragraphs, as in the text of a PDF file.
    """
    held = [one_line(x) for x in lines]
    inside = [(a, b) for a, b in pairwise(held) if a and b]
    if printed and len(inside) * 2 > len(held) and sum(b[0].islower() for _, b in inside) > len(inside) * GOING_ON:
        return "\n".join(from_page(held))
    broken = sum(b[0].islower() or not a.endswith(STOPS) for a, b in inside)
    if not inside or broken * 2 <= len(inside):
        return "\n".join(x for x in held if x)
    return "\n".join(" ".join(block) for block in blocks("\n".join(held)))


def one_line(words: str) -> str:
    return " ".join(words.split())


def from_page(lines: Sequence[str]) -> list[str]:
    """Paragraphs of lines that a printed page broke, where no empty line parts them.

    A paragraph ends with a line after which the next word had found room.
    """
    held = [x.strip() for x in lines]
    lengths = sorted(map(len, held))
    width = lengths[len(lengths) * 9 // 10] * NARROW if lengths else 0
    found: list[str] = []
    ended = True
    for words, after in zip(held, [*held[1:], ""], strict=True):
        if not words:
            ended = True
            continue
        if ended:
            found.append(words)
        elif found[-1].endswith("-") and words[0].islower() and found[-1][-2:-1].isalpha():
            found[-1] = found[-1][:-1] + words
        else:
            found[-1] += " " + words
        room = len(words) + 1 + len(after.split(" ", 1)[0]) <= width
        ended = room and (words.endswith(STOPS) or len(words) < width * 0.6)
    return found
