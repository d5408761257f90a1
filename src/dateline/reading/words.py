"""Text to words, as the English Universal Dependencies treebanks cut them, on spaCy's tokenizer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from spacy.lang.en import English
from spacy.symbols import NORM, ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import create_vocab

# A run of one sign is one word ("!!!", "*****"); spaCy would cut it sign by sign.
RUNS = (
    r"[!?]{2,}",
    r"\*{2,}",
    r"={2,}",
    r"_{2,}",
    r"-{2,}",
    r"\${2,}",
    r"<{2,}",
    r">{2,}",
    r"\.{2,}",
    r"~{2,}",
    r"#{2,}",
)
INSIDE = (
    r"[\[\]()\"“”<>;]",  # brackets and quotation marks left without a space
    r"(?<=[A-Za-z]{3})/(?=[A-Za-z]{2})",  # "and/or", but "b/c" and "A/C" stay whole
    r"(?<=[a-z]{2})[!?]+(?=[A-Za-z])",  # "fire!Now"
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z])",  # a space forgotten after a full stop
    r"(?<=[0-9])[–—-](?=[0-9]{4})|(?<=[0-9]{4})[–—-](?=[0-9])",  # from year to year
    r"(?<=[A-Z]{2})-(?=[0-9])|(?<=[0-9])-(?=[A-Za-z]{2})",  # "COVID-19", "9-month"
    r"(?<=[A-Za-z0-9])[–—](?=[A-Za-z0-9])",
    *RUNS,
)
WHOLE = (
    "al.",
    "etc.",
    "Sept.",
    "Gen.",
    "Lt.",
    "Col.",
    "Capt.",
    "Maj.",
    "Sgt.",
    "Sen.",
    "Rep.",
    "Gov.",
    "Rev.",
    "Adm.",
    "Brig.",
    "Cmdr.",
    "Pvt.",
    "Supt.",
    "Insp.",
    "No.",
    "Nos.",
    "Art.",
    "Calif.",
    "Fla.",
    "Tex.",
    "GEN.",
    "LT.",
    "COL.",
)
CUT = {
    "its'": None,
    "cannot": ("can", "not"),
    "Cannot": ("Can", "not"),
    "CANNOT": ("CAN", "NOT"),
    "gonna": ("gon", "na"),
    "wanna": ("wan", "na"),
    "gotta": ("got", "ta"),
}
PREFIXES = (
    "non",
    "e",
    "re",
    "anti",
    "co",
    "pre",
    "mid",
    "pro",
    "cross",
    "post",
    "over",
    "ex",
    "semi",
    "sub",
    "multi",
    "counter",
    "pan",
    "mini",
    "inter",
    "intra",
    "neo",
    "ultra",
    "trans",
    "quasi",
    "un",
    "micro",
)  # part of the word they stand before
JOINED = (
    "and/or",
    "its",
    "Its",
    "ill",
    "Ill",
    "well",
    "Well",
    "were",
    "Were",
    "wed",
    "Wed",
    "id",
    "Id",
    "hell",
    "Hell",
    "shell",
    "Shell",
    "shed",
    "Shed",
)  # never a pronoun with a clipped verb in edited text


PREFIXED = re.compile(rf"(?:{'|'.join(PREFIXES)})-[A-Za-z]+", re.IGNORECASE)


def whole(text: str) -> bool:
    """Whether a stretch without spaces is one word whatever stands inside: "anti-government", "e-mail"."""
    return PREFIXED.fullmatch(text) is not None


# Of a stretch without spaces only so much is looked at for each sign that is cut off its ends: one of many thousand
# signs would be looked through as many times.
ENDS = 128
Search = Callable[[str], re.Match[str] | None]


def _at_start(search: Search, text: str) -> re.Match[str] | None:
    return search(text[:ENDS])


def _at_end(search: Search, text: str) -> re.Match[str] | None:
    return search(text[-ENDS:])


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """spaCy's English tokenizer, bent where Universal Dependencies cut otherwise."""
    defaults = English.Defaults             # a whole pipeline, spacy.blank, would compile all of this once more
    rules = {k: v for k, v in defaults.tokenizer_exceptions.items() if k not in JOINED}
    for word in WHOLE:
        rules[word] = [{ORTH: word}]
    for word, parts in CUT.items():
        if parts:
            rules[word] = [{ORTH: p, NORM: p.lower()} for p in parts]
    return Tokenizer(
        create_vocab(English.lang, defaults),
        rules=rules,
        prefix_search=partial(_at_start, compile_prefix_regex((*RUNS, *(defaults.prefixes or ()))).search),
        suffix_search=partial(_at_end, compile_suffix_regex((*RUNS, *(defaults.suffixes or ()))).search),
        infix_finditer=compile_infix_regex((*INSIDE, *(defaults.infixes or ()))).finditer,
        token_match=whole,
        url_match=defaults.url_match,
    )
