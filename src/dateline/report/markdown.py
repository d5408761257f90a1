"""Markdown to the plain text that it writes: what is a heading is known from its marks, not told from prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Span

HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*$")
RULE = re.compile(r" {0,3}(?:[-*_]\s*){3,}$")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
QUOTED = re.compile(r" {0,3}(?:>\s?)+")
ADDRESS = r"\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"
# Marks inside a line, and what is left of each; in the order they are taken off. None looks past another beginning of
# its own kind: a line of a million such would be looked through a million times.
INLINE = (
    (re.compile(rf"!\[[^\[\]\n]{{0,300}}\]{ADDRESS}"), ""),                         # an image
    (re.compile(rf"\[([^\[\]\n]{{1,500}})\]{ADDRESS}"), r"\1"),                     # a link keeps its words
    (re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"<!--(?:(?!<!--).)*?-->"), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


def plain(text: str) -> tuple[str, tuple[Span, ...]]:
    """The words of a Markdown text, and where its headings stand in them. The first, if it opens the text, is
    the title and no heading of the body.

    >>> plain("# A *new* day\\n\\nIt [dawned](x.html).\\n\\n## Later\\n\\nMore.")
    ('A new day\\n\\nIt dawned.\\n\\nLater\\n\\nMore.', ((23, 28),))
    """
    kept: list[str] = []
    spans: list[Span] = []
    at = 0
    for words, heading in _lines(text.split("\n")):
        if heading and words and at:
            spans.append((at, at + len(words)))
        kept.append(words)
        at += len(words) + 1
    return "\n".join(kept), tuple(spans)


def _lines(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """(words, is a heading) line by line; a line that only draws is left out."""
    fenced = skip = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if skip:
            skip = False
        elif FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield line, False
        elif found := HEADING.match(line):
            yield _inline(found[1]), True
        elif line.strip() and UNDERLINE.match(following) and not QUOTED.match(line):
            before = lines[number - 1] if number else ""
            skip = True
            yield _inline(line.strip()), not before.strip()
        elif not RULE.match(line):
            yield _inline(QUOTED.sub("", line)), False


def _inline(line: str) -> str:
    for mark, words in INLINE:
        line = mark.sub(words, line)
    return line
