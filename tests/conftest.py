"""What several tests share: the reader, once a session, and the folder of benchmarks beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.reading import Reader

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader that ships, loaded once."""
    return Reader.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data, which stands beside the checkout and is no part of it."""
    folder = HOME.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"the development data are not here ({folder}); the rest of the tests do not need them")
    return folder
