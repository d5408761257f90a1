"""XML and HTML as trees, read so that nothing outside is opened and nothing inside runs or grows.

No entity is resolved, no DTD loaded, no address followed; libxml2's own limits on depth and size stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import UnreadableInput
from dateline.report.given import damaged

UNSEEN = frozenset(("script", "style", "noscript", "template", "iframe", "head", "svg", "object", "select"))
# Elements that begin a line of their own; cells of one row share a line, parted by a tab.
BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hl1",
        "hl2",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "title",
        "tr",
        "ul",
    )
)
CELLS = frozenset(("td", "th"))
DEEPEST = 500  # elements that may lie in one another; browsers stop at about as many


def xml_tree(raw: bytes, source: str) -> Any:
    """The root of an XML document. UnreadableInput where it is none."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source, "XML", error) from error
    if root is None:
        raise damaged(source, "XML", "there is no element in it")
    return root


def html_tree(text: str) -> Any:
    """The root of an HTML document or fragment; None where there is none."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name(node: Any) -> str:
    """The element's name without its namespace, in small letters; empty for what is no element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def first(node: Any, *path: str) -> Any:
    """The first element found by going down through these names, wherever they stand; None where there is none."""
    for step in path:
        node = next((x for x in node.iter() if x is not node and name(x) == step), None)
        if node is None:
            return None
    return node


def every(node: Any, wanted: str) -> Iterator[Any]:
    return (x for x in node.iter() if name(x) == wanted)


def words(node: Any) -> str:
    """All words of an element on one line; empty for None."""
    return "" if node is None else " ".join("".join(node.itertext()).split())


def lines_of(node: Any) -> list[str]:
    """What an element shows, line by line: blocks on lines of their own, an empty line between paragraphs."""
    parts: list[str] = []
    _walk(node, parts)
    lines = [" ".join(re.split(r"[^\S\t]+", part)).strip(" ") for part in "".join(parts).split("\n")]
    return [line.strip() if not line.strip("\t") else line.strip(" \t") for line in lines]


def _walk(root: Any, parts: list[str]) -> None:
    """Words and breaks in the order shown. A stack, not recursion: pages nest deeper than calls may."""
    stack: list[tuple[Any, bool, int]] = [(root, False, 0)]
    while stack:
        node, done, depth = stack.pop()
        tag = name(node)
        if done or tag in UNSEEN or not tag or depth > DEEPEST:
            if done:
                parts.append("\n" if tag in BLOCKS else "\t" if tag in CELLS else "")
            if node is not root:
                parts.append(_flat(node.tail))
            continue
        if tag in BLOCKS:
            parts.append("\n")
        parts.append(node.text or "" if tag == "pre" else _flat(node.text))
        stack.append((node, True, depth))
        stack += [(child, False, depth + 1) for child in reversed(node)]


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def paragraphs(node: Any) -> str:
    """What an element shows, a paragraph a line."""
    return "\n".join(line for line in lines_of(node) if line.strip())


def text_of_html(fragment: str) -> str:
    """The words of a piece of HTML, a paragraph a line.

    >>> text_of_html("<p>One &amp; all</p><script>x</script><p>Two</p>")
    'One & all\\nTwo'
    """
    root = html_tree(fragment) if fragment.strip() else None
    return "" if root is None else paragraphs(root)


def root_name(head: str) -> str:
    """The name of an XML document's root element, told from its beginning, without namespace; or nothing.

    >>> root_name('<?xml version="1.0"?><!-- x --><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>')
    'nitf'
    """
    rest = head.lstrip("\ufeff \t\r\n")
    while skipped := re.match(
        r"<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*", rest, re.DOTALL | re.I
    ):
        rest = rest[skipped.end() :]
    found = re.match(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", rest)
    return found[1] if found else ""


def no_text(source: str, what: str) -> UnreadableInput:
    return UnreadableInput(source, f"is {what} with no report in it", "save the article's text and give that")
