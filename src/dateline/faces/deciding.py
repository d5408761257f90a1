"""Judgements made and kept, with the incidents concerned as they were before and as they are after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.chronicle import Chronicle
from dateline.chronicle.choosing import Look, look, naming
from dateline.chronicle.judgements import Deed, Judgement, names_of, tellings_of
from dateline.chronicle.undoing import root
from dateline.errors import BadJudgement


@dataclass(frozen=True, slots=True)
class Decided:
    """What was judged that was new, and how it changed what it is about."""

    judgements: tuple[Judgement, ...]
    before: tuple[Look, ...]
    after: tuple[Look, ...]


def made(chronicle: Chronicle, deeds: Iterable[Deed], by: str, why: str | None) -> tuple[Judgement, ...]:
    """Judgements of this moment."""
    at = chronicle.judgements.stamp(datetime.now(UTC))
    try:
        return tuple(Judgement.make(deed, by=by, at=at, why=why) for deed in deeds)
    except ValueError as error:
        raise BadJudgement(str(error), "`dateline judge --help` tells how each is said") from error


def decide(chronicle: Chronicle, judgements: Sequence[Judgement]) -> Decided:
    """Keep judgements; an undoing concerns what is undone in the end."""
    about = [root(chronicle.judgements, one).deed for one in judgements]
    keys = {key for deed in about for key in tellings_of(deed)}
    names = [name for deed in about for name in names_of(deed)]

    def seen() -> tuple[Look, ...]:
        found = [*(look(chronicle, keys) if keys else ()), *(naming(chronicle, names) if names else ())]
        return tuple(dict.fromkeys(found))

    before = seen()
    new = chronicle.judge(*judgements)
    return Decided(new, before, seen())
