"""The words of any text as search knows them, each with its place in the text.

What is indexed and what is asked go through this one door, so they agree: no case, no accents, no apostrophes; "1,200"
is 1200; digits of any script are 0–9. Scripts that write no spaces (Chinese, Japanese, Thai, …) have each letter as a
word of its own, so that any run of them is found as a phrase, two letters as well as ten; a trigram index would be
three times as large and find nothing shorter than three.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dateline.model import Span

# Letters of scripts without spaces; with what combines with them they are words of one letter.
UNSPACED = (
    "\u0e00-\u0eff"                         # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"            # Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d"   # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"   # Han
)
MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200c\u200d\u00ad"
INDIC = "\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0dff"      # signs that are no letters, yet part of a word
LETTER = rf"(?:[^\W_{UNSPACED}]|[{MARKS}{INDIC}])"
WORD = re.compile(
    r"[A-Za-z]+(?![\w'’ʼ‘`´.]|[^\x00-\x7f])"                             # most words, and quicker
    r"|\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?!\d)"                     # 1,200
    rf"|[{UNSPACED}][{MARKS}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3]*"
    rf"|(?:{LETTER}\.){{2,}}"                                           # U.S.
    rf"|{LETTER}+(?:['’ʼʻ`´]{LETTER}+)*"                                # Sana'a, police's
)
HYPHENED = re.compile(r"(?<![^ \n\t])[^ \n\t‐‑-]*[-‐‑][^ \n\t]*")          # tried once a word
_GROUPS = re.compile(r"[^\d]")
_SILENT = re.compile(rf"['’ʼʻ`´.{MARKS}]")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
                        "ى": "ي", "ة": "ه"})


class Term(NamedTuple):
    """A word as search compares it, and where it stands in the text."""

    word: str
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """The words of a text, in their order.

    >>> [t.word for t in terms("The U.S. sent 1,200 cease-fire monitors to Sana'a: São Tomé's 北京")]
    ['the', 'us', 'sent', '1200', 'cease', 'fire', 'monitors', 'to', 'sanaa', 'sao', 'tome', '北', '京']
    """
    for found in WORD.finditer(text):
        word = folded(found[0])
        if word:
            yield Term(word, found.start(), found.end())


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """One word without case, accents, apostrophes and a possessive; empty where it is only marks.

    >>> folded("Łódź"), folded("police's"), folded("٢٠٢٦"), folded("STRASSE"), folded("Straße")
    ('lodz', 'police', '2026', 'strasse', 'strasse')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    if word[0].isdigit() and not word[-1].isalpha():
        word = _GROUPS.sub("", word)
    word = word.casefold()
    if len(word) > 3 and word[-1] == "s" and word[-2] in "'’":
        word = word[:-2]
    word = _SILENT.sub("", unicodedata.normalize("NFKD", word).casefold()).translate(_PLAIN)
    return unicodedata.normalize("NFC", "".join(map(_letter, word)))


def _letter(letter: str) -> str:
    """A digit of any script as 0–9; nothing for signs that a letter was taken apart into, like the bar of a half."""
    if letter.isascii() and letter.isalnum():
        return letter
    value = unicodedata.decimal(letter, None)
    if value is not None:
        return str(value)
    return letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else ""


def written(text: str) -> str:
    """A text as it goes into the index: its words, and at the end what hyphens part, as one word each.

    So "ceasefire" finds "cease-fire" as well; the words of a phrase keep their neighbours.

    >>> written("A cease-fire in Nagorno-Karabakh")
    'a cease fire in nagorno karabakh ceasefire nagornokarabakh'
    """
    words = list(filter(None, map(folded, WORD.findall(text))))
    joined = {whole for part in HYPHENED.findall(text) for whole, _ in hyphened(part, list(terms(part)))}
    return " ".join([*words, *sorted(joined)])


def hyphened(text: str, found: Sequence[Term]) -> Iterator[tuple[str, Span]]:
    """Words that stand with a hyphen between them, as one."""
    for run in _runs(text, found):
        yield "".join(t.word for t in run), (run[0].start, run[-1].end)


def _runs(text: str, found: Iterable[Term]) -> Iterator[list[Term]]:
    run: list[Term] = []
    for term in found:
        if run and text[run[-1].end:term.start] in ("-", "‐", "‑"):
            run.append(term)
            continue
        if len(run) > 1:
            yield run
        run = [term]
    if len(run) > 1:
        yield run
