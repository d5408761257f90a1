"""What the words state to hold between two actors for a time: offices, leadership, membership, sides taken.

The door is `relations(doc, report, cast)`. Every rule is a row of codebook/relations.toml: a noun that its
bearer is ("the party's leader, Ana Roa"), a verb ("backs the rebels"), an adjective ("loyal to"), a hyphened
participle ("Rwandan-backed"), or a noun for a stand that is taken ("their fight against"). The evidence is the
phrase or clause that says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal
from typing import cast as cast_

import rtoml
from spacy.tokens import Doc, Token

from dateline.codebook.actors import wordlist
from dateline.errors import BadCodebook
from dateline.model import Holding, Relation, Report, Span
from dateline.record.drafts import holding_of, phrases_of, title_of
from dateline.record.phrases import base, case_of, chars, children, clause, dependents, feature, noun_phrase
from dateline.record.slots import deep_subject, fill, together
from dateline.record.who import Cast

Kind = Literal["holds_office", "leads", "member_of", "part_of", "supports", "allied_with", "opposes"]
KINDS = frozenset({"holds_office", "leads", "member_of", "part_of", "supports", "allied_with", "opposes"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t"})
WORDS = ("noun", "verb", "adjective", "owner", "joined", "stand")
ASIDE = ("advcl", "ccomp")
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "two", "three"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; see its head for the columns."""

    relation: Kind
    word: Literal["noun", "verb", "adjective", "owner", "joined", "stand"]
    lemmas: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    among: frozenset[str]
    single: bool
    steady: bool
    named: bool
    meant: bool
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """The table of relations, in its own order."""
    text = files("dateline.codebook").joinpath("relations.toml").read_text(encoding="utf-8")
    return tuple(_row(n, data) for n, data in enumerate(rtoml.loads(text)["relation"], 1))


@cache
def _index() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """The rows of each kind of word and lemma, in the order of the table."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows():
        for lemma in row.lemmas:
            found.setdefault((row.word, lemma), []).append(row)
    return MappingProxyType({key: tuple(own) for key, own in found.items()})


def _rows_of(word: str, lemma: str) -> tuple[Row, ...]:
    return _index().get((word, lemma), ())


def _row(number: int, data: dict[str, Any]) -> Row:
    word = next((w for w in WORDS if w in data), None)
    if word is None or data["relation"] not in KINDS:
        raise BadCodebook("relations.toml", str(number), f"needs a relation of {sorted(KINDS)} and one of {WORDS}")
    return Row(data["relation"], cast_(Any, word), frozenset(data[word]), tuple(data.get("subject", ("subject",))),
               tuple(data.get("object", ())), frozenset(data.get("among", ())), data.get("single", False),
               data.get("steady", False), data.get("named", False), data.get("meant", False),
               tuple(data["examples"]), tuple(data["counter"]))


def relations(doc: Doc, report: Report, cast: Cast) -> tuple[Relation, ...]:
    """Every relation the report states, in order of its words, each once."""
    found: dict[tuple[str, str, str], Relation] = {}
    for token in doc:
        for relation in (*_by_noun(token, cast), *_by_owner(token, cast), *_by_verb(token, cast),
                         *_by_adjective(token, cast), *_by_joined(token, cast), *_by_stand(token, cast),
                         *_by_share(token, cast)):
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
        others = list(dict.fromkeys(_objects(token, row, cast, subject)))
        if others:
            if row.single and "Plur" in feature(token, "Number"):      # "rebel chiefs": none of them leads
                return
            several = row.single and any(c.lower_ in INDEFINITE for c in children(token, "det", "nummod"))
            for other in others:
                yield Relation(subject, "member_of" if several else row.relation, other, _held(token),
                               (_evidence(token, name),))
            if row.relation != "member_of":                             # "a general in the army" is both
                return


def _by_owner(token: Token, cast: Cast) -> Iterator[Relation]:
    """"Roa's party": who owns a party or an armed group leads it."""
    owned, owners = cast.of(token), children(token, "nmod:poss")
    subject = cast.of(owners[0]) if owned and owners else None
    if owned and subject and subject != owned and cast.get(subject).kind == "person":
        for row in rows():
            if row.word == "owner" and not row.lemmas.isdisjoint((cast.get(owned).kind, token.lemma_.lower())):
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
    return token.head if beside and token.head.pos_ == "PROPN" and not _is_office(token.head) else None


def _is_office(token: Token) -> bool:
    """Whether a word is an office itself: in "the Foreign Secretary" it is nobody's name."""
    phrases = set(phrases_of(token))
    return any(row.word == "noun" and row.object == ("title",) and phrases & row.lemmas for row in rows())


def _objects(token: Token, row: Row, cast: Cast, subject: str) -> Iterator[str]:
    """The actors that stand where the row looks for the other side."""
    for slot in row.object:
        if slot == "poss" and row.named and not _is_named(subject, cast):
            continue                                            # "Roa's rivals" says nothing else of them
        for child in (c for first in _slot(token, slot) for c in together(first)):
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
    own = _rows_of("verb", token.lemma_.lower())
    if not own or token.pos_ != "VERB" or token.dep_ == "amod" or _denied(token):
        return
    for row in own:
        if not _holds(token, row):
            continue
        told = list(_pairs(_filling(token, row.subject, cast), _filling(token, row.object, cast), row, cast))
        evidence = chars(token.doc, *clause(token, without=ASIDE)) if told else (0, 0)
        yield from (Relation(a, row.relation, b, None, (_with_ends(token, evidence, ends),)) for a, b, ends in told)
        if told:
            return


def _filling(token: Token, slots: tuple[str, ...], cast: Cast) -> list[Token]:
    """Who stands in the slots of a verb."""
    found = [t for slot in slots for t in fill(token, "verb", slot) if cast.of(t)]
    aimed = token.dep_ == "acl" and "Inf" in feature(token, "VerbForm") and "subject" in slots
    return found or [t for t in (children(token.head, "nmod:poss") if aimed else ()) if cast.of(t)]   # "its effort to"


def _pairs(subjects: list[Token], objects: list[Token], row: Row, cast: Cast
           ) -> Iterator[tuple[str, str, tuple[Token, Token]]]:
    """Each with each; nobody with himself, no places among those who do something."""
    for one in subjects:
        for other in objects:
            a, b = cast.of(one), cast.of(other)
            if a and b and a != b and cast.get(a).kind != "place" and cast.get(b).kind in row.among:
                yield a, b, (one, other)


def _with_ends(token: Token, span: Span, ends: tuple[Token, Token]) -> Span:
    """The evidence grown so that it names both, where they stand in the same sentence."""
    near = [chars(token.doc, *noun_phrase(t)) for t in ends if t.sent == token.sent]
    return min(span[0], *(n[0] for n in near)), max(span[1], *(n[1] for n in near))


def _holds(token: Token, row: Row) -> bool:
    """Is it so, or, of a side that one takes by wanting to, meant so: "is committed to defeating them"?"""
    if not row.meant:
        return _lasting(token, row) and not _unreal(token)
    words = {*(c.lemma_ for c in children(token, "aux")), *(c.lower_ for c in children(token, "mark"))}
    above = {t.lemma_.lower() for t in (token.head, token.head.head) if t != token}
    told = any(above & wordlist(name) for name in ("directing", "ending"))
    free = words.isdisjoint(MAYBE) and not told
    return free and (_lasting(token, row) or "to" in words or feature(token, "VerbForm") == ["Inf"])


def _lasting(token: Token, row: Row) -> bool:
    """A side taken is told in the present or with a perfect; "backed the bill" is a deed, not a relation."""
    if not row.steady or (token.dep_ == "acl" and feature(token, "Tense") == ["Past"]):
        return True
    return feature(token, "Tense") == ["Pres"] or feature(token, "VerbForm") == ["Ger"] or \
        any(c.lemma_ == "have" for c in children(token, "aux"))


def _by_adjective(token: Token, cast: Cast) -> Iterator[Relation]:
    own = _rows_of("adjective", token.lower_)
    if not own or token.pos_ not in ("ADJ", "VERB") or _denied(token):
        return
    for row in own:
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
    words = [c for c in dependents(token) if c.dep_ in ("advmod", "det", "cc", "neg")]
    return any(c.lower_ in NEGATIONS or c.lemma_ in NEGATIONS for w in words for c in (w, *dependents(w)))


def _unreal(token: Token) -> bool:
    """Is it only possible, asked or wanted: under a modal, a condition or a "to"?"""
    words = {*(c.lemma_ for c in children(token, "aux")), *(c.lower_ for c in children(token, "mark"))}
    return not words.isdisjoint((*MAYBE, "will", "to"))


MAYBE = ("may", "might", "could", "would", "should", "can", "if", "unless", "whether")


# ── hyphened participles, stands taken, shares of a whole ────────────────────────────────────────

def _by_joined(token: Token, cast: Cast) -> Iterator[Relation]:
    """"Rwandan-backed rebels", "an army-owned firm": a participle with a hyphen before it."""
    hyphen = token.i > 1 and token.nbor(-1).text in ("-", "–")
    if not hyphen or token.pos_ not in ("VERB", "ADJ") or token.dep_ != "amod":
        return
    noun, before = token.head, token.nbor(-2)
    for row in _rows_of("joined", token.lower_)[:1]:
        ends = (before, noun) if row.subject == ("before",) else (noun, before)
        for a, b, _ in _pairs([ends[0]], [ends[1]], row, cast):
            yield Relation(a, row.relation, b, None, (chars(token.doc, *noun_phrase(noun)),))


def _by_stand(token: Token, cast: Cast) -> Iterator[Relation]:
    """"Kenya's support for the miners", "waged war on the rebels": a noun for the side that somebody takes."""
    own = _rows_of("stand", token.lemma_.lower())
    if not own or token.pos_ != "NOUN" or _denied(token):
        return
    for row in own:
        objects = [t for slot in row.object for first in _aim(token, slot) for t in together(first)]
        phrase = chars(token.doc, *noun_phrase(token))
        for a, b, ends in _pairs(_taking(token, cast) if objects else [], objects, row, cast):
            yield Relation(a, row.relation, b, None, (_with_ends(token, phrase, ends),))


def _aim(noun: Token, slot: str) -> tuple[Token, ...]:
    """For or against whom it is, where the tree hangs that on the verb, too: "is winning its war | on pirates"."""
    return _slot(noun, slot) or (_slot(noun.head, slot) if noun.dep_ == "obj" and noun.head.pos_ == "VERB" else ())


def _taking(noun: Token, cast: Cast) -> list[Token]:
    """Who takes a stand: its owner, a "by", a name before it, or whoever does what it is done by or in."""
    own = [*children(noun, "nmod:poss"), *(c for c in children(noun, "nmod") if case_of(c) == "by"),
           *children(noun, "compound", "amod")]
    known = [t for first in own for t in together(first) if cast.of(t)]
    verb = noun.head
    lent = verb.lemma_ in wordlist("standing") or (base(noun) == "obl" and case_of(noun) in ("in", "as"))
    if known or verb.pos_ != "VERB" or not lent or _denied(verb) or _unreal(verb):
        return known
    return [t for first in deep_subject(verb) for t in together(first) if cast.of(t)]


def _by_share(token: Token, cast: Cast) -> Iterator[Relation]:
    """"A coalition including Kenya": who is named as one of many belongs to them."""
    body = cast.of(token)
    inside = [c for c in children(token, "nmod") if case_of(c) == "including"] if body else []
    if inside and body and cast.get(body).kind in SHARED:
        for part in (t for first in inside for t in together(first)):
            one = cast.of(part)
            if one and one != body:
                span = _with_ends(token, chars(token.doc, *noun_phrase(token)), (token, part))
                yield Relation(one, "member_of", body, None, (span,))


SHARED = frozenset({"organization", "armed_group", "party", "international", "unknown"})
