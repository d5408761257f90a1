"""``dateline watch``: feeds asked every so often; what is new in them is fetched, kept and added."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import IO, TYPE_CHECKING, Any

import click

from dateline.errors import NoAccess, UnreadableInput
from dateline.faces.cli import DONE, SKIPPED, UNREADABLE, debug, say
from dateline.faces.commands.fetch import (
    added,
    archive_of,
    contact,
    fetcher_of,
    gather,
    kept,
    only,
    pause,
    private,
    seconds,
)
from dateline.faces.tally import list_failures
from dateline.faces.words import counted
from dateline.model import Failure
from dateline.writing import write_whole

if TYPE_CHECKING:
    from dateline.report.fetching import Fetcher

REMEMBERED = 100_000        # addresses of pages that are not fetched again
TRIES = 4                   # rounds in which a page that does not come is asked for
STATE = "watch.json"


@dataclass(slots=True)
class State:
    """What is known of the feeds from one round to the next, and from one run to the next; a file in the folder."""

    file: Path
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> State:
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            return cls(file, dict(told["marks"]), dict.fromkeys(told["seen"]), dict(told["tried"]))
        except FileNotFoundError:
            return cls(file)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoAccess(str(file), f"cannot be read as what `dateline watch` remembers ({error})") from error

    def save(self) -> None:
        told = {"marks": self.marks, "seen": [*self.seen][-REMEMBERED:], "tried": self.tried}
        write_whole(self.file, json.dumps(told, indent=1))

    def remember(self, asked: Iterable[str], missed: Container[str]) -> None:
        """What came is not asked for again, what did not a few times more."""
        for url in asked:
            self.tried[url] = self.tried.get(url, 0) + 1
            if url not in missed or self.tried[url] >= TRIES:
                self.seen[url] = None
                del self.tried[url]


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED…")
@click.option("--folder", default="watched", show_default=True, metavar="FOLDER",
              help="Where a web archive a round is kept, and what is remembered.")
@click.option("--every", type=click.FloatRange(1.0), default=15.0, show_default=True, metavar="MINUTES",
              help="Between two rounds.")
@click.option("--once", is_flag=True, help="One round, then end.")
@kept
@only
@contact
@pause
@seconds
@private
@debug
def watch(*, feeds: tuple[str, ...], folder: str, every: float, once: bool, store: str | None, only: bool,
          contact: str | None, pause: float, seconds: float, private: bool) -> int:
    """Watch RSS and Atom feeds and news sitemaps: fetch what is new, keep it as WARC, then read and add it.

    Feeds that have not changed are not sent again; a page is fetched once. End it with Ctrl-C; it goes on where it was.
    """
    fetcher = fetcher_of(contact, pause, seconds, private)
    Path(folder).mkdir(parents=True, exist_ok=True)
    state = State.load(Path(folder) / STATE)
    while True:
        code = _round(feeds, Path(folder), state, fetcher, lambda file: DONE if only else added(file, store))
        if once:
            return code
        sleep(every * 60)


def _round(
    feeds: tuple[str, ...], folder: Path, state: State, fetcher: Fetcher, then: Callable[[str], int]
) -> int:
    """Ask all feeds, fetch what is new in them; `then` takes the archive it is kept in."""
    from dateline.report.fetching import open_archive

    file = archive_of(datetime.now(UTC), folder)
    failures: list[Failure] = []
    with file as out:
        open_archive(out, fetcher.agent, datetime.now(UTC))
        links = [url for feed in feeds for url in _links(feed, state, fetcher, out, failures) if url not in state.seen]
        count, missed = gather(dict.fromkeys(links), fetcher, out)
    failures += missed.values()
    state.remember(dict.fromkeys(links), missed)
    state.save()
    say(f"{counted(len(feeds), 'feed')} asked, {counted(count, 'new page')} kept in {file.name}")
    list_failures(failures)
    code = DONE if not failures else SKIPPED if count or len(failures) < len(feeds) else UNREADABLE
    return max(code, then(file.name)) if count else code


def _links(feed: str, state: State, fetcher: Fetcher, out: IO[bytes], failures: list[Failure]) -> Iterator[str]:
    """The addresses in a feed or sitemap; none where it has not changed since."""
    from dateline.report.fetching import keep
    from dateline.report.given import failure

    marks = state.marks.get(feed, {})
    try:
        for answer in fetcher.fetch(feed, marks):
            keep(answer, out, datetime.now(UTC))
        if answer.status == 304:
            return
        links = [*_named(answer.body, feed)]
    except UnreadableInput as error:
        failures.append(failure(error))
        return
    names = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    state.marks[feed] = {asked: answer.headers[told] for told, asked in names if told in answer.headers}
    yield from links


def _named(raw: bytes, feed: str) -> Iterator[str]:
    from dateline.report.feeds import MAPS, addresses_of, feed_of
    from dateline.report.markup import root_name

    if root_name(raw[:4096].decode("utf-8", "replace")) in MAPS:
        yield from (page.url for page in addresses_of(raw, feed) if page.url)
        return
    entries: list[Any] = feed_of(raw, feed)[1]
    yield from (str(entry.link) for entry in entries if entry.get("link"))


command = watch
