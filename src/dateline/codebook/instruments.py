"""The table ``instruments.toml``: weapons and tools, their kinds, and the modes they imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from spacy.tokens import Token

from dateline.codebook.frames import read
from dateline.model import Span


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool named in the text."""

    text: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Instruments:
    """Last word of each name -> (all its words, the kind), the longest names first."""

    by_last: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    by_kind: Mapping[str, tuple[str, ...]]

    def modes(self, kind: str) -> tuple[str, ...]:
        """The ASSAULT modes that a kind of tool implies."""
        return self.by_kind.get(kind, ())

    def near(self, trigger: Token) -> tuple[Tool, ...]:
        """The tools that a deed's own clause names as its means, in the order of the text."""
        found = [t for token in _means(trigger) if (t := self._named(token))]
        return tuple(dict.fromkeys(sorted(found, key=lambda t: t.text)))

    def _named(self, token: Token) -> Tool | None:
        doc = token.doc
        for words, kind in self.by_last.get(token.lemma_.lower(), ()) or self.by_last.get(token.lower_, ()):
            start = token.i - len(words) + 1
            if start >= 0 and all(
                w in (t.lower_, t.lemma_.lower())
                for w, t in zip(words, doc[start : token.i + 1], strict=True)
            ):
                return Tool((doc[start].idx, token.idx + len(token)), kind)
        return None


def _means(trigger: Token) -> Iterator[Token]:
    """The words that may name a means: modifiers of a noun, subject, object, "with", "by" and "in" phrases, "using"."""
    yield trigger
    for child in trigger.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.i < trigger.i:
            yield child
        elif child.dep_.split(":")[0] in ("nsubj", "obj", "obl", "nmod") and child.pos_ != "PROPN":
            yield child
            yield from (c for c in child.children if c.dep_ in ("compound", "conj"))
        elif child.dep_ in ("advcl", "acl") and child.lemma_.lower() in (
            "use",
            "fire",
            "throw",
            "wield",
            "carry",
            "drop",
            "detonate",
        ):
            yield from (c for c in child.children if c.dep_ == "obj")


@cache
def instruments() -> Instruments:
    by_last: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    kinds: dict[str, tuple[str, ...]] = {}
    for row in read(files("dateline.codebook") / "instruments.toml")["instrument"]:
        kinds[row["kind"]] = tuple(row["modes"])
        for name in row["words"]:
            words = tuple(name.split())
            by_last[words[-1]].append((words, row["kind"]))
    ordered = {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in by_last.items()}
    return Instruments(MappingProxyType(ordered), MappingProxyType(kinds))
