"""The store: one DuckDB file that keeps every record it was ever given, and what they add up to.

Records are added, never overwritten: coding a report again with the same program changes nothing, with another one adds
a second record beside the first. All records are kept whole in ``kept.records``; the flat tables hold the newest record
of each report, so that nothing is counted twice. What each table and column means stands in schema.py.

A batch of records is one transaction: what `add_all` has yielded is on disk, whatever is killed afterwards. No
statement here looks at all that is kept, but for columns of numbers and ids, which DuckDB reads by the million in
milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dateline.chronicle.adding import Added, add_batch
from dateline.chronicle.held import Held
from dateline.chronicle.opening import opened, rewritten, transaction, trouble
from dateline.chronicle.rows import Row, Tell, untold
from dateline.chronicle.whole import record_of
from dateline.model import Failure, Incident, Record

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from dateline.chronicle.asking import Hits
    from dateline.chronicle.changes import Change
    from dateline.chronicle.judgements import Judgement, Judgements
    from dateline.chronicle.query import Query
    from dateline.chronicle.views import View
    from dateline.chronicle.views.why import Why
    from dateline.errors import DatelineError

MANY = 2_000            # records of one transaction: what is looked up for each costs the same for few and for many


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the list of what a store holds: a report with its newest record's counts."""

    report: str
    published: str | None
    outlet: str | None
    title: str | None
    events: int
    claims: int
    records: int


class Chronicle:
    """An open store. Use it in a ``with`` statement; what ``add`` has returned from is on disk."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, tell: Tell = untold) -> Self:
        """The store in this file, made if there is none (unless `read_only`), brought up to date if it is older.

        That takes as long as adding its records did; `tell` hears what is done, how much of it, and of how much.

        Raises StoreLocked, StoreNewer, StoreOlder, NotAStore or NoAccess.
        """
        path = Path(path)
        chronicle = cls(path, opened(path, read_only=read_only, tell=tell))
        if not read_only:
            chronicle._up_to_date()
        return chronicle

    def again(self) -> Self:
        """The same store over a connection of its own, for another thread."""
        other = type(self)(self.path, self.cursor())
        other.__dict__["judgements"] = self.judgements          # one file, read once
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()
        if error is not None and (told := self.trouble(error)):
            raise told from error

    def close(self) -> None:
        self._db.close()

    def trouble(self, error: BaseException) -> DatelineError | None:
        """What the user can act on, where DuckDB met it in the file of this store; None: it is something else."""
        import duckdb

        return trouble(self.path, error) if isinstance(error, duckdb.Error) else None

    # ── what goes in ─────────────────────────────────────────────────────────────────────────────

    def add(self, found: Record | Failure, *, force: bool = False) -> Added:
        """Keep a record, or note of a report that could not be read: whole or not at all."""
        return self.add_batch([found], force=force)[0]

    def add_all(self, found: Iterable[Record | Failure], *, batch: int = MANY, force: bool = False) -> Iterator[Added]:
        """Keep all of these, `batch` at a time, each batch whole or not at all; what is yielded is on disk.

        With `force`, reports that were taken down come back.
        """
        stream = iter(found)
        while given := list(islice(stream, batch)):
            yield from self.add_batch(given, force=force)

    def add_batch(self, given: Sequence[Record | Failure], *, force: bool = False) -> list[Added]:
        """Keep all of these in one transaction; what became of each, in order."""
        from dateline.chronicle.search import keep_up

        with transaction(self._db, self.path):
            added = add_batch(self._db, given, force=force)
        keep_up(self)
        return added

    def forget(self, *reports: str, by: str, why: str) -> list[str]:
        """Take reports down: their text, all that was read from them, what they alone add up to.

        A tombstone stays, so that the same text is not taken in again unasked, and a line in the change feed. Other
        reports with the very same words are not touched; their ids are given back. The file is written anew.
        """
        from dateline.chronicle.forgetting import same_words, take_down
        from dateline.chronicle.judging import redacted
        from dateline.chronicle.search import follow, purge

        for report in reports:
            purge(self, report)
        with transaction(self._db, self.path):
            copies = same_words(self._db, reports)
            take_down(self._db, reports, by, why)
            redacted(self._db, self.judgements, reports)
        rewritten(self._db, self.path)
        follow(self)
        return copies

    def held(self) -> Held:
        """Which reports need not be coded again, as of now."""
        return Held.of(self._db)

    # ── what comes out ───────────────────────────────────────────────────────────────────────────

    def sql(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> duckdb.DuckDBPyRelation:
        """What a query on the tables of schema.py answers; `.fetchall()`, `.df()`, `.pl()`, … take it out."""
        return self._db.sql(query, params=parameters or None)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same store, so that one may read here while others ask there."""
        return self._db.cursor().execute("USE chronicle")

    def records(self, report: str | None = None) -> Iterator[Record]:
        """The newest record of each report, in the order kept; or all of one report's, oldest first."""
        joined = "r.report = t.id" if report else "r.id = t.record"
        where, values = ("WHERE t.id = ?", [report]) if report else ("", [])
        cursor = self._db.cursor()                      # its own, so that others may ask in between
        found = cursor.execute("USE chronicle").execute(
            f"SELECT r.body, t.text FROM kept.records r JOIN reports t ON {joined} {where} ORDER BY r.number", values)
        while row := found.fetchone():
            yield record_of(*row)

    def record(self, report: str) -> Record | None:
        """The newest record of the report with this id."""
        found = self._one("SELECT r.body, t.text FROM kept.records r JOIN reports t ON r.id = t.record "
                          "WHERE t.id = ?", report)
        return record_of(*found) if found else None

    def find(self, start: str) -> list[tuple[str, str | None]]:
        """The (report, event) ids that begin so; event is None where the report's own id does."""
        like = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found: list[tuple[str, str | None]] = self._db.execute(
            "SELECT id, NULL FROM reports WHERE id LIKE $1 ESCAPE '\\' "
            "UNION ALL SELECT report, id FROM events WHERE id LIKE $1 ESCAPE '\\' ORDER BY ALL",
            [like]).fetchall()
        return found

    def reports(self) -> list[Kept]:
        """A line for each report, oldest first, those without a day last."""
        return [Kept(*row) for row in self._db.execute("""
            WITH e AS (SELECT report, count(*) AS n FROM events GROUP BY ALL),
                 c AS (SELECT report, count(*) AS n FROM claims GROUP BY ALL),
                 r AS (SELECT report, count(*) AS n FROM kept.records GROUP BY ALL)
            SELECT t.id, CAST(t.published_start AS VARCHAR), t.outlet, t.title,
                   coalesce(e.n, 0), coalesce(c.n, 0), r.n
            FROM reports t JOIN r ON r.report = t.id LEFT JOIN e ON e.report = t.id LEFT JOIN c ON c.report = t.id
            ORDER BY t.published_start NULLS LAST, t.id""").fetchall()]

    def events(self) -> list[dict[str, Any]]:
        """The rows of ``events``: every event of the newest record of each report."""
        found = self._db.execute(
            "SELECT * FROM events ORDER BY time_start NULLS LAST, report, start_char, id")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def failures(self) -> list[Failure]:
        """The reports that could not be read or coded, in the order met."""
        found = self._db.execute("SELECT source, error, message FROM failures").fetchall()
        return [Failure(*row) for row in found]

    def _one(self, query: str, *values: Any) -> Row | None:
        found = self._db.execute(query, list(values)).fetchall()
        return found[0] if found else None

    # ── doors to the other rooms ─────────────────────────────────────────────────────────────────
    # A few lines each: what is behind a door is imported when it is opened.

    def timeline(self, query: Query | str | None = None, **how: Any) -> View:
        """The incidents in the order of their days (views/told.py)."""
        return self._view("told", "timeline", query, **how)

    def places(self, query: Query | str | None = None, **how: Any) -> View:
        """Where incidents lie (views/told.py)."""
        return self._view("told", "places", query, **how)

    def dyads(self, query: Query | str | None = None, **how: Any) -> View:
        """What passes between two sides, week by week (views/counted.py)."""
        return self._view("counted", "dyads", query, **how)

    def panel(self, query: Query | str | None = None, **how: Any) -> View:
        """Countries or regions by month, with zeros and the reports behind them (views/counted.py)."""
        return self._view("counted", "panel", query, **how)

    def network(self, query: Query | str | None = None, **how: Any) -> View:
        """Who deals with whom: edges (views/counted.py)."""
        return self._view("counted", "network", query, **how)

    def nodes(self, query: Query | str | None = None, **how: Any) -> View:
        """Who deals with whom: the parties (views/counted.py)."""
        return self._view("counted", "nodes", query, **how)

    def claims(self, query: Query | str | None = None, **how: Any) -> View:
        """Who said what of which incident (views/ledger.py)."""
        return self._view("ledger", "claims", query, **how)

    def contested(self, query: Query | str | None = None, **how: Any) -> View:
        """Figures on which speakers disagree (views/ledger.py)."""
        return self._view("ledger", "contested", query, **how)

    def commitments(self, query: Query | str | None = None, **how: Any) -> View:
        """Promises, threats and demands, and what became of them (views/ledger.py)."""
        return self._view("ledger", "commitments", query, **how)

    def actor(self, name: str, **how: Any) -> View:
        """Offices, relations, words and acts of one actor through time (views/people.py)."""
        return self._view("people", "actor", name, **how)

    def why(self, name: str) -> Why:
        """Everything behind an id, or the beginning of one: of an incident, event, report or claim (views/why.py)."""
        from dateline.chronicle.views.why import why

        return why(self, name)

    def _view(self, module: str, name: str, asked: Any, **how: Any) -> View:
        view: View = getattr(import_module(f"dateline.chronicle.views.{module}"), name)(self, asked, **how)
        return view

    def ask(self, query: Query | str = "", *, limit: int = 20, offset: int = 0, as_of: date | None = None) -> Hits:
        """Incidents and passages that a query finds (docs/query.md); BadQuery says what is wrong with it."""
        from dateline.chronicle.asking import ask

        return ask(self, query, limit=limit, offset=offset, as_of=as_of)

    @cached_property
    def judgements(self) -> Judgements:
        """What people have judged: the file beside the store (judgements.py)."""
        from dateline.chronicle.judgements import Judgements, beside

        return Judgements.load(beside(self.path))

    def judge(self, *judgements: Judgement) -> tuple[Judgement, ...]:
        """Keep these in the file of judgements, then bring the store up to date with it; those that were new."""
        new = self.judgements.append(*judgements)
        self.heed()
        return new

    def _up_to_date(self) -> None:
        """Bring in what was judged and not yet heeded when the store was last closed."""
        try:
            self.heed()
        except BaseException:
            self.close()
            raise

    def heed(self) -> bool:
        """Bring the store up to date with the file of judgements; whether it was not."""
        from dateline.chronicle.judging import brought_up

        with transaction(self._db, self.path):
            return brought_up(self._db, self.judgements)

    def incidents(self, query: Query | str | None = None) -> tuple[Incident, ...]:
        """The incidents that a query finds, or all, by their first day (restoring.py)."""
        from dateline.chronicle.restoring import restored

        if query is None:
            return tuple(restored(self._db))
        return tuple(restored(self._db, [row["incident"] for row in self.timeline(query)]))

    def incident(self, name: str) -> Incident | None:
        """The incident that has this id, or ever had it."""
        from dateline.chronicle.restoring import resolved, restored

        return next(restored(self._db, resolved(self._db, [name]).values()), None)

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """What the incidents are called that have, or ever had, these ids."""
        from dateline.chronicle.restoring import labelled

        return labelled(self._db, names)

    def changes(self, since: str | int | None = None, until: str | int | None = None) -> tuple[Change, ...]:
        """What changed between two moments, each the number of a batch, a day or an ISO time (moments.py)."""
        from dateline.chronicle.moments import between

        return tuple(between(self._db, since, until))

    # ── end of the doors ─────────────────────────────────────────────────────────────────────────
