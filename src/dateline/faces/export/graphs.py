"""The network of who did what to whom, for Gephi and its like: GEXF 1.3 with time, and GraphML.

Edges go from whoever acted to whoever received, one for each quad class, so that help and harm between two parties stay
apart. Times are days; an edge is there on the days of its incidents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree as ET

from dateline import __version__
from dateline.faces.export.tables import Written
from dateline.faces.words import counted

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")     # of XML 1.0, 2.2

# What nodes and edges carry, with types that GEXF and GraphML call by one name.
NODE = {"country": "string", "sector": "string", "kind": "string", "incidents": "long"}
EDGE = {"quad": "string", "types": "string", "incidents": "long", "reports": "long", "independent": "long",
        "mean_score": "double", "first_day": "string", "last_day": "string", "undated": "long", "ids": "string"}
MEANINGS = {
    "node: label": "name of the party", "node: country": "its country, as most happenings have it",
    "node: sector": "its PLOVER sector, likewise", "node: kind": "kind of actor, likewise",
    "node: incidents": "happenings it takes part in", "edge: quad": "PLOVER quad class",
    "edge: types": "PLOVER types among them", "edge: incidents": "happenings; the weight of the edge",
    "edge: reports": "reports that tell them", "edge: independent": "voices that tell them",
    "edge: mean_score": "mean of PLOVER's scores", "edge: first_day": "first day", "edge: last_day": "last day",
    "edge: undated": "happenings without a day: they add weight, but no time", "edge: ids": "ids of the incidents",
}

Rows = Callable[[], Iterable[Mapping[str, Any]]]
Text = Mapping[str, str]


def write_gexf(nodes: Rows, edges: Rows, path: Path, about: str) -> Written:
    """A directed graph whose nodes and edges have the days on which they were there.

    nodes   id, label, and the columns of NODE; spells: {first, last} of days
    edges   source, target, and the columns of EDGE; spells likewise
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{HEAD}<gexf xmlns="{GEXF}" xmlns:xsi="{XSI}" '
                  f'xsi:schemaLocation="{GEXF} {GEXF}/gexf.xsd" version="1.3">\n')
        meta = ET.Element("meta")
        ET.SubElement(meta, "creator").text = f"Dateline {__version__}"
        ET.SubElement(meta, "description").text = clean(about)
        _put(out, meta)
        out.write('<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval" '
                  'idtype="string">\n')
        for kind, columns in (("node", NODE), ("edge", EDGE)):
            _put(out, _attributes(kind, columns))
        counts = [_all(out, "nodes", map(_node, nodes())),
                  _all(out, "edges", (_edge(number, row) for number, row in enumerate(edges())))]
        out.write("</graph>\n</gexf>\n")
    return Written(sum(counts), (f"{counted(counts[0], 'node')}, {counted(counts[1], 'edge')}",))


def _attributes(kind: str, columns: Text) -> ET.Element:
    found = ET.Element("attributes", {"class": kind, "mode": "static"})
    for name, sort in columns.items():
        ET.SubElement(found, "attribute", {"id": name, "title": name, "type": sort})
    return found


def _node(row: Mapping[str, Any]) -> ET.Element:
    found = ET.Element("node", {"id": clean(row["id"]), "label": clean(row["label"])})
    return _filled(found, row, NODE)


def _edge(number: int, row: Mapping[str, Any]) -> ET.Element:
    found = ET.Element("edge", {
        "id": str(number), "source": clean(row["source"]), "target": clean(row["target"]), "kind": row["quad"],
        "label": row["quad"], "weight": str(float(row["incidents"]))})
    return _filled(found, row, EDGE)


def _filled(element: ET.Element, row: Mapping[str, Any], columns: Text) -> ET.Element:
    values = ET.SubElement(element, "attvalues")
    for name in columns:
        if row[name] is not None:
            ET.SubElement(values, "attvalue", {"for": name, "value": written(row[name])})
    if spells := _days(row):
        around = ET.SubElement(element, "spells")
        for first, last in spells:
            ET.SubElement(around, "spell", {"start": first.isoformat(), "end": last.isoformat()})
    return element


def _days(row: Mapping[str, Any]) -> list[tuple[date, date]]:
    return joined((spell["first"], spell["last"]) for spell in row["spells"] or ())


def joined(spells: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The days without overlap, in their order: what touches or overlaps is one spell.

    >>> d = [date(2026, 3, day) for day in range(1, 10)]
    >>> [f"{a.day}-{b.day}" for a, b in joined([(d[4], d[6]), (d[0], d[1]), (d[5], d[8])])]
    ['1-2', '5-9']
    """
    found: list[tuple[date, date]] = []
    for first, last in sorted(spells):
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


# ── GraphML ──────────────────────────────────────────────────────────────────────────────────────

def write_graphml(nodes: Rows, edges: Rows, path: Path, about: str) -> Written:
    """The same graph for programs that do not read GEXF; GraphML has no time of its own, so days are data."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{HEAD}<graphml xmlns="{GRAPHML}" xmlns:xsi="{XSI}" '
                  f'xsi:schemaLocation="{GRAPHML} {GRAPHML}/1.0/graphml.xsd">\n')
        described = ET.Element("desc")
        described.text = clean(about)
        _put(out, described)
        for kind, columns in (("node", {"label": "string", **NODE, "days": "string"}),
                              ("edge", {**EDGE, "weight": "double", "days": "string"})):
            for name, sort in columns.items():
                key = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": sort}
                _put(out, ET.Element("key", key))
        out.write('<graph id="G" edgedefault="directed">\n')
        counts = [sum(_put(out, _graphml_node(row)) for row in nodes()),
                  sum(_put(out, _graphml_edge(number, row)) for number, row in enumerate(edges()))]
        out.write("</graph>\n</graphml>\n")
    return Written(sum(counts), (f"{counted(counts[0], 'node')}, {counted(counts[1], 'edge')}",))


def _graphml_node(row: Mapping[str, Any]) -> ET.Element:
    return _with_data(ET.Element("node", {"id": clean(row["id"])}), "node", ("label", *NODE), row)


def _graphml_edge(number: int, row: Mapping[str, Any]) -> ET.Element:
    found = ET.Element("edge", {"id": f"e{number}", "source": clean(row["source"]), "target": clean(row["target"])})
    return _with_data(found, "edge", (*EDGE, "weight"), {**row, "weight": float(row["incidents"])})


def _with_data(element: ET.Element, kind: str, names: Iterable[str], row: Mapping[str, Any]) -> ET.Element:
    days = ";".join(f"{first}/{last}" for first, last in _days(row))
    for name, value in (*((name, row[name]) for name in names), ("days", days or None)):
        if value is not None:
            ET.SubElement(element, "data", {"key": f"{kind}_{name}"}).text = written(value)
    return element


# ── both ─────────────────────────────────────────────────────────────────────────────────────────

def _all(out: TextIO, name: str, elements: Iterator[ET.Element]) -> int:
    out.write(f"<{name}>\n")
    count = sum(_put(out, element) for element in elements)
    out.write(f"</{name}>\n")
    return count


def _put(out: TextIO, element: ET.Element) -> int:
    out.write(ET.tostring(element, encoding="unicode") + "\n")
    return 1


def written(value: Any) -> str:
    if isinstance(value, float):
        return repr(round(value, 6))
    return clean(value.isoformat() if isinstance(value, date) else str(value))


def clean(text: str) -> str:
    """The text without the characters that XML has no way to write."""
    return FORBIDDEN.sub("", text)
