"""Which reports of the store are copies of one another, kept up to date as reports come and go.

The same families as `report.copies.families` finds in all texts at once, whatever the order in which they come: a text
is compared with every family that shares a band with it, until one of its texts is kin. The same words in several
reports are one text, compared once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.chronicle.rows import ask, ints, one, put, texts
from dateline.report.copies import Groups, Sketch, akin, sketch, wording

HELD = 500          # texts whose runs are held in memory


@dataclass(frozen=True, slots=True)
class Families:
    """The family of each report that came, and of each older one whose family is another now."""

    new: Mapping[str, str]
    moved: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A text (named by a report that has it) and a family it may belong to, whose most alike texts come first."""

    new: str
    family: str
    reports: Sequence[str]


def settle(db: Any, new: Mapping[str, str]) -> Families:
    """Find the family of each new report (id to text); they are not in `reports` yet. Nothing is written there."""
    sketches = {report: sketch(text) for report, text in new.items()}
    groups, unseen = _sign(db, sketches)
    _compare(db, groups, _meeting(db, sketches, unseen), new)
    renamed = {name: groups.root(name) for name in groups if groups.root(name) != name and name not in new}
    return Families({report: groups.root(report) for report in new}, _moved(db, renamed))


def leave(db: Any, gone: Collection[str]) -> Mapping[str, str]:
    """Take reports out (they are still in `reports`); the new family of those of their families that have another now.

    Those left come again as if they were new: whoever was kin only through what is gone is so no longer.
    """
    before = ask(db, """
        SELECT id, text, family FROM reports
        WHERE family IN (SELECT family FROM reports WHERE id IN (SELECT id FROM gone))""", gone={"id": texts(gone)})
    _sign_out(db, [report for report, _, _ in before])
    found = settle(db, {report: text for report, text, _ in before if report not in gone}).new
    return {report: found[report] for report, _, family in before if report in found and found[report] != family}


def write(db: Any, families: Mapping[str, str]) -> None:
    """Name the family of reports that are in the store."""
    if families:
        ask(db, "UPDATE reports SET family = moved.family FROM moved WHERE reports.id = moved.id",
            moved={"id": texts(families), "family": texts(families.values())})


# ── who came, and whom it may be a copy of ───────────────────────────────────────────────────────

def _sign(db: Any, sketches: Mapping[str, Sketch]) -> tuple[Groups[str], dict[str, int]]:
    """Note by what new reports are found. Those of the same words are together; of each text that was not there before,
    the least report that has it, and its number."""
    seen = _seen(db, {found.whole for found in sketches.values()})
    number, = one(db, "SELECT coalesce(max(text), 0) FROM kept.signatures")
    groups = Groups[str]()
    unseen: dict[str, int] = {}
    for report, found in sorted(sketches.items()):
        if found.whole not in seen:
            unseen[report] = number + len(unseen) + 1
            seen[found.whole] = unseen[report], report
        groups.join(report, seen[found.whole][1])
    put(db, "kept.signatures", [(r, s.words, s.whole, seen[s.whole][0]) for r, s in sketches.items()])
    put(db, "kept.bands", [(key, text) for report, text in unseen.items() for key in sketches[report].keys])
    return groups, unseen


def _seen(db: Any, wholes: Collection[int]) -> dict[int, tuple[int, str]]:
    """The number and the family of each text that is known word for word."""
    return {whole: (text, family) for whole, text, family in ask(db, """
        SELECT s.whole, s.text, min(r.family) FROM kept.signatures s JOIN reports r ON r.id = s.report
        WHERE s.whole IN (SELECT whole FROM asked) GROUP BY ALL""", asked={"whole": ints(wholes)})}


def _meeting(db: Any, sketches: Mapping[str, Sketch], unseen: Mapping[str, int]) -> list[Meeting]:
    """Each text not seen before with each family, of the store or of one such text, that shares a band with it."""
    keys = [(key, text) for report, text in unseen.items() for key in sketches[report].keys]
    if not keys:
        return []
    hashes, numbers = zip(*keys, strict=True)
    named = {text: report for report, text in unseen.items()}
    found = ask(db, """
        WITH met AS (
            SELECT asked.text AS new, b.text AS old, count(*) AS shared
            FROM asked JOIN kept.bands b ON b.hash = asked.hash AND b.text < asked.text GROUP BY ALL),
        homes AS (
            SELECT s.text, min(s.report) AS report, min(r.family) AS family
            FROM kept.signatures s JOIN reports r ON r.id = s.report
            WHERE s.text IN (SELECT old FROM met) AND s.text NOT IN (SELECT text FROM fresh) GROUP BY ALL
            UNION ALL SELECT text, report, report FROM fresh)
        SELECT new, family, list(report ORDER BY shared DESC, report)
        FROM met JOIN homes ON old = homes.text GROUP BY ALL ORDER BY ALL""",
        asked={"hash": ints(hashes), "text": ints(numbers)},
        fresh={"text": ints(named), "report": texts(named.values())})
    return [Meeting(named[new], family, reports) for new, family, reports in found]


def _sign_out(db: Any, reports: Iterable[str]) -> None:
    gone = {"report": texts(reports)}
    numbers = ask(db, "DELETE FROM kept.signatures WHERE report IN (SELECT report FROM gone) RETURNING text", gone=gone)
    ask(db, """
        DELETE FROM kept.bands WHERE text IN (SELECT text FROM emptied)
        AND text NOT IN (SELECT text FROM kept.signatures WHERE text IN (SELECT text FROM emptied))""",
        emptied={"text": ints(number for number, in numbers)})


# ── who is one ───────────────────────────────────────────────────────────────────────────────────

def _compare(db: Any, groups: Groups[str], met: Sequence[Meeting], new: Mapping[str, str]) -> None:
    """Join each text with the families that have a text kin to it. In rounds, each of one reading of texts: most who
    are copies are known for it by the first text that is looked at."""
    own = lru_cache(HELD)(lambda report: wording(new[report]))
    at, many = 0, 1
    while met := [m for m in met if at < len(m.reports) and groups.root(m.new) != groups.root(m.family)]:
        asked = {report for m in met for report in m.reports[at : at + many]} - new.keys()
        held = dict(new) | dict(ask(db, "SELECT id, text FROM reports WHERE id IN (SELECT id FROM asked)",
                              asked={"id": texts(asked)}) if asked else [])
        for m in met:
            if groups.root(m.new) != groups.root(m.family) and any(
                    akin(own(m.new), wording(held[report])) for report in m.reports[at : at + many]):
                groups.join(m.new, m.family)
        at, many = at + many, many * 4


def _moved(db: Any, renamed: Mapping[str, str]) -> dict[str, str]:
    """The older reports of families that have another name now, each with this name."""
    if not renamed:
        return {}
    found = ask(db, "SELECT id, family FROM reports WHERE family IN (SELECT name FROM old)",
                old={"name": texts(renamed)})
    return {report: renamed[family] for report, family in found}
