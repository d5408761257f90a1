"""Judgements brought into the store: its table ``decisions`` mirrors the file, and what they change is worked out anew.

First the file, then the store: what a crash leaves between the two is done when the store is next opened to be added to
(`brought_up`), in the same way as judgements that came into the file by a merge.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from dateline.chronicle.judgements import Effects, Judgement, Judgements, Key, effects, tellings_of
from dateline.chronicle.linking import Batch, linked
from dateline.chronicle.rows import ask, next_batch, put, texts

TOLD = 3                # judgements that the change feed tells one by one


def brought_up(db: Any, kept: Judgements) -> bool:
    """Make the store show the judgements of the file; whether it did not yet. In an open transaction.

    Those that the store shows and the file lacks (it was lost, or an older one put in its place) are written back.
    """
    kept.look()
    mirrored = {name for name, in db.execute("SELECT id FROM decisions").fetchall()}
    if lost := mirrored - {one.id for one in kept}:
        found = db.execute("SELECT id, body FROM decisions").fetchall()
        kept.append(*(Judgement.read(body) for name, body in found if name in lost))
    new = [one for one in kept if one.id not in mirrored]
    if not new:
        return bool(lost)
    renamed = dict(_renamed(db, kept.kept))
    after = effects(kept, renamed)
    touched = after.touched(effects((one for one in kept if one.id in mirrored), renamed))
    _mirror(db, new, kept.active())
    if touched:
        linked(db, Batch(*next_batch(db, 0), touched=touched, why=_told(new)), after)
    return True


def redacted(db: Any, kept: Judgements, reports: Sequence[str]) -> None:
    """Take the words of these reports out of what was judged of them: of the file, then of its mirror here."""
    gone = kept.redact(reports)
    standing = {one.id for one in kept.active()}
    if not gone:
        return
    rows = {"id": texts(one.id for one in gone), "body": texts(one.line() for one in gone),
            "active": np.array([one.id in standing for one in gone], dtype=np.bool_)}
    ask(db, "UPDATE decisions SET body = e.body, active = e.active FROM emptied e WHERE decisions.id = e.id",
        emptied=rows)
    ask(db, "UPDATE changes SET before = NULL, after = NULL, "
            "reason = 'judged, of a report that was taken down since' FROM emptied e "
            "WHERE contains(reason, 'judgement ' || e.id)", emptied=rows)


def effects_in(db: Any) -> Effects:
    """What the judgements that the store mirrors come to, each of its telling as that is called now."""
    bodies = tuple(body for body, in db.execute("SELECT body FROM decisions ORDER BY id").fetchall())
    return _effects(bodies, _renamed(db, _kept(bodies)))


@lru_cache(maxsize=2)
def _effects(bodies: tuple[str, ...], renamed: tuple[tuple[Key, Key], ...]) -> Effects:
    """Worked out once for all batches of a run."""
    return effects(_kept(bodies), dict(renamed))


@lru_cache(maxsize=2)
def _kept(bodies: tuple[str, ...]) -> tuple[Judgement, ...]:
    return tuple(map(Judgement.read, bodies))


def _renamed(db: Any, kept: Sequence[Judgement]) -> tuple[tuple[Key, Key], ...]:
    """Tellings that are judged and have another id since their report was coded anew."""
    keys = sorted({key for one in kept for key in tellings_of(one.deed)})
    if not keys:
        return ()
    reports, events = zip(*keys, strict=True)
    found = ask(db, """
        SELECT a.report, a.old_event, a.event FROM event_aliases a
        JOIN judged j ON a.report = j.report AND a.old_event = j.event ORDER BY ALL""",
        judged={"report": texts(reports), "event": texts(events)})
    return tuple(((report, old), (report, new)) for report, old, new in found)


def _mirror(db: Any, new: Sequence[Judgement], standing: Sequence[Judgement]) -> None:
    put(db, "decisions", [(one.id, one.at, one.by, one.what, one.line(), True) for one in new])
    ask(db, "UPDATE decisions SET active = NOT active WHERE active <> (id IN (SELECT id FROM standing))",
        standing={"id": texts(one.id for one in standing)})


def _told(new: Sequence[Judgement]) -> str:
    """What the change feed says of them.

    >>> from dateline.chronicle.judgements import Undo
    >>> _told([Judgement.make(Undo("1a2b"), by="Mina", at="2026-03-05T12:00:00+00:00", why="a slip")])[-22:]
    '(undo) by Mina: a slip'
    """
    if len(new) > TOLD:
        return f"{len(new)} judgements by {', '.join(sorted({one.by for one in new}))}"
    return "; ".join(f"judgement {x.id} ({x.what}) by {x.by}" + (f": {x.why}" if x.why else "") for x in new)
