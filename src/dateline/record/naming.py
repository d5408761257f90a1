"""Names in a text: what the reader marked and what the registry knows, made into one list.

The reader's spans are grown to the whole proper name around their head; the registry finds its names by
the longest match. Where they overlap, the longer stands, and of two alike the registry's. A name inside
another ("Kenya" in "Kenya Red Cross") is kept as nested: it lends its country and heads no phrase.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.codebook.actors import LONGEST, Listing, Registry, wordlist
from dateline.model import ActorKind, Report, Span
from dateline.record.phrases import case_of, chars, children, text_of

LABELS = ("person", "organization", "place")
TEACHING = 5        # letters from which on a word in "-ism" is a teaching, not a name
HEADLINE = 0.7      # share of longer words with a capital from which on a sentence is set like a headline


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, by tokens; `listing` is what the registry says of it, if anything."""

    start: int
    end: int
    label: str              # person, organization, place, or "" where the reader gave none
    listing: Listing | None
    head: int
    nested: bool = False


def named(doc: Doc, report: Report, registry: Registry, day: str | None) -> tuple[Named, ...]:
    """Every name of a person, organization or place, in order of the text, outer ones before nested."""
    found = [*_listed(doc, registry, day), *_marked(doc, registry), *_proper(doc, registry)]
    found = [n for n in found if not in_dateline(report, doc[n.start])]
    found.sort(key=lambda n: (n.start - n.end, n.listing is None, n.label == "", n.start))
    kept: list[Named] = []
    for name in found:
        over = [k for k in kept if k.start < name.end and name.start < k.end]
        if not over:
            kept.append(name)
        elif name.listing and len(over) == 1 and _holds(over[0], name) and over[0].label != "person":
            kept.append(Named(name.start, name.end, name.label, name.listing, name.head, nested=True))
    kept.sort(key=lambda n: (n.start, n.nested, -n.end))
    return tuple(_with_country(doc, kept))


def _with_country(doc: Doc, names: list[Named]) -> Iterator[Named]:
    """"Kenya Red Cross": a country's name set right before a body's belongs to the body's name."""
    before: Named | None = None
    for here in names:
        joined = (before is not None and before.listing is not None and before.listing.entry.kind == "country"
                  and before.end == here.start and here.label == "organization" and not here.nested
                  and doc[before.head].dep_ == "compound" and doc[before.head].head.i == here.head)
        if before is not None:
            yield replace(before, nested=True) if joined else before
        if joined and before is not None:
            yield Named(before.start, here.end, here.label, None, here.head)
            here = replace(here, nested=True)
        before = here
    if before is not None:
        yield before


def _holds(outer: Named, inner: Named) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def in_dateline(report: Report, token: Token) -> bool:
    return report.dateline is not None and report.dateline[0] <= token.idx < report.dateline[1]


def _listed(doc: Doc, registry: Registry, day: str | None) -> Iterator[Named]:
    """Names of the registry, the longest at each place."""
    at, text = 0, text_of(doc)
    while at < len(doc):
        size = _longest(doc, text, at, registry, day) if _may_start(doc[at]) else None
        if size:
            yield size
            at = size.end
        else:
            at += 1


def _may_start(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (text in ("al", "el", "anti", "'", "dpa") and token.i + 1 < len(token.doc))


def _longest(doc: Doc, text: str, at: int, registry: Registry, day: str | None) -> Named | None:
    for end in range(min(len(doc), at + LONGEST + 4), at, -1):
        last = doc[end - 1]
        if last.is_space or (last.is_punct and last.text != ")"):
            continue
        listing = registry.find(text[doc[at].idx:last.idx + len(last)], day)
        if listing and not (end - at == 1 and _no_name(doc[at])):
            return Named(at, end, label_of(listing.entry.kind), listing, doc[at:end].root.i)
    return None


def label_of(kind: ActorKind) -> str:
    """The label of a name of that kind of actor."""
    return {"person": "person", "country": "place", "place": "place"}.get(kind, "organization")


def _no_name(token: Token) -> bool:
    """Is it no name here: an adjective, or a small word in a line of capitals ("IS", "WHO", "US")?"""
    if token.pos_ in ("AUX", "PRON", "VERB", "ADP", "DET", "SCONJ", "ADV"):
        return not (token.is_upper and any(t.is_lower for t in token.sent))     # "IS fighters", "US troops"
    if token.text == "US" and token.is_upper and not any(t.is_lower for t in token.sent):
        return True                                             # "STAGED BY US": of the country capitals write "U.S."
    if token.pos_ == "NOUN" and token.text.isupper() and all(t.is_upper for t in token.sent if t.is_alpha):
        return True                                             # "A CAR BOMB" in a text of capitals
    return token.pos_ == "ADJ" and token.dep_ == "amod" and not token.text.isupper()


def _marked(doc: Doc, registry: Registry) -> Iterator[Named]:
    """The reader's names, each grown to the whole proper name around its head."""
    for span in doc.spans.get("names", ()):
        if span.label_ in LABELS and not _is_title(span, registry):
            start, end = _trimmed(doc, span.start, span.end, registry)
            start, end = _grown(doc, start, end, doc[start:end].root, span.label_)
            yield Named(start, end, span.label_, None, doc[start:end].root.i)


def _is_title(span: object, registry: Registry) -> bool:
    """Is it a title that was taken for a name ("President", "Secretary"), or a word for a people?"""
    tokens = [t for t in span if t.text[0].isalpha()]                       # type: ignore[attr-defined]
    if not any(t.text[0].isupper() for t in tokens):
        return True
    if registry.people(span.root.text):                                     # type: ignore[attr-defined]
        return True
    titles = wordlist("titles")
    return all(registry.agent(t.lower_) or registry.agent(t.lemma_.lower()) or registry.people(t.text)
               or t.lower_ in titles for t in tokens)


def _trimmed(doc: Doc, start: int, end: int, registry: Registry) -> tuple[int, int]:
    """A marked span without small words at its ends and without a title before the name."""
    while end - start > 1 and (_is_weekday(doc[end - 1]) or _is_number_apart(doc[end - 1]) or (
            not doc[end - 1].text[0].isupper() and not doc[end - 1].text[0].isdigit())):
        end -= 1
    while end - start > 1 and _before_name(doc[start], registry):
        start += 1
    return start, end


def _is_weekday(token: Token) -> bool:
    """ "Asked Roa Friday whether …". """
    return token.lower_ in wordlist("calendar") and token.lower_.endswith("day")


def _before_name(token: Token, registry: Registry) -> bool:
    """A small word, a mark or a title at the start of a marked span: none of the name."""
    title = token.lower_ in wordlist("titles") or (registry.agent(token.lower_) and token.dep_ != "amod")
    return bool(token.text[0].islower() or token.is_punct or title)


def _grown(doc: Doc, start: int, end: int, root: Token, label: str) -> tuple[int, int]:
    while start > 0 and _joins(doc[start - 1], doc, start, end):
        start -= 1
    while end < len(doc) and _runs_on(doc[end], doc, start, end, label):
        end += 1
    if label == "person" and _articled(doc, end):
        end += 3
    if label == "organization":
        for child in children(root, "nmod"):
            if child.i >= end and case_of(child) == "of" and child.pos_ == "PROPN" and child.i - end <= 2:
                end = max([child.i, *(c.i for c in children(child, "flat", "compound"))]) + 1
    return start, end


def _articled(doc: Doc, at: int) -> bool:
    """Does a name go on with an Arabic article and its noun, tied by a hyphen: "Omar al-Rashid"?"""
    words = doc[at : at + 3]
    tied = len(words) == 3 and words[0].lower_ in ARTICLES and words.text.count(" ") == 0
    return tied and words[1].text in ("-", "–") and _capital(words[2])


ARTICLES = frozenset({"al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az"})


def _runs_on(token: Token, doc: Doc, start: int, end: int, label: str) -> bool:
    """Does the word after a name belong to it: the next part of a person's name?"""
    if not token.text[0].isupper() or not token.text.isalpha() or token.is_sent_start or _is_weekday(token):
        return False
    if token.dep_ == "flat" and start <= token.head.i < end:
        return True
    return label == "person" and end - start == 1 and token.text.istitle() and not like_headline(token)


def like_headline(token: Token) -> bool:
    """Is the token's sentence set in capitals, as headlines are?"""
    long = [t for t in token.sent if len(t) > 3 and t.is_alpha]
    return bool(long) and sum(t.text[0].isupper() for t in long) >= HEADLINE * len(long)


def _joins(token: Token, doc: Doc, start: int, end: int) -> bool:
    """Does the word before a name belong to it: a capital word that hangs on one of its words?"""
    inside = start <= token.head.i < end
    if not inside or token.dep_ not in ("compound", "amod", "flat") or not _capital(token):
        return False
    return not token.is_sent_start and token.lower_ not in wordlist("titles")


def _capital(token: Token) -> bool:
    return bool(token.text[0].isupper())


def _proper(doc: Doc, registry: Registry) -> Iterator[Named]:
    """Proper nouns that the reader left unmarked, headlines aside: a name of an unknown kind."""
    spans = [s for s in doc.spans.get("names", ()) if s.label_ in ("date", "event")]
    dates = {i for s in spans for i in range(s.start, s.end)}
    inside = ("flat", "compound", "nmod:desc", "amod")
    for token in doc:
        if token.pos_ != "PROPN" or token.i in dates or token.dep_ in inside or not token.text[0].isalpha():
            continue
        if not _capital(token) or token.dep_ in ("nmod:unmarked", "obl:unmarked", "dep", "list", "root"):
            continue
        if registry.agent(token.lemma_.lower()) or registry.people(token.text) or like_headline(token):
            continue
        if token.lower_ in wordlist("calendar") or not token.text[1:] or _second_half(token, registry):
            continue
        if _is_teaching(token):
            continue
        parts = [token, *(t for t in children(token, "flat") if not _is_number_apart(t))]
        start, end = _grown(doc, token.i, max(t.i for t in parts) + 1, token, "")
        yield Named(start, end, "", None, token.i)


def _is_teaching(token: Token) -> bool:
    """ "Communism", "Terrorism": nobody."""
    return token.lower_.endswith("ism") and len(token) > TEACHING


def _is_number_apart(token: Token) -> bool:
    """An age behind a name: "Juan Roa, 47"."""
    return token.pos_ == "NUM" and token.i > 0 and token.nbor(-1).text == ","


def _second_half(token: Token, registry: Registry) -> bool:
    """The end of a nationality of two words: "Leonean" after "Sierra"."""
    return token.i > 0 and registry.people(f"{token.nbor(-1).text} {token.text}") is not None


def span_of(doc: Doc, name: Named) -> Span:
    """The characters of a name, without a possessive at its end."""
    end = name.end
    while end - 1 > name.start and doc[end - 1].lower_ in ("'s", "’s", "'", "’"):
        end -= 1
    return chars(doc, name.start, end)
