"""Whom a pronoun means: whoever is likely enough, and otherwise nobody.

A relative pronoun means the noun its clause hangs on; "I" and "we" whoever says the words; "himself" who does it;
"he", "it", "they" the likeliest of those told of before (`salience`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dateline.codebook.actors import wordlist
from dateline.record.drafts import BODIES, Draft
from dateline.record.phrases import antecedent, children, feature
from dateline.record.quotes import quoted
from dateline.record.salience import GROUP, PERSON, THING, Known, can_mean, likely
from dateline.record.slots import deep_object, surface_subject

SPEAKERS = BODIES | {"person", "unknown", "country", "population"}
SURE = 0.6              # share of the odds from which on the likeliest is taken
NEAR, FAR = 3, 12       # sentences over which a quotation, and what a colon opened, is followed
PARAGRAPH = 150         # words after which a paragraph is taken to have begun
# What an institution says of itself in the first line of a statement: "Peru condemns the raid. We urge …"
ISSUING = frozenset({"applaud", "call", "commend", "condemn", "congratulate", "denounce", "deplore", "express",
                     "reaffirm", "regret", "reiterate", "remain", "stand", "support", "thank", "urge", "welcome"})


def referent(token: Token, at: Known) -> Draft | None:
    """The actor that a pronoun means; None for other words and where the text leaves it open."""
    noun = antecedent(token)
    if noun is not None and noun.i in at:
        return at[noun.i]
    if "Rel" in feature(token, "PronType") and token.i > 1 and token.nbor(-1).text == ",":
        return at.get(token.i - 2)
    if token.dep_ == "expl" or "Prs" not in feature(token, "PronType"):
        return None
    if feature(token, "Person") == ["1"]:
        return _speaker(token, at)
    return _meant(token, at) if feature(token, "Person") == ["3"] else None


def _meant(token: Token, at: Known) -> Draft | None:
    """The likeliest of those told of before, if likely enough; "his" beside a man joined to what he owns is his."""
    if token.lower_ not in PERSON and token.lower_ not in THING and token.lower_ not in GROUP:
        return None
    reflexive = token.lower_.endswith(("self", "selves"))
    for noun in surface_subject(token.head) if reflexive else _owner_beside(token):
        if noun.i in at and can_mean(noun, at[noun.i], token):
            return at[noun.i]
    if reflexive:
        return None
    draft, share = likely(token, at, _sayer(token, at) if _in_quotation(token) else None)
    return draft if share >= SURE else None


def _owner_beside(token: Token) -> list[Token]:
    """"met Roa and his aides", "the army and its allies"."""
    return [token.head.head] if token.dep_ == "nmod:poss" and token.head.dep_ == "conj" else []


def _sayer(token: Token, at: Known) -> Draft | None:
    subject = next(_saying_around(token), None) or _saying_beside(token)
    return at.get(subject.i) if subject is not None else None


def _speaker(token: Token, at: Known) -> Draft | None:
    """Who says "I" or "we": himself, for the body that a speaker means by "we" is left open."""
    one = feature(token, "Number") == ["Sing"]
    draft = _sayer(token, at) or _labelled(token, at) or (None if one or _in_quotation(token) else _issuer(token, at))
    return draft if draft and draft.kind in (("person", "unknown") if one else SPEAKERS) else None


def _saying_around(token: Token) -> Iterator[Token]:
    """The subjects of the verbs of saying over a word, other than itself."""
    for verb in token.ancestors:
        for cue in (verb, *children(verb, "parataxis")):
            yield from (s for s in _says(cue) if s != token)


def _says(verb: Token) -> list[Token]:
    """Who says it: "Roa said", "quoted Roa as saying"."""
    if verb.lemma_ == "quote":
        return deep_object(verb)[:1]
    if verb.lemma_ not in wordlist("saying"):
        return []
    quoted = verb.head if verb.head.lemma_ == "quote" and verb.lower_ == "saying" else None
    return list(children(verb, "nsubj")[:1]) or (deep_object(quoted)[:1] if quoted is not None else [])


def _labelled(token: Token, at: Known) -> Draft | None:
    """The name in capitals before a colon, as in a transcript: "MAYOR ROA: We …"."""
    for i in range(token.i - 1, max(0, token.i - PARAGRAPH), -1):
        other, before = token.doc[i], token.doc[i - 1]
        if other.is_space and "\n" in other.text:
            break
        if other.text == ":" and before.is_upper and len(before) > 1:
            return at.get(before.i)
    return None


def _issuer(token: Token, at: Known) -> Draft | None:
    """Whose statement the whole text is, where its first sentence says what an institution does by it."""
    root = next(token.doc.sents).root
    subjects = children(root, "nsubj") if root.lemma_ in ISSUING and "Pres" in feature(root, "Tense") else ()
    draft = at.get(subjects[0].i) if subjects else None
    return draft if draft and draft.kind in BODIES | {"country"} else None


def _saying_beside(token: Token) -> Token | None:
    """Who says words whose verb of saying stands in another sentence: of the same quotation, or before a colon."""
    quoted = _in_quotation(token)
    for sent in _sentences_after(token) if quoted else ():
        if not _in_quotation(sent[-1]):                         # here the quotation closes
            found = _spoken_in(sent, colon=False)
            if found is not None:
                return found
            break
    for far, sent in enumerate(_sentences_before(token)):
        found = _spoken_in(sent, colon=not quoted or far >= NEAR)
        if found is not None:
            return found
    return None


def _spoken_in(sent: Span, colon: bool) -> Token | None:
    """The subject of a verb of saying in a sentence; where asked, only of one that a colon follows."""
    for verb in sent:
        subjects = _says(verb) if not _in_quotation(verb) else []
        opens = verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ":"
        if subjects and (opens or not colon):
            return subjects[0]
    return None


def _sentences_after(token: Token) -> Iterator[Span]:
    sent = token.sent
    for _ in range(NEAR):
        if sent.end >= len(token.doc):
            return
        sent = token.doc[sent.end].sent
        yield sent


def _sentences_before(token: Token) -> Iterator[Span]:
    sent = token.sent
    for _ in range(FAR):
        if not sent.start:
            return
        sent = token.doc[sent.start - 1].sent
        yield sent


def _in_quotation(token: Token) -> bool:
    return token.i in quoted(token.doc)
