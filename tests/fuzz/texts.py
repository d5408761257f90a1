"""What readers of words make of them: times, numbers, whole reports, queries."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from random import Random
from typing import Any

from tests.fuzz.edits import text_of

POS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
DEPS = ("nsubj", "obj", "obl", "nmod", "nummod", "amod", "compound", "flat", "case", "det", "advmod", "conj", "punct", "advcl", "acl")
DAYS = (None, "2026-03-05", "2024-02-29", "2025-12-31", "1500-01-01", "2999-12-31")


class Words:
    """A text as a Doc without a reader: its trees are drawn at random, always the same for one text."""

    def __init__(self) -> None:
        from dateline.reading.words import tokenizer

        self.cut = tokenizer()

    def doc(self, text: str, random: Random) -> Any:
        from spacy.tokens import Doc

        cut = self.cut(text)
        count = len(cut)
        if not count:
            return cut
        drawn, root, heads = random.randbytes(3 * count), 0, []
        for n in range(count):
            root = n if drawn[n] < 20 else root
            heads.append(n if n == root else root + drawn[n] % (n - root))
        return Doc(cut.vocab, words=[t.text for t in cut], spaces=[bool(t.whitespace_) for t in cut], heads=heads,
                   pos=[POS[n % len(POS)] for n in drawn[count:2 * count]], lemmas=[t.lower_ for t in cut],
                   deps=["root" if heads[n] == n else DEPS[drawn[2 * count + n] % len(DEPS)] for n in range(count)])


class Structure:
    """Title, headings, dateline and day of a text are parts of it; its day is one, or it is refused by name."""

    def __call__(self, raw: bytes) -> None:
        from dateline.report import report_from_text

        text = text_of(raw)
        given = text.partition("\n")[0][:40] if len(raw) % 4 == 0 else None
        try:
            report = report_from_text(text, published=given, title=text[5:60] if len(raw) % 3 else None,
                                      url=f"https://example.org/{text[:30]}" if len(raw) % 5 else None)
        except ValueError as error:
            assert given, error
            return
        report.text.encode()
        for start, end in spans(report):
            assert 0 <= start < end <= len(report.text)
        days = [date.fromisoformat(day) for day in (report.published.start, report.published.end) if day]
        assert days == sorted(days)


class Times(Words):
    """Every time found lies in the text, one after the other, and its days run forward."""

    def __call__(self, raw: bytes) -> None:
        from dateline.record.timex import times
        from dateline.report import report_from_text

        text = text_of(raw).encode("utf-8", "replace").decode()
        random = Random(zlib.crc32(raw))
        doc = self.doc(text, random)
        at = 0
        for one in times(doc, report_from_text(text, published=random.choice(DAYS))):
            assert at <= one.start < one.end <= len(text), one
            at = one.end
            first, last = (date.fromisoformat(day) if day else None for day in (one.from_, one.to))
            assert first is None or last is None or first <= last, one


class Numbers(Words):
    """Every number holds the word it was asked of, and its bounds are numbers in their order."""

    def __call__(self, raw: bytes) -> None:
        from dateline.record.numbers import is_number_word, number_at

        doc = self.doc(text_of(raw).encode("utf-8", "replace").decode(), Random(zlib.crc32(raw)))
        for token in doc:
            is_number_word(token)
            found = number_at(token)
            if found is not None:
                assert found.start <= token.i < found.end <= len(doc), found
                known = [side for side in (found.low, found.high) if side is not None]
                assert all(math.isfinite(side) for side in known) and known == sorted(known), found


class Coder:
    """A whole report: its record quotes it, points at nothing that is not there, and comes back whole from its own data."""

    def __init__(self) -> None:
        from dateline.codebook import load
        from dateline.reading import Reader

        self.reader, self.codebook = Reader.load(), load()

    def __call__(self, raw: bytes) -> None:
        from dateline import from_data, to_data
        from dateline.record import code
        from dateline.report import report_from_text

        report = report_from_text(text_of(raw), published=DAYS[zlib.crc32(raw) % len(DAYS)])
        record = code(self.reader.read_report(report), report, self.codebook, reader="fuzz")
        assert from_data(to_data(record)) == record
        text = record.report.text
        text.encode()
        for start, end in spans(record):
            assert 0 <= start < end <= len(text) and text[start:end].strip(), (start, end)
        _joined(record)


def _joined(record: Any) -> None:
    """What is named by an id is there."""
    actors, claims, events = ({one.id for one in many} for many in (record.actors, record.claims, record.events))
    for event in record.events:
        assert event.evidence and all(p.actor in actors for p in (*event.actors, *event.recipients))
        assert {link.claim for link in event.claims} | {event.claim} - {None} <= claims
        assert any(s <= event.trigger[0] < e for s, e in event.evidence), event
    for claim in record.claims:
        assert claim.content and claim.within in claims | {None} and set(claim.events) <= events
        assert claim.source.actor in actors | {None}
    for one in record.relations:
        assert one.evidence and one.subject in actors
    for many in (record.actors, record.claims, record.events):
        assert len({one.id for one in many}) == len(many)


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every span in a record, also where it is told as two fields."""
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        if isinstance(named.get("start"), int):
            yield named["start"], named["end"]
        for part in named.values():
            yield from spans(part)
    elif isinstance(value, tuple):
        if len(value) == 2 and all(type(at) is int for at in value):
            yield value
        else:
            for part in value:
                yield from spans(part)


class Day:
    """A day as givers write it is one, or is refused by name."""

    def __call__(self, raw: bytes) -> None:
        from dateline.report.datelines import days_given

        try:
            first, last = days_given(text_of(raw))
        except ValueError:
            return
        assert date(1500, 1, 1) <= date.fromisoformat(first) <= date.fromisoformat(last) <= date(2999, 12, 31)


class Value:
    """A value of each kind that queries have is read or refused; what is read reads as itself and makes a condition."""

    def __init__(self) -> None:
        from dateline.chronicle.fields import FIELDS

        self.fields = [*FIELDS.values()]

    def __call__(self, raw: bytes) -> None:
        from dateline.chronicle.values import Unfit

        field = self.fields[zlib.crc32(raw) % len(self.fields)]
        try:
            value = field.kind.read(text_of(raw))
        except Unfit as error:
            assert error.problem
            return
        assert field.kind.read(value) == value, (field.name, value)
        sql, values = field.sql((value,), date(2026, 3, 5))
        assert re.sub(r"'[^']*'", "", sql).count("?") == len(values)


class Parser:
    """A query is read or refused by name; what is read has a canonical text that reads the same, and a condition with as
    many values as question marks."""

    def __call__(self, raw: bytes) -> None:
        from dateline.chronicle.query import condition, parse
        from dateline.errors import BadQuery

        try:
            query = parse(text_of(raw))
        except BadQuery as error:
            assert str(error) and 1 <= error.args[1] <= len(error.args[0]) + 1, error.args
            return
        assert parse(str(query)) == query
        sql, values = condition(query, lambda words: ("w(?)", (words,)), date(2026, 3, 5))
        assert re.sub(r"'[^']*'", "", sql).count("?") == len(values)
