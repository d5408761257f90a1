"""Whose country: of people and bodies whose own words do not say it, and of "the government"."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from dateline.codebook.actors import Agent, wordlist
from dateline.record.drafts import Draft, acts, is_many, people_of
from dateline.record.phrases import case_of, children, dependents, descendants
from dateline.record.slots import surface_subject
from dateline.record.stage import Stage

ACTING = 3      # mentions of its institutions from which on another country acts in a report
OFFICIAL = ("GOV", "LEG", "PTY", "ELI")
ARMED = ("MIL", "REB", "UAF", "PRM")
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "conj"})
WHERE = ("in", "across", "inside", "throughout", "around", "at", "outside", "near")
NEARBY = 60     # words over which "the government" goes on meaning the one named before
STRANGERS = re.compile(r"[A-Z][a-z]+(?:ian|ese|ish)")     # a people that no table has: "Ruritanian police"


class Homes(Stage):
    """Knows at home where those are of whom no country is said."""

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
        if self._modifiers(token) & wordlist("otherwise") or any(map(self._is_local_seat, dependents(token))):
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
        strange = strange or any(map(self._is_backed, children(token, "amod")))
        joint = any(a and not a.local for a in map(self._agent, children(token, "compound", "nmod:poss")))
        seated = agent.noun in wordlist("seated") and not is_many(token)            # "the regional government"
        abroad = wordlist("abroad") - ({"regional"} if seated else set())
        return agent.local and not theirs and not strange and not joint and not modifiers & abroad

    def _is_backed(self, token: Token) -> bool:
        """Does a hyphened participle say who stands behind them: "Rwandan-backed"?"""
        joined = token.i > 1 and token.nbor(-1).text in ("-", "–")
        return joined and people_of(self.registry, token.nbor(-2)) is not None

    def _home(self, token: Token, draft: Draft, agent: Agent) -> str | None:
        """The land of the sentence, else the report's own; of those who live here that of the sentences before.

        Armed men may be abroad: they are of the land of the sentence only if its forces are told of.
        """
        resident, armed = draft.sector in wordlist("resident"), draft.sector in ARMED
        around = self._land_around(token.sent) if resident or armed else None
        if armed:
            land = around if around in self.armies else self.setting
            return land if self._is_own(token, agent, land) else None
        if draft.sector in OFFICIAL and agent.one == "person":
            return self._seat()
        if around or self.setting or not resident:
            return around or self.setting
        before = self._land_around(self.doc[token.sent.start - 1].sent) if token.sent.start else None
        return before or (self.scene.here if draft.sector in wordlist("living") else None)

    def _deals_with_setting(self, token: Token) -> bool:
        """Is the report's country named among those to whom he does it? A minister names not his own so."""
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        met = (c for c in children(verb, "obj", "iobj", "obl") if case_of(c) not in WHERE) if verb is not None else ()
        return any(self.spots.get(t.i) == self.setting and t.i in self.inside
                   for c in met for t in descendants(c, without=CLAUSES) if case_of(t) not in WHERE)

    def _settle_names(self) -> None:
        """People of whom no country is said, in a report that tells of one country alone, are its own for now."""
        for draft in self.known if self._is_sure else ():
            unknown = draft.kind == "person" and draft.country is None and not draft.candidates
            if unknown and not draft.abroad:
                draft.country, draft.guessed = self._seat(), True

    def _seat(self) -> str | None:
        """The land of officials and lawmakers: the report's own, unless another's institutions act in it as well."""
        seats, others = self.seats, sorted(land for land in self.seats if land != self.setting)
        other = max(others, key=lambda land: seats[land], default=None)
        if other is None or seats[other] < ACTING or 2 * seats[other] < seats.get(self.setting or "", 0):
            return self.setting
        return other if self.setting and seats[other] > ACTING * seats.get(self.setting, 0) else None

    def _land_around(self, sent: Span) -> str | None:
        """The one country in which a sentence plays, if the report names it, too: a place may be misread."""
        lands = {land for i in range(sent.start, sent.end)
                 if (land := self.spots.get(i)) and case_of(self.doc[i]) in WHERE}
        land = lands.pop() if len(lands) == 1 else None
        return land if land in self.scene.said else None

    def _is_own(self, token: Token, agent: Agent, land: str | None) -> bool:
        """May armed men be the land's own: not where another country's forces are told of, but for "the army"?"""
        institution = agent.one == "organization" and not is_many(token)
        return institution or not self.armies - {land}

    def _is_landless(self, token: Token) -> bool:
        """A named body of no known country: its members and friends are of none either."""
        draft = self.at.get(token.i)
        return draft is not None and draft.label == "organization" and not draft.country and not draft.entry
