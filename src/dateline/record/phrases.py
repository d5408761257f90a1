"""Phrases of the tree: which words belong together. Small helpers that the whole record room shares.

Token ranges are half-open and count tokens of the Doc, spans count characters of its text. Trees are
Universal Dependencies, so prepositions hang on the noun they precede ("in Gori": Gori -case-> in), and
white space hangs on the word before it and belongs to no phrase.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar, cast

from spacy.tokens import Doc, Token

from dateline.model import Span

Range = tuple[int, int]
Asked = TypeVar("Asked", bound=Callable[..., object])

# What stands before or after a noun and still belongs to its noun phrase proper.
BEFORE = frozenset({"det", "det:predet", "amod", "compound", "nummod", "flat", "fixed", "goeswith",
                    "nmod:poss", "nmod:desc", "nmod:unmarked", "nmod"})
AFTER = frozenset({"flat", "fixed", "goeswith", "nummod", "compound", "compound:prt"})
EDGE = frozenset({"punct", "case", "cc", "mark", "discourse"})      # open or close a phrase unasked
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
APART = frozenset({"parataxis", "punct", "cc", "discourse", "vocative", "dep"})


def remembered(function: Asked) -> Asked:
    """Keeps what a function says of tokens until the report is coded: a tree changes no more once it is read.

    Rows, rules and heads ask the same of the same words over and over. The answers may not be changed by who gets them.
    """
    kept = lru_cache(maxsize=1 << 16)(function)
    _KEPT.append(kept.cache_clear)
    return cast(Asked, kept)


def forget() -> None:
    """Lets go of what was remembered, and with it of the Doc."""
    for clear in _KEPT:
        clear()


_KEPT: list[Callable[[], None]] = []


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """The text of a Doc, once: spaCy puts it together anew each time it is asked."""
    return str(doc.text)


def chars(doc: Doc, start: int, end: int) -> Span:
    """The characters of a token range, without white space at its ends."""
    while end > start and doc[end - 1].is_space:
        end -= 1
    while start < end and doc[start].is_space:
        start += 1
    if start >= end:
        at = doc[start].idx if start < len(doc) else sum(len(t.text_with_ws) for t in doc)
        return at, at
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


@remembered
def dependents(token: Token) -> tuple[Token, ...]:
    """What hangs on a token, white space too, in order."""
    return tuple(token.children)


@remembered
def feature(token: Token, name: str) -> list[str]:
    """The values of a morphological feature of a word, as Universal Dependencies names both; [] where it has none."""
    values: list[str] = token.morph.get(name)
    return values


def base(token: Token) -> str:
    """The relation of a token to its head, without the subtype: "nsubj" for "nsubj:pass"."""
    return str(token.dep_.partition(":")[0])


@remembered
def children(token: Token, *deps: str) -> tuple[Token, ...]:
    """The dependents with one of these relations ("nsubj*": and its subtypes), in order; none asked, all."""
    below = _related(token)
    if not (below and deps):
        return tuple(child for child, _, _ in below)
    whole, open_ = _asked(deps)
    return tuple(child for child, dep, stem in below if dep in whole or stem in open_)


@remembered
def _related(token: Token) -> tuple[tuple[Token, str, str], ...]:
    """The dependents of a token, without white space, each with its relation as it is and without the subtype."""
    return tuple((c, c.dep_, base(c)) for c in dependents(token) if not c.is_space)


@cache
def _asked(deps: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Relations asked as they are, and those asked with their subtypes. White space has none."""
    return frozenset(d for d in deps if not d.endswith("*")), frozenset(d[:-1] for d in deps if d.endswith("*"))


@remembered
def descendants(token: Token, *, without: frozenset[str] = frozenset()) -> tuple[Token, ...]:
    """The token and what hangs on it, in no order; branches whose relation is in `without` are cut."""
    stack, found = [token], []
    while stack:
        here = stack.pop()
        found.append(here)
        stack += [c for c, dep, stem in _related(here) if dep not in without and stem not in without]
    return tuple(found)


def words(token: Token) -> Span:
    """The characters of the whole phrase under a token, without its preposition and edge punctuation."""
    return chars(token.doc, *whole(token))


@remembered
def whole(token: Token) -> Range:
    """The token range of the whole phrase under a token, trimmed of what opens or closes it unasked."""
    found = sorted(t.i for t in descendants(token))
    start, end = found[0], found[-1] + 1
    doc = token.doc
    while start < token.i and (doc[start].is_space or (doc[start].dep_ in EDGE and doc[start].head == token)):
        start += 1
    return start, trimmed_end(doc, token.i + 1, end)


def trimmed_end(doc: Doc, least: int, end: int) -> int:
    """The end of a range without tail punctuation; a bracket or quotation mark opened inside stays closed."""
    closing = {")": "(", "]": "[", "”": "“", "’": "‘"}
    while end > least and (doc[end - 1].is_space or doc[end - 1].dep_ in ("punct", "cc")):
        opened = closing.get(doc[end - 1].text)
        if opened and any(doc[i].text == opened for i in range(least - 1, end - 1)):
            break
        end -= 1
    return end


@remembered
def noun_phrase(token: Token) -> Range:
    """The token range of the noun phrase proper that a token heads.

    Determiner, adjectives, compounds, numbers, possessors, names and "of" phrases belong to it; relative
    clauses, appositions, conjuncts and other prepositional phrases do not. In "the two leaders of the
    party who met" the phrase of "leaders" is "the two leaders of the party".
    """
    start = token.i
    for child in reversed(children(token)):
        if child.i > token.i:
            continue
        if child.dep_ not in BEFORE or has_gap(child, start) or (base(child) == "nmod" and case_of(child)):
            break
        start = min(t.i for t in descendants(child))
    return start, _right_end(token)


def has_gap(child: Token, start: int) -> bool:
    """Is there a mark of apartness (comma, dash, bracket) between a dependent on the left and the rest?"""
    doc = child.doc
    last = max(t.i for t in descendants(child))
    return any(doc[i].text in {",", ";", ":", "(", ")", "—", "–", "--"} for i in range(last + 1, start))


def _right_end(token: Token) -> int:
    end: int = token.i + 1
    for child in children(token):
        if child.i < token.i:
            continue
        belongs = child.dep_ in AFTER or (child.dep_ == "nmod" and case_of(child) == "of")
        if not belongs or has_gap_after(child, end):
            if child.dep_ in ("punct", "case"):         # a hyphen inside, or the 's of a possessor
                continue
            break
        inside = (child,) if child.dep_ in AFTER else conjuncts(child)
        end = max(noun_phrase(c)[1] for c in inside)
    return end


def has_gap_after(child: Token, end: int) -> bool:
    first = min(t.i for t in descendants(child))
    return any(child.doc[i].text in {",", ";", ":", "(", ")", "—", "–", "--"} for i in range(end, first))


@remembered
def conjuncts(token: Token) -> tuple[Token, ...]:
    """A token and all that is coordinated with it further right, in order: "Kenya, Uganda and Tanzania"."""
    found = [token]
    for here in found:
        found += children(here, "conj")
    return tuple(sorted(set(found), key=lambda t: t.i))


@remembered
def case_of(token: Token) -> str:
    """Its preposition in lower case ("in", "because of", "according to"), or "" where it has none.

    The reader may hang the preposition of a name on the office before it: "with | the premier | Ada Roa".
    """
    parts = [c for c in children(token, "case") if c.i < token.i]
    if not parts and token.pos_ == "PROPN":
        parts = [c for d in children(token, "nmod:desc") for c in children(d, "case") if c.i < d.i < token.i]
    return " ".join(w.lower_ for c in parts for w in sorted((c, *children(c, "fixed")), key=lambda t: t.i))


def modified(token: Token) -> Token | None:
    """The noun that a word stands before as a modifier, alone or joined to another: "Peruvian and Chilean police"."""
    first = token.head if token.dep_ == "conj" and token.head.i < token.i else token
    beside = first.dep_ in ("amod", "compound") and first.head.i > token.i
    if first is token and token.dep_ in ("amod", "compound"):
        return token.head
    return first.head if beside else None


def clause(token: Token, *, without: tuple[str, ...] = ()) -> Range:
    """The token range of a predicate's clause, from its first word to its last.

    Conjoined predicates and parataxis are clauses of their own; `without` names further relations to leave
    out ("advcl", "ccomp"). Words between kept ones are kept, so that the range is one passage.
    """
    cut = APART | set(without)
    kept = [token.i]
    for child in children(token):
        if child.dep_ in cut or base(child) in cut or child.dep_ == "conj":
            continue
        kept += [t.i for t in descendants(child) if t.dep_ != "punct"]
    return min(kept), trimmed_end(token.doc, token.i + 1, max(kept) + 1)


@remembered
def subject(token: Token) -> Token | None:
    """The grammatical subject of a predicate; conjoined predicates share the first one's."""
    own = children(token, "nsubj*", "csubj*")
    if own:
        return own[0]
    return subject(token.head) if token.dep_ == "conj" and token.head.i < token.i else None


@remembered
def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for: "rebels" in "rebels who fled"; None for other words."""
    if "Rel" not in feature(token, "PronType") or token.lower_ not in RELATIVE:
        return None
    for step in (token, *token.ancestors):
        if step.dep_ == "acl:relcl":
            return step.head
        if step.dep_ in ("root", "ccomp", "parataxis"):
            return None
    return None
