"""Every row of the frames runs its own examples, and its counter-examples give no event of that row."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dateline.codebook import load
from dateline.codebook.frames import Example
from dateline.faces.check import failures

ROWS: dict[str, list[Example]] = defaultdict(list)
for _example in load().frames.examples:
    ROWS[_example.row].append(_example)


@pytest.mark.parametrize("row", sorted(ROWS, key=lambda r: (r.split()[0], int(r.split()[1]))))
def test_row(row, reader):
    failed = "\n".join(map(str, failures(ROWS[row], load(), reader)))
    assert not failed, failed
