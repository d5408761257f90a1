"""What happened: predicates met by a frame of the codebook, with who did it, to whom, and how real it is.

`happenings` walks the words of a Doc once. Where several frames fit a word, an idiom beats a bare
word and a choosy row a free one; a row whose needs are not filled gives nothing. What is promised,
asked, refused or threatened is no second event (`holds`); PLOVER's shift of planned deeds is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from dateline.codebook import Codebook, Frame
from dateline.codebook.actors import wordlist
from dateline.codebook.frames import JUDGED
from dateline.codebook.reality import Reality, reality
from dateline.model import Status
from dateline.record import deeds
from dateline.record.parties import Slots
from dateline.record.phrases import Range, base, case_of, children, dependents, descendants, feature, noun_phrase
from dateline.record.slots import deep_object, denoted, governor, is_passive, surface_subject
from dateline.record.status import CONDITIONAL, marks, status, will_not
from dateline.record.undone import REFUSABLE, UNREAL, is_nobodys, is_only_meant
from dateline.record.who import Cast

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
NAMED = ("party", "armed_group")
CRAFT = frozenset({"aircraft", "bomber", "fighter", "helicopter", "plane", "jet", "submarine", "ship", "vehicle"})
SOMEBODY = frozenset({"he", "she", "they", "we", "i", "who"})
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "conj")
SHAPING = ("case", "amod", "compound", "det", "advmod", "nummod", "fixed", "flat", "mark", "goeswith")
VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Found:
    """One predicate that a frame meets. Tokens, not yet actors and spans; evidence are token ranges."""

    frame: Frame
    type: str
    trigger: Token
    words: Range
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    status: Status
    evidence: tuple[Range, ...]
    consumed: frozenset[int]        # words that belong to the predicate's own meaning: "aid" in "suspended aid"

    @property
    def at(self) -> int:
        return self.trigger.i


def happenings(doc: Doc, book: Codebook, people: Cast, skip: Callable[[Token], bool]) -> list[Found]:
    """Every event that the words name, in the order of their triggers; `skip` leaves words aside."""
    real = reality()
    found = [
        one
        for token in doc
        if token.pos_ in PARTS and not skip(token)
        for one in _at(token, book, people, real)
    ]
    taken = {i for one in found for i in (one.at, *one.consumed)}
    told = {(one.at, one.type) for one in found}                # "went on hunger strike": its noun is the same deed
    found += [
        one
        for token in doc
        if token.pos_ in PARTS and token.i not in taken and not skip(token)
        for one in _unmet(token, book, people, real)
        if (token.head.i, one.type) not in told
    ]
    done = [one for one in found if not is_nobodys(one, found, real)]
    meant = [one for one in done if not deeds.is_doubted(one.trigger, one.frame)]
    sure = [_with_heads(one, people, _judges(one, done) | _victims(one, done)) for one in meant]
    own = _without_held(sorted(sure, key=lambda one: one.at), book)
    return [_shifted(one, book) for one in own if not is_only_meant(one, real)]


def _unmet(token: Token, book: Codebook, people: Cast, real: Reality) -> Iterator[Found]:
    """The event of a word that no row met, where the reader's heads are sure of it."""
    part = PARTS[token.pos_]
    rows = book.frames.of(part, token.lemma_.lower())
    frame = deeds.seen(token, part, rows, lambda row: _is_barred(Slots(token, row, people, real), row, people))
    one = _met(token, frame, people, real, book) if frame else None
    if one is not None:
        yield one


# ── a word and its frames ────────────────────────────────────────────────────────────────────────


def _at(token: Token, book: Codebook, people: Cast, real: Reality) -> Iterator[Found]:
    """The events of one word: the best frame of each type, at most one unless a word says two deeds.

    A noun that only says what kind of thing another is tells no deed: "attack aircraft", "protest song".
    """
    if token.dep_ in ("flat", "aux", "cop", "amod", "compound") or _is_kind_of_thing(token):
        return
    taken: set[str] = set()
    best: tuple[int, int, int] | None = None
    for part in _parts(token):
        for frame in _rows(token, part, book):
            if best is not None and (frame.exactness < best or frame.type in taken):
                continue
            one = _met(token, frame, people, real, book)
            if one is not None:
                taken.add(frame.type)
                best = frame.exactness
                yield one


def _rows(token: Token, part: str, book: Codebook) -> tuple[Frame, ...]:
    """The rows of a word: as it is hyphened, by its base form, or as it stands ("the shooting", whose base is cut)."""
    forms = (hyphened(token), token.lemma_.lower(), token.lower_ if part == "noun" else "")
    return next((rows for form in forms if form and (rows := book.frames.of(part, form))), ())


def _is_kind_of_thing(token: Token) -> bool:
    """Whether a bare noun is joined to weapons as the kind of one: "attack, bomber and fighter aircraft"."""
    plural = "Plur" in feature(token, "Number")
    bare = token.pos_ == "NOUN" and not plural and not children(token, "det", "amod", "nummod")
    beside = (*children(token, "conj"), *([token.head] if token.dep_ == "conj" else ()))
    return bare and bool(beside) and any(t.lemma_.lower() in CRAFT and t.i > token.i for t in beside)


def _parts(token: Token) -> tuple[str, ...]:
    if token.pos_ == "ADJ" and any(c.dep_ == "aux:pass" for c in dependents(token)):
        return ("verb", "adjective")
    return (PARTS[token.pos_],)


def _met(token: Token, frame: Frame, people: Cast, real: Reality, book: Codebook) -> Found | None:
    """The event that a frame makes of a word, or None where it does not fit."""
    more = idiom(token, frame.more, real)
    if more is None or (frame.plural and "Plur" not in feature(token, "Number")):
        return None
    slots = Slots(token, frame, people, real)
    if not all(_fills(slots, slot, words, people) for slot, words in frame.only.items()):
        return None
    if _is_barred(slots, frame, people):
        return None
    actors, recipients = slots.parties()
    if not recipients and frame.type == "AID" and any("aid" in words for words in frame.only.values()):
        recipients = _served(token, actors, people)
    needs = {
        "actor": bool(actors) or _unnamed(slots, frame.actor),
        "recipient": bool(recipients) or (bool(actors) and slots.is_open(frame.recipient)),
        "party": bool(actors or recipients),
        "told": frame.part == "noun" and governor(token) is not None,
    }
    if not all(needs[n] if n in needs else bool(slots.of(n)) for n in frame.needs):
        return None
    alone = not recipients and not (frame.reciprocal and len(actors) > 1)
    if book.types[frame.type].needs_recipient and alone:
        return None
    how = status(token, real)
    if how != "negated":
        recipients = tuple(t for t in recipients if not any(c.lower_ == "no" for c in children(t, "det")))
    return Found(
        frame,
        frame.type,
        token,
        _words(token, more),
        actors,
        recipients,
        how,
        _evidence(token, frame, (*actors, *recipients), real),
        frozenset(t.i for t in (*more, *slots.chosen(), *_hyphened_in(slots, frame))),
    )


def _is_barred(slots: Slots, frame: Frame, people: Cast) -> bool:
    """Whether words stand there with which the row never tells its deed."""
    return any(_bars(slots, slot, words, people) for slot, words in frame.never.items())


SERVED = ("to", "for", "in", "across", "of", "among", "")


def _served(verb: Token, actors: tuple[Token, ...], people: Cast) -> tuple[Token, ...]:
    """Whom help is for where the clause names him further down: "gave $3 million for clinics in Chad", "in aid to
    support refugees". What its own doer has is none."""
    doing = {people.of(t) for t in actors}
    given = children(verb, "obj", "nsubj:pass")
    purposes = [c for c in children(verb, "advcl", "xcomp") if c.i > verb.i and marks(c) & {"to", "on", "for"}]
    over = [*given, *(c for c in children(verb, "obl") if c.i > verb.i and case_of(c) in SERVED), *purposes]
    below = {t for c in over for t in descendants(c, without=BESIDE) if case_of(t) in SERVED and t not in given}
    kinds = ("country", "population", "government", "armed_group", "organization")
    nouns = (t for t in sorted(below, key=lambda t: t.i) if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in SHAPING)
    named = ((t, people.of(t)) for t in nouns)
    return next(((t,) for t, a in named if a and a not in doing and people.get(a).kind in kinds), ())


JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})


def _judges(one: Found, found: Iterable[Found]) -> frozenset[Token]:
    """Those who only judge a deed: "the raid was condemned by Ghana"."""
    judging = (o for o in found if o.type in JUDGING and o.at != one.at and one.at in _held_by(o.trigger))
    return frozenset(t for o in judging for t in o.actors)


def _victims(one: Found, found: Iterable[Found]) -> frozenset[Token]:
    """Those who suffer what is told over it: "four guards died in the raid"."""
    over = (o for o in found if o.type == one.type and o.at != one.at and o.trigger in one.trigger.ancestors)
    return frozenset(t for o in over for t in o.recipients)


def _is_place(token: Token, people: Cast) -> bool:
    actor = people.of(token)
    return actor is not None and people.get(actor).kind == "place"


def _sparing(trigger: Token) -> tuple[Token, ...]:
    """Those who stop, flee or mourn a deed that its noun names: "they hid there to escape the shelling"."""
    near = next((verb for verb in trigger.ancestors if verb.pos_ == "VERB"), None)
    if near is None or near.lemma_.lower() not in wordlist("averting"):
        return ()
    return tuple(t for above in (near, *near.ancestors) for t in surface_subject(above))


def _with_heads(one: Found, people: Cast, others: frozenset[Token]) -> Found:
    """With the parties that the heads are sure of, where the tree shows none; the others did not do it."""
    actors, met = one.actors, one.recipients
    if not actors:
        undergoing = {people.of(t) for t in met}                # "the rebels were told to disarm"
        held = deeds.parties(one.trigger, "doer", people.of)
        over = {t: t.head.head if t.dep_ == "compound" else t.head for t in held}       # "the Gori raid killed two"
        held = tuple(t for t in held if one.trigger not in (t.head, over[t]) or not _is_place(t, people))
        spared = (*met, *others, *_sparing(one.trigger))
        actors = tuple(t for t in held if t not in spared and people.of(t) not in undergoing)
    if not met and not one.frame.reciprocal:
        own = (one.at, *one.consumed)                           # "reached a settlement": its own word
        met = tuple(t for t in deeds.parties(one.trigger, "met", people.of) if t not in actors and t.i not in own)
    if (actors, met) == (one.actors, one.recipients):
        return one
    phrases = map(noun_phrase, (*actors, *met))
    return replace(one, actors=actors, recipients=met, evidence=joined((*one.evidence, *phrases)))


def _unnamed(slots: Slots, where: tuple[str, ...]) -> bool:
    """Whether somebody acts whom the report leaves to a pronoun: "they" without a name before it."""
    return any(t.lower_ in SOMEBODY for slot in where for t in slots.of(slot))


def _fills(slots: Slots, slot: str, words: frozenset[str], people: Cast) -> bool:
    """Whether the slot is filled by one of the words; by anything at all for @any, a named person for @someone."""
    filling = slots.of(slot)
    if "@any" in words and filling:
        return True
    if "@someone" in words and any((a := people.of(t)) and people.get(a).kind == "person" for t in filling):
        return True
    if slots.holds(slot, words) or any(hyphened(t) in words for t in filling):
        return True
    return any(a.lemma_.lower() in words for t in filling for a in antecedents(t))


THINGS = {"it": "Sing", "this": "Sing", "that": "Sing", "them": "Plur", "these": "Plur", "those": "Plur"}


def antecedents(pronoun: Token) -> list[Token]:
    """What "it" and "them" may mean as things: the last told before, in this sentence or the last.

    "Peru drafted the treaty. Chile signed it."
    """
    number = THINGS.get(pronoun.lower_)
    if number is None or pronoun.pos_ != "PRON":
        return []
    first = pronoun.sent
    before = first.doc[first.start - 1].sent.start if first.start else 0
    told = [t for t in pronoun.doc[before : pronoun.i] if t.pos_ == "NOUN" and base(t) in ("nsubj", "obj")
            and number in feature(t, "Number")]
    return told[-2:]


def _bars(slots: Slots, slot: str, words: frozenset[str], people: Cast) -> bool:
    """Whether the slot is filled by one of the words as a common noun: the name of a party or an armed group says who
    acts, so that the Awami League is no league."""
    fillers = slots.of(slot)
    titles = (c for t in fillers if t.pos_ == "PROPN" for c in children(t, "compound", "nmod:desc"))
    if any(c.lemma_.lower() in words for c in titles):
        return True                                                     # "Hurricane Maria destroyed the port"
    if not _fills(slots, slot, words, people):
        return False
    meant = [t for filler in fillers for t in denoted(filler, reality().partitives) if t.lemma_.lower() in words]
    named = all(t.pos_ == "PROPN" and (a := people.of(t)) and people.get(a).kind in NAMED for t in meant)
    return not (meant and named) or _fills(slots, slot, words & frozenset(JUDGED), people)


def _hyphened_in(slots: Slots, frame: Frame) -> list[Token]:
    return [t for slot, words in frame.only.items() for t in slots.of(slot) if hyphened(t) in words]


def hyphened(token: Token) -> str:
    """The whole of a hyphened word, of which a token is the head: "cease-fire"; "" where there is none.

    The reader cuts such words as Universal Dependencies does, the tables keep them whole.
    """
    doc, start, end = token.doc, token.i, token.i + 1
    while start >= 2 and doc[start - 1].text == "-" and not (doc[start - 1].whitespace_ or doc[start - 2].whitespace_):
        start -= 2
    while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_):
        end += 2
    return doc[start : end - 1].text.lower() + doc[end - 1].lemma_.lower() if end - start > 1 else ""


def idiom(token: Token, more: tuple[str, ...], real: Reality) -> list[Token] | None:
    """The further words of an idiom among the dependents of its head, to depth 2; None where one lacks.

    What says only when is passed over, "called on Tuesday" is not "called on"; so are the head's own "to", "would"
    and "not": "had to tell" is not "tell to".
    """
    if not more:
        return []
    near = _near(token)
    found = [next((c for c, forms in near if word in forms), None) for word in more]
    return None if any(f is None for f in found) else [f for f in found if f is not None]


@lru_cache(maxsize=1)                                           # one word is asked for many idioms in a row
def _near(token: Token) -> tuple[tuple[Token, tuple[str, str]], ...]:
    """The dependents of a word to depth 2 that an idiom may hold, each with its forms."""
    real = reality()
    own = [c for c in dependents(token) if not (c.pos_ == "VERB" and c.dep_ == "case")]    # "according to" is no accord
    first = [c for c in own if not (_says_when(c, real) or _helps(c, token, real) or _own_deed(c, token))]
    below = (c for child in first for c in dependents(child) if not (c.pos_ == "VERB" and c.dep_ == "case"))
    near = [*first, *(c for c in below if _in_idiom(c, c.head))]
    return tuple((c, (c.lower_, c.lemma_.lower())) for c in near)


def _says_when(child: Token, real: Reality) -> bool:
    """ "on Tuesday" and "on Nov. 2" say when; the hours of "eased curfew hours" are what is eased."""
    dates = (child, *(c for c in dependents(child) if child.pos_ == "NUM"))
    return child.dep_ not in ("obj", "nsubj:pass") and any(t.lemma_.lower() in real.calendar for t in dates)


def _own_deed(child: Token, head: Token) -> bool:
    """A side clause, and the doer of what has an object, are no part of an idiom: "signed it, pledging help"."""
    return (child.dep_ == "advcl" and child.pos_ == "VERB") or (child.dep_ == "nsubj" and bool(children(head, "obj")))


def _in_idiom(word: Token, child: Token) -> bool:
    """Whether a word two levels down can belong to an idiom: what shapes a thing or a clause, not its own parts.

    Of a clause it is "will", "not" and "to"; of a thing its adjective, preposition, "of" phrase and conjunct. Of the
    subject of a verb with an object it is nothing: in "the trial court ordered a recount" no trial is ordered.
    """
    if child.dep_ == "nsubj":
        return base(word) in ("amod", "compound") and not children(child.head, "obj")
    if base(child) in CLAUSES:
        gerund = word.dep_ == "obj" and _is_gerund(child)               # "banned from holding office"
        let = word.dep_ == "nsubj" and child.dep_ == "xcomp"            # "let the deadline pass"
        return gerund or let or base(word) in ("aux", "mark", "case") or word.lower_ in ("not", "n't", "n’t", "never")
    if base(word) == "nmod":
        return case_of(word) in ("", "of")
    if base(word) == "advmod" and word.i > child.i:
        return False                                                    # "gave a heads up" gives nothing up
    return base(word) in SHAPING or (word.dep_ == "conj" and child.dep_ == "obj")


def _helps(child: Token, head: Token, real: Reality) -> bool:
    return child.i < head.i and (base(child) in ("mark", "aux") or child.lower_ in real.negators)


def _words(token: Token, more: list[Token]) -> Range:
    """The words of the trigger: the idiom whole where its words stand close together, else its head."""
    start, end = min([token.i, *(t.i for t in more)]), max([token.i, *(t.i for t in more)]) + 1
    return (start, end) if end - start <= len(more) + 2 else (token.i, token.i + 1)


# ── what else its words say ──────────────────────────────────────────────────────────────────────

BESIDE = frozenset({"conj", "parataxis", "punct", "cc", "discourse", "vocative", "dep", "acl:relcl", "appos"})
ASIDE = ("ccomp", "advcl", "csubj")


def _evidence(token: Token, frame: Frame, parties: tuple[Token, ...], real: Reality) -> tuple[Range, ...]:
    """The clause with its participants, as token ranges in order, disjoint."""
    over = governor(token) if frame.part == "noun" else None
    head = over[0] if over else token
    ranges = [_core(head, frame)]
    if over:
        ranges.append(_core(token, frame))
    ranges += [noun_phrase(p) for p in parties]
    return joined(ranges)


def _core(head: Token, frame: Frame) -> Range:
    """From the first to the last word of a clause or noun phrase, its side clauses cut."""
    cut = BESIDE if frame.holds else BESIDE | set(ASIDE)
    kept = [head.i]
    for child in children(head):
        if (child.dep_ in cut and not _completes(child)) or (child.dep_ == "mark" and not frame.holds):
            continue
        kept += [t.i for t in descendants(child, without=BESIDE)]
    return min(kept), max(kept) + 1


def _completes(clause: Token) -> bool:
    """ "accused him of rigging the vote": what stands behind "of" tells the deed itself, nothing beside it."""
    return clause.dep_ == "advcl" and any(c.lower_ == "of" for c in children(clause, "mark", "case"))


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch or overlap made one."""
    done: list[Range] = []
    for start, end in sorted(ranges):
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return tuple(done)


# ── one deed said by two words ───────────────────────────────────────────────────────────────────


def _without_held(found: list[Found], book: Codebook) -> list[Found]:
    """Without what is only promised, asked, refused or threatened by another event found, or is its condition.

    Such an event lends its parties to one that names no recipient: who agrees to lend to Ghana agrees with Ghana.
    """
    held: set[int] = set()
    by_place = {one.at: one for one in found}
    kept: dict[int, Found] = {}
    part = {i for one in found for i in one.consumed if i != one.at}    # "signed a treaty": the treaty holds nothing
    for number, one in enumerate(found):
        inside = set(one.consumed) - {one.at}
        if one.frame.holds and one.at not in part:
            inside |= set(_held_by(one.trigger)) - {one.at}
        held |= {i for i in inside if not _was_done(one, by_place.get(i))} | _aims(one, by_place, book)
        held |= _topics(one, by_place) | _conditions({one.at, *inside}, one.trigger.doc, by_place)
        deeds = [by_place[i] for i in sorted(inside) if i in by_place]
        kept[number] = _with_doers_of(_with_parties_of(one, deeds), deeds)
    return [one for one in kept.values() if one.at not in held]


def _was_done(judging: Found, deed: Found | None) -> bool:
    """What is condemned may be a deed that was done: "condemned the shelling of Goma" tells both; "condemned the
    violence", which names nobody, only points at what was told before."""
    if deed is None or judging.type != "ACCUSE" or deed.at in judging.consumed or deed.type in VERBAL:
        return False
    return deed.status in ("occurred", "ongoing") and bool(deed.actors or deed.recipients)


def _topics(one: Found, by_place: Mapping[int, Found]) -> set[int]:
    """PLOVER: the topic of a protest is no second event. "Marched, demanding bread", "a rally to denounce her"."""
    if one.type != "PROTEST":
        return set()
    clauses = (c for c in children(one.trigger, "advcl", "acl", "xcomp") if "Fin" not in feature(c, "VerbForm"))
    over = _purposes_over(one.trigger)
    below = [t for c in (*clauses, *over) for t in descendants(c, without=BESIDE)]
    return {t.i for t in below if t.i in by_place and by_place[t.i].type in VERBAL}


def _aims(one: Found, by_place: Mapping[int, Found], book: Codebook) -> set[int]:
    """The help, talk or support that a deed of the same doers is done for: "sent fighters to support the king"."""
    over = one.trigger if one.trigger.pos_ == "VERB" or one.trigger.dep_ != "obj" else one.trigger.head
    below = [c for c in children(over, "advcl", "xcomp", "acl") if "to" in marks(c)]
    below += [c for o in children(over, "obj") for c in children(o, "acl") if "to" in marks(c)]
    aims = (by_place[c.i] for c in below if c.i in by_place and c.i != one.at)
    return {a.at for a in aims if a.status == "future" and book.types[a.type].future == "AGREE"}


def _purposes_over(trigger: Token) -> list[Token]:
    """The purposes of the verb over a noun: "blocked roads", "staged a rally to demand higher pay"."""
    verb = trigger.head
    if trigger.pos_ == "VERB" or trigger.dep_ not in ("obj", "nsubj:pass") or verb.i == trigger.i:
        return []
    return [c for c in children(verb, "advcl", "xcomp") if "Fin" not in feature(c, "VerbForm") and c.i > trigger.i]


def _conditions(over: set[int], doc: Doc, by_place: Mapping[int, Found]) -> set[int]:
    """What stands in the if, unless or until of a deed, or of what it holds, and has not happened."""
    clauses = [c for i in over for c in children(doc[i], "advcl") if marks(c) & CONDITIONAL]
    inside = {t.i for c in clauses for t in descendants(c)}
    return {i for i in inside if i in by_place and by_place[i].status in (*UNREAL, "negated")}


def _with_doers_of(one: Found, deeds: list[Found]) -> Found:
    """Who condemns a deed accuses those who did it, not those who suffered it."""
    for deed in deeds:
        if _was_done(one, deed) and set(one.recipients) <= set(deed.recipients):
            met = tuple(t for t in deed.actors if t not in one.actors)
            return replace(one, recipients=met, evidence=joined((*one.evidence, *map(noun_phrase, met))))
    return one


# types whose recipient answers for the deed that is named: "called for an end to the army's raids on Goma"
ANSWERED = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "PROTEST"})


def _with_parties_of(one: Found, inside: list[Found]) -> Found:
    if one.recipients or one.frame.reciprocal or not inside:
        return one
    for other in inside:
        done = one.type in ANSWERED and other.type not in VERBAL | {one.type}
        for parties in (other.actors,) if done else (other.recipients, other.actors):
            new = tuple(t for t in parties if t not in one.actors)
            if new:
                return replace(one, recipients=new, evidence=joined((*one.evidence, *map(noun_phrase, new))))
    return one


def _held_by(trigger: Token) -> Iterator[int]:
    """The words of a complement that name what is held: its predicates and their objects."""
    first = [
        c
        for c in children(trigger)
        if c.dep_ in ("ccomp", "xcomp", "obj", "acl", "nsubj:pass")
        or _of_phrase(c)
        or (c.dep_ == "advcl" and _is_gerund(c))
    ]
    if trigger.pos_ == "VERB" and is_passive(trigger):
        first = [c for c in first if c.pos_ in ("VERB", "NOUN")]
    if trigger.pos_ == "NOUN" and trigger.dep_ == "obj":
        first += [
            c for c in children(trigger.head) if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > trigger.i
        ]
    stack = [(c, 0) for c in first]
    while stack:
        here, depth = stack.pop()
        if here.pos_ in ("PROPN", "PRON"):
            continue
        yield here.i
        if depth < 4:
            stack += [(c, depth + 1) for c in children(here) if _goes_on(c, here)]


def _is_gerund(token: Token) -> bool:
    return bool(marks(token) & {"of", "from", "to", "against", "for"})


def _of_phrase(token: Token) -> bool:
    return base(token) in ("nmod", "obl") and case_of(token) in ("for", "to", "of", "on", "against", "with")


def _goes_on(child: Token, here: Token) -> bool:
    if here.pos_ in ("VERB", "AUX"):
        return child.dep_ in ("conj", "xcomp", "obj", "ccomp", "obl", "nsubj:pass") and child.pos_ not in (
            "PROPN",
            "PRON",
        )
    return child.dep_ in ("conj", "nmod", "acl", "appos") and "Fin" not in feature(child, "VerbForm")


# ── planned deeds, outcomes ──────────────────────────────────────────────────────────────────────


def _shifted(one: Found, book: Codebook) -> Found:
    """PLOVER's rule for what has not happened yet: a planned meeting AGREEs, a planned release CONCEDEs.

    Who will not meet, sign or release has refused to.
    """
    becomes = book.types[one.type].future
    if becomes and one.status == "future":
        return replace(one, type=becomes)
    if one.type in REFUSABLE and one.actors and one.status == "negated" and will_not(one.trigger):
        return replace(one, type="REJECT", status="occurred")
    return one


def is_result_of(one: Found, cause: Found) -> bool:
    """Whether one deed is only the outcome of another in the same clause: "an attack killed 12"."""
    token = one.trigger
    if cause.trigger in deep_object(token):
        return False
    links = [c for c in dependents(token) if base(c) in ("nsubj", "obl")]
    if cause.trigger in links or (cause.trigger.dep_ == "acl" and cause.trigger.head in links):
        return True                                             # "a bomb planted by them wounded nine"
    below = token.dep_ in ("advcl", "acl:relcl", "acl") or (token.dep_ == "conj" and not _acts_anew(one, cause))
    return token.head == cause.trigger and (below or (token.dep_ == "conj" and _is_one_blow(one, cause)))


# what one deed may do to those it meets, some of them this and some that
HARMS = frozenset({"kill", "wound", "injure", "hurt", "maim", "slay", "die"})


def _is_one_blow(one: Found, first: Found) -> bool:
    """Whether two joined verbs say one deed: "killed three and wounded four", "shelled and burned the town"."""
    a, b = one.trigger, first.trigger
    if a.pos_ != "VERB" or b.pos_ != "VERB":
        return False
    same = one.recipients == first.recipients and one.actors == first.actors
    taken = "abduct" in {*one.frame.modes, *first.frame.modes}                  # "kidnapped and killed" are two deeds
    return {a.lemma_, b.lemma_} <= HARMS or (same and bool(one.recipients) and not taken)


def _acts_anew(one: Found, first: Found) -> bool:
    """Whether a joined predicate has doers of its own: "12 were killed and 40 wounded" has none."""
    return bool(one.actors) or bool(first.actors)
