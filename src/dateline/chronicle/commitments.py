"""What was promised, threatened or demanded, and what became of it.

A commitment is settled by a later deed of whoever is bound: the one who promised or threatened, or of whom it was
demanded. commitments.toml says which deeds keep and which break what. Where no report settles it, it is open until it
is due, and unknown from then on: that nobody tells of it does not mean that it was broken. What somebody disputes
settles nothing. The earliest telling that settles it is named, so that the order of the reports never matters.

`settle` looks only at the deeds it is given. Whatever can settle a bond shares a key with it (`party_keys`), so nobody
need look through all deeds of a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.chronicle.identity import acts_for, is_side, maybe_same, same, sides
from dateline.chronicle.tables import Kind, Matter, known
from dateline.chronicle.tellings import Account, Party, stem, vector

Sort = Literal["promise", "threat", "demand"]
State = Literal["met", "broken", "lapsed"]

SORTS: dict[str, Sort] = {"AGREE": "promise", "CONCEDE": "promise", "THREATEN": "threat", "REQUEST": "demand"}
PLANNED = frozenset({"AGREE", "RETREAT", "AID", "COOPERATE"})    # told as to be done, these bind where a day is set
PATIENCE = 30       # days for which what has no deadline is open after it was last told
HANGING = 365       # the same where it hangs on a condition
MOST = 0.9          # the share of what was promised that must be done for it to be kept: 38 of 40 prisoners
NEAR = 0.1          # what the words of two tellings have in common, names aside, where they are about one thing
SOME = 0.05         # the same where the deed is of the very kind that was promised
BARE = 3            # words that a promise has beside names where it does not say what is promised
# Told as to be done unless something else is, these are threats: "Peru will expel the envoy if the boats stay".
HARMFUL = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST", "MOBILIZE"})
OBEYING = frozenset({"RETREAT", "CONCEDE", "COOPERATE", "AID", "CONSULT", "SUPPORT"})
QUIET = ("truce", "violence")
RANK: dict[State, int] = {"broken": 0, "met": 1, "lapsed": 2}


@dataclass(frozen=True, slots=True)
class Settled:
    """How a commitment ended, and which telling says so; `beside`: in the sentence that tells the commitment."""

    state: State
    deed: Account
    beside: bool

    @property
    def order(self) -> tuple[tuple[int, int], bool, tuple[int, int], int, str, str]:
        """The earliest report first, in it what is told in one breath, then what was done first."""
        never, deed = (date.max.toordinal(),) * 2, self.deed
        return deed.told or never, not self.beside, deed.days or never, RANK[self.state], deed.report, deed.event


@dataclass(frozen=True, slots=True)
class Bond:
    """One telling of a commitment: who is bound to what, from when and until when."""

    told: Account
    sort: Sort
    bound: tuple[Party, ...]
    owed: tuple[Party, ...]
    until: int | None           # the last day for keeping it
    matters: tuple[Matter, ...]


def sort_of(told: Account) -> Sort | None:
    """What sort of commitment a telling is; None for other deeds, denied ones and what merely might be."""
    if told.status == "real":
        sort = SORTS.get(told.type)
        if sort == "threat" and _only_demands(told):
            return "demand"
        return sort if told.type != "CONCEDE" or _is_promised(told) else None
    if told.status in ("future", "conditional"):
        if told.type in HARMFUL:
            return "threat" if told.condition and told.actors else None
        return "promise" if told.type == "CONCEDE" or (told.type in PLANNED and told.deadline) else None
    return None


def _only_demands(told: Account) -> bool:
    """Whether a threat says no more than what is to be done by when: "gave the rebels until Monday to leave"."""
    return bool(told.deadline) and bool(told.recipients) and told.word in known().demanding


def _is_promised(told: Account) -> bool:
    """Whether giving way is only promised: by a deadline, a word that says so, or a truce, which is kept by lasting."""
    quiet = any(m.meant(told) for m in known().about if m.name in QUIET)
    return bool(told.deadline) or told.word in known().binding or quiet


def bond(told: Account) -> Bond | None:
    sort = sort_of(told)
    if sort is None:
        return None
    bound, owed = (told.recipients, told.actors) if sort == "demand" else (told.actors, told.recipients)
    rows = known().threat if sort == "threat" else known().about
    more = told.around if _is_bare(told) else told.after
    matters = [m for m in rows if m.meant(told)] or [m for m in rows if m.said(more)]
    return Bond(told, sort, bound, owed, _until(told), tuple(matters))


def _is_bare(told: Account) -> bool:
    """Whether a promise is only named ("which it accepted last month"): then its sentence says what it is about."""
    return len(told.words.keys() - _names(told) - known().aside - {told.word}) <= BARE


def _until(told: Account) -> int | None:
    """The last day for keeping it; the day on which it was said is none."""
    if told.deadline:
        day = date.fromisoformat(told.deadline).toordinal()
        return None if told.days == (day, day) and told.status == "real" else day
    return told.days[1] if told.days and told.status != "real" else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a commitment as of a day; `deed` is the telling that settles it, `on` its day (ordinals)."""

    lead: Account               # the earliest telling of it: who is bound stands there
    kind: Literal["promise", "threat", "demand", "ultimatum"]
    condition: str | None
    until: int | None
    state: Literal["open", "met", "broken", "lapsed", "unknown"]
    deed: Account | None
    on: int | None


def bonds_of(own: Iterable[Account]) -> tuple[Bond, ...]:
    """The tellings of an incident that tell a commitment, in the order of their names; none where it is no such."""
    found = (b for told in own if (b := bond(told)) and _is_known(b) and not _is_echo(b))
    return tuple(sorted(found, key=lambda b: (b.told.report, b.told.event)))


def _is_known(own: Bond) -> bool:
    """Whether anybody is bound, or a last day set, or something is demanded that can be done."""
    return bool(own.bound or own.until or (own.sort == "demand" and own.matters))


def settle(bonds: Sequence[Bond], deeds: Iterable[Account], heard: Mapping[tuple[str, str], int],
           as_of: int | None) -> Outcome:
    """What became of one commitment.

    bonds  its tellings, at least one
    deeds  the accounts that may settle it, whatever their order; its own tellings left out
    heard  the day of the first report that tells the happening which an event is a telling of
    as_of  the last day of which any report tells
    """
    first = min(bonds, key=lambda b: (b.told.told or (0, 0), b.told.report, b.told.event))
    theirs = list(deeds)
    ends = [end for b in bonds for end in (*_settled(b, theirs, heard), *_told_with(b))]
    end = min(ends, key=lambda e: e.order, default=None)
    condition = next((b.told.condition for b in bonds if b.told.condition), None)
    until = min((b.until for b in bonds if b.until), default=None)
    return Outcome(
        lead=first.told,
        kind="ultimatum" if first.sort != "promise" and condition and until else first.sort,
        condition=condition,
        until=until,
        state=end.state if end else _waiting(bonds, until, as_of),
        deed=end.deed if end else None,
        on=_day_of(end.deed) if end else None,
    )


def _day_of(deed: Account) -> int | None:
    """The last day on which it was done, else that of its report."""
    days = deed.days or deed.told
    return days[1] if days else None


def party_keys(told: Account) -> frozenset[str]:
    """What a bond and whatever can settle it have in common: a party's name or side, the place, the report."""
    found = {f"report {told.report}"}
    if told.place:
        found.add(f"place {told.place}")
    for party in (*told.actors, *told.recipients):
        found.update(sides(party))
        if told.type in SORTS and party.country:                # a promise recalled, of whom no more is known
            found.add(f"recalled {party.country}")
    return frozenset(found)


def _is_echo(own: Bond) -> bool:
    """Whether a report only says of a promise told elsewhere how it ended: "later than they had pledged"."""
    return own.until is None and _is_bare(own.told) and said_of(own.told) is not None


def _waiting(bonds: Sequence[Bond], until: int | None, last: int | None) -> Literal["open", "unknown"]:
    """Open until it is due, and without a deadline for a while after it was last told; unknown from then on.

    What hangs on a condition waits longer, for that may still come.
    """
    until = until or waits(bonds)
    return "open" if until is not None and last is not None and until >= last else "unknown"


def waits(bonds: Sequence[Bond]) -> int | None:
    """The last day on which a commitment without a deadline is open."""
    heard = max((b.told.told[1] for b in bonds if b.told.told), default=None)
    patience = HANGING if any(b.told.condition for b in bonds) else PATIENCE
    return heard + patience if heard is not None else None


# ── what settles it ──────────────────────────────────────────────────────────────────────────────


def _settled(own: Bond, deeds: Iterable[Account], heard: Mapping[tuple[str, str], int]) -> Iterator[Settled]:
    ends = {"promise": _of_promise, "threat": _of_threat, "demand": _of_demand}[own.sort]
    for deed in deeds:
        known_before = own.told.told and heard.get((deed.report, deed.event), own.told.told[0]) < own.told.told[0]
        if not (deed.disputed or deed.alleged or known_before) and follows(deed, own):
            state = ends(own, deed) or _recalled(own, deed)
            if state:
                yield Settled(state, deed, _is_beside(own, deed))


def follows(deed: Account, own: Bond) -> bool:
    """Whether a deed comes after the commitment: by the days told of both, else by the days of their reports.

    What is only told by the day of a report was done by then; so a deed of that day is not known to be later. In one
    report a day must be told: news told in passing may be older than the promise beside it.
    """
    told, within = own.told, deed.report == own.told.report
    dated = told.status == "real" and told.days is not None and not told.assumed
    start = told.days if dated else told.told
    if within and deed.type == "REJECT" and told.status == "real" and deed.sentence > told.sentence:
        return not deed.historical                              # an answer stands after what it answers
    if within and (deed.days is None or (deed.assumed and not _is_beside(own, deed))):
        return False
    if within and told.status == "real" and told.days is None:           # recalled, as in "which it had promised"
        return own.until is not None and deed.days is not None and deed.days[1] <= own.until
    if deed.days and start:
        same_day = dated and (not within or _harms(own, deed))
        return deed.days[0] > start[1] or (same_day and deed.days[0] >= start[0])
    return not deed.days and bool(deed.told and told.told and deed.told[0] > told.told[0])


def _harms(own: Bond, deed: Account) -> bool:
    return any(k.fits(deed) for m in own.matters for k in m.against) or _is_left_undone(own, deed)


def _is_left_undone(own: Bond, deed: Account) -> bool:
    """Whether just what was promised is told as not done, of the same people or in the same words."""
    meant = any(k.type == deed.type and not k.negated and (k.mode is None or k.mode in deed.modes)
                for m in own.matters for k in m.deeds)
    return meant and deed.status == "negated" and own.sort != "threat" and (
        _about_one(own, deed, SOME) or _same_object(own, deed))


def _of_promise(own: Bond, deed: Account) -> State | None:
    """A promise is kept by what was promised, broken by the contrary, and lapses where it is put off or withdrawn."""
    if not _is_theirs(own, deed):
        return None
    if _harms(own, deed) and _concerns(own, deed):
        return "broken" if _in_its_time(own, deed) else None
    if _refuses(own, deed) and (_about_one(own, deed) or _breaks_word(own, deed)) and _concerns(own, deed):
        return "broken"
    if known().delaying & set(deed.deed) and deed.status == "real":
        return "lapsed" if _about_one(own, deed) else None
    again = bond(deed)
    if again:
        return _promised_again(own, again)
    return _kept(own, deed)


def _refuses(own: Bond, deed: Account) -> bool:
    """Whether a deed is a refusal, where none was promised or asked for."""
    asked = any(m.name == "refusal" for m in own.matters)
    return deed.type == "REJECT" and deed.status == "real" and not asked


def _breaks_word(own: Bond, deed: Account) -> bool:
    """Whether a refusal says of what: "ignored the deadline", "broke its word", and nothing else."""
    said = deed.around & (known().word if own.sort == "promise" else known().limit)
    return bool(said) and _is_bare(deed)


def _in_its_time(own: Bond, deed: Account) -> bool:
    """Whether a promise still held when it was broken; on days that are told, for much is told again without any.

    What has not been done is broken once its last day has come, and not before.
    """
    if deed.status == "negated":
        said = deed.days or deed.told
        return own.until is not None and said is not None and said[1] >= own.until
    over = own.until is not None and deed.days is not None and deed.days[0] > own.until
    return not over and deed.days is not None and (deed.report != own.told.report or own.told.days is not None)


def _promised_again(own: Bond, again: Bond) -> State | None:
    """The same promised for a later day: a truce that was prolonged has held, any other promise was put off."""
    if not (own.until and again.until and again.until > own.until and _on_one_matter(own, again.told)):
        return None
    if _is_quiet(own):
        return "met"
    day = again.told.days
    return "broken" if day and not again.told.assumed and day[0] > own.until else "lapsed"


def _kept(own: Bond, deed: Account) -> State | None:
    """Met by the deed that was promised or asked, and broken where that came too late."""
    sure = _does(own, deed)
    other = own.sort == "demand" or not _is_quiet(own)      # a truce is kept by quiet alone
    if (deed.historical and not deed.days) or _is_part(own, deed):
        return None                                         # told as long done, perhaps before it was promised
    if sure or (other and _any(known().giving, deed) and _about_one(own, deed)):
        late = own.until and deed.days and not deed.assumed and deed.days[0] > own.until and not _is_quiet(own)
        return "broken" if late else "met"
    return None


def _is_part(own: Bond, deed: Account) -> bool:
    """Whether only a part was done: 12 freed of the 40 that were promised."""
    if deed.rest:
        return False
    asked = {kind: low for kind, low, _ in own.told.figures if low}
    done = {kind: high for kind, _, high in deed.figures if high is not None}
    return any(done[kind] < MOST * low for kind, low in asked.items() if kind in done)


def _of_threat(own: Bond, deed: Account) -> State | None:
    """A threat is met where it is carried out; it lapses where it is withdrawn or what it asked for is done."""
    if _is_theirs(own, deed):
        if _does(own, deed):
            return "met" if _strikes(own, deed) else None
        if _any(known().yielding, deed) and not bond(deed) and _is_let_go(own, deed):
            return "lapsed"
    if _is_not_done(own, deed) or _averts(own, deed):
        return "lapsed"
    yielded = _any(known().yielding, deed) and same(own.owed, deed.actors) and _about_one(own, deed)
    return "lapsed" if yielded else None


def _strikes(own: Bond, deed: Account) -> bool:
    """Whether a deed meets those who were threatened, where they are known, and not in another place."""
    elsewhere = own.told.sharp and deed.sharp and own.told.place != deed.place
    if own.owed:
        return _meets(own.owed, deed) or _about_one(own, deed)
    return not elsewhere or _about_one(own, deed)


def _averts(own: Bond, deed: Account) -> bool:
    """Whether those who were threatened do that without which it was to come: "unless the border is opened"."""
    asked = own.told.condition or ""
    saves = asked.lower().startswith(("unless", "until", "if")) and deed.status == "real" and deed.type in OBEYING
    saves = saves and not bond(deed)
    late = own.until is not None and deed.days is not None and deed.days[0] > own.until
    if not saves or late or acts_for(deed, own.bound) or not same(own.owed, (*deed.actors, *deed.recipients)):
        return False
    said = vector(asked)
    negated = asked.lower().startswith("if") and not NOT & set(asked.lower().split())
    aside = _names(own.told) | _names(deed) | known().aside
    shared = sum(said[w] * deed.words[w] for w in sorted((said.keys() & deed.words.keys()) - aside))
    return not negated and shared > NEAR


NOT = frozenset({"not", "n't", "no", "without", "fails", "fail", "failed", "refuse", "refuses", "refused"})


def _is_let_go(own: Bond, deed: Account) -> bool:
    """Whether who threatened gives way in what was threatened: "withdrew its threat", "called off the march"."""
    return _on_one_matter(own, deed) or "threat" in deed.words


def _is_not_done(own: Bond, deed: Account) -> bool:
    """Whether a report tells, once the day has passed, that what was threatened did not come."""
    passed = own.until is not None and deed.told is not None and deed.told[1] > own.until
    meant = {k.type for m in own.matters for k in m.deeds}
    theirs = acts_for(deed, own.bound) if deed.actors else _is_where_threatened(own, deed)
    return passed and deed.status == "negated" and deed.type in meant and theirs


def _is_where_threatened(own: Bond, deed: Account) -> bool:
    """Whether a deed without a doer is told of those who were threatened, or of the place."""
    place = own.told.place is not None and own.told.place == deed.place
    return place or same(own.owed, deed.recipients) or deed.report == own.told.report


def _of_demand(own: Bond, deed: Account) -> State | None:
    """A demand is met where it is obeyed, broken where it is refused, and lapses where it is dropped."""
    if _is_punished(own, deed):
        return "broken"
    if own.bound and _is_theirs(own, deed):
        if _harms(own, deed) and _concerns(own, deed) and deed.days is not None:
            return "broken" if deed.status != "negated" or _in_its_time(own, deed) else None
        if _refuses(own, deed) and (
                _about_one(own, deed) or same(own.owed, deed.recipients) or _breaks_word(own, deed)):
            return "broken"
        return None if bond(deed) and not _is_quiet(own) else _kept(own, deed)
    return "lapsed" if same(own.owed, deed.actors) and _is_dropped(own, deed) else None


def _is_punished(own: Bond, deed: Account) -> bool:
    """Whether who set a last day did harm, once it had passed, to whom it was set: so it was not obeyed."""
    when = deed.days or deed.told
    passed = own.until is not None and when is not None and when[0] > own.until
    harms = deed.type in HARMFUL - {"MOBILIZE", "PROTEST"} and deed.status == "real"
    return passed and harms and acts_for(deed, own.owed) and _meets(own.bound, deed)


def _meets(parties: Sequence[Party], deed: Account) -> bool:
    """Whether a deed is done to one of these, or in their land."""
    lands = {p.country for p in parties if p.country}
    return same(parties, deed.recipients) or bool(lands & {deed.country, *(p.country for p in deed.recipients)})


def _is_dropped(own: Bond, deed: Account) -> bool:
    """Whether who demanded lets it be, or gives more time."""
    again = bond(deed)
    later = again is not None and own.until is not None and again.until is not None and again.until > own.until
    if deed.type != "CONCEDE" or deed.status != "real" or (again and not later):
        return False
    return _about_one(own, deed) or (later and bool(known().limit & deed.around))


def _is_theirs(own: Bond, deed: Account) -> bool:
    """Whether the deed is done by whoever is bound; one told without a doer is theirs where it is told in the same
    breath, or is just what was promised, done to the same people or in the same place."""
    if deed.actors:
        return acts_for(deed, own.bound)
    return _is_beside(own, deed) or (own.sort != "threat" and _is_just_that(own, deed))


def _is_just_that(own: Bond, deed: Account) -> bool:
    """ "Forty prisoners were freed", "no prisoner had been freed": of the prisoners who were promised to be."""
    meant = any(k.type == deed.type and k.type not in known().anybody and (k.mode is None or k.mode in deed.modes)
                for m in own.matters for k in m.deeds)
    to = same(own.told.recipients, deed.recipients) or bool(_nouns(own.told.recipients) & _nouns(deed.recipients))
    return meant and (to or (own.told.sharp and own.told.place == deed.place))


def _nouns(parties: Iterable[Party]) -> frozenset[str]:
    """What people without a name are called: "40 political prisoners", "the prisoners"."""
    return frozenset(key for p in parties if not p.named for key in sides(p) if key.startswith("noun "))


def _is_beside(own: Bond, deed: Account) -> bool:
    return deed.report == own.told.report and deed.sentence == own.told.sentence


def _concerns(own: Bond, deed: Account) -> bool:
    """Whether what was done against a promise was done to whom it was owed, as far as both are known.

    Those who made peace with each other owe it to each other; civilians may be anybody's.
    """
    owed = (*own.owed, *own.bound) if len(own.bound) > 1 else own.owed
    told = [p for p in deed.recipients if is_side(p)]
    return not owed or not told or same(owed, told)


def _does(own: Bond, deed: Account) -> bool:
    """Whether a deed is of the kind that was promised or threatened, and done to the same people or in one place."""
    fits = [k for m in own.matters for k in m.deeds if k.fits(deed)]
    if own.sort == "threat":
        return bool(fits) or (own.told.type in HARMFUL and deed.type == own.told.type and deed.status == "real")
    return any(k.negated for k in fits) or (bool(fits) and (_about_one(own, deed, SOME) or _same_object(own, deed)))


def _same_object(own: Bond, deed: Account) -> bool:
    """Whether it was done to whom it was promised or in the place that was named."""
    place = deed.type == "RETREAT" and own.told.sharp and own.told.place == deed.place
    return place or same(own.told.recipients, deed.recipients)


def _any(kinds: Iterable[Kind], deed: Account) -> bool:
    return any(k.fits(deed) for k in kinds)


def _is_quiet(own: Bond) -> bool:
    return any(m.name in QUIET for m in own.matters)


def _about_one(own: Bond, deed: Account, least: float = NEAR) -> bool:
    """Whether two tellings share words that matter, or one sentence tells both."""
    one, other = own.told, deed
    if _is_beside(own, other) and any(m.said(other.around) for m in own.matters):
        return True
    aside = _names(one) | _names(other) | (one.lands & other.lands) | known().aside
    shared = sorted((one.words.keys() & other.words.keys()) - aside)
    return sum(one.words[w] * other.words[w] for w in shared) > least


def _names(told: Account) -> frozenset[str]:
    """Stems of the names of who takes part, in all forms that the report has for them."""
    named = [p for p in (*told.actors, *told.recipients) if p.named and p.kind != "population"]
    aka = (word for p in named for name in p.aka for word in name.split())
    return frozenset(stem(word) for word in (*aka, *(w for p in named for w in p.words)))


def _on_one_matter(own: Bond, deed: Account) -> bool:
    quiet = _is_quiet(own) and any(m.said(deed.around) for m in known().about if m.name in QUIET)
    return quiet or _about_one(own, deed) or any(
        m.meant(deed) or (_is_bare(deed) and m.said(deed.around)) for m in own.matters)


# ── what is said of it where it is recalled ──────────────────────────────────────────────────────


def _told_with(own: Bond) -> Iterator[Settled]:
    """A telling of the promise itself may say what became of it: "broke the promise", "later than they had pledged"."""
    state = said_of(own.told)
    if state and not own.told.disputed:
        yield Settled(state, own.told, True)


def _recalled(own: Bond, deed: Account) -> State | None:
    """The same where another telling of one's promise does."""
    if SORTS.get(deed.type) != own.sort or not maybe_same(own.told.actors, deed.actors):
        return None
    state = said_of(deed)
    late = state == "broken" and own.until is not None and deed.told is not None and deed.told[0] > own.until
    return state if late or _about_one(own, deed) or (_is_bare(deed) and _is_told_beside(own, deed)) else None


def _is_told_beside(own: Bond, deed: Account) -> bool:
    """Whether the sentence that recalls a promise tells of what was promised: "sent its ships, as it had pledged"."""
    shared = sorted((own.told.words.keys() & deed.around) - _names(own.told) - _names(deed) - known().aside)
    return sum(own.told.words[w] ** 2 for w in shared) > NEAR


def said_of(told: Account) -> State | None:
    """What the words just before a promise, or right behind it, say of it, if they say how it ended."""
    behind = f" {' '.join(told.behind.lower().split())} "
    for state in RANK:
        if any(f" {words}" in behind for words in known().followed.get(state, ())):
            return state
    before = f" {' '.join(told.before.lower().split()[-NEARBY:])} "
    return next((state for state in RANK if any(_ends_with(before, words) for words in known().recalled[state])), None)


def _ends_with(before: str, words: str) -> bool:
    """Whether words stand before a promise, and no further deed between: not "met the envoys and promised"."""
    _, found, rest = before.rpartition(f" {words} ")
    return bool(found) and "and" not in rest.split()


NEARBY = 8          # words before a promise that may say how it ended
