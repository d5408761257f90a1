"""What the reader saw, for other programs: CoNLL-U, or one JSON object a report.

Universal Dependencies v2, https://universaldependencies.org/format.html. White space is no word of
the tree; MISC holds the offsets into the text (TokenRange) and the names (Name, IOB2).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.model import Report, to_data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def conllu(doc: Doc, report: Report) -> str:
    """The whole report, a blank line after each sentence, as the format asks."""
    opening = f"# newdoc id = {report.id}\n"
    blocks = (_block(words, f"{report.id}-{n}") for n, words in enumerate(_sentences(doc), 1))
    return opening + "\n".join(blocks) if len(doc) else opening


def jsonl(doc: Doc, report: Report) -> str:
    """One line: the report, its sentences with their words, and its names with their offsets."""
    names = [{"start": s.start_char, "end": s.end_char, "label": s.label_} for s in _names(doc)]
    sentences = [_sentence(words) for words in _sentences(doc)]
    return json.dumps({"report": to_data(report), "sentences": sentences, "names": names},
                      ensure_ascii=False, separators=(",", ":")) + "\n"


WRITERS: Mapping[str, Callable[[Doc, Report], str]] = {"conllu": conllu, "jsonl": jsonl}


def _sentences(doc: Doc) -> Iterator[list[Token]]:
    """The words of each sentence that has any."""
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            yield words


def _block(words: list[Token], name: str) -> str:
    text = "".join(word.text_with_ws for word in words).strip()
    lines = [f"# sent_id = {name}", f"# text = {text}"]
    for number, row in enumerate(_rows(words), 1):
        cells = (number, row["text"], row["lemma"], row["upos"], None, row["feats"], row["head"],
                 row["deprel"], None, _misc(words, number - 1))
        lines.append("\t".join("_" if cell in (None, "") else str(cell) for cell in cells))
    return "\n".join(lines) + "\n"


def _sentence(words: list[Token]) -> dict[str, Any]:
    last = words[-1]
    return {"start": words[0].idx, "end": last.idx + len(last), "words": list(_rows(words))}


def _rows(words: list[Token]) -> Iterator[dict[str, Any]]:
    """Each word with its head counted from 1 within the sentence, 0 for the root."""
    number = {word.i: n for n, word in enumerate(words, 1)}
    for word in words:
        root = word.head.i == word.i
        yield {"start": word.idx, "end": word.idx + len(word), "text": word.text, "lemma": word.lemma_,
               "upos": word.pos_, "feats": str(word.morph), "head": 0 if root else number.get(word.head.i, 0),
               "deprel": "root" if root else word.dep_}


def _misc(words: list[Token], at: int) -> str:
    word = words[at]
    touching = at + 1 < len(words) and words[at + 1].idx == word.idx + len(word)
    kept = [f"Name={word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "",
            "SpaceAfter=No" if touching else "", f"TokenRange={word.idx}:{word.idx + len(word)}"]
    return "|".join(filter(None, kept))


def _names(doc: Doc) -> list[Span]:
    """All names read, nested ones too."""
    return list(doc.spans["names"]) if "names" in doc.spans else list(doc.ents)
