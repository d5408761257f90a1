"""Where a report plays: the countries it names, and the one, if any, that it is about.

Unnamed local people and bodies ("police", "residents") are taken to be of the setting, as a reader takes
them. A report between two countries has no setting: then those who live there are of the dateline's country,
and armies, rebels and officials of none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from dateline.codebook.actors import Registry, wordlist
from dateline.model import PlaceName, Report
from dateline.record.drafts import people_of
from dateline.record.naming import Named

OPENING = 3         # sentences in which a country's name counts double
RIM = ("border", "frontier", "coast")      # "near the Turkish border" is not in Turkey
BACKED = 3          # mentions from which on even named people may be taken to be of the setting


@dataclass(frozen=True, slots=True)
class Scene:
    """The countries of a report with the weight of their mentions; `backed`: the setting is sure.

    `here` is the dateline's country, where the report names it too, and no other twice as often.
    """

    lands: Mapping[str, int]
    setting: str | None
    backed: bool
    here: str | None = None
    said: frozenset[str] = frozenset()          # the countries named, or their people, beside those of places


def scene(doc: Doc, report: Report, registry: Registry, found: Sequence[Named],
          where: Sequence[PlaceName] = ()) -> Scene:
    """The scene of a report; `where` holds its places, for who writes of home seldom names the country.

    The setting is the country named or meant at least twice as often as any other, or half as often again
    where the dateline lies there too. It must be named in the opening sentences, or more than once; if several
    countries are named, or the dateline lies elsewhere, more than once.
    """
    line = dateline_country(report, registry)
    spots = _spots(doc, found, where)
    plain, lands = _lands(doc, registry, found, spots, 0), _lands(doc, registry, found, spots, OPENING)
    said = _lands(doc, registry, found, (), OPENING)
    elsewhere = report.dateline is not None and line is None        # a dateline that lies who knows where
    setting, backed = _setting(plain, lands, line, elsewhere)
    here = setting or (line if 2 * lands.get(line or "", 0) > max(lands.values(), default=0) else None)
    contested = setting is not None and _is_contested(said, line)
    known = frozenset(said) | {setting or ""}
    return Scene(lands, None if contested else setting, backed and not contested, here, known)


def _setting(plain: Mapping[str, int], lands: Mapping[str, int], line: str | None, elsewhere: bool
             ) -> tuple[str | None, bool]:
    """The land that the counts speak for, if one, and whether it is sure."""
    counts = {code: count + (line == code) for code, count in lands.items()}
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    first = ranked[0] if ranked else None
    if first is None:
        return None, False
    alone = len(ranked) == 1 and not (elsewhere or (line is not None and first != line))
    if (counts[first] if alone else plain.get(first, 0) + (first == line)) < 2:
        return None, False
    second = counts[ranked[1]] if len(ranked) > 1 else 0
    ahead = counts[first] >= (1.5 if first == line else 2) * second
    return first if ahead else None, ahead and (first == line or plain.get(first, 0) >= BACKED)


def _is_contested(said: Mapping[str, int], line: str | None) -> bool:
    """Are two countries named about as often, wherever the places lie: a war or a quarrel between them?"""
    ranked = sorted(((n, code) for code, n in said.items()), reverse=True)[:2]
    if len(ranked) < 2 or ranked[1][0] < BACKED:
        return False
    (most, first), (second, _) = ranked
    return most + (first == line) < (1.5 if first == line else 2) * second


def _spots(doc: Doc, found: Sequence[Named], where: Sequence[PlaceName]) -> list[tuple[int, str]]:
    """The places that no table of actors has, by token, each with its country."""
    taken = {i for n in found if n.listing for i in range(n.start, n.end)}
    spans = ((doc.char_span(p.start, p.end, alignment_mode="expand"), p) for p in where if p.precision != "country")
    return [(s.root.i, p.country) for s, p in spans if s is not None and p.country and s.root.i not in taken]


def _lands(doc: Doc, registry: Registry, found: Sequence[Named], spots: Sequence[tuple[int, str]], opening: int
           ) -> dict[str, int]:
    """How often each country is named or meant; in that many opening sentences it counts double."""
    ends = [s.end for s in doc.sents][:opening] if opening else []
    early = ends[-1] if ends else 0
    inside = {i for n in found if not n.nested for i in range(n.start, n.end)}
    words = [(t.i, p.country) for t in doc if t.i not in inside and t.head.lemma_ not in RIM
             and (p := people_of(registry, t))]
    counts: dict[str, int] = {}
    for at, code in (*((n.head, n.listing.entry.country) for n in found if n.listing), *words, *spots):
        if code and code in registry.countries:
            counts[code] = counts.get(code, 0) + (2 if at < early else 1)
    return united(counts)


def united(counts: dict[str, int]) -> dict[str, int]:
    """The counts with a country that is gone and its heir as one, under the name that is told more often."""
    for old, heir in (row.split() for row in sorted(wordlist("heirs"))):
        if old in counts and heir in counts:
            gone, kept = sorted((old, heir), key=lambda code: counts[code])
            counts[kept] += counts.pop(gone)
    return counts


def dateline_country(report: Report, registry: Registry) -> str | None:
    """The country of the dateline's place, by its own words: "GORI, Georgia", "BOGOTA"."""
    line = report.text[slice(*report.dateline)] if report.dateline else ""
    for part in (report.place or "", *line.replace("(", ",").split(",")):
        found = registry.find(part.strip()) or registry.find(part.strip().title())
        if found and found.entry.country in registry.countries:
            return found.entry.country
    return None
