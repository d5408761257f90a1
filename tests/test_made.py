"""The made-up records of the bench: always the same, sound, and told apart by the chronicle."""

from __future__ import annotations

from pathlib import Path

from bench.made import World
from bench.scale import b_cubed, questions

from dateline.chronicle import Chronicle


def test_the_same_seed_gives_the_same_records() -> None:
    assert list(World(3).records(40)) == list(World(3).records(40))
    assert list(World(3).records(40)) != list(World(4).records(40))


def test_every_span_is_what_it_should_be() -> None:
    for record in World().records(60):
        text, names = record.report.text, {a.id: a.name for a in record.actors}
        assert len(record.report.ref.removeprefix("of:").split(",")) == len(record.events)      # type: ignore[union-attr]
        for event in record.events:
            assert all(text[p.start:p.end] == names[p.actor] for p in (*event.actors, *event.recipients))
            assert event.place and event.place.text and text[slice(*event.place.text)] == event.place.name
            assert [text[slice(*f.text)] for f in event.figures] == [f"{f.low:.0f}" for f in event.figures]


def test_a_store_of_them_answers_and_knows_its_happenings(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "made.duckdb") as chronicle:
        added = list(chronicle.add_all(World().records(120)))
        assert {each.what for each in added} <= {"new", "known"}
        precision, recall = b_cubed(chronicle)
        assert precision > 0.95 and recall > 0.95
        for ask in questions(chronicle).values():
            ask()
