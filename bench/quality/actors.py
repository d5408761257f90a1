"""Who is who on which day: rows of ``actors.csv``, held out, coded each in a minimal sentence.

    python -m bench.quality.actors              shares right, by sort of name
    python -m bench.quality.actors --wrong      and each row that is wrong, with what was found

A row says whose country and sector a name has on a day; empty means that none should be given. It was written
from what the news names, before the tables were enlarged. The name stands in a sentence of its own, or in the
plain one below: nothing but the name and the day tells who is meant.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dateline
from dateline.model import Actor, Record

ROWS = Path(__file__).with_name("actors.csv")
PLAIN = "{} condemned the bombing of a bridge."


@dataclass(frozen=True, slots=True)
class Row:
    sort: str
    name: str
    day: str
    country: str
    sector: str
    text: str

    @property
    def sentence(self) -> str:
        return (self.text or PLAIN).format(self.name)


def rows(path: Path = ROWS) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Row(**row)


def found(row: Row) -> tuple[str, str]:
    """The country and the sector that a record gives the row's name; two question marks where it names nobody."""
    actor = meant(dateline.code(row.sentence, published=row.day), row)
    return (actor.country or "", actor.sector or "") if actor else ("?", "?")


def meant(record: Record, row: Row) -> Actor | None:
    """The actor whose mention ends where the name does; else one inside it."""
    start = row.sentence.index(row.name)
    end = start + len(row.name)
    spans = [(a, s) for a in record.actors for s in a.mentions if s[0] < end and s[1] > start]
    spans.sort(key=lambda pair: (abs(pair[1][1] - end), pair[1][0] - pair[1][1]))
    return spans[0][0] if spans else None


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--wrong", action="store_true", help="list the rows that are wrong")
    ask.add_argument("--rows", type=Path, default=ROWS, help="another table in the same form")
    asked = ask.parse_args()
    right, every = Counter[str](), Counter[str]()
    for row in rows(asked.rows):
        got = found(row)
        every[row.sort] += 1
        right[row.sort] += got == (row.country, row.sector)
        if asked.wrong and got != (row.country, row.sector):
            print(f"{row.sort:8} {row.day} {row.name}: {got[0] or '-'} {got[1] or '-'}, "
                  f"should be {row.country or '-'} {row.sector or '-'}")
    for sort, count in every.items():
        print(f"{sort:8} {right[sort]:4} of {count:4}  {right[sort] / count:.3f}")
    print(f"{'all':8} {right.total():4} of {every.total():4}  {right.total() / every.total():.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
