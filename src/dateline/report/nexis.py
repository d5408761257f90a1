"""Exports of LexisNexis Academic, Nexis, Nexis Uni and Lexis: one file, many articles.

Two families of layouts. Until about 2018 ("1 of 200 DOCUMENTS", in English, German, French or Dutch), a text centred by
spaces: outlet, day, headline, fields in capitals up to LENGTH, the body, further fields, a copyright. Since then
(Nexis Uni and its sisters, DOCX, RTF, PDF or TXT): headline, outlet, day, a copyright, fields, "Body", the text,
"Classification" with more fields, "End of Document"; perhaps a cover with a numbered list before them. The layouts are
described by R's LexisNexisTools and by the exports' own help pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.report.datelines import DAY, day_of
from dateline.report.given import Article, line
from dateline.report.paragraphs import blocks, flowing, one_line

START = re.compile(
    r"^[ \t]*(?:FOCUS - )?(?:\d{1,5} of \d{1,5} DOCUMENTS?|Do[ck]ument \d{1,5} (?:von|de|van|of) \d{1,5})[ \t]*$",
    re.MULTILINE,
)
END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE | re.IGNORECASE)
BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
# Labels of fields, in the languages the service speaks, and what we call them.
LABELS = {
    "length": "length",
    "länge": "length",
    "longueur": "length",
    "lengte": "length",
    "headline": "title",
    "titel": "title",
    "byline": "byline",
    "autor": "byline",
    "auteur": "byline",
    "section": "section",
    "rubrik": "section",
    "rubrique": "section",
    "dateline": "dateline",
    "ort": "dateline",
    "language": "language",
    "sprache": "language",
    "langue": "language",
    "taal": "language",
    "highlight": "highlight",
    "load-date": "loaded",
    "update": "loaded",
    "graphic": "graphic",
    "grafik": "graphic",
    "publication-type": "kind",
    "publication type": "kind",
    "zeitungstyp": "kind",
    "type": "kind",
    "body": "body",
    "subject": "subject",
    "series": "series",
    "edition": "edition",
    "source": "outlet",
    "correction-date": "corrected",
    "correction": "correction",
    "journal-code": "code",
    "notes": "notes",
    "document-type": "kind",
    "distribution": "distribution",
    "industry": "industry",
    "person": "person",
    "geographic": "geographic",
    "organization": "organization",
    "company": "company",
    "copyright": "copyright",
    "acc-no": "code",
    "url": "url",
    "ticker": "ticker",
    "state": "state",
    "city": "city",
    "country": "country",
}
FIELD = re.compile(r"[ \t]{0,8}([A-Za-zÄÖÜäöüß][\wÄÖÜäöüß -]{1,24}):[ \t]*(.*)")
LAST = re.compile(
    r"(?:©|\(c\)|copyright)\s.*\d{4}|.*\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\b\.?",
    re.IGNORECASE,
)
# The months in the service's other languages, by their first letters; they stand between day and year.
MONTHS = {
    "jan": 1,
    "fév": 2,
    "feb": 2,
    "fev": 2,
    "mär": 3,
    "maa": 3,
    "mar": 3,
    "avr": 4,
    "apr": 4,
    "mai": 5,
    "mei": 5,
    "juin": 6,
    "jun": 6,
    "juil": 7,
    "jul": 7,
    "aoû": 8,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dez": 12,
    "déc": 12,
    "dec": 12,
}
ELSEWHERE = re.compile(r"(?:[a-zäöü]{4,10},?\s+)?(\d{1,2})\.?\s+([a-zäéûö]{3,9})\s+(\d{4})\b", re.IGNORECASE)
KEPT = ("byline", "section", "dateline", "highlight", "loaded", "graphic", "kind", "edition", "language", "length")
TAIL = (
    "loaded",
    "language",
    "graphic",
    "kind",
    "notes",
    "subject",
    "code",
    "correction",
    "corrected",
    "distribution",
    "industry",
    "person",
    "geographic",
    "organization",
    "company",
    "ticker",
    "state",
    "city",
    "country",
)
AFTER = re.compile(r"(?:Graphic|Classification|Notes|Load-Date:.*|Correction|Corrections)\s*$")
COVER = re.compile(r"^[ \t]*(?:User Name|Date and Time|Job Number)[ \t]*:", re.MULTILINE)


def is_export(text: str) -> bool:
    return bool(
        (START.search(text[:20_000])
        and re.search(r"^\s{0,8}(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LOAD-DATE|LANGUAGE|BODY):", text, re.MULTILINE))
        or (END.search(text)
        and BODY.search(text))
    )


def articles(text: str) -> Iterator[Article]:
    """The articles of an export, in order."""
    if END.search(text) and BODY.search(text):
        yield from map(_of_today, _ended(text))
    else:
        starts = [*START.finditer(text)]
        ends = [*(m.start() for m in starts[1:]), len(text)]
        yield from (_of_then(text[m.end() : end]) for m, end in zip(starts, ends, strict=True))


# ── since 2018 ───────────────────────────────────────────────────────────────────────────────────


def _ended(text: str) -> Iterator[str]:
    at = 0
    for end in END.finditer(text):
        yield text[at : end.start()]
        at = end.end()
    if BODY.search(text, at):  # the last one was cut off
        yield text[at:]


def _of_today(part: str) -> Article:
    found = BODY.search(part)
    head, rest = (part[: found.start()], part[found.end() :]) if found else (part, "")
    lines = [line(x) for x in _uncovered(head).split("\n") if line(x)]
    day = next((n for n, x in enumerate(lines) if n and _day(x)), None)
    named = next((n for n, x in enumerate(lines) if _field(x) or LAST.match(x)), len(lines))
    top = lines[: day if day is not None else named]
    fields = _fields(lines[len(top) :])
    body, tail = _until(rest.split("\n"), lambda x: bool(AFTER.match(x.strip())))
    fields |= {k: v for k, v in _fields([line(x) for x in tail]).items() if k not in fields}
    return Article(
        flowing(body, printed=True),
        title=" ".join(top[:-1]) if len(top) > 1 else "".join(top),
        outlet=top[-1] if len(top) > 1 else None,
        published=_day(lines[day]) if day is not None else _day(fields.get("loaded", "")),
        ref=None,
        url=fields.get("url"),
        extra=_kept(fields),
    )


def _uncovered(head: str) -> str:
    """What is above the body, without the cover of the whole file: it ends with the last line of its numbered list."""
    if not COVER.search(head):
        return head
    lines = head.split("\n")
    listed = [
        n
        for n, x in enumerate(lines)
        if re.match(r"\s*(?:\d{1,4}\.\s|Client/Matter:|Search Terms:|Search Type:|Content Type\b|Narrowed by|\|)", x)
    ]
    last = listed[-1] if listed else max(n for n, x in enumerate(lines) if COVER.match(x))
    rest = lines[last + 1 :]
    while rest and rest[0].strip() and any(x.strip() == "" for x in rest):
        rest = rest[1:]  # the cover's last line goes on
    return "\n".join(rest)


# ── until 2018 ───────────────────────────────────────────────────────────────────────────────────


def _of_then(part: str) -> Article:
    """Outlet and day centred at the top, a headline, fields, the body, fields, a copyright."""
    paragraphs = [b for b in blocks(part) if line(" ".join(b))]
    while paragraphs and LAST.match(line(" ".join(paragraphs[0]))):
        del paragraphs[0]  # in the nineties the copyright stood at the top
    joined = [line(" ".join(b)) for b in paragraphs]
    day = next((n for n, x in enumerate(joined[:8]) if _day(x) and not _field(x)), None)
    outlet = joined[0] if joined and day != 0 and not _field(joined[0]) else None
    first = (day + 1) if day is not None else (1 if outlet else 0)
    fields: dict[str, str] = {}
    title, body, place = [], [], first
    while place < len(paragraphs):  # up to the last field above the body
        told = _field(joined[place])
        if told and told[0] == "body":
            paragraphs[place] = [paragraphs[place][0].partition(":")[2], *paragraphs[place][1:]]
            break
        if told:
            fields.setdefault(*told)
        elif "length" in fields or ("title" in fields and fields.keys() & {"byline", "dateline"}):
            break
        elif not {"title", "byline", "section", "length"} & fields.keys():
            title.append(joined[place])
        else:
            break
        place += 1
    for number in range(place, len(paragraphs)):
        told = _field(joined[number])
        if LAST.fullmatch(joined[number]) and number > place and len(joined[number]) < 200:
            continue
        if told and told[0] in (*TAIL, "url"):
            fields.setdefault(*told)
        elif not told or told[0] not in ("byline", "dateline", "section", "length"):
            body.append(paragraphs[number])
        else:
            fields.setdefault(*told)
    return Article(
        "\n".join(filter(None, (one_line(" ".join(b)) for b in body))),
        title=fields.get("title") or " ".join(title[:2]),
        outlet=fields.get("outlet") or outlet,
        published=_day(joined[day]) if day is not None else _day(fields.get("loaded", "")),
        url=fields.get("url"),
        extra=_kept(fields),
    )


# ── fields ───────────────────────────────────────────────────────────────────────────────────────


def _day(words: str) -> str | None:
    """The day that a line opens with: "March 3, 2015 Tuesday 1:05 PM GMT", "Dienstag, 3. März 2015"."""
    if len(words) > 90:
        return None
    if found := re.match(rf"(?:{DAY})", words, re.IGNORECASE):
        return day_of(found[0])
    other = ELSEWHERE.match(words)
    month = next((n for name, n in MONTHS.items() if other and other[2].lower().startswith(name)), None)
    return day_of(f"{other[3]}-{month:02}-{other[1]:0>2}") if other and month else None


def _field(words: str) -> tuple[str, str] | None:
    """(our name of a field, what it says) of a line that is one."""
    found = FIELD.match(words)
    ours = LABELS.get(found[1].strip().lower()) if found else None
    if found is None or ours is None:
        return None
    plain = found[1].isupper() or found[1][0].isupper()
    return (ours, found[2].strip()) if plain else None


def _fields(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in lines:
        if told := _field(words):
            found.setdefault(*told)
    return found


def _kept(fields: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, fields[name]) for name in KEPT if fields.get(name))


def _until(lines: Sequence[str], ends: object) -> tuple[list[str], list[str]]:
    """The lines before the last run of what follows a body, and those from there on."""
    at = next((n for n, x in enumerate(lines) if n and callable(ends) and ends(x)), len(lines))
    return list(lines[:at]), list(lines[at:])
