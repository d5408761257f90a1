"""Web archives: WARC files as crawlers and CC-NEWS write them, by FastWARC; a page a report.

Pages that were answered with 200 and hold HTML or PDF are read, and the plain texts of WET files. Pictures, scripts,
redirects and robots.txt are passed over. When a page was fetched is kept (`captured`) and is not taken for its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from dateline.errors import UnreadableInput
from dateline.report.clean import decoded
from dateline.report.given import Article, Found, Input, damaged, failure, report_of, too_large
from dateline.report.pages import report_from_page
from dateline.report.pdf import alone, from_pdf

PAGES = ("text/html", "application/xhtml+xml")
PDF = "application/pdf"
HEADER = 1 << 20  # bytes of headers one record may have


def from_warc(given: Input) -> Iterator[Found]:
    """The reports of all pages, one after the other; never more than one page is held."""
    anything = False
    for number, record in enumerate(_records(given), 1):
        if isinstance(record, UnreadableInput):
            yield failure(record)
            anything = True
            continue
        if (found := _told(record, given, number)) is not None:
            anything = True
            yield found
    if not anything:
        yield failure(
            UnreadableInput(given.source, "is a web archive without a page in it", "look whether the crawl went well")
        )


def _records(given: Input) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        yield from ArchiveIterator(
            _Forward(given.stream),
            record_types=kinds,
            parse_http=True,
            auto_decode="all",
            max_header_len=HEADER,
            fsspec_args=False,
        )
    except UnreadableInput as error:
        yield error
    except BaseException as error:
        if not _its_own(error):
            raise
        yield damaged(given.source, "web archive from here on", error)


class _Forward:
    """A stream that can be read forward and only that: FastWARC gives up on one that cannot go back, if it is asked."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        got = self._stream.read(size)
        self._at += len(got)
        return got

    def tell(self) -> int:
        return self._at

    def seek(self, place: int, whence: int = 0) -> int:
        raise OSError("this stream is read forward")

    def close(self) -> None:
        """Whoever opened the stream closes it."""


def _its_own(error: BaseException) -> bool:
    """Whether FastWARC raised it over bytes: its panics, as Rust calls them, are no Exceptions and have no name."""
    return isinstance(error, OSError | ValueError | EOFError | RuntimeError | OverflowError) or (
        type(error).__name__ == "PanicException"
    )


def _told(record: Any, given: Input, number: int) -> Found | None:
    """The report of a record; None for one that holds no page."""
    from fastwarc.warc import WarcRecordType

    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    status = record.http_headers.status_code if record.http_headers is not None else None
    plain = kind == "text/plain" and record.record_type == WarcRecordType.conversion
    if not (plain or kind in (*PAGES, PDF)) or status not in (None, 200):
        return None
    url = record.headers.get("WARC-Target-URI")
    where = f"{given.source}:record {number}" + (f" ({url[:200]})" if url else "")
    most = given.given.most
    try:
        raw = record.reader.read(most + 1)
        if len(raw) > most:
            return failure(too_large(where, most))
        if not raw.strip():
            return None
        extra = (("captured", record.headers.get("WARC-Date") or ""),)
        if kind == PDF:
            shown = alone(from_pdf(given.inner(BytesIO(raw), "page.pdf", where)))
            return report_of(Article(shown, url=url, extra=extra), where, given.given, "the archive's record")
        text = decoded(_declared(raw, record), where)
        if plain:
            title, _, body = text.partition("\n")
            return report_of(
                Article(body or title, title=title if body else None, url=url, ref=record.record_id, extra=extra),
                where,
                given.given,
                "the archive's record",
            )
        return report_from_page(text, where, given.given, url=url, extra=extra)
    except UnreadableInput as error:
        return failure(error)
    except BaseException as error:
        if not _its_own(error):
            raise
        return failure(damaged(where, "record", error))


def _declared(raw: bytes, record: Any) -> bytes:
    """The page in UTF-8, where the answer's head names an encoding that fits; else as it is, for others to tell."""
    named = record.http_charset
    if not named or named.lower().replace("-", "") == "utf8":
        return raw
    try:
        return raw.decode(named).encode()
    except (LookupError, UnicodeDecodeError, ValueError):
        return raw
