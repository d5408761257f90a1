"""Who did it and to whom: the parties of one predicate, found in the slots that its frame names.

A slot counts where an actor fills it; the first of a frame's slots that does wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from spacy.tokens import Token

from dateline.codebook import Frame
from dateline.codebook.actors import wordlist
from dateline.codebook.reality import Reality
from dateline.record.drafts import BODIES
from dateline.record.numbers import is_age
from dateline.record.phrases import base, case_of, dependents, feature
from dateline.record.slots import (
    clauses,
    deep_object,
    deep_subject,
    denoted,
    fill,
    is_passive,
    meant,
    modifiers,
    possessors,
    sharing,
    surface_subject,
    together,
    with_case,
)
from dateline.record.who import Cast

# where the one concerned stands when a frame's own slots are empty, and in a deed that is only promised or threatened
ELSEWHERE = ("object", "indirect", "against", "to", "with", "between", "for")
ABOUT = ("over", "about", "at")
IN_CLAUSE = ("indirect", "to", "against", "with", "object", "on", "from")
DEEP = 1        # things between a deed and whom it concerns: "efforts for the economy of Lima"
TABLES = ("object", "in", "at")     # where a meeting stands that somebody attends
WITHIN = ("in", "into", "inside", "across", "throughout")
AHEAD = frozenset({"will", "would", "shall", "can", "could", "may", "might"})
CONDITIONS = frozenset({"unless", "until", "if", "till", "should", "provided"})
# deeds done with hands: a town or a ship may stand for those in it; nothing is asked of it, nor promised to it
BODILY = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION", "AID"})
# types that may hang on what another does first
HANGING = frozenset({"AGREE", "CONCEDE", "CONSULT", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "THREATEN"})
PERSONAL = frozenset({"him", "her", "them", "us", "me", "you", "he", "she", "they", "we", "i"})
# nouns whose "on" says what about, not who bears it: "an accord on fishing"; and whose clause is what somebody says
TOPICAL = frozenset({"accord", "agreement", "bill", "comment", "compromise", "consensus", "deal", "debate", "decision",
                     "declaration", "dialogue", "discussion", "document", "law", "meeting", "negotiation", "opinion",
                     "paper", "position", "principle", "progress", "proposal", "question", "report", "resolution",
                     "speech", "stance", "statement", "talk", "text", "treaty", "understanding", "view", "vote"})
TOLD = frozenset({"accusation", "allegation", "argument", "assertion", "assumption", "belief", "charge", "claim",
                  "idea", "notion", "possibility", "report", "rumour", "rumor", "speculation", "suggestion", "view"})
# what one does about another's deed: "the raid, condemned by Ghana" is not Ghana's
JUDGING = frozenset({"condemn", "criticise", "criticize", "denounce", "deplore", "decry", "praise", "welcome", "hail",
                     "applaud", "reject", "oppose", "dismiss", "resist", "fear", "describe", "call",
                     "report", "investigate", "witness", "see", "film", "watch", "confirm", "deny", "mourn", "survive",
                     "foil", "thwart", "repel", "stop", "prevent", "halt", "end", "follow", "blame"})
# what marchers want done to somebody: "a rally for the removal of the mayor"
OUSTING = frozenset({"dismissal", "impeachment", "ouster", "overthrow", "removal", "resignation", "sacking"})
# verbs by which a plan, a rule or a deed is somebody's
KEPT = frozenset({"adopt", "announce", "carry", "conduct", "enforce", "follow", "have", "impose", "introduce", "issue",
                  "keep", "launch", "make", "maintain", "pass", "propose", "publish", "pursue", "run", "set", "unveil"})
# what nobody asks or promises anything: "agreed to hand over its weapons"; and what one does with shells and rockets
ARMS = frozenset({"ammunition", "arm", "artillery", "bomb", "drone", "explosive", "gun", "jet", "missile", "rifle",
                  "rocket", "shell", "warplane", "warship", "weapon"})
MUNITIONS = frozenset({"ammunition", "arm", "artillery", "bomb", "bullet", "explosive", "grenade", "gun", "missile",
                       "mortar", "rifle", "rocket", "round", "shell", "shot", "shrapnel", "weapon"})
# words of quantity that alone name nobody: not "those who fled", "millions of farmers"
BARE = frozenset({"all", "any", "each", "every", "such", "these", "those", "million", "millions", "billion",
                  "billions"})
FIRING = frozenset({"fire", "launch", "lob", "hurl", "drop", "rain", "unleash"})
# by type, where its purpose names whom it is for or against, and where the thing or deed that brings him in
PURPOSES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **{t: (("object", "against"), ("object", "against")) for t in ("ASSAULT", "MOBILIZE", "COERCE")},
    "PROTEST": (("clause:subject", "on", "against"), ("object", "against", "for", "over", "at")),
    "CONSULT": (("between", "with"), ("between",)),
}
# deeds that come from somebody, and verbs by which what is done hits people
COMING = frozenset({"ASSAULT", "THREATEN", "ACCUSE", "REQUEST", "SUPPORT", "AID", "REJECT"})
HITTING = frozenset({"damage", "destroy", "flatten", "hit", "hurt", "injure", "kill", "level", "maim", "strike",
                     "target", "wound"})
# whom one presses by a protest: "a strike to press the ministry for more pay"
PRESSING = frozenset({"press", "pressure", "pressurise", "pressurize", "push", "urge", "force", "compel", "persuade",
                      "get", "lobby", "oppose", "denounce", "condemn"})
OWNED = ("poss", "modifier", "light", "subject")        # where the owner of a deed stands
# deeds against a place, whose owner does them: "Roa's siege"; a person's own murder is done to him
AIMED = frozenset({"bombardment", "bombing", "burning", "defeat", "demolition", "destruction", "disbandment",
                   "disarmament", "dissolution", "firing", "handling", "invasion", "liberation", "occupation",
                   "repression", "return", "seizure", "shelling", "siege", "storming", "surveillance", "treatment"})
CONSUMED = ("object", "of", "from", "on", "for", "to")

Ways = Callable[[Token], Iterator[list[Token]]]


class Slots:
    """The slots of one word under one frame, each looked up once."""

    def __init__(self, token: Token, frame: Frame, people: Cast, real: Reality) -> None:
        self._token, self._frame, self._people, self._real = token, frame, people, real
        self._known: dict[str, tuple[Token, ...]] = {}
        self._acts: dict[str, tuple[Token, ...]] = {}

    def of(self, slot: str) -> tuple[Token, ...]:
        if slot not in self._known:
            noun = self._frame.part == "noun" and self._token.pos_ != "VERB"        # a verb may be a noun's purpose
            self._known[slot] = fill(self._token, "noun" if noun else "verb", slot)
        return self._known[slot]

    def holds(self, slot: str, words: frozenset[str]) -> bool:
        """Whether the slot is filled by one of the words; by an actor for @actor, a country or its government for
        @country, a bare number for @number, whichever it is."""
        return any(
            self._is(inner, words)
            for token in self.of(slot)
            for inner in denoted(token, self._real.partitives)
        )

    def _is(self, token: Token, words: frozenset[str]) -> bool:
        if token.lemma_.lower() in words or token.lower_ in words:
            return True
        actor = self._people.of(token) if not words.isdisjoint(("@actor", "@country")) else None
        kind = self._people.get(actor).kind if actor else "unknown"
        if "@number" in words and token.pos_ == "NUM":          # "killed 40", "some 5,000 marched"
            return True
        return ("@actor" in words and kind not in ("place", "unknown")) or (
            "@country" in words and kind in ("country", "government"))

    def chosen(self) -> list[Token]:
        """What the row chose by `only` to stand in the predicate's object or its phrases."""
        return [t for slot, words in self._frame.only.items() if slot in CONSUMED
                for t in self.of(slot) if self._is(t, words) and self._people.of(t) is None]

    def parties(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """Who does it, and to whom. Where a frame is reciprocal all do it."""
        frame = self._frame
        if frame.reciprocal:
            partner = () if frame.recipient or frame.part != "verb" else ("object", "with")
            slots = (*frame.actor, *frame.recipient, *(s for s in partner if s not in frame.only))
            met = tuple(t for slot in slots for t in self._acting(slot))
            everyone = self._apart((*met, *self._gathered(), *self._after_it(met)))
            # "joined the fight against them": of one side alone it is the other that did it
            fought = frame.part == "noun" and everyone == self._acting("against")
            return ((), everyone) if fought else (everyone, ())
        free = frame.part == "verb" and "subject" not in frame.recipient and not is_passive(self._token)
        doing = frame.actor or (("subject",) if free else ())           # "the army's shells killed two"
        if lost := self._lost():                                        # "the judge's murder by rebels"
            return self._first((s for s in doing if s not in OWNED), self._acting, lost), lost
        actors = self._first(doing, self._doing) or self._first(doing, self._sending)
        actors = actors or self._first(self._whence(), self._answering)
        return actors, self._recipients(actors)

    def _whence(self) -> tuple[str, ...]:
        """Where else the doer of a noun's deed stands: "attacks from Chad"."""
        frame, taken = self._frame, {*self._frame.recipient, *self._frame.only}
        return ("from",) if frame.part == "noun" and frame.type in COMING and "from" not in taken else ()

    def _lost(self) -> tuple[Token, ...]:
        """The person whose own harm a noun tells: "the judge's murder", "the Roa killing"; not "his killing of two"."""
        frame, noun = self._frame, self._token.lemma_.lower()
        harm = frame.part == "noun" and frame.type in BODILY and noun in wordlist("suffered") - AIMED
        if not harm or not {"poss", "modifier"} & {*frame.actor} or any(self.of(s) for s in frame.recipient):
            return ()
        own = [t for t in self.of("poss") if self._kind(t) == "person"]
        named = [t for t in self.of("modifier") if self._kind(t) == "person" and t.ent_type_ == "person"]
        return self._apart(own or named)

    def _recipients(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """To whom: by the frame's own slots; else by whom these bring in; else where others stand as a rule."""
        frame, whose = self._frame, tuple(s for s in self._frame.recipient if s == "poss")
        if any(is_one_another(t) for slot in frame.recipient for t in self.of(slot)):
            return actors
        meant = partial(self._meant, besides=self._ids(actors))
        last = ("to",) if frame.type == "ACCUSE" and "to" in frame.recipient else ()     # told, not blamed
        own = tuple(s for s in frame.recipient if s != "poss" and s not in last) or self._suffering()
        verbal = frame.recipient and frame.part != "noun"
        told = frame.type in wordlist("answerable")
        over = (*ELSEWHERE[:2], *ABOUT, *ELSEWHERE[2:]) if told else ELSEWHERE
        other = tuple(s for s in over if verbal and s not in (*own, *frame.actor))
        free = tuple(s for s in other if s not in (*frame.only, *ABOUT, "for") and not (told and s == "to"))
        weak, placed = () if self._is_mutual(actors) else other, ()
        for slots, fillers in ((own, self._answering if told else self._acting), (own, meant), (whose, self._acting),
                               (free, self._persons), (weak, meant), (last, self._acting), (own, self._acting)):
            first = self._first(slots, fillers, actors)
            found = self._reached(first, itself=fillers == self._acting)
            if found:
                return found
            placed = placed or first
            if fillers == meant and self.is_open(own):
                return ()
        ways = (self._struck, self._in_what_is_held, self._in_purpose, self._in_answer, self._in_condition,
                self._addressed, self._gathered, self._behind_particle)
        found = next((found for way in ways if (found := self._reached(way(actors)))), ())
        return found or (placed if frame.type == "CONSULT" else ())             # a visit may be to a town

    def _reached(self, tokens: tuple[Token, ...], *, itself: bool = False) -> tuple[Token, ...]:
        """Those that the deed can concern: where no hand is laid on them, of a place or a thing its owner."""
        tokens = tuple(t for t in tokens if not self._is_nobody(t))
        if self._frame.type in BODILY:
            return tokens
        standing = (o for t in tokens for o in (self._among(havers(t)) if self._is_placed(t, itself) else [t]))
        return self._apart(t for t in standing if not self._is_placed(t, itself))

    def _is_nobody(self, token: Token) -> bool:
        """Is it what one shoots with, a bare word of quantity ("killed all"), or the head of what "and" opens anew?"""
        actor = self._people.of(token)
        name = self._people.get(actor).name.lower() if actor else ""
        arms = token.pos_ == "NOUN" and token.lemma_.lower() in MUNITIONS and self._kind(token) == "unknown"
        said = any(base(c) in ("nmod", "acl", "amod", "appos") for c in dependents(token))
        said = said or (token.lemma_ == "million" and token.dep_ == "nsubj:pass")       # "millions were displaced"
        anew = token.dep_ != "conj" and token.left_edge.dep_ == "cc"
        return arms or anew or is_age(token) or (token.lower_ in BARE and name == token.lower_ and not said)

    def _is_placed(self, token: Token, itself: bool) -> bool:
        """Is it but a thing, or a place that does not stand as the recipient itself: "a call for talks in the port"?"""
        kind = self._kind(token)
        if kind == "place":
            return self._frame.type == "CONSULT" or (not itself and self._frame.type in wordlist("answerable"))
        return token.pos_ == "NOUN" and kind == "unknown" and token.lemma_.lower() in ARMS | wordlist("held")

    def is_open(self, slots: Iterable[str]) -> bool:
        """Is it somebody whom the report leaves to a pronoun, so that nobody else is meant: "urged him to press"?"""
        return any(t.lower_ in PERSONAL and self._people.of(t) is None for slot in slots for t in self.of(slot))

    def _suffering(self) -> tuple[str, ...]:
        """Where those stand who suffer a deed whose row does not say: "the arrest of two men"."""
        noun = self._token.pos_ == "NOUN" and "of" not in (*self._frame.actor, *self._frame.only)
        return ("of",) if noun and self._token.lemma_.lower() in wordlist("suffered") else ()

    def _after_it(self, met: tuple[Token, ...]) -> list[Token]:
        """Who met them, by what he does next: "after talks with the king, the premier left"."""
        noun, over = self._token, self._token.head
        later = noun.pos_ == "NOUN" and noun.dep_ == "obl" and case_of(noun) in ("after", "following", "during", "in")
        alone = {t for t in met if self._kind(t)} == set(self.of("with")) and not self.of("poss")
        return self._among(surface_subject(over)) if later and met and alone and over.pos_ == "VERB" else []

    def _is_mutual(self, actors: tuple[Token, ...]) -> bool:
        """Do several do it to one another: "Peru and Chile agreed to share data"?"""
        return len(actors) > 1 and self._frame.type in wordlist("mutual")

    def _gathered(self, actors: tuple[Token, ...] = ()) -> tuple[Token, ...]:
        """Whose meeting it is that somebody attends: "a meeting of the council", "talks with the rebels"."""
        consult, only = self._frame.type == "CONSULT" and self._frame.part == "verb", self._frame.only
        held = [o for slot in TABLES if consult for o in self.of(slot) if self._people.of(o) is None
                and o.lemma_.lower() in {*only.get(slot, ()), *self._frame.more}]
        ways = [t for o in held for case in ("of", "with", "between", "among") for t in with_case(o, case)]
        found = self._among(ways or [t for o in held for t in modifiers(o)])
        kinds = BODIES - {"media"} | {"country", "population"}
        return self._apart((t for t in found if self._kind(t) in kinds), actors)

    def _in_purpose(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """Whom the purpose of a deed names: "opened fire to disperse marchers", "a rally to demand reforms by"."""
        plain, behind = PURPOSES.get(self._frame.type, ((), ()))
        for clause in purposes(self._token) if behind or plain else ():
            inner = Slots(clause, self._frame, self._people, self._real)
            meant = partial(inner._meant, besides=self._ids(actors))
            direct = ("object", *plain) if clause.lemma_ in PRESSING and plain else plain
            found = self._first(direct, inner._acting, actors) or self._first(behind, meant, actors)
            if not found and self._frame.type == "CONSULT" and clause.lemma_ in ("meet", "see"):
                found = self._first(("object",), inner._acting, actors)
            if found:
                return found
        return ()

    def _in_what_is_held(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """Whom a promise, threat or refusal is for: who must meet its condition, else whom the deed would meet."""
        held = list(held_clauses(self._token)) if self._frame.holds else []
        asking = held if self._frame.type in HANGING else []
        asked = self._apart((t for c in asking for t in self._among(asked_of(c))), actors)
        if asked:
            return asked
        for clause in held:
            inner = Slots(clause, self._frame, self._people, self._real)
            meant = partial(inner._meant, besides=self._ids(actors))
            slots = ("subject",) if self._frame.type == "REQUEST" else IN_CLAUSE
            for fillers in (inner._acting, inner._nothing if self._is_mutual(actors) else meant):
                found = self._first(slots, fillers, actors) or self._apart(self._among(served_by(clause)), actors)
                if found:
                    return found
        over = [self._token] if self._frame.holds and self._token.pos_ == "VERB" else []
        return self._apart((t for c in (*held, *over) for t in self._abroad(c, actors)), actors)

    def _abroad(self, clause: Token, actors: tuple[Token, ...]) -> list[Token]:
        """The state on whose land a thing promised or threatened would be done: "vowed to send monitors into Chad"."""
        own = {self._people.get(a).country for a in self._ids(actors) if a}
        things = [*deep_object(clause), *with_case(clause, "to")]
        spots = [t for n in (*([clause] if clause != self._token else []), *things) for c in WITHIN
                 for t in with_case(n, c)]
        spots += [t for s in spots for c in ("of", "in") for t in with_case(s, c)]
        return [t for t in self._among(spots) if (on := self._people.get(self._people.of(t) or "")).country not in own
                and on.kind in ("country", "government")]

    def _nothing(self, slot: str) -> list[Token]:
        return []

    def _in_answer(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """To whose deed it answers: "walked out in response to the firm's plan", "in protest at a raid by police"."""
        verb = self._token if self._token.pos_ == "VERB" else self._token.head
        said = [t for n in {self._token, verb} for t in with_case(n, "in") if t.lemma_ in wordlist("answers")]
        deeds = [t for n in said for case in ("to", "at", "of", "over", "against") for t in with_case(n, case)]
        behind = (t for d in deeds for t in ([d] if self._people.of(d) else self._of_thing(d, doers)))
        return self._apart(behind if self._frame.type == "PROTEST" else (), actors)

    def _in_condition(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who must act first, or may: "will not lift the siege until the rebels leave", "pressed for the UN to"."""
        open_ = any(c.dep_ == "aux" and c.pos_ == "AUX" and c.lemma_ in AHEAD for c in dependents(self._token))
        hangs = self._frame.type in HANGING and (open_ or self._frame.holds)
        asked = asked_of(self._token) if hangs else []
        return self._apart(self._among((*asked, *served_by(self._token))), actors)

    def _struck(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """Whom a deed that stands as a noun hit: "the blast killed a guard", "the target of an attack"."""
        noun, over = self._token, self._token.head
        if self._frame.type != "ASSAULT" or noun.pos_ != "NOUN" or noun.lemma_.lower() in MUNITIONS:
            return ()
        hit = deep_object(over) if noun.dep_ == "nsubj" and over.lemma_ in HITTING else []
        if noun.dep_ == "nmod" and case_of(noun) == "of" and over.lemma_ in ("target", "victim", "object"):
            hit = surface_subject(over) or [over]
        return self._apart((t for o in hit for c in together(meant(o)) for t in self._standing(c)), actors)

    def _addressed(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """Who gets the words that do it: "sent a letter to the mayor threatening to sue"."""
        verb = next((t for t in (self._token.head, self._token.head.head) if t.pos_ == "VERB"), self._token)
        message = [o for o in deep_object(verb) if o.lemma_.lower() in wordlist("messages")]
        below = self._token.dep_ in ("acl", "acl:relcl", "advcl") and verb != self._token
        slots = [t for n in (verb, *message) for t in with_case(n, "to")] if below and message else []
        return self._apart(self._among(slots), actors)

    def _behind_particle(self, actors: tuple[Token, ...]) -> tuple[Token, ...]:
        """The object of an idiom whose last word the reader took for a preposition: "stands by Ghana"."""
        sure = "object" in self._frame.recipient and "recipient" not in self._frame.needs
        last = self._frame.more[-1:] if sure and self._token.pos_ == "VERB" else ()
        return self._apart(self._among(t for p in last for t in with_case(self._token, p)), actors)

    def _first(self, slots: Iterable[str], fillers: Callable[[str], Iterable[Token]],
               others: tuple[Token, ...] = ()) -> tuple[Token, ...]:
        """The actors of the first slot that has any besides the others."""
        for slot in slots:
            found = self._apart(fillers(slot), others)
            if found:
                return found
        return ()

    def _kind(self, token: Token) -> str:
        actor = self._people.of(token)
        return self._people.get(actor).kind if actor else ""

    def _ids(self, tokens: Iterable[Token]) -> frozenset[str | None]:
        return frozenset(self._people.of(t) for t in tokens)

    def _apart(self, tokens: Iterable[Token], others: tuple[Token, ...] = ()) -> tuple[Token, ...]:
        """Each actor once, and none of the others: who says that he will not yield yields not to himself."""
        taken = self._ids(others)
        found: dict[str | None, Token] = {}
        for token in tokens:
            if not self._own(token, taken) and not (len(taken) > 1 and is_each_other(token)):
                found.setdefault(self._people.of(token), token)
        return tuple(t for actor, t in found.items() if actor not in taken)

    def _own(self, token: Token, doing: frozenset[str | None]) -> bool:
        """Is it but a thing or a force of theirs: "laid down its arms", "opened its borders"?"""
        actor = self._people.of(token)
        thing = token.lemma_.lower() in wordlist("sent") or (
            actor is not None and self._people.get(actor).kind in ("place", "unknown", "company"))
        return thing and any(self._people.of(t) in doing for t in possessors(token) if self._people.of(t))

    def _persons(self, slot: str) -> list[Token]:
        """Those of a slot who are no things: nobody is hurt in "hit it with a truck"."""
        return [t for t in self._acting(slot) if t.pos_ != "NOUN" or self._kind(t) != "unknown"]

    def _answering(self, slot: str) -> list[Token]:
        """Those of a slot who can answer: of a place nothing is asked, "demanded their withdrawal from the port"."""
        return [t for t in self._acting(slot) if self._kind(t) != "place"]

    def _acting(self, slot: str) -> tuple[Token, ...]:
        if slot not in self._acts:
            senders = (sender for token in self.of(slot) for sender in self._sender(token, slot))
            found = (t for sender in senders for t in self._standing(sender))
            self._acts[slot] = tuple(t for t in found if slot != "modifier" or not self._is_spot(t))
        return self._acts[slot]

    def _doing(self, slot: str) -> list[Token]:
        """Those of a slot who may do it: a town whose attack is told of has suffered it."""
        whose = slot == "poss" and self._frame.type in BODILY
        return [t for t in self._acting(slot) if not (whose and self._is_spot(t))]

    def _is_spot(self, token: Token) -> bool:
        """Is it where a deed was done, not whose it is: "a Gori rally", "the nightclub shooting"?"""
        venue = self._frame.type in BODILY and token.lemma_.lower() in wordlist("venues")
        return self._kind(token) == "place" or (venue and self._kind(token) == "unknown")

    def _sender(self, token: Token, slot: str) -> list[Token]:
        """Who is sent acts for the sender ("sent jets to bomb it"), and what is made is nobody yet."""
        if is_sent(token):
            return deep_subject(token.head) if slot == "subject" else []
        return [] if slot == "object" and (self._is_fired(token) or is_made(token)) else [token]

    def _is_fired(self, token: Token) -> bool:
        """Is it what flies at somebody: "fired artillery rounds at the town"?"""
        first = token.head if token.dep_ == "conj" else token
        slot = first.dep_ == "obj" or (first.dep_ == "nsubj:pass" and first.lemma_.lower() in MUNITIONS)
        return self._frame.type == "ASSAULT" and slot and first.head.lemma_ in FIRING

    def _standing(self, token: Token) -> list[Token]:
        """The actors that a filler names: itself, the many of a number, the holder of what is held."""
        if self._people.of(token) is None:
            return [t for t in denoted(token, self._real.partitives) if self._people.of(t)]
        if apart := self._bodies(sharing(token)):
            return apart
        held = token.pos_ == "NOUN" and token.lemma_.lower() in wordlist("held")
        return (self._among(owners(token)) if held else []) or [token]

    def _bodies(self, tokens: list[Token]) -> list[Token]:
        """The states and bodies of which each has its own of what they share: "Peruvian and Chilean officials"."""
        known = {actor: t for t in tokens if (actor := self._people.of(t))}
        bodies = all(self._people.get(a).kind in BODIES | {"country"} for a in known)
        return list(known.values()) if len(known) > 1 and len(known) == len(tokens) and bodies else []

    def _among(self, tokens: Iterable[Token]) -> list[Token]:
        return [t for token in tokens for t in together(meant(token)) if self._people.of(t)]

    def _sending(self, slot: str) -> list[Token]:
        """The doers behind a thing or a deed that stands as subject: "Ruritanian missiles", "a report by"."""
        behind = (t for token in self.of(slot) for t in self._of_thing(token, doers) or self._author(token))
        return [t for t in behind if not self._is_spot(t)]

    def _author(self, noun: Token) -> list[Token]:
        """Who brings forth the words that do it: "the league put out a report accusing the army"."""
        about = self._token.head == noun and self._token.dep_ in ("acl", "acl:relcl") and noun.dep_ == "obj"
        return self._among(deep_subject(noun.head)) if about and self._people.of(noun) is None else []

    def _meant(self, slot: str, besides: frozenset[str | None] = frozenset()) -> list[Token]:
        """The actors behind a thing or a deed that stands where the recipient is looked for, besides some."""
        answers = self._frame.type in wordlist("answerable")
        ways = {t: self._way(t) if answers else bearers for t in self.of(slot) if not self._is_fired(t)}
        found = [t for token, way in ways.items() for t in self._of_thing(token, way, besides=besides)]
        return found or [t for token in ways if answers for t in self._among(keepers(token, self._token))]

    def _way(self, noun: Token) -> Ways:
        """Who answers for a thing or a deed; one who rejects a claim has nothing against whom it is about."""
        ousted = self._frame.type == "PROTEST" and noun.lemma_ in OUSTING
        if ousted or noun.lemma_.lower() in wordlist("felt"):
            return bearers
        return makers if self._frame.type == "REJECT" and noun.lemma_.lower() in TOLD else doers

    def _of_thing(self, token: Token, ways: Ways, depth: int = 0,
                  besides: frozenset[str | None] = frozenset()) -> list[Token]:
        """The actors of the first way from a thing that leads to any, itself or through another thing."""
        if self._people.of(token) is not None and token.lemma_.lower() not in wordlist("held"):
            return []
        reached = [[t for first in way for t in together(meant(first))] for way in ways(token)]
        known = [[t for t in near if self._people.of(t) and self._people.of(t) not in besides] for near in reached]
        if any(known):                                  # "the removal of the judge from office": the judge
            return min(filter(None, known), key=lambda near: self._kind(near[0]) == "place")
        deeper = [t for near in reached for t in near if t.pos_ == "NOUN"] if depth < DEEP else []
        return next((found for t in deeper if (found := self._of_thing(t, ways, depth + 1, besides))), [])


# ── what is held ─────────────────────────────────────────────────────────────────────────────────


def held_clauses(token: Token) -> Iterator[Token]:
    """The deeds that a predicate promises, threatens or refuses, to depth 2: "offered to help to free her"."""
    own = clauses_of_noun(token) if token.pos_ == "NOUN" else clauses(token)
    for clause in (*own, *(c for o in dependents(token) if o.dep_ == "obj" for c in clauses_of_noun(o))):
        if clause.pos_ == "VERB":
            yield clause
            yield from (c for c in clauses(clause) if c.pos_ == "VERB")


def clauses_of_noun(noun: Token) -> list[Token]:
    return [c for c in dependents(noun) if c.dep_ in ("acl", "ccomp", "xcomp")]


def asked_of(clause: Token) -> list[Token]:
    """Who must act for it to be done or left undone: the subject of its "unless", "until" or "if"."""
    conditions = [c for c in dependents(clause) if c.dep_ == "advcl" and c.pos_ in ("VERB", "AUX") and any(
        m.dep_ in ("mark", "advmod") and m.lower_ in CONDITIONS for m in dependents(c))]
    return [t for c in conditions for t in deep_subject(c)]


def purposes(token: Token) -> Iterator[Token]:
    """What a deed is done for, and what its bearers demand by it: "rallied to demand", "a march calling for"."""
    verb = token if token.pos_ == "VERB" else token.head
    for clause in (*dependents(token), *(dependents(verb) if verb != token else ())):
        if _is_aim(clause) and clause.i > token.i:
            yield clause
            yield from (c for c in dependents(clause) if _is_aim(c))       # "designed to help", "to try to prevent"


def _is_aim(clause: Token) -> bool:
    deed = clause.dep_ in ("advcl", "xcomp", "acl") and clause.pos_ == "VERB"
    return deed and "Fin" not in feature(clause, "VerbForm")


def served_by(clause: Token) -> list[Token]:
    """For whom it makes room: the subject of its "for … to": "opened the border for pilgrims to cross"."""
    below = [c for o in (clause, *dependents(clause)) if o == clause or o.dep_ == "obj" for c in dependents(o)]
    opened = [c for c in below if c.dep_ in ("advcl", "acl", "xcomp", "ccomp")]
    return [s for c in opened for s in _own_subject(c)
            if case_of(s) == "for" or any(m.dep_ == "mark" and m.lower_ == "for" for m in dependents(c))]


def is_one_another(token: Token) -> bool:
    """ "blamed each other": the same again, and nobody else."""
    words = {token.lower_, *(c.lower_ for c in dependents(token))}
    return {"each", "other"} <= words or {"one", "another"} <= words


def is_each_other(token: Token) -> bool:
    """Are they the same again: "each other", "the other side", "the two countries", "both"?"""
    marks = {c.lower_ for c in dependents(token) if c.dep_ in ("det", "nummod", "amod", "det:predet")}
    return not {token.lower_, *marks}.isdisjoint(("other", "both", "each")) or {"the", "two"} <= marks


# ── whom a thing or a deed brings in ─────────────────────────────────────────────────────────────


def is_sent(token: Token) -> bool:
    """Is it one's own that one sends or takes away: the troops of "sent troops to", "pulled its soldiers out"?"""
    own = token.dep_ in ("obj", "nsubj:pass") and token.lemma_.lower() in wordlist("sent")
    return own and token.head.lemma_ in wordlist("sending")


def is_made(token: Token) -> bool:
    """Is it something that comes to be by the deed: the force of "agreed to set up a force"?"""
    return token.dep_ in ("obj", "nsubj:pass") and token.head.lemma_ in wordlist("making")


def havers(noun: Token) -> list[Token]:
    """Whose a place or a thing is: "its borders", "Ruritanian positions", "the depot of the guards"."""
    return [*possessors(noun), *modifiers(noun), *with_case(noun, "of")]


def owners(noun: Token) -> list[Token]:
    """Whose a thing is, and who is in it: "her convoy", "a bus carrying pupils"."""
    return havers(noun) + [t for c in dependents(noun) if c.dep_ == "acl" for t in (*_agents_of(c), *_carried(c))]


def doers(noun: Token) -> Iterator[list[Token]]:
    """Ways to whoever does or makes it, or of whom it is told: "the minister's plan", "claims that rebels fled"."""
    yield from makers(noun)
    yield [t for c in dependents(noun) if c.dep_ in ("acl", "ccomp") and not is_passive(c) for t in _own_subject(c)]


def makers(noun: Token) -> Iterator[list[Token]]:
    """Ways to whoever does or makes it, the surest first: "the minister's plan", "an appeal filed by miners"."""
    yield possessors(noun)
    yield with_case(noun, "by")
    yield [t for c in dependents(noun) if c.dep_ in ("acl", "acl:relcl") for t in (*_agents_of(c), *_makers_in(c))]
    yield with_case(noun, "from")
    yield modifiers(noun)
    yield from (with_case(noun, case) for case in ("with", "between", "among"))     # "the accord with Lima"
    if noun.lemma_.lower() not in wordlist("suffered"):
        yield with_case(noun, "of")


def keepers(noun: Token, deed: Token) -> list[Token]:
    """Whose it is by the verb over it, for a deed of a clause about it: "Peru kept a tax that the union condemned"."""
    about = any(t.dep_ == "acl:relcl" and t.head == noun for t in (deed, *deed.ancestors))
    return deep_subject(noun.head) if about and noun.dep_ == "obj" and noun.head.lemma_ in KEPT else []


def bearers(noun: Token) -> Iterator[list[Token]]:
    """Ways to whoever bears it or gets it: "sanctions imposed on miners", "a ban against her", "its release"."""
    if noun.lemma_.lower() in wordlist("suffered"):
        yield possessors(noun)
        yield with_case(noun, "of")
    topical = noun.lemma_.lower() in TOPICAL
    for case in ("against", "on", "with", "to", "into", "between", "among"):
        if topical and case == "on":
            continue
        yield with_case(noun, case)
        yield [t for c in dependents(noun) if c.dep_ == "acl" for t in with_case(c, case)]
    yield possessors(noun)
    yield with_case(noun, "by")
    yield with_case(noun, "of")
    yield [t for t in modifiers(noun) if t.text[0].isupper() or t.dep_ == "compound"]   # "Ruritanian goods"
    yield with_case(noun, "for")
    yield with_case(noun, "from")


def _agents_of(clause: Token) -> list[Token]:
    """By whom it is done, where it is done to the noun itself: not "a house where she was met by rebels"."""
    done = clause.lemma_ not in JUDGING and is_passive(clause)
    undergoes = done and clause.head in map(meant, surface_subject(clause))
    return [t for t in deep_subject(clause) if t != clause.head] if undergoes else []


def _makers_in(clause: Token) -> list[Token]:
    """Who makes or keeps the noun by the verb of its clause: "a tax that the premier imposed"."""
    made = clause.dep_ == "acl:relcl" and clause.lemma_ in KEPT and not is_passive(clause)
    return [t for t in deep_subject(clause) if clause.head in map(meant, deep_object(clause))] if made else []


def _carried(clause: Token) -> list[Token]:
    return [c for c in dependents(clause) if c.dep_ == "obj" and clause.lemma_ in wordlist("carrying")] + (
        with_case(clause, "to") if clause.lemma_ == "belong" else [])


def _own_subject(clause: Token) -> list[Token]:
    return [c for c in dependents(clause) if c.dep_ == "nsubj"]
