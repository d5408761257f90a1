"""What was promised, threatened or demanded: what became of it, as far as later reports tell, and no further."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import code, incidents
from dateline.chronicle.commitments import bond, bonds_of, party_keys, said_of, settle, sort_of
from dateline.chronicle.identity import acts_for, same
from dateline.chronicle.tables import known
from dateline.chronicle.tellings import Account, Party, accounts, stem
from dateline.faces.cli import run
from dateline.model import Commitment, Record

TRUCE = ("2026-03-02", "The Harga Front, a rebel group, declared a ceasefire with Chad's army on Monday.")
SANCTIONS = ("2026-03-02", "Peru threatened on Monday to impose sanctions on Bolivia unless it reopened the border.")
ATTACK = ("2026-03-02", "The Harga Front threatened on Monday to attack the town of Moussoro unless the army left it.")
RELEASE = ("2026-03-02", "President Amadou Sarr of Chad promised on Monday to release 40 political prisoners by March 20.")
FISHERMEN = ("2026-03-02", "Ghana demanded on Monday that Togo release two Ghanaian fishermen.")
GOMA = ("2026-03-02", "Rwanda agreed on Monday to withdraw its troops from the town of Goma by March 15.")
HELP = ("2026-03-02", "Latvia promised on Monday to send Moldova 200 generators.")

STORIES = [
    ("a truce that holds", "promise", "met", [TRUCE, (
        "2026-03-10", "The Harga Front has not attacked the army since it declared the ceasefire, Chad's government said.")]),
    ("a truce that is broken", "promise", "broken", [TRUCE, (
        "2026-03-05", "The Harga Front attacked an army post near Abeche on Thursday, killing six soldiers of Chad's army.")]),
    ("a raid by somebody else breaks no truce", "promise", "open", [TRUCE, (
        "2026-03-05", "The Sword of Tibesti attacked an army post near Abeche on Thursday, killing six soldiers.")]),
    ("a raid from before the truce breaks none", "promise", "open", [TRUCE, (
        "2026-03-03", "The Harga Front attacked an army post near Abeche last Saturday, killing six soldiers.")]),
    ("a threat that is carried out", "threat", "met", [SANCTIONS, (
        "2026-03-08", "Peru imposed sanctions on Bolivia on Saturday, freezing the accounts of two state banks.")]),
    ("what another land does is no threat carried out", "threat", "open", [SANCTIONS, (
        "2026-03-08", "Chile imposed sanctions on Bolivia on Saturday, freezing the accounts of two state banks.")]),
    ("a threat that is let go", "threat", "lapsed", [ATTACK, (
        "2026-03-06", "There was no attack on Moussoro, and the Harga Front withdrew its threat on Thursday.")]),
    ("a promise that is put off", "promise", "lapsed", [RELEASE, (
        "2026-03-18", "President Amadou Sarr of Chad said the political prisoners had to wait. "
                      "He promised to release them by April 30.")]),
    ("a promise that is not yet due", "promise", "open", [RELEASE, (
        "2026-03-18", "President Amadou Sarr of Chad met farmers in Abeche on Tuesday.")]),
    ("a demand that is met", "demand", "met", [FISHERMEN, (
        "2026-03-09", "Togo released the two Ghanaian fishermen on Sunday.")]),
    ("a demand that is refused", "demand", "broken", [FISHERMEN, (
        "2026-03-04", "Togo refused on Tuesday to release the two Ghanaian fishermen.")]),
    ("a promise kept by the army of the state that made it", "promise", "met", [GOMA, (
        "2026-03-14", "Rwandan troops withdrew from Goma on Friday, residents said.")]),
    ("a promise kept too late", "promise", "broken", [GOMA, (
        "2026-03-21", "Rwanda withdrew its troops from Goma on Friday.")]),
    ("a promise kept in part", "promise", "open", [RELEASE, (
        "2026-03-12", "President Amadou Sarr of Chad freed 12 political prisoners on Wednesday.")]),
    ("a promise kept by nobody named", "promise", "met", [RELEASE, (
        "2026-03-12", "Forty political prisoners were freed in Chad on Wednesday.")]),
    ("what is not done yet breaks no promise before its day", "promise", "open", [RELEASE, (
        "2026-03-12", "President Amadou Sarr of Chad had not released the political prisoners by Wednesday.")]),
    ("what is not done on its last day does", "promise", "broken", [RELEASE, (
        "2026-03-22", "President Amadou Sarr of Chad had not released the political prisoners by Friday.")]),
    ("a threat whose condition is met", "threat", "lapsed", [SANCTIONS, (
        "2026-03-08", "Bolivia reopened its border with Peru on Saturday.")]),
    ("one nobody tells of again", "promise", "unknown", [HELP, (
        "2026-05-09", "Latvia's parliament met Moldova's speaker on Friday.")]),
    ("one whose day passes without a word", "promise", "unknown", [RELEASE, (
        "2026-04-09", "President Amadou Sarr of Chad met farmers in Abeche on Tuesday.")]),
]


def coded(reports: list[tuple[str, str]]) -> list[Record]:
    return [code(text, published=day, outlet=f"Wire {n}") for n, (day, text) in enumerate(reports)]


def first(records: list[Record]) -> Commitment:
    """The commitment that the first report tells of."""
    return next(one.commitment for one in incidents(records) if one.commitment and records[0].report.id in one.reports)


@pytest.mark.parametrize("what, kind, state, reports", STORIES, ids=[what for what, *_ in STORIES])
def test_what_became_of_it(what: str, kind: str, state: str, reports: list[tuple[str, str]]) -> None:
    records = coded(reports)
    found = first(records)
    assert (found.kind, found.state) == (kind, state)
    settled = state in ("met", "broken", "lapsed")
    assert (found.settled_by == records[1].report.id) == settled == (found.settled_by_event is not None)


@pytest.mark.parametrize("reports", [STORIES[1][3], STORIES[7][3]])
def test_the_order_of_the_reports_changes_nothing(reports: list[tuple[str, str]]) -> None:
    more = [*reports, ("2026-03-30", "The Harga Front attacked the market of Abeche on Sunday, killing two traders.")]
    records = coded(more)
    assert len({tuple(one.commitment for one in incidents(order)) for order in permutations(records)}) == 1


def test_nothing_is_settled_by_one_report_alone() -> None:
    for _, _, _, reports in STORIES:
        found = first(coded(reports[:1]))
        assert (found.state, found.settled_by) == ("open", None)


def test_whom_it_binds_and_until_when() -> None:
    found = first(coded([RELEASE]))
    assert (found.actor, found.deadline, found.condition) == ("Amadou Sarr", "2026-03-20", None)
    found = first(coded([SANCTIONS]))
    assert (found.actor, found.owed_to, found.condition) == ("Peru", "Bolivia", "unless it reopened the border")


@pytest.mark.parametrize("sentence, sort", [
    ("Rwanda agreed to withdraw its troops from Goma.", "promise"),
    ("Rwanda has withdrawn its troops from Goma.", None),
    ("The Harga Front declared a truce with the army of Chad.", "promise"),
    ("The general apologised to the villagers.", None),
    ("Peru threatened to expel the envoy of Bolivia.", "threat"),
    ("Ghana urged Togo to free the fishermen.", "demand"),
    ("Rwanda did not agree to withdraw its troops.", None),
])
def test_what_is_a_commitment(sentence: str, sort: str | None) -> None:
    told = list(accounts(code(sentence, published="2026-03-05")))
    assert told and next(filter(None, map(sort_of, told)), None) == sort
    assert all((bond(a) is None) == (sort_of(a) is None) for a in told)


# ── what an accuser says, and what is disputed, settles nothing ─────────────────────────────────


def test_a_breach_that_is_only_laid_to_somebody_is_none() -> None:
    told = ("2026-03-05", "Chad's army accused the Harga Front of attacking its post near Abeche on Thursday.")
    assert first(coded([TRUCE, told])).state == "open"


def test_a_breach_that_is_disputed_is_none() -> None:
    records = coded(STORIES[1][3])
    disputed = replace(records[1], events=tuple(replace(e, disputed=True) for e in records[1].events))
    assert first([records[0], disputed]).state == "open"


def test_what_was_told_before_the_promise_does_not_settle_it() -> None:
    records = coded([("2026-03-01", "Rwandan troops withdrew from Goma in February."), GOMA,
                     ("2026-03-09", "Rwandan troops withdrew from Goma in February.")])
    ends = [one.commitment for one in incidents(records) if one.commitment]
    assert [end.state for end in ends] == ["open"]


# ── who is bound ─────────────────────────────────────────────────────────────────────────────────


def party(name: str, country: str | None, sector: str | None, kind: str = "organization") -> Party:
    return Party(name.lower(), frozenset(name.lower().split()), country, sector, name[:1].isupper(), kind,
                 frozenset({name.lower()} if name[:1].isupper() else ()))


@pytest.mark.parametrize("bound, doer, one", [
    (party("Peru", "PER", "GOV"), party("army", "PER", "MIL"), True),
    (party("Peru", "PER", "GOV"), party("army", "BOL", "MIL"), False),
    (party("Peru", "PER", "GOV"), party("Rosa Quispe", "PER", "GOV", "person"), True),
    (party("state television", "PER", "JRN"), party("soldiers", "PER", "MIL"), True),
    (party("Red Path", "PER", "REB"), party("rebels", "PER", "REB"), True),
    (party("Red Path", "PER", "REB"), party("Free Coast", "PER", "REB"), False),
    (party("Red Path", "PER", "REB"), party("Ivo Mamani", "PER", "REB", "person"), True),
    (party("Ivo Mamani", "PER", "REB", "person"), party("Luz Vargas", "PER", "REB", "person"), False),
    (party("farmers", "PER", "CVL", "population"), party("students", "PER", "CVL", "population"), False),
    (party("two teams", "PER", None), party("negotiators", "PER", "GOV"), False),
])
def test_whose_deed_is_whose(bound: Party, doer: Party, one: bool) -> None:
    deed = replace(next(accounts(code("Gunmen killed two men.", published="2026-03-05"))), actors=(doer,), recipients=())
    assert acts_for(deed, [bound]) is one and acts_for(replace(deed, actors=(bound,)), [doer]) is one


def test_a_pronoun_is_no_name_that_two_have_in_common() -> None:
    told = [next(accounts(code(text, published="2026-03-05"))) for text in (
        "“I demand that they leave,” Senator Rosa Quispe of Peru said.", "“I refuse to leave,” Senator Luz Vargas of Peru said.")]
    assert not acts_for(told[1], told[0].actors)
    assert not any({"i", "he", "she"} & p.aka for a in told for p in (*a.actors, *a.recipients))


def test_in_a_coup_the_arms_of_a_state_are_told_apart() -> None:
    deed = next(accounts(code("Gunmen killed two men.", published="2026-03-05")))
    army, cabinet = party("army", "PER", "MIL"), party("cabinet", "PER", "GOV")
    coup = replace(deed, actors=(army,), recipients=(cabinet,))
    assert acts_for(coup, [army]) and not acts_for(coup, [cabinet])
    assert same([cabinet], [army])


# ── one commitment by itself ─────────────────────────────────────────────────────────────────────


@cache
def told_of_all() -> tuple[Account, ...]:
    """The accounts of all stories of this page, as if they were one."""
    return tuple(a for _, _, _, reports in STORIES for r in coded(reports) for a in accounts(r))


@given(st.data())
@settings(max_examples=60)
def test_who_shares_a_key_settles_it_as_all_would(data: st.DataObject) -> None:
    found = told_of_all()
    deeds = data.draw(st.lists(st.sampled_from(found), unique_by=lambda a: (a.report, a.event)))
    own = bonds_of([data.draw(st.sampled_from([a for a in found if bond(a)]))])
    mine = {(b.told.report, b.told.event) for b in own}
    deeds = [d for d in deeds if (d.report, d.event) not in mine]
    last = max(a.told[1] for a in found if a.told)
    keys = {key for b in own for key in party_keys(b.told)}
    near = [d for d in deeds if keys & party_keys(d)]
    assert not own or settle(own, near, {}, last) == settle(own, data.draw(st.permutations(deeds)), {}, last)


def test_keys_leave_out_most_of_what_is_told_of_others() -> None:
    found = told_of_all()
    ghana = next(a for a in found if a.type == "REQUEST")
    near = [a for a in found if party_keys(a) & party_keys(ghana)]
    assert near and all({p.country for p in (*a.actors, *a.recipients)} & {"GHA", "TGO"} for a in near)


# ── whole stories, invented, with what a careful reader would say became of it ───────────────────

TOLD = [json.loads(line) for line in (Path(__file__).parent / "stories" / "commitments.jsonl").read_text("utf-8").splitlines()]
FLOOR = 0.87        # of the states, and of the reports that settle: 28 of 31 are right on the day this was written


def found_in(story: dict[str, Any]) -> Iterator[tuple[bool, bool]]:
    """Of each commitment of a story whether its state is found, and the report that settles it."""
    records = [code(r["text"], published=r["published"], outlet=r["outlet"]) for r in story["reports"]]
    triggers = {(r.report.id, e.id): e.trigger for r in records for e in r.events}
    made = incidents(records)
    for gold in story["commitments"]:
        record = records[gold["report"]]
        at = record.report.text.index(gold["words"])
        mine = next((one.commitment for one in made if one.commitment for t in one.events if t.report == record.report.id
                     and triggers[t.report, t.event][0] < at + len(gold["words"]) and at < triggers[t.report, t.event][1]), None)
        by = None if gold["settled_by"] is None else records[gold["settled_by"]].report.id
        yield mine is not None and mine.state == gold["state"], mine is not None and mine.settled_by == by


def test_stories_of_several_reports() -> None:
    found = [pair for story in TOLD for pair in found_in(story)]
    assert len(TOLD) >= 16 and all(story["invented"] for story in TOLD)
    assert sum(state for state, _ in found) >= FLOOR * len(found)
    assert sum(by for _, by in found) >= FLOOR * len(found)


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_shows_states_and_deadlines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, store = tmp_path / "told.jsonl", tmp_path / "kept.duckdb"
    told = [*STORIES[7][3], *STORIES[1][3], HELP]
    lines = (json.dumps({"text": text, "published": day}) for day, text in told)
    reports.write_text("\n".join(lines), encoding="utf-8")
    assert run(["add", str(reports), "--store", str(store)]) == 0
    capsys.readouterr()
    assert run(["commitments", "--store", str(store), "--format", "jsonl"]) == 0
    shown = {row["actor"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {"Harga Front", "Latvia", "Amadou Sarr"} <= shown.keys()
    assert (shown["Harga Front"]["state"], shown["Latvia"]["state"]) == ("broken", "open")


# ── the table ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("before, state", [
    ("five days later than the envoys had", "broken"),
    ("the rebels broke a", "broken"),
    ("the king kept his", "met"),
    ("the union called off its", "lapsed"),
    ("the envoys had", None),
])
def test_what_the_words_before_a_promise_say(before: str, state: str | None) -> None:
    told: Account = next(accounts(code("Gunmen killed two men.", published="2026-03-05")))
    assert said_of(replace(told, before=before)) == state


def test_every_row_names_types_of_the_codebook() -> None:
    from dateline.codebook import load

    types = {kind for kind in load().types}
    kinds = [k for m in (*known().about, *known().threat) for k in (*m.deeds, *m.against)]
    assert {k.type for k in (*kinds, *known().giving, *known().yielding)} <= types
    assert all(stem(word) in known().aside for word in ("promised", "Monday".lower()))
