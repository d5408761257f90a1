"""The table ``contexts.toml``: words that say in which of PLOVER's contexts an event stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from spacy.tokens import Span, Token

from dateline.codebook.frames import read


@dataclass(frozen=True, slots=True)
class Contexts:
    """First word of each cue, in lower case -> (all its words, the context)."""

    cues: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def of(self, words: Span) -> tuple[str, ...]:
        """The contexts of a passage, in the order met, each once."""
        tokens = list(words)
        return tuple(
            dict.fromkeys(
                context
                for at, token in enumerate(tokens)
                for form in dict.fromkeys((token.lower_, token.lemma_.lower()))
                for cue, context in self.cues.get(form, ())
                if _reads(tokens[at : at + len(cue)], cue)
            )
        )


def _reads(tokens: list[Token], cue: tuple[str, ...]) -> bool:
    return len(tokens) == len(cue) and all(
        w in (t.lower_, t.lemma_.lower()) for t, w in zip(tokens, cue, strict=True)
    )


@cache
def contexts() -> Contexts:
    cues: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in read(files("dateline.codebook") / "contexts.toml")["context"]:
        for phrase in row["words"]:
            words = tuple(phrase.split())
            cues[words[0]].append((words, row["name"]))
    return Contexts(MappingProxyType({k: tuple(v) for k, v in cues.items()}))
