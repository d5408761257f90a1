"""What is installed is what is named: every package at its version, every file by its digest."""

from __future__ import annotations

import json
import re
from pathlib import Path

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
