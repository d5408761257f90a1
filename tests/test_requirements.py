"""What is installed is what is named: every package at its version, every file by its digest."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

HOME = Path(__file__).resolve().parents[1] / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    text = (HOME / name).read_text(encoding="utf-8")
    whole = text + (HOME / "run.txt").read_text(encoding="utf-8") if "-r run.txt" in text else text
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in PIN.findall(whole)}


@pytest.mark.parametrize("of", ["run", "dev", "fuzz"])
def test_the_lock_names_the_same_versions_each_with_its_digests(of: str) -> None:
    assert pins(f"{of}.lock") == pins(f"{of}.txt")
    entries = re.split(PIN, (HOME / f"{of}.lock").read_text(encoding="utf-8"))
    assert len(entries) > 100 or of == "fuzz"
    assert all("--hash=sha256:" in told for told in entries[3::3])


def test_the_bill_of_materials_names_what_is_installed_with_dateline() -> None:
    told = json.loads((HOME / "bom.json").read_text(encoding="utf-8"))
    assert told["bomFormat"] == "CycloneDX"
    assert {re.sub(r"[-_.]+", "-", part["name"]).lower(): part["version"] for part in told["components"]} == pins("run.txt")


# ── licences ─────────────────────────────────────────────────────────────────────────────────────

@pytest.fixture
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", HOME / "licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notice_names_every_package_with_its_licence(licences: ModuleType) -> None:
    notice = licences.NOTICE.read_text(encoding="utf-8")
    assert licences.written(notice) == notice, "make lock writes the table anew"
    listed = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version, _ in licences.rows()}
    assert listed == pins("run.txt")


def test_no_licence_forbids_our_use(licences: ModuleType) -> None:
    assert [(name, kind) for name, _, kind in licences.rows() if not licences.may_be_used(kind)] == []


@pytest.mark.parametrize(("kind", "free"), [
    ("MIT", True), ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True), ("BSD-3-Clause AND MIT", True),
    ("GPL-3.0-or-later", False), ("AGPL-3.0-only", False), ("MIT AND GPL-3.0-only", False), ("Free for research", False),
    ("CC-BY-NC-4.0", False), ("some-package?", False),
])
def test_what_is_free_to_be_used(licences: ModuleType, kind: str, free: bool) -> None:
    assert licences.may_be_used(kind) is free
