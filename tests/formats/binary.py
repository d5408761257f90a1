"""Files that are not text, made so that the same stories give the same bytes."""

from __future__ import annotations

import io
import zipfile

STAMP = (2015, 3, 6, 0, 0, 0)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file whose times are all one."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def steady(raw: bytes) -> bytes:
    """A zip file made anew, with all its times one."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def docx(lines: list[tuple[str, str]]) -> bytes:
    from datetime import datetime

    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(2015, 3, 6)
    for style, words in lines:
        document.add_paragraph(words, style=style or None)
    held = io.BytesIO()
    document.save(held)
    return steady(held.getvalue())


def rtf(lines: list[str]) -> bytes:
    def escaped(words: str) -> str:
        plain = words.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in plain)

    body = "".join(f"\\pard {escaped(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\\f0\\fs24\n{body}}}".encode(
        "ascii"
    )


def pdf(lines: list[str], *, head: str = "", per_page: int = 40, picture: bool = False) -> bytes:
    """A PDF of lines in Helvetica; with `picture`, of pages without any text on them."""
    pages = [lines[n : n + per_page] for n in range(0, len(lines), per_page)]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages, 1):
        shown = [f"Page {n} of {len(pages)}", head, *page, ""]
        words = "\n".join(f"({_escaped(x)}) Tj T*" for x in shown if not picture)
        stream = f"BT /F1 10 Tf 60 780 Td 14 TL\n{words}\nET" if not picture else "0 0 100 100 re f"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {3 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for n, held in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{held}\nendobj\n".encode("cp1252")
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def warc(records: list[tuple[str, str, bytes]]) -> bytes:
    """A web archive of (kind, address, block) records."""
    out = b""
    for n, (kind, url, block) in enumerate(records):
        media = {"response": "application/http; msgtype=response", "conversion": "text/plain"}.get(
            kind, "application/warc-fields"
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\n"
            f"WARC-Date: 2015-03-06T10:00:00Z\r\n"
            + (f"WARC-Target-URI: {url}\r\n" if url else "")
            + f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        out += head.encode() + block + b"\r\n\r\n"
    return out
