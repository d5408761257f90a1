"""What a deed hangs on: the last day for keeping a promise or obeying a demand, and the condition it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from spacy.tokens import Doc, Token

from dateline.codebook.cues import cues
from dateline.codebook.reality import reality
from dateline.model import Report, Span, TimeExpression
from dateline.record.phrases import base, case_of, chars, children, dependents, descendants, feature
from dateline.record.status import status
from dateline.record.timex import days_of, looks_ahead, tokens_of
from dateline.record.when import (
    LIMITS,
    MOVED,
    Told,
    by_words,
    in_background,
    is_moved_to,
    other_end,
    read_against,
    says,
)

# ── deadlines ────────────────────────────────────────────────────────────────────────────────────


def deadline(
    trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report
) -> tuple[str | None, str | None]:
    """The last day (and hour) for what a trigger names: "by", "before", "until", "within", "the May 2 deadline",
    "gave them 72 hours", or the day of what is threatened "unless".

    A day gone by when the deed was done, or the report written, is no deadline but a time.
    """
    told = read_against(tuple(found), doc, report)
    if _is_past_and_done(trigger):
        return None, None
    made, since = _day_made(trigger, told), _had(trigger)
    today = told.published[0] if told.published else None
    start = made or (None if since else today)
    last: tuple[str | None, str | None] = None, None
    sentence = trigger.sent
    first, end = sentence.start_char, sentence.end_char
    for one in (t for t in found if first <= t.start < end):
        tokens = list(tokens_of(doc, one))
        if not tokens or not _under(tokens[0], trigger) or _is_over(tokens[0]):
            continue
        day = _last_day(one, tokens, _day_given(tokens[-1], trigger, told) or made or today, trigger, told)
        if day and (start is None or day >= start.isoformat()) and (made or since or _looks_on(trigger, day, told)):
            clock = re.search(r"T(\d\d:\d\d)", one.value or "")
            named = day, clock[1] if clock else None
            if _is_limited(tokens, trigger):
                return named
            last = last if last[0] else named
    return last if last[0] else (_when_over(trigger, told, made or today), None)


def _when_over(trigger: Token, told: Told, start: date | None) -> str | None:
    """ "called a one-year emergency … promised a vote when the year is over": the end of a span told before."""
    for clause in (c for t in (trigger, *children(trigger, "xcomp", "ccomp")) for c in children(t, "advcl")):
        waits = any(c.lower_ in ("when", "once", "after") for c in children(clause, "mark", "advmod"))
        for noun in children(clause, "nsubj*") if waits and clause.lemma_.lower() in OVER else ():
            letter = UNITS.get(noun.lemma_.lower())
            before = (t for t in reversed(told.found) if t.end <= trigger.idx and (span := days_of(t.value))
                      and span[0] == letter and t.type == "DURATION")
            one = next(before, None)
            if one is not None:
                return _counted_on(one, start)
    return None


OVER = frozenset({"over", "end", "expire", "elapse", "lapse", "up", "pass"})
UNITS = {"year": "Y", "month": "MO", "week": "W", "day": "D", "hour": "H"}


def _is_limited(tokens: Sequence[Token], trigger: Token) -> bool:
    """Whether a word says that a day is the last: "on Monday … by Friday" has both a day and a last day."""
    return bool(_limit_before(tokens[0], trigger.doc)) or _final(tokens) is not None or _is_given(tokens[-1])


def _is_past_and_done(trigger: Token) -> bool:
    """ "left the town two days before the limit": of what is done only words, terms and grants have a last day."""
    lemma = trigger.lemma_.lower()
    grants = lemma in GIVE and not children(trigger, "compound:prt")                # not "gave up the post"
    says_so = cues().of("verb", lemma) or any(cues().of("noun", o.lemma_.lower()) for o in children(trigger, "obj"))
    binds = says_so or grants or lemma in _binding()
    return trigger.pos_ == "VERB" and not binds and status(trigger, reality()) in ("occurred", "ongoing", "negated")


@cache
def _binding() -> frozenset[str]:
    """Verbs that leave something to be done, by the table of how real deeds are, and those that set or move a term."""
    return TERMS | MOVED | {verb for verb, told in reality().verbs.items() if told in ("future", "hypothetical")}


TERMS = frozenset({
    "accept", "set", "impose", "issue", "declare", "proclaim", "call", "commit",
})


def _day_made(trigger: Token, told: Told) -> date | None:
    """The day a promise or demand was made: its own, else in background the last that its sentence tells."""
    own = by_words(trigger, told)
    if own is not None:
        return date.fromisoformat(own.start) if own.start and own.start == own.end else None
    if not in_background(trigger):
        return None
    before = [t for t in told.found if trigger.sent.start_char <= t.start < trigger.idx and t.from_]
    return date.fromisoformat(before[-1].from_ or "") if before and before[-1].from_ == before[-1].to else None


def _day_given(unit: Token, trigger: Token, told: Told) -> date | None:
    """The day on which a span was given, where its own clause tells it: "on Thursday, when they gave him 72 hours"."""
    giver = next((a for a in unit.ancestors if a.pos_ == "VERB"), trigger)
    if giver.i == trigger.i or not _is_given(unit):
        return None
    own = told.at.get(giver.head.i) if giver.dep_ == "acl:relcl" else None
    time = by_words(giver, told) if own is None else None
    first, last = (own.from_, own.to) if own else (time.start, time.end) if time else (None, None)
    return date.fromisoformat(first) if first and first == last else None


def _had(trigger: Token) -> bool:
    """ "had vowed to march on Thursday": the last day may have gone by since."""
    return any(c.lower_ == "had" for c in children(trigger, "aux"))


def _looks_on(trigger: Token, day: str, told: Told) -> bool:
    return told.published is None or day >= told.published[0].isoformat()


def _under(token: Token, trigger: Token) -> bool:
    """Whether a time stands in a trigger's clause or what it governs, or in the one it is the object of."""
    if token.sent != trigger.sent:
        return False
    above = list(token.ancestors)
    if any(a.i == trigger.i for a in above):
        inside = [a for a in (token, *above) if any(b.i == trigger.i for b in a.ancestors)]
        return not any(_is_another(a, trigger) or _is_aside(a, trigger) for a in inside)
    names = trigger.dep_ == "acl:relcl" and trigger.head.lemma_.lower() in FINAL      # "the May 2 deadline it accepted"
    joined = names or trigger.dep_ in ("obj", "nsubj:pass", "xcomp", "conj") or _is_to(trigger)
    near = trigger.head if joined else trigger
    return any(a.i == near.i for a in above) and (trigger.dep_ != "conj" or token.i > trigger.i)


def _is_aside(clause: Token, trigger: Token) -> bool:
    """ "signed a treaty by which they disarm by May", "he, who was to stay until May, resigned": that is the clause's
    own day, not that of a deed done; it is of an offer, or a deadline, that tells no other."""
    return clause.dep_ == "acl:relcl" and trigger.pos_ == "VERB" and not says(trigger)


def _is_over(token: Token) -> bool:
    """ "was killed within a month": what was done by then is no matter of a promise, demand or plan."""
    for here in token.ancestors:
        if cues().of("noun", here.lemma_.lower()) or here.lemma_.lower() in FINAL:
            return False
        if here.pos_ == "VERB":
            forms = [t for t in (here, *children(here, "aux", "aux:pass")) if "Fin" in feature(t, "VerbForm")]
            done = any("Past" in feature(t, "Tense") for t in forms) and here.lemma_.lower() not in GIVE | MOVED
            asked = status(here, reality()) in ("future", "hypothetical", "conditional")    # "demanded that they free"
            return done and not asked and not says(here) and _opener(here) is None
    return False


def _is_to(verb: Token) -> bool:
    return verb.dep_ in ("advcl", "acl") and any(c.lower_ == "to" for c in children(verb, "mark"))


def _is_another(clause: Token, trigger: Token) -> bool:
    """A sentence of its own joined to the trigger's, or by the parser to an infinitive in it: "he agreed to go, and
    the men are to be freed within a year"."""
    above = clause.head.i == trigger.i or (_has_to(clause.head) and _is_finite(clause))
    joined = clause.dep_ in ("conj", "parataxis") and above
    return joined and bool(children(clause, "nsubj*")) and _opener(clause) is None


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "mark"))


def _is_finite(verb: Token) -> bool:
    return any("Fin" in feature(t, "VerbForm") for t in (verb, *children(verb, "aux", "aux:pass", "cop")))


def _last_day(
    one: TimeExpression, tokens: Sequence[Token], start: date | None, trigger: Token, told: Told
) -> str | None:
    word = _limit_before(tokens[0], trigger.doc)
    noun = _final(tokens)
    if noun is not None and noun.i < tokens[0].i:
        return one.to
    if noun is not None:
        missed = case_of(noun) in ("before", "ahead of", "after") and trigger not in noun.subtree
        return None if missed else one.to
    if word == "within" or _is_given(tokens[-1]):
        return _counted_on(one, start)
    if one.type not in ("DATE", "TIME") or one.to is None or one.from_ is None:
        return None
    if case_of(tokens[-1]) == "between" and status(trigger, reality()) == "future":
        return other_end(one, told)                             # "give up their guns between May 2 and June 5"
    if word == "before" and "end" not in [t.lower_ for t in tokens]:
        return (date.fromisoformat(one.from_) - timedelta(days=1)).isoformat()
    if word or any(is_moved_to(a, trigger) for a in (*tokens, *tokens[0].ancestors) if a.i > trigger.i):
        return one.to
    return one.to if one.from_ == one.to and _is_last_chance(tokens[0], trigger) else None


def _final(tokens: Sequence[Token]) -> Token | None:
    """The deadline that a day belongs to: "the May 2 deadline", "a deadline of May 2"."""
    doc, noun = tokens[0].doc, _top(tokens)
    behind = next((t for t in doc[tokens[-1].i + 1 : tokens[-1].i + 3] if t.lemma_.lower() in FINAL), None)
    named = noun.dep_.startswith("nmod") and case_of(noun) in ("of", "for") and noun.head.lemma_.lower() in FINAL
    return noun.head if named and behind is None else behind


def _top(tokens: Sequence[Token]) -> Token:
    """The word of an expression that the others hang on."""
    return next((t for t in tokens if t.head not in tokens), tokens[-1])


FINAL = frozenset({"deadline", "limit", "cutoff", "ultimatum"})


def _is_given(unit: Token) -> bool:
    """ "gave the owners 72 hours to pay", "has a week to reply"."""
    verb = unit.head
    gives = unit.dep_ in ("obj", "obl:unmarked", "iobj", "xcomp") and verb.lemma_.lower() in GIVE
    return gives and any(_is_to(c) or c.dep_ == "xcomp" for c in (*children(verb), *children(unit)))


GIVE = frozenset({"give", "have", "get", "allow", "grant", "receive"})


def _is_last_chance(token: Token, trigger: Token) -> bool:
    """ "unless, on Friday, it calls a vote", "to march on Friday unless he resigns": what is done by then saves him."""
    for here in (token, *token.ancestors):
        if here.i == trigger.i:
            break
        if here.dep_ in ("acl", "acl:relcl"):
            return False
        if _unless(here):
            return True
    deeds = children(trigger, "xcomp", "ccomp")
    if any(t.lower_ == "unless" for t in trigger.doc[trigger.i : token.i]):     # wherever the tree hangs it
        return True
    held = any(token in deed.subtree for deed in deeds) or looks_ahead(token)
    return held and any(_unless(c) for t in (trigger, *deeds) for c in children(t))


def _unless(clause: Token) -> bool:
    opener = _opener(clause)
    negated = any(c.lower_ in ("not", "n't", "n’t") for c in dependents(clause))
    return opener is not None and (opener.lower_ in ("unless", "until") or (opener.lower_ == "if" and negated))


def _limit_before(token: Token, doc: Doc) -> str | None:
    """The limiting word right before a time ("by", "no later than"); none that is itself counted from."""
    at = token.i - 1
    while at > token.sent.start and (doc[at].pos_ == "DET" or doc[at].lower_ in ("end", "of", "next", "about")):
        at -= 1
    word = str(doc[at].lower_)
    if word == "than" and at > 1 and doc[at - 1].lower_ == "later":
        return "by"
    counted = at > 0 and doc[at - 1].lemma_.lower() in ("day", "week", "month", "hour", "year")
    return word if word in LIMITS and not counted else None


def _counted_on(one: TimeExpression, start: date | None) -> str | None:
    span = days_of(one.value)
    if span is None or start is None:
        return None
    letter, many = span
    if letter in ("S", "H"):
        return (start + timedelta(days=-(-many // 24) if letter == "H" else 0)).isoformat()
    if letter in ("D", "W"):
        return (start + timedelta(days=many * (7 if letter == "W" else 1))).isoformat()
    months = start.year * 12 + start.month - 1 + many * {"MO": 1, "Q": 3, "Y": 12, "DE": 120}[letter]
    return _same_day(months // 12, months % 12 + 1, start.day).isoformat()


def _same_day(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


# ── conditions ───────────────────────────────────────────────────────────────────────────────────

CONDITIONS = frozenset({"if", "unless", "until", "once", "provided", "providing", "till"})
TIMELY = frozenset({"until", "once", "till", "as"})     # of what is over and done they tell the time
WHOEVER = frozenset({"anyone", "anybody", "whoever", "those"})
MODAL = frozenset({"will", "would", "'ll", "’ll", "could", "may", "might", "must", "should"})


def condition(trigger: Token, doc: Doc) -> Span | None:
    """The words of the condition on which a deed hangs, with their if, unless, until or once."""
    for head in _over(trigger):
        for clause in _clauses(head):
            first = _opener(clause)
            if first is None and _is_inverted(clause, head):
                first = clause.left_edge
            if first is not None and not _misplaced(clause, head) and not _is_time(first, head):
                return _clause_span(clause, first, doc)
    for clause in _strays(trigger):
        return _clause_span(clause, clause.left_edge, doc)
    return _of_whoever(trigger, doc)


def _over(trigger: Token) -> list[Token]:
    """The trigger, what it governs, and the verb that it is a part of."""
    over = [trigger, *children(trigger, "xcomp", "ccomp", "obj", "advcl")]
    for held in (g for c in children(trigger, "obj", "obl", "ccomp", "xcomp") for g in children(c, "acl", "xcomp")):
        over += [held] if _is_to(held) or held.dep_ == "xcomp" or _marked_that(held) else []
    if trigger.pos_ == "NOUN" and base(trigger) in ("nsubj", "obj"):
        over.append(trigger.head)
    if over[-1].dep_ in ("xcomp", "ccomp", "conj", "parataxis"):
        over.append(over[-1].head)
    elif trigger.dep_ in ("xcomp", "ccomp", "conj", "parataxis"):
        over.append(trigger.head)
    return over


def _marked_that(clause: Token) -> bool:
    return any(c.lower_ == "that" for c in children(clause, "mark"))


def _clauses(head: Token) -> Iterator[Token]:
    """What hangs on a word and may be its condition."""
    for child in children(head):
        if child.dep_ in ("advcl", "advmod", "obl", "conj", "parataxis", "acl"):
            yield child


def _opener(clause: Token) -> Token | None:
    """The word that opens a condition: "if", "provided that", "in case", "as soon as", "on condition that"; or None."""
    if clause.dep_ == "advmod":
        after = any(c.lower_ == "as" for g in children(clause, "advcl") for c in dependents(g) if children(g, "nsubj*"))
        first = next((c for c in children(clause, "advmod") if c.lower_ in ("as", "so")), None)
        return first if after and clause.lower_ in ("soon", "long") else None
    if clause.dep_ == "obl":
        stated = clause.lemma_ == "condition" and case_of(clause) == "on" and children(clause, "acl")
        return next(iter(children(clause, "case")), None) if stated else None
    if clause.lower_ in ("provided", "providing") and children(clause, "ccomp"):
        return clause
    if clause.dep_ == "acl" or ("Cmp" in feature(clause, "Degree") and not children(clause, "cop", "nsubj")):
        return None                                             # "if fewer than before" concedes
    over = (clause, *children(clause, "nsubj"))                 # the parser may hang "unless" on the subject
    marks = [c for t in over for c in children(t, "mark", "advmod") if c.i < t.i]
    opens = (c for c in marks if c.lower_ in CONDITIONS or _is_in_case(c))
    return next((c for c in opens if c.dep_ == "mark" or clause.dep_ == "advcl"), None)


def _is_in_case(mark: Token) -> bool:
    return mark.lower_ == "in" and any(c.lower_ == "case" for c in dependents(mark))


def _is_inverted(clause: Token, head: Token) -> bool:
    """ "Had he lost, …"."""
    helpers = [c for c in dependents(clause) if base(c) == "aux"]
    first = min(t.i for t in descendants(clause))
    inverted = any(c.lower_ in ("had", "should", "were") and c.i == first for c in helpers)
    return clause.dep_ == "advcl" and clause.i < head.i and inverted


def _is_time(first: Token, head: Token) -> bool:
    """ "ruled until he died", "once they had left, it fell": of what is done they only tell when."""
    helpers = {c.lower_ for c in children(head, "aux", "aux:pass", "cop")}
    finite = [t for t in (head, *children(head, "aux", "aux:pass", "cop")) if "Fin" in feature(t, "VerbForm")]
    done = any("Past" in feature(t, "Tense") for t in finite) and not helpers & MODAL
    return first.lower_ in TIMELY and done and not children(head, "xcomp", "ccomp")


def _misplaced(clause: Token, head: Token) -> bool:
    """ "restore sanctions that it had lifted unless …": what is over and done hangs on no condition."""
    over = any(c.lower_ == "had" for c in children(head, "aux")) and not _opens(clause, "had")
    return over and head.dep_ == "acl:relcl" and clause.i > head.i


def _opens(clause: Token, word: str) -> bool:
    return any(c.lower_ == word for c in dependents(clause))


def _strays(trigger: Token) -> Iterator[Token]:
    """Conditions that the parser hangs on a finished deed inside what the trigger promises or threatens."""
    for token in trigger.subtree:
        stray = token.dep_ == "advcl" and _opener(token) is not None and _misplaced(token, token.head)
        if stray and children(trigger, "xcomp"):
            yield token


def _of_whoever(trigger: Token, doc: Doc) -> Span | None:
    """ "warned that anyone who marched would be shot": who does it names the condition."""
    for clause in children(trigger, "ccomp"):
        modal = any(c.lower_ in MODAL for c in children(clause, "aux"))
        for subject in children(clause, "nsubj*") if modal else ():
            if subject.lower_ in WHOEVER and children(subject, "acl:relcl"):
                return _clause_span(subject, subject.left_edge, doc)
    return None


def _clause_span(clause: Token, first: Token, doc: Doc) -> Span:
    inside = sorted(t.i for t in descendants(clause) if t.i >= first.i or clause.dep_ != "conj")
    start, end = inside[0], inside[-1] + 1
    while end > start and doc[end - 1].dep_ == "punct":
        end -= 1
    while start < end and doc[start].dep_ == "punct":
        start += 1
    return chars(doc, start, end)
