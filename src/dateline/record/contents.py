"""What is said: how far the content of a cue reaches, by the frame its row in codebook/cues.toml names.

A content is a tuple of token ranges. It runs from the first word after the cue (and the person merely told) to the
end of what is said, quotation marks and edge punctuation left out; around "he said" it stands in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from spacy.tokens import Doc, Token

from dateline.codebook.cues import Cue
from dateline.codebook.reality import reality
from dateline.record.phrases import Range, case_of, children, dependents, descendants, feature, noun_phrase
from dateline.record.slots import deep_object, is_passive

Pieces = tuple[Range, ...]

QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’", "«", "»", "„", "`"})
EDGES = QUOTES | {",", ";", ":", "-", "–", "—", "--", ".", "?", "!", "...", "…"}
LINKED = frozenset({"conj", "cc", "parataxis", "punct", "dep", "discourse"})
SEPARATE = frozenset({"parataxis"})
COMMAS = frozenset({",", "(", "-", "–", "—", "--"})
# verbs whose object is the one told: "were told to leave" is an order, "are said to have left" tells what they did
TOLD = frozenset({"tell", "inform", "remind", "brief", "notify", "assure", "convince", "persuade", "advise", "message",
                  "text", "reassure"})
OURS = frozenset({"i", "we", "my", "our", "me", "us"})
LONGEST_FRONT = 8  # words a bare subject and its cue take before direct speech of the sentence behind or before


def content(verb: Token, cue: Cue, idiom: Sequence[Token], quoted: Sequence[Range]) -> Pieces:
    """What a verb's source says by it: the first of the row's frames that the sentence fills; () for none."""
    over = (verb, *idiom)
    for frame in cue.content:
        found = FRAMES[frame](over, cue, quoted)
        if found:
            return found
    return ()


# ── ranges ───────────────────────────────────────────────────────────────────────────────────────


def trimmed(doc: Doc, start: int, end: int) -> Range:
    """A range without white space, quotation marks and punctuation at its ends."""
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in EDGES):
        end -= 1
    return start, end


def reach(head: Token, *, after: int = -1, without: frozenset[str] = frozenset()) -> Range:
    """The whole phrase under a head, without edge punctuation; `after` is the last word before it."""
    found = [t.i for t in descendants(head, without=without) if t.i > after]
    return trimmed(head.doc, min(found), max(found) + 1) if found else (head.i, head.i)


def pieces(doc: Doc, told: Iterable[int], gap: set[int]) -> Pieces:
    """The words told, in one piece before and one after what stands between them (the saying itself)."""
    first, last = min(gap), max(gap)
    inside = [i for i in sorted(told) if i not in gap]
    parts = ([i for i in inside if i < first], [i for i in inside if i > last])
    found = (trimmed(doc, p[0], p[-1] + 1) for p in parts if p)
    return tuple(r for r in found if r[1] > r[0])


def around(head: Token, saying: Token) -> Pieces:
    """The sentence into which "he said" is put."""
    own = {t.i for t in descendants(head)}
    within = {t.i for t in descendants(saying) if t.dep_ != "punct"}
    if head in saying.ancestors:
        return pieces(head.doc, own - within, within)
    # "Behind the scenes, he is at work," said the mayor: what opens the sentence is said as well
    front = {i for i in within - own if i < min(own)} if saying.i > head.i else set()
    return pieces(head.doc, own | front, within - own - front)


def lines(doc: Doc, start: int = 0) -> Iterator[Range]:
    """The paragraphs and lines from a token on, without the white space between them."""
    for token in doc[start:]:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


# ── frames ───────────────────────────────────────────────────────────────────────────────────────


def _clause(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """A complement clause, the sentence that the saying is put into, or words in quotation marks."""
    verb = over[0]
    told = [c for o in over for c in dependents(o) if c.dep_ in ("ccomp", "csubj:pass") or _said_of(c, o)]
    told = [c for c in told if not _parted(verb, c)] or _misplaced(verb)
    if cue.only:                                        # a row for some clauses only: no words but theirs
        told = [c for c in told if _fits(c, cue)]
        return _of_complement(verb, told[0], over) if told else ()
    if told and (apart := across(verb)) is not None:
        own = [t.i for t in descendants(told[0]) if t not in apart.subtree and (t.i < verb.i) == (told[0].i < verb.i)]
        return (trimmed(verb.doc, min(own), max(own) + 1),)
    if told:
        return _of_complement(verb, min(told, key=lambda c: (c.i < verb.i, c.i)), over)
    host = _host(verb)
    if host is not None:
        return around(host, verb)
    aside = [c for c in children(verb, "parataxis") if c.i < verb.i or _after_colon(c, verb)]
    aside = aside if cue.stance in ("asserts", "asks") else []
    return _of_complement(verb, aside[0], over) if aside else speech(verb, quoted)


def _finite(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """A clause, but not what a thing is called by: "a poll showed that it fell", not "a film showing guards firing"."""
    told = children(over[0], "ccomp") if over[0].lower_.endswith("ing") else ()
    bare = bool(told) and not children(told[0], "aux*", "cop", "mark")
    return () if bare and feature(told[0], "VerbForm") in (["Ger"], ["Part"]) else _clause(over, cue, quoted)


def _fits(clause: Token, cue: Cue) -> bool:
    """ "vowed to crush them": the verb is one of the row's; "said the report was a lie": subject and predicate are."""
    if not cue.calls:
        return not cue.only or clause.lemma_.lower() in cue.only
    subjects = {c.lemma_.lower() for c in children(clause, "nsubj")}
    return clause.lemma_.lower() in cue.calls and not subjects.isdisjoint(cue.only)


def across(verb: Token) -> Token | None:
    """The noun that the tree gives to what is said, though the saying stands between: "It fell," said a guard."""
    for clause in (c for c in dependents(verb) if c.dep_ == "ccomp"):
        subjects = [c for c in dependents(clause) if c.dep_ in ("nsubj", "nsubj:pass")]
        far = [c for c in subjects if (c.i < verb.i) != (clause.i < verb.i)]
        if far and len(subjects) > len(far):
            return far[0]
    return None


def _said_of(clause: Token, verb: Token) -> bool:
    """ "is said to have fled", "the report that it fell" (of an idiom's noun)."""
    if clause.dep_ == "xcomp":
        return _to(clause) and is_passive(verb) and verb.lemma_.lower() not in TOLD
    return clause.dep_ == "acl" and verb.pos_ == "NOUN" and _marked(clause)


def _misplaced(verb: Token) -> list[Token]:
    """ "learned from a guard that …", "told the crowd that …": a "that" clause hung on the noun before it."""
    nouns = [c for c in children(verb, "obj", "iobj", "obl") if c.i > verb.i]
    clauses = [g for c in nouns for g in children(c, "acl", "acl:relcl") if g.i > c.i]
    return [g for g in clauses if any(m.dep_ == "mark" and m.lower_ == "that" for m in dependents(g))]


def _of_complement(verb: Token, clause: Token, over: Sequence[Token]) -> Pieces:
    if clause.i < verb.i or any(t.i < verb.i and t.dep_ != "punct" for t in descendants(clause)):
        return around(clause, verb)
    if clause.dep_ == "xcomp" and is_passive(verb):
        return _raised(verb, clause)
    start, end = reach(clause, after=max(o.i for o in (*over, clause.head) if o.i < clause.i))
    return (*_front(verb, start), *_antecedent(verb, clause), trimmed(verb.doc, start, _shared(clause, end)))


def _front(verb: Token, after: int) -> Pieces:
    """ "If it fails, he said, the town will starve": what stands before a saying between commas."""
    doc, own = verb.doc, [t.i for c in children(verb, "nsubj*", "aux", "advmod") if c.i < verb.i for t in c.subtree]
    left, first = min([verb.i, *own]), verb.sent.start
    commas = doc[left - 1].text == "," and any(t.text == "," for t in doc[verb.i + 1 : after + 1])
    if left - first < 2 or not commas or verb.dep_ in ("conj", "advcl", "acl:relcl", "acl"):
        return ()
    while first < left and (doc[first].dep_ == "cc" or doc[first].is_space):
        first += 1
    told = doc[first : left - 1]
    if any(t.pos_ == "VERB" and not _in_clause(t, verb) for t in told) or any(t.text in QUOTES for t in told):
        return ()
    return (trimmed(doc, first, left - 1),) if len(told) else ()


def _in_clause(token: Token, verb: Token) -> bool:
    """Whether a verb belongs to an "if" or "when" clause, not to another sentence beside the saying."""
    return any(t.dep_ in ("advcl", "acl", "acl:relcl", "amod", "ccomp") for t in (token, *token.ancestors))


def _antecedent(verb: Token, clause: Token) -> Pieces:
    """ "a trend that he says will go on", "a step some hope will help": of whom or what it is said."""
    gap = verb.dep_ == "acl:relcl" and not children(clause, "nsubj*", "csubj*", "expl")
    if not gap or any("Rel" in feature(t, "PronType") for t in clause.subtree):
        return ()
    pronoun = next((t for t in verb.subtree if "Rel" in feature(t, "PronType") and t.i < verb.i), None)
    if _to(clause) and (pronoun is None or pronoun in children(verb, "nsubj*")):
        return ()                                       # "the clerk who hopes to leave": he says it of himself
    if pronoun is not None:
        return ((pronoun.i, pronoun.i + 1),)
    return (noun_phrase(verb.head),) if verb.head.i < verb.i else ()


def _parted(verb: Token, clause: Token) -> bool:
    """A semicolon stands between: another sentence than the cue's."""
    return any(t.text == ";" for t in verb.doc[verb.i + 1 : clause.i])


def _shared(clause: Token, end: int) -> int:
    """Where the cue's own sentence goes on: "said it would leave and repeated …", "…, a course they ruled out".

    A past tense cannot share the clause's "would"; an "a" behind a comma comments on all that is said (on the
    train side of PolNeAR, three in four of such ends are not part of the content).
    """
    modal = any(c.dep_ == "aux" and "Fin" in feature(c, "VerbForm") for c in dependents(clause))
    for c in children(clause, "conj"):
        bare = not any(g.dep_.startswith(("nsubj", "aux", "cop")) for g in dependents(c))
        if modal and bare and "Past" in feature(c, "Tense") and "Fin" in feature(c, "VerbForm"):
            end = min(end, c.left_edge.i)
    for c in children(clause, "parataxis"):
        if clause.doc[c.left_edge.i].text == ";" or clause.doc[c.left_edge.i - 1].text == ";":
            end = min(end, c.left_edge.i)
    for c in descendants(clause):
        first = c.left_edge.i
        if c.dep_ == "appos" and c.right_edge.i + 2 >= end and clause.doc[first].text == "," and _indefinite(c):
            end = min(end, first)
    return end


def _indefinite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in dependents(noun))


def _host(verb: Token) -> Token | None:
    """The sentence that a parenthetical saying is put into: ", he said,", "as the mayor put it"."""
    between = verb.doc[verb.head.i : verb.left_edge.i + 1]
    if verb.dep_ == "parataxis" and any(t.text == ";" for t in between):
        return None                                     # another sentence than the cue's
    if verb.dep_ == "parataxis" and verb.head.pos_ != "PUNCT":
        return verb.head if verb.head.i < verb.i or _inverted(verb) else None
    as_clause = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in dependents(verb))
    return verb.head if verb.dep_ in ("advcl", "acl", "advcl:relcl") and as_clause and _aside(verb) else None


def _aside(verb: Token) -> bool:
    """ "…, as the mayor said", "as reported by": not "he sang as the crowd went on playing", which tells a deed."""
    first = verb.left_edge.i
    apart = first <= verb.sent.start + 1 or verb.doc[first].text in COMMAS or verb.doc[first - 1].text in COMMAS
    subjects = children(verb, "nsubj*")
    taken_up = not subjects or (subjects[0].pos_ == "PRON" and not children(verb, "obj"))
    return not children(verb, "xcomp", "advcl") and (apart or taken_up)


def _inverted(verb: Token) -> bool:
    return any(t.text in (",", "”", '"', "''") for t in verb.doc[verb.i + 1 : verb.i + 8])


def _after_colon(clause: Token, verb: Token) -> bool:
    first = clause.left_edge.i
    return any(verb.doc[i].text in (":", *QUOTES) for i in range(verb.i + 1, max(first + 2, clause.i)))


def _raised(verb: Token, clause: Token) -> Pieces:
    """ "The rebels are said to have fled": what is said has its subject before the cue."""
    subjects = [reach(c) for c in children(verb, "nsubj*") if c.i < verb.i][:1]
    return (*subjects, reach(clause, after=verb.i))


def speech(verb: Token, quoted: Sequence[Range]) -> Pieces:
    """Direct speech that hangs on its cue in no way the tree shows: of its sentence, the one before or behind."""
    sent = verb.sent
    own = [q for q in quoted if sent.start <= q[0] < sent.end or sent.start < q[1] <= sent.end]
    own = [q for q in own if not _names_the_told(q, verb)]
    if any(start <= verb.i < end for start, end in own) or any(_to(c) for c in children(verb, "xcomp")):
        return ()
    if any(c.dep_ in ("obj", "iobj") and c.pos_ == "NOUN" for c in dependents(verb)) and not own:
        return ()
    if own:
        return tuple(q for q in own if q[1] - q[0] > 2)
    before = [q for q in quoted if sent.start - 3 <= q[1] <= sent.start and verb.i - sent.start < LONGEST_FRONT]
    before = [q for q in before if not any("\n" in t.text for t in verb.doc[q[1] : sent.start + 1])]
    behind = [q for q in quoted if sent.end <= q[0] <= sent.end + 2 and sent.end - verb.i < LONGEST_FRONT]
    colon = any(t.text == ":" for t in verb.doc[verb.i + 1 : sent.end])
    if colon and not behind:
        return _statement(verb)
    return tuple(q for q in (behind if colon else before) if q[1] - q[0] > 2)


def _names_the_told(quotation: Range, verb: Token) -> bool:
    """ "told the paper's "Morning Letter" that …": the quotation is a name."""
    return any(
        (c.i < quotation[0] - 1 and quotation[1] <= c.right_edge.i + 1) or c.left_edge.i < quotation[0] - 1 <= c.i
        for c in children(verb, "obj", "iobj")
        if c.pos_ in ("NOUN", "PROPN") and c.i > verb.i
    )


def _statement(verb: Token) -> Pieces:
    """ "The minister said:" and, below it and without quotation marks, what he said.

    In the first person it goes on to the next heading, quotation or colon, as in the statements that ministries
    publish; else it is the next paragraph.
    """
    doc = verb.doc
    colon = next((t.i for t in doc[verb.i + 1 : verb.i + LONGEST_FRONT] if t.text == ":"), None)
    if colon is None or colon + 1 >= len(doc) or "\n" not in doc[colon + 1].text:
        return ()
    found: list[Range] = []
    for start, end in lines(doc, colon + 1):
        words = doc[start:end]
        if any(t.text in QUOTES and t.text not in ("'", "’") for t in words) or words[-1].text not in (".", "!", "?"):
            break
        found.append(trimmed(doc, start, end))
    ours = any(t.lower_ in OURS for r in found for t in doc[slice(*r)])
    return tuple(found if ours else found[:1])


def _said_of_subject(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "The rebels seem to have fled": the subject before the cue and the infinitive behind it."""
    verb = over[0]
    found = [c for c in children(verb, "xcomp") if c.i > verb.i and _to(c)]
    return _raised(verb, found[0]) if found else ()


def _infinitive(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "vowed to open the road", "hopes to win"."""
    found = [c for o in over for c in children(o, "xcomp", "acl", "advcl") if c.i > o.i and _to(c)]
    found = [c for c in found if (c.dep_ != "advcl" or c.i - over[0].i < 4) and not is_passive(over[0])]
    return _of_complement(over[0], found[0], over) if found and _fits(found[0], cue) else ()


def _gerund(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "denied shelling the town", "suggested waiting"."""
    verb = over[0]
    found = [
        c
        for c in children(verb, "advcl", "obj", "xcomp", "ccomp")
        if c.i > verb.i and c.pos_ == "VERB" and _ing(c) and not _comma_between(verb, c)
    ]
    return (reach(found[0], after=verb.i),) if found else ()


def _ing(verb: Token) -> bool:
    """ "denied shelling", "denied having shelled", "denied being told"."""
    return any(t.lower_.endswith("ing") for t in (verb, *children(verb, "aux*"))) and not children(verb, "nsubj*")


def _comma_between(verb: Token, later: Token) -> bool:
    return any(verb.doc[i].text == "," for i in range(verb.i + 1, later.i))


def _to(clause: Token) -> bool:
    return any(c.dep_ in ("mark", "aux") and c.lower_ == "to" for c in dependents(clause))


def _marked(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("that", "to", "whether", "if") for c in dependents(clause))


def objects(over: Sequence[Token], cue: Cue) -> list[Token]:
    """What the row takes as its noun content: the deep object, or the phrase after the idiom's last word."""
    verb = over[0]
    if cue.more and any(o.dep_ in ("case", "mark") for o in over[1:]):
        return [o.head for o in over[1:] if o.dep_ in ("case", "mark")][-1:]
    found = [t for t in deep_object(verb) if t not in over]
    if cue.only:
        return [t for t in found if not cue.only.isdisjoint((t.lemma_.lower(), t.lower_))]
    return found


def _object(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """A noun phrase and what follows it under the cue: "denied the charge", "called for early elections"."""
    verb = over[0]
    found = objects(over, cue)
    if not found or (cue.stance == "denies" and children(verb, "iobj")):    # "denied them shelter"
        return ()
    if found[0].lower_ == "which" and cue.stance in ("denies", "doubts"):
        return _clause_before(verb)
    if found[0].i < verb.i:
        return (_noun_reach(found[0], verb),)
    last = max((o.i for o in over if o.i < found[0].i), default=verb.i)
    later = [c for c in dependents(verb) if c.i > found[0].i and _goes_with(c, verb)] if cue.needs != "noun" else []
    end = max(reach(t, without=SEPARATE)[1] for t in (found[0], *later))
    end = min([end, *(c.left_edge.i for c in children(found[0], "conj") if _is_clause(c))])
    return (trimmed(verb.doc, max(last + 1, reach(found[0], after=last)[0]), end),)


def _is_clause(joined_to: Token) -> bool:
    """ "for which they claimed the blast and where two men died": a clause is not joined to a noun."""
    return joined_to.pos_ in ("VERB", "AUX") and bool(children(joined_to, "nsubj*"))


def _goes_with(child: Token, verb: Token) -> bool:
    """What stands behind an object and is part of what is said; days and asides are not."""
    if child.dep_ in LINKED or child.dep_ in ("obl:unmarked", "obl:agent", "advmod", "nsubj", "ccomp"):
        return False
    if child.dep_ == "advcl":
        marks = (c.lower_ for c in dependents(child) if c.dep_ == "mark")
        return any(mark in ("for", "of", "over", "as", "to", "from") for mark in marks)
    return True


def _noun_reach(noun: Token, verb: Token) -> Range:
    """A noun phrase before its cue, up to the relative clause or participle that holds the cue."""
    kept = [t.i for t in descendants(noun) if t.i < verb.i and t not in verb.subtree]
    kept = kept or [noun.i]
    while len(kept) > 1 and noun.doc[kept[0]].dep_ == "case" and kept[0] < noun.i:
        kept = kept[1:]
    return trimmed(noun.doc, min(kept), max(kept) + 1)


def _clause_before(verb: Token) -> Pieces:
    """ "… broken the siege, which the rebels denied": the clause that "which" takes up."""
    over = next((a for a in (verb.head, *verb.head.ancestors) if a.pos_ in ("VERB", "AUX")), None)
    if over is None:
        return ()
    cut = frozenset({"acl:relcl", "advcl:relcl", "parataxis", "conj", "mark"})
    told = [t.i for t in descendants(over, without=cut) if t.i < verb.i]
    return (trimmed(verb.doc, min(told), max(told) + 1),) if told else ()


def _predicate(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "called the vote a sham", "described it as unfair", "considers them friends"."""
    verb = over[0]
    later = [c for c in dependents(verb) if c.i > verb.i]
    what = [c for c in later if c.dep_ == "xcomp" or _as(c)]
    nouns = [c for c in later if c.dep_ in ("obj", "iobj")]
    what = what or nouns[1:2]
    nouns += [g for c in what for g in children(c, "nsubj") if g.i > verb.i]
    if cue.only and not objects(over, cue):
        return ()
    if cue.calls and not what:                          # "held the firm responsible", read as if of one phrase
        what = [g for c in nouns[:1] for g in children(c, "amod") if g.i > c.i]
    what = [w for w in what if not cue.calls or not cue.calls.isdisjoint(t.lemma_.lower() for t in w.subtree)]
    if is_passive(verb):
        return (*(reach(c) for c in children(verb, "nsubj*")[:1]), reach(what[0], after=verb.i)) if what else ()
    if not what or not nouns or nouns[0].i > what[-1].i:
        return tuple(reach(w, after=verb.i) for w in what[:1] if _as(w) and deep_object(verb))
    return (trimmed(verb.doc, reach(nouns[0], after=verb.i)[0], reach(what[-1], after=verb.i)[1]),)


def _as(phrase: Token) -> bool:
    return phrase.dep_ in ("obl", "advcl", "xcomp", "obj", "nmod") and any(
        c.dep_ in ("case", "mark") and c.lower_ == "as" and c.i < phrase.i for c in dependents(phrase)
    )


def _asked(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """The one asked and what for: "urged the rebels to leave", "called on ministers to step in"."""
    verb = over[0]
    what = [c for o in over for c in children(o, "xcomp", "ccomp", "advcl") if c.i > verb.i and _to(c)]
    if not what:
        return ()
    if is_passive(verb):                                # but not "held too dangerous for children to cross"
        return () if children(what[0], "nsubj*") else _raised(verb, what[0])
    whom = [c for c in dependents(verb) if c.dep_ in ("obj", "iobj") and c.i > verb.i]
    whom += [o.head for o in over[1:] if o.dep_ == "case"]
    whom += [c for c in children(verb, "obl") if case_of(c) in ("on", "upon", "to") and c.i > verb.i]
    whom += [c for c in children(what[0], "nsubj*") if c.i > verb.i]
    if not whom:
        return ()
    last = max((o.i for o in over if o.i < whom[0].i), default=verb.i)
    start = reach(whom[0], after=last)[0]
    while verb.doc[start].dep_ == "case" and start < whom[0].i:
        start += 1
    return (trimmed(verb.doc, start, reach(what[0], after=verb.i)[1]),)


def _accused(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """The one accused and of what; "of", "for" or "with" must follow."""
    verb = over[0]
    whom = [t for t in deep_object(verb) if t not in over]
    what = [c for c in dependents(verb) if c.i > verb.i and _of(c)]
    what += [g for o in whom for g in dependents(o) if g.i > o.i and g.dep_ in ("acl", "nmod") and _of(g)]
    if not what or not whom:
        return ()
    if whom[0].i < verb.i:
        return (_noun_reach(whom[0], verb), reach(what[0], after=verb.i))
    start, end = reach(whom[0], after=verb.i)
    return (trimmed(verb.doc, start, max(end, reach(what[-1], after=verb.i)[1])),)


def _of(phrase: Token) -> bool:
    """Whether it says of what: "attacked the mayor on pay", but not "on Friday"."""
    case = {c.lower_ for c in dependents(phrase) if c.dep_ in ("case", "mark")} & {"of", "for", "with", "on"}
    return bool(case) and not (case == {"on"} and phrase.lemma_.lower() in reality().calendar)


def _quoted_as(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "quoted the mayor as saying that …"."""
    verb = over[0]
    saying = [c for c in dependents(verb) if c.i > verb.i and c.lower_ in ("saying", "telling", "warning") and _as(c)]
    if not saying:
        return ()
    told = [c for c in children(saying[0], "ccomp", "parataxis") if c.i > saying[0].i]
    return (reach(told[0], after=saying[0].i),) if told else speech(verb, quoted)


def _measured(over: Sequence[Token], cue: Cue, quoted: Sequence[Range]) -> Pieces:
    """ "put the dead at 850", "raised the toll to 2,000"."""
    verb = over[0]
    what = [c for c in children(verb, "obl") if case_of(c) in ("at", "to") and any(t.like_num for t in c.subtree)]
    found = [t for t in objects(over, cue) if t.i > verb.i]
    return (trimmed(verb.doc, reach(found[0], after=verb.i)[0], reach(what[-1])[1]),) if what and found else ()


Frame = Callable[[Sequence[Token], Cue, Sequence[Range]], Pieces]
FRAMES: Mapping[str, Frame] = MappingProxyType(
    {
        "clause": _clause,
        "finite": _finite,
        "infinitive": _infinitive,
        "raised": _said_of_subject,
        "gerund": _gerund,
        "object": _object,
        "predicate": _predicate,
        "asked": _asked,
        "accused": _accused,
        "quoted": _quoted_as,
        "measured": _measured,
    }
)


# ── direct speech goes on ────────────────────────────────────────────────────────────────────────


def whole_quotations(found: Pieces, at: int, quoted: Sequence[Range]) -> Pieces:
    """A content with every quotation it touches taken in whole, unless the cue itself stands inside it."""
    grown = [q for q in quoted if not q[0] <= at < q[1] and any(s < q[1] and q[0] < e for s, e in found)]
    return tuple([*found, *grown])


def joined(doc: Doc, ranges: Iterable[Range]) -> Iterator[Range]:
    """Ranges in order, those that overlap or are parted by a comma or the like made one."""
    last: Range | None = None
    for start, end in sorted(ranges):
        if last is not None and (start <= last[1] or _only_marks(doc, last[1], start)):
            last = (last[0], max(end, last[1]))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


def _only_marks(doc: Doc, start: int, end: int) -> bool:
    """Whether only punctuation parts two ranges of one paragraph; quotation marks part them for good."""
    gap = doc[start:end]
    return all(t.text in EDGES - QUOTES or (t.is_space and "\n" not in t.text) for t in gap)
