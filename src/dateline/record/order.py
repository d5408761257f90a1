"""Which of two deeds began first, as their words tell it.

Days that the text gives decide; in one sentence the tree does: what is said came before the saying, a relative
clause before the clause it stands in, "before" and "after" say so. Else a deed stands where its verb puts it: "had
left" before "left", what is still so after it, who speaks of it later still, what "will" be done last. Two that stand
alike happened in the order told. Nothing here is learned; the order of events in MATRES only measures it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from spacy.tokens import Token

from dateline.codebook.cues import cues
from dateline.codebook.order import marks
from dateline.model import Time
from dateline.record.phrases import base, case_of, children, dependents, feature

Order = Literal["before", "after", "same"]
Times = Mapping[int, "Time | None"]             # by the token of the deed

# Where a verb puts its deed on the line of the story.
EARLIER, TOLD, AIMED, STILL, SPOKEN, AHEAD = range(6)
TURNED: Mapping[Order, Order] = {"before": "after", "after": "before", "same": "same"}
UPWARD = 6          # how many governors may lend an infinitive or participle their place


def order(one: Token, other: Token, times: Times | None = None) -> Order:
    """Whether one deed began before the other, after it, or with it.

    `times` are those that the text itself gives (by the deed's token); what was only assumed says nothing here.
    """
    if one.i > other.i:
        return TURNED[order(other, one, times)]
    for of in (_by_days(one, other, times or {}), _by_tree(one, other)):
        if of is not None:
            return of
    first, last = place_in_story(one), place_in_story(other)
    return "after" if first > last else "before"


def in_order(deeds: Sequence[Token], times: Times | None = None) -> tuple[Token, ...]:
    """The deeds as they happened: each is put before the first one, told earlier, that it goes before."""
    line: list[Token] = []
    for deed in sorted(deeds, key=lambda t: t.i):
        at = next((n for n, other in enumerate(line) if order(other, deed, times) == "after"), len(line))
        line.insert(at, deed)
    return tuple(line)


# ── by the days told ─────────────────────────────────────────────────────────────────────────────


def _by_days(one: Token, other: Token, times: Times) -> Order | None:
    first, last = times.get(one.i), times.get(other.i)
    if first is None or last is None or "assumed" in (first.basis, last.basis):
        return None
    if first.end and last.start and first.end < last.start:
        return "before"
    return "after" if last.end and first.start and last.end < first.start else None


# ── by the tree of one sentence ──────────────────────────────────────────────────────────────────


def _by_tree(one: Token, other: Token) -> Order | None:
    """How the clauses of two deeds in one sentence hang together; None where only their verbs can tell."""
    if one.sent.start != other.sent.start:
        return None
    above = {t.i for t in one.ancestors}
    if other.i in above:
        return _under(one, other)
    if any(a.i == one.i for a in other.ancestors):
        turned = _under(other, one)
        return TURNED[turned] if turned else None
    joint = next((a for a in other.ancestors if a.i in above), None)
    if joint is None:
        return None
    return _around(*(_clause_under(joint, t) for t in (one, other)))


def _around(first: Token, last: Token) -> Order | None:
    """Two clauses of one verb: "after it fell" and "to win it back" lie on its two sides."""
    sides = [_under(t, t.head) for t in (first, last)]
    if sides == ["before", "after"]:
        return "before"
    return "after" if sides == ["after", "before"] else None


def _clause_under(above: Token, token: Token) -> Token:
    """What hangs on a word and holds the token."""
    return next(t for t in (token, *token.ancestors) if t.head.i == above.i)


def _under(low: Token, high: Token) -> Order | None:
    """Whether a deed came before or after the one that its clause hangs on."""
    link = _clause_under(high, low)
    told = LINKS.get(link.dep_)
    if told is None and base(link) in ("obj", "obl", "nsubj", "nmod", "iobj", "appos"):
        inner = next((t for t in (low, *low.ancestors) if t.dep_ in ("acl", "acl:relcl") and t.i != high.i), None)
        told = _of_relative if inner is not None and _is_inside(inner, link) else _of_phrase
        link = inner if told is _of_relative and inner is not None else link
    return told(link, high, low) if told else None


def _is_inside(inner: Token, link: Token) -> bool:
    return any(a.i == link.i for a in inner.ancestors)


def _of_content(link: Token, high: Token, low: Token) -> Order | None:
    """What is said was so before it is said, unless it is to come."""
    if place_in_story(low) == AHEAD:
        return "after"
    return None if _is_infinitive(link) and link.i == low.i else "before"


def _of_aim(link: Token, high: Token, low: Token) -> Order | None:
    """ "tried to leave" comes first; "went on to fight", "stopped fighting" takes up what was there before."""
    over = high.lemma_.lower() in marks().ceasing
    return "before" if over and link.i == low.i else "after" if _is_infinitive(link) else None


def _of_beside(link: Token, high: Token, low: Token) -> Order | None:
    """A clause of when, why or to what end."""
    mark = _mark(link)
    if mark in marks().later:
        return "after"
    if mark in marks().sooner or (mark in ("with", "") and place_in_story(low) == EARLIER):
        return "before"
    if _is_infinitive(link):
        return "after"
    if "Fin" in _form(link):
        return "before"
    if "Past" in feature(link, "Tense"):                           # "wounded in the raid, he fled"
        return "before"
    return None


def _of_relative(link: Token, high: Token, low: Token) -> Order | None:
    """ "arrested the man who had shot her", "a plan drawn up in May"; "the men to be tried" are still to be."""
    if place_in_story(low) == AHEAD or _is_infinitive(link):
        return "after"
    if _goes_on(link, high):
        return None
    past = place_in_story(low) <= place_in_story(high) and "Pres" not in feature(link, "Tense")
    return "before" if past else None


def _goes_on(clause: Token, high: Token) -> bool:
    """ "…, who then fled": a clause set off behind its noun tells what came next."""
    start = min(t.i for t in clause.subtree if not t.is_punct)
    last = clause.i > high.i and clause.dep_ == "acl:relcl" and clause.doc[max(start - 1, 0)].text == ","
    return last and place_in_story(clause) >= place_in_story(high) and "Past" in _tense(clause)


def _of_phrase(link: Token, high: Token, low: Token) -> Order | None:
    """ "fell after a raid", "before the vote"; a doer's deed, or one done away with, was there before."""
    case = case_of(link)
    if case in marks().later:
        return "after"
    return "before" if case in marks().sooner or base(link) == "nsubj" else None


def _of_joined(link: Token, high: Token, low: Token) -> Order | None:
    """ "burned the bridge and fled", "said so and left"; not "fled and had burned the bridge"."""
    return None if place_in_story(link) in (EARLIER, STILL) or _own_place(high) == AHEAD else "after"


Rule = Callable[[Token, Token, Token], "Order | None"]
LINKS: Mapping[str, Rule] = {
    "ccomp": _of_content, "conj": _of_joined, "xcomp": _of_aim, "advcl": _of_beside,
    "acl": _of_relative, "acl:relcl": _of_relative, "csubj": _of_content,
}


# ── by the verb ──────────────────────────────────────────────────────────────────────────────────


def place_in_story(deed: Token) -> int:
    """Where on the line of the story a verb puts its deed; nouns, infinitives and participles lean on their verb."""
    here, aimed = deed, False
    for _ in range(UPWARD):
        own = _own_place(here)
        if own is not None:
            return max(own, AIMED) if aimed and own < SPOKEN else TOLD if here.i != deed.i and own == SPOKEN else own
        aimed = aimed or _is_infinitive(here)
        if here.head.i == here.i:
            break
        here = here.head
    return TOLD


def _own_place(verb: Token) -> int | None:
    helpers = {c.lower_ for c in _helpers(verb)}
    if helpers & marks().ahead:
        return AHEAD
    if "had" in helpers:
        return EARLIER
    if verb.pos_ == "VERB" and _speaks(verb) and not _is_infinitive(verb):
        return SPOKEN
    if helpers & PERFECT or "Past" in _tense(verb):
        return TOLD
    return STILL if "Fin" in _form(verb) else None


PERFECT = frozenset({"has", "have", "'ve", "’ve"})


def _speaks(verb: Token) -> bool:
    """Whether a verb says what somebody says: "held that it fell", not "held the town"."""
    lemma = verb.lemma_.lower()
    saying = any(not cue.attitude and not cue.more for cue in cues().of("verb", lemma))
    return saying and (lemma in marks().saying or verb.dep_ == "parataxis" or bool(children(verb, "ccomp")))


def _helpers(verb: Token) -> tuple[Token, ...]:
    return children(verb, "aux", "aux:pass", "cop")


def _form(verb: Token) -> str:
    return " ".join(f for t in (verb, *_helpers(verb)) for f in feature(t, "VerbForm"))


def _tense(verb: Token) -> str:
    finite = (t for t in (verb, *_helpers(verb)) if "Fin" in feature(t, "VerbForm"))
    return " ".join(f for t in finite for f in feature(t, "Tense"))


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in dependents(verb))


def _mark(clause: Token) -> str:
    return next((c.lower_ for c in dependents(clause) if c.dep_ in ("mark", "case", "advmod") and c.i < clause.i
                 and (c.dep_ != "advmod" or c.lower_ in ("when", "once"))), "")
