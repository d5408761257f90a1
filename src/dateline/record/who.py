"""Who: everyone a report names or describes, each mention laid to one actor.

The door is `cast(doc, report, registry)`. Names come first, for they say most: a full name and later its
surname, a name and its abbreviation, are one actor. Then descriptions ("two men", "the Peruvian foreign
minister"), read with the codebook's table of nouns; a definite one means the actor that it can only mean.
Pronouns come last and are resolved only where one candidate fits. Nothing here looks at the letters of a
name except to compare it with other names and with the registry, so two names can be swapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.codebook.actors import SPECIAL, Agent, Entry, Listing, Nationality, Registry, fold, wordlist
from dateline.model import Actor, ActorKind, Name, PlaceName, Report, Role, Span, digest
from dateline.record.drafts import (
    BODIES,
    Draft,
    Said,
    acts,
    alike,
    draft_of,
    gender,
    holding_of,
    initials,
    is_counted,
    is_many,
    is_title,
    phrases_of,
    title_of,
)
from dateline.record.naming import Named, named, span_of
from dateline.record.phrases import base, case_of, chars, children, noun_phrase
from dateline.record.pronouns import referent

Label = Literal["person", "organization", "place", "event", "date"]
LABELS: Mapping[str, Label] = {"person": "person", "organization": "organization", "place": "place",
                               "event": "event", "date": "date"}
SPEAKING = ("amod", "compound", "nmod:poss", "nmod:desc", "nmod", "nmod:unmarked", "acl")
STATES = frozenset({"government", "country"})


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
        self.whole = doc.text                   # once: spaCy puts it together anew each time it is asked
        self.day = report.published.start or report.published.end
        self.found = named(doc, report, registry, self.day)
        self.outer = [n for n in self.found if not n.nested]
        self.inside = {i for n in self.outer for i in range(n.start, n.end)}
        self.drafts: list[Draft] = []
        self.at: dict[int, Draft] = {}
        self.states: dict[str, Draft] = {}
        self.mentions = self._lands(opening=0)
        self.lands = self._lands(opening=3)
        self.setting = self._setting()

    # ── names ────────────────────────────────────────────────────────────────────────────────────

    def take_names(self) -> None:
        """Lay every name to an actor: longer forms first, so that shorter ones find them."""
        for name in sorted(self.outer, key=lambda n: (n.start - n.end, n.label != "person", n.start)):
            draft = self._known(name) or self._new_named(name)
            words = self.text(span_of(self.doc, name))
            if words not in draft.names:
                draft.names.append(words)
            self._mark(draft, self.doc[name.head], span_of(self.doc, name))
            for i in range(name.start, name.end):
                self.at.setdefault(i, draft)
        for name in self.outer:
            self._join_alias(name)
        for name in self.outer:
            self._take_titles(name)

    def _known(self, name: Named) -> Draft | None:
        words = fold(self.text(span_of(self.doc, name)))
        person = self._shortened(words, name)
        if person and person.label == "person":
            return person
        if name.listing:
            return self._listed(name, name.listing)
        same = [d for d in self.drafts if words in map(fold, d.names)]
        return same[0] if same else person or self._abbreviated(words, name) or self._holder(words, name)

    def _holder(self, words: str, name: Named) -> Draft | None:
        """A surname alone, where one office holder of that day and of a country in the report bears it."""
        entry = None
        if name.label == "person" and " " not in words:
            entry = self.registry.holder(words, self.day, self.lands)
        if entry is None:
            return None
        draft = draft_of(entry, self.day)
        draft.name, draft.entry = self.text(span_of(self.doc, name)), None
        return self._add(draft)

    def _listed(self, name: Named, listing: Listing) -> Draft | None:
        """The draft of what the registry knows; a capital in a state's place means its government."""
        entry = listing.entry
        token = self.doc[name.head]
        if listing.how == "capital" and not self._speaks_for_state(token):
            spot = Entry(listing.spelling, "place", entry.country)
            same = (d for d in self.drafts if d.entry == spot)
            return next(same, None) or self._add(draft_of(spot, self.day))
        if entry.kind == "country" and entry.country:
            return self._state(entry.country, entry, acts=listing.how != "name" or acts(token))
        return next((d for d in self.drafts if d.entry and (d.entry.name, d.entry.country)
                     == (entry.name, entry.country)), None)

    def _speaks_for_state(self, token: Token) -> bool:
        if token.dep_ in ("nsubj", "obl:agent", "nmod:poss", "iobj"):
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
        fits = []
        for draft in self.drafts:
            for full in draft.names:
                own = fold(full).split()
                tail, front = own[-len(parts):] == parts, own[:len(parts)] == parts
                person = draft.label == "person" and (tail or (front and not name.listing))
                if len(own) > len(parts) and (person or (draft.label == "organization" and front)):
                    fits.append(draft)
                    break
        if name.label == "place" and name.listing is None:
            fits = [d for d in fits if d.label == "person"]
        return fits[0] if len(fits) == 1 else None

    def _abbreviated(self, words: str, name: Named) -> Draft | None:
        """The body whose initials these are, or that stands right before them in brackets."""
        text = self.text(span_of(self.doc, name))
        if not text.isupper() or len(text) > 8:
            return None
        before = self.doc[name.start - 2] if name.start > 1 and self.doc[name.start - 1].text == "(" else None
        if before is not None and before.i in self.at and self.at[before.i].label != "person":
            return self.at[before.i]
        fits = [d for d in self.drafts if d.label != "person" and any(words in initials(n) for n in d.names)]
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
                 if n.nested and n.listing and name.start <= n.start and n.end <= name.end]
        people = next((p for t in self.doc[name.start:name.end] if (p := self.people(t))), None)
        draft.country = inner[0].country if inner else people.country if people else None
        draft.noun = self.doc[name.head].lemma_.lower()
        agent = self.registry.agent(draft.noun)
        if agent and (draft.country or agent.many in ("party", "media", "government")):
            draft.kind, draft.sector, draft.sectors = agent.many, agent.sector, agent.sectors
        draft.sector = draft.sector or next((e.sector for e in inner if e.sector), None)

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

        "I" in a quotation often comes before its speaker, so pronouns get a second look at the end.
        """
        for token in self.doc:
            if token.i in self.at or token.is_space or token.is_punct or is_title(token):
                continue
            if token.pos_ in ("PRON", "DET") and self._take_pronoun(token):
                continue
            draft = self._described(token)
            if draft:
                self._mark(draft, token, chars(self.doc, *noun_phrase(token)))
        for token in self.doc:
            if token.pos_ == "PRON" and token.i not in self.at:
                self._take_pronoun(token)
            elif token.dep_ in ("amod", "compound") and token.i not in self.at:
                self._take_modifier(token)

    def _take_modifier(self, token: Token) -> None:
        """Whose deed it is, by a word before a noun that is nobody: "Israeli raids", "a rebel attack"."""
        people, agent = self.people(token), self.registry.agent(token.lower_)
        draft = None
        if token.head.i in self.at:                             # "the rebel commander": whose commander
            if agent and token.lower_ in wordlist("doers"):
                draft = self._met(self._new_described(token, agent), agent, token)
        elif people and people.entry.kind == "country" and people.country:
            draft = self._state(people.country, people.entry, acts=True)
        elif people:
            draft = next((d for d in self.drafts if d.entry == people.entry), None)
            draft = draft or self._add(draft_of(people.entry, self.day))
        elif agent and token.lower_ in wordlist("doers"):
            draft = self._same_or_new(token, self._new_described(token, agent), agent)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))

    def _described(self, token: Token) -> Draft | None:
        if token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and children(token, "det")):
            if token.lemma_ in ("country", "nation") and children(token, "det") and not is_many(token):
                return self._this_country(token)
            agent = self._agent(token)
            if agent:
                return self._by_agent(token, agent)
            people = self.people(token)
            if people and (people.noun or children(token, "det")) and base(token) != "compound":
                return self._by_people(token, people)
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
        entry = self.registry.countries.get(draft.country or "")
        if entry and draft.country and agent.noun in wordlist("rules") and not self._set_apart(token):
            return self._state(draft.country, entry, acts=True)
        return self._same_or_new(token, draft, agent)

    def _set_apart(self, token: Token) -> bool:
        """Is it another government than the one in office: a former, a local, an interim one?"""
        return bool(self._modifiers(token) & wordlist("otherwise"))

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
        if inner or not (is_counted(token) or token.lower_ in wordlist("anyone")):
            return inner
        if children(token, "nmod"):                             # a number of something that is no actor
            return None
        words = self.text(chars(self.doc, *noun_phrase(token)))
        return self._add(Draft(words, "population", noun=word, many=True))

    def _by_people(self, token: Token, people: Nationality) -> Draft:
        many = people.many or token.morph.get("Number") == ["Plur"] or not people.noun
        draft = Draft(self.text(chars(self.doc, *noun_phrase(token))), "population" if many else "person",
                      people.country, None, people.entry.sectors, noun=fold(people.word), many=many)
        return self._same_or_new(token, draft, None)

    def _thing(self, token: Token, kind: ActorKind) -> Draft:
        noun = self._noun(token, self.registry.things)
        return Draft(title_of(token), kind, self._said(token).country, noun=noun, many=is_many(token))

    def _new_described(self, token: Token, agent: Agent) -> Draft:
        many, said = is_many(token), self._said(token)
        draft = Draft(title_of(token), agent.many if many else agent.one, agent.country or said.country,
                      agent.sector, agent.sectors, noun=agent.noun, many=many, gender=gender(token))
        if said.owner and said.owner.country in ("UNO", "EUR", "IGO", "NGO"):
            armed = draft.sector if draft.sector in ("MIL", "COP") else None
            draft.country, draft.sector, draft.sectors = said.owner.country, armed or said.owner.sector, ()
        elif draft.sector is None:
            draft.sector, draft.sectors = said.sector, said.sectors
        elif said.sector in ("OPP", "PRE") and said.sector != draft.sector:
            draft.sectors = (*draft.sectors, said.sector)
        if holding_of(token) == "former" and draft.sector == "GOV":
            draft.sector = "ELI"
        if draft.country is None and self._is_local(token, agent):
            draft.country = self.setting
        return draft

    def _is_local(self, token: Token, agent: Agent) -> bool:
        """May it be taken to be of the report's own country? Not a name, where only the dateline backs it."""
        has_name = any(c.i in self.inside for c in (token.head, *children(token, "appos", "flat", "nsubj")))
        backed = self._dateline_country() == self.setting or self.mentions.get(self.setting or "", 0) >= 3
        if has_name and not backed:
            return False
        return agent.local and not self._modifiers(token) & wordlist("abroad")

    def _same_or_new(self, token: Token, draft: Draft, agent: Agent | None) -> Draft:
        """An actor met before that this phrase means, or the new one it brings."""
        known = self._meant(token, draft, agent)
        return known if known else self._add(draft)

    def _meant(self, token: Token, draft: Draft, agent: Agent | None) -> Draft | None:
        marked = {c.lower_ for c in children(token, "det", "nummod", "nmod:poss")}
        definite = bool(marked & {"the", "this", "that", "these", "those"})
        counted = bool(children(token, "nummod")) and not definite
        if counted or marked & {"a", "an", "another", "one", "no", "other"}:
            return None
        before = [d for d in self.drafts if d.heads and d.first < token.i]
        if definite and agent:
            for rule in (_by_office, _by_group, _by_word):
                known = rule(draft, before)
                if known:
                    return known
        same = [d for d in before if not d.is_named and alike(d, draft) and (definite or d.kind != "person")]
        return same[-1] if same else None

    def _describe(self, draft: Draft, token: Token) -> None:
        """Add to an actor what a description says of it: office, country, sector."""
        agent = self._agent(token)
        if agent is None:
            return
        about = self._new_described(token, agent)
        owner = self._said(token).owner
        draft.country = draft.country or about.country
        draft.gender = draft.gender or about.gender
        if draft.kind == "unknown" or (draft.label == "organization" and draft.kind == "organization"):
            draft.kind = about.kind
        if draft.entry and draft.country in SPECIAL:
            pass                                                # who acts for such a body has no other sector
        elif draft.sector in (None, "ELI"):
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
        if token.dep_ == "nmod:desc":                                           # "President Roa of Peru"
            around += children(token.head, "nmod")
        for child in around:
            if child.dep_ == "nmod" and case_of(child) not in ("of", "in", "from", "at", "for", "with", ""):
                continue
            people, draft, agent = self.people(child), self.at.get(child.i), self._agent(child)
            if people:
                said.add(people.country, None, people.entry.sectors)
            elif draft and draft.kind == "person":
                said.add(draft.country if child.dep_ == "nmod:poss" else None)
            elif draft and draft.kind in BODIES - {"government"}:
                said.add(draft.country, draft.sector, draft.sectors, draft)
            elif draft:
                owns = draft.kind in STATES and case_of(child) in ("", "of")
                said.add(draft.country, owner=draft if owns else None)
            elif agent and child.dep_ != "acl" and case_of(child) in ("of", "for", "from", ""):
                said.add(None, agent.sector, agent.sectors)
        return said

    def people(self, token: Token) -> Nationality | None:
        """The nationality that ends at this token: "Korean" after "South" is South Korean."""
        if not token.text[0].isupper():
            return None
        if token.i and self.doc[token.i - 1].text[0].isupper():
            two = self.registry.people(self.text(chars(self.doc, token.i - 1, token.i + 1)))
            if two:
                return two
        return self.registry.people(token.text)

    def _agent(self, token: Token) -> Agent | None:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.i in self.inside:
            return None
        return self.registry.agent(self._noun(token, self.registry.agents))

    def _noun(self, token: Token, table: Mapping[str, object]) -> str:
        """The longest phrase ending (or, "chief of staff", beginning) with this noun that a table has."""
        found = next((p for p in phrases_of(token) if p in table), None)
        return found or token.lemma_.lower()

    def _modifiers(self, token: Token) -> set[str]:
        return {c.lower_ for c in children(token, "amod", "compound", "advmod")}

    def text(self, span: Span) -> str:
        return " ".join(self.whole[span[0]:span[1]].split())

    def _setting(self) -> str | None:
        """The country the report is about: named or meant far more often than any other, or its dateline's.

        Unnamed local people and bodies ("police", "residents") are taken to be of that country, as a
        reader takes them; a report between two countries has no setting.
        """
        line = self._dateline_country()
        counts = {code: count + (line == code) for code, count in self.lands.items()}
        ranked = sorted(counts, key=lambda c: (-counts[c], c))
        if not ranked or (len(ranked) > 1 and self.mentions.get(ranked[0], 0) + (ranked[0] == line) < 2):
            return None
        second = counts[ranked[1]] if len(ranked) > 1 else 0
        ahead = counts[ranked[0]] > second if ranked[0] == line else counts[ranked[0]] >= 2 * second
        return ranked[0] if ahead else None

    def _lands(self, opening: int) -> dict[str, int]:
        """How often each country is named or meant; in that many opening sentences it counts double."""
        ends = [s.end for s in self.doc.sents][:opening]
        early = ends[-1] if ends else 0
        counts: dict[str, int] = {}
        named_ = [(n.head, n.listing.entry.country) for n in self.found if n.listing]
        words = [(t.i, p.country) for t in self.doc if t.i not in self.inside and (p := self.people(t))]
        for at, code in (*named_, *words):
            if code and code in self.registry.countries:
                counts[code] = counts.get(code, 0) + (2 if at < early else 1)
        return counts

    def _dateline_country(self) -> str | None:
        for part in reversed((self.report.place or "").split(",")):
            found = self.registry.find(part.strip()) or self.registry.find(part.strip().title())
            if found and found.entry.country in self.registry.countries:
                return found.entry.country
        return None

    def _take_pronoun(self, token: Token) -> bool:
        """Lay a pronoun to an actor, where only one candidate fits."""
        draft = referent(token, self.at)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))
        return draft is not None

    # ── bookkeeping ──────────────────────────────────────────────────────────────────────────────

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def _mark(self, draft: Draft, token: Token, span: Span) -> None:
        self.at[token.i] = draft
        draft.heads[token.i] = span
        if token.pos_ == "PRON" and token.lower_ in ("he", "him", "she", "her", "his"):
            draft.gender = draft.gender or ("female" if token.lower_ in ("she", "her") else "male")

    def _merge(self, into: Draft, other: Draft) -> None:
        into.names += [n for n in other.names if n not in into.names]
        into.roles += other.roles
        into.heads |= other.heads
        into.country, into.sector = into.country or other.country, into.sector or other.sector
        for i, draft in self.at.items():
            if draft is other:
                self.at[i] = into
        self.drafts.remove(other)

    def _met(self, draft: Draft, agent: Agent, token: Token) -> Draft | None:
        """The group or body met before that a word before a noun means; no new one is made of it."""
        draft.kind = agent.many
        before = [d for d in self.drafts if d.heads and d.first < token.i]
        same = [d for d in before if not d.is_named and d.kind != "person" and alike(d, draft)]
        return _by_group(draft, before) or (same[-1] if same else None)

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




# ── what a definite description can mean ─────────────────────────────────────────────────────────

def _by_office(draft: Draft, before: list[Draft]) -> Draft | None:
    """"the president": the one person named with that title."""
    noun = fold(draft.noun).split()
    fits = []
    for person in before:
        known = person.entry.roles if person.entry and person.entry.country == draft.country else ()
        titles = [r.title for r in (*person.roles, *known) if r.holding != "former"]
        lands = (None, draft.country)
        if person.kind == "person" and person.is_named and person.country in lands and any(
                fold(t).split()[-len(noun):] == noun for t in titles):
            fits.append(person)
    return fits[0] if len(fits) == 1 and not draft.many else None


def _by_group(draft: Draft, before: list[Draft]) -> Draft | None:
    """"the rebels": the one armed group named so far."""
    one = draft.noun in ("fighter", "group", "movement") and not draft.many
    if draft.kind != "armed_group" and not one:
        return None
    fits = [d for d in before if d.is_named and d.kind == "armed_group"
            and d.country in (draft.country, "IMG") and draft.sector in (d.sector, None, "UAF")]
    return fits[0] if len(fits) == 1 else None


def _by_word(draft: Draft, before: list[Draft]) -> Draft | None:
    """"the union": the one body named so far whose name ends in that word."""
    if draft.many or draft.kind == "person":
        return None
    fits = [d for d in before if d.label == "organization"
            and any(fold(n).split()[-1:] == [draft.noun] for n in d.names)]
    return fits[0] if len(fits) == 1 else None
