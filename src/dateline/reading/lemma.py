"""Lemmas as edit scripts: what to cut from a word's two ends and what to put there instead.

The reader picks one of some hundred scripts for each word (Chrupała 2006; UDPipe 2), so a verb
it has never seen still finds its lemma by the shape of its ending.
"""

from __future__ import annotations

from functools import lru_cache

KEEP = "l0||0|"  # lower-case, change nothing


@lru_cache(maxsize=100_000)
def script(word: str, lemma: str) -> str:
    """The script that turns `word` into `lemma`: case, then cut and prefix, then cut and suffix.

    >>> script("fleeing", "flee"), script("Went", "go"), script("Gori", "Gori")
    ('l0||3|', '=go', 'k0||0|')
    """
    case, base = ("k", word) if lemma[:1].isupper() and word[:1].isupper() else ("l", word.lower())
    best = max(
        (
            (length, -start, -at, start, at)
            for start in range(len(base))
            for at in range(len(lemma))
            if (length := shared(base, start, lemma, at))
        ),
        default=None,
    )
    if best is None or (best[0] * 2 < len(lemma) and len(base) > 3):
        return "=" + lemma
    length, _, _, start, at = best
    front, back = lemma[:at], lemma[at + length :]
    return f"{case}{start}|{front}|{len(base) - start - length}|{back}"


def shared(a: str, i: int, b: str, j: int) -> int:
    """Length of the common run of characters from a[i] and b[j] on."""
    n = 0
    while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
        n += 1
    return n


@lru_cache(maxsize=100_000)
def lemma(word: str, edit: str) -> str:
    """The lemma that the script makes of a word; a script that does not fit leaves the word alone.

    >>> lemma("seizing", "l0||3|e"), lemma("went", "=go")
    ('seize', 'go')
    """
    if edit.startswith("="):
        return edit[1:]
    case, body = edit[0], edit[1:]
    cut, front, tail, back = body.split("|", 3)
    base = word if case == "k" else word.lower()
    start, end = int(cut), len(base) - int(tail)
    if start > end or end <= 0:
        return base
    return front + base[start:end] + back or base
