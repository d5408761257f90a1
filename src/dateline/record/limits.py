"""What a deed hangs on: the last day for keeping a promise or obeying a demand, and the condition it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from dateline.model import Report, Span, TimeExpression
from dateline.record.phrases import base, case_of, chars, children, descendants
from dateline.record.timex import days_of, tokens_of
from dateline.record.when import LIMITS, Told, by_words, in_background, read_against

# ── deadlines ────────────────────────────────────────────────────────────────────────────────────


def deadline(
    trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report
) -> tuple[str | None, str | None]:
    """The last day (and hour) for what a trigger names: "by", "before", "until", "within", "the May 2 deadline".

    A day gone by when the deed was done, or the report written, is no deadline but a time.
    """
    told = read_against(tuple(found), doc, report)
    made = _day_made(trigger, told)
    start = made or (told.published[0] if told.published else None)
    sentence = trigger.sent
    for one in found:
        if not sentence.start_char <= one.start < sentence.end_char:
            continue
        tokens = list(tokens_of(doc, one))
        if not tokens or not _under(tokens[0], trigger):
            continue
        day = _last_day(one, tokens, start, trigger)
        if day and (start is None or day >= start.isoformat()) and (made or _looks_on(trigger, day, told)):
            clock = re.search(r"T(\d\d:\d\d)", one.value or "")
            return day, clock[1] if clock else None
    return None, None


def _day_made(trigger: Token, told: Told) -> date | None:
    """The day a promise or demand was made: its own, else in background the last that its sentence tells."""
    own = by_words(trigger, told)
    if own is not None:
        return date.fromisoformat(own.start) if own.start and own.start == own.end else None
    if not in_background(trigger):
        return None
    before = [t for t in told.found if trigger.sent.start_char <= t.start < trigger.idx and t.from_]
    return date.fromisoformat(before[-1].from_ or "") if before and before[-1].from_ == before[-1].to else None


def _looks_on(trigger: Token, day: str, told: Told) -> bool:
    return told.published is None or day >= told.published[0].isoformat()


def _under(token: Token, trigger: Token) -> bool:
    """Whether a time stands in a trigger's clause or what it governs, or in the one it is the object of."""
    if token.sent != trigger.sent:
        return False
    if any(a.i == trigger.i for a in token.ancestors):
        return True
    near = trigger.head if trigger.dep_ in ("obj", "nsubj:pass", "xcomp", "conj", "acl:relcl") else trigger
    return any(a.i == near.i for a in token.ancestors) and (trigger.dep_ != "conj" or token.i > trigger.i)


def _last_day(one: TimeExpression, tokens: Sequence[Token], start: date | None, trigger: Token) -> str | None:
    word, noun = _limit_before(tokens[0], trigger.doc), tokens[-1].head
    if noun.lemma_.lower() in FINAL and tokens[-1].i < noun.i <= tokens[-1].i + 2:
        missed = case_of(noun) in ("before", "ahead of", "after") and trigger not in noun.subtree
        return None if missed else one.to
    if word == "within":
        return _counted_on(one, start)
    if word is None or one.type not in ("DATE", "TIME") or one.to is None or one.from_ is None:
        return None
    return (date.fromisoformat(one.from_) - timedelta(days=1)).isoformat() if word == "before" else one.to


FINAL = frozenset({"deadline", "limit", "cutoff", "ultimatum"})


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


def condition(trigger: Token, doc: Doc) -> Span | None:
    """The words of the condition on which a deed hangs, with their if, unless, until or once."""
    for head in _over(trigger):
        for clause in children(head, "advcl"):
            if _is_condition(clause, head) and not _misplaced(clause, head):
                return _clause_span(clause, doc)
    for clause in _strays(trigger):
        return _clause_span(clause, doc)
    return None


def _over(trigger: Token) -> list[Token]:
    """The trigger, what it governs, and the verb that it is a part of."""
    over = [trigger, *children(trigger, "xcomp", "ccomp", "obj", "advcl")]
    if trigger.pos_ == "NOUN" and base(trigger) in ("nsubj", "obj"):
        over.append(trigger.head)
    if over[-1].dep_ in ("xcomp", "ccomp", "conj", "parataxis"):
        over.append(over[-1].head)
    elif trigger.dep_ in ("xcomp", "ccomp", "conj", "parataxis"):
        over.append(trigger.head)
    return over


def _is_condition(clause: Token, head: Token) -> bool:
    """Opened by "if" and the like, or by an inversion: "Had he lost, …"."""
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS for c in clause.children):
        return True
    helpers = [c for c in clause.children if base(c) == "aux"]
    first = min(t.i for t in descendants(clause))
    return clause.i < head.i and any(c.lower_ in ("had", "should", "were") and c.i == first for c in helpers)


def _misplaced(clause: Token, head: Token) -> bool:
    """ "restore sanctions that it had lifted unless …": what is over and done hangs on no condition."""
    over = any(c.lower_ == "had" for c in children(head, "aux")) and not _opens(clause, "had")
    return over and head.dep_ == "acl:relcl" and clause.i > head.i


def _opens(clause: Token, word: str) -> bool:
    return any(c.lower_ == word for c in clause.children)


def _strays(trigger: Token) -> Iterator[Token]:
    """Conditions that the parser hangs on a finished deed inside what the trigger promises or threatens."""
    for token in trigger.subtree:
        stray = token.dep_ == "advcl" and _is_condition(token, token.head) and _misplaced(token, token.head)
        if stray and children(trigger, "xcomp"):
            yield token


def _clause_span(clause: Token, doc: Doc) -> Span:
    inside = sorted(t.i for t in descendants(clause))
    end = inside[-1] + 1
    while end > inside[0] and doc[end - 1].dep_ == "punct":
        end -= 1
    return chars(doc, inside[0], end)
