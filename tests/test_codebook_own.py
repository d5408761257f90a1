"""A user's own codebook: one file, tried before ours, checked in plain words, the same in every process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import code, code_all, report_from_text, to_json
from dateline.codebook import Mine, Own, load, read_own
from dateline.codebook.own import shadows
from dateline.errors import BadCodebook, NoAccess
from dateline.faces.check import Checked, check
from values import EVICT

DOCS = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"
TEXT = "Bailiffs evicted two families in Leith on Friday."


@pytest.fixture
def mine(tmp_path: Path):
    """Writes a codebook of the user's own; its path."""

    def write(text: str) -> Path:
        file = tmp_path / "mine.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def printed() -> str:
    """The worked codebook of docs/codebook.md."""
    found = re.search(r"```toml\n(# mine\.toml.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


# ── coding with it ───────────────────────────────────────────────────────────────────────────────

def types(text: str, own: Path | None = None) -> list[str]:
    return [event.type for event in code(text, codebook=own).events]


def test_the_codebook_of_the_documentation_runs_as_printed(mine, reader) -> None:
    found = check(read_own(mine(printed())), reader)
    assert (found.failed, found.shadowed, found.silent) == ((), (), ())
    record = code("Bailiffs evicted two families in Leith on Friday, after tenants withheld rent from the landlord.",
                  codebook=mine(printed()), published="2026-03-05")
    assert {(e.type, e.modes, e.score) for e in record.events} == {("EVICT", (), -6.5), ("PROTEST", ("rent-strike",), -4)}


def test_a_type_of_its_own_is_coded_with_its_quad_and_score(mine) -> None:
    [event] = code(TEXT, codebook=mine(EVICT)).events
    assert (event.type, event.quad, event.score) == ("EVICT", "material conflict", -6)
    assert len(event.actors) == len(event.recipients) == 1


def test_without_it_nothing_of_it_is_left(mine) -> None:
    assert types(TEXT, mine(EVICT)) == ["EVICT"]
    assert "EVICT" not in types(TEXT)


def test_its_frames_go_before_ours_even_before_idioms_and_choosy_rows(mine) -> None:
    text = "The rebels took two nurses hostage."
    own = EVICT.replace("evict", "take")
    assert types(text) == ["ASSAULT"]
    assert types(text, mine(own)) == ["EVICT"]


def test_where_its_frame_does_not_fit_ours_is_tried(mine) -> None:
    own = EVICT.replace('"evict"', '"arrest"') + 'only = { with = ["dog"] }\n'
    assert types("Police arrested two men.", mine(own)) == ["COERCE"]


def test_its_digest_stands_in_the_record(mine) -> None:
    plain, own = code(TEXT).made.codebook, code(TEXT, codebook=mine(EVICT)).made.codebook
    assert own.startswith(f"{plain}+")
    assert own != code(TEXT, codebook=mine(EVICT + "\n# changed\n")).made.codebook


def test_processes_of_their_own_code_with_it_too(mine) -> None:
    reports = [report_from_text(f"{TEXT} No {n}.", ref=f"r{n}") for n in range(3)]
    one, two = (list(map(to_json, code_all(reports, workers=n, codebook=mine(EVICT)))) for n in (1, 2))
    assert one == two
    assert all('"EVICT"' in line for line in one)


# ── what is wrong, where, and what would be right ────────────────────────────────────────────────

FRAME = '[[frame]]\ntype = "PROTEST"\n'


@pytest.mark.parametrize("text, said", [
    ("[[frame]\n", r"mine\.toml, row \?: this is no TOML: .*line 1"),
    ("", r"it holds no frame; write \[\[frame\]\]"),
    ("[frame]\nverb = ['x']", r"write \[\[frame\]\] in double brackets"),
    ("frames = 1", r"no part 'frames'; perhaps frame"),
    ("[[frame]]\nverb = ['x']", r'row 1 \(line 1\): a frame needs a type, like type = "PROTEST"'),
    ("[[frame]]\ntype = 'PROTESTS'", r"row 1 \(line 1\): there is no type 'PROTESTS'; perhaps PROTEST"),
    ("# a\n\n" + FRAME + "verbs = ['x']", r"row 1 \(line 3\): there is no key 'verbs'; perhaps verb"),
    (FRAME + "verb = ['x']\n" + FRAME + "verb = 'x'", r"row 2 \(line 4\): verb is a list of words in brackets"),
    (FRAME + "actor = ['subject']", r'needs words: verb = \["arrest"'),
    (FRAME + "verb = ['Walk']", r"base form, in small letters"),
    (FRAME + "verb = ['x']\nmode = 'demos'", r"PROTEST has no mode 'demos'; perhaps demo"),
    (FRAME + "verb = ['x']\ncontexts = ['econmic']", r"no context 'econmic'; perhaps economic"),
    (FRAME + "verb = ['x']\nonly = { object = 'rent' }", r"only names slots with lists of words"),
    (FRAME + "verb = ['x']\nonly = { object = ['@weapn'] }", r"no class '@weapn'; perhaps weapon"),
    (FRAME + "verb = ['x']\nactor = ['the subject']", r"'the subject' is no slot"),
    (FRAME + "verb = ['x']\nholds = 'yes'", r"holds is true or false"),
    ("[type.EVICT]\nscore = 1", r"row EVICT: a type needs a quad, one of verbal_cooperation"),
    ("[type.EVICT]\nquad = 'material_conflict'", r"row EVICT: a type needs a score, a number"),
    ("[type.evict]\nscore = 1", r"in capitals, like EVICT"),
    ("[type.PROTEST]\nscore = 1", r"can be given modes, nothing else"),
    ("[type.PROTEST]\nmodes = ['sit-in']", r"modes are names with their scores"),
    ("contexts = 'housing'", r"contexts is a list of words"),
])
def test_an_error_names_file_row_and_remedy(mine, text: str, said: str) -> None:
    with pytest.raises(BadCodebook, match=said) as told:
        load(Mine(read_own(mine(text))))
    assert str(told.value).startswith("mine.toml, row ")


def test_a_file_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(NoAccess, match=r"none\.toml: this codebook cannot be read"):
        code(TEXT, codebook=tmp_path / "none.toml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadCodebook, match="not UTF-8"):
        read_own(tmp_path / "mine.toml")


# ── codebook check ───────────────────────────────────────────────────────────────────────────────

def checked(text: str, reader) -> Checked:
    return check(Own("mine.toml", text), reader)


def test_an_example_that_fails_says_what_was_found_instead(reader) -> None:
    found = checked(EVICT + 'examples = ["{A Two families} evicted {R the bailiffs}.", "{A Police} arrested {R men}."]',
                    reader)
    assert [f.row for f in found.failed] == ["mine.toml 1 (line 6)"]
    [wrong] = found.failed
    assert wrong.wanted == "EVICT by “Police” to “men”"
    assert wrong.found.startswith("COERCE at “arrested” by “Police” to “men” (by coerce.toml")


def test_an_example_without_the_rows_words_says_how_they_were_read(reader) -> None:
    [wrong] = checked(EVICT + 'examples = ["{A The eviction} pleased {R nobody}."]', reader).failed
    assert "no word of the row is in it as it is read" in wrong.found
    assert "pleased = please" in wrong.found


def test_a_row_that_does_not_fit_says_so(reader) -> None:
    own = EVICT.replace("evict", "paint") + 'needs = ["with"]\nexamples = ["{A Soldiers} painted {R the men}."]'
    [wrong] = checked(own, reader).failed
    assert wrong.found == "no event; the row's word is there, but a slot, needs, only or never of the row does not fit"


def test_a_counter_example_that_gives_an_event_fails(reader) -> None:
    [wrong] = checked(EVICT + 'counter = ["The council evicted the squatters."]', reader).failed
    assert wrong.wanted == "no EVICT by this row"


def test_marks_that_do_not_parse_are_told(reader) -> None:
    [wrong] = checked(EVICT + 'examples = ["{X Bailiffs} evicted {R the families}."]', reader).failed
    assert wrong.wanted.startswith("marks like {A who did it}")


AGAIN = '\n[[frame]]\ntype = "EVICT"\nverb = ["evict"]\nactor = ["subject"]\nrecipient = ["object"]\n'


@pytest.mark.parametrize("further, shadowed", [
    ("", [("mine.toml 2 (line 12)", "evict", "mine.toml 1 (line 6)")]),
    ('needs = ["recipient"]\n', []),                                    # tried first, so both are reached
    ('only = { object = ["family"] }\n', []),
    ('only = { object = ["family"] }\n' + AGAIN + 'only = { object = ["family", "tenant"] }\n', []),
    ('only = { object = ["family", "tenant"] }\n' + AGAIN + 'only = { object = ["family"] }\n',
     [("mine.toml 3 (line 19)", "evict", "mine.toml 2 (line 12)")]),
    ('only = { object = ["@any"] }\n' + AGAIN + 'only = { object = ["family"] }\n',
     [("mine.toml 3 (line 19)", "evict", "mine.toml 2 (line 12)")]),
    ('only = { object = ["family"] }\nnever = { with = ["dog"] }\n' + AGAIN + 'only = { object = ["family"] }\n', []),
])
def test_rows_that_can_never_be_reached_are_named(further: str, shadowed: list[tuple[str, str, str]]) -> None:
    book = load(Mine(Own("mine.toml", EVICT + AGAIN + further)))
    assert [(s.row, s.word, s.by) for s in shadows(book.frames, book.types)] == shadowed


def test_it_is_all_told_in_words(reader) -> None:
    told = str(checked(EVICT + 'examples = ["{A Police} arrested {R men}."]' + AGAIN, reader))
    assert "✗ mine.toml 1 (line 6): “Police arrested men.”" in told
    assert "~ mine.toml 2 (line 12): 'evict' is never reached here: mine.toml 1 (line 6) is tried before it" in told
    assert "~ mine.toml 2 (line 12): no example shows this row" in told
    assert told.endswith("mine.toml: 2 rows, 1 sentence: 1 failed, 1 row shadowed")
