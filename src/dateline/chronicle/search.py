"""Full text, beside the store: one SQLite file (``NAME.search``) with an FTS5 index of reports and one of incidents.

The file is derived. It holds no report's text, only its index (contentless): the text stands in the store. What it
reflects is told by marks, which are the store's own numbers; whoever searches or adds first brings it up to date
(`follow`), and where it is missing, broken, of another store or of an older form it is made anew. The words are those
of terms.py, for what is indexed and what is asked alike, so FTS5 has only to part them at spaces.

SQLite may be as old as 3.40: rows of a contentless index are taken out by giving their words once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from dateline.chronicle.query import Leaf
from dateline.chronicle.rows import ask, one, texts
from dateline.chronicle.terms import written
from dateline.chronicle.values import Sql
from dateline.errors import NoAccess

if TYPE_CHECKING:
    from dateline.chronicle.store import Chronicle

FORM = 1                # of the index; a file with another is made anew. Raise it with every change of terms.py
REPORTS = 1_000         # reports read from the store at a time
INCIDENTS = 10_000      # incidents read at a time: each step looks through all tellings
TOLD = 12               # distinct clauses of its tellings by which an incident is found
RANKED = 5_000          # so many hits are ranked by their words; of more, the newest come first
T = TypeVar("T")
WAIT = 30               # seconds to wait for another process that writes the file

# A word is whatever stands between spaces: terms.py has seen to case, accents and all the rest.
_SPLIT = "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\""
_TABLES = f"""
    CREATE TABLE marks (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE VIRTUAL TABLE reports USING fts5(words, content = '', {_SPLIT});
    CREATE TABLE names (row INTEGER PRIMARY KEY, incident TEXT NOT NULL UNIQUE);
    CREATE TABLE told (row INTEGER PRIMARY KEY, words TEXT NOT NULL);
    CREATE VIRTUAL TABLE incidents USING fts5(words, content = 'told', content_rowid = 'row', {_SPLIT});
"""


def search_path(store: Path) -> Path:
    """The file beside a store.

    >>> search_path(Path("kept/news.duckdb")).as_posix()
    'kept/news.search'
    """
    return store.with_name(store.name.removesuffix(".duckdb") + ".search")


# ── what a query asks of it ──────────────────────────────────────────────────────────────────────

def words_where(chronicle: Chronicle) -> Leaf:
    """What `query.condition` asks for words: a row ``i`` of incidents in whose words they stand."""
    def leaf(words: str) -> Sql:
        found = look(chronicle, lambda index: index.execute(
            "SELECT group_concat(n.incident) FROM incidents f JOIN names n ON n.row = f.rowid WHERE f.words MATCH ?",
            [words]).fetchone()[0])
        return "i.id IN (SELECT unnest(string_split(?, ',')))", (found or "",)
    return leaf


def reports_where(chronicle: Chronicle) -> Leaf:
    """The same, after that, for a row ``r`` of reports in whose text they stand: a bit for each by its number."""
    size, = one(chronicle.cursor(), "SELECT coalesce(max(number), 0) + 1 FROM reports")

    def leaf(words: str) -> Sql:
        found = look(chronicle, lambda index: index.execute(
            "SELECT group_concat(rowid) FROM reports WHERE words MATCH ?", [words]).fetchone()[0], again=True)
        return "get_bit(?::BIT, r.number::INTEGER) = 1", (_bits(found, size),)
    return leaf


def _bits(found: str | None, size: int) -> str:
    """Numbers, joined by commas, as noughts and ones: DuckDB tests a million rows by it in 50 ms, without a join."""
    import numpy as np

    bits = np.full(size, ord("0"), dtype=np.uint8)
    if found:
        rows = np.fromstring(found, dtype=np.int64, sep=",")
        bits[rows[rows < size]] = ord("1")
    return bits.tobytes().decode("ascii")


def ranks(chronicle: Chronicle, table: str, words: str) -> Mapping[Any, float]:
    """How well each hit fits (bm25, less is better), by report number or incident id; none where they are many."""
    name, join = {"incidents": ("n.incident", "JOIN names n ON n.row = f.rowid"), "reports": ("f.rowid", "")}[table]

    def see(index: sqlite3.Connection) -> Mapping[Any, float]:
        many, = index.execute(f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE words MATCH ? LIMIT ?)",
                              [words, RANKED + 1]).fetchone()
        if many > RANKED:
            return {}
        return dict(index.execute(f"SELECT {name}, bm25({table}) FROM {table} f {join} WHERE f.words MATCH ?", [words]))

    return look(chronicle, see, again=True)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────

_MEMORY: WeakKeyDictionary[Chronicle, sqlite3.Connection] = WeakKeyDictionary()


def look(chronicle: Chronicle, see: Callable[[sqlite3.Connection], T], *, again: bool = False) -> T:
    """What the index says as of now; a broken file is made anew and asked again. `again`: it was looked at just now."""
    path = search_path(chronicle.path)
    if again and chronicle in _MEMORY:
        return see(_MEMORY[chronicle])
    try:
        if not again or not path.exists():
            follow(chronicle)
            _MEMORY.pop(chronicle, None)
        with closing(_connected(path)) as index:
            return see(index)
    except NoAccess:
        return see(_in_memory(chronicle))
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise NoAccess(str(path), str(error)) from error
        _remove(path)
        follow(chronicle)
        with closing(_connected(path)) as index:
            return see(index)


def follow(chronicle: Chronicle) -> None:
    """Bring the index up to what the store holds; costs two look-ups where it is. NoAccess if it cannot be written."""
    path = search_path(chronicle.path)
    if _is_up_to_date(path, chronicle):
        return
    with _writing(path):
        try:
            _follow(path, chronicle)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:               # broken beyond reading: what it held stands in the store
            _remove(path)
            _follow(path, chronicle)


def keep_up(chronicle: Chronicle) -> None:
    """Follow after something was added, where that can be: what is added is safe without it."""
    with suppress(NoAccess):
        follow(chronicle)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:       # another one's folder, a full disk
        raise NoAccess(str(path), str(error)) from error


def _is_up_to_date(path: Path, chronicle: Chronicle) -> bool:
    if path.exists():
        with suppress(sqlite3.DatabaseError), closing(_connected(path)) as index:
            return _marks(index) == _now(chronicle)
    return False


def _follow(path: Path, chronicle: Chronicle) -> None:
    with closing(_connected(path)) as index:
        index.execute("BEGIN IMMEDIATE")
        _bring(index, chronicle)
        index.execute("COMMIT")


def _in_memory(chronicle: Chronicle) -> sqlite3.Connection:
    if chronicle not in _MEMORY:
        _MEMORY[chronicle] = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _bring(_MEMORY[chronicle], chronicle)
    return _MEMORY[chronicle]


def _connected(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    index.execute("PRAGMA secure_delete = ON")      # what is taken out is written over
    index.execute("PRAGMA synchronous = NORMAL")
    return index


def _remove(path: Path) -> None:
    for end in ("", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


# ── what it reflects ─────────────────────────────────────────────────────────────────────────────

Marks = dict[str, Any]


def _now(chronicle: Chronicle) -> Marks:
    """What the store holds, by its own numbers. Every transaction there has a number of its own (kept.batches)."""
    row = one(chronicle.cursor(), """
        SELECT (SELECT concat(any_value(format), ' ', (SELECT k."at" FROM kept.batches k WHERE number = 1))
                FROM kept.store),
               (SELECT coalesce(max(number), 0) FROM kept.batches), (SELECT coalesce(max(number), 0) FROM kept.records),
               (SELECT coalesce(max(number), 0) FROM reports), (SELECT count(*) FROM reports),
               (SELECT count(*) FROM tombstones)""")
    return dict(zip(("store", "batch", "record", "report", "reports", "tombstones"), row, strict=True)) | {"form": FORM}


def knows(index: sqlite3.Connection, chronicle: Chronicle) -> tuple[Marks, Marks]:
    """What an index reflects, and what the store holds: the same where it is up to date."""
    return _marks(index), _now(chronicle)


def _marks(index: sqlite3.Connection) -> Marks:
    """What the index reflects; nothing where its tables are not there yet."""
    if not index.execute("SELECT 1 FROM sqlite_master WHERE name = 'marks'").fetchone():
        return {}
    return dict(index.execute("SELECT name, value FROM marks"))


def _bring(index: sqlite3.Connection, chronicle: Chronicle) -> None:
    """Add what came since, in the transaction of whoever calls; all of it where the index is of something else."""
    was, now = _marks(index), _now(chronicle)
    if was == now:
        return
    if not was or not _continues(chronicle, was, now):
        _empty(index)
        was = {"batch": None, "record": 0, "report": 0, "tombstones": now["tombstones"]}
    _add_reports(index, chronicle, was["report"], now["report"])
    for some in _in_steps(_touched(chronicle, was["batch"], was["record"]), INCIDENTS):
        _renew(index, some, _words_of(chronicle, some))
    if was["tombstones"] != now["tombstones"]:
        for table in ("reports", "incidents"):      # merges away what deletions only struck out
            index.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    index.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?)", now.items())


def _continues(chronicle: Chronicle, was: Marks, now: Marks) -> bool:
    """Whether the index is of this store in an earlier state."""
    if (was.get("form"), was.get("store")) != (now["form"], now["store"]) or was["batch"] > now["batch"]:
        return False
    held, = one(chronicle.cursor(), "SELECT count(*) FROM reports WHERE number <= ?", was["report"])
    return bool(held == was["reports"])


def _empty(index: sqlite3.Connection) -> None:
    for kind, name in index.execute("SELECT type, name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%' "
                                    "OR name IN ('marks', 'names', 'told') ORDER BY sql DESC").fetchall():
        index.execute(f"DROP {kind} IF EXISTS {name}")
    for statement in _TABLES.split(";"):
        index.execute(statement)


def _in_steps(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[at:at + size] for at in range(0, len(names), size))


# ── reports ──────────────────────────────────────────────────────────────────────────────────────

def _add_reports(index: sqlite3.Connection, chronicle: Chronicle, after: int, last: int) -> None:
    for start in range(after, last, REPORTS):
        found = ask(chronicle.cursor(), "SELECT number, title, text FROM reports WHERE number > ? AND number <= ? "
                    "ORDER BY number", start, start + REPORTS)
        index.executemany("INSERT INTO reports(rowid, words) VALUES (?, ?)",
                          ((number, report_words(title, text)) for number, title, text in found))


def report_words(title: str | None, text: str) -> str:
    """What is indexed of a report; its title is often the first line of its text."""
    return written(text if not title or text.startswith(title) else f"{title}\n{text}")


def purge(chronicle: Chronicle, report: str) -> None:
    """Take a report's words out, as long as the store still has them; the store's own taking down comes after this.

    Then `follow` sees to the incidents that told of it, and writes over what was struck out. Both raise NoAccess where
    the file cannot be written.
    """
    follow(chronicle)
    path = search_path(chronicle.path)
    with _writing(path), closing(_connected(path)) as index:
        for number, title, text in ask(chronicle.cursor(), "SELECT number, title, text FROM reports WHERE id = ?",
                                       report):
            index.execute("BEGIN IMMEDIATE")
            index.execute("INSERT INTO reports(reports, rowid, words) VALUES ('delete', ?, ?)",
                          [number, report_words(title, text)])
            index.execute("UPDATE marks SET value = value - 1 WHERE name = 'reports'")
            index.execute("COMMIT")


# ── incidents ────────────────────────────────────────────────────────────────────────────────────

def _touched(chronicle: Chronicle, batch: int | None, record: int) -> Sequence[str]:
    """Incidents that may have other words since: those of reports that came, and those that the feed tells of."""
    if batch is None:
        found = ask(chronicle.cursor(), "SELECT id FROM incidents ORDER BY id")
    else:
        found = ask(chronicle.cursor(), """
            SELECT DISTINCT incident FROM (
                SELECT t.incident FROM tellings t
                WHERE t.report IN (SELECT k.report FROM kept.records k WHERE k.number > ?)
                UNION ALL SELECT incident FROM changes WHERE number > ?
                UNION ALL SELECT unnest(from_json(others, '["VARCHAR"]')) FROM changes WHERE number > ?)
            WHERE incident IS NOT NULL ORDER BY incident""", record, batch, batch)
    return [name for name, in found]


def _words_of(chronicle: Chronicle, incidents: Sequence[str]) -> Mapping[str, str]:
    """By what each incident is found: its label, parties and place, and the clauses that tell it, earliest first.

    An incident that is no more has none.
    """
    asked, db = {"incident": texts(incidents)}, chronicle.cursor()
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, *words in ask(db, """
            SELECT i.id, i.label, i.place, i.region FROM incidents i JOIN asked a ON a.incident = i.id""", asked=asked):
        found[name] |= dict.fromkeys(filter(None, words))
    for name, words in ask(db, """
            SELECT p.incident, p.name FROM incident_parties p JOIN asked a ON a.incident = p.incident
            ORDER BY ALL""", asked=asked):
        if name in found and words:
            found[name][words] = None
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for name, words in ask(db, """
            SELECT t.incident, e.evidence FROM tellings t JOIN asked a ON a.incident = t.incident
            JOIN events e ON e.report = t.report AND e.id = t.event JOIN reports r ON r.id = t.report
            ORDER BY r.published_start NULLS LAST, t.report, t.event""", asked=asked):
        if len(told[name]) < TOLD and words:
            told[name][words] = None
    return {name: written("\n".join([*words, *told[name]])) for name, words in found.items()}


def _renew(index: sqlite3.Connection, incidents: Iterable[str], words: Mapping[str, str]) -> None:
    """Put the words of these incidents in the place of those they had. Rows go up, as FTS5 likes them best."""
    old = {name: (row, had) for name, row, had in index.execute("""
        SELECT n.incident, n.row, t.words FROM json_each(?) j JOIN names n ON n.incident = j.value
        JOIN told t ON t.row = n.row ORDER BY n.row""", [json.dumps(list(incidents))])}
    for name, (row, had) in old.items():
        if words.get(name) == had:
            continue
        index.execute("INSERT INTO incidents(incidents, rowid, words) VALUES ('delete', ?, ?)", [row, had])
        if name in words:
            index.execute("UPDATE told SET words = ? WHERE row = ?", [words[name], row])
            index.execute("INSERT INTO incidents(rowid, words) VALUES (?, ?)", [row, words[name]])
        else:
            index.execute("DELETE FROM told WHERE row = ?", [row])
            index.execute("DELETE FROM names WHERE row = ?", [row])
    last, = index.execute("SELECT coalesce(max(row), 0) FROM names").fetchone()
    new = [(row, name) for row, name in enumerate((n for n in words if n not in old), last + 1)]
    index.executemany("INSERT INTO names VALUES (?, ?)", new)
    index.executemany("INSERT INTO told VALUES (?, ?)", ((row, words[name]) for row, name in new))
    index.executemany("INSERT INTO incidents(rowid, words) VALUES (?, ?)", ((row, words[name]) for row, name in new))
