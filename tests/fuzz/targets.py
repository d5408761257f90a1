"""The table of what is tried: what it is called, what it starts from, how that is broken, and of a million inputs how many are its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.fuzz import api, files, kept, seeds, shapes, texts
from tests.fuzz.edits import bytes_broken, file_broken, words_broken

CORPUS = Path(__file__).parent / "corpus"
Check = Callable[[bytes], None]         # raises where an input was not dealt with as it should be
Broken = Callable[[bytes, Random], bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """`ready` gives the check; `whole` are inputs that are sound. `slow` ones are left to the long run but for their corpus."""

    name: str
    ready: Callable[[], Check]
    whole: Callable[[], Sequence[bytes]]
    broken: Broken
    inputs: int                         # of a million
    longest: int = 4_000

    def corpus(self) -> tuple[bytes, ...]:
        """What earlier runs found worth keeping."""
        path = CORPUS / f"{self.name}.zip"
        if not path.exists():
            return ()
        with ZipFile(path) as archive:
            return tuple(archive.read(name) for name in archive.namelist())

    def keep(self, inputs: Sequence[bytes]) -> None:
        """Write the corpus, the same bytes for the same inputs."""
        path = CORPUS / f"{self.name}.zip"
        if not inputs:
            path.unlink(missing_ok=True)
            return
        CORPUS.mkdir(exist_ok=True)
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for number, data in enumerate(sorted(inputs)):
                archive.writestr(ZipInfo(f"{number:04}"), data, ZIP_DEFLATED)


def _words(*words: Sequence[str], longest: int = 4_000) -> Broken:
    return partial(words_broken, words=[x for some in words for x in some], longest=longest)


def _of(name: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [(files.HERE / name).read_bytes()]


TARGETS: tuple[Target, ...] = (
    *(Target(f"file-{name}", partial(files.File, name), _of(name), file_broken, files.share(name), 200_000) for name in files.FILES),
    Target("pdf-apart", partial(files.File, "nexis-uni.pdf", apart=True), _of("nexis-uni.pdf"), file_broken, 500, 200_000),
    Target("page", files.Page, _of("page.html"), partial(bytes_broken), 4_000, 100_000),
    Target("structure", texts.Structure, lambda: seeds.encoded(*seeds.TEXTS), _words(seeds.REPORT_WORDS, longest=800), 100_000, 800),
    Target("day", texts.Day, lambda: seeds.encoded(*seeds.GIVEN), _words(seeds.GIVEN, seeds.DAY_WORDS, longest=60), 200_000, 60),
    Target("value", texts.Value, lambda: seeds.encoded(*seeds.VALUES), _words(seeds.VALUES, seeds.QUERY_WORDS, longest=60), 150_000, 60),
    Target("times", texts.Times, lambda: seeds.encoded(*seeds.TIMES, *seeds.TEXTS), _words(seeds.TIMES, longest=120), 8_000, 120),
    Target("numbers", texts.Numbers, lambda: seeds.encoded(*seeds.NUMBERS), _words(seeds.NUMBERS, longest=80), 6_000, 80),
    Target("coder", texts.Coder, lambda: seeds.encoded(*seeds.TEXTS, *(shapes.shape(name, 240) for name in shapes.AGAIN)), _words(seeds.REPORT_WORDS, longest=1_500), 3_100, 1_500),
    Target("parser", texts.Parser, lambda: seeds.encoded(*seeds.QUERIES), _words(seeds.QUERY_WORDS, seeds.QUERIES, longest=1_000), 60_000, 1_000),
    Target("asked", kept.Asked, lambda: seeds.encoded(*seeds.QUERIES), _words(seeds.QUERY_WORDS, seeds.QUERIES, longest=400), 2_000, 400),
    Target("judgements", kept.Replayed, seeds.judgements, _words(seeds.JUDGEMENT_WORDS), 20_000),
    Target("notes", kept.Noted, seeds.notes, _words(seeds.JUDGEMENT_WORDS), 10_000),
    Target("waiting", kept.Waiting, seeds.waiting, _words(seeds.JUDGEMENT_WORDS), 3_000),
    Target("codebook", kept.Frames, seeds.codebooks, _words(seeds.TABLE_WORDS, longest=2_000), 300_000),
    Target("actors", kept.Actors, seeds.actors, _words(seeds.ACTOR_WORDS, longest=2_000), 100_000),
    Target("columns", kept.Mapped, seeds.maps, _words(seeds.MAP_WORDS, seeds.TABLE_WORDS), 10_000),
    Target("api", api.Api, lambda: seeds.REQUESTS, partial(bytes_broken, pieces=seeds.REQUEST_PIECES), 6_000),
)
BY_NAME = {target.name: target for target in TARGETS}
