"""Coverage: of the event words of unseen reports, the share that some row of the codebook meets.

An event word is a content verb, or a noun derived from one that the tables of light verbs show acting as an
event (object of a light verb, subject of an occurrence verb). Copulas, auxiliaries, and verbs of saying that are
claims are left aside: they have no PLOVER type; and so are the words of the codebook's table untyped.toml, which
were judged one by one to have none. A word in neither table counts as missed, whether or not it has a type.
`judged` is the share of all event words, with those of untyped.toml, that either table knows; `met of all` the
share that a frame meets of all. No gold is needed; the reports are those of muc4, re3d and the GUM news documents.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Token

from bench.quality.scoring import Scores
from bench.quality.syntax import raw_documents
from dateline.codebook import load
from dateline.codebook.cues import cues
from dateline.codebook.reality import reality
from dateline.codebook.untyped import untyped
from dateline.reading import Reader
from dateline.record.slots import governor
from dateline.record.what import hyphened, idiom

MOST = 60           # reports a set, so that the whole stays under a minute


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    for name, path, texts in reports(data):
        missed: Counter[str] = Counter()
        met = seen = aside = 0
        for text in texts[:MOST]:
            for token in event_words(reader.read_one(text)):
                seen += 1
                if has_row(token):
                    met += 1
                elif has_no_type(token):
                    aside += 1
                else:
                    missed[token.lemma_.lower()] += 1
        yield f"coverage {name}", [path], {
            "share": met / max(1, seen - aside),
            "judged": (met + aside) / max(1, seen),
            "met of all": met / max(1, seen),
            "words": seen,
            "commonest missed": " ".join(w for w, _ in missed.most_common(40)),
        }


def reports(data: Path) -> Iterator[tuple[str, Path, list[str]]]:
    for name in ("muc4", "re3d"):
        for path in sorted((data / "events" / name).glob("*.jsonl")):
            rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
            yield f"{name} {path.stem}", path, rows
    for path in sorted((data / "syntax").glob("gum*.conllu")):
        if "GUM_news" in path.read_text(encoding="utf-8"):
            yield f"{path.stem} news", path, [t for i, t in news(path)]


def news(path: Path) -> Iterator[tuple[str, str]]:
    """The Wikinews reports of a GUM file, by id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# newdoc")]
    for name, text in zip(ids, raw_documents(path), strict=True):
        if name.startswith("GUM_news"):
            yield name, text


def event_words(doc: Doc) -> Iterator[Token]:
    """Verbs that assert something, and nouns that a light or occurrence verb shows to be events."""
    light = reality().light
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "aux", "cop", "fixed", "case", "mark"):
            if not is_plain_saying(token) and (token.lemma_.lower(), "object") not in light:
                yield token
        elif token.pos_ == "NOUN" and governor(token) is not None:
            yield token


def is_plain_saying(token: Token) -> bool:
    """A cue of speech that no frame, alone or as an idiom, makes a deed: "said", but not "said they must"."""
    return bool(cues().of("verb", token.lemma_.lower())) and not has_row(token)


def has_row(token: Token) -> bool:
    """Whether a frame of the word alone, or of an idiom whose words are all there, meets it."""
    part = "verb" if token.pos_ == "VERB" else "noun"
    rows = load().frames.of(part, hyphened(token)) or load().frames.of(part, token.lemma_.lower())
    return any(idiom(token, row.more, reality()) is not None for row in rows)


def has_no_type(token: Token) -> bool:
    return untyped().holds("verb" if token.pos_ == "VERB" else "noun", token.lemma_.lower())
