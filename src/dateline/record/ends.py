"""Where one claim ends and the next begins: direct speech that goes on, claims joined to one another, "this"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.record.contents import Pieces, trimmed
from dateline.record.heard import Heard
from dateline.record.phrases import Range, children
from dateline.record.quotes import inside

CLOSING = frozenset({"”", '"', "''", "»"})


def going_on(heard: Sequence[Heard], quoted: Sequence[Range], doc: Doc) -> list[Heard]:
    """Direct speech that no cue of its own introduces goes on from the claim before it."""
    found = list(heard)
    for start, end in quoted:
        if end - start < 4 or any(inside(start, h.content) or inside(end - 1, h.content) for h in found):
            continue
        before = [n for n, h in enumerate(found) if h.at < start and h.source is not None and h.speech]
        before = [n for n in before if _reaches(doc, found[n], (start, end), quoted)]
        if before and _opens_sentence(doc, start):
            n = _speaking(doc, found, before, quoted)
            found[n] = replace(found[n], content=(*found[n].content, (start, end)))
    return found


def _speaking(doc: Doc, heard: Sequence[Heard], these: Sequence[int], quoted: Sequence[Range]) -> int:
    """Of the claims before a quotation, the last sentence's; of these the one that quotes, else tells it."""
    last = max(doc[heard[n].at].sent.start for n in these)
    here = [n for n in these if doc[heard[n].at].sent.start == last and not inside(heard[n].at, quoted)] or these
    direct = [n for n in here if _is_direct(heard[n], quoted)]
    main = [n for n in direct or here if doc[heard[n].at].dep_ not in ("acl:relcl", "advcl", "acl")]
    return (main or direct or here)[-1]


def cut_short(heard: Sequence[Heard], quoted: Sequence[Range], doc: Doc) -> list[Heard]:
    """ "said the road was shut, adding that …", "…, while the mayor denied it": where the next claim opens."""
    opened = [at for h in heard if not inside(h.at, quoted) and (at := _opening(doc[h.at], h.cue[0])) is not None]
    joined_on = [h for h in heard if doc[h.at].dep_ == "conj"]
    found: list[Heard] = []
    for h in heard:
        later = [at for o in joined_on if o.at > h.at and (at := _added(h, o, quoted, doc)) is not None]
        told = tuple(up_to(r, h.at, opened + later, doc) for r in h.content if r[0] not in later or r[0] < h.at)
        found.append(replace(_same_speaker(h, heard, opened, quoted), content=told))
    return found


def _added(heard: Heard, other: Heard, quoted: Sequence[Range], doc: Doc) -> int | None:
    """Where the same speaker goes on, "… he said, and added that", though the tree joins it to what he said."""
    link = next((c for c in children(doc[other.at], "cc") if c.i < other.cue[0]), None)
    own = heard.source is not None and heard.source == other.source
    return link.i if link is not None and (own or _is_joined_to_speech(other, heard, quoted, doc)) else None


def _is_joined_to_speech(other: Heard, heard: Heard, quoted: Sequence[Range], doc: Doc) -> bool:
    """ "It is shut," he said, and added …: joined across a saying to the words within quotation marks."""
    first = doc[other.at].head.i
    return heard.speech and first < heard.at < other.at and inside(first, quoted) and not inside(other.at, quoted)


def _same_speaker(heard: Heard, others: Sequence[Heard], opened: Sequence[int], quoted: Sequence[Range]) -> Heard:
    """ "said the road was shut, adding that …": he who said the one adds the other."""
    doc = heard.source.doc if heard.source is not None else None
    joined_on = doc is not None and doc[heard.at].dep_ in ("conj", "advcl")
    if doc is not None and joined_on and (before := [o for o in others if _is_joined_to_speech(heard, o, quoted, doc)]):
        return replace(heard, source=before[-1].source, source_range=before[-1].source_range)
    if heard.cue[0] not in opened or heard.source is None:
        return heard
    over = [o for o in others if o.speech and o.at < heard.at and inside(heard.at, o.content)]
    if not over or not inside(heard.source.i, over[-1].content) or over[-1].source is None:
        return heard
    return replace(heard, source=over[-1].source, source_range=over[-1].source_range)


def _opening(verb: Token, first: int) -> int | None:
    """The first word of a clause behind a comma that says the next thing, or None."""
    doc = verb.doc
    if verb.lower_.endswith("ing") and doc[first - 1].text == ",":
        return first
    start = int(verb.left_edge.i)
    if doc[start].text == ",":
        start += 1
    behind = start > 0 and doc[start - 1].text == "," and start < verb.i
    if any(c.lower_ == "which" for c in children(verb, "nsubj*")):      # "a report, which found that …" goes on
        return None
    return start if behind and (verb.dep_, doc[start].lower_) in NEXT else None


NEXT = frozenset(
    {("advcl", "while"), ("advcl", "whereas"), ("advcl", "though"), ("advcl", "although"), ("acl:relcl", "which")}
)


def up_to(told: Range, at: int, opened: Sequence[int], doc: Doc) -> Range:
    start, end = told
    return trimmed(doc, start, min((o for o in opened if at < start < o < end), default=end))


def taken_up(heard: Sequence[Heard], doc: Doc) -> list[Heard]:
    """ "The army denied this": what is denied are the words said, or the sentence, right before."""
    found: list[Heard] = []
    for h in heard:
        words = [doc[i] for s, e in h.content for i in range(s, e)]
        if h.stance in ("denies", "doubts") and len(words) == 1 and words[0].lower_ in ("this", "that", "it"):
            before = next((f.content for f in reversed(found) if f.at < doc[h.at].sent.start), ())
            h = replace(h, content=before or _sentence_before(doc[h.at]) or h.content)
        found.append(h)
    return found


def _sentence_before(token: Token) -> Pieces:
    start = token.sent.start
    while start > 0 and token.doc[start - 1].is_space:
        start -= 1
    if start == 0:
        return ()
    before = token.doc[start - 1].sent
    return (trimmed(token.doc, before.start, min(before.end, token.sent.start)),)


def _is_direct(heard: Heard, quoted: Sequence[Range]) -> bool:
    return any(s < e2 and s2 < e for s, e in heard.content for s2, e2 in quoted)


def _opens_sentence(doc: Doc, start: int) -> bool:
    before = start - 2
    while before >= 0 and doc[before].is_space:
        before -= 1
    return before < 0 or doc[before].text in (".", "!", "?", '"', "”", "''", ":")


def _reaches(doc: Doc, heard: Heard, quotation: Range, quoted: Sequence[Range]) -> bool:
    """Whether a quotation stands in the claim's paragraph, goes on where one was left open at its end, or is all
    of the next paragraph."""
    start, told = quotation[0], max(e for _, e in heard.content)
    breaks = [i for i in range(min(heard.at, told), start) if doc[i].is_space and "\n" in doc[i].text]
    if not breaks:
        return _is_direct(heard, quoted) or _right_before(doc, heard, start)
    open_end = doc[breaks[0] - 1].text not in CLOSING and breaks[0] <= told + 2 and _is_direct(heard, quoted)
    if open_end and breaks[-1] >= start - 3 and doc[start - 1].text != doc[breaks[0] - 1].text:
        return True
    return len(breaks) == 1 and _is_paragraph(doc, quotation) and _right_before(doc, heard, breaks[0] + 2)


def _right_before(doc: Doc, heard: Heard, start: int) -> bool:
    """Whether a claim, cue and all, ends in the sentence right before a quotation's opening mark."""
    sentence = doc[max(start - 3, 0)].sent
    return sentence.start <= heard.at < sentence.end


def _is_paragraph(doc: Doc, quotation: Range) -> bool:
    start, end = quotation
    after = [t for t in doc[end : end + 3] if t.text not in CLOSING]
    return start > 1 and doc[start - 2].is_space and (not after or after[0].is_space)
