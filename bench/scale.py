"""What a large chronicle costs: ``python -m bench.scale --reports 100000 --store FILE``.

Fills a store with made-up records (made.py), as `Chronicle.add_all` takes them, and prints what each 10,000 cost; then
the size on disk, the time of every view, of a search and of `why` (the first call, and the median of five more), how
well the incidents are those that were made up (B-cubed), and what judgements cost and their undoing, on a copy. A store
that holds a part already is filled further.
`--measure` fills nothing. `--synthetic` fills the tables that views read straight by SQL (synthetic.py), as if so many
reports had come, and times views alone: the search index is not made. Compare numbers of one run with one another,
not of two days.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.made import World
from bench.synthetic import filled
from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Correct, Deed, Join, Judgement, Key, Part, Undo
from dateline.chronicle.search import search_path
from dateline.model import Failure, Record

BLOCK = 10_000


def fill(path: Path, reports: int, log: Path) -> None:
    """Add what is missing; a line of the log for each block: reports then, seconds, seconds of this process, memory."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() and path.exists() else []
    held = json.loads(lines[-1])["reports"] if lines else 0     # what came after that line is given again, for nothing
    with Chronicle.open(path) as chronicle:
        stream: Iterator[Record | Failure] = islice(World().records(reports), held, None)
        while given := list(islice(stream, BLOCK)):
            began, mine = time.perf_counter(), time.process_time()
            held += sum(1 for _ in chronicle.add_all(given))
            told = {"reports": held, "added": len(given), "seconds": time.perf_counter() - began,
                    "processor": time.process_time() - mine, "memory": peak()}
            with log.open("a", encoding="utf-8") as out:
                out.write(json.dumps(told) + "\n")
            print(told, flush=True)


def peak() -> float:
    """The most memory this process ever had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


# ── what is asked ────────────────────────────────────────────────────────────────────────────────

def questions(chronicle: Chronicle) -> dict[str, Callable[[], Any]]:
    """What is timed, each with rows as a page shows them."""
    row = next(iter(chronicle.timeline(limit=1)))["incident"]
    name, land = chronicle.sql("SELECT name, country FROM incident_parties GROUP BY ALL ORDER BY count(*) DESC, name "
                               "LIMIT 1").fetchall()[0]
    word = chronicle.sql("SELECT split_part(label, ' ', 3) FROM incidents ORDER BY id LIMIT 1").fetchall()[0][0]
    views: dict[str, Callable[[], Any]] = {
        "timeline": lambda: chronicle.timeline(limit=50),
        "timeline of a country": lambda: chronicle.timeline(f"country:{land}", limit=50),
        "timeline of a name": lambda: chronicle.timeline(f'actor:"{name}"', limit=50),
        "dyads": lambda: chronicle.dyads(limit=50), "dyads of names": lambda: chronicle.dyads(of="name", limit=50),
        "panel": lambda: chronicle.panel(limit=50), "panel of regions": lambda: chronicle.panel(by="region", limit=50),
        "network": lambda: chronicle.network(limit=50),
        "nodes": lambda: chronicle.nodes(limit=50), "claims": lambda: chronicle.claims(limit=50),
        "contested": lambda: chronicle.contested(limit=50), "commitments": lambda: chronicle.commitments(limit=50),
        "places": lambda: chronicle.places(limit=50), "actor": lambda: chronicle.actor(name),
        "actor, 50 rows": lambda: chronicle.actor(name, limit=50),
    }
    return {**{title: lambda view=view: list(view().rows()) for title, view in views.items()},      # type: ignore[misc]
            "search, a word": lambda: chronicle.ask(word), "search, words and a field":
            lambda: chronicle.ask(f"{word} type:assault"), "why": lambda: chronicle.why(row)}


def timed(ask: Callable[[], Any]) -> tuple[float, float, float]:
    """Seconds of the first call, the median of five more, and of these the median of the processor's time."""
    spent = []
    for _ in range(6):
        began, mine = time.perf_counter(), time.process_time()
        ask()
        spent.append((time.perf_counter() - began, time.process_time() - mine))
    return spent[0][0], *(statistics.median(each) for each in zip(*spent[1:], strict=True))     # type: ignore[return-value]


def views_timed(chronicle: Chronicle, table: Table, *, whole: bool = True) -> None:
    """A row of the table for each question; without `whole` those alone that need no search index and no records."""
    for title, ask in questions(chronicle).items():
        if whole or not title.startswith(("search", "why")):
            told = [f"{1000 * seconds:.0f} ms" for seconds in timed(ask)]
            print(title, *told, flush=True)
            table.add_row(title, *told)


def synthetic(path: Path, reports: int) -> Table:
    if not path.exists():
        for name in filled(path, reports):
            print(name, "filled", flush=True)
    table = Table("view", "first", "then", "of the processor's time", title=path.name)
    with Chronicle.open(path, read_only=True) as chronicle:
        views_timed(chronicle, table, whole=False)
    return table


def b_cubed(chronicle: Chronicle) -> tuple[float, float]:
    """Precision and recall of incidents, by the happening that `ref` gives for the n-th event of a report's text."""
    found = chronicle.sql("""
        WITH placed AS (SELECT report, id, row_number() OVER (PARTITION BY report ORDER BY start_char) AS n
                        FROM events),
        told AS (SELECT t.incident, string_split(substr(r.ref, 4), ',')[p.n] AS happening
                 FROM placed p JOIN tellings t ON t.report = p.report AND t.event = p.id
                 JOIN reports r ON r.id = p.report),
        pairs AS (SELECT incident, happening, count(*) AS n FROM told GROUP BY ALL)
        SELECT sum(n * n / CAST(i AS DOUBLE)) / sum(n), sum(n * n / CAST(h AS DOUBLE)) / sum(n)
        FROM (SELECT n, sum(n) OVER (PARTITION BY incident) AS i, sum(n) OVER (PARTITION BY happening) AS h FROM pairs)
        """).fetchall()
    precision, recall = found[0]
    return precision, recall


def size(path: Path) -> float:
    return sum(file.stat().st_size for file in (path, search_path(path)) if file.exists())


def measured(path: Path) -> Table:
    table = Table("what", "first", "then", "of the processor's time", title=path.name)
    with Chronicle.open(path, read_only=True) as chronicle:
        counted = chronicle.sql("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM incidents), "
                                "(SELECT count(*) FROM tellings), (SELECT count(*) FROM links)").fetchall()[0]
        for title, count in zip(("reports", "incidents", "tellings", "links"), counted, strict=True):
            table.add_row(title, f"{count:,}")
        table.add_row("bytes a report", f"{size(path) / counted[0]:,.0f}")
        precision, recall = b_cubed(chronicle)
        table.add_row("B-cubed precision, recall", f"{precision:.3f}", f"{recall:.3f}")
        views_timed(chronicle, table)
    return table


def judged(path: Path) -> Table:
    """What a judgement costs till all that follows from it is on disk, and its undoing: on a copy of the store."""
    table = Table("judged", "ms", "of the processor's time", "undone", "of the processor's time")
    with TemporaryDirectory(dir=path.absolute().parent) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        with Chronicle.open(copy) as chronicle:
            few, other, many = _some(chronicle, 3), _some(chronicle, 4), _most(chronicle)
            for title, deed in (
                    ("a type put right, the first", Correct(*few[0], "type", None, "ASSAULT")),
                    ("a type put right", Correct(*few[0], "type", None, "ASSAULT")),
                    ("two joined", Join(few[0], (other[0],))), ("one of four parted", Part(other[0], tuple(other[1:]))),
                    (f"a place put right of {len(many)} tellings", Correct(*many[0], "place", None, "Lund")),
                    (f"one of {len(many)} parted", Part(many[0], tuple(many[1:])))):
                first = _done(chronicle, deed)
                again = _done(chronicle, Undo(chronicle.judgements.kept[-1].id))
                table.add_row(title, *(f"{1000 * spent:.0f}" for spent in (*first, *again)))
    return table


def _done(chronicle: Chronicle, deed: Deed) -> tuple[float, float]:
    one = Judgement.make(deed, by="bench", at=chronicle.judgements.stamp(datetime.now(UTC)))
    began, mine = time.perf_counter(), time.process_time()
    chronicle.judge(one)
    return time.perf_counter() - began, time.process_time() - mine


def _some(chronicle: Chronicle, tellings: int) -> list[Key]:
    return _told(chronicle, f"SELECT incident FROM tellings GROUP BY ALL HAVING count(*) = {tellings} "
                            "ORDER BY 1 LIMIT 1")


def _most(chronicle: Chronicle) -> list[Key]:
    return _told(chronicle, "SELECT incident FROM tellings GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1")


def _told(chronicle: Chronicle, which: str) -> list[Key]:
    found = chronicle.sql(f"SELECT report, event FROM tellings WHERE incident = ({which}) ORDER BY ALL").fetchall()
    return [(report, event) for report, event in found]


def growth(log: Path) -> Table:
    """What each block cost, and how many times what the first one did."""
    blocks = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    table = Table("reports", "reports a second", "the same of the processor's time", "times the first", "GB at most")
    each = [b["processor"] / b["added"] for b in blocks]
    for block, cost in zip(blocks, each, strict=True):
        table.add_row(f"{block['reports']:,}", f"{block['added'] / block['seconds']:.0f}", f"{1 / cost:.0f}",
                      f"{cost / each[0]:.2f}", f"{block['memory']:.2f}")
    return table


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--reports", type=int, default=100_000)
    ask.add_argument("--store", type=Path, required=True)
    ask.add_argument("--measure", action="store_true", help="only ask of what the store holds")
    ask.add_argument("--synthetic", action="store_true", help="fill tables by SQL, and time the views of these")
    asked = ask.parse_args()
    if asked.synthetic:
        Console().print(synthetic(asked.store, asked.reports))
        return
    log = asked.store.with_suffix(".log")
    if not asked.measure:
        fill(asked.store, asked.reports, log)
    if log.exists():
        Console().print(growth(log))
    Console().print(measured(asked.store))
    Console().print(judged(asked.store))


if __name__ == "__main__":
    main()
