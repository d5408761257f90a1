"""Every row of the cue table runs its own examples, and its counter-examples give no claim by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

import pytest

from dateline.codebook.actors import registry
from dateline.codebook.cues import Cues, Said, cues, of_rows
from dateline.codebook.frames import read
from dateline.errors import BadCodebook
from dateline.model import Claim, Report
from dateline.record.voice import claims
from dateline.record.who import cast
from dateline.report import report_from_text

MARK = re.compile(r"\{([SCX]) ([^{}]*)\}")
EXAMPLES = cues().examples


@dataclass(frozen=True)
class Marked:
    text: str
    source: str
    cue: str
    content: str


def unmarked(text: str) -> Marked:
    """The plain sentence and what its marks hold, pieces of one letter joined by a bar."""
    held = {letter: " | ".join(m[2] for m in MARK.finditer(text) if m[1] == letter) for letter in "SCX"}
    return Marked(MARK.sub(lambda m: m[2], text), held["S"], held["C"], held["X"])


def heard(text: str, reader, table: Cues, *, attitudes: bool) -> tuple[Report, tuple[Claim, ...]]:
    report = report_from_text(text)
    doc = reader.read_one(report.text)
    return report, claims(doc, report, cast(doc, report, registry()), table, attitudes=attitudes, chain=False)


def words(spans, report: Report) -> str:
    return " | ".join(report.text[s:e] for s, e in spans)


def _rows() -> list[dict[str, object]]:
    return list(read(files("dateline.codebook") / "cues.toml")["cue"])


@pytest.mark.parametrize("said", [s for s in EXAMPLES if not s.counter], ids=lambda s: f"{s.row}: {s.text}")
def test_examples_hold(said: Said, reader):
    marked = unmarked(said.text)
    report, found = heard(marked.text, reader, cues(), attitudes=said.attitude)
    fits = [
        c
        for c in found
        if (words(c.source.spans, report), words(c.cue, report), words(c.content, report))
        == (marked.source, marked.cue, marked.content)
    ]
    told = [(words(c.source.spans, report), words(c.cue, report), words(c.content, report), c.stance) for c in found]
    assert fits, told
    assert fits[0].stance == said.stance


@pytest.mark.parametrize("said", [s for s in EXAMPLES if s.counter], ids=lambda s: f"{s.row}: {s.text}")
def test_counter_examples_say_nothing(said: Said, reader):
    """The row by itself finds no claim in its counter-example."""
    alone = of_rows([_rows()[int(said.row.split()[1]) - 1]])
    report, found = heard(said.text, reader, alone, attitudes=said.attitude)
    assert not found, [(words(c.cue, report), words(c.content, report)) for c in found]


def test_the_table_knows_many_words():
    lemmas = {head for _, head in cues().by_head}
    assert len(lemmas) >= 250
    assert {example.row for example in EXAMPLES if not example.counter} == {f"row {n}" for n in range(1, len(_rows()) + 1)}
    assert {example.row for example in EXAMPLES if example.counter} == {f"row {n}" for n in range(1, len(_rows()) + 1)}


def test_idioms_come_first():
    uses = cues().of("verb", "call")
    assert [len(u.more) for u in uses] == sorted((len(u.more) for u in uses), reverse=True)
    assert cues().of("verb", "paint the town") == ()


@pytest.mark.parametrize(
    "row, problem",
    [
        ({"verb": ["say"], "content": ["clause"]}, "has no 'stance'"),
        ({"verb": ["say"], "stance": "asserts", "content": ["sentence"]}, "has content 'sentence'"),
        ({"verb": ["say"], "stance": "swears", "content": ["clause"]}, "has the stance 'swears'"),
        ({"verb": ["say"], "stance": "asserts", "content": ["clause"], "speed": 3}, "has a key 'speed'"),
    ],
)
def test_wrong_rows_are_named(row, problem):
    with pytest.raises(BadCodebook, match="row 1") as caught:
        of_rows([row])
    assert problem in str(caught.value)
