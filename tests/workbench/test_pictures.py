"""The pictures of docs/ and the README, taken of the sample chronicle: DATELINE_WRITE=1 takes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.workbench.conftest import Visit

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURES = {        # name: address, what to wait for, which keys to press, dark
    "workbench-incidents": ("/incidents?q=time:2026-02..2026-06", ".lanes [data-peek]", (), False),
    "workbench-claims": ("/claims?q=halim", "text=No total is computed", (), False),
    "workbench-words": ("/incidents?q=halim%20figures:killed&view=list", ".day-list [data-row]", ("j", "j", "Space"), False),
    "workbench-promises": ("/claims?tab=commitments&q=state:met,broken,lapsed,open", "text=States as of", (), True),
}


@pytest.mark.parametrize("name", PICTURES)
def test_what_the_pictures_show_is_there(visit: Visit, name: str) -> None:
    address, sign, keys, dark = PICTURES[name]
    page = visit(address, dark=dark)
    page.wait_for_selector(sign)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)                  # what moves has come to rest
    taken = page.screenshot()
    picture = DOCS / f"{name}.png"
    if os.environ.get("DATELINE_WRITE"):
        picture.write_bytes(taken)
    assert picture.read_bytes()[:8] == taken[:8] == b"\x89PNG\r\n\x1a\n"
