"""Read everything that the reader learns from, once: `python -m training.prepare --data ../shared/data --out FILE`.

What is written is a pickle of plain sentences: training itself then needs neither spaCy nor the reader before.
"""

from __future__ import annotations

import argparse
import pickle
from itertools import islice
from pathlib import Path

from training import treebank
from training.corpora import attacks, attributions, examples, framed, happenings_told, rows, taught
from training.material import Material
from training.windows import Labels


def material(data: Path) -> Material:
    """Everything under data/, and the examples in the project."""
    from dateline.reading import Reader

    read = lambda name, **k: list(treebank.sentences(data / "syntax" / name, **k))  # noqa: E731
    web, gum = read("ewt-train.conllu", entities=False), read("gum-train.conllu", entities=True)
    old = Reader.load()
    columns = (("upos", 1), ("feats", 3), ("lemmas", 3), ("deprels", 3))
    stories = lambda side: list(happenings_told(*(data / "stories" / f / f"{side}.jsonl"  # noqa: E731
                                                  for f in ("ecbplus_mentions", "ecbplus"))))
    return Material(
        labels=Labels(*(treebank.vocabulary(web + gum, c, n) for c, n in columns)),
        web=web,
        gum=gum,
        bare=list(treebank.name_sentences(data / "names" / "uner-ewt-dev.iob2")),
        said=[w for article in attributions(data / "attribution/polnear/train.jsonl", old) for w in article],
        written=list(taught(examples(held_out=False), old)),
        rows=list(framed(rows(), old)),
        told=stories("train"),
        attacks=list(attacks(data / "events/muc4/train.jsonl")),
        trees_dev={n: read(f"{n}-dev.conllu", entities=n == "gum") for n in ("ewt", "gum")},
        said_dev=list(islice(attributions(data / "attribution/polnear/dev.jsonl"), 30)),
        written_dev=list(taught(examples(held_out=True), old)),
        told_dev=stories("dev"),
        attacks_dev=list(attacks(data / "events/muc4/dev.jsonl")),
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, required=True)
    asked = ask.parse_args()
    asked.out.write_bytes(pickle.dumps(material(asked.data)))


if __name__ == "__main__":
    main()
