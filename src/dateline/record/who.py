"""Who: everyone a report names or describes, each mention laid to one actor.

The door is `cast(doc, report, registry)`. Names come first, for they say most: a full name and later its
surname, a name and its abbreviation, are one actor. Then descriptions ("two men", "the Peruvian foreign
minister"), read with the codebook's table of nouns; a definite one means the actor that it can only mean.
Pronouns come last and are resolved only where one candidate fits. Nothing here looks at the letters of a
name except to compare it with other names and with the registry, so two names can be swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.codebook.actors import SPECIAL, Agent, Entry, Listing, Nationality, Registry, fold, wordlist
from dateline.model import Actor, ActorKind, Name, PlaceName, Report, Role, Span, digest
from dateline.record.bounds import bounded, is_doubtful, is_meant
from dateline.record.drafts import (
    BODIES,
    Draft,
    Said,
    acts,
    alike,
    by_group,
    by_kind,
    by_office,
    by_word,
    draft_of,
    gender,
    holding_of,
    initials,
    is_counted,
    is_many,
    is_title,
    nearest,
    people_of,
    phrases_of,
    said_besides,
    title_of,
)
from dateline.record.naming import Named, in_dateline, named, span_of
from dateline.record.phrases import base, case_of, chars, children, modified, noun_phrase, text_of
from dateline.record.pronouns import referent
from dateline.record.scene import scene
from dateline.record.slots import sharing, surface_subject

Label = Literal["person", "organization", "place", "event", "date"]
LABELS: Mapping[str, Label] = {"person": "person", "organization": "organization", "place": "place",
                               "event": "event", "date": "date"}
SPEAKING = ("amod", "compound", "nmod:poss", "nmod:desc", "nmod", "nmod:unmarked", "acl")
STATES = frozenset({"government", "country"})
FORCES = ("MIL", "COP", "REB", "UAF", "SPY", "GOV", "JUD")
SURE = 4        # times as often as any other a country is named whose ministers need not be said to be its own
NEARBY = 60     # words over which "the government" goes on meaning the one named before
MISREAD = ("AUX", "PRON")           # what a name in capitals may be taken for: "IS", "US"


STRANGERS = re.compile(r"[A-Z][a-z]+(?:ian|ese|ish)")     # a people that no table has: "Ruritanian police"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone in one report. Ask it by the token that heads a noun phrase."""

    actors: tuple[Actor, ...]
    names: tuple[Name, ...]
    _by_token: Mapping[int, str]
    _by_id: Mapping[str, Actor]
    _spans: Mapping[int, Span]

    def of(self, token: Token) -> str | None:
        """The id of the actor that the phrase headed by this token means; None if it means none."""
        return self._by_token.get(token.i)

    def mention(self, token: Token) -> Span:
        """The characters of the mention that this token heads."""
        return self._spans.get(token.i) or chars(token.doc, *noun_phrase(token))

    def get(self, actor: str) -> Actor:
        return self._by_id[actor]

    def kept(self, used: Iterable[str]) -> tuple[Actor, ...]:
        """The actors that bear a name, and those whose ids are used; the rest only stand in the text."""
        wanted = {*used, *(name.actor for name in self.names)}
        return tuple(a for a in self.actors if a.id in wanted)


def cast(doc: Doc, report: Report, registry: Registry) -> Cast:
    """All actors of a report: names, descriptions, pronouns; see the module's words for how."""
    making = _Casting(doc, report, registry)
    making.take_names()
    making.sweep()
    return making.finish()


def located(people: Cast, places: Iterable[PlaceName]) -> Cast:
    """The same cast, its place actors with the country that the gazetteer gives their words."""
    lands = {(p.start, p.end): p.country for p in places if p.country}

    def settled(actor: Actor) -> Actor:
        found = next((lands[m] for m in actor.mentions if m in lands), None)
        return replace(actor, country=found) if actor.kind == "place" and actor.country is None else actor

    actors = tuple(map(settled, people.actors))
    return replace(people, actors=actors, _by_id=MappingProxyType({a.id: a for a in actors}))


class _Casting:
    """The sweep over one report; everything it holds is thrown away when the Cast is made."""

    def __init__(self, doc: Doc, report: Report, registry: Registry) -> None:
        self.doc, self.report, self.registry = doc, report, registry
        self.whole = text_of(doc)
        self.day = report.published.start or report.published.end
        self.found = self._names_found()
        self.outer = [n for n in self.found if not n.nested]
        self.inside = {i for n in self.outer for i in range(n.start, n.end)}
        self.drafts: list[Draft] = []
        self.known: list[Draft] = []                    # those with a name
        self.by_name: dict[str, list[Draft]] = {}       # by a whole name, and by its first and last word
        self.by_short: dict[str, list[Draft]] = {}      # by the abbreviations a body's name may have
        self.by_noun: dict[str, list[Draft]] = {}       # descriptions, by their noun
        self.by_entry: dict[tuple[str, str | None, str], Draft] = {}
        self.at: dict[int, Draft] = {}
        self.states: dict[str, Draft] = {}
        self.governments: list[tuple[int, str, str]] = []      # where one was named as such, by which noun, whose
        self.scene = scene(doc, report, registry, self.found)
        self.setting = self.scene.setting
        lands = sorted(self.scene.lands.values())
        self._is_sure = self.scene.backed and (len(lands) < 2 or lands[-1] >= SURE * lands[-2])

    # ── names ────────────────────────────────────────────────────────────────────────────────────

    def _names_found(self) -> tuple[Named, ...]:
        """The names with their bounds; those that other lands bear too are theirs only if they are named besides."""
        found = bounded(self.doc, named(self.doc, self.report, self.registry, self.day), self.registry)
        doubtful = set(filter(is_doubtful, found))
        if not doubtful:
            return found
        sure = [n for n in found if n not in doubtful]
        lands = scene(self.doc, self.report, self.registry, sure).lands
        return tuple(n if n not in doubtful or is_meant(n, lands) else replace(n, listing=None) for n in found)

    def take_names(self) -> None:
        """Lay every name to an actor: longer forms first, so that shorter ones find them."""
        for name in sorted(self.outer, key=lambda n: (n.start - n.end, n.label != "person", n.start)):
            draft = self._known(name) or self._new_named(name)
            self._learn(draft, self.text(span_of(self.doc, name)))
            self._mark(draft, self.doc[name.head], span_of(self.doc, name))
            for i in range(name.start, name.end):
                self.at.setdefault(i, draft)
        for name in self.outer:
            self._join_alias(name)
        self.known = [d for d in self.drafts if d.is_named]
        for name in self.outer:
            self._take_titles(name)

    def _known(self, name: Named) -> Draft | None:
        words = fold(self.text(span_of(self.doc, name)))
        person = self._shortened(words, name)
        if person and person.label == "person":
            return person
        if name.listing:
            return self._listed(name, name.listing)
        same = [d for d in self.by_name.get(words, ()) if words in map(fold, d.names)]
        same = same or self._half(words, name)
        return same[0] if same else person or self._abbreviated(words, name) or self._holder(words, name)

    def _half(self, words: str, name: Named) -> list[Draft]:
        """"The North" where one of two halves has been named whole: "North Korea"."""
        other = next((o.split()[1] for o in wordlist("opposite") if o.split()[0] == words), None)
        if other is None or name.start == 0 or self.doc[name.start - 1].lower_ != "the":
            return []
        whole = {x.entry.country: x.entry for n in self.found if (x := n.listing) and x.entry.kind == "country"}
        fits = [e for e in whole.values() if fold(e.name).split()[0] in (words, other)
                and all(self.registry.find(f"{half} {e.name.split()[-1]}".title()) for half in (words, other))]
        lands = {e.name.split()[-1] for e in fits}
        found = self.registry.find(f"{words} {lands.pop()}".title()) if len(lands) == 1 else None
        code = found.entry.country if found else None
        return [self._state(code, found.entry, acts=True)] if found and code else []

    def _learn(self, draft: Draft, name: str) -> None:
        """Note a name of an actor, under the words by which others may look for it."""
        if name in draft.names:
            return
        draft.names.append(name)
        words = fold(name)
        for key in {words, words.partition(" ")[0], words.rpartition(" ")[2]}:
            self.by_name.setdefault(key, []).append(draft)
        if draft.label != "person":
            for short in initials(name):
                self.by_short.setdefault(short, []).append(draft)

    def _holder(self, words: str, name: Named) -> Draft | None:
        """A surname alone, where one office holder of that day and of a country in the report bears it."""
        entry = None
        token = self.doc[name.head]
        ruler = name.label == "person" or (token.pos_ == "PROPN" and self._speaks_for_state(token))
        if ruler and " " not in words:
            before = self.doc[name.start - 1] if name.start else None
            titled = before is not None and before.text.istitle() and self._agent(before) is not None
            entry = self.registry.holder(words, self.day, self.scene.lands, titled)
        if entry is None:
            return None
        draft = draft_of(entry, self.day)
        draft.name, draft.entry = self.text(span_of(self.doc, name)), None
        return self._add(draft)

    def _listed(self, name: Named, listing: Listing) -> Draft | None:
        """The draft of what the registry knows; a capital in a state's place means its government."""
        entry = listing.entry
        token = self.doc[name.head]
        spot = listing.how == "capital" and not self._speaks_for_state(token)
        if spot or (listing.how == "seat" and self._is_where(token)):
            there = Entry(listing.spelling, "place", entry.country)
            return self._of_entry(there) or self._add(draft_of(there, self.day))
        if entry.kind == "country" and entry.country:
            return self._state(entry.country, entry, acts=listing.how != "name" or acts(token))
        return self._of_entry(entry)

    def _of_entry(self, entry: Entry) -> Draft | None:
        return self.by_entry.get((entry.name, entry.country, entry.kind))

    def _is_where(self, token: Token) -> bool:
        """Does a seat's name say where: "in the Kremlin", "the Miraflores district"?"""
        over = token.head if base(token) == "compound" else token
        thing = over != token and self.registry.thing(over.lemma_.lower()) == "place"
        return bool(thing) or case_of(over) in ("in", "at", "near", "outside", "inside", "into", "around")

    def _speaks_for_state(self, token: Token) -> bool:
        backing = token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and token.head.pos_ == "VERB"
        if token.dep_ in ("nsubj", "obl:agent", "nmod:poss", "iobj") or backing:        # "Moscow-backed rebels"
            return True
        if token.dep_ == "obj":
            return token.head.lemma_ in wordlist("dealing")
        if token.dep_ == "conj" and token.head != token:
            return self._speaks_for_state(token.head)
        return base(token) in ("obl", "nmod") and case_of(token) in ("with", "against", "between", "by")

    def _state(self, code: str, entry: Entry, acts: bool) -> Draft:
        draft = self.states.get(code)
        if draft is None:
            draft = self.states[code] = self._add(draft_of(entry, self.day))
        draft.acts = draft.acts or acts
        return draft

    def _shortened(self, words: str, name: Named) -> Draft | None:
        """The one actor whose fuller name ends or begins with these words: "Roa" after "Ana Roa"."""
        parts = words.split()
        fits: list[Draft] = []
        near = (*self.by_name.get(parts[0], ()), *self.by_name.get(parts[-1], ())) if parts else ()
        for draft in dict.fromkeys(near):
            for full in draft.names:
                own = fold(full).split()
                tail, front = own[-len(parts):] == parts, own[:len(parts)] == parts
                person = draft.label == "person" and (tail or (front and not name.listing))
                body = draft.label == "organization" and (front or (tail and self._is_prefix(full, len(parts))))
                if len(own) > len(parts) and (person or body):
                    fits.append(draft)
                    break
        if name.label == "place" and name.listing is None:
            fits = [d for d in fits if d.label == "person"]
        return fits[0] if len(fits) == 1 else None

    def _is_prefix(self, full: str, size: int) -> bool:
        """Is all before the last words of a body's name a state or body: "UN" of "UN Board of Inquiry"?"""
        front = " ".join(full.split()[:-size])
        return size > 1 and bool(self.registry.lookup(front) or self.registry.people(front))

    def _abbreviated(self, words: str, name: Named) -> Draft | None:
        """The body whose initials these are, or that stands right before them in brackets."""
        text = self.text(span_of(self.doc, name))
        if not text.isupper() or len(text) > 8:
            return None
        before = self.doc[name.start - 2] if name.start > 1 and self.doc[name.start - 1].text == "(" else None
        if before is not None and before.i in self.at and self.at[before.i].label != "person":
            return self.at[before.i]
        fits = list(dict.fromkeys(self.by_short.get(words, ())))
        return fits[0] if len(fits) == 1 else None

    def _new_named(self, name: Named) -> Draft:
        words = self.text(span_of(self.doc, name))
        if name.listing:
            return self._add(draft_of(name.listing.entry, self.day))
        kind: dict[str, ActorKind] = {"person": "person", "organization": "organization", "place": "place"}
        draft = self._add(Draft(words, kind.get(name.label, "unknown"), label=name.label))
        if name.label in ("organization", ""):
            self._read_body(draft, name)
        return draft

    def _read_body(self, draft: Draft, name: Named) -> None:
        """What the words of a body's name say: the country inside it, and the noun that ends it."""
        inner = [n.listing.entry for n in self.found
                 if n.nested and n.listing and name.start <= n.start and n.end <= name.end
                 and not self._is_opposed(self.doc[n.start])]
        own = (t for t in self.doc[name.start:name.end] if not self._is_opposed(t))
        people = next((p for t in own if (p := people_of(self.registry, t))), None)
        lands = [e.country for e in inner if e.country in self.registry.countries]
        lands += [people.country] if people else []
        draft.country = next((c for c in (*lands, *(e.country for e in inner)) if c), None)
        draft.noun = self.doc[name.head].lemma_.lower()
        agent = self._body_noun(name)
        if draft.country in SPECIAL - {"MNC"}:
            draft.kind = "international"
            draft.sector = agent.sector if agent and agent.sector in FORCES and agent.sector != "GOV" else None
        elif agent and (draft.country or agent.many in ("party", "media", "government")):
            draft.kind, draft.sector, draft.sectors = agent.many, agent.sector, agent.sectors
        if draft.kind == "party" and draft.country is None and self.scene.backed:
            draft.country = self.setting                            # parties are a country's own
        aid = draft.country in self.registry.countries and any(e.country == "NGO" for e in inner)
        draft.sector = draft.sector or next((e.sector for e in inner if e.sector), "SOC" if aid else None)

    def _body_noun(self, name: Named) -> Agent | None:
        """What kind of body a name says it is, by the longest noun that it ends with: "Kenya Security Forces"."""
        head = self.doc[name.head]
        nouns = (p for p in phrases_of(head) if len(p.split()) <= head.i - name.start + 1)
        plain = head.lower_.removesuffix("s")
        front = self.doc[name.start:head.i].text_with_ws.lower().split()[-1:]
        longest = " ".join((*front, plain))
        return next((a for p in (longest, *nouns) if (a := self.registry.agent(p))), None)

    def _join_alias(self, name: Named) -> None:
        """"Rodrigo Roa, better known as Tito": the second name is the first one's."""
        token = self.doc[name.head]
        if token.dep_ != "obl" or case_of(token) != "as" or token.head.lemma_ not in ("know", "nickname"):
            return
        noun = token.head.head
        heads = [noun, *children(noun, "appos", "flat"), *([noun.head] if noun.dep_ == "appos" else [])]
        full = next((self.at[h.i] for h in heads if h.i in self.at), None)
        alias = self.at[token.i]
        if full and full is not alias:
            self._merge(full, alias)
        elif full is None and self._agent(noun):
            self._describe(alias, noun)
            self._mark(alias, noun, chars(self.doc, *noun_phrase(noun)))

    def _take_titles(self, name: Named) -> None:
        """Offices and trades said before a name: "the Peruvian foreign minister Ana Roa"."""
        token = self.doc[name.head]
        draft = self.at[token.i]
        before = [self.doc[name.start - 1]] if name.start and token.dep_ != "flat" else []
        for title in dict.fromkeys((*children(token, "nmod:desc", "compound", "amod"), *before)):
            if title.i < name.start and self._agent(title) and title.sent == token.sent:
                self._describe(draft, title)

    # ── descriptions ─────────────────────────────────────────────────────────────────────────────

    def sweep(self) -> None:
        """Lay every noun and pronoun that can mean an actor to one, left to right.

        "I" in a quotation often comes before its speaker, so it gets a second look at the end.
        """
        for token in self.doc:
            if token.i in self.at or token.is_space or token.is_punct or is_title(token):
                continue
            if in_dateline(self.report, token):
                continue
            if token.pos_ in ("PRON", "DET") and self._take_pronoun(token):
                continue
            draft = self._described(token)
            if draft:
                self._mark(draft, token, chars(self.doc, *noun_phrase(token)))
        for token in self.doc:
            if token.morph.get("Person") == ["1"] and token.i not in self.at:
                self._take_pronoun(token)
            elif token.dep_ in ("amod", "compound", "conj") and token.i not in self.at and (over := modified(token)):
                self._take_modifier(token, over)

    def _take_modifier(self, token: Token, over: Token) -> None:
        """Whose deed it is, by a word before a noun that is nobody: "Israeli raids", "a rebel attack"."""
        people, agent = people_of(self.registry, token), self.registry.agent(token.lower_)
        if not people and not agent:
            return
        draft = None
        if over.i in self.at and over.lemma_.lower() not in wordlist("held") and token not in sharing(over):
            # "the rebel commander": whose commander
            if agent and token.lower_ in wordlist("doers"):
                draft = self._met(self._new_described(token, agent), agent, token)
        elif people and people.entry.kind == "country" and people.country:
            draft = self._state(people.country, people.entry, acts=True)
        elif people:
            draft = self._of_entry(people.entry) or self._add(draft_of(people.entry, self.day))
        elif agent and token.lower_ in wordlist("doers") and not self._is_sort(token, over):
            new = self._new_described(token, agent)
            draft = self._met(new, agent, token) or self._add(new)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))

    def _is_sort(self, token: Token, over: Token) -> bool:
        """Does it only tell what sort of thing it is: "a military base", but not "rebel positions"?"""
        return token.pos_ == "ADJ" and over.lemma_.lower() in wordlist("held")

    def _described(self, token: Token) -> Draft | None:
        if token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and children(token, "det")):
            if token.lemma_ in ("country", "nation") and children(token, "det") and not is_many(token):
                return self._this_country(token)
            agent = self._agent(token)
            if agent:
                return self._by_agent(token, agent)
            people = people_of(self.registry, token)
            if people and (people.noun or children(token, "det")) and base(token) != "compound":
                return self._by_people(token, people)
            share = token.lemma_.lower() in wordlist("shares") and self._counted(token)
            if share:
                return share
            kind = self.registry.thing(self._noun(token, self.registry.things))
            if kind and token.pos_ == "NOUN" and base(token) != "compound":
                return self._same_or_new(token, self._thing(token, kind), None)
        return self._by_quantity(token)

    def _by_agent(self, token: Token, agent: Agent) -> Draft | None:
        if base(token) == "compound" and token.head.i > token.i and self._agent(token.head):
            return None                                         # "government spokesman": one phrase
        inner = self._counted(token) if agent.noun in wordlist("amounts") else None
        if inner:
            return inner
        partner = self._partner(token)
        if partner:
            self._describe(partner, token)
            return partner
        draft = self._new_described(token, agent)
        if agent.noun in wordlist("rules") and not draft.many and not self._set_apart(token):
            draft.country = self._ruled(token, draft.country)
            entry = self.registry.countries.get(draft.country or "")
            if entry and draft.country:
                return self._state(draft.country, entry, acts=True)
        if base(token) == "compound":                           # "a rebel attack"
            return self._met(draft, agent, token) or self._add(draft)
        return self._same_or_new(token, draft, agent)

    def _ruled(self, token: Token, country: str | None) -> str | None:
        """Whose government: that of its own words, else the last named so near by, else the only one named so."""
        own = self._said(token).country
        if own:
            self.governments.append((token.i, token.lemma_.lower(), own))
            return own
        if not any(c.lower_ in ("the", "this", "that") for c in children(token, "det")):
            return country
        near = [land for at, _, land in self.governments if token.i - at < NEARBY]
        alike = {land for _, noun, land in self.governments if noun == token.lemma_.lower()}
        return near[-1] if near else country or (alike.pop() if len(alike) == 1 else None)

    def _set_apart(self, token: Token) -> bool:
        """Is it another government than the one in office: a former, a local, one that its own state deals with?"""
        if self._modifiers(token) & wordlist("otherwise") or any(map(self._is_local_seat, token.children)):
            return True
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        doers = surface_subject(verb) if verb is not None and not self._said(token).country else []
        return any(d != token and d.pos_ == "PROPN" and self._is_setting(d) for d in doers)

    def _is_local_seat(self, token: Token) -> bool:
        """Does a government's owner lie within a state, and is not its capital: "the Tamaulipas government"?"""
        near = token.dep_ in ("compound", "nmod:poss") or (token.dep_ == "nmod" and case_of(token) == "of")
        draft = self.at.get(token.i) if near else None
        listing = self.registry.find(draft.name) if draft and draft.kind == "place" else None
        return draft is not None and draft.kind == "place" and (listing is None or listing.how == "name")

    def _is_setting(self, token: Token) -> bool:
        draft = self.at.get(token.i)
        return draft is not None and draft is self.states.get(self.setting or "")

    def _this_country(self, token: Token) -> Draft | None:
        """"the country" is the report's setting, if it has one."""
        entry = self.registry.countries.get(self.setting or "")
        definite = any(c.lower_ in ("the", "this") for c in children(token, "det"))
        if self.setting and entry and definite:
            return self._state(self.setting, entry, acts=acts(token))
        return None

    def _partner(self, token: Token) -> Draft | None:
        """The named actor that a description is set beside: "a trader, Ana Roa" or "Ana Roa, a trader"."""
        for other in (*children(token, "appos", "flat"), *([token.head] if token.dep_ == "appos" else [])):
            draft = self.at.get(other.i)
            if draft and draft.label != "place" and draft.kind not in ("place", "country"):
                return draft
        subjects = children(token, "nsubj")
        negated = any(c.lemma_ in ("not", "no", "never") for c in token.children)
        if children(token, "cop") and subjects and not negated:
            return self.at.get(subjects[0].i)
        return None

    def _counted(self, token: Token) -> Draft | None:
        """"thousands of students", "a group of rebels": the actor is the students, the rebels."""
        for child in children(token, "nmod"):
            if case_of(child) == "of" and child.i > token.i:
                draft = self.at.get(child.i) or self._described(child)
                if draft and draft.kind not in STATES | {"place"}:
                    draft.many = True
                    self._mark(draft, child, chars(self.doc, *noun_phrase(child)))
                    return draft
        return None

    def _by_quantity(self, token: Token) -> Draft | None:
        """Numbers and words of number that stand for people: "two were killed", "others fled"."""
        word = token.lemma_.lower()
        numeral = token.pos_ == "NUM" or word in wordlist("amounts")
        if not (numeral or token.lower_ in wordlist("some") or token.lower_ in wordlist("anyone")):
            return None
        inner = self._counted(token)
        whole = numeral and any(c.lower_ == "all" for c in children(token, "det", "det:predet"))    # "for all three"
        if inner or not (whole or is_counted(token) or token.lower_ in wordlist("anyone")):
            return inner
        if children(token, "nmod") or word in wordlist("shares"):   # a number of something that is no actor
            return None
        if any(c.lower_ == "no" for c in children(token, "det")):   # "no one"
            return None
        if token.dep_ == "obl:agent" and children(token, "det"):    # "shot by the dozen"
            return None
        words = self.text(chars(self.doc, *noun_phrase(token)))
        return self._add(Draft(words, "population", self.setting, noun=word, many=True))

    def _by_people(self, token: Token, people: Nationality) -> Draft:
        many = people.many or token.morph.get("Number") == ["Plur"] or not people.noun
        draft = Draft(self.text(chars(self.doc, *noun_phrase(token))), "population" if many else "person",
                      people.country, None, people.entry.sectors, noun=fold(people.word), many=many)
        return self._same_or_new(token, draft, None)

    def _thing(self, token: Token, kind: ActorKind) -> Draft:
        noun = self._noun(token, self.registry.things)
        return Draft(title_of(token), kind, self._said(token).country, noun=noun, many=is_many(token),
                     words=said_besides(self.registry, token, noun))

    def _new_described(self, token: Token, agent: Agent) -> Draft:
        many, said = is_many(token), self._said(token)
        draft = Draft(title_of(token), agent.many if many else agent.one, agent.country or said.country,
                      agent.sector, agent.sectors, noun=agent.noun, many=many, gender=gender(token),
                      words=said_besides(self.registry, token, agent.noun)
                      | {c.lower_ for c in token.children if self._is_local_seat(c)})
        if agent.country == "NGO" and said.country in self.registry.countries:     # "Kenyan aid workers"
            draft.country, draft.sector = said.country, "SOC"
        elif said.owner and said.owner.country in ("UNO", "EUR", "IGO", "NGO"):
            armed = draft.sector if draft.sector in ("MIL", "COP") else None
            draft.country, draft.sector, draft.sectors = said.owner.country, armed or said.owner.sector, ()
        elif agent.noun in wordlist("serving") and said.owner and said.owner.kind in BODIES - {"government"}:
            draft.sector, draft.sectors = said.sector, said.sectors
        elif draft.sector is None or (draft.sector == "UAF" and said.owner and said.owner.kind == "armed_group"):
            draft.sector, draft.sectors = said.sector or draft.sector, said.sectors
        elif said.sector in ("OPP", "PRE") and said.sector != draft.sector:
            draft.sectors = (*draft.sectors, said.sector)
        if holding_of(token) == "former" and draft.sector in ("GOV", "LEG", "JUD"):
            draft.sector = "ELI"
        if draft.country is None and self._is_local(token, agent):
            living = self.scene.here if draft.sector in wordlist("living") else None
            draft.country = self._land_around(token, draft) or self.setting or living
        return draft

    def _is_local(self, token: Token, agent: Agent) -> bool:
        """May it be taken to be of the report's own country? Not a name, where only the dateline backs it."""
        has_name = any(c.i in self.inside for c in (token.head, *children(token, "appos", "flat", "nsubj")))
        of_body = [c for c in children(token, "nmod", "compound") if c.dep_ == "compound" or case_of(c) == "of"]
        foreign = agent.noun in wordlist("dignitaries") and not of_body             # "president of the Lima Club"
        if has_name and not (self._is_sure if foreign else self.scene.backed):
            return False
        modifiers = self._modifiers(token)
        if "local" in modifiers:
            return agent.local
        if is_many(token) and agent.many == "government" and children(token, "nmod"):      # "the region's governments"
            return False
        if not self.scene.backed and any(map(self._is_landless, children(token, "nmod", "nmod:poss", "compound"))):
            return False
        theirs = any(c.lemma_ in ("country", "nation", "state") and is_many(c) for c in children(token, "nmod"))
        strange = any(STRANGERS.fullmatch(c.text) for c in children(token, "amod", "compound"))
        strange = strange or bool(children(token, "nmod:poss"))         # its owner's, whose country nobody knows
        joint = any(a and not a.local for a in map(self._agent, children(token, "compound", "nmod:poss")))
        seated = agent.noun in wordlist("seated") and not is_many(token)            # "the regional government"
        abroad = wordlist("abroad") - ({"regional"} if seated else set())
        return agent.local and not theirs and not strange and not joint and not modifiers & abroad

    def _land_around(self, token: Token, draft: Draft) -> str | None:
        """The one country in which the sentence plays, for those who do not leave theirs for talks or war."""
        if draft.sector not in wordlist("resident"):
            return None
        spots = (n for n in self.outer if n.listing and n.listing.entry.kind == "country"
                 and token.sent.start <= n.start < token.sent.end)
        lands = {n.listing.entry.country for n in spots
                 if n.listing and case_of(self.doc[n.head]) in ("in", "across", "inside", "throughout", "around")}
        return lands.pop() if len(lands) == 1 else None

    def _is_landless(self, token: Token) -> bool:
        """A named body of no known country: its members and friends are of none either."""
        draft = self.at.get(token.i)
        return draft is not None and draft.label == "organization" and not draft.country and not draft.entry

    def _same_or_new(self, token: Token, draft: Draft, agent: Agent | None) -> Draft:
        """An actor met before that this phrase means, or the new one it brings."""
        known = self._meant(token, draft, agent)
        return known if known else self._add(draft)

    def _meant(self, token: Token, draft: Draft, agent: Agent | None) -> Draft | None:
        marked = {c.lower_ for c in children(token, "det", "nummod", "nmod:poss", "amod")}
        definite = bool(marked & {"the", "this", "that", "these", "those"})
        counted = bool(children(token, "nummod")) and not definite
        if counted or (marked & wordlist("fresh") and not definite):
            return None
        before = self._named_before(token)
        if definite and agent:
            known = self._in_office(draft, before, agent, token) or self._as_body(draft, before, token)
            if known:
                return known
        same = [d for d in self._like(draft, token) if definite or (d.kind != "person" and not self._is_counted(d))]
        return same[-1] if same else None

    def _is_counted(self, draft: Draft) -> bool:
        """Was it brought in as so many: "ten soldiers", whom "soldiers" told of later need not be?"""
        return bool(children(self.doc[draft.first], "nummod")) if draft.many else False

    def _in_office(self, draft: Draft, before: list[Draft], agent: Agent, token: Token) -> Draft | None:
        """Who bears the title, named before or, where nobody has been, after: "The mayor ... Mayor Ana Roa"."""
        found = nearest(by_office(draft, before), token)
        if found or draft.many or not agent.office:
            return found
        lands = dict.fromkeys(d.country for d in self.known if d.kind == "person")
        wanted = [draft] if draft.country else [replace(draft, country=c, heads={}) for c in lands]
        for people in (before, self.known):
            fits = {id(p): p for w in wanted for p in by_office(w, people)}
            if fits:
                return next(iter(fits.values())) if len(fits) == 1 else None
        return None

    def _as_body(self, draft: Draft, before: list[Draft], token: Token) -> Draft | None:
        """The group or body named so, unless others had been meant by that noun before it was named."""
        proper = token.text[0].isupper() and not token.is_sent_start                # "the Coalition" is a name
        if not proper or draft.noun not in ("group", "movement"):
            group = nearest(by_group(draft, before), token)
            if group:
                return group
        ends = [d for d in before if d.label == "organization" and fold(d.name).endswith(f" {draft.noun}")]
        body = nearest(by_word(draft, before), token) or (ends[0] if len(ends) == 1 and not draft.many else None)
        alike = self.by_noun.get(draft.noun, ())
        if proper and body is not None and any(d.first < body.first for d in alike):
            return None
        return body or (None if proper or alike else nearest(by_kind(draft, before), token))

    def _named_before(self, token: Token) -> list[Draft]:
        return [d for d in self.known if d.first < token.i]

    def _like(self, draft: Draft, token: Token) -> list[Draft]:
        """Earlier descriptions by the same noun, alike in number and country, in order."""
        army = wordlist("army")
        nouns = sorted(army) if draft.noun in army else [draft.noun]
        known = [d for noun in nouns for d in self.by_noun.get(noun, ())]
        found = [d for d in known if d.first < token.i and alike(d, draft)]
        return sorted(found, key=lambda d: d.first) if len(nouns) > 1 else found

    def _describe(self, draft: Draft, token: Token) -> None:
        """Add to an actor what a description says of it: office, country, sector."""
        agent = self._agent(token)
        if agent is None:
            return
        about = self._new_described(token, agent)
        owner = self._said(token).owner
        national = draft.kind in ("person", "unknown")
        national = national or agent.many in ("government", "party") or agent.sector in FORCES
        explicit = self._said(token).country or agent.country       # a church or a firm may be at home elsewhere
        draft.country = draft.country or (about.country if national else explicit)
        draft.gender = draft.gender or about.gender
        if draft.kind == "unknown" or (draft.label == "organization" and draft.kind == "organization"):
            draft.kind = about.kind
        if draft.entry and draft.country in SPECIAL:
            pass                                                # who acts for such a body has no other sector
        elif draft.sector is None or (draft.sector == "ELI" and about.sector not in (None, "GOV")):
            draft.sector, draft.sectors = about.sector or draft.sector, about.sectors or draft.sectors
        elif about.sector == "OPP" and "OPP" not in (draft.sector, *draft.sectors):
            draft.sectors = (*draft.sectors, "OPP")
        if draft.kind == "person" and (agent.office or agent.sector is None or owner):
            role = self._role(token, owner)
            if all(fold(role.title) != fold(r.title) for r in draft.roles):
                draft.roles.append(role)

    def _role(self, token: Token, owner: Draft | None) -> Role:
        country = self._said(token).country
        organization = owner.name if owner else None
        if organization is None and country and country in self.registry.countries:
            organization = self.registry.countries[country].name
        return Role(title_of(token), organization, holding=holding_of(token))

    # ── what the words around a noun say ─────────────────────────────────────────────────────────

    def _said(self, token: Token) -> Said:
        """What a phrase's own words say: "the Peruvian army's spokesman" is Peru's, the army's, military."""
        said = Said()
        around = children(token, *SPEAKING)
        if base(token) in ("compound", "amod") and token.head.i > token.i:      # "Peruvian army trucks"
            around += tuple(c for c in children(token.head, "amod", "compound", "nmod:poss") if c.i < token.i)
        if token.i and (before := token.nbor(-1)).i in self.at and before.pos_ in MISREAD:
            around += (before,)                                                 # "IS fighters": no verb
        if token.dep_ == "nmod:desc":                                           # "President Roa of Peru"
            around += children(token.head, "nmod", "nmod:poss")                     # "Peru's President Roa"
        around = tuple(c for c in around if not self._is_opposed(c))
        for child in sorted(around, key=lambda c: abs(c.i - token.i)):          # the nearest word first
            if child.dep_ == "nmod" and case_of(child) not in ("of", "in", "from", "at", "for", "with", ""):
                continue
            people, draft, agent = people_of(self.registry, child), self.at.get(child.i), self._agent(child)
            if people:
                said.add(people.country, None, people.entry.sectors)
            elif draft and draft.kind == "person":
                own = self._agent(token)
                kin = own is not None and own.sector == "CVL"       # a UN envoy's wife is not the UN's
                rules = own is not None and own.noun in wordlist("rules")           # "the Roa government"
                theirs = child.dep_ == "nmod:poss" and (not kin or draft.country in self.registry.countries)
                land = draft.country or (self.registry.ruled_by(draft.name, self.day) if rules else None)
                said.add(land if theirs or rules or case_of(child) == "for" else None)  # "spokesman for Roa"
            elif draft and draft.kind in BODIES - {"government"}:
                said.add(draft.country, draft.sector, draft.sectors, draft)
            elif draft:
                owns = draft.kind in STATES and case_of(child) in ("", "of")
                claimed = "PRE" if draft.sector == "PRE" else None              # "Abkhazia's leader"
                said.add(draft.country, claimed, owner=draft if owns else None)
            elif agent and child.dep_ != "acl" and case_of(child) in ("of", "for", "from", ""):
                said.add(self._said(child).country if child.i > token.i else None, agent.sector, agent.sectors)
            elif child.pos_ == "PROPN" and token.lemma_.lower() in wordlist("rules"):
                said.add(self.registry.ruled_by(child.text, self.day))          # a ruler whom no name was made of
        return said

    def _is_opposed(self, token: Token) -> bool:
        """Is it whom a body stands against: "the Counter Shabaab Coalition", "an anti-Taliban alliance"?"""
        before = [t.lower_ for t in token.doc[max(0, token.i - 2):token.i]]
        return bool({"anti", "counter"} & set(before[-2:] if before[-1:] == ["-"] else before[-1:]))

    def _agent(self, token: Token) -> Agent | None:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.i in self.inside:
            return None
        agent = self.registry.agent(self._noun(token, self.registry.agents))
        return self._civil(token, agent) if agent and agent.noun in wordlist("ranks") else agent

    def _civil(self, token: Token, rank: Agent) -> Agent:
        """A word of rank where another noun says that it is none: "a history major", "the team's captain"."""
        before = [c for c in children(token, "compound", "nmod:poss") if c.pos_ == "NOUN" or token.text.islower()]
        person = self.registry.agent("person")
        owners = [self.registry.agent(c.lemma_.lower()) for c in before]
        games = token.text.islower() and token.lower_ in wordlist("games")          # "the captain said": of what?
        ranks = (not before and not games) or any(o and o.sector in FORCES for o in owners)
        return rank if ranks or person is None else replace(person, noun=rank.noun)

    def _noun(self, token: Token, table: Mapping[str, object]) -> str:
        """The longest phrase ending (or, "chief of staff", beginning) with this noun that a table has."""
        plain = token.lemma_.lower()
        if self.registry.edges.isdisjoint((plain, token.lower_.removeprefix("ex-"), plain.removeprefix("ex-"))):
            return plain                                        # it opens or ends no phrase of any table
        return next((p for p in phrases_of(token) if p in table), plain)

    def _modifiers(self, token: Token) -> set[str]:
        return {c.lower_ for c in children(token, "amod", "compound", "advmod")}

    def text(self, span: Span) -> str:
        return " ".join(self.whole[span[0]:span[1]].split())

    def _take_pronoun(self, token: Token) -> bool:
        """Lay a pronoun to an actor, where only one candidate fits."""
        draft = referent(token, self.at)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))
        return draft is not None

    # ── bookkeeping ──────────────────────────────────────────────────────────────────────────────

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        if draft.entry:
            self.by_entry.setdefault((draft.entry.name, draft.entry.country, draft.entry.kind), draft)
        elif draft.noun and not draft.names:
            self.by_noun.setdefault(draft.noun, []).append(draft)
        return draft

    def _mark(self, draft: Draft, token: Token, span: Span) -> None:
        self.at[token.i] = draft
        draft.heads[token.i], draft.first = span, min(token.i, draft.first)
        if token.pos_ == "PRON" and token.lower_ in ("he", "him", "she", "her", "his"):
            draft.gender = draft.gender or ("female" if token.lower_ in ("she", "her") else "male")

    def _merge(self, into: Draft, other: Draft) -> None:
        into.names += [n for n in other.names if n not in into.names]
        into.roles += other.roles
        into.heads |= other.heads
        into.first = min(into.first, other.first)
        into.country, into.sector = into.country or other.country, into.sector or other.sector
        for i, draft in self.at.items():
            if draft is other:
                self.at[i] = into
        self.drafts.remove(other)

    def _met(self, draft: Draft, agent: Agent, token: Token) -> Draft | None:
        """The group or body met before that a word before a noun means; no new one is made of it."""
        draft.kind = agent.many
        same = [d for d in self._like(draft, token) if d.kind != "person"]
        return nearest(by_group(draft, self._named_before(token)), token) or (same[-1] if same else None)

    def finish(self) -> Cast:
        """The Cast: drafts become actors, in order of their first mention."""
        made: dict[int, Actor] = {}
        for draft in sorted((d for d in self.drafts if d.heads), key=lambda d: d.first):
            made[id(draft)] = self._actor(draft)
        by_token = {i: made[id(d)].id for i, d in self.at.items() if id(d) in made}
        spans = {i: s for d in self.drafts for i, s in d.heads.items()}
        return Cast(tuple(made.values()), self._names(by_token), MappingProxyType(by_token),
                    MappingProxyType({a.id: a for a in made.values()}), MappingProxyType(spans))

    def _actor(self, draft: Draft) -> Actor:
        if draft.kind == "country" and draft.acts:
            draft.kind, draft.sector = "government", "GOV"
        mentions = tuple(sorted(set(draft.heads.values())))
        name = draft.entry.name if draft.entry else max(draft.names or [draft.name], key=len)
        return Actor(digest("actor", self.report.id, str(mentions[0][0]), name), name, draft.kind,
                     draft.country, draft.sector, draft.sectors, mentions, tuple(draft.roles))

    def _names(self, by_token: Mapping[int, str]) -> tuple[Name, ...]:
        """Every name read, events and dates too, with its actor."""
        found = {Name(*span_of(self.doc, n), LABELS[n.label], by_token.get(n.head))
                 for n in self.outer if n.label}
        for span in self.doc.spans.get("names", ()):
            if span.label_ in ("event", "date"):
                found.add(Name(*chars(self.doc, span.start, span.end), LABELS[span.label_]))
        return tuple(sorted(found, key=lambda n: (n.start, n.end, n.label)))
