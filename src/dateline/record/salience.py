"""How likely a pronoun means each of those told of shortly before it.

Whoever stands near, as a subject, often, or in a clause around the pronoun is likely; reasons add up as
log-odds. Things are candidates too, and "nobody" is one of the answers: two people together, somebody far away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import exp

from spacy.tokens import Token

from dateline.codebook.actors import wordlist
from dateline.reading.heads import heads
from dateline.record.drafts import BODIES, Draft, is_many
from dateline.record.phrases import base, children, conjuncts, feature
from dateline.record.slots import surface_subject

Known = Mapping[int, Draft]         # the actors found so far, by the tokens that head their mentions

PERSON = {"he": "male", "him": "male", "his": "male", "himself": "male",
          "she": "female", "her": "female", "hers": "female", "herself": "female"}
THING = frozenset({"it", "its", "itself"})
GROUP = frozenset({"they", "them", "their", "themselves", "theirs"})
MARKS = frozenset({'"', "“", "”", "``", "''"})
LEAST = 0.02            # the least share that anybody has by the coreference head
BACK = 3                # sentences before its own in which whom a pronoun means is looked for
SUBJECT, OBJECT = ("nsubj", "nsubj:pass"), ("obj",)
SIDES = frozenset({"compound", "amod", "flat", "fixed", "goeswith", "nmod:desc", "det", "nummod", "dep",
                   "obl:unmarked", "nmod:unmarked"})
HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
ROLES = {"nsubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "noun's"}

# Log-odds of a reason, fitted as one choice among all candidates and nobody (multinomial logit, L2 penalty 1) on 1,931
# pronouns of GUM's treebank for training, with its chains. Set by hand on our own stories, which are news and
# tell of fewer things: what the sentence leads one to expect, who says, who does, and nobody (1.3 below the fit).
WEIGHTS: Mapping[str, float] = {
    "he described": 0.34, "he named": 1.09, "he thing": -1.28, "it described": -0.9, "it named": -0.46,
    "it thing": -0.38, "they described": -0.66, "they many": 0.25, "they named": -0.89, "they thing": -1.09,
    "noun's 0": -0.36, "noun's 1": -1.05, "noun's 2": -0.29, "object 0": -0.19, "object 2": -0.77,
    "oblique 0": -0.84, "oblique 2": -0.53, "other 0": 0.13, "other 2": -0.1, "owner 0": 1.21,
    "owner 1": 0.23, "owner 2": -1.19, "subject 0": 0.29, "subject 1": -0.2, "subject 2": -1.51,
    "he back 0": -0.14, "he back 1": -0.44, "he back 2": -0.17, "it back 1": -0.36, "it back 2": -0.43,
    "it back 3": -0.84, "they back 0": 0.76, "they back 1": -0.49, "they back 2": -0.98,
    "they back 3": -1.71,
    "he expected": 2, "he noun's around": 1.08, "he oblique around": -0.39, "he says": -0.84,
    "he subject around": 0.93, "it expected": 2, "it noun's around": 1.38, "it object around": -0.47,
    "it says": 2, "it subject around": -0.31, "owner's doer": 1.5, "they expected": 1.5,
    "they noun's around": 0.62, "they object around": 0.37, "they oblique around": 0.55,
    "passed 0": -0.41, "passed 1": -0.59, "passed 2": -0.96, "passed 3": -1.02, "told 1": -1,
    "told 3": 0.37,
    "joined it": -0.8, "main": 1.17, "often": 0.67, "once subject": 0.68, "other voice": -0.78,
    "pronoun before": 1.33, "sex known": 0.6,
    "nobody acts": -0.24, "nobody he": -0.5, "nobody it": -0.6, "nobody owner": -0.4, "nobody part": 2,
    "nobody they": 0.1, "one alone": -1,
}


@dataclass(slots=True)
class Candidate:
    """Somebody, or some thing (`draft` is None then), that a pronoun can mean, by its mentions before it."""

    draft: Draft | None
    mentions: list[Token] = field(default_factory=list)     # nearest first
    back: int = 0           # sentences between the nearest and the pronoun
    other_voice: bool = False
    passed: int = 0         # others that can be meant, between it and the pronoun


def likely(pronoun: Token, at: Known, speaker: Draft | None) -> tuple[Draft | None, float]:
    """The likeliest of all answers with its share of the odds; None for nobody. `speaker` says these words."""
    found = candidates(pronoun, at, speaker)
    hoped = expected(pronoun, at)
    none, *read = _as_read(pronoun, found)
    told = [exp(sum(WEIGHTS.get(r, 0.0) for r in reasons(c, pronoun, hoped))) for c in found]
    odds = [odd * share for odd, share in zip(told, read, strict=True)]
    nobody = exp(sum(WEIGHTS.get(r, 0.0) for r in nobody_reasons(pronoun, found))) * none
    best = max(range(len(found)), key=odds.__getitem__, default=None)
    if best is None or odds[best] <= nobody:
        return None, nobody / (nobody + sum(odds))
    return found[best].draft, odds[best] / (nobody + sum(odds))


def _as_read(pronoun: Token, found: list[Candidate]) -> list[float]:
    """What the reader's coreference head gives nobody, then each: for groups alone. Of one person, these reasons know
    better (GUM's dev side: "they" 0.73 right of those resolved, 0.77 with the head; "he" 0.82 and 0.70)."""
    before = [t.i for c in found for t in c.mentions]
    if not before or pronoun.lower_ not in GROUP:
        return [1.0] * (len(found) + 1)
    none, *shares = heads(pronoun.doc).meant(pronoun.i, before)
    of = dict(zip(before, shares, strict=True))
    return [none + LEAST, *(sum(of[t.i] for t in c.mentions) + LEAST for c in found)]


def candidates(pronoun: Token, at: Known, speaker: Draft | None) -> list[Candidate]:
    """Whom a pronoun of this form can mean, nearest first."""
    apart = {t.i for t in doers_of_own_verb(pronoun)}
    out = {id(at[i]) for i in apart if i in at} | {id(speaker)}
    found: dict[int | str, Candidate] = {}
    for token, back, other_voice in _before(pronoun):
        draft = _named_by(token, at)
        key: int | str = id(draft) if draft else token.lemma_
        if key in found:
            found[key].mentions.append(token)
        elif key not in out and token.i not in apart and can_mean(token, draft, pronoun):
            found[key] = Candidate(draft, [token], back, other_voice, len(found))
    return list(found.values())


def _before(pronoun: Token) -> Iterator[tuple[Token, int, bool]]:
    """The heads of phrases before it, going back; how many sentences, and whether a quotation ends between."""
    doc, back, marks, behind = pronoun.doc, 0, 0, pronoun
    for i in range(pronoun.i - 1, -1, -1):
        token = doc[i]
        back += bool(behind.is_sent_start)
        if back > BACK:
            return
        part, behind = token.pos_, token
        if part in HEADS:
            yield token, back, marks % 2 == 1
        elif part == "PUNCT":
            marks += token.text in MARKS


def _named_by(token: Token, at: Known) -> Draft | None:
    draft = at.get(token.i)
    return draft if draft and token.i in draft.heads and draft.kind != "place" else None


def can_mean(token: Token, draft: Draft | None, pronoun: Token) -> bool:
    """Can a pronoun of this form mean it? A name's own form says no gender; of several joined each is not "they"."""
    if feature(token, "Person") in (["1"], ["2"]):
        return False
    word = pronoun.lower_
    if draft is None:
        noun = token.pos_ in ("NOUN", "PROPN") and token.dep_ not in SIDES
        return noun and is_many(token) == (word in GROUP)
    if word in PERSON:
        person = draft.kind == "person" or (draft.kind == "unknown" and draft.is_named)
        return person and not draft.many and draft.gender in ("", PERSON[word])
    body = draft.kind in BODIES | {"country"}
    if word in THING:
        return body and not draft.many
    beside = pronoun.dep_ == "nmod:poss" and pronoun.head in conjuncts(token)       # "the army and its allies"
    alone = beside or (len(conjuncts(token)) == 1 and token.dep_ != "conj")
    return draft.many or draft.kind == "population" or (body and alone)


def doers_of_own_verb(token: Token) -> list[Token]:
    """Who does to it what its verb says: never itself, or it would read "himself" ("Roa sent him home")."""
    bound = "Yes" in feature(token, "Reflex") or token.dep_ not in ("obj", "iobj", "obl")
    return [] if bound else surface_subject(token.head)


def reasons(one: Candidate, pronoun: Token, hoped: Draft | None) -> list[str]:
    """What speaks for and against a candidate; "he", "it" and "they" have some reasons of their own."""
    sort, near = sort_of(pronoun), one.mentions[0]
    role = ROLES.get(base(near), "other") if near.dep_ != "nmod:poss" else "owner"
    found = [f"{sort} {_form(one)}", f"{role} {min(one.back, 2)}", f"{sort} back {one.back}",
             f"passed {min(one.passed, 3)}", f"told {min(len(one.mentions), 3)}"]
    above = one.back == 0 and near.head in pronoun.ancestors
    if above:
        found.append(f"{sort} {role} around")
    if one.back == 0 and pronoun.dep_ == "nmod:poss" and any(t in doers_around(pronoun) for t in one.mentions):
        found.append("owner's doer")                            # "accused the soldiers of breaking their word"
    if role == "subject" and above and near.head.lemma_ in wordlist("saying"):
        found.append(f"{sort} says")
    if one.draft and one.draft is hoped:
        found.append(f"{sort} expected")
    if one.draft and one.draft.gender:
        found.append("sex known")
    if one.draft and len(one.draft.heads) > 3:
        found.append("often")
    if one.back and near.head.dep_ in ("root", "conj") and role == "subject":
        found.append("main")
    if any(t.lower_ in PERSON or t.lower_ in THING or t.lower_ in GROUP for t in one.mentions):
        found.append("pronoun before")
    if sort == "it" and (len(conjuncts(near)) > 1 or near.dep_ == "conj"):
        found.append("joined it")
    if one.other_voice:
        found.append("other voice")
    if any(t.dep_.startswith("nsubj") for t in one.mentions):
        found.append("once subject")
    return found


def doers_around(pronoun: Token) -> list[Token]:
    """Who does what the nearest verb over it says."""
    verb = next((t for t in pronoun.ancestors if t.pos_ == "VERB"), None)
    return surface_subject(verb) if verb is not None else []


def sort_of(pronoun: Token) -> str:
    word = pronoun.lower_
    return "he" if word in PERSON else "it" if word in THING else "they"


def _form(one: Candidate) -> str:
    if one.draft is None:
        return "thing"
    if one.draft.is_named:
        return "named" if not one.draft.many else "named many"
    return "many" if one.draft.many else "described"


def nobody_reasons(pronoun: Token, found: list[Candidate]) -> list[str]:
    """What speaks for nobody: how the pronoun stands, and that several can be meant."""
    acts = pronoun.dep_ == "nsubj" and pronoun.head.lemma_ in wordlist("saying") | wordlist("dealing")
    owns = pronoun.dep_ == "nmod:poss"
    alone = sum(c.draft is not None for c in found) == 1
    held = {f"nobody {sort_of(pronoun)}": True, "nobody acts": acts, "nobody owner": owns, "one alone": alone,
            "nobody part": pronoun.dep_ == "nmod"}              # "six of them"
    return [reason for reason, yes in held.items() if yes]


# ── whom the sentence leads one to expect ────────────────────────────────────────────────────────

def expected(pronoun: Token, at: Known) -> Draft | None:
    """The subject, else the object, of a clause around it, else one of the sentence before, if it fits."""
    for nouns in _around(pronoun):
        for noun in nouns:
            if draft := _alone(noun, pronoun, at):
                return draft
    before = [n for n in _sentence_before(pronoun) if not _is_quoted(n) or _is_quoted(pronoun)]
    fitting = {deps: [(n, d) for n in before if n.dep_ in deps and (d := _alone(n, pronoun, at))]
               for deps in (SUBJECT, OBJECT)}
    subjects = fitting[SUBJECT] or fitting[OBJECT]
    if len({id(draft) for _, draft in subjects}) == 1:
        several = pronoun.lower_ in GROUP and not any(is_many(n) for n, _ in subjects)
        open_ = several and any(is_many(n) for n, _ in fitting[OBJECT])
        return None if open_ else subjects[0][1]                # "The army met rebels. They ...": either
    main = [draft for noun, draft in subjects if noun.head.dep_ in ("root", "conj")]
    return main[0] if len(main) == 1 else None


def _alone(noun: Token, pronoun: Token, at: Known) -> Draft | None:
    """The actor of a noun that a pronoun can mean, if no other is joined to it."""
    draft = at.get(noun.i)
    joined = conjuncts(noun)
    beside = pronoun.dep_ == "nmod:poss" and pronoun.head in joined[1:]
    if draft is None or draft.kind == "place" or (len(joined) > 1 and not beside):
        return None
    return draft if can_mean(noun, draft, pronoun) else None


def _around(token: Token) -> Iterator[list[Token]]:
    """The subjects, then the objects, before it in the clauses around it; for "they" the plural ones first."""
    own = doers_of_own_verb(token)
    found = [[n for verb in token.ancestors for n in children(verb, *deps) if n.i < token.i and n not in own]
             for deps in (SUBJECT, OBJECT)]                     # "arrested Roa and fined her"
    if token.lower_ in GROUP:
        yield from ([n for n in nouns if is_many(n)] for nouns in found)
    yield from found


def _sentence_before(token: Token) -> list[Token]:
    start = token.sent.start
    return [t for t in token.doc[start - 1].sent if not t.is_space] if start else []


def _is_quoted(token: Token) -> bool:
    """Within the quotation marks of its sentence: who is spoken of there is not whom the next sentence goes on with."""
    marks = sum(t.text in MARKS for t in token.doc[token.sent.start : token.i])
    return marks % 2 == 1
