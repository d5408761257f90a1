"""Sentences packed into windows, and windows into padded batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

import torch
from torch import Tensor

from dateline.reading.wordpiece import WordPieces, case_class
from training.treebank import NAME_KINDS, Sentence, apart, innermost

MOST_PIECES = 250  # of one window; the reader uses the same bound
PROPER = ("O", *(f"{b}-{k}" for k in NAME_KINDS[:3] for b in "BI"))
INNER = ("O", *(f"{b}-{k}" for k in NAME_KINDS for b in "BI"))
IGNORE = -100


@dataclass(frozen=True)
class Labels:
    """The label lists of the heads, in the order of their scores."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    deprels: list[str]

    def index(self, column: str) -> dict[str, int]:
        return {v: i for i, v in enumerate(getattr(self, column))}


def packed(
    sentences: Sequence[Sentence], rng: random.Random, most_words: int | None = None
) -> list[list[Sentence]]:
    """Runs of neighbouring sentences of one document, of varying length; some do not reach over a paragraph."""
    windows: list[list[Sentence]] = []
    for _, document in groupby(sentences, key=lambda s: (s.document, s.heads is None)):
        window: list[Sentence] = []
        for s in document:
            room = most_words or (1 if rng.random() < 0.2 else rng.randint(40, 120))
            alone = s.heads is None or (window and s.paragraph != window[-1].paragraph and rng.random() < 0.3)
            if window and (alone or sum(len(x.words) for x in window) + len(s.words) > room):
                windows.append(window)
                window = []
            window.append(s)
        windows.append(window)
    return windows


def batches(
    windows: list[list[Sentence]], pieces: WordPieces, budget: int, rng: random.Random
) -> Iterator[list[list[Sentence]]]:
    """Windows of like length together, at most `budget` padded pieces a batch, in random order."""
    length = {id(w): 2 + sum(len(pieces.of(x)) for s in w for x in s.words) for w in windows}
    order = sorted(windows, key=lambda w: length[id(w)] + rng.random() * 8)
    groups: list[list[list[Sentence]]] = [[]]
    for w in order:
        if groups[-1] and length[id(w)] * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(w)
    rng.shuffle(groups)
    yield from groups


def tensors(
    batch: list[list[Sentence]], pieces: WordPieces, labels: Labels, rng: random.Random | None = None
) -> dict[str, Tensor]:
    """Everything a step needs; with `rng`, some windows lose their case, as headlines and old wires do."""
    rows = [row(w, pieces, labels, rng) for w in batch]
    pad = {"pieces": 0, "case": 0, "first": 0, "last": 0, "sentence": -1, "start": -1}
    most_w = max(len(r["first"]) for r in rows)
    most_p = max(len(r["pieces"]) for r in rows)
    out = {}
    for key in rows[0]:
        most = most_p if key in ("pieces", "case") else most_w
        fill = pad.get(key, IGNORE)
        shape = (len(rows), most, len(NAME_KINDS)) if key == "names" else (len(rows), most)
        full = torch.full(shape, fill, dtype=torch.long)
        for i, r in enumerate(rows):
            full[i, : len(r[key])] = torch.tensor(r[key], dtype=torch.long)
        out[key] = full
    out |= pair_tensors(batch, most_w)
    out["there"] = torch.zeros(len(rows), most_p, dtype=torch.bool)
    for i, r in enumerate(rows):
        out["there"][i, : len(r["pieces"])] = True
    return out


def row(
    window: list[Sentence], pieces: WordPieces, labels: Labels, rng: random.Random | None
) -> dict[str, list]:
    index = {c: labels.index(c) for c in ("upos", "feats", "lemmas", "deprels")}
    one_case = rng.choice((3, 1)) if rng and rng.random() < 0.08 else None
    r: dict[str, list] = {
        k: []
        for k in (
            "first",
            "last",
            "sentence",
            "start",
            "upos",
            "feats",
            "lemmas",
            "heads",
            "deprels",
            "names",
            "proper",
            "inner",
            "said",
            "deeds",
            "states",
            "past",
            "links",
            "chains",
            "same",
            "part",
        )
    }
    ids, case = [pieces.start], [0]
    for n, s in enumerate(window):
        base = len(r["first"])
        for i, word in enumerate(s.words):
            own = pieces.of(word)
            r["first"].append(len(ids))
            ids.extend(own)
            kind = case_class(word)
            case.extend([one_case if one_case and kind else kind] * len(own))
            r["last"].append(len(ids) - 1)
            r["sentence"].append(n)
            r["start"].append(int(i in s.starts) if s.heads else -1)
        size = len(s.words)
        for column in ("upos", "feats", "lemmas", "deprels"):
            values = getattr(s, column)
            r[column] += [index[column].get(v, IGNORE) for v in values] if values else [IGNORE] * size
        r["heads"] += [0 if h < 0 else base + h + 1 for h in s.heads] if s.heads else [IGNORE] * size
        r["names"] += name_layers(s)
        r["proper"] += flat(s.proper, len(s.words), PROPER)
        r["inner"] += flat(None if s.names is None else innermost(s.names), len(s.words), INNER)
        r["said"] += s.said or [IGNORE] * size
        r["deeds"] += s.deeds or [IGNORE] * size
        r["part"] += s.part or [IGNORE] * size
        for column, filled in own_columns(s, base).items():
            r[column] += filled
    r["pieces"], r["case"] = [*ids, pieces.stop], [*case, 0]
    return r


def own_columns(s: Sentence, base: int) -> dict[str, list[int]]:
    """What only some words have, a number a word: status, past, the word of the cue (0 the root), the chain,
    the happening."""
    columns = {k: [IGNORE] * len(s.words) for k in ("states", "past", "links", "chains", "same")}
    for at, status, past in s.states or ():
        columns["states"][at] = status
        columns["past"][at] = past if past >= 0 else IGNORE
    for at, cue in s.links or ():
        columns["links"][at] = 0 if cue < 0 else base + cue + 1
    for at, chain in s.mentions or ():
        columns["chains"][at] = crc32(chain.encode())
    for at, happening in s.same or ():
        columns["same"][at] = crc32(happening.encode())
    return columns


def pair_tensors(batch: list[list[Sentence]], most_words: int) -> dict[str, Tensor]:
    """Triggers with who did it and whom it met: (N, 2) of window and word, (N, 1 + W) with equal shares; 0 nobody."""
    out = {}
    for kind in ("doers", "met"):
        where, shares = [], []
        for b, window in enumerate(batch):
            base = 0
            for s in window:
                for at, heads in getattr(s, kind) or ():
                    where.append((b, base + at))
                    share = torch.zeros(1 + most_words)
                    for h in heads or (-base - 1,):
                        share[base + h + 1] = 1 / max(1, len(heads))
                    shares.append(share)
                base += len(s.words)
        out[f"{kind}_at"] = torch.tensor(where, dtype=torch.long).reshape(-1, 2)
        out[kind] = torch.stack(shares) if shares else torch.zeros(0, 1 + most_words)
    return out


def in_order(windows: list[list[Sentence]], pieces: WordPieces, budget: int) -> Iterator[list[list[Sentence]]]:
    """Windows of one document together, in the order of the text: mentions look back over them."""
    for _, document in groupby(windows, key=lambda w: w[0].document):
        group: list[list[Sentence]] = []
        most = 0
        for w in document:
            size = 2 + sum(len(pieces.of(x)) for s in w for x in s.words)
            if group and max(most, size) * (len(group) + 1) > budget:
                yield group
                group, most = [], 0
            group.append(w)
            most = max(most, size)
        yield group


def name_layers(s: Sentence) -> list[list[int]]:
    """(words, kinds): 0 outside, 1 first word, 2 inside; within a kind the innermost name counts."""
    if s.names is None:
        return [[IGNORE] * len(NAME_KINDS) for _ in s.words]
    layers = [[0] * len(NAME_KINDS) for _ in s.words]
    for k, kind in enumerate(NAME_KINDS):
        own = sorted((n for n in s.names if n[2] == kind), key=lambda n: n[0] - n[1])  # longest first
        for start, end, _ in own:
            for i in range(start, end):
                layers[i][k] = 2
            layers[start][k] = 1
            if end < len(layers) and layers[end][k] == 2:  # the tail of a longer name is cut off
                while end < len(layers) and layers[end][k] == 2:
                    layers[end][k] = 0
                    end += 1
            before = start - 1
            while before >= 0 and layers[before][k] == 2:
                layers[before][k] = 0
                before -= 1
            if (before >= 0 and before < start - 1 and layers[before][k] == 1) or (
                before == start - 1
                and before >= 0
                and layers[before][k] == 1
                and any(o[0] == before and o[1] > start for o in own)
            ):
                layers[before][k] = 0
    return layers


def flat(names: list[tuple[int, int, str]] | None, size: int, labels: Sequence[str]) -> list[int]:
    """One B/I/O label a word; where names overlap the shorter stands."""
    if names is None:
        return [IGNORE] * size
    tags = [0] * size
    for start, end, kind in apart(sorted(names, key=lambda n: n[1] - n[0])):
        for i in range(start, end):
            tags[i] = labels.index(("B-" if i == start else "I-") + kind)
    return tags
