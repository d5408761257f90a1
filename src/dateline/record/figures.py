"""How many: the numbers that a report gives for a deed, with their kind.

A number belongs to a deed when the noun it counts fills a slot of the deed's word, or of a word that tells the deed's
outcome ("an attack that killed 12 and wounded 40", "leaving 12 dead", "12 died and 3,000 fled"), or when a toll is
given right after ("the death toll rose to 45"). Which words give which kind stands in figures.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from spacy.tokens import Doc, Token

from dateline.codebook.frames import read
from dateline.codebook.reality import reality
from dateline.model import Figure, FigureKind
from dateline.record.numbers import Number, is_age, is_number_word, number_at
from dateline.record.phrases import base, case_of, chars, children, dependents, feature
from dateline.record.slots import deep_object, deep_subject, denoted, fill, governor, is_passive, meant, together

OUTCOMES = frozenset({"advcl", "acl", "acl:relcl", "conj", "xcomp", "parataxis"})
WITHIN = ("in", "by", "during", "after", "from")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
RELATIVE = ("which", "that", "who", "when", "where")
DEEP = 3            # outcomes of outcomes: "attacked the town, killing 12 and leaving 40 homeless"
REPORTED = ("say", "report", "confirm", "tell", "believe", "think", "fear", "know", "estimate", "claim", "add")
UNHURT = frozenset({"hurt", "injured", "harmed", "wounded"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of figure: predicates whose deep object or subject it counts, words that are it."""

    kind: FigureKind
    object: frozenset[str]
    subject: frozenset[str]
    noun: frozenset[str]
    predicate: frozenset[str]
    head: frozenset[str]
    only_head: bool
    persons: bool
    things: bool
    alone: bool             # whether a head is counted by any verb of the deed: "providing 125 soldiers"
    beside: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """Numbers that an event of a type (and mode) counts in these slots, whatever its word."""

    type: str
    mode: str | None
    slots: tuple[str, ...]
    kind: FigureKind
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    kinds: tuple[Kind, ...]
    roles: tuple[Role, ...]
    allowed: Mapping[str, frozenset[str]]
    never: frozenset[str]
    some_of: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    harm: Mapping[str, frozenset[str]]
    toll: Mapping[str, Any]
    retold: Mapping[str, Any]
    symbols: frozenset[str]
    currencies: frozenset[str]

    def of(self, kind: FigureKind) -> Kind:
        return next(k for k in self.kinds if k.kind == kind)


@cache
def table() -> Table:
    """The table figures.toml."""
    t: dict[str, Any] = read(files("dateline.codebook") / "figures.toml")
    classes = {**read(files("dateline.codebook") / "classes_material.toml"),
               **read(files("dateline.codebook") / "classes.toml")}
    return Table(
        kinds=tuple(_kind(row, classes) for row in t["kind"]),
        roles=tuple(Role(r["type"], r.get("mode"), tuple(r["slots"]), r["kind"], _words(r.get("heads", ()), classes))
                    for r in t["role"]),
        allowed=MappingProxyType({name: frozenset(kinds) for name, kinds in t["kinds"].items()}),
        never=frozenset(t["never"]["words"]),
        some_of=frozenset(t["never"]["some_of"]),
        persons=frozenset(classes["person"]) | frozenset(classes["force"]),
        things=_words(t["never"]["things"], classes),
        harm=MappingProxyType({name: frozenset(listed) for name, listed in t["harm"].items()}),
        toll=MappingProxyType(t["toll"]),
        retold=MappingProxyType(t["retold"]),
        symbols=frozenset(t["money"]["symbols"]),
        currencies=frozenset(t["money"]["currencies"]),
    )


def _kind(row: Mapping[str, Any], classes: Mapping[str, Any]) -> Kind:
    lists = {name: frozenset(row.get(name, ())) for name in ("object", "subject", "noun", "predicate", "head")}
    flags = {name: bool(row.get(name, name == "alone")) for name in ("only_head", "persons", "things", "alone")}
    beside = {verb: _words(listed, classes) for verb, listed in row.get("with", {}).items()}
    return Kind(kind=row["kind"], beside=MappingProxyType(beside), **lists, **flags)  # type: ignore[arg-type]


def _words(listed: Sequence[str], classes: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(w for word in listed for w in (classes[word[1:]] if word.startswith("@") else (word,)))


# ── the door ─────────────────────────────────────────────────────────────────────────────────────


def figures(trigger: Token, type_: str, modes: Sequence[str], doc: Doc) -> tuple[Figure, ...]:
    """The figures of a deed, in the order of the text, each number once a kind."""
    allowed = table().allowed.get(type_, frozenset())
    found: dict[Figure, None] = {}
    for teller in _tellers(trigger, type_):
        found |= dict.fromkeys(f for f in _told_by(teller, doc) if f.kind in allowed)
    found |= dict.fromkeys((*_by_role(trigger, type_, modes, doc), *_put_at(trigger, type_, doc)))
    if "money" in allowed:
        found |= dict.fromkeys(_sums(trigger, doc))
    counted = any(f.kind == "killed" and f.low != 0 for f in found)
    if "killed" in allowed and (counted or _kills(trigger) or _has_toll(trigger)):
        found |= dict.fromkeys(_tolls(trigger, doc, counted=counted))
    found |= dict.fromkeys(_retold(trigger, found, doc))
    return tuple(sorted(_once(found), key=lambda f: (f.text, f.kind)))


def _once(found: Mapping[Figure, None]) -> Iterator[Figure]:
    """Each number once: what is killed is not injured as well, and what has a kind is not `other`."""
    order = {k.kind: place for place, k in enumerate(table().kinds)}
    for figure in found:
        rivals = [order[f.kind] for f in found if f.text == figure.text and f.kind in order and f.low != 0]
        if not any(rival < order.get(figure.kind, 0) for rival in rivals):
            yield figure


# ── whose outcome ────────────────────────────────────────────────────────────────────────────────


def _tellers(trigger: Token, type_: str) -> Iterator[Token]:
    """The deed's word and the words of its outcome."""
    yield trigger
    heads = [trigger]
    if trigger.pos_ == "NOUN":
        over = _over(trigger)
        if over is not None:
            yield over
            heads.append(over)
    if trigger.dep_ == "ccomp" and trigger.head.lemma_ in REPORTED:     # "12 were shot, she said; three died"
        yield from (t for t in _said_outcomes(trigger.head, type_, 1) if t != trigger)
    for head in heads:
        yield from _outcomes(head, type_, DEEP)


def _over(noun: Token) -> Token | None:
    """The verb over a deed's noun that tells its outcome or only lends it a subject: "12 died in the attack"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    light = governor(noun)
    if light is not None:
        return light[0]
    above = first.head
    if above.i == first.i or base(first) not in ("nsubj", "obl"):
        return None
    tells = base(first) == "nsubj" or (case_of(first) in WITHIN and _is_outcome(above))
    return above if tells else None


def _outcomes(head: Token, type_: str, depth: int) -> Iterator[Token]:
    if depth == 0:
        return
    slips = (c for o in children(head, "obj") for c in children(o, "conj") if c.pos_ == "VERB")
    for child in (*children(head), *slips):
        if child.dep_ in OUTCOMES and child.pos_ in ("VERB", "ADJ", "NOUN") and _tells(child, head, type_):
            yield child
            yield from _outcomes(child, type_, depth - 1)
        elif child.dep_ in ("conj", "parataxis") and child.pos_ == "VERB" and child.lemma_ in REPORTED:
            yield from _said_outcomes(child, type_, depth)


def _said_outcomes(saying: Token, type_: str, depth: int) -> Iterator[Token]:
    """ "bombed a village; an agency said three people died": an outcome told by somebody. """
    for told in children(saying, "ccomp", "conj"):
        if _is_outcome(told) and not _by_others(told):
            yield told
            yield from _outcomes(told, type_, depth - 1)


def _tells(child: Token, head: Token, type_: str) -> bool:
    """Whether a clause shares the deed's doer, or tells only what came of it."""
    own = [c for c in dependents(child) if base(c) == "nsubj"]
    if not own or all(c.lower_ in RELATIVE for c in own):
        return True
    if child.dep_ == "acl:relcl":                                       # "an attack in which 12 died"
        return any(c.lower_ in ("which", "when", "where", "whose") for c in child.subtree) and _is_outcome(child)
    return _is_outcome(child) and not _by_others(child)


def _is_outcome(word: Token) -> bool:
    """A word that says what befell people, without saying by itself who did it."""
    lemma = word.lemma_.lower()
    kinds = [k for k in table().kinds if k.kind in ("killed", "injured", "missing", "displaced", "destroyed")]
    if any(word.lower_ in k.predicate for k in kinds) or any(lemma in k.subject for k in kinds):
        return True
    if word.pos_ == "VERB" and (any(lemma in k.object for k in kinds) or _unhurt_nouns(word)):
        return True
    return (lemma == "leave" and any(c.lower_ in k.predicate for c in dependents(word) for k in kinds))


def _by_others(word: Token) -> bool:
    """Has the outcome a doer of its own: "police killed three", "40 were wounded by shells"?"""
    if word.pos_ != "VERB":
        return False
    if _is_verbless(word):
        return False
    passive = is_passive(word)
    return bool(deep_subject(word)) if passive else bool(deep_object(word)) and not any(
        word.lemma_.lower() in k.subject for k in table().kinds)


# ── what a word counts ───────────────────────────────────────────────────────────────────────────


def _told_by(word: Token, doc: Doc) -> Iterator[Figure]:
    """The numbers that one word of the deed tells."""
    if word.pos_ == "VERB" and word.lemma_.lower() in table().harm["verbs"]:
        yield from _harmed(word, doc)
    for kind in table().kinds:
        for counted in _counted(word, kind):
            if _suits(counted, kind):
                yield from _figure(counted, _slipped(counted) or kind.kind, doc)
    yield from _unhurt(word, doc)


def _slipped(noun: Token) -> FigureKind | None:
    """ "killed 17 and injured 60 others": what the reader takes for a noun's adjective tells its own kind. """
    injured = table().of("injured").predicate
    joined = noun.dep_ == "conj" and any(c.lower_ in injured and c.dep_ == "amod" for c in dependents(noun))
    return "injured" if joined else None


def _counted(word: Token, kind: Kind) -> Iterator[Token]:
    """The nouns whose number is of this kind, as one word of the deed tells it."""
    slots: list[Token] = []
    if word.pos_ in ("VERB", "AUX"):
        slots += _of_verb(word, kind)
    elif word.pos_ == "NOUN" and word.lemma_.lower() in kind.noun:
        slots += fill(word, "noun", "of") or fill(word, "noun", "modifier")
    exact = list(_by_complement(word, kind))
    if word.lower_ in kind.predicate and (word.pos_ != "VERB" or _is_verbless(word)):
        exact += _said_of(word)
    yield from dict.fromkeys((*(c for s in slots for c in together(meant(s))), *exact))


def _of_verb(verb: Token, kind: Kind) -> Iterator[Token]:
    lemma = verb.lemma_.lower()
    beside = kind.beside.get(lemma)
    fits = beside is None or any(t.lower_ in beside or t.lemma_.lower() in beside for t in verb.subtree if t != verb)
    if lemma in kind.object and fits:
        yield from deep_object(verb)
    if lemma in kind.subject:
        yield from deep_subject(verb) or surface(verb)


def _by_complement(verb: Token, kind: Kind) -> Iterator[Token]:
    """What else of a verb's clause is of this kind: "left 12 people dead", "claimed 40 lives"."""
    for child in children(verb) if verb.pos_ in ("VERB", "AUX") else ():
        if child.lower_ in kind.predicate and child.dep_ in ("xcomp", "obj", "advcl", "advmod", "obl", "ccomp"):
            dealt = verb.lemma_.lower() in table().harm["verbs"]            # "shot dead two men", "left two men dead"
            yield from [c for o in deep_object(verb) for c in together(o) if dealt or c.i < child.i]
            yield from [c for c in dependents(child) if base(c) == "nsubj" or c.dep_ == "nummod"]
        elif base(child) in ("obj", "nsubj", "obl") and (
            (kind.alone and child.lemma_.lower() in kind.head) or _described(child, kind)):
            yield child


def _described(noun: Token, kind: Kind) -> bool:
    """ "left [12 dead]": one phrase to the reader. """
    return base(noun) == "obj" and any(
        c.lower_ in kind.predicate and c.dep_ in ("amod", "acl", "xcomp") for c in dependents(noun))


def _is_verbless(word: Token) -> bool:
    """A participle beside its noun, without a verb: "left 12 people dead and 30 people wounded"."""
    deps = {c.dep_ for c in dependents(word)}
    bare = "Part" in feature(word, "VerbForm") and "Past" in feature(word, "Tense")
    return bare and "nsubj" in deps and not deps & {"aux", "aux:pass", "cop", "obj"}


def _said_of(word: Token) -> list[Token]:
    """Whom an adjective is said of: "12 were dead", "12 injured people", "12 dead and 30 others wounded"."""
    before = word.nbor(-1) if word.i > word.sent.start else word
    own = [c for c in dependents(word) if base(c) == "nsubj"] or ([word.head] if base(word) == "amod" else [])
    return own or ([before] if before.pos_ in ("NUM", "NOUN") else [])


def surface(verb: Token) -> list[Token]:
    """The subject as it stands."""
    return [c for c in dependents(verb) if base(c) == "nsubj"]


def _suits(counted: Token, kind: Kind) -> bool:
    """Whether a counted noun is one that this kind counts."""
    known = {t.lemma_.lower() for t in denoted(counted, reality().partitives)}
    if kind.only_head:
        return bool(known & kind.head)
    bare = counted.pos_ in ("NUM", "PRON") or (is_number_word(counted) and not children(counted, "nmod"))
    if kind.things:
        return not bare and not known & table().persons
    return not kind.persons or bare or not known & table().things


def _harmed(verb: Token, doc: Doc) -> Iterator[Figure]:
    """ "were shot", "burned": killed or injured as the sentence, or the one before, speaks of death or wounds. """
    people = [c for s in deep_object(verb) for c in together(meant(s))
              if c.pos_ in ("NUM", "PRON") or {t.lemma_.lower() for t in denoted(c, reality().partitives)}
              & table().persons]
    kind = _harm_done(verb)
    if kind is not None:
        yield from (f for counted in people for f in _figure(counted, kind, doc))


def _harm_done(verb: Token) -> FigureKind | None:
    start = verb.sent.start
    before = verb.doc[start - 1].sent.start if start > 0 else start
    for first, last in ((start, verb.sent.end), (before, start)):
        spoken = {t.lemma_.lower() for t in verb.doc[first:last] if t.i != verb.i}
        dead, hurt = bool(spoken & table().harm["killed"]), bool(spoken & table().harm["injured"])
        if dead != hurt:
            return "killed" if dead else "injured"
        if dead:
            return None
    return None


def _unhurt(word: Token, doc: Doc) -> Iterator[Figure]:
    """ "no one was hurt", "no casualties were reported": none killed either. """
    for noun in _unhurt_nouns(word):
        number = _number_of(noun)
        if number is not None:
            yield Figure("killed", 0.0, 0.0, chars(doc, number.start, number.end))


def _unhurt_nouns(word: Token) -> list[Token]:
    """The nouns that a word says nothing happened to, or nothing of: "no casualties", "nobody … hurt"."""
    beside = (*children(word, "xcomp", "advmod", "ccomp", "acl"), *dependents(word.head))
    hurt = any(t.lower_ in UNHURT for t in (word, *beside))
    near = (*surface(word), *children(word, "obj")) if word.pos_ in ("VERB", "ADJ") else ()
    return [noun for noun in near if (number := _number_of(noun)) is not None and number.high == 0
            and (hurt or noun.lemma_.lower() in ("casualty", "victim"))]


def _put_at(trigger: Token, type_: str, doc: Doc) -> Iterator[Figure]:
    """The number that somebody puts a deed at: "put the march at 30,000 people"."""
    known, verb = table().retold, trigger.head
    put = children(verb) if trigger.dep_ == "obj" and verb.lemma_.lower() in known["verbs"] else ()
    plain: list[FigureKind] = [r.kind for r in table().roles if r.type == type_ and not r.mode and not r.heads]
    for counted in (c for c in put if case_of(c) in known["cases"] and c.i > trigger.i):
        yield from (f for kind in plain[:1] for f in _figure(counted, kind, doc))


def _by_role(trigger: Token, type_: str, modes: Sequence[str], doc: Doc) -> Iterator[Figure]:
    part = "noun" if trigger.pos_ in ("NOUN", "PROPN") else "verb"
    for role in table().roles:
        if role.type != type_ or (role.mode and role.mode not in modes):
            continue
        for slot in role.slots if part == "noun" else [s for s in role.slots if s != "of"]:
            for counted in fill(trigger, part, slot):
                known = {t.lemma_.lower() for t in denoted(counted, reality().partitives)}
                if not role.heads or known & role.heads:
                    yield from _figure(counted, role.kind, doc)


# ── tolls given later ────────────────────────────────────────────────────────────────────────────


def _kills(word: Token) -> bool:
    killed, lemma = table().of("killed"), word.lemma_.lower()
    return lemma in killed.object or lemma in killed.subject or (word.pos_ == "NOUN" and lemma in killed.noun)


def _has_toll(trigger: Token) -> bool:
    """ "the death toll from the bombing". """
    return any(a.lemma_.lower() in table().toll["nouns"] for a in trigger.ancestors if a.pos_ == "NOUN")


def _tolls(trigger: Token, doc: Doc, *, counted: bool) -> Iterator[Figure]:
    """Numbers of the dead in the words after a deed, up to the next word that kills; `counted`: one was given."""
    end, sentences = trigger.sent.end, 0
    while sentences < table().toll["reach"] and end < len(doc):
        end, sentences = doc[end].sent.end, sentences + 1
    told = None                                                         # the sentence of the last toll given
    for token in doc[trigger.sent.start : trigger.i]:                   # "they counted 11 dead; others said 60"
        if token.pos_ == "VERB" and token.lemma_.lower() in table().toll["verbs"] and trigger not in token.subtree:
            yield from _toll(token, doc, again=False)
    for token in doc[trigger.i + 1 : end]:
        if token.sent != trigger.sent and _kills(token) and token.lemma_ != "death":
            return
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in table().toll["verbs"]:
            again = token.sent == told or (counted and token.lemma_.lower() in table().toll["again"])
            found = list(_toll(token, doc, again=again))
            told = token.sent if found else told
            yield from found


def _toll(verb: Token, doc: Doc, *, again: bool) -> Iterator[Figure]:
    """The number of the dead that a verb of counting gives; `again`: after one, a bare number is one too."""
    killed, known = table().of("killed"), table().toll
    objects = [c for c in children(verb) if base(c) in ("obj", "nsubj", "obl", "xcomp", "ccomp")]
    about = [c for c in objects if c.lemma_.lower() in (*known["nouns"], *killed.head)
             or any(k.lower_ in killed.predicate for k in dependents(c))]
    if not about and not (again and verb.lemma_ != "be"):
        return
    for noun in about:
        if noun.lemma_.lower() not in known["nouns"] or _number_of(noun):
            yield from _figure(noun, "killed", doc)
        earlier = any(c.lower_ in known["before"] for c in children(noun, "amod"))
        for beside in children(noun, "appos", "nmod"):                  # "a lower toll, 30", "a toll of 30"
            counts = beside.pos_ == "NUM" and case_of(beside) in ("", "of") and not earlier
            if counts and noun.lemma_.lower() in known["nouns"]:
                yield from _figure(beside, "killed", doc)
    for other in objects:
        bare = other.pos_ == "NUM" and (base(other) == "obj" or case_of(other).split(" ")[-1] in known["cases"])
        if bare and other not in about:
            yield from _figure(other, "killed", doc)


def _retold(trigger: Token, found: Mapping[Figure, None], doc: Doc) -> Iterator[Figure]:
    """Other people's numbers of what a deed counts: "200 were arrested; the party put the number at 500"."""
    known, counted = table().retold, {f.kind for f in found if f.low}
    if len(counted) == 1:
        yield from _answered(trigger, next(iter(counted)), doc)
    kinds = counted & set(known["kinds"])
    if len(kinds) != 1:
        return
    end = doc[trigger.sent.end].sent.end if trigger.sent.end < len(doc) else trigger.sent.end
    for verb in doc[trigger.i + 1 : end]:
        if verb.pos_ == "VERB" and verb.lemma_.lower() in known["verbs"]:
            what = [c for c in (*deep_object(verb), *children(verb, "obj")) if c.lemma_.lower() in known["nouns"]]
            beside = [c for v in (verb, *what) for c in children(v) if case_of(c) in known["cases"]]
            yield from (f for c in beside if what and is_number_word(c) for f in _figure(c, next(iter(kinds)), doc))


def _answered(trigger: Token, kind: FigureKind, doc: Doc) -> Iterator[Figure]:
    """Another's bare number in the same sentence: "ten were sunk; Peru conceded two", "the 600 counted by the army"."""
    verbs = table().retold["answers"]
    for token in doc[trigger.i + 1 : trigger.sent.end]:
        if token.pos_ != "VERB" or token.lemma_.lower() not in verbs:
            continue
        by = children(token, "obl:agent") or [c for c in children(token, "obl") if case_of(c) == "by"]
        before = token.nbor(-1)                                         # "than the 600 | acknowledged by the king"
        over = [token.head] if token.dep_ == "acl" else surface(token) or [before]
        given = over if by else [c for c in children(token, "obj") if surface(token)]
        yield from (f for n in given if n.pos_ == "NUM" and _is_bare(n) for f in _figure(n, kind, doc))


def _is_bare(number: Token) -> bool:
    """Whether a number counts no noun of its own."""
    return number.dep_ != "nummod" and not children(number, "nmod") and YEAR.fullmatch(number.text) is None


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def _figure(noun: Token, kind: FigureKind, doc: Doc) -> Iterator[Figure]:
    number = _number_of(noun) if not is_age(noun) else None
    if number is not None:
        yield Figure(kind, number.low, number.high, chars(doc, number.start, number.end))


def _number_of(noun: Token) -> Number | None:
    """The number that counts a noun, or that a noun is ("dozens of people", "12 were killed")."""
    if noun.lemma_.lower() in table().never:
        return None
    if is_number_word(noun):
        own = number_at(noun) if not (noun.i < noun.head.i and _is_year(noun, noun.head)) else None
        return own if own is not None and not _counts_never(noun) else None
    for child in children(noun):
        if child.i < noun.i and child.dep_ == "det" and child.lower_ == "no":
            return Number(child.i, noun.i + 1, 0.0, 0.0)
        if child.i < noun.i and child.dep_ in ("nummod", "compound", "det", "amod", "nmod") and is_number_word(child):
            found = number_at(child) if not _is_year(child, noun) else None
            if found is not None and found.end <= noun.i:
                return found
    return None


def _is_year(number: Token, noun: Token) -> bool:
    """ "the 1932 massacre": a year, where the noun is one thing. """
    single = noun.pos_ == "NOUN" and "Plur" not in feature(noun, "Number")
    return single and YEAR.fullmatch(number.text) is not None


def _counts_never(number: Token) -> bool:
    """Does it count what is no victim, or tell a part of a number given apart: "two years", "three of those killed"?"""
    known = table()
    return any(c.lemma_.lower() in known.never or c.lower_ in known.some_of or (
        c.lower_ in known.of("killed").predicate | known.of("injured").predicate and children(c, "det"))
        for c in children(number, "nmod"))


def _sums(trigger: Token, doc: Doc) -> Iterator[Figure]:
    """Sums of money in the deed's own clause."""
    for token in trigger.subtree:
        if token.lower_ not in table().symbols and token.lemma_.lower() not in table().currencies:
            continue
        nearer = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
        if trigger.pos_ == "VERB" and nearer is not None and nearer.i != trigger.i:
            continue
        found = _sum(token, doc)
        if found is not None:
            yield found


def _sum(token: Token, doc: Doc) -> Figure | None:
    """ "$2.5 million", "11.5 billion pounds": the number with its currency. """
    ahead = token.lower_ in table().symbols
    beside = token.i + 1 if ahead else token.i - 1
    if not ahead and beside > 0 and doc[beside].pos_ in ("ADJ", "PROPN") and doc[beside].text[0].isupper():
        beside -= 1                                                     # "30m Danish krone"
    if not 0 <= beside < len(doc):
        return None
    number = number_at(doc[beside])
    if number is None:
        return None
    first, last = min(token.i, number.start), max(token.i + 1, number.end)
    return Figure("money", number.low, number.high, chars(doc, first, last))
