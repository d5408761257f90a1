"""Files that say one thing without end: ``python -m tests.fuzz.swollen 60000`` reads each sign so often that it comes to this many
bytes, behind the head of each format of text, and tells what takes more than a second of the processor.
"""

from __future__ import annotations

import signal
import sys
import time

from tests.fuzz.drawn import SECONDS, Hung, _hung
from tests.fuzz.files import HERE, File

AGAIN = (
    " ", "\t", "a", "a ", "A ", "A. ", "1", "1,", "1-", "March 3 ", "(", '"', "'", "<", "<a ", "<div>", "&amp;", "&#x", "[", "{", "\\", "\\'e9", "-", "--- ",
    "=", "_", ":", "a:b\n", "\n", "\r", "\r\n", "a\n", " \n", "A\n\n", ",", ";", "\ufeff", "http://", "By A B, ", "/", "LENGTH: 1\n", "TY  - x\n",
    "From x 2015\n", "Content-Type: a;\n ", "=?utf-8?q?", "--b\n", '{"a":', "[[", "<p>a</p>", "<!--", "<![CDATA[", "]]>", "WARC/1.0\r\n", "*", "# a\n",
    "> ", "![](", "[a](", "`", "|", "é", "OSLO, May 2 - ",
)
HEADS = {
    "x.txt": b"", "x.md": b"# T\n", "x.html": b"<html><body><p>", "x.csv": b"title,text\na,", "x.ris": b"TY  - NEWS\nTI  - ", "x.rtf": b"{\\rtf1 ",
    "x.eml": b"From: a@b\nDate: Mon, 2 Mar 2015 10:00:00 +0000\nSubject: ", "x.mbox": b"From x 2015\nSubject: a\n\n",
    "parts.eml": b"From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", "x.json": b'[{"text":"', "x.jsonl": b'{"text":"',
    "x.rss": b"<rss><channel><item><description>", "x.nitf": b"<nitf><body>",
    "x.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
    **{f"{name}.txt": (HERE / f"{name}.txt").read_bytes()[:1_300] for name in ("nexis-uni", "factiva", "proquest")},
}


def main(size: int, names: list[str]) -> None:
    signal.signal(signal.SIGPROF, _hung)
    for name in names or HEADS:
        read, whole = File(name), time.process_time()
        for again in AGAIN:
            if (took := _seconds(read, HEADS[name] + again.encode() * (size // len(again)))) > 1:
                print(f"{name}: {again!r} takes {f'{took:.1f}' if took < SECONDS else 'more than 10'} s", flush=True)
        print(f"{name}: {time.process_time() - whole:.1f} s in all", flush=True)


def _seconds(read: File, raw: bytes) -> float:
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        read(raw)
    except Hung:
        return SECONDS
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
