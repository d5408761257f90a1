"""Full text beside the store: any script is found, hits point into the text, and the index is what the store holds."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.asking import Hits, newest
from dateline.chronicle.marking import WIDE, marks, passage
from dateline.chronicle.query import Words
from dateline.chronicle.search import follow, purge, search_path
from dateline.chronicle.terms import terms, written
from small_store import INCIDENTS, REPORTS, fill, incident_id, newest_day, report_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


@pytest.fixture
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path) as kept:
        fill(kept)
        yield kept


def named(hits: Hits) -> set[str]:
    """The reports with passages, by their names here."""
    by_id = {report_id(name): name for name in REPORTS}
    return {by_id[passage.report] for passage in hits.passages}


def labels(hits: Hits) -> list[str]:
    return [found.label for found in hits.incidents]


# ── words ────────────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("text, words", [
    ("Łódź, ÉCOLE; Ørsted", ["lodz", "ecole", "orsted"]),
    ("1,200 and 1200 and 12.5", ["1200", "and", "1200", "and", "12", "5"]),
    ("1,2000", ["1", "2000"]),                                      # no group of three
    ("on 2026-03-05", ["on", "2026", "03", "05"]),
    ("the U.S. Navy's O'Hara", ["the", "us", "navy", "ohara"]),
    ("N’Djamena", ["ndjamena"]),
    ("٢٠٢٦", ["2026"]),
    ("مُحَمَّد", ["محمد"]),                                            # vowels may be written or not
    ("שָׁלוֹם", ["שלום"]),
    ("Ёлка", ["елка"]),
    ("हिन्दी में", ["हिन्दी", "में"]),
    ("東京都", ["東", "京", "都"]),
    ("서울에서", ["서울에서"]),                                       # Korean has spaces
    ("🙂 … — ''", []),
])
def test_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert [term.word for term in terms(text)] == words


@given(st.text(max_size=60))
def test_words_have_their_place_and_are_words_again(text: str) -> None:
    found = list(terms(text))
    assert all(text[t.start:t.end].strip() for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not any(" " in t.word for t in found)


@given(st.text(max_size=60))
def test_the_index_parts_words_as_we_do(text: str) -> None:
    """What terms.py takes for one word is one word to FTS5, so that phrases keep their places."""
    from dateline.chronicle.search import _SPLIT

    words = [term.word for term in terms(text)]
    with sqlite3.connect(":memory:") as index:
        index.execute(f"CREATE VIRTUAL TABLE t USING fts5(words, {_SPLIT})")
        index.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        index.execute("INSERT INTO t VALUES (?)", [" ".join(words)])
        assert [term for term, in index.execute("SELECT term FROM v ORDER BY offset")] == words


@pytest.mark.parametrize("query, reports", [
    ("miners", {"strike", "strike again", "clash", "talks"}),
    ("MINERS walkout", {"strike"}),
    ("strike*", {"strike", "strike again"}),
    ('"tear gas"', {"clash"}),
    ('"gas tear"', set()),
    ("1200", {"strike", "strike again"}),
    ("1,200", {"strike", "strike again"}),
    ("ceasefire", {"strike"}),
    ("cease-fire", {"strike"}),
    ('"cease-fire on wages"', {"strike"}),
    ("Sanaa", {"clash"}),
    ("lomas", {"aid"}),
    ("medecins", {"aid"}),
    ("東京", {"tokyo"}),
    ("外相", {"tokyo"}),
    ("京東", set()),
    ("ペルー", {"tokyo"}),
    ("القاهرة", {"cairo"}),
    ("กรุงเทพ", {"bangkok"}),
    ("miners -police", {"strike", "talks"}),
    ("flood OR Bangkok", {"aid", "bangkok"}),
    ("miners (flood OR gas)", {"clash"}),
    ("miners type:ASSAULT", {"clash"}),                # the report tells such an incident
    ("miners outlet:courier", {"strike", "clash"}),
    ("Peru kind:promise", set()),
    ("peruvian kind:promise", {"talks"}),
])
def test_passages(chronicle: Chronicle, query: str, reports: set[str]) -> None:
    assert named(chronicle.ask(query)) == reports


def test_hits_point_into_the_text(chronicle: Chronicle) -> None:
    hits = chronicle.ask("miners OR 1200 OR ceasefire")
    texts = {report_id(name): row[3] for name, row in REPORTS.items()}
    assert hits.passages
    for shown in (*hits.passages, *(found.words for found in hits.incidents if found.words)):
        text = texts[shown.report]
        assert text[shown.start:shown.end] == shown.text
        assert {text[a:b].lower() for a, b in shown.marks} <= {"miners", "1,200", "1200", "cease-fire"}
        assert all(shown.start <= a < b <= shown.end for a, b in shown.marks)


def test_the_best_come_first(chronicle: Chronicle) -> None:
    hits = chronicle.ask("strike OR union OR walkout")
    assert hits.ranked
    assert hits.passages[0].report == report_id("strike")


def test_a_page_follows_the_other(chronicle: Chronicle) -> None:
    whole = chronicle.ask("miners", limit=10)
    pages = [chronicle.ask("miners", limit=1, offset=at) for at in range(5)]
    assert [p.report for page in pages for p in page.passages] == [p.report for p in whole.passages]
    assert {page.report_count for page in pages} == {4}


# ── passages ─────────────────────────────────────────────────────────────────────────────────────

@given(st.text(max_size=900), st.lists(st.sampled_from(["a", "of the", "be*", "1200"]), min_size=1, max_size=3))
def test_a_passage_lies_in_its_text(text: str, words: list[str]) -> None:
    found = marks(text, [Words(word) for word in words])
    start, end = passage(text, found)
    assert 0 <= start <= end <= len(text)
    assert end - start <= WIDE + max((m.end - m.start for m in found), default=0)
    assert not found or any(start <= m.start and m.end <= end for m in found)


def test_a_passage_is_where_most_of_the_words_are() -> None:
    text = "Miners met. " + "Nothing else was said that day of it. " * 20 + "Miners of Lampa went on strike. The end came."
    found = marks(text, (Words("miners"), Words("strike")))
    start, end = passage(text, found)
    assert text[start:end] == "Miners of Lampa went on strike."


# ── the index is what the store holds ────────────────────────────────────────────────────────────

def content(path: Path) -> list[tuple[str, int]]:
    """Every word of the index, with the number of rows it stands in."""
    with sqlite3.connect(search_path(path)) as index:
        found = []
        for table in ("reports", "incidents"):
            index.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, 'row')")
            found += [(f"{table} {term}", many) for term, many in index.execute(f"SELECT term, doc FROM v_{table}")]
        return found


def test_what_is_added_bit_by_bit_is_what_is_added_at_once(chronicle: Chronicle, path: Path, tmp_path: Path) -> None:
    follow(chronicle)
    whole = content(path)
    with Chronicle.open(other := tmp_path / "other.duckdb") as kept:
        for name in ("talks", "aid", "strike", "tokyo", "clash", "bangkok", "cairo", "strike again"):
            if name == "strike again":                  # what two reports tell is laid in with the second
                kept.cursor().execute("DELETE FROM incidents WHERE id = ?", [incident_id(0)])
                for table in ("incident_parties", "incident_figures", "tellings", "aliases", "incident_claims"):
                    column = "id" if table == "aliases" else "incident"
                    kept.cursor().execute(f"DELETE FROM {table} WHERE {column if table != 'aliases' else 'incident'} = ?",
                                          [incident_id(0)])
                fill(kept, reports=["strike again"])
                kept.cursor().execute("INSERT INTO tellings SELECT ?, report, id FROM events WHERE report = ?",
                                      [incident_id(0), report_id("strike")])
            else:
                fill(kept, reports=[name])
            follow(kept)
    assert content(other) == whole


def test_an_incident_that_changes_is_found_by_its_new_words_only(chronicle: Chronicle) -> None:
    assert labels(chronicle.ask("tokyo")) == ["Japan, Peru: meeting, Tokyo"]
    chronicle.cursor().execute("UPDATE incidents SET label = 'Japan: visit', place = 'Nagoya' WHERE label LIKE 'Japan%'")
    chronicle.cursor().execute("DELETE FROM tellings WHERE incident = ?", [incident_id(4)])
    chronicle.cursor().execute("INSERT INTO kept.batches VALUES (90, 'later', 0)")
    chronicle.cursor().execute("INSERT INTO changes (number, what, incident) VALUES (90, 'changed', ?)", [incident_id(4)])
    assert labels(chronicle.ask("tokyo")) == []
    assert labels(chronicle.ask("nagoya")) == ["Japan: visit"]


def test_an_incident_that_is_merged_away_is_no_more_found(chronicle: Chronicle) -> None:
    follow(chronicle)
    chronicle.cursor().execute("DELETE FROM incidents WHERE id = ?", [incident_id(3)])
    chronicle.cursor().execute("INSERT INTO kept.batches VALUES (90, 'later', 0)")
    chronicle.cursor().execute("INSERT INTO changes (number, what, incident, others) VALUES (90, 'merged', ?, ?)",
                               [incident_id(0), f'["{incident_id(3)}"]'])
    assert labels(chronicle.ask("blankets")) == []
    with sqlite3.connect(search_path(chronicle.path)) as index:
        assert index.execute("SELECT count(*) FROM names").fetchone() == (len(INCIDENTS) - 1,)


def _gone(path: Path) -> None:
    path.unlink()


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _scrambled(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for at in range(200, len(whole), 3):
        whole[at] ^= 0x5A
    path.write_bytes(whole)


def _another(path: Path) -> None:
    path.write_bytes(b"Just notes. " * 500)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _older(path: Path) -> None:
    with sqlite3.connect(path) as index:
        index.execute("UPDATE marks SET value = 0 WHERE name = 'form'")


@pytest.mark.parametrize("harm", [_gone, _torn, _scrambled, _another, _empty, _older])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_harmed_is_made_anew(path: Path, harm: object, read_only: bool) -> None:
    with Chronicle.open(path) as kept:
        fill(kept)
        follow(kept)
    before = content(path)
    harm(search_path(path))             # type: ignore[operator]
    with Chronicle.open(path, read_only=read_only) as kept:
        assert named(kept.ask("miners walkout")) == {"strike"}
    assert content(path) == before


def test_the_file_of_another_store_is_not_believed(path: Path, tmp_path: Path) -> None:
    with Chronicle.open(path) as kept:
        fill(kept, reports=["strike"])
        kept.ask("miners")
    path.unlink()
    with Chronicle.open(path) as kept:
        fill(kept, reports=["aid"])
        kept.cursor().execute('UPDATE kept.batches SET "at" = \'another day\'')
        assert kept.ask("miners").report_count == 0
        assert named(kept.ask("blankets")) == {"aid"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that its owner may not write")
def test_where_nothing_may_be_written_search_works_all_the_same(path: Path) -> None:
    with Chronicle.open(path) as kept:
        fill(kept)
    search_path(path).unlink(missing_ok=True)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Chronicle.open(path, read_only=True) as kept:
            assert named(kept.ask("miners walkout")) == {"strike"}
    finally:
        path.parent.chmod(stat.S_IRWXU)


def test_a_file_that_cannot_be_made_is_held_in_memory(path: Path) -> None:
    with Chronicle.open(path) as kept:
        fill(kept)
        search_path(path).mkdir()           # nobody can write there, whoever he is
        assert named(kept.ask("miners walkout")) == {"strike"}


def test_what_is_taken_down_is_nowhere_in_the_file(chronicle: Chronicle, path: Path) -> None:
    follow(chronicle)
    assert b"blanket" in search_path(path).read_bytes()
    purge(chronicle, report_id("aid"))
    for table in ("reports", "events", "evidence", "tellings", "kept.records", "incidents", "incident_parties"):
        column = {"reports": "id", "incidents": "id", "incident_parties": "incident"}.get(table, "report")
        chronicle.cursor().execute(f"DELETE FROM {table} WHERE {column} IN (?, ?)", [report_id("aid"), incident_id(3)])
    chronicle.cursor().execute("INSERT INTO tombstones (report) VALUES (?)", [report_id("aid")])
    chronicle.cursor().execute("INSERT INTO kept.batches VALUES (90, 'later', 1)")
    chronicle.cursor().execute("INSERT INTO changes (number, what, incident) VALUES (90, 'withdrawn', ?)", [incident_id(3)])
    follow(chronicle)
    held = search_path(path).read_bytes()
    for word in (b"blanket", b"medecins", b"lanket"):
        assert word not in held
    assert chronicle.ask("blankets").report_count == 0
    assert named(chronicle.ask("miners walkout")) == {"strike"}
    fill(chronicle, reports=["aid"])                    # its number is given out again
    assert named(chronicle.ask("blankets")) == {"aid"}


def test_a_taking_down_that_stopped_half_way_is_healed(chronicle: Chronicle) -> None:
    purge(chronicle, report_id("aid"))
    with sqlite3.connect(search_path(chronicle.path)) as index:
        found = index.execute("SELECT rowid FROM reports WHERE words MATCH 'blankets'").fetchall()
    assert found == []
    assert named(chronicle.ask("blankets")) == {"aid"}             # the store has it still


def test_the_newest_day(chronicle: Chronicle) -> None:
    assert newest(chronicle) == newest_day() == date(2026, 3, 5)


def test_what_is_indexed_twice_is_written_alike() -> None:
    assert written("A cease-fire") == "a cease fire ceasefire"
