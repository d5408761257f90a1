"""The reader against treebanks: words, sentences, UPOS, LAS and names, from gold words and from raw text.

Gold: CoNLL-U files of ``data/syntax`` (train files are left aside). Scorers: score_syntax.py and
score_spans.py. Names as ``data/names/README.md`` defines them, in files that carry entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc
from training import treebank
from training.treebank import Sentence

from bench.quality.scoring import Scores, score
from dateline.reading import Reader
from dateline.reading.windows import MOST_WORDS


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) for each treebank: `-words` from gold words, `-raw` from raw text."""
    for gold in sorted((data / "syntax").glob("*.conllu")):
        if "train" in gold.stem:
            continue
        named = "Entity=" in gold.read_text(encoding="utf-8")
        sentences = list(treebank.sentences(gold, entities=named))
        lines, spans = from_words(sentences, reader)
        yield f"{gold.stem} words", [gold], score("score_syntax.py", gold, lines)
        yield f"{gold.stem} raw", [gold], score("score_syntax.py", gold, from_text(gold, reader))
        if named:
            yield f"{gold.stem} names", [gold], names(sentences, spans, proper=False)
            yield f"{gold.stem} names, headed by a proper noun", [gold], names(sentences, spans, proper=True)


def together(sentences: list[Sentence]) -> list[int]:
    """How many sentences of a document each window holds: neighbours in a paragraph, as many as fit."""
    counts: list[int] = []
    words, paragraph = 0, -1
    for sentence in sentences:
        words += len(sentence.words)
        if sentence.paragraph != paragraph or words > MOST_WORDS:
            counts.append(0)
            words, paragraph = len(sentence.words), sentence.paragraph
        counts[-1] += 1
    return counts


Found = list[list[tuple[int, int, str, bool]]]  # a list a sentence: start, end, label, headed by a PROPN


def from_words(sentences: list[Sentence], reader: Reader) -> tuple[list[str], Found]:
    """CoNLL-U lines as the reader reads the gold words and sentences, and the names of each sentence."""
    lines: list[str] = []
    names: Found = []
    for _, group in groupby(sentences, key=lambda s: s.document):
        document = list(group)
        doc = reader.read_words([s.words for s in document], together(document))
        start = 0
        for sentence in document:
            end = start + len(sentence.words)
            lines += rows(doc, start, end)
            names.append(
                [
                    (m.start - start, m.end - start, m.label_, m.root.pos_ == "PROPN")
                    for m in doc.spans["mentions"]
                    if start <= m.start and m.end <= end
                ]
            )
            start = end
    return lines, names


def rows(doc: Doc, start: int, end: int) -> list[str]:
    """The CoNLL-U lines of the words of one sentence; white space is no word."""
    words = [t for t in doc[start:end] if not t.is_space]
    number = {t.i: n for n, t in enumerate(words, 1)}
    lines = []
    for token in words:
        head = 0 if token.head.i == token.i else number.get(token.head.i, 0)
        lines.append(
            "\t".join(
                [
                    str(number[token.i]),
                    token.text,
                    token.lemma_ or "_",
                    token.pos_,
                    "_",
                    str(token.morph) or "_",
                    str(head),
                    token.dep_ or "dep",
                    "_",
                    "_",
                ]
            )
        )
    return [*lines, ""]


def from_text(gold: Path, reader: Reader) -> list[str]:
    """CoNLL-U lines as the reader reads the raw text of each document."""
    lines: list[str] = []
    for text in raw_documents(gold):
        doc = reader.read_one(text)
        starts = [t.i for t in doc if t.is_sent_start and not t.is_space]
        for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
            lines += rows(doc, start, end)
    return lines


def raw_documents(gold: Path) -> Iterator[str]:
    """The "# text = " lines joined by a space, a new paragraph at "# newpar"."""
    text = ""
    gap = ""
    for line in gold.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and text:
            yield text
            text, gap = "", ""
        elif line.startswith("# newpar") and not line.startswith("# newpar_block") and text:
            gap = "\n\n"
        elif line.startswith("# text = "):
            text += gap + line[len("# text = ") :]
            gap = " "
    if text:
        yield text


def names(sentences: list[Sentence], found: Found, *, proper: bool) -> Scores:
    """score_spans over names; `proper` leaves aside, on both sides, what no proper noun heads."""
    gold, mine = [], []
    for n, (sentence, spans) in enumerate(zip(sentences, found, strict=True)):
        edges, text = [], ""
        for word in sentence.words:
            edges.append((len(text), len(text) + len(word)))
            text += word + " "
        right = [s for s in treebank.innermost(sentence.names or []) if not proper or is_proper(s, sentence)]
        inner = treebank.innermost([(s, e, k) for s, e, k, p in spans if p or not proper])
        gold.append(
            {"id": str(n), "text": text, "spans": [(edges[s][0], edges[e - 1][1], k) for s, e, k in right]}
        )
        mine.append({"id": str(n), "spans": [(edges[s][0], edges[e - 1][1], k) for s, e, k in inner]})
    return score("score_spans.py", gold, mine)


def is_proper(span: tuple[int, int, str], sentence: Sentence) -> bool:
    start, end, kind = span
    assert sentence.heads and sentence.upos
    head = next((i for i in range(start, end) if not start <= sentence.heads[i] < end), start)
    return kind == "date" or sentence.upos[head] == "PROPN"
