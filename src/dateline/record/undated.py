"""What a text that bears no date says of the days on which it may have come out: one bound a finding.

- An office held: "President Mwai Kibaki" writes itself between the days on which he took office and left it.
- A day told: what is past has been, what is awaited has not. A day or month without its year lies within a year.
- A well-known happening (codebook/milestones.csv), or the end of an office, told with its weekday: a bare weekday
  is within a week (AP Stylebook), so the text is of the seven days from it on. Told with its day of the month, it
  gives the year; told alone, the text is later. A war told in the first sentence is not long over.
- A count: "five weeks after the vote of December 27, 2007".

Each bound keeps the words it was read from; dated.py puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Span, Token

from dateline.codebook.actors import Entry, bare, fold, registry
from dateline.codebook.milestones import Milestone, milestones, told_by
from dateline.codebook.order import marks
from dateline.model import Report, TimeExpression
from dateline.record.ahead import ahead
from dateline.record.naming import label_of
from dateline.record.phrases import case_of, children, dependents, feature, text_of
from dateline.record.timex import days_of, shifted, tokens_of
from dateline.record.when import is_on_line

Days = tuple[date, date]
DAY = timedelta(days=1)
EVER: Days = (date(1500, 1, 1), date(2999, 12, 31))
YEARS = range(1900, 2100)           # in which a day without its year may lie
WEEK = 6                            # days after the first of a week
BARE = 300                          # days within which a date without its year lies, either side (AP Stylebook)
STYLED = 30                         # days for which one just out of office may still have the title
AFTERMATH = 90                      # days after a war in which it may still open a report
NEAR = 60                           # characters between a time and the words that it dates
BEHIND = 15                         # characters by which what stands behind a time counts as farther from it
SLACK = {"W": 3, "D": 0}            # days by which "five weeks after" may be off


@dataclass(frozen=True, slots=True)
class Bound:
    """The days on which a text may have come out, by one finding; `rank`: the surest is heard first."""

    days: tuple[Days, ...]
    text: tuple[int, int]
    why: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Read:
    """The text with its times; `first` is the sentence that opens the body."""

    doc: Doc
    report: Report
    found: tuple[TimeExpression, ...]
    text: str
    first: Span | None


def bounds(doc: Doc, report: Report, found: Sequence[TimeExpression]) -> list[Bound]:
    """Every bound of a text, the surest first, then in the order told."""
    read = _reading(doc, report, found)
    every = (*_happenings(read), *_offices(read), *_told_days(read), *_counts(read))
    return sorted(every, key=lambda b: (b.rank, b.text))


def _reading(doc: Doc, report: Report, found: Sequence[TimeExpression]) -> _Read:
    line = report.dateline[1] if report.dateline else 0
    kept = tuple(t for t in found if t.start >= line)
    opening = max(line, len(report.title or ""))
    first = next((s for s in doc.sents if s.end_char > opening + 1), None)
    return _Read(doc, report, kept, text_of(doc), first)


# ── offices ──────────────────────────────────────────────────────────────────────────────────────


def _offices(read: _Read) -> Iterator[Bound]:
    """Whoever is named with an office held it then; who is named a former holder had begun it."""
    for name in read.doc.ents:
        spans: list[Days] = []
        for title, body, start, end in {r for e in _bearers(name.text) for r in _terms(e)}:
            held = _is_titled(name, title, body, read)
            if held:
                spans.append((start, end + timedelta(days=STYLED) if end < EVER[1] else end))
            elif held is False:
                spans.append((start, EVER[1]))
        if spans:
            yield Bound(tuple(sorted(spans)), (name.start_char, name.end_char), "office", 1)


def _bearers(name: str) -> Iterator[Entry]:
    """The office holders of a full name, or of a surname."""
    listed = [x.entry for x in registry().listings.get(fold(name), ()) if x.entry.kind == "person"]
    yield from listed or (registry().surnames.get(fold(name), ()) if " " not in name else ())


def _terms(entry: Entry) -> Iterator[tuple[str, str, date, date]]:
    """Each office with its body, "" for a state's, and its days."""
    for role in entry.roles:
        if role.start:
            last = date.fromisoformat(role.end) if role.end else EVER[1]
            yield role.title, role.organization or "", date.fromisoformat(role.start), last


def _is_titled(name: Span, title: str, body: str, read: _Read) -> bool | None:
    """Whether the title stands at the name: True for its holder, False for a former one, None where it does not, or
    is that of another body."""
    plain = re.escape(title).replace(r"\ ", r"[\s-]")
    left, right = read.text[max(name.start_char - 90, 0) : name.start_char], read.text[name.end_char :][:70]
    before = re.search(rf"\b{plain}(?:\s+of\s+[\w' ]{{1,25}})?,?\s+$", left, re.IGNORECASE)
    after = re.match(rf",\s+(?:(?!{LINKS}\s)[\w.'’-]+\s+){{0,5}}?{plain}\b", right, re.IGNORECASE)
    if (before is None and after is None) or _is_of_another(title, body, left[-60:] + "\n" + right):
        return None
    beside = left[max(before.start() - 15, 0) :] + right[:8] if before else after[0] if after else ""
    return None if NOT_YET.search(beside) else not FORMER.search(beside)


def _is_of_another(title: str, body: str, around: str) -> bool:
    """Do the words say a body beside the title, or a state, and not this office's: "president of the Miners'
    League", "CGT president"?"""
    plain = re.escape(title)
    said = re.search(rf"\b(?i:{plain})\s+of\s+(?:the\s+)?((?:[A-Z][\w'’-]*\s*(?:of\s+)?){{1,6}})", around)
    said = said or re.search(rf"\b((?:[A-Z][\w'’-]*\s+){{1,4}})(?i:{plain})\b", around)
    words = bare(said[1].strip()) if said else ""
    known = next((e for n in _tails(words) if (e := registry().lookup(n)) is not None), None)
    if known is None:
        return words.isupper() and not around.isupper() and len(words) > 1 and fold(words) != fold(body)
    if known.kind in ("country", "government"):
        return bool(body)
    return label_of(known.kind) == "organization" and (not body or registry().lookup(body) != known)


def _tails(words: str) -> Iterator[str]:
    """A name, and what is left of it without its first words."""
    parts = words.split()
    yield from (" ".join(parts[at:]) for at in range(len(parts)))


LINKS = "(?:of|to|for|by|with|under|as|who|whose|whom|and|said|told)"         # behind them the title is another's
FORMER = re.compile(r"\b(?:former|ex|late|ousted|deposed|onetime|then|fallen|predecessor)\b", re.IGNORECASE)
NOT_YET = re.compile(
    r"\b(?:next|future|incoming|elect|candidate|nominee|hopeful|become|vice|deputy|shadow|successor)\b", re.IGNORECASE)


# ── days told ────────────────────────────────────────────────────────────────────────────────────


def _told_days(read: _Read) -> Iterator[Bound]:
    for one in read.found:
        token = next(tokens_of(read.doc, one), None)
        side = _side(token, read) if token is not None else None
        if token is None or side is None or one.type not in ("DATE", "TIME"):
            continue
        days = _whole(one, side, read.text) or _bare(one, side, read.text)
        if days:
            yield Bound(days, (one.start, one.end), "past" if side < 0 else "to come", 2)


def _side(token: Token, read: _Read) -> int | None:
    """-1 for a day told as past, 1 for one to come, None where the words do not say ("the May 3 deadline", "would")."""
    noun = token
    while noun.dep_ in ("nummod", "flat", "compound", "nmod:unmarked", "amod") and noun.head.pos_ in ("PROPN", "NUM"):
        noun = noun.head
    verb = _verb_over(token)
    if noun.dep_ in ("compound", "amod", "nmod:poss", "nmod:unmarked") or (verb is not None and _would(verb)):
        return None
    case = case_of(noun).split()
    if ahead(token):
        return 1 if verb is not None and ("until" in case or _will(verb)) else None
    if SIDELESS & set(case):
        return None
    return -1 if any(w == "since" for w in case) or _is_past(token) else None


SIDELESS = frozenset({"by", "until", "till", "after", "before", "than", "ahead", "of", "for", "following", "to"})


def _will(verb: Token) -> bool:
    """ "will meet", "is to meet", "is due to meet": said to be still to come."""
    helpers = {c.lower_ for c in dependents(verb)}
    return bool(helpers & {"will", "shall", "due"}) or ("to" in helpers and bool(helpers & {"is", "are"}))


def _would(verb: Token) -> bool:
    """ "said it would lapse on Oct. 31": to come when it was said."""
    return any(c.lower_ == "would" for c in dependents(verb))


def _verb_over(token: Token) -> Token | None:
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


def _is_past(token: Token) -> bool:
    """Told by a verb of the past, the perfect, or a participle of what was done."""
    verb = _verb_over(token)
    if verb is None:
        return False
    helpers = children(verb, "aux", "aux:pass", "cop", "mark")
    unreal = marks().ahead | {"to"}
    return not any(c.lower_ in unreal for c in helpers) and any(
        "Past" in feature(t, "Tense") for t in (verb, *helpers))


def _whole(one: TimeExpression, side: int, text: str) -> tuple[Days, ...]:
    """By a time that bears its year."""
    if not re.search(r"\b(?:1[89]|20)\d\d\b", text[one.start : one.end]) or not one.from_ or not one.to:
        return ()
    first, last = date.fromisoformat(one.from_), date.fromisoformat(one.to)
    return ((first, EVER[1]),) if side < 0 else ((EVER[0], last),)


def _bare(one: TimeExpression, side: int, text: str) -> tuple[Days, ...]:
    """By a day or month without its year."""
    words = text[one.start : one.end].lower()
    if re.search(r"\d{4}|last|next|this|past|ago|coming", words):
        return ()
    month = re.fullmatch(r"(?:XXXX|\d{4})-(\d\d)(?:-(\d\d))?", one.value or "")
    if month is None or not re.search(r"[a-z]{3}", words) or re.search(r"day\b|night|week", words):
        return ()
    found = [d for year in YEARS if (d := _ends(year, int(month[1]), month[2]))]
    if side < 0:
        return tuple((first, first + timedelta(days=BARE + (last - first).days)) for first, last in found)
    return tuple((first - timedelta(days=BARE), last - DAY if first == last else last) for first, last in found)


def _ends(year: int, month: int, day: str | None) -> Days | None:
    """The first and last day of a month, or of a day of it."""
    try:
        if day:
            return date(year, month, int(day)), date(year, month, int(day))
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - DAY
    except ValueError:
        return None


# ── happenings ───────────────────────────────────────────────────────────────────────────────────


def _happenings(read: _Read) -> Iterator[Bound]:
    lower = read.text.lower()
    known = [m for m in milestones() if m.is_in(lower)]
    for sentence in read.doc.sents:
        plain = read.text[sentence.start_char : sentence.end_char]
        named = (m for m in known if m.touches(plain.lower()))
        inside = [m for m in (*named, *_ends_of_office(sentence)) if m.deed.search(plain)]
        yield from _with_their_day(sentence, inside, read)
        yield from (b for m in inside if (b := _alone(m, sentence, plain, read)) is not None)


def _ends_of_office(sentence: Span) -> Iterator[Milestone]:
    """Whoever left an office on a day: that is a happening too."""
    for name in sentence.ents:
        for entry in {id(e): e for e in _bearers(name.text)}.values():
            for title, _, start, end in _terms(entry):
                for day, kind in ((start, "office start"), (end, "office end")):
                    yield Milestone(f"{kind}: {entry.name}, {title}", day, day, (), told_by(kind), "people.csv")


def _with_their_day(sentence: Span, known: Sequence[Milestone], read: _Read) -> Iterator[Bound]:
    """Happenings of a sentence that gives their weekday, their day of the month, or "last month"."""
    inside = (t for t in read.found if sentence.start_char <= t.start < sentence.end_char)
    for one in inside if known else ():
        token = next(tokens_of(read.doc, one), None)
        if token is None:
            continue
        fits = [(_distance(m, one, sentence, read.text), m, days) for m in known
                if not m.lasts and (days := _by_words(m, one, token, sentence, read))]
        nearest = min((far for far, _, _ in fits if far <= NEAR), default=-1)
        for far, m, days in fits:
            if far == nearest and not _is_nearer(m, far, one, sentence, read):
                yield Bound(days, (one.start, one.end), m.name, 0)


def _is_nearer(known: Milestone, far: int, one: TimeExpression, sentence: Span, read: _Read) -> bool:
    """Whether another time of the sentence stands nearer to the happening: "left on Friday, weeks after the coup of
    March 22"."""
    others = (t for t in read.found if t != one and t.type in ("DATE", "TIME")
              and sentence.start_char <= t.start < sentence.end_char and not (t.value or "").endswith("_REF"))
    return any(_distance(known, t, sentence, read.text) < far for t in others)


def _is_weekday(one: TimeExpression) -> bool:
    return _weekday(one) is not None


def _weekday(one: TimeExpression) -> int | None:
    """The bare weekday of an expression, Monday 0, with or without a part of the day; else None."""
    found = re.match(r"XXXX-WXX-(\d)", one.value or "") if one.type in ("DATE", "TIME") else None
    return int(found[1]) - 1 if found else None


def _distance(known: Milestone, one: TimeExpression, sentence: Span, text: str) -> int:
    """How far the words that tell a happening stand from a time; "gave up power on Friday" has them before it."""
    plain, first = text[sentence.start_char : sentence.end_char], sentence.start_char
    told = [(first + m.start(), first + m.end()) for m in known.deed.finditer(plain)]
    return min((one.start - e if e <= one.start else s - one.end + BEHIND for s, e in told), default=len(text))


def _by_words(
    known: Milestone, one: TimeExpression, token: Token, sentence: Span, read: _Read
) -> tuple[Days, ...]:
    """The days of a text by which a happening of that day was "on Tuesday", "on March 3", "last month"."""
    day, words, value = known.start, read.text[one.start : one.end].lower(), one.value or ""
    if ahead(token) and not known.set_before:
        return ()
    if _weekday(one) == day.weekday():
        if ahead(token) or token.dep_ == "nmod:poss":             # "in Sunday's vote" may be ahead or behind
            return ((day - timedelta(days=WEEK), day + timedelta(days=0 if ahead(token) else WEEK)),)
        last = "last" in words
        return ((day + (DAY if last else timedelta(0)), day + timedelta(days=WEEK + (7 if last else 0))),)
    month = re.fullmatch(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)", value)
    bare = month and not re.search(r"\d{4}|day", words)
    if month and bare and (int(month[1]), int(month[2])) == (day.month, day.day):
        return ((day, day + timedelta(days=BARE)),)
    if words == "last month" and known.about and known.is_in(sentence.text.lower()):
        first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return ((first, (first + timedelta(days=32)).replace(day=1) - DAY),)
    return ()


def _alone(known: Milestone, sentence: Span, plain: str, read: _Read) -> Bound | None:
    """A happening that a sentence tells whole is over; a war that the first sentence tells as news is not long so."""
    at = (sentence.start_char, sentence.end_char)
    if known.lasts and read.first is not None and sentence.start == read.first.start and _has_weekday(sentence, read):
        return Bound(((known.start, known.end + timedelta(days=AFTERMATH)),), at, known.name, 1)
    whole = known.about and known.is_once and known.is_in(plain.lower())
    past = "Past" in str(feature(sentence.root, "Tense"))
    return Bound(((known.start, EVER[1]),), at, known.name, 3) if whole and past else None


def _has_weekday(sentence: Span, read: _Read) -> bool:
    inside = (t for t in read.found if sentence.start_char <= t.start < sentence.end_char)
    return any(_is_weekday(t) for t in inside)


# ── counts ───────────────────────────────────────────────────────────────────────────────────────


def _counts(read: _Read) -> Iterator[Bound]:
    """ "five weeks after the vote of March 3, 2015"; without its date, of the one day that the text gives."""
    days = [t for t in read.found if t.from_ and t.from_ == t.to]
    alone = len({d.from_ for d in days}) == 1
    for one in read.found:
        span = days_of(one.value)
        behind = _behind(one, read.doc) if span else None
        if span is None or behind is None or behind.lower_ not in ("after", "since") or span[0] not in SLACK:
            continue
        named = next((d for d in days if d.start > one.end and _names(behind, d, read.doc)), None)
        whole = named or (days[0] if alone and span[0] == "W" else None)
        moved = shifted(date.fromisoformat(whole.from_), *span) if whole and whole.from_ else None
        if moved:
            first = _next_told(moved[0] - timedelta(days=SLACK[span[0]]), read)
            yield Bound(((first, first + timedelta(days=WEEK)),), (one.start, one.end), "count", -1)


def _behind(one: TimeExpression, doc: Doc) -> Token | None:
    last = max((t.i for t in tokens_of(doc, one)), default=len(doc))
    return doc[last + 1] if last + 1 < len(doc) else None


def _names(after: Token, day: TimeExpression, doc: Doc) -> bool:
    """Whether the phrase behind "after" holds the day."""
    token = next(tokens_of(doc, day), None)
    return token is not None and any(a.i == after.head.i for a in (token, *token.ancestors))


def awaited(doc: Doc, found: Sequence[TimeExpression]) -> Iterator[int]:
    """The weekdays on which something will be, or is due; Monday 0."""
    for one in found:
        token, weekday = next(tokens_of(doc, one), None), _weekday(one)
        verb = _verb_over(token) if token is not None else None
        if verb is not None and weekday is not None and any(
                t.lower_ in ("will", "due") for t in (*dependents(verb), verb.head)):
            yield weekday


def opening(doc: Doc, report: Report, found: Sequence[TimeExpression]) -> int | None:
    """The weekday on which the news of the first sentence was; what stands below it is older, as a rule."""
    read = _reading(doc, report, found)
    told = (t for t in read.found if read.first is not None
            and read.first.start_char <= t.start < read.first.end_char and _is_weekday(t))
    one = next(told, None)
    token = next(tokens_of(doc, one), None) if one else None
    return _weekday(one) if one and token is not None and not ahead(token) and is_on_line(token) else None


def next_weekday(weekday: int, day: date) -> date:
    """That weekday, on the day or after it."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _next_told(day: date, read: _Read) -> date:
    every = ((one, next(tokens_of(read.doc, one), None)) for one in read.found if _is_weekday(one))
    past = (_weekday(one) for one, token in every if token is not None and not ahead(token))
    told = next(past, None)
    return day if told is None else next_weekday(told, day)
