"""The tables of events keep their form: known keys, PLOVER's codes, marks that parse, no row said twice."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from dateline.codebook import load
from dateline.codebook.actors import registry
from dateline.codebook.contexts import contexts
from dateline.codebook.frames import KEYS, PARTS, read

TYPES = tuple(load().types)
VERBAL = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
QUADS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
CONTEXTS = {
    "military", "intelligence", "executive", "legislative", "election", "political_institutions",
    "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms",
    "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic",
    "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource",
    "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
}
SLOT = re.compile(r"(clause:)?[a-z]+$")
MARK = re.compile(r"\{([ART]) [^{} ][^{}]*\}")
LEMMA = re.compile(r"[^\s\d]+( [^\s]+)*$")


def rows(kind):
    return read(files("dateline.codebook") / "events" / f"{kind.lower()}.toml")["frame"]


def many(value):
    return (value,) if isinstance(value, str) else tuple(value)


def predicates(row):
    return [(part, word) for part in PARTS for word in row.get(part, ())]


ROWS = [(kind, number, row) for kind in TYPES for number, row in enumerate(rows(kind), 1)]


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_has_its_table(kind):
    assert rows(kind)
    assert load().types[kind].quad in QUADS


def test_there_are_sixteen_types_and_all_of_plovers_contexts():
    assert len(TYPES) == 16
    assert len(CONTEXTS) == 37
    named = [row["name"] for row in read(files("dateline.codebook") / "contexts.toml")["context"]]
    assert Counter(named) == Counter(CONTEXTS)


@pytest.mark.parametrize("kind, number, row", ROWS, ids=lambda v: v if isinstance(v, str | int) else "")
def test_a_row_is_well_formed(kind, number, row):
    assert set(row) <= KEYS
    assert predicates(row), "a row names a verb, a noun or an adjective"
    assert all(LEMMA.fullmatch(word) and word == word.lower() for _, word in predicates(row))
    assert set(many(row.get("mode", ()))) <= set(load().types[kind].modes)
    assert set(row.get("contexts", ())) <= CONTEXTS
    assert "actor" in row
    assert "recipient" in row or row.get("reciprocal"), "where all parties are actors, a row may name no recipient"
    slots = (*row["actor"], *row.get("recipient", ()), *row.get("only", {}), *row.get("never", {}))
    assert all(SLOT.fullmatch(slot) for slot in slots)
    assert all(SLOT.fullmatch(need) for need in many(row.get("needs", ())))


@pytest.mark.parametrize("kind, number, row", ROWS, ids=lambda v: v if isinstance(v, str | int) else "")
def test_examples_show_the_row_and_their_marks_parse(kind, number, row):
    assert row.get("examples")
    for text in row["examples"]:
        assert not set("{}") & set(MARK.sub("", text)), text
    for text in row.get("counter", ()):
        assert not set("{}") & set(text), text


@pytest.mark.parametrize("kind", VERBAL)
def test_verbal_rows_show_themselves_twice(kind):
    assert [number for number, row in enumerate(rows(kind), 1) if len(row["examples"]) < 2] == []


@pytest.mark.parametrize("kind", VERBAL)
def test_every_mode_is_reached(kind):
    reached = {mode for row in rows(kind) for mode in many(row.get("mode", ()))}
    assert reached == set(load().types[kind].modes)


@pytest.mark.parametrize("kind", VERBAL)
def test_a_predicate_stands_once_in_a_row(kind):
    for number, row in enumerate(rows(kind), 1):
        twice = [word for word, times in Counter(predicates(row)).items() if times > 1]
        assert twice == [], (kind, number)


@pytest.mark.parametrize("kind", TYPES)
def test_no_two_rows_say_the_same(kind):
    """A predicate with the same conditions and slots in two rows: the second would never be reached."""
    said = Counter(
        (
            *predicate,
            tuple(row["actor"]),
            tuple(row.get("recipient", ())),
            many(row.get("needs", ())),
            row.get("plural", False),
            *(repr(sorted((s, sorted(w)) for s, w in row.get(name, {}).items())) for name in ("only", "never")),
        )
        for row in rows(kind)
        for predicate in predicates(row)
    )
    assert [key for key, times in said.items() if times > 1] == []


def test_the_tables_cover_widely():
    """The issue asks for 700 predicates; the verbal types alone bring more."""
    every = {(kind, *p) for kind, _, row in ROWS for p in predicates(row)}
    assert len(every) >= 3000
    assert len({p[1:] for p in every if p[0] in VERBAL}) >= 1500


@pytest.mark.parametrize("row", read(files("dateline.codebook") / "contexts.toml")["context"], ids=lambda r: r["name"])
def test_contexts_show_themselves(row, reader):
    assert all(word == word.lower() for word in row["words"])
    assert len(row["words"]) == len(set(row["words"]))
    for text in row["examples"]:
        assert row["name"] in contexts().of(reader.read_one(text)[:]), text
    for text in row.get("counter", ()):
        assert row["name"] not in contexts().of(reader.read_one(text)[:]), text


def test_no_row_depends_on_which_country_acts():
    """Rows may ask for a country (@country), never for this or that one; "pole" and "car" are also a mast and a vehicle."""
    asked = {word for frames in load().frames.by_head.values() for frame in frames
             for table in (frame.only, frame.never) for words in table.values() for word in words}
    named = {w for w in asked for form in (w.title(), w.upper())
             if registry().nationality(form) or registry().country(form)}
    assert named <= {"pole", "car"}
