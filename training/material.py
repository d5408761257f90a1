"""What the reader learns from, as plain sentences; a module of its own so that its pickle can be read anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from training.treebank import Sentence
from training.windows import Labels


@dataclass(frozen=True)
class Material:
    """Sentences and windows by what they teach."""

    labels: Labels
    web: list[Sentence]  # trees
    gum: list[Sentence]  # trees, names, chains
    bare: list[Sentence]  # names alone
    said: list[Sentence]  # who says what
    written: list[Sentence]  # events, their status and parties
    rows: list[Sentence]  # the examples of the codebook
    told: list[list[Sentence]]  # happenings that several articles tell, by topic
    attacks: list[Sentence]  # who had which part in an attack
    trees_dev: dict[str, list[Sentence]]
    said_dev: list[list[Sentence]]
    written_dev: list[Sentence]
    told_dev: list[list[Sentence]]
    attacks_dev: list[Sentence]
