"""UniversalPetrarch's coder on our trees.

    git clone https://github.com/openeventdata/UniversalPetrarch        # MIT
    git clone https://github.com/openeventdata/petrarch2                # its English dictionaries, MIT
    pip install networkx python-dateutil
    python -m bench.peers.petrarch --checkout UniversalPetrarch --dictionaries petrarch2/petrarch2/data/dictionaries

Its folder ``python3`` holds the coder for Python 3; nothing of it is changed or copied. It asks for an attribute that
networkx dropped in 2.4 (``graph.node``), which is lent to it here. Its patterns are those of PETRARCH-2
(``get_events``); its older kind (PETRARCH-1) cannot be run in that folder as it stands. Its own parser is left out:
trees come from Dateline's reader, in the relations that it knows. A sentence that it fails on is counted and gives
no event.

Actors and agents are looked up in ``Phoenix.*.txt``, verbs in ``CAMEO.2.0.txt``. Where the latter is not to be had,
verbs are written out of Dateline's own codebook in its format, words that a row asks for as patterns: good enough to
see how fast the coder is, not how well it codes.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from dateline.codebook.crosswalk import crosswalk
from dateline.codebook.frames import Frame
from dateline.codebook.frames import load as load_frames

ONTOLOGY = "PETR.Internal.Coding.Ontology.txt"
ACTORS = ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt")
AGENTS, VERBS = "Phoenix.agents.txt", "CAMEO.2.0.txt"
DAY = "20260305"            # for a report without one
NEGATIONS = frozenset({"not", "never", "n't"})
# The names of relations of its own time, where it knows no other; `neg` is told by the word.
RELATIONS = {"nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "csubj:pass": "csubjpass", "obl:agent": "obl"}

Found = tuple[Sequence[str], Sequence[str], str]            # sources, targets, CAMEO code


class Missing(Exception):
    """A peer that cannot run here, and why."""


# ── a parse as it reads it ───────────────────────────────────────────────────────────────────────


def conllu(sentence: Span) -> str:
    """The sentence as lines of CoNLL-U, words counted from one; white space is no word."""
    words = [t for t in sentence if not t.is_space]
    at = {t.i: n for n, t in enumerate(words, 1)}
    return "\n".join(
        "\t".join((str(at[t.i]), t.text, t.lemma_, t.pos_, "_", "_", str(0 if t.head.i == t.i else at[t.head.i]),
                   relation(t.dep_, t.lower_), "_", "_"))
        for t in words)


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
    free = next((cameo(f) for f in rows if not f.only), "---")
    words = {w.upper(): cameo(f) for f in reversed(rows) for w in f.only.get("object", ()) if w.isalpha()}
    lines = [f"---  {name.lstrip('+')}   [{free}]  ---", name, *(f"- * {w}  [{c}]" for w, c in words.items())]
    return "\n".join(lines) + "\n"


def cameo(frame: Frame) -> str:
    """The code of a row's type: three digits at least, as its ontology has them."""
    found = crosswalk().of(frame.type, frame.modes, frame.contexts, "occurred", "").code
    return (found or "---").ljust(3, "0")


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
                found = self.graph.Sentence(parse, text, date).get_events()
        except Exception as error:                      # whatever it fails on: another program's faults are no news
            self.failed.append(f"{type(error).__name__}: {error}")
            return []
        return [(tuple(e[0]), tuple(e[1]), str(e[2])) for e in found.values() if len(e) == 3]


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
    every = dict.fromkeys(f for found in frames.by_head.values() for f in found)
    to.write_text(verbs(list(every)), encoding="utf-8")
    return to


# ── what its codes mean ──────────────────────────────────────────────────────────────────────────


def types() -> Mapping[str, str]:
    """CAMEO codes to PLOVER's types: our crosswalk read backwards; 02 appeals, 19 and 20 as manuals have them."""
    back = {row.code: kind for kind, rows in crosswalk().rows.items() for row in rows}
    return {**{row.code[:2]: kind for kind, rows in crosswalk().rows.items() for row in rows[::-1]}, **back,
            "02": "REQUEST", "19": "ASSAULT", "20": "ASSAULT"}


def type_of(code: str, known: Mapping[str, str]) -> str | None:
    """By the longest part of the code that is known; statements (01) have no type."""
    return next((known[code[:n]] for n in range(len(code), 1, -1) if code[:n] in known), None)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkout", type=Path)
    ask.add_argument("--dictionaries", type=Path)
    ask.add_argument("text", nargs="?", default="Rebels attacked Norway on Monday. Chile accused Peru of spying.")
    asked = ask.parse_args()
    try:
        coder = opened(asked.checkout, asked.dictionaries)
    except Missing as reason:
        print(reason, file=sys.stderr)
        return 2
    from dateline.reading import Reader

    known = types()
    for events in coder.code(Reader.load().read_one(asked.text), None):
        print([(*event, type_of(event[2], known)) for event in events])
    print(*coder.failed, sep="\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
