"""A small store for questions: invented reports, and the incidents they tell, laid into its tables by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.chronicle import Chronicle
from dateline.chronicle.pairs import pair
from dateline.chronicle.rows import put
from dateline.chronicle.schema import TABLES
from dateline.model import digest

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def row(table: str, **cells: Any) -> Row:
    """A row of a table of the schema; cells that are not named are empty."""
    columns = TABLES[table].columns
    assert cells.keys() <= columns.keys(), cells.keys() - columns.keys()
    return tuple(cells.get(name) for name in columns)


# name: outlet, day, title, text
REPORTS: Mapping[str, tuple[str, str, str, str]] = {
    "strike": ("Morro Courier", "2026-03-02", "Miners walk out in Lampa",
               "Miners walk out in Lampa\nSome 1,200 miners went on strike in Lampa on Monday. The union said the walkout "
               "would last until Tintaya Copper keeps the cease-fire on wages. Rain fell in the hills."),
    "strike again": ("Puno Radio", "2026-03-03", "Strike at the copper mine",
                     "Hundreds of miners struck at the Lampa mine on Monday, police said. Tintaya Copper called the figure of "
                     "1200 strikers a rumour."),
    "clash": ("Morro Courier", "2026-03-04", "Police fire tear gas at miners",
              "Police fired tear gas at striking miners in Lampa on Wednesday, killing three people. The ministry denied that "
              "anybody died; Sana'a Diaz, of the union, said five were dead."),
    "talks": ("Lakeside Post", "2026-03-05", "Talks promised",
              "The Peruvian government promised on Thursday to hold peace talks with the miners by March 20."),
    "aid": ("Lakeside Post", "2026-02-10", "Chile sends blankets",
            "Chile sent blankets to Peru on Tuesday after the flood in Łomas. Médecins du Lac helped 400 families."),
    "tokyo": ("Kawa Shimbun", "2026-01-15", "東京で会談",
              "東京で会談\n日本とペルーの外相が東京で会談した。 Officials of Japan met officials of Peru in Tokyo on Thursday."),
    "cairo": ("Nil Press", "2026-01-20", "احتجاج", "تظاهر المئات في القاهرة يوم الثلاثاء. Hundreds marched in Cairo on Tuesday."),
    "bangkok": ("Chao Times", "2026-01-22", "ประชุม", "ประชุมที่กรุงเทพ Ministers met in Bangkok on Thursday."),
}

# name: report -> the words that tell it; what the incident is; parties as (side, name, country, sector)
INCIDENTS: tuple[Mapping[str, Any], ...] = (
    {"told": {"strike": "Some 1,200 miners went on strike in Lampa on Monday",
              "strike again": "Hundreds of miners struck at the Lampa mine on Monday"},
     "is": {"label": "miners: strike, Lampa", "type": "PROTEST", "modes": "strike", "contexts": "economic;inequality",
            "quad": "material_conflict", "score": -5.0, "time_start": "2026-03-02", "time_end": "2026-03-02",
            "place": "Lampa", "region": "Puno", "country": "PER", "reports": 2, "outlets": 2, "independent": 2,
            "confidence": 0.9},
     "parties": (("actor", "miners", "PER", "LAB"), ("recipient", "Tintaya Copper", "PER", "BUS")),
     "figures": (("strike", "participants", 1200.0, 1200.0, "1,200", None, True),
                 ("strike again", "participants", 200.0, None, "Hundreds", "police", True)),
     "claims": (("strike again", "Tintaya Copper", "the figure of 1200 strikers a rumour", "doubts"),)},
    {"told": {"clash": "Police fired tear gas at striking miners in Lampa on Wednesday, killing three people"},
     "is": {"label": "police → miners: tear gas, Lampa", "type": "ASSAULT", "modes": "crowd-control",
            "contexts": "repression", "quad": "material_conflict", "score": -7.5, "disputed": True,
            "time_start": "2026-03-04", "time_end": "2026-03-04", "place": "Lampa", "region": "Puno", "country": "PER",
            "reports": 1, "outlets": 1, "independent": 1, "confidence": 0.7},
     "parties": (("actor", "police", "PER", "COP"), ("recipient", "striking miners", "PER", "LAB")),
     "figures": (("clash", "killed", 3.0, 3.0, "three", None, True), ("clash", "killed", 5.0, 5.0, "five", "Sana'a Diaz", True)),
     "claims": (("clash", "The ministry", "anybody died", "denies"), ("clash", "Sana'a Diaz", "five were dead", "asserts"))},
    {"told": {"talks": "promised on Thursday to hold peace talks with the miners by March 20"},
     "is": {"label": "Peruvian government → miners: promise of talks", "type": "AGREE", "quad": "verbal_cooperation",
            "score": 2.5, "status": "future", "time_start": "2026-03-20", "time_end": "2026-03-20", "reports": 1, "outlets": 1,
            "independent": 1, "confidence": 0.8},
     "parties": (("actor", "Peruvian government", "PER", "GOV"), ("recipient", "miners", "PER", "LAB")),
     "commitment": {"kind": "promise", "actor": "Peruvian government", "owed_to": "miners", "deadline": "2026-03-20",
                    "state": "open"}},
    {"told": {"aid": "Chile sent blankets to Peru on Tuesday after the flood in Łomas"},
     "is": {"label": "Chile → Peru: blankets", "type": "AID", "contexts": "disasters", "quad": "material_cooperation",
            "score": 10.0, "time_start": "2026-02-10", "time_end": "2026-02-10", "place": "Łomas", "region": "Arequipa",
            "country": "PER", "reports": 1, "outlets": 1, "independent": 1, "confidence": 0.95},
     "parties": (("actor", "Chile", "CHL", "GOV"), ("recipient", "Peru", "PER", None)),
     "figures": (("aid", "aided", 400.0, 400.0, "400", None, False),)},
    {"told": {"tokyo": "Officials of Japan met officials of Peru in Tokyo on Thursday"},
     "is": {"label": "Japan, Peru: meeting, Tokyo", "type": "CONSULT", "modes": "visit", "quad": "verbal_cooperation",
            "score": 4.0, "time_start": "2026-01-15", "time_end": "2026-01-15", "place": "Tokyo", "country": "JPN",
            "reports": 1, "outlets": 1, "independent": 1, "confidence": 0.9},
     "parties": (("actor", "Japan", "JPN", "GOV"), ("actor", "Peru", "PER", "GOV"))},
    {"told": {"cairo": "Hundreds marched in Cairo on Tuesday"},
     "is": {"label": "hundreds: march, Cairo", "type": "PROTEST", "modes": "demo", "quad": "material_conflict",
            "score": -5.0, "historical": True, "time_start": "2026-01-20", "time_end": "2026-01-20", "place": "Cairo",
            "country": "EGY", "reports": 1, "outlets": 1, "independent": 1, "confidence": 0.6},
     "parties": (("actor", "hundreds", "EGY", "CVL"),)},
)


def report_id(name: str) -> str:
    return digest("report", name)


def incident_id(number: int) -> str:
    return digest("incident", str(number))


def fill(chronicle: Chronicle, *, reports: Iterable[str] = tuple(REPORTS)) -> None:
    """One batch: these reports, and of the incidents what they tell."""
    db = chronicle.cursor()
    names = [name for name in REPORTS if name in set(reports)]
    batch, = db.execute("SELECT coalesce(max(number), 0) + 1 FROM kept.batches").fetchall()[0]
    first, = db.execute("SELECT coalesce(max(number), 0) + 1 FROM reports").fetchall()[0]
    rows: Rows = {"kept.batches": [(batch, f"2026-03-06T00:00:{batch:02}", len(names))], "reports": [], "kept.records": []}
    for number, name in enumerate(names, first):
        outlet, day, title, text = REPORTS[name]
        rows["reports"].append(row("reports", id=report_id(name), outlet=outlet, title=title, text=text, number=number,
                                   published_start=day, published_end=day, language="en", family=report_id(name)))
        rows["kept.records"].append(row("kept.records", id=digest("record", name), report=report_id(name), number=number))
    for number, what in enumerate(INCIDENTS):
        told = {name: words for name, words in what["told"].items() if name in names}
        if told:
            _tell(rows, incident_id(number), what, told, batch)
    for table, found in rows.items():
        put(db, table, found)
    pair(db, {"incidents": [], "incident_parties": []} | rows)


def _tell(rows: Rows, incident: str, what: Mapping[str, Any], told: Mapping[str, str], batch: int) -> None:
    days = [REPORTS[name][1] for name in told]
    cells = {"status": "occurred", "historical": False, "disputed": False, **what["is"]}
    into = rows.setdefault
    into("incidents", []).append(row("incidents", id=incident, first_told=min(days), last_told=max(days), **cells))
    into("aliases", []).append(row("aliases", id=incident, incident=incident))
    into("changes", []).append(row("changes", number=batch, at="2026-03-06", what="added", incident=incident))
    for name, words in told.items():
        start, event, text = REPORTS[name][3].index(words), digest("event", name), REPORTS[name][3]
        into("tellings", []).append((incident, report_id(name), event))
        into("events", []).append(row("events", report=report_id(name), id=event, type=cells["type"], evidence=words,
                                      status=cells["status"], start_char=start, end_char=start + len(words)))
        into("evidence", []).append((report_id(name), "event", event, text[start:start + len(words)], start,
                                     start + len(words)))
    for side, name, country, sector in what["parties"]:
        into("incident_parties", []).append(row("incident_parties", incident=incident, side=side, name=name,
                                                country=country, sector=sector, tellings=len(told)))
    for name, kind, low, high, words, by, contested in what.get("figures", ()):
        into("incident_figures", []).append(row(
            "incident_figures", incident=incident, kind=kind, report=report_id(name), event=digest("event", name), low=low,
            high=high, by=by, words=words, contested=contested, updated=False))
    for number, (name, source, content, stance) in enumerate(what.get("claims", ())):
        claim = f"c{number}"
        into("claims", []).append(row("claims", report=report_id(name), id=claim, source=source, content=content,
                                      stance=stance))
        into("incident_claims", []).append((incident, report_id(name), claim, stance))
    if bound := what.get("commitment"):
        into("commitments", []).append(row("commitments", incident=incident, as_of="2026-03-05", **bound))


def newest_day() -> date:
    return max(date.fromisoformat(day) for _, day, _, _ in REPORTS.values())
