"""The workbench in bad hands: archives that swell, names that lead elsewhere, bytes that are no request."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from tests.workbench.conftest import Served, serving
from tests.workbench.test_inbox import ended

SWOLLEN = 210_000_000           # bytes that are packed into a few hundred thousand


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "inner" / "most").mkdir(parents=True)
    with serving(tmp_path / "inner" / "most" / "news.duckdb") as served:
        yield served


def give(served: Served, name: str, body: bytes, **params: Any) -> httpx.Response:
    return served.client.post("/inbox/files", params={"name": name, **params}, content=body,
                              headers={"X-Dateline-Token": served.token})


def swollen(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as member:
        for _ in range(SWOLLEN // 1_000_000):
            member.write(b" " * 1_000_000)
    return held.getvalue()


def test_an_archive_that_swells_is_told_and_the_rest_is_read(empty: Served) -> None:
    bombs = {"text.zip": swollen("a.txt"), "lines.zip": swollen("a.jsonl"), "mail.zip": swollen("a.mbox")}
    assert all(len(body) < 300_000 for body in bombs.values())
    sound = b"Date: 2026-03-03\nOutlet: Ellan Post\n\nPolice arrested forty dockers in Port Ellan on Monday, the ministry said.\n"
    first = give(empty, "sound.txt", sound, files=4).json()
    for name, body in bombs.items():
        assert give(empty, name, body, files=4, job=first["id"]).status_code == 200
    job, = ended(empty)
    assert (job["state"], job["new"], job["trouble"]) == ("done", 1, None) and job["unread"] >= 3
    told = empty.get("/inbox/failures.json")["rows"]
    assert {row["what"].partition("/")[0] for row in told} == set(bombs)
    assert all("larger than" in row["why"] or "out of all proportion" in row["why"] for row in told)


NAMES = (
    "../../up.txt", "/etc/up.txt", "..\\..\\up.txt", "C:\\up.txt", "a/../../../up.txt", "up.txt/..", "up\x00.txt", "\u202etxt.pu", "up.txt" + "x" * 1_900,
    "up.tar.gz/../../../../..", "~/up.txt", "con", "%2e%2e%2fup.txt", "\n",
)


def test_no_name_leads_elsewhere(empty: Served) -> None:
    top, held = empty.desk.chronicle.path.parents[2], empty.desk.chronicle.path.with_name("news.inbox")
    before = {path for path in top.rglob("*") if held not in path.parents}
    for name in NAMES:
        answer = give(empty, name, b"\xff\xfe\x00 no text", files=2)       # a second is to come: nothing is read yet
        assert answer.status_code in (200, 400), answer.text
    after = {path for path in top.rglob("*") if held not in path.parents}
    assert not [path for path in after - before if not path.name.startswith("news.")]


@pytest.mark.parametrize("sent", [
    b"\0" * 5_000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n", b"GET " + b"/a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"POST /looked HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n", b"POST /looked HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n",
    b"POST /inbox/files?name=a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999\r\n\r\nx",
])
def test_bytes_that_are_no_request_cost_their_sender_only(server: Served, sent: bytes) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=30) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(1 << 16)
        except OSError:
            answer = b""                # it hung up on us
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:300]
    assert server.get("/session.json")
