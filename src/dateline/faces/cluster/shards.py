"""No engine at all: a share of the reports a process, on a laptop, under GNU parallel or a job array, on Windows.

Reports are taken in blocks, and of n shares this one takes each nth: of the files where there are enough, else of the
blocks. A block becomes one Parquet file with the columns of `RECORDS`, written whole or not at all, and then a line in
the manifest. What stands there is not done again, so a run that was stopped goes on where it was; two shares may write
to one folder, since each has names of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.faces.cluster.batches import RECORDS, arrow, ref_of, row_of, schema
from dateline.faces.engine import Given, code_all, mine, versions
from dateline.model import Failure, Made, Record, Report, digest
from dateline.settings import Settings
from dateline.writing import told, whole_file

BLOCK = 500                         # reports of one file of records: minutes of work at the most
MANIFEST = ".manifest-{0}-of-{1}.jsonl"       # hidden: it holds no reports


@dataclass(frozen=True, slots=True)
class Share:
    """The nth of so many shares, counted from 1."""

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"there is no share {self.number} of {self.of}; they are counted 1 to {self.of}")

    @classmethod
    def parse(cls, told: str) -> Share:
        """
        >>> Share.parse("2/8")
        Share(number=2, of=8)
        """
        number, _, of = told.partition("/")
        if not (number.isdecimal() and of.isdecimal()):
            raise ValueError(f"{told!r} is no share; write it like 2/8")
        return cls(int(number), int(of))

    def takes(self, index: int) -> bool:
        return index % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the manifest: a file of records, of which reports, how many could not be coded, by which versions."""

    file: str
    reports: str                    # digest of what was given, in order
    rows: int
    failed: int
    made: Made


def run(reports: Iterable[Given], out: Path, share: Share, settings: Settings, *,
        whole: bool = False) -> Iterator[tuple[Block, bool]]:
    """Code this share of the reports into `out`; each block, and whether it was done now.

    With `whole` the reports are this share's already: all blocks are taken. Raises NoAccess.
    """
    made = versions(mine(settings.codebook, settings.actors))
    manifest = out / MANIFEST.format(share.number, share.of)
    done = {(block.file, block.reports): block for block in read_manifest(manifest) if block.made == made}
    for number, given in enumerate(_blocks(reports)):
        if not whole and not share.takes(number):
            continue
        name, known = _name(share, number), _known(given)
        block = done.get((name, known))
        if block is not None and (out / name).exists():
            yield block, False
            continue
        rows = [row_of(ref_of(one), told) for one, told in
                zip(given, _coded(given, settings), strict=True)]
        block = Block(name, known, len(rows), sum(row["record"] is None for row in rows), made)
        _write(out / name, rows)
        _note(manifest, block)
        yield block, True


def _coded(given: Sequence[Given], settings: Settings) -> Iterator[Record | Failure]:
    return code_all(given, workers=settings.workers, codebook=settings.codebook, actors=settings.actors)


def own_files(sources: Sequence[Any], share: Share) -> Sequence[Any] | None:
    """This share's files; None where there are fewer files than shares, and blocks have to be shared out."""
    return sources[share.number - 1 :: share.of] if len(sources) >= share.of else None


def read_manifest(path: Path) -> Iterator[Block]:
    """What has been done; a last line that a crash cut off is not there."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            told = json.loads(line)
            yield Block(**{**told, "made": Made(**told["made"])})
        except (ValueError, TypeError, KeyError):
            continue


def _blocks(reports: Iterable[Given]) -> Iterator[list[Given]]:
    stream = iter(reports)
    while block := list(islice(stream, BLOCK)):
        yield block


def _name(share: Share, number: int) -> str:
    return f"records-{share.number:05d}-of-{share.of:05d}-{number:06d}.parquet"


def _known(given: Sequence[Given]) -> str:
    return digest("\n".join(one.source if isinstance(one, Failure) else
                            one.id if isinstance(one, Report) else one.report.id for one in given))


def _write(path: Path, rows: Sequence[Any]) -> None:
    """The whole file or none."""
    arrow()
    from pyarrow import Table
    from pyarrow.parquet import write_table

    with whole_file(path) as half:
        write_table(Table.from_pylist(list(rows), schema=schema(RECORDS)), half, compression="zstd")


def _note(manifest: Path, block: Block) -> None:
    with told(manifest), manifest.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(block)) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
