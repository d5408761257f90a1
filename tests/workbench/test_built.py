"""What is built and committed is what the sources make; and it is small, and asks for nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKBENCH = Path(__file__).resolve().parents[2] / "src/dateline/faces/workbench"
WEB, BUILT = WORKBENCH / "web", WORKBENCH / "built"
FIRST = 120_000         # bytes, gzipped, that a first visit may download
ALL = 1_700_000         # bytes of all that is built, as it is in the wheel; most are shapes of countries, for map and dossier
NODE = ((20, 19), (22, 12))     # Vite runs on 20 from its .19 on, and on 22.12 and later


@pytest.fixture(scope="module")
def built() -> Path:
    if not (BUILT / "index.html").is_file():
        pytest.skip("the pages are not built; `make web` does it")
    return BUILT


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def why_not() -> str | None:
    """Why the pages cannot be built here; None where they can."""
    node = shutil.which("node")
    if node is None:
        return "no Node on this machine"
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = map(int, re.findall(r"\d+", found)[:2])
    if not (major, minor) >= NODE[1] and not (major == 20 and minor >= NODE[0][1]):
        return f"Node {found.strip()} is too old to build the pages"
    return None if (WEB / "node_modules/vite").is_dir() else "what the pages are built with is not installed: make web"


def test_what_is_committed_is_what_the_sources_make(built: Path, tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    again = tmp_path / "built"
    for config in ("vite.config.ts", "vite.dossier.config.ts"):
        subprocess.run(["node", "node_modules/vite/bin/vite.js", "build", "--config", config, "--outDir", str(again),
                        "--logLevel", "error"], cwd=WEB, check=True)
    made, kept = files(again), files(built)
    assert sorted(made) == sorted(kept), "run `make web` and commit what it made"
    assert [name for name in made if made[name] != kept[name]] == []


def first(built: Path) -> Iterator[str]:
    """The files that a first visit loads, however many imports away."""
    page = (built / "index.html").read_text(encoding="utf-8")
    queue = re.findall(r'(?:src|href)="/(assets/[^"]+)"', page)
    seen: set[str] = set()
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name.endswith(".js"):
            text = (built / name).read_text(encoding="utf-8")
            queue += [f"assets/{found}" for found in re.findall(r'(?:from|import)\s*"\./([\w.-]+\.js)"', text)]


def test_a_first_visit_downloads_little(built: Path) -> None:
    size = sum(len(gzip.compress((built / name).read_bytes())) for name in first(built))
    assert 0 < size <= FIRST, f"{size:,} bytes"


def test_all_of_it_is_small_enough_for_a_wheel(built: Path) -> None:
    size = sum(map(len, files(built).values()))
    assert size <= ALL, f"{size:,} bytes"


def test_the_looks_of_a_screen_stay_its_own() -> None:
    """A style sheet stays when another screen is opened: so each rule stands within the class of its screen."""
    sheets = sorted((WEB / "src/screens").glob("*/style.css"))
    assert len(sheets) > 8
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        outer = re.findall(r"^([^\s}@][^{]*)\{", text, flags=re.M)
        assert outer and all(re.match(rf"(?::is\()?\.screen-{sheet.parent.name}\b", rule) for rule in outer), sheet


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(built: Path) -> None:
    page = (built / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
    assert re.findall(r'(?:src|href)="(?!/)', page) == []


def test_no_file_loads_from_elsewhere_or_makes_markup_of_text(built: Path) -> None:
    for name, data in files(built).items():
        text = data.decode("utf-8", errors="replace")
        assert not re.search(r"""(?:import|fetch|url)\(\s*["']?https?:""", text), name
        assert not re.search(r"\beval\(|new Function\(|document\.write\(", text), name
        assert "sourceMappingURL" not in text, name
