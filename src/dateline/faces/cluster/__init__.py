"""Many machines: the one step that every engine carries, and the engines, which only carry it.

    batches.py   Arrow batches of reports in, Arrow batches of records out; and what finds copies and candidates
    shards.py    no engine: files or blocks of them, a share a process, with a list of what is done
    spark.py     the same over a lake of any size (Spark)
    rayed.py     the same over a Ray dataset

A record is the same to the byte whichever of them carried its report (tests/test_cluster.py). Nothing here is needed
on one laptop: `dateline add` reads side by side by itself.
"""
