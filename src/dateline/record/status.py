"""How real a deed is as the words put it: occurred, ongoing, future, conditional, hypothetical, negated.

Read from tense, mood, negation and the words that govern it (codebook/status.toml). What is told in the
past or the plain present has occurred; an infinitive, a gerund or a noun takes the status of what governs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Token

from dateline.codebook.cues import cues
from dateline.codebook.reality import Reality, Words, reality
from dateline.model import Status
from dateline.record.phrases import base, case_of, children, dependents, feature
from dateline.record.slots import governor, is_passive

DEEP = 8
UNREAL = ("future", "conditional", "hypothetical")
REAL = ("occurred", "ongoing")
CONDITIONAL = frozenset({"if", "unless", "until", "till", "once", "lest", "whether", "provided", "providing"})
WAITING = frozenset({"until", "till", "once", "when", "before", "after"})
INVERTED = frozenset({"had", "should", "were"})
GOVERNED = ("obj", "nsubj:pass", "nmod", "obl")
WITHOUT = frozenset({"without", "instead", "rather"})
EARLIER = frozenset({"for", "after", "since", "over", "despite"})     # "jailed for speaking out": they did before
COMPLETING = frozenset({"of", "from", "to", "at", "against", "into", "about", "on", "in"})  # "deter from going"
HAVING = frozenset({"have", "see", "know", "serve", "show"})          # "they see no end to it": they see
PLOTTED = frozenset({"plan", "plot"})
LETTING = frozenset({"allow", "permit", "enable", "let"})             # "were allowed to leave": they left
UTTERED = frozenset({"want", "wish", "like", "have"})                 # "I want to thank you" thanks
ONE_OF = frozenset({"a", "an", "any", "another", "more", "further", "some"})
INVOLVING = ("", "to", "for", "into", "at", "in", "with")
ROUNDS = frozenset({"wave", "series", "string", "round", "spate"})
LIMITING = frozenset({"only", "just", "merely", "simply"})
HELPERS = ("aux", "aux:pass", "cop")
# what is itself only told: who denies a report of a raid denies the raid
TELLING = frozenset({"account", "accusation", "allegation", "assertion", "charge", "claim", "idea", "notion", "report",
                     "rumor", "rumour", "speculation", "statement", "suggestion", "theory"})
NEGATING = frozenset({"advmod", "det", "cc:preconj", "mark", "case", "aux", "cc", "preconj"})


def status(trigger: Token, table: Reality) -> Status:
    """The status of the deed that a trigger names; an auxiliary has that of its verb."""
    helps = trigger.dep_ in HELPERS and trigger.head.i != trigger.i
    return _status(trigger.head if helps else trigger, table, DEEP)


def _status(token: Token, table: Reality, depth: int) -> Status:
    if depth == 0:
        return "occurred"
    if token.pos_ in ("VERB", "AUX") or any(c.dep_ in HELPERS for c in dependents(token)):
        return _of_verb(token, table, depth)
    return _of_noun(token, table, depth)


def is_denied(trigger: Token, content: Token, table: Reality) -> bool:
    """Whether who denies a clause or noun denies the deed: its predicate, what is joined to that, and no more.

    "denied that the delay was linked to the murder": there was a murder.
    """
    denied = set(_denied(content))
    over = governor(trigger)
    return trigger in denied or bool(over and over[0] in denied and not _is_presumed(trigger, over[0], table))


TURNING_DOWN = frozenset({"reject", "dismiss", "rebuff", "repudiate"})
PUT = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN", "SUPPORT", "CONSULT", "REJECT"})


def is_turned_down(trigger: Token, kind: str, cue: Token) -> bool:
    """Whether a denial of another sentence refuses what that one puts: "Peru offered a truce. The rebels rejected it."

    The offer has been made all the same.
    """
    return kind in PUT and cue.lemma_.lower() in TURNING_DOWN and cue.sent.start != trigger.sent.start


def _denied(content: Token) -> Iterator[Token]:
    yield content
    for child in dependents(content):
        below = child.pos_ == content.pos_ if child.dep_ == "conj" else _goes_with(child, content)
        if below:
            yield from _denied(child)


def _goes_with(child: Token, denied: Token) -> bool:
    """An infinitive, an outcome ("…, killing two"), what there is not, and what a denied report tells."""
    if denied.lemma_.lower() in TELLING:
        return child.dep_ in COMPLEMENTS or (child.dep_ == "nmod" and case_of(child) == "of")
    there = denied.lemma_ == "be" and child.dep_ == "nsubj" and bool(children(denied, "expl"))
    outcome = child.dep_ == "advcl" and child.i > denied.i and not marks(child) and child.lower_.endswith("ing")
    return there or outcome or child.dep_ == "xcomp"


def _is_presumed(noun: Token, verb: Token, table: Reality) -> bool:
    """ "denied that the raid took place at night": there was one, at another time."""
    definite = any(c.lower_ in ("the", "this", "that") or c.dep_ == "nmod:poss" for c in dependents(noun))
    placed = any(base(c) in ("obl", "advmod") and c.i > verb.i for c in dependents(verb))
    return noun.dep_ == "nsubj" and definite and placed and not is_negated(verb, table)


# ── negation ─────────────────────────────────────────────────────────────────────────────────────


def is_negated(token: Token, table: Reality) -> bool:
    """Whether a negative word hangs on a predicate, its subject or its object ("no one was killed")."""
    slots = ("nsubj",) if token.lemma_.lower() in HAVING else ("nsubj", "obj")
    return any(_negates(c, table) or (base(c) in slots and _is_none(c, table)) for c in dependents(token))


def _negates(child: Token, table: Reality) -> bool:
    """ "not", "never", "no longer"; but not the "not" of "not only"."""
    if child.lower_ == "longer" and any(c.lower_ == "no" for c in dependents(child)):
        return True
    if child.lower_ not in table.negators or child.dep_ not in NEGATING:
        return False
    behind = child.doc[child.i + 1].lower_ if child.i + 1 < len(child.doc) else ""
    return behind not in LIMITING and not _is_not_only(child)


def _is_not_only(negator: Token) -> bool:
    """ "is not led by Peru only, but by Chile too", "was not met only by Peru but by Chile"."""
    later = [t.lower_ for t in negator.head.subtree if t.i > negator.i]
    only = next((i for i, word in enumerate(later) if word in ("only", "just")), len(later))
    return "but" in later[only:]


def _is_none(noun: Token, table: Reality) -> bool:
    """ "nobody", "no soldiers", "neither side", "neither Peru nor Chile"."""
    return noun.lower_ in table.negators or any(
        c.lower_ in table.negators and (c.dep_ in ("det", "cc:preconj") or c.lower_ == "neither")
        for c in dependents(noun))


def _shares_negation(verb: Token, table: Reality) -> bool:
    """ "had not resigned or fled": a joined verb without subject and helpers of its own shares the "not"."""
    alone = verb.dep_ == "conj" and not any(base(c) in ("nsubj", "aux", "cop") for c in dependents(verb))
    either = any(c.lower_ in ("or", "nor") for c in children(verb, "cc"))
    return alone and either and is_negated(verb.head, table)


# ── verbs ────────────────────────────────────────────────────────────────────────────────────────


def _of_verb(verb: Token, table: Reality, depth: int) -> Status:
    if is_negated(verb, table) or _shares_negation(verb, table):
        return "negated"
    if _hangs(verb, table, depth):
        return "hypothetical"
    helpers = [c for c in dependents(verb) if base(c) in ("aux", "cop")]
    finite = any("Fin" in feature(c, "VerbForm") for c in (verb, *helpers))
    if has_to(verb) and any(c.lemma_ == "be" and "Fin" in feature(c, "VerbForm") for c in helpers):
        return "future"  # "are to be released"
    if _is_raised(verb, table, depth):
        return "negated"
    if _is_asked(verb, helpers) or _is_order(verb):
        return "hypothetical"
    told = [table.auxiliaries[c.lower_] for c in helpers if c.lower_ in table.auxiliaries]
    if told:
        return _modal(verb, cast(Status, told[0]), helpers)
    asked = _subjunctive(verb, helpers, table)
    if asked is not None:
        return asked
    if not has_to(verb) and _meets_ahead(verb, table, depth):
        return "future"
    if finite:
        return _held(verb, table, depth) or _progressive(verb, helpers)
    return _governed(verb, table, depth)


def has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "mark" for c in dependents(verb))


def marks(token: Token) -> set[str]:
    """The words that open a clause, in lower case."""
    return {c.lower_ for c in dependents(token)
            if c.dep_ in ("mark", "case") or (c.dep_ == "advmod" and c.lower_ in WAITING)}


def will_not(verb: Token) -> bool:
    """Whether a verb's own words say that its subject will not do it."""
    helpers = {c.lower_ for c in dependents(verb) if base(c) == "aux"}
    refuses = bool(helpers & {"will", "wo", "'ll", "’ll"}) or ("would" in helpers and verb.dep_ in ("ccomp", "conj"))
    return refuses and not is_passive(verb)


def _hangs(verb: Token, table: Reality, depth: int) -> bool:
    """Whether a clause is a condition, or waits for what is not there: "no talks until they are freed"."""
    opened = marks(verb)
    if opened & (CONDITIONAL - WAITING) or _is_inverted(verb) or _is_in_case(verb):
        return True
    soon = any(c.lower_ == "as" and c.i and c.nbor(-1).lower_ in ("soon", "long") for c in children(verb, "mark"))
    waits = bool(opened & WAITING) and verb.dep_ == "advcl"
    if not (soon or waits) or verb.head.i == verb.i:
        return False
    main = verb.head.head if verb.head.lower_ in ("soon", "long") else verb.head        # "as soon as they sign"
    if _meets_ahead(verb, table, depth):
        return False
    shifted = any(c.lower_ in ("would", "had") for c in dependents(main))  # "would leave once it was signed"
    if _is_past(verb) and not shifted and not opened & {"until", "till"}:
        return False                                                    # "tried to flee when it caught fire"
    return _status(main, table, depth - 1) in (*UNREAL, "negated")


def _meets_ahead(verb: Token, table: Reality, depth: int) -> bool:
    """ "will be told when they meet": the day lies ahead, and they will."""
    forms = (verb, *children(verb, "aux", "aux:pass", "cop"))
    waits = verb.dep_ == "advcl" and "when" in marks(verb) and not any("Past" in feature(t, "Tense") for t in forms)
    return waits and verb.head.i != verb.i and _status(verb.head, table, depth - 1) == "future"


def _is_in_case(verb: Token) -> bool:
    """ "in case they attack"."""
    return any(c.lower_ == "in" and c.nbor(1).lower_ == "case" for c in children(verb, "mark"))


def _is_inverted(verb: Token) -> bool:
    """ "Had he lost", "should they attack"."""
    if verb.dep_ != "advcl":
        return False
    subject = next((c.i for c in dependents(verb) if base(c) == "nsubj"), -1)
    return any(c.lower_ in INVERTED and c.i < subject for c in dependents(verb) if base(c) in ("aux", "cop"))


def _is_past(verb: Token) -> bool:
    return any("Past" in feature(t, "Tense") and "Fin" in feature(t, "VerbForm") for t in (verb, *dependents(verb))
               if t is verb or base(t) in ("aux", "cop"))


def _is_asked(verb: Token, helpers: list[Token]) -> bool:
    """ "Will she resign?", not "Why are they marching?", which takes it that they are."""
    subject = next((c.i for c in dependents(verb) if base(c) == "nsubj"), -1)
    first = min((c.i for c in helpers), default=subject)
    if first >= subject or any("Int" in feature(t, "PronType") for t in verb.subtree if t.i < first):
        return False
    return any(c.text == "?" for c in dependents(verb))


def _is_order(verb: Token) -> bool:
    """ "Free the hostages," he said."""
    return "Imp" in feature(verb, "Mood") and not any(base(c) == "nsubj" for c in dependents(verb))


def _modal(verb: Token, told: Status, helpers: list[Token]) -> Status:
    """ "would" in reported speech is the future seen from the past; elsewhere it hangs on a condition.

    "would have fled" did not.
    """
    if told == "conditional":
        if any(c.lower_ == "have" for c in helpers):
            return "hypothetical"
        reported = verb.dep_ in ("ccomp", "parataxis") or any(a.dep_ == "ccomp" for a in verb.ancestors)
        return "future" if reported else "conditional"
    return told


def _subjunctive(verb: Token, helpers: list[Token], table: Reality) -> Status | None:
    """ "demanded that he resign", "that they be freed": as unreal as what asks for it."""
    if verb.dep_ not in ("ccomp", "acl") or has_to(verb) or not any(base(c) == "nsubj" for c in dependents(verb)):
        return None
    bare = "Inf" in feature(verb, "VerbForm") and not helpers
    first = min(helpers, key=lambda t: t.i, default=None)
    own = _table_for(verb.head, table).get(verb.head.lemma_.lower())
    subjunctive = bare or (first is not None and first.lower_ == "be")
    return cast(Status, own) if subjunctive and own in UNREAL else None


COMPLEMENTS = ("ccomp", "acl", "csubj", "csubj:pass")


def _is_raised(verb: Token, table: Reality, depth: int) -> bool:
    """ "do not think that he can win", "no sign that they came"."""
    above = verb.head
    that = verb.dep_ == "acl:relcl" and any(c.lower_ == "that" and c.dep_ == "mark" for c in dependents(verb))
    if not (verb.dep_ in COMPLEMENTS or that) or above.i == verb.i or above.lemma_.lower() not in table.raising:
        return False
    return is_negated(above, table) or (above.pos_ == "NOUN" and _of_noun(above, table, depth - 1) == "negated")


def _held(verb: Token, table: Reality, depth: int) -> Status | None:
    """What a finite clause owes to the word it completes: "hopes that they come", "denied that they came"."""
    first = _first_joined(verb)
    above = first.head
    own = table.that.get(above.lemma_.lower()) if first.dep_ in COMPLEMENTS and above.i != first.i else None
    return _within(cast(Status, own), above, table, depth) if own else None


def _first_joined(verb: Token) -> Token:
    """ "denied that it shelled the town and burned it": the verb that a joined one shares subject and helpers with."""
    own = any(base(c) in ("nsubj", "aux", "mark") for c in dependents(verb))
    joined = verb.dep_ == "conj" and verb.head.i < verb.i and not own
    return _first_joined(verb.head) if joined else verb


def _progressive(verb: Token, helpers: list[Token]) -> Status:
    """ "are shelling", "have been shelling": ongoing; "were shelling" is over."""
    present = any("Pres" in feature(c, "Tense") for c in helpers)
    gerund = verb.text.lower().endswith("ing")
    return "ongoing" if present and gerund else "occurred"


SPANS = frozenset({"hour", "day", "week", "month", "year"})


def _governed(verb: Token, table: Reality, depth: int) -> Status:
    """The status of an infinitive, participle or gerund."""
    above = verb.head
    if above.i == verb.i:
        return "occurred"
    if verb.dep_ == "conj":
        return _status(above, table, depth - 1)
    opened, infinitive = marks(verb), _is_infinitive(verb)
    if opened & WITHOUT or (infinitive and _is_yet_to(verb)):
        return "negated" if _status(above, table, depth - 1) in REAL else "hypothetical"
    bare = verb.dep_ == "acl" and not infinitive and not opened         # "the plan presented": it was
    if infinitive and _is_uttered(verb, above):
        return "occurred"
    own = None if bare else _own(above, verb, table)
    completes = (verb.dep_ in ("xcomp", "ccomp") or opened & COMPLETING or (verb.dep_ == "acl" and opened)
                 or _is_spelt_out(above, opened, table))
    if own and infinitive and above.lemma_.lower() in LETTING and _is_done(above, table, depth):
        return "occurred"
    if own and above.lower_ == "able" and _is_past(above) and _status(above, table, depth - 1) in REAL:
        return "occurred"                                               # "were able to free the crew"
    if own and (infinitive or completes):
        return _within(cast(Status, own), above, table, depth)
    if infinitive and verb.dep_ in ("advcl", "acl"):
        return "negated" if _is_too(above) else "occurred" if _is_told_so(verb, above, table) else "future"
    if infinitive and above.lemma_.lower() == "give" and any(
            base(c) in ("obj", "obl") and c.lemma_.lower() in SPANS for c in dependents(above)):
        return "future"                                                 # "were given a week to leave"
    if verb.dep_ in ("xcomp", "ccomp"):
        return _status(above, table, depth - 1)
    return _beside(verb, opened, table, depth)


def _beside(verb: Token, opened: set[str], table: Reality, depth: int) -> Status:
    """A gerund goes with the deed that it accompanies: "will press on, using drones"."""
    if verb.dep_ != "advcl" or "Past" in feature(verb, "Tense") or opened & EARLIER:
        return "occurred"
    over = verb.head
    while _is_infinitive(over) and over.dep_ == "xcomp" and cues().of("verb", verb.lemma_.lower()):
        over = over.head                                                # "are fighting to keep it, saying that"
    outer = _status(over, table, depth - 1)
    return outer if outer in UNREAL or (outer == "negated" and opened & {"in", "by"}) else "occurred"


def _is_done(verb: Token, table: Reality, depth: int) -> bool:
    """Told in the past or the perfect, as done."""
    forms = (verb, *(c for c in dependents(verb) if base(c) == "aux"))
    past = any("Past" in feature(t, "Tense") for t in forms) and "Inf" not in feature(verb, "VerbForm")
    return past and _status(verb, table, depth - 1) in REAL


def _is_uttered(verb: Token, above: Token) -> bool:
    """ "We would like to thank the crew", "I have to condemn this": who says so does it."""
    if above.lemma_.lower() not in UTTERED or verb.dep_ != "xcomp" or not cues().of("verb", verb.lemma_.lower()):
        return False
    speaks = any(c.lower_ in ("i", "we") for c in children(above, "nsubj"))
    if _is_retold(above):
        return True
    helpers = {c.lower_ for c in children(above, "aux")}
    open_ = helpers <= {"would", "'d", "’d", "do"} and not children(above, "mark", "advmod:neg")
    present = "Pres" in feature(above, "Tense") or bool(helpers & {"would", "'d", "’d"})
    return open_ and present and (speaks or above.lemma_.lower() == "like")


def _is_retold(wish: Token) -> bool:
    """ "She said that she wanted to thank the crew": she thanked them."""
    by_self = any(c.lower_ in ("he", "she", "they") for c in children(wish, "nsubj"))
    told = wish.dep_ == "ccomp" and wish.head.lemma_.lower() in ("say", "add", "tell")
    return told and by_self and wish.lemma_.lower() != "have" and not children(wish, "aux")


def _is_infinitive(verb: Token) -> bool:
    return "Inf" in feature(verb, "VerbForm") or has_to(verb)


def _is_yet_to(verb: Token) -> bool:
    """ "have yet to sign"."""
    return any(c.lower_ == "yet" and c.i < verb.i for t in (verb, verb.head) for c in dependents(t)) and has_to(verb)


def _is_spelt_out(above: Token, opened: set[str], table: Reality) -> bool:
    """Whether the table names the word with the preposition of its gerund: "called for replacing them"."""
    return any(f"{above.lemma_.lower()} {word}" in _table_for(above, table) for word in opened)


def _is_told_so(verb: Token, above: Token, table: Reality) -> bool:
    """ "the first to arrive" did; so did who fled "only to be jailed"."""
    ranked = {above.lower_, *(c.lower_ for c in children(above, "amod", "nummod", "advmod"))} & table.ranks
    only = verb.dep_ == "advcl" and any(c.lower_ == "only" and c.i < verb.i for c in dependents(verb))
    return (bool(ranked) or only) and _status(above, table, DEEP // 2) in REAL


def _is_too(above: Token) -> bool:
    """ "too weak to attack"."""
    return above.pos_ in ("ADJ", "ADV") and any(c.lower_ == "too" for c in dependents(above))


def _within(own: Status, above: Token, table: Reality, depth: int) -> Status:
    """A word of the table may be unreal itself: "did not plan to attack" leaves no plan, "to avoid talks" is open."""
    outer = _status(above, table, depth - 1)
    if own in REAL:
        return outer if own == "occurred" or outer not in REAL else own
    if outer == "negated":
        return "occurred" if own == "negated" else "negated"
    if own == "negated" and outer in UNREAL:
        return "hypothetical"
    return "hypothetical" if outer in ("hypothetical", "conditional") else own


def _own(above: Token, below: Token, table: Reality) -> str | None:
    """What the table says of a word: as a phrase with its particle or preposition ("call off"), else alone."""
    known = _table_for(above, table)
    beside = [case_of(c) for c in children(above, "obl")            # "called on them to stop"
              if c.i < below.i and c.lemma_.lower() not in table.calendar]
    particles = (c.lower_ for c in children(above, "compound:prt", "advmod") if c.i == above.i + 1)
    further = [*particles, case_of(below), *sorted(marks(below)), *beside]
    lemma = above.lemma_.lower()
    return next((known[k] for k in (*(f"{lemma} {word}" for word in further), lemma) if k in known), None)


def _table_for(token: Token, table: Reality) -> Words:
    if token.pos_ in ("VERB", "AUX"):
        return table.verbs
    return table.adjectives if token.pos_ in ("ADJ", "ADV") else table.nouns


# ── nouns ────────────────────────────────────────────────────────────────────────────────────────


def _of_noun(noun: Token, table: Reality, depth: int) -> Status:
    if any(c.lower_ in table.negators and c.dep_ in ("det", "case", "advmod", "cc:preconj") for c in dependents(noun)):
        return "negated"
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    above = first.head
    for child in children(noun, "amod", "compound", "det", "advmod"):
        told = table.modifiers.get(child.lower_)
        if told and child.lower_ == "any" and above.i != first.i:
            told = None if noun.dep_ == "nsubj" else "negated" if is_negated(above, table) else told
        if told:
            return cast(Status, told)
    if above.i == first.i:
        return "occurred"
    if case_of(first) in table.cases:
        return cast(Status, table.cases[case_of(first)])
    own = _own(above, first, table)
    if own and own != "occurred" and first.dep_ in GOVERNED and case_of(first) in ("", "of", "for", "to", "from"):
        if above.lemma_.lower() in table.clausal or _is_beside_denial(noun, above, first, table):
            return "occurred"                                       # "stopped the war": there was one
        if _is_plotted(noun, above):
            return "occurred"
        return _within(cast(Status, own), above, table, depth)
    if first.dep_ == "nmod" and case_of(first) == "of" and above.lemma_.lower() in ROUNDS:
        return _of_noun(above, table, depth - 1)                        # "feared a wave of attacks"
    over = governor(noun)
    if over is not None:
        told = _status(over[0], table, depth - 1)
        return "occurred" if told == "negated" and _is_presumed(noun, over[0], table) else told
    return _of_one(first, above, table, depth)


def _is_plotted(noun: Token, above: Token) -> bool:
    """ "accused of having planned the attacks", "charged with plotting the raid": those that there were."""
    known = any(c.lower_ in ("the", "these", "those") for c in children(noun, "det"))
    back = _is_past(above) or above.lower_.endswith("ing") or any(c.lower_ == "have" for c in children(above, "aux"))
    now = any("Pres" in feature(c, "Tense") and c.lemma_ == "be" for c in children(above, "aux"))
    return known and back and not now and above.pos_ == "VERB" and above.lemma_.lower() in PLOTTED


def _is_beside_denial(noun: Token, above: Token, first: Token, table: Reality) -> bool:
    """ "denied the charges", which have been made; "denied blame for the raid", which there was."""
    aside = first.dep_ == "obl" or noun.lemma_.lower() in TELLING
    return above.pos_ == "VERB" and above.lemma_.lower() in table.that and aside


def _of_one(noun: Token, above: Token, table: Reality, depth: int) -> Status:
    """ "would face a crackdown", "could lead to more strikes": what nobody has pointed at is as unreal as what it is
    part of; "would end the war" ends one that there is."""
    slot = base(noun) in ("obj", "obl", "nsubj") and above.pos_ == "VERB" and case_of(noun) in INVOLVING
    if not slot or not any(c.lower_ in ONE_OF for c in children(noun, "det", "amod")):
        return "occurred"
    outer = _status(above, table, depth - 1)
    return outer if outer in UNREAL else "occurred"


# ── the side of now ──────────────────────────────────────────────────────────────────────────────


def tense_of(token: Token) -> str:
    """The side of now on which the clause around a token lies: "ahead" or "back"."""
    here = token
    for _ in range(DEEP):
        if here.pos_ in ("VERB", "AUX") or children(here, "cop"):
            side = _side(here)
            if side:
                return side
        if here.head.i == here.i:
            break
        here = here.head
    return "back"


def _side(verb: Token) -> str | None:
    """What a verb's own form says; None for infinitives and gerunds, which follow what governs them."""
    helpers = {c.lower_ for c in dependents(verb) if base(c) in ("aux", "cop")}
    if helpers & {"will", "'ll", "’ll", "shall", "would", "may", "might", "could", "should", "must", "wo"}:
        return "ahead"
    if verb.lemma_ in (
        "plan",
        "expect",
        "schedule",
        "intend",
        "due",
        "hope",
        "promise",
        "vow",
        "pledge",
        "threaten",
    ):
        return "ahead"
    if _subjunctive(verb, [c for c in dependents(verb) if base(c) in ("aux", "cop")], reality()):
        return "ahead"
    marks = {c.lower_ for c in dependents(verb) if c.dep_ in ("mark", "advmod")}
    if "to" in marks or (marks & {"if", "unless", "until", "once", "when"} and _is_present(verb)):
        return "ahead"
    return "back" if "Fin" in feature(verb, "VerbForm") or helpers else None


def _is_present(verb: Token) -> bool:
    return any("Pres" in feature(t, "Tense") and "Fin" in feature(t, "VerbForm") for t in (verb, *dependents(verb))
               if t is verb or base(t) in ("aux", "cop"))
