"""When: the time of an event, its deadline, the condition it hangs on; and the day of a report that bears none.

Times come from the words around a trigger (timex.py finds and resolves them). Where a deed is told as news
without any, its time is assumed, and says so: the day that the sentences before it told, else the day of
publication or the one before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Doc, Token

from dateline.codebook.cues import cues
from dateline.codebook.reality import reality
from dateline.model import Report, Time, TimeExpression
from dateline.record.grains import basis, grain, is_bare_clock
from dateline.record.order import EARLIER, place_in_story
from dateline.record.past import is_recalled, is_remembered
from dateline.record.phrases import case_of, children, dependents, descendants, feature, text_of
from dateline.record.slots import LATER, governor
from dateline.record.status import status, tense_of
from dateline.record.timex import days_of, looks_ahead, shifted, tokens_of, words

TIMELY = frozenset({
    "obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked", "obl:tmod", "nmod:tmod", "amod", "compound",
    "nmod:poss", "obl:agent", "nummod", "dep", "parataxis",
})
LIMITS = frozenset({"by", "until", "till", "before", "within"})
MOVED = frozenset({"extend", "prolong", "postpone", "push", "put", "delay", "defer", "shift", "renew"})
ELSEWHEN = LIMITS | {"after", "ahead of", "than", "following", "prior to"}     # no time of the deed itself
JOINED = frozenset({
    "conj", "xcomp", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "acl", "advcl", "compound", "parataxis",
    "obl:agent",
})
UPWARD = 5          # how many governors may lend their time
NEWS = 14           # days after which a day told is background, and carries nothing over (case guidelines)
BACK = 4            # sentences over which a day told carries on in one paragraph


@dataclass(frozen=True, slots=True)
class Told:
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
def read_against(found: tuple[TimeExpression, ...], doc: Doc, report: Report) -> Told:
    start = max(report.dateline[1] if report.dateline else 0, len(report.title or ""))
    lead = next(((s.start, s.end) for s in doc.sents if s.end_char > start + 1), (0, 0))
    return Told(doc, report, found, {t.i: one for one in found for t in tokens_of(doc, one)}, lead)


def event_time(trigger: Token, found: Sequence[TimeExpression], doc: Doc, report: Report) -> Time | None:
    """When the deed of a trigger happened: words in its clause, then in the clauses that govern it.

    A deed told as news without words gets a day that is marked as assumed; what is background gets none.
    """
    told = read_against(tuple(found), doc, report)
    return by_words(trigger, told) or _of_object(trigger, told) or _assumed(trigger, told)


# ── words of time around a deed ──────────────────────────────────────────────────────────────────


def by_words(trigger: Token, told: Told) -> Time | None:
    here = trigger
    for _ in range(UPWARD):
        time = _own(here, trigger, told)
        if time is not None and (here.i == trigger.i or not _lies_ahead(time, trigger, told)):
            return time
        if not _lends(here, trigger):
            break
        here = here.head
    return _counted_from(trigger, told) or _of_complement(trigger, told) or _bounded(trigger, told)


def _lies_ahead(time: Time, trigger: Token, told: Told) -> bool:
    """ "will sail on Monday, after rebels stormed the port": what was done was not done on a day to come."""
    if told.published is None or (time.start or "") <= told.published[1].isoformat():
        return False
    return status(trigger, reality()) in ("occurred", "negated")


def _of_object(trigger: Token, told: Told) -> Time | None:
    """ "cut aid to the north in May", "the raid on Monday killed two", "the 2003 war toppled him": a day gone by that
    the tree hangs on what does the deed or has it done."""
    if trigger.pos_ != "VERB" or says(trigger):
        return None
    today = told.published[1].isoformat() if told.published else date.max.isoformat()
    for noun in children(trigger, "obj", "nsubj:pass", "nsubj"):
        for child in children(noun, "nmod", "nummod", "compound", "nmod:unmarked"):
            one = told.at.get(child.i)
            dates = case_of(child) in ("in", "on", "during") if child.dep_ == "nmod" else _is_dated(noun)
            if one is not None and dates and (one.from_ or today) < today:
                return _as_said(one, child, told)
    return None


def _is_dated(noun: Token) -> bool:
    """Whether a doer is a happening that a year before it dates: "the 2003 war", not "the 2003 champion"."""
    return noun.dep_ == "nsubj" and noun.lemma_.lower() in words().dated


def _lends(here: Token, trigger: Token) -> bool:
    """Whether the time of what governs a word is the word's own too."""
    if here.head.i == here.i or here.dep_ not in JOINED or is_remembered(here):
        return False
    if (here.dep_ == "parataxis" and here.pos_ != "VERB") or (here.dep_ == "conj" and _is_later(here)):
        return False
    return here.i != trigger.i or not _is_told_of(here)


def _is_told_of(noun: Token) -> bool:
    """What is condemned today was done before."""
    slot = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in ("obj", "obl", "nsubj:pass")
    return slot and says(noun.head) and governor(noun) is None     # "declared a curfew" does it


def says(verb: Token) -> bool:
    """Whether a verb by itself says something ("demand"), not in an idiom ("shoot back"), nor shows a stand."""
    return any(not cue.attitude and not cue.more for cue in cues().of("verb", verb.lemma_.lower()))


def _own(here: Token, trigger: Token, told: Told) -> Time | None:
    """The time that one word's own clause gives."""
    for of in (_since_it_began(here, told), _on_that_day(here, told), _near(here, trigger, told), _cut_off(here, told),
               _counted(here, told)):
        if of is not None:
            return of
    if here.i != trigger.i:
        return None
    return _of_joined(here, told) or _of_implied(here, told) or _of_relative(here, told)


def _of_joined(verb: Token, told: Told) -> Time | None:
    """ "burned a mill and shot a guard on Monday": the day behind the last of joined verbs is that of all."""
    joined = children(verb, "conj")
    if not joined or verb.pos_ != "VERB" or any(children(c, "nsubj*") or _is_later(c) for c in joined):
        return None
    last = joined[-1]
    alike = _finite(last) and _finite(verb) and feature(last, "Tense") == feature(verb, "Tense")
    behind = (t for c in children(last, "obl", "obl:unmarked") for t in c.subtree if t.i > last.i)
    return _near(last, last, told) if alike and any(t.i in told.at for t in behind) else None


def _is_later(verb: Token) -> bool:
    return any(c.lower_ in LATER for c in children(verb, "advmod"))


def _of_implied(verb: Token, told: Told) -> Time | None:
    """ "let them go the next morning", "forced him to leave in May": done when what it brought about was done."""
    if verb.lemma_.lower() not in words().implied:
        return None
    return next((t for c in children(verb, "xcomp", "ccomp") if (t := _near(c, c, told))), None)


def _on_that_day(clause: Token, told: Told) -> Time | None:
    """ "on Thursday, when they gave him a week": a clause behind a day tells of it, wherever the tree hangs it."""
    when = next((c for c in children(clause, "advmod", "mark") if c.lower_ == "when" and c.i < clause.i), None)
    if when is None or when.i < 2:
        return None
    day = told.doc[when.i - (2 if told.doc[when.i - 1].text == "," else 1)]
    one = told.at.get(day.i)
    return _as_said(one, day, told) if one is not None else None


def _cut_off(verb: Token, told: Told) -> Time | None:
    """ "On Tuesday | the envoys demanded": a time that the reader took for a sentence of its own opens the next one."""
    start = verb.sent.start
    if verb.dep_ != "root" or start == 0:
        return None
    before = told.doc[start - 1].sent
    one = told.at.get(before.root.i)
    whole = one is not None and all(t.i in told.at or t.dep_ in ("case", "det") for t in before)
    return _as_said(one, before.root, told) if whole and one is not None else None


def _near(here: Token, trigger: Token, told: Told) -> Time | None:
    """The time of the phrases that hang on one word, the nearest to the trigger first."""
    near: list[tuple[int, Token, TimeExpression]] = []
    for child in children(here):
        timely = child.dep_ in TIMELY or (child.dep_ == "obj" and child.i in told.at)       # "warned the night before"
        other = case_of(child) in ELSEWHEN or is_moved_to(child, here)
        if timely and (not other or child.lemma_.lower() in words().parts):
            own = (t for t in _phrase(child) if t.i in told.at and not _dates(t, here) and not _owns(t, here, told))
            near += [(abs(t.i - trigger.i), child, told.at[t.i]) for t in own]
        elif child.dep_ == "advcl" and _mark(child) == "since":
            near += [(abs(t.i - trigger.i), child, told.at[t.i]) for t in child.subtree if t.i in told.at]
    for _, child, one in sorted(near, key=lambda n: n[0]):
        if text_of(told.doc)[: one.start].endswith("than "):      # "no later than Friday"
            continue
        time = _as_said(one, child, told)
        if time is not None:
            return time
    return _since_then(here, told)


def is_moved_to(day: Token, verb: Token) -> bool:
    """ "extended to May 2": the day that something is put off or goes on to."""
    return verb.lemma_.lower() in MOVED and case_of(day) in ("to", "into", "through")


def _phrase(token: Token) -> tuple[Token, ...]:
    """The words of a time phrase: the noun and what belongs to it, no clause."""
    return descendants(token, without=frozenset({"acl:relcl", "acl", "conj", "advcl", "appos"}))


def _owns(time: Token, here: Token, told: Told) -> bool:
    """ "at this year's fair": which fair it was; the deed may have its own day."""
    span = told.at[time.i]
    day = (span.from_ or "") == (span.to or "")
    noun = time.head if time.dep_ == "det" else time
    return noun.dep_ == "nmod:poss" and noun.head.i != here.i and not day


def _dates(time: Token, here: Token) -> bool:
    """ "under the law of 1985", "the accord of May 2": the day of what the phrase names, not of the deed; but of "the
    raids of 2001", and of what was done in them."""
    noun = time
    while noun.dep_ in ("compound", "nummod", "amod", "det", "nmod:unmarked") and noun.head.i not in (noun.i, here.i):
        noun = noun.head
    if noun.head.i == here.i or case_of(noun.head) in ("in", "during"):
        return False
    whole = noun.head.lemma_.lower()
    units = (words().units, words().parts, words().months, words().weekdays)
    return noun.dep_ == "nmod" and case_of(noun) == "of" and not any(whole in table for table in (*units, SHARE))


SHARE = frozenset({"most", "much", "half", "part", "rest", "end", "start", "beginning", "middle", "all", "course"})


def _mark(clause: Token) -> str:
    return next((c.lower_ for c in dependents(clause) if c.dep_ in ("mark", "case") and c.i < clause.i), "")


def _as_said(one: TimeExpression, child: Token, told: Told) -> Time | None:
    """The time an expression gives with its preposition: "since" reaches to now, "from … to" to the second."""
    if one.from_ is None or one.to is None or _is_to_come(one, child, told) or is_bare_clock(one, told.doc):
        return None
    case = _mark(child) if child.dep_ == "advcl" else case_of(child)
    first, last = one.from_, one.to
    if case == "since" and told.published is None:              # from then to a day that nobody tells
        return Time(first, None, grain(first, last), (one.start, one.end), basis(one, told.doc))
    if case == "since" and told.published:
        last = max(last, told.published[1].isoformat())
    elif case in ("from", "between"):
        last = max(last, other_end(one, told) or last)
    if told.published and first <= told.published[1].isoformat() < last and not looks_ahead(child):
        last = told.published[1].isoformat()                    # "through most of this year" ends today
    return Time(first, last, grain(first, last), (one.start, one.end), basis(one, told.doc))


def _is_to_come(one: TimeExpression, child: Token, told: Told) -> bool:
    """ "promised to march on Saturday": a day ahead is none of what was done, however the parser hangs it."""
    verb, today = child.head, told.published
    past = "Past" in feature(verb, "Tense") and "Fin" in feature(verb, "VerbForm")
    return past and today is not None and (one.from_ or "") > today[1].isoformat()


def other_end(one: TimeExpression, told: Told) -> str | None:
    """The last day of the expression right behind "to", "until" or "and"."""
    after = next((t for t in told.found if t.start >= one.end), None)
    if after is None or after.to is None:
        return None
    between = text_of(told.doc)[one.end : after.start].strip().lower()
    return after.to if between in ("to", "until", "till", "through", "and", "-", "–") else None


def _since_then(here: Token, told: Told) -> Time | None:
    """ "have been killed since": from the day told last to now."""
    since = next((c for c in dependents(here) if c.lower_ == "since" and not list(dependents(c))), None)
    before = [t for t in told.found if since is not None and t.end <= since.idx and t.from_ and t.from_ == t.to]
    if since is None or not before or told.published is None or since.dep_ not in ("advmod", "obl"):
        return None
    first, last = before[-1].from_ or "", told.published[1].isoformat()
    return Time(first, last, grain(first, last), (before[-1].start, before[-1].end), "relative") \
        if first <= last else None


def _since_it_began(verb: Token, told: Told) -> Time | None:
    """ "The siege, which started in 2003, has starved thousands", "starved in the siege", "in it": from then to now."""
    if told.published is None or not any(c.lower_ in ("has", "have") for c in children(verb, "aux")):
        return None
    nouns = (*children(verb, "nsubj"), *(c for c in children(verb, "obl") if case_of(c) in ("in", "during")))
    one = next((began for noun in nouns if (began := _began(noun, told))), None)
    if one is None or one.from_ is None:
        return None
    last = told.published[1].isoformat()
    return Time(one.from_, last, grain(one.from_, last), (one.start, one.end), basis(one, told.doc)) \
        if one.from_ <= last else None


def _began(noun: Token, told: Told) -> TimeExpression | None:
    """When a war began, as its own clause or, of "it" and "the war", one shortly before it tells."""
    again = noun.lower_ in ("it", "them") or any(c.lower_ in ("the", "this") for c in children(noun, "det"))
    before = reversed(told.doc[max(noun.sent.start - LOOK_BACK, 0) : noun.i]) if again else ()
    for one in (noun, *(t for t in before if noun.pos_ == "PRON" or t.lemma_.lower() == noun.lemma_.lower())):
        for clause in (*children(one, "acl:relcl", "acl"), *([one.head] if one.dep_ == "nsubj" else [])):
            if clause.lemma_.lower() in words().begun:
                return next((told.at[t.i] for t in clause.subtree if t.i in told.at), None)
    return None


LOOK_BACK = 80      # words before a sentence in which "it" may have been told to begin


def _of_relative(noun: Token, told: Told) -> Time | None:
    """ "the marches that forced him out in April": a deed is done when its own clause says what it did."""
    for clause in children(noun, "acl:relcl") if noun.pos_ == "NOUN" else ():
        takes_part = any("Rel" in feature(c, "PronType") for c in children(clause, "nsubj*", "obj"))
        if not takes_part or looks_ahead(clause) or says(clause):
            continue
        for verb in (clause, *children(clause, "xcomp")):
            time = _near(verb, verb, told)
            if time is not None:
                return time
    return None


def _counted(clause: Token, told: Told) -> Time | None:
    """ "two days after voters rejected it": counted back, or on, from the time of what governs the clause."""
    mark, span, start = _counting(clause, told)
    if mark is None or span is None or clause.dep_ not in ("advcl", "obl", "nmod"):
        return None
    over = by_words(clause.head, told) or _assumed(clause.head, told) or _today(clause.head, told)
    if over is None or not over.end:
        return None
    return _moved(over.end, span, mark.lower_ == "before", (start, mark.idx + len(mark)))


def _counting(clause: Token, told: Told) -> tuple[Token | None, tuple[str, int] | None, int]:
    """The "after" or "before" of a clause or phrase, and how long after: "two days after …", "hours before …"."""
    mark = next((c for c in dependents(clause) if c.dep_ in ("mark", "case") and c.lower_ in ("after", "before")), None)
    if mark is None or mark.i == 0 or mark.i > clause.i:
        return None, None, 0
    before, word = told.at.get(mark.i - 1), told.doc[mark.i - 1]
    if before is not None and days_of(before.value):
        return mark, days_of(before.value), before.start
    return mark, ("H", 0) if word.lower_ in ("hours", "shortly", "minutes", "soon") else None, word.idx


def _moved(day: str, span: tuple[str, int], on: bool, said: tuple[int, int]) -> Time | None:
    moved = shifted(date.fromisoformat(day), span[0], span[1] if on else -span[1])
    if moved is None:
        return None
    first, last = (d.isoformat() for d in moved)
    return Time(first, last, grain(first, last), said, "relative")


def _today(verb: Token, told: Told) -> Time | None:
    """ "The raid comes two days after …": what is told in the present is told of today."""
    if told.published is None or "Pres" not in feature(verb, "Tense"):
        return None
    return Time(told.published[0].isoformat(), told.published[1].isoformat(), "day", None, "assumed")


def _counted_from(verb: Token, told: Told) -> Time | None:
    """ "called a truce two days before the shelling began on Friday", "left three weeks after the raid of May 2"."""
    for child in children(verb, "advcl", "obl", "nmod"):
        mark, span, _ = _counting(child, told)
        if mark is None or span is None:
            continue
        sub = _near(child, child, told) if child.dep_ == "advcl" else _of_noun(child, mark, told)
        if sub is not None and sub.end is not None and sub.text is not None:
            return _moved(sub.end, span, mark.lower_ == "after", sub.text)
    return None


def _of_noun(noun: Token, mark: Token, told: Told) -> Time | None:
    """The day of "after the raid of May 2"; of "after the raid", the one that the text told it with before."""
    own = next((told.at[t.i] for t in noun.subtree if t.i > mark.i and t.i in told.at), None)
    same = (t for t in reversed(told.doc[: mark.i]) if t.lemma_ == noun.lemma_)
    near = (told.at[t.i] for other in same for t in _phrase(other) if t.i in told.at)
    one = own or next((e for e in near if e.from_ and e.from_ == e.to), None) or _only_date(told, mark)
    if one is None or one.from_ is None or one.from_ != one.to:
        return None
    return Time(one.from_, one.to, "day", (one.start, one.end), "relative")


def _only_date(told: Told, mark: Token) -> TimeExpression | None:
    """The one date, with its month, that the text has told so far."""
    days = [t for t in told.found if t.end <= mark.idx and t.from_ and t.from_ == t.to]
    dates = [t for t in days if basis(t, told.doc) == "stated"]
    return dates[0] if len({t.from_ for t in dates}) == 1 else None


def _bounded(verb: Token, told: Told) -> Time | None:
    """ "were killed before a truce ended the war in 1994", "ruled until 2011": long over; since when, nobody says."""
    for child in children(verb, "advcl", "obl"):
        word = _mark(child) if child.dep_ == "advcl" else case_of(child)
        if word not in ("before", "until", "till") or told.published is None:
            continue
        one = next((told.at[t.i] for t in child.subtree if t.i in told.at), None)
        over = (told.published[0] - timedelta(days=NEWS)).isoformat()
        if one is not None and one.to is not None and one.to < over:
            return Time(None, one.to, None, (one.start, one.end), basis(one, told.doc))
    return None


def _of_complement(trigger: Token, told: Told) -> Time | None:
    """ "offered to resign on Monday", "signed the accord in Gori last month": a day gone by that the parser hangs
    on what the deed is about; it is the deed's own."""
    if told.published is None:
        return None
    if "Pres" in feature(trigger, "Tense") and not says(trigger):
        planned = (_near(c, c, told) for c in children(trigger, "xcomp"))
        return next((t for t in planned if t), None)            # "plans to visit Gori next week"
    if tense_of(trigger) != "back":
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


# ── no words: the day is assumed ─────────────────────────────────────────────────────────────────


def _assumed(trigger: Token, told: Told) -> Time | None:
    """The day that the sentences before tell, else that of publication or the one before; null for background."""
    if told.published and _is_title(trigger, told):
        return _news(told.published)
    over = _saying(trigger)
    said = by_words(over, told) if over is not None else None
    if said is not None:
        return said
    verb = over or _line(trigger)
    if verb is None or is_recalled(trigger) or not (_is_news(verb) or _is_lead(verb, told)):
        return None
    carried = _carried(verb, told)
    if told.published is None:
        return _goes_on(carried, verb)
    if carried is None or carried.from_ is None or carried.to is None:
        return _news(told.published)
    if date.fromisoformat(carried.to) < told.published[0] - timedelta(days=NEWS):
        return _goes_on(carried, verb)
    return Time(carried.from_, carried.to, "day", None, "assumed") if carried.from_ == carried.to else None


def _saying(trigger: Token) -> Token | None:
    """ "I ask forgiveness", he told the crowd: done when it is said; the verb that says so."""
    first = any(c.lower_ in ("i", "we") for c in children(trigger, "nsubj"))
    over = trigger.head
    told = trigger.dep_ in ("ccomp", "parataxis") and over.pos_ == "VERB" and says(over)
    return over if first and told and says(trigger) and "Pres" in feature(trigger, "Tense") else None


def _goes_on(carried: TimeExpression | None, verb: Token) -> Time | None:
    """ "In 1991 he led a garrison. He was captured": a tale of other years goes on; what is said may be of today."""
    if carried is None or carried.from_ is None or carried.to is None or says(verb) or not _tells_on(verb):
        return None
    return Time(carried.from_, carried.to, grain(carried.from_, carried.to), None, "assumed")


def _tells_on(verb: Token) -> bool:
    """Whether a main clause is about who was told of before: "he", "their men"."""
    subjects = children(verb, "nsubj", "nsubj:pass")
    owners = (o for s in subjects for o in (s, *children(s, "nmod:poss", "det:poss")))
    return verb.dep_ in TOLD and any(o.pos_ == "PRON" and "Prs" in feature(o, "PronType") for o in owners)


TOLD = frozenset({"root", "ROOT", "conj", "ccomp", "parataxis"})


def _news(published: tuple[date, date]) -> Time:
    """The day of publication or the one before."""
    first, last = (published[0] - timedelta(days=1)).isoformat(), published[1].isoformat()
    return Time(first, last, "day" if published[0] == published[1] else grain(first, last), None, "assumed")


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
        forced = here.dep_ in ("xcomp", "ccomp") and here.head.lemma_.lower() in words().implied
        if any(c.dep_ in ("mark", "aux") and c.lower_ == "to" for c in dependents(here)) and not forced:
            return None
        here = here.head
    return here


def _finite(verb: Token) -> bool:
    return any("Fin" in feature(t, "VerbForm") for t in (verb, *children(verb, "aux", "aux:pass", "cop")))


def _is_news(verb: Token) -> bool:
    """Simple past on the main line, or "had" in what somebody is said to have said."""
    helpers = {c.lower_ for c in children(verb, "aux", "aux:pass", "cop")}
    past = any("Past" in feature(t, "Tense") and "Fin" in feature(t, "VerbForm")
               for t in (verb, *children(verb, "aux", "aux:pass", "cop")))
    if not past or helpers & MODAL or any(c.dep_ == "mark" and c.lower_ in NEVER for c in dependents(verb)):
        return False
    reported = verb.dep_ == "ccomp" and verb.head.pos_ == "VERB"
    return ("had" not in helpers or reported) and not in_background(verb)


def _is_lead(verb: Token, told: Told) -> bool:
    """ "The army has left the town": what the first sentence says has been done is the news."""
    perfect = any(c.lower_ in ("has", "have") for c in children(verb, "aux"))
    told_first = verb.dep_ in ("root", "conj") or (verb.dep_ == "ccomp" and verb.i < verb.head.i)
    return told.lead[0] <= verb.i < told.lead[1] and told_first and perfect


def _is_title(trigger: Token, told: Told) -> bool:
    """ "Rebels Free Hostages", "Miners Freed": a title tells the news in the present, or by a participle."""
    title = told.report.title or ""
    if not (told.report.text.startswith(title) and trigger.idx < len(title)):
        return False
    return not _is_told_of(trigger) and status(trigger, reality()) == "occurred"


MODAL = frozenset({"would", "could", "might", "should", "used"})
NEVER = frozenset({"since", "until", "before", "if", "unless"})


def in_background(verb: Token) -> bool:
    """A relative clause tells what went before, unless the sentence goes on with it (", who …")."""
    here = verb
    while here.head.i != here.i:
        if here.dep_ == "acl:relcl":
            return True
        here = here.head
    return False


def _carried(verb: Token, told: Told) -> TimeExpression | None:
    """The last time that this sentence, or one shortly before it in the paragraph, tells on its main line."""
    start, first = verb.sent.start, told.doc[0].i
    sentences = 0
    if _is_anchored(verb, told):
        return None
    for at in range(verb.i - 1, first - 1, -1):
        token = told.doc[at]
        if token.is_space and "\n" in token.text:
            break
        sentences += bool(token.is_sent_start) and at < start
        if sentences > BACK:
            break
        on_line = at in told.at and is_on_line(token) and told.at[at].type in ("DATE", "TIME")
        if on_line and told.at[at].from_ and not _looks_back(token, verb):
            return told.at[at]
    return None


def _looks_back(time: Token, verb: Token) -> bool:
    """ "Rebels had burned a mill on Monday. Guards fled": the story goes on from where it was before it looked back."""
    return place_in_story(time.head) == EARLIER and place_in_story(verb) != EARLIER


def _is_anchored(verb: Token, told: Told) -> bool:
    """ "After the exchange of fire, the north threatened": tied to another deed than the day told before."""
    opening = (c for c in children(verb, "obl", "advcl") if c.i < verb.i)
    return any(_mark(c) in ("after", "following") and not any(t.i in told.at for t in c.subtree) for c in opening)


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
