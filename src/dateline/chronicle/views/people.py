"""One actor through time: offices, memberships, relations, what it said, did and received, each with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.chronicle.judging import effects_in
from dateline.chronicle.values import FOLD, folded_name
from dateline.chronicle.views.told import limited
from dateline.chronicle.views.view import View
from dateline.codebook.actors import fold

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

ACTOR = {
    "day": "first day: since when, when it was done, or else when it was told", "until": "last day",
    "what": "office, relation, statement, act or treatment",
    "name": "the name under which this report has the actor",
    "kind": "the office's holding, the relation, the stance, or the PLOVER type",
    "words": "title and organization, what is said, or the short name of the happening",
    "other": "the other party: of what, with whom, against whom, by whom",
    "status": "current, former …; occurred, future …",
    "basis": "stated by the report, or known from the table of actors",
    "evidence": "the words that tell it", "told": "day on which the report came out", "outlet": "who published it",
    "incident": "id of the incident, of an act or a treatment", "report": "id of the report",
    "event": "id of the event in it", "claim": "id of the claim in it",
}


def actor(chronicle: Chronicle, name: str, *, limit: int | None = None) -> View:
    """All that reports tell of whoever has this name, by day; case, accents and points do not count.

    A name of several words is also found where a report puts further ones between ("Ana Diaz": "Ana Maria Diaz"), and
    so are the names that are judged to be the same actor's. What several reports tell in the same words is one row,
    with the first of them.
    """
    pattern = "|".join(f" {' (.* )?'.join(folded_name(each).replace('*', ' ').split())} "
                       for each in called(chronicle, name))
    return View(chronicle, "actor", ACTOR, f"""
        WITH called AS MATERIALIZED (SELECT name FROM ({_NAMES}) WHERE regexp_full_match({_FOLDED}, ?)),
        who AS MATERIALIZED (SELECT a.report, a.id, a.name FROM actors a WHERE a.name IN (SELECT name FROM called)),
        held AS MATERIALIZED ({_HELD}), done AS MATERIALIZED ({_DONE}),
        found AS (
            {_OFFICES}
            UNION ALL {_RELATIONS}
            UNION ALL {_STATEMENTS}
            UNION ALL {_DEEDS}),
        dated AS (SELECT f.*, r.published_start AS told, r.outlet FROM found f JOIN reports r ON r.id = f.report)
        SELECT coalesce(day, told) AS day, until, what, name, kind, words, other, status, basis, evidence, told, outlet,
               incident, report, event, claim
        FROM dated
        QUALIFY row_number() OVER (PARTITION BY what, name, kind, words, other, status, day, until, basis, incident
                                   ORDER BY told NULLS LAST, report, event, claim) = 1
        ORDER BY day NULLS LAST, what, kind, words, other, report, event, claim {limited(limit)}""", (pattern,))


def called(chronicle: Chronicle, name: str) -> tuple[str, ...]:
    """The name, and those (folded) that are judged to be the same actor's."""
    same = effects_in(chronicle.cursor()).names.same
    return name, *sorted(same.get(fold(name), frozenset()) - {fold(name)})


# Each name is folded once. The limit keeps DuckDB from testing every row first (of 6 million rows: 4.7 s of work, not
# 0.6).
_NAMES = "SELECT DISTINCT name FROM actors LIMIT 9000000000"
_FOLDED = FOLD.replace("{0}", "name")
_NO = "CAST(NULL AS VARCHAR)"
# Each large table is cut down to the reports in question before anything is joined to it.
_HELD = """
    SELECT w.report, w.id, w.name, o.title, o.organization, o.start_day, o.end_day, o.holding, o.basis
    FROM who w JOIN roles o ON o.report = w.report AND o.actor = w.id"""
_OFFICES = f"""
    SELECT h.start_day AS day, h.end_day AS until, 'office' AS what, h.name, h.holding AS kind,
           h.title AS words, h.organization AS other, h.holding AS status, h.basis, m.evidence,
           {_NO} AS incident, h.report, {_NO} AS event, {_NO} AS claim
    FROM held h LEFT JOIN (
        SELECT report, actor, min_by(words, (-strlen(words), start_char)) AS evidence FROM mentions
        WHERE report IN (SELECT report FROM held) GROUP BY report, actor) m ON m.report = h.report AND m.actor = h.id"""
# Seen from the subject, and from the object where that is an actor.
_RELATIONS = f"""
    SELECT x.time_start, x.time_end, 'relation', w.name,
           CASE WHEN x.subject = w.id THEN x.relation ELSE x.relation || ' (of it)' END, {_NO},
           CASE WHEN x.subject = w.id THEN coalesce(o.name, x.object) ELSE s.name END, x.holding, 'stated', x.evidence,
           {_NO}, w.report, {_NO}, x.claim
    FROM who w JOIN relations x ON x.report = w.report AND w.id IN (x.subject, x.object)
    LEFT JOIN actors o ON o.report = x.report AND o.id = x.object
    LEFT JOIN actors s ON s.report = x.report AND s.id = x.subject"""
_STATEMENTS = f"""
    SELECT CAST(NULL AS DATE), CAST(NULL AS DATE), 'statement', w.name, c.stance, c.content, {_NO}, {_NO}, c.form,
           concat_ws(' ', c.source, c.cue, c.content), {_NO}, w.report, {_NO}, c.id
    FROM who w JOIN claims c ON c.report = w.report AND c.actor = w.id"""
_DONE = """
    SELECT w.name, p.role, p.report, p.event, t.incident
    FROM who w JOIN participants p ON p.report = w.report AND p.actor = w.id
    JOIN (SELECT * FROM tellings WHERE report IN (SELECT report FROM who)) t
        ON t.report = p.report AND t.event = p.event"""
_DEEDS = f"""
    SELECT i.time_start, i.time_end, CASE d.role WHEN 'actor' THEN 'act' ELSE 'treatment' END, d.name, i.type, i.label,
           q.names, i.status, i.time_basis, e.evidence, i.id, d.report, d.event, {_NO}
    FROM done d JOIN incidents i ON i.id = d.incident
    JOIN (SELECT report, id, evidence FROM events WHERE id IN (SELECT event FROM done)) e
        ON e.report = d.report AND e.id = d.event
    LEFT JOIN (
        SELECT incident, side, string_agg(name, '; ' ORDER BY tellings DESC, name) AS names FROM incident_parties
        WHERE incident IN (SELECT incident FROM done) GROUP BY incident, side) q
        ON q.incident = d.incident AND q.side <> d.role"""
