"""The tables that views read, filled straight by SQL as if a million reports had come: what bench.scale measures with
``--synthetic``, where adding so many would take hours.

Each report has two events, each of an incident of its own. Parties, lands, towns and outlets have Zipf-like sizes, and
300 reports come a day. What new reports are compared by, records, texts and the search index stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.made import A_DAY, FIRST
from dateline.chronicle import Chronicle
from dateline.chronicle.pairs import pair_all
from dateline.codebook.actors.rows import countries

PARTIES, TOWNS, OUTLETS = 20_000, 15_000, 400
LANDS = sorted(countries())

# Draws that are the same each time, a column `salt` apart; `zipf` gives 0, 1, 2, …, each as often as its rank allows.
_MACROS = (
    "CREATE TEMP MACRO named(kind, n) AS substr(md5(concat(kind, n)), 1, 16)",
    "CREATE TEMP MACRO drawn(n, salt) AS (hash(n * 64 + salt) % 1000000) / 1000000.0",
    "CREATE TEMP MACRO zipf(n, salt, size, power) AS "
    "CAST(floor(size * pow(drawn(n, salt), 1.0 / (1.0 - power))) AS BIGINT)",
    f"CREATE TEMP MACRO land(n) AS ({LANDS})[CAST(1 + n AS INTEGER)]",
    f"CREATE TEMP MACRO land_of(n, salt) AS land(zipf(n, salt, {len(LANDS)}, 0.7))",
    "CREATE TEMP MACRO one_of(names, n, salt) AS names[CAST(1 + floor(len(names) * drawn(n, salt)) AS INTEGER)]",
)
_DAY = f"CAST(DATE '{FIRST}' + CAST(n // {A_DAY} AS INTEGER) AS DATE)"
_PARTY = f"zipf(n, salt, {PARTIES}, 0.6)"
_TOWN = f"zipf(n, 3, {TOWNS}, 0.6)"
_TYPES = ("[['ASSAULT', 'material conflict', '-9'], ['COERCE', 'material conflict', '-7'], "
          "['PROTEST', 'material conflict', '-6.5'], ['CONSULT', 'verbal cooperation', '1.5'], "
          "['AID', 'material cooperation', '7'], ['ACCUSE', 'verbal conflict', '-2'], "
          "['AGREE', 'verbal cooperation', '2.5'], ['THREATEN', 'verbal conflict', '-4.4']]")
_STATUSES = "['occurred', 'occurred', 'occurred', 'occurred', 'occurred', 'ongoing', 'future', 'negated']"
_SIDES = f"""
    SELECT n, side, salt, land_of(party, 4) AS country,
           one_of(['GOV', 'MIL', 'REB', 'COP', 'CVL', 'PTY'], party, 5) AS sector,
           concat('Party ', party) AS name
    FROM (SELECT n, side, salt, {_PARTY} AS party FROM range({{incidents}}) r(n),
          (VALUES ('actor', 6, 1.0), ('actor', 7, 0.1),
                  ('recipient', 8, 0.8), ('recipient', 9, 0.1)) s(side, salt, share)
          WHERE drawn(n, salt + 10) < share)"""

# Each table, and what fills it: of incident n the only telling is event n of report n // 2.
TABLES: dict[str, str] = {
    "reports": f"""
        SELECT named('r', n) AS id, concat('Title ', n) AS title,
               concat('Outlet ', zipf(n, 1, {OUTLETS}, 0.9)) AS outlet,
               'en' AS language, {_DAY} AS published_start, {_DAY} AS published_end, 'stated' AS published_basis,
               '' AS text, named('r', n) AS family, n + 1 AS number FROM range({{reports}}) r(n)""",
    "coverage": f"""
        SELECT named('r', n) AS report, {_DAY} AS day, land_of({_TOWN}, 2) AS country,
               CASE of WHEN 1 THEN concat('Region ', {_TOWN} % 1000) END AS region
        FROM range({{reports}}) r(n), range(2) s(of)""",
    "incidents": f"""
        SELECT named('i', n) AS id, concat('Incident ', n) AS label, deed[1] AS type, deed[2] AS quad,
               CAST(deed[3] AS DOUBLE) AS score, one_of({_STATUSES}, n, 20) AS status, drawn(n, 21) < 0.1 AS historical,
               drawn(n, 22) < 0.05 AS disputed, day AS time_start, day AS time_end, 'day' AS time_grain,
               'stated' AS time_basis, concat('Town ', town) AS place, concat('Region ', town % 1000) AS region,
               land_of(town, 2) AS country, town % 90 - 45.0 AS lat, town % 360 - 180.0 AS lon, town AS geonameid,
               'city' AS precision, 1 AS reports, 1 AS outlets, 1 AS independent, day AS first_told, day AS last_told,
               0.8 AS confidence
        FROM (SELECT i AS n, one_of({_TYPES}, i, 23) AS deed, {_TOWN.replace('n,', 'i // 2,')} AS town,
                     {_DAY.replace('n //', 'i // 2 //')} AS day FROM range({{incidents}}) r(i))""",
    "tellings": "SELECT named('i', n) AS incident, named('r', n // 2) AS report, named('e', n) AS event "
                "FROM range({incidents}) r(n)",
    "aliases": "SELECT named('i', n) AS id, named('i', n) AS incident FROM range({incidents}) r(n)",
    "incident_parties": f"""
        SELECT DISTINCT ON (n, side, name) named('i', n) AS incident, side, name, country, sector, 'government' AS kind,
               1 AS tellings FROM ({_SIDES}) ORDER BY n, side, name""",
    "actors": f"""
        SELECT named('r', n // 2) AS report, concat('a', n % 2, '_', salt) AS id, name, 'government' AS kind, country,
               sector FROM ({_SIDES}) ORDER BY n, salt""",
    "participants": f"""
        SELECT named('r', n // 2) AS report, named('e', n) AS event, side AS role,
               concat('a', n % 2, '_', salt) AS actor
        FROM ({_SIDES}) ORDER BY n, salt""",
    "events": "SELECT named('r', n // 2) AS report, named('e', n) AS id, concat('The words of event ', n) AS evidence "
              "FROM range({incidents}) r(n)",
    "claims": """
        SELECT named('r', n // 2) AS report, concat('c', n % 2) AS id, concat('a', n % 2, '_6') AS actor, 'said' AS cue,
               concat('what is said of ', n) AS content, 'indirect' AS form, 'asserts' AS stance
        FROM range({incidents}) r(n) WHERE drawn(n, 24) < 0.25""",
    "incident_claims": """
        SELECT named('i', n) AS incident, named('r', n // 2) AS report, concat('c', n % 2) AS claim, 'asserts' AS stance
        FROM range({incidents}) r(n) WHERE drawn(n, 24) < 0.25""",
    "incident_figures": f"""
        SELECT named('i', n) AS incident, 'killed' AS kind, named('r', n // 2) AS report, named('e', n) AS event,
               n % 50 AS low, n % 50 AS high, {_DAY.replace('n //', 'n // 2 //')} AS date,
               CAST(n % 50 AS VARCHAR) AS words, 0 AS start_char, 2 AS end_char,
               drawn(n, 25) < 0.02 AS contested, false AS updated
        FROM range({{incidents}}) r(n) WHERE drawn(n, 26) < 0.3""",
    "commitments": f"""
        SELECT named('i', n) AS incident, one_of(['promise', 'threat', 'demand'], n, 28) AS kind,
               one_of(['met', 'broken', 'unknown'], n, 29) AS state,
               CAST({_DAY.replace('n //', 'n // 2 //')} + 20 AS DATE) AS deadline,
               CAST(DATE '{FIRST}' + CAST({{reports}} // {A_DAY} AS INTEGER) AS DATE) AS as_of
        FROM range({{incidents}}) r(n) WHERE drawn(n, 27) < 0.1""",
}


def filled(path: Path, reports: int) -> Iterator[str]:
    """Make a store of so many reports; the tables as they are filled."""
    with Chronicle.open(path) as chronicle:
        db = chronicle.cursor()
        for macro in _MACROS:
            db.execute(macro)
        for table, rows in TABLES.items():
            db.execute(f"INSERT INTO {table} BY NAME {rows.format(reports=reports, incidents=2 * reports)}")
            yield table
        pair_all(db)
        yield "kept.pairs"
