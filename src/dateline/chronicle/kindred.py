"""How near two words stand that may tell one deed: "thwarted" and "foiled", "killed" and "death".

The table kindred.npz has a row for each root of English words of deeds, made by training/kindred.py from MiniLM and
WordNet, and the irregular forms with what they are forms of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]


def base(form: str) -> str:
    """What an irregular form is a form of; else the word itself.

    >>> base("fled"), base("attacked")
    ('flee', 'attacked')
    """
    return _forms().get(form, form)


@lru_cache(maxsize=200_000)
def kinship(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """From 0, nothing known in common, to 1, the same: the cosine of two deeds, each told by some roots."""
    a, b = _vector(one), _vector(other)
    return 0.0 if a is None or b is None else max(0.0, round(float(a @ b), 3))


@lru_cache(maxsize=50_000)
def _vector(roots: tuple[str, ...]) -> Rows | None:
    at, rows = _table()
    known = [rows[at[root]] for root in roots if root in at]
    total: Any = sum(known)
    length = float(np.linalg.norm(total)) if known else 0.0
    return total / length if length else None


@cache
def _forms() -> Mapping[str, str]:
    forms, bases = (str(_kept()[name]).split("\n") for name in ("forms", "bases"))
    return dict(zip(forms, bases, strict=True))


@cache
def _table() -> tuple[Mapping[str, int], Rows]:
    kept = _kept()
    return {root: n for n, root in enumerate(str(kept["roots"]).split("\n"))}, kept["rows"].astype(np.float32)


@cache
def _kept() -> Mapping[str, NDArray[Any]]:
    with files("dateline.chronicle").joinpath("kindred.npz").open("rb") as file, np.load(file) as kept:
        return dict(kept)


def words_of(roots: Iterable[str]) -> tuple[str, ...]:
    """Roots in the one order in which they are compared."""
    return tuple(sorted(set(roots)))
