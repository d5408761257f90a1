"""Fetching over HTTPS from a real server on loopback, whose certificates an authority signs that is made for the test."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest

from dateline.errors import UnreadableInput
from dateline.report.fetching import Fetcher
from dateline.report.web import Limits

PAGE = b"<p>Police arrested two men in Oslo on Monday.</p>"
LIMITS = Limits(most=200_000, seconds=5.0, waiting=2.0, private=True)
OURS, OTHERS = "IP:127.0.0.1,DNS:localhost", "DNS:news.example.org"
CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def openssl(*arguments: object, folder: Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


def authority(folder: Path, name: str) -> None:
    openssl("req", "-x509", *CURVE, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", 2, "-subj", f"/CN={name}",
            "-addext", "basicConstraints=critical,CA:TRUE", folder=folder)


def certificate(folder: Path, name: str, *, of: str, hosts: str, days: int) -> Path:
    """A certificate and its key in one file."""
    openssl("req", *CURVE, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=x", folder=folder)
    (folder / "hosts").write_text(f"subjectAltName={hosts}")
    openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{of}.pem", "-CAkey", f"{of}.key", "-days", days, "-extfile", "hosts",
            "-out", f"{name}.crt", folder=folder)
    whole = folder / f"{name}.pem"
    whole.write_bytes((folder / f"{name}.crt").read_bytes() + (folder / f"{name}.key").read_bytes())
    return whole


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates by the names of what is wrong with them."""
    if shutil.which("openssl") is None:
        pytest.skip("certificates are made with openssl, which is not there")
    folder = tmp_path_factory.mktemp("papers")
    for name in ("trusted", "unknown"):
        authority(folder, name)
    for name, of, hosts, days in (("good", "trusted", OURS, 2), ("expired", "trusted", OURS, -1),
                                  ("other", "trusted", OTHERS, 2), ("stranger", "unknown", OURS, 2)):
        certificate(folder, name, of=of, hosts=hosts, days=days)
    return folder


@pytest.fixture(autouse=True)
def trusting(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine trusts one authority, which is ours."""
    monkeypatch.setattr(certifi, "where", lambda: str(papers / "trusted.pem"))


class Site(BaseHTTPRequestHandler):
    """A page, and a way on to wherever the server is told to send."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        body, status = (PAGE, 200) if self.path == "/page" else (b"", 301 if self.path == "/on" else 404)
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        if status == 301:
            self.send_header("Location", self.server.onward)           # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def site(paper: Path | None, onward: str = "") -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.onward = onward                                              # type: ignore[attr-defined]
    if paper is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(paper)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"{'https' if paper else 'http'}://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def fetched(url: str) -> list[str]:
    """The addresses on the way, the last of which gave the page."""
    answers = [*Fetcher("Dateline/test", LIMITS, 0.0).fetch(url)]
    assert answers[-1].body == PAGE
    return [answer.url for answer in answers]


def test_a_page_comes_over_https(papers: Path) -> None:
    with site(papers / "good.pem") as secure:
        assert fetched(f"{secure}/page") == [f"{secure}/page"]


@pytest.mark.parametrize(("paper", "told"), [
    ("expired", "certificate has expired"), ("other", "IP address mismatch"),
    ("stranger", "unable to get local issuer certificate"),
])
def test_a_certificate_that_does_not_hold_is_told(papers: Path, paper: str, told: str) -> None:
    with site(papers / f"{paper}.pem") as secure, pytest.raises(UnreadableInput) as met:
        fetched(f"{secure}/page")
    assert "shows a certificate that does not hold" in str(met.value) and told in str(met.value)
    assert "nothing of this host is fetched" in str(met.value)          # robots.txt is asked for first, and not had


def test_a_name_that_the_certificate_lacks_is_refused(papers: Path) -> None:
    with site(papers / "other.pem") as secure, pytest.raises(UnreadableInput, match=r"does not hold \(Hostname mismatch"):
        fetched(f"{secure.replace('127.0.0.1', 'localhost')}/page")


def test_what_speaks_no_tls_is_told(papers: Path) -> None:
    with site(None) as plain, pytest.raises(UnreadableInput, match="could not be fetched"):
        fetched(f"{plain.replace('http:', 'https:')}/page")


@pytest.mark.parametrize("way", ["up", "down"])
def test_one_is_sent_on_from_one_to_the_other_and_each_step_is_kept(papers: Path, way: str) -> None:
    """Down too, as a browser goes: what is fetched is public, each step stands in the archive, and no word of ours, no
    password and no cookie is sent along that somebody could overhear."""
    last, first = (papers / "good.pem", None) if way == "up" else (None, papers / "good.pem")
    with site(last) as there, site(first, f"{there}/page") as here:
        assert fetched(f"{here}/on") == [f"{here}/on", f"{there}/page"]


def test_where_one_is_sent_on_to_is_checked_like_the_rest(papers: Path) -> None:
    with site(papers / "expired.pem") as there, site(papers / "good.pem", f"{there}/page") as here, \
            pytest.raises(UnreadableInput, match="certificate has expired"):
        fetched(f"{here}/on")
