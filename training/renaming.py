"""Other names in the same places: so that the reader learns how names stand, not which ones the corpora hold.

A word inside a name is exchanged for another of its kind (given name, family name, one-word place, short form
of a body), and so are the one-word adjectives and peoples of countries; a word keeps its one stand-in throughout a
window. The tree, the labels and the spans stay as they are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.codebook.places.packed import FILE, Packed
from training.treebank import Sentence

SHARE = 0.6             # of the windows are renamed
LARGE = 30_000          # people in a place whose name is drawn


@dataclass(frozen=True)
class Pools:
    """One-word stand-ins by role, sorted: the same draw gives the same name."""

    given: Sequence[str]
    family: Sequence[str]
    place: Sequence[str]
    short: Sequence[str]
    adjective: Sequence[str]
    people: Sequence[str]

    def of(self, role: str) -> Sequence[str]:
        return getattr(self, role)


def pools(sentences: Iterable[Sentence]) -> Pools:
    """Names of the corpora's train sides, of the registry and of the gazetteer, a word each."""
    found: dict[str, set[str]] = {role: set() for role in ("given", "family", "place", "short", *of_countries())}
    for sentence in sentences:
        for i, role in roles(sentence):
            found[role].add(sentence.words[i])
    for name in _column("actors/people.csv", "name"):
        words = name.split()
        if len(words) == 2:
            found["given"].add(words[0])
            found["family"].add(words[1])
    found["place"] |= {n for n in _column("actors/countries.csv", "name") if n.isalpha()}
    packed = Packed(files("dateline.codebook.places").joinpath(FILE).read_bytes())
    found["place"] |= {e.name for e in packed.everything() if e.population >= LARGE and e.name.isalpha()}
    found |= {role: set(words) for role, words in of_countries().items()}
    return Pools(**{role: sorted(w for w in words if w[:1].isupper() and len(w) > 2) for role, words in found.items()})


@cache
def of_countries() -> dict[str, frozenset[str]]:
    """One-word adjectives ("Kenyan"), and peoples in the plural ("Kenyans"): those end otherwise."""
    adjectives = frozenset(w for cell in _column("actors/countries.csv", "adjectives") for w in cell.split("|"))
    peoples = (w for cell in _column("actors/countries.csv", "people") for w in cell.split("|"))
    return {
        "adjective": frozenset(w for w in adjectives if w.isalpha()),
        "people": frozenset(w for w in peoples if w.isalpha() and w.endswith("s") and w not in adjectives),
    }


def _column(table: str, column: str) -> list[str]:
    with files("dateline.codebook").joinpath(table).open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


def roles(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The words of bare names that may be exchanged, each with its role."""
    for role, words in of_countries().items():
        yield from ((i, role) for i, word in enumerate(sentence.words) if word in words)
    for start, end, kind in sentence.proper or sentence.read_names or ():
        inside = [i for i in range(start, end) if sentence.words[i].isalpha() and sentence.words[i][:1].isupper()]
        if kind == "person" and len(inside) == end - start <= 3:
            yield from ((i, "family" if i == end - 1 else "given") for i in inside)
        elif kind == "place" and len(inside) == end - start == 1:
            yield start, "place"
        elif kind == "organization" and len(inside) == end - start == 1 and sentence.words[start].isupper():
            yield start, "short"


def renamed(window: list[Sentence], stock: Pools, rng: random.Random) -> list[Sentence]:
    """The window under other names, or as it is."""
    if rng.random() > SHARE:
        return window
    stands: dict[str, str] = {}
    out = []
    for sentence in window:
        words = list(sentence.words)
        for i, role in roles(sentence):
            words[i] = stands.setdefault(words[i], rng.choice(stock.of(role)))
        out.append(replace(sentence, words=words))
    return out
