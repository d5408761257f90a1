"""What several tests share: the reader, once a session, a store to be harmed, and the folder of benchmarks beside the project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from dateline.reading import Reader

settings.register_profile("dateline", deadline=None)        # no test is timed
settings.load_profile("dateline")

HOME = Path(__file__).resolve().parent.parent


# What takes long begins first, so that no process is left with it; before the browser's tests, whose event loop goes on
# in their process, what has a loop of its own.
FIRST = ("test_cluster.py", "test_broken_store.py", "test_fuzz.py", "workbench/", "test_kill.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in another order, each as it is."""
    items.sort(key=lambda item: next((n for n, name in enumerate(FIRST) if name in item.nodeid), len(FIRST)))


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


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store that is well and that no test touches."""
    from harmed import made

    return made(tmp_path_factory.mktemp("sound") / "news.duckdb")


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Path:
    """A copy of it with all that stands beside it, to be harmed."""
    for file in sound.parent.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / sound.name
