"""Even hands: ``python -m bench.even [--share N]``. Swapping two names in a text swaps the record, and no more.

Every template of ``even.toml`` is told of every pair of names, in both orders; the two records are compared with
the names put back into their places. What differs is a rule that depends on who acts.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.codebook import load
from dateline.codebook.contexts import contexts
from dateline.model import Actor, Claim, Event, Record, Span
from dateline.reading import Reader
from dateline.record import code
from dateline.report import report_from_text

TABLE = tomllib.loads((Path(__file__).with_name("even.toml")).read_text(encoding="utf-8"))
TEMPLATES: Sequence[str] = TABLE["templates"]
PAIRS: Sequence[tuple[str, str, str]] = [(a, b, number) for a, b, number in TABLE["pairs"]]
VERBS = {"one": {"is": "is", "was": "was", "has": "has"}, "many": {"is": "are", "was": "were", "has": "have"}}
PLACE = re.compile(r"\{(\w+)\}")
NEAR = 0.02             # by how much a confidence may differ
DAY = "2026-03-05"


@dataclass(frozen=True, slots=True)
class Told:
    """A template with names in its places, and where they stand."""

    text: str
    places: tuple[tuple[str, Span], ...]

    def words(self, span: Span) -> str:
        """The words of a stretch, names put back into their places."""
        said, at = "", span[0]
        for name, (start, end) in self.places:
            if at <= start and end <= span[1]:
                said += self.text[at:start] + name
                at = end
        return said + self.text[at : span[1]]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event or a claim by places rather than names: what the law is about, and the rest to the letter."""

    confidence: float
    law: tuple[Any, ...]            # types, modes, statuses, roles, figures, deadlines, stances
    letter: tuple[Any, ...]         # contexts, days, and the words of evidence, conditions and contents

    def alike(self, other: Fact, *, letter: bool) -> bool:
        same = self.law == other.law and abs(self.confidence - other.confidence) <= NEAR
        return same and (not letter or self.letter == other.letter)


@dataclass(frozen=True, slots=True)
class Uneven:
    """Two tellings that differ by more than their names; `lawful` where only words or days do."""

    template: str
    pair: tuple[str, str, str]
    one: tuple[Fact, ...]
    other: tuple[Fact, ...]
    lawful: bool

    def __str__(self) -> str:
        alike = set(self.one) & set(self.other)
        sides = ((names, fact) for names, side in (("A B", self.one), ("B A", self.other))
                 for fact in side if fact not in alike)
        listed = "".join(f"\n    {names}  {f.confidence} {f.law} {f.letter}" for names, f in sides)
        return f"{'~' if self.lawful else '✗'} {self.template}  {self.pair[0]} / {self.pair[1]}{listed}"


def told(template: str, first: str, second: str, number: str) -> Told:
    """
    >>> told("{B} {was} met.", "Hutus", "the Tutsis", "many")
    Told(text='The Tutsis were met.', places=(('B', (0, 10)),))
    """
    words = {"A": first, "B": second, **VERBS[number]}
    text, at = "", 0
    places: list[tuple[str, Span]] = []
    for place in PLACE.finditer(template):
        text += template[at : place.start()]
        word = words[place[1]]
        word = word[0].upper() + word[1:] if not text.strip("“ ") or text.endswith((". ", "! ")) else word
        if place[1] in "AB":
            places.append((place[1], (len(text), len(text) + len(word))))
        text += word
        at = place.end()
    return Told(text + template[at:], tuple(places))


def uneven(template: str, pair: tuple[str, str, str], reader: Reader) -> Uneven | None:
    """Where swapping the two names changes more than the names."""
    first, second, number = pair
    one, other = (_seen(told(template, *names, number), reader) for names in ((first, second), (second, first)))
    if _alike(one, other, letter=True):
        return None
    return Uneven(template, pair, one, other, _alike(one, other, letter=False))


def _alike(one: tuple[Fact, ...], other: tuple[Fact, ...], *, letter: bool) -> bool:
    return len(one) == len(other) and all(a.alike(b, letter=letter) for a, b in zip(one, other, strict=True))


def _seen(said: Told, reader: Reader) -> tuple[Fact, ...]:
    """All that a record says of a text."""
    report = report_from_text(said.text, published=DAY)
    doc = reader.read_report(report)
    record = code(doc, report, load(), reader=reader.version)
    named = [doc.char_span(*place, alignment_mode="expand") for _, place in said.places]
    own = {context for name in named if name for context in contexts().of(name)}
    return (*(_event(e, record, said, own) for e in record.events),
            *(_claim(c, record, said) for c in record.claims))


def _event(event: Event, record: Record, said: Told, own: set[str]) -> Fact:
    """Without the contexts of the names themselves: a people's name is one, whether the clause holds it or not."""
    who = [tuple(sorted(_who(p.actor, record, said) for p in side)) for side in (event.actors, event.recipients)]
    around = tuple(sorted({*event.contexts} - own))
    figures = tuple((f.kind, f.low, f.high) for f in event.figures)
    stances = tuple(c.stance for c in event.claims)
    time = (event.time.start, event.time.end, event.time.basis) if event.time else ()
    words = tuple(said.words(span) for span in (event.trigger, *event.evidence, *filter(None, [event.condition])))
    law = (event.type, event.modes, event.status, event.historical, event.disputed, *who, figures, stances,
           event.deadline)
    return Fact(event.confidence, law, (around, time, words))


def _claim(claim: Claim, record: Record, said: Told) -> Fact:
    source = _who(claim.source.actor, record, said) if claim.source.actor else ""
    words = tuple(said.words(span) for span in (*claim.cue, *claim.content))
    return Fact(0, ("claim", source, claim.stance, len(claim.events)), (claim.form, words))


def _who(actor: str, record: Record, said: Told) -> str:
    """The places that an actor's mentions stand in; the words of the first where it is neither of the two."""
    known: dict[str, Actor] = {a.id: a for a in record.actors}
    mentions = known[actor].mentions
    within = {name for name, place in said.places for m in mentions if place[0] <= m[0] and m[1] <= place[1]}
    return "".join(sorted(within)) or (said.words(mentions[0]) if mentions else known[actor].name)


def chosen(share: int) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Every template with every `share`-th pair, a different one each time: all pairs take their turns."""
    for number, template in enumerate(TEMPLATES):
        yield from ((template, pair) for at, pair in enumerate(PAIRS) if (at + number) % share == 0)


def failures(swaps: Iterable[tuple[str, tuple[str, str, str]]], reader: Reader) -> list[Uneven]:
    return [found for template, pair in swaps if (found := uneven(template, pair, reader))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.even", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--share", type=int, default=1, help="every N-th pair of each template only (default: all)")
    swaps = list(chosen(parser.parse_args().share))
    found = failures(swaps, Reader.load())
    for one in sorted(found, key=lambda u: (u.lawful, TEMPLATES.index(u.template))):
        print(one)
    broken = sum(not u.lawful for u in found)
    print(f"{len(swaps):,} swaps: {1 - broken / len(swaps):.2%} even, {1 - len(found) / len(swaps):.2%} to the letter")


if __name__ == "__main__":
    main()
