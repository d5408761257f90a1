"""What the table of actors says that somebody was on a day: of which country, which sector, in which office.

A report of today tells of deeds of years ago: who is out of office now was a minister then, and a party of today
was an armed group. The day of the report decides what an actor is; where a deed has a day of its own, `standing`
says what he was on that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook.actors import Entry, Registry, fold, wordlist
from dateline.model import Actor, Role, Standing, Time
from dateline.record.drafts import draft_of, ends_in, held_on


def standing(actor: Actor, entry: Entry | None, when: Time | None, registry: Registry) -> Standing | None:
    """What he was on the day of a deed; None where that is what he is, or nobody knows."""
    day = middle(when)
    listing = registry.find(entry.name, day) if entry and day else None
    if listing is None or listing.entry.kind == "country":
        return None
    then = draft_of(listing.entry, day)
    held = [r.title for r in listing.entry.roles if held_on(r, day)]
    if (then.country, then.sector) == (actor.country, actor.sector) or not (held or listing.entry.holds(day)):
        return None
    return Standing(then.country, then.sector, held[-1] if held else None)


def middle(when: Time | None) -> str | None:
    """A day within the time of a deed, where words tell it: of a year its middle, for offices change at its ends."""
    if when is None or when.basis == "assumed" or not (when.start and when.end):
        return None
    first, last = when.start[:10], when.end[:10]
    return f"{first[:4]}-07-01" if first[:4] == last[:4] and first[5:] == "01-01" and last[5:] == "12-31" else first


def offices(entry: Entry | None, day: str | None, stated: Sequence[Role], registry: Registry) -> tuple[Role, ...]:
    """The offices that the report states, with the table's days, and that which the table gives besides on the
    day of the report, else the last before: in whichever sector he held them."""
    known = [r for e in (registry.namesakes(entry) or (entry,)) for r in e.roles] if entry and day else []
    roles = [r for r in known if (r.start or "") <= (day or "")]
    now = [replace(r, basis="table") for r in roles if held_on(r, day)]
    last = [replace(r, basis="table", holding="former") for r in sorted(roles, key=lambda r: r.start or "")[-1:]]
    told = [_with_days(s, known, day) for s in stated]
    starts = {r.start for r in told}
    return (*told, *(r for r in now or last if r.start not in starts))


def holders(title: str, country: str | None, day: str | None, registry: Registry) -> tuple[str, ...]:
    """Whom the table knows in an office on a day, where the report names nobody: "the Kenyan president"."""
    noun, head = fold(title).split(), title in wordlist("leading")
    own = (e for bearers in registry.surnames.values() for e in bearers if e.country == country) if day else ()
    held = ((e, fold(r.title)) for e in own for r in e.roles if held_on(r, day))
    fits = (e for e, known in held if ends_in(known.split(), noun) or (head and known in wordlist("heads")))
    return tuple(dict.fromkeys(e.name for e in fits))


def _with_days(stated: Role, known: Sequence[Role], day: str | None) -> Role:
    """A stated office with its days in the table: who held it once is called by it long after."""
    title = fold(stated.title).split()
    same = [r for r in known if ends_in(title, fold(r.title).split())]
    now = [r for r in same if held_on(r, day)]
    begun = sorted((r for r in same if (r.start or "") <= (day or "")), key=lambda r: r.start or "")[-1:]
    for role in now or begun:
        ended = stated.holding == "current" and not now
        return replace(stated, start=role.start, end=role.end, holding="former" if ended else stated.holding)
    return stated
