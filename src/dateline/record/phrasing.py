"""One noun phrase read: the actor that "the Peruvian foreign minister" describes, and what a title adds to a name."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.codebook.actors import SPECIAL, Agent, fold, wordlist
from dateline.model import ActorKind, Role
from dateline.record.drafts import BODIES, Draft, Said, ends_in, gender, holding_of, is_many, said_besides, title_of
from dateline.record.homes import Homes
from dateline.record.phrases import children, dependents
from dateline.record.stage import FORCES, STATES

REBELLING = ("REB", "UAF", "OPP", "PTY", "CRM", "PRM")


class Phrasing(Homes):
    """Makes drafts of phrases, and adds phrases to drafts."""

    def _new_described(self, token: Token, agent: Agent) -> Draft:
        many, said = is_many(token), self._said(token)
        draft = Draft(title_of(token), agent.many if many else agent.one, agent.country or said.country,
                      agent.sector, agent.sectors, noun=agent.noun, many=many, gender=gender(token),
                      words=said_besides(self.registry, token, agent.noun)
                      | {c.lower_ for c in dependents(token) if self._is_local_seat(c)})
        self._take_sector(token, draft, agent, said)
        if holding_of(token) == "former" and draft.sector in ("GOV", "LEG", "JUD"):
            draft.sector = "ELI"
        if draft.country is None and self._is_local(token, agent):
            draft.country = self._home(token, draft, agent)
        return draft

    def _take_sector(self, token: Token, draft: Draft, agent: Agent, said: Said) -> None:
        """The sector of a description, its noun's or that of whom it belongs to."""
        if agent.country == "NGO" and said.country in self.registry.countries:     # "Kenyan aid workers"
            draft.country, draft.sector = said.country, "SOC"
        elif said.owner and said.owner.country in ("UNO", "EUR", "IGO", "NGO"):
            armed = draft.sector if draft.sector in ("MIL", "COP") else None
            draft.country, draft.sector, draft.sectors = said.owner.country, armed or said.owner.sector, ()
        elif draft.sector is None or self._serves(agent, said):
            rules = agent.noun in wordlist("leading") and not draft.many and self._is_state(token, said)
            draft.sector, draft.sectors = said.sector or ("GOV" if rules else None), said.sectors
        elif said.sector in ("OPP", "PRE") and said.sector != draft.sector:
            draft.sectors = (*draft.sectors, said.sector)

    def _is_state(self, token: Token, said: Said) -> bool:
        """Is it a state's: "the Kenyan leader", "Ghana's ruler"?"""
        plain = all(self.registry.people(c.text) for c in children(token, "amod", "compound"))
        own = said.owner is None or said.owner.kind in STATES
        return said.country in self.registry.countries and own and plain

    def _serves(self, agent: Agent, said: Said) -> bool:
        """Is the sector that of the body served: "the rebels' prime minister", "president of the court"?"""
        owner = said.owner
        if said.sector in ("REB", "UAF") and agent.sector in ("GOV", "MIL"):        # "a rebel general"
            return True
        if agent.noun in wordlist("serving"):
            return bool(owner and owner.kind in BODIES - {"government"}) or said.sector in REBELLING
        if owner is None or owner.kind not in BODIES - {"government"}:
            return False
        if owner.kind in ("armed_group", "party") and owner.sector:
            return agent.sector in ("GOV", "LEG", *(("MIL", "UAF") if owner.kind == "armed_group" else ()))
        return agent.noun in wordlist("presiding")

    def _thing(self, token: Token, kind: ActorKind) -> Draft:
        noun = self._noun(token, self.registry.things)
        return Draft(title_of(token), kind, self._said(token).country, noun=noun, many=is_many(token),
                     words=said_besides(self.registry, token, noun))

    def _describe(self, draft: Draft, token: Token) -> None:
        """Add to an actor what a description says of it: office, country, sector."""
        agent = self._agent(token)
        if agent is None or (draft.entry and draft.kind in BODIES and agent.one == "person"):       # "CIA operative"
            return
        about = self._new_described(token, agent)
        owner = self._said(token).owner
        national = draft.kind in ("person", "unknown")
        national = national or agent.many in ("government", "party") or agent.sector in FORCES
        self._settle(draft, about, agent, token, national)
        draft.gender = draft.gender or about.gender
        if draft.kind == "unknown" or (draft.label == "organization" and draft.kind == "organization"):
            draft.kind = about.kind
        if draft.entry and draft.country in SPECIAL:
            pass                                                # who acts for such a body has no other sector
        elif draft.sector is None or (draft.sector == "ELI" and self._is_learned(draft, about, agent, token)):
            draft.sector, draft.sectors = about.sector or draft.sector, about.sectors or draft.sectors
        elif about.sector == "OPP" and "OPP" not in (draft.sector, *draft.sectors):
            draft.sectors = (*draft.sectors, "OPP")
        if draft.kind == "person" and (agent.office or agent.sector is None or owner):
            role = self._role(token, owner)
            if all(fold(role.title) != fold(r.title) for r in draft.roles):
                draft.roles.append(role)

    def _settle(self, draft: Draft, about: Draft, agent: Agent, token: Token, national: bool) -> None:
        """The country that a description says or, of the national, lets one take; who deals with it is another's."""
        explicit = self._said(token).country or agent.country       # a church or a firm may be at home elsewhere
        if agent.noun in wordlist("dignitaries") and self._deals_with_setting(token):
            draft.abroad = True
        if draft.guessed and (draft.abroad or explicit):
            draft.country, draft.guessed = None, False
        if draft.country is None:
            free = national and not draft.abroad
            draft.country, draft.guessed = explicit or (about.country if free else None), not explicit

    def _is_learned(self, draft: Draft, about: Draft, agent: Agent, token: Token) -> bool:
        """Does the report tell of an office that the table does not know to be over?"""
        if about.sector != "GOV":
            return about.sector is not None
        title, over = fold(about.noun).split(), draft.table.roles if draft.table else ()
        known = any(ends_in(fold(r.title).split(), title) for r in over)
        return agent.office and not known and holding_of(token) == "current" and token.sent.start not in self.told

    def _role(self, token: Token, owner: Draft | None) -> Role:
        country = self._said(token).country
        organization = owner.name if owner else None
        if organization is None and country and country in self.registry.countries:
            organization = self.registry.countries[country].name
        return Role(title_of(token), organization, holding=holding_of(token))
