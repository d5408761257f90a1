"""What frames and heads each bring: `python -m bench.ablation [--reader FILE] [--confusion]`.

The same sets are coded by the frames alone, by the heads alone (an empty codebook), by the frames with one use of the
heads at a time, and by all together. Examples held out (`training/examples`, the lines that training leaves out) are
scored here: a trigger counts where its word and type agree. `--confusion` prints which types are taken for which there.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from unittest import mock

from spacy.tokens import Doc
from training.corpora import Marked, examples

from bench.quality import attribution, cases, events
from bench.quality.scoring import SHARED, Scores
from dateline.codebook import Codebook, Frames, load
from dateline.codebook.actors import registry
from dateline.model import Report
from dateline.reading import Reader
from dateline.record import deeds, heard
from dateline.record.what import happenings
from dateline.record.who import cast
from dateline.report import report_from_text

NEVER = 1e9     # what no share and no log of a chance reaches
SHUT: Mapping[str, Sequence[tuple[object, Mapping[str, object]]]] = MappingProxyType({
    "words whose rows do not fit": [(deeds, {"UNMET": NEVER, "BARRED": NEVER})],
    "doubt": [(deeds, {"NO_DEED": NEVER})],
    "parties": [(deeds, {"PARTY": NEVER})],
    "claims": [(heard, {"STANDS": heard.NEVER, "RECORD": heard.NEVER, "NESTED": heard.NEVER,
                        "NO_CUE": -NEVER, "NEW": NEVER, "NEW_UNNAMED": NEVER})],
})
SYSTEMS: Mapping[str, Sequence[str]] = MappingProxyType({        # what is left of the heads
    "frames alone": (), **{f"frames, heads for {use}": (use,) for use in SHUT}, "frames and heads": tuple(SHUT),
    "heads alone": tuple(SHUT),
})
SHOWN = (
    ("events", "p"), ("events", "r"), ("events", "f1"), ("claims", "f1"),
    ("type", "recall"), ("type", "precision"), ("type+source+target", "recall"), ("quad", "recall"),
    ("source exact", "f1"), ("cue exact", "f1"), ("content exact", "f1"),
)


class Remembering:
    """A reader that reads each text once."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._docs, self.version = reader, dict[str, Doc](), reader.version

    def read_report(self, report: Report) -> Doc:
        if report.text not in self._docs:
            self._docs[report.text] = self._reader.read_report(report)
        return self._docs[report.text]


@contextmanager
def only(system: str) -> Iterator[Codebook]:
    """The codebook with the heads as one system has them."""
    book = load()
    if system == "heads alone":
        book = replace(book, frames=Frames(MappingProxyType({}), ()))
    with ExitStack() as stack:
        for use, shut in SHUT.items():
            for module, values in shut if use not in SYSTEMS[system] else ():
                stack.enter_context(mock.patch.multiple(module, **values))
        for module in (events, cases):
            stack.enter_context(mock.patch.object(module, "load", lambda: book))
        yield book


def on_examples(book: Codebook, reader: Remembering, written: Sequence[Marked]) -> Counter[tuple[str, str]]:
    """How often a gold type was coded as which; "none" where no event was, or should have been."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in written:
        report = report_from_text(one.text)
        doc = reader.read_report(report)
        found = happenings(doc, book, cast(doc, report, registry()), skip=lambda t: False)
        mine = {f.trigger.idx: f.type for f in found}
        for start, end, kind, _, _ in one.triggers.values():
            at = next((i for i in mine if start <= i < end), None)
            pairs[kind, mine.pop(at) if at is not None else "none"] += 1
        pairs.update(("none", kind) for kind in mine.values())
    return pairs


def f1(pairs: Mapping[tuple[str, str], int]) -> str:
    right = sum(n for (gold, mine), n in pairs.items() if gold == mine)
    mine = sum(n for (_, kind), n in pairs.items() if kind != "none")
    gold = sum(n for (kind, _), n in pairs.items() if kind != "none")
    return f"p {right / max(1, mine):.3f}, r {right / max(1, gold):.3f}, f1 {2 * right / max(1, mine + gold):.3f}"


def sets(data: Path, reader: Remembering) -> Iterator[tuple[str, Scores]]:
    measured = (*(events.measure(name, data, reader) for name in events.SETS), attribution.measure(data, reader),
                cases.measure("cases", data.parent / "cases", reader),
                cases.measure("stories", Path("tests/stories"), reader))
    for found in measured:
        for name, _, scores in found:
            yield name, scores


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=SHARED / "data")
    ask.add_argument("--reader", type=Path)
    ask.add_argument("--confusion", action="store_true")
    asked = ask.parse_args()
    reader, written = Remembering(Reader.load(asked.reader)), examples(held_out=True)
    for system in SYSTEMS:
        with only(system) as book:
            pairs = on_examples(book, reader, written)
            print(f"\n{system}\n  examples held out: {f1(pairs)}")
            if asked.confusion and system == "frames and heads":
                wrong = [(pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]]
                print(*(f"    {gold} as {mine} {n}" for (gold, mine), n in wrong[:40]), sep="\n")
            for name, scores in sets(asked.data, reader):
                told = ", ".join(f"{k} {v} {scores[k][v]:.3f}" for k, v in SHOWN if v in scores.get(k, {}))
                if told:
                    print(f"  {name}: {told}", flush=True)


if __name__ == "__main__":
    main()
