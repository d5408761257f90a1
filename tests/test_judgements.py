"""Judgements: only ever added, a later one outranks, what a crash leaves is set aside, order of arrival says nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronicle.judgements import (
    ENDING,
    KINDS,
    TORN,
    ActorJoin,
    ActorPart,
    Constraints,
    Correct,
    Deed,
    Effects,
    Join,
    Judgement,
    Judgements,
    Key,
    Part,
    Settle,
    Undo,
    Verdict,
    active,
    effects,
)
from dateline.errors import BadDecisions, NoAccess

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
A, B, C, D = ((f"r{n}", f"e{n}") for n in range(4))


def judged(deed: Deed, minute: int = 0, by: str = "Mina", why: str | None = None) -> Judgement:
    return Judgement.make(deed, by=by, at=(NOON + timedelta(minutes=minute)).isoformat(), why=why)


def in_turn(*deeds: Deed) -> list[Judgement]:
    return [judged(deed, minute) for minute, deed in enumerate(deeds)]


def pairs(*found: tuple[Key, Key]) -> frozenset[tuple[Key, Key]]:
    return frozenset(found)


# ── one judgement ────────────────────────────────────────────────────────────────────────────────

ALL: list[Deed] = [
    Join(A, (B,)), Part(A, (B, C)), Correct("r0", "e0", "type", "ASSAULT", "PROTEST"), Correct("r0", "e0", "place", "Ayr", None),
    Correct("r0", "e0", "actor", ["police"], [{"name": "Ana Diaz", "country": "PER", "sector": "GOV"}]),
    Verdict("r0", "e0", None, True), Verdict("r0", "e0", "time", None), ActorJoin("the Red Path", "Red Path"),
    ActorPart("John Tan", "Jon Tan"), Settle(A, "unknown", "met"), Undo("0123456789abcdef"),
]


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(deed) for deed in ALL} == set(KINDS.values())


@pytest.mark.parametrize("deed", ALL, ids=str)
def test_a_judgement_comes_back_from_its_line(deed: Deed) -> None:
    made = judged(deed, why="the second paragraph says so; «тогда»\u2028и потом")
    assert Judgement.read(made.line()) == made
    assert "\n" not in made.line()
    assert set(json.loads(made.line())) >= {"id", "at", "by", "what", "why"}


def test_a_line_says_who_when_what_before_after_and_why() -> None:
    line = judged(Correct("r0", "e0", "type", "ASSAULT", "PROTEST"), why="nobody was hurt").line()
    assert json.loads(line) | {"id": None} == {
        "id": None, "at": "2026-03-05T12:00:00+00:00", "by": "Mina", "what": "correct", "report": "r0", "event": "e0",
        "field": "type", "before": "ASSAULT", "after": "PROTEST", "why": "nobody was hurt"}


@pytest.mark.parametrize("deed, told", [
    (Join(A, (A,)), "others than itself"),
    (Part(A, ()), "others than itself"),
    (Part(A, (B, A)), "others than itself"),
    (ActorJoin("U.S.", "US"), "are one name"),
    (Settle(A, None, "kept"), "met, broken"),        # type: ignore[arg-type]
    (Verdict("r0", "e0", None, "yes"), "true, false or null"),      # type: ignore[arg-type]
])
def test_what_says_nothing_is_refused(deed: Deed, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        judged(deed)


def test_a_judgement_has_a_name_and_a_time_with_its_zone() -> None:
    with pytest.raises(ValueError, match="name"):
        Judgement.make(Join(A, (B,)), by="  ", at=NOON.isoformat())
    with pytest.raises(ValueError, match="zone"):
        Judgement.make(Join(A, (B,)), by="Mina", at="2026-03-05T12:00:00")


# ── a later one outranks ─────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("deeds, must, cannot", [
    ([Join(B, (A,))], pairs((A, B)), pairs()),
    ([Part(C, (A, B))], pairs(), pairs((A, C), (B, C))),
    ([Join(A, (B,)), Part(A, (B,))], pairs(), pairs((A, B))),
    ([Part(A, (B,)), Join(B, (A,))], pairs((A, B)), pairs()),
    ([Join(A, (B,)), Join(B, (C,)), Part(A, (C,))], pairs((B, C)), pairs((A, C))),      # the older link of the chain gives way
    ([Part(A, (C,)), Join(A, (B,)), Join(B, (C,))], pairs((A, B), (B, C)), pairs()),
    ([Part(A, (B, C)), Join(A, (B,))], pairs((A, B)), pairs((A, C))),                # the rest of a parting stays
    ([Join(A, (B,)), Join(C, (D,)), Join(B, (C,)), Part(A, (D,))], pairs((C, D), (B, C)), pairs((A, D))),
    ([Join(A, (B,)), Join(A, (B,))], pairs((A, B)), pairs()),
    ([Join(A, (D, C))], pairs((A, C), (A, D)), pairs()),
    ([Join(A, (B, C)), Part(B, (C,))], pairs((A, C)), pairs((B, C))),             # as much of the older as still can be
])
def test_pairs_of_tellings(deeds: list[Deed], must: frozenset[object], cannot: frozenset[object]) -> None:
    assert effects(in_turn(*deeds)).constraints == Constraints(must, cannot)      # type: ignore[arg-type]


def test_names_of_actors_are_joined_through_others_and_parted() -> None:
    found = effects(in_turn(ActorJoin("Ana Díaz", "A. Diaz"), ActorJoin("a diaz", "Diaz"), ActorPart("Diaz", "Luis Diaz"),
                            ActorJoin("Red Path", "Path"), ActorPart("the path", "Path"))).names
    assert found.same["diaz"] == found.same["ana diaz"] == {"ana diaz", "a diaz", "diaz"}
    assert found.same["path"] == {"path", "red path"}
    assert found.apart == {("diaz", "luis diaz"), ("path", "the path")}


@pytest.mark.parametrize("deeds, given, wrong", [
    ([Correct("r0", "e0", "type", "ASSAULT", "PROTEST")], {"type": "PROTEST"}, set()),
    ([Correct("r0", "e0", "type", "ASSAULT", "PROTEST"), Correct("r0", "e0", "type", "PROTEST", "RALLY")],
     {"type": "RALLY"}, set()),
    ([Correct("r0", "e0", "place", "Ayr", None)], {}, {"place"}),
    ([Verdict("r0", "e0", "place", False)], {}, {"place"}),
    ([Verdict("r0", "e0", "place", None)], {}, set()),                             # unsure says nothing
    ([Verdict("r0", "e0", None, False)], {}, {"event"}),
    ([Verdict("r0", "e0", None, False), Verdict("r0", "e0", None, True)], {}, set()),
    ([Correct("r0", "e0", "place", "Ayr", "Bath"), Verdict("r0", "e0", "place", True)], {}, set()),
    ([Verdict("r0", "e0", "place", False), Correct("r0", "e0", "place", "Ayr", "Bath")], {"place": "Bath"}, set()),
])
def test_fields_of_an_event(deeds: list[Deed], given: dict[str, object], wrong: set[str]) -> None:
    found = effects(in_turn(*deeds))
    assert (found.given([A, B]), found.wrong(A)) == (given, wrong)
    assert found.wrong(B) == set()


def test_of_two_tellings_of_an_incident_the_one_last_corrected_counts() -> None:
    deeds = [Correct(*B, "place", "Ayr", "Bath"), Correct(*A, "place", "Ayr", "Cork"), Correct(*B, "type", "AID", "AGREE")]
    assert effects(in_turn(*deeds)).given([A, B]) == {"place": "Cork", "type": "AGREE"}
    assert effects(in_turn(*deeds)).given([B]) == {"place": "Bath", "type": "AGREE"}


def test_the_latest_state_of_a_commitment_counts() -> None:
    assert effects(in_turn(Settle(A, "open", "broken"), Settle(A, "broken", "met"))).states == {A: "met"}


# ── undone ───────────────────────────────────────────────────────────────────────────────────────

def test_what_is_undone_counts_for_nothing_and_stays() -> None:
    first = judged(Join(A, (B,)))
    every = [first, judged(Undo(first.id), 1)]
    assert effects(every) == Effects()
    assert first not in active(every)


def test_undoing_can_be_undone_however_often() -> None:
    every = [judged(Join(A, (B,)))]
    for minute in range(1, 1500):
        every.append(judged(Undo(every[-1].id), minute))
        if minute < 6 or minute > 1496:
            assert (every[0] in active(every)) is (minute % 2 == 0)


def test_undoing_holds_where_another_clock_was_behind() -> None:
    first = judged(Join(A, (B,)), 10)
    assert effects([first, judged(Undo(first.id), 0, by="Noor")]) == Effects()


def test_undoing_the_later_brings_back_the_earlier() -> None:
    every = in_turn(Join(A, (B,)), Part(A, (B,)))
    every.append(judged(Undo(every[1].id), 9))
    assert effects(every).constraints == Constraints(pairs((A, B)))


# ── any order ────────────────────────────────────────────────────────────────────────────────────

keys = st.sampled_from([A, B, C, D])
names = st.sampled_from(["Ana Diaz", "Diaz", "Luis Diaz", "Red Path"])
fields_ = st.sampled_from(["type", "place", "time"])
deeds = st.one_of(
    st.tuples(st.sampled_from([Join, Part]), keys, st.lists(keys, min_size=1, max_size=3)).filter(
        lambda p: p[1] not in p[2]).map(lambda p: p[0](p[1], tuple(p[2]))),
    st.tuples(keys, fields_, st.sampled_from(["x", "y", None])).map(lambda p: Correct(*p[0], p[1], None, p[2])),
    st.tuples(keys, fields_ | st.none(), st.sampled_from([True, False, None])).map(lambda p: Verdict(*p[0], p[1], p[2])),
    st.tuples(names, names).filter(lambda p: p[0] != p[1]).map(lambda p: ActorJoin(*p)),
    st.tuples(names, names).filter(lambda p: p[0] != p[1]).map(lambda p: ActorPart(*p)),
    st.tuples(keys, st.sampled_from(["met", "broken"])).map(lambda p: Settle(p[0], None, p[1])),
)


@st.composite
def lists(draw: st.DrawFn) -> list[Judgement]:
    """Judgements by two people within an hour, some of which undo others."""
    found: list[Judgement] = []
    for deed in draw(st.lists(deeds, max_size=10)):
        if found and draw(st.integers(0, 4)) == 0:
            deed = Undo(draw(st.sampled_from(found)).id)
        found.append(judged(deed, draw(st.integers(0, 20)), by=draw(st.sampled_from(["Mina", "Noor"]))))
    return found


@given(lists(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_met_says_nothing(every: list[Judgement], chance: object) -> None:
    shuffled = [*every, *every[:2]]
    chance.shuffle(shuffled)                                                       # type: ignore[attr-defined]
    assert effects(shuffled) == effects(every)
    assert list(effects(shuffled).corrections) == list(effects(every).corrections)


@given(lists())
def test_no_chain_of_pairs_that_must_be_one_leads_between_two_that_cannot(every: list[Judgement]) -> None:
    found = effects(every).constraints
    group = {key: {key} for key in (A, B, C, D)}
    for a, b in found.must:
        both = group[a] | group[b]
        group.update(dict.fromkeys(both, both))
    assert all(b not in group[a] for a, b in found.cannot)
    assert all(a < b for a, b in found.must | found.cannot)


@given(lists(), deeds)
def test_the_latest_always_holds(every: list[Judgement], deed: Deed) -> None:
    found = effects([*every, judged(deed, 99)])
    match deed:
        case Join(one, others):
            assert all((min(one, x), max(one, x)) in found.constraints.must for x in others)
        case Part(one, others):
            assert all((min(one, x), max(one, x)) in found.constraints.cannot for x in others)
        case Correct(report, event, name, _, value):
            assert found.corrections[report, event][name].value == value
        case Settle(telling, _, after):
            assert found.states[telling] == after


@given(lists(), lists())
def test_what_is_not_touched_is_as_it_was(one: list[Judgement], other: list[Judgement]) -> None:
    before, after = effects(one), effects(other)
    touched = after.touched(before).tellings
    for key in {A, B, C, D} - touched:
        assert before.corrections.get(key) == after.corrections.get(key)
        assert before.states.get(key) == after.states.get(key)
        for found in (before.constraints, after.constraints):
            assert not {p for p in (found.must | found.cannot) if key in p} ^ {
                p for p in (before.constraints.must | before.constraints.cannot) if key in p}
    assert not after.touched(after)


def test_a_judgement_follows_its_telling_when_the_report_is_coded_anew() -> None:
    every = in_turn(Join(A, (B,)), Correct(*A, "type", "AID", "AGREE"), Settle(A, "open", "met"), Part(A, (C,)))
    found = effects(every, {A: D})
    assert found.constraints == Constraints(pairs((B, D)), pairs((C, D)))
    assert set(found.corrections) == set(found.states) == {D}


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"news{ENDING}"


def test_a_file_that_is_not_there_holds_nothing_and_is_not_made(path: Path) -> None:
    assert len(Judgements.load(path)) == 0
    assert not path.exists()


def test_what_was_appended_is_there_when_next_loaded(path: Path) -> None:
    first, second = in_turn(Join(A, (B,)), Part(A, (C,)))
    kept = Judgements.load(path)
    assert kept.append(first) == (first,)
    assert kept.append(first, second, second) == (second,)
    assert Judgements.load(path).kept == kept.kept == (first, second)
    assert kept.find(first.id[:6]) == (first,)


def test_lines_already_there_are_never_touched(path: Path) -> None:
    kept = Judgements.load(path)
    before = b""
    for one in in_turn(*ALL):
        kept.append(one)
        now = path.read_bytes()
        assert now.startswith(before) and now.count(b"\n") == before.count(b"\n") + 1
        before = now


@pytest.mark.parametrize("cut", [1, 30, -3])
def test_a_last_line_that_breaks_off_is_set_aside_and_told(path: Path, cut: int) -> None:
    first, second, third = in_turn(Join(A, (B,)), Part(A, (C,)), Verdict(*A, None, True))
    Judgements.load(path).append(first)
    rest = second.line().encode()[:cut]
    path.write_bytes(path.read_bytes() + rest)
    kept = Judgements.load(path)
    assert (kept.kept, kept.torn) == ((first,), rest)
    assert path.read_bytes().endswith(rest)                                # looking changes nothing
    kept.append(third)
    assert path.with_name(path.name + TORN).read_bytes() == rest + b"\n"
    again = Judgements.load(path)
    assert (again.kept, again.torn) == ((first, third), b"")


def test_a_last_line_that_only_lacks_its_end_counts(path: Path) -> None:
    first, second = in_turn(Join(A, (B,)), Part(A, (C,)))
    path.write_text(first.line() + "\n\n" + second.line())
    kept = Judgements.load(path)
    third = judged(Verdict(*A, None, True), 9)
    kept.append(third)
    assert Judgements.load(path).kept == (first, second, third)


@pytest.mark.parametrize("change, told", [
    (lambda line: line.replace("Mina", "Nina"), "somebody has changed it"),
    (lambda line: line[:-9], "no JSON"),
    (lambda line: line.replace('"join"', '"marry"'), "no judgement this Dateline knows"),
    (lambda line: "[]", "no judgement this Dateline knows"),
    (lambda line: line.replace('"why"', '"because"'), "no judgement this Dateline knows"),
    (lambda line: line.replace('["r1","e1"]', '["r1"]'), "not enough values"),
])
def test_a_line_that_cannot_be_read_is_named(path: Path, change: object, told: str) -> None:
    first, second = in_turn(Join(A, (B,)), Part(A, (C,)))
    path.write_text(f"{second.line()}\n{change(first.line())}\n{second.line()}\n")      # type: ignore[operator]
    with pytest.raises(BadDecisions, match=f"{ENDING}, line 2: .*{told}.*; put the line back"):
        Judgements.load(path)


def test_what_another_wrote_into_the_file_is_seen(path: Path) -> None:
    first, second = in_turn(Join(A, (B,)), Part(A, (C,)))
    one, other = Judgements.load(path), Judgements.load(path)
    one.append(first)
    assert other.append(first, second) == (second,)
    assert other.kept == (first, second)


def test_files_of_several_people_merge_each_judgement_once(path: Path, tmp_path: Path) -> None:
    shared, hers, his = judged(Join(A, (B,))), judged(Part(A, (C,)), 1, by="Noor"), judged(Undo("ff"), 2, by="Omar")
    mine = judged(Verdict(*A, None, True), 3)
    for name, lines in (("noor", (hers, shared)), ("omar", (his, shared))):
        Judgements.load(tmp_path / name).append(*lines)
    kept = Judgements.load(path)
    kept.append(mine)
    assert kept.merge([tmp_path / "omar", tmp_path / "noor"]) == (shared, hers, his)
    assert kept.merge([tmp_path / "noor", tmp_path / "omar"]) == ()
    assert Judgements.load(path).kept == (shared, hers, his, mine)


def test_a_merge_reads_all_files_before_it_writes(path: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    Judgements.load(good).append(judged(Join(A, (B,))))
    bad.write_text(judged(Part(A, (B,))).line()[:-4])
    with pytest.raises(BadDecisions, match="bad, line 1: its last line breaks off"):
        Judgements.load(path).merge([good, bad])
    with pytest.raises(BadDecisions, match="no such file"):
        Judgements.load(path).merge([good, tmp_path / "none"])
    assert not path.exists()


def test_a_clock_that_went_back_does_not_put_a_judgement_before_others(path: Path) -> None:
    kept = Judgements.load(path)
    kept.append(judged(Settle(A, None, "broken"), 30))
    late = Judgement.make(Settle(A, "broken", "met"), by="Mina", at=kept.stamp(NOON))
    kept.append(late)
    assert kept.effects().states == {A: "met"}
    assert kept.stamp(NOON + timedelta(hours=5)) == (NOON + timedelta(hours=5)).isoformat()


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from dateline.chronicle.judgements import Judgement, Judgements, Verdict
kept = Judgements.load(sys.argv[1])
for n in range(100_000):
    one = Judgement.make(Verdict("r", f"e{n}", None, True), by="Mina", why="x" * 5000, at=kept.stamp(datetime.now(UTC)))
    kept.append(one)
    print(one.id, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
def test_a_killed_judge_has_lost_nothing_acknowledged(path: Path) -> None:
    acknowledged: list[str] = []
    for turn in range(5):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True,
                                  env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        assert writer.stdout
        acknowledged += [writer.stdout.readline().strip() for _ in range(1 + 3 * turn)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.communicate()[0].split("\n")[:-1]
        assert set(acknowledged) <= {one.id for one in Judgements.load(path)}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights that bind the user")
def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    path.touch()
    path.chmod(0o400)
    with pytest.raises(NoAccess, match="check its rights"):
        Judgements.load(path).append(judged(Join(A, (B,))))


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(NoAccess):
        Judgements.load(path)


@settings(max_examples=30)
@given(lists())
def test_any_judgements_come_back_from_the_file(tmp_path_factory: pytest.TempPathFactory, every: list[Judgement]) -> None:
    path = tmp_path_factory.mktemp("any") / "d.jsonl"
    Judgements.load(path).append(*every)
    assert set(map(Judgement.line, Judgements.load(path))) == set(map(Judgement.line, every))
