"""The fields of the query language, a row each: what a field filters, which kind of value it takes, where it looks.

The table in docs/query.md and what an error message offers are made from these rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

from dateline.chronicle.values import DAYS, ID, NAME, NUMBER, Kind, Sql, choice, codes, figure, key_of, yes_no
from dateline.codebook.actors.rows import SECTORS, SPECIAL, countries
from dateline.codebook.frames import read as read_table
from dateline.codebook.places.importing import alpha3
from dateline.model import FigureKind, Stance, Status

STATUSES = get_args(Status)
SECTOR_NAMES = {                # PLOVER's sectors by what people call them
    "police": "COP", "government": "GOV", "courts": "JUD", "parliament": "LEG", "military": "MIL", "army": "MIL",
    "paramilitary": "PRM", "party": "PTY", "rebels": "REB", "intelligence": "SPY", "armed": "UAF", "business": "BUS",
    "farmers": "AGR", "criminals": "CRM", "civilians": "CVL", "education": "EDU", "elites": "ELI", "journalists": "JRN",
    "media": "JRN", "labour": "LAB", "labor": "LAB", "unions": "LAB", "medical": "MED", "health": "MED",
    "refugees": "REF", "opposition": "OPP", "separatists": "PRE", "religious": "REL", "civil society": "SOC",
}


# ── lists of codes ───────────────────────────────────────────────────────────────────────────────

@cache
def _types() -> Mapping[str, Mapping[str, Any]]:
    return read_table(files("dateline.codebook") / "types.toml")


@cache
def _type_codes() -> Mapping[str, str]:
    return codes(*_types())


@cache
def _mode_codes() -> Mapping[str, str]:
    return codes(*(mode for row in _types().values() for mode in row.get("modes", ())))


@cache
def _context_codes() -> Mapping[str, str]:
    table = read_table(files("dateline.codebook") / "contexts.toml")
    return codes(*(row["name"] for row in table["context"]))


@cache
def _quad_codes() -> Mapping[str, str]:
    return codes(*(f"{how}-{what}" for how in ("verbal", "material") for what in ("cooperation", "conflict")))


@cache
def _sector_codes() -> Mapping[str, str]:
    return codes(*SECTORS) | SECTOR_NAMES


@cache
def _country_codes() -> Mapping[str, str]:
    """Codes, then names; a name that two countries have in common belongs to the one whose first name it is."""
    known = {key_of(name): code for code, names in reversed([*countries().items()]) for name in reversed(names)}
    known |= {key_of(names[0]): code for code, names in countries().items()}
    known |= {key_of(two): three for two, three in alpha3().items()}
    return known | codes(*countries(), *SPECIAL) | {"un": "UNO", "united nations": "UNO", "european union": "EUR"}


TYPE = choice("type", _type_codes)
MODE = choice("mode", _mode_codes, listed=True)
CONTEXT = choice("context", _context_codes, listed=True)
QUAD = choice("quad class", _quad_codes)
SECTOR = choice("sector", _sector_codes)
COUNTRY = choice("country", _country_codes)
STATUS = choice("status", lambda: codes(*STATUSES, "any"))
STANCE = choice("stance", lambda: codes(*get_args(Stance)))
STATE = choice("state", lambda: codes("met", "broken", "lapsed", "open", "unknown"))
COMMITTED = choice("kind", lambda: codes("promise", "threat", "demand", "ultimatum"))
FIGURE = figure(get_args(FigureKind))


# ── the table ────────────────────────────────────────────────────────────────────────────────────

SOURCES = {                     # where a field's columns stand, seen from a row i of incidents
    "incident": "coalesce({test}, FALSE)",
    "party": "i.id IN (SELECT incident FROM incident_parties WHERE {test})",
    "actor": "i.id IN (SELECT incident FROM incident_parties WHERE side = 'actor' AND ({test}))",
    "recipient": "i.id IN (SELECT incident FROM incident_parties WHERE side = 'recipient' AND ({test}))",
    "figure": "i.id IN (SELECT incident FROM incident_figures WHERE {test})",
    "claim": "i.id IN (SELECT c.incident FROM incident_claims c "
             "JOIN claims s ON s.report = c.report AND s.id = c.claim WHERE {test})",
    "stance": "i.id IN (SELECT incident FROM incident_claims WHERE {test})",
    "report": "i.id IN (SELECT t.incident FROM tellings t JOIN reports r ON r.id = t.report WHERE {test})",
    "telling": "i.id IN (SELECT incident FROM tellings WHERE {test})",
    "commitment": "i.id IN (SELECT incident FROM commitments WHERE {test})",
    "alias": "i.id IN (SELECT incident FROM aliases WHERE {test})",
}


OF_REPORTS = {                  # the same for fields of reports, seen from a row r of reports
    "report": "coalesce({test}, FALSE)",
    "telling": "coalesce({test}, FALSE)",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `columns` are put to the test of its kind; `lifts` are defaults that it makes void."""

    name: str
    means: str
    kind: Kind
    source: str
    columns: tuple[str, ...]
    examples: tuple[str, ...]
    lifts: tuple[str, ...] = ()

    @property
    def of_report(self) -> bool:
        """Whether it tells something of a report, not of what it tells."""
        return self.source in OF_REPORTS

    def sql(self, values: tuple[str, ...], today: date | None, *, of_report: bool = False) -> Sql:
        """The condition that any of these values holds, for a row of incidents; or for one of reports."""
        if "any" in values:
            return "TRUE", ()
        columns = ("r.id",) if of_report and self.source == "telling" else self.columns
        tests = [self.kind.test(columns, value, today) for value in values]
        joined = " OR ".join(f"({sql})" for sql, _ in tests)
        source = (SOURCES | OF_REPORTS if of_report else SOURCES)[self.source]
        return source.format(test=f"({joined})"), tuple(p for _, more in tests for p in more)


_BOTH = ("status", "historical")
_CONTESTED = "(i.id IN (SELECT incident FROM incident_figures WHERE contested))"
_QUAD = "replace(replace(i.quad, '_', '-'), ' ', '-')"
_PARTIES = ("name", "incident_parties")

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in (
    Field("actor", "who did it", NAME, "actor", _PARTIES, ("actor:police", 'actor:"Ana Diaz"', "actor:Diaz*")),
    Field("recipient", "to whom", NAME, "recipient", _PARTIES, ("recipient:miners",)),
    Field("party", "who took part, on either side", NAME, "party", _PARTIES, ("party:union",)),
    Field("country", "country of either side", COUNTRY, "party", ("country",), ("country:Peru", "country:PER,CHL")),
    Field("actor.country", "country of who did it", COUNTRY, "actor", ("country",), ("actor.country:PE",)),
    Field("recipient.country", "country of whom it was done to", COUNTRY, "recipient", ("country",),
          ("recipient.country:Chile",)),
    Field("sector", "PLOVER sector of either side", SECTOR, "party", ("sector",), ("sector:MIL", "sector:police")),
    Field("actor.sector", "sector of who did it", SECTOR, "actor", ("sector",), ("actor.sector:REB",)),
    Field("recipient.sector", "sector of whom it was done to", SECTOR, "recipient", ("sector",),
          ("recipient.sector:CVL",)),
    Field("type", "PLOVER type", TYPE, "incident", ("i.type",), ("type:ASSAULT", "type:protest,coerce")),
    Field("mode", "PLOVER mode", MODE, "incident", ("i.modes",), ("mode:arrest", "mode:suicide-*")),
    Field("context", "PLOVER context", CONTEXT, "incident", ("i.contexts",), ("context:election",)),
    Field("quad", "verbal or material, cooperation or conflict", QUAD, "incident", (_QUAD,),
          ("quad:material-conflict", "quad:*-cooperation")),
    Field("score", "PLOVER's intensity, from -10 to 10", NUMBER, "incident", ("i.score",), ("score:<-5",)),
    Field("status", "whether it happened; without this field: occurred or ongoing", STATUS, "incident", ("i.status",),
          ("status:future", "status:any"), ("status",)),
    Field("historical", "told only as background; without this field: no", yes_no("any"), "incident", ("i.historical",),
          ("historical:any",), ("historical",)),
    Field("disputed", "somebody denies or doubts it", yes_no(), "incident", ("i.disputed",), ("disputed:yes",)),
    Field("contested", "two speakers give figures that cannot both be right", yes_no(), "incident", (_CONTESTED,),
          ("contested:yes",)),
    Field("place", "name of the place", NAME, "incident", ("i.place", "incidents"), ("place:Arequipa",)),
    Field("region", "first-level region of the place", NAME, "incident", ("i.region", "incidents"),
          ("region:Puno",)),
    Field("in", "country of the place", COUNTRY, "incident", ("i.country",), ("in:Peru",)),
    Field("time", "when it happened", DAYS, "incident", ("i.time_start", "i.time_end"),
          ("time:2026-03", "time:2026-03-01..2026-03-09", 'time:"last 7 days"')),
    Field("told", "when reports of it came out", DAYS, "report", ("r.published_start", "r.published_end"),
          ("told:2026-Q1", "told:>=2026-03-05")),
    Field("outlet", "who published a report of it", NAME, "report", ("r.outlet",), ("outlet:Courier",)),
    Field("claim", "words of what somebody says of it", NAME, "claim", ("s.content",), ('claim:"tear gas"',)),
    Field("source", "who says something of it", NAME, "claim", ("s.source",), ("source:ministry",)),
    Field("stance", "how somebody stands to it", STANCE, "stance", ("stance",), ("stance:denies",)),
    Field("figures", "numbers told of it", FIGURE, "figure", ("low", "high"),
          ("figures:killed>10", "figures:displaced")),
    Field("kind", "a commitment of this kind", COMMITTED, "commitment", ("kind",), ("kind:threat,ultimatum",), _BOTH),
    Field("state", "a commitment in this state", STATE, "commitment", ("state",), ("state:broken",), _BOTH),
    Field("deadline", "a commitment due then", DAYS, "commitment", ("deadline",), ('deadline:"next 14 days"',), _BOTH),
    Field("reports", "how many reports tell it", NUMBER, "incident", ("i.reports",), ("reports:>=5",)),
    Field("outlets", "how many outlets tell it", NUMBER, "incident", ("i.outlets",), ("outlets:>2",)),
    Field("independent", "how many voices tell it, copies counted once", NUMBER, "incident", ("i.independent",),
          ("independent:>=2",)),
    Field("confidence", "share of such incidents that are right", NUMBER, "incident", ("i.confidence",),
          ("confidence:>=0.8",)),
    Field("id", "an incident, by any id it ever had", ID, "alias", ("id",), ("id:3f9c",), _BOTH),
    Field("report", "told by this report", ID, "telling", ("report",), ("report:9a41",), _BOTH),
)})

DEFAULTS = {                    # what holds where a query does not ask for it
    "status": "i.status IN ('occurred', 'ongoing')",
    "historical": "NOT i.historical",
}
HINTS = {                       # what other tools call it
    "who": "actor", "by": "actor", "from": "actor", "to": "recipient", "whom": "recipient", "target": "recipient",
    "date": "time", "when": "time", "day": "time", "before": "time", "after": "time", "since": "time", "until": "time",
    "published": "told", "site": "outlet", "paper": "outlet", "publisher": "outlet", "where": "place",
    "location": "place", "city": "place", "near": "place", "says": "source", "speaker": "source", "said": "claim",
    "quote": "claim", "killed": "figures", "injured": "figures", "toll": "figures", "number": "figures",
    "due": "deadline", "commitment": "kind", "event": "type", "is": "status", "incident": "id", "admin1": "region",
    "topic": "context",
}
