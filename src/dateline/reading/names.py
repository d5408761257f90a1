"""Name labels to spans: heads with different habits, joined.

`named` marks whole noun phrases that refer to something with a name, GUM's way, one layer a kind,
so they may nest ("President X of Y"); `inner` marks the innermost of them, as one chain of labels.
`bare` marks the name alone, Universal NER's way.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]
Found = tuple[int, int, str]  # first word, after the last, kind


def best_path(emit: Floats, step: Floats) -> list[int]:
    """The highest-scoring label sequence (Viterbi 1967). Ties go to the lower label.

    emit    (words, labels)        score of each label at each word
    step    (labels + 1, labels)   score of going from row to column; the last row leads in from the start
    returns one label a word
    """
    if not len(emit):
        return []
    score = emit[0] + step[-1]
    back = np.zeros(emit.shape, dtype=np.int64)
    for t in range(1, len(emit)):
        reach = score[:, None] + step[:-1]
        back[t] = reach.argmax(axis=0)
        score = reach.max(axis=0) + emit[t]
    path = [int(score.argmax())]
    for t in range(len(emit) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def layered(tags: Sequence[Sequence[int]], kinds: Sequence[str]) -> list[Found]:
    """Spans of each kind's own layer: 1 begins, 2 goes on; a 2 after nothing begins as well."""
    found: list[Found] = []
    for k, kind in enumerate(kinds):
        start = None
        for i, row in enumerate([*tags, [0] * len(kinds)]):
            if start is not None and row[k] != 2:
                found.append((start, i, kind))
                start = None
            if row[k] == 1 or (row[k] == 2 and start is None):
                start = i
    return sorted(found)


def flat(tags: Sequence[int], labels: Sequence[str]) -> list[Found]:
    """Spans of one B/I/O layer; an I of another kind, or after nothing, begins a span."""
    found: list[Found] = []
    for i, tag in enumerate(tags):
        mark, _, kind = labels[tag].partition("-")
        if mark == "I" and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        elif mark in ("B", "I"):
            found.append((i, i + 1, kind))
    return found


def fill(doc: Doc, named: Sequence[Found], bare: Sequence[Found], inner: Sequence[Found]) -> None:
    """Set doc.spans["nested"] and doc.spans["mentions"] (as read), doc.spans["names"] (headed by a proper noun)
    and doc.ents.

    A bare name beats a noun phrase of its kind around it: "President X" is the name X. Numbers are
    token indexes of the whole Doc. Ents do not overlap; the longer name stands, then the earlier.
    """
    doc.spans["nested"] = [Span(doc, s, e, k) for s, e, k in named]
    doc.spans["mentions"] = [Span(doc, s, e, k) for s, e, k in inner]
    proper = [n for n in inner if n[2] == "date" or doc[n[0] : n[1]].root.pos_ == "PROPN"]
    bare = [b for b in bare if any(t.pos_ in ("PROPN", "NOUN", "ADJ", "X") for t in doc[b[0] : b[1]])]
    wide = [
        n for n in proper if n[2] in ("date", "event") or not any(b[0] < n[1] and n[0] < b[1] for b in bare)
    ]
    names = sorted({*bare, *wide})
    doc.spans["names"] = [Span(doc, s, e, k) for s, e, k in names]
    taken: set[int] = set()
    outer = []
    for s, e, k in sorted(names, key=lambda n: (n[0] - n[1], n[0])):
        if not taken.intersection(range(s, e)):
            taken.update(range(s, e))
            outer.append(Span(doc, s, e, k))
    doc.ents = sorted(outer, key=lambda x: x.start)
