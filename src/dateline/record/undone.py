"""What a row meets and what is no deed all the same: nobody's, only owed, asked for, meant, or told in a tale.

`is_nobodys` judges a predicate by its own words before anything is dropped as the content of another;
`is_only_meant` judges those that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from dateline.codebook.reality import Reality
from dateline.record.phrases import Range, base, case_of, children
from dateline.record.status import marks

if TYPE_CHECKING:
    from dateline.record.what import Found

UNREAL = ("future", "conditional", "hypothetical")
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


def is_nobodys(one: Found, found: Sequence[Found]) -> bool:
    """Whether nobody did it: an accident, a phrase that says who is meant, what somebody ought to do."""
    return _by_accident(one, found) or _generic(one) or _is_owed(one)


def is_only_meant(one: Found, real: Reality) -> bool:
    """Whether talk, help or yielding is only asked for, by no act found here, or what something else is done for."""
    return _is_asked(one) or _is_purpose(one, real)


ANYBODY = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "whoever"})
# "must" is left out: the terms of an accord are told so, "Peru must hand over the port by May".
OWED = frozenset({"should", "ought"})
BEFORE = 2      # sentences in which an accident may be named before its deaths: "A ferry sank. Ten were killed"


def _by_accident(one: Found, found: Sequence[Found]) -> bool:
    """Whether deaths that nobody is said to have caused are those of an accident told shortly before.

    The row names the accidents (`never = { scene = … }`); any other deed of its type near by stands against it.
    """
    mishaps = one.frame.never.get("scene")
    if not mishaps or one.actors:
        return False
    start, end = _scene(one.trigger)
    if any(o.type == one.type and start <= o.at < end and (o.actors or "scene" not in o.frame.never) for o in found):
        return False
    return any(t.lemma_.lower() in mishaps for t in one.trigger.doc[start:end])


def _scene(token: Token) -> Range:
    """The words of a sentence and of the `BEFORE` before it."""
    doc, here = token.doc, token.sent
    start = here.start
    for _ in range(BEFORE):
        start = doc[start - 1].sent.start if start else 0
    return start, here.end


def _generic(one: Found) -> bool:
    """Whether a clause only says who is meant, whoever that be: "those who back it", "anyone who protests"."""
    token, head = one.trigger, one.trigger.head
    if token.pos_ == "NOUN" and case_of(token) == "in":                 # "took steps in support of the accord"
        return one.type == "SUPPORT" and token.lemma_.lower() in ("support", "recognition")
    present = "Pres" in token.morph.get("Tense") and "Fin" in token.morph.get("VerbForm")
    return token.dep_ == "acl:relcl" and present and head.lower_ in ANYBODY


def _is_owed(one: Found) -> bool:
    """Whether help, talk or yielding is only what somebody ought to do: nobody has promised it."""
    token = one.trigger
    helpers = {c.lower_ for c in token.children if base(c) == "aux"}
    told = token.dep_ in ("ccomp", "parataxis") and token.head.pos_ == "VERB"      # "said that he must resign"
    needed = token.dep_ == "xcomp" and "to" in marks(token) and token.head.lemma_.lower() in ("need", "ought")
    return one.type in REFUSABLE and token.pos_ == "VERB" and (
        needed or bool(helpers & OWED) or (told and "must" in helpers))


ASKING = frozenset({"ask", "urge", "order", "tell", "instruct", "appeal", "call", "invite", "advise", "recommend",
                    "beg", "exhort", "implore", "press", "push", "lobby", "request", "compel"})
BOUND = frozenset({"have", "require", "oblige", "mandate", "remain"})
YIELDS = ("CONCEDE", "RETREAT")         # to give way may be a term of an accord: "the text obliges them to disarm"


def _is_asked(one: Found) -> bool:
    """Whether talk, help or yielding is only what somebody has to do or is asked to do, by no act found here."""
    token, above = one.trigger, one.trigger.head.lemma_.lower()
    if token.dep_ != "xcomp" or "to" not in marks(token) or one.status != "future" or one.type not in REFUSABLE:
        return False
    return above in ASKING or (above in BOUND and one.type not in YIELDS)


EFFORTS = frozenset({"effort", "bid", "campaign", "step", "aim", "goal", "objective", "purpose", "mandate", "duty",
                     "obligation", "responsibility", "need", "task", "mission", "way", "means", "move", "attempt"})

TERMS = frozenset({"contract", "deal", "accord", "treaty"})             # "won a contract to supply the army"


def _is_purpose(one: Found, real: Reality) -> bool:
    """Whether talk, help or yielding is only what something else is done for, and nobody has promised it: "gave money
    to support the state", "efforts to end the war". What is planned stands under a word that says so."""
    token, above = one.trigger, one.trigger.head
    if one.type not in REFUSABLE or one.status != "future" or token.pos_ != "VERB" or "to" not in marks(token):
        return False
    if token.dep_ == "acl":
        return above.lemma_.lower() in EFFORTS
    won = [c for c in children(above, "obj") if c.lemma_.lower() in real.nouns or c.lemma_.lower() in TERMS]
    return token.dep_ == "advcl" and above.pos_ != "ADJ" and above.lemma_.lower() not in real.verbs and not won
