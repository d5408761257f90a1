"""One event a happening a report: which of the predicates found tell the same deed.

"Gunmen killed four farmers … the killing …", "an attack that killed four": the second mention becomes
evidence of the first. Mentions join when type and status agree, nobody stands against it (other actors,
another day, another place, another kind of deed, "a second attack") and something speaks for it: the same
parties, the same toll, a definite noun that points back, a bare noun that names nobody, or one being the
outcome or the purpose of the other. A headline tells what the first sentences tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.record.phrases import case_of, children
from dateline.record.what import Found, is_result_of

APART = frozenset({"another", "other", "second", "third", "separate", "more", "further", "new", "earlier", "previous",
                   "additional", "fresh", "similar", "different", "later", "next"})
POINTS_BACK = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
REAL = {"occurred": "real", "ongoing": "real"}
FAR = 12  # sentences between two mentions that nothing but a definite noun joins
NEAR = 2  # … that nothing but a bare noun joins: "Killings went on. Two men were shot"
LEAD = 3  # sentences of the body that a headline may tell
LEAST = 3  # the smallest toll that speaks for one deed; one or two die in many
# Modes of ASSAULT that are a deed of their own beside killing and destroying; every mode of the other types is.
OWN_DEED = frozenset({"abduct", "sexual", "torture"})
# Modes that name the weapon: a shooting told later is not the bombing told before.
WEAPONS = frozenset({"primitive", "beat", "firearms", "explosives", "suicide-attack", "aerial", "drone",
                     "heavy-weapons", "crowd-control", "unconventional"})
NEW_THING = frozenset({"a", "an", "two", "three", "four", "five", "several", "some"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A predicate found, with what decides whether another tells the same deed."""

    found: Found
    actors: frozenset[str]
    recipients: frozenset[str]
    days: tuple[str, str] | None
    place: str | None
    sentence: int
    heading: bool
    figures: frozenset[tuple[str, float | None, float | None]] = frozenset()


def happenings(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions in groups of one happening each, by the first mention in the body."""
    groups: list[list[Mention]] = []
    body = [m.sentence for m in mentions if not m.heading]
    opening = min(body, default=0) + LEAD
    for mention in sorted(mentions, key=lambda m: (m.heading, m.found.at)):
        home = _home(mention, groups, opening)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return sorted(groups, key=lambda g: g[0].found.at)


def _home(mention: Mention, groups: Sequence[list[Mention]], opening: int) -> list[Mention] | None:
    """The group that a mention belongs to, the nearest before it; of a headline, the first."""
    if not mention.heading:
        return next((g for g in reversed(groups) if _belongs(mention, g)), None)
    first = [g for g in groups if mention.sentence < g[0].sentence <= opening]
    ranked = (
        *(g for g in first if _belongs(mention, g)),
        *(g for g in first if _headlined(mention, g[0])),
        *(g for g in groups if _belongs(mention, g)),
    )
    return next(iter(ranked), None)


def _headlined(headline: Mention, first: Mention) -> bool:
    """Whether a headline tells what an opening sentence tells, in other words and of other names."""
    if headline.found.type != first.found.type or first.heading:
        return False
    return not _kinds_apart(headline, first) and _real(headline) == _real(first) != "negated"


def _belongs(mention: Mention, group: Sequence[Mention]) -> bool:
    """Whether a mention tells the deed of a group; the outcome of a deed has recipients of its own."""
    if any(_outcome(m, mention) or _purpose(m, mention) for m in group):
        return True
    return any(one_deed(m, mention) for m in group) and not any(against(m, mention) for m in group)


def _outcome(a: Mention, b: Mention) -> bool:
    alike = a.found.type == b.found.type and _real(a) == _real(b) and a.sentence == b.sentence
    return (
        alike
        and not _other(a.actors, b.actors)
        and not _two_nouns(a.found.trigger, b.found.trigger)
        and not _kinds_apart(a, b)
        and (is_result_of(a.found, b.found) or is_result_of(b.found, a.found))
    )


def _two_nouns(a: Token, b: Token) -> bool:
    """Nouns joined by "and", each with words of its own: "the burning of a church and the torching of a house"."""
    joined = a.pos_ == b.pos_ == "NOUN" and "conj" in (a.dep_, b.dep_)
    return joined and all(children(noun, "nmod") for noun in (a, b))


def _purpose(a: Mention, b: Mention) -> bool:
    """Whether one is what the other is done for: "marched to protest", "held a strike in protest"."""
    if a.found.type != b.found.type or a.sentence != b.sentence or _other(a.actors, b.actors):
        return False
    aim, deed = b.found.trigger, a.found.trigger
    over = (deed, deed.head) if deed.pos_ == "NOUN" else (deed,)
    infinitive = aim.dep_ in ("advcl", "xcomp", "acl") and any(c.lower_ == "to" for c in children(aim, "mark"))
    return aim.head in over and (infinitive or case_of(aim) == "in")


def against(a: Mention, b: Mention) -> bool:
    """Whether something stands against one deed: other parties, another day or place, other modes."""
    if a.found.type != b.found.type or _real(a) != _real(b):
        return True
    if b.heading:
        return False  # headlines leave out, shorten and generalize
    met_apart = _other(a.recipients, b.recipients) and not _is_toll_of(b, a)
    if _other(a.actors, b.actors) or met_apart or _kinds_apart(a, b) or _armed_apart(a, b):
        return True
    if a.days and b.days and (a.days[1] < b.days[0] or b.days[1] < a.days[0]):
        return True
    return bool(a.place and b.place and a.place != b.place) or _contrary_figures(a, b)


def _other(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b and not a & b)


def _is_toll_of(b: Mention, a: Mention) -> bool:
    """Whether "the attack killed five" counts the dead among those attacked before, not others attacked."""
    return bool(b.figures) and not a.figures and not b.actors and points_back(b.found.trigger)


def _kinds_apart(a: Mention, b: Mention) -> bool:
    """Whether their modes make two deeds of them: an arrest is no seizure, an abduction no killing."""
    one, two = set(a.found.frame.modes), set(b.found.frame.modes)
    if a.found.type == "ASSAULT":
        return one & OWN_DEED != two & OWN_DEED and bool(one) and bool(two)
    return bool(one and two and not one & two)


def _armed_apart(a: Mention, b: Mention) -> bool:
    return _other(WEAPONS.intersection(a.found.frame.modes), WEAPONS.intersection(b.found.frame.modes))


def _contrary_figures(a: Mention, b: Mention) -> bool:
    """Other numbers of the same kind are other deeds, unless the same actors are said to be behind both."""
    kinds = {k for k, *_ in a.figures} & {k for k, *_ in b.figures}
    return bool(kinds) and not a.figures & b.figures and not (a.actors & b.actors)


def _same_toll(a: Mention, b: Mention) -> bool:
    return any((low or high or 0) >= LEAST for _, low, high in a.figures & b.figures)


def _real(mention: Mention) -> str:
    return REAL.get(mention.found.status, mention.found.status)


def one_deed(a: Mention, b: Mention) -> bool:
    """Whether something speaks for two mentions telling one deed; `b` comes after `a`, or is a heading."""
    if _set_apart(b.found.trigger):
        return False
    same_word = _stem(a) == _stem(b)
    shared = bool(a.actors & b.actors) + bool(a.recipients & b.recipients)
    alike = same_word or bool(set(a.found.frame.modes) & set(b.found.frame.modes)) or _noun(a) != _noun(b)
    if b.heading:
        return shared > 0 or same_word
    if shared == 2 or _same_toll(a, b):
        return alike
    if shared == 1:
        alone = not (a.actors and b.actors) or not (a.recipients and b.recipients)
        return alike and alone and (same_word or points_back(b.found.trigger))
    if _vague(a) or _vague(b):
        return same_word and b.sentence - a.sentence <= NEAR
    return points_back(b.found.trigger) and not b.actors and b.sentence - a.sentence <= FAR and alike


def _noun(mention: Mention) -> bool:
    return mention.found.frame.part == "noun"


def _stem(mention: Mention) -> str:
    """The word without a noun's -ing: "killings" go with "killed"."""
    word: str = mention.found.trigger.lemma_.lower()
    return word.removesuffix("ing") if _noun(mention) and len(word) > 6 else word


def _vague(mention: Mention) -> bool:
    """A noun that names nobody, no day, no place and no toll: "killings went on"."""
    named = mention.actors or mention.recipients or mention.days or mention.place or mention.figures
    return _noun(mention) and not named and not children(mention.found.trigger, "det", "nmod:poss")


def _set_apart(trigger: Token) -> bool:
    return trigger.pos_ == "NOUN" and any(
        c.lower_ in APART or (c.dep_ == "det" and c.lower_ in ("a", "an")) for c in children(trigger)
    )


def points_back(trigger: Token) -> bool:
    """A definite noun that can only mean a deed already told: "the killings", but not "the burning of a church"."""
    if trigger.pos_ != "NOUN" or any(_is_new(c) for c in children(trigger, "nmod")):
        return False
    return any(c.lower_ in POINTS_BACK and c.dep_ in ("det", "nmod:poss") for c in children(trigger))


def _is_new(noun: Token) -> bool:
    return case_of(noun) == "of" and any(c.lower_ in NEW_THING for c in children(noun, "det", "nummod"))
