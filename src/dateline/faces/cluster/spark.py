"""Spark as the engine: a lake of reports in, Parquet of records out, with copies and candidates found by shuffles.

    from pyspark.sql import SparkSession
    from dateline.faces.cluster import spark as dateline

    session = SparkSession.builder.getOrCreate()
    dateline.job(session.read.parquet("lake/reports"), "lake/coded")

writes `records`, `copies`, `families` and `candidates` under `lake/coded`; `dateline add lake/coded/records` puts the
records into a chronicle. Needs `pip install 'dateline[cluster]'` here and on the workers, and Java 17.

Everything is carried by `mapInArrow`, so pandas is not needed. A task that dies is tried again by Spark and costs its
own rows only; a report that kills its reader is a row with an error, for a process of its own reads (batches.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from dateline.faces.cluster.batches import (
    BANDS,
    KEYS,
    KIN,
    RECORDS,
    REPORTS,
    band_batches,
    code_batches,
    ddl,
    key_batches,
    kin_batches,
    text_batches,
)
from dateline.faces.engine import mine

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

    Step = Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]

TEXTS = {"report": "string", "text": "string"}


def code(reports: DataFrame, *, codebook: str | None = None, actors: str | None = None) -> DataFrame:
    """The records of a table of reports (batches.py names the columns), in its order and partitions.

    Your own tables are read here, once, and travel to the workers.
    """
    names = [name for name in REPORTS if name in reports.columns]
    if "text" not in names:
        raise ValueError(f"the reports have no column called text, only {', '.join(reports.columns) or 'none'}")
    step = partial(code_batches, apart=True, own=mine(codebook, actors))
    return reports.select(*names).mapInArrow(step, ddl(RECORDS))


def copies(records: DataFrame) -> DataFrame:
    """Pairs of reports that are copies of one another: a, b, and how (report/copies.py).

    Whoever shares a band meets; of the very same words only the least report meets the others. What meets is counted
    exactly, so the pairs do not depend on the sketches.
    """
    from pyspark.sql import functions as f

    bands = _of_records(records, band_batches, BANDS).distinct()
    same = bands.groupBy("whole").agg(f.min("report").alias("lead"))
    twins = (bands.select("report", "whole").distinct().join(same, "whole").where("report > lead")
             .select(f.col("lead").alias("a"), f.col("report").alias("b"), f.lit("exact").alias("kind")))
    leads = bands.join(same.select(f.col("lead").alias("report")), "report").select("report", "band")
    met = (leads.withColumnRenamed("report", "a").join(leads.withColumnRenamed("report", "b"), "band")
           .where("a < b").select("a", "b").distinct())
    texts = _of_records(records, text_batches, TEXTS)
    one = texts.select(f.col("report").alias("a"), f.col("text").alias("a_text"))
    other = texts.select(f.col("report").alias("b"), f.col("text").alias("b_text"))
    return met.join(one, "a").join(other, "b").mapInArrow(kin_batches, ddl(KIN)).unionByName(twins)


def families(records: DataFrame, pairs: DataFrame) -> DataFrame:
    """The family of each report: the least id among those that pairs lead to from it, as the chronicle names it.

    The least name is passed on along the pairs until none changes: as many rounds as the longest chain of copies.
    """
    from pyspark.sql import functions as f

    both = pairs.select("a", "b").union(pairs.select(f.col("b").alias("a"), f.col("a").alias("b"))).localCheckpoint()
    named = (records.where("report IS NOT NULL").select("report").distinct()
             .withColumn("family", f.col("report")).localCheckpoint())
    while True:
        heard = (both.join(named.withColumnRenamed("report", "b"), "b").groupBy("a").agg(f.min("family").alias("least"))
                 .withColumnRenamed("a", "report"))
        told = named.join(heard, "report", "left").select(
            "report", f.least("family", f.coalesce("least", "family")).alias("family")).localCheckpoint()
        changed = told.withColumnRenamed("family", "now").join(named, "report").where("now <> family").limit(1).count()
        named = told
        if not changed:
            return named


def candidates(records: DataFrame) -> DataFrame:
    """Pairs of events that may be one happening: whoever shares a key and is near in time (chronicle/keys.py)."""
    from pyspark.sql import functions as f

    found = _of_records(records, key_batches, KEYS)
    one = found.select(*(f.col(name).alias(f"a_{name}") if name != "hash" else f.col(name) for name in KEYS))
    other = found.select(*(f.col(name).alias(f"b_{name}") if name != "hash" else f.col(name) for name in KEYS))
    near = "a_report < b_report AND a_day_from <= b_day_to AND b_day_from <= a_day_to"
    return one.join(other, "hash").where(near).select("a_report", "a_event", "b_report", "b_event").distinct()


def job(reports: DataFrame, out: str, *, codebook: str | None = None, actors: str | None = None) -> None:
    """Code a lake and write what the chronicle and others read: Parquet under `out`. Each step is read back from what
    the one before wrote, so that nothing is coded twice."""
    session = reports.sparkSession
    code(reports, codebook=codebook, actors=actors).write.mode("overwrite").parquet(f"{out}/records")
    records = session.read.parquet(f"{out}/records")
    copies(records).write.mode("overwrite").parquet(f"{out}/copies")
    families(records, session.read.parquet(f"{out}/copies")).write.mode("overwrite").parquet(f"{out}/families")
    candidates(records).write.mode("overwrite").parquet(f"{out}/candidates")


def _of_records(records: DataFrame, step: Step, columns: Mapping[str, str]) -> DataFrame:
    return records.where("record IS NOT NULL").select("record").mapInArrow(step, ddl(columns))
