"""The network: a small BERT encoder with every head of the reader on it, in plain PyTorch.

Written out rather than imported, so that what is exported is exactly what is read here.
Shapes: B windows, P pieces, W words, R relations. Parameter names of the encoder follow BERT.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, ATTENTION, INNER, PLACES = 384, 6, 12, 1536, 512
ARC, REL, NAME = 384, 128, 256
PAIR = 64  # width of the two sides of a pair of words
SAME = 64  # width of what tells one happening from another
PAIRS = ("link", "doer", "met", "refer")  # span to its cue, trigger to who did it and to whom, mention to mention
FAR_STEPS = (1, 2, 3, 5, 8, 16, 32, 64, 128)  # words between two mentions, from so many on


@dataclass(frozen=True)
class Sizes:
    """How many labels each head tells apart, and the number of word pieces."""

    pieces: int
    upos: int
    feats: int
    lemmas: int
    relations: int
    names: int  # kinds of names, each with its own B, I, O
    proper: int  # labels of the flat head of bare names, O first
    inner: int  # labels of the flat head of innermost names, O first
    said: int  # labels of the chain of sources, cues and contents, O first
    deed: int  # kinds of event, none first
    state: int  # statuses of an event
    part: int = 6  # parts in an attack, none first


class Layer(nn.Module):
    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.grow, self.shrink = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, hide: Tensor) -> Tensor:
        """x (B, P, WIDTH); hide (B, 1, 1, P) is added to the scores: 0 or a large negative."""
        b, p, _ = x.shape
        q, k, v = (f(x).view(b, p, ATTENTION, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // ATTENTION) + hide
        mixed = (self.drop(scores.softmax(-1)) @ v).transpose(1, 2).reshape(b, p, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.shrink(F.gelu(self.grow(x)))))


class Reader(nn.Module):
    """Pieces in, the scores of all heads out."""

    def __init__(self, sizes: Sizes, drop: float = 0.1, head_drop: float = 0.3) -> None:
        super().__init__()
        self.piece = nn.Embedding(sizes.pieces, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.case = nn.Embedding(5, WIDTH)
        nn.init.zeros_(self.case.weight)  # the pretrained encoder starts undisturbed
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop, self.head_drop = nn.Dropout(drop), nn.Dropout(head_drop)
        self.start = nn.Linear(WIDTH, 1)
        self.upos, self.feats = nn.Linear(WIDTH, sizes.upos), nn.Linear(WIDTH, sizes.feats)
        self.lemma = nn.Linear(WIDTH, sizes.lemmas)
        self.names, self.proper = nn.Linear(WIDTH, sizes.names * 3), nn.Linear(WIDTH, sizes.proper)
        self.inner_wide, self.inner = nn.Linear(WIDTH, NAME), nn.Linear(NAME, sizes.inner)
        self.inner_step = nn.Parameter(torch.zeros(sizes.inner + 1, sizes.inner))  # from the start: the last row
        self.said_wide, self.said = nn.Linear(WIDTH, NAME), nn.Linear(NAME, sizes.said)
        self.said_step = nn.Parameter(torch.zeros(sizes.said + 1, sizes.said))
        self.deed_wide = nn.Linear(WIDTH, NAME)
        self.deed = nn.Linear(NAME, sizes.deed + sizes.state + 1)  # kind, status, whether long past
        self.pair_wide, self.pair = nn.Linear(WIDTH, NAME), nn.Linear(NAME, 2 * len(PAIRS) * PAIR)
        self.same_wide, self.same = nn.Linear(WIDTH, NAME), nn.Linear(NAME, SAME)
        self.same_scale = nn.Parameter(torch.tensor([8.0, -4.0]))  # of a cosine: slope and base, in log-odds
        self.part_wide, self.part = nn.Linear(WIDTH, NAME), nn.Linear(NAME, sizes.part)
        self.refer_far = nn.Parameter(torch.zeros(len(FAR_STEPS) + 1))
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.arc = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel = nn.Parameter(torch.zeros(sizes.relations, REL + 1, REL + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.02)
        self.sizes = sizes

    def encode(self, pieces: Tensor, case: Tensor, hide: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.piece(pieces) + self.place(places) + self.case(case)))
        for layer in self.layers:
            x = layer(x, hide)
        return x

    def words(self, hidden: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Each word by its first and last piece, (B, W, WIDTH); the root by the opening mark."""
        take = lambda at: hidden.gather(1, at.unsqueeze(-1).expand(-1, -1, WIDTH))  # noqa: E731
        return (take(first) + take(last)) * 0.5, hidden[:, :1]

    def tags(self, words: Tensor) -> dict[str, Tensor]:
        w = self.head_drop(words)
        return {
            "start": self.start(w).squeeze(-1),
            "upos": self.upos(w),
            "feats": self.feats(w),
            "lemma": self.lemma(w),
            "names": self.names(w),
            "proper": self.proper(w),
            "inner": self.inner(self.head_drop(F.gelu(self.inner_wide(w)))),
            "said": self.said(self.head_drop(F.gelu(self.said_wide(w)))),
            "deed": self.deed(self.head_drop(F.gelu(self.deed_wide(w)))),
            "part": self.part(self.head_drop(F.gelu(self.part_wide(w)))),
        }

    def pairs(self, words: Tensor, root: Tensor) -> Tensor:
        """(B, 1 + W, 2 * kinds of pairs * PAIR): both sides of each word, the root first; see `sides`."""
        wide = F.gelu(self.pair_wide(self.head_drop(torch.cat((root, words), 1))))
        return self.pair(self.head_drop(wide)) / math.sqrt(math.sqrt(PAIR))

    def happenings(self, words: Tensor) -> Tensor:
        """(B, W, SAME), of length 1: near each other where two words tell of one happening."""
        wide = F.gelu(self.same_wide(self.head_drop(words)))
        return F.normalize(self.same(wide).float(), dim=-1)

    def arcs(self, words: Tensor, root: Tensor) -> Tensor:
        """(B, W, 1 + W): score of each word's hanging on the root or on each word."""
        all_heads = self.head_drop(F.leaky_relu(self.arc_head(torch.cat((root, words), 1)), 0.1))
        deps = self.head_drop(F.leaky_relu(self.arc_dep(words), 0.1))
        return (deps @ self.arc) @ all_heads.transpose(1, 2) / math.sqrt(ARC) + self.arc_bias(
            all_heads
        ).transpose(1, 2)

    def relation_parts(self, words: Tensor, root: Tensor) -> tuple[Tensor, Tensor]:
        """Of dependents (B, W, R, REL + 1), through the biaffine weights; of heads (B, 1 + W, REL + 1)."""
        heads = self.head_drop(F.leaky_relu(self.rel_head(torch.cat((root, words), 1)), 0.1))
        deps = self.head_drop(F.leaky_relu(self.rel_dep(words), 0.1))
        one = lambda x: torch.cat((x, torch.ones_like(x[..., :1])), -1)  # noqa: E731
        through = one(deps) @ self.rel.permute(1, 0, 2).reshape(REL + 1, -1)
        return through.view(*deps.shape[:2], -1, REL + 1), one(heads)


def sides(pairs: Tensor, kind: str) -> tuple[Tensor, Tensor]:
    """The two sides of one kind of pair: (…, PAIR) of whatever asks, (…, PAIR) of whatever is asked for."""
    at = 2 * PAIR * PAIRS.index(kind)
    return pairs[..., at : at + PAIR], pairs[..., at + PAIR : at + 2 * PAIR]


def chain_loss(emit: Tensor, step: Tensor, gold: Tensor, ignore: int) -> Tensor | None:
    """The loss a word of a chain of labels (Lafferty, McCallum and Pereira 2001): -log p(gold).

    emit  (B, W, labels)        score of each label at each word
    step  (labels + 1, labels)  score of going from row to column; the last row leads in from the start
    gold  (B, W)                `ignore` behind the last word; a window that opens with it has no gold
    """
    known = gold[:, 0] != ignore
    if not known.any():
        return None
    emit, gold, step = emit[known].float(), gold[known], step.float()
    there = gold != ignore
    gold = gold.clamp(min=0)
    before = F.pad(gold, (1, 0), value=len(step) - 1)[:, :-1]  # the last row leads in from the start
    right = ((emit.gather(2, gold[..., None])[..., 0] + step[before, gold]) * there).sum()
    reach = emit[:, 0] + step[-1]
    for t in range(1, emit.shape[1]):
        onward = (reach[:, :, None] + step[:-1]).logsumexp(1) + emit[:, t]
        reach = torch.where(there[:, t, None], onward, reach)
    return (reach.logsumexp(1).sum() - right) / there.sum()


def load_encoder(network: Reader, weights: dict[str, Tensor]) -> None:
    """Fill the encoder with BERT weights under their usual names."""
    own = {
        "piece.weight": "embeddings.word_embeddings.weight",
        "place.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "grow": "intermediate.dense",
        "shrink": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        for mine, theirs in parts.items():
            for kind in ("weight", "bias"):
                own[f"layers.{i}.{mine}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    state = network.state_dict()
    with torch.no_grad():
        for mine, theirs in own.items():
            state[mine].copy_(weights[theirs].float())
        # every piece belongs to segment 0, so its embedding can live in the places
        state["place.weight"].add_(weights["embeddings.token_type_embeddings.weight"][0].float())
