"""The house stands: imports run downhill, and the door opens without its heavy rooms."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
ROOMS = ("floor", "report", "reading", "record", "chronicle", "measure", "faces")
FLOOR = ("model", "errors", "settings", "writing", "codebook")
OURS = ("dateline", "training", "bench", "tests")
FILES = sorted(SOURCE.rglob("*.py"))


def room(module: str) -> str | None:
    """The room a module is in; None for the package's own door, which shows the way to all of them."""
    parts = module.split(".")
    if len(parts) == 1 or parts[1] == "__main__":
        return None
    return "floor" if parts[1] in FLOOR else parts[1]


def name(file: Path) -> str:
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


PARQUET = "dateline.report.sheets"
MODULES = {name(file) for file in FILES}


def imported(file: Path) -> Iterator[str]:
    """Every module that a file imports, also within a function or for its types alone."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: write the whole name instead of a relative import"
            yield node.module or ""
            if node.module == "dateline":
                rooms = (f"dateline.{alias.name}" for alias in node.names)
                yield from (room for room in rooms if room in MODULES)


def uphill(importer: str, target: str) -> bool:
    """Whether the import goes to a room that lies below in the list, which is up the hill."""
    here, there = room(importer), room(target)
    return target.startswith("dateline") and here is not None and there is not None and (
        ROOMS.index(there) > ROOMS.index(here))


@pytest.mark.parametrize("importer, target, wrong", [
    ("dateline.model", "dateline.record.what", True),
    ("dateline.report.html", "dateline.reading", True),
    ("dateline.record.who", "dateline.reading", False),
    ("dateline.faces.cli", "dateline.chronicle", False),
    ("dateline.chronicle.store", "dateline.faces.cli", True),
    ("dateline.record.who", "dateline.codebook.actors", False),
])
def test_the_rule_itself(importer: str, target: str, wrong: bool) -> None:
    assert uphill(importer, target) is wrong


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_run_downhill(file: Path) -> None:
    wrong = [target for target in imported(file) if uphill(name(file), target)]
    assert not wrong, f"{name(file)} imports {wrong}, which lies above it"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_what_ships_imports_nothing_that_does_not(file: Path) -> None:
    outside = [target for target in imported(file) if target.split(".")[0] in OURS[1:]]
    assert not outside, f"{name(file)} imports {outside}"


def test_only_the_chronicle_speaks_sql() -> None:
    engines = {"duckdb", "sqlite3"}
    speakers = {name(file) for file in FILES if engines & {target.split(".")[0] for target in imported(file)}}
    assert {room(speaker) for speaker in speakers - {PARQUET}} == {"chronicle"}


def test_parquet_files_are_read_without_a_statement() -> None:
    """DuckDB's reader of Parquet files is used by its functions; nothing there takes a statement."""
    tree = ast.parse((SOURCE / "dateline/report/sheets.py").read_text(encoding="utf-8"))
    called = {node.func.attr for node in ast.walk(tree)
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert "read_parquet" in called and not called & {"sql", "execute", "query", "executemany", "from_query"}


def loaded_by(code: str) -> set[str]:
    """The top modules that a fresh interpreter has loaded after this code."""
    asked = f"import sys\n{code}\nprint(*{{m.split('.')[0] for m in sys.modules}})"
    path = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": path})
    return set(done.stdout.splitlines()[-1].split())


HEAVY = {"spacy", "onnxruntime", "duckdb", "numpy", "trafilatura", "rich", "jinja2", "email", "http"}


@pytest.mark.parametrize("code", [
    "import dateline",
    "from dateline import Record, Report, to_json",
    "from dateline.faces.cli import run\nrun(['--help'])",
    "from dateline.faces.cli import run\nrun(['code', '--help'])",
    "from dateline.faces.cli import run\nrun(['--version'])",
])
def test_the_door_opens_without_the_heavy_rooms(code: str) -> None:
    assert not loaded_by(code) & HEAVY


def test_every_public_name_can_be_had() -> None:
    import dateline

    missing = [name for name in dateline.__all__ if not hasattr(dateline, name)]
    assert not missing
