"""When: the time of an event, its deadline, the condition it hangs on; and the day of a report that bears none.

Times come from the words around a trigger (timex.py finds and resolves them). Where a deed is told as news
without any, its time is assumed, and says so: the day that the sentences before it told, else the day of
publication or the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Doc, Token

from dateline.codebook.cues import cues
from dateline.model import Basis, Grain, Report, Span, Time, TimeExpression
from dateline.record.phrases import base, case_of, chars, children, descendants, text_of
from dateline.record.status import tense_of
from dateline.record.timex import days_of, shifted, tokens_of

TIMELY = frozenset({
    "obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked", "obl:tmod", "nmod:tmod", "amod", "compound",
    "nmod:poss", "obl:agent", "nummod", "dep", "parataxis",
})
LIMITS = frozenset({"by", "until", "till", "before", "within"})
ELSEWHEN = LIMITS | {"after", "ahead of", "than", "following", "prior to"}     # no time of the deed itself
JOINED = frozenset({
    "conj", "xcomp", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "acl", "advcl", "compound", "parataxis",
})
UPWARD = 5          # how many governors may lend their time
NEWS = 14           # days after which a day told is background, and carries nothing over (case guidelines)
BACK = 4            # sentences over which a day told carries on in one paragraph


@dataclass(frozen=True, slots=True)
class _Told:
    """What a trigger is read against."""

    doc: Doc
    report: Report
    found: tuple[TimeExpression, ...]
    at: Mapping[int, TimeExpression]            # by token
    lead: tuple[int, int]                       # the first sentence of the body, in tokens

    @property
    def published(self) -> tuple[date, date] | None:
        one = self.report.published
        return (date.fromisoformat(one.start), date.fromisoformat(one.end or one.start)) if one.start else None


@lru_cache(maxsize=1)                           # of one report for all its triggers
def _told(found: tuple[TimeExpression, ...], doc: Doc, report: Report) -> _Told:
    start = max(report.dateline[1] if report.dateline else 0, len(report.title or ""))
    lead = next(((s.start, s.end) for s in doc.sents if s.end_char > start + 1), (0, 0))
    return _Told(doc, report, found, {t.i: one for one in found for t in tokens_of(doc, one)}, lead)


def event_time(trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report) -> Time | None:
    """When the deed of a trigger happened: words in its clause, then in the clauses that govern it.

    A deed told as news without words gets a day that is marked as assumed; what is background gets none.
    """
    told = _told(tuple(found), doc, report)
    return _by_words(trigger, told) or _assumed(trigger, told)


# ── words of time around a deed ──────────────────────────────────────────────────────────────────


def _by_words(trigger: Token, told: _Told) -> Time | None:
    here = trigger
    for _ in range(UPWARD):
        time = _own(here, trigger, told)
        if time is not None:
            return time
        if not _lends(here, trigger):
            break
        here = here.head
    return _counted_from(trigger, told) or _of_complement(trigger, told)


def _lends(here: Token, trigger: Token) -> bool:
    """Whether the time of what governs a word is the word's own too."""
    if here.head.i == here.i or here.dep_ not in JOINED:
        return False
    if here.dep_ == "parataxis" and here.pos_ != "VERB":
        return False
    return here.i != trigger.i or not _is_told_of(here)


def _is_told_of(noun: Token) -> bool:
    """What is condemned today was done before."""
    slot = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in ("obj", "obl", "nsubj:pass")
    return slot and bool(cues().of("verb", noun.head.lemma_.lower()))


def _own(here: Token, trigger: Token, told: _Told) -> Time | None:
    """The time that one word's own clause gives."""
    counted = _counted(here, told)
    if counted is not None:
        return counted
    began = _since_it_began(here, told)
    return began if began is not None else _near(here, trigger, told)


def _near(here: Token, trigger: Token, told: _Told) -> Time | None:
    """The time of the phrases that hang on one word, the nearest to the trigger first."""
    near: list[tuple[int, Token, TimeExpression]] = []
    for child in children(here):
        if child.dep_ in TIMELY and case_of(child) not in ELSEWHEN:
            near += [(abs(t.i - trigger.i), child, told.at[t.i]) for t in _phrase(child) if t.i in told.at]
        elif child.dep_ == "advcl" and _mark(child) == "since":
            near += [(abs(t.i - trigger.i), child, told.at[t.i]) for t in child.subtree if t.i in told.at]
    for _, child, one in sorted(near, key=lambda n: n[0]):
        time = _as_said(one, child, told)
        if time is not None:
            return time
    return _since_then(here, told)


def _phrase(token: Token) -> Iterator[Token]:
    """The words of a time phrase: the noun and what belongs to it, no clause."""
    return descendants(token, without=frozenset({"acl:relcl", "acl", "conj", "advcl", "appos"}))


def _mark(clause: Token) -> str:
    return next((c.lower_ for c in clause.children if c.dep_ in ("mark", "case") and c.i < clause.i), "")


def _as_said(one: TimeExpression, child: Token, told: _Told) -> Time | None:
    """The time an expression gives with its preposition: "since" reaches to now, "from … to" to the second."""
    if one.from_ is None or one.to is None:
        return None
    case = _mark(child) if child.dep_ == "advcl" else case_of(child)
    first, last = one.from_, one.to
    if case == "since" and told.published:
        last = max(last, told.published[1].isoformat())
    elif case in ("from", "between"):
        last = max(last, _other_end(one, told) or last)
    return Time(first, last, _grain(first, last), (one.start, one.end), _basis(one, told.doc))


def _other_end(one: TimeExpression, told: _Told) -> str | None:
    """The last day of the expression right behind "to", "until" or "and"."""
    after = next((t for t in told.found if t.start >= one.end), None)
    if after is None or after.to is None:
        return None
    between = text_of(told.doc)[one.end : after.start].strip().lower()
    return after.to if between in ("to", "until", "till", "through", "and", "-", "–") else None


def _since_then(here: Token, told: _Told) -> Time | None:
    """ "have been killed since": from the day told last to now."""
    since = next((c for c in here.children if c.lower_ == "since" and not list(c.children)), None)
    before = [t for t in told.found if since is not None and t.end <= since.idx and t.from_ and t.from_ == t.to]
    if since is None or not before or told.published is None or since.dep_ not in ("advmod", "obl"):
        return None
    first, last = before[-1].from_ or "", told.published[1].isoformat()
    return Time(first, last, _grain(first, last), (before[-1].start, before[-1].end), "relative") \
        if first <= last else None


def _since_it_began(verb: Token, told: _Told) -> Time | None:
    """ "The war, which began in 1964, has killed thousands": from then to now."""
    if told.published is None or not any(c.lower_ in ("has", "have") for c in children(verb, "aux")):
        return None
    for clause in (g for c in children(verb, "nsubj") for g in children(c, "acl:relcl") if g.lemma_ in BEGIN):
        one = next((told.at[t.i] for t in clause.subtree if t.i in told.at), None)
        if one is not None and one.from_:
            last = told.published[1].isoformat()
            return Time(one.from_, last, _grain(one.from_, last), (one.start, one.end), _basis(one, told.doc))
    return None


BEGIN = frozenset({"begin", "start", "erupt", "open"})


def _counted(clause: Token, told: _Told) -> Time | None:
    """ "two days after voters rejected it": counted back, or on, from the time of what governs the clause."""
    mark = next((c for c in clause.children if c.dep_ in ("mark", "case") and c.lower_ in ("after", "before")), None)
    before = told.at.get(mark.i - 1) if mark is not None and mark.i else None
    span = days_of(before.value) if before is not None else None
    if mark is None or before is None or span is None or clause.dep_ not in ("advcl", "obl"):
        return None
    over = _by_words(clause.head, told) or _assumed(clause.head, told)
    if over is None or not over.start or not over.end:
        return None
    day = date.fromisoformat(over.end)
    moved = shifted(day, span[0], -span[1] if mark.lower_ == "after" else span[1])
    if moved is None:
        return None
    first, last = (d.isoformat() for d in moved)
    return Time(first, last, _grain(first, last), (before.start, mark.idx + len(mark)), "relative")


def _counted_from(verb: Token, told: _Told) -> Time | None:
    """ "called a truce two days before the shelling began on Friday": counted from the clause's own time."""
    for clause in children(verb, "advcl"):
        mark = next((c for c in clause.children if c.lower_ in ("after", "before") and c.i < clause.i), None)
        before = told.at.get(mark.i - 1) if mark is not None and mark.i else None
        near = mark is not None and mark.i and told.doc[mark.i - 1].lower_ in ("hours", "shortly", "minutes", "soon")
        span = ("H", 0) if near else days_of(before.value) if before is not None else None
        sub = _near(clause, clause, told) if mark is not None and span is not None else None
        if mark is None or span is None or sub is None or sub.end is None:
            continue
        moved = shifted(date.fromisoformat(sub.end), span[0], span[1] if mark.lower_ == "after" else -span[1])
        if moved is not None:
            first, last = (d.isoformat() for d in moved)
            return Time(first, last, _grain(first, last), sub.text, "relative")
    return None


def _of_complement(trigger: Token, told: _Told) -> Time | None:
    """ "offered to resign on Monday", "signed the accord in Gori last month": a day gone by that the parser hangs
    on what the deed is about; it is the deed's own."""
    if tense_of(trigger) != "back" or told.published is None:
        return None
    today = told.published[1].isoformat()
    for child in children(trigger, "xcomp", "obj", "nsubj:pass"):
        for c in children(child, "obl", "obl:unmarked", "nmod:unmarked", "advmod"):
            if case_of(c) not in ("", "on") or c.i < trigger.i:
                continue
            one = next((told.at[t.i] for t in _phrase(c) if t.i in told.at), None)
            if one is not None and one.to is not None and one.to <= today:
                return _as_said(one, c, told)
    return None


def _basis(one: TimeExpression, doc: Doc) -> Basis:
    """A date is stated; a weekday, "last week", "two days ago" are relative to the day of writing."""
    words = text_of(doc)[one.start : one.end].lower()
    relative = re.search(r"\b(?:ago|earlier|later|last|next|this|past)\b", words)
    named = re.search(r"\d.*[a-z]{3}|[a-z]{3}.*\d|\d{4}", words) or re.fullmatch(r"\d{4}(?:-\d\d)?", one.value or "")
    return "stated" if named and not relative else "relative"


def _grain(first: str, last: str) -> Grain:
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    for most, name in GRAINS:
        if days <= most:
            return name
    return "decade"


GRAINS: tuple[tuple[int, Grain], ...] = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))


# ── no words: the day is assumed ─────────────────────────────────────────────────────────────────


def _assumed(trigger: Token, told: _Told) -> Time | None:
    """The day that the sentences before tell, else that of publication or the one before; null for background."""
    verb = _line(trigger)
    if verb is None or told.published is None or not (_is_news(verb) or _is_lead(verb, told)):
        return None
    carried = _carried(verb, told)
    if carried is None:
        return Time((told.published[0] - timedelta(days=1)).isoformat(), told.published[1].isoformat(), "day",
                    None, "assumed")
    late = told.published[0] - timedelta(days=NEWS)
    if carried.from_ is None or carried.from_ != carried.to or date.fromisoformat(carried.from_) < late:
        return None
    return Time(carried.from_, carried.to, "day", None, "assumed")


def _line(trigger: Token) -> Token | None:
    """The verb by which the deed is told; None where that is a clause of background."""
    here = trigger
    if _is_told_of(trigger):
        return None
    while here.pos_ not in ("VERB", "AUX") or not _finite(here):
        if here.head.i == here.i or here.dep_ in ("acl:relcl", "appos", "nmod", "nmod:poss", "ccomp"):
            return None
        if here.dep_ == "advcl" and _mark(here) in ("before", "since", "until", "if", "unless", "to"):
            return None
        if any(c.dep_ in ("mark", "aux") and c.lower_ == "to" for c in here.children):
            return None
        here = here.head
    return here


def _finite(verb: Token) -> bool:
    return any("Fin" in t.morph.get("VerbForm") for t in (verb, *children(verb, "aux", "aux:pass", "cop")))


def _is_news(verb: Token) -> bool:
    """Simple past on the main line, or "had" in what somebody is said to have said."""
    helpers = {c.lower_ for c in children(verb, "aux", "aux:pass", "cop")}
    past = any("Past" in t.morph.get("Tense") and "Fin" in t.morph.get("VerbForm")
               for t in (verb, *children(verb, "aux", "aux:pass", "cop")))
    if not past or helpers & MODAL or any(c.dep_ == "mark" and c.lower_ in NEVER for c in verb.children):
        return False
    reported = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
    return ("had" not in helpers or reported) and not _in_background(verb)


def _is_lead(verb: Token, told: _Told) -> bool:
    """ "The army has left the town": what the first sentence says has been done is the news."""
    perfect = any(c.lower_ in ("has", "have") for c in children(verb, "aux"))
    return told.lead[0] <= verb.i < told.lead[1] and verb.dep_ in ("root", "conj") and perfect


MODAL = frozenset({"would", "could", "might", "should", "used"})
NEVER = frozenset({"since", "until", "before", "if", "unless"})


def _in_background(verb: Token) -> bool:
    """A relative clause tells what went before, unless the sentence goes on with it (", who …")."""
    here = verb
    while here.head.i != here.i:
        if here.dep_ == "acl:relcl":
            return True
        here = here.head
    return False


def _carried(verb: Token, told: _Told) -> TimeExpression | None:
    """The last time that this sentence, or one shortly before it in the paragraph, tells on its main line."""
    start, first = verb.sent.start, told.doc[0].i
    sentences = 0
    for at in range(verb.i - 1, first - 1, -1):
        token = told.doc[at]
        if token.is_space and "\n" in token.text:
            break
        sentences += bool(token.is_sent_start) and at < start
        if sentences > BACK:
            break
        if at in told.at and is_on_line(token) and told.at[at].type in ("DATE", "TIME") and told.at[at].from_:
            return told.at[at]
    return None


def is_on_line(token: Token) -> bool:
    """Whether a time belongs to a sentence's main line, not to a limit or what went before."""
    here = token
    while here.head.i != here.i:
        if here.dep_ in ("acl:relcl", "acl", "appos", "nmod:poss") or case_of(here) in UNTOLD:
            return False
        if here.dep_ == "ccomp" and here.i > here.head.i:       # not "The towns fell on Friday, he said"
            return False
        if here.dep_ == "advcl" and _mark(here) in NEVER:
            return False
        here = here.head
    return tense_of(token) != "ahead"


UNTOLD = ELSEWHEN | {"since", "for", "from", "of"}


# ── deadlines ────────────────────────────────────────────────────────────────────────────────────


def deadline(
    trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report
) -> tuple[str | None, str | None]:
    """The last day (and hour) for what a trigger names: "by", "before", "until", "within", "the May 2 deadline".

    A day gone by when the deed was done, or the report written, is no deadline but a time.
    """
    told = _told(tuple(found), doc, report)
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


def _day_made(trigger: Token, told: _Told) -> date | None:
    """The day a promise or demand was made: its own, else in background the last that its sentence tells."""
    own = _by_words(trigger, told)
    if own is not None:
        return date.fromisoformat(own.start) if own.start and own.start == own.end else None
    if not _in_background(trigger):
        return None
    before = [t for t in told.found if trigger.sent.start_char <= t.start < trigger.idx and t.from_]
    return date.fromisoformat(before[-1].from_ or "") if before and before[-1].from_ == before[-1].to else None


def _looks_on(trigger: Token, day: str, told: _Told) -> bool:
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
