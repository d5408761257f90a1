"""Names laid to actors: a full name and later its surname, a name and its abbreviation, what the registry knows."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.codebook.actors import SPECIAL, Agent, Entry, Listing, fold, wordlist
from dateline.model import ActorKind
from dateline.record.drafts import Draft, acts, draft_of, initials, is_called, people_of, phrases_of
from dateline.record.naming import Named, span_of
from dateline.record.phrases import base, case_of, chars, children, noun_phrase
from dateline.record.phrasing import Phrasing
from dateline.record.stage import FORCES

# sectors that the noun of a name tells only with a country: a Congress may be a party, an Army rebels
OPEN = (None, "SOC", "CVL", "LAB", "LEG", "MIL")


class Laying(Phrasing):
    """Lays every name to an actor."""

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
        self._settle_names()

    def _known(self, name: Named) -> Draft | None:
        words = fold(self.text(span_of(self.doc, name)))
        person = self._shortened(words, name)
        if person and person.label == "person":
            return person
        if name.listing:
            return self._listed(name, name.listing)
        if (seat := self._double_seat(words, name)) is not None:
            return seat
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

    def _double_seat(self, words: str, name: Named) -> Draft | None:
        """A city that stands for a union of states or for its own: whichever the report names besides, else open."""
        row = next((r.split(maxsplit=2) for r in wordlist("double_seats") if r.split()[0] == words), None)
        token = self.doc[name.head]
        found = self.registry.find(row[2]) if row and self._speaks_for_state(token) else None
        if row is None or found is None:
            return None
        union, state = found.entry, self.registry.countries[row[1]]
        named = {n.listing.entry.country for n in self.found if n.listing}
        named |= {people.country for t in self.doc if (people := people_of(self.registry, t))}
        if union.country in named and state.country not in named:
            return self._of_entry(union) or self._add(draft_of(union, self.day))
        if state.country in named and union.country not in named:
            return self._state(row[1], state, acts=True)
        own = next((d for d in self.by_name.get(words, ()) if d.candidates), None)
        return own or self._add(Draft(self.text(span_of(self.doc, name)), "unknown", label="organization",
                                      candidates=(union.name, state.name)))

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
        """A surname alone, where one office holder of that day and of a country in the report bears it.

        Where several do, the country that they share is told, and who they are; nobody is picked.
        """
        token = self.doc[name.head]
        ruler = name.label == "person" or (token.pos_ == "PROPN" and self._speaks_for_state(token))
        bearers = self._bearers(words, token, name) if ruler and " " not in words else []
        lands = {e.country for e in bearers}
        if not bearers or len(lands) > 1 or (len(bearers) > 1 and name.label != "person"):
            return None
        draft = draft_of(bearers[0], self.day)
        draft.name, draft.entry = self.text(span_of(self.doc, name)), None
        if len(bearers) > 1:
            sectors = {draft_of(e, self.day).sector for e in bearers}
            draft.sector = sectors.pop() if len(sectors) == 1 else None
            draft.candidates = tuple(e.name for e in bearers)
        else:
            draft.row = bearers[0]
        return self._add(draft)

    def _bearers(self, words: str, token: Token, name: Named) -> list[Entry]:
        """The office holders who bear a surname: of the report's day, else of the sentence's, of a country in the
        report; behind their title, of any country, and of any time before."""
        every = self.registry.surnames.get(words, ())
        days = [day for day in (self.day, self.told.get(token.sent.start)) if day]
        title = self._title_before(name)
        near = [e for e in every if e.country in self.scene.lands
                and (title or any(fold(r.title) in wordlist("heads") for r in e.roles))]
        titled = [e for e in every if title and any(is_called(r.title, title) for r in e.roles)]
        for known in (near, titled):
            held = next((now for day in days if (now := [e for e in known if e.holds(day)])), [])
            if held:
                return held
        if days:
            return [e for e in titled if e.begun(days[0])]
        return titled or (near if name.label == "person" else [])

    def _title_before(self, name: Named) -> str:
        """The office or trade in capitals before a name: "President Roa"."""
        before = self.doc[name.start - 1] if name.start else None
        if before is None or not before.text[0].isupper() or self._agent(before) is None:
            return ""
        return self._noun(before, self.registry.agents)

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
        lands = [people.country, *lands] if people and people.word == self.doc[name.start].text else [
            *lands, *([people.country] if people else [])]          # "American Israel Committee"
        draft.country = next((c for c in (*lands, *(e.country for e in inner)) if c), None) or self._owner_land(name)
        draft.noun = self.doc[name.head].lemma_.lower()
        agent = self._body_noun(name)
        if draft.country in SPECIAL - {"MNC"}:
            draft.kind = "international"
            draft.sector = agent.sector if agent and agent.sector in FORCES and agent.sector != "GOV" else None
        elif agent and (draft.country or agent.sector not in OPEN):
            draft.kind, draft.sector, draft.sectors = agent.many, agent.sector, agent.sectors
        if draft.kind == "party" and draft.country is None and self.scene.backed:
            draft.country = self.setting                            # parties are a country's own
        aid = draft.country in self.registry.countries and any(e.country == "NGO" for e in inner)
        draft.sector = draft.sector or next((e.sector for e in inner if e.sector), "SOC" if aid else None)

    def _owner_land(self, name: Named) -> str | None:
        """The state that a name's owner is: "Kenya's Supreme Court", "the Supreme Court of Kenya"."""
        head = self.doc[name.head]
        owners = [*children(head, "nmod:poss"), *(c for c in children(head, "nmod") if case_of(c) == "of")]
        heads = {c.i for c in owners if not name.start <= c.i < name.end}
        entries = (n.listing.entry for n in self.outer if n.listing and n.head in heads)
        return next((e.country for e in entries if e.kind == "country"), None)

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
