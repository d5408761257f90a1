"""Views: each one's rows over a small store laid by hand, the words behind them, and the laws that hold for all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.accounts import name as telling_id
from dateline.chronicle.judgements import Judgement, Verdict
from dateline.chronicle.pairs import pair_all
from dateline.chronicle.rows import put
from dateline.chronicle.schema import TABLES
from dateline.chronicle.views import View
from dateline.chronicle.views.why import why_incident
from dateline.errors import AmbiguousId, UnknownId
from dateline.faces import lanes
from dateline.faces.cli import run

DAY = date.fromisoformat
QUADS = {"ASSAULT": ("material conflict", -9.0), "PROTEST": ("material conflict", -5.0), "AID": ("material cooperation", 10.0),
         "AGREE": ("verbal cooperation", 2.5), "ACCUSE": ("verbal conflict", -3.0)}

# id: outlet, day, text. The first letters tell them apart, so that a beginning of an id names one.
REPORTS = {
    "a1": ("Harbour Post", "2026-01-05", "Gunmen raided Vell on Sunday. They killed 12 people, the mayor said. It rained."),
    "b2": ("Hill Radio", "2026-01-06", "Nine people died in the raid on Vell, the army said. The mayor blamed the Reds."),
    "b3": ("Hill Echo", "2026-01-06", "Nine people died in the raid on Vell, the army said. The mayor blamed the Reds."),
    "c4": ("Harbour Post", "2026-03-10", "The government promised to send rice to Vell by March 20. Ana Maria Diaz, the "
                                         "minister of supply, leads the Green Party."),
    "d5": ("Hill Radio", "2026-03-18", "Rice reached Vell on Tuesday. The Greens marched in Osk."),
}
COVERAGE = {"a1": ("MLI", "Vell Region"), "b2": ("MLI", "Vell Region"), "b3": ("MLI", "Vell Region"), "c4": ("MLI", None),
            "d5": ("MLI", "Vell Region"), "d5 ": ("TCD", None)}
PLACE = {"place": "Vell", "region": "Vell Region", "country": "MLI", "lat": 14.0, "lon": -4.0, "geonameid": 7}
# id: type, status, first day, tellings (report, words that tell it), further cells, parties (side, name, country, sector)
INCIDENTS: dict[str, tuple[str, str, str | None, list[tuple[str, str]], dict[str, Any], list[tuple[str, str, str, str]]]] = {
    "f0aa": ("ASSAULT", "occurred", "2026-01-04", [("a1", "raided"), ("b2", "raid"), ("b3", "raid")],
             {**PLACE, "label": "raid on Vell", "independent": 2, "disputed": True},
             [("actor", "gunmen", "MLI", "UAF"), ("actor", "Reds", "MLI", "REB"), ("recipient", "people", "MLI", "CVL")]),
    "f1bb": ("ACCUSE", "occurred", "2026-01-06", [("b2", "blamed"), ("b3", "blamed")], {"label": "mayor blames Reds"},
             [("actor", "mayor", "MLI", "GOV"), ("recipient", "Reds", "MLI", "REB")]),
    "f2cc": ("AGREE", "future", "2026-03-20", [("c4", "promised")], {**PLACE, "label": "promise of rice"},
             [("actor", "government", "MLI", "GOV"), ("recipient", "Vell", "MLI", "CVL")]),
    "f3dd": ("AID", "occurred", "2026-03-17", [("d5", "reached")], {**PLACE, "label": "rice reaches Vell"},
             [("actor", "France", "FRA", "GOV"), ("recipient", "Vell", "MLI", "CVL")]),
    "f4ee": ("PROTEST", "occurred", None, [("d5", "marched")], {"label": "march in Osk", "place": "Osk", "country": "TCD"},
             [("actor", "Green Party", "TCD", "PTY")]),
}
ALIASES = {"e9aa": "f0aa", "e9ab": "f0aa"}
FIGURES = [("f0aa", "killed", "a1", 12.0, 12.0, "mayor", "2026-01-05", "12 people"),
           ("f0aa", "killed", "b2", 9.0, 9.0, "army", "2026-01-06", "Nine people"),
           ("f0aa", "injured", "a1", 3.0, None, None, "2026-01-05", "raided")]
CLAIMS = [("f0aa", "a1", "9a01", "mayor", "They killed 12 people", "said", "asserts"),
          ("f0aa", "b2", "9b02", "army", "Nine people died in the raid on Vell", "said", "denies"),
          ("f1bb", "b2", "9b03", "mayor", "the Reds", "blamed", "asserts")]


def event_id(report: str, words: str) -> str:
    return f"5{report}{words[:3]}"


DECISION = Judgement.make(Verdict("a1", event_id("a1", "raided"), None, True), by="Mina", at="2026-03-19T00:00:00+00:00",
                          why="read it")


def row(table: str, **cells: Any) -> tuple[Any, ...]:
    assert cells.keys() <= TABLES[table].columns.keys(), cells.keys() - TABLES[table].columns.keys()
    return tuple(cells.get(name) for name in TABLES[table].columns)


def rows() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """(table, row) of the whole store."""
    for number, (name, (outlet, day, text)) in enumerate(REPORTS.items(), 1):
        yield "reports", row("reports", id=name, outlet=outlet, text=text, published_start=day, published_end=day,
                             number=number, family="b2" if name == "b3" else name, record=f"r{name}", title=text[:12])
        yield "kept.records", row("kept.records", id=f"r{name}", report=name, dateline="1.0", reader="ab", codebook="cd",
                                  number=number)
    for name, (country, region) in COVERAGE.items():
        for spot in {None, region}:
            yield "coverage", row("coverage", report=name.strip(), day=REPORTS[name.strip()][1], country=country, region=spot)
    for name, what in INCIDENTS.items():
        yield from incident(name, what)
    yield from (("aliases", pair) for pair in ALIASES.items())
    for name, kind, report, low, high, by, day, words in FIGURES:
        yield "incident_figures", row(
            "incident_figures", incident=name, kind=kind, report=report, event=event_id(report, INCIDENTS[name][3][0][1]),
            low=low, high=high, by=by, date=day, words=words, start_char=REPORTS[report][2].index(words),
            contested=kind == "killed", updated=False)
    for name, report, claim, source, content, cue, stance in CLAIMS:
        start = REPORTS[report][2].index(content)
        yield "claims", row("claims", report=report, id=claim, actor=f"{source} {report}", source=source, cue=cue,
                            content=content, form="indirect", stance=stance)
        yield "incident_claims", (name, report, claim, stance)
        yield "evidence", (report, "claim", claim, content, start, start + len(content))
        yield "actors", row("actors", report=report, id=f"{source} {report}", name=source, country="MLI")
    yield "commitments", row(
        "commitments", incident="f2cc", kind="promise", actor="government", owed_to="Vell", deadline="2026-03-20",
        state="met", settled_by="d5", settled_by_event=event_id("d5", "reached"), settled_on="2026-03-17", as_of="2026-03-18")
    yield "actors", row("actors", report="c4", id="ana", name="Ana Maria Díaz", kind="person", country="MLI", sector="GOV")
    yield "actors", row("actors", report="c4", id="green", name="Green Party", kind="party")
    yield "roles", row("roles", report="c4", actor="ana", title="minister of supply", holding="current", basis="stated")
    yield "relations", row("relations", report="c4", subject="ana", relation="leads", object="green", holding="current",
                           evidence="leads the Green Party")
    yield "participants", row("participants", report="c4", event=event_id("c4", "promised"), role="actor", actor="ana")
    raid = "a1", event_id("a1", "raided")
    for other, weight, reasons in ((("b2", event_id("b2", "raid")), 3.5, '[["any two",-5.0],["same day",2.0],["same place",6.5]]'),
                                   (("d5", event_id("d5", "marched")), -8.0, '[["other type",-8.0]]')):
        yield "links", row("links", a_report=raid[0], a_event=raid[1], b_report=other[0], b_event=other[1], weight=weight,
                           reasons=reasons, made=1, a=telling_id(raid), b=telling_id(other))
    yield "decisions", row("decisions", id=DECISION.id, at=DECISION.at, by=DECISION.by, what=DECISION.what,
                           body=DECISION.line(), active=True)
    yield "changes", row("changes", number=1, at="2026-03-18T00:00:00", what="added", incident="f0aa")


def incident(name: str, what: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    kind, status, day, told, more, parties = what
    days = [REPORTS[report][1] for report, _ in told]
    quad, score = QUADS[kind]
    yield "incidents", row("incidents", **{
        "id": name, "type": kind, "status": status, "quad": quad, "score": score, "time_start": day, "time_end": day,
        "historical": False, "disputed": False, "reports": len(told), "outlets": len(told), "independent": 1,
        "first_told": min(days), "last_told": max(days), "time_basis": "stated", **more})
    yield "aliases", (name, name)
    for report, words in told:
        start, event = REPORTS[report][2].index(words), event_id(report, words)
        yield "tellings", (name, report, event)
        yield "kept.accounts", row("kept.accounts", id=telling_id((report, event)), report=report, event=event, incident=name)
        yield "events", row("events", report=report, id=event, type=kind, status=status, evidence=words, start_char=start,
                            end_char=start + len(words))
        yield "evidence", (report, "event", event, words, start, start + len(words))
    for side, party, country, sector in parties:
        yield "incident_parties", row("incident_parties", incident=name, side=side, name=party, country=country,
                                      sector=sector, kind="unknown", tellings=len(told))


def filled(path: Path) -> None:
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for table, cells in rows():
        tables.setdefault(table, []).append(cells)
    with Chronicle.open(path) as opened:
        for table, found in tables.items():
            put(opened.cursor(), table, found)
        pair_all(opened.cursor())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "vell.duckdb"
    filled(path)
    return path


@pytest.fixture(scope="module")
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path, read_only=True) as opened:
        yield opened


def column(view: View, *names: str) -> list[Any]:
    return [tuple(found[name] for name in names) if len(names) > 1 else found[names[0]] for found in view]


# ── the rows of each view ────────────────────────────────────────────────────────────────────────

def test_the_timeline_runs_by_day_and_leaves_out_what_did_not_happen(chronicle: Chronicle) -> None:
    assert column(chronicle.timeline(), "incident", "day") == [
        ("f0aa", DAY("2026-01-04")), ("f1bb", DAY("2026-01-06")), ("f3dd", DAY("2026-03-17")), ("f4ee", None)]
    assert column(chronicle.timeline("status:any type:agree"), "incident") == ["f2cc"]


def test_the_timeline_tells_sides_and_figures(chronicle: Chronicle) -> None:
    raid = next(iter(chronicle.timeline()))
    assert (raid["actors"], raid["recipients"]) == ("Reds; gunmen", "people")
    assert raid["figures"] == "injured 3; killed 9–12 contested"


def test_a_limit_keeps_the_latest_days(chronicle: Chronicle) -> None:
    assert column(chronicle.timeline(limit=2), "incident") == ["f1bb", "f3dd"]


@pytest.mark.parametrize("of, pairs", [
    ("country", [("FRA", "MLI"), ("MLI", "MLI"), ("MLI", "MLI")]),
    ("sector", [("FRA GOV", "MLI CVL"), ("MLI GOV", "MLI REB"), ("MLI REB", "MLI CVL"), ("MLI UAF", "MLI CVL")]),
    ("name", [("France", "Vell"), ("Reds", "people"), ("gunmen", "people"), ("mayor", "Reds")]),
])
def test_dyads_count_an_incident_once_for_each_pair(chronicle: Chronicle, of: str, pairs: list[Any]) -> None:
    """Gunmen and Reds are two parties of one country: seen by country, the raid is still one incident."""
    assert sorted(column(chronicle.dyads(of=of), "actor", "recipient")) == pairs
    assert set(column(chronicle.dyads(of=of), "incidents")) == {1}


def test_dyads_have_weeks_kinds_and_scores(chronicle: Chronicle) -> None:
    found = [row for row in chronicle.dyads("type:assault")]
    assert [(row["start"], row["material_conflict"], row["verbal_conflict"], row["score_sum"], row["score_mean"])
            for row in found] == [(DAY("2025-12-29"), 1, 0, -9.0, -9.0)]


def test_a_panel_has_true_zeros_and_says_whether_anybody_would_have_told(chronicle: Chronicle) -> None:
    found = {(row["country"], row["start"]): (row["incidents"], row["coverage"]) for row in chronicle.panel()}
    assert found == {
        ("MLI", DAY("2026-01-01")): (1, 3), ("MLI", DAY("2026-02-01")): (0, 0), ("MLI", DAY("2026-03-01")): (1, 2),
        ("TCD", DAY("2026-01-01")): (0, 0), ("TCD", DAY("2026-02-01")): (0, 0), ("TCD", DAY("2026-03-01")): (0, 1),
        ("TCD", None): (1, 0)}               # the march has no day, and is still not lost


@pytest.mark.parametrize("query, cells", [
    ("in:Chad", {("TCD", "2026-01-01"), ("TCD", "2026-02-01"), ("TCD", "2026-03-01"), ("TCD", "None")}),
    ("in:Mali type:protest", {("MLI", "2026-01-01"), ("MLI", "2026-02-01"), ("MLI", "2026-03-01")}),
    ("time:2026-02..2026-03", {("MLI", "2026-02-01"), ("MLI", "2026-03-01"), ("TCD", "2026-02-01"), ("TCD", "2026-03-01")}),
    ("place:Osk", {("TCD", "2026-01-01"), ("TCD", "2026-02-01"), ("TCD", "2026-03-01"), ("TCD", "None")}),
])
def test_a_panel_keeps_to_what_a_query_names(chronicle: Chronicle, query: str, cells: set[tuple[str, str]]) -> None:
    """Where nothing of the kind happened, a country that is asked for still has its zeros."""
    assert {(country, str(start)) for country, start in column(chronicle.panel(query), "country", "start")} == cells


def test_a_panel_by_region_and_quarter(chronicle: Chronicle) -> None:
    view = chronicle.panel(by="region", per="quarter")
    assert column(view, "region", "start", "incidents", "coverage") == [("Vell Region", DAY("2026-01-01"), 2, 4)]


def test_the_network_has_signed_edges_and_all_parties(chronicle: Chronicle) -> None:
    edges = {(source, target): sign for source, target, sign in column(chronicle.network(), "source", "target", "sign")}
    assert edges == {("France", "Vell"): 1, ("Reds", "people"): -1, ("gunmen", "people"): -1, ("mayor", "Reds"): -1}
    nodes = {row["name"]: (row["did"], row["received"]) for row in chronicle.nodes()}
    assert nodes["Reds"] == (1, 1) and nodes["Green Party"] == (1, 0)
    assert "start" not in chronicle.network().columns and "start" in chronicle.network(by="month").columns


@pytest.mark.parametrize("query", ["", "type:assault", "country:MLI"])
@pytest.mark.parametrize("of", ["name", "country", "sector"])
def test_the_first_nodes_are_the_first_of_all(chronicle: Chronicle, of: str, query: str) -> None:
    whole = list(chronicle.nodes(query, of=of))
    assert whole
    for limit in (1, 2, 50):
        assert list(chronicle.nodes(query, of=of, limit=limit)) == whole[:limit]


def test_the_ledger_says_who_said_what_of_which_incident(chronicle: Chronicle) -> None:
    assert column(chronicle.claims(), "incident", "speaker", "stance", "outlet") == [
        ("f0aa", "mayor", "asserts", "Harbour Post"), ("f0aa", "army", "denies", "Hill Radio"),
        ("f1bb", "mayor", "asserts", "Hill Radio")]
    assert column(chronicle.claims("stance:denies"), "claim") == ["9a01", "9b02"]        # all that is said of that raid


def test_contested_figures_stand_value_by_value(chronicle: Chronicle) -> None:
    assert column(chronicle.contested(), "kind", "low", "speaker", "words") == [
        ("killed", 12.0, "mayor", "12 people"), ("killed", 9.0, "army", "Nine people")]


@pytest.mark.parametrize("as_of, state, due_in, settled", [
    (None, "met", 2, True),
    ("2026-03-17", "met", 3, True),
    ("2026-03-16", "open", 4, False),           # the rice had not come yet
    ("2026-03-09", None, None, False),          # nobody had promised yet
])
def test_commitments_as_they_stood_on_a_day(
    chronicle: Chronicle, as_of: str | None, state: str | None, due_in: int | None, settled: bool
) -> None:
    found = list(chronicle.commitments(as_of=DAY(as_of) if as_of else None))
    assert [(row["state"], row["due_in"], bool(row["settled_by"])) for row in found] == (
        [(state, due_in, settled)] if state else [])


@pytest.mark.parametrize("as_of, due, found", [
    ("2026-03-12", 14, ["f2cc"]), ("2026-03-12", 5, []), ("2026-03-18", 14, []),       # by then it was met
])
def test_commitments_that_fall_due(chronicle: Chronicle, as_of: str, due: int, found: list[str]) -> None:
    assert column(chronicle.commitments(due=due, as_of=DAY(as_of)), "incident") == found


def test_places_are_counted_and_what_has_none_comes_last(chronicle: Chronicle) -> None:
    assert column(chronicle.places(), "place", "region", "incidents") == [
        ("Vell", "Vell Region", 2), ("Osk", None, 1), (None, None, 1)]


@pytest.mark.parametrize("name", ["Ana Maria Díaz", "ana diaz"])
def test_an_actor_through_time(chronicle: Chronicle, name: str) -> None:
    found = column(chronicle.actor(name), "what", "kind", "other", "incident")
    assert sorted(found, key=str) == [
        ("act", "AGREE", "Vell", "f2cc"), ("office", "current", None, None), ("relation", "leads", "Green Party", None)]


@pytest.mark.parametrize("name", ["Diaz", "Maria Ana", "na Díaz", ""])
def test_an_actor_is_not_found_by_a_part_of_the_name(chronicle: Chronicle, name: str) -> None:
    assert list(chronicle.actor(name)) == []


# ── what holds for every view ────────────────────────────────────────────────────────────────────

VIEWS = {
    "timeline": {}, "places": {}, "dyads": {}, "panel": {}, "network": {}, "nodes": {}, "claims": {}, "contested": {},
    "commitments": {},
}


def every(chronicle: Chronicle) -> list[View]:
    return [getattr(chronicle, name)(**more) for name, more in VIEWS.items()] + [chronicle.actor("Ana Diaz")]


def test_columns_are_those_of_the_query_and_each_has_a_meaning(chronicle: Chronicle) -> None:
    for view in every(chronicle):
        answered = chronicle.cursor().execute(view.sql, view.parameters).description
        assert [name for name, *_ in answered or ()] == list(view.columns), view.name
        assert all(view.columns.values())


def test_every_row_leads_back_to_words_of_a_report(chronicle: Chronicle) -> None:
    for view in every(chronicle):
        for found in view:
            if view.name == "panel" and not found["incidents"]:
                assert view.words(found) == ()
                continue
            passages = view.words(found)
            assert passages or found.get("what") in ("office", "relation"), (view.name, found)
            for passage in passages:
                text = REPORTS[passage.report][2]
                assert all(text[start:start + len(piece)] == piece for start, piece in passage.pieces)
                assert passage.evidence


def test_behind_a_count_are_as_many_incidents(chronicle: Chronicle) -> None:
    for view in (chronicle.dyads(), chronicle.dyads(of="sector"), chronicle.panel(), chronicle.network(), chronicle.places()):
        for found in view:
            assert view.behind(found).count() == found["incidents"], (view.name, found)


def test_a_view_is_read_as_tuples_dictionaries_and_frames(chronicle: Chronicle) -> None:
    for view in every(chronicle):
        told = list(view.rows())
        assert [tuple(found.values()) for found in view] == told
        assert view.count() == len(told)


@pytest.mark.parametrize("package, had", [
    ("pandas", lambda view: view.df().columns), ("polars", lambda view: view.pl().columns),
    ("pyarrow", lambda view: view.arrow().column_names),
])
def test_frames_have_the_columns_of_the_view(chronicle: Chronicle, package: str, had: Any) -> None:
    pytest.importorskip(package)
    for view in every(chronicle):
        assert list(had(view)) == list(view.columns)


def test_nothing_a_caller_names_becomes_sql(chronicle: Chronicle) -> None:
    with pytest.raises(ValueError, match="there are country, sector, name"):
        chronicle.dyads(of="name; DROP TABLE incidents")
    with pytest.raises(ValueError, match="there are day, week"):
        chronicle.network(by="'")
    assert list(chronicle.actor("'; DROP TABLE incidents --")) == []


# ── why ──────────────────────────────────────────────────────────────────────────────────────────

def test_why_unfolds_an_incident(chronicle: Chronicle) -> None:
    found = chronicle.why("f0")
    assert (found.kind, found.id, found.was) == ("incident", "f0aa", ("e9aa", "e9ab"))
    assert [p.report for p in found.passages] == ["a1", "b2", "b3"]
    assert found.passages[0].text == "Gunmen raided Vell on Sunday."
    assert [(tie.within, tie.weight) for tie in found.links] == [(True, 3.5), (False, -8.0)]
    assert sum(value for _, value in found.links[0].reasons) == found.links[0].weight
    assert [row["copy_of"] for row in found.reports] == [None, None, "b2"]
    assert [row["by"] for row in found.judgements] == ["Mina"]
    assert {one.record for one in found.versions} == {"ra1", "rb2", "rb3"}
    assert [row["what"] for row in found.changes] == ["added"]


def test_of_many_links_the_firmest_are_read_and_all_are_counted(path: Path, tmp_path: Path) -> None:
    more = Path(shutil.copy(path, tmp_path / "more.duckdb"))
    with duckdb.connect(more) as db:
        for less in (1.25, 2.25):               # weighed again, and less firmly
            db.execute("INSERT INTO links SELECT * REPLACE (weight - ? AS weight) FROM links WHERE weight = 3.5", [less])
    with Chronicle.open(more, read_only=True) as chronicle:
        found = why_incident(chronicle, "f0aa", most=2)
        assert [(tie.within, tie.weight) for tie in found.links] == [(True, 3.5), (True, 2.25), (False, -8.0)]
        assert found.pairs == chronicle.why("f0").pairs == (3, 1)


@pytest.mark.parametrize("name, kind, reports", [
    ("e9aa", "incident", ["a1", "b2", "b3"]),                   # an id it had
    ("5b2rai", "event", ["b2"]), ("c4", "report", ["c4"]), ("9b02", "claim", ["b2"]),
    ("f0aa:killed", "incident", ["a1", "b2"]),                  # the tellings that count the dead
    ("f0aa:injured", "incident", ["a1"]),
])
def test_why_takes_any_id(chronicle: Chronicle, name: str, kind: str, reports: list[str]) -> None:
    found = chronicle.why(name)
    assert (found.kind, [p.report for p in found.passages]) == (kind, reports)
    assert found.incidents


def test_why_shows_what_settled_a_promise(chronicle: Chronicle) -> None:
    found = chronicle.why("f2cc:commitment")
    assert found.commitment and found.commitment["state"] == "met"
    assert [p.text for p in found.settled] == ["Rice reached Vell on Tuesday."]


def test_why_says_what_an_id_is_not(chronicle: Chronicle) -> None:
    with pytest.raises(UnknownId, match="'zz' begins no id"):
        chronicle.why("zz")
    with pytest.raises(AmbiguousId, match="could be any of"):
        chronicle.why("f")
    with pytest.raises(UnknownId):
        chronicle.why("")


# ── on the terminal ──────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("arguments, words", [
    (["timeline"], ["4 Jan 2026  Sun", "●●", "raid on Vell", "killed 9–12 contested", "DISPUTED", "day not told"]),
    (["incidents"], ["raid on Vell", "3", "f0aa"]),
    (["incidents", "type:accuse"], ["mayor blames Reds"]),
    (["contested"], ["killed", "12", "mayor", "9", "army", "Nine people"]),
    (["commitments"], ["✓ met", "government → Vell", "settled 2026-03-17", "As things stood on 2026-03-18"]),
    (["commitments", "--as-of", "2026-03-16", "--due", "14"], ["○ open", "2026-03-20 (in 4 days)"]),
    (["claims"], ["army", "(DENIES)", "Hill Radio"]),
    (["dyads"], ["2025-12-29", "MLI", "-9"]),
    (["panel", "in:Mali"], ["2026-02-01", "Coverage"]),
    (["network", "--nodes"], ["Green Party", "Received"]),
    (["network", "--by", "month"], ["gunmen", "people", "-1"]),
    (["places"], ["Vell", "Vell Region"]),
    (["actor", "Ana", "Diaz"], ["office", "minister of supply", "Green Party"]),
    (["why", "f0aa"], ["‹raided›", "any two -5.00", "+3.50", "a copy of b2", "Mina", "batch 1"]),
])
@pytest.mark.parametrize("width", [60, 140])
def test_views_print_at_any_width(
    path: Path, *, arguments: list[str], words: list[str], width: int, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run([*arguments, "--store", str(path), "--format", "table"]) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= width
    assert "\x1b" not in told                   # no colour where no screen is
    flat = " ".join(told.split())
    if width == 140:
        assert all(" ".join(word.split()) in flat for word in words), [word for word in words if word not in flat]


def test_views_go_out_as_json_and_csv(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in VIEWS:
        command = {"nodes": ["network", "--nodes"]}.get(name, [name])
        assert run([*command, "--store", str(path), "--format", "csv"]) == 0
        head, *lines = capsys.readouterr().out.splitlines()
        assert run([*command, "--store", str(path)]) == 0       # into a pipe: JSON Lines
        objects = capsys.readouterr().out.splitlines()
        assert (len(lines), "incident" in head.split(",")) == (len(objects), True)


def test_what_is_not_there_says_what_to_try(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline", "type:coerce", "--store", str(path), "--format", "table"]) == 0
    assert "status:any" in capsys.readouterr().err
    Chronicle.open(tmp_path / "empty.duckdb").close()
    assert run(["timeline", "--store", str(tmp_path / "empty.duckdb"), "--format", "table"]) == 0
    assert "dateline add" in capsys.readouterr().err
    assert run(["why", "zz", "--store", str(path)]) == 4
    assert run(["why", "f", "--store", str(path)]) == 2


def test_every_heading_of_a_count_is_a_column_of_some_view(chronicle: Chronicle) -> None:
    known = {name for view in every(chronicle) for name in (*view.columns, *chronicle.network(by="month").columns)}
    assert set(lanes.HEADS) <= known
    assert all(re.search(r"[A-Z]", head) or head == "done" for head in lanes.HEADS.values())
