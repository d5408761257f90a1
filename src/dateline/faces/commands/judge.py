"""``dateline judge``: say what is so, where the machine is wrong or right; it stays said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dateline.faces.judging import decided, judging

if TYPE_CHECKING:
    from dateline.chronicle.judgements import Deed, State


@click.group()
def judge() -> None:
    """Say what is one happening and what is two, what is right and what is wrong.

    ID is that of an incident or an event, or its beginning, as `dateline timeline` and `dateline show` print it. A
    judgement is kept in a file beside the store, with who, when and why; it outranks the machine, and a later one an
    earlier one. `dateline undo` takes it back, `dateline decisions` lists all.
    """


@judge.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@judging
def join(ids: tuple[str, ...], store: str | None, by: str | None, why: str | None) -> int:
    """All these are one happening."""
    from dateline.chronicle.choosing import joined

    return decided(store, by, why, lambda chronicle: [joined(chronicle, ids)])


@judge.command()
@click.argument("name", metavar="ID")
@click.argument("other", metavar="FROM")
@judging
def part(name: str, other: str, store: str | None, by: str | None, why: str | None) -> int:
    """ID is another happening than FROM, an event of it, or the rest of it."""
    from dateline.chronicle.choosing import parted

    return decided(store, by, why, lambda chronicle: parted(chronicle, name, other))


@judge.command()
@click.argument("name", metavar="EVENT")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE…")
@judging
def correct(name: str, values: tuple[str, ...], store: str | None, by: str | None, why: str | None) -> int:
    """Put fields of EVENT right; FIELD=none takes a wrong value away.

    \b
    type=PROTEST            modes="sit-in;strike"       status=future
    actor="Ana Diaz (PER GOV); police"                  recipient="two men"
    time=2026-03-02..2026-03-05                         place="Ayr (GBR)"
    historical=yes          disputed=no                 figures=none
    """
    from dateline.chronicle.choosing import corrected

    pairs = [value.partition("=") for value in values]
    for field, sign, _ in pairs:
        if not sign:
            raise click.UsageError(f"{field!r} is no FIELD=VALUE; write it like place=\"Ayr (GBR)\"")
    return decided(store, by, why,
                   lambda chronicle: [corrected(chronicle, name, field.strip(), text) for field, _, text in pairs],
                   _correction)


def _correction(deed: Deed) -> str | None:
    from dateline.chronicle.corrections import shown
    from dateline.chronicle.judgements import Correct

    return f"{deed.field}: {shown(deed.before)} → {shown(deed.after)}" if isinstance(deed, Correct) else None


@judge.command()
@click.argument("name", metavar="EVENT")
@click.argument("field", required=False, metavar="[FIELD]")
@judging
def wrong(name: str, field: str | None, store: str | None, by: str | None, why: str | None) -> int:
    """There was no such EVENT, or its FIELD is wrong: it counts no more."""
    return _verdict(name, field, is_right=False, store=store, by=by, why=why)


@judge.command()
@click.argument("name", metavar="EVENT")
@click.argument("field", required=False, metavar="[FIELD]")
@judging
def right(name: str, field: str | None, store: str | None, by: str | None, why: str | None) -> int:
    """EVENT, or its FIELD, was read right: earlier judgements against it count no more."""
    return _verdict(name, field, is_right=True, store=store, by=by, why=why)


def _verdict(name: str, field: str | None, *, is_right: bool, store: str | None, by: str | None,
             why: str | None) -> int:
    from dateline.chronicle.choosing import verdicts

    return decided(store, by, why, lambda chronicle: verdicts(chronicle, name, field, is_right))


@judge.command()
@click.argument("name", metavar="INCIDENT")
@click.argument("state", type=click.Choice(["met", "broken", "lapsed", "open", "unknown"]))
@judging
def state(name: str, state: State, store: str | None, by: str | None, why: str | None) -> int:
    """What became of a promise, a threat or a demand."""
    from dateline.chronicle.choosing import settled
    from dateline.chronicle.judgements import Settle

    return decided(store, by, why, lambda chronicle: [settled(chronicle, name, state)],
                   lambda deed: f"state: {deed.before} → {deed.after}" if isinstance(deed, Settle) else None)


@judge.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@click.option("--join/--part", "join", required=True, help="One actor by two names, or two actors.")
@judging
def actors(*, one: str, other: str, join: bool, store: str | None, by: str | None, why: str | None) -> int:
    """Whether two names are one actor's; remembered for all reports, those still to come among them."""
    from dateline.chronicle.judgements import ActorJoin, ActorPart

    deeds: Sequence[Deed] = [(ActorJoin if join else ActorPart)(one, other)]
    return decided(store, by, why, lambda chronicle: deeds)


command = judge
