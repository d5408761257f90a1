"""What an engine costs beside the run without one: ``python -m bench.cluster [--reports N]``.

The same reports of about 500 words, from one Parquet file of as many parts as there are workers: coded by `code_all` on
two processes, by `dateline run`, and by Spark with one worker and with two. Each is a process of its own, started and
ended; the table gives the whole time, that without starting up (from the first answer on for `code_all`, the second
run in one session for Spark), and ratios. Compare the rows of one table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.speed import corpus

LOCAL = """
import json, sys, time
import pyarrow.parquet as parquet
from dateline.faces.cluster.batches import _reports
from dateline import code_all
from collections import deque
if __name__ == "__main__":
    batches = parquet.ParquetFile(sys.argv[1]).iter_batches(500)
    first, count = None, 0
    for _ in code_all(_reports(batches, deque()), workers=int(sys.argv[2])):
        first, count = first or time.perf_counter(), count + 1
    print(json.dumps({"steady": time.perf_counter() - first}))
"""

SPARK = """
import json, os, sys, time
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
from dateline.faces.cluster import spark
if __name__ == "__main__":
    session = (SparkSession.builder.master(f"local[{sys.argv[2]}]").config("spark.ui.enabled", "false")
               .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
    session.sparkContext.setLogLevel("OFF")
    lake = session.read.parquet(sys.argv[1]).repartition(8 * int(sys.argv[2])).localCheckpoint()
    spark.code(lake.limit(2)).collect()                 # readers are loaded
    began = time.perf_counter()
    spark.code(lake).write.mode("overwrite").parquet(sys.argv[1] + ".coded")
    print(json.dumps({"steady": time.perf_counter() - began}))
    session.stop()
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=400)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        lake = Path(folder) / "lake.parquet"
        _write(lake, asked.reports)
        rows = {
            "code_all, one process": _timed(LOCAL, lake, 1),
            "code_all, two processes": _timed(LOCAL, lake, 2),
            "Spark, one worker": _timed(SPARK, lake, 1),
            "Spark, two workers": _timed(SPARK, lake, 2),
        }
    _print(rows, asked.reports)


def _write(path: Path, many: int) -> None:
    import pyarrow
    from pyarrow.parquet import write_table

    lines = corpus(path.parent, many).read_text(encoding="utf-8").splitlines()
    write_table(pyarrow.Table.from_pylist([json.loads(line) for line in lines]), path)


def _timed(script: str, *told: object) -> tuple[float, float]:
    """Seconds in all, and without starting up."""
    began = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", script, *map(str, told)], text=True, capture_output=True, check=False,
                         env={**os.environ, "OMP_NUM_THREADS": "1"})
    if run.returncode:
        sys.exit(run.stderr[-3000:])
    return time.perf_counter() - began, json.loads(run.stdout.strip().splitlines()[-1])["steady"]


def _print(rows: dict[str, tuple[float, float]], many: int) -> None:
    table = Table(title=f"{many} reports of about 500 words")
    for heading in ("", "seconds in all", "without starting up", "reports a second", "of code_all on as many"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, (whole, steady) in rows.items():
        peer = rows[f"code_all, {'one process' if 'one' in name else 'two processes'}"][1]
        table.add_row(name, f"{whole:.1f}", f"{steady:.1f}", f"{many / steady:.2f}", f"{steady / peer:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
