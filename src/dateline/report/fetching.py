"""Many pages from the network, politely: robots.txt is obeyed, hosts are given time, who says "later" is heard.

What comes is kept as WARC before anything is made of it, each hop of a redirect and the request that asked for it too.
"""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any
from urllib.parse import urlsplit

from dateline.errors import NoAccess, UnreadableInput
from dateline.report.web import Answer, Limits, get, plain_url

NAME = "Dateline"
LATER = (429, 503)
REDIRECTS = 5
TRIES = 4                   # times one address is asked for
PATIENCE = 300.0            # seconds waited for one address at most, whatever it asks for
LONGEST_PAUSE = 60.0        # seconds between two requests that robots.txt may ask for
SHUT = "nothing of this host is fetched"
ROBOTS = 500_000            # bytes of robots.txt that are read (RFC 9309 asks for so many)


@dataclass(slots=True)
class Fetcher:
    """Asks hosts for pages, each no oftener than every `pause` seconds. Clock and sleep are given by tests."""

    agent: str
    limits: Limits = field(default_factory=Limits)
    pause: float = 2.0
    clock: Callable[[], float] = monotonic
    wait: Callable[[float], None] = sleep
    _robots: dict[str, Any] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, more: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """The answers on the way to a page, its own the last. UnreadableInput where there is none."""
        url = plain_url(url)
        seen = {url}
        for _ in range(REDIRECTS + 1):
            self._allowed(url)
            answer = self._patiently(url, more)
            yield answer
            onward = answer.goes_to
            if onward is None:
                if answer.status not in (200, 304):
                    told = f"was answered with {answer.status}"
                    raise UnreadableInput(url, told, "check the address, or try it later")
                return
            if onward in seen:
                raise UnreadableInput(url, "is sent round in a circle", "leave it out")
            seen.add(onward)
            url = onward
        raise UnreadableInput(url, f"is sent on more than {REDIRECTS} times", "leave it out")

    def _patiently(self, url: str, more: Mapping[str, str] | None) -> Answer:
        """One address, asked for again after a while where its host says so."""
        waited = 0.0
        for number in range(1, TRIES + 1):
            self._paced(url)
            answer = get(url, self.agent, self.limits, more)
            if answer.status not in LATER:
                return answer
            rest = max(_later(answer), self.pause * 2**number)
            waited += rest
            if number == TRIES or waited > PATIENCE:
                break
            self.wait(rest)
        raise UnreadableInput(url, f"asks to come back later ({answer.status})", "try it later")

    def _paced(self, url: str) -> None:
        host = urlsplit(url).netloc
        robots = self._robots.get(_site(url))
        pause = max(self.pause, min(robots.crawl_delay(NAME) or 0, LONGEST_PAUSE)) if robots else self.pause
        rest = self._asked.get(host, -pause) + pause - self.clock()
        if rest > 0:
            self.wait(rest)
        self._asked[host] = self.clock()

    # ── robots.txt (RFC 9309) ────────────────────────────────────────────────────────────────────

    def _allowed(self, url: str) -> None:
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        robots = self._robots[site]
        if robots is not None and not robots.can_fetch(url, NAME):
            raise UnreadableInput(url, "is shut by its host's robots.txt", "ask its owner, or leave it out")

    def _read_robots(self, site: str) -> Any:
        """What a host allows: all where it has no such file, nothing where it cannot say."""
        from protego import Protego

        url = f"{site}/robots.txt"
        try:
            for _ in range(REDIRECTS + 1):
                answer = self._patiently(url, None)
                if (onward := answer.goes_to) is None:
                    break
                url = onward
        except UnreadableInput as error:
            raise UnreadableInput(url, error.args[1], f"{SHUT}; {error.args[2]}") from error
        if answer.status >= 500:
            raise UnreadableInput(f"{site}/robots.txt", f"was answered with {answer.status}",
                                  f"{SHUT}; try it later")
        return Protego.parse(answer.body[:ROBOTS].decode("utf-8", "replace")) if answer.status == 200 else None


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _later(answer: Answer) -> float:
    """The seconds that an answer asks to wait: a number, or a day and time, by the clock of the host that tells it."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isdigit():
        return float(told[:9])
    then, now = _moment(told), _moment(answer.headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (then - now).total_seconds()) if then else 0.0


def _moment(told: str) -> datetime | None:
    """A day and time as heads of answers have it, where it is one."""
    try:
        found = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None


# ── kept ─────────────────────────────────────────────────────────────────────────────────────────


def keep(answer: Answer, out: IO[bytes], when: datetime) -> None:
    """Write an answer and the request for it to a web archive, each record packed by itself and in one go."""
    from fastwarc.warc import WarcRecordType

    at = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    kinds = ((WarcRecordType.response, "response", answer.raw), (WarcRecordType.request, "request", answer.asked))
    _written(out, b"".join(_packed(kind, {
        "WARC-Date": at, "WARC-Target-URI": answer.url, "Content-Type": f"application/http; msgtype={name}"}, block)
        for kind, name, block in kinds))


def open_archive(out: IO[bytes], agent: str, when: datetime) -> None:
    """Begin a web archive with who wrote it."""
    from fastwarc.warc import WarcRecordType

    told = f"software: {agent}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
    _written(out, _packed(WarcRecordType.warcinfo, {
        "WARC-Date": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Content-Type": "application/warc-fields"}, told))


def _written(out: IO[bytes], data: bytes) -> None:
    """Add this to an archive, or nothing of it: what a full disk cuts off is taken back, so that the archive is whole.

    The file must be one without a buffer, which would try again what has failed. Raises NoAccess.
    """
    begun = out.tell()
    try:
        left = memoryview(data)
        while left:
            left = left[out.write(left):]
    except OSError as error:
        with suppress(OSError):
            out.truncate(begun)
            if not begun:
                Path(out.name).unlink()
        raise NoAccess(out.name, f"{error.strerror or error}; it is whole up to there") from error


def _packed(kind: Any, headers: Mapping[str, str], block: bytes) -> bytes:
    from fastwarc.warc import WarcRecord

    record = WarcRecord()
    record.init_headers(record_type=kind, record_urn=f"uuid:{uuid.uuid4()}".encode())
    for name, value in headers.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    held = io.BytesIO()
    record.write(held, checksum_data=True)
    return gzip.compress(held.getvalue(), mtime=0)
