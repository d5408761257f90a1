"""Which language a report is in, by py3langid; only English is coded, and what is not is kept and said to be so.

Texts of a few words are taken for English, as they always were: no method tells those. For longer ones another language
must be told with hardly a doubt, and the text must lack the small words that no English goes without.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

CODED = "en"
LEAST = 50              # letters below which nothing is told
SAMPLE = 4_000          # characters that are looked at
SURE = 0.8              # how sure the other language must be, where it is written in the letters of English
# Words that English has and its neighbours have not, and the share of all words they must reach to be English.
SMALL = frozenset((
    "the", "of", "and", "to", "that", "was", "were", "with", "his", "her", "by", "from", "has", "have", "had",
    "which", "who", "their", "they", "said", "would", "are", "this", "been", "after", "its", "it", "for", "is",
    "as", "not", "at",
))
ENOUGH = 0.12
WORD = re.compile(r"[^\W\d_]+")


def told(text: str) -> str:
    """The ISO 639-1 code of the language of a text.

    >>> told("Police arrested two men."), told("Полиция задержала двух мужчин после пожара в автобусном депо в городе.")
    ('en', 'ru')
    """
    words = WORD.findall(text[:SAMPLE].lower())
    if sum(map(len, words)) < LEAST or sum(w in SMALL for w in words) > ENOUGH * len(words):
        return CODED
    code, sure = _identifier().classify(" ".join(words))
    plain = sum(len(w) for w in words if w.isascii()) * 5 > sum(map(len, words))
    return str(code) if sure >= SURE or not plain else CODED


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
