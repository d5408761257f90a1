"""The description of the API is valid, complete, and what the workbench does: schemathesis asks every address with data
that fit it and data that do not, drawn at random but the same each time, and looks at the answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from starlette.applications import Starlette
from tests.workbench.conftest import Served, copied

from dateline.chronicle import Chronicle
from dateline.faces.workbench import Desk, application
from dateline.faces.workbench.openapi import described
from dateline.faces.workbench.routes import gathered

TOKEN = "a-token-of-this-test"
EXAMPLES = 6                        # an address
# What codes reports in processes of its own, or tells as long as somebody listens (test_inbox.py); and CSV twins, whose
# handlers are those of the JSON ones (below).
APART = r"^/(inbox/(files|text)|jobs)|\.csv$"


GENERATION = GenerationConfig(deterministic=True, max_examples=EXAMPLES)
CHECKS = ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False))   # a query may fit its type and mean nothing
CONFIG = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION, checks=CHECKS)))


def loosened(schema: Any) -> Any:
    """The description with pairs as lists of two: schemathesis stumbles over `prefixItems` within a mapping."""
    if isinstance(schema, list):
        return [loosened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    known = {name: loosened(one) for name, one in schema.items()}
    pair = known.pop("prefixItems", None) if known.get("type") == "array" else None
    return {**known, "items": {"anyOf": pair}} if pair else known


SCHEMA = schemathesis.openapi.from_dict(loosened(described(gathered())), config=CONFIG).exclude(path_regex=APART)


class Late:
    """The application, which is there when its first test begins: schemathesis wants one while tests are gathered."""

    app: Starlette

    async def __call__(self, *asked: Any) -> None:
        await self.app(*asked)


SCHEMA.app = Late()


@pytest.fixture(scope="module", autouse=True)
def app(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The application in this process, over a store of its own."""
    desk = Desk(Chronicle.open(copied(samples, tmp_path_factory.mktemp("asked"))))
    SCHEMA.app.app = application(desk, token=TOKEN)
    yield
    del SCHEMA.app.app
    desk.close()


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=[*HealthCheck])
def test_every_address_does_what_its_description_says(case: Any) -> None:
    case.call_and_validate(base_url="http://127.0.0.1:8765", headers={"X-Dateline-Token": TOKEN})


def test_csv_twins_are_there_and_of_the_same_rows(server: Served) -> None:
    for route in gathered():
        if route.page and route.rows is not None and "{" not in route.path:
            rows = list(csv.reader(io.StringIO(server.client.get(f"{route.path}.csv").text)))
            told = server.get(f"{route.path}.json")
            if told["rows"]:
                assert len(rows) - 1 >= len(told["rows"]), route.path
                assert len({len(row) for row in rows}) == 1, route.path
