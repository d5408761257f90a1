"""CoNLL-U treebanks and name corpora as windows of words with everything the reader learns from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.reading.lemma import script

NAME_KINDS = ("person", "organization", "place", "event", "date")
FEATURES = (
    "Mood",
    "Tense",
    "VerbForm",
    "Voice",
    "Number",
    "Person",
    "Degree",
    "PronType",
    "Poss",
    "NumType",
    "Polarity",
)
PAIRED = {"PER": "person", "ORG": "organization", "LOC": "place"}


@dataclass(slots=True)
class Sentence:
    """One sentence: gold columns, one entry a word. What a corpus does not say is None."""

    words: list[str]
    document: str
    paragraph: int
    space_after: list[bool] = field(default_factory=list)
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None  # index of the head in the sentence, -1 for the root
    deprels: list[str] | None = None
    names: list[tuple[int, int, str]] | None = (
        None  # first word, after the last, kind (GUM's way: noun phrases)
    )
    proper: list[tuple[int, int, str]] | None = None  # the same in Universal NER's way: bare names
    read_names: list[tuple[int, int, str]] | None = None  # bare names as a reader saw them: to exchange, not to learn
    mentions: list[tuple[int, str]] | None = None  # head word of every mention, and what it means (a chain's key)
    said: list[int] | None = None  # a label a word: part of a source, a cue, a content
    links: list[tuple[int, int]] | None = None  # first word of such a part, and of its cue; -1: not here
    deeds: list[int] | None = None  # kind of event a word carries, 0 none, below 0 not known
    states: list[tuple[int, int, int]] | None = None  # trigger, status, whether long past
    doers: list[tuple[int, tuple[int, ...]]] | None = None  # trigger, head words of who did it
    met: list[tuple[int, tuple[int, ...]]] | None = None  # trigger, head words of whom it met
    same: list[tuple[int, str]] | None = None  # trigger, and the happening it tells (across documents)
    part: list[int] | None = None  # a label a word: part in an attack, 0 none
    starts: tuple[int, ...] = (0,)  # first words of sentences, where a text of several stands here as one


def kept_features(column: str) -> str:
    """The features that the reader tells: tense, mood, voice, number and their like."""
    return "|".join(f for f in column.split("|") if f.split("=")[0] in FEATURES) or "_"


def sentences(path: Path, *, entities: bool) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; with `entities`, names as data/names/README.md has them."""
    document, paragraph, rows = "", 0, []
    tracker = Entities()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            document = line.split("=", 1)[1].strip()
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph += 1
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield one_sentence(rows, document, paragraph, tracker if entities else None)
            rows = []


def one_sentence(rows: list[list[str]], document: str, paragraph: int, tracker: Entities | None) -> Sentence:
    shut_by = {int(r[0].split("-")[1]): "SpaceAfter=No" not in r[9] for r in rows if "-" in r[0]}
    inside = {i for r in rows if "-" in r[0] for i in range(int(r[0].split("-")[0]), int(r[0].split("-")[1]))}
    words = [r for r in rows if r[0].isdigit()]
    spaced = [shut_by.get(int(r[0]), int(r[0]) not in inside and "SpaceAfter=No" not in r[9]) for r in words]
    forms = [r[1] for r in words]
    lemmas = [r[2] if r[2] != "_" else r[1] for r in words]
    sentence = Sentence(
        forms,
        document,
        paragraph,
        spaced,
        [r[3] for r in words],
        [kept_features(r[5]) for r in words],
        [script(w, x) for w, x in zip(forms, lemmas, strict=True)],
        [int(r[6]) - 1 for r in words],
        [r[7] for r in words],
    )
    if tracker:
        spans = tracker.spans(words)
        sentence.names = [n for s in spans if (n := as_name(s[:4], sentence))]
        sentence.mentions = sorted({(head_of(s[0], s[1], sentence.heads), f"{document}/{s[4]}") for s in spans})
        sentence.proper = bare_names(sentence)
    return sentence


class Entities:
    """GUM's bracketed Entity column, read word by word."""

    OPEN = re.compile(r"\((\d+)-([a-z]+)((?:-[^()]*?)?)(?=\(|\)|$|\d+\))|(\d+)\)|\)")

    def spans(self, rows: list[list[str]]) -> list[tuple[int, int, str, str, str]]:
        """First word, after the last, kind, the bracket's text, key of the chain."""
        spans, stack = [], []
        for at, row in enumerate(rows):
            entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
            for piece in re.findall(r"\([^()]*|\d*\)", entity):
                if piece.startswith("("):
                    parts = piece[1:].split("-")
                    stack.append((parts[0], parts[1] if len(parts) > 1 else "", piece, at))
                else:
                    key = piece[:-1]
                    found = next(
                        (i for i in reversed(range(len(stack))) if not key or stack[i][0] == key), None
                    )
                    if found is not None:
                        chain, kind, text, start = stack.pop(found)
                        spans.append((start, at + 1, kind, text, chain.lstrip("(")))
        return spans


def head_of(start: int, end: int, heads: Sequence[int]) -> int:
    """The word of a span that hangs outside it."""
    return next((i for i in range(start, end) if not start <= heads[i] < end), start)


def as_name(span: tuple[int, int, str, str], sentence: Sentence) -> tuple[int, int, str] | None:
    """A span as a name, or None: headed by a PROPN or with a Wikipedia identity; dates from `time`."""
    start, end, kind, text = span
    assert sentence.heads and sentence.upos and sentence.feats
    head = head_of(start, end, sentence.heads)
    proper = sentence.upos[head] == "PROPN" or has_identity(text)
    kind = "date" if kind == "time" else kind
    if kind not in NAME_KINDS or not proper:
        return None
    while start < end - 1 and sentence.upos[start] == "DET":
        start += 1
    return start, end, kind


NAME_PARTS = ("flat", "compound", "goeswith", "nummod", "amod", "punct", "det", "nmod:poss")


def bare_names(sentence: Sentence) -> list[tuple[int, int, str]]:
    """The names alone inside names headed by a proper noun: "Ana Roa" in "mayor Ana Roa of Lima".

    A name is its head with the proper nouns hanging on it; "of" phrases belong to organisations and
    places ("Bank of England"), not to persons.
    """
    assert sentence.heads and sentence.upos and sentence.deprels and sentence.names is not None
    found = set()
    for start, end, kind in sentence.names:
        head = head_of(start, end, sentence.heads)
        if sentence.upos[head] != "PROPN" or kind not in NAME_KINDS[:3]:
            continue
        inside = {head}
        for _ in range(3):
            inside |= {
                i
                for i in range(start, end)
                if sentence.heads[i] in inside and _part_of_name(i, head, kind, sentence)
            }
        first = last = head
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        found.add((first, last + 1, kind))
    return apart(sorted(found, key=lambda n: (n[0] - n[1], n[0])))


def _part_of_name(i: int, head: int, kind: str, s: Sentence) -> bool:
    assert s.heads and s.upos and s.deprels
    proper = s.upos[i] == "PROPN" or s.words[i][:1].isupper()
    if kind != "person" and (
        (s.deprels[i] == "case" and s.words[i] == "of") or (s.deprels[i] == "nmod" and i > head)
    ):
        return proper or s.words[i] == "of"
    if s.words[i] in ("-", ".", "'s", "&"):
        return (i < head and kind != "person") or s.words[i] == "-"
    return s.deprels[i] in NAME_PARTS and proper


def apart(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that do not overlap, the earlier in the list first served."""
    taken: set[int] = set()
    kept = []
    for start, end, kind in spans:
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind))
    return sorted(kept)


def has_identity(text: str) -> bool:
    """Whether the bracket names a Wikipedia page: the last field, after link type, begins with a capital."""
    fields = text[1:].split("-")
    return len(fields) > 7 and fields[7][:1].isupper()


def innermost(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Only the spans that hold no other one."""
    return sorted(
        {
            s
            for s in spans
            if not any(
                o != s and s[0] <= o[0] and o[1] <= s[1] and (o[0], o[1]) != (s[0], s[1]) for o in spans
            )
        }
    )


def name_sentences(path: Path) -> Iterator[Sentence]:
    """Universal NER (IOB2): bare person, organisation and place names."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            f = line.split("\t")
            words.append(f[1])
            tags.append(f[2])
        elif words:
            yield Sentence(words, "", 0, [True] * len(words), proper=from_iob(tags))
            words, tags = [], []


def from_iob(tags: list[str]) -> list[tuple[int, int, str]]:
    spans: list[list] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-") or (tag.startswith("I-") and (not spans or spans[-1][1] != i)):
            spans.append([i, i + 1, PAIRED.get(tag[2:], "")])
        elif tag.startswith("I-"):
            spans[-1][1] = i + 1
    return [tuple(s) for s in spans if s[2]]


def vocabulary(sents: list[Sentence], column: str, at_least: int) -> list[str]:
    """The values of a column seen so often at least, commonest first; ties by name."""
    counts = Counter(v for s in sents for v in getattr(s, column) or ())
    return [v for v, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= at_least]
