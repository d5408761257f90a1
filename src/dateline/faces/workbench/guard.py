"""Who may ask: this machine's browser, from our own page; and what the browser is told never to do.

The server listens on loopback alone. A page of somebody else's in the same browser could still reach it, so the host
and origin of every request are looked at, and what writes needs a token that only our page has been given.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import DatelineError, Refused, TooLong
from dateline.faces.workbench.faults import told

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = frozenset({"GET", "HEAD"})
TOKEN = "x-dateline-token"
ADDRESS = 16_000            # characters of path and query
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; object-src 'none'; "
                               "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Around the application: what is refused does not reach it, and every answer carries HEADERS."""

    def __init__(self, app: ASGIApp, *, token: str) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            check(scope["method"], Headers(scope=scope), self.token)
            if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS:
                raise TooLong("the address", f"{ADDRESS:,} characters")
        except DatelineError as error:
            status, body = told(error)
            await JSONResponse(body, status)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def check(method: str, headers: Headers, token: str) -> None:
    """Raises Refused."""
    host = headers.get("host", "")
    if _name(host) not in HOSTS:
        raise Refused(f"the host {host!r} is not this machine", "open the address that `dateline serve` printed")
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        raise Refused("another page asks", "open the workbench itself")
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        raise Refused("another page asks", "open the workbench itself")
    if method not in SAFE and not secrets.compare_digest(headers.get(TOKEN, "").encode(), token.encode()):
        raise Refused("the token of this workbench is missing or of an earlier run", "load the page again")


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
