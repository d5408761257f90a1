"""What every screen shows of the store, and the addresses that any page has."""

from __future__ import annotations

from tests.workbench.conftest import Served


def test_the_session_tells_what_the_store_holds(server: Served) -> None:
    told = server.get("/session.json")
    assert told["store"] == "samples.duckdb"
    assert told["reports"] == len(server.desk.chronicle.reports())
    assert told["incidents"] == len(server.desk.chronicle.incidents())
    assert not told["read_only"]


def test_the_fields_are_those_of_the_query_language(server: Served) -> None:
    from dateline.chronicle.fields import FIELDS

    assert [row["name"] for row in server.get("/fields.json")["rows"]] == [*FIELDS]


def test_the_door_leads_to_the_incidents(server: Served) -> None:
    answer = server.client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/incidents")


def test_a_page_carries_the_token_and_the_policy(server: Served) -> None:
    answer = server.client.get("/incidents", params={"q": "in:Peru"})
    assert f'content="{server.token}"' in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
