"""A claim in the making, and its bounds as the reader's chain of sources, cues and contents has them.

Cues, the tree and quotation marks find who says what (voice.py). The chain reads the same words by themselves; where it
holds its own bounds of a part for likelier than theirs, its bounds stand (decision 0010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, inf, log1p

from spacy.tokens import Doc, Token

from dateline.model import Stance
from dateline.reading.heads import Chain, Said, heads
from dateline.record.contents import Pieces, joined
from dateline.record.phrases import Range, dependents
from dateline.record.quotes import inside

NO_CUE = -2.5       # the log of the chance below which words that the chain passes over are no cue
NEW, NEW_UNNAMED = -1.0, -0.3       # the same, above which words that no row knows are a cue; without a source
CERTAIN = -0.001    # the log of the chance above which nothing is surer
UNSAID = frozenset({"not", "n't", "n’t", "never", "nobody", "declined", "refused"})
CLAUSAL = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})


@dataclass(frozen=True, slots=True)
class Surer:
    """Logs by which the chain must hold its own bounds for likelier than those of cue and tree."""

    source: float
    cue: float
    content: float


STANDS = Surer(0.0, 1.0, 0.0)           # of a corpus of attributions, whose habits the chain has learned
RECORD = Surer(2.0, inf, 4.0)           # of a record, whose cues are the table's
NESTED = Surer(2.0, inf, inf)           # the chain knows no claim inside a claim
NEVER = Surer(inf, inf, inf)


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim in the making, by tokens."""

    source: Token | None
    source_range: Range | None
    cue: Range
    content: Pieces
    stance: Stance
    at: int
    speech: bool = False


def as_read(doc: Doc, heard: Sequence[Heard], attitudes: bool) -> list[Heard]:
    """Claims with the bounds that the chain makes likeliest, in the order of their cues.

    What only the chain sees is added where it is sure: of a record, what a named source says in a clause; with
    `attitudes` stands too, and then cues that it does not see are none.
    """
    read = heads(doc)
    free, found = list(read.said), []
    for one in heard:
        said = next((s for s in free if _of_one_cue(one, s)), None)
        if said is not None:
            free.remove(said)
            nested = any(o is not one and inside(o.at, one.content) for o in heard)
            surer = STANDS if attitudes else NESTED if nested else RECORD
            found.append(_bounded(one, said, doc, read.chain, surer))
        elif not attitudes or _chance(doc, read.chain, (one.cue,), "cue") >= NO_CUE:
            found.append(one)
    told = [one.content for one in found]
    more = (s for s in free if _is_sure(doc, s, read.chain) and (attitudes or _tells(doc, s)) and s.content not in told)
    return sorted([*found, *(_alone(doc, s) for s in more)], key=lambda one: one.at)


def _of_one_cue(one: Heard, said: Said) -> bool:
    return any(s <= one.at < e or (s < one.cue[1] and one.cue[0] < e) for s, e in said.cue)


def _bounded(one: Heard, said: Said, doc: Doc, chain: Chain, surer: Surer) -> Heard:
    """The claim with the chain's bounds of those parts for which the chain is surer by so much."""
    cue, source, content = said.cue[:1], said.source[:1], said.content
    if _is_raised(one):                                 # whom it is said of stays a part of it, and says nothing
        source = tuple(r for r in source if not inside(_head(doc, r).i, one.content[:1]))
        content = () if content == one.content[1:] else content
    source = tuple(r for r in source if _head(doc, r).dep_ not in ("expl", "nsubj:pass"))
    if _is_likelier(doc, chain, cue, (one.cue,), kind="cue", by=surer.cue):
        one = replace(one, cue=cue[0])
    ours = (one.source_range,) if one.source_range else ()
    if _is_likelier(doc, chain, source, ours, kind="source", by=surer.source):
        one = replace(one, source=_head(doc, source[0]), source_range=source[0])
    if _is_likelier(doc, chain, content, one.content, kind="content", by=surer.content):
        one = replace(one, content=content)
    return one


def _is_raised(one: Heard) -> bool:
    """ "The rebels seem to have fled": is something said of a subject before the cue, by nobody named?"""
    unsaid = one.source is None and not one.speech
    return unsaid and len(one.content) == 2 and one.content[0][1] <= one.cue[0] < one.content[1][0]


def _is_likelier(doc: Doc, chain: Chain, theirs: Pieces, ours: Pieces, *, kind: str, by: float) -> bool:
    """Whether the chain holds these bounds for likelier than ours, by so much."""
    if by == inf or not theirs or theirs == ours:
        return False
    if not ours or kind == "content":
        return not ours or _surplus(doc, chain, theirs, ours, kind) > by
    return _chance(doc, chain, theirs, kind) - _chance(doc, chain, ours, kind) > by


def _is_sure(doc: Doc, said: Said, chain: Chain) -> bool:
    return bool(said.content) and _chance(doc, chain, said.cue[:1], "cue") >= (NEW if said.source else NEW_UNNAMED)


def _tells(doc: Doc, said: Said) -> bool:
    """Whether a source says, and does not leave unsaid, a clause with a subject of its own."""
    words = [t for s, e in said.cue for t in doc[s:e]]
    unsaid = any(t.lower_ in UNSAID or c.lower_ in UNSAID for t in words for c in dependents(t))
    heads_of = [_head(doc, r) for r in said.content]
    telling = (t for t in heads_of if t.pos_ in ("VERB", "AUX") or _is_said_of(t))
    clause = any(c.dep_ in CLAUSAL for t in telling for c in dependents(t))
    return bool(said.source) and clause and not unsaid


def _is_said_of(word: Token) -> bool:
    """ "… that the bridge was shut": a word that a copula lays to a subject."""
    return any(c.dep_ == "cop" for c in dependents(word))


def _alone(doc: Doc, said: Said) -> Heard:
    source = said.source[0] if said.source else None
    return Heard(
        _head(doc, source) if source else None, source, said.cue[0], said.content, "asserts", said.cue[0][0], True
    )


def _head(doc: Doc, words: Range) -> Token:
    return doc[words[0] : words[1]].root


def _chance(doc: Doc, chain: Chain, ranges: Iterable[Range], kind: str) -> float:
    """The log of the chance that all of these are runs of the kind; signs at their ends do not count."""
    return sum(chain.chance(*r, kind) for r in _runs(doc, ranges))


def _surplus(doc: Doc, chain: Chain, ranges: Pieces, others: Pieces, kind: str) -> float:
    """By how much the log of the chance of these runs is above that of the others.

    A run that only one side has tells against it as much as it is likely to be none: more runs are no less likely.
    """
    here, there = _runs(doc, ranges), _runs(doc, others)
    return _told_by(chain, here, there, kind) - _told_by(chain, there, here, kind)


def _told_by(chain: Chain, runs: Sequence[Range], others: Sequence[Range], kind: str) -> float:
    found = 0.0
    for start, end in runs:
        chance = chain.chance(start, end, kind)
        alone = not any(s < end and start < e for s, e in others)
        found += chance - log1p(-exp(min(chance, CERTAIN))) if alone else chance
    return found


def _runs(doc: Doc, ranges: Iterable[Range]) -> list[Range]:
    bare = (_without_signs(doc, r) for r in joined(doc, tuple(ranges)))
    return [r for r in bare if r[0] < r[1]]


def _without_signs(doc: Doc, words: Range) -> Range:
    start, end = words
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end
