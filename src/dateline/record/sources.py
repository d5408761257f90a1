"""Who says it: the noun that is the source of a cue, and how much of its phrase is named."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.contents import trimmed
from dateline.record.phrases import Range, dependents, descendants, feature
from dateline.record.slots import deep_subject, with_case
from dateline.record.timex import words

NO_SOURCE_CLAUSE = frozenset({"acl:relcl", "parataxis", "punct", "advcl"})


def source_range(head: Token, cue: Token) -> Range:
    """The noun phrase of a source with appositions, without relative clauses, its preposition and edges."""
    found = descendants(head, without=NO_SOURCE_CLAUSE)
    told = (t.i for t in found if t.dep_ != "punct" and not _holds(t, cue, head) and not _is_day(t, head))
    kept = sorted({head.i, *told})
    doc = head.doc
    start, end = kept[0], kept[-1] + 1
    while start < head.i and (doc[start].dep_ in ("case", "cc", "mark") and doc[start].pos_ != "DET"):
        start += 1
    for at in range(head.i + 1, end):       # a gap left by a relative clause ends the phrase before it
        if at not in kept and doc[at].dep_ != "punct":
            end = at
            break
    if start <= cue.i < end:
        start, end = (start, cue.i) if head.i < cue.i else (cue.i + 1, end)
    start, end = trimmed(doc, start, end)
    possessive = end - start > 1 and doc[end - 1].lower_ in ("'s", "’s", "'", "’")
    return start, end - 1 if possessive else end


def _holds(token: Token, cue: Token, head: Token) -> bool:
    """Whether a part of the source's phrase is, or lies under, what holds the cue."""
    while token.i != head.i:
        if token.i == cue.i or token in cue.ancestors:
            return True
        token = token.head
    return False


def _is_day(token: Token, head: Token) -> bool:
    """ "the minister on Monday said": the day is no part of who says it."""
    while token.i != head.i:
        timely = token.dep_ in ("nmod", "nmod:unmarked", "nmod:tmod", "obl", "obl:unmarked", "advmod")
        if timely and token.head.i == head.i and token.i > head.i and token.lemma_.lower() in DAYS:
            return True
        token = token.head
    return False


DAYS = frozenset([*words().weekdays, *words().months, *words().days, "week", "month", "year", "now", "then"])


# verbs whose subject hears the words that are their object: nobody says "he faces charges" of himself
HEARING = frozenset({"face", "get", "receive", "hear", "deny", "reject", "dismiss", "ignore", "await", "draw", "meet",
                     "fight", "refute", "rebut", "investigate", "probe", "accept", "consider", "examine", "answer",
                     "spark", "fuel", "follow", "counter", "contest", "defy", "heed", "drop", "escape", "avoid", "see",
                     "provoke", "trigger", "prompt", "invite", "survive", "weigh", "study"})


def owner(noun: Token) -> Token | None:
    """Whose word it is: a possessor, "by" or "from" somebody, or the subject of "made", "issued"."""
    owners = [c for c in dependents(noun) if c.dep_ == "nmod:poss"]
    owners = owners or with_case(noun, "by") or with_case(noun, "from")
    if not owners and noun.dep_ == "obj" and noun.head.pos_ == "VERB" and noun.head.lemma_.lower() not in HEARING:
        owners = [t for t in deep_subject(noun.head) if not is_expletive(t)]
    return owners[0] if owners else None


def beside(verb: Token) -> Token | None:
    """The noun right before a finite cue that the tree leaves without a subject."""
    at = verb.i - 1
    while at > 0 and verb.doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    left = verb.doc[at]
    if at < verb.sent.start or left.pos_ not in ("PROPN", "PRON", "NOUN") or "Fin" not in feature(verb, "VerbForm"):
        return None
    while left.head.i != left.i and left.dep_ in ("flat", "compound", "nmod:desc") and abs(left.head.i - verb.i) < 6:
        left = left.head
    return left


def behind(verb: Token) -> Token | None:
    """ "It is shut," said one guard: the noun behind a cue and direct speech, which the tree takes for its object."""
    spoken = verb.i > 1 and verb.nbor(-1).text in CLOSED
    return next((c for c in dependents(verb) if c.dep_ == "obj" and c.left_edge.i == verb.i + 1 and spoken), None)


CLOSED = frozenset({'"', "”", "''", "»"})


def is_expletive(token: Token) -> bool:
    return token.dep_ == "expl" or (token.lower_ in ("it", "there") and token.dep_ == "nsubj:pass")
