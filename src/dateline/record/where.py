"""Where: every place name on the map, and the place of each event.

Two doors. `places` finds and resolves names: which of its namesakes a name means is decided once a report,
by the words beside it ("Gori, Georgia"), the countries and places the report names besides, and the number
of people who live there. `event_place` follows the tree from an event's word to the phrase that says where,
and takes the most exact name in it. Where the words do not say, there is no place: neither the dateline nor
the participants' home stands in for one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.codebook.places import Entry, Gazetteer, Words, fold, gazetteer, weight, words
from dateline.codebook.reality import reality
from dateline.model import Place, PlaceName, Precision, Report, Span
from dateline.record.phrases import base, case_of, children, conjuncts, descendants, noun_phrase, text_of
from dateline.record.phrases import chars as chars_of
from dateline.record.slots import governor

EXACT: Mapping[Precision | None, int] = {"site": 0, "city": 1, None: 2, "region": 3, "area": 4, "country": 5}
# What speaks for one namesake, in powers of ten of its people; chosen on the dev side of data/place.
BESIDE = 8.0            # the words next to it say so: "Gori, Georgia"
SHARED = 3e7            # what a country counts at most that shares its name with a province: "Georgia"
HOME = 1.3              # its country is named in the report; more the more often
DIVISION = 2.0          # its province or state is named in the report
NEIGHBOUR = 1.2         # another place of the report lies within NEAR
NEAR, INSIDE = 150.0, 400.0                             # kilometres; the second from the middle of a region
AHEAD = 2               # times that a country must be named as often as the next to be a report's setting
LEAST = 20_000          # people, for a name the reader did not take for a place but grammar does
GREAT, FEW = 1_000_000, 30  # people of a city that no report means a namesake of, that many times smaller, unsaid
LATER = frozenset({"acl", "acl:relcl", "conj", "appos", "nmod", "obl", "parataxis"})
# What may stand between a name and the name of what it lies in: a comma, "in the eastern province of".
BETWEEN = re.compile(r"\s*[,(/]\s*|\s+(?:in|of)\s+(?:(?:the|a|an|its)\s+)?(?:[a-z\-]+\s+){0,3}(?:of\s+)?")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place name in the text. `kind` is what the words call it ("the village of", "province")."""

    start: int
    end: int
    text: str
    root: Token
    kind: Precision | None = None
    within: str | None = None           # the name that the words put round it
    holds: str | None = None            # … and the name that they put inside it
    country: str | None = None          # the nationality that the words give it ("the Georgian town of")
    article: bool = False               # "the Pacific", as towns are not called


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the whole report says of where it is."""

    countries: Mapping[str, int]        # how often a country is named, or its people
    divisions: frozenset[str]
    others: tuple[Entry, ...]           # the likeliest place of every name, before context


# ── the names ────────────────────────────────────────────────────────────────────────────────────

def places(doc: Doc, report: Report, gazetteer: Gazetteer) -> tuple[PlaceName, ...]:
    """Every place name of the report, in order, resolved; null where the gazetteer has no such place."""
    found = _beside(sorted(_mentions(doc, report, gazetteer), key=lambda m: (m.start, -m.end)))
    groups: dict[str, list[_Mention]] = {}
    for mention in found:
        groups.setdefault(fold(mention.text), []).append(mention)
    namesakes = {name: _namesakes(group, gazetteer) for name, group in groups.items()}
    setting = _setting(doc, groups, namesakes)
    chosen = {name: _choice(groups[name], all_, setting, gazetteer) for name, all_ in namesakes.items()}
    return tuple(_named(mention, chosen[fold(mention.text)]) for mention in found)


def _mentions(doc: Doc, report: Report, gazetteer: Gazetteer) -> Iterator[_Mention]:
    """What the reader labels a place, what only grammar shows to be one, and the dateline's place."""
    taken: list[Span] = []
    for name in doc.spans.get("names", ()):
        if name.label_ == "place" or (name.label_ != "date" and _stands_for_place(name, gazetteer)):
            mention = _mention(doc, name.start, name.end)
            if mention is not None and (mention.start, mention.end) not in taken:
                taken.append((mention.start, mention.end))
                yield mention
    at = report.text.find(report.place, report.dateline[0]) if report.place and report.dateline else -1
    if at >= 0 and report.place and not any(a < at + len(report.place) and at < b for a, b in taken):
        root = next((t for t in doc if t.idx + len(t) > at), doc[0])
        yield _Mention(at, at + len(report.place), report.place, root)


def _stands_for_place(name: SpacySpan, gazetteer: Gazetteer) -> bool:
    """Does grammar use a name as a place's, and does the gazetteer know it well?

    "in X", "flew to X", "the shelling of X", "bombed X", and "X, Ontario" where there is such an X.
    """
    root, table = _root(name), words()
    known = gazetteer.find(name.text)
    if not known or known[0].spelled or root.pos_ != "PROPN" or _is_surname(name):
        return False
    relation, case, lemma = base(root), preposition(root), root.head.lemma_.lower()
    if weight(known[0]) >= LEAST and relation in ("obl", "nmod"):
        if case in table.stands or (case in table.to and lemma in table.move):
            return True
        if case == "of" and lemma in table.reached:
            return True
    if weight(known[0]) >= LEAST and root.dep_ in ("obj", "nsubj:pass") and lemma in table.reach:
        return True
    outer = [o for o in name.doc.spans.get("names", ()) if o.label_ == "place" and o.start == name.end + 1]
    return any(_inside(e, wide) for o in outer if name.doc[name.end].text == ","
               for wide in gazetteer.find(o.text)[:2] for e in known)


def _is_surname(name: SpacySpan) -> bool:
    """ "lashed out at Omar", who was "Ali Omar" before."""
    people = (n for n in name.doc.spans.get("names", ()) if n.label_ == "person" and n.end - n.start > 1)
    return name.label_ == "person" and any(n[-1].text == name.text for n in people)


def _root(tokens: Sequence[Token]) -> Token:
    """The word of a name that the rest hangs on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])


def _mention(doc: Doc, start: int, end: int) -> _Mention | None:
    """A mention without the possessive at its end and the article at its head, with what its words add."""
    while end > start and (doc[end - 1].is_space or doc[end - 1].pos_ in ("PUNCT", "PART")):
        end -= 1 if doc[end - 1].text != "." else 0
        if end > start and doc[end - 1].text == ".":
            break
    while start < end and (doc[start].is_space or doc[start].lower_ == "the"):
        start += 1
    if end - start > 2 and doc[start].text in words().kinds and doc[start + 1].lower_ == "of":  # "the town of Gori"
        start += 2
    if start >= end:
        return None
    if _says_nothing(doc, start, end):
        return None
    root = _root(doc[start:end])
    first, last = chars_of(doc, start, end)
    kind = _kind(doc, start, end, root)
    article = start > 0 and doc[start - 1].lower_ == "the" and doc[start - 1].head == root
    return _Mention(first, last, doc[start:end].text, root, kind, country=_owner(root), article=article)


def _says_nothing(doc: Doc, start: int, end: int) -> bool:
    """No name after all: nouns for places and directions alone ("City Hall"), a nationality, a holiday."""
    tokens, table, text = doc[start:end], words(), doc[start:end].text
    if not any(t.is_alpha and t.lower_ not in table.kinds and t.lower_ not in table.compass for t in tokens):
        return not any(t.text.isupper() and len(t) < 5 for t in tokens)
    if end - start == 1 and registry().country(text) is None and registry().nationality(text) is not None:
        return True
    return text.lower() in table.calendar


def _kind(doc: Doc, start: int, end: int, root: Token) -> Precision | None:
    """How exact the words say it is: by its own last or first word, or the noun it belongs to."""
    kinds = words().kinds
    own = [kinds.get(doc[i].lower_) for i in (end - 1, start)] if end - start > 1 else []
    head = root.head
    if base(root) in ("compound", "appos") or (base(root) == "nmod" and preposition(root) == "of"):
        kind = kinds.get(head.lemma_.lower())           # "the port of Poti" is in Poti, "the town of" is it
        own.append(kind if kind in ("city", "region") else None)
    own += [kinds.get(c.lemma_.lower()) for c in children(root, "nmod:desc", "compound", "appos")]
    return next((kind for kind in own if kind), None)


def _owner(root: Token) -> str | None:
    """The country whose adjective stands by the name or by the noun that heads it."""
    heads = (root, root.head) if base(root) in ("nmod", "compound", "appos") else (root,)
    described = (c for head in heads for c in children(head, "amod", "compound", "nmod:desc"))
    return next((code for c in described if (code := registry().nationality(c.text))), None)


def _beside(found: Sequence[_Mention]) -> list[_Mention]:
    """Each mention with the name that follows it as what it lies in: "Cali, Colombia", "a suburb of"."""
    result: list[_Mention] = []
    for number, mention in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        inner = result[-1].text if result and result[-1].within == mention.text else None
        outer = after.text if after and _put_inside(mention, after) else None
        result.append(replace(mention, within=outer, holds=inner))
    return result


def _put_inside(mention: _Mention, after: _Mention) -> bool:
    """Do the words between two names put the first inside the second?"""
    if not mention.end <= after.start < mention.end + 60:
        return False
    between = text_of(mention.root.doc)[mention.end:after.start]
    return BETWEEN.fullmatch(between) is not None and not _listed(after)


def _listed(after: _Mention) -> bool:
    """Is it a link of a chain ("Gori, Tbilisi and Poti") rather than what the name before lies in?"""
    return after.root.dep_ == "conj" or any(c.dep_ == "conj" for c in after.root.children)


# ── which of the namesakes ───────────────────────────────────────────────────────────────────────

def _namesakes(group: Sequence[_Mention], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """All places the name may mean, once for the name as it stands, else without what surrounds it."""
    text = group[0].text
    if any(m.kind == "region" for m in group):
        named = (gazetteer.known.get(fold(f"{text} {noun}")) for noun in sorted(words().divisions))
        region = next((found for found in named if found), None)
        if region:
            return region
    return next((found for name in _variants(text) if (found := gazetteer.find(name))), ())


def _variants(name: str) -> Iterator[str]:
    """A name, then what it is without its article, direction, and noun for a kind of place."""
    yield name
    parts, kinds = name.split(), words().kinds
    while len(parts) > 1 and parts[0].lower() in (words().compass | {"the"}):
        parts = parts[1:]
    short = " ".join(parts)
    yield short
    if len(parts) > 1 and kinds.get(parts[-1].lower()) in ("city", "region"):
        yield " ".join(parts[:-1])
    if len(parts) > 2 and parts[1].lower() == "of" and kinds.get(parts[0].lower()) in ("city", "region"):
        yield " ".join(parts[2:])
    if "," in short:
        yield short.partition(",")[0]


def _setting(doc: Doc, groups: Mapping[str, Sequence[_Mention]],
             namesakes: Mapping[str, Sequence[Entry]]) -> _Setting:
    countries: Counter[str] = Counter()
    for token in doc:
        if token.pos_ in ("ADJ", "PROPN", "NOUN") and (code := registry().nationality(token.text)):
            countries[code] += 1
    for name, entries in namesakes.items():
        if entries and entries[0].country and not entries[0].spelled:
            countries[entries[0].country] += len(groups[name]) if entries[0].precision == "country" else 1
    divisions = {e.admin1 for entries in namesakes.values() for e in entries[:2]
                 if e.admin1 and e.precision == "region"}
    return _Setting(countries, frozenset(divisions), tuple(e[0] for e in namesakes.values() if e))


def _choice(group: Sequence[_Mention], entries: Sequence[Entry], setting: _Setting,
            gazetteer: Gazetteer) -> Entry | None:
    """The place that name, words beside it, and setting together speak for."""
    if any(m.article and not m.kind for m in group):
        entries = [e for e in entries if e.precision != "city" or e.name.startswith("The ")]
    if not entries:
        return None
    around = [gazetteer.find(m.within)[:3] for m in group if m.within]
    inner = [gazetteer.find(m.holds)[:5] for m in group if m.holds]
    owners = {m.country for m in group if m.country}
    kinds = {m.kind for m in group if m.kind}
    exact = {e.precision for e in entries if not e.spelled}
    shared, land = exact >= {"country", "region"}, "country" in exact
    scored = partial(_score, shared=shared, land=land, around=around, inner=inner, owners=owners, kinds=kinds,
                     setting=setting)
    if not (around or owners or kinds):
        entries = _great(entries, setting)
    best = max(entries, key=lambda e: (scored(e), -(e.geonameid or 0)))
    if best.precision == "country" or _fits_kind(best, kinds):
        return best
    placed = bool(around or owners or best.admin1 in setting.divisions)
    return _approximate(best, kinds) if placed or best.population >= LEAST else None


def _great(entries: Sequence[Entry], setting: _Setting) -> Sequence[Entry]:
    """Of a great city's namesakes those that are not far smaller, or lie in a province that the report names:
    "Paris" in a report about America is still in France."""
    most = max(e.population for e in entries)
    if most < GREAT or any(e.precision == "country" for e in entries):
        return entries
    return [e for e in entries if e.population * FEW >= most or e.admin1 in setting.divisions] or entries


def _score(entry: Entry, *, around: Sequence[Sequence[Entry]], inner: Sequence[Sequence[Entry]],
           owners: set[str], kinds: set[Precision], setting: _Setting, shared: bool, land: bool) -> float:
    """How much speaks for a namesake, in powers of ten; `land`: a country has the name, as no setting outweighs."""
    score = math.log10(min(weight(entry), SHARED if shared else math.inf))
    town = land and entry.precision == "city"           # "Peru, Chile and …" are no town in Chile
    score += BESIDE * any(_inside(entry, outer) for outers in around for outer in outers
                          if not (town and outer.precision == "country"))
    score += BESIDE / 2 * max((math.log10(weight(e)) / 8 for es in inner for e in es if _inside(e, entry)),
                              default=0.0)
    score += BESIDE / 2 * (entry.country in owners)
    score += DIVISION * (entry.precision in kinds) - DIVISION * bool(kinds and not _fits_kind(entry, kinds))
    if town:
        return score
    score += HOME * math.log2(1 + min(setting.countries.get(entry.country or "", 0), 7))
    score += DIVISION * (entry.precision == "city" and entry.admin1 in setting.divisions)
    near = sum(0 < kilometres(entry, other) < NEAR for other in setting.others if other.precision == "city")
    return score + NEIGHBOUR * min(near, 3)


def _inside(entry: Entry, outer: Entry) -> bool:
    """Does a place lie in another one? A region without a code of its own is a circle."""
    if outer.precision == "country":
        return entry.country == outer.country and entry.precision != "country"
    if outer.precision == "region" and outer.admin1 and entry.admin1:
        return entry.admin1 == outer.admin1
    return entry.country == outer.country and 0 < kilometres(entry, outer) < INSIDE


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance on a sphere of the mean radius."""
    lat, lat2 = math.radians(a.lat), math.radians(b.lat)
    half = math.radians(b.lon - a.lon) / 2
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin(half) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(chord)))


def _fits_kind(entry: Entry, kinds: set[Precision]) -> bool:
    wide = {"region", "area"}
    return not kinds or entry.precision in kinds or bool(kinds & wide and entry.precision in wide)


def _approximate(entry: Entry, kinds: set[Precision]) -> Entry:
    """A province, river or district named like the town that is known: at its point, without its number."""
    kind = min(kinds, key=lambda k: EXACT[k])
    return replace(entry, precision=kind, geonameid=None)


def _named(mention: _Mention, entry: Entry | None) -> PlaceName:
    if entry is None:
        return PlaceName(mention.start, mention.end, mention.text, mention.country, None, None, None,
                         mention.kind)
    name = entry.name if "’" in mention.text else entry.name.replace("’", "")
    return PlaceName(mention.start, mention.end, name, entry.country, entry.lat, entry.lon,
                     entry.geonameid, entry.precision)


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
    names = {t.i: place for place in places for t in _tokens(doc, place)}
    scene = _Scene(names, tuple(places), doc, report, words())
    for ring in _rings(trigger, scene):
        found = [(EXACT[place.precision], abs(token.i - trigger.i), place) for token in ring
                 if (place := _place_of(token, scene)) is not None]
        if found:
            return _in_setting(_named_site([f[2] for f in sorted(found, key=lambda f: f[:2])]), scene)
    return None


def _named_site(found: Sequence[Place]) -> Place:
    """ "In Gori men broke into the courthouse": a site that nobody names lies in the town that the clause does."""
    first, town = found[0], next((p for p in found if p.geonameid is not None and p.precision == "city"), None)
    if town is None or first.geonameid is not None or first.lat is not None:
        return first
    return replace(town, geonameid=None, precision=first.precision, text=first.text)


def preposition(token: Token) -> str:
    """A phrase's preposition; the one right before it, where the tree hangs that on another word."""
    case = case_of(token)
    if case:
        return case.lower()
    first = min(t.i for t in descendants(token, without=LATER))
    before = token.doc[first - 1] if first else token
    return str(before.lower_) if before.pos_ == "ADP" and before.head.i > token.i else ""


def _tokens(doc: Doc, place: PlaceName) -> Iterator[Token]:
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    yield from span if span is not None else ()


def _rings(trigger: Token, scene: _Scene) -> Iterator[list[Token]]:
    """The phrases that may say where, nearest kin first: its own, its participants', its governor's."""
    yield list(_own(trigger, scene))
    verb = trigger.pos_ in ("VERB", "AUX")
    if verb:
        parts = (*children(trigger, "obj", "nsubj:pass", "nsubj", "obl:agent"),
                 *(c for c in children(trigger, "obl") if preposition(c) in ("with", "against", "to")))
        yield [t for part in parts if not _is_spoken_of(part, scene) for t in _of_participant(part, scene)]
    if trigger.dep_ == "acl:relcl" and any(c.lower_ == "where" for c in children(trigger, "advmod")):
        yield [trigger.head]                                            # "flew to Gori, where he vowed revenge"
    first = trigger.head
    if trigger.dep_ == "obl" and case_of(trigger) == "under":
        yield [c for c in children(first, "obj", "nsubj:pass") if _is_narrow(c, scene)]     # "put Gori under curfew"
    if trigger.dep_ == "conj" and verb and first.pos_ == "VERB" and not children(trigger, "nsubj", "nsubj:pass"):
        yield [t for t in _own(first, scene, shared=True) if first.i < t.i < trigger.i and trigger.i - t.i < NEXT_TO]
    if trigger.dep_ == "conj" and verb and first.pos_ == "VERB" and not children(trigger, "obj"):
        yield [t for t in _own(first, scene) if t.i > trigger.i]        # "seized and burned a post near Gori"
        objects = (c for c in children(first, "obj", "nsubj:pass") if c.i > trigger.i)
        yield [token for part in objects for token in _of_participant(part, scene)]
    governor = _governor(trigger)
    if governor is not None:
        yield list(_own(governor, scene, shared=True))
    yield list(_fronted(trigger, scene))


def _is_spoken_of(part: Token, scene: _Scene) -> bool:
    """ "condemned the raids in Gori": where those were, it was not condemned; but "called a rally in Gori"."""
    says = any(not cue.more for cue in cues().of("verb", part.head.lemma_.lower()))
    deed = part.lemma_.lower() in scene.words.reached and part.dep_ != "nsubj"
    return says and deed and governor(part, reality().light) is None


def _fronted(trigger: Token, scene: _Scene) -> Iterator[Token]:
    """ "In Gori the council, meeting at night, …": what opens the sentence says where all of it happened, save what
    somebody says there of other places, and what went before."""
    here = trigger
    while here.head.i != here.i:
        if here.dep_ in ("ccomp", "acl:relcl", "nmod", "xcomp") or (here.dep_ == "appos" and here.pos_ != "VERB"):
            return
        here = here.head
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
        if child.dep_ in ("compound", "nmod:poss", "nmod:desc") and lemma in scene.words.reached:
            yield child
        if child.dep_ == "acl" and child.lemma_ in scene.words.staged:
            yield from (t for t in children(child, "obl") if preposition(t) in scene.words.stands)


def _is_under_fire(verb: Token) -> bool:
    """ "came under fire": what does so is where it happened."""
    return any(case_of(c) == "under" and c.lemma_.lower() in FIRE for c in children(verb, "obl"))


FIRE = frozenset({"fire", "attack", "bombardment", "shelling", "siege", "assault", "shellfire", "rocket"})
SKY = frozenset({"shoot", "down", "intercept", "explode", "fly", "crash", "hijack", "disintegrate"})
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
    if trigger.dep_ == "xcomp" or (trigger.dep_ == "advcl" and "Part" in trigger.morph.get("VerbForm")):
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
    if "Plur" in token.morph.get("Number"):
        return _settlement(token, scene, span)
    pointing = {c.lower_ for c in children(token, "det")}
    lemma = token.lemma_.lower()
    kind = scene.words.kinds[lemma]
    if "this" in pointing and kind in ("city", "region"):
        return _written_at(token, scene, span)
    if lemma == "capital":
        return _capital(token, scene, span)
    if "the" in pointing and kind in ("city", "region") and not children(token, "nmod", "acl"):
        before = [p for p in scene.places if p.end <= token.idx and p.precision == kind]
        if before and before[-1].end > token.idx - 1500:
            return _same_as(before[-1], span)
    described = children(token, "amod", "compound", "nmod:poss")
    if lemma in ("border", "frontier"):
        return _unnamed(token, kind, span) if pointing else None
    if kind == "site" and described:
        return _unnamed(token, kind, span) if pointing or children(token, "nmod:poss") else None
    return _settlement(token, scene, span)


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
    if place.country is not None or place.lat is not None:
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
