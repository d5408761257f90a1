"""Actors in the making, and what the words of one noun phrase say of whom it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.codebook.actors import SPECIAL, Entry, Nationality, Registry, fold, wordlist
from dateline.model import ActorKind, Holding, Role, Span
from dateline.record.naming import label_of
from dateline.record.phrases import base, case_of, children, feature, noun_phrase, remembered, text_of
from dateline.record.slots import surface_subject

BODIES = frozenset({
    "organization", "armed_group", "party", "company", "media", "international", "government",
})
IDLE = frozenset({"own", "same", "other", "very", "whole", "entire", "said"})
NOWHERE = 1 << 60
BACK = 4            # sentences over which one of several is still meant
# Nouns that alone mean a body named before, by the kinds of bodies that they can mean.
ANY_BODY: frozenset[ActorKind] = frozenset({"organization", "armed_group", "international"})
BODY_NOUNS: Mapping[str, frozenset[ActorKind]] = {
    "group": ANY_BODY, "organization": ANY_BODY, "organisation": ANY_BODY, "body": ANY_BODY,
    "movement": frozenset({"organization", "armed_group", "party"}), "party": frozenset({"party"}),
    "company": frozenset({"company"}), "firm": frozenset({"company"}),
    "agency": frozenset({"organization", "international"}),
}
COUNTED = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making; `heads` are the tokens that head its mentions."""

    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    entry: Entry | None = None
    label: str = ""
    noun: str = ""
    many: bool = False
    gender: str = ""
    names: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    heads: dict[int, Span] = field(default_factory=dict)
    words: frozenset[str] = frozenset()     # what else a description says, its country aside
    acts: bool = False
    first: int = NOWHERE                # the token of its first mention
    row: Entry | None = None            # whom the table knows by a surname: it lends its codes, not its name
    candidates: tuple[str, ...] = ()    # … where it knows several
    abroad: bool = False                # deals with the report's country as another's
    guessed: bool = False               # of that country because nothing else is said

    @property
    def is_named(self) -> bool:
        return bool(self.names)

    @property
    def table(self) -> Entry | None:
        """What the table of actors says of it."""
        return self.entry or self.row


@dataclass(slots=True)
class Said:
    """What the words around a noun say of its actor; the first word to say a thing is heard."""

    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    owner: Draft | None = None

    def add(self, country: str | None, sector: str | None = None, sectors: tuple[str, ...] = (),
            owner: Draft | None = None) -> None:
        self.country = self.country or country
        self.sector, self.sectors = self.sector or sector, self.sectors or sectors
        self.owner = self.owner or owner


@remembered
def phrases_of(token: Token) -> tuple[str, ...]:
    """A noun with the words before or after it, longest first, then alone: "deputy prime minister" first.

    The noun stands as its lemma and as written, for a lemma can be wrong where a word is rare.
    """
    doc, text = token.doc, text_of(token.doc)
    forms = tuple(dict.fromkeys(w.removeprefix("ex-") for w in (token.lemma_.lower(), token.lower_)))
    found: list[str] = []
    for size in (3, 2, 1):
        first = token.i - size
        if first >= 0 and not any(doc[k].is_punct and doc[k].text != "-" for k in range(first, token.i)):
            front = text[doc[first].idx:token.idx].lower()
            found += [f"{front}{form}" for form in forms]
    for size in (3, 2, 1):
        last = token.i + size
        if last < len(doc):
            back = text[doc[token.i + 1].idx:doc[last].idx + len(doc[last])].lower()
            found += [f"{form}{token.whitespace_}{back}" for form in forms]
    return (*found, *forms)


def people_of(registry: Registry, token: Token) -> Nationality | None:
    """The nationality that ends at this token: "Korean" after "South" is South Korean."""
    if not token.text[0].isupper():
        return None
    if token.i and token.nbor(-1).text[0].isupper():
        two = registry.people(f"{token.nbor(-1).text} {token.text}")
        if two:
            return two
    return registry.people(token.text)


def said_besides(registry: Registry, token: Token, noun: str) -> frozenset[str]:
    """The telling words of a phrase besides its noun and its country: "riot" of "the Kenyan riot squad"."""
    start, end = noun_phrase(token)
    telling = (t for t in token.doc[start:end] if t != token and t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"))
    words = {t.lemma_.lower() for t in telling
             if not people_of(registry, t) and not registry.find(t.text) and t.lower_ not in IDLE}
    return frozenset(words - set(noun.split()))


def holding_of(token: Token) -> Holding:
    """How an office is held, by the words before its noun: former, acting, about to be, or simply held."""
    doc = token.doc
    words = {c.lower_ for c in children(token, "amod", "compound", "advmod")}
    words.add(token.lower_.partition("-")[0])
    before = doc[token.i - 1] if token.i else token
    if before.dep_ in ("amod", "advmod") and token.dep_ == "nmod:desc":     # hung on the name instead
        words.add(before.lower_)
    after = doc[token.i + 2].lower_ if token.i + 2 < len(doc) and doc[token.i + 1].text == "-" else ""
    if words & wordlist("former"):
        return "former"
    if words & wordlist("acting"):
        return "acting"
    if (words | {after}) & wordlist("coming") or token.lower_.endswith(("-elect", "-designate")):
        return "future"
    return "current"


def title_of(token: Token) -> str:
    """A phrase without article, possessor and words of holding: "the former Peruvian minister".

    A common noun loses the capital of a sentence's first word.
    """
    doc = token.doc
    start, end = noun_phrase(token)
    owner = children(token, "nmod:poss")
    if owner:
        start = max(start, min(token.i, max(t.i for t in owner[0].subtree) + 1))
    while start < token.i and (doc[start].dep_ in ("det", "det:predet") or doc[start].is_punct
                               or doc[start].pos_ == "PART" or doc[start].lower_ in wordlist("former")):
        start += 1
    words = " ".join(doc[start:end].text.split())
    if words.lower().startswith("ex-"):
        words = words[3:]
    return words[0].lower() + words[1:] if doc[start].pos_ == "NOUN" and words[1:].islower() else words


def draft_of(entry: Entry, day: str | None) -> Draft:
    """An actor of the registry as it is on the day of the report: out of office its sector goes."""
    sector = entry.sector
    if entry.roles and not entry.holds(day):
        sector = "ELI" if entry.begun(day) and sector == "GOV" else None
    before = entry.roles and day and not entry.begun(day) and entry.country in SPECIAL
    country = None if before else entry.country         # who will once lead an alliance is not yet its own
    return Draft(entry.name, entry.kind, country, sector, entry.sectors, entry, label_of(entry.kind))


def is_title(token: Token) -> bool:
    """A word before a name that belongs to the name's own phrase, or a modifier of another noun."""
    return token.dep_ in ("nmod:desc", "amod", "det", "nummod", "flat", "fixed", "case", "advmod")


def acts(token: Token) -> bool:
    """Does a country's name stand where somebody acts or is acted on, not where something lies?"""
    if token.dep_ == "conj":
        return acts(token.head)
    if token.dep_ == "obj":
        return token.head.lemma_ in wordlist("dealing")
    return token.dep_ in ("nsubj", "obl:agent", "iobj") or (
        base(token) in ("obl", "nmod") and case_of(token) in ("with", "against", "between", "by"))


def is_many(token: Token) -> bool:
    return "Plur" in feature(token, "Number") or any(
        c.lower_ not in ("one", "1", "a") for c in children(token, "nummod"))


def is_counted(token: Token) -> bool:
    """Does a bare number stand where people stand?"""
    if token.dep_ == "conj":
        return is_counted(token.head)
    year = token.text.startswith(("$", "19", "20")) and len(token) == 4
    return token.dep_ in COUNTED and token.head.pos_ == "VERB" and not year


def alike(a: Draft, b: Draft) -> bool:
    same_noun = a.noun == b.noun or (a.noun in wordlist("army") and b.noun in wordlist("army"))
    country = a.country == b.country or None in (a.country, b.country)
    apart = a.sector == "UAF" and b.sector not in (None, "UAF")     # "Taliban fighters" after some other fighters
    return same_noun and a.many == b.many and country and b.words <= a.words and not apart


def gender(token: Token) -> str:
    word = token.lemma_.lower()
    return "female" if word in wordlist("female") else "male" if word in wordlist("male") else ""


def initials(name: str) -> frozenset[str]:
    """The abbreviations a name may have: "Revolutionary Armed Forces of Roa" gives raf(o)r, rafr.

    >>> sorted(initials("National Union of Miners"))
    ['num', 'nuom']
    """
    words = [w for part in name.replace("-", " ").split() for w in [fold(part)] if w]
    big = [w for w in words if w not in ("of", "the", "and", "for", "in", "de", "la", "del", "on", "to")]
    return frozenset("".join(w[0] for w in some) for some in (words, big) if len(some) > 1)


# ── what a definite description can mean ─────────────────────────────────────────────────────────

def by_office(draft: Draft, before: list[Draft], day: str | None) -> list[Draft]:
    """"the president": those named with that title; "the Kenyan leader": who heads state or government."""
    noun = fold(draft.noun).split()
    head = draft.noun in wordlist("leading") and draft.country is not None
    fits: list[Draft] = []
    for person in before if not draft.many else ():
        if person.kind != "person" or not person.is_named or person.country not in (None, draft.country):
            continue
        known = person.table.roles if person.table and person.country == draft.country else ()
        held = [r for r in (*person.roles, *(r for r in known if held_on(r, day))) if r.holding != "former"]
        titles = [fold(r.title) for r in held]
        if any(ends_in(t.split(), noun) or (head and person.country and t in wordlist("heads")) for t in titles):
            fits.append(person)
    return fits


def is_called(office: str, title: str) -> bool:
    """May somebody in an office be called by a title: a secretary of state "Secretary", a prime minister "Minister"?"""
    whole, said = fold(office).split(), fold(title).split()
    return ends_in(whole, said) or whole[:len(said)] == said


def ends_in(title: list[str], noun: list[str]) -> bool:
    """Is it that office: a vice president is not "the president"?"""
    return title[-len(noun):] == noun and not {"vice", "deputy", "assistant"} & set(title[:-len(noun)])


def held_on(role: Role, day: str | None) -> bool:
    return day is None or ((role.start or "") <= day and (role.end is None or day <= role.end))


def by_group(draft: Draft, before: list[Draft]) -> list[Draft]:
    """"the rebels": the armed groups named so far."""
    one = draft.noun in ("fighter", "group", "movement") and not draft.many
    if draft.kind != "armed_group" and not one:
        return []
    return [d for d in before if d.is_named and d.kind == "armed_group"
            and d.country in (draft.country, "IMG") and draft.sector in (d.sector, None, "UAF")]


def by_word(draft: Draft, before: list[Draft]) -> list[Draft]:
    """"the union": the bodies named so far whose name ends in that word."""
    if draft.many or draft.kind == "person":
        return []
    return [d for d in before if d.label == "organization"
            and any(fold(n).split()[-1:] == [draft.noun] for n in d.names)]


def by_kind(draft: Draft, before: list[Draft]) -> list[Draft]:
    """"the organization": the bodies named so far of a kind that the noun alone can mean."""
    kinds = BODY_NOUNS.get(draft.noun, frozenset())
    if draft.many or draft.words or not kinds:
        return []
    return [d for d in before if d.label == "organization" and d.kind in kinds]


def nearest(fits: list[Draft], token: Token) -> Draft | None:
    """Of those that a description can mean, the one told of last; a subject before others of its sentence.

    Who does to it what its own verb says is never meant; of several all told of long before, none is.
    """
    apart = {t.i for t in surface_subject(token.head)} - {token.i} if token.dep_ in ("obj", "iobj", "obl") else set()
    told = [(d, [h for h in d.heads if h < token.i]) for d in fits if apart.isdisjoint(d.heads)]
    if len(told) == 1:
        return told[0][0]
    ranked = sorted(((_closeness(token.doc[h], token), d.first, d) for d, heads in told for h in heads),
                    key=lambda r: r[:2])
    return ranked[-1][2] if ranked and ranked[-1][0][0] >= -BACK else None


def _closeness(mention: Token, token: Token) -> tuple[int, bool, int]:
    """How near a mention is: sentences back, then as a subject, then words."""
    back = sum(bool(token.doc[i].is_sent_start) for i in range(mention.i + 1, token.i + 1))
    return -back, mention.dep_ in ("nsubj", "nsubj:pass"), mention.i
