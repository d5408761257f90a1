"""Files, folders and standard input: everything gives a Report or a Failure in its place, and nothing is raised."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Failure, Report
from dateline.report import read_inputs
from dateline.settings import Settings

PROSE = "Delegates met for a third day and left without a word to the press, which had waited in the rain."
MORE = "The hosts said that the talks would go on until all of the papers on the table had been read."
PAGE = f"""<!doctype html><html><head><title>Talks Go On - The Post</title>
<meta property="og:title" content="Talks Go On"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2016-09-26T22:00:00-05:00">
<script>var stolen = "script words";</script><style>p {{ color: red }}</style></head>
<body><nav>Home World</nav><article><h1>Talks Go On</h1><p>{PROSE}</p><script>alert("more script words")</script>
<h2>Pressure from abroad</h2><p>{MORE}</p><noscript>no script words</noscript></article><footer>All rights</footer></body></html>"""


def write(folder: Path, name: str, held: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(held.encode() if isinstance(held, str) else held)
    return file


def read(*paths: str | Path, **given: str | None) -> list[Report | Failure]:
    return list(read_inputs(paths, settings=Settings(), **given))


def report(found: Sequence[Report | Failure]) -> Report:
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def failure(found: Sequence[Report | Failure]) -> Failure:
    assert len(found) == 1 and isinstance(found[0], Failure), found
    assert found[0].error == "UnreadableInput"
    assert found[0].message.startswith(found[0].source)
    assert ";" in found[0].message                              # the problem; the remedy
    return found[0]


# ── what each kind of file gives ─────────────────────────────────────────────────────────────────


def test_a_text_file(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", f"Talks Go On\nOSLO, Sept 26 (Wire) - {PROSE}\n")
    found = report(read(file, published="2016-09-26", outlet="Wire"))
    assert (found.title, found.outlet, found.place, found.ref) == ("Talks Go On", "Wire", "OSLO", str(file))
    assert found.text == f"Talks Go On\nOSLO, Sept 26 (Wire) - {PROSE}\n"


@pytest.mark.parametrize("head", [
    "Title: Talks Go On\nDate: 2016-09-26\nOutlet: Post\nURL: https://example.org/a\nAuthor: Jane Doe\n\n",
    "---\ntitle: \"Talks Go On\"\npublished: 2016-09-26\nsource: Post\nlink: https://example.org/a\nauthor: Jane Doe\n---\n\n",
    "Headline: Talks Go On\r\nPublished: Sept. 26, 2016\r\nPublisher: Post\r\nLink: https://example.org/a\r\nAuthor: Jane Doe\r\n\r\n",
])
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_lines_about_the_report_at_its_head(tmp_path: Path, head: str, ending: str) -> None:
    found = report(read(write(tmp_path, "a" + ending, head + PROSE), outlet="Nobody", published="2000-01-01"))
    assert found.text == f"Talks Go On\n{PROSE}"
    assert (found.title, found.outlet, found.url) == ("Talks Go On", "Post", "https://example.org/a")
    assert (found.published.start, found.published.basis) == ("2016-09-26", "metadata")
    assert [(k.lower(), v) for k, v in found.extra] == [("author", "Jane Doe")]
    assert dict(found.found) == dict.fromkeys(("title", "published", "outlet", "url"), "a line at the head")


@pytest.mark.parametrize("text", [
    f"Police: three men held\n\n{PROSE}",                       # no such field
    f"Title: Talks\nand so they went on\n\n{PROSE}",             # not all lines are fields
    f"---\ntitle: Talks\n{PROSE}",                              # never closed
])
def test_what_only_looks_like_a_head_stays(tmp_path: Path, text: str) -> None:
    assert report(read(write(tmp_path, "a.txt", text))).text == text


def test_a_markdown_file(tmp_path: Path) -> None:
    held = f"---\ntitle: Talks Go On\n---\n\n# Talks Go On\n\n**OSLO** - {PROSE}\n\n## What they want\n\n{MORE}\n"
    found = report(read(write(tmp_path, "a.md", held)))
    assert found.title == "Talks Go On"
    assert found.text == f"Talks Go On\n\nOSLO - {PROSE}\n\nWhat they want\n\n{MORE}"
    assert [found.text[s:e] for s, e in found.headings] == ["What they want"]
    other = report(read(write(tmp_path, "b.md", held.replace("# Talks Go On\n\n", "", 1).replace("##", "#"))))
    assert [other.text[s:e] for s, e in other.headings] == ["What they want"]


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_a_page_by_ending_or_by_content(tmp_path: Path, name: str) -> None:
    found = report(read(write(tmp_path, name, PAGE), outlet="Nobody", published="2000-01-01"))
    assert found.text == f"Talks Go On\n{PROSE}\nPressure from abroad\n{MORE}"
    assert (found.title, found.outlet) == ("Talks Go On", "The Post")
    assert (found.published.start, found.published.basis) == ("2016-09-26", "metadata")
    assert dict(found.found) == {
        "title": "og:title", "outlet": "og:site_name", "published": "article:published_time"}
    assert [found.text[s:e] for s, e in found.headings] == ["Pressure from abroad"]


def test_a_page_takes_no_day_from_its_prose(tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Talks</h1><p>On March 3, 2015, {PROSE}</p><p>{MORE}</p></article></body></html>"
    assert report(read(write(tmp_path, "a.html", page))).published.start is None


def test_a_page_of_another_century_or_of_next_year(tmp_path: Path) -> None:
    """No bound on days hangs on today's date: the same page gives the same report in any year."""
    for day in ("1968-08-21", "2199-01-02"):
        file = write(tmp_path, f"{day}.html", PAGE.replace("2016-09-26", day))
        assert report(read(file)).published.start == day


BROKEN = [
    f"<html><body><p>{PROSE}<p>{MORE}<div><b>Unclosed", f"<p>{PROSE}</p></div></html></body><p>{MORE}",
    "<div>" * 3000 + PROSE + " " + MORE, f"<html><article><p>{PROSE}<p>{MORE}<table><tr><script>x<",
]


@pytest.mark.parametrize("page", BROKEN)
def test_broken_pages(tmp_path: Path, page: str) -> None:
    (found,) = read(write(tmp_path, "a.html", page))
    assert isinstance(found, Failure) or "<" not in found.text


def test_json_lines_are_taken_as_they_are(tmp_path: Path) -> None:
    rows = [
        {"text": f"Talks\r\n\tOSLO - {PROSE}\x00\ufeff\u2028", "id": 7, "headline": "Talks", "date": "2016-09-26",
         "source": "Wire", "link": "https://example.org/a", "topics": ["talks"], "score": 0.5},
        {"text": MORE, "ref": "r2", "title": None},
    ]
    first, second = read(write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)) + "\n\n"))
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.text == rows[0]["text"]
    assert (first.ref, first.title, first.outlet, first.url) == ("7", "Talks", "Wire", "https://example.org/a")
    assert first.published.start == "2016-09-26"
    assert first.extra == (("topics", '["talks"]'), ("score", "0.5"))
    assert (second.ref, second.title, second.published.start) == ("r2", None, None)


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": PROSE})
    lines = [good, "{oops", "[1]", '{"text": 7}', '{"title": "no text"}', good, '{"text": "x", "date": "tomorrow"}',
             '{"text": ' + "[" * 100_000, '{"text": ' + "9" * 5000 + "}", '{"text": "lone \\ud800 half"}', good]
    found = read(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [isinstance(x, Report) for x in found] == [True, *[False] * 4, True, *[False] * 3, True, True]
    broken = [x for x in found if isinstance(x, Failure)]
    assert [x.source for x in broken] == [f"{tmp_path}/a.jsonl:line {n}" for n in (2, 3, 4, 5, 7, 8, 9)]
    assert all(x.message.startswith(x.source) and ";" in x.message for x in broken)
    assert "tomorrow" in broken[4].message


def test_a_line_in_another_encoding_and_one_that_is_binary(tmp_path: Path) -> None:
    raw = b'{"text": "Caf\xe9 closed, the owner said"}\n' + b"\x00\x01\x02\x03\x04\x05\n" + b'{"text": "Open"}'
    first, second, third = read(write(tmp_path, "a.jsonl", raw))
    assert isinstance(first, Report) and first.text == "Café closed, the owner said"
    assert isinstance(second, Failure) and "line 2" in second.source
    assert isinstance(third, Report)


def test_json_documents(tmp_path: Path) -> None:
    rows = [{"text": PROSE}, {"text": MORE}, 3]
    assert [type(x) for x in read(write(tmp_path, "a.json", json.dumps(rows, indent=2)))] == [Report, Report, Failure]
    assert report(read(write(tmp_path, "b.json", json.dumps(rows[0], indent=2)))).text == PROSE
    assert isinstance(read(write(tmp_path, "c.json", '{"text": '))[0], Failure)


@pytest.mark.parametrize(("mark", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), (",", "a")])
def test_tables(tmp_path: Path, mark: str, name: str) -> None:
    rows = [["ID", "Headline", "Date", "Body", "section"],
            ["r1", "Talks Go On", "2016-09-26", f'"{PROSE}\n{MORE.replace("read", chr(34) * 2 + "read" + chr(34) * 2)}"', "world"],
            ["r2", "Talks End", "", f'"Talks End\n{MORE}"', ""]]
    first, second = read(write(tmp_path, name, "\r\n".join(mark.join(row) for row in rows)), published="2016-10-01")
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.text == f"Talks Go On\n{PROSE}\n{MORE}".replace("read", '"read"')
    assert (first.ref, first.title, first.published.start, first.extra) == ("r1", "Talks Go On", "2016-09-26", (("section", "world"),))
    assert (second.text, second.published.start) == (f"Talks End\n{MORE}", "2016-10-01")


def test_tables_with_faults(tmp_path: Path) -> None:
    assert "columns: a, b" in failure(read(write(tmp_path, "a.csv", "a,b\n1,2\n"))).message
    held = f"id,text\n1,{MORE}\n2,\n\n4,one, two, three\n5,{MORE}\n6,\"open"
    found = read(write(tmp_path, "b.csv", held))
    assert [isinstance(x, Report) for x in found] == [True, False, False, True, False]
    sources = [x.source.rpartition(":")[2] for x in found if isinstance(x, Failure)]
    assert sources == ["line 3", "line 5", "line 7"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    raw = f"headline\ttext\nCafés closed\tThe minister said “no” – again. {PROSE}\n".encode(encoding)
    assert report(read(write(tmp_path, "a.tsv", raw))).text == f"Cafés closed\nThe minister said “no” – again. {PROSE}"


# ── where things lie ─────────────────────────────────────────────────────────────────────────────


def test_folders_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.md", ".hidden/x.txt", "c.html", ".y.txt"):
        write(tmp_path, name, PAGE if name.endswith("html") else PROSE)
    found = read(tmp_path, tmp_path / "b.txt")
    assert [Path(x.ref or "").relative_to(tmp_path).as_posix() for x in found if isinstance(x, Report)] == [
        "a/1.md", "a/2.txt", "b.txt", "c.html", "b.txt"]


def test_links_are_followed_and_loops_told(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", PROSE)
    write(tmp_path, "elsewhere/b.txt", MORE)
    (tmp_path / "in/far").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/nothing").symlink_to(tmp_path / "gone")
    (tmp_path / "in/self").symlink_to(tmp_path / "in/self")
    found = read(tmp_path / "in")
    assert [x.text if isinstance(x, Report) else x.message.partition(": ")[2] for x in found] == [
        PROSE, MORE,
        "is a link back to a folder it lies in; nothing is lost; remove the link",
        "is a link to nothing; check the name, or whether it was moved meanwhile",
        "cannot be read (Too many levels of symbolic links); check the file and its disk"]


def test_a_folder_deeper_than_calls_may_nest(tmp_path: Path) -> None:
    deep = str(tmp_path) + "/d" * 1100
    try:
        os.makedirs(deep[:len(str(tmp_path)) + 1000])
        os.makedirs(deep)
        write(Path(deep), "a.txt", PROSE)
        assert report(read(tmp_path)).text == PROSE
    finally:                                            # pytest cleans up by recursion, and would not get through
        os.unlink(deep + "/a.txt")
        while deep != str(tmp_path):
            os.rmdir(deep)
            deep = os.path.dirname(deep)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    assert "is not there" in failure(read(tmp_path / "gone.txt")).message
    assert "folder without reports" in failure(read(tmp_path)).message
    assert "no file name" in failure(read("a\0b")).message
    assert "name too long" in failure(read("a" * 5000)).message.lower()
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in failure(read(tmp_path / "pipe")).message


def test_a_file_that_vanishes_while_the_others_are_read(tmp_path: Path) -> None:
    first, second, third = (write(tmp_path, f"{n}.txt", PROSE) for n in "abc")
    found = []
    for one in read_inputs([first, second, third]):
        second.unlink(missing_ok=True)
        found.append(one)
    assert [type(x) for x in found] == [Report, Failure, Report]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rights are told otherwise here")
def test_without_the_right_to_read(tmp_path: Path) -> None:
    """As somebody who may not: in a child that gives up its rights, where this process may read everything."""
    write(tmp_path, "in/a.txt", PROSE)
    shut = write(tmp_path, "in/b.txt", PROSE)
    inner = write(tmp_path, "in/shut/c.txt", PROSE).parent
    own = [folder for folder in tmp_path.parents if folder.name.startswith(("pytest-", "popen-"))]
    for folder in (tmp_path / "in", tmp_path, *own):
        folder.chmod(0o755)
    shut.chmod(0)
    inner.chmod(0)
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            found = read(tmp_path / "in", inner / "c.txt")
            os.write(tell, "\n".join(x.message if isinstance(x, Failure) else "a report" for x in found).encode())
        except BaseException as error:
            os.write(tell, repr(error).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with open(told, encoding="utf-8") as lines:
        first, *rest = lines.read().split("\n")
    os.waitpid(child, 0)
    inner.chmod(0o755)
    assert first == "a report"
    assert [line.partition(": ")[0] for line in rest] == [str(shut), str(inner), str(inner / "c.txt")]
    assert all("may not be read; give yourself the right to" in line for line in rest)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    typed(PROSE.encode())
    assert report(read("-")).text == PROSE
    typed(json.dumps({"text": PROSE}).encode() + b"\n" + json.dumps({"text": MORE}).encode())
    assert [x.text for x in read("-") if isinstance(x, Report)] == [PROSE, MORE]
    typed(PAGE.encode())
    assert report(read("-")).title == "Talks Go On"
    typed(f"headline,text\nTalks,{MORE}\n".encode())
    assert report(read("-")).text == f"Talks\n{MORE}"
    typed(b"")
    assert "standard input: is empty" in failure(read("-")).message


# ── bad input ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "held", "problem", "remedy"), [
    ("a.txt", b"", "is empty", "give a report's text"),
    ("a.txt", b" \n\t\n", "is empty", "give a report's text"),
    ("a.jsonl", b"", "is empty", "give a report's text"),
    ("a.csv", b"", "is empty", "give a report's text"),
    ("a.csv", b"title,text\n", "is empty", "give a report's text"),
    ("a.jsonl", b"\n \n", "is empty", "give a report's text"),
    ("a.txt", bytes(range(256)) * 20, "is binary", "plain text"),
    ("a.txt.gz", gzip.compress(b"text", mtime=0)[:15], "no sound packed file", "get it again"),
    ("a.pdf", b"%PDF-1.7 ...", "no sound PDF file", "get it again"),
    ("a.pdf", b"no such thing", "is no PDF file", "get it again"),
    ("a.docx", b"PK\x03\x04....", "no sound Office file", "save it anew"),
    ("a.xlsx", b"PK\x03\x04....", "no sound Office file", "save it anew"),
    ("a.odt", b"PK\x03\x04....", "is an OpenDocument file", "plain text"),
    ("a.zip", b"PK\x03\x04....", "no sound zip file", "get it again"),
    ("a.txt", b"\x89PNG\r\n....", "is an image", "text"),
    ("a.html", b"<html><body></body></html>", "no report in it", "article's text"),
    ("a.html", b"<html><script>var x = 1</script></html>", "no report in it", "article's text"),
    ("a.txt", b"Title: Talks\nDate: soon\n\nThey met.", "'soon' is no date", "2026-03-05"),
])
def test_bad_files_name_problem_and_remedy(tmp_path: Path, name: str, held: bytes, problem: str, remedy: str) -> None:
    bad, good = write(tmp_path, name, held), write(tmp_path, "z.txt", PROSE)
    first, second = read(bad, good)
    assert failure([first]).source == str(bad)
    assert problem in failure([first]).message and remedy in failure([first]).message
    assert isinstance(second, Report)


def test_how_large_a_report_may_be(tmp_path: Path) -> None:
    big = write(tmp_path, "a.txt", PROSE.encode() * 515_464)                    # 50 MB, in one endless line
    assert "is larger than 20 MB" in failure(read(big)).message
    assert "DATELINE_MAX_BYTES" in failure(read(big)).message
    larger = Settings(max_bytes=60_000_000)
    told = failure(list(read_inputs([big], settings=larger))).message
    assert "characters, more than one report has; split it" in told and "DATELINE_MAX_CHARACTERS" in told
    (found,) = read_inputs([big], settings=replace(larger, max_characters=60_000_000))
    assert isinstance(found, Report) and len(found.text) == len(PROSE) * 515_464


def test_lines_and_tables_may_be_larger_than_a_report(tmp_path: Path) -> None:
    small = Settings(max_bytes=400)
    row = json.dumps({"text": PROSE})
    lines = "\n".join([row] * 5 + [json.dumps({"text": PROSE * 10})] + [row] * 5)
    found = list(read_inputs([write(tmp_path, "a.jsonl", lines)], settings=small))
    assert [type(x) for x in found] == [*[Report] * 5, Failure, *[Report] * 5]
    assert "line 6: is larger than" in found[5].message
    table = "text\n" + f"{PROSE}\n" * 20
    assert len(list(read_inputs([write(tmp_path, "a.csv", table)], settings=small))) == 20


ENDINGS = ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv", "a.json", "a", "a.docx"]
BEGINNINGS = [b"", b"<html><body><p>", b'{"text": "', b"text,title\n", b"---\ntitle: ", b"Title: x\n", b"\xff\xfe",
              b"\xef\xbb\xbf", b"\x1f\x8b", b"[{", b"# ", b"OSLO, ", PAGE.encode()]


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENDINGS), st.sampled_from(BEGINNINGS), st.binary(max_size=400) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_reports_or_failures(tmp_path: Path, name: str, beginning: bytes, rest: bytes) -> None:
    found = read(write(tmp_path, name, beginning + rest))
    assert found
    for one in found:
        assert isinstance(one, Report | Failure)
        if isinstance(one, Report):
            one.text.encode()
            assert all(0 <= s < e <= len(one.text) for s, e in one.headings)
        else:
            one.message.encode()


def test_scripts_never_reach_the_text(tmp_path: Path) -> None:
    for name in ("a.html", "b.txt"):
        assert "script words" not in report(read(write(tmp_path, name, PAGE))).text
