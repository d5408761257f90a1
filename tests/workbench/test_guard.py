"""Who may ask: this machine's own page alone; what may be written, and how large; what is told of a bug."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.workbench.conftest import Served, copied, serving

from dateline import errors
from dateline.faces.workbench.faults import STATUS, told
from dateline.faces.workbench.routes import gathered

WRITES = [(route.method, route.path.replace("{name:path}", "x").replace("{id}", "x"))
          for route in gathered() if route.method != "GET"]


@pytest.fixture(scope="module")
def shown(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(copied(samples, tmp_path_factory.mktemp("shown")), read_only=True) as served:
        yield served


@pytest.mark.parametrize("method, path", WRITES)
def test_nothing_is_written_without_the_token(server: Served, method: str, path: str) -> None:
    for headers in ({}, {"X-Dateline-Token": ""}, {"X-Dateline-Token": "guessed"}, {"X-Dateline-Token": "\xe9"}):
        answer = server.client.request(method, path, json={}, headers={k: v.encode("latin-1") for k, v in headers.items()})
        assert (answer.status_code, answer.json()["error"]) == (403, "Refused"), path


@pytest.mark.parametrize("method, path", WRITES)
def test_nothing_is_written_where_all_may_only_be_read(shown: Served, method: str, path: str) -> None:
    """Refused before it is looked at, whatever it says."""
    answer = shown.client.request(method, path, content=b"{}", headers={"X-Dateline-Token": shown.token})
    assert (answer.status_code, answer.json()["error"]) == (403, "ReadOnly"), path


def test_a_store_that_is_shown_may_be_read_by_others(shown: Served) -> None:
    from dateline.chronicle import Chronicle

    assert shown.get("/session.json")["read_only"]
    with Chronicle.open(shown.desk.chronicle.path, read_only=True) as other:
        assert len(other.reports()) == shown.get("/session.json")["reports"]


@pytest.mark.parametrize("headers", [
    {"Host": "news.example"}, {"Host": "127.0.0.1.news.example"}, {"Host": "127.0.0.1@news.example"}, {"Host": "["}, {"Host": ""},
    {"Origin": "http://news.example"}, {"Origin": "null"}, {"Origin": "http://localhost:1"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
])
@pytest.mark.parametrize("path", ["/session.json", "/incidents", "/openapi.json"])
def test_others_pages_and_hosts_are_refused(server: Served, headers: dict[str, str], path: str) -> None:
    answer = server.client.get(path, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "Refused")
    assert server.token not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_is_served_by_any_of_its_names(server: Served, host: str) -> None:
    port = server.client.base_url.port
    headers = {"Host": f"{host}:{port}", "Origin": f"http://{host}:{port}"}
    assert server.client.get("/session.json", headers=headers).status_code == 200


def test_the_page_of_a_link_elsewhere_opens(server: Served) -> None:
    """As when somebody follows a link in a mail: the browser says it comes from elsewhere, and means to show it."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Accept": "text/html"}
    assert server.client.get("/incidents", headers=headers).status_code == 200


def test_only_this_machine_is_listened_to(server: Served) -> None:
    names = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    others = {found[4][0] for found in names} - {"127.0.0.1"}
    for other in others - {name for name in others if name.startswith("127.")}:
        with pytest.raises(OSError):
            socket.create_connection((other, server.client.base_url.port), timeout=2).close()


@pytest.mark.parametrize("path", ["/session.json", "/incidents", "/nothing.json", "/nothing", "/openapi.json"])
def test_every_answer_says_what_the_browser_must_not_do(server: Served, path: str) -> None:
    headers = server.client.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers and "server" not in headers


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_refused(server: Served, chunked: bool) -> None:
    body = b'{"deeds": [' + b" " * 1_100_000 + b"]}"
    answer = server.client.post("/judgements", content=iter([body]) if chunked else body,
                                headers={"X-Dateline-Token": server.token, "Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "TooLarge")


def test_an_address_that_is_too_long_is_refused(server: Served) -> None:
    assert server.client.get("/search.json", params={"q": "x" * 17_000}).status_code == 414


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b'{"deeds": []}', b'{"deeds": 3}',
                                  b'{"deed": []}'])
def test_a_body_that_is_nothing_is_told_so(server: Served, body: bytes) -> None:
    answer = server.client.post("/judgements", content=body, headers={"X-Dateline-Token": server.token})
    assert answer.status_code == 400 and answer.json()["message"]


@pytest.mark.parametrize("path, status, accept", [
    ("/nothing", 404, "*/*"), ("/nothing", 404, "text/html"), ("/nothing.json", 404, "*/*"), ("/incidents/x", 200, "text/html"),
    ("/../../etc/passwd", 404, "*/*"), ("/assets/../../app.py", 404, "*/*"), ("/%2e%2e/app.py", 404, "*/*"),
    ("/assets/%2e%2e/%2e%2e/app.py", 404, "*/*"),
])
def test_what_is_not_there(server: Served, path: str, status: int, accept: str) -> None:
    answer = server.client.get(path, headers={"Accept": accept})
    assert answer.status_code == status
    assert "import" not in answer.text and "root:" not in answer.text


def test_every_error_has_a_status_and_its_own_words() -> None:
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.DatelineError) and kind is not errors.DatelineError:
            assert next(status for one, status in STATUS if issubclass(kind, one)) in range(400, 600), name


def test_of_a_bug_nothing_is_told_but_that_it_was_one(caplog: pytest.LogCaptureFixture) -> None:
    """The words of an error may be those of a report."""
    with caplog.at_level(logging.DEBUG):
        try:
            int("the words of a report")
        except ValueError as error:
            status, body = told(error)
    assert status == 500
    assert "words of a report" not in str(body) + caplog.text
