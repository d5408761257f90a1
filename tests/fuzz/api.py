"""The workbench, asked as no browser would: raw paths, queries, headers and bodies, straight into the application.

The first line of an input is the request's, "METHOD /path?query"; then its headers, an empty line, and the body, as on the wire.
A host, an origin and a token that fit are put in where the input leaves them out, so that most of it gets past the guard.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

TOKEN = "a-token-of-this-test"
KNOWN = frozenset({400, 403, 404, 405, 409, 411, 413, 414, 415, 422, 501, 503, 507})
BACKGROUND = (b"/inbox/files", b"/inbox/text", b"/jobs")       # these start processes, or tell for as long as one listens


class Api:
    """Every request is answered once, by data or by an error that says what is wrong: never by a bug."""

    def __init__(self) -> None:
        from dateline.chronicle import Chronicle
        from dateline.faces.workbench import Desk, application
        from small_store import fill

        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        chronicle = Chronicle.open(Path(self.folder.name) / "small.duckdb")
        fill(chronicle)
        self.desk = Desk(chronicle)
        self.app = application(self.desk, token=TOKEN)
        self.loop = asyncio.new_event_loop()

    def __call__(self, raw: bytes) -> None:
        scope, body = request(raw)
        if scope is None or scope["raw_path"].startswith(BACKGROUND):
            return
        status, headers, answer = self.loop.run_until_complete(asked(self.app, scope, body))
        assert status in KNOWN or 200 <= status < 400, (status, answer[:300])
        assert {b"content-security-policy", b"x-content-type-options"} <= headers.keys()
        if status >= 400 and headers.get(b"content-type", b"").startswith(b"application/json"):
            told = json.loads(answer)
            assert told["error"] != "Bug" and told["message"], told


def request(raw: bytes) -> tuple[dict[str, Any] | None, bytes]:
    """What a server would hand on of this input; None where it would hand on nothing."""
    head, _, body = raw.partition(b"\n\n")
    first, *lines = head.split(b"\n")
    method, _, target = first.partition(b" ")
    path, _, query = target.partition(b"?")
    if not path.startswith(b"/") or not method.isalpha() or not path.isascii() or not query.isascii():
        return None, body
    headers = [(name.strip().lower(), value.strip()) for name, sign, value in (line.partition(b":") for line in lines) if sign]
    named = {name for name, _ in headers}
    fitting = ((b"host", b"127.0.0.1:8000"), (b"x-dateline-token", TOKEN.encode()), (b"content-type", b"application/json"))
    headers += [(name, value) for name, value in fitting if name not in named]
    return {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method.decode().upper(), "scheme": "http",
            "path": _unquoted(path), "raw_path": path, "query_string": query, "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8000), "state": {}}, body


def _unquoted(path: bytes) -> str:
    from urllib.parse import unquote

    return unquote(path.decode("ascii"))


async def asked(app: Any, scope: dict[str, Any], body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body of the answer."""
    pieces = [body[:7], body[7:]]
    sent: list[Any] = []

    async def receive() -> Any:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    starts = [message for message in sent if message["type"] == "http.response.start"]
    assert len(starts) == 1, sent[:3]
    answer = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return starts[0]["status"], {name.lower(): value for name, value in starts[0]["headers"]}, answer
