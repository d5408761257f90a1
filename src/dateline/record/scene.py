"""Where a report plays: the countries it names, and the one, if any, that it is about.

Unnamed local people and bodies ("police", "residents") are taken to be of the setting, as a reader takes
them. A report between two countries has no setting: then those who live there are of the dateline's country,
and armies, rebels and officials of none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from dateline.codebook.actors import Registry
from dateline.model import Report
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


def scene(doc: Doc, report: Report, registry: Registry, found: Sequence[Named]) -> Scene:
    """The scene of a report.

    The setting is the country named or meant at least twice as often as any other, or half as often again
    where the dateline lies there too. It must be named in the opening sentences, or more than once; if several
    countries are named, or the dateline lies elsewhere, more than once.
    """
    line = dateline_country(report, registry)
    plain, lands = _lands(doc, registry, found, 0), _lands(doc, registry, found, OPENING)
    counts = {code: count + (line == code) for code, count in lands.items()}
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    first = ranked[0] if ranked else None
    here = line if 2 * lands.get(line or "", 0) > max(lands.values(), default=0) else None
    named = plain.get(first, 0) + (first == line) if first else 0
    elsewhere = report.dateline is not None and first != line       # a dateline that lies who knows where
    alone = len(ranked) == 1 and not elsewhere
    if first is None or (counts[first] if alone else named) < 2:
        return Scene(lands, None, False, here)
    second = counts[ranked[1]] if len(ranked) > 1 else 0
    ahead = counts[first] >= (1.5 if first == line else 2) * second
    backed = ahead and (first == line or plain.get(first, 0) >= BACKED)
    return Scene(lands, first if ahead else None, backed, here)


def _lands(doc: Doc, registry: Registry, found: Sequence[Named], opening: int) -> dict[str, int]:
    """How often each country is named or meant; in that many opening sentences it counts double."""
    ends = [s.end for s in doc.sents][:opening] if opening else []
    early = ends[-1] if ends else 0
    inside = {i for n in found if not n.nested for i in range(n.start, n.end)}
    words = [(t.i, p.country) for t in doc if t.i not in inside and t.head.lemma_ not in RIM
             and (p := people_of(registry, t))]
    counts: dict[str, int] = {}
    for at, code in (*((n.head, n.listing.entry.country) for n in found if n.listing), *words):
        if code and code in registry.countries:
            counts[code] = counts.get(code, 0) + (2 if at < early else 1)
    return counts


def dateline_country(report: Report, registry: Registry) -> str | None:
    """The country of the dateline's place, by its own words: "GORI, Georgia", "BOGOTA"."""
    line = report.text[slice(*report.dateline)] if report.dateline else ""
    for part in (report.place or "", *line.replace("(", ",").split(",")):
        found = registry.find(part.strip()) or registry.find(part.strip().title())
        if found and found.entry.country in registry.countries:
            return found.entry.country
    return None
