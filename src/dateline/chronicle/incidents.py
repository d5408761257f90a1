"""Incidents: the same happening told by several reports, gathered once.

Accounts that might tell one happening meet by what they share (blocks); each pair is weighed (likeness.py); what holds
together on the average becomes one incident (average linkage, Sokal and Michener 1958). Everything is sorted before it
is decided, so that neither the order of the reports nor how they were dealt out changes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, combinations

from dateline.chronicle.commitments import commitment, sort_of
from dateline.chronicle.likeness import Link, family, is_running, link, weights
from dateline.chronicle.tellings import Account, accounts, likeness, sentence
from dateline.model import Actor, Commitment, Event, Incident, Place, Record, Said, Telling, Time, Toll, Value, digest
from dateline.report.copies import families, joined

JOIN = 0.0          # the mean weight above which two groups are one
UNSEEN = -4.0       # what two accounts that never met are taken to weigh
APART = 31          # days beyond which accounts are not compared
BLOCK = 200         # accounts that a key may bring together: what more share says nothing of any two
RARE = 4            # words of the evidence by which an account is found
TELLING = 30        # words of a report by which others of its story are found
LABEL = 80          # characters

Key = tuple[str, str]           # report, event


@dataclass(frozen=True, slots=True)
class _Told:
    """One telling with the record that it stands in."""

    record: Record
    event: Event

    @property
    def key(self) -> Key:
        return self.record.report.id, self.event.id


def incidents(records: Iterable[Record]) -> tuple[Incident, ...]:
    """The incidents that the records add up to, by their first day; every event is in one."""
    kept = {record.report.id: record for record in records}
    told = {t.key: t for _, r in sorted(kept.items()) for e in r.events for t in [_Told(r, e)]}
    found = {(a.report, a.event): a for _, r in sorted(kept.items()) for a in accounts(r)}
    groups = gathered(found, links(found.values()))
    voices = independent(kept)
    ends = _ends(groups, told, found)
    made = (_incident([told[key] for key in group], voices, end) for group, end in zip(groups, ends, strict=True))
    return tuple(sorted(made, key=lambda i: (i.time.start or "9999" if i.time else "9999", i.id)))


# ── who might be one ─────────────────────────────────────────────────────────────────────────────


def links(found: Iterable[Account]) -> list[Link]:
    """The links of all accounts that share a key, in the order of their names."""
    blocks: dict[tuple[str, ...], list[Account]] = {}
    for account in found:
        for key in _keys(account):
            blocks.setdefault(key, []).append(account)
    pairs = {
        (a.report, a.event, b.report, b.event): (a, b)
        for block in blocks.values() if len(block) <= BLOCK
        for a, b in combinations(sorted(block, key=lambda x: (x.report, x.event)), 2) if _near(a, b)
    }
    return [link(a, b) for _, (a, b) in sorted(pairs.items())]


def _keys(account: Account) -> Iterator[tuple[str, ...]]:
    kind = family(account)
    rare = sorted(account.words, key=lambda w: (-account.words[w], w))[:RARE]
    yield from ((kind, "word", word) for word in rare)
    yield from ((kind, "name", party.name) for party in (*account.actors, *account.recipients) if party.named)
    yield from ((kind, "noun", p.name, p.country) for p in (*account.actors, *account.recipients)
                if p.country and not p.named)
    if account.days and is_running(account):
        yield kind, "toll"
    if account.place:
        yield kind, "place", account.place
    yield from ((kind, "figure", f, str(low)) for f, low, _ in account.figures)


def _near(a: Account, b: Account) -> bool:
    return not (a.days and b.days) or max(a.days[0] - b.days[1], b.days[0] - a.days[1]) <= APART


# ── what holds together ──────────────────────────────────────────────────────────────────────────


def gathered(found: Mapping[Key, Account], weighed: Iterable[Link]) -> list[list[Key]]:
    """Groups of accounts whose mean weight is above JOIN, each sorted, in the order of their first."""
    known = {(x.one, x.other): x.weight for x in weighed}
    names = {f"{report}\0{event}": (report, event) for report, event in found}
    near = ((f"{a[0]}\0{a[1]}", f"{b[0]}\0{b[1]}") for (a, b), w in known.items() if w > JOIN)
    parts: dict[str, list[Key]] = {}
    for name, first in joined(names, near).items():
        parts.setdefault(first, []).append(names[name])
    return sorted(chain.from_iterable(_linked(sorted(part), known) for part in parts.values()))


def _linked(part: Sequence[Key], known: Mapping[tuple[Key, Key], float]) -> list[list[Key]]:
    """Average linkage: the two groups of the greatest mean weight are joined while it is above JOIN."""
    groups = {n: [key] for n, key in enumerate(part)}
    total = {(i, j): known.get((part[i], part[j]), UNSEEN) for i in groups for j in groups if i < j}
    while total:
        (i, j), best = max(total.items(), key=lambda t: (t[1] / _pairs(groups, t[0]), -t[0][0], -t[0][1]))
        if best / _pairs(groups, (i, j)) <= JOIN:
            break
        for k in [k for k in groups if k not in (i, j)]:
            total[_pair(i, k)] += total.pop(_pair(j, k))
        del total[i, j]
        groups[i] = sorted(groups[i] + groups.pop(j))
    return list(groups.values())


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def _pairs(groups: Mapping[int, Sequence[Key]], pair: tuple[int, int]) -> int:
    return len(groups[pair[0]]) * len(groups[pair[1]])


# ── one incident ─────────────────────────────────────────────────────────────────────────────────


def independent(records: Mapping[str, Record]) -> dict[str, str]:
    """Each report with the voice it belongs to: copies of one text are one, and so are reports of one outlet."""
    family = families({name: record.report.text for name, record in records.items()})
    same: dict[str, list[str]] = {}
    for name, record in records.items():
        same.setdefault(f"family {family[name]}", []).append(name)
        if record.report.outlet:
            same.setdefault(f"outlet {record.report.outlet}", []).append(name)
    return joined(records, ((names[0], other) for names in same.values() for other in names[1:]))


def _ends(groups: Sequence[Sequence[Key]], told: Mapping[Key, _Told],
          found: Mapping[Key, Account]) -> Iterator[Commitment | None]:
    """What became of each group, if it is a promise, a threat or a demand; only deeds told in its story settle it."""
    last = max((a.told[1] for a in found.values() if a.told), default=None)
    heard = {key: min(days) for group in groups for key in group
             if (days := [a.told[0] for k in group if (a := found[k]).told])}
    of_report: dict[str, list[Account]] = {}
    for account in found.values():
        of_report.setdefault(account.report, []).append(account)
    stories = _stories({report: told[0] for report, told in of_report.items()})
    for group in groups:
        own = [found[key] for key in group]
        if not any(map(sort_of, own)):
            yield None
            continue
        near = sorted(set().union(*(stories(account.report) for account in own)))
        others = chain.from_iterable(of_report[report] for report in near)
        yield commitment([(told[key].record, told[key].event) for key in group], own, others, heard, last)


def _stories(first: Mapping[str, Account]) -> Callable[[str], frozenset[str]]:
    """For a report, itself and all that tell of what it tells of, found by the words that say most about it."""
    least = weights()["story of any two"]
    told = {report: sorted(a.story, key=lambda w: (-a.story[w], w))[:TELLING] for report, a in first.items()}
    having: dict[str, list[str]] = {}
    for report, words in told.items():
        for word in words:
            having.setdefault(word, []).append(report)

    @cache
    def near(report: str) -> frozenset[str]:
        met = {other for word in told[report] if len(having[word]) <= BLOCK for other in having[word]}
        return frozenset(o for o in met if likeness(first[report].story, first[o].story) >= least) | {report}

    return near


def _incident(told: Sequence[_Told], voices: Mapping[str, str], end: Commitment | None) -> Incident:
    lead = _lead(told)
    reports = tuple(dict.fromkeys(t.key[0] for t in told))
    return Incident(
        id=digest("incident", *min(t.key for t in told)),
        label=_label(lead),
        type=Counter(t.event.type for t in told).most_common(1)[0][0],
        reports=reports,
        events=tuple(Telling(*t.key) for t in told),
        outlets=len({t.record.report.outlet for t in told}),
        independent=len({voices[name] for name in reports}),
        time=_time(told),
        place=_place(told),
        actors=_names(told, lambda e: [p.actor for p in e.actors]),
        recipients=_names(told, lambda e: [p.actor for p in e.recipients]),
        figures=tolls(chain.from_iterable(_values(t) for t in told)),
        claims=tuple(dict.fromkeys(Said(t.key[0], c.claim, c.stance) for t in told for c in t.event.claims)),
        commitment=end,
    )


def _lead(told: Sequence[_Told]) -> _Told:
    """The fullest telling of news: with both sides, a day and a place."""
    def full(t: _Told) -> tuple[int, float, Key]:
        e = t.event
        known = (e.actors, e.recipients, e.place, e.time and e.time.basis != "assumed", not e.historical)
        return -sum(map(bool, known)), -e.confidence, t.key

    return min(told, key=full)


def _label(told: _Told) -> str:
    """The clause that tells it; one that hangs on what stands before ("that it accepted in May") with its sentence."""
    text = told.record.report.text
    start, end = next((s for s in told.event.evidence if s[0] <= told.event.trigger[0] < s[1]), told.event.evidence[0])
    words = " ".join(text[start:end].split())
    if words[:1].islower() and len(words) < LABEL // 2:
        first, _ = sentence(text, told.event.trigger)
        before = " ".join(text[first:start].split())
        room = LABEL - len(words) - 3
        kept = before if len(before) <= room else "…" + before[-room:].partition(" ")[2]
        return f"{kept} {words}".strip()
    return words if len(words) <= LABEL else words[: LABEL - 1].rsplit(" ", 1)[0] + "…"


def _time(told: Sequence[_Told]) -> Time | None:
    """The narrowest of the days that most tellings give; what is only assumed where nothing is said."""
    given = [t.event.time for t in told if t.event.time and t.event.time.start]
    said = [t for t in given if t.basis != "assumed"] or given
    if not said:
        return None
    votes = Counter((t.start, t.end) for t in said)
    best = min(said, key=lambda t: (-votes[t.start, t.end], _width(t), t.start or ""))
    return Time(best.start, best.end, best.grain, None, best.basis)


def _width(time: Time) -> int:
    if not (time.start and time.end):
        return 10**6
    return (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days


SHARP = ("site", "city", "region", "area", "country")


def _place(told: Sequence[_Told]) -> Place | None:
    """The place that most tellings give; the sharpest of those given as often."""
    given = [t.event.place for t in told if t.event.place]
    votes = Counter((p.name, p.country) for p in given)
    best = min(given, default=None,
               key=lambda p: (-votes[p.name, p.country], SHARP.index(p.precision or "country"), p.name))
    return best and Place(best.name, best.country, best.lat, best.lon, best.geonameid, best.precision, None)


def _names(told: Sequence[_Told], side: Callable[[Event], Iterable[str]]) -> tuple[str, ...]:
    """Who stands on a side, by how many tellings name them."""
    votes: Counter[str] = Counter()
    for t in told:
        known: dict[str, Actor] = {a.id: a for a in t.record.actors}
        votes.update({known[name].name for name in side(t.event)})
    return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


# ── figures ──────────────────────────────────────────────────────────────────────────────────────


def _values(told: _Told) -> Iterator[tuple[str, Value]]:
    record = told.record
    speakers = {c.id: c.source for c in record.claims}
    names = {a.id: a.name for a in record.actors}
    for f in told.event.figures:
        source = speakers.get(f.claim or "")
        by = None
        if source is not None:
            by = names[source.actor] if source.actor else _words(record, source.spans) or "unnamed"
        yield f.kind, Value(*told.key, f.low, f.high, by, record.report.published.start, f.text)


def _words(record: Record, spans: Iterable[tuple[int, int]]) -> str:
    return " ".join(record.report.text[s:e] for s, e in spans)


def tolls(values: Iterable[tuple[str, Value]]) -> tuple[Toll, ...]:
    """The values by kind, with what they are to each other."""
    kinds: dict[str, list[Value]] = {}
    for kind, value in values:
        kinds.setdefault(kind, []).append(value)
    return tuple(
        Toll(kind, tuple(given), any(_contested(a, b) for a, b in combinations(given, 2)),      # type: ignore[arg-type]
             any(_updated(a, b) for a, b in combinations(given, 2)))
        for kind, given in kinds.items())


def _apart(a: Value, b: Value) -> bool:
    """Whether two counts cannot both be: "at least 35" and "30"."""
    return (a.high is not None and (b.low or 0) > a.high) or (b.high is not None and (a.low or 0) > b.high)


def _updated(a: Value, b: Value) -> bool:
    """Whether the later of two counts replaces the earlier: one speaker's, or the reports' own, on two days."""
    grown = a.date != b.date and a.date is not None and b.date is not None
    return _apart(a, b) and grown and (a.by == b.by or None in (a.by, b.by))


def _contested(a: Value, b: Value) -> bool:
    return _apart(a, b) and a.by != b.by and not _updated(a, b)
