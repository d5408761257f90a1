"""What the words state to hold between two actors for a time: offices, leadership, membership, sides taken.

The door is `relations(doc, report, cast)`. Every rule is a row of codebook/relations.toml: a noun that its
bearer is ("the party's leader, Ana Roa"), a verb ("backs the rebels"), or an adjective ("loyal to"). The
evidence is the phrase or clause that says it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from spacy.tokens import Doc, Token

from dateline.errors import BadCodebook
from dateline.model import Holding, Relation, Report, Span
from dateline.record.drafts import holding_of, phrases_of, title_of
from dateline.record.phrases import antecedent, base, case_of, chars, children, clause, noun_phrase
from dateline.record.who import Cast

Kind = Literal["holds_office", "leads", "member_of", "part_of", "supports", "allied_with", "opposes"]
KINDS = frozenset({"holds_office", "leads", "member_of", "part_of", "supports", "allied_with", "opposes"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "two", "three"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; see its head for the columns."""

    relation: Kind
    word: Literal["noun", "verb", "adjective", "owner"]
    lemmas: frozenset[str]
    object: tuple[str, ...]
    among: frozenset[str]
    single: bool
    steady: bool
    named: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """The table of relations, in its own order."""
    text = files("dateline.codebook").joinpath("relations.toml").read_text(encoding="utf-8")
    return tuple(_row(n, data) for n, data in enumerate(tomllib.loads(text)["relation"], 1))


def _row(number: int, data: dict[str, Any]) -> Row:
    word = next((w for w in ("noun", "verb", "adjective", "owner") if w in data), None)
    if word is None or data["relation"] not in KINDS:
        raise BadCodebook("relations.toml", str(number), f"needs a relation of {sorted(KINDS)} and a noun, "
                                                         "verb, adjective or owner")
    return Row(data["relation"], word, frozenset(data[word]), tuple(data.get("object", ())),
               frozenset(data.get("among", ())), data.get("single", False), data.get("steady", False),
               data.get("named", False),
               tuple(data["examples"]), tuple(data["counter"]))


def relations(doc: Doc, report: Report, cast: Cast) -> tuple[Relation, ...]:
    """Every relation the report states, in order of its words, each once."""
    found: dict[tuple[str, str, str], Relation] = {}
    for token in doc:
        for relation in (*_by_noun(token, cast), *_by_owner(token, cast), *_by_verb(token, cast),
                         *_by_adjective(token, cast)):
            key = relation.subject, relation.relation, relation.object.casefold()
            if key not in found:
                found[key] = relation
            elif found[key].holding == relation.holding:
                spans = tuple(dict.fromkeys((*found[key].evidence, *relation.evidence)))
                found[key] = _with(relation, spans)
    return tuple(sorted(found.values(), key=lambda r: (r.evidence[0], r.relation, r.object)))


def _with(relation: Relation, evidence: tuple[Span, ...]) -> Relation:
    return Relation(relation.subject, relation.relation, relation.object, relation.holding, evidence)


# ── nouns ────────────────────────────────────────────────────────────────────────────────────────

def _by_noun(token: Token, cast: Cast) -> Iterator[Relation]:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return
    name = _before_name(token)
    if base(token) == "compound" and name is None:
        return
    subject = cast.of(name if name is not None else token)
    if subject is None or _denied(token):
        return
    phrases = set(phrases_of(token))
    for row in rows():
        if row.word != "noun" or not phrases & row.lemmas:
            continue
        if row.object == ("title",):
            if cast.get(subject).kind in ("person", "unknown") and _in_office(token, name, cast, subject):
                yield Relation(subject, "holds_office", title_of(token), holding_of(token),
                               (_evidence(token, name),))
                return
            continue
        other = next(_objects(token, row, cast, subject), None)
        if other is not None:
            if row.single and "Plur" in token.morph.get("Number"):      # "rebel chiefs": none of them leads
                return
            several = row.single and any(c.lower_ in INDEFINITE for c in children(token, "det", "nummod"))
            yield Relation(subject, "member_of" if several else row.relation, other, _held(token),
                           (_evidence(token, name),))
            return


def _by_owner(token: Token, cast: Cast) -> Iterator[Relation]:
    """"Roa's party": who owns a party or an armed group leads it."""
    owned, owners = cast.of(token), children(token, "nmod:poss")
    subject = cast.of(owners[0]) if owned and owners else None
    if owned and subject and subject != owned and cast.get(subject).kind == "person":
        for row in rows():
            if row.word == "owner" and cast.get(owned).kind in row.lemmas:
                yield Relation(subject, row.relation, owned, None, (_evidence(token, None),))


def _held(token: Token) -> Holding | None:
    """Only what is said to be no longer, or not yet, so: a leader is a leader now unless told otherwise."""
    holding = holding_of(token)
    return None if holding == "current" else holding


def _in_office(token: Token, name: Token | None, cast: Cast, subject: str) -> bool:
    """Does somebody hold it: a title before a name, an apposition, a predicate, or a state or body it is of?"""
    if name is not None or token.dep_ == "appos" or children(token, "appos", "cop"):
        return True
    owners = [cast.of(c) for c in children(token, "nmod:poss")]
    return any(o is None or _is_named(subject, cast) or cast.get(o).kind != "person" for o in owners)


def _is_named(actor: str, cast: Cast) -> bool:
    return any(name.actor == actor for name in cast.names)


def _before_name(token: Token) -> Token | None:
    """The name that a title stands before: "Roa" for "President"."""
    beside = token.dep_ in ("nmod:desc", "compound", "amod") and token.head.i > token.i
    return token.head if beside and token.head.pos_ == "PROPN" else None


def _objects(token: Token, row: Row, cast: Cast, subject: str) -> Iterator[str]:
    """The actors that stand where the row looks for the other side."""
    for slot in row.object:
        if slot == "poss" and row.named and not _is_named(subject, cast):
            continue                                            # "Roa's rivals" says nothing else of them
        for child in _slot(token, slot):
            other = cast.of(child)
            if other and other != subject and cast.get(other).kind in row.among:
                yield other


def _slot(token: Token, slot: str) -> tuple[Token, ...]:
    if slot == "poss":
        return children(token, "nmod:poss")
    if slot == "compound":
        return children(token, "compound", "amod")
    if slot == "object":
        return children(token, "obj")
    return tuple(c for c in children(token, "nmod", "obl") if case_of(c) == slot)


def _evidence(token: Token, name: Token | None) -> Span:
    """The phrase with the name beside it; for a predicate, the clause."""
    if children(token, "cop"):
        return chars(token.doc, *clause(token, without=("advcl", "ccomp")))
    others = [name, *children(token, "appos"), *([token.head] if token.dep_ == "appos" else [])]
    ranges = [noun_phrase(t) for t in (token, *(o for o in others if o is not None))]
    return chars(token.doc, min(r[0] for r in ranges), max(r[1] for r in ranges))


# ── verbs and adjectives ─────────────────────────────────────────────────────────────────────────

def _by_verb(token: Token, cast: Cast) -> Iterator[Relation]:
    if token.pos_ != "VERB" or token.dep_ == "amod" or _denied(token) or _unreal(token):
        return
    for row in rows():
        if row.word == "verb" and token.lemma_.lower() in row.lemmas and _lasting(token, row):
            for noun in _subjects(token):
                subject = cast.of(noun)
                other = next(_objects(token, row, cast, subject), None) if subject else None
                if subject and other:
                    yield Relation(subject, row.relation, other, None,
                                   (chars(token.doc, *clause(token, without=("advcl", "ccomp"))),))
                    return


def _subjects(token: Token) -> Iterator[Token]:
    """Who does it: the subject, or for a relative or participle clause the noun it hangs on."""
    own = children(token, "nsubj")
    for noun in own:
        yield antecedent(noun) or noun
    if not own and token.dep_ == "conj":
        yield from children(token.head, "nsubj")
    form = token.morph.get("VerbForm")
    past = token.morph.get("Tense") == ["Past"]
    if not own and token.dep_ == "acl" and form in (["Ger"], ["Part"]) and not past:
        yield token.head


def _lasting(token: Token, row: Row) -> bool:
    """A side taken is told in the present or with a perfect; "backed the bill" is a deed, not a relation."""
    if not row.steady:
        return True
    return token.morph.get("Tense") == ["Pres"] or token.morph.get("VerbForm") == ["Ger"] or \
        any(c.lemma_ == "have" for c in children(token, "aux"))


def _by_adjective(token: Token, cast: Cast) -> Iterator[Relation]:
    if token.pos_ not in ("ADJ", "VERB") or _denied(token):
        return
    for row in rows():
        if row.word == "adjective" and token.lower_ in row.lemmas:
            beside = token.dep_ in ("amod", "acl")
            noun = token.head if beside else next(iter(children(token, "nsubj*")), None)
            subject = cast.of(noun) if noun is not None else None
            other = next(_objects(token, row, cast, subject), None) if subject else None
            if subject and other and noun is not None:
                last = max(noun_phrase(c)[1] for s in row.object for c in _slot(token, s))
                yield Relation(subject, row.relation, other, None,
                               (chars(token.doc, min(noun_phrase(noun)[0], token.i), last),))
                return


def _denied(token: Token) -> bool:
    """Is it said not to be so, now or any more?"""
    words = [c for c in token.children if c.dep_ in ("advmod", "det", "cc", "neg")]
    return any(c.lower_ in NEGATIONS or c.lemma_ in NEGATIONS for w in words for c in (w, *w.children))


def _unreal(token: Token) -> bool:
    """Is it only possible, asked or wanted: under a modal, a condition or a "to"?"""
    modals = ("may", "might", "could", "would", "should", "can", "will")
    words = {*(c.lemma_ for c in children(token, "aux")), *(c.lower_ for c in children(token, "mark"))}
    return not words.isdisjoint((*modals, "if", "unless", "to", "whether"))
