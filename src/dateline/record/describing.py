"""Descriptions laid to actors: "two men", "the minister", "Israeli raids"; pronouns as they come."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dateline.codebook.actors import Agent, Nationality, fold, wordlist
from dateline.record.drafts import (
    BODIES,
    Draft,
    alike,
    by_group,
    by_kind,
    by_office,
    by_word,
    draft_of,
    is_counted,
    is_many,
    is_title,
    nearest,
    people_of,
)
from dateline.record.laying import Laying
from dateline.record.naming import in_dateline
from dateline.record.phrases import base, case_of, chars, children, dependents, feature, modified, noun_phrase
from dateline.record.pronouns import referent
from dateline.record.slots import sharing, surface_subject
from dateline.record.stage import STATES


class Describing(Laying):
    """Lays every noun and pronoun that can mean an actor to one."""

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
            if feature(token, "Person") == ["1"] and token.i not in self.at:
                self._take_pronoun(token)
            elif token.dep_ in ("amod", "compound", "conj") and token.i not in self.at and (over := modified(token)):
                self._take_modifier(token, over)
            elif token.pos_ == "VERB" and token.lemma_ in wordlist("commanding"):
                self._take_command(token)

    def _take_command(self, verb: Token) -> None:
        """Who leads a body is of its country and sector: "Ana Roa, who heads the miners' union"."""
        bodies = [d for t in children(verb, "obj") if (d := self.at.get(t.i)) and d.kind in BODIES and d.sector]
        negated = any(c.lemma_ in ("not", "never") for c in children(verb, "advmod"))
        for subject in surface_subject(verb) if len(bodies) == 1 and not negated else ():
            draft = self.at.get(subject.i)
            if draft and draft.kind == "person" and draft.sector is None and not draft.many:
                draft.sector, draft.sectors = bodies[0].sector, bodies[0].sectors
                draft.country = draft.country or bodies[0].country

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
        if partner and not (partner.entry and partner.kind in BODIES and agent.one == "person"):    # no body is a man
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

    def _partner(self, token: Token) -> Draft | None:
        """The named actor that a description is set beside: "a trader, Ana Roa" or "Ana Roa, a trader"."""
        for other in (*children(token, "appos", "flat"), *([token.head] if token.dep_ == "appos" else [])):
            draft = self.at.get(other.i)
            if draft and draft.label != "place" and draft.kind not in ("place", "country"):
                return draft
        subjects = children(token, "nsubj")
        negated = any(c.lemma_ in ("not", "no", "never") for c in dependents(token))
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
        many = people.many or feature(token, "Number") == ["Plur"] or not people.noun
        draft = Draft(self.text(chars(self.doc, *noun_phrase(token))), "population" if many else "person",
                      people.country, None, people.entry.sectors, noun=fold(people.word), many=many)
        return self._same_or_new(token, draft, None)

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
        found = nearest(by_office(draft, before, self.day), token)
        if found or draft.many or not agent.office:
            return found
        lands = dict.fromkeys(d.country for d in self.known if d.kind == "person")
        wanted = [draft] if draft.country else [replace(draft, country=c, heads={}) for c in lands]
        for people in (before, self.known):
            fits = {id(p): p for w in wanted for p in by_office(w, people, self.day)}
            if fits:
                return next(iter(fits.values())) if len(fits) == 1 else None
        return None

    def _as_body(self, draft: Draft, before: list[Draft], token: Token) -> Draft | None:
        """The group or body named so, unless others had been meant by that noun before it was named."""
        proper = token.text[0].isupper() and not token.is_sent_start                # "the Coalition" is a name
        if proper and draft.noun in wordlist("joint"):
            return None                                         # whose, where several are told of?
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

    def _take_pronoun(self, token: Token) -> bool:
        """Lay a pronoun to an actor, where only one candidate fits."""
        draft = referent(token, self.at)
        if draft:
            self._mark(draft, token, (token.idx, token.idx + len(token)))
        return draft is not None

    def _met(self, draft: Draft, agent: Agent, token: Token) -> Draft | None:
        """The group or body met before that a word before a noun means; no new one is made of it."""
        draft.kind = agent.many
        same = [d for d in self._like(draft, token) if d.kind != "person"]
        return nearest(by_group(draft, self._named_before(token)), token) or (same[-1] if same else None)
