"""Quotation marks: which words stand between them.

Curly marks open and close by their form; straight double marks by turns within a paragraph, starting anew
in each. A mark that is opened and not closed in its paragraph reaches to the paragraph's end, as newsrooms do
when a quotation goes on in the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dateline.record.phrases import Range

OPENS = {"“": "”", "``": "''", "`": "''", "«": "»", "„": "“"}
STRAIGHT = frozenset({'"', "''"})
KEY = "dateline.quoted"
MIXED = frozenset({'"', "”"})       # opened in one style and closed in the other, as editing leaves them


def quotations(doc: Doc) -> list[Range]:
    """The token ranges inside double quotation marks, marks left out, in order."""
    found: list[Range] = []
    start: int | None = None
    closing = ""
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start is not None and token.i > start:
                found.append((start, token.i))
            start = None
        elif start is None and (token.text in OPENS or token.text in STRAIGHT):
            start, closing = token.i + 1, OPENS.get(token.text, token.text)
        elif start is not None and start == token.i and token.text == "`":  # "``" is cut in two by the tokenizer
            start += 1
        elif start is not None and (token.text == closing or {token.text, closing} == MIXED):
            if token.i > start:
                found.append((start, token.i))
            start = None
    if start is not None and len(doc) > start:
        found.append((start, len(doc)))
    return found


def quoted(doc: Doc) -> frozenset[int]:
    """The tokens between quotation marks, found once a Doc."""
    if KEY not in doc.user_data:
        doc.user_data[KEY] = frozenset(i for start, end in quotations(doc) for i in range(start, end))
    known: frozenset[int] = doc.user_data[KEY]
    return known


def inside(at: int, ranges: Sequence[Range]) -> bool:
    """Whether a token stands in one of the ranges."""
    return any(start <= at < end for start, end in ranges)
