"""Whom a deed of force concerns, of all that its mentions name: those who are somebody, and no mere figures.

Where somebody is hit, the town he was hit in is where it happened, and a toll counts him once more; the dead of a
whole war are a figure of that war and no party to a deed. [guidelines of the worked cases]
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.record.phrases import base, case_of, children, conjuncts, dependents, feature
from dateline.record.who import Cast

FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
# what a toll counts where it says no more of them, and words of quantity that alone name nobody
GENERIC = frozenset({"person", "people", "other", "man", "woman", "child", "civilian"})
QUANTITIES = frozenset({"many", "most", "more", "some", "several", "few", "dozens", "scores", "hundreds", "thousands",
                        "others"})
HEDGES = frozenset({"least", "more", "most", "many", "few", "estimated", "further", "additional"})
CONFLICTS = frozenset({"war", "conflict", "violence", "fighting", "insurgency", "uprising", "rebellion", "revolt",
                       "unrest", "bloodshed", "strife", "hostilities"})


def concerned(tokens: Iterable[Token], type_: str, people: Cast, acting: bool) -> list[Token]:
    """Those of them that it concerns; ``acting`` says whether the report names who did it."""
    met = [t for t in tokens if people.of(t)]
    if type_ not in FORCE:
        return met
    somebody = [t for t in met if not _is_whereabouts(t, people)]
    entered = type_ == "MOBILIZE" and not any(t.head.dep_ == "xcomp" for t in met)      # not "prepared to shell a town"
    met = somebody if entered else somebody or met
    met = [t for t in met if not _is_bare(t)]
    named = {t for t in met if _is_somebody(t, people) and not _is_toll(t)}
    if named:                                               # but "two men and a nurse" are three
        met = [t for t in met if not _is_toll(t) or not named.isdisjoint(_beside(t))]
    return [t for t in met if type_ != "ASSAULT" or not (_is_toll(t) and _is_of_a_war(t, acting))]


def _beside(token: Token) -> tuple[Token, ...]:
    """A noun, what it joins and what joins it."""
    return (*conjuncts(token), token.head) if token.dep_ == "conj" else conjuncts(token)


def _is_somebody(token: Token, people: Cast) -> bool:
    """Is it somebody? A name in the plural is a people, whatever the reader holds it for: "Kurds"."""
    actor = people.of(token)
    plural = token.pos_ == "PROPN" and token.lower_.endswith("s") and feature(token, "Number") == ["Plur"]
    return actor is not None and (plural or people.get(actor).kind not in ("place", "unknown"))


def _is_whereabouts(token: Token, people: Cast) -> bool:
    """Is it a place without a name of its own: "a village", "the border area"?"""
    actor = people.of(token)
    return token.pos_ == "NOUN" and actor is not None and people.get(actor).kind == "place" and not any(
        c.pos_ == "PROPN" for c in dependents(token))


def _is_bare(token: Token) -> bool:
    """A number that says nothing of whom: "killing 40", "wounding dozens"; not "two of the guards"."""
    quantity = token.pos_ == "NUM" or token.lower_ in QUANTITIES
    after = (c for c in dependents(token) if c.i > token.i)
    return quantity and not any(base(c) in ("nmod", "acl", "amod", "appos") for c in after)


def _is_toll(token: Token) -> bool:
    """ "At least 40 people": a number of those of whom nothing more is said."""
    said = any(base(c) in ("amod", "compound", "acl", "appos", "nmod") and case_of(c) != "at"
               and c.lower_ not in HEDGES for c in dependents(token))
    return token.lemma_.lower() in GENERIC and bool(children(token, "nummod")) and not said


def _is_of_a_war(token: Token, acting: bool) -> bool:
    """Is it the toll of more than one deed: "the war has killed 900 people", "40 people have died since"?"""
    verb = token.head
    told = [t for t in dependents(verb) if t != token and base(t) in ("nsubj", "obl", "advcl", "advmod")]
    war = any(t.lemma_.lower() in CONFLICTS for t in told)
    since = any("since" in (t.lower_, case_of(t)) or any(m.lower_ == "since" for m in dependents(t)) for t in told)
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in dependents(verb))
    return verb.pos_ == "VERB" and (war or since or (perfect and not acting))
