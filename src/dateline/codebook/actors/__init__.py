"""Who is who: countries, bodies, groups, office holders, and the common nouns that name actors.

Seven tables that anybody can open and correct; the tests run over every row.

    countries.csv       ISO 3166-1 countries (and a few that are gone), their people, capitals and seats
    regions.csv         breakaway and other regions, with the country that claims or holds them
    organizations.csv   international bodies, armed groups, parties, agencies, media, companies; dated
    people.csv          heads of state, of government and of known bodies, one row an office held
    agents.toml         common nouns: what kind of actor a "rebel" or a "ministry" is, and its sector
    things.toml         what is bombed, seized or burned
    words.toml          small lists that the reading of actors turns on

Names compare without accents, dots and hyphens. An entry spelled in capitals (IS, US, WHO) matches only
capitals; one spelled with capital initials only words that have them ("Turkey", never "turkey").
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

import rtoml

from dateline.codebook.actors.rows import SECTORS, SPECIAL, check_codes, day, split
from dateline.errors import BadCodebook
from dateline.model import ActorKind, Role

__all__ = ["SECTORS", "SPECIAL", "Agent", "Entry", "Listing", "Nationality", "Registry", "bare", "edges", "fits",
           "fold", "registry", "surnames", "wordlist"]

LONGEST = 9         # words in the longest name of the tables

How = Literal["name", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the tables: a name and what it means, from `start` to `end` where it did not always."""

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    start: str | None = None
    end: str | None = None

    def holds(self, day: str | None) -> bool:
        """Does the row hold on that day? A person's holds while one of the offices does."""
        spans = [(r.start, r.end) for r in self.roles] or [(self.start, self.end)]
        return day is None or any((s is None or s <= day) and (e is None or day <= e) for s, e in spans)

    def begun(self, day: str | None) -> str:
        """Its last start, or that of an office, on or before that day, to tell which of two lives is nearer."""
        starts = [r.start or "0" for r in self.roles] or [self.start or "0"]
        return max((start for start in starts if day and start <= day), default="")


@dataclass(frozen=True, slots=True)
class Agent:
    """A common noun for an actor: the kind of one and of many, and PLOVER's codes."""

    noun: str
    one: ActorKind
    many: ActorKind
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    country: str | None = None
    office: bool = False
    local: bool = True


@dataclass(frozen=True, slots=True)
class Nationality:
    """A word that says which country: an adjective ("Peruvian") or a noun for people ("Danes")."""

    word: str
    entry: Entry
    noun: bool          # can stand alone for people
    many: bool          # … for several of them

    @property
    def country(self) -> str | None:
        return self.entry.country


@dataclass(frozen=True, slots=True)
class Listing:
    """One spelling of an entry, and how it means it: its name, its capital city, its seat of government."""

    spelling: str
    entry: Entry
    how: How


@dataclass(frozen=True, slots=True)
class Registry:
    """All tables, by name. Look-ups take words as a report writes them."""

    listings: Mapping[str, tuple[Listing, ...]]
    peoples: Mapping[str, Nationality]
    agents: Mapping[str, Agent]
    things: Mapping[str, ActorKind]
    countries: Mapping[str, Entry]
    surnames: Mapping[str, tuple[Entry, ...]]
    edges: frozenset[str]                       # the words that open or end a noun of agents or things

    def find(self, name: str, day: str | None = None) -> Listing | None:
        """The listing of a name as written, on a day if one is given; None if no table has it.

        Who is out of office or gone by that day keeps the name: only capitals are soon another body's.
        """
        found = [x for x in self.listings.get(fold(name), ()) if fits(name, x.spelling)]
        for listing in found:
            if listing.entry.holds(day):
                return listing
        past = [x for x in found if x.entry.kind == "person" or (x.entry.begun(day) and not x.spelling.isupper())]
        return max(past, key=lambda x: x.entry.begun(day), default=None)

    def namesakes(self, entry: Entry) -> tuple[Entry, ...]:
        """All entries of a person who passed from one sector, or from a state to a body of states, into another."""
        every = dict.fromkeys(x.entry for x in self.listings.get(fold(entry.name), ()))
        alike = (e for e in every if e.kind == entry.kind == "person" and e.name == entry.name)
        return tuple(e for e in alike if e.country == entry.country or SPECIAL & {e.country, entry.country})

    def lookup(self, name: str, day: str | None = None) -> Entry | None:
        """Who a name means: an article and a possessive are taken off first.

        >>> registry().lookup("the Kremlin's").country
        'RUS'
        """
        found = self.find(name, day) or self.find(bare(name), day)
        return found.entry if found else None

    def ruled_by(self, name: str, day: str | None) -> str | None:
        """The country whose office holders alone bear that last name, of that day if there are any.

        >>> registry().ruled_by("Medvedev", "2010-05-05")
        'RUS'
        """
        bearers = [e for e in self.surnames.get(fold(name), ()) if e.country in self.countries]
        among = [e for e in bearers if day and e.holds(day)] or [e for e in bearers if not day or e.begun(day)]
        lands = {e.country for e in among}
        return lands.pop() if len(lands) == 1 else None

    def country(self, name: str) -> str | None:
        """The code of a country by its name, capital or seat of government.

        >>> registry().country("Burma")
        'MMR'
        """
        found = self.find(bare(name))
        return found.entry.country if found and found.entry.kind in ("country", "government") else None

    def nationality(self, word: str) -> str | None:
        """The code of the country that an adjective or a word for its people names.

        >>> registry().nationality("Peruvian"), registry().nationality("Danes")
        ('PER', 'DNK')
        """
        found = self.people(word)
        return found.country if found else None

    def people(self, word: str) -> Nationality | None:
        found = self.peoples.get(fold(word))
        return found if found and fits(word, found.word) else None

    def agent(self, noun: str) -> Agent | None:
        """What a common noun (a lemma, in lower case, of one word or more) means as an actor."""
        return self.agents.get(noun)

    def thing(self, noun: str) -> ActorKind | None:
        return self.things.get(noun)


@cache
def wordlist(name: str) -> frozenset[str]:
    """One of the small lists of words.toml.

    >>> "interim" in wordlist("acting")
    True
    """
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    lists = rtoml.loads(text)
    if name not in lists:
        raise BadCodebook("words.toml", name, f"no such list; there are {sorted(lists)}")
    return frozenset(lists[name])


@cache
def registry() -> Registry:
    """The tables that ship inside the package, read once."""
    states, words = _countries()
    regions, more = _regions()
    listings: dict[str, list[Listing]] = {}
    people = list(_people())
    for listing in (*states, *regions, *_organizations(), *people):
        listings.setdefault(fold(listing.spelling), []).append(listing)
    agents = _agents()
    things = {n: row["kind"] for row in _toml("things.toml", "thing") for n in row["nouns"]}
    return Registry(
        MappingProxyType({k: tuple(v) for k, v in listings.items()}),
        MappingProxyType({**more, **words}),
        MappingProxyType(agents),
        MappingProxyType(things),
        MappingProxyType({x.entry.country: x.entry for x in states if x.entry.country}),
        MappingProxyType(surnames(people)),
        frozenset(edge for noun in (*agents, *things) for edge in edges(noun)),
    )


def edges(noun: str) -> Iterator[str]:
    """The first and the last word of a noun, hyphened words whole and cut."""
    for words in (noun.split(), noun.replace("-", " ").split()):
        yield from (words[0], words[-1])


def surnames(people: Iterable[Listing]) -> dict[str, tuple[Entry, ...]]:
    """Office holders by the last word of their names, and by the first where people are called by it: "Xi", "Abiy"."""
    found: dict[str, dict[int, Entry]] = {}
    first = wordlist("called_by_first")
    for listing in people:
        words = fold(listing.spelling).split()
        ends = (words[-1], words[0]) if listing.entry.country in first else words[-1:]
        for word in ends if len(words) > 1 else ():
            found.setdefault(word, {})[id(listing.entry)] = listing.entry
    return {word: tuple(entries.values()) for word, entries in found.items()}


# ── how names compare ────────────────────────────────────────────────────────────────────────────

_GONE = str.maketrans({c: None for c in ".'’`"} | {c: " " for c in "-–_/"})


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as it is compared: no accents, dots, hyphens or case.

    >>> fold("al-Shabaab"), fold("U.S."), fold("Médecins Sans Frontières")
    ('al shabaab', 'us', 'medecins sans frontieres')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.translate(_GONE).casefold().split())


def fits(written: str, spelling: str) -> bool:
    """May these letters stand for that spelling? Capitals in the table must be capitals in the text."""
    if spelling.isupper() and len(spelling.replace(".", "")) <= 6:
        return written.isupper()
    pairs = zip(written.replace("-", " ").split(), spelling.replace("-", " ").split(), strict=False)
    return all(w[0].isupper() or not s[0].isupper() for w, s in pairs)


def bare(name: str) -> str:
    """A name without article and possessive: "the Kremlin's" → "Kremlin"."""
    first, _, rest = name.strip().partition(" ")
    name = rest if rest and first.casefold() == "the" else name.strip()
    for tail in ("'s", "’s", "'", "’"):
        if name.endswith(tail):
            return name[:-len(tail)]
    return name


# ── the tables ───────────────────────────────────────────────────────────────────────────────────

def _csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table; thousands, so without the leisure of a DictReader."""
    heading, *rows = csv.reader(files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines())
    for number, cells in enumerate(rows, 2):
        if len(cells) != len(heading):
            raise BadCodebook(name, str(number), "this row has too few or too many columns")
        yield dict(zip(heading, cells, strict=True))


def _toml(name: str, key: str) -> list[dict[str, Any]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return cast(list[dict[str, Any]], rtoml.loads(text)[key])


def _countries() -> tuple[list[Listing], dict[str, Nationality]]:
    found: list[Listing] = []
    words: dict[str, Nationality] = {}
    for row in _csv("countries.csv"):
        entry = Entry(row["name"], "country", row["code"])
        found += [Listing(n, entry, "name") for n in (row["name"], *split(row["aliases"]))]
        found += [Listing(n, entry, "capital") for n in split(row["capital"])]
        found += [Listing(n, entry, "seat") for n in split(row["government"])]
        _add_words(words, entry, row)
    return found, words


def _regions() -> tuple[list[Listing], dict[str, Nationality]]:
    found: list[Listing] = []
    words: dict[str, Nationality] = {}
    for row in _csv("regions.csv"):
        kind = cast(ActorKind, row["kind"])
        sectors = [*split(row["sectors"]), *(["GOV"] if kind == "government" else [])]     # PRE before GOV
        entry = Entry(row["name"], kind, row["country"] or None, next(iter(sectors), None), tuple(sectors[1:]))
        found += [Listing(n, entry, "name") for n in (row["name"], *split(row["aliases"]))]
        _add_words(words, entry, row)
    return found, words


def _add_words(words: dict[str, Nationality], entry: Entry, row: Mapping[str, str]) -> None:
    """Adjectives ("Peruvian", and so "a Peruvian", "Peruvians") and nouns that are none ("Dane", "Danes")."""
    for word in split(row["adjectives"]):
        regular = word.endswith(("an", "i", "ian", "er", "Serb", "Croat", "eek")) and not row["people"]
        collective = word.endswith(("ese", "ois"))
        words.setdefault(fold(word), Nationality(word, entry, noun=regular, many=collective))
        if regular:
            words.setdefault(fold(word + "s"), Nationality(word + "s", entry, noun=True, many=True))
    for word in split(row["people"]):
        many = word.endswith(("s", "men", "kh", "ana"))
        words[fold(word)] = Nationality(word, entry, noun=True, many=many)


def _organizations() -> Iterable[Listing]:
    for number, row in enumerate(_csv("organizations.csv"), 2):
        check_codes("organizations.csv", number, row["country"], row["sector"])
        entry = Entry(row["name"], cast(ActorKind, row["kind"]), row["country"] or None,
                      row["sector"] or None, split(row["sectors"]),
                      start=day("organizations.csv", number, row["from"], last=False) or None,
                      end=day("organizations.csv", number, row["to"], last=True) or None)
        yield from (Listing(n, entry, "name") for n in (row["name"], *split(row["aliases"])))


def _people() -> Iterable[Listing]:
    """One entry a person, country (or body) and sector passed through, with the offices of the rows that bear them."""
    rows: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for number, row in enumerate(_csv("people.csv"), 2):
        check_codes("people.csv", number, row["country"], row["sector"])
        row |= {edge: day("people.csv", number, row[edge], last=edge == "end") for edge in ("start", "end")}
        rows.setdefault((row["name"], row["country"], row["sector"]), []).append(row)
    for (name, country, _), own in rows.items():
        roles = tuple(Role(r["title"], r["organization"] or None, r["start"] or None, r["end"] or None)
                      for r in own)
        entry = Entry(name, "person", country, own[0]["sector"] or None, (), roles)
        spellings = dict.fromkeys([name, *(a for r in own for a in split(r["aliases"]))])
        yield from (Listing(n, entry, "name") for n in spellings)


def _agents() -> dict[str, Agent]:
    found: dict[str, Agent] = {}
    for number, row in enumerate(_toml("agents.toml", "agent"), 1):
        check_codes("agents.toml", number, row.get("country", ""), row.get("sector", ""))
        for noun in row["nouns"]:
            found.setdefault(noun, Agent(
                noun, row["one"], row["many"], row.get("sector"), tuple(row.get("sectors", ())),
                row.get("country"), row.get("office", False), row.get("local", True)))
    return found
