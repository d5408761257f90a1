"""Judgements in the store: they hold whatever comes in which order, survive a crash, and a person can use them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import (
    ActorJoin,
    ActorPart,
    Correct,
    Deed,
    Join,
    Judgement,
    Judgements,
    Key,
    Part,
    Undo,
    Verdict,
    beside,
)
from dateline.faces.cli import run
from dateline.model import Record, Time
from tellings import Tells
from tellings import record as told
from values import TEXT, recoded, record

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
TABLES = ("incidents", "kept.pairs", "tellings", "incident_parties", "incident_figures", "incident_claims", "commitments",
          "aliases", "decisions")


def story(number: int, day: str = "2026-03-05") -> Record:
    """A report of its own outlet, in words of its own around the same arrest."""
    words = ("Rain fell on the harbour all night.", "A tram stood still for an hour.", "The school choir sang on.",
             "Shops near the station closed early.")[number]
    found = record(f"{words} {TEXT}", outlet=f"Paper {number}", day=day)
    if day == "2026-03-05":
        return found
    event, = found.events                       # another arrest, weeks later
    return replace(found, events=(replace(event, time=Time("2026-04-18", "2026-04-18", "day", None, "assumed")),))


RECORDS = [story(0), story(1), story(2, "2026-04-20"), story(3)]
A, B, C, D = ((one.report.id, one.events[0].id) for one in RECORDS)


def judged(*deeds: Deed, by: str = "Mina") -> list[Judgement]:
    return [Judgement.make(deed, by=by, at=(NOON + timedelta(minutes=n)).isoformat()) for n, deed in enumerate(deeds)]


def shown(chronicle: Chronicle) -> dict[str, str]:
    """All that is added up, as it would leave the store."""
    return {table: json.dumps(sorted(map(str, chronicle.sql(f"SELECT * FROM {table}").fetchall()))) for table in TABLES}


def groups(chronicle: Chronicle) -> set[frozenset[Key]]:
    found: dict[str, set[Key]] = {}
    for incident, *key in chronicle.sql("SELECT incident, report, event FROM tellings").fetchall():
        found.setdefault(incident, set()).add((key[0], key[1]))
    return set(map(frozenset, found.values()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


@pytest.fixture
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path) as opened:
        list(opened.add_all(RECORDS))
        yield opened


# ── they hold ────────────────────────────────────────────────────────────────────────────────────

def together(chronicle: Chronicle, *keys: Key) -> bool:
    return any(set(keys) <= group for group in groups(chronicle))


def test_what_is_joined_is_one_and_what_is_parted_is_two(chronicle: Chronicle) -> None:
    assert groups(chronicle) == {frozenset({A, B, D}), frozenset({C})}
    chronicle.judge(*judged(Join(A, (C,)), Part(B, (A, C, D))))
    assert groups(chronicle) == {frozenset({A, C, D}), frozenset({B})}


def test_copies_are_parted_too(path: Path) -> None:
    one, other = record(outlet="Wire"), record(outlet="Daily")
    keys = [(r.report.id, r.events[0].id) for r in (one, other)]
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all([one, other]))
        assert together(chronicle, *keys)
        chronicle.judge(*judged(Part(keys[0], (keys[1],))))
        assert not together(chronicle, *keys)


def copied(count: int) -> list[Record]:
    """The same words from so many outlets."""
    return [record(outlet=f"Wire {n}") for n in range(count)]


def standing(chronicle: Chronicle) -> dict[Key, int]:
    """The number that copies share."""
    return {(report, event): copy for report, event, copy in
            chronicle.sql("SELECT report, event, copy FROM kept.accounts").fetchall()}


def test_only_what_is_parted_from_a_copy_of_itself_stands_alone(path: Path) -> None:
    copies = copied(3)
    first, second, third = ((one.report.id, one.events[0].id) for one in copies)
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all([*copies, RECORDS[1]]))
        assert together(chronicle, first, second, third, B)
        chronicle.judge(*judged(Part(B, (first, second, third))))
        assert len(set(standing(chronicle).values())) == 2
        assert groups(chronicle) == {frozenset({first, second, third}), frozenset({B})}
        chronicle.judge(*judged(Part(first, (second, third)), by="Noor"))
        assert groups(chronicle) == {frozenset({first}), frozenset({second, third}), frozenset({B})}


def test_what_is_parted_from_one_copy_and_joined_with_another_parts_them(path: Path) -> None:
    copies = copied(2)
    first, second = ((one.report.id, one.events[0].id) for one in copies)
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all([*copies, RECORDS[1]]))
        chronicle.judge(*judged(Part(B, (first,)), Join(B, (second,))))
        assert groups(chronicle) == {frozenset({first}), frozenset({second, B})}


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_copies_and_what_parts_them_in_any_order_give_the_same(
        tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    copies = copied(3)
    first, second, third = ((one.report.id, one.events[0].id) for one in copies)
    deeds = judged(Part(B, (first,)), Part(second, (third,)), Join(B, (second,)))
    deeds += judged(Undo(data.draw(st.sampled_from(deeds)).id), by="Noor")
    steps = data.draw(st.permutations([*copies, RECORDS[1], *deeds]))
    folder = tmp_path_factory.mktemp("copies")
    with Chronicle.open(folder / "one.duckdb") as chronicle:
        for step in steps:
            chronicle.add(step) if isinstance(step, Record) else chronicle.judge(step)
        with Chronicle.open(folder / "other.duckdb") as replayed:
            list(replayed.add_all([*copies, RECORDS[1]]))
            replayed.judgements.merge([chronicle.judgements.path])
            replayed.heed()
            assert (shown(replayed), standing(replayed)) == (shown(chronicle), standing(chronicle))


def test_undoing_gives_back_what_was(chronicle: Chronicle) -> None:
    before = groups(chronicle), shown(chronicle)["incidents"]
    first, = chronicle.judge(*judged(Join(A, (C,))))
    chronicle.judge(*judged(Correct(*A, "place", None, {"name": "Bergen", "country": "NOR"})))
    for one in chronicle.judgements.kept:
        chronicle.judge(Judgement.make(Undo(one.id), by="Noor", at=chronicle.judgements.stamp(NOON)))
    assert first in chronicle.judgements.kept
    assert (groups(chronicle), shown(chronicle)["incidents"]) == before


def row(chronicle: Chronicle, key: Key, columns: str) -> tuple[object, ...]:
    found, = chronicle.sql(f"SELECT {columns} FROM incidents i JOIN tellings t ON t.incident = i.id "
                           "WHERE t.report = ? AND t.event = ?", list(key)).fetchall()
    return tuple(found)


def test_incidents_show_what_was_corrected_and_the_events_what_was_read(chronicle: Chronicle) -> None:
    place = {"name": "Bergen", "country": "NOR", "lat": 60.39, "lon": 5.32, "geonameid": 3161732, "precision": "city"}
    chronicle.judge(*judged(
        Correct(*C, "type", "COERCE", "ASSAULT"), Correct(*C, "place", None, place),
        Correct(*C, "time", None, {"start": "2026-04-18", "end": "2026-04-19"}),
        Correct(*C, "actor", None, [{"name": "Ana Diaz", "country": "PER", "sector": "GOV"}]),
        Verdict(*C, "recipient", False)))
    assert row(chronicle, C, "type, place, geonameid, CAST(time_start AS VARCHAR), time_basis") == (
        "ASSAULT", "Bergen", 3161732, "2026-04-18", "judged")
    sides = chronicle.sql("SELECT side, name, country, sector FROM incident_parties WHERE incident = "
                          "(SELECT incident FROM tellings WHERE report = ?)", [C[0]]).fetchall()
    assert sides == [("actor", "Ana Diaz", "PER", "GOV")]
    assert chronicle.sql("SELECT type, place FROM events WHERE report = ?", [C[0]]).fetchall() == [("COERCE", "Oslo")]
    assert chronicle.record(C[0]) == RECORDS[2]


def test_an_event_that_was_none_tells_nothing(chronicle: Chronicle) -> None:
    chronicle.judge(*judged(Verdict(*C, None, False)))
    assert not any(C in group for group in groups(chronicle))
    chronicle.judge(*judged(Verdict(*C, None, False), Verdict(*C, None, True)))
    assert any(C in group for group in groups(chronicle))


def named(number: int, name: str, day: str = "2026-03-05") -> Record:
    found = story(number, day)
    first, *others = found.actors
    return replace(found, actors=(replace(first, name=name, kind="person", country=None, sector=None, mentions=()), *others))


def parties(chronicle: Chronicle) -> set[str]:
    return {name for name, in chronicle.sql("SELECT name FROM incident_parties WHERE side = 'actor'").fetchall()}


@pytest.mark.parametrize("first", [True, False], ids=["judged before", "judged after"])
def test_two_names_judged_to_be_one_are_so_for_what_is_kept_and_what_comes(path: Path, first: bool) -> None:
    deeds = judged(ActorJoin("Ana Diaz Rojas", "La Paloma"))
    with Chronicle.open(path) as chronicle:
        chronicle.add(named(0, "La Paloma"))
        if first:
            chronicle.judge(*deeds)
        chronicle.add(named(2, "Ana Diaz Rojas", "2026-06-01"))
        if not first:
            assert parties(chronicle) == {"Ana Diaz Rojas", "La Paloma"}
            chronicle.judge(*deeds)
        assert parties(chronicle) == {"Ana Diaz Rojas"}
        chronicle.judge(*judged(*[one.deed for one in deeds], ActorPart("la paloma", "Ana Diaz Rojas")))
        assert parties(chronicle) == {"Ana Diaz Rojas", "La Paloma"}
        assert chronicle.record(named(0, "La Paloma").report.id) == named(0, "La Paloma")


def test_a_judgement_follows_a_report_that_is_coded_anew(chronicle: Chronicle) -> None:
    chronicle.judge(*judged(Join(A, (C,)), Correct(*A, "type", "COERCE", "ASSAULT")))
    event = RECORDS[0].events[0]
    anew = replace(recoded(RECORDS[0], "2"), events=(replace(event, id="another", claims=(), claim=None, figures=()),))
    chronicle.add(anew)
    assert together(chronicle, (A[0], "another"), C)
    assert row(chronicle, C, "type") == ("ASSAULT",)


# ── whatever the order ───────────────────────────────────────────────────────────────────────────

DEEDS: Sequence[Deed] = (
    Join(A, (C,)), Part(A, (B,)), Part(C, (A, D)), Join(B, (D,)), Correct(*A, "type", "COERCE", "ASSAULT"),
    Verdict(*B, None, False), Verdict(*A, "type", True), Correct(*D, "place", None, {"name": "Bergen", "country": "NOR"}),
    ActorJoin("police", "the force"), Verdict(*B, None, True))


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_records_and_judgements_in_any_order_and_replayed_give_the_same(
        tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=5, unique=True))
    every = judged(*chosen)
    every += judged(*[Undo(one.id) for one in data.draw(st.lists(st.sampled_from(every), max_size=1))], by="Noor")
    steps = data.draw(st.permutations([*RECORDS, *every]))
    folder = tmp_path_factory.mktemp("any")
    with Chronicle.open(folder / "one.duckdb") as chronicle:
        for step in steps:
            chronicle.add(step) if isinstance(step, Record) else chronicle.judge(step)
        found = shown(chronicle)
        with Chronicle.open(folder / "other.duckdb") as replayed:
            list(replayed.add_all(RECORDS))
            replayed.judgements.merge([chronicle.judgements.path])
            replayed.heed()
            assert shown(replayed) == found


# ── a crash, a lost file, two stores ─────────────────────────────────────────────────────────────

def test_what_a_crash_left_between_file_and_store_is_done_on_the_next_opening(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all(RECORDS))
    Judgements.load(beside(path)).append(*judged(Join(A, (C,))))
    with Chronicle.open(path, read_only=True) as chronicle:
        assert not together(chronicle, A, C)                # who may only look changes nothing
    with Chronicle.open(path) as chronicle:
        assert together(chronicle, A, C)
        assert chronicle.heed() is False


def test_a_file_that_was_lost_is_written_back_from_the_store(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all(RECORDS))
        kept = chronicle.judge(*judged(Join(A, (C,)), Verdict(*B, "time", None)))
    before = beside(path).read_bytes()
    beside(path).unlink()
    with Chronicle.open(path) as chronicle:
        assert chronicle.judgements.kept == kept
    assert beside(path).read_bytes() == before


def test_judgements_of_reports_that_are_yet_to_come_wait_for_them(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.judge(*judged(Join(A, (C,)), Part(A, (B,))))
        list(chronicle.add_all(RECORDS))
        assert together(chronicle, A, C)
        assert not together(chronicle, A, B)


def test_the_feed_says_who_judged_and_why(chronicle: Chronicle) -> None:
    one = Judgement.make(Join(A, (C,)), by="Mina", at=NOON.isoformat(), why="the same two men")
    chronicle.judge(one)
    told = [reason for reason, in chronicle.sql("SELECT reason FROM changes ORDER BY number DESC LIMIT 3").fetchall()]
    assert any(one.id in reason and "Mina" in reason and "the same two men" in reason for reason in told)


# ── by a person ──────────────────────────────────────────────────────────────────────────────────

@pytest.fixture
def store(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all(RECORDS))
    monkeypatch.setenv("DATELINE_STORE", str(path))
    monkeypatch.setenv("DATELINE_JUDGE", "Mina")
    return path


def kept_in(store: Path) -> list[Judgement]:
    return list(Judgements.load(beside(store)))


def test_judging_prints_before_and_after_and_can_be_undone(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", "join", A[1], C[1], "--why", "the same two men"]) == 0
    told = capsys.readouterr()
    assert told.out.count("before") == 2 and told.out.count("after") == 1
    one, = kept_in(store)
    assert (one.by, one.why, one.id[:8] in told.err) == ("Mina", "the same two men", True)
    assert run(["undo"]) == 0
    assert capsys.readouterr().out.count("after ") == 2
    assert run(["undo"]) == 2                               # nothing of Mina's is left
    assert run(["undo", kept_in(store)[1].id[:10], "--by", "Noor"]) == 0
    assert Judgements.load(beside(store)).constraints().must


def test_several_fields_are_corrected_in_one_go_and_undone_in_one(
        store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", "correct", C[1], "type=assault", "place=Bergen (Norway)", "time=2026-04", "recipient=none"]) == 0
    told = capsys.readouterr().out
    assert "type: COERCE → ASSAULT" in told and "place: Oslo (NOR) → Bergen (NOR)" in told
    assert "time: 2026-04-18 → 2026-04-01..2026-04-30" in told and "recipient: two men → nothing" in told
    assert run(["undo"]) == 0
    assert not Judgements.load(beside(store)).corrections()


@pytest.mark.parametrize("arguments, told", [
    (["correct", C[1], "type=asault"], "did you mean assault"),
    (["correct", C[1], "colour=red"], "no field 'colour'"),
    (["correct", C[1], "place"], "write it like place="),
    (["correct", C[1], "type=COERCE"], "was read as COERCE"),
    (["join", C[1]], "name what it is one with"),
    (["part", C[1], C[1]], "nothing is left"),
    (["wrong", C[1], "colour"], "no field 'colour'"),
    (["state", C[1], "met"], "is no promise, threat or demand"),
    (["actors", "U.S.", "US", "--join"], "are one name"),
    (["actors", "A", "B"], "--join"),
])
def test_a_slip_is_told_and_nothing_is_kept(
        store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    assert run(["judge", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert kept_in(store) == []


def test_an_id_that_names_nothing_or_a_report_is_told(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", "wrong", "zzz"]) == 4
    assert run(["judge", "wrong", C[0]]) == 4
    told = capsys.readouterr().err
    assert "begins no id" in told and "id of a report; events and incidents are judged" in told


def test_the_state_of_a_promise_is_what_somebody_judged_until_it_is_undone(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "news.duckdb"
    monkeypatch.setenv("DATELINE_STORE", str(path))
    monkeypatch.setenv("DATELINE_JUDGE", "Mina")
    promise = told("2026-03-03", "A", Tells("Mali promised to free the captives of Gao by 9 March.", "promised", "AGREE", "Mali",
                                            place="Gao", status="occurred", deadline="2026-03-09"))
    deed = told("2026-03-08", "B", Tells("Mali freed the captives of Gao on 8 March.", "freed", "RETREAT", "Mali",
                                         place="Gao", day="2026-03-08", modes=("release",)))

    def state() -> tuple[str, str | None]:
        with Chronicle.open(path, read_only=True) as chronicle:
            return chronicle.sql("SELECT state, settled_by FROM commitments").fetchall()[0]

    with Chronicle.open(path) as chronicle:
        chronicle.add(promise)
    assert state() == ("open", None)
    assert run(["judge", "state", promise.events[0].id, "broken", "--why", "the captives were sold"]) == 0
    out = capsys.readouterr().out
    assert "before" in out and "after" in out and "broken" in out
    assert state() == ("broken", None)
    with Chronicle.open(path) as chronicle:
        chronicle.add(deed)                                 # a person outranks what a later report tells
    assert state() == ("broken", None)
    assert run(["commitments", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "broken"
    assert run(["diff", "1", "2", "--format", "jsonl"]) == 0
    line, = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["field"], line["before"], line["after"]) == ("state", "open", "broken")
    assert "(state) by Mina: the captives were sold" in line["reason"]
    assert run(["undo"]) == 0
    assert state() == ("met", deed.report.id)


def test_decisions_are_listed_merged_and_compared(
        store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["judge", "right", A[1]])
    run(["judge", "wrong", C[1], "place"])
    theirs = Judgements.load(tmp_path / "noor.jsonl")
    theirs.append(*judged(Verdict(*A, None, True), Verdict(*C, None, False), Verdict(*C, "place", True), by="Noor"))
    run(["judge", "wrong", C[1]])
    capsys.readouterr()
    assert run(["decisions", "merge", str(theirs.path)]) == 0
    assert "3 new judgements by Noor" in capsys.readouterr().err
    assert run(["decisions", "--by", "Noor"]) == 0
    assert capsys.readouterr().out.count("Noor") == 3
    assert run(["decisions", "agreement", "--format", "jsonl"]) == 0
    event, place = map(json.loads, capsys.readouterr().out.splitlines())
    assert (event["question"], event["units"], event["observed"], event["kappa"]["value"]) == ("event right?", 2, 1.0, 1.0)
    assert (place["units"], place["observed"], place["alpha"]["value"]) == (1, 0.0, 0.0)


def test_a_torn_line_is_told_when_judging(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside(store).write_text('{"id":"12')
    assert run(["judge", "right", A[1]]) == 0
    assert "breaks off" in capsys.readouterr().err
    assert beside(store).with_name(beside(store).name + ".torn").read_text() == '{"id":"12\n'
    assert len(kept_in(store)) == 1


def test_a_file_that_somebody_changed_stops_judging_with_its_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["judge", "right", A[1]])
    beside(store).write_text(beside(store).read_text().replace("Mina", "Nina"))
    capsys.readouterr()
    assert run(["judge", "right", C[1]]) == 4
    assert "line 1: its words are not those its id was made of" in capsys.readouterr().err


def test_the_example_in_the_docs_runs(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "judging.md").read_text(encoding="utf-8")
    example = page.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(store.parent)
    exec(compile(example, "docs/judging.md", "exec"), {"now": NOON, "one": A, "other": C})
    one, = kept_in(store)
    assert (one.deed, one.why) == (Join(A, (C,)), "both tell of the bridge")
