"""The tables ``light.toml`` and ``status.toml``: words that lend a subject, words that say how real it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dateline.codebook.frames import read

Words = Mapping[str, str]  # lemma -> status


@dataclass(frozen=True, slots=True)
class Reality:
    """Words that govern how real an event is; light: (verb, slot of the noun) -> does it lend its subject.

    clausal: words that reach their clause alone, not their object; that: words whose that-clause is as unreal as
    their infinitive; raising: words whose "not" is meant for their clause; cases: prepositions of nouns; ranks: the
    first or the last to do it has done it; tales, heroes: what tells of deeds that are only played, and who does
    them there; staged: words beside a deed that call it played.
    """

    light: Mapping[tuple[str, str], bool]
    verbs: Words
    nouns: Words
    adjectives: Words
    modifiers: Words
    auxiliaries: Words
    cases: Words
    that: Words
    clausal: frozenset[str]
    raising: frozenset[str]
    negators: frozenset[str]
    ranks: frozenset[str]
    tales: frozenset[str]
    heroes: frozenset[str]
    staged: frozenset[str]
    partitives: frozenset[str]
    calendar: frozenset[str]


@cache
def reality() -> Reality:
    home = files("dateline.codebook")
    lending, status = read(home / "light.toml"), read(home / "status.toml")
    light = lending["light"]
    return Reality(
        MappingProxyType({(v, row["slot"]): row["lends"] for row in light for v in row["verbs"]}),
        _words(status["governor"], "verbs"),
        _words(status["governor"], "nouns"),
        _words(status["governor"], "adjectives"),
        _words(status["modifier"], "words"),
        _words(status["auxiliary"], "words"),
        _words(status["case"], "words"),
        _words(status["governor"], "that"),
        frozenset(word for row in status["governor"] for word in row.get("clausal", ())),
        frozenset(status["raising"]["words"]),
        frozenset(status["negators"]["words"]),
        frozenset(status["ranks"]["words"]),
        frozenset(status["tale"]["words"]),
        frozenset(status["tale"]["heroes"]),
        frozenset(status["staged"]["words"]),
        frozenset(lending["partitive"]["words"]),
        frozenset(lending["calendar"]["words"]),
    )


def _words(rows: list[dict[str, Any]], key: str) -> Words:
    return MappingProxyType({word: row["status"] for row in rows for word in row.get(key, ())})
