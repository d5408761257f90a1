"""The table ``milestones.csv``: well-known happenings with their days, by which a text without a date may be dated.

Anybody can add a row; ``milestones.toml`` says by which words each kind of happening is told.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.codebook.frames import read
from dateline.errors import BadCodebook

TABLE = "milestones.csv"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A happening: from the first to the last day. A text is about it if it holds a word of every group of `about`,
    a sentence tells it if it holds a word of `deed` too; all are beginnings of words, in lower case."""

    name: str
    start: date
    end: date
    about: tuple[tuple[str, ...], ...]
    deed: re.Pattern[str]
    source: str
    kind: str = ""

    def is_in(self, text: str) -> bool:
        """Whether a text, in lower case, holds a word of every group."""
        return all(any(_begins(word, text) for word in group) for group in self.about)

    def touches(self, sentence: str) -> bool:
        """Whether a sentence, in lower case, holds a word of any group."""
        return any(_begins(word, sentence) for group in self.about for word in group)

    @property
    def is_once(self) -> bool:
        """Whether nothing else of its kind is told of the same names, as a rule: there are many votes and talks."""
        return self.kind in ("attack", "death", "disaster", "coup", "capture", "fall")

    @property
    def set_before(self) -> bool:
        """Whether its day was known before it came."""
        return self.kind == "vote"

    @property
    def lasts(self) -> bool:
        return self.start < self.end


@cache
def milestones() -> tuple[Milestone, ...]:
    """The rows of the table. Raises BadCodebook for a row that cannot be read."""
    text = files("dateline.codebook").joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(_row(number, row) for number, row in enumerate(csv.DictReader(text.splitlines()), 2))


@cache
def told_by(kind: str) -> re.Pattern[str]:
    """The words that tell a kind of happening."""
    table: dict[str, Any] = read(files("dateline.codebook") / "milestones.toml")
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in table["kinds"][kind]) + ")", re.IGNORECASE)


def _begins(word: str, text: str) -> bool:
    """Whether a word of the text begins like this; most are not in it at all, and that is quick to see."""
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at >= 0


def _row(number: int, row: dict[str, str]) -> Milestone:
    try:
        start = date.fromisoformat(row["day"])
        end = date.fromisoformat(row["until"]) if row["until"] else start
        about = tuple(tuple(group.lower().split("|")) for group in row["about"].split(";"))
        deed = told_by(row["kind"])
    except (KeyError, ValueError, AttributeError) as error:
        raise BadCodebook(TABLE, str(number), f"needs a day, a known kind and words: {error}") from error
    if end < start or not row["source"] or not row["about"]:
        raise BadCodebook(TABLE, str(number), "ends before it begins, or lacks its words or its source")
    return Milestone(row["name"], start, end, about, deed, row["source"], row["kind"])
