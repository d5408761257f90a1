"""A record on the terminal: it fits, it quotes, and it tells nothing by colour alone."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len
from rich.console import Console

from dateline.faces.table import STANCES, STATUS, print_record
from dateline.model import Published, Record, Stance, Standing, Status
from values import record, records


def shown(found: Record, width: int = 100, *, colour: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, highlight=False,
                      color_system="truecolor" if colour else None)
    print_record(found, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def event(**changes: object) -> Record:
    found = record()
    return replace(found, events=(replace(found.events[0], **changes),))        # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 80, 100, 140, 300])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    assert max(cell_len(line) for line in shown(record(), width).splitlines()) <= min(width, 140)


@pytest.mark.parametrize("words", [
    "Two held", "Wire", "5 Mar 2026", "COERCE", "arrest", "police", "two men", "NOR COP", "2 Mar 2026",
    "Oslo", "DISPUTED", "according to a minister; The union (DENIES)", "‹arrested›",
    "detained 2 (a minister)",
])
def test_everything_a_reader_asks_is_there(words: str) -> None:
    assert words in " ".join(shown(record(), 80).split())
    told = shown(record(), 120)             # where long facts wrap within their columns
    assert all(word in told for word in words.removeprefix("according to ").split())


def test_a_party_is_what_it_was_on_the_day_of_the_deed() -> None:
    actor = replace(record().events[0].actors[0], then=Standing("SWE", "MIL"))
    assert "police (then SWE MIL)" in shown(event(actors=(actor,)))


def test_an_inferred_day_is_called_so() -> None:
    found = record()
    inferred = replace(found.report, published=Published("2026-03-04", "2026-03-06", "inferred"))
    assert "4–6 Mar 2026 (inferred)" in shown(replace(found, report=inferred))


@pytest.mark.parametrize("status", get_args(Status))
def test_a_status_is_told_in_words_and_by_a_mark_of_its_own(status: Status) -> None:
    told = shown(event(status=status))
    mark, word = STATUS[status]
    assert f"{mark} COERCE" in told
    assert word in told
    assert len({mark for mark, _ in STATUS.values()}) == len(get_args(Status))


def test_every_stance_has_its_word() -> None:
    assert set(STANCES) == set(get_args(Stance))


def test_colour_adds_nothing_but_colour() -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown(record(), 140, colour=True))
    assert plain != shown(record(), 140, colour=True)
    assert plain.split() == shown(record(), 140).replace("‹", "").replace("›", "").split()


@settings(max_examples=40,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_any_record_can_be_shown(found: Record) -> None:
    assert shown(found, 80) and shown(found, 120)
