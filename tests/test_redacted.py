"""What was judged of a report that is taken down loses its words: in the file, in its mirror and in the change feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import TORN, Correct, Deed, Join, Judgement, Judgements, Part, Undo, Verdict, beside
from dateline.errors import BadDecisions
from values import TEXT, record

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ONE = record(f"Rain fell on the harbour all night. {TEXT}", outlet="Paper 1")
OTHER = record(f"A tram stood still for an hour. {TEXT}", outlet="Paper 2")
A, B = ((one.report.id, one.events[0].id) for one in (ONE, OTHER))
SECRET = "Zebulon Quist"


def judged(*deeds: Deed) -> list[Judgement]:
    return [Judgement.make(deed, by="Mina", at=(NOON + timedelta(minutes=n)).isoformat(), why=f"{SECRET} is named")
            for n, deed in enumerate(deeds)]


def kept(path: Path) -> list[Judgement]:
    with Chronicle.open(path) as chronicle:
        list(chronicle.add_all([ONE, OTHER]))
        found = judged(Correct(*A, "actor", SECRET, f"{SECRET} (PER GOV)"), Verdict(*A, "place", False), Part(A, (B,)),
                       Correct(*B, "type", "COERCE", "PROTEST"))
        for one in found:
            chronicle.judge(one)                # one by one, so that the change feed tells each with its reason
    return found


def test_the_words_of_a_report_go_from_its_judgements_too(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    first, verdict, part, other = kept(path)
    with Chronicle.open(path) as chronicle:
        chronicle.forget(A[0], by="Noor", why="asked to")
        found = {one.id: one for one in chronicle.judgements}
        assert found[first.id].deed == Correct(*A, "actor", None, None) and found[first.id].by == "Mina"
        assert [found[one.id].redacted for one in (first, verdict, part, other)] == [True, True, True, False]
        assert found[other.id] == other
        mirror = dict(chronicle.sql("SELECT id, body FROM decisions").fetchall())
        assert mirror == {one.id: one.line() for one in chronicle.judgements}
        assert [one.id for one in chronicle.judgements.active()] == [verdict.id, part.id, other.id]
        told = chronicle.sql("SELECT field, before, after, reason FROM changes").fetchall()
    assert f"judgement {other.id} (correct) by Mina: {SECRET} is named" in {reason for *_, reason in told}
    assert SECRET not in str([row for row in told if other.id not in row[3]])
    assert beside(path).read_text().count(SECRET) == other.line().count(SECRET)


def test_a_redacted_file_is_read_again_and_never_filled_again(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    given = kept(path)
    with Chronicle.open(path) as chronicle:
        chronicle.forget(A[0], by="Noor", why="asked to")
    mine = Judgements.load(tmp_path / "mine.jsonl")
    mine.append(*given)
    with Chronicle.open(path) as chronicle:
        assert chronicle.judgements.merge([mine.path]) == ()
        assert not chronicle.heed()
        assert Judgements.load(beside(path)).kept == chronicle.judgements.kept
        chronicle.judge(*judged(Undo(given[0].id)))
        list(chronicle.add_all([ONE], force=True))      # back by force: the correction without a value corrects nothing
        assert A not in chronicle.judgements.corrections() or "actor" not in chronicle.judgements.corrections()[A]


def test_torn_lines_that_name_the_report_go(tmp_path: Path) -> None:
    path = tmp_path / "news.decisions.jsonl"
    one, other = judged(Correct(*A, "actor", SECRET, None), Join(B, (("elsewhere", "e"),)))
    torn = path.with_name(path.name + TORN)
    torn.write_text(one.line()[:-20] + "\n" + other.line()[:-2] + "\n")
    Judgements.load(path).append(one, other)
    with path.open("a") as file:
        file.write(one.line()[:-20])
    assert [j.id for j in Judgements.load(path).redact([A[0]])] == [one.id]
    assert torn.read_text() == other.line()[:-2] + "\n"
    assert path.read_text() == one.emptied().line() + "\n" + other.line() + "\n"


def test_a_line_that_only_says_it_is_redacted_is_still_found(tmp_path: Path) -> None:
    path = tmp_path / "news.decisions.jsonl"
    one, = judged(Correct(*A, "type", "COERCE", "ASSAULT"))
    path.write_text(one.line()[:-1].replace("ASSAULT", "PROTEST") + ',"redacted":true}\n')
    with pytest.raises(BadDecisions):
        Judgements.load(path)
