"""The server: a port of this machine's alone, the application behind it, and a clean end."""

from __future__ import annotations

import logging
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from dateline.errors import NoAccess

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
TRIED = 100             # ports looked at from the one asked for
LONGEST = 32_000        # bytes of all headers


def listening(port: int) -> socket.socket:
    """A socket on this port, or on the next that is free; 0: any."""
    for wanted in range(port, min(port + TRIED, 65_536)):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, wanted))
            listener.listen(128)
            return listener
        except OSError:
            listener.close()
    raise NoAccess(f"{HOST}:{port}", "no port is free from this one on; name another with --port")


def address(listener: socket.socket) -> str:
    return f"http://{HOST}:{listener.getsockname()[1]}/"


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that says nothing of itself, logs no address (a query is somebody's question) and no report's words."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    return uvicorn.Server(uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=False, lifespan="off", ws="none",
        http="h11", h11_max_incomplete_event_size=LONGEST, timeout_graceful_shutdown=2))


def run(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until Ctrl+C, or until the machine ends it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server_of(app).run(sockets=[listener])
