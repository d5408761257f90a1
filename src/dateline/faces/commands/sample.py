"""``dateline sample``: a sheet of events to judge, and what the filled sheet says of how often the machine is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.errors import UnreadableInput
from dateline.faces.cli import DONE, debug, opened, say
from dateline.faces.cli import store as store_option
from dateline.faces.judging import judge_name, tell_torn
from dateline.faces.words import counted

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.chronicle.judgements import Deed, Key
    from dateline.faces.sheet import Filled
    from dateline.measure import Share, Stratum


@click.command()
@click.option("-n", "number", type=click.IntRange(1), default=200, show_default=True, metavar="N",
              help="How many events.")
@click.option("--by", metavar="KIND|NAME",
              help="Divided by type, status, quad, background, disputed, country, outlet, month or year, as many of "
                   "each as can be.  [default: type]  With --read: who judged.")
@click.option("--query", metavar="QUERY", help="Only of incidents that this finds, as in `dateline ask`.")
@click.option("--out", metavar="FILE", help="The sheet to write: .csv or .xlsx.")
@click.option("--seed", default="1", show_default=True, metavar="WORD", help="Another seed draws another sample.")
@click.option("--again", metavar="NAME",
              help="Draw from what NAME has judged, without saying how: a blind second pass.")
@click.option("--read", "filled", metavar="FILE", help="Take a filled sheet in and print how much is right.")
@click.option("--why", metavar="WORDS", help="With --read: a remark kept with each judgement.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
              help="With --read: a table to read, or a JSON object a row.")
@store_option
@debug
def sample(*, number: int, by: str | None, query: str | None, out: str | None, seed: str, again: str | None,
           filled: str | None, why: str | None, form: str, store: str | None) -> int:
    """Find out how often Dateline is right on your own reports.

    \b
    dateline sample -n 200 --by type --out sheet.csv     # draw
    (fill in right, wrong or unsure, in any spreadsheet)
    dateline sample --read sheet.csv --by Mina           # keep the verdicts, print precision by type
    """
    if bool(out) == bool(filled):
        raise click.UsageError("say --out FILE to draw a sample, or --read FILE to take a filled sheet in")
    if filled:
        return _read(Path(filled), by, why, form, store)
    return _draw(Path(str(out)), number, store, by=by or "type", query=query, seed=seed, again=again)


def _draw(path: Path, number: int, store: str | None, **how: str | None) -> int:
    from dateline.chronicle.sampling import STRATA, drawn
    from dateline.faces.sheet import write

    if how["by"] not in STRATA:
        raise click.BadParameter(f"{how['by']!r}: samples are divided by {', '.join(STRATA)}", param_hint="--by")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise click.BadParameter(f"{path}: end its name in .csv or .xlsx", param_hint="--out")
    with opened(store) as chronicle:
        found = drawn(chronicle, number, **how)          # type: ignore[arg-type]
    told = ", ".join(f"{name} {value}" for name, value in how.items() if value)
    about = f"{counted(len(found), 'event')} drawn {told}"
    write(found, path, about)
    if not found:
        say("There is nothing to draw from: no event in the store is as was asked.")
    elif len(found) < number:
        say(f"There are only {counted(len(found), 'event')} to draw from.")
    say(f"{about}; fill in right, wrong or unsure, then: dateline sample --read {path} --by YOUR-NAME")
    print(path)
    return DONE


# ── back ─────────────────────────────────────────────────────────────────────────────────────────


def _read(path: Path, by: str | None, why: str | None, form: str, store: str | None) -> int:
    from dateline.chronicle.sampling import was_read
    from dateline.faces.deciding import made
    from dateline.faces.sheet import read

    filled = read(path)
    with opened(store, read_only=False) as chronicle:
        tell_torn(chronicle)
        there = dict(was_read(chronicle, (one.key for one in filled)))
        _all_known(path, filled, there)
        who = judge_name(by)
        new = chronicle.judge(*made(chronicle, _unsaid(chronicle, filled, who), who, why))
    _print(_rows(filled, there), form)
    again = sum(len(one.verdicts) for one in filled) - len(new)
    known = f" ({again:,} kept before)" if again else ""
    say(f"{counted(len(filled), 'event')} judged by {who}; {counted(len(new), 'verdict')} kept{known}")
    return DONE


def _all_known(path: Path, filled: Sequence[Filled], there: Mapping[Key, Any]) -> None:
    strange = [f"row {one.line}" for one in filled if one.key not in there]
    if strange:
        raise UnreadableInput(str(path), f"{', '.join(strange[:10])}: no such event in this store",
                              "name the store that the sample was drawn from with --store; of a report that was coded "
                              "anew or taken down since, take the rows out")


def _unsaid(chronicle: Chronicle, filled: Iterable[Filled], by: str) -> list[Deed]:
    """The verdicts that are not the last that this person gave, so that a sheet may be read twice."""
    from dateline.chronicle.judgements import EVENT, Verdict

    last = {(d.report, d.event, d.field): d.right for one in chronicle.judgements.active()
            if one.by == by and isinstance(d := one.deed, Verdict)}
    every = (Verdict(*one.key, None if name == EVENT else name, right)
             for one in filled for name, right in one.verdicts.items())
    return [v for v in every if last.get((v.report, v.event, v.field), "never") != v.right]


def _rows(filled: Sequence[Filled], there: Mapping[Key, Mapping[str, Any]]) -> list[tuple[str, Stratum | None, Share]]:
    """Precision by stratum and of all; then of each field, where the machine gave it a value."""
    from dateline.chronicle.judgements import EVENT
    from dateline.faces.sheet import ASKED
    from dateline.measure import overall, share

    found: list[tuple[str, Stratum | None, Share]] = []
    events = _strata((one, _event_right(one.verdicts)) for one in filled)
    found += [(one.name, one, share(one)) for one in events]
    found.append(("all", None, overall(events)))
    for name in ASKED:
        if name != EVENT:
            given = _strata((one, one.verdicts.get(name)) for one in filled if there[one.key][name] not in (None, []))
            if any(one.judged for one in given):
                found.append((f"{name}, where given", None, overall(given)))
    return found


def _event_right(verdicts: Mapping[str, bool | None]) -> bool | None:
    """An event is right where it is one and its type is not wrong."""
    return False if verdicts.get("type") is False else verdicts.get("event")


def _strata(judged: Iterable[tuple[Filled, bool | None]]) -> list[Stratum]:
    """The strata with what was judged right or wrong in each; what somebody was unsure of does not count."""
    from dateline.measure import Stratum

    sizes: dict[str, int] = {}
    said: dict[str, list[bool]] = {}
    for one, right in judged:
        sizes[one.stratum] = max(sizes.get(one.stratum, 0), one.size)
        said.setdefault(one.stratum, []).extend([] if right is None else [right])
    return [Stratum(name, max(sizes[name], len(said[name])), len(said[name]), sum(said[name])) for name in sorted(said)]


def _print(rows: Sequence[tuple[str, Stratum | None, Share]], form: str) -> None:
    from dateline.faces.printing import console
    from dateline.faces.table import listed

    if form == "jsonl":
        for name, stratum, one in rows:
            print(json.dumps({
                "of": name, "there": stratum and stratum.size, "judged": stratum and stratum.judged,
                "right": stratum and stratum.right, "precision": one.value,
                "interval": [one.interval.low, one.interval.high]}, ensure_ascii=False))
        return
    console().print(listed([
        (name, stratum.size if stratum else "", stratum.judged if stratum else "", stratum.right if stratum else "",
         "" if one.value is None else f"{one.value:.0%}",
         "" if one.value is None else f"{one.interval.low:.0%} to {one.interval.high:.0%}")
        for name, stratum, one in rows], ("", "There are", "Judged", "Right", "Precision", "95 in 100 between")))


command = sample
