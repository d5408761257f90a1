"""What the treebanks do not say: who says what (PolNeAR), and which words are events, of whom, to whom.

Events come from sentences written for it: `training/examples`, and the examples of the codebook's rows as its frames
read them. Reports that only the frames have read would teach the head the frames' own mistakes.
All texts are cut into words and windows as in reading. Their trees are those of the reader before (`as_before`), so
that what is learned of events costs no tree.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from spacy.tokens import Doc, Token

from dateline.codebook import load
from dateline.codebook.actors import registry
from dateline.reading import Reader
from dateline.reading.lemma import script
from dateline.reading.windows import paragraphs, windows
from dateline.reading.words import tokenizer
from dateline.record.what import Found, happenings
from dateline.record.who import cast
from dateline.report import report_from_text
from training.treebank import Sentence

SAID = ("O", *(f"{b}-{k}" for k in ("source", "cue", "content") for b in "BI"))
DEEDS = (
    "none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)
STATES = ("occurred", "ongoing", "future", "conditional", "hypothetical", "negated")
PARTS = ("none", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon")  # of whom or what in an attack, as MUC-4 has it
EXAMPLES = Path(__file__).with_name("examples")
HELD_OUT = 10  # of every ten examples one is held out


# ── who says what ────────────────────────────────────────────────────────────────────────────────


def attributions(path: Path, reader: Reader | None = None, every: int = 4) -> Iterator[list[Sentence]]:
    """The windows of PolNeAR's articles, one list an article; each so many have the trees of a reader."""
    cut = tokenizer()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        read = reader is not None and number % every == 0
        doc = reader.read_one(record["text"]) if read else cut(record["text"])
        yield [as_before(s, w) if read else s for s, w in _attributed(doc, record)]


def _attributed(doc: Doc, record: dict) -> Iterator[tuple[Sentence, Sequence[Token]]]:
    labels, begins = _parts_of(doc, record["attributions"])
    for number, window in enumerate(w for p in paragraphs(doc) for w in windows(p, [1] * len(p))):
        own = {t.i: n for n, t in enumerate(window)}
        links = [(own[i], own.get(cue, -1)) for i, cue in begins.items() if i in own]
        said = [labels[t.i] for t in window]
        yield Sentence([t.text for t in window], record["id"], number, said=said, links=links), window


def _parts_of(doc: Doc, found: list[dict]) -> tuple[list[int], dict[int, int]]:
    """A label a word, and the first word of every piece with the first word of its cue; a cue over all else."""
    labels = [0] * len(doc)
    begins: dict[int, int] = {}
    for role in ("content", "source", "cue"):
        inside, begin = SAID.index(f"I-{role}"), SAID.index(f"B-{role}")
        for one in found:
            cue = _words(doc, one["cue"])
            for span in one[role]:
                words = _words(doc, [span])
                if not words:
                    continue
                for i in words:
                    labels[i] = inside
                labels[words[0]] = begin
                begins[words[0]] = cue[0] if cue else -1
    kept = {i: cue for i, cue in begins.items() if SAID[labels[i]].startswith("B")}
    return labels, kept


def _words(doc: Doc, spans: list[list[int]]) -> list[int]:
    """The words that spans touch, signs at both ends left out."""
    hit = [t for t in doc if not t.is_space and any(t.idx < e and s < t.idx + len(t) for s, e in spans)]
    while hit and hit[0].is_punct:
        hit.pop(0)
    while hit and hit[-1].is_punct:
        hit.pop()
    return [t.i for t in range_of(hit)]


def range_of(hit: Sequence[Token]) -> Sequence[Token]:
    return [t for t in hit[0].doc[hit[0].i : hit[-1].i + 1] if not t.is_space] if hit else ()


# ── which words tell one happening, and who had which part in an attack ──────────────────────────


def happenings_told(mentions: Path, articles: Path) -> Iterator[list[Sentence]]:
    """The windows of ECB+ articles that hold a marked trigger, one list a topic: what may be one or two happenings."""
    told: dict[str, list[dict]] = {}
    for line in mentions.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        told.setdefault(one["doc"], []).append(one)
    topics: dict[str, list[Sentence]] = {}
    cut = tokenizer()
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if marks := told.get(article["id"]):
            topic = topics.setdefault(article["id"].split("_")[0], [])
            topic.extend(_telling(cut(article["text"]), article["id"], marks))
    yield from topics.values()


def _telling(doc: Doc, name: str, marks: Sequence[dict]) -> Iterator[Sentence]:
    for number, window in enumerate(w for p in paragraphs(doc) for w in windows(p, [1] * len(p))):
        own = {t.i: n for n, t in enumerate(window)}
        same = [(own[words[-1]], one["story"]) for one in marks
                if (words := [i for i in _words(doc, [[one["start"], one["end"]]]) if i in own])]
        if same:
            yield Sentence([t.text for t in window], name, number, same=same)


def attacks(path: Path) -> Iterator[Sentence]:
    """The windows of MUC-4's reports, with each word's part in an attack; a name counts wherever it stands."""
    cut = tokenizer()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        doc = cut(record["text"])
        labels = [0] * len(doc)
        for part, named in record["roles"].items():
            for text in {m["text"] for one in named for m in one}:
                for hit in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", record["text"]):
                    for i in _words(doc, [hit.span()]):
                        labels[i] = labels[i] or PARTS.index(part)
        for number, window in enumerate(w for p in paragraphs(doc) for w in windows(p, [1] * len(p))):
            yield Sentence([t.text for t in window], record["id"], number, part=[labels[t.i] for t in window])


# ── events: sentences with marks ─────────────────────────────────────────────────────────────────

ROW = re.compile(r"\{[ARTX] ([^{}]*)\}")
MARK = re.compile(r"\{([^{}=]*?)=([A-Z]+)([a-z ]*)\}|\{((?:[AR]\d* )(?:[AR]\d+ )*)([^{}]*)\}")


@dataclass(slots=True)
class Marked:
    """A text and its marks, as character spans."""

    text: str = ""
    triggers: dict[str, tuple[int, int, str, str, bool]] = field(default_factory=dict)  # kind, status, past
    parties: list[tuple[str, str, int, int]] = field(default_factory=list)  # A or R, number, start, end


def marked(line: str) -> Marked:
    """A line of `training/examples` without its marks. The form is told at the top of the folder's README."""
    out, at = Marked(), 0
    for mark in MARK.finditer(line):
        out.text += line[at : mark.start()]
        start = len(out.text)
        if mark[2]:
            number, word = re.fullmatch(r"(\d*)\s*(.*)", mark[1]).groups()
            out.text += word
            told = mark[3].split()
            status = next((s for s in told if s in STATES), "occurred")
            unknown = set(told) - set(STATES) - {"historical"}
            if mark[2] not in DEEDS or unknown or number in out.triggers:
                raise ValueError(f"{mark[0]} in: {line}")
            out.triggers[number] = (start, len(out.text), mark[2], status, "historical" in told)
        else:
            out.text += mark[5]
            for role in mark[4].split():
                out.parties.append((role[0], role[1:], start, len(out.text)))
        at = mark.end()
    out.text += line[at:]
    if "{" in out.text or "}" in out.text:
        raise ValueError(f"a mark that is none in: {line}")
    return out


def examples(held_out: bool) -> list[Marked]:
    """The written lines of the one side: which one a line is on is told by a digest of it."""
    found = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                out = int(sha256(line.encode()).hexdigest(), 16) % HELD_OUT == 0
                if out == held_out:
                    found.append(marked(line.strip()))
    return found


def taught(found: Iterable[Marked], reader: Reader) -> Iterator[Sentence]:
    """Windows of marked texts; the head of a phrase is where the reader's tree has it."""
    for one in found:
        yield _as_window(reader.read_one(one.text), one)


def _as_window(doc: Doc, one: Marked) -> Sentence:
    words = [t for t in doc if not t.is_space]
    own = {t.i: n for n, t in enumerate(words)}
    deeds = [0] * len(words)
    states, doers, met = [], [], []
    for number, (start, end, kind, status, past) in one.triggers.items():
        touched = [t for t in words if t.idx < end and start < t.idx + len(t)]
        if not touched:
            continue
        at = own[_top(touched).i]
        deeds[at] = DEEDS.index(kind)
        states.append((at, STATES.index(status), int(past)))
        for letter, into in (("A", doers), ("R", met)):
            heads = tuple(sorted({
                own[_top(touched).i]
                for role, n, s, e in one.parties if role == letter and n == number
                if (touched := [t for t in words if t.idx < e and s < t.idx + len(t)])
            }))
            into.append((at, heads))
    names = [(own[e.start], own[e.end - 1] + 1, e.label_) for e in doc.ents if e.start in own and e.end - 1 in own]
    sentence = Sentence(
        [t.text for t in words], "", 0, deeds=deeds, states=states, doers=doers, met=met, read_names=names
    )
    return as_before(sentence, words)


def as_before(sentence: Sentence, words: Sequence[Token]) -> Sentence:
    """The sentence with the columns that a reader has set on its words, to learn again (Hinton et al. 2015)."""
    own = {t.i: n for n, t in enumerate(words)}
    return replace(
        sentence,
        upos=[t.pos_ for t in words],
        feats=[str(t.morph) or "_" for t in words],
        lemmas=[script(t.text, t.lemma_) for t in words],
        heads=[-1 if t.head == t else own.get(t.head.i, -1) for t in words],
        deprels=[t.dep_ for t in words],
        starts=tuple(n for n, t in enumerate(words) if n == 0 or t.sent.start == t.i),
    )


def _top(words: Sequence[Token]) -> Token:
    """The word that the others hang on."""
    inside = {t.i for t in words}
    return next((t for t in words if t.head.i not in inside or t.head.i == t.i), words[0])


def rows() -> list[str]:
    """The example sentences of the codebook's rows, counter-examples too, without their marks."""
    return [ROW.sub(r"\1", example.text) for example in load().frames.examples]


# ── events: what the frames find ─────────────────────────────────────────────────────────────────


def framed(texts: Iterable[str], reader: Reader) -> Iterator[Sentence]:
    """Windows of texts with what the frames find in them."""
    book, people = load(), registry()
    for text in texts:
        report = report_from_text(text)
        doc = reader.read_report(report)
        found = happenings(doc, book, cast(doc, report, people), skip=lambda t: False)
        for paragraph in paragraphs(doc, report.dateline or ()):
            for window in windows(paragraph, [1] * len(paragraph)):
                yield _with_found(window, found)


def _with_found(window: Sequence[Token], found: Sequence[Found]) -> Sentence:
    own = {t.i: n for n, t in enumerate(window)}
    deeds = [0] * len(window)
    states, doers, met = [], [], []
    for one in found:
        at = own.get(one.at)
        if at is None or deeds[at] > 0:
            continue
        deeds[at] = DEEDS.index(one.type)
        states.append((at, STATES.index(one.status), -1))
        doers.append((at, tuple(own[t.i] for t in one.actors if t.i in own)))
        met.append((at, tuple(own[t.i] for t in one.recipients if t.i in own)))
    sentence = Sentence([t.text for t in window], "", 0, deeds=deeds, states=states, doers=doers, met=met)
    return as_before(sentence, window)


def shuffled_together(windows: Sequence[Sentence], rng: random.Random, most: int = 3) -> list[list[Sentence]]:
    """Sentences of one to `most` texts in a window, as a paragraph would hold them."""
    order = list(windows)
    rng.shuffle(order)
    out: list[list[Sentence]] = []
    while order:
        room, window = rng.randint(1, most), []
        while order and len(window) < room and sum(len(s.words) for s in window) + len(order[-1].words) <= 110:
            window.append(order.pop())
        out.append(window or [order.pop()])
    return out
