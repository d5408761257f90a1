"""UniversalPetrarch's coder on our trees.

    git clone https://github.com/openeventdata/UniversalPetrarch        # MIT
    git clone https://github.com/openeventdata/petrarch2                # its English dictionaries, MIT
    pip install networkx python-dateutil
    python -m bench.peers.petrarch --checkout UniversalPetrarch --dictionaries petrarch2/petrarch2/data/dictionaries

Its folder ``python3`` holds the coder for Python 3; nothing of it is changed or copied. It asks for an attribute that
networkx dropped in 2.4 (``graph.node``), which is lent to it here. Its patterns are those of PETRARCH-2
(``get_events``); its older kind (PETRARCH-1) cannot be run in that folder as it stands. Its own parser is left out:
trees come from Dateline's reader, in the relations that it knows. Its debug messages are off (with them it takes
twice as long). A sentence that it fails on is counted and gives no event: with the graph of commit 375d4d3, which
asks for a name that is not there (``transferpattern``), many; with that of 6c12f64, none so far.

Actors and agents are looked up in ``Phoenix.*.txt``, verbs in ``CAMEO.2.0.txt``. Where the latter is not to be had,
verbs are written out of Dateline's own codebook in its format, words that a row asks for as patterns: good enough to
see how fast the coder is, not how well it codes.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from bench.quality import events
from bench.quality.scoring import SHARED, score
from dateline.codebook.crosswalk import crosswalk
from dateline.codebook.frames import Frame
from dateline.codebook.frames import load as load_frames
from dateline.reading import Reader

ONTOLOGY = "PETR.Internal.Coding.Ontology.txt"
ACTORS = ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt")
AGENTS, VERBS = "Phoenix.agents.txt", "CAMEO.2.0.txt"
NONE = "---"                # how it writes that there is no code
DAY = "20260305"            # for a report without one
NEGATIONS = frozenset({"not", "never", "n't"})
# The names of relations of its own time, where it knows no other; `neg` is told by the word.
RELATIONS = {"nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "csubj:pass": "csubjpass", "obl:agent": "obl"}



@dataclass(frozen=True, slots=True)
class Found:
    """One of its events: codes of the parties, its CAMEO code, and the words of each party: first, last, from one."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    code: str
    by: tuple[int, int] | None = None
    to: tuple[int, int] | None = None


class Missing(Exception):
    """A peer that cannot run here, and why."""


# ── a parse as it reads it ───────────────────────────────────────────────────────────────────────


def conllu(sentence: Span) -> str:
    """The sentence as lines of CoNLL-U, words counted from one; white space is no word."""
    words = words_of(sentence)
    at = {t.i: n for n, t in enumerate(words, 1)}
    return "\n".join(
        "\t".join((str(at[t.i]), t.text, t.lemma_, t.pos_, "_", "_", str(0 if t.head.i == t.i else at[t.head.i]),
                   relation(t.dep_, t.lower_), "_", "_"))
        for t in words)


def words_of(sentence: Span) -> list[Token]:
    return [t for t in sentence if not t.is_space]


def relation(name: str, word: str) -> str:
    if name == "advmod" and word in NEGATIONS:
        return "neg"
    return RELATIONS.get(name, name)


def sentences(doc: Doc) -> Iterator[Span]:
    return (s for s in doc.sents if any(not t.is_space for t in s))


# ── its verbs, from our codebook ─────────────────────────────────────────────────────────────────


def verbs(frames: Sequence[Frame]) -> str:
    """Our verbs in the format of its dictionary: a block a verb, a pattern a word that a row asks for as the object."""
    blocks: dict[str, list[Frame]] = {}
    for frame in frames:
        if frame.part == "verb":
            blocks.setdefault(_name(frame), []).append(frame)
    return "####### VERB PATTERNS #######\n\n" + "\n".join(_block(name, rows) for name, rows in blocks.items())


def _name(frame: Frame) -> str:
    words = [frame.head, *frame.more]
    return ("+" if frame.more else "") + "_".join(words).upper().replace(" ", "_")


def _block(name: str, rows: Sequence[Frame]) -> str:
    free = next((cameo(f) for f in rows if not f.only), NONE)
    words = {w.upper(): cameo(f) for f in reversed(rows) for w in f.only.get("object", ()) if w.isalpha()}
    lines = [f"---  {name.lstrip('+')}   [{free}]  ---", name, *(f"- * {w}  [{c}]" for w, c in words.items())]
    return "\n".join(lines) + "\n"


def cameo(frame: Frame) -> str:
    """The code of a row's type: three digits at least, as its ontology has them."""
    found = crosswalk().of(frame.type, frame.modes, frame.contexts, "occurred", "").code
    return (found or NONE).ljust(3, "0")


# ── the coder ────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Coder:
    graph: Any              # its module PETRgraph
    reader: Any             # its module PETRreader
    verbs: str              # whose they are
    failed: list[str] = field(default_factory=list)

    def code(self, doc: Doc, day: str | None) -> list[list[Found]]:
        """The events of each sentence."""
        date = self.reader.dstr_to_ordate(day.replace("-", "")[:8] if day else DAY)
        return [self.of(conllu(s), s.text, date) for s in sentences(doc)]

    def of(self, parse: str, text: str, date: int) -> list[Found]:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                sentence = self.graph.Sentence(parse, text, date)
                told = sentence.get_events()
        except Exception as error:                      # whatever it fails on: another program's faults are no news
            self.failed.append(f"{type(error).__name__}: {error}")
            return []
        return [_found_in(key, event, sentence.nouns) for key, event in told.items() if len(event) == 3]


def _found_in(key: str, event: Sequence[Any], nouns: Mapping[int, Any]) -> Found:
    """The event with its words: those that its key names (source#target#verb#number), else any with those codes."""
    source, target = (tuple(c for c in codes if c != NONE) for codes in event[:2])
    by, to = key.split("#")[:2]
    return Found(source, target, str(event[2]), _phrase(source, by, nouns), _phrase(target, to, nouns))


def _phrase(codes: tuple[str, ...], named: str, nouns: Mapping[int, Any]) -> tuple[int, int] | None:
    """The phrase under that head if it has the codes, else the first that has."""
    fits = {str(at): noun.npIDs for at, noun in nouns.items()
            if {m.replace("~", NONE) for m in noun.meaning or ()} & set(codes)}
    words = fits.get(named) or next(iter(fits.values()), None)
    return (min(words), max(words)) if words else None


def opened(checkout: Path | None, dictionaries: Path | None = None) -> Coder:
    """The coder with its dictionaries read; Missing says what is not there."""
    home, words = _home(checkout, dictionaries)
    _lend_node()
    sys.path[:0] = [str(home / "python3"), str(home)]
    logging.getLogger("petr_log").setLevel(logging.INFO)
    known, reader, graph = (importlib.import_module(n) for n in ("PETRglobals", "PETRreader", "PETRgraph"))
    with contextlib.redirect_stdout(io.StringIO()), tempfile.TemporaryDirectory() as folder:
        reader.read_internal_coding_ontology(_found(ONTOLOGY, words, home / "data" / "dictionaries"))
        for name in ACTORS:
            reader.read_actor_dictionary(_found(name, words))
        reader.read_agent_dictionary(_found(AGENTS, words))
        own = words / VERBS
        reader.read_verb_dictionary(str(own if own.exists() else _written(Path(folder) / VERBS)))
    assert known.ActorDict and known.AgentDict and known.VerbDict["verbs"]
    return Coder(graph, reader, "its verbs" if own.exists() else "our verbs in its format")


def _home(checkout: Path | None, dictionaries: Path | None) -> tuple[Path, Path]:
    if checkout is None:
        raise Missing("UniversalPetrarch: give its checkout (git clone "
                      "https://github.com/openeventdata/UniversalPetrarch) with --checkout")
    home = checkout / "UniversalPetrarch"
    if not (home / "python3" / "PETRgraph.py").exists():
        raise Missing(f"UniversalPetrarch: there is no UniversalPetrarch/python3/PETRgraph.py in {checkout}")
    for module in ("networkx", "dateutil"):
        if find_spec(module) is None:
            raise Missing(f"UniversalPetrarch needs {module} (pip install networkx python-dateutil)")
    return home, dictionaries or home / "data" / "dictionaries"


def _lend_node() -> None:
    import networkx  # type: ignore[import-not-found,import-untyped,unused-ignore]

    if not hasattr(networkx.DiGraph, "node"):
        networkx.DiGraph.node = property(lambda graph: graph.nodes)


def _found(name: str, *folders: Path) -> str:
    for folder in folders:
        if (folder / name).exists():
            return str(folder / name)
    raise Missing(f"UniversalPetrarch: {name} is not in {folders[0]}: its English dictionaries are in the repository "
                  "openeventdata/petrarch2; name their folder with --dictionaries")


def _written(to: Path) -> Path:
    _, frames = load_frames()
    to.write_text(verbs([frame for rows in frames.by_head.values() for frame in rows]), encoding="utf-8")
    return to


# ── what its codes mean ──────────────────────────────────────────────────────────────────────────


def types() -> Mapping[str, str]:
    """CAMEO codes to PLOVER's types: our crosswalk read backwards; 02 appeals, 19 and 20 as manuals have them."""
    back = {row.code: kind for kind, rows in crosswalk().rows.items() for row in rows}
    return {**{row.code[:2]: kind for kind, rows in crosswalk().rows.items() for row in rows[::-1]}, **back,
            "02": "REQUEST", "19": "ASSAULT", "20": "ASSAULT"}


def type_of(code: str, known: Mapping[str, str]) -> str | None:
    """By the longest part of the code that is known; statements (01) have no type, and what it denies (#) none."""
    if "#" in code:
        return None
    return next((known[code[:n]] for n in range(len(code), 1, -1) if code[:n] in known), None)


# ── beside ours, on sentences with gold ──────────────────────────────────────────────────────────

Gold = dict[str, Any]


def predicted(records: Sequence[Gold], reader: Reader, coder: Coder) -> list[Gold]:
    """Its events in the form that is scored, each once a text as it writes them."""
    known, answers = types(), []
    for record in records:
        doc = reader.read_one(record["text"])
        once = {(f.source, f.target, f.code): _scored(f, s, known)
                for s, found in zip(sentences(doc), coder.code(doc, record.get("date")), strict=True) for f in found}
        answers.append({"id": record["id"], "events": [e for e in once.values() if e["type"]]})
    return answers


def whole(answers: Sequence[Gold]) -> list[Gold]:
    """Only the events with both parties."""
    return [{"id": a["id"], "events": [e for e in a["events"] if e["source"] and e["target"]]} for a in answers]


def _scored(found: Found, sentence: Span, known: Mapping[str, str]) -> Gold:
    words = words_of(sentence)
    sides = {"source": (found.by, found.source), "target": (found.to, found.target)}
    return {"type": type_of(found.code, known)} | {
        side: [_actor(words[at[0] - 1], words[at[1] - 1], codes)] if at else [] for side, (at, codes) in sides.items()}


def _actor(first: Token, last: Token, codes: tuple[str, ...]) -> Gold:
    start, end = first.idx, last.idx + len(last.text)
    return {"text": first.doc.text[start:end], "start": start, "end": end, "code": codes[0][:3].strip("-")}


def beside_ours(name: str, data: Path, coder: Coder) -> Iterator[str]:
    reader = Reader.load()
    for gold in sorted((data / "events" / name).glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        theirs = predicted(records, reader, coder)
        rows = {"Dateline": events.predicted(records, reader), f"its coder, {coder.verbs}": theirs,
                "  events with both parties": whole(theirs)}
        for label, answer in rows.items():
            scores = score("score_events.py", records, answer, *events.SETS[name])
            marks = "  ".join(f"{row} R {scores[row]['recall']:.3f} P {scores[row]['precision']:.3f} "
                              f"F1 {scores[row]['f1']:.3f}" for row in ("type", "type+source+target", "quad"))
            yield f"{name} {gold.stem}: {label:32} {marks}"
    yield f"sentences that it failed on: {len(coder.failed)}"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkout", type=Path)
    ask.add_argument("--dictionaries", type=Path)
    ask.add_argument("--data", type=Path, default=SHARED / "data")
    ask.add_argument("--set", default="plover_gsr", choices=sorted(events.SETS))
    asked = ask.parse_args()
    try:
        coder = opened(asked.checkout, asked.dictionaries)
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 2
    for line in beside_ours(asked.set, asked.data, coder):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
