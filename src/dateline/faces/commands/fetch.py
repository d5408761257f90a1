"""``dateline fetch``: pages from the network, kept as a web archive first, then read and added."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dateline import __version__
from dateline.errors import NoAccess, UnreadableInput
from dateline.faces.cli import DONE, SKIPPED, UNREADABLE, columns, debug, say
from dateline.faces.tally import list_failures
from dateline.faces.words import counted
from dateline.model import Failure
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.report.fetching import Fetcher

contact = click.option("--contact", metavar="ADDRESS", help="Where the owner of a host can reach you; sent along.")
pause = click.option("--pause", type=click.FloatRange(0.0, 3600.0), default=2.0, show_default=True, metavar="SECONDS",
                     help="Between two requests to one host; longer where its robots.txt asks for it.")
private = click.option("--allow-private", "private", is_flag=True,
                       help="Let addresses of this machine and its network be asked.")
seconds = click.option("--seconds", type=click.FloatRange(1.0, 3600.0), default=60.0, show_default=True,
                       help="Longest that one answer may take.")
kept = click.option("--store", metavar="FILE", help="The store to add to.  [default: dateline.duckdb]")
only = click.option("--only-keep", "only", is_flag=True, help="Keep the pages as a web archive; read and add none.")


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="LIST…")
@click.option("--warc", metavar="FILE", help="The web archive to write.  [default: fetched-TIME.warc.gz]")
@kept
@only
@columns
@contact
@pause
@seconds
@private
@debug
def fetch(*, addresses: tuple[str, ...], warc: str | None, store: str | None, only: bool, columns: str | None,
          contact: str | None, pause: float, seconds: float, private: bool) -> int:
    """Fetch pages over the network, keep them as WARC, then read and add them.

    LIST is an address, a file with one a line, or a table, feed, sitemap or list of references whose rows have
    addresses and no texts. Only this command and `dateline watch` open the network. Hosts' robots.txt is obeyed.
    """
    from dateline.report.fetching import open_archive
    from dateline.report.intake import addresses_in

    fetcher = fetcher_of(contact, pause, seconds, private)
    file = archive(Path(warc)) if warc else archive_of(datetime.now(UTC), Path(), "fetched-")
    with file as out:
        open_archive(out, fetcher.agent, datetime.now(UTC))
        pages, missed = gather(addresses_in(addresses, columns=columns), fetcher, out)
    failures = [*missed.values()]
    say(f"{counted(pages, 'page')} kept in {file.name}")
    list_failures(failures)
    code = DONE if not failures else SKIPPED if pages else UNREADABLE
    return code if only or not pages else max(code, added(file.name, store))


def fetcher_of(contact: str | None, pause: float, seconds: float, private: bool) -> Fetcher:
    from dateline.report.fetching import Fetcher
    from dateline.report.web import Limits

    agent = f"Dateline/{__version__}" + (f" (+{' '.join(contact.split())})" if contact else "")
    return Fetcher(agent, Limits(Settings.load().max_bytes, seconds, min(seconds, 20.0), private), pause)


def archive(file: Path) -> IO[bytes]:
    """A new web archive; one that is there already is not touched."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _begun(file)
    except FileExistsError as error:
        raise NoAccess(str(file), "is there already") from error


def archive_of(when: datetime, folder: Path, before: str = "") -> IO[bytes]:
    """A new web archive named by the second; with a number where others were begun in the same one."""
    name = f"{before}{when:%Y%m%dT%H%M%S}"
    for ending in chain([""], (f"-{n}" for n in count(2))):
        with suppress(FileExistsError):
            return _begun(folder / f"{name}{ending}.warc.gz")
    raise AssertionError("the numbers do not end")


def _begun(file: Path) -> IO[bytes]:
    return file.open("xb", buffering=0)


def gather(addresses: Iterable[str | Failure], fetcher: Fetcher, out: IO[bytes]) -> tuple[int, dict[str, Failure]]:
    """Fetch each and keep it; how many pages came, and what did not, by its address."""
    from dateline.report.fetching import keep
    from dateline.report.given import failure

    pages, failures = 0, {}
    for url in addresses:
        if isinstance(url, Failure):
            failures[url.source] = url
            continue
        try:
            for answer in fetcher.fetch(url):
                keep(answer, out, datetime.now(UTC))
                pages += answer.status == 200
        except UnreadableInput as error:
            failures[url] = failure(error)
    return pages, failures


def added(warc: str, store: str | None) -> int:
    """Read an archive and add what is in it; the exit code."""
    from dateline.faces.cli import opened
    from dateline.faces.commands.add import Run
    from dateline.faces.progress import Progress
    from dateline.faces.tally import Tally
    from dateline.report import read_all

    settings = Settings.load(store=store)
    with opened(store, read_only=False) as chronicle:
        tally = Tally(Progress(None))
        Run(chronicle, settings, tally, force=False, listed=False, pages=None).over(read_all([warc], settings=settings))
    return tally.end(kept=settings.store, pages=None)


command = fetch
