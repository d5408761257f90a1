"""Whom a pronoun means: a subject near by, where only one fits, and otherwise nobody.

A relative pronoun means the noun its clause hangs on; "I" and "we" whoever says the words; "he", "it", "they"
the subject of a clause around them, else that of the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Span, Token

from dateline.codebook.actors import wordlist
from dateline.record.drafts import BODIES, Draft, is_many
from dateline.record.phrases import antecedent, children, conjuncts
from dateline.record.slots import surface_subject

Known = Mapping[int, Draft]         # the actors found so far, by the tokens that head their mentions

PERSON = {"he": "male", "him": "male", "his": "male", "himself": "male",
          "she": "female", "her": "female", "hers": "female", "herself": "female"}
THING = frozenset({"it", "its", "itself"})
SUBJECT, OBJECT = ("nsubj", "nsubj:pass"), ("obj",)
SPEAKERS = BODIES | {"person", "unknown", "country", "population"}
NEAR, FAR = 3, 12       # sentences over which a quotation, and what a colon opened, is followed
PARAGRAPH = 150         # words after which a paragraph is taken to have begun
GROUP = frozenset({"they", "them", "their", "themselves", "theirs"})


def referent(token: Token, at: Known) -> Draft | None:
    """The actor that a pronoun means; None for other words and where the text leaves it open."""
    noun = antecedent(token)
    if noun is not None and noun.i in at:
        return at[noun.i]
    if "Rel" in token.morph.get("PronType") and token.i > 1 and token.nbor(-1).text == ",":
        return at.get(token.i - 2)
    if token.dep_ == "expl" or "Prs" not in token.morph.get("PronType"):
        return None
    if token.morph.get("Person") == ["1"]:
        return _speaker(token, at)
    return _subject_before(token, at) if token.morph.get("Person") == ["3"] else None


def _speaker(token: Token, at: Known) -> Draft | None:
    """Who says "I" or "we": himself, for the body that a speaker means by "we" is left open."""
    subject = next(_saying_around(token), None) or _saying_beside(token)
    draft = at.get(subject.i) if subject is not None else None
    one = token.morph.get("Number") == ["Sing"]
    return draft if draft and draft.kind in (("person", "unknown") if one else SPEAKERS) else None


def _saying_around(token: Token) -> Iterator[Token]:
    """The subjects of the verbs of saying over a word, other than itself."""
    for verb in token.ancestors:
        for cue in (verb, *children(verb, "parataxis")):
            yield from (s for s in _says(cue) if s != token)


def _says(verb: Token) -> list[Token]:
    return list(children(verb, "nsubj")[:1]) if verb.lemma_ in wordlist("saying") else []


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
    """Do quotation marks stand open here, counted from the paragraph's beginning?"""
    marks = 0
    for i in range(token.i, max(-1, token.i - PARAGRAPH), -1):
        other = token.doc[i]
        if other.is_space and "\n" in other.text:
            break
        marks += other.text in MARKS
    return marks % 2 == 1


def _subject_before(token: Token, at: Known) -> Draft | None:
    """The subject, else the object, of a clause around it, else one of the sentence before, if it fits."""
    if token.lower_.endswith(("self", "selves")):
        return next((d for n in surface_subject(token.head) if (d := _fitting(n, token, at))), None)
    beside = [token.head.head] if token.dep_ == "nmod:poss" and token.head.dep_ == "conj" else []
    for nouns in (beside, *_around(token)):                     # "met Roa and his aides"
        for noun in nouns:
            draft = _fitting(noun, token, at)
            if draft:
                return draft
    before = [n for n in _sentence_before(token) if not _is_quoted(n) or _is_quoted(token)]
    fitting = {deps: [(n, d) for n in before if n.dep_ in deps and (d := _fitting(n, token, at))]
               for deps in (SUBJECT, OBJECT)}
    subjects = fitting[SUBJECT] or fitting[OBJECT]
    fits = {id(draft): draft for _, draft in subjects}
    if len(fits) == 1:
        many = [is_many(n) for n, _ in subjects]
        open_ = token.lower_ in GROUP and not any(many) and any(is_many(n) for n, _ in fitting[OBJECT])
        return None if open_ else next(iter(fits.values()))         # "The army met rebels. They ...": either
    main = [draft for noun, draft in subjects if noun.head.dep_ in ("root", "conj")]
    return main[0] if len(main) == 1 else None


def _around(token: Token) -> Iterator[list[Token]]:
    """The subjects, then the objects, before it in the clauses around it; for "they" the plural ones first."""
    own = _doers_of_own_verb(token)
    found = [[n for verb in token.ancestors for n in children(verb, *deps) if n.i < token.i and n not in own]
             for deps in (SUBJECT, OBJECT)]                     # "arrested Roa and fined her"
    if token.lower_ in GROUP:
        yield from ([n for n in nouns if is_many(n)] for nouns in found)
    yield from found


def _doers_of_own_verb(token: Token) -> list[Token]:
    """Who does to it what its verb says: never itself, or it would read "himself" ("Roa sent him home")."""
    bound = "Yes" in token.morph.get("Reflex") or token.dep_ not in ("obj", "iobj", "obl")
    return [] if bound else surface_subject(token.head)


def _sentence_before(token: Token) -> list[Token]:
    start = token.sent.start
    return [t for t in token.doc[start - 1].sent if not t.is_space] if start else []


MARKS = frozenset({'"', "“", "”", "``", "''"})


def _is_quoted(token: Token) -> bool:
    """Within the quotation marks of its sentence: who is spoken of there is not whom the next sentence goes on with."""
    marks = sum(t.text in MARKS for t in token.doc[token.sent.start : token.i])
    return marks % 2 == 1


def _fitting(noun: Token, pronoun: Token, at: Known) -> Draft | None:
    """The actor of a noun, if a pronoun of this form can mean it; a name's own form says no gender."""
    draft = at.get(noun.i)
    joined = conjuncts(noun)
    beside = pronoun.dep_ == "nmod:poss" and pronoun.head in joined[1:]     # "the army and its allies"
    if noun.morph.get("Person") in (["1"], ["2"]):              # "he" is not who says "I"
        return None
    if draft is None or draft.kind == "place" or (len(joined) > 1 and not beside):
        return None
    word = pronoun.lower_
    if word in PERSON:
        person = draft.kind == "person" or (draft.kind == "unknown" and draft.is_named)
        fits = person and not draft.many and draft.gender in ("", PERSON[word])
    elif word in THING:
        fits = draft.kind in BODIES | {"country"} and not draft.many
    else:
        fits = word in GROUP and (draft.many or draft.kind in ("population", "armed_group", "organization"))
    return draft if fits else None
