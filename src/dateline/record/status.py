"""How real a deed is as the words put it: occurred, ongoing, future, conditional, hypothetical, negated.

Read from tense, mood, negation and the words that govern it (codebook/status.toml). What is told in the
past or the plain present has occurred; an infinitive or a noun takes the status of what governs it.
"""

from __future__ import annotations

from typing import cast

from spacy.tokens import Token

from dateline.codebook.reality import Reality, Words
from dateline.model import Status
from dateline.record.phrases import base, case_of, children
from dateline.record.slots import governor, is_passive

DEEP = 8
UNREAL = ("future", "conditional", "hypothetical")
CONDITIONAL = frozenset({"if", "unless", "until", "till", "once", "lest", "whether", "provided", "providing"})
WAITING = frozenset({"until", "till", "once", "when", "before", "after"})


def status(trigger: Token, table: Reality) -> Status:
    """The status of the deed that a trigger names."""
    return _status(trigger, table, DEEP)


def _status(token: Token, table: Reality, depth: int) -> Status:
    if depth == 0:
        return "occurred"
    if token.pos_ in ("VERB", "AUX") or _has_copula(token):
        return _of_verb(token, table, depth)
    return _of_noun(token, table, depth)


def _has_copula(token: Token) -> bool:
    return any(c.dep_ == "cop" for c in token.children)


def is_negated(token: Token, table: Reality) -> bool:
    """Whether a negative word hangs on a predicate, its subject or its object ("no one was killed")."""
    for child in token.children:
        if child.lower_ in table.negators and child.dep_ in (
            "advmod",
            "det",
            "cc:preconj",
            "mark",
            "case",
            "aux",
        ):
            return True
        if base(child) in ("nsubj", "obj") and (
            child.lower_ in table.negators
            or any(c.dep_ == "det" and c.lower_ in table.negators for c in child.children)
        ):
            return True
    return False


def _of_verb(verb: Token, table: Reality, depth: int) -> Status:
    if is_negated(verb, table):
        return "negated"
    if _hangs(verb, table, depth):
        return "hypothetical"
    auxiliaries = [c for c in verb.children if base(c) in ("aux", "cop")]
    if any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children) and any(
        c.lemma_ == "be" and "Fin" in c.morph.get("VerbForm") for c in auxiliaries
    ):
        return "future"  # "are to be released"
    told = [table.auxiliaries[c.lower_] for c in auxiliaries if c.lower_ in table.auxiliaries]
    if told:
        return _modal(verb, cast(Status, told[0]))
    finite = "Fin" in verb.morph.get("VerbForm") or any("Fin" in c.morph.get("VerbForm") for c in auxiliaries)
    if finite:
        return _progressive(verb, auxiliaries)
    return _governed(verb, table, depth)


def marks(token: Token) -> set[str]:
    """The words that open a clause, in lower case."""
    return {c.lower_ for c in token.children
            if c.dep_ in ("mark", "case") or (c.dep_ == "advmod" and c.lower_ in WAITING)}


def will_not(verb: Token) -> bool:
    """Whether a verb's own words say that its subject will not do it."""
    helpers = {c.lower_ for c in verb.children if base(c) == "aux"}
    refuses = bool(helpers & {"will", "wo", "'ll"}) or ("would" in helpers and verb.dep_ in ("ccomp", "conj"))
    return refuses and not is_passive(verb)


def _hangs(verb: Token, table: Reality, depth: int) -> bool:
    """Whether a clause is a condition, or waits for what is not there: "no talks until they are freed"."""
    opened = marks(verb)
    if opened & (CONDITIONAL - WAITING):
        return True
    waits = bool(opened & WAITING) and verb.dep_ == "advcl" and verb.head.i != verb.i
    return waits and _status(verb.head, table, depth - 1) in (*UNREAL, "negated")


def _modal(verb: Token, told: Status) -> Status:
    """ "would" in reported speech is the future seen from the past; elsewhere it hangs on a condition."""
    if told == "conditional":
        reported = verb.dep_ in ("ccomp", "parataxis") or any(a.dep_ == "ccomp" for a in verb.ancestors)
        return "future" if reported else "conditional"
    return told


def _progressive(verb: Token, auxiliaries: list[Token]) -> Status:
    """ "are shelling", "have been shelling": ongoing; "were shelling" is over."""
    present = any("Pres" in c.morph.get("Tense") for c in auxiliaries)
    gerund = verb.text.lower().endswith("ing")
    return "ongoing" if present and gerund else "occurred"


def _governed(verb: Token, table: Reality, depth: int) -> Status:
    """The status of an infinitive, participle or gerund."""
    above = verb.head
    if above.i == verb.i:
        return "occurred"
    if verb.dep_ == "conj":
        return _status(above, table, depth - 1)
    if any(c.lower_ == "without" for c in verb.children):
        return "negated"
    infinitive = "Inf" in verb.morph.get("VerbForm") or any(
        c.lower_ == "to" and c.dep_ == "mark" for c in verb.children
    )
    own = _own(above, verb, table)
    if own and (infinitive or verb.dep_ in ("xcomp", "ccomp", "acl")):
        return _within(cast(Status, own), above, table, depth)
    if verb.dep_ in ("advcl", "acl") and infinitive:
        return "future"
    if verb.dep_ in ("xcomp", "ccomp"):
        return _status(above, table, depth - 1)
    return "occurred"


def _within(own: Status, above: Token, table: Reality, depth: int) -> Status:
    """A word of the table may itself be negated: "did not plan to attack" leaves no plan."""
    outer = _status(above, table, depth - 1)
    if own == "occurred":
        return outer
    if outer == "negated":
        return "occurred" if own == "negated" else "negated"
    return own


def _own(above: Token, below: Token, table: Reality) -> str | None:
    """What the table says of a word: as a phrase with its particle or preposition ("call off"), else alone."""
    known = _table_for(above, table)
    further = [c.lower_ for c in above.children if c.dep_ == "compound:prt"] + [case_of(below)]
    lemma = above.lemma_.lower()
    return next((known[k] for k in (*(f"{lemma} {word}" for word in further), lemma) if k in known), None)


def _table_for(token: Token, table: Reality) -> Words:
    if token.pos_ in ("VERB", "AUX"):
        return table.verbs
    return table.adjectives if token.pos_ == "ADJ" else table.nouns


def _of_noun(noun: Token, table: Reality, depth: int) -> Status:
    if any(c.lower_ in table.negators and c.dep_ in ("det", "case", "advmod") for c in noun.children):
        return "negated"
    for child in children(noun, "amod", "compound", "det", "advmod"):
        told = table.modifiers.get(child.lower_)
        if told and not (child.lower_ == "any" and noun.dep_ == "nsubj"):
            return cast(Status, told)
    over = governor(noun, table.light)
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    above = first.head
    if above.i == first.i:
        return "occurred"
    own = _own(above, first, table)
    if own and (
        first.dep_ in ("obj", "nsubj:pass", "nmod", "obl")
        and case_of(first) in ("", "of", "for", "to", "from")
    ):
        return _within(cast(Status, own), above, table, depth)
    if over is not None:
        return _status(over[0], table, depth - 1)
    return "occurred"


def tense_of(token: Token) -> str:
    """The side of now on which the clause around a token lies: "ahead" or "back"."""
    here = token
    for _ in range(DEEP):
        if here.pos_ in ("VERB", "AUX") or _has_copula(here):
            side = _side(here)
            if side:
                return side
        if here.head.i == here.i:
            break
        here = here.head
    return "back"


def _side(verb: Token) -> str | None:
    """What a verb's own form says; None for infinitives and gerunds, which follow what governs them."""
    helpers = {c.lower_ for c in verb.children if base(c) in ("aux", "cop")}
    if helpers & {"will", "'ll", "shall", "would", "may", "might", "could", "should", "must", "wo"}:
        return "ahead"
    if verb.lemma_ in (
        "plan",
        "expect",
        "schedule",
        "intend",
        "due",
        "hope",
        "promise",
        "vow",
        "pledge",
        "threaten",
    ):
        return "ahead"
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if "to" in marks or (marks & {"if", "unless", "until", "once", "when"} and _is_present(verb)):
        return "ahead"
    return "back" if "Fin" in verb.morph.get("VerbForm") or helpers else None


def _is_present(verb: Token) -> bool:
    return any("Pres" in t.morph.get("Tense") and "Fin" in t.morph.get("VerbForm") for t in (verb, *verb.children)
               if t is verb or base(t) in ("aux", "cop"))
