"""One HTML file that opens without a network and without us: incidents with filters, figures, claims, commitments, and
the sentences behind each.

The page is the workbench's own front end, built as one script (`dossier.js`) and one style sheet; the data lie in the
file as JSON. Its Content-Security-Policy lets nothing run but this script, by its digest, and fetches nothing. Words of
reports enter as data and are shown as text alone.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.chronicle.outward import Extract
from dateline.chronicle.views.pocket import Pocket, pocket
from dateline.errors import BadExport
from dateline.faces.export.readme import About
from dateline.faces.export.tables import Written

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle

PARTS = ("dossier.js", "dossier.css")
LINE_ENDS = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; script-src '{script_hash}'; \
style-src '{style_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Dateline {version}">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This dossier needs JavaScript, which is off. It asks for nothing from anywhere.</noscript>
<script type="application/json" id="dossier">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def write_dossier(chronicle: Chronicle, extract: Extract, path: Path, about: About) -> Written:
    """The dossier of what an extract chose; a row is an incident."""
    script, style = _parts()
    held = pocket(chronicle, extract, text=about.with_text)
    title = f"Dossier: {about.query}" if about.query else "Dossier"
    text = PAGE.format(
        script=script, style=style, script_hash=_digest(script), style_hash=_digest(style), version=__version__,
        title=escape(title), data=_json(_data(held, about)))
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    left = (f"{held.left:,} incidents of the earliest days are left out: a dossier holds {len(held.incidents):,}; "
            "ask for fewer, or take a folder",) if held.left else ()
    return Written(len(held.incidents), left)


def _parts() -> tuple[str, str]:
    """Script and style as they were built."""
    from dateline.faces.workbench.app import built

    found = [built() / name for name in PARTS]
    if missing := [file for file in found if not file.is_file()]:
        raise BadExport(f"{missing[0].name} is not built in this checkout", "run `make web` (it needs Node 20)")
    script, style = (file.read_text(encoding="utf-8").strip() for file in found)
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--"), style.replace("</style", "<\\/style")


def _data(held: Pocket, about: About) -> Mapping[str, Any]:
    return {
        "about": {"query": about.query, "version": __version__, "at": about.made.at, "counts": dict(about.counts),
                  "with_text": about.with_text, "left": held.left,
                  "coded": [list(version) for version in about.made.versions]},
        "countries": _countries(held),
        "incidents": held.incidents, "quotes": [_without(asdict(quote), "citation") for quote in held.quotes],
        "figures": [_without(row, "label", "type", "event", "start_char", "end_char") for row in held.figures],
        "claims": [_without(row, "type", "claim", "cue") for row in held.claims],
        "commitments": held.commitments, "reports": held.reports}


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _countries(held: Pocket) -> dict[str, str]:
    """The names of the countries in it."""
    from dateline.codebook.actors.rows import countries

    known = countries()
    codes = sorted({str(row["country"]) for row in held.incidents if row["country"]})
    return {code: known[code][0] for code in codes if known.get(code)}


def _json(data: Any) -> str:
    """JSON that ends no element of a page and is one line for every reader of JavaScript.

    >>> _json({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=date.isoformat, allow_nan=False)
    for letter, safe in LINE_ENDS.items():
        text = text.replace(letter, safe)
    return text


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
