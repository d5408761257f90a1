"""Exports of Factiva: one file, many articles, each ended by "Document" and a long code.

With indexing, every field has a mark of two or three letters (HD headline, PD day, SN source, LP lead, TD the rest).
Without, the lines stand in a fixed order: a section perhaps, headline, byline, "512 words", day, time perhaps, source,
its code, page, language, a copyright, then the text. TXT, RTF, HTML, DOCX and PDF all come down to these lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dateline.report.datelines import DAY, day_of
from dateline.report.given import Article, line
from dateline.report.paragraphs import flowing

END = re.compile(
    r"^[ \t|]*(?:AN[ \t|]+)?(?:Document|Dokument|Documento)[ \t]+([A-Za-z0-9]{16,40})[ \t|]*$", re.MULTILINE
)
MARK = re.compile(
    r"[ \t|]*(HD|SE|HL|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|ART|CLM|AN|"
    r"DE|RST)(?:[ \t|]+(.*)|)$"
)
WORDS = re.compile(r"([\d.,’ ]+) (?:words|Wörter|mots|palabras|parole)$", re.IGNORECASE)
ON = re.compile(rf"(?:{DAY})\s*$", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}:\d\d(?:\s*(?:GMT|UTC|[AP]M))?$", re.IGNORECASE)
RIGHTS = re.compile(r"(?:\(c\)|©|copyright)\s?.*", re.IGNORECASE)
LANGUAGES = (
    "english",
    "german",
    "french",
    "spanish",
    "italian",
    "portuguese",
    "dutch",
    "russian",
    "arabic",
    "turkish",
    "polish",
    "swedish",
    "danish",
    "norwegian",
    "chinese",
    "japanese",
    "indonesian",
    "malay",
    "deutsch",
    "français",
    "español",
    "italiano",
    "finnish",
    "greek",
    "korean",
    "czech",
    "hungarian",
    "hebrew",
)
CODE = re.compile(r"[A-Z][A-Z0-9]{1,8}$")
KEPT = {
    "BY": "byline",
    "CR": "credit",
    "SE": "section",
    "ED": "edition",
    "PG": "page",
    "CO": "companies",
    "NS": "subjects",
    "RE": "regions",
    "IN": "industries",
    "LA": "language",
    "WC": "length",
    "SC": "code",
}


def is_export(text: str) -> bool:
    return bool(END.search(text)) and (
        bool(re.search(r"^[ \t|]*(?:HD|SN|LP)(?:[ \t|]|$)", text, re.MULTILINE))
        or any(WORDS.match(x.strip()) for x in text.split("\n"))
    )


def articles(text: str) -> Iterator[Article]:
    """The articles of an export, in order."""
    at = 0
    for end in END.finditer(text):
        lines = text[at : end.start()].split("\n")
        at = end.end()
        marked = sum(bool(MARK.match(x)) for x in lines)
        yield _marked(lines, end[1]) if marked >= 4 else _unmarked(lines, end[1])


# ── with marks ───────────────────────────────────────────────────────────────────────────────────


def _marked(lines: Sequence[str], code: str) -> Article:
    held: dict[str, list[str]] = {}
    now: str | None = None
    for words in lines:
        found = MARK.match(words)
        if found and (found[1] not in held or found[1] in ("CO", "NS")):
            now = found[1]
            held.setdefault(now, []).append(found[2] or "")
        elif now is not None:
            held[now].append(words)
    told = {name: line(" ".join(values).replace("|", " ")) for name, values in held.items()}
    body = [x.replace("|", " ") for name in ("LP", "TD") for x in (*held.get(name, ()), "")]
    return Article(
        flowing(body),
        title=told.get("HD") or told.get("HL"),
        outlet=told.get("SN"),
        published=_day(told.get("PD", "")),
        ref=code,
        extra=tuple((ours, told[mark]) for mark, ours in KEPT.items() if told.get(mark)),
    )


# ── without ──────────────────────────────────────────────────────────────────────────────────────


def _unmarked(lines: Sequence[str], code: str) -> Article:
    counted = next((n for n, x in enumerate(lines) if WORDS.match(line(x))), None)
    day = next(
        (n for n, x in enumerate(lines) if n > (counted if counted is not None else -1) and ON.fullmatch(line(x))), None
    )
    if day is None:
        top = next((n for n, x in enumerate(lines) if line(x)), 0)
        return Article(flowing(lines[top + 1 :]), title=lines[top] if lines else None, ref=code)
    above = [line(x) for x in lines[: counted if counted is not None else day] if line(x)]
    byline = above.pop() if len(above) > 1 and _is_byline(above[-1]) else None
    head, body = _headed(lines[day + 1 :])
    extra: Mapping[str, str | None] = {
        "byline": byline,
        "section": above[0] if len(above) > 1 and _is_section(above) else None,
        "length": line(lines[counted]) if counted is not None else None,
    }
    return Article(
        flowing(body, printed=True),
        title=" ".join(above[1:] if extra["section"] else above),
        outlet=head,
        published=_day(line(lines[day])),
        ref=code,
        extra=tuple((k, v) for k, v in extra.items() if v),
    )


def _is_byline(words: str) -> bool:
    return bool(re.match(r"(?:by|von|por|par|di)\s", words, re.IGNORECASE)) or (
        len(words.split()) in (2, 3) and all(w[:1].isupper() for w in words.split())
    )


def _is_section(above: Sequence[str]) -> bool:
    """Whether the first line above the headline names a part of the paper: a word or two before a longer line."""
    return len(above[0].split()) <= 2 and len(above[1].split()) > 3


def _headed(lines: Sequence[str]) -> tuple[str | None, list[str]]:
    """(source, body): source, code, page, language and copyright stand above the body, in this order."""
    outlet: str | None = None
    for number, words in enumerate(map(line, lines[:14])):
        if not words or CLOCK.match(words):
            continue
        if RIGHTS.match(words):
            return outlet, list(lines[number + 1 :])
        if outlet is None:
            outlet = words
    for number, words in enumerate(map(line, lines[:14])):  # no copyright: the language is the last line above it
        if words.lower() in LANGUAGES:
            return outlet, list(lines[number + 1 :])
    last = max((n for n, x in enumerate(lines[:6]) if line(x) == outlet or CODE.match(line(x))), default=-1)
    return outlet, list(lines[last + 1 :])


def _day(words: str) -> str | None:
    return day_of(words) if ON.fullmatch(words) else None
