"""Where: every place name on the map, and the place of each event.

Two doors. `places` finds names (toponyms.py) and resolves them (resolve.py). `event_place` follows the tree from an
event's word to the phrase that says where, and takes the most exact name in it. Where the words do not say, there is
no place: neither the dateline nor the participants' home stands in for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.codebook.places import Gazetteer, Words, gazetteer, words
from dateline.model import Place, PlaceName, Precision, Report, Span
from dateline.record.phrases import base, case_of, children, conjuncts, descendants, feature, noun_phrase
from dateline.record.phrases import chars as chars_of
from dateline.record.resolve import EXACT, resolved
from dateline.record.slots import governor
from dateline.record.toponyms import mentions, preposition

AHEAD = 2               # times that a country must be named as often as the next to be a report's setting


def places(doc: Doc, report: Report, gazetteer: Gazetteer) -> tuple[PlaceName, ...]:
    """Every place name of the report, in order, resolved; null where the gazetteer has no such place."""
    return resolved(mentions(doc, report, gazetteer), doc, report, gazetteer)


# ── the place of an event ────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class _Scene:
    names: Mapping[int, PlaceName]          # by the tokens of a name
    places: tuple[PlaceName, ...]
    doc: Doc
    report: Report
    words: Words


def event_place(trigger: Token, places: Sequence[PlaceName], doc: Doc, report: Report) -> Place | None:
    """Where the event that a word tells happened, as far as its own clause says; else None.

    Of several phrases the most exact counts, of equals the nearest. Where it came "from" is no place of it,
    save for a departure; nor are the homes of those who take part.
    """
    names = {t.i: place for place in places if place.use == "name" for t in _tokens(doc, place)}
    scene = _Scene(names, tuple(p for p in places if p.use == "name"), doc, report, words())
    for ring in _rings(trigger, scene):
        found = [(EXACT[place.precision], abs(token.i - trigger.i), place) for token in ring
                 if (place := _place_of(token, scene)) is not None]
        if found:
            told = [f[2] for f in sorted(found, key=lambda f: f[:2])]
            opening = (_place_of(t, scene) for t in (_fronted(trigger, scene) if told[0].lat is None else ()))
            return _in_setting(_named_site([*told, *filter(None, opening)]), scene)
    return None


def _named_site(found: Sequence[Place]) -> Place:
    """ "In Gori men broke into the courthouse": a site that nobody names lies in the town that the clause does."""
    first, town = found[0], next((p for p in found if p.geonameid is not None and p.precision == "city"), None)
    if first.geonameid is not None or first.lat is not None:
        return first
    if town is not None:
        return replace(town, geonameid=None, precision=first.precision, text=first.text)
    return next((p for p in found if p.precision == "region"), first)       # "a post near the Thai border"


def _tokens(doc: Doc, place: PlaceName) -> Iterator[Token]:
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    yield from span if span is not None else ()


def _rings(trigger: Token, scene: _Scene) -> Iterator[list[Token]]:
    """The phrases that may say where, nearest kin first: its own, its participants', its governor's."""
    yield list(_own(trigger, scene))
    yield list(_of_parties(trigger, scene))
    if trigger.dep_ == "acl:relcl":                                     # "flew to Gori, where he vowed revenge"
        where = any(c.lower_ == "where" for c in children(trigger, "advmod"))
        miners = (c for c in children(trigger.head, "nmod") if preposition(c) in scene.words.stands)
        yield [trigger.head] if where else list(miners)                 # "miners in Gori, who stopped work"
    first = trigger.head
    if trigger.dep_ == "obl" and case_of(trigger) == "under":
        yield [c for c in children(first, "obj", "nsubj:pass") if _is_narrow(c, scene)]     # "put Gori under curfew"
    if trigger.dep_ == "conj" and trigger.pos_ in ("VERB", "AUX") and first.pos_ == "VERB":
        yield from _of_first(trigger, first, scene)
    governor = _governor(trigger)
    if governor is not None:
        yield list(_own(governor, scene, shared=True))
    yield list(_fronted(trigger, scene))
    yield from _beyond(trigger, scene)


def _of_parties(trigger: Token, scene: _Scene) -> Iterator[Token]:
    """Where those are who take part: "killed three people in Gori", "the burning of a church near Gori"."""
    if trigger.pos_ not in ("VERB", "AUX"):
        yield from (t for part in children(trigger, "nmod") for t in _of_participant(part, scene))
        if trigger.head.i in scene.names and preposition(trigger.head) in scene.words.at:
            yield trigger.head                                          # "was in Gori for a summit"
        return
    parts = (*children(trigger, "obj", "nsubj:pass", "nsubj", "obl:agent"),
             *(c for c in children(trigger, "obl") if preposition(c) in ("with", "against", "to")))
    yield from (t for part in parts if not _is_spoken_of(part, scene) for t in _of_participant(part, scene))


def _of_first(trigger: Token, first: Token, scene: _Scene) -> Iterator[list[Token]]:
    """What a deed shares with the one it is joined to: "robbed shops in Gori and attacked the hospital"."""
    if not children(trigger, "nsubj", "nsubj:pass"):
        yield [t for t in _own(first, scene, shared=True) if first.i < t.i < trigger.i and trigger.i - t.i < NEXT_TO]
    if not children(trigger, "obj"):
        yield [t for t in _own(first, scene) if t.i > trigger.i]        # "seized and burned a post near Gori"
        shared = (c for c in children(first, "obj", "nsubj:pass") if c.i > trigger.i)
        yield [token for part in shared for token in _of_participant(part, scene)]


def _beyond(trigger: Token, scene: _Scene) -> Iterator[list[Token]]:
    """Where what is planned is to be, and what else the sentence says of the same deed: "agreed to abandon posts near
    Gori", "killed when a shell struck a house in Gori"."""
    for deed in children(trigger, "xcomp", "advcl"):
        when = any(c.lower_ == "when" for c in children(deed, "mark", "advmod")) and deed.i > trigger.i
        if deed.dep_ == "xcomp" or when:
            done = children(deed, "obj", "nsubj:pass")
            yield [*_own(deed, scene), *(t for part in done for t in _of_participant(part, scene))]


def _is_spoken_of(part: Token, scene: _Scene) -> bool:
    """ "condemned the raids in Gori": where those were, it was not condemned; but "called a rally in Gori"."""
    says = any(not cue.more for cue in cues().of("verb", part.head.lemma_.lower()))
    deed = part.lemma_.lower() in scene.words.reached and part.dep_ != "nsubj"
    return says and deed and governor(part) is None


def _fronted(trigger: Token, scene: _Scene) -> Iterator[Token]:
    """ "In Gori the council, meeting at night, …": what opens the sentence says where all of it happened, save what
    somebody says there of other places, and what went before."""
    here = trigger
    while here.head.i != here.i:
        if here.dep_ in ("ccomp", "acl:relcl", "nmod", "xcomp") or (here.dep_ == "appos" and here.pos_ != "VERB"):
            return
        here = here.head
    said = [t for t in here.sent if not t.is_space][:3]
    if said[0].lower_ in scene.words.stands and len(said) == 3:             # however the tree hangs it
        yield from (t for t in (said[2] if said[1].lower_ == "the" else said[1],) if t.i in scene.names)
    for child in children(here, "obl"):
        opens = child.left_edge.i <= here.sent.start + 1 and child.i < trigger.i
        if opens and _says_where(child, preposition(child), here.lemma_.lower(), scene):
            yield child


def _own(head: Token, scene: _Scene, shared: bool = False) -> Iterator[Token]:
    """Phrases of a word that say where: "in Gori", "the Gori raid", "struck Gori", "into Gori"."""
    lemma = head.lemma_.lower()
    for child in children(head):
        relation, case = base(child), preposition(child)
        if relation in ("obl", "nmod", "advmod") and child.dep_ not in ("nmod:poss", "obl:agent"):
            for one in conjuncts(child):
                if _says_where(one, case, lemma, scene):
                    yield one
        if shared:
            continue
        if relation == "nsubj" and lemma == "come" and _is_narrow(child, scene) and _is_under_fire(head):
            yield child
        if child.dep_ in ("obj", "nsubj:pass") and lemma in scene.words.reach:
            yield child
        aimed = child.dep_ == "nmod:poss" and any(
            preposition(c) in AIMED_AT and _is_narrow(c, scene) for c in children(head, "nmod", "obl"))
        if child.dep_ in ("compound", "nmod:poss", "nmod:desc") and lemma in scene.words.reached and not aimed:
            yield child                                         # but not "Moscow's attack on Gori"
        if child.dep_ == "acl" and child.lemma_ in scene.words.staged:
            yield from (t for t in children(child, "obl") if preposition(t) in scene.words.stands)


def _is_under_fire(verb: Token) -> bool:
    """ "came under fire": what does so is where it happened."""
    return any(case_of(c) == "under" and c.lemma_.lower() in FIRE for c in children(verb, "obl"))


FIRE = frozenset({"fire", "attack", "bombardment", "shelling", "siege", "assault", "shellfire", "rocket"})
SKY = frozenset({"shoot", "down", "intercept", "explode", "fly", "crash", "hijack", "disintegrate"})
AIMED_AT = ("on", "against", "in", "at")
NEXT_TO = 4         # words between a place and the next deed that it still holds for


def _says_where(token: Token, case: str, lemma: str, scene: _Scene) -> bool:
    """Does this preposition with this noun say where a deed of that lemma happened?"""
    table = scene.words
    if case in table.to:
        return lemma in table.move or (case == "into" and _is_narrow(token, scene))
    if case in table.from_:
        return lemma in table.leave
    if case == "of":
        return lemma in table.reached and _is_narrow(token, scene)
    if case in table.named:
        return _is_narrow(token, scene) or (case == "over" and lemma in SKY)
    return case in table.at


def _is_narrow(token: Token, scene: _Scene) -> bool:
    """A town, site or district: not a country, which acts and is acted on ("sanctions on Iran")."""
    place = scene.names.get(token.i)
    if place is not None:
        return place.precision not in ("country", "area")
    return token.lemma_.lower() in scene.words.kinds or token.lemma_.lower() in scene.words.parts


def _of_participant(part: Token, scene: _Scene) -> Iterator[Token]:
    """"killed three people in Gori", "a bomb outside the barracks": where those are it happened."""
    about = part.lemma_.lower() in scene.words.reached
    if part.dep_ == "nsubj" and not about:
        yield from (c for c in children(part, "nmod") if preposition(c) in ("across", "throughout"))
        return
    beside = (c for c in children(part.head, "advcl") if c.i == part.i + 1)     # "families sheltering in Gori"
    staying = (o for c in (*children(part, "acl"), *beside) if c.lower_.endswith("ing") for o in children(c, "obl"))
    for child in (*children(part, "nmod"), *staying):
        if preposition(child) in scene.words.stands or preposition(child) == "across":
            yield child
    if about:
        near = (c for c in children(part, "compound", "nmod:poss", "nmod") if c.dep_ != "nmod" or case_of(c) == "of")
        yield from (c for c in near if _is_narrow(c, scene))


def _governor(trigger: Token) -> Token | None:
    """The word whose place a deed shares: the verb of a noun, or the deed a participle goes with."""
    if trigger.pos_ in ("NOUN", "PROPN"):
        near = base(trigger) in ("nsubj", "obj") or trigger.dep_ == "obl"
        return trigger.head if near and trigger.head.pos_ == "VERB" else None
    if trigger.dep_ == "xcomp" or (trigger.dep_ == "advcl" and "Part" in feature(trigger, "VerbForm")):
        return trigger.head if trigger.head.pos_ == "VERB" else None
    return None


# ── a phrase as a place ──────────────────────────────────────────────────────────────────────────

def _place_of(token: Token, scene: _Scene) -> Place | None:
    """The place that the phrase of a token names, or points at ("the capital", "this town")."""
    if token.i in scene.names:
        return _as_place(scene.names[token.i])
    kind = scene.words.kinds.get(token.lemma_.lower())
    if token.lower_ == "here":
        return _written_at(token, scene, token.doc[token.i:token.i + 1])
    if kind is None:
        return _through(token, scene)
    inner = _inner(token, scene)
    if inner is not None:
        return _of_kind(token, kind, inner, scene)
    return (_through(token, scene) if kind == "site" else None) or _pointed(token, scene)


def _through(token: Token, scene: _Scene) -> Place | None:
    """The place of what is no place: "at a burial in Bago", "on the other side of the city"."""
    part = token.lemma_.lower() in scene.words.parts
    inside = [c for c in children(token, "nmod", "obl")
              if preposition(c) in scene.words.stands or (part and preposition(c) == "of")]
    found = [place for c in inside if (place := _place_of(c, scene)) is not None]
    return found[0] if found else None


def _as_place(name: PlaceName) -> Place:
    return Place(name.name, name.country, name.lat, name.lon, name.geonameid, name.precision,
                 (name.start, name.end))


def _inner(token: Token, scene: _Scene) -> PlaceName | None:
    """The name inside the phrase of a noun for a place; of several, the most exact, then the nearest."""
    cut = frozenset({"acl", "acl:relcl", "conj", "obl", "parataxis", "punct"})
    found = [(EXACT[scene.names[t.i].precision], abs(t.i - token.i), scene.names[t.i])
             for t in descendants(token, without=cut) if t.i in scene.names]
    return min(found, key=lambda f: f[:2])[2] if found else None


def _of_kind(token: Token, kind: Precision, inner: PlaceName, scene: _Scene) -> Place:
    """A site in or of a named place: the name's point, as exact as its noun ("a Bogota theatre")."""
    span = chars_of(scene.doc, *_with_name(token, inner, scene))
    if EXACT[kind] >= EXACT[inner.precision] and kind != inner.precision:
        return replace(_as_place(inner), text=(inner.start, inner.end))
    if kind == inner.precision or inner.precision is None:
        return replace(_as_place(inner), precision=inner.precision or kind)
    return Place(inner.name, inner.country, inner.lat, inner.lon, None, kind, span)


def _with_name(token: Token, inner: PlaceName, scene: _Scene) -> Span:
    start, end = noun_phrase(token)
    last = max(t.i for t in _tokens(scene.doc, inner)) + 1
    return start, max(end, last)


def _pointed(token: Token, scene: _Scene) -> Place | None:
    """"this town" is the dateline's, "the capital" the country's that the report is about, "the region" the
    last one named; a site without a name is its words, and no point ("the presidential palace")."""
    span = scene.doc[slice(*noun_phrase(token))]
    if "Plur" in feature(token, "Number"):
        return _settlement(token, scene, span)
    pointing = {c.lower_ for c in children(token, "det")}
    lemma = token.lemma_.lower()
    kind = scene.words.kinds[lemma]
    if "this" in pointing and kind in ("city", "region"):
        return _written_at(token, scene, span)
    if lemma == "capital":
        return _capital(token, scene, span)
    if "the" in pointing and kind in ("city", "region") and not children(token, "nmod", "acl"):
        before = [p for p in scene.places if p.end <= token.idx and p.precision == kind and _is_stood_in(p, scene)]
        if before and before[-1].end > token.idx - 1500:
            return _same_as(before[-1], span)
    described = children(token, "amod", "compound", "nmod:poss")
    if lemma in ("border", "frontier"):
        return _unnamed(token, kind, span) if pointing else None
    if kind == "site" and described:
        return _unnamed(token, kind, span) if pointing or children(token, "nmod:poss") else None
    return _settlement(token, scene, span)


def _is_stood_in(place: PlaceName, scene: _Scene) -> bool:
    """Did something happen there, or does the report come from there: no capital that stands for a government."""
    apart = scene.report.dateline
    if apart and apart[0] <= place.start < apart[1]:
        return True
    return any(preposition(t) in scene.words.at or preposition(t) in scene.words.to or t.dep_ in ("obj", "nsubj:pass")
               for t in _tokens(scene.doc, place))


def _settlement(token: Token, scene: _Scene, span: Sequence[Token]) -> Place | None:
    """ "bombed a village", "houses in nearby villages": a place, though nobody names it."""
    told = (token.dep_ in ("obj", "nsubj:pass") and token.head.lemma_.lower() in scene.words.reach) \
        or any(c.lower_ in NEARBY for c in children(token, "amod"))
    if not told or token.lemma_.lower() not in scene.words.settled:
        return None
    return _unnamed(token, "site", span)


NEARBY = frozenset({"nearby", "neighbouring", "neighboring", "surrounding", "outlying"})


def _unnamed(token: Token, kind: Precision, span: Sequence[Token]) -> Place | None:
    """A place without a name, told by its noun: "the Thai border", "a police station"."""
    said = [t.text for t in span if t.pos_ != "DET"]
    first, last = chars_of(token.doc, span[0].i, span[-1].i + 1)
    return Place(" ".join(said), None, None, None, None, kind, (first, last)) if said else None


def _in_setting(place: Place, scene: _Scene) -> Place:
    """A place that the gazetteer has not lies in the country that the report is set in, if in any.

    A report written who knows where is set in no country that it names but once.
    """
    if place.country is not None or (place.lat is not None and place.precision in ("area", "country")):
        return place
    named = Counter(p.country for p in scene.places if p.country)
    ranked = sorted(named, key=lambda c: (-named[c], c))
    apart = scene.report.dateline
    here = {p.country for p in scene.places if apart and p.country and apart[0] <= p.start < apart[1]}
    if not ranked or (apart and not here and named[ranked[0]] < 2):
        return place
    if ranked[0] not in here and sum(named[c] for c in ranked[1:2]) * AHEAD > named[ranked[0]]:
        return place
    return replace(place, country=ranked[0])


def _written_at(token: Token, scene: _Scene, span: Sequence[Token]) -> Place | None:
    """The place the report was written at: its dateline's."""
    apart = scene.report.dateline
    found = [p for p in scene.places if apart and apart[0] <= p.start < apart[1]]
    return _same_as(found[0], span) if found else None


def _capital(token: Token, scene: _Scene, span: Sequence[Token]) -> Place | None:
    """The capital of the country beside the word, else of the one most often named so far."""
    owners = [registry().nationality(c.text) for c in children(token, "amod", "compound", "nmod:poss")]
    code = next((o for o in owners if o), None)
    here = [p for p in scene.places if p.precision == "country" and token.sent.start_char <= p.start < token.idx]
    if code is None and here:
        code = here[-1].country
    if code is None:
        named = Counter(p.country for p in scene.places if p.country)
        code = min(named, key=lambda c: (-named[c], c)) if named else None
    entry = gazetteer().capital(code) if code else None
    if entry is None:
        return None
    first, last = chars_of(scene.doc, span[0].i, span[-1].i + 1)
    return Place(entry.name, entry.country, entry.lat, entry.lon, entry.geonameid, "city", (first, last))


def _same_as(name: PlaceName, span: Sequence[Token]) -> Place:
    first, last = chars_of(span[0].doc, span[0].i, span[-1].i + 1)
    return replace(_as_place(name), text=(first, last))
