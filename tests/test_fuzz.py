"""A slice of hostile input, without the coverage that leads `make fuzz`; and every fault that was found so, as its input.

What is looked at in each answer stands in tests/fuzz: an input is read, or refused by an error of ours that says why.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from tests.fuzz.drawn import drawn
from tests.fuzz.targets import BY_NAME, TARGETS, Check

SLICE = 5_000           # inputs in all, had each target only its share


@cache
def check(name: str) -> Check:
    return BY_NAME[name].ready()


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_sound_and_what_was_worth_keeping_is_dealt_with(name: str) -> None:
    for data in (*BY_NAME[name].whole(), *BY_NAME[name].corpus()):
        check(name)(data)


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_broken_is_read_or_refused(name: str) -> None:
    target = BY_NAME[name]
    known = [*target.whole(), *target.corpus()]
    count = 3 if target.inputs < 5_000 else SLICE * target.inputs // sum(one.inputs for one in TARGETS)
    for data in drawn(target, known, count, seed=7):
        check(name)(data)


# what was found: the target, the input, and what went wrong
FOUND = [
    ("times", "the second quarter of 0000", "a quarter of no year"),
    ("times", "fall 9999", "a season that ends after the last day there is"),
    ("times", "Good Friday 0000, 1500 years ago, 500 years ago, the day before", "a holiday of no year; days before the first"),
    ("times", "Feb. 29-12 and 13 March", "a day told twice, in two expressions"),
    ("times", "March 12 and 13 March", "the same, the other way about"),
    ("times", "between May and July\n. 1", "a month with a line's end in it"),
    ("day", "March 99999999999999999999, 2015", "a number larger than a date takes"),
    ("day", "0001-01-01T00:00:00", "a day that stands for none"),
    ("numbers", "9" * 400, "infinitely many, which no JSON can say"),
    ("numbers", "between 1 and " + "9" * 320 + " million million", "nothing times infinitely many"),
    ("parser", '"A*b-c"', "a query whose canonical text was refused"),
    ("actors", "!G! = A\n _ ;\n\t[GINGOV]\n", "a block of codes without a name"),
    ("actors", "!X! = a, b!X!\nTHE_!X!_\n\t[GINGOV]\n", "a macro that names itself"),
    ("actors", "".join(f"!{a}! = {','.join([f'x!{b}!'] * 40)}\n" for a, b in pairwise("ABCDEFGHIJ")) + "!A!\n\t[GINGOV]\n", "macros that come to 40⁹ names"),
    ("actors", "".join(f"!{a}! = {f'!{b}!' * 40}\n" for a, b in pairwise("ABCDEFGHIJ")) + "!A!\n\t[GINGOV]\n", "macros that come to a name of 40⁹ signs"),
    ("actors", "name,kind\rx,y", "a table that is no CSV"),
    ("actors", "name\n" + "x" * 140_000, "a cell that is longer than Python's csv takes"),
    ("codebook", '[[frame]]\ntype = ["X"]\nverb = ["x"]\n', "a type that is a list"),
    ("codebook", "frame = [1, 2]\n", "frames that are numbers"),
    ("file-page.html", "<html><body><p>" + "1" * 60_000, "a page of digits, searched for each"),
    ("file-report.md", "# T\n" + "<!--" * 15_000 + "[a" * 20_000 + "[a](" * 10_000, "marks without an end, each looked for to the end"),
    ("file-report.md", "---\n", "Markdown that only draws: a report without words"),
    ("file-letter.eml", "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + "Content-Type: a;\n " * 3_000, "a field of a mail's head without an end"),
    ("judgements", " \"deed\" \n", "a torn line that is JSON, but no object"),
    ("waiting", '"files"', "a file that is JSON, but no object"),
    ("waiting", '{"id": 1, "at": null, "files": [], "unread": []}', "fields of other kinds than they should be"),
]


@pytest.mark.parametrize(("name", "data", "why"), FOUND, ids=[why for _, _, why in FOUND])
def test_what_was_found_is_mended(name: str, data: str | bytes, why: str) -> None:
    check(name)(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
