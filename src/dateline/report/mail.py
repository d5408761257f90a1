"""E-mail: a newsletter or an alert a message, one (.eml) or many (.mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parsedate_to_datetime
from typing import Any, cast

from dateline.errors import UnreadableInput
from dateline.report.given import (
    BROKEN,
    BUFFER,
    Article,
    Found,
    Input,
    all_of,
    damaged,
    failure,
    line,
    report_of,
    too_large,
)
from dateline.report.markup import text_of_html
from dateline.report.paragraphs import flowing

FROM_LINE = re.compile(rb"From \S.*\d{4}\s*$")
HEADER = re.compile(
    r"(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+):", re.IGNORECASE
)
HOW = "the message's head"
LONGEST = 4_000  # characters of a field of a head
SHORT = 0.5  # the plain part is taken, unless it has less than this share of what the HTML part shows


class _Bounded(EmailPolicy):
    """Fields of a head are read to a length: what Python's parser needs grows by the square of it."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value if hasattr(value, "defects") else value[:LONGEST])


BOUNDED = _Bounded()


def looks_like_mail(head: str) -> bool:
    """Whether a text opens with the head of a message: lines of fields, some of which only mail has."""
    top = head.split("\n\n", 1)[0].split("\n")[:60]
    fields = [x for x in top if re.match(r"[A-Za-z][\w-]*:\s", x)]
    return bool(top and re.match(r"[A-Za-z][\w-]*:\s", top[0])) and len(fields) > 2 and any(map(HEADER.match, fields))


def from_eml(given: Input) -> Iterator[Found]:
    yield _told(all_of(given), given.source, given)


def from_mbox(given: Input) -> Iterator[Found]:
    """A message at a time; lines that begin one are those that open with "From " after an empty line."""
    for number, raw in enumerate(_messages(given), 1):
        where = f"{given.source}:message {number}"
        yield failure(raw) if isinstance(raw, UnreadableInput) else _told(raw, where, given)


def _messages(given: Input) -> Iterator[bytes | UnreadableInput]:
    most = given.given.most
    held: list[bytes] = []
    size, number, ended, begun = 0, 0, True, False
    while raw := given.stream.readline(BUFFER):
        if ended and FROM_LINE.match(raw):
            if begun:
                number += 1
                yield b"".join(held) if size <= most else too_large(f"{given.source}:message {number}", most)
            held, size, begun = [], 0, True
        elif begun:
            size += len(raw)
            if size <= most:
                held.append(raw[1:] if re.match(rb">+From ", raw) else raw)
        ended = not raw.strip()
    if begun:
        yield b"".join(held) if size <= most else too_large(f"{given.source}:message {number + 1}", most)


def _told(raw: bytes, where: str, given: Input) -> Found:
    try:
        message = cast(EmailMessage, BytesParser(EmailMessage, policy=BOUNDED).parsebytes(raw))
        article = _article(message)
    except BROKEN as error:
        return failure(damaged(where, "message", error))
    if article is None:
        return failure(UnreadableInput(where, "is a message without text", "save the report it brings and give that"))
    return report_of(article, where, given.given, HOW)


def _article(message: EmailMessage) -> Article | None:
    plain, page = (_part(message, kind) for kind in ("plain", "html"))
    shown = text_of_html(page) if page else ""
    text = plain if len(plain.strip()) > len(shown) * SHORT else shown
    if not text.strip():
        return None
    sender = message["From"]
    names = (
        [a.display_name or a.domain for a in sender.addresses]
        if sender is not None and hasattr(sender, "addresses")
        else []
    )
    return Article(
        flowing(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")),
        title=line(str(message["Subject"] or "")),
        outlet=next(iter(names), None),
        published=_day(str(message["Date"] or "")),
        ref=line(str(message["Message-ID"] or "")).strip("<>") or None,
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, ValueError):  # an encoding nobody knows, or a damaged part
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _day(words: str) -> str | None:
    """The sender's day, in the sender's zone."""
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
