"""Files, folders and standard input, one after the other; each gives reports, or a Failure in their place.

FORMATS is the one table of what is read. What a file is, is told by its first bytes where these leave no doubt, else
by the ending of its name, else by how its text begins. Archives, tables, lists and web archives are read as streams and
may be of any size; what is read whole is bounded by `Settings.max_bytes`, and refused beyond it. Texts, pages, Word,
RTF and PDF files are looked into for the layouts of databases that put many articles into one file (`exports`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import UnreadableInput
from dateline.model import Failure, Record, Report
from dateline.report import archives, citations, exports, feeds, files, mail, office, pdf, sheets, warc, wires
from dateline.report.clean import HEAD, OFFICE, characters, decoded, marked, refuse, wide
from dateline.report.columns import read_map
from dateline.report.given import BUFFER, Found, Given, Input, all_of, buffered, empty, failure, too_large
from dateline.report.markup import html_tree, lines_of, root_name
from dateline.report.office import Words
from dateline.report.pages import is_page, report_from_page
from dateline.report.plain import from_markdown, from_plain
from dateline.report.tables import Numbered, from_csv, from_json, from_json_lines, looks_like_csv
from dateline.settings import Settings

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
JSON = re.compile(r"""\s*(?:\[\s*)?\{\s*(?:"|\})""")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: by what it is known, how it is read, and a file of it among the tests.

    `begins` are first bytes that no other format has; `looks` tells it from the beginning of a text. It is read in one
    of three ways: `opens` gives what lies in it, `words` the lines it shows, `reads` its reports.
    """

    name: str
    example: str
    endings: tuple[str, ...] = ()
    begins: tuple[bytes, ...] = ()
    looks: Callable[[str], bool] | None = None
    opens: Callable[[Input], Iterator[Input | UnreadableInput]] | None = None
    words: Callable[[Input], Words] | None = None
    alone: Callable[[Words], str] = lambda words: words.text
    reads: Callable[[Input], Iterator[Found]] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A report, record or failure, with the format and the file it came from."""

    format: str
    source: str
    found: Found


def read_inputs(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
    columns: str | None = None,
) -> Iterator[Report | Failure]:
    """A Report or a Failure for everything the paths hold, in order; folders in the order of their names.

    `-` is standard input. `published` and `outlet` hold for reports that do not say; `columns` names a preset or a file
    that says which column of a table is what. Never raises for what a file holds or lacks.
    """
    for found in read_all(paths, settings=settings, published=published, outlet=outlet, columns=columns):
        yield _coded_already(found) if isinstance(found, Record) else found


def read_all(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
    columns: str | None = None,
) -> Iterator[Found]:
    """As `read_inputs`, and a Record for every line of JSON that holds one."""
    taken = read_told(paths, settings=settings, published=published, outlet=outlet, columns=columns)
    return (one.found for one in taken)


def read_told(
    paths: Sequence[str | Path],
    *,
    settings: Settings | None = None,
    published: str | None = None,
    outlet: str | None = None,
    columns: str | None = None,
) -> Iterator[Taken]:
    """As `read_all`, and of what format and file each is."""
    known = settings or Settings()
    own = columns or known.columns
    given = Given(
        outlet or known.outlet, published, known.max_bytes, known.max_characters, read_map(own) if own else None
    )
    return _all(paths, given)


def addresses_in(paths: Sequence[str | Path], *, columns: str | None = None) -> Iterator[str | Failure]:
    """The addresses that these name: one that is itself an address; a file with one a line; or the rows of a table,
    feed, sitemap or list of references that have an address and no text. Each once."""
    seen: set[str] = set()
    for path in map(str, paths):
        for found in [path] if ADDRESS.match(path) else _named_in(path, columns):
            if isinstance(found, Failure) or found not in seen:
                seen.add(found if isinstance(found, str) else "")
                yield found


def _named_in(path: str, columns: str | None) -> Iterator[str | Failure]:
    """The addresses in a file: lines that are addresses, else what its format says."""
    try:
        with files.opened(path) as stream:
            head = stream.peek(BUFFER)[:BUFFER].lstrip()
            if not (ADDRESS.match(head.decode("utf-8-sig", "replace")) or head.startswith(b"#")):
                found: list[str] = []
                told = Given(bare=found.append, map=read_map(columns) if columns else None)
                for _ in _held(Input(buffered(stream), path, path, told)):
                    yield from found
                    found.clear()
                yield from found
                return
            for number, line in _lines(Input(stream, path, path, Given())):
                if isinstance(line, UnreadableInput):
                    yield failure(line)
                elif (words := line.strip()) and not words.startswith("#"):
                    yield words if ADDRESS.match(words) else failure(UnreadableInput(
                        f"{path}:line {number}", "is no address", "write one a line, like https://example.org/page"))
    except UnreadableInput as error:
        yield failure(error)
    except OSError as error:
        yield failure(files.unopened(path, error))


def _all(paths: Sequence[str | Path], given: Given) -> Iterator[Taken]:
    for path in paths:
        for source in files.sources(path):
            if isinstance(source, UnreadableInput):
                yield Taken("", str(source.args[0]), failure(source))
                continue
            for one in _read(source, given):
                yield Taken(one.format, one.source, _bounded(one.found, given.longest))


def _coded_already(record: Record) -> Failure:
    return failure(
        UnreadableInput(
            record.report.ref or record.report.id, "is coded already", "keep it with `dateline add`, or give its text"
        )
    )


def _bounded(found: Found, longest: int) -> Found:
    """A text longer than any report is many in one: coded as one it would take hours, and mix their actors."""
    if not isinstance(found, Report) or len(found.text) <= longest:
        return found
    return failure(
        UnreadableInput(
            found.ref or "a report",
            f"has {len(found.text):,} characters, more than one report has",
            "split it into reports (JSON Lines, one a line), or raise DATELINE_MAX_CHARACTERS",
        )
    )


def _read(name: str, given: Given) -> Iterator[Taken]:
    """All that one file holds; what goes wrong on the way stands in its place."""
    source = "standard input" if name == "-" else name
    try:
        with files.opened(name) as stream:
            yield from _held(Input(buffered(stream), source, "" if name == "-" else name, given))
    except UnreadableInput as error:
        yield Taken("", source, failure(error))
    except OSError as error:  # the file, or its disk, went amid the reading
        yield Taken("", source, failure(files.unopened(source, error)))


def _held(given: Input) -> Iterator[Taken]:
    """What a stream holds, by its format; a fault in one of several files of an archive stays with that file."""
    name = ""
    try:
        head = given.stream.peek(BUFFER)[:BUFFER]
        if not head:
            raise empty(given.source)
        kind = format_of(head, given)
        name = kind.name
        if kind.opens is not None:
            for inner in kind.opens(given):
                if isinstance(inner, UnreadableInput):
                    yield Taken(name, str(inner.args[0]), failure(inner))
                    continue
                for one in _held(inner):
                    yield Taken(f"{one.format}, {name}" if one.format else name, one.source, one.found)
        elif kind.words is not None:
            yield from _shown(kind, kind.words(given), given)
        elif kind.reads is not None:
            yield from (Taken(name, given.source, found) for found in kind.reads(given))
    except UnreadableInput as error:
        yield Taken(name, given.source, failure(error))


def _shown(kind: Format, words: Words, given: Input) -> Iterator[Taken]:
    """The reports of the lines a file shows: an export's many, or one."""
    if not words.text.strip():
        raise empty(given.source)
    if layout := exports.layout_of(words.text):
        name = f"{layout.name}, {kind.name}"
        yield from (
            Taken(name, given.source, x) for x in exports.reports(layout, words.text, given.source, given.given)
        )
    else:
        yield Taken(kind.name, given.source, from_plain(kind.alone(words), given.source, given.given, words.headings))


# ── what a file is ───────────────────────────────────────────────────────────────────────────────


def format_of(head: bytes, given: Input) -> Format:
    """The format of a file with this beginning. UnreadableInput for one that is known and not read, or binary."""
    ending = Path(given.name).suffix.lower()
    sure = [kind for kind in FORMATS if kind.begins and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(kind.begins)]
    if sure and ending not in OFFICE:
        return next((kind for kind in sure if ending in kind.endings), sure[0])
    refuse(head[:HEAD], given.source)
    named = [kind for kind in FORMATS if ending in kind.endings and kind is not TEXT]
    if named and named[0].begins:
        raise UnreadableInput(
            given.source,
            f"is called {ending}, but is no {named[0].name} file",
            "give it the ending of what it is, or get it again",
        )
    text = _opening(head)
    likely = named or [kind for kind in FORMATS if kind.looks]
    found = next((kind for kind in likely if kind.looks is None or kind.looks(text)), None)
    return found or (named[-1] if named else TEXT)


def _opening(head: bytes) -> str:
    return head.decode(marked(head) or wide(head) or "utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _is_json_line(text: str) -> bool:
    first = text.split("\n", 1)[0].strip()
    return first.startswith("{") and first.endswith("}")


def _is_json(text: str) -> bool:
    return bool(JSON.match(text))


def _is_csv(text: str) -> bool:
    return looks_like_csv(text.split("\n", 1)[0].strip("\r"))


def _is_xml(*roots: str) -> Callable[[str], bool]:
    known = {root.lower() for root in roots}
    return lambda text: text.lstrip().startswith("<") and root_name(text).lower() in known


def _is_exported_page(text: str) -> bool:
    return text.lstrip().startswith("<") and bool(exports.MARKS.search(text))


# ── line by line ─────────────────────────────────────────────────────────────────────────────────


def _by_line(kind: Callable[[Iterator[Numbered], str, Given], Iterator[Found]]) -> Callable[[Input], Iterator[Found]]:
    """A reader of one report a line, told when there was none."""

    def read(given: Input) -> Iterator[Found]:
        anything = False
        for found in kind(_lines(given), given.source, given.given):
            anything = True
            yield found
        if not anything:
            raise empty(given.source)

    return read


def _lines(given: Input) -> Iterator[Numbered]:
    """(number, line) of a stream, never more than one line of it held; one that is no text is told."""
    stream, source, most = given.stream, given.source, given.given.most
    if wide(stream.peek(BUFFER)):  # its line feeds are not bytes of their own
        text = decoded(all_of(given), source)
        yield from enumerate(text.removesuffix("\n").split("\n"), 1)
        return
    number = 0
    while raw := stream.readline(most + 1):
        number += 1
        if raw == b"\n":
            yield number, ""
            continue
        where = f"{source}:line {number}"
        if len(raw) > most:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(BUFFER)
            yield number, too_large(where, most)
            continue
        try:
            yield number, characters(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw, where).rstrip("\r\n")
        except UnreadableInput as error:
            yield number, error


# ── whole ────────────────────────────────────────────────────────────────────────────────────────


def _text(given: Input) -> str:
    text = decoded(all_of(given), given.source)
    if not text.strip():
        raise empty(given.source)
    return text


def _from_json(given: Input) -> Iterator[Found]:
    yield from from_json(_text(given), given.source, given.given)


def _from_page(given: Input) -> Iterator[Found]:
    yield report_from_page(_text(given), given.source, given.given)


def _from_markdown(given: Input) -> Iterator[Found]:
    yield from_markdown(_text(given), given.source, given.given)


def _page_lines(given: Input) -> Words:
    root = html_tree(_text(given))
    return Words("" if root is None else "\n".join(lines_of(root)))


def _plain_words(given: Input) -> Words:
    return Words(_text(given))


ZIP = b"PK\x03\x04"
TEXT = Format("text", "plain.txt", (".txt", ".text"), words=_plain_words)
# Told in this order: rows with the same `begins` by their ending, the first where none fits; `looks` from the top.
FORMATS: tuple[Format, ...] = (
    Format("PDF", "nexis-uni.pdf", (".pdf",), (b"%PDF",), words=pdf.from_pdf, alone=pdf.alone),
    Format("RTF", "factiva.rtf", (".rtf",), (b"{\\rtf",), words=office.from_rtf),
    Format("gzip", "lines.jsonl.gz", (".gz",), (b"\x1f\x8b",), opens=archives.from_gzip),
    Format("zip", "many.zip", (".zip", ".wacz"), (ZIP, b"PK\x05\x06"), opens=archives.from_zip),
    Format("Word", "nexis-uni.docx", (".docx",), (ZIP,), words=office.from_docx),
    Format("Excel", "table.xlsx", (".xlsx", ".xlsm"), (ZIP,), reads=sheets.from_xlsx),
    Format("Parquet", "table.parquet", (".parquet",), (b"PAR1",), reads=sheets.from_parquet),
    Format("WARC", "pages.warc", (".warc", ".wet"), (b"WARC/",), reads=warc.from_warc),
    Format("JSON Lines", "lines.jsonl", (".jsonl", ".ndjson"), reads=_by_line(from_json_lines)),
    Format("CSV", "table.csv", (".csv", ".tsv"), reads=_by_line(from_csv)),
    Format("Markdown", "report.md", (".md", ".markdown"), reads=_from_markdown),
    Format("RIS", "references.ris", (".ris",), looks=citations.looks_like_ris, reads=citations.from_ris),
    Format(
        "mbox",
        "letters.mbox",
        (".mbox",),
        looks=lambda t: bool(mail.FROM_LINE.match(t.split("\n", 1)[0].encode())),
        reads=mail.from_mbox,
    ),
    Format("e-mail", "letter.eml", (".eml",), reads=mail.from_eml),
    Format("feed", "feed.rss", (".rss", ".atom"), looks=_is_xml(*feeds.ROOTS), reads=feeds.from_feed),
    Format("sitemap", "sitemap.xml", looks=_is_xml(*feeds.MAPS), reads=feeds.from_sitemap),
    Format("NITF", "story.nitf.xml", (".nitf",), looks=_is_xml(*wires.NITF), reads=wires.from_nitf),
    Format("NewsML-G2", "story.newsml.xml", (".newsml",), looks=_is_xml(*wires.NEWSML), reads=wires.from_newsml),
    Format("page of an export", "factiva.html", (".html", ".htm"), looks=_is_exported_page, words=_page_lines),
    Format("HTML", "page.html", (".html", ".htm", ".xhtml"), looks=is_page, reads=_from_page),
    Format("JSON Lines", "lines.jsonl", looks=_is_json_line, reads=_by_line(from_json_lines)),
    Format("CSL-JSON", "references.json", (".json",), looks=citations.looks_like_csl, reads=citations.from_csl),
    Format("JSON", "reports.json", (".json",), looks=_is_json, reads=_from_json),
    Format("CSV", "table.csv", looks=_is_csv, reads=_by_line(from_csv)),
    Format("e-mail", "letter.eml", looks=mail.looks_like_mail, reads=mail.from_eml),
    TEXT,
)
