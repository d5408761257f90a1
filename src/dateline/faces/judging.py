"""What all commands share that judge: who does, when, and what is printed of it before and after."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.errors import BadJudgement
from dateline.faces.cli import DONE, debug, opened, say
from dateline.faces.cli import store as store_option
from dateline.faces.words import counted

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.choosing import Look
    from dateline.chronicle.judgements import Deed, Judgement, Key

F = TypeVar("F", bound=Callable[..., Any])
SHOWN = 8               # letters of an id: enough to name it by in most stores
LISTED = 12             # incidents shown before and after


def judging(command: F) -> F:
    """The options of everything that judges."""
    by = click.option("--by", metavar="NAME", help="Who judges.  [default: the setting `judge`, else your login]")
    why = click.option("--why", metavar="WORDS", help="For what reason.")
    return store_option(by(why(debug(command))))


def judge_name(by: str | None) -> str:
    """Who judges: as asked, as set, or whoever is logged in."""
    from dateline.settings import Settings

    if named := (by or Settings.load().judge or "").strip():
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("say who judges: --by NAME, or the setting `judge`") from None


def made(chronicle: Chronicle, deeds: Iterable[Deed], by: str, why: str | None) -> tuple[Judgement, ...]:
    """Judgements of this moment."""
    from dateline.chronicle.judgements import Judgement

    at = chronicle.judgements.stamp(datetime.now(UTC))
    try:
        return tuple(Judgement.make(deed, by=by, at=at, why=why) for deed in deeds)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def decided(store: str | None, by: str | None, why: str | None, choose: Callable[[Chronicle], Sequence[Deed]],
            tell: Callable[[Deed], str | None] = lambda deed: None) -> int:
    """Choose what is judged, keep it, and print the incidents concerned as they were and as they are.

    `choose` gives the deeds, `tell` a line about one of them.
    """
    with opened(store, read_only=False) as chronicle:
        try:
            deeds = choose(chronicle)
        except BadJudgement as error:
            raise click.UsageError(str(error)) from error
        for line in filter(None, map(tell, deeds)):
            print(line)
        return kept(chronicle, made(chronicle, deeds, judge_name(by), why))


def kept(chronicle: Chronicle, judgements: Sequence[Judgement], keys: Iterable[Key] = ()) -> int:
    """Keep judgements and show what that changes for their tellings, or for `keys`."""
    from dateline.chronicle.choosing import look, naming
    from dateline.chronicle.judgements import names_of, tellings_of

    tell_torn(chronicle)
    concerned = set(keys) or {key for one in judgements for key in tellings_of(one.deed)}
    names = [name for one in judgements for name in names_of(one.deed)]
    _print("before", look(chronicle, concerned) if concerned else naming(chronicle, names))
    new = chronicle.judge(*judgements)
    _print("after", look(chronicle, concerned) if concerned else naming(chronicle, names))
    first, *others = new
    say(f"Kept in {chronicle.judgements.path.name} as {first.by}'s"
        + (f", {counted(len(new), 'judgement')}" if others else "")
        + f"; `dateline undo {first.id[:SHOWN]}` takes " + ("the first back" if others else "it back"))
    return DONE


def tell_torn(chronicle: Chronicle) -> None:
    """Say where a crash has cut off a last line, which the next judgement sets aside."""
    from dateline.chronicle.judgements import TORN

    file = chronicle.judgements
    if file.torn:
        say(f"The last line of {file.path} breaks off, as when a machine stops while it writes. It counts for nothing; "
            f"the next judgement sets its {len(file.torn)} bytes aside in {file.path.name}{TORN}.")


def _print(when: str, found: Sequence[Look]) -> None:
    for one in found[:LISTED]:
        told = counted(one.reports, "report")
        print(f"{when:<6}  {one.id[:SHOWN]}  {one.day or 'no day':<10}  {one.type:<10}  {told}  {one.label}"
              + (f"  [{one.place}]" if one.place else "") + ("" if one.status == "occurred" else f"  ({one.status})"))
    if len(found) > LISTED:
        print(f"{when:<6}  … and {len(found) - LISTED} more")
    if not found:
        print(f"{when:<6}  no incident")
