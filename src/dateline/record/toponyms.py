"""Place names in a text: which words are one, how the words use it, and what they call it.

What the reader labels a place comes first; then what only grammar or the gazetteer shows to be one: "in X", "X,
Ontario", a whole name read as somebody's that is a country's ("against Peru"), a well-known name outside any other;
then places inside other names ("Lagos" in "Lagos Chamber of Commerce"); then adjectives ("Kenyan police"). A name
that no gazetteer has is a place's only if the words say so: "in X", "the village of X", "X Street".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from dateline.codebook.actors import registry
from dateline.codebook.places import Entry, Gazetteer, fold, weight, words
from dateline.model import PlaceUse, Precision, Report
from dateline.record.drafts import people_of
from dateline.record.phrases import base, case_of, children, dependents, descendants, feature, text_of
from dateline.record.phrases import chars as chars_of

LEAST = 20_000          # people, for a name the reader did not take for a place but grammar does
KNOWN = 100_000         # people, for one that nothing but the gazetteer speaks for
LONGEST = 5             # words of a name that the gazetteer is asked for
SHORT_CODE = 2          # letters: "OR", "IN" and their like are words in capitals too
LATER = frozenset({"acl", "acl:relcl", "conj", "appos", "nmod", "obl", "parataxis"})
JOINS = frozenset({"-", "–", "'s", "’s", "and", "of", "the", "&", ".", "am", "an", "da", "de", "del", "der", "des",
                   "di", "do", "dos", "du", "el", "al", "en", "es", "la", "le", "on", "sur", "upon"})
# What may stand between a name and the name of what it lies in: a comma, "in the eastern province of".
BETWEEN = re.compile(r"\s*[,(/]\s*|\s+(?:in|of)\s+(?:(?:the|a|an|its)\s+)?(?:[a-z\-]+\s+){0,3}(?:of\s+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in the text. `kind` is what the words call it ("the village of", "province")."""

    start: int
    end: int
    text: str
    root: Token
    kind: Precision | None = None
    within: str | None = None           # the name that the words put round it
    holds: str | None = None            # … and the name that they put inside it
    country: str | None = None          # the nationality that the words give it ("the Georgian town of")
    article: bool = False               # "the Pacific", as towns are not called
    use: PlaceUse = "name"
    meant: str | None = None            # the name to look up, where it is another: "French" is of France
    inner: str | None = None            # the place whose name it opens with: "Gori Town Hall"


def mentions(doc: Doc, report: Report, gazetteer: Gazetteer) -> list[Mention]:
    """Every place name of the text in order, each with what its words say of it."""
    finder = _Finder(doc, gazetteer)
    for source in (finder.read(), _dateline(finder, report), finder.meant(), finder.loose(), finder.parts(),
                   finder.adjectives()):
        for mention in source:
            finder.take(mention)
    return _beside(sorted(finder.found, key=lambda m: (m.start, -m.end)))


def _dateline(finder: _Finder, report: Report) -> Iterator[Mention]:
    """The place that the report's own line names, where the reader did not see it."""
    at = report.text.find(report.place, report.dateline[0]) if report.place and report.dateline else -1
    if at >= 0 and report.place:
        root = next((t for t in finder.doc if t.idx + len(t) > at), finder.doc[0])
        yield Mention(at, at + len(report.place), report.place, root)


class _Finder:
    """Mentions of one Doc, found step by step: what a step has taken, the next leaves alone."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self.doc, self.gazetteer, self.found = doc, gazetteer, list[Mention]()
        self.names: list[SpacySpan] = [n for n in doc.spans.get("names", ()) if n.label_ != "date"]
        self._taken: set[int] = set()           # characters at which a mention's words stand

    def take(self, mention: Mention) -> None:
        if self._taken.isdisjoint(range(mention.start, mention.end)):
            self._taken.update(range(mention.start, mention.end))
            self.found.append(mention)

    def is_free(self, start: int, end: int) -> bool:
        first, last = chars_of(self.doc, start, end)
        return self._taken.isdisjoint(range(first, last))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Words of longer names of people: "Omar" after "Ali Omar"."""
        people = [n for n in self.names if n.label_ == "person" and n.end - n.start > 1]
        return frozenset(t.text for n in people for t in n if t.text[0].isupper())

    @property
    def told(self) -> frozenset[str]:
        """The names that the report uses as places so far: one sense of a name a report."""
        return frozenset(m.text for m in self.found if m.use == "name")

    def _mention(self, start: int, end: int) -> Mention | None:
        """A mention without the possessive at its end and the article at its head, with what its words add."""
        doc = self.doc
        start, end = _trimmed(doc, start, end)
        if start >= end or _says_nothing(doc, start, end):
            return None
        root, text = _root(doc[start:end]), doc[start:end].text
        first, last = chars_of(doc, start, end)
        meant = _meant(doc, start, text)
        own = own_names(self.gazetteer, meant or text)
        kind = _kind(doc, start, end, root, own)
        article = start > 0 and doc[start - 1].lower_ == "the" and doc[start - 1].head == root
        inner = None if end - start < 2 or own else self._inner(start, end)
        text, _, outer = text.partition(", ")                           # "Washington, D.C." read as one name
        return Mention(first, last, text, root, kind, outer or None, country=_owner(root), article=article,
                       meant=meant, inner=inner)

    def _inner(self, start: int, end: int) -> str | None:
        """The longest known name that a name opens with: "Gori" of "Gori Town Hall"; a street's is a street's."""
        if self.doc[end - 1].lower_ in words().streets:
            return None
        for last in range(end - 1, start, -1):
            text = self.doc[start:last].text
            if self.doc[last - 1].text[0].isupper() and own_names(self.gazetteer, text):
                return text
        return None

    # ── the steps ──

    def read(self) -> Iterator[Mention]:
        """What the reader labels a place, and what grammar uses as one."""
        for name in self.names:
            if name.label_ == "place" or _stands_for_place(name, self):
                mention = self._mention(*self._widened(name.start, name.end))
                if mention is not None and self._is_borne_out(mention, name):
                    yield mention

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        """The longer name around a name: "Saxony" is half of "Saxony-Anhalt", "Gori" of "Gori Street"."""
        after = self.doc[end] if end < len(self.doc) else None
        if after is not None and after.lower_ in words().streets and after.text[0].isupper():
            return start, end + 1
        left = start - self._run(range(start - 1, max(0, start - 3) - 1, -1))
        right = end + self._run(range(end, min(len(self.doc), end + 3)))
        for first in range(left, start + 1):
            for last in range(right, end - 1, -1):
                if (first, last) != (start, end) and self._is_one_name(first, last):
                    return first, last
        return start, end

    def _run(self, beside: range) -> int:
        """How many of the words beside a name, from it outwards, could belong to it."""
        beyond = (self.doc[i].text for i in beside)
        return sum(1 for _ in takewhile(lambda text: text[0].isupper() or text in JOINS, beyond))

    def _is_one_name(self, first: int, last: int) -> bool:
        text = self.doc[first:last].text
        return text[0].isupper() and text[-1].isalnum() and bool(own_names(self.gazetteer, text))

    def _is_borne_out(self, mention: Mention, name: SpacySpan) -> bool:
        """Does more than the reader's label speak for a place, where the gazetteer has none of that name?"""
        text = mention.text
        if name.end - name.start == 1 and text in self.surnames:
            return any(weight(e) >= KNOWN for e in own_names(self.gazetteer, text))
        if any(self.gazetteer.find(v) for v in variants(mention.meant or text)) or mention.kind or mention.country:
            return True
        return bool(_is_where(mention.root) or _apposed(mention))

    def meant(self) -> Iterator[Mention]:
        """Whole names of bodies or people that are places' ("beat Peru", "LONDON (Wire)")."""
        told = self.told
        for name in self.names:
            if name.label_ == "place" or not self.is_free(name.start, name.end):
                continue
            mention = self._mention(*self._widened(name.start, name.end))
            if mention is not None and self._is_meant(mention, name, told):
                yield mention

    def _is_meant(self, mention: Mention, name: SpacySpan, told: frozenset[str]) -> bool:
        text, person = mention.text, name.label_ == "person"
        if person and text in self.surnames:
            return False
        if text in told or text.title() in told:
            return True
        best = max(own_names(self.gazetteer, text), key=weight, default=None)
        if best is None or (len(text) <= SHORT_CODE and best.precision != "country"):
            return False
        least = 5 * KNOWN if person and not text.isupper() else KNOWN
        return best.precision in ("country", "region", "area") or weight(best) >= least

    def loose(self) -> Iterator[Mention]:
        """Well-known names of places that stand outside any name that the reader saw."""
        inside = {i for n in self.names for i in range(n.start, n.end)}
        yield from self._called(inside)
        yield from self._known_in(range(len(self.doc)), frozenset(inside), self.told, "name")

    def _called(self, inside: set[int]) -> Iterator[Mention]:
        """Names that a noun for a place follows ("Gori district"), and what the gazetteer has with its article."""
        for token in self.doc[:-1]:
            if token.i in inside or not token.text[0].isupper():
                continue
            whole = f"{token.nbor(-1).lower_} {token.text}" if token.i else ""
            if whole.startswith("the ") and fold(whole) in self.gazetteer.known:
                yield Mention(token.idx, token.idx + len(token), token.text, token, article=True, meant=whole)
            noun = token.nbor(1)
            if noun.text.islower() and noun.lemma_ in words().kinds and _noun_kind(noun) in ("city", "region") \
                    and self.gazetteer.find(token.text) and not registry().nationality(token.text):
                mention = self._mention(token.i, token.i + 1)
                if mention is not None:
                    yield mention

    def parts(self) -> Iterator[Mention]:
        """Names of places inside other names."""
        told = self.told
        for name in self.names:
            if name.end - name.start > 1 and name.label_ != "person" and name[-1].lower_ not in words().streets:
                yield from self._known_in(range(name.start, name.end), frozenset(), told, "part")

    def _known_in(self, span: range, barred: frozenset[int], told: frozenset[str],
                  use: PlaceUse) -> Iterator[Mention]:
        at = span.start
        while at < span.stop:
            end = self._longest(at, span.stop, barred, told)
            if end is not None and self.is_free(at, end):
                mention = self._mention(*self._widened(at, end))
                if mention is not None:
                    yield replace(mention, use=use)
            at = end if end is not None else at + 1

    def _longest(self, at: int, stop: int, barred: frozenset[int], told: frozenset[str]) -> int | None:
        """Where the longest known name that begins here ends."""
        first = self.doc[at]
        if at in barred or first.pos_ not in ("PROPN", "ADJ", "NOUN", "X") or not first.text[0].isupper():
            return None
        for end in range(min(stop, at + LONGEST), at, -1):
            last = self.doc[end - 1]
            if barred.isdisjoint(range(at, end)) and (last.text[0].isupper() or end == at + 1) \
                    and self._is_known(at, end, told):
                return end
        return None

    def _is_known(self, at: int, end: int, told: frozenset[str]) -> bool:
        text = self.doc[at:end].text
        proper = all(t.pos_ == "PROPN" or t.text in JOINS for t in self.doc[at:end])
        known = own_names(self.gazetteer, text)
        sure = (end > at + 1 and fold(text) in self.gazetteer.known) or \
            any(e.precision == "city" and weight(e) >= 5 * KNOWN for e in known)
        if text.lower() in words().common or not (proper or sure):
            return False
        if text in told:
            return True
        if len(text) <= SHORT_CODE or (end == at + 1 and (text in self.surnames or _is_plain(text))):
            return False
        best = max(known, key=weight, default=None)
        return best is not None and (best.precision in ("country", "region", "area") or weight(best) >= KNOWN)

    def adjectives(self) -> Iterator[Mention]:
        """Adjectives of countries and continents: "Kenyan police", "European leaders"; no languages and peoples."""
        table = words().adjectives
        for token in self.doc:
            if not token.text[0].isupper() or token.pos_ not in ("ADJ", "PROPN", "NOUN") or _is_of_americans(token):
                continue
            two = f"{self.doc[token.i - 1].text} {token.text}" if token.i else ""
            if two.lower() in table or token.lower_ in table:
                start = token.i - (two.lower() in table)
                meant = table[two.lower() if start < token.i else token.lower_]
            else:
                found = people_of(registry(), token)
                if found is None or found.country is None:
                    continue
                start, meant = token.i - (" " in found.word), found.country
            if _describes(token):
                first, last = chars_of(self.doc, start, token.i + 1)
                yield Mention(first, last, self.doc[start:token.i + 1].text, token, use="adjective", meant=meant)


def _is_of_americans(token: Token) -> bool:
    """ "African American", "Asian Americans": a people of one country, whose first half is no place."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    before = token.nbor(-1) if token.i else token
    pairs = ((token, after), (before, token))
    return any(a.lower_ in words().adjectives and b.lower_ in ("american", "americans") for a, b in pairs)


def _describes(token: Token) -> bool:
    """Does an adjective stand by a noun, or say what something is, and is no language or people by itself?"""
    if token.pos_ == "ADJ":
        return True
    return token.dep_ in ("amod", "compound", "nmod:desc", "flat") or token.nbor(1).text == "-" if \
        token.i + 1 < len(token.doc) else False


def own_names(gazetteer: Gazetteer, text: str) -> tuple[Entry, ...]:
    """The places that bear just this name, no other spelling of it; what is short for a state counts ("Mont.")."""
    found = gazetteer.find(text)
    return tuple(e for e in found if not e.spelled or (
        e.precision != "city" and len(text) > SHORT_CODE and not e.second and ("." in text or not e.population)))


def _is_plain(text: str) -> bool:
    """A word that many names hold and none is by itself: "North", "City"."""
    table = words()
    return text.lower() in table.compass or text.lower() in table.kinds


def _is_where(root: Token) -> bool:
    """Does a phrase say where: "in X", "from X", "to X"?"""
    table, case = words(), preposition(root)
    return base(root) in ("obl", "nmod") and (case in table.stands or case in table.to or case in table.from_)


def _apposed(mention: Mention) -> bool:
    """ "X, Ontario", "(X)": what a place's name follows after a comma."""
    after = text_of(mention.root.doc)[mention.end:mention.end + 3]
    return after.startswith(", ") and after[2:3].isupper() and mention.root.dep_ != "conj"


def _stands_for_place(name: SpacySpan, finder: _Finder) -> bool:
    """Does grammar use a name as a place's, and does the gazetteer know it well?

    "in X", "flew to X", "the shelling of X", "bombed X", and "X, Ontario" where there is such an X.
    """
    root, table, gazetteer = _root(name), words(), finder.gazetteer
    known = gazetteer.find(name.text)
    if known and root.dep_ == "appos" and _noun_kind(root.head) in ("city", "region"):
        return True                                                     # "their main town, X"
    if not known or known[0].spelled or root.pos_ != "PROPN":
        return False
    if name.label_ == "person" and name.end - name.start == 1 and name.text in finder.surnames:
        return False
    relation, case, lemma = base(root), preposition(root), root.head.lemma_.lower()
    if weight(known[0]) >= LEAST and relation in ("obl", "nmod"):
        if case in table.stands or (case in table.to and lemma in table.move):
            return True
        if case == "of" and lemma in table.reached:
            return True
    if weight(known[0]) >= LEAST and root.dep_ in ("obj", "nsubj:pass") and lemma in table.reach:
        return True
    outer = [o for o in finder.names if o.label_ == "place" and o.start == name.end + 1]
    return any(is_inside(e, wide) for o in outer if name.doc[name.end].text == ","
               for wide in gazetteer.find(o.text)[:2] for e in known)


def is_inside(entry: Entry, outer: Entry) -> bool:
    """Does a place lie in a country, or in a first-order division of the same code?"""
    if outer.precision == "country":
        return entry.country == outer.country and entry.precision != "country"
    return outer.precision == "region" and bool(outer.admin1) and entry.admin1 == outer.admin1


# ── a name and the words about it ────────────────────────────────────────────────────────────────

def _root(tokens: Sequence[Token]) -> Token:
    """The word of a name that the rest hangs on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without the article and "the town of" before a name, and what hangs on its end; a point may be its own."""
    while end > start and doc[end - 1].text != "." and doc[end - 1].pos_ in ("PUNCT", "PART", "SPACE"):
        end -= 1
    while start < end and (doc[start].is_space or doc[start].lower_ == "the"):
        start += 1
    if end - start > 2 and doc[start].text in words().kinds and doc[start + 1].lower_ == "of":  # "the town of Gori"
        start += 2
    return start, end


def _meant(doc: Doc, start: int, text: str) -> str | None:
    """The name in full: "L.A."; a state's two letters behind a town ("Edmonton, Ky")."""
    short = words().short.get(text.lower())
    if short is None and len(text) == SHORT_CODE and text.isalpha() and start > 1 and doc[start - 1].text == ",":
        return text.upper()
    return short


def _says_nothing(doc: Doc, start: int, end: int) -> bool:
    """No name after all: nouns for places and directions alone ("City Hall"), a nationality, a holiday."""
    tokens, table, text = doc[start:end], words(), doc[start:end].text
    telling = (t for t in tokens if any(c.isalpha() for c in t.text))
    if all(t.lower_ in table.kinds or t.lower_ in table.compass or t.lower_ in table.parts for t in telling):
        return not any(t.text.isupper() and len(t) < 5 for t in tokens)
    if end - start == 1 and registry().country(text) is None and registry().nationality(text) is not None:
        return True
    return text.lower() in table.calendar


def _kind(doc: Doc, start: int, end: int, root: Token, own: Sequence[Entry]) -> Precision | None:
    """How exact the words say it is: by its own last or first word, or the noun it belongs to.

    `own`: places of just that name, whose words then say nothing ("Salt Lake City", "Fort Mill").
    """
    table = words()
    kinds = {} if own else {i: table.kinds.get(doc[i].lower_) for i in (end - 1, start) if end - start > 1}
    said = [kind for i, kind in kinds.items() if doc[i].lower_ not in table.around or i == end - 1]
    if any(_makes_region(doc, start, end, root, land=any(e.precision == "country" for e in own))):
        return "region"
    head = root.head
    beside = base(root) == "compound" and head.i in (end, start - 1)        # no "Gori Police Department"
    if beside or base(root) == "appos" or (base(root) == "nmod" and preposition(root) == "of"):
        kind = _noun_kind(head)                         # "the port of Poti" is in Poti, "the town of" is it
        said.append(kind if kind in ("city", "region") else None)
    said += [_noun_kind(c) for c in children(root, "nmod:desc", "compound", "appos") if not start <= c.i < end]
    return next((kind for kind in said if kind), None)


def _noun_kind(noun: Token) -> Precision | None:
    """What a noun in the singular makes of the name it goes with: "Gori district", never "Ohio townships"."""
    if noun.lemma_.lower() in words().around or "Plur" in feature(noun, "Number"):
        return None
    return words().kinds.get(noun.lemma_.lower())


def _makes_region(doc: Doc, start: int, end: int, root: Token, land: bool) -> Iterator[bool]:
    """ "the New York governor", "New York Gov.", "Clay and Polk counties"; `land`: countries have senates too."""
    after = next((doc[i] for i in (end, end + 1) if i < len(doc) and doc[i].text not in ("'s", "’s")), None)
    yield after is not None and after.lower_ in words().offices and not land
    yield root.dep_ == "conj" and _is_listed_region(doc, root.head.i)
    at = end
    while at < len(doc) and at < end + 24 and (doc[at].text in (",", "and", "or", "&") or doc[at].text[0].isupper()):
        at += 1
    yield at < len(doc) and doc[at].lower_ in words().plural and (at == end or doc[end].text in (",", "and", "or", "&"))


def _is_listed_region(doc: Doc, at: int) -> bool:
    """ "the states of Ohio and Indiana": what heads the list is called a region in the plural."""
    head = doc[at].head
    return head.lower_ in words().plural and base(doc[at]) == "nmod"


def _owner(root: Token) -> str | None:
    """The country whose adjective stands by the name or by the noun that heads it."""
    by_noun = base(root) in ("nmod", "compound", "appos") and _noun_kind(root.head) in ("city", "region")
    heads = (root, root.head) if by_noun else (root,)      # no "American consulate in Gori"
    described = (c for head in heads for c in children(head, "amod", "compound", "nmod:desc"))
    return next((code for c in described if (code := registry().nationality(c.text))), None)


def preposition(token: Token) -> str:
    """A phrase's preposition; the one right before it, where the tree hangs that on another word."""
    case = case_of(token)
    if case:
        return case.lower()
    first = min(t.i for t in descendants(token, without=LATER))
    before = token.doc[first - 1] if first else token
    return str(before.lower_) if before.pos_ == "ADP" and before.head.i > token.i else ""


def variants(name: str) -> Iterator[str]:
    """A name, then what it is without its article, direction, and noun for a kind of place."""
    yield name
    parts, kinds = name.split(), words().kinds
    while len(parts) > 1 and parts[0].lower() in (words().compass | {"the"}):
        parts = parts[1:]
    short = " ".join(parts)
    yield short
    if len(parts) > 1 and kinds.get(parts[-1].lower()) in ("city", "region"):
        yield " ".join(parts[:-1])
    if len(parts) > 2 and parts[1].lower() == "of" and kinds.get(parts[0].lower()) in ("city", "region"):
        yield " ".join(parts[2:])
    if "," in short:
        yield short.partition(",")[0]


# ── names beside each other ──────────────────────────────────────────────────────────────────────

def _beside(found: Iterable[Mention]) -> list[Mention]:
    """Each mention with the name that follows it as what it lies in: "Cali, Colombia", "a suburb of"."""
    result: list[Mention] = []
    ordered = list(found)
    for number, mention in enumerate(ordered):
        after = ordered[number + 1] if number + 1 < len(ordered) else None
        inner = result[-1].text if result and result[-1].within == mention.text else None
        outer = after.text if after and _put_inside(mention, after) else None
        result.append(replace(mention, within=outer or mention.within, holds=inner))
    return result


def _put_inside(mention: Mention, after: Mention) -> bool:
    """Do the words between two names put the first inside the second?"""
    if "name" not in (mention.use, after.use) or not mention.end <= after.start < mention.end + 60:
        return False
    between = text_of(mention.root.doc)[mention.end:after.start]
    return BETWEEN.fullmatch(between) is not None and not _listed(after)


def _listed(after: Mention) -> bool:
    """Is it a link of a chain ("Gori, Tbilisi and Poti") rather than what the name before lies in?"""
    return after.root.dep_ == "conj" or any(c.dep_ == "conj" for c in dependents(after.root))
