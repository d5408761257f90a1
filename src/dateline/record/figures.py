"""How many: the numbers that a report gives for a deed, with their kind.

A number belongs to a deed when the noun it counts fills a slot of the deed's word, or of a word that tells the
deed's outcome in the same clause ("an attack that killed 12 and wounded 40"). "At least" leaves the top open, vague
words ("dozens") have a floor and no top (case guidelines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from dateline.codebook.frames import read
from dateline.codebook.reality import reality
from dateline.model import Figure, FigureKind
from dateline.record.phrases import base, chars, children
from dateline.record.slots import deep_object, deep_subject, fill, together

DIGITS = re.compile(r"(?:[$£€])?\d[\d,]*(?:\.\d+)?")
OUTCOMES = ("advcl", "acl", "acl:relcl", "conj", "xcomp", "parataxis")
MONEY = frozenset("$£€")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of figure: predicates whose deep object or subject it counts, words that are it."""

    kind: FigureKind
    object: frozenset[str]
    subject: frozenset[str]
    noun: frozenset[str]
    predicate: frozenset[str]
    head: frozenset[str]
    only_head: bool


@dataclass(frozen=True, slots=True)
class Table:
    numbers: Mapping[str, float]
    small: Mapping[str, float]
    low: tuple[str, ...]
    high: tuple[str, ...]
    about: tuple[str, ...]
    kinds: tuple[Kind, ...]


@cache
def table() -> Table:
    """The table figures.toml."""
    t: dict[str, Any] = read(files("dateline.codebook") / "figures.toml")
    kinds = tuple(
        Kind(
            k["kind"],
            frozenset(k.get("object", ())),
            frozenset(k.get("subject", ())),
            frozenset(k.get("noun", ())),
            frozenset(k.get("predicate", ())),
            frozenset(k.get("head", ())),
            k.get("only_head", False),
        )
        for k in t["kind"]
    )
    bounds = t["bounds"]
    return Table(
        t["numbers"], t["small"], tuple(bounds["low"]), tuple(bounds["high"]), tuple(bounds["about"]), kinds
    )


def figures(trigger: Token, type_: str, modes: Sequence[str], doc: Doc) -> tuple[Figure, ...]:
    """The figures of a deed, in the order of the text, each number once."""
    found = dict.fromkeys(f for word in _tellers(trigger) for f in _told_by(word, doc))
    if type_ in ("AID", "AGREE", "SUPPORT", "SANCTION", "REQUEST", "COOPERATE", "CONCEDE"):
        found |= dict.fromkeys(_money(trigger, doc))
    return tuple(sorted(found, key=lambda f: f.text))


def _tellers(trigger: Token) -> Iterator[Token]:
    """The deed's word and the words of its outcome, which share its clause."""
    yield trigger
    heads = [trigger]
    if (
        trigger.pos_ == "NOUN"
        and trigger.dep_ in ("nsubj", "nsubj:pass", "obl", "obl:agent")
        and trigger.head.pos_ in ("VERB", "ADJ")
    ):
        yield trigger.head
        heads.append(trigger.head)
    for head in heads:
        for child in children(head):
            if child.dep_ in OUTCOMES and child.pos_ in ("VERB", "ADJ") and _shares_subject(child):
                yield child
                yield from (g for g in children(child, "xcomp", "conj") if g.pos_ in ("VERB", "ADJ"))


def _shares_subject(verb: Token) -> bool:
    own = [c for c in verb.children if base(c) == "nsubj"]
    return not own or all(
        "Rel" in c.morph.get("PronType") or c.lower_ in ("that", "which", "who") for c in own
    )


def _told_by(word: Token, doc: Doc) -> Iterator[Figure]:
    for kind in table().kinds:
        for counted in _counted(word, kind):
            if kind.only_head and counted.lemma_.lower() not in kind.head:
                continue
            figure = figure_of(counted, kind.kind, doc)
            if figure is not None:
                yield figure


def _counted(word: Token, kind: Kind) -> Iterator[Token]:
    """The nouns whose number is of this kind, as one word of the deed tells it."""
    lemma = word.lemma_.lower()
    slots: list[Token] = []
    if word.pos_ in ("VERB", "AUX"):
        if lemma in kind.object:
            slots += deep_object(word)
        if lemma in kind.subject:
            slots += deep_subject(word) or deep_object(word)
        for child in children(word, "xcomp", "obj", "advcl"):
            if child.lower_ in kind.predicate:  # "left 12 people dead"
                slots += [c for c in deep_object(word) if c.i != child.i] or [
                    c for c in child.children if base(c) == "nsubj"
                ]
    elif word.pos_ == "NOUN" and lemma in kind.noun:
        slots += fill(word, "noun", "of", reality().light) or fill(word, "noun", "modifier", reality().light)
        slots += [word] if any(c.dep_ == "nummod" for c in word.children) and lemma in kind.head else []
    if word.lower_ in kind.predicate:  # "12 were dead"
        slots += [c for c in word.children if base(c) == "nsubj"]
    yield from (c for s in slots for c in together(s))


def figure_of(noun: Token, kind: FigureKind, doc: Doc) -> Figure | None:
    """The number that counts a noun, or that a noun is ("dozens of people", "12 were killed")."""
    number = _number_token(noun)
    if number is None:
        return None
    start, end, value, vague = _value(number)
    if value is None:
        return None
    bound = _bound(start, doc)
    open_top = vague or bound == "low"
    low = None if bound == "high" else value
    return Figure(kind, low, None if open_top else value, chars(doc, start, end))


def _number_token(noun: Token) -> Token | None:
    if noun.pos_ == "NUM" or noun.lower_ in table().numbers:
        return noun
    own = [c for c in noun.children if c.dep_ == "nummod" and (c.pos_ == "NUM" or _is_number(c))]
    if own:
        return own[-1]
    return None


def _is_number(token: Token) -> bool:
    return (
        bool(DIGITS.fullmatch(token.text)) or token.lower_ in table().small or token.lower_ in table().numbers
    )


def _value(number: Token) -> tuple[int, int, float | None, bool]:
    """(first word, after the last, how many, whether vague) of the number around a token."""
    doc, known = number.doc, table()
    start, end = number.i, number.i + 1
    while (
        start > 0
        and (
            _is_number(doc[start - 1])
            or (doc[start - 1].text == "-" and start > 1 and _is_number(doc[start - 2]))
        )
        and doc[start - 1].lower_ not in ("a", "an", "no")
    ):
        start -= 1
    while end < len(doc) and (
        doc[end].lower_ in known.numbers
        or (doc[end].lower_ in ("-",)
        and end + 1 < len(doc)
        and _is_number(doc[end + 1]))
    ):
        end += 1
    while (
        end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_ in known.numbers
    ):  # "tens of thousands"
        end += 2
    words = [t.lower_ for t in doc[start:end] if t.text != "-"]
    if start > 0 and doc[start - 1].lower_ in ("tens", "dozens", "scores") and words[0] == "of":
        start -= 1
    return start, end, *_count(words)


def _count(words: Sequence[str]) -> tuple[float | None, bool]:
    """How many some number words say, and whether vaguely.

    >>> _count(["2,500"]), _count(["two", "dozen"]), _count(["tens", "of", "thousands"]), _count(["six", "million"])
    ((2500.0, False), (24.0, False), (20000.0, True), (6000000.0, False))
    """
    known = table()
    if "of" in words:
        tens = {"tens": 10.0, "hundreds": 100.0, "dozens": 12.0, "scores": 20.0}.get(words[0])
        unit = known.numbers.get(words[-1].removesuffix("s"))
        return (2 * tens * unit, True) if tens and unit else (None, True)
    total = current = 0.0
    seen = vague = False
    for word in words:
        plain = DIGITS.fullmatch(word)
        if plain:
            current, seen = current + float(re.sub(r"[$£€,]", "", word)), True
        elif word in known.small:
            current, seen = current + known.small[word], True
        elif word in known.numbers:
            if word.endswith("s") and not seen:
                return known.numbers[word], True
            current = (current or 1.0) * known.numbers[word.removesuffix("s") if word != "scores" else word]
            seen = True
            if known.numbers[word] >= 1000:
                total, current = total + current, 0.0
        else:
            return None, vague
    return (total + current, False) if seen else (None, False)


def _bound(start: int, doc: Doc) -> str:
    before = " ".join(t.lower_ for t in doc[max(0, start - 3) : start])
    known = table()
    if any(before.endswith(w) for w in known.low):
        return "low"
    return "high" if any(before.endswith(w) for w in known.high if w not in ("nearly", "almost")) else ""


def _money(trigger: Token, doc: Doc) -> Iterator[Figure]:
    """Sums in the deed's own clause."""
    for token in trigger.subtree:
        nearer = [a for a in token.ancestors if a.pos_ == "VERB"]
        if token.text in MONEY or (
            token.lemma_.lower() in _currencies() and _number_token(token) is not None
        ):
            if nearer and nearer[0].i != trigger.i and trigger.pos_ == "VERB":
                continue
            found = _sum(token, doc)
            if found is not None:
                yield found


@cache
def _currencies() -> frozenset[str]:
    return next(k.head for k in table().kinds if k.kind == "money")


def _sum(token: Token, doc: Doc) -> Figure | None:
    number = doc[token.i + 1] if token.text in MONEY and token.i + 1 < len(doc) else _number_token(token)
    if number is None or not _is_number(number):
        return None
    start, end, value, vague = _value(number)
    if value is None:
        return None
    first = token.i if token.text in MONEY else start
    last = max(end, token.i + 1)
    bound = _bound(first, doc)
    return Figure(
        "money",
        None if bound == "high" else value,
        None if vague or bound == "low" else value,
        chars(doc, first, last),
    )
