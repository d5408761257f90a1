"""The query language: what it reads, what it writes back, and that nothing else ever comes out of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.fields import FIELDS, HINTS, Field
from dateline.chronicle.query import (
    And,
    Filter,
    Node,
    Not,
    Or,
    Query,
    Words,
    all_of,
    any_of,
    condition,
    expression,
    none_of,
    parse,
)
from dateline.chronicle.values import DAYS, folded_name
from dateline.errors import BadQuery
from small_store import fill, incident_id, report_id

TODAY = date(2026, 3, 15)


# ── what it reads ────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("query, canonical", [
    ("", ""),
    ("  miners   strike ", "miners strike"),
    ("miners AND strike", "miners strike"),
    ("strike OR walkout miners", "strike OR walkout miners"),
    ("(strike OR walkout) miners", "(strike OR walkout) miners"),
    ("strike | walkout", "strike OR walkout"),
    ("((strike))", "strike"),
    ("a (b (c d)) e", "a b c d e"),
    ("-rumour", "-rumour"),
    ("NOT rumour", "-rumour"),
    ("--rumour", "rumour"),
    ("-(a b)", "-(a b)"),
    ("cease-fire", "cease-fire"),                               # a hyphen inside is no sign
    ('"peace talks"', '"peace talks"'),
    ('"police"', "police"),
    ("“peace talks”", '"peace talks"'),                         # as a text processor writes it
    ('"say \\"no\\""', '"say \\"no\\""'),
    ('"OR"', '"OR"'),                                           # the word, not the sign
    ("or and not", "or and not"),                               # signs are capitals
    ("10:30", "10:30"),                                         # no field begins with a digit
    ("protest*", "protest*"),
    ("type:assault", "type:ASSAULT"),
    ("TYPE:Assault,aid", "type:ASSAULT,AID"),
    ("type:(assault OR aid)", "type:ASSAULT,AID"),
    ("type:assault,assault", "type:ASSAULT"),
    ("mode:Martial-Law", "mode:martial-law"),
    ("mode:martial_law", "mode:martial-law"),
    ("context:\"political institutions\"", "context:political_institutions"),
    ("quad:material*", "quad:material*"),
    ("country:Peru", "country:PER"),
    ("country:pe", "country:PER"),
    ('country:"Ivory Coast"', "country:CIV"),
    ("country:Peruvian", "country:PER"),
    ("country:uno", "country:UNO"),
    ("sector:police", "sector:COP"),
    ("sector:mil", "sector:MIL"),
    ("actor:\"Ana Diaz\",police", 'actor:"Ana Diaz",police'),
    ("-actor:police", "-actor:police"),
    ("status:any", "status:any"),
    ("historical:TRUE", "historical:yes"),
    ("time:2026-q1", "time:2026-Q1"),
    ("time:2026-03-01..2026-03-09", "time:2026-03-01..2026-03-09"),
    ("time:2026..", "time:2026.."),
    ("time:*..2026", "time:..2026"),
    ("time:>=2026-03", "time:2026-03.."),
    ("time:<=2026-03", "time:..2026-03"),
    ("time:>2026-03", "time:>2026-03"),
    ('time:"5 March 2026"', "time:2026-03-05"),
    ('time:"Last  7 days"', 'time:"last 7 days"'),
    ("figures:killed>1,200", "figures:killed>1200"),
    ("figures:killed>=10,injured", "figures:killed>=10,injured"),
    ("figures:Killed:10..20", "figures:killed=10..20"),
    ("figures:killed:", "figures:killed"),
    ("score:<-5", "score:<-5"),
    ("score:-5.50", "score:-5.5"),
    ("confidence:>=0.80", "confidence:>=0.8"),
    ("id:3F9c*", "id:3F9c"),
    ("北京", "北京"),
])
def test_a_query_has_one_way_to_be_written(query: str, canonical: str) -> None:
    assert str(parse(query)) == canonical
    assert str(parse(canonical)) == canonical


@pytest.mark.parametrize("query, tree", [
    ("a b OR c d", Or((And((Words("a"), Words("b"))), And((Words("c"), Words("d")))))),         # AND binds closer
    ("a -b", And((Words("a"), Not(Words("b"))))),
    ("-type:aid a", And((Not(Filter("type", ("AID",))), Words("a")))),
    ('state:open,"unknown"', Filter("state", ("open", "unknown"))),
])
def test_the_tree_of_a_query(query: str, tree: Node) -> None:
    assert parse(query).tree == tree


# ── what it does not read ────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("query, column, told", [
    ("peru typ:assault", 6, "did you mean type:?"),
    ("when:2026", 1, "did you mean time:?"),                    # as others call it
    ("zzzqqq:1", 1, "fields are actor, recipient"),
    ("http://example.org/a", 1, "in quotation marks to find it as words"),
    ("type:asault", 6, "did you mean assault?"),
    ("type:aid,asault", 10, "did you mean assault?"),
    ("mode:zzz", 6, "there are abduct"),
    ("country:Atlantis", 9, "there is no country 'Atlantis'"),
    ("country:Perru", 9, "did you mean peru?"),
    ("sector:polise", 8, "did you mean police?"),
    ("status:happened", 8, "there are any, conditional"),
    ("historical:maybe", 12, "write yes, no, any"),
    ("time:soon", 6, "write 2026, 2026-Q1"),
    ("time:2026-02-30", 6, "is no day"),
    ("time:2026-Q5", 6, "is no day"),
    ("time:2026..2025", 6, "put the earlier day first"),
    ("time:..", 6, "a day on one side"),
    ("time:>", 6, "a day is missing"),
    ("figures:dead>10", 9, "nothing counts 'dead'"),
    ("figures:killed>ten", 9, "write 10, >10"),
    ("score:5..1", 7, "put the smaller number first"),
    ("reports:many", 9, "is no number"),
    ("id:***", 4, "is no id"),
    ("actor:--", 7, "holds no letter or digit"),
    ("type:", 1, "has no value"),
    ("type: aid", 1, "write it without a space, like type:ASSAULT"),
    ("type:aid,", 9, "no value follows this comma"),
    ("type:()", 7, "should stand here"),
    ("type:(aid assault)", 11, "stands no OR"),
    ("type:(aid", 6, "is not closed"),
    ("OR a", 1, "nothing stands before OR"),
    ("a OR", 3, "nothing follows OR"),
    ("a AND OR b", 3, "nothing follows AND"),
    ("NOT", 1, "nothing follows NOT"),
    ("(a", 1, "put ) where it ends"),
    ("a)", 2, "closes none"),
    ("()", 1, "nothing stands in these brackets"),
    ('say "no', 5, "has no other end"),
    ("***", 1, "holds no letter or digit"),
    ("*", 1, "leave the query empty"),
    ("- a", 1, "holds no letter or digit"),
    ("a* b", 1, "two letters at least"),
    ("pro*test", 1, "write its beginning, like pro*"),
    ("(" * 40 + "a" + ")" * 40, 31, "in a simpler form"),
    ("a " * 3000, 1, "the query has 6,000 characters"),
])
def test_an_error_points_at_its_place_and_names_a_remedy(query: str, column: int, told: str) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(query)
    assert caught.value.args[1] == column
    assert told in str(caught.value)
    if len(query) < 70:
        assert str(caught.value).splitlines()[-1] == "  " + " " * (column - 1) + "^"


PIECES = st.sampled_from([
    "a", "miners", '"', "(", ")", " ", "-", "*", ":", ",", "..", ">", "<", "=", "OR", " OR ", " AND ", " NOT ", "|", "\\",
    "“", "”", "type:", "time:", "figures:", "actor:", "country:", "id:", "AID", "2026-03", "last 7 days", "killed", "10",
    "1,200", "9999", "0000", "\0", "\ud800", "é", "北", "٣", "\u0301", "'", "%", "_", ";", "--", "/*"])


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_read_or_told_to_be_wrong(text: str) -> None:
    try:
        found = parse(text)
    except BadQuery as error:
        assert 1 <= error.args[1] <= len(text) + 1
        assert error.args[3]
        return
    assert parse(str(found)) == found
    sql, values = condition(found, lambda words: ("leaf = ?", (words,)), TODAY)
    assert re.sub(r"'(?:[^']|'')*'", "", sql).count("?") == len(values)       # a "?" within quotes takes no value


def trees() -> st.SearchStrategy[Node]:
    words = st.sampled_from(["miners", "cease-fire", "peace talks", "OR", "-5", "type:AID", 'a "b" c', "back\\slash", "bo*",
                             "a, b", "(c)", "“d”", "10:30"]).map(Words)
    fields = st.sampled_from([
        ("type", ("AID", "ASSAULT")), ("actor", ("Ana Diaz", "O'Brien, J.", "Dia*")), ("time", ("last 7 days", "2026-03..")),
        ("figures", ("killed>10", "1200")), ("id", ("3f9c",)), ("claim", ('say "no"', "(sic)"))])
    filters = fields.flatmap(lambda f: st.permutations(f[1]).map(lambda values: Filter(f[0], tuple(values))))
    return st.recursive(st.one_of(words, filters), lambda inside: st.one_of(
        inside.map(none_of), st.lists(inside, min_size=1, max_size=3).map(lambda parts: all_of(*parts)),
        st.lists(inside, min_size=1, max_size=3).map(lambda parts: any_of(*parts))), max_leaves=12)


@given(trees())
def test_a_tree_written_is_the_tree_read(tree: Node) -> None:
    assert parse(str(Query(tree))) == Query(tree)


# ── what it asks for ─────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("text, first, last", [
    ("2026", "2026-01-01", "2026-12-31"),
    ("2026-Q1", "2026-01-01", "2026-03-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026-W10", "2026-03-02", "2026-03-08"),
    ("2026-03-05", "2026-03-05", "2026-03-05"),
    ("2026-02..2026-Q2", "2026-02-01", "2026-06-30"),
    ("2026-03..", "2026-03-01", None),
    ("..2026-03", None, "2026-03-31"),
    (">2026-03", "2026-04-01", None),
    ("<2026-03", None, "2026-02-28"),
    ("today", "2026-03-15", "2026-03-15"),
    ("yesterday..today", "2026-03-14", "2026-03-15"),
    ("last 7 days", "2026-03-09", "2026-03-15"),
    ("last week", "2026-03-09", "2026-03-15"),
    ("last 2 weeks", "2026-03-02", "2026-03-15"),
    ("last month", "2026-02-16", "2026-03-15"),
    ("last 13 months", "2025-02-16", "2026-03-15"),
    ("last year", "2025-03-16", "2026-03-15"),
    ("next 14 days", "2026-03-15", "2026-03-28"),
    ("next month", "2026-03-15", "2026-04-14"),
    ("9999", "9999-01-01", "9999-12-31"),
    (">9999", "9999-12-31", None),                  # the calendar's end is no crash
    ("last 99999 years", "0001-01-02", "2026-03-15"),
])
def test_days_of_any_grain(text: str, first: str | None, last: str | None) -> None:
    _, values = DAYS.test(("start", "end"), DAYS.read(text), TODAY)
    assert [day.isoformat() for day in values] == [day for day in (first, last) if day]


@pytest.mark.parametrize("query, words", [
    ("miners strike", '("miners" AND "strike")'),
    ("strike OR walk-out", '("strike" OR ("walk out" OR "walkout"))'),
    ('"peace tal*"', '"peace tal" *'),
    ("NEAR", '"near"'),                             # no word of FTS5's own language gets through
    ('"a\\" OR b"', '"a or b"'),
    ("Sana'a 1,200", '("sanaa" AND "1200")'),
    ("北京*", '"北 京" *'),
    ("miners -strike", None),
    ("miners type:aid", None),
])
def test_words_become_an_expression_of_the_index(query: str, words: str | None) -> None:
    tree = parse(query).tree
    assert tree is not None
    assert expression(tree) == words


def test_words_that_stand_together_are_asked_for_at_once() -> None:
    asked: list[str] = []

    def leaf(words: str) -> tuple[str, tuple[str, ...]]:
        asked.append(words)
        return "leaf", ()

    condition(parse("miners strike country:PER -(rumour OR hoax) (a OR b OR type:AID)"), leaf, TODAY)
    assert asked == ['("miners" AND "strike")', '("rumour" OR "hoax")', '("a" OR "b")']


def test_nothing_that_is_typed_becomes_sql() -> None:
    evil = "x') OR 1=1; DROP TABLE incidents --"
    sql, values = condition(parse(f'actor:"{evil}" "{evil}"'), lambda words: ("leaf = ?", (words,)), TODAY)
    assert "DROP" not in sql.upper() and "1=1" not in sql
    assert any("drop table incidents" in str(value) for value in values)


@pytest.mark.parametrize("query, default", [
    ("", True), ("country:PER", True), ("status:any", False), ("status:future", False), ("state:open", False),
    ("id:3f9c", False), ("-status:negated", False),
])
def test_what_did_not_happen_is_there_by_asking(query: str, default: bool) -> None:
    sql, _ = condition(parse(query), lambda words: ("TRUE", ()), TODAY)
    assert ("i.status IN ('occurred', 'ongoing')" in sql) is default


def test_types_of_a_codebook_of_ones_own_can_be_asked_for() -> None:
    also = {"type": frozenset({"EVICT"})}
    assert str(parse("type:evict", also=also)) == "type:EVICT"
    with pytest.raises(BadQuery):
        parse("type:evict")


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda f: f.name)
def test_the_examples_of_a_field_are_read(field: object) -> None:
    examples = FIELDS[field.name].examples      # type: ignore[attr-defined]
    assert examples
    for example in examples:
        assert [node.field for node in [parse(example).tree] if isinstance(node, Filter)] == [field.name]  # type: ignore[attr-defined]


def test_hints_name_fields_and_are_none() -> None:
    assert set(HINTS.values()) <= set(FIELDS)
    assert not set(HINTS) & set(FIELDS)


@pytest.mark.parametrize("name, folded", [
    ("Ana Díaz", "ana diaz"), ("al-Shabaab", "al shabaab"), ("Côte d'Ivoire", "cote divoire"), ("Łódź", "lodz"),
    ("U.S. Navy", "us navy"), ("Москва", "москва"), ("a_b", "a b")])
def test_names_are_compared_without_accents_and_case(name: str, folded: str) -> None:
    assert folded_name(name) == folded


# ── docs/query.md ────────────────────────────────────────────────────────────────────────────────

PAGE = Path(__file__).resolve().parent.parent / "docs" / "query.md"
OPENED, CLOSED = "<!-- fields -->\n", "<!-- end of fields -->"


def table_of_fields() -> str:
    """The fields as the page has them, then the kinds of values they take."""
    lines = ["| field | what it asks for | value | like |", "| --- | --- | --- | --- |"]
    lines += [f"| `{f.name}:` | {f.means} | {f.kind.name} | {', '.join(f'`{x}`' for x in f.examples)} |"
              for f in FIELDS.values()]
    lines += ["", "| value | how it is written |", "| --- | --- |"]
    kinds: dict[str, dict[str, None]] = {}
    for field in FIELDS.values():
        kinds.setdefault(field.kind.written, {})[field.kind.name] = None
    lines += [f"| {', '.join(names)} | {written} |" for written, names in kinds.items()]
    return "\n".join(lines) + "\n"


def test_the_page_has_every_field() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(OPENED)
    _, _, after = rest.partition(CLOSED)
    made = before + OPENED + table_of_fields() + CLOSED + after
    if os.environ.get("DATELINE_WRITE"):
        PAGE.write_text(made, encoding="utf-8")
    assert page == made, "docs/query.md is not as fields.py has it; run this test with DATELINE_WRITE=1"


def questions() -> list[str]:
    rows = PAGE.read_text(encoding="utf-8").partition("<!-- questions")[2].split("\n## ")[0]
    return [line.split("`")[1] for line in rows.splitlines() if line.startswith("| ") and "`" in line]


FINDS = {               # the incidents of small_store.py that each question finds, by their number
    "miners": {0, 1}, 'actor:police "tear gas"': {1}, "in:Peru time:2026-03": {0, 1},
    "actor.country:Peru actor.sector:government status:any": {2, 4},
    "type:protest time:2026-Q1 historical:any": {0, 5}, "type:assault figures:killed>2": {1}, "contested:yes": {0, 1},
    "stance:denies": {1}, "source:diaz": {1}, "outlet:courier -outlet:radio": {1}, "independent:>=2": {0},
    'kind:promise deadline:"next 30 days"': {2}, "state:open": {2}, 'told:"last 7 days"': {0, 1},
    "(strike OR march) -in:Egypt historical:any": {0}, "recipient.sector:LAB": {1}, "type:aid context:disasters": {3},
    "country:JPN country:PER type:consult": {4}, "region:puno": {0, 1}, "quad:material-conflict score:<-5": {1},
}


def test_there_are_twenty_questions() -> None:
    assert questions() == list(FINDS)
    assert len(FINDS) == 20


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chronicle]:
    with Chronicle.open(tmp_path_factory.mktemp("small") / "news.duckdb") as chronicle:
        fill(chronicle)
        yield chronicle


@pytest.mark.parametrize("query, found", [*FINDS.items(), *{
    "actor:chi*": {3}, "party:union": set(), "place:lomas": {3}, "place:lam*,tokyo": {0, 1, 4}, "-place:lampa": {3, 4},
    "place:*": {0, 1, 3, 4}, "-place:* status:any": {2}, "recipient:peru": {3}, 'party:"striking miners"': {1},
    "mode:strike": {0}, "mode:crowd*": {1}, "-mode:strike type:protest historical:any": {5}, "context:economic": {0},
    "historical:yes": {5}, "disputed:yes": {1}, "-disputed:yes type:assault": set(), "contested:no": {3, 4},
    "quad:*-cooperation": {3, 4}, "claim:rumour": {0}, "figures:participants=1200": {0}, "figures:participants<300": {0},
    "figures:killed:4..9": {1}, "figures:aided": {3}, "figures:>1000": {0}, "reports:2": {0}, "confidence:>=0.95": {3},
    "told:2026-02..2026-03-02": {0, 3}, "time:<2026-02": {4}, "time:*": {0, 1, 3, 4}, "country:CHL OR country:JPN": {3, 4},
    "-(country:PER)": set(), f"id:{incident_id(2)[:6]}": {2}, f"report:{report_id('cairo')[:8]}": {5},
    "sector:business": {0}, "status:future": {2}, "deadline:2026-03": {2}, "kind:*": {2}, "state:met": set(),
    "Łomas OR tokyo -japan": {3}, "outlet:*": {0, 1, 3, 4}, "": {0, 1, 3, 4}, "score:-5": {0}, "told:*": {0, 1, 3, 4},
}.items()])
def test_what_a_question_finds(small: Chronicle, query: str, found: set[int]) -> None:
    hits = small.ask(query)
    assert {hit.id for hit in hits.incidents} == {incident_id(number) for number in found}
    assert hits.incident_count == len(found)


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda f: f.name)
def test_every_field_asks_the_tables_there_are(small: Chronicle, field: Field) -> None:
    for example in (*field.examples, f"-{field.name}:*" if field.kind.name != "id" else field.examples[0]):
        try:
            small.ask(f"{example} miners")
        except BadQuery as error:
            assert field.kind.name in ("yes or no", "figure"), error


def test_counts_tell_of_all_that_is_found(small: Chronicle) -> None:
    hits = small.ask("", limit=1)
    assert (len(hits.incidents), hits.incident_count) == (1, 4)
    assert hits.by_country == (("PER", 3), ("JPN", 1))
    assert hits.by_month == (("2026-03", 2), ("2026-02", 1), ("2026-01", 1))
    assert sum(many for _, many in hits.by_type) == 4


@pytest.mark.parametrize("query, instead", [
    ("miners nowhere", "miners"),
    ("miner", "miner*"),
    ("type:agree", "type:AGREE status:any historical:any"),
    ("type:sanction", None),
])
def test_where_nothing_is_found_wider_queries_are_named(small: Chronicle, query: str, instead: str | None) -> None:
    found = dict(small.ask(query).instead)
    assert (instead in found) if instead else not found
