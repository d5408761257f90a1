"""What "Copy as" gives of a screen: run, it must give the rows of the screen, whatever its address asks for."""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from tests.workbench.conftest import Served, copied

import dateline
from dateline.chronicle import Chronicle
from dateline.faces.cli import run

Key = tuple[Any, ...]
Case = tuple[str, tuple[str, ...], Callable[[dict[str, Any]], list[Key]], bool]


def by(*names: str) -> Callable[[dict[str, Any]], list[Key]]:
    return lambda row: [tuple(row[name] for name in names)]


def values(row: dict[str, Any]) -> list[Key]:
    return [(one["incident"], one["kind"], one["report"], one["event"], one["words"]) for one in row["values"]]


def said(row: dict[str, Any]) -> list[Key]:
    return [(one["incident"], one["report"], one["claim"], one["stance"]) for one in row["said"] + row["denied"]]


# Address; what names a row of the script's; the same of the page's rows; whether the order is the page's, too.
FIGURE = ("incident", "kind", "report", "event", "words")
CASES: list[Case] = [
    ("/incidents", ("incident",), by("id"), False),
    ("/incidents?by=country", ("incident",), by("id"), False),
    ("/incidents?by=type&q=time:2026-04", ("incident",), by("id"), False),
    ("/incidents?view=list&q=protest+OR+strike", ("incident",), by("id"), False),
    ("/incidents?view=table&sort=-independent&q=reports:>=1+status:any", ("incident",), by("id"), True),
    ("/incidents?view=table&sort=label", ("incident",), by("id"), True),
    ("/actors?q=historical:any", ("name", "did"), by("name", "did"), True),
    ("/actors?name=mini&sort=name", ("name", "did"), by("name", "did"), True),
    ("/actors?sort=-last", ("name",), by("name"), True),
    ("/network?top=12&edge=vc,mx", ("source", "target", "quad", "incidents"),
     by("source", "target", "quad", "incidents"), True),
    ("/network?from=2026-03-01&to=2026-06-30", ("source", "target", "quad"), by("source", "target", "quad"), True),
    ("/network?ego={actor}&hops=2&q=historical:any", ("source", "target", "quad"), by("source", "target", "quad"), True),
    ("/map", ("place", "country", "incidents"), by("place", "country", "incidents"), False),
    ("/map?bbox=-20,-40,60,60&q=historical:any", ("place", "incidents"), by("place", "incidents"), False),
    ("/map?month=2026-04&q=-aid", ("place", "incidents"), by("place", "incidents"), False),
    ("/claims", FIGURE, values, False),
    ("/claims?every=yes", FIGURE, values, False),
    ("/claims?tab=statements&stance=denies", ("report", "claim"), by("report", "claim"), False),
    ("/claims?tab=statements&by={speaker}", ("report", "claim"), by("report", "claim"), False),
    ("/claims?tab=denials", ("incident", "report", "claim", "stance"), said, False),
    ("/claims?tab=commitments&state=unknown", ("incident",), by("incident"), False),
    ("/claims?tab=threats&q=status:any", ("incident",), by("incident"), False),
    *((f"/actors/{{actor}}?tab={tab}", ("incident", "report"), by("incident", "report"), True)
      for tab in ("acts", "received", "statements", "relations")),
    ("/actors/{actor}?tab=acts&q=type:assault", ("incident",), by("incident"), True),
    ("/actors/{actor}?tab=commitments", ("incident",), by("incident"), False),
    ("/actors/{actor}?tab=figures", ("incident", "kind", "words"), by("incident", "kind", "words"), False),
]


@pytest.fixture(scope="module")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(samples, tmp_path_factory.mktemp("copying"))


@pytest.fixture(scope="module")
def chronicle(store: Path) -> Iterator[Chronicle]:
    with Chronicle.open(store, read_only=True) as chronicle:
        yield chronicle


@pytest.fixture(scope="module")
def busiest(server: Served) -> dict[str, str]:
    """Whom the addresses name: who acts most, who says most."""
    speakers = server.get("/claims.json", tab="statements")["counts"]["speaker"]
    return {"actor": server.get("/actors.json")["rows"][0]["name"], "speaker": speakers[0][0]}


def on_the_page(server: Served, address: str) -> list[dict[str, Any]]:
    """All rows of a screen, page after page."""
    path, _, query = address.partition("?")
    rows: list[dict[str, Any]] = []
    for number in range(1, 50):
        answer = server.client.get(f"{path}.json?{query}" + (f"&page={number}" if "network" not in path else ""))
        assert answer.status_code == 200, answer.text
        found = answer.json()["rows"]
        rows += found
        if not found or len(rows) >= answer.json().get("total", 0):
            break
    return rows


@pytest.fixture
def beside(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whoever runs a script is: in the folder of the store."""
    monkeypatch.chdir(store.parent)


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_scripts_give_the_rows_of_the_screen(server: Served, chronicle: Chronicle, busiest: dict[str, str], case: Case,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    address, columns, keys, ordered = case
    here = address.format(**{name: quote(value) for name, value in busiest.items()})
    meant = [key for row in on_the_page(server, here) for key in keys(row)]
    assert meant or "figures" in here or "commitments" in here, "the samples show nothing there"
    forms = {form["kind"]: form for form in server.get("/copy.json", address=here)["rows"]}

    found = chronicle.sql(forms["sql"]["text"].rstrip(";"))
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    by_sql = [tuple(row[name] for name in columns) for row in rows]
    if ordered:
        assert by_sql == meant
    assert sorted(by_sql, key=str) == sorted(meant, key=str)

    if "SELECT" not in forms["python"]["text"]:             # else it holds the SQL that has just been run
        known: dict[str, Any] = {"dateline": dateline}
        exec(forms["python"]["text"], known)
        assert len(known["table"]) == len(meant)
    assert ("pipe" in forms["r"]["text"]) is not forms["command"]["wider"]
    printed = printed_by(forms["command"]["text"], capsys)
    if forms["command"]["wider"]:
        assert len(printed) >= len(meant) or "/network" in here or "/claims" in here
    else:
        named = sum(row.get("place", "") != "" for row in printed) if here.startswith("/map") else len(printed)
        assert named == len(meant)


def printed_by(command: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    """The rows that a command prints, as CSV and all of them."""
    capsys.readouterr()
    words = shlex.split(command)
    assert run([words[1], "--format", "csv", "--limit", "0", *words[2:]]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


@pytest.mark.parametrize(("address", "command"), [
    ("/export?format=xlsx&text=true&q=in:Peru", "dateline export --to incidents.xlsx --store samples.duckdb --with-text"),
    ("/search?q=port+strike", "dateline ask --store samples.duckdb 'port strike'"),
    ("/incidents/3f9c", "dateline why --store samples.duckdb 3f9c"),
    ("/reports/3f9c?show=claims", "dateline show --store samples.duckdb 3f9c"),
    ("/inbox?sort=facts", "dateline show --store samples.duckdb"),
    ("/search?q=-rumour", "dateline ask --store samples.duckdb -- -rumour"),
])
def test_commands_of_what_is_no_table(server: Served, address: str, command: str) -> None:
    form = server.get("/copy.json", address=address)["rows"][0]
    assert form["text"].startswith(command) and not form["wider"]


def test_what_shows_no_rows_has_only_its_link(server: Served) -> None:
    for address in ("/review?queue=doubt", "/changes", "/nowhere", "/"):
        assert server.get("/copy.json", address=address)["rows"] == []


def test_an_address_that_the_screen_would_refuse_is_refused(server: Served) -> None:
    told = server.client.get("/copy.json?" + urlencode({"address": "/claims?tab=rumours"}))
    assert told.status_code == 400 and urlsplit(str(told.url)).path == "/copy.json"
