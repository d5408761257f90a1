"""What all commands share that judge: who does, when, and what is printed of it before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.errors import BadJudgement
from dateline.faces.cli import DONE, debug, opened, say
from dateline.faces.cli import store as store_option
from dateline.faces.words import counted

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.choosing import Look
    from dateline.chronicle.judgements import Deed, Judgement

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

    if named := (by or "").strip() or Settings.load().judging:
        return named
    raise click.UsageError("say who judges: --by NAME, or the setting `judge`")


def decided(store: str | None, by: str | None, why: str | None, choose: Callable[[Chronicle], Sequence[Deed]],
            tell: Callable[[Deed], str | None] = lambda deed: None) -> int:
    """Choose what is judged, keep it, and print the incidents concerned as they were and as they are.

    `choose` gives the deeds, `tell` a line about one of them.
    """
    from dateline.faces.deciding import made

    with opened(store, read_only=False) as chronicle:
        try:
            deeds = choose(chronicle)
            judgements = made(chronicle, deeds, judge_name(by), why)
        except BadJudgement as error:
            raise click.UsageError(str(error)) from error
        for line in filter(None, map(tell, deeds)):
            print(line)
        return kept(chronicle, judgements)


def kept(chronicle: Chronicle, judgements: Sequence[Judgement]) -> int:
    """Keep judgements and show what that changes."""
    from dateline.faces.deciding import decide

    tell_torn(chronicle)
    found = decide(chronicle, judgements)
    _print("before", found.before)
    _print("after", found.after)
    first, *others = found.judgements
    say(f"Kept in {chronicle.judgements.path.name} as {first.by}'s"
        + (f", {counted(len(found.judgements), 'judgement')}" if others else "")
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
