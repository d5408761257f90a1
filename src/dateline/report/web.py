"""One request over the network, bounded in every way: the only place that opens a connection.

The name is resolved once, every address it has is looked at, and the connection goes to the one that was looked at:
private and local addresses are refused unless allowed, so a name that changes its mind in between gains nothing.
Size, time and what comes out of packing are bounded. Nothing is taken from the environment, no proxy and no password.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import IO, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from dateline.errors import UnreadableInput

STEP = 1 << 16
HEAD = 1 << 18              # bytes that the head of an answer may come to
LIKE = "write it like https://example.org/page"
FOLLOWED = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    most: int = 20_000_000          # bytes, as sent and as unpacked
    seconds: float = 60.0           # from the first to the last byte
    waiting: float = 20.0           # for a connection, or for the next bytes
    private: bool = False           # whether addresses of this machine and its network may be asked


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its words as they came over the wire, with those that asked, and its body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    raw: bytes
    asked: bytes

    @property
    def goes_to(self) -> str | None:
        """The address it sends on to."""
        place = self.headers.get("location")
        return plain_url(urljoin(self.url, place)) if place and self.status in FOLLOWED else None


def plain_url(url: str) -> str:
    """An address as it is asked for: without a fragment, its letters beyond ASCII escaped. UnreadableInput for none.

    >>> plain_url("HTTP://Example.org/ä b#top")
    'http://example.org/%C3%A4%20b'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise UnreadableInput(url[:300], f"is no address ({error})", LIKE) from error
    if parts.scheme not in ("http", "https") or not name:
        raise UnreadableInput(url[:300], "is no address of a page", LIKE)
    if parts.username or parts.password:
        raise UnreadableInput(f"{parts.scheme}://…@{name}", "holds a password", "leave it out")
    place = f"[{name}]" if ":" in name else name
    path, query = (quote(x, safe="%/:=&?~#+!$,;'@()*[]") for x in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, f"{place}:{port}" if port else place, path, query, ""))


def get(url: str, agent: str, limits: Limits, more: Mapping[str, str] | None = None) -> Answer:
    """Ask for one address, following nothing. UnreadableInput for what cannot be got, or must not be."""
    url = plain_url(url)
    parts = urlsplit(url)
    connection = _Connection(parts, _address(parts, url, limits), limits)
    headers = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
               "Connection": "close", **(more or {})}
    watch = Timer(limits.seconds, connection.stop)
    watch.daemon = True
    watch.start()
    try:
        return _asked(connection, url, headers, limits)
    except ssl.SSLCertVerificationError as error:
        told = f"shows a certificate that does not hold ({error.verify_message.rstrip('.')})"
        raise UnreadableInput(url, told, "check the address and this machine's clock; what nobody vouches for is not "
                                         "read") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.stopped:
            slow = f"took longer than {limits.seconds:g} s"
            raise UnreadableInput(url, slow, "try it later, or leave it out") from error
        told = f"could not be fetched ({(str(error) or type(error).__name__)[:200]})"
        raise UnreadableInput(url, told, "check the address, or try it later") from error
    finally:
        watch.cancel()
        connection.close()


def _asked(connection: _Connection, url: str, headers: Mapping[str, str], limits: Limits) -> Answer:
    path = url[url.index("/", url.index("//") + 2):]
    connection.request("GET", path, headers=dict(headers))
    with connection.getresponse() as response:
        body = b""
        while chunk := response.read1(STEP):
            body += chunk
            if len(body) > limits.most:
                raise _too_much(url, limits)
        if response.length:
            raise http.client.IncompleteRead(body, response.length)
        if connection.stopped:
            raise TimeoutError
        told = {name.lower(): value for name, value in response.getheaders()}
        raw = response.words() if isinstance(response, _Recorded) else b""
    asked = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n{asked}\r\n".encode("latin-1", "replace")
    shown = _unpacked(body, told.get("content-encoding", ""), url, limits)
    return Answer(url, response.status, told, shown, raw, request)


def _unpacked(body: bytes, how: str, url: str, limits: Limits) -> bytes:
    if how.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return body
    opener = zlib.decompressobj(47)         # gzip or zlib, by its head
    try:
        out = opener.decompress(body, limits.most + 1)
    except zlib.error as error:
        raise UnreadableInput(url, f"is packed and broken ({error})", "try it later") from error
    if len(out) > limits.most:
        raise _too_much(url, limits)
    return out


def _too_much(url: str, limits: Limits) -> UnreadableInput:
    return UnreadableInput(url, f"is larger than {limits.most / 1e6:g} MB", "leave it out, or raise DATELINE_MAX_BYTES")


# ── where to ─────────────────────────────────────────────────────────────────────────────────────


def _address(parts: SplitResult, url: str, limits: Limits) -> tuple[str, int]:
    """The address to connect to. All that the name has are looked at: one private one spoils the name."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableInput(url, f"names a host nobody knows ({error})", "check the address") from error
    hosts = [str(place[4][0]).partition("%")[0] for place in found]
    if not limits.private and (inner := next((host for host in hosts if not is_public(host)), None)):
        raise UnreadableInput(url, f"leads to {inner}, an address of this machine or its network",
                              "if it is yours and meant, give --allow-private")
    return hosts[0], port


def is_public(host: str) -> bool:
    """Whether an address is one of the open net, also where it wraps another.

    >>> [is_public(x) for x in ("93.184.216.34", "10.1.2.3", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False]
    >>> [is_public(x) for x in ("64:ff9b::a00:1", "2002:a00:1::", "2606:2800:220:1::1", "0.0.0.0", "224.0.0.1")]
    [False, False, True, False, False]
    """
    place = ipaddress.ip_address(host)
    if isinstance(place, ipaddress.IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour or (
            ipaddress.IPv4Address(int(place) & 0xFFFFFFFF) if place in NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return place.is_global and not place.is_multicast


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at, whatever its name means by now; what comes is recorded."""

    def __init__(self, parts: SplitResult, address: tuple[str, int], limits: Limits) -> None:
        super().__init__(parts.hostname or "", address[1], timeout=limits.waiting)
        self.default_port = 443 if parts.scheme == "https" else 80
        self.stopped = False
        self._to, self._secure = address, parts.scheme == "https"
        self.response_class = lambda *args, **kwargs: _Recorded(limits, *args, **kwargs)      # type: ignore[assignment]

    def connect(self) -> None:
        self.sock = socket.create_connection(self._to, self.timeout)
        if self._secure:
            import certifi

            context = ssl.create_default_context(cafile=certifi.where())
            safe = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = safe
            safe.do_handshake()

    def stop(self) -> None:
        """End it from another thread: whoever waits for bytes gets none."""
        self.stopped = True
        sock = self.sock
        if sock is not None:
            with suppress(OSError):                             # it has ended by itself
                sock.shutdown(socket.SHUT_RDWR)


class _Recorded(http.client.HTTPResponse):
    """An answer whose bytes are kept as they came."""

    def __init__(self, limits: Limits, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._record = _Recorder(self.fp, limits.most + HEAD)
        self.fp = self._record          # type: ignore[assignment]

    def words(self) -> bytes:
        return bytes(self._record.held)


class _Recorder:
    """A stream that remembers what was read of it."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most, self.held = stream, most, bytearray()

    def _kept(self, got: bytes) -> bytes:
        self.held += got
        if len(self.held) > self._most:
            raise ValueError("there is no end to it")
        return got

    def read(self, size: int = -1) -> bytes:
        return self._kept(self._stream.read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._kept(self._stream.read1(size))             # type: ignore[attr-defined]

    def readline(self, size: int = -1) -> bytes:
        return self._kept(self._stream.readline(size))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
