"""Fetching, against a real server on loopback that behaves badly in every way. Nothing else is ever asked."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.formats.make import html_page
from tests.formats.stories import STORIES

from dateline.errors import UnreadableInput
from dateline.faces.commands.fetch import archive_of
from dateline.model import Report
from dateline.report import read_inputs
from dateline.report.fetching import Fetcher
from dateline.report.intake import addresses_in
from dateline.report.web import Limits, get, is_public, plain_url

FORMATS = Path(__file__).parent / "formats"
LIMITS = Limits(most=200_000, seconds=3.0, waiting=1.0, private=True)
PAGE = html_page(STORIES[0]).encode()


class Bad(BaseHTTPRequestHandler):
    """A path for each way of behaving."""

    protocol_version = "HTTP/1.1"
    robots: ClassVar[tuple[int, bytes]] = (404, b"")
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []
    busy: ClassVar[int] = 0
    stop: ClassVar[threading.Event] = threading.Event()

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        Bad.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        name = self.path.split("?")[0].strip("/").split("/")[0].replace(".", "_") or "page"
        try:
            getattr(self, f"at_{name}", self.at_nothing)()
        except OSError:                                         # the other side has had enough
            self.close_connection = True

    def send(self, body: bytes, status: int = 200, media: str = "text/html; charset=utf-8", **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        for key, value in ({"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in more.items()}).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def at_page(self) -> None:
        self.send(PAGE)

    def at_robots_txt(self) -> None:
        self.send(Bad.robots[1], Bad.robots[0], "text/plain")

    def at_nothing(self) -> None:
        self.send(b"none", 404)

    def at_packed(self) -> None:
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def at_bomb(self) -> None:
        self.send(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip")

    def at_notgzip(self) -> None:
        self.send(b"not packed at all", Content_Encoding="gzip")

    def at_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(PAGE), 100):
            part = PAGE[at:at + 100]
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def at_endless(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not Bad.stop.is_set():
            self.wfile.write(b"x" * 10_000)

    def at_drip(self) -> None:
        """A byte at a time, each just in time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not Bad.stop.wait(0.2):
            self.wfile.write(b"x")
            self.wfile.flush()

    def at_slowhead(self) -> None:
        while not Bad.stop.wait(0.2):
            self.wfile.write(b"H")
            self.wfile.flush()

    def at_silent(self) -> None:
        Bad.stop.wait(10)

    def at_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(500)) + b"\r\n")

    def at_longline(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n")

    def at_nonsense(self) -> None:
        self.wfile.write(b"\x00\xff\xfe this is no HTTP\r\n\r\n")
        self.close_connection = True

    def at_short(self) -> None:
        self.send(PAGE, Content_Length=str(len(PAGE) + 1000))
        self.close_connection = True

    def at_long(self) -> None:
        self.send(PAGE + b"and more", Content_Length=str(len(PAGE)))
        self.close_connection = True

    def at_moved(self) -> None:
        self.send(b"", 301, Location="/page")

    def at_circle(self) -> None:
        self.send(b"", 302, Location="/circle2")

    def at_circle2(self) -> None:
        self.send(b"", 302, Location="/circle")

    def at_stairs(self) -> None:
        self.send(b"", 302, Location=self.path + "/x")

    def at_inside(self) -> None:
        self.send(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def at_file(self) -> None:
        self.send(b"", 302, Location="file:///etc/passwd")

    def at_busy(self) -> None:
        Bad.busy += 1
        self.send(PAGE if Bad.busy > 2 else b"", 200 if Bad.busy > 2 else 429, Retry_After="7")

    def at_never(self) -> None:
        self.send(b"", 503, Retry_After="99999999")

    def at_feed(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.send(b"", 304)
            return
        base = f"http://127.0.0.1:{self.server.server_address[1]}"      # type: ignore[str-bytes-safe]
        links = "".join(f"<item><title>x</title><link>{base}/{x}</link></item>" for x in ("page", "packed", "nothing"))
        self.send(f'<rss version="2.0"><channel><title>F</title>{links}</channel></rss>'.encode(), media="application/rss+xml", ETag='"1"')


@pytest.fixture
def site() -> Iterator[str]:
    Bad.robots, Bad.busy = (404, b""), 0
    Bad.seen.clear()
    Bad.stop.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bad)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    Bad.stop.set()
    server.shutdown()
    server.server_close()


def fetcher(**given: Any) -> tuple[Fetcher, list[float]]:
    """A fetcher whose clock moves by what it waits alone."""
    waited: list[float] = []
    return Fetcher("Dateline/test", given.pop("limits", LIMITS), clock=lambda: sum(waited), wait=waited.append, **given), waited


@pytest.mark.parametrize("path", ["page", "packed", "chunked", "long", "moved"])
def test_pages_that_come(site: str, path: str) -> None:
    answer = [*fetcher()[0].fetch(f"{site}/{path}")][-1]
    assert answer.body == PAGE and answer.raw.startswith(b"HTTP/1.1 200") and answer.asked.startswith(b"GET /")


@pytest.mark.parametrize(("path", "told"), [
    ("bomb", "larger than"), ("notgzip", "packed and broken"), ("endless", "larger than"), ("drip", "longer than 3 s"),
    ("slowhead", "longer than 3 s"), ("silent", "could not be fetched"), ("headers", "could not be fetched"),
    ("longline", "could not be fetched"), ("nonsense", "could not be fetched"), ("short", "could not be fetched"),
    ("circle", "in a circle"), ("stairs", "more than 5 times"), ("nothing", "answered with 404"), ("file", "no address"),
])
def test_what_does_not_come_is_told(site: str, path: str, told: str) -> None:
    with pytest.raises(UnreadableInput, match=told):
        [*fetcher()[0].fetch(f"{site}/{path}")]


def test_private_addresses_are_refused_unless_allowed(site: str) -> None:
    for url in (site, site.replace("127.0.0.1", "localhost"), "http://[::1]/", "http://2130706433/", "http://0x7f.1/"):
        with pytest.raises(UnreadableInput, match=r"address of this machine or its network|nobody knows"):
            get(url, "x", Limits())
    assert not Bad.seen
    assert get(site, "x", LIMITS).status == 200


def test_a_redirect_inside_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host is open as far as the fetcher knows; the one it sends on to is not, and is looked at again."""
    monkeypatch.setattr("dateline.report.web.is_public", lambda host: host == "127.0.0.1" or is_public(host))
    with pytest.raises(UnreadableInput, match=r"169\.254\.169\.254, an address of this machine"):
        [*fetcher(limits=Limits())[0].fetch(f"{site}/inside")]


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)) for host in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(UnreadableInput, match=r"leads to 10\.0\.0\.7"):
        get("http://example.org/", "x", Limits())


@pytest.mark.parametrize("url", ["ftp://x/", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://x:99999/", "javascript:1"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UnreadableInput):
        plain_url(url)


# ── manners ──────────────────────────────────────────────────────────────────────────────────────


def test_robots_are_obeyed(site: str) -> None:
    Bad.robots = (200, b"User-agent: dateline\nDisallow: /*?s=\nDisallow: /packed\nCrawl-delay: 9\n")
    asker, waited = fetcher()
    for path in ("packed", "page?s=1"):
        with pytest.raises(UnreadableInput, match=r"robots\.txt"):
            [*asker.fetch(f"{site}/{path}")]
    assert [*asker.fetch(f"{site}/page")][-1].status == 200
    assert [path for path, _ in Bad.seen] == ["/robots.txt", "/page"] and waited == [9.0]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_robots_that_are_not_there(site: str, status: int, allowed: bool) -> None:
    Bad.robots = (status, b"x")
    if allowed:
        assert [*fetcher()[0].fetch(f"{site}/page")][-1].status == 200
    else:
        with pytest.raises(UnreadableInput, match="nothing of this host is fetched"):
            [*fetcher()[0].fetch(f"{site}/page")]


def test_each_host_is_given_time_and_told_who_asks(site: str) -> None:
    asker, waited = fetcher(pause=3.0)
    for _ in range(3):
        [*asker.fetch(f"{site}/page")]
    assert waited == [3.0, 3.0, 3.0]                                # robots.txt, and a page after it each time
    assert {headers["user-agent"] for _, headers in Bad.seen} == {"Dateline/test"}


def test_who_says_later_is_heard(site: str) -> None:
    asker, waited = fetcher(pause=1.0)
    assert [*asker.fetch(f"{site}/busy")][-1].body == PAGE
    assert waited.count(7.0) == 2
    with pytest.raises(UnreadableInput, match="later"):
        [*asker.fetch(f"{site}/never")]
    assert max(waited) < 100                                        # nobody waits three years


# ── the commands ─────────────────────────────────────────────────────────────────────────────────


def dateline(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *arguments], capture_output=True, text=True, cwd=folder, check=False)


def test_fetch_keeps_as_warc_then_reads(site: str, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(f"# a list\n{site}/page\n\n{site}/nothing\nno address\n{site}/page\n")
    done = dateline("fetch", "urls.txt", "--warc", "w/a.warc.gz", "--only-keep", "--allow-private", "--pause", "0", "--contact", "a@example.org",
                    folder=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "1 page kept in w/a.warc.gz" in done.stderr and "answered with 404" in done.stderr and "line 5: is no address" in done.stderr
    assert Bad.seen[0][1]["user-agent"].endswith("(+a@example.org)")
    found = [x for x in read_inputs([tmp_path / "w/a.warc.gz"]) if isinstance(x, Report)]
    assert [(x.title, x.url, x.text) for x in found] == [(STORIES[0].title, f"{site}/page", STORIES[0].text)]
    again = dateline("fetch", f"{site}/page", "--warc", "w/a.warc.gz", "--allow-private", folder=tmp_path)
    assert again.returncode == 4 and "is there already" in again.stderr
    refused = dateline("fetch", f"{site}/page", "--only-keep", folder=tmp_path)
    assert refused.returncode == 4 and "--allow-private" in refused.stderr


def test_archives_begun_in_one_second_are_each_their_own(tmp_path: Path) -> None:
    when = datetime(2026, 3, 1, 12, 0, 59, tzinfo=UTC)
    (tmp_path / "fetched-20260301T120059-2.warc.gz").mkdir()            # whatever has the name keeps it
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda n: _begin(when, tmp_path, str(n)), range(20)))
    assert sorted(begun) == sorted({f"fetched-20260301T120059{end}.warc.gz" for end in ("", *(f"-{n}" for n in range(3, 22)))})
    assert sorted(file.read_text() for file in tmp_path.iterdir() if file.is_file()) == sorted(map(str, range(20)))


def _begin(when: datetime, folder: Path, told: str) -> str:
    with archive_of(when, folder, "fetched-") as out:
        out.write(told.encode())
        return Path(out.name).name


def test_two_that_fetch_at_once_without_a_name(site: str, tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "dateline", "fetch", f"{site}/page", "--only-keep", "--allow-private", "--pause", "0"]
    both = [subprocess.Popen(asked, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate()[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert len([*tmp_path.glob("fetched-*.warc.gz")]) == 2


def test_watch_fetches_what_is_new(site: str, tmp_path: Path) -> None:
    round_ = ("watch", f"{site}/feed", "--once", "--allow-private", "--pause", "0", "--folder", "w")
    first = dateline(*round_, "--store", "s.duckdb", folder=tmp_path)
    assert "2 new pages kept" in first.stderr and "kept in s.duckdb" in first.stderr, first.stderr
    asked = len(Bad.seen)
    second = dateline(*round_, "--only-keep", folder=tmp_path)
    assert "0 new pages" in second.stderr and len(Bad.seen) == asked + 2          # robots.txt and the feed, unchanged
    told = json.loads((tmp_path / "w/watch.json").read_text())
    assert told["seen"] == [f"{site}/page", f"{site}/packed"] and told["tried"] == {f"{site}/nothing": 1}


def test_lists_name_addresses() -> None:
    for name, count in (("mediacloud.csv", 3), ("gdelt.export.CSV", 3), ("sitemap.xml", 3), ("feed.rss", 1), ("references.ris", 1)):
        found = [*addresses_in([FORMATS / name])]
        assert len(found) == count and all(isinstance(x, str) and x.startswith("https://news.example.org/2015/") for x in found), name
