"""The mean of the weights of several checkpoints: `python -m training.average OUT ONE OTHER …`.

Runs that went on from one checkpoint with other seeds end near each other, and their mean reads better than each of
them (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("out", type=Path)
    ask.add_argument("runs", type=Path, nargs="+")
    asked = ask.parse_args()
    saved = [torch.load(d / "average.pt", weights_only=True) for d in asked.runs]
    mean = {k: sum(s["weights"][k].float() for s in saved) / len(saved) for k in saved[0]["weights"]}
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": mean, "sizes": saved[0]["sizes"]}, asked.out / "average.pt")
    shutil.copy(asked.runs[0] / "labels.json", asked.out / "labels.json")


if __name__ == "__main__":
    main()
