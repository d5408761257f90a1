"""Who says what: claims, each with its source, its cue and its content.

Cues come from codebook/cues.toml, arguments from the tree, the reach of direct speech from quotation marks
(quotes.py); how far a content goes is worked out in contents.py. The dateline and bylines are no sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.codebook.cues import Cue, Cues
from dateline.model import Claim, Form, Report, Source, Span, Stance, digest
from dateline.record.contents import (
    Pieces,
    across,
    content,
    joined,
    lines,
    pieces,
    reach,
    trimmed,
    whole_quotations,
)
from dateline.record.ends import cut_short, going_on, taken_up, up_to
from dateline.record.heard import Heard, as_read
from dateline.record.phrases import RELATIVE, Range, antecedent, chars, children, dependents, descendants
from dateline.record.quotes import inside, quotations
from dateline.record.slots import deep_object, deep_subject, is_passive, with_case
from dateline.record.sources import behind, beside, is_expletive, owner, source_range
from dateline.record.who import Cast

COLD = frozenset({"not", "n't", "n’t", "never"})
REFUSALS = frozenset({"refuse", "decline", "fail", "neglect", "forget", "omit", "stop"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
GROUP = frozenset({"aux", "aux:pass", "compound:prt", "advmod", "fixed", "cop"})
SLIPS = frozenset({"det", "amod", "advmod", "nmod:poss", "compound", "obl:unmarked"})
COMMA = frozenset({",", "-", "–", "—", "("})
LONGEST_SPEAKER = 8     # words a name may have before the colon of "Mayor: road is shut"


def claims(
    doc: Doc, report: Report, people: Cast, table: Cues, *, attitudes: bool = False, chain: bool = True
) -> tuple[Claim, ...]:
    """Every claim of the report, in the order of cues; `events` is left empty.

    `attitudes` adds stands that are shown rather than said ("supports the plan"), which no record holds; `chain`
    asks the reader's chain for bounds, and for cues that no row knows.
    """
    room = _Room(doc, report, people, table, attitudes, tuple(quotations(doc)))
    heard = {h.at: h for h in (*room.by_words(), *room.by_colons())}
    grown = [
        replace(h, content=whole_quotations(h.content, h.at, room.quoted)) for h in sorted(heard.values(), key=_place)
    ]
    whole = cut_short(going_on(grown, room.quoted, doc), room.quoted, doc)
    known = {h.at for h in whole}
    whole = as_read(doc, whole, attitudes) if chain else whole
    if not attitudes:       # of cues that no row knows, what somebody says: not "analyses include …"
        whole = [h for h in whole if h.at in known or (h.source is not None and people.of(h.source))]
    told = whole if attitudes else taken_up(whole, doc)
    made = [room.claim(h) for h in told if h.content and not room.own_belief(h, told)]
    return tuple(_nested([c for c in made if c.content]))


def _place(heard: Heard) -> int:
    return heard.at


@dataclass(frozen=True, slots=True)
class _Room:
    """What a cue is heard against: the report, its people, the table, its quotations."""

    doc: Doc
    report: Report
    people: Cast
    table: Cues
    attitudes: bool
    quoted: tuple[Range, ...]

    # ── cues ─────────────────────────────────────────────────────────────────────────────────────

    def by_words(self) -> Iterator[Heard]:
        start, end = self.report.dateline or (0, 0)
        for token in self.doc:
            if not start <= token.idx < end and not token.is_space:
                yield from self._heard(token)

    def _heard(self, token: Token) -> Iterator[Heard]:
        """What one word says somebody said: the first use of the cue that its sentence bears out."""
        part = _part(token)
        for cue in self.table.of(part, _key(token, part)) if part else ():
            if cue.attitude and not self.attitudes:
                continue
            found = HEARING[part](self, token, cue)
            if found is not None:
                yield found
                return

    def by_verb(self, verb: Token, cue: Cue) -> Heard | None:
        idiom = _idiom(verb, cue.more)
        stance = self._stance(verb, cue)
        if idiom is None or stance is None or (not self.attitudes and _is_unsaid(verb)):
            return None
        told = content(verb, cue, idiom, self.quoted)
        if not told or self._never(told, cue):
            return None
        told = _spoken(told, verb, self.quoted)
        source = self._source(verb, cue)
        if (source is None and cue.needs == "source") or (source is not None and _is_nobody(source)):
            return None
        spans = up_to(source_range(source, verb), -1, [told[0][0]], self.doc) if source is not None else None
        if source is None and (apart := self._behind_quotation(verb)) is not None:
            source, spans = apart
            told = tuple(p for r in told for p in _without(r, (spans[0], verb.i + 1)))
        speech = cue.stance == "asserts" and "clause" in cue.content
        if speech and spans is not None:
            told = (*self._before_saying(told, min(spans[0], verb.i)), *told)
        return Heard(source, spans, _group(verb, idiom, told), told, stance, verb.i, speech)

    def _stance(self, cue_word: Token, cue: Cue) -> Stance | None:
        """The row's stance; under a "not" the row's other one, or none at all."""
        refused = cue_word.dep_ == "xcomp" and cue_word.head.lemma_.lower() in REFUSALS
        if not refused and not any(c.lower_ in COLD for c in dependents(cue_word)):
            return cue.stance
        return cue.negated or (cue.stance if self.attitudes else None)

    def _never(self, told: Pieces, cue: Cue) -> bool:
        start, end = told[0]
        heads = {self.doc[i].lemma_.lower() for i in range(start, min(end, start + 4)) if i < len(self.doc)}
        return bool(cue.never) and not heads.isdisjoint(cue.never) and _short(self.doc, start, end)

    def _source(self, verb: Token, cue: Cue) -> Token | None:
        """Who says it: the deep subject (relative pronouns as they stand), or the slot the row names."""
        if cue.source == "object":
            return next(iter(deep_object(verb)), None)
        if cue.source != "subject":
            return next(iter(with_case(verb, cue.source)), None)
        found = next((t for t in deep_subject(verb) if not is_expletive(t)), None)
        if found is not None or is_passive(verb):
            return found
        return across(verb) or (across(verb.head) if verb.dep_ == "advcl" else None) or beside(verb) or behind(verb)

    def _before_saying(self, told: Pieces, first: int) -> Pieces:
        """ "If they come," he said, "we leave": direct speech on both sides of the saying is one."""
        before = next((q for q in self.quoted if first - 3 < q[1] < first), None)
        sandwiched = before is not None and any(inside(s, self.quoted) and s > first for s, _ in told)
        same = before is not None and self.doc[before[1] - 1].sent == self.doc[first].sent
        return (before,) if before is not None and sandwiched and same else ()

    def _behind_quotation(self, verb: Token) -> tuple[Token, Range] | None:
        """The bare phrase between a closing quotation mark and the cue: "…," one trader said."""
        close = next((e for s, e in reversed(self.quoted) if e < verb.i), None)
        if close is None or verb.i - close > LONGEST_SPEAKER or is_passive(verb):
            return None
        start, end = trimmed(self.doc, close, verb.i)
        words = self.doc[start:end]
        if end <= start or any(t.pos_ in ("VERB", "AUX") or t.is_space or t.is_punct for t in words):
            return None
        head = min((t for t in words if t.pos_ in NOUNS), key=lambda t: sum(1 for _ in t.ancestors), default=None)
        return (head, (start, end)) if head is not None else None

    def by_adjective(self, adjective: Token, cue: Cue) -> Heard | None:
        """ "is confident that …": only where it is said of somebody."""
        copula = any(c.dep_ == "cop" for c in dependents(adjective)) or adjective.dep_ == "xcomp"
        stance = self._stance(adjective, cue)
        if not copula or stance is None:
            return None
        told = _phrase(adjective) if "phrase" in cue.content else content(adjective, cue, (), self.quoted)
        source = next((t for t in deep_subject(adjective) if not is_expletive(t)), None)
        if not told or source is None or told[0][0] < adjective.i or (source.lower_, adjective.dep_) == ("it", "xcomp"):
            return None
        return Heard(source, source_range(source, adjective), _group(adjective, (), told), told, stance, adjective.i)

    def by_noun(self, noun: Token, cue: Cue) -> Heard | None:
        """ "the army's claim that …", "a threat by the rebels to …", "allegations of fraud"."""
        whose = owner(noun)
        told = _clause_of(noun) or (_phrase(noun) if "phrase" in cue.content else ())
        if not told or (whose is None and (cue.needs == "source" or cue.stance != "asserts")) or self._never(told, cue):
            return None
        spans = source_range(whose, noun) if whose is not None else None
        return Heard(whose, spans, (noun.i, noun.i + 1), told, cue.stance, noun.i)

    def by_adverb(self, adverb: Token, cue: Cue) -> Heard | None:
        head = adverb.head
        if head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "NUM") or head.i == adverb.i:
            return None
        told = {t.i for t in descendants(head) if not t.is_space}
        return Heard(None, None, (adverb.i, adverb.i + 1), pieces(self.doc, told, {adverb.i}), cue.stance, adverb.i)

    def by_preposition(self, first: Token, cue: Cue) -> Heard | None:
        """ "according to X": content is the rest of the clause that the phrase hangs on."""
        last = first.i + len(cue.more)
        if [t.lower_ for t in self.doc[first.i + 1 : last + 1]] != list(cue.more):
            return None
        source = _governed(self.doc[last])
        if source is None or not source.text[0].isalnum() or source.lemma_.lower() in cue.never:
            return None
        phrase = {t.i for t in descendants(source)} | set(range(first.i, last + 1))
        over = _clause_over(source, phrase)
        if over is None:
            return None
        told = {t.i for t in descendants(_nearest(over, first)) if not t.is_space}
        told -= {t.i for t in children(over, "cc") if t.i == min(told)}         # "But, according to the mayor, …"
        found = pieces(self.doc, told, phrase)
        start, end = source_range(source, first)
        return Heard(source, (max(start, last + 1), end), (first.i, last + 1), found, cue.stance, first.i)

    # ── colons ───────────────────────────────────────────────────────────────────────────────────

    def by_colons(self) -> Iterator[Heard]:
        """ "Police: two dead", "Two dead: police": a line that names its speaker before, or after, a colon."""
        for start, end in lines(self.doc):
            colon = next((i for i in range(start, end) if self.doc[i].text == ":"), None)
            bracketed = colon is not None and any(t.text in ("(", "[") for t in self.doc[start:colon])
            if colon is not None and start < colon < end - 1 and not bracketed:
                yield from self._colon(start, colon, end)

    def _colon(self, start: int, colon: int, end: int) -> Iterator[Heard]:
        title = self._is_heading(start)
        for name, told in (((start, colon), (colon + 1, end)), ((colon + 1, end), (start, colon))):
            speaker = self._speaker(*name)
            place = speaker is not None and speaker.ent_type_ == "place" and not title      # "Lima: The mayor said"
            if speaker is not None and not place and told[1] - told[0] > 1 and (name[0] == start or title):
                found = trimmed(self.doc, *told)
                yield Heard(speaker, trimmed(self.doc, *name), (colon, colon + 1), (found,), "asserts", colon)
                return

    def _is_heading(self, at: int) -> bool:
        offset = self.doc[at].idx
        spans = ((0, len(self.report.title or "")), *self.report.headings)
        return any(s <= offset < e for s, e in spans)

    def _speaker(self, start: int, end: int) -> Token | None:
        """The head of a bare phrase that names somebody who can speak."""
        words = [t for t in self.doc[start:end] if not t.is_space and t.text not in COMMA]
        if not 0 < len(words) <= LONGEST_SPEAKER or any(t.pos_ in ("VERB", "AUX", "SCONJ", "ADP") for t in words):
            return None
        head = min(words, key=lambda t: sum(1 for _ in t.ancestors))
        named = any(t.ent_type_ in ("person", "organization") for t in words)
        actor = self.people.of(head)
        return head if named or (actor is not None and head.pos_ in ("NOUN", "PROPN")) else None

    # ── from tokens to claims ────────────────────────────────────────────────────────────────────

    def claim(self, heard: Heard) -> Claim:
        ranges = list(joined(self.doc, heard.content))
        told = tuple(chars(self.doc, *r) for r in ranges if r[1] > r[0])
        spans = (chars(self.doc, *heard.source_range),) if heard.source_range else ()
        cue = (chars(self.doc, *heard.cue),)
        actor = self._actor(heard.source)
        name = digest(self.report.id, repr(spans), repr(cue), repr(told))
        form = _form(ranges, self.quoted)
        return Claim(name, Source(actor, spans), cue, told, form, self._settled(heard, actor, ranges))

    def _actor(self, source: Token | None) -> str | None:
        """Who a source is; of "who" and "which", the noun they stand for."""
        if source is None:
            return None
        named = antecedent(source) if source.lower_ in RELATIVE else None
        return self.people.of(source) or (self.people.of(named) if named is not None else None)

    def own_belief(self, heard: Heard, others: Sequence[Heard]) -> bool:
        """ "I hope …", "said he had asked …": of what somebody says of his own words, the outer claim is the one.
        So it is of "said it had allegedly fallen", where nobody else alleges."""
        if heard.source is None and self.doc[heard.at].pos_ == "ADV":
            return any(o.source is not None and inside(heard.at, o.content) for o in others)
        if self.attitudes or heard.source is None or heard.stance not in OWN:
            return False
        first = heard.source.lower_ in ("i", "we") and heard.stance in ("believes", "doubts")
        actor = self.people.of(heard.source)
        over = [o for o in others if o.speech and o is not heard and inside(heard.at, o.content) and o.source]
        return any(first or (actor is not None and actor == self.people.of(o.source)) for o in over if o.source)

    def _settled(self, heard: Heard, actor: str | None, ranges: Sequence[Range]) -> Stance:
        """A plain saying whose words are a promise, a belief or a question of the source's own."""
        if heard.stance == "promises":
            return "threatens" if any(_is_unless(t) for r in ranges for t in self.doc[slice(*r)]) else "promises"
        if not heard.speech or heard.stance != "asserts" or not ranges:
            return heard.stance
        words = [t for t in self.doc[ranges[0][0] : ranges[0][1]] if not t.is_space]
        verb = self.doc[heard.at].lemma_.lower()
        if verb == "ask" or not words or words[0].lower_ in ("whether", "if", "how", "why"):
            return "asks" if verb == "ask" else heard.stance
        if len(words) > 1 and words[0].lower_ in ("i", "we") and words[1].lower_ in BELIEFS:
            return "believes"
        said = actor and self.people.get(actor)
        harm = any((verb == "warn" and t.lemma_.lower() in HARM) or self._befalls_the_told(t, heard) for t in words)
        if said and said.sector in ARMED and harm:
            return "threatens"
        deed = self._own_deed(words, heard.source, actor)
        return self._promised(deed, heard, words) if deed is not None else heard.stance

    def _promised(self, deed: Token, heard: Heard, words: Sequence[Token]) -> Stance:
        """What somebody says that he will do: a threat where it harms, hangs on "unless" or is said in warning."""
        harms = next((c.only for c in self.table.of("verb", "vow") if c.stance == "threatens"), frozenset())
        warned = self.doc[heard.at].lemma_.lower() == "warn"
        if not warned and not any(c.lower_ in WILL for c in children(deed, "aux")):
            return heard.stance
        harmful = warned or deed.lemma_.lower() in harms or any(_is_unless(t) for t in words)
        return "threatens" if harmful else "promises"

    def _befalls_the_told(self, harm: Token, heard: Heard) -> bool:
        """ "told the villagers that they would be punished", "warned that any ship would be attacked"."""
        verb, who = self.doc[heard.at], children(harm, "nsubj*")
        struck = is_passive(harm) and harm.lemma_.lower() in BLOWS
        coming = any(c.lower_ in WILL for c in children(harm, "aux")) and (struck or harm.lemma_.lower() in SUFFERS)
        told = children(verb, "obj", "iobj")[:1]
        if not coming or not who or not told:
            return coming and struck and verb.lemma_.lower() == "warn"
        same = self.people.of(who[0])
        return who[0].lower_ in ("they", "you") or (same is not None and same == self.people.of(told[0]))

    def _own_deed(self, words: Sequence[Token], source: Token | None, actor: str | None) -> Token | None:
        """The verb of the first thing that the content says, if it is that its own source will do it."""
        for word in words:
            if word.lower_ in (WILL | MAY) and word.dep_ == "aux" and word.head.pos_ == "VERB":
                doer = next((c for c in dependents(word.head) if c.dep_ == "nsubj"), None)
                stays = doer is None or word.head.lemma_.lower() in STATES
                return word.head if not stays and self._own(doer, source, actor) else None
            if word.pos_ in ("VERB", "AUX") and word.lower_ not in (WILL | MAY) and word.dep_ != "amod":
                return None
        return None

    def _own(self, doer: Token | None, source: Token | None, actor: str | None) -> bool:
        """The source himself, his own people, or the state he speaks for: a minister says "the government will …"."""
        if doer is None:
            return False
        owned = any(c.lower_ in POSSESSIVE for c in children(doer, "nmod:poss"))
        ours = source is not None and doer.lemma_.lower() in SIDE and owned
        same = source is not None and doer.pos_ == "PRON" and doer.lower_ == source.lower_
        if doer.lower_ in ("i", "we") or ours or same:
            return True
        other = self.people.of(doer)
        if actor is None or other is None:
            return actor is not None and doer.lower_ == "it" and self.people.get(actor).kind != "person"
        one, two = self.people.get(actor), self.people.get(other)
        state = one.sector in STATE and (two.sector in STATE or two.kind in ("government", "country"))
        return actor == other or (state and one.country is not None and one.country == two.country)


OWN = frozenset({"believes", "doubts", "asks", "promises"})
BELIEFS = frozenset({"hope", "believe", "think", "expect", "fear", "doubt", "suspect"})
HARM = frozenset({"face", "risk", "suffer", "regret", "punish", "pay", "shoot", "hit", "consequence"})
SUFFERS = frozenset({"face", "risk", "suffer", "regret", "pay", "die"})
BLOWS = frozenset({"punish", "shoot", "hit", "kill", "destroy", "bomb", "attack", "burn", "arrest", "jail", "expel",
                   "deport"})
ARMED = frozenset({"GOV", "MIL", "COP", "REB", "SPY", "INT"})
STATE = frozenset({"GOV", "MIL", "LEG", "COP"})
# whoever speaks of "his country", "its fighters" speaks for them
SIDE = frozenset({"country", "government", "administration", "party", "army", "movement", "group", "union", "side",
                  "force", "troop", "fighter", "soldier", "man", "member", "organisation", "organization", "company"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my"})
MAY = frozenset({"may", "might", "could"})     # of oneself, a threat in a warning and nothing else
WILL = frozenset({"will", "would", "'ll", "’ll", "shall", "wo"})
STATES = frozenset(
    ["like", "have", "need", "be", "know", "win", "lose", "see", "become", "love", "prefer", "miss", "hope", "put"]
)

HEARING = {
    "verb": _Room.by_verb,
    "noun": _Room.by_noun,
    "adjective": _Room.by_adjective,
    "adverb": _Room.by_adverb,
    "preposition": _Room.by_preposition,
}


# ── cues ─────────────────────────────────────────────────────────────────────────────────────────


def _part(token: Token) -> str:
    """The table's part of speech of a token; a participle that opens a preposition is one."""
    pos = token.pos_
    if pos in ("ADP", "SCONJ") or token.dep_ in ("case", "mark"):
        return "preposition"
    if pos == "VERB":
        return "verb" if token.dep_ not in ("amod", "aux", "compound", "flat") else ""
    return OTHERS.get(pos, "")


OTHERS = {"NOUN": "noun", "ADV": "adverb", "ADJ": "adjective"}


def _key(token: Token, part: str) -> str:
    return str(token.lower_ if part in ("adverb", "preposition") else token.lemma_.lower())


def _idiom(verb: Token, more: tuple[str, ...]) -> list[Token] | None:
    """The tokens of an idiom's further words, in order, close behind one another; None where one is missing."""
    found: list[Token] = []
    at = verb.i
    for word in more:
        near = verb.doc[at + 1 : min(at + 6, verb.sent.end)]
        here = next((t for t in near if word in (t.lower_, t.lemma_.lower()) and verb in t.ancestors), None)
        if here is None or any(not _slips_in(t, here) for t in verb.doc[at + 1 : here.i]):
            return None
        found.append(here)
        at = here.i
    return found


def _slips_in(word: Token, here: Token) -> bool:
    """What may stand inside an idiom: "cast some doubt on", and an object before a particle."""
    return word.dep_ in SLIPS or (here.dep_ in ("compound:prt", "advmod") and word.dep_ != "punct")


def _group(verb: Token, idiom: Sequence[Token], told: Pieces) -> Range:
    """The verb with auxiliaries, adverbs and an idiom's words next to it."""
    own = {c.i for c in dependents(verb) if c.dep_ in GROUP} | {c.i for o in idiom for c in dependents(o) if c.i < o.i}
    own |= {g.i for c in dependents(verb) if c.dep_ in ("cop", "aux") for g in dependents(c)}
    own |= {o.i for o in idiom}
    start, end = verb.i, verb.i + 1
    while start - 1 in own and not inside(start - 1, told):
        start -= 1
    while end in own and not inside(end, told):
        end += 1
    return start, max([end, *(o.i + 1 for o in idiom if o.i < end + 3)])


def _spoken(told: Pieces, verb: Token, quoted: Sequence[Range]) -> Pieces:
    """Around a saying that follows direct speech, only more direct speech, or a "that", is said too."""
    if len(told) != 2 or not told[0][1] <= verb.i < told[1][0]:
        return told
    (start, end), (later, last) = told
    speech = next((q for q in quoted if q[0] - 1 <= end - 1 < q[1] + 1 and end >= q[1] - 2), None)
    if speech is None:
        return told
    if start < speech[0] and verb.doc[speech[0] - 2].text in (".", "!", "?"):
        start = speech[0]                               # another sentence, which the parser did not part
    if verb.doc[later].lower_ in ("that", "and", "but"):
        return (start, end), (later, last)
    more = next((q for q in quoted if later <= q[0] < last), None)
    if any(q[0] <= later < q[1] for q in quoted):
        return (start, end), (later, last)
    return ((start, end), (more[0], last)) if more else ((start, end),)


def _is_unless(word: Token) -> bool:
    """ "unless they leave", "if they do not leave"."""
    return word.lower_ == "unless" or (word.lower_ == "if" and any(c.lower_ in COLD for c in dependents(word.head)))


def _is_nobody(source: Token) -> bool:
    """ "No group has claimed the attack": nothing is said."""
    return source.lower_ in NOBODY or any(c.lower_ in ("no", "neither") for c in children(source, "det"))


NOBODY = frozenset({"nobody", "none", "neither", "no-one"})


def _is_unsaid(verb: Token) -> bool:
    """ "undertook to ask the rebels …": not said yet; "went on to say" is."""
    infinitive = any(c.lower_ == "to" and c.dep_ == "mark" for c in dependents(verb))
    perfect = any(c.lower_ == "have" for c in dependents(verb))
    first = verb.head if verb.dep_ == "conj" else verb
    return infinitive and not perfect and first.dep_ in ("xcomp", "advcl", "acl") and first.head.lemma_ not in SAYS


SAYS = frozenset({"go", "continue", "begin", "start", "proceed", "use", "hasten", "rush", "come", "like", "be", "move",
                  "return", "appear", "seem", "keep", "rise", "stop", "pause"})


def _without(told: Range, gap: Range) -> Iterator[Range]:
    """What is left of a range around a gap in it."""
    for start, end in ((told[0], min(told[1], gap[0])), (max(told[0], gap[1]), told[1])):
        if end > start:
            yield start, end


def _short(doc: Doc, start: int, end: int) -> bool:
    """Whether a content is a bare noun phrase: no verb in it."""
    return not any(t.pos_ in ("VERB", "AUX") for t in doc[start:end])


MADE = frozenset({"make", "issue", "put", "raise", "voice", "repeat", "hear", "read"})


def _clause_of(noun: Token) -> Pieces:
    clauses = [
        c
        for c in children(noun, "acl", "acl:relcl", "ccomp")
        if c.i > noun.i
        and any(g.dep_ == "mark" and g.lower_ in ("that", "to", "whether") for g in dependents(c))
    ]
    # "its demand that the firm pay", which a parser may read like "the demand that it made"
    clauses += [c for c in children(noun, "acl:relcl") for g in children(c, "obj")
                if g.lower_ == "that" and g.i == noun.i + 1 and c.lemma_ not in MADE]
    return (reach(clauses[0], after=noun.i),) if clauses else ()


def _phrase(word: Token) -> Pieces:
    """ "allegations of fraud", "critical of the plan": what follows the preposition."""
    for c in children(word, "nmod", "obl", "advcl", "acl"):
        case = next((g for g in dependents(c) if g.dep_ in ("case", "mark") and g.lower_ in PHRASED), None)
        if c.i > word.i and case is not None:
            return (reach(c, after=case.i),)
    return ()


PHRASED = frozenset({"of", "for", "about", "on", "to", "against", "over", "with", "in", "that"})


def _governed(last: Token) -> Token | None:
    """The noun that a preposition's last word governs."""
    case = last.head if last.dep_ == "fixed" else last
    noun = case.head
    return noun if case.dep_ in ("case", "mark") and noun.i > last.i else None


def _clause_over(source: Token, phrase: set[int]) -> Token | None:
    """The predicate whose clause an "according to" phrase stands in."""
    over = source.head
    while over.i in phrase and over.head.i != over.i:
        over = over.head
    while over.pos_ in NOUNS and over.dep_ not in ("root", "parataxis") and not _is_predicate(over):
        over = over.head
    return over if over.i not in phrase else None


def _nearest(over: Token, first: Token) -> Token:
    """ "…, killing two people, according to doctors": the participle before the comma is what doctors say."""
    before = [
        c
        for c in children(over, "advcl")
        if over.i < c.i < first.i <= c.right_edge.i + 3
        and c.lower_.endswith("ing")
        and c.doc[c.left_edge.i - (c.doc[c.left_edge.i].text != ",")].text == ","
    ]
    return before[-1] if before else over


def _is_predicate(noun: Token) -> bool:
    return any(c.dep_ in ("cop", "nsubj", "nsubj:pass") for c in dependents(noun))


def _form(told: Sequence[Range], quoted: Sequence[Range]) -> Form:
    """direct: all words stand in quotation marks; mixed: some; indirect: none."""
    words = [i for s, e in told for i in range(s, e)]
    marked = sum(any(s <= i < e for s, e in quoted) for i in words)
    outside = [i for s, e in told for i in range(s, e) if not any(s2 - 1 <= i <= e2 for s2, e2 in quoted)]
    return "indirect" if not marked else "direct" if len(outside) <= len(words) // 20 else "mixed"


def _nested(made: Sequence[Claim]) -> Iterator[Claim]:
    """Each claim with the narrowest other claim whose content holds its cue."""
    for claim in made:
        at = claim.cue[0][0]
        over: list[tuple[int, str]] = [
            (sum(e - s for s, e in c.content), c.id)
            for c in made
            if c.id != claim.id and _covers(c.content, at) and not _covers(claim.content, c.cue[0][0])
        ]
        yield replace(claim, within=min(over)[1]) if over else claim


def _covers(spans: Iterable[Span], at: int) -> bool:
    return any(s <= at < e for s, e in spans)
