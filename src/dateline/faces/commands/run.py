"""``dateline run``: reports in, Parquet files of records out, a share of the work a process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.faces.cli import DONE, SKIPPED, debug, outlet, paths, published, say
from dateline.faces.commands.code import folder
from dateline.faces.words import counted
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.faces.cluster.shards import Share


def _share(context: click.Context, option: click.Parameter, value: str) -> Share:
    from dateline.faces.cluster.shards import Share

    try:
        return Share.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@paths
@click.option("--out", required=True, metavar="FOLDER", help="Where the records go; shares may have one folder.")
@click.option("--shard", "share", default="1/1", show_default=True, callback=_share, metavar="I/N",
              help="The share of the work that this process takes.")
@click.option("--workers", type=click.IntRange(0), metavar="N", help="Processes that read; 0: one a core.")
@click.option("--codebook", metavar="FILE", help="Your own types and frames, tried before Dateline's.")
@click.option("--actors", metavar="FILE", help="Your own table of actors, tried before Dateline's.")
@published
@outlet
@debug
def command(*, paths: tuple[str, ...], out: str, share: Share, workers: int | None, codebook: str | None,
            actors: str | None, published: str | None, outlet: str | None) -> int:
    """Code reports into Parquet files of records, without a store: for many reports and many processes.

    \b
    dateline run archive/ --out coded/ --shard 3/16       the third of sixteen shares
    dateline run archive/ --out coded/                    all of it
    dateline add coded/ --store news.duckdb               the records, put together

    Run it again and it goes on where it was; what a manifest in FOLDER names is done. docs/scale.md says more.
    """
    from dateline.faces.cluster.shards import own_files, run
    from dateline.report import read_all
    from dateline.report.files import sources

    settings = Settings.load(workers=workers, outlet=outlet, codebook=codebook, actors=actors)
    met = [source for path in paths for source in sources(path)]        # what cannot be opened is told when it is read
    files = own_files([one if isinstance(one, str) else str(one.args[0]) for one in met], share)
    given = read_all(paths if files is None else files, settings=settings, published=published)
    done = there = failed = 0
    for block, now in run(given, Path(folder(out)), share, settings, whole=files is not None):
        done, there = done + now * block.rows, there + (not now) * block.rows
        failed += block.failed
        say(f"{block.file}: {counted(block.rows, 'report')}" + ("" if now else ", there already"))
    say(f"share {share.number} of {share.of}: {counted(done, 'report')} coded, {there:,} there already, "
        f"{failed:,} not to be coded (`error` and `message` in the rows say why)")
    return SKIPPED if failed else DONE
