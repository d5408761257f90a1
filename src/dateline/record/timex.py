"""Time expressions: every one of a report, with its TIMEX3 type and value (ISO-TimeML) and the days it means.

Found by a small grammar over the words of codebook/times.toml (timewords.py), read one by one (timevalues.py).
Without a day of publication relative ones keep their null: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from dateline.model import Report, TimeExpression
from dateline.record.ahead import looks_ahead
from dateline.record.durations import days_of
from dateline.record.phrases import dependents, feature, text_of
from dateline.record.timepoints import At, Found, Quarter, shifted, valid
from dateline.record.timevalues import resolved, weekday_meant
from dateline.record.timewords import Words, matches, words

__all__ = ["Words", "days_of", "looks_ahead", "shifted", "times", "tokens_of", "weekday_meant", "words"]


def times(doc: Doc, report: Report) -> tuple[TimeExpression, ...]:
    """Every time expression of the report in order; days are null where nothing says them."""
    written, exact = _written(report)
    places = [(m, token) for m in matches(text_of(doc))
               if (token := _token_at(doc, m.start())) is not None and _is_time(m, token)]
    known = None if written else max((d for m, token in places if (d := _dated(m, token))), default=None)
    found: list[TimeExpression] = []
    told = _Told(written, written, written)
    before = next((token for _, token in places), None)
    for match, token in places:
        hour = bool(found) and _is_hour(found[-1]) and match.string[found[-1].end : match.start()] in JOINED
        at = At(written, told.anchor, before if hour and before else token, known, told.day, told.quarter)
        read, before = resolved(match, at, exact), token
        if read is None:
            continue
        kind, value, first, last = read
        if found and match.start() < found[-1].end:             # "March 12 and 13 March": the 13 has a month of its own
            found.pop()
        now = TimeExpression(match.start(), match.end(), kind, value, _day(first), _day(last))
        if hour and (whole := _one(found[-1], now)) is not None:
            found[-1] = whole
        else:
            found.extend((*(one for one in _first(match, read) if not found or found[-1].end <= one.start), now))
        _date_hours(found, match.string)
        told = told.after(match.lastgroup or "", read)
        if (second := _second(match, read)) is not None:
            found.append(second)
    return tuple(found)


def _date_hours(found: list[TimeExpression], text: str) -> None:
    """ "5am (0300 GMT) on Saturday": hours before a day are that day's."""
    day = found[-1]
    if day.from_ is None or day.from_ != day.to:
        return
    behind = day
    for n in range(len(found) - 2, max(len(found) - 4, -1), -1):
        one, between = found[n], text[found[n].end : behind.start]
        if not _is_hour(one) or between not in (*BRACKETED, *(" (",) * (n < len(found) - 2 or _is_hour(day))):
            return
        value = f"{day.from_}T{(one.value or '').partition('T')[2]}"
        found[n] = behind = replace(one, value=value, from_=day.from_, to=day.to)


def _first(match: re.Match[str], read: Found) -> tuple[TimeExpression, ...]:
    """The 12 of "12 and 13 March"."""
    if match.lastgroup != "dmy" or match["dmy__from"] or read[2] is None:
        return ()
    before = re.search(r"(?<![\w$£€.,:])(\d{1,2})\s+and\s+$", match.string[max(match.start() - 12, 0) : match.start()])
    day = valid(read[2].year, read[2].month, int(before[1])) if before else None
    if before is None or day is None or day >= read[2]:
        return ()
    start = max(match.start() - 12, 0) + before.start(1)
    return (TimeExpression(start, start + len(before[1]), "DATE", *[_day(day)] * 3),)


def _second(match: re.Match[str], read: Found) -> TimeExpression | None:
    """The 25 of "April 24 and 25"."""
    behind = re.compile(r"\s+and\s+(\d{1,2})\b(?!\s+[a-z]+s\b|[.,:]\d|%)").match(match.string, match.end())
    if match.lastgroup != "mdy" or match["mdy__year"] or behind is None or read[2] is None:
        return None
    day = valid(read[2].year, read[2].month, int(behind[1]))
    return TimeExpression(behind.start(1), behind.end(1), "DATE", *[_day(day)] * 3) if day and day > read[2] else None


JOINED = (" ", ", ", " on ")        # between an hour and its day
BRACKETED = (") ", ") on ", ", on ", ", on the ")


def _is_hour(one: TimeExpression) -> bool:
    return one.type == "TIME" and ":" in (one.value or "")


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told last: a day or year, a day, and the quarter that results are told of."""

    written: date | None
    anchor: date | None
    day: date | None
    quarter: Quarter | None = None

    def after(self, name: str, read: Found) -> _Told:
        _, value, first, last = read
        if first is not None and name != "hol" and (first == last or name == "year"):
            return replace(self, anchor=first, day=self.day if name == "year" else first)
        if name == "mon" and first is not None:
            return replace(self, anchor=first)
        if (value or "").startswith("XXXX-W"):                  # a day that nobody can name was told last
            return replace(self, anchor=None, day=None)
        if (value or "") in LONGER:
            return replace(self, quarter=None)
        if name in ("quarter", "ended") and not self.quarter and first and last and self.is_new(last):
            return replace(self, quarter=(first.year, last.month // 3))
        return self

    def is_new(self, end: date) -> bool:
        """Whether results of a quarter are this report's news: it ended within the year."""
        return self.written is not None and abs((self.written - end).days) < 365


LONGER = frozenset({"P6M", "P9M", "P2Q", "P3Q"})    # spans that results are told of, when no quarter is


def _written(report: Report) -> tuple[date | None, bool]:
    """The day of writing, and whether it is known so well that a weekday means one day."""
    one = report.published
    if not one.start:
        return None, True
    start = date.fromisoformat(one.start)
    return start, (date.fromisoformat(one.end or one.start) - start).days < 7


def _dated(match: re.Match[str], token: Token) -> date | None:
    """The first day of a date with its year that the report tells as past."""
    year = match[f"{match.lastgroup}__year"] if match.lastgroup in ("mdy", "dmy", "mon") else None
    if not (year or "").isdigit() or looks_ahead(token):
        return None
    read = resolved(match, At(None, None, token))
    return read[2] if read else None


def _one(hour: TimeExpression, now: TimeExpression) -> TimeExpression | None:
    """ "10 p.m. Wednesday", "4 a.m. on 2 May": an hour and the day beside it are one time."""
    if now.type != "DATE" or now.from_ is None or now.from_ != now.to:
        return None
    value = f"{now.from_}T{(hour.value or '').partition('T')[2]}"
    return TimeExpression(hour.start, now.end, "TIME", value, now.from_, now.to)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _token_at(doc: Doc, at: int) -> Token | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


NAMES = frozenset({"may", "march", "jan", "dec"})
SHORT = NAMES | {"mar", "sun", "sat", "wed", "mon", "fall", "second", "nov", "oct", "sep"}


def _is_time(match: re.Match[str], token: Token) -> bool:
    """Words that are times only in their place: the month May, a weekday's short form, a bare number."""
    text, name = match[0].lower(), match.lastgroup
    bare = text.rstrip(".")
    if name == "mon" and (_is_name(token) or (match["mon__month"].lower() == "march" and _is_walk(match))):
        return False
    if bare in SHORT:
        return token.pos_ == "PROPN" and match[0][0].isupper() and bare in NAMES
    if name == "mon" and len(match["mon__month"].rstrip(".")) <= 5:
        return bool(match["mon__month"][0].isupper())
    if name == "dur" and match["dur__unit"].lower() == "second":
        return bare.split()[0] not in ("a", "one", "the")
    if name == "dur" and match["dur__unit"].lower() == "quarter":
        return match["dur__n"].lower() in ("several", "few", "a few", "many")          # "three-quarters of its food"
    if name == "hol":
        return bool(match["hol__day"][0].isupper())
    if name == "set" and match["set__plain"]:
        return match[0].islower() or bool(token.is_sent_start)          # "The Daily Mail"
    if name == "wd":
        return not (token.i and token.nbor(-1).lower_ in words().known_by)
    if name == "near" and match[0].istitle() and token.i and not token.is_sent_start:
        return bool(token.nbor(-1).pos_ != "PROPN")                     # "USA Today"
    if name == "vague":
        return _is_vague(bare, token)
    if name == "year" and match["year__year"] and not match["year__mod"]:
        return _is_year(token)
    return True


def _is_name(month: Token) -> bool:
    """ "April Smith", "Jan de Vries"."""
    return month.dep_ == "flat" or any(c.dep_ == "flat" and c.pos_ == "PROPN" for c in dependents(month))


def _is_walk(match: re.Match[str]) -> bool:
    """ "the March for Life", "March of the Mothers"."""
    return bool(re.match(r"\s+(?:for|on|of\s+the)\s+[A-Z]", match.string[match.end() :]))


def _is_vague(text: str, token: Token) -> bool:
    """ "now" the adverb, not a name or "now that"; "the past" the noun."""
    after = token.doc[min(token.i + len(text.split()), len(token.doc) - 1)]
    if text == "now":
        return token.pos_ in ("ADV", "SCONJ")
    if text.startswith("the "):
        return not (after.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") and after.i > token.i + 1)
    return token.pos_ in ("ADV", "ADJ", "ADP", "SCONJ", "DET", "VERB")


def _is_year(token: Token) -> bool:
    """A bare number is a year where it stands alone in a time's place, not where it counts."""
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ == "NOUN":
        return "Plur" not in feature(token.head, "Number") or token.head.lemma_.lower() in words().dated
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return before not in COUNTING


COUNTING = frozenset({"$", "£", "€", "#", "no.", "no", "some", "about", "than", "least", "nearly", "over", "-"})


def tokens_of(doc: Doc, time: TimeExpression) -> Iterator[Token]:
    """The words of an expression."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    yield from span if span is not None else ()
