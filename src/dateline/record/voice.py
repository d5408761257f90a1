"""Who says what: claims, each with its source, its cue and its content.

Cues come from codebook/cues.toml, arguments from the tree, the reach of direct speech from quotation marks.
Content runs from the first word after the cue (and the person merely told) to the end of what is said,
quotation marks left out; it may stand in pieces around "he said".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.codebook.cues import Cue, Cues
from dateline.model import Claim, Form, Report, Source, Span, Stance, digest
from dateline.record.phrases import Range, base, case_of, chars, children, descendants
from dateline.record.quotes import inside, quotations
from dateline.record.slots import deep_subject, is_passive, with_case
from dateline.record.who import Cast

PARTS = {"VERB": "verb", "NOUN": "noun", "ADV": "adverb"}
TOLD = ("obj", "iobj")
NO_SOURCE_CLAUSE = frozenset({"acl:relcl", "parataxis", "punct", "acl"})
COLD = frozenset({"not", "n't", "never"})
EDGES = frozenset(
    {",", ";", ":", "-", "–", "—", "--", ".", "?", "!", '"', "“", "”", "''", "``", "'", "‘", "’"}
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim in the making, by tokens."""

    source: Token | None
    source_range: Range | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    stance: Stance
    at: int


def claims(doc: Doc, report: Report, people: Cast, table: Cues) -> tuple[Claim, ...]:
    """Every claim of the report, in the order of cues; `events` is left empty."""
    quoted = quotations(doc)
    dateline = report.dateline or (0, 0)
    heard = [
        h
        for token in doc
        if token.pos_ in (*PARTS, "ADP", "AUX", "PROPN") and not dateline[0] <= token.idx < dateline[1]
        for h in _heard(token, table)
    ]
    whole = _going_on(sorted(_distinct(heard), key=lambda h: h.at), quoted, doc)
    made = [_claim(h, quoted, doc, report, people) for h in whole]
    return tuple(_nested([c for c in made if c.content]))


# ── cues ─────────────────────────────────────────────────────────────────────────────────────────


def _heard(token: Token, table: Cues) -> Iterator[Heard]:
    """What one word says somebody said: the first use of the cue that its sentence bears out."""
    if token.pos_ == "VERB" and token.dep_ not in ("amod", "aux", "compound"):
        uses = table.of("verb", token.lemma_.lower())
        yield from _first(h for cue in uses if (h := _by_verb(token, cue)))
    elif token.pos_ == "NOUN":
        yield from _first(h for cue in table.of("noun", token.lemma_.lower()) if (h := _by_noun(token, cue)))
    elif token.pos_ == "ADV":
        yield from _first(h for cue in table.of("adverb", token.lower_) if (h := _by_adverb(token, cue)))
    elif token.dep_ == "case":
        yield from _first(
            h for cue in table.of("preposition", token.lower_) if (h := _by_preposition(token, cue))
        )


def _first(found: Iterable[Heard]) -> list[Heard]:
    return next(([h] for h in found), [])


def _by_verb(verb: Token, cue: Cue) -> Heard | None:
    particles = _idiom(verb, cue.more)
    if particles is None or any(c.lower_ in COLD for c in verb.children):
        return None
    content = _content(verb, cue)
    if not content:
        return None
    source, spans = _source(verb)
    if cue.needs == "content" and source is None:
        return None
    return Heard(source, spans, _cue_words(verb, particles), content, cue.stance, verb.i)


def _idiom(verb: Token, more: tuple[str, ...]) -> list[Token] | None:
    near = [c for child in verb.children for c in (child, *child.children)]
    found = [next((c for c in near if word in (c.lower_, c.lemma_.lower())), None) for word in more]
    return None if any(f is None for f in found) else [f for f in found if f is not None]


def _cue_words(verb: Token, particles: Sequence[Token]) -> tuple[Range, ...]:
    """The verb with auxiliaries and particles next to it."""
    own = {
        verb.i,
        *(p.i for p in particles),
        *(c.i for c in verb.children if c.dep_ in ("aux", "aux:pass", "compound:prt")),
    }
    start = end = verb.i
    while start - 1 in own:
        start -= 1
    while end + 1 in own:
        end += 1
    return ((start, end + 1),)


def _source(verb: Token) -> tuple[Token | None, Range | None]:
    """Who says it: the deep subject, relative pronouns as they stand."""
    found = deep_subject(verb)
    if not found:
        return None, None
    head = found[0]
    return head, _source_range(head)


def _source_range(head: Token) -> Range:
    """The noun phrase of a source with appositions, without relative clauses, its preposition and edges."""
    kept = sorted(t.i for t in descendants(head, without=NO_SOURCE_CLAUSE) if t.dep_ != "punct")
    doc = head.doc
    start, end = kept[0], kept[-1] + 1
    cases = {c.i for c in head.children if c.dep_ == "case" and c.i < head.i}
    cases |= {f.i for c in head.children if c.dep_ == "case" for f in c.children}
    while start in cases:
        start += 1
    # a gap left by a relative clause ends the phrase before it
    for at in range(head.i + 1, end):
        if at not in kept and doc[at].dep_ != "punct":
            return start, _back(doc, head.i + 1, at)
    return start, end


def _back(doc: Doc, least: int, end: int) -> int:
    while end > least and (doc[end - 1].is_space or doc[end - 1].text in EDGES):
        end -= 1
    return end


# ── content ──────────────────────────────────────────────────────────────────────────────────────


def _content(verb: Token, cue: Cue) -> tuple[Range, ...]:
    if cue.content == "clause":
        return _clause_content(verb, cue)
    if cue.content == "asked":
        return _asked(verb)
    objects = [
        c for c in verb.children if c.dep_ in ("obj", "nsubj:pass") and (c.i > verb.i) != is_passive(verb)
    ]
    if cue.content == "accused":
        return _accused(verb, objects)
    if cue.more and not objects:
        objects = [t for word in cue.more for t in with_case(verb, word)]
    pointing = [o for o in objects if o.lower_ == "which" and verb.dep_ == "acl:relcl"]
    if pointing and cue.stance in ("denies", "doubts"):
        return _clause_before(verb)
    fits = [o for o in objects if not cue.only or o.lemma_.lower() in cue.only or o.lower_ in cue.only]
    if cue.needs == "as" and not any(
        case_of(c) == "as" or any(g.lower_ == "as" for g in c.children) for c in verb.children
    ):
        return ()
    if not fits or any(o.pos_ == "PRON" and not cue.only for o in fits):
        return ()
    end = fits[0] if cue.needs != "as" else None
    return (_tail(verb, fits[0], end),)


def _clause_before(verb: Token) -> tuple[Range, ...]:
    """ "… broken the siege, which the rebels denied": the clause that "which" takes up. """
    over = next((a for a in verb.head.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if over is None:
        return ()
    told = [t.i for t in descendants(over, without=frozenset({"acl:relcl", "parataxis", "conj"})) if t.i < verb.i]
    return (_trimmed(verb.doc, min(told), max(told) + 1),)


def _clause_content(verb: Token, cue: Cue) -> tuple[Range, ...]:
    """A complement clause, or the sentence that the saying is put into."""
    complements = [c for c in children(verb, "ccomp", "xcomp") if c.i != verb.i]
    if complements:
        first = complements[0]
        if first.i < verb.i:
            return _around(first, verb)
        if first.dep_ == "xcomp" and is_passive(verb):
            return _raised(verb, first)
        if first.dep_ == "xcomp" and cue.stance == "asserts" and first.pos_ not in ("VERB", "AUX"):
            return ()
        return (_range(first, after=verb.i),)
    if verb.dep_ == "parataxis" and verb.head.i < verb.i:
        return _around(verb.head, verb)
    gerund = [
        c
        for c in children(verb, "advcl", "obj")
        if c.pos_ == "VERB" and c.i > verb.i and cue.stance != "asserts"
    ]
    if gerund:
        return (_range(gerund[0], after=verb.i),)
    return _speech(verb)


def _speech(verb: Token) -> tuple[Range, ...]:
    """Direct speech that hangs on the cue in no proper way: quoted words of its own sentence."""
    return tuple(
        (start, end)
        for start, end in quotations(verb.doc)
        if verb.sent.start <= start < verb.sent.end and not start <= verb.i < end and end - start > 3
    )


def _range(head: Token, *, after: int = -1) -> Range:
    """The whole clause under a head, without edge punctuation; `after` is the last word before it."""
    found = [t.i for t in descendants(head) if t.i > after]
    return _trimmed(head.doc, min(found), max(found) + 1)


def _trimmed(doc: Doc, start: int, end: int) -> Range:
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in EDGES):
        end -= 1
    return start, end


def _around(content: Token, verb: Token) -> tuple[Range, ...]:
    """The sentence into which "he said" is put, in pieces before and after the saying."""
    saying = {t.i for t in descendants(verb) if content not in (t, *t.ancestors) or t.i == verb.i}
    if verb.dep_ != "parataxis":
        saying = {t.i for t in descendants(verb)} - {t.i for t in descendants(content)}
    told = sorted(t.i for t in descendants(content) if t.i not in saying and not t.is_space)
    if not told:
        return ()
    first, last = min(saying), max(saying)
    before = [i for i in told if i < first]
    after = [i for i in told if i > last]
    pieces = [_trimmed(content.doc, p[0], p[-1] + 1) for p in (before, after) if p]
    return tuple((s, e) for s, e in pieces if e > s)


def _raised(verb: Token, clause: Token) -> tuple[Range, ...]:
    """ "The rebels are said to have fled": what is said has its subject before the cue."""
    subjects = [c for c in verb.children if base(c) == "nsubj"]
    first = [_range(s) for s in subjects[:1]]
    return (*first, _range(clause, after=verb.i))


def _asked(verb: Token) -> tuple[Range, ...]:
    """The one asked and what for: "urged the rebels to leave", "called on ministers to step in"."""
    what = [c for c in children(verb, "xcomp", "ccomp", "advcl") if c.i > verb.i and _to(c)]
    if not what:
        return ()
    whom = [c for c in verb.children if c.dep_ in TOLD and c.i > verb.i]
    whom += [t for word in ("on", "upon", "to") for t in with_case(verb, word)]
    if is_passive(verb):
        return _raised(verb, what[0])
    if not whom:
        return ()
    start = _source_range(whom[0])[0]
    return (_trimmed(verb.doc, start, _range(what[0], after=verb.i)[1]),)


def _to(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("to", "not") for c in clause.children)


def _accused(verb: Token, objects: Sequence[Token]) -> tuple[Range, ...]:
    """The one accused and of what; "of" or "for" must follow."""
    what = [
        c
        for c in verb.children
        if c.i > verb.i
        and (
            case_of(c) in ("of", "for", "with")
            or any(g.lower_ in ("of", "for", "with") and g.dep_ in ("mark", "case") for g in c.children)
        )
    ]
    what += [
        g
        for o in objects
        for g in o.children
        if g.i > o.i
        and g.dep_ in ("acl", "nmod")
        and (case_of(g) == "of" or any(m.lower_ == "of" for m in g.children))
    ]
    if not what or not objects:
        return ()
    if is_passive(verb):
        return (_range(objects[0]), _range(what[0], after=verb.i))
    return (_trimmed(verb.doc, _source_range(objects[0])[0], _range(what[-1], after=verb.i)[1]),)


def _tail(verb: Token, first: Token, only: Token | None) -> Range:
    """From the object to the end of what it, or the verb, governs behind it."""
    start = _source_range(first)[0]
    heads = (
        [only]
        if only is not None
        else [
            c for c in verb.children if c.i > verb.i and c.dep_ not in ("punct", "conj", "parataxis", "advcl")
        ]
    )
    last = max(t.i for h in heads for t in descendants(h)) + 1
    return _trimmed(verb.doc, start, last)


# ── other cues ───────────────────────────────────────────────────────────────────────────────────


def _by_noun(noun: Token, cue: Cue) -> Heard | None:
    """ "the army's claim that …", "a threat by the rebels to …"."""
    clauses = [
        c
        for c in children(noun, "acl", "ccomp")
        if c.i > noun.i
        and any(g.dep_ == "mark" and g.lower_ in ("that", "to", "whether") for g in c.children)
    ]
    owners = (
        [c for c in noun.children if c.dep_ == "nmod:poss"]
        or with_case(noun, "by")
        or with_case(noun, "from")
    )
    if not clauses or (not owners and cue.stance != "asserts"):
        return None
    source = owners[0] if owners else None
    spans = _owner_range(source) if source is not None else None
    return Heard(
        source, spans, ((noun.i, noun.i + 1),), (_range(clauses[0], after=noun.i),), cue.stance, noun.i
    )


def _owner_range(owner: Token) -> Range:
    start, end = _source_range(owner)
    return (
        (start, end - 1)
        if end - start > 1 and owner.doc[end - 1].lower_ in ("'s", "’s", "'", "’")
        else (start, end)
    )


def _by_adverb(adverb: Token, cue: Cue) -> Heard | None:
    head = adverb.head
    if head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    told = sorted(t.i for t in descendants(head) if not t.is_space and t.dep_ != "punct")
    pieces = ([i for i in told if i < adverb.i], [i for i in told if i > adverb.i])
    content = tuple(_trimmed(adverb.doc, p[0], p[-1] + 1) for p in pieces if p)
    return Heard(None, None, ((adverb.i, adverb.i + 1),), content, cue.stance, adverb.i)


def _by_preposition(case: Token, cue: Cue) -> Heard | None:
    """ "according to X": content is the rest of the clause that the phrase hangs on."""
    more = [c for c in case.children if c.dep_ == "fixed"]
    if [c.lower_ for c in more] != list(cue.more):
        return None
    source = case.head
    over = source.head
    if over.i == source.i:
        return None
    phrase = {t.i for t in descendants(source)}
    told = sorted(t.i for t in descendants(over) if t.i not in phrase and not t.is_space)
    first, last = min(phrase), max(phrase)
    pieces = ([i for i in told if i < first], [i for i in told if i > last])
    content = tuple(r for p in pieces if p and (r := _trimmed(case.doc, p[0], p[-1] + 1))[1] > r[0])
    return Heard(
        source,
        _source_range(source),
        ((case.i, (more[-1].i if more else case.i) + 1),),
        content,
        cue.stance,
        case.i,
    )


# ── from tokens to claims ────────────────────────────────────────────────────────────────────────


def _distinct(heard: Sequence[Heard]) -> list[Heard]:
    """One claim a cue word."""
    return list({h.at: h for h in heard}.values())


def _going_on(heard: Sequence[Heard], quoted: Sequence[Range], doc: Doc) -> list[Heard]:
    """Direct speech that no cue of its own introduces goes on from the claim before it in its paragraph."""
    found = list(heard)
    for start, end in quoted:
        if end - start < 4 or any(inside(start, h.content) or inside(end - 1, h.content) for h in found):
            continue
        before = [
            n
            for n, h in enumerate(found)
            if h.at < start and _same_paragraph(doc, h.at, start) and h.source is not None
        ]
        before = [
            n
            for n in before
            if any(s <= q < e or q - 2 <= s < r for s, e in found[n].content for q, r in quoted)
        ]
        if before:
            n = before[-1]
            found[n] = replace(found[n], content=(*found[n].content, _trimmed(doc, start, end)))
    return found


def _same_paragraph(doc: Doc, first: int, last: int) -> bool:
    return not any("\n" in doc[i].text for i in range(first, last) if doc[i].is_space)


def _claim(heard: Heard, quoted: Sequence[Range], doc: Doc, report: Report, people: Cast) -> Claim:
    content = tuple(chars(doc, *r) for r in _joined(heard.content) if r[1] > r[0])
    spans = (chars(doc, *heard.source_range),) if heard.source_range else ()
    cue = tuple(chars(doc, *r) for r in heard.cue)
    actor = people.of(heard.source) if heard.source is not None else None
    name = digest(report.id, repr(spans), repr(cue), repr(content))
    return Claim(name, Source(actor, spans), cue, content, _form(heard.content, quoted), heard.stance)


def _joined(ranges: Iterable[Range]) -> list[Range]:
    done: list[Range] = []
    for start, end in sorted(ranges):
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def _form(content: Sequence[Range], quoted: Sequence[Range]) -> Form:
    """direct: all words stand in quotation marks; mixed: some; indirect: none."""
    words = [i for s, e in content for i in range(s, e)]
    marked = sum(any(s <= i < e for s, e in quoted) for i in words)
    return "direct" if words and marked >= len(words) - 1 else "mixed" if marked else "indirect"


def _nested(made: Sequence[Claim]) -> Iterator[Claim]:
    """Each claim with the narrowest other claim whose content holds its cue."""
    for claim in made:
        at = claim.cue[0][0]
        over: list[tuple[int, str]] = [
            (sum(e - s for s, e in c.content), c.id)
            for c in made
            if c.id != claim.id and any(s <= at < e for s, e in c.content) and not _holds(claim.content, c)
        ]
        yield replace(claim, within=min(over)[1]) if over else claim


def _holds(content: Sequence[Span], other: Claim) -> bool:
    at = other.cue[0][0]
    return any(s <= at < e for s, e in content)
