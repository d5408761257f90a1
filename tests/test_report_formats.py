"""Every format has a file here, made in its exact layout from invented reports; all of them give the same reports."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.formats import binary
from tests.formats.make import MADE, url
from tests.formats.stories import INVENTED, STORIES, Story

from dateline.model import Failure, Report
from dateline.report.intake import FORMATS, Taken, read_told
from dateline.settings import Settings

HERE = Path(__file__).parent / "formats"
FIRST, SECOND, THIRD = STORIES


def taken(*paths: str | Path, **given: str) -> list[Taken]:
    return list(read_told(paths, settings=Settings(), **given))


def reports(found: list[Taken]) -> list[Report]:
    return [x.found for x in found if isinstance(x.found, Report)]


def failures(found: list[Taken]) -> list[Failure]:
    return [x.found for x in found if isinstance(x.found, Failure)]


def same(report: Report, story: Story, *, paragraphs: bool = True) -> None:
    """The report is the story, whole: title, outlet, day, every word of it, and nothing else."""
    assert (report.title, report.outlet, report.published.start) == (story.title, story.outlet, story.day)
    assert report.text.split() == story.text.split()
    if paragraphs:
        assert [x for x in report.text.split("\n") if x] == story.text.split("\n")


# name of the file, how it is called in a dry run, which stories it holds
MANY = [
    ("nexis-academic.txt", "Nexis, text", STORIES), ("nexis-nineties.txt", "Nexis, text", STORIES),
    ("nexis-uni.txt", "Nexis, text", STORIES), ("nexis-uni.docx", "Nexis, Word", STORIES),
    ("nexis-uni.rtf", "Nexis, RTF", STORIES), ("nexis-uni.pdf", "Nexis, PDF", STORIES),
    ("factiva-indexed.txt", "Factiva, text", STORIES), ("factiva.txt", "Factiva, text", STORIES),
    ("factiva.rtf", "Factiva, RTF", STORIES), ("factiva.html", "Factiva, page of an export", STORIES),
    ("proquest.txt", "ProQuest, text", STORIES), ("proquest.html", "ProQuest, page of an export", STORIES),
    ("proquest.docx", "ProQuest, Word", STORIES), ("references.ris", "RIS", STORIES[:2]),
    ("references.json", "CSL-JSON", STORIES), ("feed.rss", "feed", STORIES[:2]),
    ("story.newsml.xml", "NewsML-G2", STORIES), ("letter.eml", "e-mail", STORIES[:1]), ("letters.mbox", "mbox", STORIES),
    ("lines.jsonl", "JSON Lines", STORIES), ("reports.json", "JSON", STORIES), ("table.csv", "CSV", STORIES),
    ("table.xlsx", "Excel", STORIES), ("table.parquet", "Parquet", STORIES), ("pages.warc", "WARC", STORIES),
    ("pages.warc.gz", "WARC, gzip", STORIES), ("crawl.wacz", "WARC, gzip, zip", STORIES),
    ("lines.jsonl.gz", "JSON Lines, gzip", STORIES), ("page.html", "HTML", STORIES[:1]), ("plain.txt", "text", STORIES[:1]),
    ("report.md", "Markdown", STORIES[:1]),
]


@pytest.mark.parametrize(("name", "called", "held"), MANY, ids=[name for name, _, _ in MANY])
def test_each_format_gives_its_reports(name: str, called: str, held: tuple[Story, ...]) -> None:
    found = [x for x in taken(HERE / name) if isinstance(x.found, Report)]
    assert [x.format for x in found] == [called] * len(held)
    for one, story in zip(found, held, strict=True):
        assert isinstance(one.found, Report)
        same(one.found, story, paragraphs=not name.endswith((".pdf", ".ris")))


def test_the_files_are_as_they_are_made() -> None:
    """Those of text, byte for byte; packed ones differ by the version of what packs them."""
    wrong = [name for name, make in MADE.items()
             if not name.endswith((".docx", ".xlsx", ".parquet", ".gz", ".zip", ".wacz", ".warc"))
             and (HERE / name).read_bytes() != make()]
    assert not wrong, f"run `python -m tests.formats.make`: {wrong}"


def test_each_format_has_a_file() -> None:
    assert {kind.example for kind in FORMATS} <= {file.name for file in HERE.iterdir()}


@pytest.mark.parametrize(("name", "url_of", "ref"), [
    ("factiva.txt", None, "INVTD000220150303eb330001x"), ("proquest.txt", "https://search.example.com/docview/166000001?accountid=1", "166000001"),
    ("references.ris", url(FIRST), "16600001"), ("feed.rss", url(FIRST), url(FIRST)), ("pages.warc", url(FIRST), None),
    ("letter.eml", None, "1@news.example.org"), ("story.newsml.xml", None, "urn:newsml:example.org:2015-03-03:1"),
    ("nexis-uni.docx", None, f"{HERE / 'nexis-uni.docx'}:article 1"),
])
def test_addresses_and_names(name: str, url_of: str | None, ref: str | None) -> None:
    first = reports(taken(HERE / name))[0]
    assert first.url == url_of and (ref is None or first.ref == ref)


def test_what_an_export_tells_beside_the_text_is_kept() -> None:
    first = dict(reports(taken(HERE / "nexis-academic.txt"))[0].extra)
    assert first["byline"] == "By Jonna Aske" and first["section"] == FIRST.section and first["dateline"] == "LINDHAVEN"
    third = dict(reports(taken(HERE / "nexis-academic.txt"))[2].extra)
    assert third["graphic"].startswith("PHOTO: Burnt buses")
    assert dict(reports(taken(HERE / "factiva-indexed.txt"))[0].extra)["regions"] == "inv : Nowhere"
    assert dict(reports(taken(HERE / "pages.warc"))[0].extra)["captured"] == "2015-03-06T10:00:00Z"


def test_a_feed_in_a_zone_keeps_the_newsroom_s_day() -> None:
    assert [x.published.start for x in reports(taken(HERE / "feed.atom"))] == [s.day for s in STORIES]


def test_a_wire_story_with_a_heading() -> None:
    (found,) = reports(taken(HERE / "story.nitf.xml"))
    assert (found.title, found.outlet, found.published.start) == (SECOND.title, SECOND.outlet, SECOND.day)
    assert [found.text[s:e] for s, e in found.headings] == ["What comes next"]
    assert found.text.replace("\nWhat comes next", "") == SECOND.text


def test_a_word_file_with_headings_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "one.docx"
    file.write_bytes(binary.docx([("Title", FIRST.title), ("", FIRST.body[0]), ("Heading 2", "What the owner says"), ("", FIRST.body[1])]))
    (found,) = reports(taken(file))
    assert [found.text[s:e] for s, e in found.headings] == ["What the owner says"]
    assert found.title == FIRST.title


def test_a_german_export_is_read_by_its_own_labels() -> None:
    first, second = reports(taken(HERE / "nexis-german.txt"))
    assert (first.title, first.outlet, first.published.start) == ("Lotsen in Lindhaven legen die Arbeit nieder", "Lindhavener Bote", "2015-03-03")
    assert second.published.start == "2015-03-04" and "vorbehalten" not in first.text


# ── lists without texts ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "told"), [
    ("mediacloud.csv", "has 3 rows with"), ("gdelt.export.CSV", "has 3 rows with"), ("sitemap.xml", "has 3 pages with"),
    ("feed.rss", "has 1 item with"), ("references.ris", "has 1 reference with"),
])
def test_addresses_without_texts_are_counted_and_said(name: str, told: str) -> None:
    (said,) = failures(taken(HERE / name))
    assert told in said.message and "dateline fetch" in said.message


def test_a_list_of_coded_events_with_notes() -> None:
    found = reports(taken(HERE / "acled.csv"))
    assert [(x.ref, x.outlet, x.published.start) for x in found] == [
        (f"INV{n}", s.outlet, s.day) for n, s in enumerate(STORIES, 1)]


def test_a_map_of_columns_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"Überschrift;Tag;Wortlaut\n{FIRST.title};{FIRST.day};{' '.join(FIRST.body)}\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text('text = "wortlaut"\ntitle = "Überschrift"\npublished = ["Datum", "Tag"]\n', encoding="utf-8")
    assert "no column of texts" in failures(taken(tmp_path / "t.csv"))[0].message
    (found,) = reports(taken(tmp_path / "t.csv", columns=str(tmp_path / "map.toml")))
    assert found.text.split() == FIRST.text.split() and found.published.start == FIRST.day


@pytest.mark.parametrize(("held", "told"), [
    ('body = "x"', "body"), ("text = true", "text"), ("title = 'x'", "neither a column of texts"), ("text =", "cannot be read"),
    ("preset = 'gdelt'", "there are acled"),
])
def test_a_map_that_cannot_be_used(tmp_path: Path, held: str, told: str) -> None:
    from dateline.errors import BadSetting

    (tmp_path / "map.toml").write_text(held)
    with pytest.raises(BadSetting, match=told):
        taken(HERE / "table.csv", columns=str(tmp_path / "map.toml"))


# ── archives ─────────────────────────────────────────────────────────────────────────────────────


def test_an_archive_of_several_formats() -> None:
    found = taken(HERE / "many.zip")
    assert [x.format for x in found] == ["text, zip", *["Nexis, Word, zip"] * 3, *["JSON Lines, gzip, zip"] * 3, *["Factiva, text, zip, zip"] * 3]
    assert found[0].source == f"{HERE}/many.zip/../../up.txt"       # a name to show, under which nothing is written
    assert [r.title for r in reports(found)] == [FIRST.title, *(s.title for s in STORIES)] + [s.title for s in STORIES] * 2


def test_archives_too_deep_in_one_another(tmp_path: Path) -> None:
    held = MADE["plain.txt"]()
    for n in range(5):
        held = binary.zipped({f"{n}.zip" if n else "a.txt": held})
    (tmp_path / "deep.zip").write_bytes(held)
    assert "archives deep" in failures(taken(tmp_path / "deep.zip"))[0].message


def test_an_archive_that_swells(tmp_path: Path) -> None:
    import gzip

    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=9) as out:
        for _ in range(250):
            out.write(b" " * 999_999 + b"\n")
    (said,) = failures(taken(tmp_path / "a.jsonl.gz"))
    assert "out of all proportion" in said.message


def test_what_is_locked_or_broken_in_an_archive_costs_itself(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", MADE["plain.txt"]())
        archive.writestr("b.pdf", b"%PDF-1.4 broken")
        archive.writestr("c.txt", MADE["plain.txt"]())
    raw = bytearray(held.getvalue())
    raw[raw.index(INVENTED.encode()) + 5] ^= 0xFF                   # the check sum of the first no longer holds
    (tmp_path / "a.zip").write_bytes(raw)
    found = taken(tmp_path / "a.zip")
    assert [type(x.found) for x in found] == [Failure, Failure, Report]
    assert "a.zip/a.txt" in failures(found)[0].message and "a.zip/b.pdf" in failures(found)[1].message


def test_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """What must go back in a file is copied first, where it cannot."""
    import sys

    for name in ("nexis-uni.docx", "table.parquet", "table.xlsx", "many.zip", "nexis-uni.pdf"):
        class Pipe(io.RawIOBase):
            held = io.BytesIO((HERE / name).read_bytes())

            def readable(self) -> bool:
                return True

            def readinto(self, into: bytearray) -> int:             # type: ignore[override]
                return self.held.readinto(into)

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe())))
        assert len(reports(taken("-"))) >= 3, name


def test_a_pdf_in_a_web_archive(tmp_path: Path) -> None:
    from tests.formats.make import answer

    lines = [FIRST.title, "", *FIRST.body]
    held = answer("200 OK", "application/pdf", binary.pdf(lines))
    (tmp_path / "a.warc").write_bytes(binary.warc([("response", "https://news.example.org/a.pdf", held)]))
    (found,) = reports(taken(tmp_path / "a.warc"))
    assert found.url == "https://news.example.org/a.pdf" and FIRST.body[1] in found.text


def test_a_dry_run_says_what_would_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dateline.faces.cli import run

    names = ("nexis-academic.txt", "nexis-german.txt", "factiva.rtf", "mediacloud.csv")
    code = run(["add", *(str(HERE / n) for n in names), "--dry-run", "--store", str(tmp_path / "s.duckdb")])
    out, err = capsys.readouterr()
    table = {x.split("  ")[0]: x.split() for x in out.split("\n\n")[0].split("\n")}
    assert table["Nexis, text"][2:] == ["2", "5", "2015-03-03", "to", "2015-03-05", "en", "3", "de", "2"]
    assert "8 reports of 5 outlets; 3 of them are copies of others" in out
    assert "2 reports not in English" in out and "nothing was coded or kept" in out
    assert code == 3 and "has 3 rows with an address" in err and not (tmp_path / "s.duckdb").exists()


def hang(path: str, source: str, most: int) -> str:
    """A reader that never ends, as a file made to do harm may bring about."""
    while True:
        most += 1


def swell(path: str, source: str, most: int) -> str:
    return "x" * len([bytearray(50_000_000) for _ in range(100)])


@pytest.mark.parametrize("what", ["hang", "swell"])
def test_what_hangs_or_swells_costs_its_file_alone(what: str) -> None:
    from dateline.errors import UnreadableInput
    from dateline.report.apart import Apart

    apart = Apart()
    with pytest.raises(UnreadableInput, match="breaks what reads it, or takes more than"):
        apart.ask(f"tests.test_report_formats:{what}", "x.pdf", "x.pdf", 1, seconds=20.0 if what == "swell" else 3.0)
    told = apart.ask("dateline.report.pdf:lines_of", str(HERE / "nexis-uni.pdf"), "x.pdf", 1_000_000)
    assert "End of Document" in told
