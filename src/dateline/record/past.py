"""Background: what is told of other days than the news, as finished before it began or as going on for years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Token

from dateline.model import Report, Status, Time, TimeExpression
from dateline.record.phrases import case_of, feature
from dateline.record.timex import looks_ahead, tokens_of, words

BACKGROUND = 14     # days before publication after which a finished deed is background (case guidelines)
LASTING = 366       # … and for which what still goes on has been going on: a tally of years is no news
UNREAL = ("future", "conditional", "hypothetical")


def historical(
    trigger: Token, time: Time | None, status: Status, *, found: Sequence[TimeExpression], report: Report
) -> bool:
    """Whether a deed is background, not the news: by its time, or by words such as "once" and "anniversary"."""
    if status not in UNREAL and (is_remembered(trigger) or is_recalled(trigger)):
        return True
    today = _today(found, trigger.doc, report)
    if time is None or today is None:
        return False
    if time.end and (today - date.fromisoformat(time.end)).days > BACKGROUND:
        return True
    return status not in UNREAL and bool(time.start) and (today - date.fromisoformat(time.start or "")).days > LASTING


def _today(found: Sequence[TimeExpression], doc: Doc, report: Report) -> date | None:
    """The first day on which the report may have come out: of one that bears none, the last day, month or year that
    it tells as past."""
    if report.published.start:
        return date.fromisoformat(report.published.start)
    days = (t for t in found if t.from_)
    past = [t.from_ for t in days if (token := next(tokens_of(doc, t), None)) is not None and not looks_ahead(token)]
    return date.fromisoformat(max(d for d in past if d)) if past else None


def is_remembered(noun: Token) -> bool:
    """ "the anniversary of the massacre"."""
    return noun.dep_ == "nmod" and noun.head.lemma_.lower() in words().remembered


def is_recalled(trigger: Token) -> bool:
    """ "once", "in the past", "for decades" in the clause of a deed that is told as done."""
    verb = next((t for t in (trigger, *trigger.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or (verb.i != trigger.i and trigger.dep_ not in ("obj", "nsubj:pass", "nsubj", "obl")):
        return False
    near = (c for c in verb.subtree if c.dep_ in ADVERBIAL and _verb_over(c) == verb)
    return any(_phrase(c) in words().recalled or _is_long_ago(c) or _is_long(c) for c in near)


def _is_long_ago(token: Token) -> bool:
    """ "nearly four years ago", "a few months ago": no day, but none of the last weeks."""
    before = token.doc[token.i - 1] if token.i else token
    return token.lower_ == "ago" and words().units.get(before.lemma_.lower()) in ("MO", "Q", "Y", "DE", "C")


def _is_long(token: Token) -> bool:
    """ "in three decades of fighting", "over ten years": no news of these days."""
    long = words().units.get(token.lemma_.lower()) in ("Y", "DE", "C") and "Plur" in feature(token, "Number")
    return long and token.dep_ == "obl" and case_of(token) in ("in", "over", "during", "through", "throughout")


def _verb_over(token: Token) -> Token | None:
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


def _phrase(token: Token) -> str:
    """The words of a phrase, with its preposition and whatever counts or points in it, in lower case."""
    parts = (t for t in (*token.lefts, token, *token.rights) if t == token or t.dep_ in PARTS)
    return " ".join(t.lower_ for t in parts)


ADVERBIAL = frozenset({"advmod", "obl", "obl:unmarked", "nmod", "nmod:unmarked", "case"})
PARTS = frozenset({"det", "case", "advmod", "nummod"})
