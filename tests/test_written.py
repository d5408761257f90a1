"""SQL to be copied: it gives the rows of its view to whoever has nothing but DuckDB and the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.test_views import path  # noqa: F401  (a fixture)

from dateline import Chronicle
from dateline.chronicle.views.written import written

QUERIES = ["", "type:protest,assault", 'time:2026-03 -place:"what? \'where\'"', "status:any historical:any harbour",
           'actor:"O\'Neil" country:Peru', "figures:killed>=3", 'claim:"a ? in it"']
VIEWS = ["timeline", "nodes", "network", "places", "contested", "claims", "commitments"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_sql_alone_gives_the_same_rows(path: Path, view: str) -> None:  # noqa: F811
    told: dict[str, tuple[str, list[Any]]] = {}
    with Chronicle.open(path, read_only=True) as chronicle:
        for query in QUERIES:
            shown = getattr(chronicle, view)(query)
            told[query] = written(shown), list(shown.rows())
    with duckdb.connect(str(path), read_only=True) as bare:
        for query, (sql, rows) in told.items():
            assert bare.execute(sql).fetchall() == rows, f"{view} {query}"


def test_a_value_stays_a_value(path: Path) -> None:  # noqa: F811
    with Chronicle.open(path, read_only=True) as chronicle:
        sql = written(chronicle.timeline("place:\"x'); DROP TABLE incidents; --\""))
    with duckdb.connect(str(path), read_only=True) as bare:
        assert bare.execute(sql).fetchall() == []
        assert len(duckdb.extract_statements(sql)) == 1
