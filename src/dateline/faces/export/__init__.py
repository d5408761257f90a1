"""Exports: what a chronicle holds, in files that other programs read.

    export(chronicle, "incidents.csv", query="country:PER")

The ending of the file says the format; a folder holds everything, with a README, a codebook and digests. The same store
and query give the same bytes. Below: `sources` (what can be exported), `writing` (the door behind this one), one file a
family of formats (`tables`, `places`, `graphs`, `calendars`), `projects` (columns of other projects), `readme` and
`files`.
"""

from dateline.faces.export.writing import FORMATS, Exported, Order, export, order

__all__ = ["FORMATS", "Exported", "Order", "export", "order"]
