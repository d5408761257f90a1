"""``dateline decisions``: what people have judged; files of several people; how far they agree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, debug, opened, say
from dateline.faces.cli import store as store_option
from dateline.faces.judging import SHOWN, tell_torn
from dateline.faces.words import counted

if TYPE_CHECKING:
    from dateline.chronicle.judgements import Judgement
    from dateline.chronicle.rating import Rated
    from dateline.measure import Agreement

form = click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
                    help="A table to read, or the lines as they are kept.")


@click.group(invoke_without_command=True)
@click.option("--by", metavar="NAME", help="Only NAME's.")
@form
@store_option
@debug
@click.pass_context
def decisions(context: click.Context, by: str | None, form: str, store: str | None) -> int:
    """List what people have judged, the latest last."""
    if context.invoked_subcommand:
        context.obj = store
        return DONE
    with opened(store) as chronicle:
        tell_torn(chronicle)
        kept = [one for one in chronicle.judgements if by in (None, one.by)]
        counts = {one.id for one in chronicle.judgements.active()}
    if form == "jsonl":
        for one in kept:
            print(one.line())
    else:
        _list(kept, counts)
    return DONE


def _list(kept: Sequence[Judgement], counts: set[str]) -> None:
    from dateline.faces.printing import listing

    listing(kept, "table", ("Id", "When", "Who", "What", "", "Why"), [
        (one.id[:SHOWN], one.at[:16].replace("T", " "), one.by, _about(one),
         "" if one.id in counts else "gone" if one.redacted else "undone", one.why)
        for one in kept], none="Nobody has judged anything yet; `dateline judge --help` says how.")


def _about(one: Judgement) -> str:
    """A judgement in a few words."""
    from dateline.chronicle.corrections import shown
    from dateline.chronicle.judgements import Correct, Join, Part, Settle, Undo, Verdict
    from dateline.chronicle.rating import RIGHT

    match one.deed:
        case Join((_, event), others) | Part((_, event), others):
            return f"{one.what} {event[:SHOWN]} and " + ", ".join(other[:SHOWN] for _, other in others[:3]) + (
                f" and {len(others) - 3} more" if len(others) > 3 else "")
        case Correct(_, event, name) if one.redacted:
            return f"{name} of {event[:SHOWN]}: taken down with its report"
        case Correct(_, event, name, before, after):
            return f"{name} of {event[:SHOWN]}: {shown(before)} → {shown(after)}"
        case Verdict(_, event, name, right):
            return f"{name or 'event'} {event[:SHOWN]} {RIGHT[right]}"
        case Settle((_, event), before, after):
            return f"state of {event[:SHOWN]}: {before} → {after}"
        case Undo(of):
            return f"undo {of[:SHOWN]}"
        case actors:
            return f"{one.what.replace('_', ' ')} {actors.one!r} and {actors.other!r}"


@decisions.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@store_option
@debug
@click.pass_context
def merge(context: click.Context, files: tuple[str, ...], store: str | None) -> int:
    """Take in the judgements of other people's files, each once, and bring the store up to date."""
    with opened(store or context.obj, read_only=False) as chronicle:
        tell_torn(chronicle)
        kept = chronicle.judgements
        new = kept.merge(files)
        chronicle.heed()
        people = ", ".join(sorted({one.by for one in new}))
        say(f"{counted(len(new), 'new judgement')}" + (f" by {people}" if people else "") + f" in {kept.path.name}")
    return DONE


@decisions.command()
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--level", type=click.Choice(["nominal", "ordinal"]), default="nominal", show_default=True,
              help="With ordinal, unsure lies between right and wrong.")
@form
@store_option
@debug
@click.pass_context
def agreement(context: click.Context, *, files: tuple[str, ...], level: str, form: str, store: str | None) -> int:
    """How far people agree who have judged the same things: in the store's file, or in FILEs.

    Cohen's kappa for two, Krippendorff's alpha for any number; in brackets where the middle 95 in 100 of samples drawn
    anew from the same things lie. 1 is full agreement, 0 what chance would give.
    """
    from dateline.chronicle.judgements import Judgements
    from dateline.chronicle.rating import rated

    if files:
        every = [one for file in files for one in Judgements.load(_there(file))]
    else:
        with opened(store or context.obj) as chronicle:
            every = list(chronicle.judgements)
    found = [(one, *_measured(one, level)) for one in rated(every)]
    if form == "jsonl":
        for one, two, many in found:
            print(json.dumps(_plain(one, two, many), ensure_ascii=False))
    elif found:
        _print(found)
    else:
        say("No two people have judged the same things; `dateline sample --again NAME` draws what NAME has judged, "
            "without saying how.")
    return DONE


def _there(file: str) -> str:
    from pathlib import Path

    if not Path(file).exists():
        raise click.BadParameter(f"there is no file {file}", param_hint="FILE")
    return file


def _measured(one: Rated, level: str) -> tuple[Agreement | None, Agreement]:
    """Kappa where there are two, and alpha; only verdicts have an order."""
    from dateline.chronicle.rating import ORDER
    from dateline.measure import agreement, agreement_of_two

    two = agreement_of_two(one.units) if len(one.people) == 2 else None
    ordinal = level == "ordinal" and one.question.endswith("right?")
    return two, agreement(one.units, "ordinal", ORDER) if ordinal else agreement(one.units)


def _plain(one: Rated, two: Agreement | None, many: Agreement) -> dict[str, object]:
    def told(found: Agreement | None) -> object:
        return found and {"value": found.value,
                          "interval": found.interval and [found.interval.low, found.interval.high]}

    return {"question": one.question, "people": one.people, "units": many.units, "observed": many.observed,
            "kappa": told(two), "alpha": told(many)}


def _print(found: Sequence[tuple[Rated, Agreement | None, Agreement]]) -> None:
    from dateline.faces.printing import console
    from dateline.faces.table import listed

    console().print(listed(
        [(one.question, ", ".join(one.people), many.units, _share(many.observed), _told(two), _told(many))
         for one, two, many in found], ("Question", "Who", "Both judged", "Same", "Kappa", "Alpha")))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _told(found: Agreement | None) -> str:
    """A coefficient with its interval."""
    if found is None or found.value is None:
        return "" if found is None else "cannot be told"
    between = f" [{found.interval.low:.2f}, {found.interval.high:.2f}]" if found.interval else ""
    return f"{found.value:.2f}{between}"


command = decisions
