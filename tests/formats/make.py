"""Makes the files of this folder: the invented stories in the layouts of each format. `python -m tests.formats.make`."""

from __future__ import annotations

import gzip
import io
import json
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from tests.formats import binary
from tests.formats.stories import STORIES, Story

MADE: dict[str, Callable[[], bytes]] = {}


def file(name: str) -> Callable[[Callable[[], str | bytes]], Callable[[], str | bytes]]:
    def keep(make: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
        MADE[name] = lambda: held if isinstance(held := make(), bytes) else held.encode()
        return make

    return keep


def wrapped(words: str, width: int = 72) -> str:
    return textwrap.fill(words, width)


def length(story: Story) -> int:
    return len(" ".join(story.body).split())


# ── Nexis ────────────────────────────────────────────────────────────────────────────────────────


@file("nexis-academic.txt")
def nexis_academic() -> str:
    """LexisNexis Academic, about 2005 to 2017: centred head, fields in capitals, wrapped text."""
    parts = ["\n"]
    for n, s in enumerate(STORIES, 1):
        parts.append(
            "\n".join(
                (
                    f"{n} of {len(STORIES)} DOCUMENTS".center(76).rstrip(),
                    "\n",
                    s.outlet.center(76).rstrip(),
                    "",
                    s.date("%B %d, %Y %A").center(76).rstrip(),
                    "Late Edition - Final".center(76).rstrip() if n == 1 else "",
                    "",
                    wrapped(s.title),
                    "",
                    *((f"BYLINE: By {s.byline}", "") if n != 2 else ()),
                    f"SECTION: {s.section}",
                    "",
                    f"LENGTH: {length(s)} words",
                    "",
                    *(("DATELINE: LINDHAVEN", "") if n == 1 else ()),
                    *(("HIGHLIGHT: The islands keep their ferry for now.", "") if n == 2 else ()),
                    *(f"{wrapped(p)}\n" for p in s.body),
                    "",
                    *(
                        ("GRAPHIC: PHOTO: Burnt buses at the depot on Thursday. (PHOTOGRAPH BY NOBODY)", "")
                        if n == 3
                        else ()
                    ),
                    f"LOAD-DATE: {s.date('%B %d, %Y')}",
                    "",
                    "LANGUAGE: ENGLISH",
                    "",
                    "PUBLICATION-TYPE: Newspaper",
                    "",
                    "",
                    f"Copyright {s.day[:4]} {s.outlet} Company".center(76).rstrip(),
                    "All Rights Reserved".center(76).rstrip(),
                    "\n",
                )
            )
        )
    return "\n".join(parts).replace("\n", "\r\n")


@file("nexis-nineties.txt")
def nexis_nineties() -> str:
    """The service of the nineties: the copyright at the top, HEADLINE and BODY among the fields."""
    parts = []
    for n, s in enumerate(STORIES, 1):
        parts.append(
            "\n".join(
                (
                    f"{n} of {len(STORIES)} DOCUMENTS".center(76).rstrip(),
                    "",
                    f"Copyright {s.day[:4]} {s.outlet}".center(76).rstrip(),
                    "",
                    s.outlet.center(76).rstrip(),
                    "",
                    s.date("%B %d, %Y, %A").center(76).rstrip(),
                    "",
                    f"SECTION: {s.section}",
                    "",
                    f"LENGTH: {length(s)} words",
                    "",
                    wrapped(f"HEADLINE: {s.title}"),
                    "",
                    f"BYLINE: By {s.byline}",
                    "",
                    "BODY:",
                    *(f"   {wrapped(p)}\n" for p in s.body),
                    f"LOAD-DATE: {s.date('%B %d, %Y')}",
                    "",
                )
            )
        )
    return "\n\n".join(parts)


@file("nexis-german.txt")
def nexis_german() -> str:
    """The German service: "Dokument 1 von 2", LÄNGE, SPRACHE; invented, in German."""
    stories = (
        (
            "Lotsen in Lindhaven legen die Arbeit nieder",
            "Lindhavener Bote",
            "3. März 2015 Dienstag",
            (
                "Die Lotsen im Hafen von Lindhaven haben am Dienstag die Arbeit niedergelegt. Neun Schiffe warteten vor "
                "der Mole auf die Einfahrt.",
                "Dieser Bericht ist erfunden, um ein Programm zu prüfen; nichts davon ist geschehen.",
            ),
        ),
        (
            "Minister bezahlen die Fähre bis zum Herbst",
            "Nordkurier am Sund",
            "4. März 2015 Mittwoch",
            (
                "Die Verkehrsminister von Ostvik und Sarn haben am Mittwoch vereinbart, die Fähre zu den Inseln bis zum "
                "Herbst zu bezahlen.",
                "Auch dieser Bericht ist erfunden, um ein Programm zu prüfen.",
            ),
        ),
    )
    parts = []
    for n, (title, outlet, day, body) in enumerate(stories, 1):
        parts.append(
            "\n".join(
                (
                    f"Dokument {n} von 2".center(76).rstrip(),
                    "",
                    outlet.center(76).rstrip(),
                    "",
                    day.center(76).rstrip(),
                    "",
                    title,
                    "",
                    "AUTOR: Niemand",
                    "",
                    "RUBRIK: POLITIK; S. 2",
                    "",
                    "LÄNGE: 40 Wörter",
                    "",
                    *(f"{wrapped(p)}\n" for p in body),
                    "UPDATE: 5. März 2015",
                    "",
                    "SPRACHE: GERMAN; DEUTSCH",
                    "",
                    f"Copyright 2015 {outlet}",
                    "Alle Rechte vorbehalten",
                    "",
                )
            )
        )
    return "\n\n".join(parts)


def nexis_uni(*, cover: bool) -> list[tuple[str, str]]:
    """(style, words) of the lines of Nexis Uni, since 2018."""
    lines: list[tuple[str, str]] = []
    if cover:
        lines += [
            ("", "User Name: A Researcher"),
            ("", "Date and Time: Friday, March 6, 2015 10:15:00 AM CET"),
            ("", "Job Number: 12345678"),
            ("", ""),
            ("", f"Documents ({len(STORIES)})"),
            ("", ""),
        ]
        for n, s in enumerate(STORIES, 1):
            lines += [
                ("", f"{n}. {s.title}"),
                ("", "Client/Matter: -None-"),
                ("", "Search Terms: lindhaven OR ostvik"),
                ("", "Search Type: Terms and Connectors"),
            ]
        lines.append(("", ""))
    for n, s in enumerate(STORIES, 1):
        lines += [
            ("Heading 1", s.title),
            ("", s.outlet),
            ("", s.date("%B %d, %Y %A")),
            *((("", "Late Edition"),) if n == 1 else ()),
            ("", ""),
            ("", f"Copyright {s.day[:4]} {s.outlet} All Rights Reserved"),
            ("", ""),
            ("", f"Section: {s.section}"),
            ("", f"Length: {length(s)} words"),
            *((("", f"Byline: By {s.byline}"),) if n != 2 else ()),
            ("Heading 2", "Body"),
            ("", ""),
            *(("", p) for p in s.body),
            *((("Heading 2", "Graphic"), ("", "PHOTO: Burnt buses, invented")) if n == 3 else ()),
            ("", ""),
            ("", f"Load-Date: {s.date('%B %d, %Y')}"),
            ("", ""),
            ("", "End of Document"),
            ("", ""),
        ]
    return lines


@file("nexis-uni.txt")
def nexis_uni_txt() -> str:
    return "\n".join(words for _, words in nexis_uni(cover=True))


@file("nexis-uni.docx")
def nexis_uni_docx() -> bytes:
    return binary.docx(nexis_uni(cover=True))


@file("nexis-uni.rtf")
def nexis_uni_rtf() -> bytes:
    return binary.rtf([words for _, words in nexis_uni(cover=False)])


@file("nexis-uni.pdf")
def nexis_uni_pdf() -> bytes:
    return binary.pdf(
        [line for _, words in nexis_uni(cover=False) for line in (textwrap.wrap(words, 80) or [""])], head="Nexis Uni"
    )


# ── Factiva ──────────────────────────────────────────────────────────────────────────────────────


def code(n: int, s: Story) -> str:
    return f"INVTD0002{s.day.replace('-', '')}eb33000{n}x"


def factiva_fields(n: int, s: Story) -> list[tuple[str, list[str]]]:
    return [
        ("SE", ["World"]),
        ("HD", [s.title]),
        ("BY", [f"By {s.byline}"]),
        ("WC", [f"{length(s)} words"]),
        ("PD", [s.date("%d %B %Y")]),
        ("SN", [s.outlet]),
        ("SC", ["INVTD"]),
        ("PG", ["4"]),
        ("LA", ["English"]),
        ("CY", [f"(c) {s.day[:4]} {s.outlet}. All rights reserved."]),
        ("LP", [s.body[0]]),
        ("TD", [*s.body[1:]]),
        ("NS", ["gcat : Political/General News"]),
        ("RE", ["inv : Nowhere"]),
        ("PUB", [f"{s.outlet} Ltd"]),
        ("AN", [f"Document {code(n, s)}"]),
    ]


@file("factiva-indexed.txt")
def factiva_indexed() -> str:
    parts = []
    for n, s in enumerate(STORIES, 1):
        parts += [f"{mark}\t" + "\n\n".join(wrapped(v) for v in values) + "\n" for mark, values in factiva_fields(n, s)]
        parts.append("\n")
    return "\n".join(
        (*parts, "Search Summary", "Text\tlindhaven or ostvik", "© 2015 Factiva, Inc. All rights reserved.")
    )


def factiva_lines(n: int, s: Story) -> list[str]:
    return [
        *(["World"] if n == 1 else []),
        s.title,
        f"By {s.byline}",
        f"{length(s)} words",
        s.date("%d %B %Y"),
        *(["07:15"] if n == 2 else []),
        s.outlet,
        "INVTD",
        "4",
        "English",
        f"Copyright {s.day[:4]}. {s.outlet}. All rights reserved.",
        "",
        *(x for p in s.body for x in (p, "")),
        f"Document {code(n, s)}",
        "",
    ]


@file("factiva.txt")
def factiva() -> str:
    return "\n".join(x for n, s in enumerate(STORIES, 1) for x in factiva_lines(n, s))


@file("factiva.rtf")
def factiva_rtf() -> bytes:
    return binary.rtf([x for n, s in enumerate(STORIES, 1) for x in factiva_lines(n, s)])


@file("factiva.html")
def factiva_html() -> str:
    rows = []
    for n, s in enumerate(STORIES, 1):
        cells = "\n".join(
            f'<tr><td class="index" align="right" valign="top"><b>{mark}</b>&nbsp;</td><td>'
            + "".join(
                f'<p class="articleParagraph enarticleParagraph">{v}</p>' if mark in ("LP", "TD") else v for v in values
            )
            + "</td></tr>"
            for mark, values in factiva_fields(n, s)
        )
        rows.append(
            f'<div id="article-{code(n, s)}"><div class="article enArticle"><table cellspacing="5">{cells}</table></div></div>'
        )
    return (
        '<!DOCTYPE html><html><head><title>Factiva</title><meta charset="utf-8"></head><body>'
        + "\n".join(rows)
        + "</body></html>"
    )


# ── ProQuest ─────────────────────────────────────────────────────────────────────────────────────

RULE = "_" * 60


def proquest_tail(n: int, s: Story) -> list[str]:
    return [
        "Subject: Ferries; Strikes",
        "Location: Nowhere",
        f"Title: {s.title}",
        f"Publication title: {s.outlet}",
        "Pages: A.4",
        f"Publication year: {s.day[:4]}",
        f"Publication date: {s.date('%b %d, %Y')}",
        f"Section: {s.section}",
        f"Publisher: {s.outlet}",
        "Country of publication: Nowhere",
        "Source type: Newspapers",
        "Language of publication: English",
        "Document type: News",
        f"ProQuest document ID: 16600000{n}",
        f"Document URL: https://search.example.com/docview/16600000{n}?accountid=1",
        f"Copyright: (c) {s.day[:4]} {s.outlet}",
        f"Last updated: {s.day}",
        "Database: Invented Newsstream",
    ]


@file("proquest.txt")
def proquest() -> str:
    parts = ["", RULE]
    for n, s in enumerate(STORIES, 1):
        parts += [
            "",
            f"Document {n} of {len(STORIES)}",
            "",
            s.title,
            "",
            f"Author: {s.byline}",
            "",
            f"Publication info: {s.outlet} ; Ostvik [Ostvik]{s.date('%D %b %Y')}: A.4.",
            "",
            f"Abstract: {s.body[0][:60]}...",
            "",
            f"Full text: {s.body[0]}",
            "",
            *(x for p in s.body[1:] for x in (p, "")),
            *(x for p in proquest_tail(n, s) for x in (p, "")),
            RULE,
        ]
    return "\n".join((*parts, "", "Contact ProQuest", "Copyright © 2015 ProQuest LLC. All rights reserved."))


@file("proquest.html")
def proquest_html() -> str:
    parts = []
    for n, s in enumerate(STORIES, 1):
        tail = "".join(
            f"<tr><td><b>{x.split(': ', 1)[0]}:</b></td><td>{x.split(': ', 1)[1]}</td></tr>"
            for x in proquest_tail(n, s)
        )
        text = "".join(f"<p>{p}</p>" for p in s.body)
        parts.append(
            f"<h2>{s.title}</h2><p><b>Publication info: </b>{s.outlet} ; Ostvik [Ostvik]{s.date('%D %b %Y')}: A.4.</p>"
            f"<p><b>FULL TEXT</b></p>{text}<p><b>DETAILS</b></p><table>{tail}</table><hr>"
        )
    return '<html><head><meta charset="utf-8"><title>ProQuest</title></head><body>' + "".join(parts) + "</body></html>"


@file("proquest.docx")
def proquest_docx() -> bytes:
    lines: list[tuple[str, str]] = []
    for n, s in enumerate(STORIES, 1):
        lines += [
            ("Heading 1", s.title),
            ("", f"Publication info: {s.outlet} ; Ostvik [Ostvik]{s.date('%D %b %Y')}: A.4."),
            ("", f"ProQuest document link: https://search.example.com/docview/16600000{n}"),
            ("Heading 2", "FULL TEXT"),
            *(("", p) for p in s.body),
            ("Heading 2", "DETAILS"),
            *(("", x) for x in proquest_tail(n, s)),
        ]
    return binary.docx(lines)


# ── the open formats ─────────────────────────────────────────────────────────────────────────────


def url(s: Story) -> str:
    return f"https://news.example.org/{s.day.replace('-', '/')}/{s.title.split()[0].lower()}"


def html_page(s: Story) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{s.title} - {s.outlet}</title>'
        f'<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{s.outlet}">'
        f'<meta property="article:published_time" content="{s.day}T09:00:00+01:00"></head><body><nav>Home World</nav><article>'
        f"<h1>{s.title}</h1>"
        + "".join(f"<p>{p}</p>" for p in s.body)
        + "</article><footer>All rights</footer></body></html>"
    )


@file("page.html")
def page() -> str:
    return html_page(STORIES[0])


@file("plain.txt")
def plain() -> str:
    s = STORIES[0]
    return f"Title: {s.title}\nDate: {s.day}\nOutlet: {s.outlet}\n\n" + "\n".join(s.body) + "\n"


@file("report.md")
def report_md() -> str:
    s = STORIES[0]
    return (
        f"---\ndate: {s.day}\noutlet: {s.outlet}\ntitle: {s.title}\n---\n\n# {s.title}\n\n" + "\n\n".join(s.body) + "\n"
    )


def row(n: int, s: Story) -> dict[str, str]:
    return {
        "id": f"r{n}",
        "headline": s.title,
        "date": s.day,
        "source": s.outlet,
        "url": url(s),
        "body": "\n".join(s.body),
    }


@file("lines.jsonl")
def lines_jsonl() -> str:
    return "".join(
        json.dumps(
            {"ref": f"r{n}", "title": s.title, "published": s.day, "outlet": s.outlet, "url": url(s), "text": s.text},
            ensure_ascii=False,
        )
        + "\n"
        for n, s in enumerate(STORIES, 1)
    )


@file("lines.jsonl.gz")
def lines_gz() -> bytes:
    return gzip.compress(MADE["lines.jsonl"](), mtime=0)


@file("reports.json")
def reports_json() -> str:
    return json.dumps([row(n, s) | {"text": s.text} for n, s in enumerate(STORIES, 1)], indent=1, ensure_ascii=False)


@file("table.csv")
def table_csv() -> str:
    import csv

    held = io.StringIO(newline="")
    out = csv.DictWriter(held, list(row(1, STORIES[0])))
    out.writeheader()
    out.writerows(row(n, s) for n, s in enumerate(STORIES, 1))
    return held.getvalue()


@file("table.xlsx")
def table_xlsx() -> bytes:
    from datetime import date, datetime

    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2015, 3, 6)})
        book.add_worksheet("About").write(0, 0, "The second sheet holds the reports.")
        sheet = book.add_worksheet("Reports")
        for r, values in enumerate(
            [list(row(1, STORIES[0])), *(list(row(n, s).values()) for n, s in enumerate(STORIES, 1))]
        ):
            for c, value in enumerate(values):
                if r and c == 2:
                    sheet.write_datetime(r, c, datetime.combine(date.fromisoformat(value), datetime.min.time()))
                else:
                    sheet.write_string(r, c, value)
    return binary.steady(held.getvalue())


@file("table.parquet")
def table_parquet() -> bytes:
    from datetime import date

    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    rows = [row(n, s) for n, s in enumerate(STORIES, 1)]
    pq.write_table(
        pa.table({k: [date.fromisoformat(r[k]) if k == "date" else r[k] for r in rows] for k in rows[0]}), held
    )
    return held.getvalue()


@file("feed.rss")
def feed_rss() -> str:
    items = (
        "".join(
            f"<item><title>{s.title}</title><link>{url(s)}</link><guid>{url(s)}</guid><pubDate>{s.date('%a, %D %b %Y')} 09:00:00 +0100</pubDate>"
            f"<source url='https://news.example.org'>{s.outlet}</source><description>{s.body[0]}</description><content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in s.body)}]]></content:encoded></item>"
            for s in STORIES[:2]
        )
        + f"<item><title>{STORIES[2].title}</title><link>{url(STORIES[2])}</link></item>"
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{STORIES[0].outlet}</title><link>https://news.example.org</link>{items}</channel></rss>"
    )


@file("feed.atom")
def feed_atom() -> str:
    entries = "".join(
        f'<entry><title>{s.title}</title><link href="{url(s)}"/><id>{url(s)}</id><published>{s.day}T23:30:00-05:00</published>'
        f'<content type="html">{"".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in s.body)}</content></entry>'
        for s in STORIES
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{STORIES[0].outlet}</title><id>x</id>{entries}</feed>"
    )


@file("sitemap.xml")
def sitemap() -> str:
    urls = "".join(
        f"<url><loc>{url(s)}</loc><news:news><news:publication><news:name>{s.outlet}</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{s.day}</news:publication_date><news:title>{s.title}</news:title></news:news></url>"
        for s in STORIES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


@file("story.nitf.xml")
def nitf() -> str:
    s = STORIES[1]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.4/specification/dtd/nitf-3-4.dtd">'
        f'<nitf><head><title>{s.title}</title><docdata><doc-id id-string="inv-1"/><date.issue norm="{s.day.replace("-", "")}T091500+0100"/>'
        f'</docdata><pubdata name="{s.outlet}" date.publication="{s.day.replace("-", "")}"/></head><body><body.head><hedline><hl1>{s.title}</hl1>'
        f"</hedline><byline>By {s.byline}</byline></body.head><body.content>"
        + f"<p>{s.body[0]}</p><hl2>What comes next</hl2>"
        + "".join(f"<p>{p}</p>" for p in s.body[1:])
        + "</body.content></body></nitf>"
    )


@file("story.newsml.xml")
def newsml() -> str:
    items = "".join(
        f'<newsItem guid="urn:newsml:example.org:{s.day}:{n}" version="1" standard="NewsML-G2"><itemMeta><provider literal="{s.outlet}"/>'
        f"<versionCreated>{s.day}T09:15:00+01:00</versionCreated></itemMeta><contentMeta><headline>{s.title}</headline></contentMeta>"
        f'<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body>{''.join(f'<p>{p}</p>' for p in s.body)}</body></html></inlineXML></contentSet></newsItem>"
        for n, s in enumerate(STORIES, 1)
    )
    picture = '<newsItem guid="urn:newsml:example.org:p"><itemMeta/><contentSet><remoteContent href="p.jpg"/></contentSet></newsItem>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
        f"<itemSet>{items}{picture}</itemSet></newsMessage>"
    )


def letter(n: int, s: Story) -> str:
    return (
        f"Received: by mail.example.org; {s.date('%a, %d %b %Y')} 09:16:00 +0100\nFrom: {s.outlet} <news@example.org>\nTo: reader@example.org\n"
        f"Subject: {s.title}\nDate: {s.date('%a, %d %b %Y')} 09:15:00 +0100\nMessage-ID: <{n}@news.example.org>\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
        + "\n\n".join(s.body)
        + "\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><body>"
        + "".join(f"<p>{p}</p>" for p in s.body)
        + "</body></html>\n\n--b--\n"
    )


@file("letter.eml")
def letter_eml() -> str:
    return letter(1, STORIES[0])


@file("letters.mbox")
def letters_mbox() -> str:
    return "\n".join(
        f"From news@example.org {s.date('%a %b %d')} 09:15:00 {s.day[:4]}\n{letter(n, s)}"
        for n, s in enumerate(STORIES, 1)
    )


@file("references.ris")
def references_ris() -> str:
    parts = [
        f"TY  - NEWS\nT1  - {s.title}\nAU  - {s.byline}\nJF  - {s.outlet}\nY1  - {s.day.replace('-', '/')}/\nUR  - {url(s)}\nAN  - 1660000{n}\n"
        f"N2  - {' '.join(s.body)}\nER  - \n"
        for n, s in enumerate(STORIES[:2], 1)
    ]
    parts.append(
        f"TY  - NEWS\nT1  - {STORIES[2].title}\nJF  - {STORIES[2].outlet}\nY1  - 2015/03/05/\nUR  - {url(STORIES[2])}\nER  - \n"
    )
    return "\n".join(parts)


@file("references.json")
def references_json() -> str:
    rows = [
        {
            "id": f"http://zotero.example.org/{n}",
            "type": "article-newspaper",
            "title": s.title,
            "container-title": s.outlet,
            "URL": url(s),
            "abstract": "\n".join(s.body),
            "issued": {"date-parts": [[int(x) for x in s.day.split("-")]]},
        }
        for n, s in enumerate(STORIES, 1)
    ]
    return json.dumps(rows, indent=1, ensure_ascii=False)


def answer(status: str, media: str, body: bytes, *more: str) -> bytes:
    return (
        "\r\n".join(
            (f"HTTP/1.1 {status}", f"Content-Type: {media}", *more, f"Content-Length: {len(body)}", "", "")
        ).encode()
        + body
    )


@file("pages.warc")
def pages_warc() -> bytes:
    records = [
        ("warcinfo", "", b"software: invented\r\n"),
        ("response", "https://news.example.org/robots.txt", answer("200 OK", "text/plain", b"User-agent: *")),
    ]
    records += [
        ("response", url(s), answer("200 OK", "text/html; charset=utf-8", html_page(s).encode())) for s in STORIES[:1]
    ]
    packed = gzip.compress(html_page(STORIES[1]).encode(), mtime=0)
    records.append(("response", url(STORIES[1]), answer("200 OK", "text/html", packed, "Content-Encoding: gzip")))
    whole = html_page(STORIES[2]).encode()
    chunked = f"{len(whole):x}\r\n".encode() + whole + b"\r\n0\r\n\r\n"
    records.append(
        (
            "response",
            url(STORIES[2]),
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        )
    )
    records.append(
        ("response", "https://news.example.org/old", answer("301 Moved", "text/html", b"<p>Moved", "Location: /new"))
    )
    records.append(("response", "https://news.example.org/p.png", answer("200 OK", "image/png", b"\x89PNG")))
    return binary.warc(records)


@file("pages.warc.gz")
def pages_warc_gz() -> bytes:
    """As crawlers write them: each record packed by itself."""
    raw = MADE["pages.warc"]()
    parts = raw.split(b"WARC/1.0\r\n")[1:]
    return b"".join(gzip.compress(b"WARC/1.0\r\n" + p, mtime=0) for p in parts)


@file("pages.wet")
def pages_wet() -> bytes:
    return binary.warc([("conversion", url(s), s.text.encode()) for s in STORIES])


@file("crawl.wacz")
def crawl_wacz() -> bytes:
    return binary.zipped(
        {
            "archive/data.warc.gz": MADE["pages.warc.gz"](),
            "datapackage.json": b"{}",
            "indexes/index.cdx": b"x",
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
        }
    )


@file("many.zip")
def many_zip() -> bytes:
    inner = binary.zipped({"deep.txt": MADE["factiva.txt"]()})
    return binary.zipped(
        {
            "a/nexis.docx": MADE["nexis-uni.docx"](),
            "b.jsonl.gz": MADE["lines.jsonl.gz"](),
            "c.zip": inner,
            "__MACOSX/._b": b"\x00",
            "../../up.txt": MADE["plain.txt"](),
        }
    )


@file("scanned.pdf")
def scanned_pdf() -> bytes:
    return binary.pdf(["x"], picture=True)


@file("mediacloud.csv")
def mediacloud() -> str:
    rows = "".join(
        f'{n},2015-03-07,en,{s.outlet},https://news.example.org,{s.day},"{s.title}",{url(s)}\n'
        for n, s in enumerate(STORIES, 1)
    )
    return "id,indexed_date,language,media_name,media_url,publish_date,title,url\n" + rows


@file("gdelt.export.CSV")
def gdelt() -> str:
    return "".join(
        "\t".join(
            [
                f"41000000{n}",
                s.day.replace("-", ""),
                "201503",
                "2015",
                "2015.1726",
                *[""] * 54,
                "20150306000000",
                url(s),
            ]
        )
        + "\n"
        for n, s in enumerate(STORIES, 1)
    )


@file("acled.csv")
def acled() -> str:
    rows = "".join(
        f'INV{n},{s.date("%D %B %Y")},2015,Protests,Nowhere,{s.outlet},"On {s.date("%d %B %Y")}, {s.body[0]} {s.body[-1]}",0,1425600000\n'
        for n, s in enumerate(STORIES, 1)
    )
    return "event_id_cnty,event_date,year,event_type,country,source,notes,fatalities,timestamp\n" + rows


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, make in MADE.items():
        (folder / name).write_bytes(make())
