"""``dateline codebook check``: the examples of a codebook run, and what fails is told in plain words.

An example says what a row must find: {A …} who did it, {R …} to whom, {T …} the trigger where it is not the
predicate. A counter-example must give nothing by its row. The same check runs on our own tables as a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook import Codebook, Mine, Own, load
from dateline.codebook.frames import Example
from dateline.codebook.own import Shadow, shadows
from dateline.faces.words import counted

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.reading import Reader
    from dateline.record.what import Found

MARK = re.compile(r"\{([ART]) ([^{}]*)\}")
SIDES = {"T": "at", "A": "by", "R": "to"}
Span = tuple[str, int, int]             # letter of the mark, start, end


@dataclass(frozen=True, slots=True)
class Marked:
    """A plain sentence, and its marks."""

    text: str
    spans: tuple[Span, ...]

    def of(self, letter: str) -> list[tuple[int, int]]:
        return [(start, end) for mark, start, end in self.spans if mark == letter]


@dataclass(frozen=True, slots=True)
class Failed:
    """An example that does not give what it shows: where it stands, what it should be, what was found."""

    row: str
    text: str
    wanted: str
    found: str

    def __str__(self) -> str:
        return f"{self.row}: “{self.text}”\n    should be: {self.wanted}\n    found:     {self.found}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a user's codebook came to."""

    name: str
    frames: int
    sentences: int
    silent: tuple[str, ...]             # rows that show themselves by no example
    failed: tuple[Failed, ...]
    shadowed: tuple[Shadow, ...]

    def __str__(self) -> str:
        shadowed = (f"{s.row}: {s.word!r} is never reached here: {s.by} is tried before it and fits wherever this "
                    "row does; make this one choosier (only, needs), or take the word out of one of them"
                    for s in self.shadowed)
        silent = (f"{row}: no example shows this row; give it one" for row in self.silent)
        rows = counted(len({s.row for s in self.shadowed}), "row")
        end = (f"{self.name}: {counted(self.frames, 'row')}, {counted(self.sentences, 'sentence')}: "
               f"{len(self.failed) or 'none'} failed, {rows} shadowed")
        return "\n".join([*(f"✗ {f}" for f in self.failed), *(f"~ {s}" for s in (*shadowed, *silent)), end])


def check(own: Own, reader: Reader) -> Checked:
    """All examples and counter-examples of a user's codebook, coded with it. Raises BadCodebook."""
    book = load(Mine(own))
    examples = [example for example in book.frames.examples if example.own]
    rows = list(dict.fromkeys(f.row for every in book.frames.by_head.values() for f in every if f.own))
    shown = {example.row for example in examples if not example.counter}
    return Checked(own.name, len(rows), len(examples), tuple(r for r in rows if r not in shown),
                   tuple(failures(examples, book, reader)), shadows(book.frames, book.types))


def failures(examples: Iterable[Example], book: Codebook, reader: Reader) -> Iterator[Failed]:
    """The examples that do not give what they show."""
    for example in examples:
        marked = unmarked(example.text)
        if set("{}") & set(marked.text):
            yield Failed(example.row, example.text, "marks like {A who did it}, {R to whom}, {T the trigger}",
                         "braces that open no such mark or do not close")
            continue
        found = found_in(marked.text, book, reader)
        if example.counter:
            wrong = [one for one in found if one.frame.row == example.row]
            if wrong:
                yield Failed(example.row, marked.text, f"no {example.type} by this row", told(wrong))
        elif not any(one.frame.type == example.type and met(one, marked) for one in found):
            yield Failed(example.row, marked.text, wanted(example, marked),
                         told(found) or unread(example, marked.text, book, reader))


# ── a sentence and its marks ─────────────────────────────────────────────────────────────────────


def unmarked(text: str) -> Marked:
    """The plain sentence and its marks as (letter, start, end).

    >>> unmarked("{A Police} left.")
    Marked(text='Police left.', spans=(('A', 0, 6),))
    """
    plain, at = "", 0
    spans: list[Span] = []
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        spans.append((mark[1], len(plain), len(plain) + len(mark[2])))
        plain += mark[2]
        at = mark.end()
    return Marked(plain + text[at:], tuple(spans))


def found_in(text: str, book: Codebook, reader: Reader) -> list[Found]:
    """What the frames find in a sentence, before mentions are joined to events."""
    from dateline.codebook.actors import registry
    from dateline.record import what
    from dateline.record.who import cast
    from dateline.report import report_from_text

    doc = reader.read_one(text)
    people = cast(doc, report_from_text(text), registry())
    return what.happenings(doc, book, people, skip=lambda t: False)


def met(one: Found, marked: Marked) -> bool:
    """Whether trigger and parties are where the marks say, and no others.

    Where a sentence marks no recipient at all, the row may still find one ("into the town").
    """
    parties = _parties(one)
    return all(
        any(start <= t.idx < end for t in parties[letter]) for letter, start, end in marked.spans
    ) and all(
        any(start <= t.idx < end for start, end in marked.of(letter))
        for letter in "AR" if marked.of(letter) for t in parties[letter]
    )


def _parties(one: Found) -> dict[str, Sequence[Token]]:
    """Also what belongs to the predicate's own meaning is its trigger: "issued an apology"."""
    trigger = [one.trigger, *(one.trigger.doc[i] for i in sorted(one.consumed))]
    return {"T": trigger, "A": one.actors, "R": one.recipients}


# ── in plain words ───────────────────────────────────────────────────────────────────────────────


def wanted(example: Example, marked: Marked) -> str:
    said = (f"{SIDES[letter]} “{marked.text[start:end]}”"
            for letter in SIDES for start, end in marked.of(letter))
    return " ".join((example.type, *said))


def told(found: Iterable[Found]) -> str:
    """What was found instead, and by which row; "" for nothing."""
    return "; ".join(f"{_sides(one)} (by {one.frame.row})" for one in found)


def _sides(one: Found) -> str:
    by, to = (" and ".join(f"“{t.text}”" for t in side) or "nobody" for side in (one.actors, one.recipients))
    return f"{one.frame.type} at “{one.trigger.text}” by {by} to {to}"


def unread(example: Example, text: str, book: Codebook, reader: Reader) -> str:
    """Why nothing was found: no word of the row is in the sentence as it is read, or the row did not fit."""
    heads = {f.head for every in book.frames.by_head.values() for f in every if f.row == example.row}
    doc = reader.read_one(text)
    if heads & {t.lemma_.lower() for t in doc}:
        return "no event; the row's word is there, but a slot, needs, only or never of the row does not fit"
    bases = ", ".join(f"{t.text} = {t.lemma_}" for t in doc if t.pos_ in ("VERB", "NOUN", "ADJ"))
    return f"no event; no word of the row is in it as it is read ({bases})"
