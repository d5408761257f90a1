"""Who: everyone a report names or describes, each mention laid to one actor.

The door is `cast(doc, report, registry)`. Names come first, for they say most: a full name and later its
surname, a name and its abbreviation, are one actor. Then descriptions ("two men", "the Peruvian foreign
minister"), read with the codebook's table of nouns; a definite one means the actor that it can only mean.
Pronouns come last and are resolved only where one candidate fits. Nothing here looks at the letters of a
name except to compare it with other names and with the registry, so two names can be swapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.codebook.actors import Entry, Registry, wordlist
from dateline.model import Actor, Name, PlaceName, Report, Span, TimeExpression, digest
from dateline.record.describing import Describing
from dateline.record.drafts import Draft
from dateline.record.naming import span_of
from dateline.record.phrases import chars, noun_phrase
from dateline.record.standing import holders, offices

Label = Literal["person", "organization", "place", "event", "date"]
LABELS: Mapping[str, Label] = {"person": "person", "organization": "organization", "place": "place",
                               "event": "event", "date": "date"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone in one report. Ask it by the token that heads a noun phrase."""

    actors: tuple[Actor, ...]
    names: tuple[Name, ...]
    _by_token: Mapping[int, str]
    _by_id: Mapping[str, Actor]
    _spans: Mapping[int, Span]
    _entries: Mapping[str, Entry]

    def of(self, token: Token) -> str | None:
        """The id of the actor that the phrase headed by this token means; None if it means none."""
        return self._by_token.get(token.i)

    def mention(self, token: Token) -> Span:
        """The characters of the mention that this token heads."""
        return self._spans.get(token.i) or chars(token.doc, *noun_phrase(token))

    def get(self, actor: str) -> Actor:
        return self._by_id[actor]

    def entry(self, actor: str) -> Entry | None:
        """What the table of actors has of it, if anything."""
        return self._entries.get(actor)

    def kept(self, used: Iterable[str]) -> tuple[Actor, ...]:
        """The actors that bear a name, and those whose ids are used; the rest only stand in the text."""
        wanted = {*used, *(name.actor for name in self.names)}
        return tuple(a for a in self.actors if a.id in wanted)


def cast(doc: Doc, report: Report, registry: Registry, where: Sequence[PlaceName] = (),
         when: Sequence[TimeExpression] = ()) -> Cast:
    """All actors of a report: names, descriptions, pronouns; see the module's words for how.

    `where` and `when` are its places and times: they tell at home where it plays, and who held an office then.
    """
    making = _Casting(doc, report, registry, where, when)
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


class _Casting(Describing):
    """All skills together; what it holds is thrown away when the Cast is made."""

    def finish(self) -> Cast:
        """The Cast: drafts become actors, in order of their first mention."""
        made: dict[int, Actor] = {}
        for draft in sorted((d for d in self.drafts if d.heads), key=lambda d: d.first):
            made[id(draft)] = self._actor(draft)
        by_token = {i: made[id(d)].id for i, d in self.at.items() if id(d) in made}
        spans = {i: s for d in self.drafts for i, s in d.heads.items()}
        return Cast(tuple(made.values()), self._names(by_token), MappingProxyType(by_token),
                    MappingProxyType({a.id: a for a in made.values()}), MappingProxyType(spans),
                    MappingProxyType({made[id(d)].id: d.table for d in self.drafts if id(d) in made and d.table}))

    def _actor(self, draft: Draft) -> Actor:
        if draft.kind == "country" and draft.acts:
            draft.kind, draft.sector = "government", "GOV"
        mentions = tuple(sorted(set(draft.heads.values())))
        name = draft.entry.name if draft.entry else max(draft.names or [draft.name], key=len)
        return Actor(digest("actor", self.report.id, str(mentions[0][0]), name), name, draft.kind,
                     draft.country, draft.sector, draft.sectors, mentions,
                     offices(draft.table, self.day, draft.roles, self.registry), self._candidates(draft))

    def _candidates(self, draft: Draft) -> tuple[str, ...]:
        """Whom the table knows by a surname that several bear, or in an office whose holder goes unnamed."""
        agent = self.registry.agent(draft.noun)
        office = agent is not None and (agent.office or draft.noun in wordlist("leading"))
        if draft.is_named or draft.many or not office or draft.sector != "GOV":
            return draft.candidates
        day = self.told.get(self.doc[draft.first].sent.start, self.day)
        return holders(draft.noun, draft.country, day, self.registry)

    def _names(self, by_token: Mapping[int, str]) -> tuple[Name, ...]:
        """Every name read, events and dates too, with its actor."""
        found = {Name(*span_of(self.doc, n), LABELS[n.label], by_token.get(n.head))
                 for n in self.outer if n.label}
        for span in self.doc.spans.get("names", ()):
            if span.label_ in ("event", "date"):
                found.add(Name(*chars(self.doc, span.start, span.end), LABELS[span.label_]))
        return tuple(sorted(found, key=lambda n: (n.start, n.end, n.label)))
