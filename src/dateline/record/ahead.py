"""Which way a time looks from the day of writing: told as past, or still to come.

Read from tense, from what is arranged or awaited, and from the preposition (AP Stylebook, "time element").
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.codebook.cues import cues
from dateline.record.phrases import case_of, dependents, feature
from dateline.record.status import tense_of
from dateline.record.timewords import words

FUTURE = frozenset({"will", "would", "could", "may", "might", "can", "should", "shall"})
INSIDE = frozenset({"compound", "amod", "nummod", "det", "nmod:unmarked", "flat"})
NOT = frozenset({"not", "n't", "never", "neither"})


def looks_ahead(token: Token) -> bool:
    """Whether the words around a time look ahead: "will meet on Friday", "are invited to talks on Friday"."""
    if _is_of_promise(token):
        return False
    return (_is_arranged(token) or _is_awaited(token) or _is_shifted_back(token)
            or (tense_of(token) == "ahead" and not _is_done(token)))


def ahead(token: Token) -> bool:
    """Whether a time lies ahead: "will meet on Friday", "has until Friday"."""
    case = case_before(token)
    if case == "since" or _gone_by(token) or _owns(token):
        return False
    return case in ("until", "till") or looks_ahead(token) or _is_scheduled(token)


def _is_scheduled(token: Token) -> bool:
    """ "The court meets on Monday": the present beside a day is a timetable's, but for what somebody says."""
    noun = _noun(token)
    verb = noun.head
    if not noun.dep_.startswith("obl") or verb.pos_ != "VERB" or cues().of("verb", verb.lemma_.lower()):
        return False
    now = "Pres" in feature(verb, "Tense") and "Fin" in feature(verb, "VerbForm")
    now = now and (verb.lower_ == verb.lemma_.lower() or verb.lower_.endswith("s"))       # "overran" is misread
    return now and not any(c.dep_.startswith("aux") for c in dependents(verb))


def _is_awaited(token: Token) -> bool:
    """ "unless, on Friday, it calls a vote"; the parser may hang "unless" on another word of the clause."""
    verb = next((a for a in (token, *token.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or "Pres" not in feature(verb, "Tense"):
        return False
    return any(t.lower_ == "unless" and t.i < token.i for t in token.sent)


def _is_of_promise(token: Token) -> bool:
    """ "on Monday it threatened to march", "promised on Monday to": a day before what is promised is the promise's."""
    noun = _noun(token)
    verb = noun.head
    past = "Past" in feature(verb, "Tense") and "Fin" in feature(verb, "VerbForm")
    held = [c for c in dependents(verb) if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
    held = held or [c for c in dependents(verb) if c.i == noun.i + 2 and noun.nbor().lower_ == "to"]    # "to March"
    promises = verb.lemma_.lower() in PROMISES and past and noun.dep_.startswith("obl")
    return promises and bool(held) and all(noun.i < c.left_edge.i for c in held)


PROMISES = frozenset({"promise", "vow", "pledge", "threaten"})


def _is_shifted_back(token: Token) -> bool:
    """ "threatened to march if they were not freed by Friday": the past of what is still to come."""
    verb = next((a for a in (token, *token.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or not any(c.lower_ in AWAITING and c.i < verb.i for c in dependents(verb) if c.dep_ == "mark"):
        return False
    over = verb.head
    would = any(c.lower_ in ("would", "to") and c.dep_ in ("aux", "mark") for c in dependents(over))
    return verb.dep_ == "advcl" and (would or over.lemma_.lower() in PROMISES)


AWAITING = frozenset({"if", "unless", "until", "till"})


def _is_done(token: Token) -> bool:
    """ "the accord signed on Friday", "forced him to leave on Friday": told as done, whatever stands above."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    if verb.dep_ == "acl" and "Past" in feature(verb, "Tense") and "Part" in feature(verb, "VerbForm"):
        return True
    over = verb.head
    ahead = any(c.dep_ == "aux" and c.lower_ in FUTURE for c in dependents(over))
    past = "Past" in feature(over, "Tense") and not ahead
    return verb.dep_ in ("xcomp", "ccomp") and past and over.lemma_.lower() in words().implied


def _is_arranged(token: Token) -> bool:
    """ "set for Friday", "invited for a meeting on Friday", "due to meet on Friday"."""
    for here in (token, *token.ancestors):
        if case_of(here) == "for" and {here.head.lemma_.lower(), here.head.lower_} & words().arranged:
            return True
        if here.pos_ in ("VERB", "AUX"):
            return "Inf" in feature(here, "VerbForm") and any(c.lower_ == "due" for c in dependents(here))
    return False


def _owns(token: Token) -> bool:
    """ "look for ways around Friday's ruling": a ruling stands; only what "will" tells is to come."""
    if token.dep_ != "nmod:poss":
        return False
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return verb is not None and not any(c.dep_ == "aux" for c in dependents(verb))


def _gone_by(token: Token) -> bool:
    """ "had offered to resign on Monday", "could not be found on Monday": it is all past."""
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is not None and any(c.lower_ == "could" for c in dependents(verb)):
        return any(t.lower_ in NOT for t in verb.subtree if t.i < verb.i)
    if verb is not None and any(c.lower_ == "had" and c.dep_ == "aux" for c in dependents(verb)):
        return not any(c.dep_ == "mark" for c in dependents(verb))
    while verb is not None and verb.dep_ == "xcomp":
        verb = verb.head
        if any(c.lower_ == "had" and c.dep_ == "aux" for c in dependents(verb)):
            return True
    return False


def case_before(token: Token) -> str:
    """The preposition of the phrase that a time's first word opens."""
    return case_of(_noun(token))


def _noun(token: Token) -> Token:
    """The noun that a time's first word opens the phrase of."""
    while token.dep_ in INSIDE and token.head.i > token.i:
        token = token.head
    return token
