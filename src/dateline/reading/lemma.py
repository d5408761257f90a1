"""Lemmas as edit scripts: what to cut from a word's two ends and what to put there instead.

The reader picks one of some hundred scripts for each word (Chrupała 2006; UDPipe 2), so a verb
it has never seen still finds its lemma by the shape of its ending. The closed list of irregular
forms (irregular.txt) goes before: no ending tells "fled".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

NO_MEN = frozenset({"specimen", "omen", "abdomen", "regimen", "acumen", "semen", "stamen", "hymen", "ramen"})
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


@cache
def irregular() -> Mapping[tuple[str, str], str]:
    """(part of speech, form) -> lemma, of irregular.txt."""
    return MappingProxyType({(part, form): base for part, base, *forms in _rows() for form in forms})


@cache
def further_words() -> frozenset[str]:
    """The lemmas of irregular.txt: words even where the vocabulary of the reader lacks them."""
    return frozenset(base for _, base, *_ in _rows())


def _rows() -> list[list[str]]:
    text = files("dateline.reading").joinpath("irregular.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


# Regular endings and what may stand in their place: -ies -y, -ied -y, -es -e or nothing, doubled consonants once.
ENDINGS = {
    "VERB": (("ied", ("y",)), ("ies", ("y",)), ("ing", ("", "e", "-")), ("ed", ("", "e", "-")), ("es", ("e", "")),
             ("s", ("",))),
    "NOUN": (("ies", ("y",)), ("es", ("e", "")), ("s", ("",))),
}

BASES = ("ss", "us", "as", "is", "eed")      # no other verb's base ends in "s", few in "ed"
# what a verb ends in that has no "e" behind it
NO_E = ("nd", "ld", "rd", "ct", "pt", "nt", "st", "ft", "lt", "rt", "mp", "nk", "ck", "sh", "ch", "rk", "rm", "rn",
        "wn", "aud", "oud", "ead", "oad", "eed", "ood", "aid")
SILENT_E = ("iz", "v", "dg", "rc", "rg", "uc")  # no English verb ends so; its "e" was cut with the ending


def lemma_of(word: str, part: str, edit: str, words: frozenset[str] = frozenset()) -> str:
    """The lemma of a word in its part of speech: irregular forms first, then the script.

    Where the script makes no word of `words` (the reader's vocabulary), or cuts more than a regular ending, and a
    regular ending would make one, the ending is followed.

    >>> lemma_of("Gunmen", "NOUN", "l0||1|"), lemma_of("fled", "VERB", "l0||2|ad")
    ('gunman', 'flee')
    >>> lemma_of("carried", "VERB", "l0||2|", frozenset({"carry"}))
    'carry'
    >>> lemma_of("neutralized", "VERB", "l0||2|")
    'neutralize'
    >>> lemma_of("stepped", "VERB", "l0||2|e", frozenset({"step", "steppe"}))
    'step'
    >>> lemma_of("rescinded", "VERB", "l0||3|"), lemma_of("lauded", "VERB", "l0||1|")
    ('rescind', 'laud')
    >>> lemma_of("explodes", "VERB", "l0||0|", frozenset({"explodes", "explode"}))
    'explode'
    """
    plain = word.lower()
    known = irregular().get((part, plain))
    if known is None and part == "NOUN" and plain.endswith("men") and len(plain) > 4 and plain not in NO_MEN:
        known = plain[:-2] + "an"
    if known is not None:
        return known
    if part == "NOUN" and plain.endswith("ing"):        # "the killing of two": a noun keeps what made one of it
        return plain
    made = lemma(word, edit)
    if part not in ENDINGS:
        return made
    regular = [*_regular(plain, part)]
    by_rule = [m for m in regular if m in words]
    doubled = {f"{m}{m[-1]}e" for m in by_rule}
    by_rule = [m for m in by_rule if m not in doubled]  # "step" of "stepped", not "steppe"
    if part == "VERB" and made == plain and by_rule and plain.endswith(("s", "ed")) and not plain.endswith(BASES):
        return by_rule[0]                               # "as a bomb explodes", "they risked it": left as it stands
    if made in words and (part == "NOUN" or made in (plain, *by_rule) or not by_rule):  # not "star" of "starved"
        return made
    if part == "VERB" and made.endswith(SILENT_E):
        return made + "e"
    whole = part == "VERB" and bool(regular) and regular[0].endswith(NO_E)     # "rescind" of "rescinded", not "rescin"
    return next(iter(by_rule), regular[0] if whole else made)


def _regular(plain: str, part: str) -> Iterator[str]:
    """What a form may come from by its ending; "-" stands for a doubled consonant made single."""
    for ending, stems in ENDINGS[part]:
        base = plain.removesuffix(ending)
        if base == plain or len(base) < 2:
            continue
        for stem in stems:
            if stem != "-":
                yield base + stem
            elif base[-1] == base[-2]:
                yield base[:-1]
