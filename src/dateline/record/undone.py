"""What a row meets and what is no deed all the same: nobody's, only owed, asked for, meant, or told in a tale.

`is_nobodys` judges a predicate by its own words before anything is dropped as the content of another;
`is_only_meant` judges those that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from dateline.codebook.reality import Reality
from dateline.record.phrases import Range, base, case_of, children, dependents, feature
from dateline.record.status import marks

if TYPE_CHECKING:
    from dateline.record.what import Found

UNREAL = ("future", "conditional", "hypothetical")
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


def is_nobodys(one: Found, found: Sequence[Found], real: Reality) -> bool:
    """Whether nobody did it: an accident, a phrase that says who is meant, what somebody ought to do, a tale."""
    idle = _by_accident(one, found) or _generic(one) or _is_owed(one) or _only_says(one) or _only_names(one)
    return idle or _is_driven(one) or is_played(one.trigger, real)


def is_only_meant(one: Found, real: Reality) -> bool:
    """Whether talk, help or yielding is only asked for, by no act found here, or what something else is done for."""
    return _is_asked(one) or _is_questioned(one) or _is_purpose(one, real)


ANYBODY = frozenset({"those", "anyone", "anybody", "everyone", "everybody", "whoever"})
HABIT = frozenset({"often", "usually", "typically", "sometimes", "normally", "generally", "commonly", "traditionally",
                   "always", "rarely", "seldom"})
FORCING = frozenset({"force", "compel", "coerce", "drive", "order"})
# Of "must" only talk and help are: the terms of an accord are told so, "Peru must hand over the port by May".
OWED = frozenset({"should", "ought"})
BEFORE = 2      # sentences in which an accident may be named before its deaths: "A ferry sank. Ten were killed"


def _is_driven(one: Found) -> bool:
    """Whether those who march were made to: "families were forced to march into the hills" is no protest."""
    over = one.trigger.head
    return one.type == "PROTEST" and one.trigger.dep_ == "xcomp" and over.lemma_.lower() in FORCING


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
    """Whether a clause only says who is meant, whoever that be, or what they do as a rule: "those who back it", "anyone
    who protests", "they often strike"."""
    token, head = one.trigger, one.trigger.head
    if token.pos_ == "NOUN" and case_of(token) == "in":                 # "took steps in support of the accord"
        return one.type == "SUPPORT" and token.lemma_.lower() in ("support", "recognition")
    if _by_law(token):
        return True
    present = "Pres" in feature(token, "Tense") and "Fin" in feature(token, "VerbForm")
    habit = present and any(c.lower_ in HABIT for c in children(token, "advmod"))
    return habit or (token.dep_ == "acl:relcl" and present and head.lower_ in ANYBODY)


LAWS = frozenset({"law", "code", "constitution", "legislation", "statute", "rule"})
MANY = frozenset({"many", "most", "some", "all", "such", "certain", "other"})
ABLE = frozenset({"can", "may", "could", "might"})


def _by_law(verb: Token) -> bool:
    """Whether a plain present, or what may be done, tells what a law lets happen or what happens in many cases:
    "under the law, suspects are held for a week", "in most cases they are freed"."""
    forms = (verb, *children(verb, "aux", "aux:pass"))
    now = any("Pres" in feature(t, "Tense") and "Fin" in feature(t, "VerbForm") for t in forms)
    running = any(t.lemma_ == "have" or t.lower_ in ("being", "will", "'s") or t.lower_.endswith("ing") for t in forms)
    plain = (now and not running) or any(t.lower_ in ABLE for t in forms)
    return verb.pos_ == "VERB" and plain and any(_is_rule(c) for c in children(verb, "obl", "advmod"))


def _is_rule(phrase: Token) -> bool:
    """ "under the law", "in many cases"."""
    if phrase.lemma_.lower() in LAWS and case_of(phrase) in ("under", "by"):
        return True
    several = any(c.lower_ in MANY for c in children(phrase, "amod", "det"))
    return phrase.lemma_.lower() == "case" and case_of(phrase) == "in" and several


def _is_owed(one: Found) -> bool:
    """Whether help, talk or yielding is only what somebody ought to do: nobody has promised it."""
    token = one.trigger
    helpers = {c.lower_ for c in dependents(token) if base(c) == "aux"}
    told = token.dep_ in ("ccomp", "parataxis") and token.head.pos_ == "VERB"      # "said that he must resign"
    needed = token.dep_ == "xcomp" and "to" in marks(token) and token.head.lemma_.lower() in ("need", "ought")
    return one.type in REFUSABLE and token.pos_ == "VERB" and (
        needed or bool(helpers & OWED) or ("must" in helpers and (told or one.type not in YIELDS)))


QUESTIONS = frozenset({"who", "whom", "what", "which", "how", "why", "when", "where"})
SAYING = {"REQUEST": ("insist", "ask"), "PROTEST": ("protest",)}
NOTIONS = frozenset({"argument", "idea", "premise", "suggestion", "theory", "view"})


def _only_says(one: Found) -> bool:
    """Whether its clause tells or asks how things are: "insisted that they were ready", "asked how many had left"
    demand nothing, "protested that he was innocent" is no march, "rejected the idea that he was ill" no refusal."""
    insists = one.trigger.lemma_.lower() in SAYING.get(one.type, ())
    rejected = children(one.trigger, "obj", "nsubj:pass") if one.type == "REJECT" else []
    over = [one.trigger] if insists else [t for t in rejected if t.lemma_.lower() in NOTIONS]
    told = (c for t in over for c in children(t, "ccomp", "acl", "advcl"))
    return any(_states(c) for c in told if c.dep_ != "advcl" or "about" in marks(c))


def _only_names(one: Found) -> bool:
    """Whether it tells no more than a name: "a nurse called Maria"."""
    token = one.trigger
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return token.lemma_.lower() == "call" and token.dep_ == "acl" and "Part" in feature(token, "VerbForm") and (
        after.pos_ == "PROPN")


def _states(clause: Token) -> bool:
    """ "that they were ready", not "to leave", "that they leave", "that they be freed", "that they must leave"."""
    if "to" in marks(clause):
        return False
    if any(t.lower_ in QUESTIONS and t.i < clause.i for t in clause.subtree):
        return True                                                     # "asked who would win"
    helpers = {c.lower_ for c in children(clause, "aux", "aux:pass", "cop")}
    bare = clause.pos_ == "VERB" and clause.lower_ == clause.lemma_ and not helpers
    return not bare and not helpers & {"must", "should", "be", "ought", "shall", "could", "would"}


ASKING = frozenset({"ask", "urge", "order", "tell", "instruct", "appeal", "call", "invite", "advise", "recommend",
                    "beg", "exhort", "implore", "press", "push", "lobby", "request", "compel"})
BOUND = frozenset({"have", "require", "oblige", "mandate", "remain"})
YIELDS = ("CONCEDE", "RETREAT")         # to give way may be a term of an accord: "the text obliges them to disarm"


def _is_asked(one: Found) -> bool:
    """Whether talk, help or yielding is only what somebody has to do or is asked to do, by no act found here."""
    token = _first_purpose(one.trigger)                                 # "had to leave the town and free the men"
    above = token.head.lemma_.lower()
    if token.dep_ != "xcomp" or "to" not in marks(token) or one.status != "future" or one.type not in REFUSABLE:
        return False
    return above in ASKING or (above in BOUND and one.type not in YIELDS)


def _is_questioned(one: Found) -> bool:
    """Whether somebody is only asked about it: "asked whom they would support"."""
    token = one.trigger
    asked = token.dep_ == "ccomp" and token.head.lemma_.lower() in ("ask", "wonder", "question")
    return asked and one.type in REFUSABLE and (_states(token) or bool(marks(token) & {"whether", "if"}))


EFFORTS = frozenset({"effort", "bid", "campaign", "step", "aim", "goal", "objective", "purpose", "mandate", "duty",
                     "obligation", "responsibility", "need", "task", "mission", "way", "means", "move", "attempt"})

TERMS = frozenset({"contract", "deal", "accord", "treaty"})             # "won a contract to supply the army"


def _is_purpose(one: Found, real: Reality) -> bool:
    """Whether talk, help or yielding is only what something else is done for, and nobody has promised it: "gave money
    to support the state", "efforts to end the war". What is planned stands under a word that says so."""
    token = _first_purpose(one.trigger)
    above = token.head
    if one.type not in REFUSABLE or one.status != "future" or token.pos_ != "VERB" or "to" not in marks(token):
        return False
    if token.dep_ == "acl":
        return above.lemma_.lower() in EFFORTS
    won = [c for c in children(above, "obj") if c.lemma_.lower() in real.nouns or c.lemma_.lower() in TERMS]
    planned = above.lemma_.lower() in real.verbs or f"{above.lemma_.lower()} to" in real.verbs
    return token.dep_ == "advcl" and above.pos_ != "ADJ" and not planned and not won and not _is_given_time(above)


UNITS = frozenset({"hour", "day", "week", "month"})


def _is_given_time(verb: Token) -> bool:
    """ "gives them until Friday to leave", "were given a week to leave": what is to be done by then is a term."""
    spans = (c.lemma_.lower() in UNITS or case_of(c) in ("until", "till") for c in children(verb, "obj", "obl"))
    return verb.lemma_.lower() in ("give", "grant", "allow") and any(spans)


def _first_purpose(verb: Token) -> Token:
    """ "stood by Peru to defeat the rebels and end the war": the purpose that a joined one shares its "to" with."""
    joined = verb.dep_ == "conj" and verb.pos_ == "VERB"
    alone = any(base(c) in ("nsubj", "aux") for c in dependents(verb))
    return _first_purpose(verb.head) if joined and not alone else verb


# ── what is only played ──────────────────────────────────────────────────────────────────────────


def is_played(trigger: Token, real: Reality) -> bool:
    """Whether a deed is one of a game, a film or a rite: "players investigate the murder", "a scene in which he orders
    an attack", "the symbolic stoning"."""
    beside = (c for c in dependents(trigger) if base(c) in ("amod", "compound", "advmod"))
    if any(c.lower_ in real.staged for c in beside):
        return True
    over = (t for t in (trigger, *trigger.ancestors) if t.pos_ in ("VERB", "AUX", "NOUN"))
    return any(_tells_tale(t, real) for t in over)


def _tells_tale(word: Token, real: Reality) -> bool:
    """Whether a clause is set in a tale, or its subject plays: "in the film", "players"."""
    if word.dep_ == "acl:relcl" and word.head.lemma_.lower() == "scene":
        return _is_of_tale(word, real)
    set_in = (c for c in dependents(word) if base(c) in ("obl", "nmod") and case_of(c) in ("in", "within"))
    if word.pos_ == "NOUN":
        return any(c.lemma_.lower() in real.tales for c in set_in)
    plays = (c for c in dependents(word) if base(c) == "nsubj" and c.pos_ == "NOUN")
    return any(c.lemma_.lower() in real.tales for c in set_in) or (
        any(c.lemma_.lower() in real.heroes for c in plays) and _is_of_tale(word, real))


def _is_of_tale(word: Token, real: Reality) -> bool:
    """Whether its sentence or the one before names the game or the film."""
    first = word.sent
    before = first.doc[first.start - 1].sent if first.start else first
    return any(t.lemma_.lower() in real.tales for t in (*before, *first))
