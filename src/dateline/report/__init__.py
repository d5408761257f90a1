"""What came in: bytes become reports.

Doors: `read_inputs(paths)` for files, folders and standard input, one Report or Failure each, in order
(`read_all`: and records that were coded before);
`report_from_text(text)` for a text in hand. `intake` holds the one table of formats. What cannot be read
gives a Failure that names the file and the remedy; the rest goes on.
"""

from dateline.report.intake import read_all, read_inputs
from dateline.report.structure import report_from_text

__all__ = ["read_all", "read_inputs", "report_from_text"]
