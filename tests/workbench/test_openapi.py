"""The description of the API is valid, complete, and what the workbench does: schemathesis asks every address with data
that fit it and data that do not, drawn at random but the same each time, and looks at the answers."""

from __future__ import annotations

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
from tests.workbench.conftest import copied

from dateline.chronicle import Chronicle
from dateline.faces.workbench import Desk, application
from dateline.faces.workbench.openapi import described
from dateline.faces.workbench.routes import gathered

TOKEN = "a-token-of-this-test"
EXAMPLES = 6                        # an address
# What codes reports in processes of its own, or tells as long as somebody listens: tested in test_inbox.py.
APART = r"^/(inbox/(files|text)|jobs)"


GENERATION = GenerationConfig(deterministic=True, max_examples=EXAMPLES)
CHECKS = ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False))   # a query may fit its type and mean nothing
CONFIG = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION, checks=CHECKS)))
SCHEMA = schemathesis.openapi.from_dict(described(gathered()), config=CONFIG)


@pytest.fixture(scope="module")
def app(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """The application in this process, over a store of its own."""
    desk = Desk(Chronicle.open(copied(samples, tmp_path_factory.mktemp("asked"))))
    yield application(desk, token=TOKEN)
    desk.close()


@SCHEMA.exclude(path_regex=APART).parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=[*HealthCheck])
def test_every_address_does_what_its_description_says(app: Starlette, case: Any) -> None:
    case.call_and_validate(app=app, base_url="http://127.0.0.1:8765", headers={"X-Dateline-Token": TOKEN})
