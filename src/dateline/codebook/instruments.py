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
    """Last word of each name -> (all its words, the kind), the longest names first; and where tools are named."""

    by_last: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    by_kind: Mapping[str, tuple[str, ...]]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    careful: frozenset[str]

    def modes(self, kind: str) -> tuple[str, ...]:
        """The modes that a kind of tool implies."""
        return self.by_kind.get(kind, ())

    def near(self, trigger: Token) -> tuple[Tool, ...]:
        """The tools that a deed's own clause names as its means, in the order of the text."""
        named = ((token != trigger and self._made_of(token)) or self._named(token, worked)
                 for token, worked in self._means(trigger))
        found = {tool for tool in named if tool}
        whole = (t for t in found if not any(o != t and _holds(o.text, t.text) for o in found))
        return tuple(sorted(whole, key=lambda t: t.text))

    def _made_of(self, token: Token) -> Tool | None:
        """What a piece is a piece of: "sticks of dynamite", "a charge of TNT"."""
        inner = [c for c in token.children if c.dep_.startswith("nmod") and _case(c) == "of" and c.i > token.i]
        made = next((t for c in inner if (t := self._named(c, False))), None)
        return Tool((token.idx, made.text[1]), made.kind) if made else None

    def _named(self, token: Token, worked: bool) -> Tool | None:
        """The tool that a noun names; a careful word alone is one only where it is worked."""
        doc = token.doc
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and not (token.i > 0 and token.nbor(-1).text == "-"):
            return None                                                 # a number ends "AK-47"
        for words, kind in self.by_last.get(token.lemma_.lower(), ()) or self.by_last.get(token.lower_, ()):
            start = token.i - len(words) + 1
            if len(words) == 1 and words[0] in self.careful and not worked:
                continue
            if start >= 0 and all(
                w in (t.lower_, t.lemma_.lower())
                for w, t in zip(words, doc[start : token.i + 1], strict=True)
            ):
                return Tool((doc[start].idx, token.idx + len(token)), kind)
        return None

    def _means(self, trigger: Token) -> Iterator[tuple[Token, bool]]:
        """The words that may name a means, and whether they are surely worked: "with a club", "hurled stones"."""
        yield trigger, False
        works = trigger.lemma_.lower() in self.verbs
        for child in trigger.children:
            relation, case = child.dep_.split(":")[0], _case(child)
            if child.dep_ in ("nsubj", "obl:agent"):
                yield from _borne(child)
            if relation in ("amod", "compound") or (relation == "nmod" and not case and child.i < trigger.i):
                yield child, False
            elif relation in ("obl", "nmod") and case in self.prepositions:
                yield from _joined(child, case in ("with", "using"))
            elif (relation == "obj" or child.dep_ == "nsubj:pass") and works:
                yield from _joined(child, True)
            elif child.dep_ == "nsubj" and child.pos_ != "PROPN":
                yield from _joined(child, False)
            elif child.dep_ in ("advcl", "acl") and child.lemma_.lower() in self.verbs:
                yield from (t for c in child.children if c.dep_ == "obj" for t in _joined(c, True))


def _borne(doer: Token) -> Iterator[tuple[Token, bool]]:
    """What the doer has in hand: "a man with a rifle", "youths armed with clubs", "men carrying knives"."""
    for child in doer.children:
        if child.dep_ == "nmod" and _case(child) == "with":
            yield from _joined(child, True)
        elif child.dep_ in ("acl", "amod") and child.lemma_ in ("arm", "armed", "carry", "wield", "brandish"):
            held = (c for c in child.children if c.dep_ == "obj" or (c.dep_ == "obl" and _case(c) == "with"))
            yield from (t for c in held for t in _joined(c, True))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _case(noun: Token) -> str:
    return next((c.lower_ for c in noun.children if c.dep_ == "case"), "")


def _joined(noun: Token, worked: bool) -> Iterator[tuple[Token, bool]]:
    yield noun, worked
    yield from ((c, worked) for c in noun.children if c.dep_ in ("compound", "conj"))


@cache
def instruments() -> Instruments:
    """The table instruments.toml."""
    table = read(files("dateline.codebook") / "instruments.toml")
    by_last: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    kinds: dict[str, tuple[str, ...]] = {}
    for row in table["instrument"]:
        kinds[row["kind"]] = tuple(row["modes"])
        for name in row["words"]:
            cut = name.replace("-", " - ")                              # as the reader cuts most of them
            for words in dict.fromkeys((tuple(name.split()), tuple(cut.split()))):
                by_last[words[-1]].append((words, row["kind"]))
    ordered = {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in by_last.items()}
    verbs, prepositions, careful = (
        frozenset(table["means"][name]) for name in ("verbs", "prepositions", "careful")
    )
    return Instruments(MappingProxyType(ordered), MappingProxyType(kinds), verbs, prepositions, careful)
