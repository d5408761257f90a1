"""Where names begin and end, and what is no name of what its letters say.

The door is `bounded(doc, found, registry)`: the names of `naming`, each set right by what stands around it. A
person's name loses the office before it and keeps its hyphen, a body's name runs on over "&" and "and", no name
runs into the next sentence. A person who bears a country's or a capital's name is a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from dateline.codebook.actors import Registry, fold, wordlist
from dateline.record.naming import LABELS, Named
from dateline.record.phrases import children

JOINTS = ("-", "–")


def bounded(doc: Doc, found: Sequence[Named], registry: Registry) -> tuple[Named, ...]:
    """The names with their bounds set right, in order; what a grown name swallows is nested in it or gone."""
    marked = [s for s in doc.spans.get("names", ()) if s.label_ in LABELS]
    people = {fold(w) for s in marked if s.label_ == "person" and len(s) > 1 for w in (s[0].text, s[-1].text)}
    said = {i: s for s in marked for i in range(s.start, s.end)}
    names = [_true(doc, n, said, people) for n in found if not _is_new_land(doc, n)]
    parts = (p for n in names for p in _apart(doc, n, marked, registry))
    return tuple(_laid([_sized(doc, n, said, registry) for n in parts]))


def is_doubtful(name: Named) -> bool:
    """May the name be meant for another land's: a party, "Department of Justice", "San Jose"?"""
    if name.listing is None:
        return False
    words, entry = fold(name.listing.spelling), name.listing.entry
    return entry.kind == "party" or any(words in _folded(w) for w in ("shared", "namesakes")) or words in _provinces()


def is_meant(name: Named, lands: Mapping[str, int]) -> bool:
    """Is a doubtful name that of its own land, in a report that names those lands by other words?"""
    if name.listing is None or not name.listing.entry.country:
        return True
    own, words = name.listing.entry.country, fold(name.listing.spelling)
    if words in _provinces():
        return own in lands or _provinces()[words] not in lands
    return own in lands or (not lands and words not in _folded("namesakes"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, wordlist(name)))


@cache
def _provinces() -> Mapping[str, str]:
    return MappingProxyType({fold(w): land for w, land in (row.rsplit(" ", 1) for row in wordlist("provinces"))})


def _is_new_land(doc: Doc, name: Named) -> bool:
    """Is it a country's name in another place's, as in "New Jersey"?"""
    land = name.listing is not None and name.listing.entry.kind == "country"
    return land and name.start > 0 and doc[name.start - 1].text == "New"


def _true(doc: Doc, name: Named, said: dict[int, Span], people: set[str]) -> Named:
    """A country's or capital's name that is a person's: "Paris" after "Vera Paris"."""
    span = said.get(name.start)
    place = name.listing is not None and name.listing.entry.kind == "country" and name.end - name.start == 1
    if place and span is not None and span.label_ == "person" and fold(doc[name.start].text) in people:
        return replace(name, label="person", listing=None)
    return name


def _apart(doc: Doc, name: Named, marked: Sequence[Span], registry: Registry) -> Iterator[Named]:
    """A run of capitals that the reader took for several names, or that runs into the next sentence."""
    inside = [s for s in marked if name.start <= s.start and s.end <= name.end and s.label_ != "place"]
    if name.label or name.listing or len(inside) < 2:
        yield _in_sentence(doc, name)
        return
    for span in inside:
        listing = registry.find(span.text)
        yield Named(span.start, span.end, span.label_, listing, span.root.i)


def _in_sentence(doc: Doc, name: Named) -> Named:
    cut = next((i for i in range(name.start + 1, name.end) if doc[i].is_sent_start), None)
    if cut is None or name.listing:
        return name
    start, end = (name.start, cut) if name.head < cut else (cut, name.end)
    while end - start > 1 and doc[end - 1].is_punct:
        end -= 1
    return replace(name, start=start, end=end, head=doc[start:end].root.i)


def _sized(doc: Doc, name: Named, said: dict[int, Span], registry: Registry) -> Named:
    if name.nested or (name.listing and name.listing.entry.kind != "company"):
        return name
    start, end = name.start, name.end
    firm = end + 1 < len(doc) and doc[end].text == "&" and _is_capital(doc[end + 1])            # "Berg & Sons"
    if name.label == "person" and not firm:
        start, end = _person(doc, start, end, said, registry)
    else:
        start, end = _body(doc, start, end, name)
    if (start, end) == (name.start, name.end):
        return name
    label = name.label if name.label == "person" and not firm else "organization"
    return Named(start, end, label, registry.find(doc[start:end].text), doc[start:end].root.i)


# ── people ───────────────────────────────────────────────────────────────────────────────────────

def _person(doc: Doc, start: int, end: int, said: dict[int, Span], registry: Registry) -> tuple[int, int]:
    span = said.get(start)
    if span is not None and span.label_ == "person":
        end = max(end, _hyphened(doc, end, span.end))
        if start - 1 == span.start and doc[start - 1].lower_ in wordlist("given"):
            start -= 1                                              # "Marine Le Pen" serves in no navy
    small = [i for i in range(start, end - 1) if _is_common(doc[i], registry)]
    start = small[-1] + 1 if small else start
    while end - start > 2 and _is_title(doc[start], registry):
        start += 1
    return start, end


def _hyphened(doc: Doc, end: int, limit: int) -> int:
    """The end of a name with a small second half: "Lee Cheuk-yan"."""
    joined = limit > end + 1 and doc[end].text in JOINTS and not doc[end - 1].whitespace_
    return limit if joined and limit - end == 2 and doc[limit - 1].pos_ != "VERB" else end


def _is_common(token: Token, registry: Registry) -> bool:
    """A trade or office in small letters within a name: "Harbour Board director Ana Roa"."""
    return bool(token.text.islower() and registry.agent(token.lower_))


def _is_title(token: Token, registry: Registry) -> bool:
    agent = registry.agent(token.lower_)
    if token.lower_ in wordlist("given") or agent is None:
        return False
    return agent.office or agent.sector in ("MIL", "COP", "PTY", "LEG", "JUD", "REL")


# ── bodies ───────────────────────────────────────────────────────────────────────────────────────

def _body(doc: Doc, start: int, end: int, name: Named) -> tuple[int, int]:
    """Over "&" to both sides, and over "and" inside the phrase after "of": "Union of Atheists and Agnostics"."""
    while end + 1 < len(doc) and doc[end].text == "&" and _is_capital(doc[end + 1]):
        end = _run(doc, end + 1)
    while start > 1 and doc[start - 1].text == "&" and doc[start - 2].text[0].isupper():
        start = _run_back(doc, start - 2)
    if name.label == "organization" and not name.listing and end + 1 < len(doc) and doc[end].lower_ == "and":
        inner = (t for t in doc[start:end] if t.i != name.head)
        joined = [c.i for t in inner for c in children(t, "conj") if c.i > end]
        if joined and all(_is_capital(t) for t in doc[end + 1:joined[0] + 1]):
            end = joined[0] + 1
    return start, end


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and not token.is_sent_start


def _run(doc: Doc, at: int) -> int:
    while at < len(doc) and _is_capital(doc[at]):
        at += 1
    return at


def _run_back(doc: Doc, at: int) -> int:
    while at > 0 and _is_capital(doc[at - 1]) and doc[at].text != "&":
        at -= 1
    return at


# ── one list again ───────────────────────────────────────────────────────────────────────────────

def _laid(names: Iterable[Named]) -> Iterator[Named]:
    """The names in order of the text, the longer before what overlaps it; listed ones within stay, nested."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (n.nested, n.start - n.end, n.listing is None, n.start)):
        over = [k for k in kept if not k.nested and k.start < name.end and name.start < k.end]
        holds = len(over) == 1 and over[0].start <= name.start and name.end <= over[0].end
        holds = holds and over[0].label != "person" and over[0].end - over[0].start > name.end - name.start
        if not over and not name.nested:
            kept.append(name)
        elif name.listing and holds:
            kept.append(replace(name, nested=True))
    return iter(sorted(kept, key=lambda n: (n.start, n.nested, -n.end)))
