"""What speaks for two tellings being one happening: words that are kin, reports of one story, and look-alike sets."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import code
from dateline.chronicle.groups import gathered
from dateline.chronicle.kindred import base, kinship
from dateline.chronicle.likeness import amounts, link, stories, story_odds, weighed, weights
from dateline.chronicle.tellings import accounts, likeness, root, story_vector
from dateline.reading.lemma import irregular

FILE = Path(__file__).parent / "stories" / "incidents.jsonl"
SETS = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
ROOTS = st.lists(st.sampled_from(["attack", "raid", "kill", "death", "war", "truce", "talk", "zzqx"]), max_size=4).map(tuple)
LEAST = 0.85        # B-cubed F1 over all sets; 0.91 when they were written


@pytest.mark.parametrize("near, far", [
    (("thwarted", "foiled"), ("thwarted", "praised")),
    (("killed", "died"), ("killed", "phoned")),
    (("hurt", "injured"), ("hurt", "elected")),
    (("earthquake", "quake"), ("earthquake", "election")),
    (("fled", "escape"), ("fled", "signed")),
])
def test_words_that_may_tell_one_deed_are_nearer(near: tuple[str, str], far: tuple[str, str]) -> None:
    close, apart = (kinship((root(a),), (root(b),)) for a, b in (near, far))
    assert close > 0.4 > apart


def test_words_that_nobody_knows_are_kin_to_nothing() -> None:
    assert kinship(("zzqx",), ("kill",)) == 0.0 == kinship((), ("kill",))


def test_irregular_forms_are_those_of_the_reader() -> None:
    known = irregular()
    assert all(base(form) in {lemma for (_, other), lemma in known.items() if other == form} for _, form in known)


@given(one=ROOTS, other=ROOTS)
def test_kinship_is_the_same_from_both_ends(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert kinship(one, other) == kinship(other, one)
    assert 0.0 <= kinship(one, other) <= 1.001


# ── reports ──────────────────────────────────────────────────────────────────────────────────────

REPORTS = {
    "gao a": "Gunmen Raid Gao\nGunmen raided the barracks of Gao on Monday and killed 12 soldiers, Colonel Sidi Toure said.",
    "gao b": "Mali Mourns 12\nThe 12 soldiers killed in Monday's raid on the barracks of Gao were buried by Colonel Sidi Toure.",
    "lima": "Doctors Strike in Lima\nDoctors in Lima walked out on Monday over pay, their union's head, Rosa Quispe, said.",
}


def test_reports_of_one_story_are_put_together() -> None:
    told = {name: story_vector(text) for name, text in REPORTS.items()}
    assert stories(told) == [["gao a", "gao b"], ["lima"]]
    assert story_odds(told["gao a"], told["gao b"]) == story_odds(told["gao b"], told["gao a"])


def test_names_say_more_of_a_story_than_other_words() -> None:
    plain, named = (story_vector(f"x\nx\nx\nThe {word} was shut.") for word in ("harbour", "Harbour"))
    both = story_vector("x\nx\nx\nThe harbour and Callao were shut.")
    assert likeness(plain, plain) == likeness(named, named) == pytest.approx(1)
    assert both["callao"] > both["harbour"] or both["callao"] > both["harb"]


# ── our own sets of look-alike happenings ────────────────────────────────────────────────────────


def read(told: dict) -> tuple[dict, dict]:
    """The accounts of a set's reports, and the incident of each event that the set names by its words."""
    records = [code(r["text"], published=r["published"], outlet=r["outlet"]) for r in told["reports"]]
    found = {(a.report, a.event): a for record in records for a in accounts(record)}
    gold: dict = {}
    for incident in told["incidents"]:
        for place, words in incident["told"]:
            start = records[place].report.text.index(words)
            for event in records[place].events:
                if event.trigger[0] < start + len(words) and start < event.trigger[1]:
                    gold.setdefault((records[place].report.id, event.id), incident["label"])
    return found, gold


@pytest.fixture(scope="module")
def sets() -> list[tuple[dict, dict]]:
    return [read(told) for told in SETS]


def test_every_word_that_a_set_names_stands_in_its_report() -> None:
    for told in SETS:
        assert all(words in told["reports"][place]["text"] for i in told["incidents"] for place, words in i["told"])


def test_look_alike_happenings_are_told_apart_and_each_is_gathered(sets: list[tuple[dict, dict]]) -> None:
    precision, recall = [], []
    for found, gold in sets:
        links = [link(a, b) for a, b in combinations(found.values(), 2)]
        group = {key: n for n, keys in enumerate(gathered(found, {(x.one, x.other): x.weight for x in links}))
                 for key in keys}
        for key in gold:
            one = {k for k in gold if gold[k] == gold[key]}
            put = {k for k in gold if group[k] == group[key]}
            precision.append(len(one & put) / len(put))
            recall.append(len(one & put) / len(one))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    assert 2 * p * r / (p + r) >= LEAST


def test_a_link_is_the_sum_of_reasons_that_the_table_weighs(sets: list[tuple[dict, dict]]) -> None:
    for found, _ in sets:
        for a, b in combinations(found.values(), 2):
            assert link(a, b) == link(b, a)
            assert {weighed(name) for name, _ in amounts(a, b)} <= set(weights()) == set(weights(typed=False))
            assert link(a, b).weight == pytest.approx(sum(value for _, value in link(a, b).why), abs=0.01)
