"""docs/schema.md: its tables are those of the code, and its queries run. ``python tests/test_schema.py`` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.schema import DERIVED, FLAT, GIVEN, KEPT, TYPES, Table, ddl
from dateline.chronicle.views import counted, ledger, people, told
from test_views import filled

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "schema.md"
MADE = "<!-- from here on made from the code: python tests/test_schema.py -->\n"
PARTS: Mapping[str, Mapping[str, Table]] = {
    "What came in": GIVEN, "The newest record of each report": FLAT, "What the reports add up to": DERIVED,
    "The store's own": KEPT,
}
VIEWS: Mapping[str, Mapping[str, str]] = {
    "timeline": told.TIMELINE, "places": told.PLACES, "dyads": counted.DYADS, "panel": counted.PANEL,
    "network": counted.EDGES, "nodes": counted.NODES, "claims": ledger.CLAIMS, "contested": ledger.CONTESTED,
    "commitments": ledger.COMMITMENTS, "actor": people.ACTOR,
}


def lines() -> Iterator[str]:
    for name, columns in VIEWS.items():
        yield f"\n### `{name}`\n"
        yield from listed((f"| `{column}` | {meaning} |" for column, meaning in columns.items()), "column | meaning")
    for part, tables in PARTS.items():
        yield f"\n## {part}"
        for name, table in tables.items():
            yield f"\n### `{name}`\n{table.meaning}\n"
            yield from listed((f"| `{column}` | {TYPES[kind]} | {meaning} |" for column, (kind, meaning)
                               in table.columns.items()), "column | type | meaning")


def listed(rows: Iterator[str], head: str) -> Iterator[str]:
    yield f"| {head} |"
    yield "|" + " --- |" * (head.count("|") + 1)
    yield from rows


def made() -> str:
    words = "\n".join(lines()).replace("{per}", "week, month, …").replace("{of}", "country, sector or name")
    return MADE + words + "\n"


def test_the_page_is_made_from_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(MADE):] == made(), "write it anew: python tests/test_schema.py"


def test_every_view_has_its_columns_on_the_page() -> None:
    """A view that is added has to be told here, too."""
    doors = set(re.findall(r"self\._view\(\"\w+\", \"(\w+)\"", (HERE.parent / "src/dateline/chronicle/store.py").read_text()))
    assert doors == set(VIEWS)


QUERIES = re.findall(r"\n(\S[^\n]*\?)\n\n```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronicle]:
    path = tmp_path_factory.mktemp("schema") / "vell.duckdb"
    filled(path)
    with Chronicle.open(path, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("question, query", QUERIES, ids=[question for question, _ in QUERIES])
def test_the_queries_of_the_page_answer(chronicle: Chronicle, question: str, query: str) -> None:
    assert chronicle.sql(query).fetchall()


def test_there_are_ten_of_them() -> None:
    assert len(QUERIES) == 10


def test_every_table_can_be_made(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "s.duckdb") as opened:
        found = {(f"{schema}." if schema != "main" else "") + name for schema, name in opened.sql(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'chronicle'").fetchall()}
    assert found == {name for tables in PARTS.values() for name in tables}
    assert all(ddl(name, table).startswith(f"CREATE TABLE {name} (") for tables in PARTS.values()
               for name, table in tables.items())


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(text[:text.index(MADE)] + made(), encoding="utf-8")
