"""Average the weights of two checkpoints: `python -m training.average OLD NEW SHARE OUT`.

A reader that learned new things reads trees a little worse; the mean of its weights and those it started from reads
both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). Heads that only the new one has are taken from it
whole; they want one more pass over the averaged encoder (`training.learn --resume OUT --frozen 6`).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("old", type=Path)
    ask.add_argument("new", type=Path)
    ask.add_argument("share", type=float, help="the share of the new one, 0 to 1")
    ask.add_argument("out", type=Path)
    asked = ask.parse_args()
    old, new = (torch.load(d / "average.pt", weights_only=True) for d in (asked.old, asked.new))
    mixed = {
        k: torch.lerp(old["weights"][k].float(), v.float(), asked.share) if k in old["weights"] else v
        for k, v in new["weights"].items()
    }
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": mixed, "sizes": new["sizes"]}, asked.out / "average.pt")
    shutil.copy(asked.new / "labels.json", asked.out / "labels.json")


if __name__ == "__main__":
    main()
