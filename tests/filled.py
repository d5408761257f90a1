"""A store filled by hand, for tests of what leaves it: six incidents with whatever is awkward to export; the rules of GEXF."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb

from dateline.chronicle.pairs import pair_all
from dateline.chronicle.schema import TABLES
from dateline.faces.export.graphs import GEXF

SECRET = "Only the full text tells of the cellar."         # in a report, in nothing quoted from it
LONG = "very " * 8_000 + "long"
NAMED = "Müller & Söhne, „Nord“"


def put(db: duckdb.DuckDBPyConnection, table: str, **row: Any) -> None:
    assert not row.keys() - TABLES[table].columns.keys()
    names = ", ".join(f'"{name}"' for name in row)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def report(db: duckdb.DuckDBPyConnection, name: str, outlet: str, day: str | None, title: str = "News") -> None:
    put(db, "reports", id=name, title=title, outlet=outlet, language="en", url=f"https://news.example/{name}",
        published_start=day, published_end=day, published_basis="stated", text=f"{title}. {SECRET}", record=f"k{name}",
        family=name, number=1)
    put(db, "kept.records", id=f"k{name}", report=name, dateline="0.1.0", reader="r1", codebook="c1", number=1, body="{}")


Parties = list[tuple[str, str | None, str | None]]


def incident(db: duckdb.DuckDBPyConnection, name: str, kind: str, day: str | None, told: list[str], *parties: Parties,
             **more: Any) -> None:
    """An incident told by these reports, one event each; parties: who did it, to whom."""
    row = {"label": f"What {name} is", "modes": None, "contexts": None, "quad": "material conflict", "score": -9.0,
           "status": "occurred", "historical": False, "disputed": False, "confidence": 0.8} | more
    place = {key: row.pop(key, None) for key in ("place", "region", "country", "lat", "lon", "geonameid", "precision")}
    evidence = row.pop("evidence", f"the words of {name}")
    put(db, "incidents", id=name, type=kind, time_start=day, time_end=row.pop("until", day), time_grain="day",
        time_basis="stated", reports=len(told), outlets=len(told), independent=1, first_told="2026-03-06", last_told="2026-03-08",
        **place, **row)
    place.pop("region")
    for where in told:
        event = f"e{name}{where}"
        put(db, "tellings", incident=name, report=where, event=event)
        put(db, "aliases", id=f"a{event}", incident=name)
        put(db, "events", report=where, id=event, type=kind, time_start=day, time_end=day, start_char=0, end_char=4,
            evidence=evidence, trigger_words="News", **{k: v for k, v in (row | place).items() if k != "label"})
    for side, named in zip(("actor", "recipient"), parties, strict=True):
        for party, country, sector in named:
            put(db, "incident_parties", incident=name, side=side, name=party, country=country, sector=sector,
                kind="unknown", tellings=len(told))
            for where in told:
                put(db, "actors", report=where, id=f"{side}{name}{party}", name=party, country=country, sector=sector)
                put(db, "participants", report=where, event=f"e{name}{where}", role=side,
                    actor=f"{side}{name}{party}", words=party, start_char=0, end_char=4)


OSTVIK = {"place": "Ostvik", "region": "Nordmark", "country": "NOR", "lat": 59.1234567, "lon": 10.5, "geonameid": 17,
          "precision": "city"}


def fill(db: duckdb.DuckDBPyConnection) -> None:
    """Six incidents in four reports: a raid, one known by its country alone, one of no day, a promise, two that were not."""
    put(db, "kept.batches", number=1, at="2026-03-09T10:15:00+01:00", reports=4)
    report(db, "r1", "Courier", "2026-03-06")
    report(db, "r2", "=cmd|'/c calc'!A1", "2026-03-07", title="+1 for the raid")
    report(db, "r3", "Gazette", None)
    report(db, "r4", "مرآة", "2026-03-08", title="خبر")
    incident(db, "i1", "ASSAULT", "2026-03-05", ["r1", "r2"], [("the army", "NOR", "MIL")], [(NAMED, None, "CVL")],
             modes="drone", contexts="military", until="2026-03-06", disputed=True, evidence=LONG, **OSTVIK)
    incident(db, "i2", "PROTEST", "2026-03-06", ["r2"], [("dockers", "SWE", "LAB")], [], score=-6.0,
             country="SWE", lat=62.0, lon=15.0, precision="country", place="Sweden", label='"Strike"\nall, day')
    incident(db, "i3", "CONSULT", None, ["r3"], [("Ana Sund", "NOR", "GOV"), ("EU", "EUR", None)], [],
             quad="verbal cooperation", score=2.5, modes="visit")
    incident(db, "i4", "AGREE", "1850-03-08", ["r4"], [("the army", "NOR", "MIL")], [("dockers", "SWE", "LAB")],
             quad="verbal cooperation", score=2.5, label="-5 degrees; they will pay, or else")
    incident(db, "i5", "ASSAULT", "2026-03-05", ["r4"], [("the army", "NOR", "MIL")], [(NAMED, None, "CVL")],
             status="negated", evidence="they did not fire")
    incident(db, "i6", "AID", "2026-04-01", ["r4"], [("EU", "EUR", None)], [("dockers", "SWE", "LAB")],
             status="future", quad="material cooperation", score=10.0)
    for by, low in (("police", 3.0), ("the union", 9.0)):
        put(db, "incident_figures", incident="i1", kind="killed", report="r1", event="ei1r1", low=low, high=low, by=by,
            date="2026-03-05", words=str(low), start_char=0, end_char=1, contested=True, updated=False)
    put(db, "claims", report="r1", id="c1", source="police", cue="said", content="3 died", form="indirect",
        stance="asserts")
    put(db, "incident_claims", incident="i1", report="r1", claim="c1", stance="asserts")
    put(db, "commitments", incident="i4", kind="promise", actor="the army", owed_to="dockers", condition="if, and only; then",
        deadline="2026-03-20", state="open", as_of="2026-03-08")
    put(db, "commitments", incident="i6", kind="promise", actor="EU", owed_to="dockers", deadline="2026-12-31",
        state="met", settled_by="r4", settled_by_event="ei6r4", settled_on="2026-03-08", as_of="2026-03-08")
    put(db, "commitments", incident="i3", kind="demand", actor="EU", state="unknown", as_of="2026-03-08")
    pair_all(db)


def rows(file: Path, between: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=between))


# ── the rules of GEXF ────────────────────────────────────────────────────────────────────────────

TYPES = {"string": str, "long": int, "double": float}


def gexf_faults(root: ET.Element) -> Iterator[str]:
    """Where a file breaks the rules of GEXF 1.3 (gexf.xsd, dynamics.xsd), as far as it uses them."""
    def name(element: ET.Element) -> str:
        return element.tag.removeprefix(f"{{{GEXF}}}")

    allowed = {"gexf": ["meta", "graph"], "meta": ["creator", "keywords", "description"],
               "graph": ["attributes", "nodes", "edges"], "attributes": ["attribute"], "nodes": ["node"],
               "edges": ["edge"], "node": ["attvalues", "spells"], "edge": ["attvalues", "spells"],
               "attvalues": ["attvalue"], "spells": ["spell"]}
    needed = {"gexf": ["version"], "attribute": ["id", "title", "type"], "attributes": ["class"], "node": ["id", "label"],
              "edge": ["source", "target"], "attvalue": ["for", "value"]}
    for element in root.iter():
        yield from (f"{name(element)} lacks {key}" for key in needed.get(name(element), ()) if key not in element.attrib)
        inside = [name(child) for child in element]
        yield from (f"{child} in {name(element)}" for child in inside if child not in allowed.get(name(element), ()))
        if name(element) == "spell" and not element.get("start", "") <= element.get("end", "9999"):
            yield f"a spell runs backwards: {element.attrib}"
        if name(element) == "spells" and not len(element):
            yield "spells without a spell"
    graph = root.find(f"{{{GEXF}}}graph")
    assert graph is not None
    if (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) != ("dynamic", "date", "interval"):
        yield f"no dynamic graph of days: {graph.attrib}"
    for kind in ("node", "edge"):
        known = {a.get("id"): TYPES[a.get("type", "")] for block in graph.findall(f"{{{GEXF}}}attributes")
                 if block.get("class") == kind for a in block}
        found = list(graph.iter(f"{{{GEXF}}}{kind}"))
        for value in (value for one in found for value in one.iter(f"{{{GEXF}}}attvalue")):
            try:
                known[value.get("for")](value.get("value", ""))
            except (KeyError, ValueError) as error:
                yield f"{kind}: {value.attrib}: {error!r}"
        if len({one.get("id") for one in found}) != len(found):
            yield f"two {kind}s of one id"
    ids = {node.get("id") for node in graph.iter(f"{{{GEXF}}}node")}
    for edge in graph.iter(f"{{{GEXF}}}edge"):
        if not {edge.get("source"), edge.get("target")} <= ids:
            yield f"an edge without its nodes: {edge.attrib}"
