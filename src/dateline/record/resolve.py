"""Which place a name means: of all its namesakes the one that words and context speak for.

A name is decided once a report. Its namesakes are weighed by what the words say ("Gori, Georgia", "the village of"),
by how many people live there, and by the company it keeps: countries and provinces that the report names, other
names that have a namesake near by, the country of the outlet. What speaks for each adds up (`WEIGHTS`), and the
shares that come out weigh again in the company of the others. No namesake, no point: a name is then in no gazetteer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dateline.codebook.actors import registry
from dateline.codebook.places import SPELLED, Entry, Gazetteer, fold, kilometres, weight, words
from dateline.model import Place, PlaceName, Precision, Report
from dateline.record.toponyms import Mention, variants

EXACT: Mapping[Precision | None, int] = {"site": 0, "city": 1, None: 2, "region": 3, "area": 4, "country": 5}
# What speaks for one namesake, in powers of e; drawn from what we would set by hand to Wikinews by training/placing.py.
WEIGHTS: Mapping[str, float] = {
    "people": 2.4,          # a power of ten of those who live there; a country counts 10**10
    "state": 1.0,           # it is a province or state
    "spelled": -2.9,        # it has that name as another spelling only
    "district": -3.0,       # a county without its noun, unsaid: "Clay" of Clay County
    "beside": 8.0,          # the words next to it say so: "Gori, Georgia"
    "holds": 3.1,           # a place that the words put in it lies there
    "owner": 8.0,           # "the Georgian town of"
    "kind": 3.0,            # it is what the words call it …
    "unkind": -4.0,         # … or is not
    "country": 1.1,         # log2 of how often its country is named or meant
    "division": 2.0,        # … its province or state
    "near": 1.3,            # … and how many other names lie within NEAR
    "home": 2.5,            # the outlet's country
    "idiom": 0.7,           # how many words of that country's papers the report uses
}
FEATURES = tuple(WEIGHTS)
NEAR, INSIDE = 150.0, 400.0     # kilometres; the second from the middle of a region
MOST = 40                       # namesakes of one name that are weighed
MANY = 3                        # names of its company, from which on more say no more
ROUNDS = 2                      # how often the shares are weighed again
SHARED = 3e7                    # what a country counts at most that shares its name with a province: "Georgia"
LEAST = 20_000                  # people of a town whose point stands for a province or district of its name
SURE = 100_000                  # people of a town that a site may be called after: "Seoul City Hall" is in Seoul
SETTLED = 2.0                   # log2 of a country's mentions from which on a report is about it
Floats = NDArray[np.float64]
CHOSEN: Floats = np.array([WEIGHTS[f] for f in FEATURES])


@dataclass(frozen=True, slots=True)
class Name:
    """All mentions of a name in one sense, and what it may mean."""

    group: tuple[Mention, ...]
    entries: tuple[Entry, ...]


def resolved(found: Sequence[Mention], doc: Doc, report: Report, gazetteer: Gazetteer) -> tuple[PlaceName, ...]:
    """Every mention with its place; null where the gazetteer has no such place."""
    table, names = tabled(found, doc, report, gazetteer)
    rows = table.whole(CHOSEN)
    chosen = {key: _choice(names[key], _softmax(rows[mine] @ CHOSEN), _strange(rows, mine), _alone(rows, mine))
              for key, mine in table.rows.items()}
    plain = [_named(m, chosen.get(_key(m)), gazetteer) for m in found]
    whole = (_contained(mention, name, plain, chosen) for mention, name in zip(found, plain, strict=True))
    return tuple(name for name in whole if name.use == "name" or name.lat is not None)


def tabled(found: Sequence[Mention], doc: Doc, report: Report, gazetteer: Gazetteer) -> tuple[Table, dict[str, Name]]:
    """What speaks for each namesake, and the names that have any."""
    names = {key: Name(tuple(group), _namesakes(group, gazetteer)) for key, group in _groups(found).items()}
    asked = {key: name for key, name in names.items() if name.entries}
    return _table(asked, found, doc, report, gazetteer), asked


def _groups(found: Iterable[Mention]) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.use != "adjective":
            groups.setdefault(_key(mention), []).append(mention)
        if mention.inner:
            groups.setdefault(_key(_opening(mention)), []).append(_opening(mention))
    return groups


def _opening(mention: Mention) -> Mention:
    """The place that a name opens with, as a mention of its own."""
    return replace(mention, text=mention.inner or "", inner=None, kind=None, meant=None, within=None, use="part")


def _key(mention: Mention) -> str:
    """A name and its sense: "the New York governor" and "New York" may be two in one report."""
    return f"{fold(mention.text)}|{'region' if mention.kind == 'region' else ''}"


# ── what a name may mean ─────────────────────────────────────────────────────────────────────────

def _namesakes(group: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """All places the name may mean, once for the name as it stands, else without what surrounds it."""
    text = group[0].meant or group[0].text
    found = next((found for name in variants(text) if (found := gazetteer.find(name))), ())
    if any(m.kind == "region" for m in group):
        full = (gazetteer.known.get(fold(f"{text} {noun}"), ()) for noun in sorted(words().divisions))
        more = [replace(e, spelled=False) for entries in full for e in entries]
        found = (*dict.fromkeys(more), *(e for e in found if e.geonameid not in {m.geonameid for m in more}))
    if any(m.article and not m.kind for m in group):
        found = tuple(e for e in found if e.precision != "city" or e.name.startswith("The "))
    return found[:MOST]


# ── what speaks for each ─────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Table:
    """All namesakes of all names of a report: a row each. `own` are features of its own, the rest depends on shares."""

    rows: Mapping[str, slice]
    own: Floats                         # (rows, features)
    near: Floats                        # (rows, rows) 1 where two lie near each other and are of two names
    division: Floats                    # … in one division
    country: Floats                     # … in one country
    lands: Floats                       # (rows,) how often the report means the country by adjectives

    def shares(self, weights: Floats) -> dict[str, Floats]:
        values = self.whole(weights) @ weights
        return {key: _softmax(values[rows]) for key, rows in self.rows.items()}

    def whole(self, weights: Floats) -> Floats:
        """The features with those of the company, by the shares that the rest gives."""
        table = self.own
        for _ in range(ROUNDS):
            values = table @ weights
            share = np.zeros(len(values))
            for rows in self.rows.values():
                share[rows] = _softmax(values[rows])
            table = self.own.copy()
            for name, links in (("near", self.near), ("division", self.division)):
                table[:, FEATURES.index(name)] = np.log2(1 + np.minimum(links @ share, MANY))
            table[:, FEATURES.index("country")] = np.log2(1 + np.minimum(self.country @ share + self.lands, 15))
        return table


def _softmax(values: Floats) -> Floats:
    shifted = np.exp(values - values.max())
    return np.asarray(shifted / shifted.sum())


def _table(names: Mapping[str, Name], found: Sequence[Mention], doc: Doc, report: Report,
           gazetteer: Gazetteer) -> Table:
    entries = [(key, entry) for key, name in names.items() for entry in name.entries]
    rows, at = {}, 0
    for key, name in names.items():
        rows[key] = slice(at, at + len(name.entries))
        at += len(name.entries)
    home, lands, idiom = home_of(report), _lands(found), _idiom(doc)
    own = np.zeros((len(entries), len(FEATURES)))
    for number, (key, entry) in enumerate(entries):
        told = _own(entry, names[key], gazetteer) | {"home": float(entry.country == home)}
        told["idiom"] = math.log2(1 + idiom.get(entry.country or "", 0)) * (entry.precision != "country")
        own[number] = [told.get(f, 0.0) for f in FEATURES]
    others = 1.0 - _same([key for key, _ in entries])
    points = np.array([(e.lat, e.lon) for _, e in entries]).reshape(at, 2)
    town = np.array([e.precision == "city" or e.second for _, e in entries], dtype=float)
    near = (distances(points) < NEAR) * others * np.outer(town, town)
    division = _same([e.admin1 for _, e in entries]) * others * town[:, None]
    country = _same([e.country for _, e in entries]) * others
    times = np.array([_times(names[key]) for key, _ in entries])
    free = np.array([e.precision != "country" for _, e in entries], dtype=float)[:, None]
    return Table(rows, own, near, division, country * times[None, :] * free,
                 np.array([lands.get(e.country or "", 0) for _, e in entries], dtype=float) * free[:, 0])


def _times(name: Name) -> float:
    return min(len(name.group), 5) if any(e.precision == "country" for e in name.entries) else 1.0


def _same(values: Sequence[str | None]) -> Floats:
    """1 where two values are alike, for every two; null is like none."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(v for v in values if v is not None))}
    rows = np.array([numbers.get(v, -1 - at) if v is not None else -1 - at for at, v in enumerate(values)], dtype=int)
    return np.equal.outer(rows, rows).astype(float)


def distances(points: Floats) -> Floats:
    """Kilometres between every two points, on a sphere of the mean radius."""
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    half = (np.sin((lat[:, None] - lat) / 2) ** 2
            + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2)
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def _own(entry: Entry, name: Name, gazetteer: Gazetteer) -> dict[str, float]:
    """What speaks for a namesake without the company of others."""
    kinds = {m.kind for m in name.group if m.kind}
    exact = {e.precision for e in name.entries if not e.spelled}
    people = min(weight(entry), SHARED) if exact >= {"country", "region"} else weight(entry)
    around = [o for m in name.group if m.within for o in gazetteer.find(m.within)[:3]]
    inner = [i for m in name.group if m.holds for i in gazetteer.find(m.holds)[:5]]
    town = "country" in exact and entry.precision == "city"         # "Peru, Chile and …" are no town in Chile
    return {
        "people": math.log10(people / (SPELLED if entry.spelled else 1.0)),
        "state": float(entry.precision == "region" and not entry.second),
        "spelled": float(entry.spelled),
        "district": float(entry.spelled and entry.second and not kinds),
        "beside": float(any(inside(entry, o) for o in around if not (town and o.precision == "country"))),
        "holds": max((math.log10(weight(i)) / 6 for i in inner if inside(i, entry)), default=0.0),
        "owner": float(not town and any(m.country == entry.country for m in name.group if m.country)),
        "kind": float(entry.precision in kinds),
        "unkind": float(bool(kinds) and not _fits_kind(entry, kinds)),
    }


def _lands(found: Sequence[Mention]) -> Counter[str]:
    """How often an adjective in the report means a country."""
    return Counter(m.meant for m in found if m.use == "adjective" and m.meant)


def _idiom(doc: Doc) -> Counter[str]:
    """How many words of each country's papers the report uses."""
    used = words().idiom
    said = {t.lemma_.lower() for t in doc} & used.keys()
    return Counter(country for word in said for country in used[word])


TLD = re.compile(r"https?://(?:[^/:]+\.)?([a-z]{2})(?:[:/]|$)")


def home_of(report: Report) -> str | None:
    """The country of the outlet, by the last letters of its address: ".ie"."""
    match = TLD.match(report.url or "")
    return words().homes.get(match[1]) if match else None


def inside(entry: Entry, outer: Entry) -> bool:
    """Does a place lie in another one? A region without a code of its own is a circle."""
    if outer.precision == "country":
        return entry.country == outer.country and entry.precision != "country"
    if outer.precision == "region" and outer.admin1 and entry.admin1:
        return entry.admin1 == outer.admin1 and entry != outer and (
            not outer.second or kilometres(entry, outer) < NEAR)
    return entry.country == outer.country and 0 < kilometres(entry, outer) < INSIDE


def _fits_kind(entry: Entry, kinds: set[Precision]) -> bool:
    wide = {"region", "area"}
    return not kinds or entry.precision in kinds or bool(kinds & wide and entry.precision in wide)


# ── the answer ───────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class _Chosen:
    entry: Entry | None
    reason: str
    second: Entry | None


def _strange(rows: Floats, at: slice) -> NDArray[np.bool_]:
    """Which namesakes of a name lie in a country that nothing in the report points to, while it points to another."""
    support = rows[:, [FEATURES.index(name) for name in ("country", "home", "idiom", "near")]].sum(axis=1)
    return np.asarray((support[at] < 0.5) & (float(support.max(initial=0.0)) >= SETTLED))


def _alone(rows: Floats, at: slice) -> NDArray[np.bool_]:
    """Which namesakes of a name have no other name of the report near them or in their division."""
    return np.asarray(rows[at][:, [FEATURES.index(name) for name in ("division", "near")]].sum(axis=1) < 0.5)


def _choice(name: Name, share: Floats, strange: NDArray[np.bool_], alone: NDArray[np.bool_]) -> _Chosen:
    """The likeliest place, why, and the next; none where the words call it something else than all it may be, or a
    small place far from all that the report names ("the village of Guma" in a report from Nigeria is not in China)."""
    order = sorted(range(len(share)), key=lambda i: (-round(float(share[i]), 6), i))
    best = name.entries[order[0]]
    second = name.entries[order[1]] if len(order) > 1 else None
    kinds = {m.kind for m in name.group if m.kind}
    said = any(m.within or m.country for m in name.group)
    reason = "words" if said else "only" if second is None else "people" if order[0] == 0 else "context"
    if strange[order[0]] and not said and best.population < SURE and (best.precision == "city" or best.second):
        return _Chosen(None, "far", best)
    other = best.spelled and fold(best.name)[:1] != fold(name.group[0].text)[:1]        # no spelling of the same name
    if other and alone[order[0]] and not said and best.precision == "city" and best.population < LEAST:
        return _Chosen(None, "spelling", best)
    if best.precision == "country" or _fits_kind(best, kinds):
        return _Chosen(best, reason, second)
    if said or best.population >= LEAST:
        return _Chosen(_approximate(best, kinds), reason, second)
    return _Chosen(None, "kind", best)


def _approximate(entry: Entry, kinds: set[Precision]) -> Entry:
    """A province, river or district named like the town that is known: at its point, without its number."""
    kind = min(kinds, key=lambda k: EXACT[k])
    return replace(entry, precision=kind, geonameid=None)


def _named(mention: Mention, chosen: _Chosen | None, gazetteer: Gazetteer) -> PlaceName:
    if mention.use == "adjective":
        chosen = _Chosen(_meant(mention, gazetteer), "adjective", None)
    if chosen is None or chosen.entry is None:
        return PlaceName(mention.start, mention.end, mention.text, mention.country, None, None, None, mention.kind,
                         mention.use, reason="no entry" if chosen is None else chosen.reason,
                         runner_up=_rival(chosen.second) if chosen else None)
    entry = chosen.entry
    name = entry.name if "’" in mention.text else entry.name.replace("’", "")
    return PlaceName(mention.start, mention.end, name, entry.country, entry.lat, entry.lon, entry.geonameid,
                     entry.precision, mention.use, reason=chosen.reason, runner_up=_rival(chosen.second))


def _meant(mention: Mention, gazetteer: Gazetteer) -> Entry | None:
    """The country or region of an adjective."""
    country = gazetteer.country(mention.meant or "")
    if country is not None:
        return country
    wide = [e for e in gazetteer.find(mention.meant or "") if e.precision in ("region", "area", "country")]
    code = registry().nationality(mention.text)
    return wide[0] if wide else gazetteer.country(code) if code else None


def _rival(entry: Entry | None) -> Place | None:
    if entry is None:
        return None
    return Place(entry.name, entry.country, entry.lat, entry.lon, entry.geonameid, entry.precision, None)


def _contained(mention: Mention, name: PlaceName, all_: Sequence[PlaceName],
               chosen: Mapping[str, _Chosen]) -> PlaceName:
    """A site or street whose town the words tell has the town's point: "Mercy Hospital in Gori", "Gori Town Hall"."""
    if name.lat is not None or mention.use == "adjective" or mention.text.split()[-1].lower() in words().streets:
        return name
    town = next((p for p in all_ if mention.within and mention.end <= p.start < mention.end + 60), None)
    if town is None or town.lat is None or town.precision not in ("city", "site"):
        town = _in_name(mention, all_, chosen)
    if town is None:
        return name
    return replace(name, country=town.country, lat=town.lat, lon=town.lon, precision=name.precision or "site",
                   within=town.name, reason="within")


def _in_name(mention: Mention, all_: Sequence[PlaceName], chosen: Mapping[str, _Chosen]) -> PlaceName | None:
    """The town that a site's name opens with, where the report names it too or everybody knows it."""
    entry = chosen[_key(_opening(mention))].entry if mention.inner and _key(_opening(mention)) in chosen else None
    if entry is None or entry.precision == "country" or (entry.precision != "city" and not entry.second):
        return None
    told = any(p.geonameid == entry.geonameid and p.name == entry.name for p in all_)
    if not told and entry.population < SURE:
        return None
    return PlaceName(mention.start, mention.end, entry.name, entry.country, entry.lat, entry.lon, None, "site")
