"""The crosswalk to CAMEO: every type and mode has a code, and every score is the published one of its code."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from dateline.chronicle.flat import TABLES, flat
from dateline.codebook import load
from dateline.codebook.crosswalk import Cameo, crosswalk
from dateline.codebook.frames import read
from values import record

TABLE = read(files("dateline.codebook") / "crosswalk.toml")
ROWS = [(kind, row) for kind, rows in TABLE["row"].items() for row in rows]
CONTEXTS = {row["name"] for row in read(files("dateline.codebook") / "contexts.toml")["context"]}
TYPES = load().types


def published() -> dict[str, float]:
    """Code -> score, of the published scale."""
    found: dict[str, float] = {}
    score = 0.0
    for line in (Path(__file__).parent / "goldstein.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, colon, codes = line.partition(": ")
        score, codes = (float(head), codes) if colon else (score, line)
        found |= dict.fromkeys(codes.split(), score)
    return found


def of(kind: str, modes=(), contexts=(), status: str = "occurred") -> Cameo:
    return crosswalk().of(kind, modes, contexts, status, TYPES[kind].quad)


@pytest.mark.parametrize("kind, mode", [(kind, mode) for kind in TYPES for mode in (None, *TYPES[kind].modes)])
def test_every_type_and_mode_has_a_code_with_the_published_score(kind: str, mode: str | None) -> None:
    found = of(kind, (mode,) if mode else ())
    assert found.code and found.root == found.code[:2]
    assert found.goldstein == published()[found.code]
    assert found.quad_class in (1, 2, 3, 4)


@pytest.mark.parametrize("kind, row", ROWS, ids=lambda v: v if isinstance(v, str) else v["code"])
def test_every_row_names_what_there_is_and_the_published_score(kind: str, row) -> None:
    assert set(row) <= {"modes", "contexts", "status", "code", "goldstein"}
    assert set(row.get("modes", ())) <= set(TYPES[kind].modes)
    assert set(row.get("contexts", ())) <= CONTEXTS
    assert row["goldstein"] == published()[row["code"]]


@pytest.mark.parametrize("kind", TYPES)
def test_the_last_row_of_a_type_takes_what_is_left_and_every_row_is_reached(kind: str) -> None:
    rows = [row for name, row in ROWS if name == kind]
    assert set(rows[-1]) == {"code", "goldstein"}
    assert len(rows[-1]["code"]) == 2
    for row in rows:
        modes, contexts = row.get("modes", (None,)), row.get("contexts", (None,))
        assert any(of(kind, filter_none(m), filter_none(c), row.get("status", "occurred")).code == row["code"]
                   for m in modes for c in contexts), row


def filter_none(value):
    return () if value is None else (value,)


def test_classes_follow_the_roots_as_gdelt_has_them() -> None:
    assert crosswalk().quads == {f"{root:02}": 1 + (root > 5) + (root > 8) + (root > 13) for root in range(1, 21)}


@pytest.mark.parametrize("kind, modes, contexts, status, told", [
    ("PROTEST", ("demo",), ("rights_freedoms",), "occurred", ("1413", 4, -6.5)),
    ("PROTEST", ("demo",), ("economic",), "occurred", ("141", 4, -6.5)),
    ("PROTEST", ("demo", "riot"), (), "occurred", ("145", 4, -7.5)),          # the graver mode tells
    ("ASSAULT", ("firearms", "suicide-attack"), (), "occurred", ("1831", 4, -10.0)),
    ("ASSAULT", (), ("military",), "occurred", ("19", 4, -10.0)),
    ("ASSAULT", (), (), "occurred", ("18", 4, -9.0)),
    ("CONCEDE", (), ("legal",), "occurred", ("081", 2, 5.0)),
    ("CONCEDE", (), ("legal",), "future", ("035", 1, 7.0)),
    ("CONSULT", ("visit",), (), "occurred", ("042", 1, 1.9)),
    ("SANCTION", ("convict",), ("crime",), "occurred", ("116", 3, -2.0)),
    ("AID", (), ("disasters", "economic"), "occurred", ("073", 2, 7.4)),
    ("RETREAT", ("release",), (), "occurred", ("0841", 2, 7.0)),
])
def test_type_mode_context_and_status_tell_the_code(kind, modes, contexts, status, told) -> None:
    code, quad, score = told
    assert of(kind, modes, contexts, status) == Cameo(code, code[:2], quad, score)


def test_a_type_of_a_users_own_has_no_code_but_its_class() -> None:
    assert crosswalk().of("EVICT", (), (), "occurred", "material_conflict") == Cameo(None, None, 4, None)
    assert crosswalk().of("EVICT", (), (), "occurred", "of no quad") == Cameo(None, None, None, None)


def test_the_flat_tables_carry_it_under_the_names_of_gdelt() -> None:
    [row] = flat(record())["events"]
    cells = dict(zip(TABLES["events"], row, strict=True))
    assert [cells[name] for name in ("event_code", "event_root_code", "quad_class", "goldstein_scale")] == [
        "173", "17", 4, -5.0]
