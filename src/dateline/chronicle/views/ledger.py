"""Who said what, where figures disagree, and what became of what was promised, threatened or demanded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dateline.chronicle.commitments import PATIENCE
from dateline.chronicle.views.told import latest, limited
from dateline.chronicle.views.view import Sql, View, chosen, newest

if TYPE_CHECKING:
    from dateline.chronicle.query import Query
    from dateline.chronicle.store import Chronicle

CLAIMS = {
    "day": "first day of the happening", "type": "its PLOVER type", "label": "its short name",
    "said": "day on which the report came out", "speaker": "who says it; null where nobody is named",
    "country": "country of the speaker", "sector": "sector of the speaker",
    "stance": "asserts, denies, doubts, believes, promises, threatens or asks", "cue": "the word of saying",
    "content": "what is said", "outlet": "who published it",
    "incident": "id of the incident", "report": "id of the report", "claim": "id of the claim",
}
CONTESTED = {
    "day": "first day of the happening", "type": "its PLOVER type", "label": "its short name",
    "kind": "what is counted", "low": "at least", "high": "at most; null where open",
    "speaker": "who gives the number; null: the report itself", "of_day": "of which day the number is",
    "outlet": "who published it", "words": "the words that give it",
    "updated": "later values of this kind replace earlier ones", "incident": "id of the incident",
    "report": "id of the report", "event": "id of the event in it",
}
COMMITMENTS = {
    "state": "met, broken, lapsed, open or unknown, on the day `as_of`", "deadline": "until when",
    "due_in": "days from `as_of` to the deadline", "kind": "promise, threat, demand or ultimatum",
    "actor": "who is bound or asks", "owed_to": "to whom", "condition": "on which condition",
    "label": "what it is about", "told": "day of the first report of it", "settled_on": "when it was settled",
    "settled_by": "report that settles it",
    "settled_by_event": "event of that report", "as_of": "day for which all this is told",
    "incident": "id of the incident that is the promise, threat or demand",
}


def claims(chronicle: Chronicle, query: Query | str | None = None, *, limit: int | None = None) -> View:
    """The ledger: a row for each claim that carries a telling of an incident, by day of the incident, then of saying.

    A limit counts claims, and keeps those of the latest incidents.
    """
    return claims_where(chronicle, chosen(chronicle, query), limit=limit)


def claims_where(chronicle: Chronicle, where: Sql, *, limit: int | None = None) -> View:
    """The ledger of the incidents of which a condition on a row ``i`` holds."""
    return View(chronicle, "claims", CLAIMS, f"""
        WITH picked AS (SELECT i.id, i.time_start, i.type, i.label, c.report, c.claim, c.stance
                      FROM incident_claims c JOIN incidents i ON i.id = c.incident
                      WHERE {where[0]} {latest(limit, 'c.report', 'c.claim', 'c.stance')})
        SELECT s.time_start AS day, s.type, s.label, r.published_start AS said, coalesce(a.name, c.source) AS speaker,
               a.country, a.sector, s.stance, c.cue, c.content, r.outlet, s.id AS incident, s.report, s.claim
        FROM picked s
        LEFT JOIN claims c ON c.report = s.report AND c.id = s.claim
        LEFT JOIN actors a ON a.report = c.report AND a.id = c.actor
        LEFT JOIN reports r ON r.id = s.report
        ORDER BY day NULLS LAST, incident, said NULLS LAST, s.report, s.claim, s.stance""", where[1])


def contested(chronicle: Chronicle, query: Query | str | None = None, *, limit: int | None = None) -> View:
    """Every value of each figure on which two speakers stand by what cannot both be right; a limit counts values."""
    where, values = chosen(chronicle, query)
    return View(chronicle, "contested", CONTESTED, f"""
        WITH picked AS (SELECT i.id, i.time_start, i.type, i.label, f.* EXCLUDE (incident)
                      FROM incident_figures f JOIN incidents i ON i.id = f.incident
                      WHERE f.contested AND {where}
                      {latest(limit, 'f.kind', 'f.report', 'f.event', 'f.start_char')})
        SELECT f.time_start AS day, f.type, f.label, f.kind, f.low, f.high, f.by AS speaker, f.date AS of_day, r.outlet,
               f.words, f.updated, f.id AS incident, f.report, f.event
        FROM picked f LEFT JOIN reports r ON r.id = f.report
        ORDER BY day NULLS LAST, incident, f.kind, of_day NULLS LAST, speaker NULLS FIRST, low, high, f.report, f.event,
                 f.start_char""", values)


def commitments(chronicle: Chronicle, query: Query | str | None = None, *, due: int | None = None,
                as_of: date | None = None, limit: int | None = None) -> View:
    """Promises, threats and demands with their states, by deadline, or by the day of telling where there is none.

    With a limit, the latest. `as_of` tells how things stood on that day, as far as reports of then tell (without it, on
    the newest day of the store); `due`, only what is open and due within so many days of it. Whether it happened is not
    asked here.
    """
    where, values = chosen(chronicle, query, lift=("status", "historical"))
    day = as_of or newest(chronicle)
    return View(chronicle, "commitments", COMMITMENTS, f"""
        WITH stood AS (
            SELECT k.* EXCLUDE (state), i.label, i.first_told, i.last_told, {_STATE.format(PATIENCE)} AS state,
                   coalesce(asked.day, k.as_of) AS day
            FROM commitments k JOIN incidents i ON i.id = k.incident, (SELECT CAST(? AS DATE) AS day) asked
            WHERE {where} AND {_TOLD}),
        known AS (
        SELECT state, deadline, CAST(deadline - day AS INTEGER) AS due_in, kind, actor, owed_to, condition, label,
               first_told AS told, CASE WHEN {_SETTLED} THEN settled_on END AS settled_on,
               CASE WHEN {_SETTLED} THEN settled_by END AS settled_by,
               CASE WHEN {_SETTLED} THEN settled_by_event END AS settled_by_event, day AS as_of, incident
        FROM stood {'WHERE state = ? AND deadline BETWEEN day AND day + CAST(? AS INTEGER)' if due is not None else ''}
        ORDER BY coalesce(deadline, told) DESC NULLS LAST, incident DESC {limited(limit)})
        FROM known ORDER BY coalesce(deadline, told) NULLS LAST, incident""",
        (day, *values, *(("open", due) if due is not None else ())))


# The state on the day asked for. What was settled later, or not at all, was open until its deadline; without one, for
# as long as PATIENCE says after it was last told. What has no day of settling was settled by its deadline.
_SETTLED = "state IN ('met', 'broken', 'lapsed')"
_TOLD = "(asked.day IS NULL OR i.first_told IS NULL OR i.first_told <= asked.day)"
_STATE = """
    CASE WHEN k.state IN ('met', 'broken', 'lapsed')
              AND (asked.day IS NULL OR coalesce(k.settled_on, k.deadline, asked.day) <= asked.day) THEN k.state
         WHEN asked.day IS NULL OR asked.day = k.as_of THEN k.state
         WHEN k.deadline < asked.day THEN 'unknown'
         WHEN k.deadline IS NULL AND least(i.last_told, asked.day) + {:d} < asked.day THEN 'unknown'
         ELSE 'open' END"""
