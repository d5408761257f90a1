"""What is known of one report's actors while they are being made, and what the words around a noun say.

Everything here is thrown away when the Cast is made; the rooms above (homes, phrasing, laying, describing, who)
each add one skill to the Stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Token

from dateline.codebook.actors import Agent, Entry, Registry, wordlist
from dateline.model import PlaceName, Report, Span, TimeExpression
from dateline.record.bounds import bounded, is_doubtful, is_meant
from dateline.record.drafts import BODIES, Draft, Said, draft_of, people_of, phrases_of
from dateline.record.naming import Named, in_dateline, named
from dateline.record.phrases import base, case_of, children, text_of
from dateline.record.scene import scene, united

SPEAKING = ("amod", "compound", "nmod:poss", "nmod:desc", "nmod", "nmod:unmarked", "acl")
OWNING = ("of", "in", "from", "at", "for", "with", "")
SEATED = frozenset({"government", "organization", "party", "person"})
FORCES_OF_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY"})
STATES = frozenset({"government", "country"})
FORCES = ("MIL", "COP", "REB", "UAF", "SPY", "GOV", "JUD")
SURE = 4        # times as often as any other a country is named whose ministers need not be said to be its own
MISREAD = ("AUX", "PRON")           # what a name in capitals may be taken for: "IS", "US"


class Stage:
    """The sweep over one report: its names, its drafts, and who stands at which token."""

    def __init__(self, doc: Doc, report: Report, registry: Registry, where: Sequence[PlaceName] = (),
                 when: Sequence[TimeExpression] = ()) -> None:
        self.doc, self.report, self.registry, self.where = doc, report, registry, where
        self.whole = text_of(doc)
        self.day = report.published.start or report.published.end
        self.told = self._days_told(when)               # the day of old that a sentence tells, by its first token
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
        self.spots = self._spots()
        self.scene = scene(doc, report, registry, self.found, where)
        self.setting = self.scene.setting
        lands = sorted(self.scene.lands.values())
        self._is_sure = self.scene.backed and (len(lands) < 2 or lands[-1] >= SURE * lands[-2])

    def _names_found(self) -> tuple[Named, ...]:
        """The names with their bounds; those that other lands bear too are theirs only if they are named besides."""
        found = bounded(self.doc, named(self.doc, self.report, self.registry, self.day), self.registry)
        doubtful = set(filter(is_doubtful, found))
        if not doubtful:
            return found
        sure = [n for n in found if n not in doubtful]
        lands = scene(self.doc, self.report, self.registry, sure, self.where).lands
        return tuple(n if n not in doubtful or is_meant(n, lands) else replace(n, listing=None) for n in found)

    def _days_told(self, when: Sequence[TimeExpression]) -> dict[int, str]:
        days: dict[int, str] = {}
        for one in when:
            span = self.doc.char_span(one.start, one.end, alignment_mode="expand") if one.from_ else None
            if span is not None and one.from_ and not (self.day and one.from_ > self.day):
                days.setdefault(span.root.sent.start, one.from_)
        return days

    def _spots(self) -> dict[int, str]:
        """The countries that places lie in, by the words that name them; the dateline's is none of them."""
        named = {n.head: n.listing.entry.country for n in self.outer if n.listing and n.listing.entry.kind == "country"}
        for place in self.where:
            span = self.doc.char_span(place.start, place.end, alignment_mode="expand")
            if span is not None and place.country and not in_dateline(self.report, span.root):
                named.setdefault(span.root.i, place.country)
        return {i: land for i, land in named.items() if land}

    @cached_property
    def seats(self) -> Mapping[str, int]:
        """How often the institutions of each country are named: its bodies, its office holders, its parties."""
        known = [n.listing for n in self.outer if n.listing]
        acting = (x.entry.country for x in known if x.how == "seat"
                  or (x.entry.kind in SEATED and x.entry.sector in FORCES_OF_STATE))
        counts = united(Counter(land for land in acting if land and land in self.registry.countries))
        heirs = {one: other for row in wordlist("heirs") for one, other in (row.split(), row.split()[::-1])}
        own = self.setting or ""
        return {own if heirs.get(land) == own else land: n for land, n in counts.items()}

    @cached_property
    def armies(self) -> frozenset[str]:
        """The countries whose forces the report names as theirs: "Russian tanks", "Georgia's army"."""
        forces = (t for t in self.doc if t.pos_ in ("NOUN", "PROPN") and (a := self._agent(t)) and a.sector == "MIL")
        return frozenset(land for t in forces if (land := self._said(t).country))

    def text(self, span: Span) -> str:
        return " ".join(self.whole[span[0]:span[1]].split())

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

    def _of_entry(self, entry: Entry) -> Draft | None:
        return self.by_entry.get((entry.name, entry.country, entry.kind))

    def _state(self, code: str, entry: Entry, acts: bool) -> Draft:
        draft = self.states.get(code)
        if draft is None:
            draft = self.states[code] = self._add(draft_of(entry, self.day))
        draft.acts = draft.acts or acts
        return draft

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
        own = self._agent(token)
        parts = own.noun.split() if own else []                                 # "prime" of "prime minister"
        around = tuple(c for c in around if not self._is_opposed(c) and not _is_joined(c)
                       and (c.lower_ not in parts or c.i in self.at or people_of(self.registry, c)))
        for child in sorted(around, key=lambda c: abs(c.i - token.i)):          # the nearest word first
            if child.dep_ == "nmod" and case_of(child) not in OWNING and not self._is_aide(token, child):
                continue
            people, draft, agent = people_of(self.registry, child), self.at.get(child.i), self._agent(child)
            if people:
                said.add(people.country, None, people.entry.sectors)
            elif draft and draft.kind == "person":
                kin = own is not None and own.sector == "CVL"       # a UN envoy's wife is not the UN's
                rules = own is not None and own.noun in wordlist("rules")           # "the Roa government"
                theirs = child.dep_ == "nmod:poss" and (not kin or draft.country in self.registry.countries)
                land = draft.country or (self.registry.ruled_by(draft.name, self.day) if rules else None)
                serves = own is not None and own.sector is None and own.local and theirs   # "Roa's spokesman"
                said.add(land if theirs or rules or case_of(child) in ("for", "to") else None,
                         draft.sector if serves else None)
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

    def _is_aide(self, token: Token, child: Token) -> bool:
        """ "An aide to Roa"; but an envoy to Peru is not Peru's."""
        draft = self.at.get(child.i)
        return case_of(child) == "to" and draft is not None and draft.kind == "person"

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


def _is_joined(token: Token) -> bool:
    """Is it the first half of a hyphened participle, which says who else: "Rwandan-backed rebels"?"""
    return token.i + 2 < len(token.doc) and token.nbor(1).text in ("-", "–") and token.nbor(2).pos_ in ("VERB", "ADJ")
