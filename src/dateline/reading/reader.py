"""The embedded reader: one ONNX file, one processor core, the same bytes for the same text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS
from spacy.symbols import IDS as SYMBOLS
from spacy.tokens import Doc, Token

from dateline.codebook import predicates
from dateline.errors import DatelineError
from dateline.model import Report
from dateline.reading import names
from dateline.reading.heads import KEY, Heads, Piece, Shape, attributions, chained, linked
from dateline.reading.lemma import further_words, lemma_of
from dateline.reading.tree import best_tree
from dateline.reading.windows import paragraphs, windows
from dateline.reading.wordpiece import WordPieces, case_class
from dateline.reading.words import tokenizer

Floats = NDArray[np.float32]
SURROGATE = re.compile("[\ud800-\udfff]")
CAPITAL = 1.0  # chosen on the dev sides: UPOS 96.96 to 97.00 (EWT), 97.88 to 97.91 (GUM)
DIGITS = 3  # scores are rounded before any decision, so that the last bits of a float decide nothing


@dataclass(frozen=True, slots=True)
class Labels:
    """The label lists of the heads, in the order of their scores; written into the ONNX file by training."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    deprels: tuple[str, ...]
    names: tuple[str, ...]
    proper: tuple[str, ...]
    inner: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Parsed:
    """One window as read: a value a word, `heads` and name spans counted from the window's first word."""

    starts: tuple[int, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]  # a root is its own head, as in spaCy
    deprels: tuple[str, ...]
    named: tuple[names.Found, ...]
    bare: tuple[names.Found, ...]
    inner: tuple[names.Found, ...]
    said: tuple[names.Found, ...]
    emit: Floats  # (words, labels) scores of `said`
    deed: Floats  # (words, …) scores, as heads.py has them
    sides: Floats  # (1 + words, …), the root first
    part: Floats  # (words, parts) scores


class Reader:
    """Fills spaCy Docs. Not for sharing between threads of one process that write at once: load one each."""

    def __init__(self, model: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                model,
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # its fused form is eight times slower here
            )
        except Exception as error:  # onnxruntime has no public error type of its own
            raise DatelineError(
                f"the reader's model cannot be opened ({error}); reinstall dateline"
            ) from error
        told = self._session.get_modelmeta().custom_metadata_map
        self.labels = Labels(**{k: tuple(v) for k, v in json.loads(told["labels"]).items()})
        self._steps = {k: np.array(v, dtype=np.float32) for k, v in json.loads(told["steps"]).items()}
        self._shape = Shape(**{k: tuple(v) for k, v in json.loads(told["shape"]).items()})
        vocabulary = json.loads(told["vocabulary"])
        self.pieces = WordPieces(vocabulary)
        self._words = further_words() | predicates() | {w for w in vocabulary if w.isalpha() and len(w) > 2}
        self.version = version_of(model)
        self._cut = tokenizer()

    @classmethod
    def load(cls, path: Path | None = None) -> Reader:
        """The reader that ships inside the package (once a process), or another file of the same form."""
        return cls(path.read_bytes()) if path else shipped()

    def read(self, reports: Iterable[Report | str]) -> list[Doc]:
        """A Doc for each report or text, in order; offsets are the text's own."""
        return [self.read_one(r) if isinstance(r, str) else self.read_report(r) for r in reports]

    def read_report(self, report: Report) -> Doc:
        """The Doc of a report; its dateline is no part of the sentence behind it."""
        return self.read_one(report.text, cuts=report.dateline or ())

    def read_one(self, text: str, *, cuts: Sequence[int] = ()) -> Doc:
        """The Doc of one text, of any length; no window reaches over a cut (an offset).

        Windows are read one after the other. A lone surrogate, which is no text, is read as U+FFFD.
        """
        doc = self._cut(SURROGATE.sub("\ufffd", text))
        return self.fill(doc, self._windows(doc, cuts))

    def read_words(self, sentences: Sequence[Sequence[str]], together: Sequence[int] = ()) -> Doc:
        """A Doc over given words and sentences; `together` counts the sentences of each window (1)."""
        words = [w for s in sentences for w in s]
        doc = Doc(self._cut.vocab, words=words)
        groups, at, token = [], 0, 0
        for count in together or [1] * len(sentences):
            size = [len(s) for s in sentences[at : at + count]]
            starts = [0, *np.cumsum(size)[:-1].tolist()]
            groups.append((list(doc[token : token + sum(size)]), starts))
            at, token = at + count, token + sum(size)
        return self.fill(doc, groups)

    def _windows(self, doc: Doc, cuts: Sequence[int]) -> Iterator[tuple[Sequence[Token], None]]:
        for paragraph in paragraphs(doc, cuts):
            cost = [len(self.pieces.of(t.text)) for t in paragraph]
            for window in windows(paragraph, cost):
                yield window, None

    def fill(self, doc: Doc, groups: Iterable[tuple[Sequence[Token], Sequence[int] | None]]) -> Doc:
        """Set on the Doc what is read of each window of its tokens; starts may be given."""
        columns: dict[str, list[Any]] = {
            "pos": ["SPACE"] * len(doc),
            "dep": [""] * len(doc),
            "feats": [""] * len(doc),
            "lemma": [t.text for t in doc],
            "head": [-min(i, 1) for i in range(len(doc))],
        }
        found: dict[str, list[names.Found]] = {"named": [], "bare": [], "inner": []}
        read: list[tuple[list[int], Parsed]] = []
        for tokens, starts in groups:
            at = [t.i for t in tokens]
            parsed = self.parse([t.text for t in tokens], starts)
            read.append((at, parsed))
            for n, i in enumerate(at):
                columns["pos"][i], columns["dep"][i] = parsed.upos[n], parsed.deprels[n]
                columns["feats"][i], columns["lemma"][i] = parsed.feats[n], parsed.lemmas[n]
                columns["head"][i] = at[parsed.heads[n]] - i
            for habit, spans in found.items():
                spans += [(at[s], at[e - 1] + 1, k) for s, e, k in getattr(parsed, habit)]
        with_columns(doc, columns)
        names.fill(doc, **found)
        doc.user_data[KEY] = kept(len(doc), read, self._shape, Links(self.labels.said, self._steps["said"]))
        return doc

    def parse(self, words: Sequence[str], starts: Sequence[int] | None = None) -> Parsed:
        """Everything that the heads say of one window of words."""
        scores = self._scores(words)
        if starts is None:
            starts = [0, *(i for i in range(1, len(words)) if scores["start"][i] > 0)]
        heads, deprels = self._tree(scores, starts)
        self._favour_names(scores["upos"], words)
        best = {k: scores[k].argmax(-1) for k in ("upos", "feats", "lemma", "proper")}
        tell = self.labels
        layers = scores["names"].reshape(len(words), -1, 3).argmax(-1).tolist()
        return Parsed(
            tuple(starts),
            tuple(tell.upos[i] for i in best["upos"]),
            tuple("" if tell.feats[i] == "_" else tell.feats[i] for i in best["feats"]),
            tuple(
                lemma_of(w, tell.upos[p], tell.lemmas[i], self._words)
                for w, p, i in zip(words, best["upos"], best["lemma"], strict=True)
            ),
            tuple(heads),
            tuple(deprels),
            tuple(names.layered(layers, tell.names)),
            tuple(names.flat(best["proper"].tolist(), tell.proper)),
            tuple(names.flat(names.best_path(scores["inner"], self._steps["inner"]), tell.inner)),
            tuple(names.flat(names.best_path(scores["said"], self._steps["said"]), tell.said)),
            scores["said"],
            scores["deed"],
            scores["pairs"],
            scores["part"],
        )

    def _scores(self, words: Sequence[str]) -> dict[str, Floats]:
        """One run of the network over one window: the scores of every head, rounded."""
        pieces, case, first, last = [self.pieces.start], [0], [], []
        for word in words:
            own = self.pieces.of(word)
            first.append(len(pieces))
            pieces += own
            case += [case_class(word)] * len(own)
            last.append(len(pieces) - 1)
        feed = {"pieces": [*pieces, self.pieces.stop], "case": [*case, 0], "first": first, "last": last}
        found = self._session.run(None, {k: np.array(v, dtype=np.int64) for k, v in feed.items()})
        named: dict[str, Floats] = dict(zip((o.name for o in self._session.get_outputs()), found, strict=True))
        return {k: v if k.startswith("rel") else v.round(DIGITS) for k, v in named.items()}

    def _favour_names(self, upos: Floats, words: Sequence[str]) -> None:
        """A capital speaks a little more for a name than the network has it."""
        upos[[w[:1].isupper() for w in words], self.labels.upos.index("PROPN")] += CAPITAL

    def _tree(self, scores: dict[str, Floats], starts: Sequence[int]) -> tuple[list[int], list[str]]:
        """Heads and relations, sentence by sentence."""
        heads: list[int] = []
        size = len(scores["start"])
        for start, end in zip(starts, [*starts[1:], size], strict=True):
            columns = np.concatenate(([0], np.arange(start + 1, end + 1)))
            local = best_tree(scores["arcs"][start:end, columns])
            heads += [i + start if h == 0 else int(h) - 1 + start for i, h in enumerate(local)]
        at_root = np.array(heads) == np.arange(size)
        chosen = scores["rel_head"][np.where(at_root, 0, np.array(heads) + 1)]
        relations = np.round(np.einsum("wre,we->wr", scores["rel_dep"], chosen), DIGITS)
        root = self.labels.deprels.index("root")
        relations[:, root] = -np.inf
        best = np.where(at_root, root, relations.argmax(1))
        return heads, [self.labels.deprels[i] for i in best]


@dataclass(frozen=True, eq=False, slots=True)
class Links:
    """The labels of the chain of sources, cues and contents, and the scores of going from one to the next."""

    labels: tuple[str, ...]
    step: Floats


def kept(size: int, read: Sequence[tuple[list[int], Parsed]], shape: Shape, links: Links) -> Heads:
    """The scores of all windows on the words of one Doc of `size` words."""
    window = np.full(size, -1, dtype=np.int64)
    emit = np.zeros((size, len(links.labels)), np.float32)
    deed, sides, part = (np.zeros((0, 0), np.float32) for _ in range(3))
    roots: list[Floats] = []
    pieces: list[Piece] = []
    for n, (at, parsed) in enumerate(read):
        if not n:
            deed = np.zeros((size, parsed.deed.shape[1]), np.float32)
            sides = np.zeros((size, parsed.sides.shape[1]), np.float32)
            part = np.zeros((size, parsed.part.shape[1]), np.float32)
        window[at], deed[at], sides[at], emit[at] = n, parsed.deed, parsed.sides[1:], parsed.emit
        part[at] = parsed.part
        roots.append(parsed.sides[0])
        pieces += runs(at, parsed, shape)
    chain = chained(links.labels, links.step, window, emit)
    beside = np.array(roots, dtype=np.float32)
    return Heads(shape, window, deed, sides, beside, attributions(pieces), chain, part)


def runs(at: Sequence[int], parsed: Parsed, shape: Shape) -> Iterator[Piece]:
    """The parts of attributions in one window, by tokens of the Doc, each laid to its cue."""
    width = parsed.sides.shape[1] // (2 * len(shape.pairs))
    first = 2 * width * shape.pairs.index("link")
    asks, answers = parsed.sides[:, first : first + width], parsed.sides[:, first + width : first + 2 * width]
    for piece in linked(parsed.said, asks[1:], answers[1:], answers[0]):
        start, end = piece.words
        yield Piece(piece.kind, (at[start], at[end - 1] + 1), None if piece.cue is None else at[piece.cue])


@lru_cache(maxsize=1)
def shipped() -> Reader:
    """The reader inside the package, if it is the one whose digest stands beside it."""
    model = _model()
    known = files("dateline.reading").joinpath("reader.sha256").read_text(encoding="ascii").strip()
    if hashlib.sha256(model).hexdigest() != known:
        raise DatelineError("the reader's model is not the one that belongs to this version (reader.sha256 says "
                            "which); reinstall dateline")
    return Reader(model)


def shipped_version() -> str:
    """Its version, without loading it."""
    return version_of(_model())


def version_of(model: bytes) -> str:
    return hashlib.sha256(model).hexdigest()[:12]


def _model() -> bytes:
    with as_file(files("dateline.reading") / "reader.onnx") as path:
        return path.read_bytes()


def with_columns(doc: Doc, columns: dict[str, list[Any]]) -> None:
    """Set the Doc's annotation; white space hangs on the word before it."""
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    if len(doc):
        if doc[0].is_space and len(doc) > 1:
            columns["head"][0] = next((t.i for t in doc if not t.is_space), 0)
        rows = np.array(
            [
                [SYMBOLS[p] for p in columns["pos"]],
                [strings.add(d) if d else 0 for d in columns["dep"]],
                np.array(columns["head"], dtype=np.int64).astype(np.uint64),
                [strings.add(x) for x in columns["lemma"]],
                [morphology.add(f) for f in columns["feats"]],
            ],
            dtype=np.uint64,
        ).T
        doc.from_array([POS, DEP, HEAD, LEMMA, MORPH], rows)
