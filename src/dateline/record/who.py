"""Who: everyone a report names or describes, each mention laid to one actor.

The door is `cast(doc, report, registry)`. Names come first, for they say most: a full name and later its
surname, a name and its abbreviation, are one actor. Then descriptions ("two men", "the Peruvian foreign
minister"), read with the codebook's table of nouns; a definite one means the actor that it can only mean.
Pronouns come last and are resolved only where one candidate fits. Nothing here looks at the letters of a
name except to compare it with other names and with the registry, so two names can be swapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from spacy.tokens import Doc, Token

from dateline.codebook.actors import SPECIAL, Agent, Entry, Listing, Nationality, Registry, fold
from dateline.model import Actor, ActorKind, Holding, Name, Report, Role, Span, digest
from dateline.record.naming import Named, label_of, named, span_of
from dateline.record.phrases import antecedent, base, case_of, chars, children, conjuncts, noun_phrase

BODIES = frozenset({"organization", "armed_group", "party", "company", "media", "international", "government"})
STATES = frozenset({"government", "country"})
QUANTITIES = frozenset("thousand hundred dozen score million number majority most some one two three four five six "
                       "handful couple pair all both several many other few half group crowd band dozens none any "
                       "another each third quarter tens scores".split())
PLURAL_WORDS = frozenset({"others", "those", "some", "many", "several", "most", "all", "both", "few", "none"})
ANYONE = frozenset({"everyone", "everybody", "anyone", "someone", "somebody", "anybody"})
COUNTED = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})
RULES = frozenset({"government", "administration", "regime"})
OTHERWISE = frozenset({"former", "previous", "interim", "transitional", "local", "regional", "provincial", "new",
                       "military", "city", "state", "next", "future", "coalition", "caretaker", "puppet", "municipal"})
ONE_ARMY = frozenset({"army", "military", "armed force"})
LAND = frozenset({"in", "at", "near", "across", "inside", "outside", "throughout", "within", "around", "through"})
DEALING = frozenset({"accuse", "urge", "warn", "tell", "ask", "blame", "condemn", "criticise", "criticize", "press",
                     "pressure", "defy", "thank", "assure", "inform", "persuade", "back", "support", "invite", "sue",
                     "pressurise", "threaten", "sanction", "denounce", "praise", "convince", "anger", "recognise",
                     "recognize", "help", "rebuke", "implore", "beg", "notify", "isolate", "embarrass"})
SAYING = frozenset({"say", "tell", "add", "ask", "declare", "state", "insist", "reply", "answer", "write", "announce",
                    "warn", "claim", "argue", "vow", "promise", "note", "explain", "admit", "shout", "recall"})
FEMALE = frozenset("woman girl mother wife sister daughter queen princess widow grandmother aunt niece actress "
                   "spokeswoman chairwoman congresswoman businesswoman policewoman nun mrs ms first_lady".split())
MALE = frozenset("man boy father husband brother son king prince widower grandfather uncle nephew spokesman chairman "
                 "congressman businessman policeman priest monk mr".split())
FORMER = frozenset({"former", "ex", "late", "previous", "past", "ousted", "deposed", "onetime", "one-time", "then"})
ACTING = frozenset({"acting", "interim", "caretaker"})
COMING = frozenset({"elect", "designate", "incoming", "future", "next"})


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
    acts: bool = False

    @property
    def is_named(self) -> bool:
        return bool(self.names)

    @property
    def first(self) -> int:
        return min(self.heads, default=0)


def cast(doc: Doc, report: Report, registry: Registry) -> Cast:
    """All actors of a report: names, descriptions, pronouns; see the module's words for how."""
    making = _Casting(doc, report, registry)
    making.take_names()
    making.sweep()
    return making.finish()


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
        self.lands = self._lands()
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
        draft = _draft(entry, self.day)
        draft.name, draft.entry = self.text(span_of(self.doc, name)), None
        return self._add(draft)

    def _listed(self, name: Named, listing: Listing) -> Draft | None:
        """The draft of what the registry knows; a capital in a state's place means its government."""
        entry = listing.entry
        token = self.doc[name.head]
        if listing.how == "capital" and not self._speaks_for_state(token):
            spot = Entry(listing.spelling, "place", entry.country)
            return next((d for d in self.drafts if d.entry == spot), None) or self._add(_draft(spot, self.day))
        if entry.kind == "country" and entry.country:
            return self._state(entry.country, entry, acts=listing.how != "name" or _acts(token))
        return next((d for d in self.drafts if d.entry and (d.entry.name, d.entry.country)
                     == (entry.name, entry.country)), None)

    def _speaks_for_state(self, token: Token) -> bool:
        if token.dep_ in ("nsubj", "obl:agent", "nmod:poss", "iobj"):
            return True
        if token.dep_ == "obj":
            return token.head.lemma_ in DEALING
        if token.dep_ == "conj" and token.head != token:
            return self._speaks_for_state(token.head)
        return base(token) in ("obl", "nmod") and case_of(token) in ("with", "against", "between", "by")

    def _state(self, code: str, entry: Entry, acts: bool) -> Draft:
        draft = self.states.get(code)
        if draft is None:
            draft = self.states[code] = self._add(_draft(entry, self.day))
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
            return self._add(_draft(name.listing.entry, self.day))
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
            if token.i in self.at or token.is_space or token.is_punct or _is_title(token):
                continue
            if token.pos_ in ("PRON", "DET") and self._take_pronoun(token):
                continue
            draft = self._described(token)
            if draft:
                self._mark(draft, token, chars(self.doc, *noun_phrase(token)))
        for token in self.doc:
            if token.pos_ == "PRON" and token.i not in self.at:
                self._take_pronoun(token)

    def _described(self, token: Token) -> Draft | None:
        if token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and children(token, "det")):
            if token.lemma_ in ("country", "nation") and children(token, "det") and not _is_many(token):
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
        inner = self._counted(token) if agent.noun in QUANTITIES else None
        if inner:
            return inner
        partner = self._partner(token)
        if partner:
            self._describe(partner, token)
            return partner
        draft = self._new_described(token, agent)
        if agent.noun in RULES and draft.country and not self._modifiers(token) & OTHERWISE:
            entry = self.registry.countries.get(draft.country)
            if entry:
                return self._state(draft.country, entry, acts=True)
        return self._same_or_new(token, draft, agent)

    def _this_country(self, token: Token) -> Draft | None:
        """"the country" is the report's setting, if it has one."""
        entry = self.registry.countries.get(self.setting or "")
        definite = any(c.lower_ in ("the", "this") for c in children(token, "det"))
        return self._state(self.setting, entry, acts=_acts(token)) if self.setting and entry and definite else None

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
        numeral = token.pos_ == "NUM" or word in QUANTITIES
        if not (numeral or token.lower_ in PLURAL_WORDS or token.lower_ in ANYONE):
            return None
        inner = self._counted(token)
        if inner or not (_is_counted(token) or token.lower_ in ANYONE):
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
        country, _, _, _ = self._codes(token)
        return Draft(title_of(token), kind, country, noun=self._noun(token, self.registry.things),
                     many=_is_many(token))

    def _new_described(self, token: Token, agent: Agent) -> Draft:
        country, sector, sectors, owner = self._codes(token)
        many = _is_many(token)
        draft = Draft(title_of(token), agent.many if many else agent.one, agent.country or country,
                      agent.sector, agent.sectors, noun=agent.noun, many=many, gender=_gender(token))
        if owner and owner.country in ("UNO", "EUR", "IGO", "NGO"):
            draft.country, draft.sector, draft.sectors = owner.country, owner.sector, ()
        elif draft.sector is None:
            draft.sector, draft.sectors = sector, sectors
        elif sector in ("OPP", "PRE") and sector != draft.sector:
            draft.sectors = (*draft.sectors, sector)
        if self._modifiers(token) & FORMER and draft.sector == "GOV":
            draft.sector = "ELI"
        if draft.country is None and agent.local and not self._modifiers(token) & {"foreign", "western", "Western"}:
            draft.country = self.setting
        return draft

    def _same_or_new(self, token: Token, draft: Draft, agent: Agent | None) -> Draft:
        """An actor met before that this phrase means, or the new one it brings."""
        known = self._meant(token, draft, agent)
        return known if known else self._add(draft)

    def _meant(self, token: Token, draft: Draft, agent: Agent | None) -> Draft | None:
        marked = {c.lower_ for c in children(token, "det", "nummod", "nmod:poss")}
        if marked & {"a", "an", "another", "one", "no", "other"} or (children(token, "nummod") and "the" not in marked):
            return None
        definite = bool(marked & {"the", "this", "that", "these", "those"})
        before = [d for d in self.drafts if d.heads and d.first < token.i]
        if definite and agent:
            known = self._by_office(draft, before) or self._by_group(draft, before) or self._by_word(draft, before)
            if known:
                return known
        same = [d for d in before if not d.is_named and _alike(d, draft) and (definite or d.kind != "person")]
        return same[-1] if same else None

    def _by_office(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """"the president": the one person named with that title."""
        if draft.many:
            return None
        fits = [d for d in before if d.kind == "person" and d.is_named and d.country in (None, draft.country)
                and any(r.holding != "former" and fold(r.title).split()[-len(draft.noun.split()):] == draft.noun.split()
                        for r in d.roles)]
        return fits[0] if len(fits) == 1 else None

    def _by_group(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """"the rebels": the one armed group named so far."""
        if draft.kind != "armed_group" and not (draft.noun in ("fighter", "group", "movement") and not draft.many):
            return None
        fits = [d for d in before if d.is_named and d.kind == "armed_group" and d.country in (draft.country, "IMG")
                and draft.sector in (d.sector, None, "UAF")]
        return fits[0] if len(fits) == 1 else None

    def _by_word(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """"the union": the one body named so far whose name ends in that word."""
        if draft.many or draft.kind == "person":
            return None
        fits = [d for d in before if d.label == "organization"
                and any(fold(n).split()[-1:] == [draft.noun] for n in d.names)]
        return fits[0] if len(fits) == 1 else None

    def _describe(self, draft: Draft, token: Token) -> None:
        """Add to an actor what a description says of it: office, country, sector."""
        agent = self._agent(token)
        if agent is None:
            return
        about = self._new_described(token, agent)
        owner = self._codes(token)[3]
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
        country = self._codes(token)[0]
        organization = owner.name if owner else None
        if organization is None and country and country in self.registry.countries:
            organization = self.registry.countries[country].name
        return Role(title_of(token), organization, holding=holding_of(token))

    # ── what the words around a noun say ─────────────────────────────────────────────────────────

    def _codes(self, token: Token) -> tuple[str | None, str | None, tuple[str, ...], Draft | None]:
        """Country, sector and owner that a phrase's own words give: "the Peruvian army's spokesman"."""
        country, sector, sectors, owner = None, None, (), None
        for child in children(token, "amod", "compound", "nmod:poss", "nmod:desc", "nmod", "nmod:unmarked", "acl"):
            if child.dep_ == "nmod" and case_of(child) not in ("of", "in", "from", "at", "for", "with", ""):
                continue
            people, draft = self.people(child), self.at.get(child.i)
            if people:
                country = country or people.country
                sectors = sectors or people.entry.sectors
            elif draft and draft.kind != "person":
                country = country or draft.country
                if draft.kind in BODIES and draft.kind != "government":
                    owner, sector, sectors = owner or draft, sector or draft.sector, sectors or draft.sectors
                elif draft.kind in STATES:
                    owner = owner or (draft if child.dep_ != "nmod" or case_of(child) == "of" else None)
            elif draft and child.dep_ == "nmod:poss":
                country = country or draft.country
            else:
                agent = self._agent(child)
                if agent and child.dep_ != "acl" and case_of(child) in ("of", "for", "from", ""):
                    sector, sectors = sector or agent.sector, sectors or agent.sectors
        return country, sector, sectors, owner

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
        if not ranked or counts[ranked[0]] < 2:
            return None
        second = counts[ranked[1]] if len(ranked) > 1 else 0
        ahead = counts[ranked[0]] > second if ranked[0] == line else counts[ranked[0]] >= 2 * second
        return ranked[0] if ahead else None

    def _lands(self) -> dict[str, int]:
        """How often each country is named or meant; the opening sentences count double."""
        opening = [s.end for s in self.doc.sents][:3]
        early = opening[-1] if opening else 0
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

    # ── pronouns ─────────────────────────────────────────────────────────────────────────────────

    def _take_pronoun(self, token: Token) -> bool:
        """Lay a pronoun to an actor, where only one candidate fits."""
        draft = self._referent(token)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))
        return draft is not None

    def _referent(self, token: Token) -> Draft | None:
        noun = antecedent(token)
        if noun is not None and noun.i in self.at:
            return self.at[noun.i]
        if token.lower_ in ("who", "whom", "which", "whose") and token.i > 1 and self.doc[token.i - 1].text == ",":
            return self.at.get(token.i - 2)
        if token.dep_ == "expl" or "Prs" not in token.morph.get("PronType"):
            return None
        if token.morph.get("Person") == ["1"]:
            return self._speaker(token) if token.morph.get("Number") == ["Sing"] else None
        if token.morph.get("Person") != ["3"]:
            return None
        return self._subject_before(token)

    def _speaker(self, token: Token) -> Draft | None:
        """"I" inside quoted words: whoever the verb of saying around them has as its subject."""
        for verb in token.ancestors:
            for cue in (verb, *children(verb, "parataxis")):
                if cue.lemma_ in SAYING:
                    who = children(cue, "nsubj")
                    draft = self.at.get(who[0].i) if who and who[0] != token else None
                    if draft and draft.kind in ("person", "unknown"):
                        return draft
        return None

    def _subject_before(self, token: Token) -> Draft | None:
        """The subject of a clause around the pronoun, else that of the sentence before, if it fits."""
        for verb in token.ancestors:
            for noun in children(verb, "nsubj", "nsubj:pass"):
                if noun.i < token.i and noun != token:
                    draft = self._fitting(noun, token)
                    if draft:
                        return draft
        earlier = self._sentence_before(token)
        subjects = [t for t in earlier if t.dep_ in ("nsubj", "nsubj:pass") and self._fitting(t, token)]
        fits = list({id(d): d for t in subjects if (d := self._fitting(t, token))}.values())
        main = [t for t in subjects if t.head.dep_ in ("root", "conj")]
        if len(fits) == 1:
            return fits[0]
        return self._fitting(main[0], token) if len(main) == 1 else None

    def _sentence_before(self, token: Token) -> list[Token]:
        start = token.sent.start
        if start == 0:
            return []
        return [t for t in self.doc[start - 1].sent if not t.is_space]

    def _fitting(self, noun: Token, pronoun: Token) -> Draft | None:
        draft = self.at.get(noun.i)
        if draft is None or draft.kind == "place":
            return None
        many = len(conjuncts(noun)) > 1
        word = pronoun.lower_
        if word in ("he", "him", "his", "himself", "she", "her", "hers", "herself"):
            gender = "female" if word.startswith(("she", "her")) else "male"
            person = draft.kind == "person" or (draft.kind == "unknown" and draft.is_named)
            return draft if person and not many and not draft.many and draft.gender in ("", gender) else None
        if word in ("it", "its", "itself"):
            return draft if draft.kind in BODIES | {"country"} and not many and not draft.many else None
        if word in ("they", "them", "their", "themselves", "theirs"):
            group = draft.many or draft.kind in ("population", "armed_group", "organization")
            return draft if group and not many else None
        return None

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
        return Actor(digest("actor", self.report.id, str(mentions[0][0]), name), name, draft.kind, draft.country,
                     draft.sector, draft.sectors, mentions, tuple(draft.roles))

    def _names(self, by_token: Mapping[int, str]) -> tuple[Name, ...]:
        """Every name read, events and dates too, with its actor."""
        rows = {(*span_of(self.doc, n), n.label or "organization", by_token.get(n.head))
                for n in self.outer if n.label}
        for span in self.doc.spans.get("names", ()):
            if span.label_ in ("event", "date"):
                rows.add((*chars(self.doc, span.start, span.end), span.label_, None))
        return tuple(Name(s, e, label, actor) for s, e, label, actor in sorted(rows, key=lambda r: (r[0], r[1], r[2])))


def phrases_of(token: Token) -> Iterator[str]:
    """A noun with the words before or after it, longest first, then alone: "deputy prime minister", "minister".

    The noun stands as its lemma and as written, for a lemma can be wrong where a word is rare.
    """
    doc = token.doc
    forms = dict.fromkeys(w.removeprefix("ex-") for w in (token.lemma_.lower(), token.lower_))
    for size in (3, 2, 1):
        first = token.i - size
        if first >= 0 and not any(doc[k].is_punct and doc[k].text != "-" for k in range(first, token.i)):
            front = doc[first:token.i].text_with_ws.lower()
            yield from (f"{front}{form}" for form in forms)
    for size in (3, 2, 1):
        last = token.i + size
        if last < len(doc):
            back = doc[token.i + 1:last + 1].text.lower()
            yield from (f"{form}{token.whitespace_}{back}" for form in forms)
    yield from forms


def holding_of(token: Token) -> Holding:
    """How an office is held, by the words before its noun: former, acting, about to be, or simply held."""
    doc = token.doc
    words = {c.lower_ for c in children(token, "amod", "compound", "advmod")} | {token.lower_.partition("-")[0]}
    after = doc[token.i + 2].lower_ if token.i + 2 < len(doc) and doc[token.i + 1].text == "-" else ""
    if words & FORMER:
        return "former"
    if words & ACTING:
        return "acting"
    if words & COMING or after in COMING or token.lower_.endswith(("-elect", "-designate")):
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
                               or doc[start].lower_ in FORMER):
        start += 1
    words = " ".join(doc[start:end].text.split())
    if words.lower().startswith("ex-"):
        words = words[3:]
    return words[0].lower() + words[1:] if doc[start].pos_ == "NOUN" and words[1:].islower() else words


def _draft(entry: Entry, day: str | None) -> Draft:
    """An actor of the registry as it is on the day of the report: before and after an office its sector goes."""
    sector = entry.sector
    if entry.roles and not entry.holds(day):
        sector = "ELI" if entry.begun(day) and sector == "GOV" else None
    return Draft(entry.name, entry.kind, entry.country, sector, entry.sectors, entry, label_of(entry.kind))


def _is_title(token: Token) -> bool:
    """A word before a name that belongs to the name's own phrase, or a modifier of another noun."""
    return token.dep_ in ("nmod:desc", "amod", "det", "nummod", "flat", "fixed", "case", "advmod")


def _acts(token: Token) -> bool:
    """Does a country's name stand where somebody acts or is acted on, not where something lies?"""
    if token.dep_ == "conj":
        return _acts(token.head)
    if token.dep_ == "obj":
        return token.head.lemma_ in DEALING
    return token.dep_ in ("nsubj", "obl:agent", "iobj") or (
        base(token) in ("obl", "nmod") and case_of(token) in ("with", "against", "between", "by"))


def _is_many(token: Token) -> bool:
    return "Plur" in token.morph.get("Number") or any(
        c.lower_ not in ("one", "1", "a") for c in children(token, "nummod"))


def _is_counted(token: Token) -> bool:
    """Does a bare number stand where people stand?"""
    if token.dep_ == "conj":
        return _is_counted(token.head)
    return token.dep_ in COUNTED and token.head.pos_ == "VERB" and not token.text.startswith(("$", "19", "20"))


def _alike(a: Draft, b: Draft) -> bool:
    same_noun = a.noun == b.noun or (a.noun in ONE_ARMY and b.noun in ONE_ARMY)
    return same_noun and a.many == b.many and (a.country == b.country or b.country is None or a.country is None)


def _gender(token: Token) -> str:
    word = token.lemma_.lower()
    return "female" if word in FEMALE else "male" if word in MALE else ""


def initials(name: str) -> frozenset[str]:
    """The abbreviations a name may have: "Revolutionary Armed Forces of Roa" gives raf(o)r, rafr.

    >>> sorted(initials("National Union of Miners"))
    ['num', 'nuom']
    """
    words = [w for part in name.replace("-", " ").split() for w in [fold(part)] if w]
    big = [w for w in words if w not in ("of", "the", "and", "for", "in", "de", "la", "del", "on", "to")]
    return frozenset("".join(w[0] for w in some) for some in (words, big) if len(some) > 1)


