"""``dateline doctor``: what is installed, where each setting comes from, and whether it works."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from dateline import __version__
from dateline.errors import DatelineError
from dateline.settings import Settings

Line = tuple[str, str, bool]        # what, how it stands, whether it is well

SENTENCE = "Police arrested two men in Oslo on Monday, officials said."
PACKAGES = ("spacy", "onnxruntime", "duckdb", "numpy", "trafilatura", "click", "rich")


def findings() -> Iterator[Line]:
    """One line after the other, the slow ones last, so that they can be shown as they come."""
    yield "dateline", __version__, True
    yield "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", True
    yield "packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES), all(map(_version, PACKAGES))
    from dateline.faces.engine import cores

    yield "processor cores", str(cores()), True
    yield from _settings()
    for what, look in LOOKS.items():
        try:
            yield what, look(), True
        except DatelineError as error:
            yield what, str(error), False
        except Exception as error:      # whatever it is: saying so is what the doctor is for
            yield what, f"{type(error).__name__}: {error}", False


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _settings() -> Iterator[Line]:
    """Each setting in force with where it came from; the first that cannot be used, as its error."""
    try:
        settings, origin = Settings.load(), origins()
    except DatelineError as error:
        yield "settings", str(error), False
        return
    for setting in fields(Settings):
        value = getattr(settings, setting.name)
        stands = f"{'not set' if value is None else value} ({origin[setting.name]})"
        yield f"setting {setting.name}", f"{stands}: {setting.metadata['help']}", True


def origins() -> dict[str, str]:
    """Where the value in force of each setting came from, found by asking each place in its turn."""
    import os

    import rtoml

    from dateline.settings import _files

    found = dict.fromkeys((setting.name for setting in fields(Settings)), "default")
    for file in _files(Path.cwd()):
        found |= dict.fromkeys(rtoml.loads(file.read_text(encoding="utf-8")), str(file))
    return found | {name: key for name in found if (key := f"DATELINE_{name.upper()}") in os.environ}


def _store() -> str:
    from dateline.chronicle.opening import FORMAT, STORAGE
    from dateline.chronicle.store import Chronicle

    path = Path(Settings.load().store)
    made = f"format {FORMAT}, DuckDB storage {STORAGE}"
    if not path.exists():
        return f"{made}; {path} is not there yet"
    with Chronicle.open(path, read_only=True) as chronicle:
        return f"{made}; {path} holds {len(chronicle.reports()):,} reports"


def _reader() -> str:
    from dateline.reading import Reader

    return f"model {Reader.load().version}"


def _codebook() -> str:
    from dateline import codebook

    book = codebook.load()
    frames = chain.from_iterable(book.frames.by_head.values())
    words = {(frame.part, frame.head, frame.more) for frame in frames}
    return f"version {book.version}: {len(book.types)} types of event, {len(words):,} predicates"


def _coded() -> str:
    """Whether a sentence whose event nobody can doubt is coded as it must be."""
    from dateline.faces.engine import code

    record = code(SENTENCE, published="2026-03-05")
    told = "; ".join(" ".join((event.type, *event.modes)) for event in record.events)
    if not any(event.type == "COERCE" for event in record.events):
        raise DatelineError(f"{SENTENCE!r} gave {told or 'no event'} where COERCE arrest was expected; "
                            "reinstall dateline")
    return f"{SENTENCE!r} gives {told}"


LOOKS = {"store": _store, "reader": _reader, "codebook": _codebook, "self test": _coded}
