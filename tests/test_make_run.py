"""What `make run` and the README tell people to type are commands there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from dateline.faces.cli import cli

HOME = Path(__file__).resolve().parent.parent
TYPED = re.compile(r"(?:\$\(BIN\)/|\.venv/bin/|\| |\$ |^|`)dateline ([a-z]+)", re.MULTILINE)


@pytest.mark.parametrize("page", ["Makefile", "README.md", "docs/chronicle.md", "docs/judging.md"])
def test_what_is_to_be_typed_is_a_command(page: str) -> None:
    found = set(TYPED.findall((HOME / page).read_text(encoding="utf-8")))
    assert found and found <= set(cli.list_commands(click.Context(cli)))
